//! The registry's own API: every digest is that of the content, and tokens are given as Harbor does.

use crate::common::sample::{demo, get, header};
use crate::common::{Answer, basic, send};
use demo_harbor::{DemoHarbor, PASSWORD};
use serde_json::Value;
use sha2::{Digest, Sha256};

fn digest(content: &[u8]) -> String {
    let hex: String = Sha256::digest(content)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("sha256:{hex}")
}

fn v2(demo: &DemoHarbor, path: &str) -> Answer {
    send(&demo.url(), "GET", path, &[basic("admin", PASSWORD)], None)
}

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or_else(|| panic!("{value}"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

/// Looks at a manifest, and at those it names. Returns how many were looked at.
fn check(demo: &DemoHarbor, name: &str, wanted: &str, size: Option<i64>) -> usize {
    let answer = v2(demo, &format!("/v2/{name}/manifests/{wanted}"));
    assert_eq!(answer.status, 200, "{name}@{wanted}: {}", answer.text());
    assert_eq!(digest(&answer.body), wanted, "{name}");
    assert_eq!(answer.header("docker-content-digest"), Some(wanted));
    let manifest = answer.json();
    assert_eq!(
        answer.header("content-type"),
        manifest["mediaType"].as_str()
    );
    if let Some(children) = manifest["manifests"].as_array() {
        let each = children.iter().map(|child| {
            let path = format!("/v2/{name}/manifests/{}", text(&child["digest"]));
            assert_eq!(v2(demo, &path).body.len() as i64, number(&child["size"]));
            assert!(child["platform"].get("OsVersion").is_none());
            check(demo, name, text(&child["digest"]), None)
        });
        return 1 + each.sum::<usize>();
    }
    let config = &manifest["config"];
    let path = format!("/v2/{name}/blobs/{}", text(&config["digest"]));
    let blob = v2(demo, &path);
    assert_eq!(digest(&blob.body), text(&config["digest"]), "{name}");
    assert_eq!(blob.body.len() as i64, number(&config["size"]));
    let layers = manifest["layers"].as_array().unwrap();
    if let (Some(size), true) = (size, size > Some(8192)) {
        let layers: i64 = layers.iter().map(|layer| number(&layer["size"])).sum();
        let whole = answer.body.len() as i64 + number(&config["size"]) + layers;
        assert_eq!(whole, size, "{name}");
    }
    for layer in layers.iter().filter(|it| number(&it["size"]) < 200) {
        let path = format!("/v2/{name}/blobs/{}", text(&layer["digest"]));
        let blob = v2(demo, &path);
        if blob.status == 200 {
            assert_eq!(digest(&blob.body), text(&layer["digest"]));
            assert_eq!(blob.body.len() as i64, number(&layer["size"]));
        }
    }
    1
}

#[tokio::test(flavor = "multi_thread")]
async fn every_digest_is_that_of_its_content() {
    let demo = demo().await;
    let mut looked_at = 0;
    for name in [
        "skaha/astroml",
        "skaha/charts/canfar",
        "skaha/files/catalog",
        "models/morphology",
        "toolbox/windows-agent",
        "toolbox/edge-camera",
        "toolbox/surveys",
        "library/fieldkit",
    ] {
        let (project, repository) = name.split_once('/').unwrap();
        let repository = repository.replace('/', "%252F");
        let path = format!(
            "/projects/{project}/repositories/{repository}/artifacts?page_size=100&with_accessory=true"
        );
        let list = get(&demo, "admin", &path);
        let list = list.json();
        let artifacts = list.as_array().unwrap();
        assert!(!artifacts.is_empty(), "{name}");
        for artifact in artifacts.iter().take(12) {
            looked_at += check(
                &demo,
                name,
                text(&artifact["digest"]),
                artifact["references"]
                    .is_null()
                    .then(|| number(&artifact["size"])),
            );
            looked_at += check_attached(&demo, name, artifact);
        }
    }
    assert!(looked_at > 40, "{looked_at}");
}

/// The same for what is attached to an artifact, and for what is attached to that.
fn check_attached(demo: &DemoHarbor, name: &str, artifact: &Value) -> usize {
    let all = artifact["accessories"].as_array().into_iter().flatten();
    let each = all.map(|accessory| {
        let attached = text(&accessory["digest"]);
        let manifest = v2(demo, &format!("/v2/{name}/manifests/{attached}")).json();
        assert_eq!(manifest["subject"]["digest"], artifact["digest"]);
        let (project, repository) = name.split_once('/').unwrap();
        let repository = repository.replace('/', "%252F");
        let path = format!(
            "/projects/{project}/repositories/{repository}/artifacts/{attached}?with_accessory=true"
        );
        let itself = get(demo, "admin", &path).json();
        check(demo, name, attached, None) + check_attached(demo, name, &itself)
    });
    each.sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_attached_may_be_signed_and_goes_with_it() {
    let demo = demo().await;
    let artifacts = "/projects/library/repositories/fieldkit/artifacts";
    let below = |reference: &str| -> Vec<String> {
        let path = format!("{artifacts}/{reference}?with_accessory=true");
        let artifact = get(&demo, "admin", &path).json();
        let all = artifact["accessories"].as_array();
        let digests = all
            .into_iter()
            .flatten()
            .map(|it| text(&it["digest"]).to_owned());
        digests.collect()
    };
    let listed = below("2.1").pop().unwrap();
    let signature = below(&listed).pop().unwrap();
    let signed_again = below(&signature).pop().unwrap();
    assert!(below(&signed_again).is_empty());
    let path = format!("/api/v2.0{artifacts}/{listed}");
    let answer = send(
        &demo.url(),
        "DELETE",
        &path,
        &[basic("admin", PASSWORD)],
        None,
    );
    assert_eq!(answer.status, 200);
    for gone in [&listed, &signature, &signed_again] {
        let path = format!("{artifacts}/{gone}");
        assert_eq!(get(&demo, "admin", &path).status, 404, "{gone}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_have_titles_and_small_ones_their_content() {
    let demo = demo().await;
    let manifest = v2(&demo, "/v2/skaha/files/catalog/manifests/2026").json();
    let titles: Vec<&str> = manifest["layers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|layer| text(&layer["annotations"]["org.opencontainers.image.title"]))
        .collect();
    assert_eq!(titles, ["catalog-2026.fits", "columns.csv", "README.md"]);
    let blob = |number: usize| {
        let digest = text(&manifest["layers"][number]["digest"]);
        v2(&demo, &format!("/v2/skaha/files/catalog/blobs/{digest}"))
    };
    assert!(blob(1).text().starts_with("name,unit"));
    let large = blob(0);
    assert_eq!(large.status, 404);
    assert_eq!(large.json()["errors"][0]["code"], "BLOB_UNKNOWN");
}

#[tokio::test(flavor = "multi_thread")]
async fn platforms_stand_in_configurations_and_in_the_index() {
    let demo = demo().await;
    let index = v2(&demo, "/v2/toolbox/windows-agent/manifests/1.8").json();
    let first = &index["manifests"][0];
    assert_eq!(first["platform"]["os.version"], "10.0.20348.2402");
    let path = format!(
        "/v2/toolbox/windows-agent/manifests/{}",
        text(&first["digest"])
    );
    let config = text(&v2(&demo, &path).json()["config"]["digest"]).to_owned();
    let config = v2(&demo, &format!("/v2/toolbox/windows-agent/blobs/{config}")).json();
    assert_eq!(config["os.version"], "10.0.20348.2402");
    let steps = config["history"].as_array().unwrap();
    let with_content = steps.iter().filter(|it| it["empty_layer"] != true).count();
    assert_eq!(
        with_content,
        config["rootfs"]["diff_ids"].as_array().unwrap().len()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_the_same_content() {
    let demo = demo().await;
    let path = "/projects/sandbox/repositories/copied/artifacts?from=skaha/astroml:25.11-gpu";
    let made = crate::common::sample::ask(&demo, "admin", "POST", path, None);
    assert_eq!(made.status, 201, "{}", made.text());
    let list = "/projects/sandbox/repositories/copied/artifacts?with_accessory=true";
    let copy = get(&demo, "admin", list).json()[0].clone();
    check(&demo, "sandbox/copied", text(&copy["digest"]), None);
    let accessories = copy["accessories"].as_array().unwrap();
    assert!(!accessories.is_empty());
    for accessory in accessories {
        check(&demo, "sandbox/copied", text(&accessory["digest"]), None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_send_nothing_are_sent_for_a_token_and_others_are_not() {
    let demo = demo().await;
    let path = "/v2/skaha/astroml/manifests/25.11";
    let ask = |headers: &[(String, String)]| send(&demo.url(), "GET", path, headers, None);
    let challenged = ask(&[]);
    assert_eq!(challenged.status, 401);
    let challenge = challenged.header("www-authenticate").unwrap();
    assert!(
        challenge.starts_with("Bearer realm=\"http://127.0.0.1:"),
        "{challenge}"
    );
    assert!(
        challenge.ends_with(
            "/service/token\",service=\"harbor-registry\",scope=\"repository:skaha/astroml:pull\""
        ),
        "{challenge}"
    );
    let nonsense = [header("Authorization", "Bearer nonsense")];
    let private = "/v2/casa-team/secret-tool/tags/list";
    let refused = send(&demo.url(), "GET", private, &nonsense, None);
    assert_eq!(refused.status, 401);
    assert_eq!(
        refused.header("www-authenticate"),
        Some("Basic realm=\"harbor\"")
    );
    let token = |query: &str| {
        send(
            &demo.url(),
            "GET",
            &format!("/service/token?{query}"),
            &[],
            None,
        )
    };
    assert_eq!(token("service=harbor-registry").status, 401);
    assert_eq!(token("service=nobody").status, 400);
    let given = token("service=harbor-registry&scope=repository:skaha/astroml:pull").json();
    let bearer = header(
        "Authorization",
        &format!("Bearer {}", text(&given["token"])),
    );
    assert_eq!(ask(&[bearer]).status, 200);
}

/// A place that the window kept of an earlier start is still there.
#[tokio::test(flavor = "multi_thread")]
async fn digests_are_those_of_the_last_start() {
    let (one, other) = (demo().await, demo().await);
    for path in [
        "/projects/skaha/repositories/astroml/artifacts?page_size=100",
        "/projects/library/repositories/toolbox/artifacts?page_size=100",
    ] {
        let digests = |demo: &DemoHarbor| {
            let list = get(demo, "admin", path).json();
            let items = list.as_array().unwrap().iter();
            let mut digests: Vec<String> =
                items.map(|item| text(&item["digest"]).to_owned()).collect();
            digests.sort();
            digests
        };
        assert_eq!(digests(&one), digests(&other), "{path}");
    }
}
