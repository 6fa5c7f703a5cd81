//! Repositories are deleted: what goes is said first, and what stands in the way.

use reqwest::Method;

use crate::harness::{Desktop, Harbor, Key, Window};

fn repositories_of(story: &'static str, user: &str, project: &str) -> (Harbor, Window) {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse(story);
    window.signs_in_to(&harbor, user);
    window.follows(project);
    window.opens(project);
    window.shows("tbody tr[id]");
    (harbor, window)
}

#[test]
fn a_repository_goes_once_its_name_is_typed() {
    let (harbor, window) = repositories_of("delete_repository", "ada", "skaha");
    window.selects_row("casa");
    window.sees_in("aside.insp h2", "casa");
    window.focuses("table[role=grid]");
    window.presses_key(Key::Delete);
    window.sees_in("dialog[open]", "Delete casa?");
    window.sees_in("dialog[open]", "120 artifacts with all their tags");
    window.shows("#delete-repository:disabled");
    window.types("#repository-to-delete", "cas");
    window.shows("#delete-repository:disabled");
    window.types("#repository-to-delete", "casa");
    window.takes_picture("1-asked");
    window.clicks("#delete-repository");
    window.sees("1 repository deleted");
    assert_eq!(harbor.requests_of("deleteRepository").len(), 1);
    let left = harbor.asks(Method::GET, "/projects/skaha/repositories?page_size=100");
    let names = left.as_array().expect("a list").iter();
    assert!(names.clone().all(|one| one["name"] != "skaha/casa"));

    // On its own page too, which is left then.
    window.follows("astroml");
    window.opens("astroml");
    window.clicks("#open-delete");
    window.types("#repository-to-delete", "astroml");
    window.takes_picture("2-page");
    window.clicks("#delete-repository");
    window.opens("skaha");
    window.sees("1 repository deleted");
}

#[test]
fn tags_that_a_rule_holds_keep_their_repository() {
    let (harbor, window) = repositories_of("delete_repository_held", "ada", "skaha");
    window.types(".find input", "base/");
    window.sees_in("tbody", "base/");
    window.focuses("table[role=grid]");
    window.presses_key(Key::Down);
    window.presses_key(Key::Letter('x'));
    window.sees("1 selected");
    window.presses("Delete…");
    window.sees("Immutable tags can’t be deleted.");
    window.sees_in("dialog[open] .note", "skaha/base/");
    window.takes_picture("1-held");
    assert!(harbor.requests_of("deleteRepository").is_empty());
}

#[test]
fn who_may_not_delete_is_offered_nothing() {
    let (_, window) = repositories_of("delete_repository_guest", "dave", "skaha");
    window.selects_row("casa");
    window.sees_in("aside.insp h2", "casa");
    assert!(!window.has("More about this repository"));
    window.focuses("table[role=grid]");
    window.presses_key(Key::Delete);
    window.lacks("dialog[open]");
}
