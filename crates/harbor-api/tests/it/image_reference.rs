//! References are read as docker reads them, and rewritten for proxy caches.

use harbor_api::{CveId, ImageReference, NotRewritten, ProjectName, ProxyCache};

const CASES: &str = include_str!("../references.tsv");

/// Docker's own answers, but for one: it finds no host in `h_x.io/p/r` and gives none.
#[test]
fn references_are_read_as_docker_reads_them() {
    let mut seen = 0;
    for line in CASES.lines().filter(|line| !line.starts_with('#')) {
        let (text, expected) = line.split_once('\t').unwrap();
        if expected.starts_with(" ~ ") {
            assert!(ImageReference::parse(text).is_err(), "{text}");
            continue;
        }
        let read = match ImageReference::parse(text) {
            Ok(read) => {
                let tag = read.tag.iter().map(|tag| format!(" ~ tag {tag}"));
                let digest = read.digest.iter().map(|digest| format!(" ~ {digest}"));
                let end: String = tag.chain(digest).collect();
                format!("{} ~ {}{end}", read.host, read.path)
            }
            Err(_) => "ERR".to_owned(),
        };
        assert_eq!(read, expected, "{text}");
        seen += 1;
    }
    assert!(seen > 50, "{seen} cases");
}

fn cache(upstream: &str) -> ProxyCache {
    let project = ProjectName::new("cache").unwrap();
    ProxyCache::new("harbor.example.org", project, upstream).unwrap()
}

#[test]
fn references_are_rewritten_both_ways() {
    const NGC: &str = "https://nvcr.io";
    const HUB: &str = "https://hub.docker.com";
    let digest = format!("sha256:{}", "0a".repeat(32));
    let with_digest = format!("nvcr.io/nvidia/pytorch@{digest}");
    let digest_here = format!("harbor.example.org/cache/nvidia/pytorch@{digest}");
    for (upstream, theirs, short, here) in [
        (
            NGC,
            "nvcr.io/nvidia/pytorch:24.05-py3",
            "nvcr.io/nvidia/pytorch:24.05-py3",
            "harbor.example.org/cache/nvidia/pytorch:24.05-py3",
        ),
        (NGC, &with_digest, &with_digest, &digest_here),
        (
            HUB,
            "docker.io/library/ubuntu:24.04",
            "ubuntu:24.04",
            "harbor.example.org/cache/library/ubuntu:24.04",
        ),
        (
            HUB,
            "docker.io/grafana/grafana",
            "grafana/grafana",
            "harbor.example.org/cache/grafana/grafana",
        ),
        (
            "https://registry-1.docker.io/",
            "docker.io/library/ubuntu",
            "ubuntu",
            "harbor.example.org/cache/library/ubuntu",
        ),
        (
            "http://127.0.0.1:5002",
            "127.0.0.1:5002/up/app:1",
            "127.0.0.1:5002/up/app:1",
            "harbor.example.org/cache/up/app:1",
        ),
        (
            "ghcr.io",
            "ghcr.io/astral-sh/uv:0.9",
            "ghcr.io/astral-sh/uv:0.9",
            "harbor.example.org/cache/astral-sh/uv:0.9",
        ),
    ] {
        let cache = cache(upstream);
        for (text, was_cached) in [(theirs, false), (short, false), (here, true)] {
            let both = cache
                .rewrite(text)
                .unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!(both.upstream.to_string(), theirs, "{text}");
            assert_eq!(both.upstream.familiar(), short, "{text}");
            assert_eq!(both.cached.to_string(), here, "{text}");
            assert_eq!(both.was_cached, was_cached, "{text}");
        }
    }
}

#[test]
fn what_the_cache_has_nothing_of_is_said() {
    let cache = cache("https://nvcr.io");
    let refused = cache.rewrite("ubuntu:24.04").unwrap_err();
    let NotRewritten::OtherRegistry { host, upstream } = refused else {
        panic!("{refused}");
    };
    assert_eq!((host.as_str(), upstream.as_str()), ("docker.io", "nvcr.io"));
    assert!(matches!(
        cache.rewrite("nvcr.io/NVIDIA/pytorch"),
        Err(NotRewritten::Invalid(_))
    ));
    // Another project of this registry's.
    assert!(cache.rewrite("harbor.example.org/other/app:1").is_err());
}

#[test]
fn pasted_ids_are_read_whatever_stands_between_them() {
    let (ids, strange) = CveId::read_all(
        "cve-2024-45491, CVE-2025-32434;CVE-2024-45491\nGHSA-7F8R-222p-6f5g\t'RHSA-2024:1234' \
         DLA-3482-1 TEMP-0841856-B18BAF CVE-24-1 torch CVE-2024-45x91 -1",
    );
    let ids: Vec<&str> = ids.iter().map(CveId::as_str).collect();
    assert_eq!(
        ids,
        [
            "CVE-2024-45491",
            "CVE-2025-32434",
            "GHSA-7f8r-222p-6f5g",
            "RHSA-2024:1234",
            "DLA-3482-1",
            "TEMP-0841856-B18BAF",
        ]
    );
    assert_eq!(strange, ["CVE-24-1", "torch", "CVE-2024-45x91", "-1"]);
}
