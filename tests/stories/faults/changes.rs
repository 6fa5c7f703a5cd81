//! What is changed: members, tags, labels, scans, each with its way back.

use demo_harbor::FaultKind;
use serde_json::json;

use crate::harness::{Desktop, Harbor, Held, Key, Window};

fn looking_at_an_image(story: &'static str) -> (Harbor, Window) {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse(story);
    window.signs_in_to(&harbor, "admin");
    window.follows("skaha");
    window.follows("astroml");
    window.opens("astroml");
    window.follows("acf4ef4ed23d");
    window.sees_in(".ah", "25.11-gpu");
    (harbor, window)
}

#[test]
fn members_are_added_changed_and_removed() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("changes_members");
    window.signs_in_to(&harbor, "admin");
    window.follows("skaha");
    window.follows("Members");
    window.sees_row("ada");

    // A name that the registry does not know is refused at its field, and what was typed stays.
    window.presses("Add member");
    window.shows("dialog[open]");
    window.types("#member", "nobody-here");
    window.clicks("dialog [type=submit]");
    window.sees("The registry knows no user nobody-here");
    assert_eq!(window.value_of("#member"), "nobody-here");
    window.types("#member", "p.kaur");
    window.clicks("dialog [type=submit]");
    window.sees("p.kaur added as");
    window.sees_row("p.kaur");
    window.sees_in(".tab.is-active .n", "10");

    // By role, with a chip.
    window.presses("Filter");
    window.presses("Role");
    window.shows(".pop.values input");
    window.presses("Developer");
    window.sees_in(".chip", "Developer");
    window.sees_rows(3);
    window.takes_picture("1-developers");

    // A new role is there at once, in its row alone, and can be taken back.
    let lists = harbor.requests_of("listProjectMembers").len();
    window.presses("Role of carol: Developer");
    window.presses("Maintainer");
    window.sees("carol is now Maintainer");
    window.sees_rows(2);
    window.presses("Undo");
    window.sees_rows(3);
    assert_eq!(harbor.requests_of("listProjectMembers").len(), lists);

    // One that is not taken returns, and says so.
    harbor.breaks("updateProjectMember", FaultKind::Status(500));
    window.presses("Role of carol: Developer");
    window.presses("Maintainer");
    window.sees("Not saved");
    window.takes_picture("2-not-saved");
    harbor.is_mended();
    window.clicks(".tbl .lnk");
    window.sees("carol is now Maintainer");

    // Delete asks first; nothing goes by itself.
    window.clicks(".find input");
    window.presses_key(Key::Backspace);
    window.sees_row("p.kaur");
    window.selects_row("p.kaur");
    window.presses_key(Key::Delete);
    window.sees("Remove p.kaur from skaha?");
    window.takes_picture("3-asked");
    window.presses("Cancel");
    assert!(harbor.requests_of("deleteProjectMember").is_empty());
    window.selects_row("p.kaur");
    window.presses_key(Key::Delete);
    window.presses("Remove member");
    window.sees("p.kaur removed from skaha");
    window.sees_rows(9);
}

#[test]
fn several_members_are_added_given_a_role_and_removed_but_never_oneself() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("changes_several_members");
    window.signs_in_to(&harbor, "ada");
    window.follows("skaha");
    window.follows("Members");
    window.sees_row("carol");

    // A person and a group, found by a part of their names.
    window.presses("Add member");
    window.types("#member", "zed");
    window.presses("zed");
    window.sees_in("#newcomers", "zed");
    window.types("#member", "staff");
    window.sees_in(".found", "OIDC group");
    window.presses("cadc-staff");
    window.sees_in("#role-can", "Push, tag, label");
    window.takes_picture("1-add");
    window.presses("Add 2 members");
    window.sees("2 members added as Developer");
    window.sees_row("cadc-staff");

    // What each role may, beside the list.
    window.presses("Role guide");
    window.sees_in(".rm", "Start a scan");
    window.takes_picture("2-guide");
    window.presses("Role guide");
    window.lacks_soon(".rm");

    // All of them but oneself.
    window.presses("Check all rows");
    window.sees_in(".bulk", "selected");
    window.presses("Change role");
    // The second from the weakest up; rows have openers with the same word.
    window.clicks("[role=menuitem]:nth-of-type(2)");
    window.sees_in("dialog", "Your own membership is left as it is.");
    window.takes_picture("3-roles");
    window.clicks("#members-several");
    window.sees("members are now Guest");
    assert_eq!(harbor.role_of("skaha", "ada"), 1);
    assert_eq!(harbor.role_of("skaha", "bob"), 3);
    window.types(".find input", "cadc-staff");
    window.sees_rows(1);
    window.presses("Check all rows");
    window.presses("Remove…");
    window.sees_in("dialog", "Remove 1 member?");
    window.clicks("#members-several");
    window.sees("1 member deleted");
}

#[test]
fn who_can_push_is_told_over_roles_and_robots_and_members_are_copied() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("changes_who_can");
    window.signs_in_to(&harbor, "ada");
    window.follows("casa-team");
    window.follows("Members");
    window.sees_row("ada");
    window.presses("More about members");
    window.presses("Copy members…");
    window.chooses("#copy-from", "skaha");
    window.sees_in("dialog", "Already Project admin");
    window.takes_picture("1-copy");
    window.clicks("#copy-members");
    window.sees("members added");
    window.sees_row("carol");
    assert_eq!(harbor.role_of("casa-team", "carol"), 2);
    window.follows("Projects");
    window.follows("skaha");
    window.follows("Members");
    window.presses("More about members");
    window.presses("Who can push here?");
    window.sees_in("#who-can", "robot$skaha+ci");
    window.sees_in("#who-can", "carol");
    let text = window.text_in("#who-can").expect("an answer");
    assert!(
        !text.contains("dave") && !text.contains("science-portal"),
        "{text}"
    );
    window.takes_picture("2-who");
}

#[test]
fn tags_and_labels_come_and_go_with_a_way_back() {
    let (harbor, window) = looking_at_an_image("changes_artifact");

    // A tag that is no tag is refused while typing; one that is taken, when it was sent.
    window.presses("Add a tag");
    window.shows("dialog[open]");
    window.types("#tag", "no tag");
    window.shows("#tag[aria-invalid=true]");
    window.types("#tag", "25.11");
    window.clicks("dialog [type=submit]");
    window.sees("has a tag 25.11 already");
    window.types("#tag", "tested");
    window.clicks("dialog [type=submit]");
    window.sees("Tag tested added");
    window.sees_in(".ah", "tested");

    // Taking one away waits: Undo in time, and nothing was sent.
    window.presses("Remove tag tested");
    window.sees("Removing tag tested");
    window.takes_picture("1-tag-goes");
    window.presses("Undo");
    window.sees_no_more("Removing tag tested");
    assert!(harbor.requests_of("deleteTag").is_empty());

    // With the key, and without Undo. The clock stands still while the pointer is on it.
    window.clicks(".ah h1");
    window.focuses("[aria-label='Remove tag tested']");
    window.presses_key(Key::Delete);
    window.sees("Removing tag tested");
    window.lacks_soon("[aria-label='Remove tag tested']");
    assert_eq!(harbor.requests_of("deleteTag").len(), 1);

    // A label by its key, taken off, and put back by Undo.
    window.focuses("body");
    window.presses_key(Key::Letter('l'));
    window.shows(".pop.menu input");
    window.types_keys("brok");
    window.presses_key(Key::Enter);
    window.presses_key(Key::Enter);
    window.sees("Label broken added");
    window.presses("Remove label broken");
    window.sees("Label broken removed");
    window.lacks_soon("[aria-label='Remove label broken']");
    // That of the newest message: an older one may stand there still.
    window.clicks(".toast:last-child button.a");
    window.shows("[aria-label='Remove label broken']");
    window.takes_picture("2-label-back");
}

#[test]
fn a_scan_is_started_watched_and_stopped() {
    let (harbor, window) = looking_at_an_image("changes_scan");
    window.presses("Scan now");
    window.presses("Stop scan");
    window.sees("Scan now");
    assert_eq!(harbor.requests_of("stopScanArtifact").len(), 1);

    // The page says the same as its head: stopped, and under way again at once.
    window.follows("Vulnerabilities");
    window.sees_in(".empty", "The scan was stopped before it ended.");
    window.presses("Scan now");
    window.shows(".ah [role=status]");
    window.sees_in(".empty", "scanner");
    window.takes_picture("1-page-and-head");
    window.sees("Scan now");
    window.shows(".vs");
    window.sees_in(".vs", "took");

    // Its log, as long as the registry keeps it.
    window.clicks(".vs .scan-log");
    window.sees_in("dialog[open]", "Log of the scan");
    window.sees_in("dialog[open] .log", "is ready");
    window.takes_picture("2-log");
    window.presses_key(Key::Escape);
    window.lacks_soon("dialog[open]");
    assert_eq!(harbor.requests_of("getReportLog").len(), 1);
    harbor.breaks("getReportLog", FaultKind::Status(404));
    window.clicks(".vs .scan-log");
    window.sees_in("dialog[open]", "Harbor no longer keeps this log.");
    window.presses_key(Key::Escape);
    window.lacks_soon("dialog[open]");
    harbor.is_mended();

    // With the key, to its end.
    window.shows(".vs");
    window.focuses("body");
    harbor.forget_requests();
    window.presses_key(Key::Letter('s'));
    window.shows(".ah [role=status]");
    window.sees("Scan now");
    assert_eq!(harbor.requests_of("scanArtifact").len(), 1);
    // What the scan before had found is still known, to compare: it is not read for that.
    window.sees_in("#since-last-scan", "nothing changed");
    let asked: Vec<Option<String>> = harbor
        .requests()
        .into_iter()
        .map(|it| it.operation)
        .collect();
    const REPORT: &str = "getVulnerabilitiesAddition";
    let place = |operation: &str| asked.iter().position(|it| it.as_deref() == Some(operation));
    assert!(place("scanArtifact") < place(REPORT), "{asked:?}");
    // The new one is read, once.
    let reports = harbor.requests_of(REPORT);
    assert_eq!(reports.len(), 1, "{asked:?}");
    // So it is when the page was left.
    window.follows("astroml");
    window.follows("acf4ef4ed23d");
    window.follows("Vulnerabilities");
    window.sees_in("#since-last-scan", "nothing changed");
}

#[test]
fn a_scan_that_ends_leaves_what_is_typed() {
    let (harbor, window) = looking_at_an_image("changes_scan_typed");
    harbor.forget_requests();
    window.presses("Scan now");
    window.focuses("body");
    window.presses_key(Key::Letter('l'));
    window.shows(".pop.menu input:focus");
    window.types_keys("brok");
    // All of it is read again once the scan is over.
    window.waits("the page to be read again", |_| {
        let asked = harbor.requests_of("getArtifact");
        let is_whole = |query: &str| query.contains("with_immutable_status=true");
        asked.iter().any(|one| is_whole(&one.query)).then_some(())
    });
    window.sees_in(".ah", "Scan now");
    window.takes_picture("1-typed");
    let typed = "const field = document.querySelector('.pop.menu input:focus');
        return field && field.value;";
    assert_eq!(window.run(typed, json!([])), "brok");
}

#[test]
fn a_report_that_is_not_there_is_no_all_clear() {
    const REPORT: &str = "application/vnd.security.vulnerability.report; version=1.1";
    let (harbor, window) = looking_at_an_image("changes_no_report");
    for (number, answer) in [
        json!({}),
        json!(null),
        json!({ REPORT: { "severity": "None", "generated_at": "2026-11-20T08:00:00Z" } }),
        json!({ REPORT: {
            "severity": "None", "generated_at": "2026-11-20T08:00:00Z",
            "scanner": { "name": "Trivy", "version": "v0.65.0" }, "vulnerabilities": null,
        } }),
    ]
    .into_iter()
    .enumerate()
    {
        harbor.breaks("getVulnerabilitiesAddition", FaultKind::Json(answer));
        window.follows("Vulnerabilities");
        window.sees_in(".empty", "No report");
        window.lacks("svg.sv-n");
        window.takes_picture(&format!("{}-no-report", number + 1));
        window.follows("Overview");
        window.sees("Runs as");
    }
    // A finished report without findings says who looked, when, and how bad it is.
    let clean = json!({ REPORT: {
        "severity": "None", "generated_at": "2026-11-20T08:00:00Z",
        "scanner": { "name": "Trivy", "version": "v0.65.0" }, "vulnerabilities": [],
    } });
    harbor.breaks("getVulnerabilitiesAddition", FaultKind::Json(clean));
    window.follows("Vulnerabilities");
    window.sees_in(".empty", "None found");
    window.sees_in(".empty", "Trivy v0.65.0");
    window.sees_in(".empty", "severity None");
    window.takes_picture("5-none-found");
}

#[test]
fn rights_that_could_not_be_read_are_asked_for_again() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("changes_rights");
    window.signs_in_to(&harbor, "admin");
    harbor.breaks("getCurrentUserPermissions", FaultKind::Status(500));
    window.follows("skaha");
    window.follows("Members");
    window.sees_row("ada");
    window.sees_no_more("Add member");
    assert!(!harbor.requests_of("getCurrentUserPermissions").is_empty());
    harbor.is_mended();
    // Another look is another question.
    window.follows("Repositories");
    window.sees_row("astroml");
    window.follows("Members");
    window.sees("Add member");
}

#[test]
fn the_members_of_a_project_are_offered_to_who_may_see_them() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("changes_members_tab");
    window.signs_in_to(&harbor, "zed");
    window.follows("skaha");
    window.sees_row("astroml");
    window.sees("Summary");
    window.lacks_soon("a.tab[href$='members']");
}

#[test]
fn the_navigation_folds_and_text_grows() {
    let mut window = Desktop::new().opens_pilothouse("changes_size");
    window.clicks("#try-demo");
    window.opens("Projects");
    window.sees_row("skaha");
    // Folded in a wide window, and so at the next start.
    window.holds_and_presses(&[Held::Control], Key::Letter('b'));
    window.shows(".app.strip");
    window.takes_picture("1-folded");
    window.restarts();
    window.shows(".app.strip");
    window.holds_and_presses(&[Held::Control], Key::Letter('b'));
    window.shows(".app:not(.strip)");

    // In a narrow one it is laid over the page, and goes with Escape.
    window.resizes(960, 600);
    window.shows(".app.strip");
    window.holds_and_presses(&[Held::Control], Key::Letter('b'));
    window.shows(".app.over");
    window.takes_picture("2-over");
    window.presses_key(Key::Escape);
    window.shows(".app:not(.over)");

    // Twice as large: half as many pixels for the page, which folds.
    window.resizes(1280, 800);
    for _ in 0..5 {
        window.holds_and_presses(&[Held::Control], Key::Letter('+'));
    }
    window.is_drawn_at(640);
    window.takes_picture("3-twice-as-large");
    window.restarts();
    window.is_drawn_at(640);
    window.holds_and_presses(&[Held::Control], Key::Letter('0'));
    window.is_drawn_at(1280);
}
