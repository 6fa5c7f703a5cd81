//! A project's log: what was done, to be filtered.

use reqwest::Method;
use serde_json::json;

use crate::harness::{Desktop, Harbor};

#[test]
fn a_projects_log_is_searched_by_its_administrators() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("project_log");
    window.signs_in_to(&harbor, "ada");
    window.follows("skaha");
    window.follows("Log");
    window.shows("tbody tr[id]");
    let all = window.rows().len();
    window.types(".find input", "astroml");
    window.sees_row("skaha/astroml:pr-1170");
    let found = window.rows();
    assert!(
        found.len() < all && found.iter().all(|row| row.contains("astroml")),
        "{found:?}"
    );
    window.takes_picture("1-found");
}

#[test]
fn the_log_is_offered_to_those_who_may_read_it() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("project_log_no_right");
    window.signs_in_to(&harbor, "carol");
    window.follows("skaha");
    window.follows("Policies");
    window.sees("you can read them");
    window.lacks("a.tab[href$='/log']");
}

#[test]
fn who_deleted_a_tag_is_found_in_the_log_of_the_whole_registry() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("audit_log");
    window.signs_in_to(&harbor, "admin");
    harbor.forget_requests();
    let tags = "/projects/skaha/repositories/astroml/artifacts/25.11-gpu/tags";
    harbor.makes(Method::POST, tags, &json!({ "name": "to-be-found" }));
    harbor.makes(Method::DELETE, &format!("{tags}/to-be-found"), &json!(null));
    harbor.configures(&json!({ "disabled_audit_log_event_types": "pull_artifact" }));
    window.follows("Audit log");
    window.opens("Audit log");
    window.shows("tbody tr[id]");
    window.sees("Not logged, as the registry’s settings say: pull_artifact");
    // A server that logs every pull is not read to its beginning unasked.
    let asked = harbor.requests_of("listAuditLogExts");
    assert!(
        asked
            .iter()
            .all(|request| request.query.contains("op_time")),
        "{asked:?}"
    );
    window.sees("no entry does not mean that nothing happened");
    window.takes_picture("1-log");
    // Entries stand together by local days, each with its number.
    window.sees_in("tr.grp", "Today, ");
    window.sees_in(".foot", "Local times, UTC");
    window.types(".find input", "to-be-found");
    window.sees_row("deleted");
    window.selects_row("deleted");
    window.sees_in(".insp", "admin");
    window.sees_in(".insp", "In UTC");
    window.sees_in(".insp #around", "more by admin");
    window.clicks("#around [data-of=user]");
    window.sees_row("admin");
    window.takes_picture("2-user");
    window.chooses("#log-period", "0");
    window.waits("all of it to be asked for", |_| {
        let asked = harbor.requests_of("listAuditLogExts");
        asked
            .iter()
            .any(|request| !request.query.contains("op_time"))
            .then_some(())
    });
}

#[test]
fn a_log_that_is_followed_shows_what_is_new_by_small_requests() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("log_followed");
    window.signs_in_to(&harbor, "admin");
    window.follows("Audit log");
    window.shows("tbody tr[id]");
    window.sees("Updated");
    harbor.forget_requests();
    window.clicks("#follow-log");
    window.sees_in("#follow-log", "Following");
    let copy = "/projects/skaha/repositories/followed/artifacts?from=skaha%2Fastroml:25.11-gpu";
    harbor.asks(Method::POST, copy);
    window.sees("skaha/followed@sha256");
    // Each look is one page, however long the log is.
    let pages = harbor.requests_of("listAuditLogExts");
    let later = pages.iter().filter(|line| line.query.contains("page=2"));
    assert_eq!(later.count(), 0, "{pages:?}");
}

#[test]
fn a_change_of_the_settings_shows_what_was_read_before_and_after() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("audit_log_settings");
    window.signs_in_to(&harbor, "admin");
    window.follows("Configuration");
    window.opens("Configuration");
    window.presses("System");
    window.types("#session_timeout", "90");
    window.clicks("#review-settings");
    window.presses("Save settings");
    window.sees("Settings saved");
    window.follows("Audit log");
    window.opens("Audit log");
    window.sees_row("changed");
    window.selects_row("changed");
    window.sees_in(".insp h2", "Changed configuration");
    window.sees_in("#what-changed", "session_timeout");
    window.sees_in("#what-changed", "90");
    window.sees_in(".insp", "Changed with Pilothouse");
    let misfits = window.is_looked_at("audit-log-settings");
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
    let found = window.keeps_somebody_out("audit-log-settings");
    assert!(found.is_empty(), "{}", found.join("\n"));

    // Another start of Pilothouse read nothing before: nothing is made up.
    window.restarts();
    window.follows("Audit log");
    window.sees_row("changed");
    window.selects_row("changed");
    window.sees_in(".insp", "not read here both before and after");
    window.lacks("#what-changed");
}
