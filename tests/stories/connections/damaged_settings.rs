//! The settings' file was cut in half.

use std::fs;

use crate::harness::Desktop;

#[test]
fn damaged_settings_are_told_and_the_last_good_ones_used() {
    let mut window = Desktop::new().opens_pilothouse("damaged_settings");
    window.clicks("#try-demo");
    window.opens("Projects");
    // A second change: the first one's result is the last good copy.
    window.clicks("aside.rail button[aria-label^='Theme']");
    window.shows("aside.rail button[aria-label^='Theme: light']");

    window.restarts_after(|desktop| {
        let file = desktop.profile().join("connections.json");
        let whole = fs::read(&file).expect("the settings");
        fs::write(&file, &whole[..whole.len() / 2]).expect("half of them");
    });
    window.sees("The settings could not be read");
    window.sees("The last good ones are used");
    window.opens("Projects");
    window.sees_row("skaha");
    window.takes_picture("1-told");
    assert!(
        window
            .desktop
            .profile()
            .join("connections.damaged.json")
            .exists()
    );

    // It is said once.
    window.restarts();
    window.sees_row("skaha");
    assert!(!window.has("could not be read"));
}

#[test]
fn without_a_good_copy_it_is_said_at_the_start() {
    let mut window = Desktop::new().opens_pilothouse("lost_settings");
    window.sees("Add a registry");
    window.restarts_after(|desktop| {
        let file = desktop.profile().join("connections.json");
        fs::write(&file, "{\"version\": 1, \"connec").expect("half a file");
    });
    window.sees("Add a registry");
    window.sees("The settings could not be read");
    window.takes_picture("1-told");
}
