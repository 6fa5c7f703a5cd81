//! A repository of thousands of artifacts is narrowed, sorted and shared.

use crate::harness::{Desktop, Harbor, Key};

#[test]
fn thousands_of_artifacts_are_filtered_and_sorted() {
    // 3,000 artifacts in one repository.
    let harbor = Harbor::start_scaled(3);
    let window = Desktop::new().opens_pilothouse("filter_thousands");
    window.signs_in_to(&harbor, "admin");
    window.follows("scale");
    window.sees_row("everything");
    window.follows("everything");
    window.opens("everything");
    window.sees_in("#count", "3,000 artifacts");
    window.sees_in(".foot", "Updated");

    // By a chip: everything is looked through, not a page.
    window.presses("Filter");
    window.presses("Tag");
    window.shows(".pop.values input");
    window.types_keys("29");
    window.presses_key(Key::Enter);
    window.sees_in(".chip", "29");
    window.sees_in("#count", "of 3,000 artifacts");
    window.takes_picture("1-one-chip");
    let one = window.text_in("#count").expect("a count");

    // A second one narrows further; a wrong value is refused where it is typed.
    window.presses("Filter");
    window.presses("Size");
    window.shows(".pop.values input");
    window.types_keys("big");
    window.presses_key(Key::Enter);
    window.sees("Not a valid size.");
    window.takes_picture("2-wrong-value");
    window.types(".pop.values input", "200 MiB");
    window.presses_key(Key::Enter);
    window.sees("200 MiB");
    assert_ne!(window.text_in("#count"), Some(one.clone()));

    // Backspace in the find field takes the last chip away.
    window.clicks(".find input");
    window.presses_key(Key::Backspace);
    window.sees_in("#count", &one);

    // Sorted over all rows.
    window.presses("Size");
    let sizes = window.rows();
    window.presses("Size");
    assert_ne!(window.rows().first(), sizes.first(), "the other way round");

    // A filter as text, as somebody else would send it.
    window.clicks(".find input");
    window.types(".find input", "tag=~7,pushed>1d");
    window.presses_key(Key::Enter);
    window.sees_in(".fbar", "not within");
    assert_eq!(window.value_of(".find input"), "");
    window.takes_picture("3-from-text");

    // A filter that lets nothing through says how to go on.
    window.types(".find input", "nothing-like-this");
    window.sees("No artifact matches");
    window.takes_picture("4-no-match");
    window.presses("Show all");
    window.sees_in("#count", "3,000 artifacts");
}
