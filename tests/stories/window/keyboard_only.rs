//! Somebody without a mouse: from the start to a pull command on the clipboard.

use std::{fs, path::PathBuf};

use crate::harness::{Desktop, Harbor, Held, Key, Window};

#[test]
fn somebody_copies_a_pull_command_by_keyboard_alone() {
    let window = Desktop::new().opens_pilothouse("keyboard_only");
    window.sees("Add a registry");
    window.tabs_to("try-demo");
    window.presses_key(Key::Enter);
    window.opens("Projects");
    window.sees_row("skaha");

    // The palette leads to a repository by its name.
    window.holds_and_presses(&[Held::Control], Key::Letter('k'));
    window.shows("dialog[open] input");
    window.types_keys("astroml");
    window.sees_in("dialog[open]", "skaha/astroml");
    window.takes_picture("1-palette");
    window.presses_key(Key::Enter);
    window.opens("astroml");
    window.sees_row("25.11-gpu");

    // The list: find, move, open.
    window.presses_key(Key::Letter('/'));
    window.types_keys("25.11-gpu");
    window.sees_rows(1);
    // Into the list, and to its first row.
    window.presses_key(Key::Down);
    window.presses_key(Key::Down);
    window.sees_in("aside.insp", "Digest");
    window.presses_key(Key::Enter);
    window.sees_in(".ah", "25.11-gpu");
    window.takes_picture("2-artifact");

    window.holds_and_presses(&[Held::Control, Held::Shift], Key::Letter('c'));
    window.sees("Copied");

    // A tag, a label and a scan have their keys.
    window.presses_key(Key::Letter('s'));
    window.sees("Stop scan");
    window.presses_key(Key::Letter('t'));
    window.sees_in("dialog[open]", "Add tag");
    window.presses_key(Key::Escape);
    window.sees_no_more("Add tag");
    window.presses_key(Key::Letter('l'));
    window.shows(".pop.menu.fixed input:focus");
    window.presses_key(Key::Escape);
    // The focus is on the menu's button again; keys go on working there.
    window.shows(".labels .menu-at button:focus");
    window.presses_key(Key::Letter('?'));
    window.sees_in("dialog[open]", "Keyboard shortcuts");
    window.presses_key(Key::Escape);
    window.sees_no_more("Keyboard shortcuts");

    // What is on the clipboard can be pasted.
    window.holds_and_presses(&[Held::Alt], Key::Left);
    window.opens("astroml");
    window.presses_key(Key::Letter('/'));
    window.holds_and_presses(&[Held::Control], Key::Letter('a'));
    window.holds_and_presses(&[Held::Control], Key::Letter('v'));
    let pasted = window.value_of(".find input");
    assert!(
        pasted.starts_with("docker pull ") && pasted.ends_with("/skaha/astroml:25.11-gpu"),
        "{pasted}"
    );

    // All keys are listed, and Escape leads back to where one was.
    window.presses_key(Key::Escape);
    window.focuses("table[role=grid]");
    window.presses_key(Key::Letter('?'));
    window.sees_in("dialog[open]", "Keyboard shortcuts");
    window.takes_picture("3-keys");
    window.presses_key(Key::Escape);
    window.sees_no_more("Keyboard shortcuts");
}

/// Keys of the pages that are lists: they do what buttons do, to the chosen row or to those checked.
#[test]
fn rows_are_edited_deleted_and_exported_by_keys() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("keyboard_rows");
    window.signs_in_to(&harbor, "admin");

    // A chosen row is edited by Enter and deleted by Delete, both after a dialog.
    window.follows("Robot accounts");
    window.sees_row("skaha+ci");
    window.selects_row("skaha+ci");
    window.sees_in(".insp-f", "Edit");
    window.focuses("table[role=grid]");
    window.presses_key(Key::Enter);
    window.sees_in("dialog[open]", "Edit robot$skaha+ci");
    // What would happen to the rows behind a dialog waits.
    window.presses_key(Key::Delete);
    window.presses_key(Key::Escape);
    window.lacks_soon("dialog[open]");
    // One level at a time: the row behind it is still the chosen one.
    window.sees_in(".insp-f", "Edit");
    window.focuses("table[role=grid]");
    window.presses_key(Key::Delete);
    window.sees_in("dialog[open]", "Delete robot$skaha+ci?");
    window.presses_key(Key::Escape);
    window.lacks_soon("dialog[open]");

    window.sees_in(".insp-f", "Edit");
    window.presses_key(Key::Escape);
    window.lacks_soon("aside.insp");

    // Where rows are checked, those are meant.
    window.focuses("table[role=grid]");
    for _ in 0..2 {
        window.presses_key(Key::Down);
        window.presses_key(Key::Letter('x'));
    }
    window.sees("2 selected");
    window.presses_key(Key::Delete);
    window.sees_in("dialog[open]", "Delete 2 robot accounts?");
    window.takes_picture("1-checked");
    window.presses_key(Key::Escape);
    window.lacks_soon("dialog[open]");
    assert!(harbor.requests_of("DeleteRobot").is_empty());
    window.focuses("table[role=grid]");
    window.presses_key(Key::Escape);
    window.sees_no_more("2 selected");

    // Read anew, and written into a file.
    window.focuses("table[role=grid]");
    harbor.forget_requests();
    window.presses_key(Key::Letter('r'));
    window.waits("the list to be read again", |_| {
        (!harbor.requests_of("ListRobot").is_empty()).then_some(())
    });
    window.presses_key(Key::Letter('e'));
    window.sees_in(".table-tools", "Export as CSV");
    window.presses_key(Key::Escape);
    window.lacks_soon(".table-tools .menu");
    let robots = exports(&window, 1);
    assert!(robots.contains("robot$skaha+ci"), "{robots}");

    window.follows("Projects");
    window.opens("Projects");
    window.follows("skaha");
    window.follows("Members");
    window.sees_row("carol");
    let members = exports(&window, 2);
    for name in ["ada", "bob", "carol", "dave", "erin"] {
        assert!(members.contains(name), "{members}");
    }
}

/// Writes the list into a file by key E, and gives what is in it; `number` files were saved then.
fn exports(window: &Window, number: usize) -> String {
    let saved = || -> Vec<PathBuf> {
        let files = fs::read_dir(window.desktop.saved()).expect("a folder");
        files.map(|file| file.expect("a file").path()).collect()
    };
    let before = saved();
    window.focuses("table[role=grid]");
    window.presses_key(Key::Letter('e'));
    window.sees_in(".table-tools", "Export as CSV");
    window.presses("Export as CSV");
    let new = window.waits("a file to be saved", |_| {
        let now = saved();
        let is_whole = now.len() == number;
        let new = now.into_iter().find(|file| !before.contains(file))?;
        is_whole.then_some(new)
    });
    window.sees("Saved as");
    fs::read_to_string(new).expect("a text")
}
