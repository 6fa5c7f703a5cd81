//! Somebody uses a registry as more than one account, by the ways that are typed.

use crate::harness::{Desktop, Harbor, Key, SingleSignOn};
use demo_harbor::PASSWORD;

#[test]
fn somebody_looks_around_without_an_account_and_adds_one() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("accounts");
    window.finds_registry(&harbor.address());
    window.takes_picture("1-ways");
    window.chooses_way("Browse without signing in");
    window.opens("Projects");
    window.sees("Not signed in");
    assert_eq!(window.desktop.secrets(), 0);

    // An account beside it, and back again.
    window.presses("Account: Not signed in");
    window.presses("Add an account");
    window.sees("The account that is signed in stays");
    window.types("#user", "ada");
    window.types("#password", PASSWORD);
    window.takes_picture("2-another");
    window.clicks("#connect");
    window.sees("Signed in as ada");
    window.sees_row("skaha");
    window.presses("Account: ada");
    window.sees("With user name and password");
    window.sees_in("#login-command", "docker login");
    window.takes_picture("3-password");
    window.presses("Switch to Not signed in");
    window.sees("Not signed in");
    window.presses("Account: Not signed in");
    window.presses("Switch to ada");
    window.sees("Signed in as ada");
    window.presses("Account: ada");
    assert_eq!(window.desktop.secrets(), 1);

    // A password is changed with the server's rule live, and used from then on.
    window.presses("Change password…");
    window.types("#old-password", "wrong-Password-1");
    window.types("#new-password", "New-Harbor-77");
    window.types("#new-password-again", "New-Harbor-7");
    window.types("#new-password-again", "New-Harbor-77");
    window.presses("Change password");
    window.sees_in("#old-password-said", "wrong");
    window.takes_picture("4-wrong-password");
    window.types("#old-password", PASSWORD);
    window.presses("Change password");
    window.sees("The password is changed");
    window.presses("Edit profile…");
    window.types("#email", "not an address");
    window.sees_in("#email-said", "Not a valid email address");
    window.types("#email", "ada@example.net");
    window.types("#full-name", "Ada King");
    window.takes_picture("5-profile");
    window.presses("Save");
    window.sees("Ada King");
    window.sees("ada@example.net");

    // Out: the secret goes with it.
    window.presses("Sign out");
    window.sees("Signed out of");
    window.sees("Used last time");
    window.takes_picture("6-signed-out");
    assert_eq!(window.desktop.secrets(), 0);
}

#[test]
fn a_robot_signs_in_by_its_file() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("robot_file");
    let robot = harbor.makes_robot("reader");
    window.finds_registry(&harbor.address());
    window.chooses_way("Robot account");
    window.drops_file("#robot-file", "no robot's", r#"{"name": ""}"#);
    window.sees("This file has no robot account's name in it");
    window.drops_file("#robot-file", "robot.json", &robot.to_string());
    window.sees("Name and secret are taken from the file");
    assert_eq!(
        window.value_of("#user"),
        robot["name"].as_str().unwrap_or_default()
    );
    window.takes_picture("1-file");
    window.clicks("#connect");
    window.opens("Projects");
    window.sees("Signed in as robot$reader");
    window.presses("Account: robot$reader");
    window.sees("Robot account's secret");
    window.presses("Try it");
    window.sees_in("#trial", "It works");
    window.takes_picture("2-account");
    let secret = robot["secret"].as_str().unwrap_or_default();
    assert!(!secret.is_empty());
    let files = window.desktop.files_with(secret);
    assert!(files.is_empty(), "{files:?}");
}

#[test]
fn a_cli_secret_shows_lists_and_says_what_is_missing() {
    let at = SingleSignOn::start();
    let secret = at.cli_secret("ada");
    let window = Desktop::new().opens_pilothouse("cli_secret");
    window.finds_single_sign_on(&at);
    window.chooses_way("CLI secret");
    window.types("#user", "ada");
    window.types("#password", &secret);
    window.clicks("#connect");
    window.opens("Projects");
    window.sees_row("skaha");
    window.takes_picture("1-projects");
    window.presses("Account: ada");
    window.sees("Lists only");
    window.sees("Missing: ");
    window.takes_picture("2-account");
    window.presses_key(Key::Escape);
    window.follows("skaha");
    window.sees_row("astroml");
    window.follows("Members");
    window.sees("Harbor answers a CLI secret on these pages only");
    window.takes_picture("3-members");
}

#[test]
fn a_session_that_ends_while_reading_is_renewed_over_the_untouched_page() {
    let at = SingleSignOn::start();
    let window = Desktop::new().opens_pilothouse("expiry");
    window.finds_single_sign_on(&at);
    window.clicks("#connect");
    window.sees("Waiting for the address");
    let back = at.signs_in(&window, "ada", pilothouse_test_provider::Answer::Allow);
    window.types_raw("#hand-back", &back);
    window.opens("Projects");
    window.follows("skaha");
    window.opens("skaha");
    window.sees_row("astroml");
    window.types("label.find input", "astro");
    at.harbor.ends_sessions();
    window.presses("Refresh");
    window.shows("dialog[open] #connect");
    window.takes_picture("1-asked");
    assert!(window.has("astroml"), "the page is still there");
    assert_eq!(window.value_of("label.find input"), "astro");
    let before = window.desktop.opened().len();
    window.clicks("#connect");
    window.sees("Waiting for the address");
    assert!(window.desktop.opened().len() > before);
    let back = at.signs_in(&window, "ada", pilothouse_test_provider::Answer::Allow);
    window.types_raw("#hand-back", &back);
    window.sees("Signed in to");
    window.sees_row("astroml");
    window.sees_no_more("You are signed out");
    assert_eq!(window.value_of("label.find input"), "astro");
    window.takes_picture("2-back");
}
