//! Robot accounts: one is made for two projects, its file saved, and it signs in and sees what it may.

use std::fs;

use demo_harbor::FaultKind;
use serde_json::Value;

use crate::harness::{Desktop, Harbor, Key, Window};

fn looking_at_robots(story: &'static str, who: &str) -> (Harbor, Window) {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse(story);
    window.signs_in_to(&harbor, who);
    harbor.forget_requests();
    window.follows("Robot accounts");
    window.opens("Robot accounts");
    window.sees_row("skaha+ci");
    (harbor, window)
}

#[test]
fn a_robot_for_two_projects_signs_in_and_sees_only_those() {
    let (harbor, window) = looking_at_robots("robots_new", "admin");
    window.sees("read from");
    window.sees_row("backup");
    window.takes_picture("1-list");

    // Who it is: the rule while one types, and the name that it will have.
    window.presses("New robot account");
    window.shows("dialog[open]");
    window.types("#robot-name", "CI");
    window.sees("Lower-case letters and digits");
    window.types("#robot-name", "backup");
    window.sees_in("#robot-full-name", "robot$backup");
    window.sees_in("#robot-ends", "Expires");
    window.takes_picture("2-identity");
    window.clicks("#robot-next");

    // What it may: the usual set comes with each project, and pushing brings pulling.
    window.presses("canucs");
    window.presses("lsst");
    window.sees_in(
        "#robot-sentence",
        "Can push and pull, tag, label, start scans in 2 projects.",
    );
    assert!(window.is_checked("[aria-label='Repository: Pull']"));
    window.shows("[aria-label='Repository: Pull']:disabled");
    window.presses("Pull only");
    window.sees_in("#robot-sentence", "pull in lsst");
    window.takes_picture("3-permissions");

    // A name that is taken comes back to its field, and nothing that was chosen is lost.
    window.clicks("#robot-create");
    window.sees("There is a robot account of this name already");
    window.types("#robot-name", "two-projects");
    window.clicks("#robot-next");
    window.sees_in("#robot-sentence", "pull in lsst");
    window.clicks("#robot-create");

    // The secret: hidden, copied, saved, and left by Done alone.
    window.shows("#robot-secret-page");
    window.sees_in("#robot-user", "robot$two-projects");
    window.sees_in("#robot-secret", "••••");
    window.presses_key(Key::Escape);
    window.shows("#robot-secret-page");
    window.clicks("[aria-label='Show secret']");
    window.sees_in("#robot-secret", "Aa1");
    let secret = window.text_in("#robot-secret").expect("the secret");
    window.clicks("#robot-copy");
    window.sees("Clipboard clears in");
    assert_eq!(window.desktop.pasted(), secret);
    window.sees_in("#robot-login", "docker login");
    window.sees_in("#robot-login", "--password-stdin");
    window.takes_picture("4-secret");
    window.presses("GitLab CI");
    window.sees_in("#robot-gitlab", "robot$$two-projects");
    window.presses("GitHub Actions");
    window.sees_in("#robot-github", "username: 'robot$two-projects'");
    window.presses("containerd");
    window.presses("Copy hosts.toml");
    window.waits("hosts.toml on the clipboard", |window| {
        let text = window.desktop.pasted();
        text.contains("Authorization = \"Basic ").then_some(())
    });
    window.clicks("#robot-save-file");
    window.sees_in("#robot-saved", "Saved as");
    let said = window.text_in("#robot-saved").expect("a path");
    let path = said.trim_start_matches("Saved as").trim().to_owned();
    let file = fs::read_to_string(&path).expect("the file");
    let robot: Value = serde_json::from_str(&file).expect("JSON");
    assert_eq!(robot["secret"], secret.as_str());
    window.clicks("#robot-done");
    window.lacks_soon("dialog[open]");
    window.sees_row("two-projects");
    assert!(!window.desktop.log().contains(&secret));

    // It signs in by its file, and sees those two of the private projects.
    let as_robot = Desktop::new().opens_pilothouse("robots_as_robot");
    as_robot.finds_registry(&harbor.address());
    as_robot.chooses_way("Robot account");
    as_robot.drops_file("#robot-file", "robot.json", &file);
    as_robot.sees("Name and secret are taken from the file");
    as_robot.clicks("#connect");
    as_robot.opens("Projects");
    as_robot.sees("Signed in as robot$two-projects");
    as_robot.sees_row("canucs");
    as_robot.sees_row("lsst");
    as_robot.sees_row("skaha");
    let rows = as_robot.rows();
    let sees = |name: &str| rows.iter().any(|row| row.contains(name));
    assert!(!sees("chimefrb") && !sees("casa-team"), "{rows:?}");
    as_robot.takes_picture("1-projects");
    // It is told of no robot accounts, so none are offered.
    assert!(!as_robot.has("Robot accounts"));
}

#[test]
fn a_robot_is_extended_switched_off_renewed_and_deleted() {
    let (harbor, window) = looking_at_robots("robots_change", "ada");
    // Made 118 days ago, for 120.
    window.follows("Projects");
    window.follows("skaha");
    window.follows("Robot accounts");
    window.selects_row("skaha+nightly");
    window.sees_in(".insp", "Push and pull");
    window.sees_in(".insp", "Off");
    window.takes_picture("1-inspector");

    // Thirty more days are the days that it has lived and thirty: 83 and 30.
    window.presses("Edit");
    window.shows("dialog[open]");
    window.presses("More days from now");
    window.types("#robot-days", "30");
    window.sees_in("#robot-ends", "day 1");
    window.takes_picture("2-edit");
    window.clicks("#robot-save");
    window.sees("robot$skaha+nightly saved");
    let body = harbor.robot("robot$skaha+nightly");
    let days = body["duration"].as_i64().expect("days");
    assert!((113..=114).contains(&days), "{days}");
    // It is as it was otherwise: still off, still the same permissions.
    assert_eq!(body["disable"], true);

    // A new secret of an account that is off is said to be dead before it is made.
    window.presses("New secret…");
    window.sees_in("#robot-dead", "does not work before it is switched on");
    window.presses("Cancel");
    window.presses("More actions");
    window.presses("Turn on");
    window.sees("robot$skaha+nightly is on");
    window.sees_in(".insp", "On");
    window.presses("New secret…");
    window.shows("#robot-renew");
    window.lacks("#robot-dead");
    window.presses("One of your own");
    window.types("#robot-own-secret", "Better-Secret-99");
    window.clicks("#robot-renew");
    window.shows("#robot-secret-page");
    window.clicks("#robot-done");

    // A refusal stays in the dialog; deleting says what it ends.
    harbor.breaks("DeleteRobot", FaultKind::Status(500));
    window.presses("More actions");
    window.presses("Delete…");
    window.sees("Everything that signs in with it fails at once.");
    window.takes_picture("3-delete");
    window.presses("Delete robot account");
    window.shows("dialog .note.bad");
    harbor.is_mended();
    window.presses("Delete robot account");
    window.sees("robot$skaha+nightly deleted");
    window.lacks_soon("dialog[open]");
}

#[test]
fn several_robots_are_switched_extended_and_deleted() {
    let (harbor, window) = looking_at_robots("robots_bulk", "admin");
    window.types(".find input", "skaha+");
    window.sees_rows(3);
    let before = harbor.robot("robot$skaha+nightly");
    window.presses("Check all rows");
    window.presses("Turn off");
    window.sees("2 robot accounts turned off");
    assert_eq!(harbor.robot("robot$skaha+ci")["disable"], true);
    window.presses("Undo");
    window.sees("2 robot accounts turned on");
    assert_eq!(harbor.robot("robot$skaha+ci")["disable"], false);
    // What was off before stays so.
    assert_eq!(harbor.robot("robot$skaha+nightly")["disable"], true);

    // The same day for all, whatever they have lived.
    window.presses("Check all rows");
    window.presses("Expiry…");
    window.types("#robot-days", "30");
    window.sees_in("#robots-expire", "Each expires on");
    window.takes_picture("1-expiry");
    window.presses("Change expiry");
    window.sees("Expiry of 3 robot accounts changed");
    let nightly = harbor.robot("robot$skaha+nightly");
    let days = nightly["duration"].as_i64().expect("days");
    assert!((113..=114).contains(&days), "{days}");
    assert_eq!(nightly["description"], before["description"]);

    window.presses("Check all rows");
    window.presses("Delete…");
    window.sees_in("dialog", "Everything that signs in with it fails at once.");
    window.takes_picture("2-delete");
    window.clicks("#robots-delete");
    window.sees("3 robot accounts deleted");
}

#[test]
fn a_project_administrator_makes_a_robot_from_the_list_of_all() {
    let (harbor, window) = looking_at_robots("robots_own_project", "ada");
    window.presses("New robot account");
    window.chooses("#robot-project", "casa-team");
    window.types("#robot-name", "mine");
    window.sees_in("#robot-full-name", "robot$casa-team+mine");
    window.clicks("#robot-next");
    window.sees_in("#robot-sentence", "in casa-team");
    window.clicks("#robot-create");
    window.sees_in("#robot-user", "robot$casa-team+mine");
    window.clicks("#robot-copy");
    window.clicks("#robot-done");

    // Several of own projects are changed at once; with others among them nothing is sent.
    window.sees_row("casa-team+mine");
    window.presses("Check all rows");
    window.presses("Turn off");
    window.sees("that you don't administer can't be changed");
    assert!(harbor.requests_of("UpdateRobot").is_empty());
    window.presses_key(Key::Escape);
    window.lacks_soon(".bulk");
    window.types(".find input", "casa-team+");
    window.sees_rows(1);
    window.sees_row("casa-team+mine");
    window.presses("Check all rows");
    window.presses("Turn off");
    window.sees("turned off");
    assert_eq!(harbor.robot("robot$casa-team+mine")["disable"], true);
}

#[test]
fn several_robots_have_new_secrets_which_are_copied_and_saved() {
    let (harbor, window) = looking_at_robots("robots_several", "admin");
    window.sees("Last seen");
    window.types(".find input", "skaha");
    window.sees("skaha+nightly");
    window.presses("Check all rows");
    window.sees_in(".bulk", "selected");
    window.takes_picture("1-checked");
    window.presses("New secrets…");
    window.sees_in("#robots-dead", "off or expired");
    window.takes_picture("2-question");

    // One that is refused keeps its reason and is tried again; the others have theirs.
    harbor.breaks_page("RefreshSec", None, FaultKind::Status(500));
    window.clicks("#robots-renew");
    window.sees_in("#robots-secrets", "Retry");
    harbor.is_mended();
    window.shows("#robots-done:not(:disabled)");
    while window.has("Retry") {
        window.presses("Retry");
        window.shows("#robots-done:not(:disabled)");
    }
    window.sees_in("#robots-secrets", "Ready");
    window.takes_picture("3-secrets");

    // Nobody leaves by accident while a secret is in nobody's hands.
    window.presses_key(Key::Escape);
    window.clicks("#robots-done");
    window.sees_in("#robots-not-taken", "neither copied nor saved");
    window.presses("Copy the secret of robot$skaha+ci");
    window.sees("Clipboard clears in");
    let copied = window.desktop.pasted();
    window.presses("Show the secret of robot$skaha+ci");
    window.sees_in("#robot-user", "robot$skaha+ci");
    window.clicks("[aria-label='Show secret']");
    window.sees_in("#robot-secret", &copied);
    window.takes_picture("4-one");
    window.clicks("#robots-back");
    window.clicks("#robots-save-files");
    window.sees("files saved in");
    window.lacks_soon("#robots-not-taken");
    window.clicks("#robots-done");
    window.lacks_soon("dialog[open]");
    assert!(!window.desktop.log().contains(&copied));
}

#[test]
fn a_guest_sees_robots_and_no_button_that_must_fail() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("robots_guest");
    window.signs_in_to(&harbor, "dave");
    window.follows("skaha");
    window.follows("Robot accounts");
    window.sees_row("skaha+ci");
    window.selects_row("skaha+ci");
    window.sees_in(".insp", "Push and pull");
    assert!(!window.has("New robot account"));
    assert!(!window.has("New secret…") && !window.has("Edit"));
    window.lacks(".insp-f .btn");
    let refused: Vec<_> = harbor
        .requests()
        .into_iter()
        .filter(|request| request.status >= 400 && request.identity == "dave")
        .collect();
    assert!(refused.is_empty(), "{refused:?}");
}
