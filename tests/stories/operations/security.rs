//! What scanners found in all projects: totals, the worst, and where a finding is.

use reqwest::Method;

use crate::harness::{Desktop, Harbor, Key};

#[test]
fn a_dangerous_finding_is_followed_to_the_artifact_that_has_it() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("security");
    window.signs_in_to(&harbor, "admin");
    harbor.forget_requests();
    window.follows("Security");
    window.opens("Security");
    window.sees_in("#security-totals", "not scanned");
    // The server counts what is negligible among those without a severity.
    window.sees_in("#security-totals", "none or negligible");
    assert_eq!(harbor.requests_of("getSecuritySummary").len(), 1);
    let misfits = window.is_looked_at("security");
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));

    // The figures are read again on request.
    window.clicks(".ph [aria-label='Refresh']");
    harbor.is_asked("getSecuritySummary", 2);

    // Harbor compares exactly: a question that is none is not sent.
    window.shows("#ask:disabled");
    window.clicks("#ask-more");
    window.types("#ask-score-from", "11");
    window.sees_in(".ask", "0 to 10");
    window.types("#ask-score-from", "0");
    window.takes_picture("more");
    window.clicks("#ask-more");
    window.clicks(".security .lnk.mono[type=button]");
    window.shows("tbody tr[id]");
    let cve = window.value_of("#ask-cve");
    window.selects_row(&cve);
    window.sees_in(".insp h2", &cve);
    let misfits = window.is_looked_at("security-found");
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
    window.clicks(".insp a.lnk");
    window.sees("vulnerabilities");
    window.takes_picture("artifact");
}

#[test]
fn what_changed_since_the_last_look_is_marked_until_it_is_seen() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("security_look");
    window.signs_in_to(&harbor, "admin");
    window.follows("Security");
    window.sees_in("#security-totals", "not scanned");
    // There was no look before.
    window.lacks("#last-look");
    let summary = harbor.asks(
        Method::GET,
        "/security/summary?with_dangerous_artifact=true",
    );
    let worst = &summary["dangerous_artifacts"][0];
    let text = |field: &str| worst[field].as_str().expect("a text");
    let (project, repository) = text("repository_name").split_once('/').expect("two parts");
    let repository = repository.replace('/', "%252F");
    let digest = text("digest");
    window.follows("Projects");
    harbor.asks(
        Method::DELETE,
        &format!("/projects/{project}/repositories/{repository}/artifacts/{digest}"),
    );
    window.follows("Security");
    window.sees_in("#last-look", "Compared with the last look");
    window.sees_in("#security-totals", "fewer");
    window.sees_in(".security", "new here");
    window.takes_picture("compared");
    window.presses_key(Key::Letter('m'));
    window.waits("nothing to be new", |window| {
        let totals = window.text_in("#security-totals")?;
        (!totals.contains("fewer")).then_some(())
    });
    // It is kept on this computer.
    window.restarts();
    window.follows("Security");
    window.sees_in("#last-look", "Compared with the last look");
    assert!(
        !window
            .text_in("#security-totals")
            .is_some_and(|text| text.contains("fewer"))
    );
}

#[test]
fn whoever_is_no_administrator_sees_what_was_found_in_their_own_projects() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("security_own");
    window.signs_in_to(&harbor, "ada");
    harbor.forget_requests();
    window.follows("Security");
    window.opens("Security");
    window.shows("tbody tr[id]");
    window.sees_in("#own-count", "of yours");
    window.sees_in("#own-scope", "you are in");
    // What was not scanned is no all-clear.
    window.sees_in("#own-scope", "Can’t tell for");
    assert!(harbor.requests_of("getSecuritySummary").is_empty());
    window.sees_in(".worst", "Critical");
    let first = window.rows().remove(0);
    let cve = first.split(' ').next().expect("a CVE").to_owned();
    window.types(".find input", &cve);
    window.sees_row(&cve);
    window.selects_row(&cve);
    window.sees_in(".insp h2", &cve);
    window.sees_in(".insp", "of yours");
    let misfits = window.is_looked_at("security-own");
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
    let found = window.keeps_somebody_out("security-own");
    assert!(found.is_empty(), "{}", found.join("\n"));
    window.clicks("#own-images a");
    window.sees("vulnerabilities");
}
