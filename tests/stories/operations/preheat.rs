//! Preheating: a network is added with a test, and a policy hands images to it; a guest sees neither.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Desktop, Harbor, Window};

const INSTANCES: &str = "/p2p/preheat/instances";
const POLICIES: &str = "/projects/skaha/preheat/policies";

fn named(harbor: &Harbor, path: &str, name: &str) -> Option<Value> {
    let all = harbor.asks(Method::GET, &format!("{path}?page_size=100"));
    let mut all = all.as_array().expect("a list").iter();
    all.find(|known| known["name"] == name).cloned()
}

fn looking_at_policies(story: &'static str, harbor: &Harbor) -> Window {
    let window = Desktop::new().opens_pilothouse(story);
    window.signs_in_to(harbor, "ada");
    window.follows("skaha");
    window.follows("Preheat");
    window.sees_row("notebooks");
    window
}

#[test]
fn a_network_is_tested_added_changed_and_kept_while_policies_use_it() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("preheat_networks");
    window.signs_in_to(&harbor, "admin");
    window.follows("P2P networks");
    window.opens("P2P networks");
    window.sees_row("dragonfly-east");
    // How one is is known when Harbor has asked it, and not before.
    window.selects_row("kraken-lab");
    window.sees_in(".insp", "Not known until Harbor asks it");
    window.clicks("#network-ask");
    window.sees_in(".insp", "connection refused");
    window.takes_picture("1-networks");

    window.clicks("#new-network");
    window.types("#network-name", "our peers");
    window.sees_in("dialog[open]", "with single . _ or -");
    window.types("#network-name", "our-peers");
    window.types("#network-address", "peers.example.org");
    window.chooses("#network-auth", "BASIC");
    window.clicks("#network-test");
    window.sees_in("dialog[open]", "Begins with https:// or http://");
    window.sees_in("dialog[open]", "needs it");
    window.types("#network-address", "https://peers.invalid");
    window.types("#network-user", "harbor");
    window.types("#network-secret", "Canary-77");
    window.clicks("#network-test");
    window.sees_in("dialog[open]", "connection refused");
    window.types("#network-address", "https://peers.example.org");
    window.clicks("#network-test");
    window.sees_in("dialog[open]", "The network answers");
    window.takes_picture("2-new");
    window.presses("Save network");
    window.sees_row("our-peers");

    // What Harbor keeps is not sent when something else is changed.
    harbor.forget_requests();
    window.selects_row("our-peers");
    window.sees_in(".insp", "User and password, kept by Harbor, never shown");
    window.presses("Edit");
    window.sees_in("dialog[open]", "Leave this empty to keep it");
    window.types("#network-description", "The peers downstairs");
    window.presses("Save network");
    window.sees_in(".insp", "The peers downstairs");
    harbor.is_asked("UpdateInstance", 1);
    window.clicks("#network-make-default");
    window.sees_in(".insp", "Default");
    window.waits("one default", |_| {
        let old = named(&harbor, INSTANCES, "dragonfly-east")?;
        (old["default"] == false).then_some(())
    });
    window.clicks("#network-toggle");
    window.sees_in(".insp", "Off");

    window.selects_row("dragonfly-east");
    window.sees_in(".insp h2", "dragonfly-east");
    window.presses("Delete…");
    window.sees_in("dialog[open]", "Harbor keeps it while policies use it");
    window.sees_in("#policies-using", "skaha/notebooks");
    window.shows("dialog[open] .btn.danger:disabled");
    window.takes_picture("3-used");
    window.presses("Cancel");
    window.selects_row("our-peers");
    window.sees_in(".insp h2", "our-peers");
    window.presses("Delete…");
    window.sees_in("dialog[open]", "No policy uses it");
    window.presses("Delete network");
    window.sees("Network our-peers deleted");
    assert!(named(&harbor, INSTANCES, "our-peers").is_none());
}

#[test]
fn a_policy_is_made_run_read_switched_off_and_deleted() {
    let harbor = Harbor::start();
    let window = looking_at_policies("preheat_policies", &harbor);
    window.takes_picture("1-policies");
    window.clicks("#new-policy");
    window.types("#policy-name", "notebooks");
    window.types("#policy-repositories", "astro{ml");
    window.sees_in("dialog[open]", "is not closed");
    window.types("#policy-repositories", "astroml");
    window.types("#policy-tags", "25.*");
    window.chooses("#policy-below", "5");
    window.chooses("#policy-scope", "all_peers");
    window.chooses("#policy-trigger", "scheduled");
    window.sees_in("dialog[open]", "UTC");
    window.takes_picture("2-new");
    // What was typed stays when the name is taken.
    window.presses("Save policy");
    window.sees_in("dialog[open]", "A policy of this name exists");
    window.types("#policy-name", "nightly");
    window.chooses("#policy-below", "");
    window.presses("Save policy");
    window.sees_row("nightly");
    let made = named(&harbor, POLICIES, "nightly").expect("the policy");
    let text = |field: &str| made[field].as_str().expect("a text");
    let trigger: Value = serde_json::from_str(text("trigger")).expect("JSON");
    assert_eq!(
        trigger,
        json!({"type": "scheduled", "trigger_setting": {"cron": "0 0 2 * * *"}})
    );
    let extra: Value = serde_json::from_str(text("extra_attrs")).expect("JSON");
    assert_eq!(extra["scope"], "all_peers");

    window.selects_row("nightly");
    window.sees_in(".insp", "astroml");
    window.clicks("#policy-executions");
    window.sees("No executions yet");
    window.clicks("#execution-start");
    window.sees("Preheating started");
    window.selects_row("Running");
    window.sees_in(".insp", "Trigger of the policy");
    window.clicks("#execution-tasks");
    window.sees_row("skaha/astroml:25.11-gpu");
    window.takes_picture("3-images");
    window.selects_row("skaha/astroml:25.11-gpu");
    window.clicks("#task-log");
    window.sees_in(
        "dialog[open] .log",
        "Preheating image 'skaha/astroml:25.11-gpu@sha256:",
    );
    window.takes_picture("4-log");
    window.clicks("dialog[open] [aria-label='Close']");
    window.clicks(".ph [aria-label='Back']");
    window.clicks(".ph [aria-label='Back']");

    // The other one has never run: it can be deleted at once.
    window.selects_row("signed");
    window.sees_in(".insp", "Only what is signed");
    window.clicks(".insp [aria-label='More']");
    window.presses("Turn off");
    window.sees("1 policy turned off");
    let off = named(&harbor, POLICIES, "signed").expect("the policy");
    assert_ne!(off["enabled"], true);
    assert!(
        off["filters"]
            .as_str()
            .is_some_and(|text| text.contains("signature"))
    );
    window.clicks(".insp [aria-label='More']");
    window.presses("Delete…");
    window.sees_in("dialog[open]", "Images that the network has stay there");
    window.clicks("#policies-delete");
    window.sees("1 policy deleted");
    assert!(named(&harbor, POLICIES, "signed").is_none());
}

#[test]
fn a_guest_is_not_offered_preheating() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("preheat_guest");
    window.signs_in_to(&harbor, "dave");
    window.lacks("a[href$='/preheat']");
    window.follows("skaha");
    window.follows("Policies");
    window.sees("you can read them");
    window.lacks("a.tab[href$='/preheat']");
}
