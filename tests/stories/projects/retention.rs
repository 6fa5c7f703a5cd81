//! Retention is written, tried and run; a dry run comes first, and a brace list that loses a name is
//! told.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Desktop, Harbor, Key, Window};

fn looking_at(story: &'static str, harbor: &Harbor, user: &str, tab: &str) -> Window {
    let window = Desktop::new().opens_pilothouse(story);
    window.signs_in_to(harbor, user);
    window.follows("skaha");
    window.follows(tab);
    window
}

/// The tried patterns' sentence once it says something.
fn chooses(window: &Window, select: &str, value: &str) {
    let script = "const select = document.querySelector(arguments[0]);
        if (!select) return false;
        select.value = arguments[1];
        select.dispatchEvent(new Event('change', {bubbles: true}));
        return select.value === arguments[1];";
    window.waits(&format!("to choose {value}"), |window| {
        (window.run(script, json!([select, value])) == Value::Bool(true)).then_some(())
    });
}

#[test]
fn a_rule_is_tried_as_it_is_typed_and_a_dry_run_comes_before_the_run() {
    let harbor = Harbor::start();
    let window = looking_at("retention", &harbor, "admin", "Tag retention");
    window.sees_in(".rt-rules", "artifacts pulled in the last 30 days");
    window.sees_in("#source", "worked out by Pilothouse");
    window.sees_in("#outcome", "Delete");
    window.sees_in(".rt-next", "02:00");
    window.takes_picture("1-rules");

    // A brace list that loses a name is told, and what is selected follows each key.
    window.presses("Add rule");
    window.types("#rule-repositories", "{astroml,astroml/**}");
    window.sees_in(".tried", "Harbor loses “astroml”");
    window.takes_picture("2-lost");
    window.types("#rule-repositories", "{astroml");
    window.sees("This pattern can’t be read");
    window.types("#rule-repositories", "astroml");
    window.types("#rule-tags", "25.*");
    window.sees_in("#tried", "in 1 of ");
    window.sees_in(".tried", "25.11");
    chooses(&window, "#rule-template", "latestPushedK");
    window.types("#rule-number", "0");
    window.sees("With 0 nothing is kept");
    window.types("#rule-number", "3");
    window.takes_picture("3-rule");
    window.clicks("dialog [type=submit]");
    window.sees_in(".rt-rules", "the 3 artifacts pushed last");
    window.sees_in(".rt-rules", "25.*");

    // Without a dry run by these rules nothing runs.
    window.presses("Run now…");
    window.sees_in("#going", "Make a dry run by these rules first");
    window.presses("Cancel");
    window.presses("Dry run");
    window.sees("The dry run is done");
    window.sees_in("#source", "by Harbor’s dry run");
    window.takes_picture("4-dry-run");
    assert_eq!(harbor.requests_of("triggerRetentionExecution").len(), 1);

    // What goes and why can be looked at; a filter leaves what goes.
    window.presses("Filter");
    window.presses("Decision");
    window.shows(".pop.values input");
    window.presses("Delete");
    window.sees_in(".chip", "Delete");
    let rows = window.rows();
    assert!(!rows.is_empty(), "something goes");
    assert!(rows.iter().all(|row| row.contains("Delete")), "{rows:?}");
    window.takes_picture("5-what-goes");

    // The run says what is lost, and wants the project's name.
    window.presses("Run now…");
    window.sees_in("#going", "will be deleted");
    window.types("#run-project", "ska");
    window.shows("dialog [type=submit]:disabled");
    window.types("#run-project", "skaha");
    window.clicks("dialog [type=submit]");
    window.sees("The run is done");
    window.sees_in("#outcome", "0 artifacts in 0 repositories");
    window.takes_picture("6-after");

    // Both runs are kept, with their repositories and logs.
    window.sees_in("#recent-runs li:first-child", "Succeeded");
    window.clicks("#recent-runs li:last-child button");
    window.sees_row("astroml");
    window.presses("Runs");
    window.sees_rows(2);
    window.double_clicks_row("Dry run", "td:last-child");
    window.sees_row("astroml");
    window.selects_row("astroml");
    window.sees_in("aside.insp", "Dry Run: true");
    window.takes_picture("7-log");
}

#[test]
fn a_dry_run_is_stopped_and_nothing_is_said_to_go_by_it() {
    let harbor = Harbor::start_with_slow_scans();
    let window = looking_at("retention_stopped", &harbor, "admin", "Tag retention");
    window.sees_in("#source", "worked out by Pilothouse");
    window.presses("Dry run");
    window.takes_picture("1-running");
    window.presses("Stop");
    window.sees("The dry run was stopped");
    window.sees_in("#source", "worked out by Pilothouse");
    window.sees_in("#recent-runs", "Stopped");
    window.presses("All runs");
    window.sees_row("Stopped");
}

#[test]
fn a_rule_with_several_selectors_is_edited_and_keeps_what_is_not_shown() {
    let harbor = Harbor::start();
    let project = harbor.asks(Method::GET, "/projects/skaha");
    let id = project["metadata"]["retention_id"]
        .as_str()
        .expect("a policy");
    let path = format!("/retentions/{id}");
    let mut policy = harbor.asks(Method::GET, &path);
    let tag = |pattern: &str, extras: &str| json!({"kind": "doublestar", "decoration": "matches", "pattern": pattern, "extras": extras});
    policy["rules"][0]["tag_selectors"] = json!([
        tag("25.*", "{\"untagged\":false,\"team\":\"a\"}"),
        tag("*.11", "{\"untagged\":true}"),
    ]);
    harbor.makes(Method::PUT, &path, &policy);

    let window = looking_at("retention_selectors", &harbor, "admin", "Tag retention");
    window.sees_in(".rt-rules", "*.11");
    window.clicks(".rt-rule .ib");
    window.presses("Edit");
    window.sees("An artifact counts if each pattern selects one of its tags.");
    window.waits("both patterns", |window| {
        (window.value_of("#rule-tags") == "25.*" && window.value_of("#rule-tags-2") == "*.11")
            .then_some(())
    });
    assert!(!window.is_checked("#rule-untagged"));
    assert!(window.is_checked("#rule-untagged-2"));

    // One is changed, one is added; of the repositories one is added and removed again.
    window.types("#rule-tags-2", "*.12");
    window.presses("Another pattern of repositories");
    window.types("#rule-repositories-2", "{base");
    window.sees("This pattern can’t be read");
    window.shows("dialog [type=submit]:disabled");
    window.clicks("[aria-label='Remove pattern {base']");
    window.lacks_soon("#rule-repositories-2");
    window.presses("Another pattern of tags");
    window.types("#rule-tags-3", "25.1*");
    window.takes_picture("1-several");
    window.clicks("dialog [type=submit]");
    window.lacks_soon("dialog");
    window.sees_in(".rt-rules", "25.1*");

    let saved = harbor.asks(Method::GET, &path);
    let rule = &saved["rules"][0];
    assert_eq!(
        rule["tag_selectors"],
        json!([
            tag("25.*", "{\"untagged\":false,\"team\":\"a\"}"),
            tag("*.12", "{\"untagged\":true}"),
            tag("25.1*", "{\"untagged\":true}"),
        ])
    );
    assert_eq!(
        rule["scope_selectors"],
        policy["rules"][0]["scope_selectors"]
    );
    assert_eq!(rule["params"], policy["rules"][0]["params"]);
}

#[test]
fn a_schedule_that_never_runs_is_refused_and_one_in_words_shows_its_next_runs() {
    let harbor = Harbor::start();
    let window = looking_at("retention_schedule", &harbor, "admin", "Tag retention");
    window.sees_in(".rt-next", "02:00");
    window.presses("Change");
    window.presses("Custom");
    for (cron, said) in [
        ("0 0 0 30 2 *", "This would never run"),
        ("0 * * * * *", "60 times an hour"),
        ("0 0 2 * * 7", "“7” is not taken"),
        ("@daily", "write six fields"),
    ] {
        window.types("#schedule-cron", cron);
        window.sees(said);
        window.shows("dialog [type=submit]:disabled");
    }
    window.types("#schedule-cron", "0 0 0 13 * 5");
    window.sees("Harbor runs on either");
    window.takes_picture("1-custom");
    window.presses("Every day");
    window.types("#schedule-time", "02:3");
    window.types("#schedule-time", "03:30");
    window.takes_picture("2-daily");
    window.clicks("dialog [type=submit]");
    window.lacks_soon("dialog");
    window.sees_in(".insp", "Every day, 03:30");
    let refused = harbor.requests_of("updateRetention");
    assert_eq!(refused.len(), 1, "what is refused is never sent");
}

#[test]
fn tags_are_frozen_by_rules_that_are_tried_first() {
    let harbor = Harbor::start();
    let window = looking_at("immutable_tags", &harbor, "admin", "Immutable tags");
    window.sees_row("matching base/**");
    window.presses("Add rule");
    window.types("#frozen-repositories", "astroml");
    window.types("#frozen-tags", "*");
    window.sees("This freezes every tag");
    window.types("#frozen-tags", "25.*");
    window.sees_in("#tried", "in 1 of ");
    window.sees_in(".tried", "frozen by itself");
    window.takes_picture("1-tried");
    window.clicks("dialog [type=submit]");
    window.sees_row("matching 25.*");
    window.sees_rows(2);

    window.selects_row("matching 25.*");
    window.presses("Switch off");
    window.sees("1 rule switched off");
    window.sees_in("aside.insp", "Switch on");
    window.takes_picture("2-off");
    window.presses("Edit");
    window.sees_in("#tried", "in 1 of ");
    window.types("#frozen-tags", "25.1*");
    window.clicks("dialog [type=submit]");
    window.sees_row("matching 25.1*");
    window.presses("Delete");
    window.sees("Tags that only these rules freeze");
    window.presses("Delete");
    window.sees("1 rule deleted");
    window.sees_rows(1);

    // A way back from the keyboard.
    window.focuses("table[role=grid]");
    window.presses_key(Key::Escape);
    window.lacks_soon("aside.insp");
}

#[test]
fn who_may_not_change_rules_sees_no_button_and_who_may_not_see_them_no_tab() {
    let harbor = Harbor::start();
    let window = looking_at("retention_guest", &harbor, "carol", "Tag retention");
    // A developer may run and change retention, but not freeze tags.
    window.sees_in(".rt-rules", "artifacts pulled in the last 30 days");
    window.shows(".insp-f button");
    assert!(!window.has("Immutable tags"));
    drop(window);
    let window = Desktop::new().opens_pilothouse("retention_none");
    window.signs_in_to(&harbor, "dave");
    window.follows("skaha");
    window.sees_row("astroml");
    assert!(!window.has("Tag retention"));
}
