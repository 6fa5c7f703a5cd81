//! Somebody who reads French.

use crate::harness::{Desktop, Held, Key};

#[test]
fn the_window_speaks_french() {
    let mut window = Desktop::new().opens_pilothouse("french");
    window.clicks("#try-demo");
    window.opens("Projects");
    window.sees_row("skaha");
    window.holds_and_presses(&[Held::Control], Key::Letter('k'));
    window.shows("dialog[open] input");
    window.types_keys("franç");
    window.sees_in("dialog[open]", "Français");
    window.presses_key(Key::Enter);

    window.opens("Projets");
    window.sees_row("skaha");
    let language = window.run(
        "return document.documentElement.lang;",
        serde_json::json!([]),
    );
    assert_eq!(language, "fr");
    let mut misfits = window.is_looked_at("projects");
    window.follows("skaha");
    window.sees_row("astroml");
    misfits.extend(window.is_looked_at("project"));
    window.follows("astroml");
    window.sees_row("25.11-gpu");
    // Numbers and sizes as French writes them.
    window.sees("Gio");
    misfits.extend(window.is_looked_at("artifacts"));
    window.follows("acf4ef4ed23d");
    window.sees_in(".ah", "25.11-gpu");
    misfits.extend(window.is_looked_at("overview"));
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));

    // The choice is kept.
    window.restarts();
    window.sees_in(".ah", "25.11-gpu");
    window.sees("Projets");
}
