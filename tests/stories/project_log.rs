//! A project's log: what was done, to be filtered.

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
