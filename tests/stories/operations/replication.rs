//! Replication: a rule with a preview of its names, a run that fails, and why; beside the rules, and where there
//! is no room for that.

use reqwest::Method;
use serde_json::json;

use crate::harness::{Desktop, Harbor, Key};

#[test]
fn a_rule_is_made_with_a_preview_and_a_task_says_why_it_failed() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("replication");
    window.signs_in_to(&harbor, "admin");
    window.follows("Replication");
    window.opens("Replication");
    window.sees_row("skaha/** with tags 2?.*");
    window.selects_row("skaha-releases");
    window.sees_in(".rep h2", "skaha-releases");
    window.clicks("#rule-details");
    window.sees_in("#rule-sentence", "Copies skaha/** with tags 2?.* to msr4");
    window.takes_picture("1-rule");

    // The preview follows what is typed; a path that is too short would fail the run.
    let registry = harbor.asks(Method::GET, "/registries?q=name=ghcr-opencadc");
    let registry = registry[0]["id"].to_string();
    window.clicks("#new-rule");
    window.types("#rule-name", "mirror");
    window.chooses("#rule-registry", &registry);
    // "Scheduled" with no schedule says what is missing before it is saved.
    window.chooses("#rule-trigger", "scheduled");
    window.presses("Never by itself");
    window.sees_in("dialog[open]", "Choose when it runs");
    window.chooses("#rule-trigger", "manual");
    window.types("#rule-names", "skaha/{astroml");
    window.sees_in("dialog[open]", "is not closed");
    window.types("#rule-names", "skaha/astroml");
    window.sees_in("#preview-count", "1 repository");
    window.types("#rule-namespace", "mirror");
    window.sees_in("#preview", "mirror/astroml:");
    // Nobody here is signed in there: what is there is not known, and not said to be new.
    window.sees_in("#preview", "unknown");
    window.sees_in("dialog[open]", "What is there can’t be read");
    window.chooses("#rule-replaced", "3");
    window.sees_in("#preview", "the run would fail");
    window.chooses("#rule-replaced", "1");
    window.types("#rule-speed", "-1");
    window.sees_in("dialog[open]", "above 0");
    window.types("#rule-speed", "1000");
    // Bits, and only after the first bytes.
    window.sees_in("dialog[open]", "kbit/s");
    window.sees_in("dialog[open]", "The first megabyte of each layer");
    // What this registry can be filtered by it says itself: its labels, and kinds of content.
    let labels = harbor.asks(Method::GET, "/labels?scope=g");
    let label = labels[0]["name"].as_str().expect("a label").to_owned();
    window.sees_in("#rule-labels", &label);
    window.clicks("#rule-labels label:first-child input");
    window.chooses("#rule-kind", "image");
    window.sees_in("dialog[open]", "leave some of their artifacts out");
    window.takes_picture("2-new");
    window.presses("Save rule");
    window.sees("Rule mirror saved");
    let made = harbor.asks(Method::GET, "/replication/policies?q=name=mirror");
    assert_eq!(made[0]["dest_namespace_replace_count"], 1);
    assert_eq!(made[0]["filters"][0]["value"], "skaha/astroml");
    assert_eq!(made[0]["speed"], 1_000);
    let filters = made[0]["filters"].as_array().expect("filters").iter();
    let of = |kind: &str| {
        filters
            .clone()
            .find(|filter| filter["type"] == kind)
            .cloned()
    };
    let chosen = of("label").expect("a filter of labels");
    assert!(
        chosen["value"].as_array().is_some_and(|all| all.len() == 1),
        "{chosen}"
    );
    assert_eq!(of("resource").expect("a filter of kinds")["value"], "image");

    // Switching one off sends the whole rule: nothing else changes.
    window.selects_row("mirror");
    window.sees_in("#rule-sentence", "into mirror");
    window.presses_key(Key::Escape);
    window.lacks_soon("#rule-sentence");
    window.sees_in(".rep h2", "mirror");
    window.clicks("#rule-bar [aria-label='More']");
    window.presses("Turn off");
    window.waits("the rule to be off", |_| {
        let now = harbor.asks(Method::GET, "/replication/policies?q=name=mirror");
        let is_off = now[0]["enabled"] != true;
        (is_off && now[0]["dest_namespace"] == "mirror" && now[0]["override"] == true).then_some(())
    });
    window.sees_in(".tbl", "Off");

    // The other registry is away: the task's log says so.
    window.selects_row("skaha-releases");
    window.sees_in(".rep h2", "skaha-releases");
    window.clicks("#run-rule");
    window.sees("Replication started");
    window.sees_in(".rep-runs", "Failed");
    window.sees_in("#run-tally", "failed");
    window.sees_in(".rep-h", "may run failed tasks again");
    // The first that failed say why without being asked.
    window.sees_in(".rep-tasks", "connection refused");
    window.takes_picture("3-beside");
    let task = "skaha/astroml [7 item(s) in total]";
    window.selects_row(task);
    window.sees_in(".rep-tasks #task-why", "connection refused");
    window.clicks("#task-log");
    window.sees_in("dialog[open] .log .l-error", "connection refused");
    window.clicks("dialog[open] [aria-label='Close']");
    // The task's details are left before the rule.
    window.presses_key(Key::Escape);
    window.lacks_soon(".rep-tasks .insp");
    window.sees_in(".rep-tasks", "connection refused");

    // Where there is no room the runs are a page of their own, and so are the tasks of one.
    window.resizes(960, 600);
    window.sees_in("#rule-sentence", "skaha/**");
    window.lacks(".rep");
    window.clicks("#rule-runs");
    window.opens("Runs of skaha-releases");
    window.selects_row("Failed");
    window.sees_in(".insp", "may run failed tasks again");
    window.takes_picture("4-run");
    window.clicks("#execution-tasks");
    window.sees_in(".tbl", "skaha/astroml");
    window.selects_row(task);
    window.sees_in("#task-why", "connection refused");
    window.clicks("#task-log");
    window.sees_in("dialog[open] .log .l-error", "connection refused");
    window.takes_picture("5-log");
    window.clicks("dialog[open] [aria-label='Close']");
    window.clicks(".ph [aria-label='Back']");
    window.selects_row("Failed");
    harbor.forget_requests();
    window.clicks("#execution-again");
    window.sees("Replication started");
    harbor.is_asked("startReplication", 1);
}

#[test]
fn a_rule_that_pulls_shows_what_it_would_copy_or_what_typed_names_become() {
    let harbor = Harbor::start();
    // The same registry once more, as one that is pulled from.
    let source = json!({
        "name": "upstream",
        "type": "harbor",
        "url": harbor.address(),
        "insecure": true,
        "credential": { "type": "basic", "access_key": "admin", "access_secret": "secret" },
    });
    harbor.makes(Method::POST, "/registries", &source);
    // A repository that has one of the tags, for another artifact.
    let artifacts = harbor.asks(
        Method::GET,
        "/projects/skaha/repositories/astroml/artifacts",
    );
    let artifacts = artifacts.as_array().expect("artifacts").iter();
    let tagged: Vec<_> = artifacts
        .filter_map(|artifact| Some((&artifact["digest"], artifact["tags"][0]["name"].as_str()?)))
        .collect();
    let [(digest, _), (_, tag), ..] = tagged.as_slice() else {
        panic!("two artifacts with tags");
    };
    harbor.makes(
        Method::POST,
        "/projects",
        &json!({ "project_name": "other" }),
    );
    let digest = digest.as_str().expect("a digest");
    let copy =
        format!("/projects/other/repositories/astroml/artifacts?from=skaha/astroml@{digest}");
    harbor.makes(Method::POST, &copy, &json!({}));
    let tags = format!("/projects/other/repositories/astroml/artifacts/{digest}/tags");
    harbor.makes(Method::POST, &tags, &json!({ "name": tag }));
    let id = |name: &str| {
        let found = harbor.asks(Method::GET, &format!("/registries?q=name={name}"));
        found[0]["id"].to_string()
    };
    let window = Desktop::new().opens_pilothouse("replication_pull");
    window.signs_in_to(&harbor, "admin");
    window.follows("Replication");
    window.opens("Replication");
    window.clicks("#new-rule");
    window.chooses("#rule-direction", "pull");

    // A connection here is signed in to it: what its account sees there is listed.
    window.chooses("#rule-registry", &id("upstream"));
    window.types("#rule-names", "skaha/astroml");
    window.sees_in("#preview-count", "1 repository of");
    window.sees_in("#preview-count", "that admin may see");
    window.types("#rule-namespace", "mirror");
    window.sees_in("#preview", "mirror/astroml:");
    window.sees_in("#preview", "new");
    window.types("#rule-namespace", "skaha");
    window.sees_in("#preview", "there, same digest");

    // One of the tags is there with another artifact.
    window.types("#rule-namespace", "other");
    window.sees_in("#preview", "there, would be replaced");
    window.takes_picture("1-listed");
    window.clicks("#rule-replaces");
    window.sees_in("#preview", "there, another one that stays");

    // The same the other way round.
    window.chooses("#rule-direction", "push");
    window.sees_in("#preview-count", "1 repository of this registry");
    window.sees_in("#preview", "there, another one that stays");
    window.chooses("#rule-direction", "pull");

    // None is: names are typed.
    window.chooses("#rule-registry", &id("ghcr-opencadc"));
    window.sees_in("dialog[open]", "can’t be listed before a run");
    window.types("#rule-names", "opencadc/**");
    window.chooses("#rule-replaced", "-1");
    window.types("#preview-names", "opencadc/tap, opencadc/a/tap, other/x");
    window.sees_in("#preview-count", "2 of 3 names would be copied");
    window.sees_in("#preview", "another one has this name");
    window.takes_picture("2-typed");
}

#[test]
fn a_run_is_followed_without_reading_a_long_history_again() {
    let harbor = Harbor::start_with_runs(1_500);
    let window = Desktop::new().opens_pilothouse("replication_long");
    window.signs_in_to(&harbor, "admin");
    window.follows("Replication");
    window.opens("Replication");
    harbor.forget_requests();
    window.selects_row("skaha-releases");
    // A look at a rule asks for its newest runs alone.
    window.sees_in(".rep-runs", "Succeeded");
    let pages = harbor.requests_of("listReplicationExecutions");
    let later = pages.iter().filter(|page| !page.query.contains("page=1&"));
    assert_eq!(later.count(), 0, "{pages:?}");
    window.clicks("#rule-runs");
    window.opens("Runs of skaha-releases");
    window.sees_in(".tbl", "Succeeded");
    window.waits("the whole history to be read", |_| {
        let pages = harbor.requests_of("listReplicationExecutions");
        pages
            .iter()
            .any(|page| page.query.contains("page=15"))
            .then_some(())
    });

    harbor.forget_requests();
    window.clicks("#execution-start");
    window.sees("Replication started");
    window.sees_in(".tbl", "Failed");
    let pages = harbor.requests_of("listReplicationExecutions");
    let later = pages.iter().filter(|page| !page.query.contains("page=1&"));
    assert_eq!(later.count(), 0, "{pages:?}");
}
