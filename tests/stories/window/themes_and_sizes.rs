//! Every page in both themes, at the usual size and at the least.

use crate::harness::{Desktop, Harbor, Key};

#[test]
fn every_page_fits_in_both_themes_and_sizes() {
    let mut window = Desktop::new().opens_pilothouse("themes");
    let mut misfits = Vec::new();
    window.sees("Add a registry");
    misfits.extend(window.is_looked_at("welcome"));
    let harbor = Harbor::start();
    window.finds_registry(&harbor.address());
    misfits.extend(window.is_looked_at("welcome-found"));

    window.clicks("#try-demo");
    window.opens("Projects");
    window.sees_row("skaha");
    misfits.extend(window.is_looked_at("projects"));
    window.selects_row("skaha");
    window.sees_in("aside.insp", "Storage quota");
    misfits.extend(window.is_looked_at("projects-inspector"));
    window.presses_key(Key::Escape);

    window.follows("skaha");
    window.sees_row("astroml");
    misfits.extend(window.is_looked_at("project"));

    window.follows("Tag retention");
    window.sees_in("#source", "Pilothouse");
    misfits.extend(window.is_looked_at("retention"));
    window.presses("Close inspector");
    misfits.extend(window.is_looked_at("retention-list"));
    window.presses("Add rule");
    window.sees_in("#tried", "tags selected");
    misfits.extend(window.is_looked_at("retention-rule"));
    window.presses("Cancel");
    window.follows("Immutable tags");
    window.sees_row("matching base/**");
    misfits.extend(window.is_looked_at("immutable-tags"));

    window.follows("Repositories");
    window.follows("astroml");
    window.sees_row("25.11-gpu");
    misfits.extend(window.is_looked_at("artifacts"));
    window.selects_row("25.11-gpu");
    window.sees_in("aside.insp", "Digest");
    misfits.extend(window.is_looked_at("artifacts-inspector"));
    window.presses_key(Key::Escape);

    window.follows("acf4ef4ed23d");
    window.sees_in(".ah", "25.11-gpu");
    misfits.extend(window.is_looked_at("overview"));
    window.follows("Vulnerabilities");
    window.sees("412 vulnerabilities");
    misfits.extend(window.is_looked_at("vulnerabilities"));
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
}
