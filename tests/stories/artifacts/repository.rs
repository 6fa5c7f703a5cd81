//! A repository's own page: its description is read, written and saved.

use reqwest::Method;

use crate::harness::{Desktop, Harbor};

const REPOSITORY: &str = "/projects/skaha/repositories/casa";

#[test]
fn a_description_is_written_and_stays_what_was_typed() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("repository_description");
    window.signs_in_to(&harbor, "bob");
    window.follows("skaha");
    window.follows("casa");
    window.opens("casa");
    window.follows("Description");
    window.presses("Edit");
    window.shows("#description");

    // How it will look stands beside it, and what was not saved is said to be so.
    let typed = "Reduces **ALMA** data, with a < b & \"quotes\".";
    window.types("#description", typed);
    window.sees_in(".md-edit .md-page strong", "ALMA");
    window.sees("Not saved yet");
    assert!(harbor.requests_of("updateRepository").is_empty());
    window.takes_picture("1-written");
    window.presses("Save");
    window.sees("Description saved");
    window.lacks_soon("#description");
    window.sees_in(".md-page", "with a < b & \"quotes\"");

    // The server escapes it at each save; saved a second time it is still what was typed.
    window.presses("Edit");
    assert_eq!(window.value_of("#description"), typed);
    let again = format!("{typed} Twice.");
    window.types("#description", &again);
    window.presses("Save");
    window.sees_in(".md-page", "Twice.");
    let kept = harbor.asks(Method::GET, REPOSITORY);
    let kept = kept["description"].as_str().expect("a description");
    assert!(kept.contains("a &lt; b &amp; "), "{kept}");
    assert!(!kept.contains("&amp;lt;"), "{kept}");
    assert_eq!(harbor.requests_of("updateRepository").len(), 2);
}

#[test]
fn a_guest_reads_a_description_and_is_not_offered_to_write_it() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("repository_description_guest");
    window.signs_in_to(&harbor, "dave");
    window.follows("skaha");
    window.follows("astroml");
    window.follows("Description");
    window.shows(".md-page");
    assert!(!window.has("Edit"), "a guest can't change it");
}
