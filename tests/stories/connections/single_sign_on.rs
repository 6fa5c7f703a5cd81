//! Somebody whose organisation has a provider signs in in the browser, and uses the CLI secret.

use pilothouse_test_provider::{Answer, PASSWORD};

use crate::harness::{Desktop, Key, SingleSignOn, wait_for};

const ACCOUNT: &str = "Account: ada";

#[test]
fn somebody_signs_in_in_the_browser_and_hands_the_address_back() {
    let mut at = SingleSignOn::start();
    let desktop = Desktop::new().with_log("trace");
    let mut window = desktop.opens_pilothouse("single_sign_on");
    window.finds_single_sign_on(&at);
    window.takes_picture("1-ways");
    window.clicks("#connect");
    window.sees("Waiting for the address");
    window.takes_picture("2-waiting");

    // A page on the way is copied by mistake: it is told by its host, and waited on.
    let page = at.page(&window);
    let wrong = format!("http://{}/realms/step?session_code=abc", at.provider_host());
    window.desktop.copies(&wrong);
    window.sees("That is not the page we wait for");
    window.takes_picture("3-another-address");

    let back = at.signs_in(&window, "ada", Answer::Allow);
    window.desktop.copies(&back);
    window.opens("Projects");
    window.sees_row("skaha");
    window.sees("Signed in as ada");
    assert_eq!(window.desktop.secrets(), 1, "the session is in the keyring");

    // The account says who, how, and until when.
    window.presses(ACCOUNT);
    window.sees("With Observatory, browser hand-back");
    window.sees("min left");
    window.takes_picture("4-account");

    // The CLI secret: shown, copied, tried, and good for docker.
    window.presses("Show secret");
    let secret = wait_for(|| {
        let shown = window.text_in("#secret")?;
        (!shown.contains('•')).then_some(shown.trim().to_owned())
    })
    .expect("the secret is shown");
    window.presses("Copy");
    window.sees("Clipboard clears in");
    let pasted = wait_for(|| Some(window.desktop.pasted()).filter(|text| *text == secret));
    assert!(pasted.is_some(), "the secret is on the clipboard");
    window.presses("Try it");
    window.sees_in("#trial", "It works: ");
    window.sees_in("#login-command", "docker login");
    window.takes_picture("5-secret");
    let may = at.docker_may("ada", &secret, "skaha/astroml");
    assert!(may.contains(&"pull".to_owned()), "{may:?}");
    window.presses("Clear now");
    window.sees("The clipboard is cleared");
    assert_eq!(window.desktop.pasted(), "");

    // A new one ends the old one, which is said first.
    window.presses("Make new…");
    window.sees("Every docker login that uses it must be done again");
    window.takes_picture("6-new-secret");
    window.presses("Make new secret");
    window.sees("the old one has stopped");
    let may = at.docker_may("ada", &secret, "skaha/astroml");
    assert!(!may.contains(&"push".to_owned()), "{may:?}");
    window.presses("Set your own…");
    window.types("#own-secret", "short");
    window.takes_picture("7-own-secret");
    window.types("#own-secret", "North-Passage-7");
    window.presses("Set secret");
    window.sees("The CLI secret is set");
    let may = at.docker_may("ada", "North-Passage-7", "skaha/astroml");
    assert!(may.contains(&"push".to_owned()), "{may:?}");
    window.presses_key(Key::Escape);

    // The session is there after a restart; a dead one leads to the ways in.
    window.restarts();
    window.opens("Projects");
    window.sees_row("skaha");
    window.restarts_after(|_| at.harbor.ends_sessions());
    window.sees("Used last time");
    window.takes_picture("8-again");

    for text in [&secret, "North-Passage-7", PASSWORD] {
        let files = window.desktop.files_with(text);
        assert!(files.is_empty(), "'{text}' is in {files:?}");
    }
    let code = back.split("code=").nth(1).expect("a code");
    let code = code.split('&').next().unwrap_or(code);
    let files = window.desktop.files_with(code);
    assert!(files.is_empty(), "the code is in {files:?}");
    assert!(page.starts_with("http"), "{page}");
    at.harbor.stop();
}

#[test]
fn a_newcomer_chooses_a_user_name() {
    let at = SingleSignOn::start();
    let window = Desktop::new().opens_pilothouse("newcomer");
    window.finds_single_sign_on(&at);
    window.clicks("#connect");
    window.sees("Waiting for the address");
    let back = at.signs_in(&window, "newbie", Answer::Allow);
    window.types_raw("#hand-back", &back);
    window.sees("Choose your user name");
    window.takes_picture("1-name");
    window.types("#user-name", "new#bie");
    window.sees("Use new_bie");
    window.takes_picture("2-character");
    window.types("#user-name", "carol");
    window.presses("Create account");
    window.sees("Try carol-2");
    assert_eq!(window.value_of("#user-name"), "carol");
    window.takes_picture("3-taken");
    window.presses("Try carol-2");
    window.presses("Create account");
    window.opens("Projects");
    window.sees("Signed in as carol-2");
}

#[test]
fn a_sign_in_that_goes_wrong_says_why_and_begins_again() {
    let at = SingleSignOn::start();
    let window = Desktop::new().opens_pilothouse("wrong_turns");
    window.finds_single_sign_on(&at);
    window.clicks("#connect");
    window.sees("Waiting for the address");

    // Refused at the provider.
    let back = at.signs_in(&window, "ada", Answer::Deny);
    window.types_raw("#hand-back", &back);
    window.sees("Observatory refused the sign-in.");
    window.sees("access_denied");
    window.takes_picture("1-refused");

    // A code that is no longer good.
    let before = window.desktop.opened().len();
    window.presses("Sign in again");
    wait_for(|| (window.desktop.opened().len() > before).then_some(())).expect("another page");
    let back = at.signs_in(&window, "ada", Answer::Allow);
    at.revokes("ada");
    window.types_raw("#hand-back", &back);
    window.sees("The code has run out.");
    window.takes_picture("2-run-out");

    // Another attempt's address is not this one's.
    let before = window.desktop.opened().len();
    window.presses("Sign in again");
    wait_for(|| (window.desktop.opened().len() > before).then_some(())).expect("another page");
    window.sees("Waiting for the address");
    window.types_raw("#hand-back", &back);
    window.sees("That address belongs to another sign-in");
    window.takes_picture("3-another-attempt");
    let back = at.signs_in(&window, "ada", Answer::Allow);
    window.types_raw("#hand-back", &back);
    window.opens("Projects");
    window.sees("Signed in as ada");
}

#[test]
fn a_window_of_pilothouse_brings_the_address_by_itself() {
    let at = SingleSignOn::start_with(serde_json::json!({"person": "ada", "consent": false}));
    let window = Desktop::new().opens_pilothouse("sign_in_window");
    window.finds_single_sign_on(&at);
    window.chooses_way("In a window of Pilothouse");
    window.opens("Projects");
    window.sees("Signed in as ada");
    assert!(window.desktop.opened().is_empty(), "no browser is needed");
}

#[test]
fn a_provider_that_knows_pilothouse_needs_nothing_copied() {
    let at = SingleSignOn::start();
    let mut window = Desktop::new().opens_pilothouse("own_client");
    window.finds_single_sign_on(&at);
    window.chooses_way("Browser, nothing to copy");
    window.types("#client-id", "pilothouse");
    window.takes_picture("1-client");
    window.clicks("#connect");
    window.sees("It comes back here by itself.");
    window.takes_picture("2-waiting");

    // The registry doesn't know a newcomer: once by handing an address back.
    at.signs_in_and_comes_back(&window, "newbie");
    window.sees("The registry doesn't know you yet.");
    window.takes_picture("3-unknown");
    window.presses("Cancel");

    let before = window.desktop.opened().len();
    window.clicks("#connect");
    wait_for(|| (window.desktop.opened().len() > before).then_some(())).expect("another page");
    at.signs_in_and_comes_back(&window, "ada");
    window.opens("Projects");
    window.sees("Signed in as ada");
    window.presses("Account: ada");
    window.sees("With Observatory, nothing to copy");
    window.sees("Renews itself while the provider allows");
    window.takes_picture("4-account");
    window.presses_key(Key::Escape);

    // The next start needs nobody; once the provider has ended it, somebody is asked for.
    window.restarts();
    window.opens("Projects");
    window.sees("Signed in as ada");
    window.restarts_after(|_| at.revokes("ada"));
    window.sees("Used last time");
    assert_eq!(window.value_of("#client-id"), "pilothouse");
    window.takes_picture("5-ended");
}

#[test]
fn a_provider_that_wants_consent_is_asked_with_it() {
    let strict = serde_json::json!({"refresh_tokens": "with_consent"});
    let at = SingleSignOn::start_with(strict);
    let mut window = Desktop::new().opens_pilothouse("consent");
    window.finds_single_sign_on(&at);
    window.chooses_way("Browser, nothing to copy");
    window.types("#client-id", "pilothouse");
    window.clicks("#consent");
    window.takes_picture("1-form");
    window.clicks("#connect");
    window.sees("It comes back here by itself.");
    at.signs_in_and_comes_back(&window, "ada");
    window.opens("Projects");
    window.presses("Account: ada");
    window.sees("Renews itself while the provider allows");
    window.presses_key(Key::Escape);
    assert_eq!(window.desktop.secrets(), 1);
    window.restarts();
    window.opens("Projects");
    window.sees("Signed in as ada");
}

#[test]
fn signing_out_ends_the_session_and_the_providers_only_on_request() {
    let at = SingleSignOn::start();
    let window = Desktop::new().opens_pilothouse("sign_out");
    window.finds_single_sign_on(&at);
    window.clicks("#connect");
    window.sees("Waiting for the address");
    let back = at.signs_in(&window, "ada", Answer::Allow);
    window.types_raw("#hand-back", &back);
    window.opens("Projects");
    window.presses("Account: ada");
    window.sees("your browser stays signed in to Observatory");
    let before = window.desktop.opened().len();
    window.presses("Sign out");
    window.sees("Signed out of");
    window.sees("Used last time");
    assert_eq!(window.desktop.secrets(), 0);
    assert_eq!(
        window.desktop.opened().len(),
        before,
        "the provider is left alone"
    );
    window.takes_picture("1-signed-out");

    window.presses("Also at Observatory");
    let page = wait_for(|| window.desktop.opened().into_iter().nth(before));
    let (_, page) = page.expect("the provider's page is opened");
    assert!(page.contains("/session/end"), "{page}");
}

#[test]
fn a_session_that_ends_soon_is_said_in_time() {
    let at = SingleSignOn::start();
    // Minutes; an administrator's Pilothouse reads it.
    at.harbor
        .configures(&serde_json::json!({"session_timeout": 8}));
    let window = Desktop::new().opens_pilothouse("session_ends");
    window.signs_in_for_the_first_time(&at, "root");
    window.sees("if it is not used until then");
    window.presses("Account: root");
    window.sees("8 min left");
    window.sees("Administrator");
    window.takes_picture("1-soon");
}
