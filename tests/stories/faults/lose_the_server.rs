//! The registry goes away while somebody looks at it, and comes back.

use crate::harness::{Desktop, Harbor};

#[test]
fn the_registry_goes_away_and_comes_back() {
    let mut harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("lose_the_server");
    window.signs_in_to(&harbor, "ada");
    let before = window.rows();

    harbor.stop();
    window.presses("Refresh");
    window.sees(&format!("Can't reach {}.", harbor.host()));
    window.sees("what was read before stays");
    assert_eq!(window.rows(), before, "what was read stays");
    window.takes_picture("1-away");

    harbor.start_again();
    window.presses_if_there("Retry");
    window.sees_no_more("Can't reach");
    window.sees("Updated just now");
    window.sees_row("skaha");
    assert!(
        !harbor.requests_of("listProjects").is_empty(),
        "the rows were read again"
    );
    window.takes_picture("2-back");
}

#[test]
fn the_registry_is_away_from_the_start() {
    let mut harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("away_from_the_start");
    window.signs_in_to(&harbor, "ada");

    window.restarts_after(|_| harbor.stop());
    window.sees(&format!("Can't reach {}.", harbor.host()));
    window.sees("The registry can't be reached");
    window.takes_picture("1-away");

    harbor.start_again();
    window.presses_if_there("Retry");
    window.sees_row("skaha");
    window.sees_no_more("Can't reach");
}
