use harbor_api::Decode;
use serde_json::{Value, json};

use super::*;
const DIGEST: &str = "sha256:abababababababababababababababababababababababababababababababab";
const INDEX: &str = "application/vnd.oci.image.index.v1+json";
const IMAGE: &str = "application/vnd.oci.image.config.v1+json";

fn pull_of(mut artifact: Value, tags: &[&str]) -> Pull {
    artifact["digest"] = DIGEST.into();
    artifact["tags"] = tags.iter().map(|tag| json!({ "name": tag })).collect();
    let artifact = Artifact::decode(artifact.to_string().as_bytes()).expect("an artifact");
    let project = ProjectName::new("skaha").expect("a name");
    let repository = RepositoryName::new("team/tool").expect("a name");
    Pull::new("reg.example.org", &project, &repository, &artifact)
}

fn image() -> Value {
    json!({ "type": "IMAGE", "media_type": IMAGE })
}

fn index(platforms: &[&str]) -> Value {
    let references = platforms.iter().map(|platform| {
        let mut parts = platform.split('/');
        let mut part = || parts.next().unwrap_or_default();
        json!({ "platform": { "os": part(), "architecture": part(), "variant": part() } })
    });
    json!({
        "type": "IMAGE",
        "manifest_media_type": INDEX,
        "references": references.collect::<Vec<_>>(),
    })
}

fn chart(version: &str) -> Value {
    json!({ "type": "CHART", "extra_attrs": { "version": version } })
}

fn from_type(media_type: &str) -> Value {
    json!({ "type": "UNKNOWN", "artifact_type": media_type, "media_type": media_type })
}

/// An artifact, its tags, and what each client that can pull it is told, best first.
#[test]
fn each_kind_is_pulled_by_what_can() {
    let model = json!({
        "type": "CNAI",
        "artifact_type": "application/vnd.cncf.model.manifest.v1+json",
        "media_type": "application/vnd.cncf.model.config.v1+json",
    });
    let old_model = from_type("application/vnd.cnai.model.config.v1+json");
    let sif = from_type("application/vnd.sylabs.sif.config.v1+json");
    let flux = from_type("application/vnd.cncf.flux.config.v1+json");
    let policy = from_type("application/vnd.cncf.openpolicyagent.config.v1+json");
    let catalog = json!({
        "type": "UNKNOWN",
        "artifact_type": "application/vnd.example.catalog",
        "media_type": "application/vnd.oci.empty.v1+json",
    });
    let component = from_type("application/vnd.wasm.config.v0+json");
    let module = |title: &str| {
        json!({ "type": "WASM", "media_type": WASM_TO_OCI, "extra_attrs": {
            "manifest.config.mediaType": WASM_TO_OCI, "org.opencontainers.image.title": title,
        } })
    };
    let packed = json!({ "type": "WASM", "media_type": WASM_TO_OCI, "extra_attrs": {
        "manifest.config.mediaType": IMAGE, "os": "linux", "architecture": "amd64",
    } });
    let bundle = json!({ "type": "CNAB", "manifest_media_type": INDEX });
    let windows = json!({ "type": "IMAGE", "media_type": IMAGE, "extra_attrs": {
        "os": "windows", "architecture": "amd64",
    } });
    let library = json!({ "type": "CHART", "extra_attrs": { "type": "library" } });
    let copy = "oras copy R:1.0 --to-oci-layout tool";
    let cases: Vec<(&str, Value, &[&str], Vec<&str>)> = vec![
        (
            "an image",
            image(),
            &["1.0"],
            vec![
                "docker pull R:1.0",
                "podman pull R:1.0",
                "nerdctl pull R:1.0",
                "crictl pull R:1.0",
                "apptainer pull docker://R:1.0",
                "crane pull R:1.0 tool.tar",
                "skopeo copy docker://R:1.0 oci-archive:tool.tar",
            ],
        ),
        (
            "an index with what all take for granted",
            index(&["linux/amd64", "linux/arm64/v8", "unknown/unknown"]),
            &["1.0"],
            vec![
                "docker pull R:1.0",
                "podman pull R:1.0",
                "nerdctl pull R:1.0",
                "crictl pull R:1.0",
                "apptainer pull docker://R:1.0",
                "crane pull R:1.0 tool.tar",
                "skopeo copy docker://R:1.0 oci-archive:tool.tar",
            ],
        ),
        (
            "an index for ARM alone",
            index(&["linux/arm64/v8", "unknown/unknown"]),
            &["1.0"],
            vec![
                "docker pull --platform linux/arm64/v8 R:1.0",
                "podman pull --platform linux/arm64/v8 R:1.0",
                "nerdctl pull --platform linux/arm64/v8 R:1.0",
                "crictl pull R:1.0",
                "apptainer pull --arch arm64 docker://R:1.0",
                "crane pull --platform linux/arm64/v8 R:1.0 tool.tar",
                "skopeo --override-os linux --override-arch arm64 --override-variant v8 \
                 copy docker://R:1.0 oci-archive:tool.tar",
            ],
        ),
        (
            "an index for 32-bit ARM alone",
            index(&["linux/arm/v7"]),
            &["1.0"],
            vec![
                "docker pull --platform linux/arm/v7 R:1.0",
                "podman pull --platform linux/arm/v7 R:1.0",
                "nerdctl pull --platform linux/arm/v7 R:1.0",
                "crictl pull R:1.0",
                "apptainer pull --arch arm --arch-variant v7 docker://R:1.0",
                "crane pull --platform linux/arm/v7 R:1.0 tool.tar",
                "skopeo --override-os linux --override-arch arm --override-variant v7 \
                 copy docker://R:1.0 oci-archive:tool.tar",
            ],
        ),
        (
            "an index of words that a shell reads",
            index(&["linux/$(id)"]),
            &["1.0"],
            vec![
                "docker pull R:1.0",
                "podman pull R:1.0",
                "nerdctl pull R:1.0",
                "crictl pull R:1.0",
                "apptainer pull docker://R:1.0",
                "crane pull R:1.0 tool.tar",
                "skopeo copy docker://R:1.0 oci-archive:tool.tar",
            ],
        ),
        (
            "an image for Windows",
            windows,
            &["1.0"],
            vec![
                "docker pull R:1.0",
                "podman pull R:1.0",
                "nerdctl pull R:1.0",
                "crictl pull R:1.0",
                "crane pull R:1.0 tool.tar",
                "skopeo copy docker://R:1.0 oci-archive:tool.tar",
            ],
        ),
        (
            "a chart",
            chart("1.2.3"),
            &["1.2.3"],
            vec![
                "helm pull oci://R --version 1.2.3",
                "helm install tool oci://R --version 1.2.3",
            ],
        ),
        (
            "a chart whose newest tag is no version",
            chart("1.2.3+build5"),
            &["stable", "1.0.0", "1.2.3_build5"],
            vec![
                "helm pull oci://R --version 1.2.3+build5",
                "helm install tool oci://R --version 1.2.3+build5",
            ],
        ),
        (
            "a chart with a version that is not its own",
            chart("9.9.9"),
            &["stable", "v1.0.0"],
            vec![
                "helm pull oci://R --version v1.0.0",
                "helm install tool oci://R --version v1.0.0",
            ],
        ),
        (
            "a chart without a version among its tags",
            chart("1.2.3"),
            &["stable"],
            vec!["helm pull oci://R@D", "helm install tool oci://R@D"],
        ),
        (
            "a chart that serves others",
            library,
            &["1.0.0"],
            vec!["helm pull oci://R --version 1.0.0"],
        ),
        (
            "a model",
            model,
            &["1.0"],
            vec![
                "modctl pull R:1.0 --extract-from-remote --extract-dir tool",
                copy,
            ],
        ),
        (
            "an older model",
            old_model,
            &["1.0"],
            vec![
                "modctl pull R:1.0 --extract-from-remote --extract-dir tool",
                copy,
            ],
        ),
        (
            "a SIF",
            sif,
            &["1.0"],
            vec!["apptainer pull oras://R:1.0", "oras pull R:1.0", copy],
        ),
        (
            "manifests for Flux",
            flux,
            &["1.0"],
            vec!["flux pull artifact oci://R:1.0 --output .", copy],
        ),
        (
            "policies",
            policy,
            &["1.0"],
            vec!["conftest pull oci://R:1.0", "oras pull R:1.0", copy],
        ),
        (
            "a WebAssembly component",
            component,
            &["1.0"],
            vec![
                "wkg oci pull R:1.0 --output tool.wasm",
                "oras pull R:1.0",
                copy,
            ],
        ),
        (
            "a WebAssembly module",
            module(""),
            &["1.0"],
            vec!["wasm-to-oci pull R:1.0 --out tool.wasm", copy],
        ),
        (
            "a WebAssembly module with a file's name",
            module("hello.wasm"),
            &["1.0"],
            vec![
                "wasm-to-oci pull R:1.0 --out tool.wasm",
                "oras pull R:1.0",
                copy,
            ],
        ),
        (
            "a WebAssembly module packed as an image",
            packed,
            &["1.0"],
            vec![
                "docker pull R:1.0",
                "podman pull R:1.0",
                "nerdctl pull R:1.0",
                "crictl pull R:1.0",
                "apptainer pull docker://R:1.0",
                "crane pull R:1.0 tool.tar",
                "skopeo copy docker://R:1.0 oci-archive:tool.tar",
            ],
        ),
        (
            "a bundle",
            bundle,
            &["1.0"],
            vec![
                "porter archive tool.tgz --reference R:1.0",
                "cnab-to-oci pull R:1.0 --bundle tool.json",
            ],
        ),
        (
            "any artifact",
            catalog,
            &["1.0"],
            vec!["oras pull R:1.0", copy],
        ),
        (
            "an SBOM without a tag",
            from_type("application/spdx+json"),
            &[],
            vec!["oras pull R@D", "oras copy R@D --to-oci-layout tool"],
        ),
        (
            "a signature",
            from_type("application/vnd.dev.sigstore.bundle.v0.3+json"),
            &[],
            vec!["oras copy R@D --to-oci-layout tool"],
        ),
    ];
    for (what, artifact, tags, expected) in cases {
        let pull = pull_of(artifact, tags);
        let commands: Vec<String> = pull
            .clients()
            .into_iter()
            .map(|client| pull.command(client, By::Tag).expect("a command"))
            .collect();
        let expected: Vec<String> = expected
            .into_iter()
            .map(|text| {
                text.replace("@D", &format!("@{DIGEST}"))
                    .replace('R', "reg.example.org/skaha/team/tool")
            })
            .collect();
        assert_eq!(commands, expected, "{what}");
    }
}

#[test]
fn what_can_not_pull_says_why() {
    use Client::*;
    let images = vec![Docker, Podman, Nerdctl, Crictl, Crane, Skopeo];
    let cases = [
        (
            image(),
            vec![
                (WhyNot::ChartsOnly, vec![Helm]),
                (WhyNot::NoFileNames, vec![Oras]),
            ],
        ),
        (
            chart("1.0.0"),
            vec![
                (WhyNot::ImagesOnly, images.clone()),
                (WhyNot::ImagesAndSifOnly, vec![Apptainer]),
                (WhyNot::NoFileNames, vec![Oras]),
            ],
        ),
        (
            from_type("application/vnd.sylabs.sif.config.v1+json"),
            vec![
                (WhyNot::ImagesOnly, images),
                (WhyNot::ChartsOnly, vec![Helm]),
            ],
        ),
    ];
    for (artifact, refusals) in cases {
        let pull = pull_of(artifact, &["1.0.0"]);
        assert_eq!(pull.refusals(), refusals);
        for client in refusals.iter().flat_map(|(_, clients)| clients) {
            assert_eq!(pull.command(*client, By::Tag), None, "{client:?}");
        }
    }
}

#[test]
fn without_a_tag_the_digest_is_used() {
    let pull = pull_of(image(), &[]);
    assert_eq!(pull.reference(By::Tag), pull.reference(By::Digest));
    assert!(pull.reference(By::Tag).ends_with(DIGEST));
}

#[test]
fn a_chart_is_named_by_its_version_or_by_its_digest() {
    let pull = pull_of(chart("1.2.3+build5"), &["stable", "1.2.3_build5"]);
    assert_eq!(pull.tag(), Some("1.2.3_build5"));
    let by_digest = pull.command(Client::Helm, By::Digest).expect("a command");
    assert_eq!(
        by_digest,
        format!("helm pull oci://reg.example.org/skaha/team/tool@{DIGEST}")
    );
}

#[test]
fn a_release_has_a_name_that_helm_takes() {
    for (name, is_good) in [
        ("canfar", true),
        ("a-b2", true),
        ("a__b", false),
        ("a.b", false),
        ("", false),
        ("-a", false),
    ] {
        assert_eq!(is_release_name(name), is_good, "{name}");
    }
    assert!(!is_release_name(&"a".repeat(54)));
}

#[test]
fn a_choice_can_be_kept_by_name() {
    for client in Client::ALL {
        assert_eq!(Client::from_name(client.name()), Some(client));
    }
}
