//! Somebody looks around in the demo registry.

use crate::harness::{Desktop, Key};

#[test]
fn somebody_tries_the_demo_registry() {
    let mut window = Desktop::new().opens_pilothouse("add_demo");
    window.sees("Add a registry");
    window.takes_picture("1-welcome");

    window.clicks("#try-demo");
    window.opens("Projects");
    window.sees_row("skaha");
    window.sees_row("canucs");
    window.takes_picture("2-projects");
    window.focuses("table[role=grid]");
    window.presses_key(Key::Down);
    window.sees_in("aside.insp h2", "2026");
    window.presses_key(Key::Letter(' '));
    window.sees_no_more("Open project");
    window.presses_key(Key::Letter(' '));
    window.sees_in("aside.insp h2", "2026");
    window.presses_key(Key::Escape);
    window.sees_no_more("Open project");

    window.follows("skaha");
    window.opens("skaha");
    window.selects_row("astroml");
    window.sees_in("aside.insp", "machine learning");
    window.presses_key(Key::Escape);
    window.sees_no_more("Open repository");

    window.double_clicks_row("astroml", "td:nth-child(2)");
    window.opens("astroml");
    window.sees_row("25.11-gpu");
    window.takes_picture("3-artifacts");

    // The row that is selected opens with Enter, too.
    window.selects_row("25.11-gpu");
    window.focuses("table[role=grid]");
    window.presses_key(Key::Enter);
    window.sees_in(".ah", "25.11-gpu");
    window.follows("Vulnerabilities");
    window.sees("412 vulnerabilities");

    let first = window.rows().remove(0);
    let id = first
        .split(' ')
        .find(|word| word.contains('-'))
        .expect("an id")
        .to_owned();
    window.selects_row(&id);
    window.sees_in("aside.insp h2", &id);
    window.sees_in("aside.insp", "Package");
    window.sees_in("aside.insp", "Fixed in");
    window.sees_in("aside.insp", "CVSS by vendor");
    window.sees_in("aside.insp", "redhat");
    window.takes_picture("4-finding");

    // It starts where one was last.
    window.restarts();
    window.sees("412 vulnerabilities");
    window.sees("Demo registry");
}

#[test]
fn a_double_click_opens_a_row_wherever_it_lands() {
    let window = Desktop::new().opens_pilothouse("double_click");
    window.clicks("#try-demo");
    window.opens("Projects");
    // The inspector that the first click opens must not catch the second one.
    window.double_clicks_row("skaha", "td:last-child");
    window.opens("skaha");
}
