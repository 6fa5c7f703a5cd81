//! Projects are made: a name that is taken, a cache of another registry.

use reqwest::Method;
use serde_json::json;

use crate::harness::{Desktop, Harbor, Window};

fn at_projects(story: &'static str, user: &str) -> (Harbor, Window) {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse(story);
    window.signs_in_to(&harbor, user);
    (harbor, window)
}

#[test]
fn a_name_that_is_taken() {
    let (harbor, window) = at_projects("new_project_taken", "ada");
    window.presses("New project");
    window.shows("dialog[open] #project-name");

    // The server's rule, while one types; nothing was asked yet.
    window.types("#project-name", "My_Project");
    window.sees_in("#project-name-said", "Lower case only. Use my_project");
    window.types("#project-name", "trailing-");
    window.sees_in("#project-name-said", "Lower-case letters and digits");
    assert!(harbor.requests_of("headProject").is_empty());
    window.lacks("#proxy");
    window.lacks("#storage-kind");

    // Free, but easily mistaken.
    window.types("#project-name", "4711");
    window.sees("a name of digits alone is easily taken");

    // Taken; one beside it is free, and one press away.
    window.types("#project-name", "skaha");
    window.sees_in(
        "#project-name-said",
        "A project named skaha already exists.",
    );
    window.sees_in("#project-name-said", "Try skaha-2");
    window.takes_picture("1-taken");
    assert!(harbor.requests_of("createProject").is_empty());
    window.presses("Try skaha-2");
    window.sees_in("#project-name-said", "Available");
    assert_eq!(window.value_of("#project-name"), "skaha-2");

    // Somebody is faster: the same is said, and what was typed stays.
    harbor.makes(
        Method::POST,
        "/projects",
        &json!({ "project_name": "skaha-2" }),
    );
    window.clicks("#create-project");
    window.sees_in(
        "#project-name-said",
        "A project named skaha-2 already exists.",
    );
    assert_eq!(window.value_of("#project-name"), "skaha-2");
    window.presses("Try skaha-2-2");
    window.sees_in("#project-name-said", "Available");
    window.clicks("#create-project");

    // It opens, and says how something gets into it and out again.
    window.opens("skaha-2-2");
    window.sees_in(
        "dialog[open]",
        &format!("docker push {}/skaha-2-2/", harbor.host()),
    );
    for pull in ["docker pull ", "podman pull ", "helm pull oci://"] {
        let pull = format!("{pull}{}/skaha-2-2/", harbor.host());
        window.sees_in("dialog[open]", &pull);
    }
    window.takes_picture("2-opened");
    let made = harbor.asks(Method::GET, "/projects/skaha-2-2");
    assert_eq!(made["metadata"]["public"], "false");
    assert_eq!(made["owner_name"], "ada");
}

#[test]
fn a_cache_for_nvcr_io_and_its_helm_values() {
    let (harbor, window) = at_projects("new_project_cache", "admin");
    window.presses("New project");
    window.shows("dialog[open] #project-name");
    window.types("#project-name", "ngc");
    window.sees_in("#project-name-said", "Available");
    window.chooses("#storage-kind", "own");
    window.types("#storage", "1.5");
    window.chooses("#storage-unit", "tib");

    window.clicks("#proxy");
    window.sees("each day it deletes what nobody pulled for 7 days");
    window.chooses("#endpoint", "new");
    assert_eq!(window.value_of("#endpoint-url"), "https://nvcr.io");
    assert_eq!(window.value_of("#access-id"), "$oauthtoken");

    // What is missing is said at its field.
    window.types("#endpoint-name", "NGC team");
    window.presses("Test");
    window.sees_in("#endpoint-secret-said", "The access id needs its secret");
    assert!(harbor.requests_of("pingRegistry").is_empty());

    // The server's own words, where the test fails.
    window.types("#endpoint-secret", "wrong");
    window.presses("Test");
    window.sees("registry is unhealthy");
    window.types("#endpoint-secret", "nvapi-canary");
    window.sees_no_more("registry is unhealthy");
    window.presses("Test");
    window.sees("Harbor reached it and could sign in");
    window.types("#bandwidth", "fast");
    window.sees_in("#bandwidth-said", "This is no number");
    window.types("#bandwidth", "200");
    window.sees(&format!(
        "docker pull {}/ngc/nvidia/pytorch:24.05-py3",
        harbor.host()
    ));
    window.takes_picture("1-form");
    window.clicks("#create-project");

    // It opens with the names that lead through it.
    window.opens("ngc");
    window.shows("dialog[open] #reference");
    window.types("#reference", "nvcr.io/nvidia/gpu-operator:v24.9.0");
    window.sees_in(
        "#form-helm-gpu-operator",
        &format!(
            "repository: \"{}/ngc/nvidia\"\nimage: gpu-operator\nversion: \"v24.9.0\"",
            harbor.host()
        ),
    );
    window.takes_picture("2-names");
    // The other way, and an image that is not from there.
    window.types(
        "#reference",
        &format!("{}/ngc/nvidia/cuda:12", harbor.host()),
    );
    window.sees_in("#form-upstream", "nvcr.io/nvidia/cuda:12");
    window.types("#reference", "ubuntu:24.04");
    window.sees_in(
        "#reference-said",
        "This image is from docker.io; the cache is of nvcr.io",
    );

    let made = harbor.asks(Method::GET, "/projects/ngc");
    assert_eq!(made["metadata"]["proxy_speed_kb"], "200000");
    assert!(made["metadata"]["retention_id"].is_string());
    let endpoint = harbor.asks(Method::GET, "/registries?q=name=NGC%20team");
    assert_eq!(endpoint[0]["id"], made["registry_id"]);
    assert_eq!(endpoint[0]["credential"]["access_key"], "$oauthtoken");
    let summary = harbor.asks(Method::GET, "/projects/ngc/summary");
    assert_eq!(summary["quota"]["hard"]["storage"], 1_649_267_441_664_i64);
}

#[test]
fn who_may_not_make_projects_sees_no_button() {
    let harbor = Harbor::start();
    harbor.configures(&json!({ "project_creation_restriction": "adminonly" }));
    let window = Desktop::new().opens_pilothouse("new_project_no_right");
    window.signs_in_to(&harbor, "zed");
    assert!(!window.has("New project"));
}
