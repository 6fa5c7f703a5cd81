//! Webhooks: why one does not arrive, a new one with an example of what it sends, a header that is kept
//! and never shown, and those who may only look.

use reqwest::Method;
use serde_json::Value;

use crate::harness::{Desktop, Harbor, Window};

const POLICIES: &str = "/projects/skaha/webhook/policies?page_size=100";

fn looking_at_webhooks(story: &'static str, who: &str) -> (Harbor, Window) {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse(story);
    window.signs_in_to(&harbor, who);
    window.follows("skaha");
    window.follows("Webhooks");
    window.sees_row("Tell the portal");
    (harbor, window)
}

fn webhook(harbor: &Harbor, name: &str) -> Option<Value> {
    let all = harbor.asks(Method::GET, POLICIES);
    let all = all.as_array().expect("a list").iter();
    all.clone().find(|known| known["name"] == name).cloned()
}

#[test]
fn the_log_of_a_delivery_says_why_it_did_not_arrive() {
    let (_harbor, window) = looking_at_webhooks("webhooks_failed", "ada");
    window.selects_row("Chat of the operators");
    window.sees_in(".insp", "kept by Harbor, never shown");
    window.sees_in(".insp", "Quota exceeded");
    assert!(!window.has("chat-3f0c"), "the header is shown");
    window.takes_picture("1-list");
    window.clicks("#webhook-deliveries");
    window.sees_row("Quota exceeded");
    window.selects_row("Quota exceeded");
    window.sees_in(".insp", "can’t be asked to send it again");
    window.sees_in("#payload", "mrkdwn");
    window.takes_picture("2-deliveries");
    window.clicks("#execution-tasks");
    window.selects_row("Failed");
    window.sees_in(".insp", "Attempts");
    window.clicks("#task-log");
    window.sees_in("dialog[open] .log .l-error", "signed by unknown authority");
    window.takes_picture("3-log");
}

#[test]
fn a_webhook_is_made_changed_without_its_header_switched_off_and_deleted() {
    let (harbor, window) = looking_at_webhooks("webhooks_new", "ada");
    window.clicks("#new-webhook");
    window.shows("#webhook-events input");
    window.presses("Save webhook");
    window.sees_in("dialog[open]", "A webhook needs a name");
    window.sees_in("dialog[open]", "Choose at least one event");
    window.types("#webhook-name", "Tell the portal");
    window.types("#webhook-address", "ftp://ci.example.org");
    window.sees_in("dialog[open]", "Write it as https://host/path");
    window.types("#webhook-address", "http://ci.example.org/hook");
    window.types("#webhook-header", "Bearer canary-41");
    window.sees_in("dialog[open]", "everybody on the way can read");
    window.types("#webhook-address", "https://ci.example.org/hook");
    window.clicks("#webhook-events [value=PUSH_ARTIFACT]");
    window.chooses("#webhook-format", "CloudEvents");
    window.takes_picture("1-new");
    window.clicks("dialog[open] summary");
    window.sees_in("#webhook-sample", "harbor.artifact.pushed");
    window.takes_picture("2-sample");
    // What was typed stays when the name is taken.
    window.presses("Save webhook");
    window.sees_in("dialog[open]", "A webhook of this name exists");
    window.types("#webhook-name", "build");
    window.presses("Save webhook");
    window.sees("Webhook build saved");
    let made = webhook(&harbor, "build").expect("the webhook");
    assert_eq!(made["targets"][0]["auth_header"], "Bearer canary-41");
    assert_eq!(made["targets"][0]["payload_format"], "CloudEvents");

    // The header comes back masked, and a change keeps it.
    window.selects_row("build");
    window.sees_in(".insp h2", "build");
    window.presses("Edit");
    window.sees_in("dialog[open]", "Harbor keeps one");
    assert_eq!(window.value_of("#webhook-header"), "");
    window.types("#webhook-name", "builds");
    window.presses("Save webhook");
    window.sees_row("builds");
    let kept = webhook(&harbor, "builds").expect("the webhook");
    assert_eq!(kept["targets"][0]["auth_header"], "Bearer canary-41");
    assert_eq!(kept["creation_time"], made["creation_time"]);

    // What is pushed is told.
    let copy = "/projects/skaha/repositories/copied/artifacts?from=skaha%2Fastroml:25.11-gpu";
    harbor.asks(Method::POST, copy);
    window.selects_row("builds");
    window.sees_in(".insp h2", "builds");
    window.clicks("#webhook-deliveries");
    window.sees_row("Artifact pushed");
    // Until it has arrived Harbor deletes nothing.
    let sent = format!("/projects/skaha/webhook/policies/{}/executions", kept["id"]);
    window.waits("the delivery to end", |_| {
        let all = harbor.asks(Method::GET, &sent);
        (all[0]["status"] == "Success").then_some(())
    });
    window.clicks(".ph [aria-label='Back']");

    window.selects_row("builds");
    window.sees_in(".insp h2", "builds");
    window.clicks(".insp [aria-label='More']");
    window.presses("Turn off");
    window.sees("1 webhook turned off");
    let off = webhook(&harbor, "builds").expect("the webhook");
    assert_ne!(off["enabled"], true);
    assert_eq!(off["targets"][0]["auth_header"], "Bearer canary-41");
    window.clicks(".insp [aria-label='More']");
    window.presses("Delete…");
    window.sees_in("dialog[open]", "the logs of that go with it");
    window.clicks("#webhooks-delete");
    window.sees("1 webhook deleted");
    assert!(webhook(&harbor, "builds").is_none());
}

#[test]
fn a_maintainer_only_looks_at_webhooks_and_a_developer_is_not_offered_them() {
    let (_harbor, window) = looking_at_webhooks("webhooks_maintainer", "bob");
    window.selects_row("Tell the portal");
    window.shows("#webhook-deliveries");
    for change in ["#new-webhook", ".insp [aria-label='More']"] {
        window.lacks(change);
    }
    assert!(!window.has("Edit"), "a maintainer can't change webhooks");
    drop(window);

    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("webhooks_developer");
    window.signs_in_to(&harbor, "carol");
    window.follows("skaha");
    window.follows("Policies");
    window.sees("you can read them");
    window.lacks("a.tab[href$='/webhooks']");
}
