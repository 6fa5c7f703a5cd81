//! Somebody follows a link that a colleague sent.

use crate::harness::{Desktop, Harbor, Held, Key};

#[test]
fn a_link_leads_to_a_place_and_adds_nothing_by_itself() {
    let harbor = Harbor::start();
    let link = format!(
        "pilothouse://{}/projects/skaha/repositories/astroml",
        harbor.host()
    );
    let mut desktop = Desktop::new();
    desktop.follows_link(link.clone());
    let mut window = desktop.opens_pilothouse("links");
    window.sees("Open a link?");
    window.sees(&format!("A link leads to {}", harbor.host()));
    window.takes_picture("1-asked");
    assert!(
        harbor.requests().is_empty(),
        "nothing is sent before somebody agrees"
    );
    window.presses("Add a registry");
    // It is tried with encryption first; this registry has none.
    window.sees_in("#address-said", "http://");
    assert_eq!(window.value_of("#address"), harbor.host());
    window.clicks("#use-instead");
    window.clicks("#plain-http");
    window.sees_in("#check", "Harbor");
    window.types("#user", "ada");
    window.types("#password", demo_harbor::PASSWORD);
    window.clicks("#connect");
    window.opens("astroml");
    window.sees_row("25.11-gpu");

    // A registry that is known is gone to at once.
    let to_members = format!("pilothouse://{}/projects/skaha/members", harbor.host());
    window.restarts_after(|desktop| desktop.follows_link(to_members));
    window.opens("skaha");
    window.sees_row("bob");

    // Links are made where one is.
    window.holds_and_presses(&[Held::Control], Key::Letter('k'));
    window.shows("dialog[open] input");
    window.types_keys("copy link");
    window.presses_key(Key::Enter);
    window.sees("Link copied");
    let copied = window.desktop.pasted();
    assert_eq!(
        copied,
        format!("pilothouse://{}/projects/skaha/members", harbor.host())
    );
}
