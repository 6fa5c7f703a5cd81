//! A kept registry gets a name, and moves to another address.

use crate::harness::{Desktop, Harbor, closed_port};

#[test]
fn a_connection_is_renamed_and_moved() {
    let (harbor, other) = (Harbor::start(), Harbor::start());
    let window = Desktop::new().opens_pilothouse("edit_connection");
    window.signs_in_to(&harbor, "admin");
    assert_eq!(window.desktop.secrets(), 1);

    window.presses("Account: admin");
    window.presses("Edit the connection…");
    window.shows("dialog[open]");
    window.types("#connection-name", "Our images");
    window.takes_picture("1-form");
    window.presses("Save connection");
    window.sees("Connection Our images saved");
    window.sees_in(".nav-head", "Our images");
    window.sees_row("skaha");

    // Where nothing answers, nothing is saved, and what was typed stays.
    window.presses("Edit the connection…");
    window.shows("dialog[open]");
    let nowhere = closed_port();
    window.types("dialog #address", &nowhere);
    window.shows("dialog #address[aria-invalid=true]");
    window.shows("dialog [type=submit]:disabled");
    assert_eq!(window.value_of("dialog #address"), nowhere);

    // Elsewhere nobody is signed in, and it is said before.
    window.types("dialog #address", &other.address());
    window.shows("dialog #plain-http");
    window.clicks("dialog #plain-http");
    window.sees("All accounts are signed out");
    window.takes_picture("2-moves");
    other.forget_requests();
    window.presses("Save connection");
    window.sees("Sign in");
    window.sees("Nothing is sent before you choose");
    window.takes_picture("3-moved");
    assert_eq!(window.desktop.secrets(), 0);
    let with_secrets = other.requests_of("listProjects");
    assert!(with_secrets.is_empty(), "{with_secrets:?}");

    // From there, too; and out of the list altogether.
    window.clicks(".wl-b .demo");
    window.shows("dialog[open]");
    assert_eq!(window.value_of("#connection-name"), "Our images");
    window.presses("Remove this registry…");
    window.sees("Remove this registry?");
    window.presses("Remove registry");
    window.sees("Add a registry");
}
