//! Scanners: one is added with a test, becomes the default, everything is scanned and that is stopped;
//! a project has one of its own; and the labels of the registry.

use reqwest::Method;
use serde_json::json;

use crate::harness::{Desktop, Harbor, Window};

fn looking_at_scanners(story: &'static str, harbor: &Harbor) -> Window {
    let window = Desktop::new().opens_pilothouse(story);
    window.signs_in_to(harbor, "admin");
    harbor.forget_requests();
    window.follows("Scanners");
    window.opens("Scanners");
    window.sees_row("Trivy");
    window
}

#[test]
fn a_scanner_is_added_becomes_the_default_and_scans_everything() {
    // Long enough to be stopped.
    let harbor = Harbor::start_with_slow_scans();
    let window = looking_at_scanners("scanners", &harbor);
    window.selects_row("Trivy");
    window.sees_in("#adapter", "Aqua Security");
    window.sees_in(".insp", "It came with Harbor");
    window.takes_picture("1-list");

    // What can't be sent is said before; the server's no does not lose what was typed.
    window.clicks("#new-scanner");
    window.types("#scanner-name", "Clair");
    window.types("#scanner-url", "clair:8080");
    window.presses("Test");
    window.sees_in("dialog[open]", "Begins with https:// or http://");
    window.types("#scanner-url", "http://clair.invalid:8080");
    window.chooses("#scanner-auth", "Basic");
    window.types("#scanner-credential", "Canary");
    window.sees_in("dialog[open]", "As user:password");
    window.types("#scanner-credential", "scan:Canary");
    window.presses("Test");
    window.sees_in("dialog[open]", "Harbor does not say why");
    window.types("#scanner-url", "http://clair:8080");
    window.presses("Test");
    window.sees_in("dialog[open]", "The adapter answers");
    window.takes_picture("2-new");
    window.presses("Add scanner");
    window.sees_row("Clair");

    // Its credential stays when something else is changed.
    window.selects_row("Clair");
    window.sees_in(".insp", "Basic, kept by Harbor, never shown");
    window.presses("Edit");
    window.types("#scanner-description", "A second opinion");
    window.presses("Save changes");
    window.sees("Scanner Clair saved");
    window.sees_in(".insp", "A second opinion");
    window.presses("Disable");
    window.sees_in(".insp", "Disabled");
    // The keyboard stays where it was, though the details are drawn anew.
    window.has_focus_on("#scanner-toggle");
    window.presses("Enable");
    window.sees_in(".insp", "Enabled");
    window.presses("Make default");
    window.sees("Default scanner changed");
    window.sees_in(".insp", "Default");

    window.presses("Scan everything");
    window.sees("None yet");
    window.clicks("#scan-all");
    window.sees_in("dialog[open]", "The report of an image goes");
    window.takes_picture("3-start");
    window.clicks("dialog[open] .btn.primary");
    window.sees("Scan of everything started");
    window.shows("#stop-scan-all");
    window.sees_in("#scan-all-done", "images");
    window.takes_picture("4-running");
    window.clicks("#stop-scan-all");
    window.shows("#scan-all");
    let metrics = harbor.asks(Method::GET, "/scans/all/metrics");
    assert_eq!(metrics["ongoing"], false);
    assert!(
        metrics["metrics"]["Stopped"].as_i64() > Some(0),
        "{metrics}"
    );

    window.clicks("#scan-schedule");
    window.presses("Every day");
    window.presses("Save schedule");
    window.sees("Schedule saved");
    let schedule = harbor.asks(Method::GET, "/system/scanAll/schedule");
    assert!(schedule["schedule"]["cron"].is_string(), "{schedule}");

    // Without a default one the page says what is missing.
    window.presses("Scanners");
    window.selects_row("Clair");
    window.presses("Delete…");
    window.sees_in("dialog[open]", "It is the default: there is none then");
    window.presses("Delete scanner");
    window.sees("Scanner Clair deleted");
    window.presses("Scan everything");
    window.sees("No default scanner");
}

#[test]
fn a_project_has_the_scanner_that_its_administrators_choose() {
    let harbor = Harbor::start();
    let other = json!({"name": "Clair", "url": "http://clair:8080"});
    harbor.makes(Method::POST, "/scanners", &other);
    let window = Desktop::new().opens_pilothouse("scanners_project");
    window.signs_in_to(&harbor, "ada");
    let navigation = window.text_in(".nav").expect("the navigation");
    for page in ["Scanners", "Configuration", "Labels"] {
        assert!(!navigation.contains(page), "{navigation}");
    }
    window.follows("skaha");
    window.follows("Policies");
    window.sees_in("#project-scanner", "Trivy, default");
    window.clicks("#choose-scanner");
    let clair = harbor.asks(Method::GET, "/scanners?q=name%3DClair")[0]["uuid"].clone();
    window.chooses("#scanner-of-project", clair.as_str().expect("an id"));
    window.takes_picture("1-choose");
    window.presses("Choose scanner");
    window.sees_in("#project-scanner", "Clair");
}

#[test]
fn the_registry_has_labels_of_its_own() {
    let harbor = Harbor::start();
    let mut window = looking_at_scanners("registry_labels", &harbor);
    let mut found = Vec::new();
    let mut misfits = Vec::new();
    window.selects_row("Trivy");
    window.sees_in("#adapter", "Aqua Security");
    found.extend(window.keeps_somebody_out("scanners"));
    misfits.extend(window.is_looked_at("scanners"));
    window.clicks("#new-scanner");
    window.shows("#scanner-url");
    found.extend(window.keeps_somebody_out("new scanner"));
    window.presses("Cancel");
    window.presses("Scan everything");
    window.sees("None yet");
    found.extend(window.keeps_somebody_out("scan everything"));
    misfits.extend(window.is_looked_at("scan-all"));

    window.follows("Labels");
    window.opens("Labels");
    window.presses("New label");
    window.types("#label-name", "approved-for-all");
    window.clicks("#save-label");
    window.sees_row("approved-for-all");
    found.extend(window.keeps_somebody_out("labels"));
    misfits.extend(window.is_looked_at("labels"));
    let made = harbor.asks(Method::GET, "/labels?scope=g&name=approved-for-all");
    assert_eq!(made[0]["scope"], "g");
    window.selects_row("approved-for-all");
    window.presses("Delete…");
    window.clicks("#delete-labels");
    window.sees("1 label deleted");
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
}
