//! The same change to many artifacts: stopped, interrupted by the program's end, and gone on with.

use std::{collections::BTreeMap, fs, time::Duration};

use demo_harbor::FaultKind;

use crate::harness::{Desktop, Harbor, Held, Key, Window};

const LABEL: &str = "broken";

/// A repository of 1,000 artifacts, all of them checked.
fn with_all_checked(story: &'static str) -> (Harbor, Window) {
    let harbor = Harbor::start_scaled(1);
    let window = Desktop::new().opens_pilothouse(story);
    window.signs_in_to(&harbor, "admin");
    looks_at_everything(&window);
    window.presses("Check all rows");
    window.sees_in(".bulk", "1,000 selected");
    (harbor, window)
}

fn looks_at_everything(window: &Window) {
    window.follows("scale");
    window.sees_row("everything");
    window.follows("everything");
    window.opens("everything");
    window.sees_in("#count", "1,000 artifacts");
    window.sees_in(".foot", "Updated");
}

fn chooses_label(window: &Window, words: &str) {
    window.presses(words);
    window.shows(".pop.menu input");
    window.types_keys(LABEL);
    window.presses_key(Key::Enter);
    window.presses_key(Key::Enter);
}

/// How often each artifact was changed.
fn changes(harbor: &Harbor, operation: &str) -> BTreeMap<String, usize> {
    let mut changes = BTreeMap::new();
    for request in harbor.requests_of(operation) {
        if request.status < 300 {
            *changes.entry(request.path).or_default() += 1;
        }
    }
    changes
}

#[test]
fn a_bulk_change_is_stopped_then_killed_with_the_program_and_gone_on_with() {
    let (harbor, mut window) = with_all_checked("bulk_interrupted");
    // Six at once: some seconds for all.
    harbor.breaks("addLabel", FaultKind::Latency(Duration::from_millis(40)));
    chooses_label(&window, "Add label");
    window.sees_in(".bulk", "Adding label broken to 1,000 artifacts");
    harbor.is_asked("addLabel", 100);
    window.takes_picture("1-under-way");
    window.presses("Stop");
    window.sees_in(
        ".banner",
        "Adding label broken to 1,000 artifacts was stopped",
    );
    let stopped = harbor.requests_of("addLabel").len();
    assert!((100..700).contains(&stopped), "{stopped}");
    window.takes_picture("2-stopped");
    // What is done is no longer checked and shows its label.
    window.sees_in(".bulk", "selected");
    assert_eq!(harbor.requests_of("addLabel").len(), stopped);

    // It goes on when the page is left, and is told there.
    window.presses("Go on");
    window.follows("Projects");
    window.sees_in(".banner", "Adding label broken to 1,000 artifacts");
    window.takes_picture("3-elsewhere");
    harbor.is_asked("addLabel", stopped + 100);
    window.is_killed_and_starts_again();
    harbor.is_mended();
    window.sees_in(
        ".banner",
        "Adding label broken to 1,000 artifacts was interrupted",
    );
    window.takes_picture("4-interrupted");
    assert!(changes(&harbor, "addLabel").len() < 1_000);
    window.presses("Go on");
    window.sees("Label broken added to");
    window.lacks_soon(".banner");
    let changes = changes(&harbor, "addLabel");
    assert_eq!(changes.len(), 1_000);
    assert!(changes.values().all(|times| *times == 1), "each once");

    // It is over: the next start knows nothing of it.
    window.restarts();
    window.opens("Projects");
    window.sees_row("scale");
    window.lacks(".banner");
}

#[test]
fn rows_that_fail_say_why_and_are_tried_again_and_a_label_is_taken_back() {
    let harbor = Harbor::start_scaled(1);
    let window = Desktop::new().opens_pilothouse("bulk_failed");
    window.signs_in_to(&harbor, "admin");
    looks_at_everything(&window);
    window.focuses("table[role=grid]");
    window.presses_key(Key::Down);
    window.sees_in("aside.insp", "Digest");
    window.presses_key(Key::Letter('x'));
    window.holds_and_presses(&[Held::Shift], Key::Down);
    window.holds_and_presses(&[Held::Shift], Key::Down);
    window.sees_in(".bulk", "3 selected");
    window.takes_picture("1-bar");
    // The list is exported into the file that somebody chose.
    window.presses("Export");
    window.presses("Export as CSV");
    window.sees("Saved as");
    let saved = fs::read_dir(window.desktop.saved()).expect("a folder");
    let saved = saved.map(|file| file.expect("a file").path());
    let saved: Vec<_> = saved.collect();
    assert_eq!(saved.len(), 1, "{saved:?}");
    let text = fs::read_to_string(&saved[0]).expect("a text");
    assert_eq!(text.lines().count(), 1_001, "a head and all rows");
    harbor.breaks("addLabel", FaultKind::Status(500));
    chooses_label(&window, "Add label");
    window.sees("0 done, 3 failed");
    window.takes_picture("2-failed");
    window.presses("Show");
    window.sees_in("dialog .outcome-rows", "Failed");
    window.takes_picture("3-outcome");
    harbor.is_mended();
    harbor.forget_requests();
    window.presses("Try the failed ones again");
    window.sees("Label broken added to 3 artifacts");
    assert_eq!(changes(&harbor, "addLabel").len(), 3);
    window.presses("Undo");
    window.sees("Label broken removed from 3 artifacts");
    assert_eq!(changes(&harbor, "removeLabel").len(), 3);
}
