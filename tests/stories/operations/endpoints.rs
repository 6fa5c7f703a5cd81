//! Other registries: their health and what uses them, one that is made and tested, changed without its
//! secret, and deleted; those who may not administer see none of it.

use reqwest::Method;
use serde_json::Value;

use crate::harness::{Desktop, Harbor, Window};

fn signed_in(story: &'static str, who: &str) -> (Harbor, Window) {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse(story);
    window.signs_in_to(&harbor, who);
    (harbor, window)
}

#[test]
fn an_endpoint_is_made_tested_changed_and_deleted() {
    let (harbor, window) = signed_in("endpoints", "admin");
    harbor.forget_requests();
    window.follows("Registries");
    window.opens("Registries");
    window.sees_row("nvcr.io");
    window.sees_in(".tbl", "Unhealthy");
    window.sees_in(".tbl", "1 proxy cache");
    window.sees_in(".tbl", "1 rule");
    window.takes_picture("1-list");

    // What a cache holds, and how to pull through it.
    window.selects_row("nvcr.io");
    window.sees_in(".insp", "repositor");
    window.presses("Pull through the cache");
    window.sees_in("dialog[open]", "docker pull");
    window.takes_picture("1-cache");
    window.presses("Close");

    // What is used can't be deleted, and is told by what.
    window.selects_row("msr4");
    window.sees_in(".insp", "skaha-releases");
    window.sees_in(".insp", "kept by Harbor, never shown");
    window.takes_picture("2-inspector");
    window.clicks(".insp [aria-label='More']");
    window.presses("Delete…");
    window.sees_in("dialog[open]", "can’t be deleted while something uses it");
    window.presses("Cancel");

    // The server's own words, at the form, and nothing typed is lost.
    window.clicks("#new-endpoint");
    window.shows("dialog[open]");
    window.types("#endpoint-name", "NGC team key");
    window.types("#endpoint-secret", "wrong");
    window.presses("Test");
    window.sees_in("dialog[open]", "unhealthy");
    window.types("#endpoint-secret", "nvapi-canary");
    window.presses("Test");
    window.sees_in("dialog[open]", "Harbor reached it");
    window.takes_picture("3-new");
    window.presses("Create endpoint");
    window.sees_row("NGC team key");

    // Another name needs no secret; another address does.
    window.selects_row("NGC team key");
    window.sees_in(".insp", "$oauthtoken");
    window.sees_in(".insp", "Nothing uses it");
    window.presses("Edit");
    window.types("#endpoint-url", "https://nvcr.example.org");
    window.presses("Save changes");
    window.sees_in("dialog[open]", "type it again");
    window.types("#endpoint-url", "https://nvcr.io");
    window.types("#endpoint-name", "GPU images");
    window.presses("Save changes");
    window.sees_row("GPU images");
    window.sees_in(".insp h2", "GPU images");
    window.presses("Test now");
    window.sees_in(".insp", "Harbor reached it just now");

    window.clicks(".insp [aria-label='More']");
    window.presses("Delete…");
    window.presses("Delete endpoint");
    window.sees("Endpoint GPU images deleted");
    let left = harbor.asks(Method::GET, "/registries?q=name=GPU%20images");
    assert_eq!(left, Value::Array(Vec::new()));
}

#[test]
fn a_proxy_cache_is_made_from_the_registry_it_is_of() {
    let (harbor, window) = signed_in("endpoint_cache", "admin");
    window.follows("Registries");
    window.selects_row("nvcr.io");
    window.clicks("#new-proxy-cache");
    window.shows("dialog[open]");
    // The one it was opened from is chosen, and said with its state.
    window.sees_in("dialog[open]", "docker pull");
    window.sees_in("dialog[open]", "/project/nvidia/");
    window.types("#project-name", "nvcr-team");
    window.sees_in("dialog[open]", "/nvcr-team/nvidia/");
    window.takes_picture("1-form");
    window.clicks("#create-project");
    window.opens("nvcr-team");
    let made = harbor.asks(Method::GET, "/projects/nvcr-team");
    let registries = harbor.asks(Method::GET, "/registries?q=name=nvcr.io");
    assert!(made["registry_id"].is_u64(), "{made}");
    assert_eq!(made["registry_id"], registries[0]["id"], "{registries}");
    assert_eq!(made["metadata"]["public"], "false");
}

#[test]
fn nobody_but_administrators_is_offered_the_pages_of_the_registry() {
    // A guest, who signs in again as the administrator, so that each page is known to have a link.
    let (harbor, window) = signed_in("endpoints_member", "dave");
    let pages = [
        "Registries",
        "Replication",
        "P2P networks",
        "Users and groups",
        "Quotas",
        "Scanners",
        "Jobs and cleanup",
        "Audit log",
        "Configuration",
    ];
    let navigation = |window: &Window| window.text_in(".nav").expect("the navigation");
    let offered = navigation(&window);
    for page in pages {
        assert!(!offered.contains(page), "{page} in {offered}");
    }
    let refused: Vec<_> = harbor
        .requests()
        .into_iter()
        .filter(|request| request.status == 403 && request.identity == "dave")
        .collect();
    assert!(refused.is_empty(), "{refused:?}");
    drop(window);
    let (_harbor, window) = signed_in("endpoints_all_pages", "admin");
    for page in pages {
        window.sees_in(".nav", page);
    }
}
