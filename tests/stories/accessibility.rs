//! Every screen and dialog, in both themes, is looked over for what keeps somebody out.

use crate::harness::{Desktop, Held, Key, SingleSignOn};

#[test]
fn the_registrys_pages_keep_nobody_out() {
    let window = Desktop::new().opens_pilothouse("accessibility");
    let mut found = Vec::new();
    found.extend(window.keeps_somebody_out("welcome"));
    window.clicks("#try-demo");
    window.opens("Projects");
    window.sees_row("skaha");
    found.extend(window.keeps_somebody_out("projects"));
    window.selects_row("skaha");
    window.shows("aside.insp");
    found.extend(window.keeps_somebody_out("project in the inspector"));
    window.presses("Filter");
    found.extend(window.keeps_somebody_out("menu of filters"));
    window.presses_key(Key::Escape);
    window.holds_and_presses(&[Held::Control], Key::Letter('k'));
    window.shows("dialog[open] input");
    found.extend(window.keeps_somebody_out("palette"));
    window.presses_key(Key::Escape);
    window.presses("Keyboard shortcuts");
    window.shows("dialog[open]");
    found.extend(window.keeps_somebody_out("keys"));
    window.presses_key(Key::Escape);
    window.presses("Account: admin");
    window.shows(".pop.up");
    found.extend(window.keeps_somebody_out("account"));
    window.presses("Remove this registry…");
    found.extend(window.keeps_somebody_out("removal"));
    window.presses("Cancel");
    window.presses_key(Key::Escape);

    window.follows("skaha");
    window.opens("skaha");
    window.sees_row("astroml");
    found.extend(window.keeps_somebody_out("repositories"));
    window.follows("Members");
    window.sees_row("ada");
    found.extend(window.keeps_somebody_out("members"));
    window.presses("Add member");
    window.shows("dialog[open]");
    found.extend(window.keeps_somebody_out("add member"));
    window.presses("Cancel");
    window.follows("Summary");
    window.sees("Storage");
    found.extend(window.keeps_somebody_out("summary"));
    window.follows("Repositories");
    window.follows("astroml");
    window.opens("astroml");
    window.sees_row("25.11-gpu");
    found.extend(window.keeps_somebody_out("artifacts"));
    window.presses("Push commands");
    window.shows("dialog[open]");
    found.extend(window.keeps_somebody_out("push commands"));
    window.presses("Close");
    window.follows("Description");
    window.sees("Edit");
    found.extend(window.keeps_somebody_out("description"));
    window.follows("Artifacts");
    window.double_clicks_row("25.11-gpu", "td:nth-child(2)");
    window.sees_in(".ah", "25.11-gpu");
    found.extend(window.keeps_somebody_out("artifact"));
    window.follows("Vulnerabilities");
    window.sees("412 vulnerabilities");
    found.extend(window.keeps_somebody_out("vulnerabilities"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn robot_accounts_keep_nobody_out() {
    let window = Desktop::new().opens_pilothouse("accessibility_robots");
    let mut found = Vec::new();
    window.clicks("#try-demo");
    window.opens("Projects");
    window.follows("Robot accounts");
    window.sees_row("skaha+ci");
    found.extend(window.keeps_somebody_out("robot accounts"));
    window.selects_row("skaha+nightly");
    window.sees_in(".insp", "Push and pull");
    found.extend(window.keeps_somebody_out("a robot account"));
    window.presses("Edit");
    window.shows(".matrix");
    found.extend(window.keeps_somebody_out("edit a robot account"));
    window.presses("Cancel");
    window.presses("New secret…");
    window.shows("#robot-renew");
    found.extend(window.keeps_somebody_out("new secret"));
    window.presses("Cancel");
    window.presses("New robot account");
    window.types("#robot-name", "looked-at");
    found.extend(window.keeps_somebody_out("a robot account's identity"));
    window.clicks("#robot-next");
    window.presses("canucs");
    window.shows(".matrix");
    found.extend(window.keeps_somebody_out("a robot account's permissions"));
    window.clicks("#robot-create");
    window.shows("#robot-secret-page");
    found.extend(window.keeps_somebody_out("a robot account's secret"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn signing_in_keeps_nobody_out() {
    let at = SingleSignOn::start();
    let window = Desktop::new().opens_pilothouse("accessibility_sign_in");
    let mut found = Vec::new();
    window.finds_single_sign_on(&at);
    found.extend(window.keeps_somebody_out("ways"));
    window.chooses_way("Robot account");
    found.extend(window.keeps_somebody_out("robot account"));
    window.chooses_way("In your browser");
    window.clicks("#connect");
    window.sees("Waiting for the address");
    found.extend(window.keeps_somebody_out("hand-back"));
    let back = at.signs_in(&window, "newbie", pilothouse_test_provider::Answer::Allow);
    window.types_raw("#hand-back", &back);
    window.sees("Choose your user name");
    window.types("#user-name", "new#bie");
    found.extend(window.keeps_somebody_out("user name"));
    window.types("#user-name", "newbie");
    window.presses("Create account");
    window.opens("Projects");
    window.presses("Account: newbie");
    window.shows("#cli-secret");
    found.extend(window.keeps_somebody_out("account of a person"));
    window.presses("Set your own…");
    found.extend(window.keeps_somebody_out("own secret"));
    window.presses("Cancel");
    window.presses("Make new…");
    found.extend(window.keeps_somebody_out("new secret"));
    window.presses("Cancel");
    window.presses("Sign out");
    window.sees("Used last time");
    found.extend(window.keeps_somebody_out("signed out"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}
