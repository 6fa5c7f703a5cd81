//! The connection doctor finds out why a sign-in, push or pull fails.

use demo_harbor::{FaultKind, PASSWORD};
use reqwest::Method;
use serde_json::json;

use crate::harness::{Desktop, Harbor, Held, Key, Window};

fn asks(window: &Window, text: &str) {
    window.types("#doctor-text", text);
    window.clicks("#doctor-check");
}

#[test]
fn a_wrong_external_address_is_found() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("doctor");
    window.signs_in_to(&harbor, "admin");
    window.follows("Connection doctor");
    window.sees("Finds out why a sign-in, push or pull fails");
    window.types("#doctor-text", "what is this");
    window.sees("This names neither a registry nor an image");
    asks(
        &window,
        &format!("docker push {}/skaha/astroml:fresh", harbor.host()),
    );
    window.sees_in("#doctor-verdict", "Nothing stands in the way");
    window.sees("9 of 10 steps walked");
    window.takes_picture("1-fine");
    // A step's name is a button: Enter opens what it sent.
    window.focuses("[data-step='5'] .step-name");
    window.presses_key(Key::Enter);
    window.sees_in("[data-step='5'] .step-requests", "/v2/");
    window.sees_in("[data-step='5'] .step-requests", "401");
    window.takes_picture("1-request");

    harbor.breaks(
        "getSystemInfo",
        FaultKind::ExternalAddress("https://harbor.local".to_owned()),
    );
    window.holds_and_presses(&[Held::Control], Key::Enter);
    window.sees_in(
        "#doctor-verdict",
        "Programs are sent to https://harbor.local/service/token",
    );
    window.sees_in(".doctor-result", "external_url in harbor.yml");
    window.takes_picture("2-wrong-address");
    let sent = harbor.requests().into_iter();
    let at_registry: Vec<_> = sent.filter(|one| one.path.starts_with("/v2/")).collect();
    assert!(!at_registry.is_empty());
    assert!(
        at_registry.iter().all(|one| one.method == "GET"),
        "{at_registry:#?}"
    );
}

#[test]
fn a_robot_account_without_push_is_found() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("doctor_robot");
    let robot = harbor.makes_robot("reader");
    window.finds_registry(&harbor.address());
    window.chooses_way("Robot account");
    window.drops_file("#robot-file", "robot.json", &robot.to_string());
    window.sees("Name and secret are taken from the file");
    window.clicks("#connect");
    window.opens("Projects");
    window.follows("Connection doctor");
    asks(
        &window,
        &format!("docker push {}/skaha/astroml:1", harbor.host()),
    );
    window.sees_in("#doctor-verdict", "robot$reader may not push there");
    window.sees_in(
        "[data-step='8']",
        "Asked for pull, push on skaha/astroml, got pull",
    );
    window.takes_picture("1-no-push");
}

#[test]
fn a_quota_that_is_full_is_found_from_the_project() {
    let harbor = Harbor::start();
    let quotas = harbor.asks(Method::GET, "/quotas?page_size=100");
    let mut quotas = quotas.as_array().into_iter().flatten();
    let quota = quotas
        .find(|one| one["ref"]["name"] == "skaha")
        .expect("its quota");
    let limit = json!({"hard": {"storage": 1000}});
    harbor.makes(Method::PUT, &format!("/quotas/{}", quota["id"]), &limit);
    let window = Desktop::new().opens_pilothouse("doctor_quota");
    window.signs_in_to(&harbor, "ada");
    window.follows("skaha");
    window.presses("Why can’t I…");
    window.presses("Why can’t I push here?");
    window.sees_in("#doctor-verdict", "The quota of skaha is full");
    window.sees_in(".doctor-result", "raise the limit");
    window.takes_picture("1-quota");
}

#[test]
fn dockers_own_sign_in_is_found_and_its_role_is_changed_from_there() {
    let harbor = Harbor::start();
    let desktop = Desktop::new();
    let profile = desktop.profile();
    let docker = profile.parent().expect("a home folder").join(".docker");
    std::fs::create_dir_all(&docker).expect("a folder");
    let settings = json!({"auths": {(harbor.host()): {
        "username": "dave", "password": PASSWORD,
    }}});
    std::fs::write(docker.join("config.json"), settings.to_string()).expect("docker's settings");
    let window = desktop.opens_pilothouse("doctor_docker");
    window.signs_in_to(&harbor, "ada");
    window.follows("Connection doctor");
    asks(
        &window,
        &format!("docker push {}/skaha/astroml:fresh", harbor.host()),
    );
    window.sees_in("#doctor-verdict", "Nothing stands in the way");
    window.sees_in("[data-step='6']", "Docker: signed in as dave, not as ada");
    window.sees_in("#doctor-also", "Read-only mode");
    window.chooses("#doctor-account", "program");
    window.presses("Check again");
    window.sees_in("#doctor-verdict", "The account is Guest in skaha");
    window.takes_picture("1-docker");
    window.clicks("#doctor-remedy");
    window.sees("dave");
}

#[test]
fn a_pull_that_a_policy_holds_back_is_found_from_the_repository_and_an_upload_is_tried() {
    let harbor = Harbor::start();
    let metadata = json!({"metadata": {"enable_content_trust_cosign": "true"}});
    harbor.makes(Method::PUT, "/projects/skaha", &metadata);
    let window = Desktop::new().opens_pilothouse("doctor_pull");
    window.signs_in_to(&harbor, "bob");
    window.follows("skaha");
    window.follows("casa");
    window.presses("Why can’t I…");
    window.presses("Why can’t I pull here?");
    window.sees_in("#doctor-verdict", "the image is not signed");
    window.sees_in("[data-step='10']", "The image is not signed by cosign.");
    window.takes_picture("1-unsigned");

    window.types(
        "#doctor-text",
        &format!("docker push {}/skaha/astroml:fresh", harbor.host()),
    );
    window.clicks("#doctor-upload");
    window.presses("Check again");
    window.sees_in("[data-step='10']", "was begun and cancelled; it is gone");
    window.takes_picture("2-upload");

    // Where the account may not push, it is told where it may.
    let push = format!("docker push {}/canucs/frames:1", harbor.host());
    window.types("#doctor-text", &push);
    window.presses("Check again");
    window.sees("Or push where bob may:");
    window.sees_in("#doctor-elsewhere", "models");
    window.takes_picture("3-elsewhere");
    window.clicks("#doctor-elsewhere a[href*='/skaha']");
    window.sees_row("astroml");
}
