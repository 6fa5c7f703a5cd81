//! Somebody without a mouse: from the start to a pull command on the clipboard.

use crate::harness::{Desktop, Held, Key};

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
