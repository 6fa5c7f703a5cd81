//! There is nothing that keeps secrets, or it is locked.

use crate::harness::{Desktop, Harbor};

#[test]
fn without_a_keychain_the_password_is_kept_until_the_end() {
    let harbor = Harbor::start();
    let mut window = Desktop::without_keychain().opens_pilothouse("no_keychain");
    window.sees("until Pilothouse ends");
    window.finds_registry(&harbor.address());
    window.takes_picture("1-form");
    window.types("#user", "ada");
    window.types("#password", demo_harbor::PASSWORD);
    window.clicks("#connect");
    window.opens("Projects");
    window.sees_row("skaha");
    window.sees("The password is kept until Pilothouse ends");
    window.takes_picture("2-told");
    // It is kept for this run: an ended session is renewed.
    harbor.ends_sessions();
    window.follows("skaha");
    window.sees_row("astroml");

    window.restarts();
    window.sees("Used last time");
    window.takes_picture("3-gone");
    assert!(window.desktop.files_with(demo_harbor::PASSWORD).is_empty());
    assert_eq!(window.value_of("#user"), "ada");
    window.types("#password", demo_harbor::PASSWORD);
    window.clicks("#connect");
    window.sees_row("astroml");
    window.sees("Signed in as ada");
}

#[test]
fn a_locked_keychain_is_told_and_asked_again() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("locked_keychain");
    window.signs_in_to(&harbor, "ada");
    assert_eq!(window.desktop.secrets(), 1);
    window.restarts_after(|desktop| desktop.locks_keyring());
    window.sees("Used last time");
    window.takes_picture("1-locked");
    window.sees("could not be read: the keychain is locked");
    window.takes_picture("1-locked");
    // Asked again, it is as before: nothing is lost.
    window.presses("Try again");
    window.sees("the keychain is locked");
    // Signed in for this run, and said so.
    window.types("#password", demo_harbor::PASSWORD);
    window.clicks("#connect");
    window.sees_row("skaha");
    window.sees("The password is kept until Pilothouse ends");
    window.takes_picture("2-told");
}

#[test]
fn a_keychain_that_comes_later_is_used() {
    let harbor = Harbor::start();
    let mut window = Desktop::without_keychain().opens_pilothouse("late_keychain");
    window.sees("until Pilothouse ends");
    window.signs_in_to(&harbor, "ada");
    window.sees("because no keychain service is running");
    window.presses("Try again");
    window.sees("could not be put into the keychain: no keychain service is running");
    window.takes_picture("1-none");
    window.desktop.starts_keyring("the keyring's own password");
    window.presses("Try again");
    window.sees_no_more("The password is kept until Pilothouse ends");
    window.takes_picture("2-kept");
    assert_eq!(window.desktop.secrets(), 1);
    window.restarts();
    window.sees_row("skaha");
    window.sees("Signed in as ada");
}

#[test]
fn a_keychain_without_a_place_for_secrets_is_told_as_that() {
    let harbor = Harbor::start();
    let desktop = Desktop::without_keychain();
    desktop.starts_keyring("");
    let window = desktop.opens_pilothouse("keychain_without_place");
    window.signs_in_to(&harbor, "ada");
    window.sees("because the keychain has no default keyring");
    window.takes_picture("1-told");
}
