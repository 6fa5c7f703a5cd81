//! The registry, or what stands before it, gives broken answers.

use demo_harbor::FaultKind;

use crate::harness::{Desktop, Harbor, Window};

/// A window that looks at the projects of a registry which can be broken.
fn looking_at_projects(story: &'static str) -> (Harbor, Window) {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse(story);
    window.signs_in_to(&harbor, "admin");
    (harbor, window)
}

#[test]
fn a_failing_registry_is_explained_and_tried_again() {
    let (harbor, window) = looking_at_projects("failing");
    harbor.breaks("listRepositories", FaultKind::Status(500));
    window.follows("skaha");
    window.sees("Couldn't load the repositories");
    window.sees("The registry failed.");
    window.sees_in("pre.det", "status: 500");
    window.sees_in("pre.det", "request id:");
    window.shows("[role=alert] button");
    window.takes_picture("1-500");
    window.presses("Copy details");
    window.sees("Copied");
    harbor.is_mended();
    window.presses("Try again");
    window.sees_row("astroml");
    window.sees_no_more("Couldn't load");
}

#[test]
fn a_page_of_a_network_in_place_of_an_answer_is_recognised() {
    let (harbor, window) = looking_at_projects("no_json");
    harbor.breaks("listRepositories", FaultKind::NotJson);
    window.follows("skaha");
    window.sees_in(
        "[role=alert]",
        "A web page came instead of the registry's answer.",
    );
    window.sees_in("pre.det", "call: repository.list");
    window.takes_picture("1-no-json");
    harbor.breaks("listRepositories", FaultKind::HtmlError(502));
    window.presses("Try again");
    window.sees_in("pre.det", "status: 502");
    window.takes_picture("2-gateway");
    harbor.is_mended();
    window.presses("Try again");
    window.sees_row("astroml");
}

#[test]
fn a_gateway_that_refuses_a_slash_in_a_name_is_named_with_its_setting() {
    let (harbor, window) = looking_at_projects("encoded_slash");
    harbor.breaks("listArtifacts", FaultKind::EncodedPercentRefused);
    window.follows("skaha");
    window.follows("wasm/hello");
    window.sees_in("[role=alert]", "A gateway in front of the registry refuses");
    window.sees_in("[role=alert]", "encodedCharacters.allowEncodedPercent");
    window.takes_picture("1-refused");
    // A name without a slash gets through.
    window.follows("skaha");
    window.follows("astroml");
    window.sees_row("25.11-gpu");
}

#[test]
fn a_refresh_that_fails_keeps_the_rows() {
    let (harbor, window) = looking_at_projects("refresh_fails");
    let before = window.rows();
    harbor.breaks("listProjects", FaultKind::Status(500));
    window.presses("Refresh");
    window.sees_in(".foot", "Not refreshed");
    assert_eq!(window.rows(), before);
    window.takes_picture("1-not-refreshed");
    harbor.is_mended();
    window.presses("Refresh");
    window.sees_in(".foot", "Updated just now");
}

#[test]
fn an_item_that_cannot_be_read_does_not_hide_the_others() {
    let (harbor, window) = looking_at_projects("malformed");
    harbor.breaks("listRepositories", FaultKind::MalformedItem);
    window.follows("skaha");
    window.sees("1 item can't be read");
    // One of 15 repositories is not read.
    window.sees_rows(14);
    window.takes_picture("1-malformed");
}

#[test]
fn a_session_that_ended_is_renewed_silently() {
    let (harbor, window) = looking_at_projects("expired");
    harbor.ends_sessions();
    harbor.forget_requests();
    window.follows("skaha");
    window.sees_row("astroml");
    window.sees_in(".tab.is-active .n", "15");
    assert!(!window.has("You are signed out"));
    // The page asks for several things at once; one sign-in serves them all. (Its first attempt is
    // refused for want of a token, as always.)
    let sign_ins: Vec<_> = harbor
        .requests()
        .into_iter()
        .filter(|line| line.path == "/c/login" && line.status == 200)
        .collect();
    assert_eq!(sign_ins.len(), 1, "{sign_ins:?}");
    // Private projects are there: this is not what everybody sees.
    window.follows("Projects");
    window.sees_row("casa-team");
}
