//! Somebody signs in, mistypes the password first, and comes back another day.

use demo_harbor::PASSWORD;

use crate::harness::{Desktop, Harbor, Wire};

const WRONG: &str = "not-the-password-77";

/// `ada` and a password as they stand in a header.
const WRONG_ENCODED: &str = "YWRhOm5vdC10aGUtcGFzc3dvcmQtNzc=";
const RIGHT_ENCODED: &str = "YWRhOkhhcmJvcjEyMzQ1";

#[test]
fn somebody_signs_in_to_a_registry_by_its_address() {
    let harbor = Harbor::start();
    let wire = Wire::to(&harbor);
    // Everything that is ever logged must be free of secrets.
    let desktop = Desktop::new().with_log("trace");
    let mut window = desktop.opens_pilothouse("sign_in");

    window.types("#address", &wire.address());
    window.sees_in("#address-said", "http");
    window.clicks("#plain-http");
    window.sees_in("#check", "Harbor");
    window.sees_in("#check", "Not encrypted");
    assert!(
        wire.sent().iter().all(|sent| sent.authorization.is_none()),
        "nobody signed in yet"
    );
    window.takes_picture("1-found");

    wire.forget();
    window.types("#user", "ada");
    window.types("#password", WRONG);
    window.clicks("#connect");
    window.sees_in(
        "#password-said",
        "does not take this user name and password",
    );
    window.takes_picture("2-wrong-password");
    assert_eq!(window.value_of("#address"), wire.address());
    assert_eq!(window.value_of("#user"), "ada");
    assert_eq!(window.value_of("#password"), WRONG);
    let with_password: Vec<_> = wire
        .sent()
        .into_iter()
        .filter(|sent| sent.authorization.is_some())
        .collect();
    assert_eq!(
        with_password.len(),
        1,
        "a wrong password is sent once: {with_password:?}"
    );
    assert_eq!(with_password[0].line, "GET /api/v2.0/users/current");
    assert_eq!(
        with_password[0].authorization,
        Some(format!("Basic {WRONG_ENCODED}"))
    );
    assert_eq!(
        with_password[0].beside, 0,
        "nothing else is asked meanwhile"
    );
    let refused = harbor.requests_of("getCurrentUserInfo");
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(refused[0].status, 401);
    assert_eq!(window.desktop.secrets(), 0, "a wrong password is not kept");

    wire.forget();
    window.types("#password", PASSWORD);
    window.clicks("#connect");
    window.opens("Projects");
    window.sees_row("skaha");
    window.sees("Signed in as ada");
    window.takes_picture("3-signed-in");

    // One request with the password, then the session.
    window.follows("skaha");
    window.sees_row("astroml");
    let sent = wire.sent();
    let with_password = sent
        .iter()
        .filter(|sent| sent.authorization.is_some())
        .count();
    assert_eq!(with_password, 1, "the password went along: {sent:#?}");
    let lists = sent
        .iter()
        .filter(|sent| sent.line.contains("/projects"))
        .collect::<Vec<_>>();
    assert!(
        !lists.is_empty() && lists.iter().all(|sent| sent.has_session),
        "{sent:#?}"
    );

    assert_eq!(
        window.desktop.secrets(),
        1,
        "the password is in the keyring"
    );
    no_secret_is_in_a_file(&window.desktop);

    wire.forget();
    // It starts where one was last.
    window.restarts();
    window.opens("skaha");
    window.sees_row("astroml");
    window.sees("Signed in as ada");
    assert!(!window.has("You are signed out"));
    let with_password = wire
        .sent()
        .iter()
        .filter(|sent| sent.authorization.is_some())
        .count();
    assert!(with_password <= 1, "{:#?}", wire.sent());
    no_secret_is_in_a_file(&window.desktop);
}

#[test]
fn why_a_sign_in_fails_is_found_out_before_it_works() {
    let harbor = Harbor::start();
    let mut window = Desktop::without_keychain().opens_pilothouse("sign_in_check");
    window.signs_in_to(&harbor, "ada");
    window.restarts();
    window.sees("Used last time");
    window.types("#password", WRONG);
    window.clicks("#connect");
    window.sees("does not take this user name and password");
    window.takes_picture("1-refused");

    window.clicks("#check-connection");
    window.opens("Connection doctor");
    // The way is fine; what is missing is a secret that the registry takes.
    window.sees_in("#doctor-verdict", "No token");
    window.sees_in("[data-step='4']", "Harbor");
    window.lacks_soon("dialog[open]");
    window.takes_picture("2-checked");
    window.follows("API explorer");
    window.opens("API explorer");
    window.presses("Request log");
    window.sees_in(".tbl", "/v2/");

    // Everything else asks who is there.
    window.follows("Projects");
    window.sees("Used last time");
    window.types("#password", PASSWORD);
    window.clicks("#connect");
    window.sees_row("skaha");
}

fn no_secret_is_in_a_file(desktop: &Desktop) {
    assert!(
        desktop.log().contains("TRACE"),
        "the program writes a log of everything"
    );
    let texts = [PASSWORD, WRONG, RIGHT_ENCODED, WRONG_ENCODED].map(str::to_owned);
    // A log may also show a text as a list of its bytes.
    let lists = [PASSWORD, WRONG].map(|secret| {
        let bytes = format!("{:?}", secret.as_bytes());
        bytes.trim_matches(['[', ']']).to_owned()
    });
    for secret in texts.iter().chain(&lists) {
        let files = desktop.files_with(secret);
        assert!(files.is_empty(), "'{secret}' is in {files:?}");
    }
}
