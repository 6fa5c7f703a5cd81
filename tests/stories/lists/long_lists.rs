//! A long list is usable from its first rows on, by keyboard, and when it can't be read to its end.

use demo_harbor::FaultKind;
use serde_json::json;

use crate::harness::{Desktop, Harbor, Held, Key, Window};

fn looking_at_thousands(story: &'static str, harbor: &Harbor) -> Window {
    let window = Desktop::new().opens_pilothouse(story);
    window.signs_in_to(harbor, "admin");
    window.follows("scale");
    window.sees_row("everything");
    window.follows("everything");
    window.opens("everything");
    window
}

/// The place of the selected row among all, from one.
fn selected(window: &Window) -> u64 {
    let script = "const row = document.querySelector('tbody tr.is-sel');
        const named = document.querySelector('table[role=grid]')
            .getAttribute('aria-activedescendant');
        return row && row.id === named ? Number(row.ariaRowIndex ??
            row.getAttribute('aria-rowindex')) - 1 : 0;";
    window.run(script, json!([])).as_u64().unwrap_or_default()
}

fn selects(window: &Window, place: u64) {
    window.waits(&format!("row {place} to be selected"), |window| {
        (selected(window) == place).then_some(())
    });
}

#[test]
fn thousands_of_rows_are_walked_through_and_checked_by_keyboard() {
    let harbor = Harbor::start_scaled(3);
    let window = looking_at_thousands("long_lists_keyboard", &harbor);
    window.sees_in("#count", "3,000 artifacts");
    window.sees_in(".foot", "Updated");
    let whole = "return document.querySelectorAll('tbody tr[id]').length;";
    let drawn = window.run(whole, json!([])).as_u64().expect("a number");
    assert!(drawn < 80, "{drawn} rows are drawn");

    window.focuses("table[role=grid]");
    window.presses_key(Key::Down);
    selects(&window, 1);
    window.sees_in("aside.insp", "Digest");
    window.presses_key(Key::End);
    selects(&window, 3_000);
    window.sees_in(".foot", "–3,000");
    window.takes_picture("1-end");
    // In another order the chosen row is seen all the same.
    window.presses("Pushed");
    selects(&window, 1);
    window.presses("Pushed");
    selects(&window, 3_000);
    window.focuses("table[role=grid]");
    window.presses_key(Key::Home);
    selects(&window, 1);
    window.presses_key(Key::PageDown);
    window.waits("a page further", |window| {
        (selected(window) > 5).then_some(())
    });

    // One row, a range, all.
    window.presses_key(Key::Letter('x'));
    window.sees_in(".bulk", "1 selected");
    window.holds_and_presses(&[Held::Shift], Key::Down);
    window.holds_and_presses(&[Held::Shift], Key::Down);
    window.sees_in(".bulk", "3 selected");
    window.takes_picture("2-range");
    window.holds_and_presses(&[Held::Control], Key::Letter('a'));
    window.sees_in(".bulk", "3,000 selected");
    // What a filter hides stays checked, and is counted.
    window.types(".find input", "build-000001");
    window.sees_in("#count", "1 of 3,000 artifacts");
    window.sees_in(".bulk", "2999 not shown");
    window.presses("Copy digests");
    window.sees_in(".bulk", "Copied");
    let copied = window.desktop.pasted();
    assert!(
        copied.starts_with("sha256:") && copied.trim().lines().count() == 1,
        "{copied}"
    );
    // A pull command is made of more than a row knows.
    window.selects_row("build-000001");
    window.presses("Copy pull command");
    window.sees_in("aside.insp", "Copied");
    let copied = window.desktop.pasted();
    assert!(
        copied.starts_with("docker pull ") && copied.ends_with("everything:build-000001"),
        "{copied}"
    );
    window.types(".find input", "");
    window.sees_in("#count", "3,000 artifacts");
    window.focuses("table[role=grid]");
    window.presses_key(Key::Escape);
    window.lacks_soon(".bulk");

    // The row stays selected when the order turns; keys go on from where it is then.
    window.presses_key(Key::Home);
    selects(&window, 1);
    window.presses_key(Key::Down);
    selects(&window, 2);
    window.presses("Pushed");
    selects(&window, 2_999);
    window.focuses("table[role=grid]");
    window.presses_key(Key::Down);
    selects(&window, 3_000);
}

#[test]
fn a_late_page_that_fails_keeps_what_came_and_is_gone_on_from() {
    let harbor = Harbor::start_scaled(3);
    harbor.breaks_page("listArtifacts", Some(20), FaultKind::Status(500));
    let window = looking_at_thousands("long_lists_ended", &harbor);
    window.sees_in(".foot", "of 3,000 read.");
    window.sees_in(".foot", "1,900");
    window.takes_picture("1-ended-early");
    // What is here can be used.
    window.types(".find input", "build-0029");
    window.sees_in("#count", " of 3,000 artifacts");
    window.types(".find input", "");
    window.sees_in(".foot", "1,900 of 3,000 read.");

    harbor.is_mended();
    harbor.forget_requests();
    window.presses("Go on");
    window.sees_in(".foot", "Updated");
    window.sees_in("#count", "3,000 artifacts");
    window.lacks_soon(".foot [role=status]");
    let asked = harbor.requests_of("listArtifacts");
    assert!(
        asked.len() <= 12,
        "it goes on where it ended, and does not begin anew: {asked:#?}"
    );
}
