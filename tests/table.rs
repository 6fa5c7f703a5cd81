//! The table of a long list, in a browser of the window's engine without the shell: what it draws,
//! and what it leaves as it is.

use serde_json::json;

use crate::harness::{Desktop, Harbor, Held, Key, Page, Window};

const THOUSANDS: u32 = 4;

/// Marks what is drawn, so that it is known again.
const MARK: &str = "document.querySelectorAll('tbody tr').forEach((row) => { row.known = true; });
    return document.querySelectorAll('tbody tr').length;";
const STRANGERS: &str =
    "return [...document.querySelectorAll('tbody tr')].filter((row) => !row.known).length;";
/// The places of the drawn rows, from one.
const DRAWN: &str = "return [...document.querySelectorAll('tbody tr[id]')]
    .map((row) => Number(row.getAttribute('aria-rowindex')) - 1);";

fn looking_at_thousands(page: &Page, harbor: &Harbor, name: &'static str) -> Window {
    let window = Desktop::without_keychain().opens_page(page.address(), name);
    window.signs_in_to(harbor, "admin");
    window.follows("scale");
    window.sees_row("everything");
    window.follows("everything");
    window.opens("everything");
    window.sees_in("#count", "4,000 artifacts");
    window.sees_in(".foot", "Updated");
    window
}

fn number(window: &Window, script: &str) -> u64 {
    window.run(script, json!([])).as_u64().expect("a number")
}

fn places(window: &Window) -> Vec<u64> {
    serde_json::from_value(window.run(DRAWN, json!([]))).expect("numbers")
}

#[test]
fn rows_are_drawn_once_and_filled_anew() {
    let (page, harbor) = (Page::serve(), Harbor::start_scaled(THOUSANDS));
    let window = looking_at_thousands(&page, &harbor, "table_pool");
    let drawn = number(&window, MARK);
    assert!(drawn < 80, "{drawn} rows are drawn");

    // Scrolled, sorted and searched: the elements are the same ones.
    window.focuses("table[role=grid]");
    window.presses_key(Key::End);
    window.sees_in(".foot", "–4,000");
    assert_eq!(number(&window, STRANGERS), 0);
    assert_eq!(places(&window).last(), Some(&4_000));
    // Beside the details of the chosen row some columns are left out, but not this one.
    window.presses("Pushed");
    window.presses("Pushed");
    window.types(".find input", "build-0039");
    window.sees_in("#count", "90 of 4,000 artifacts");
    window.focuses("table[role=grid]");
    window.presses_key(Key::End);
    window.waits("the end of the answer", |window| {
        (places(window).last() == Some(&90)).then_some(())
    });
    assert_eq!(number(&window, STRANGERS), 0);
    window.types(".find input", "no such name");
    window.sees("No artifact matches");
}

#[test]
fn rows_fill_a_place_that_grows() {
    let (page, harbor) = (Page::serve(), Harbor::start_scaled(THOUSANDS));
    let window = looking_at_thousands(&page, &harbor, "table_grows");
    let places_it = |height: &str| {
        let script = "document.querySelector('.tw').style.maxHeight = arguments[0];";
        window.run(script, json!([height]));
    };
    // As a pane beside it does, while the window keeps its size.
    places_it("132px");
    window.sees_in(".foot", "Rows 1–3");
    window.waits("few rows to be drawn", |window| {
        (places(window).len() < 16).then_some(())
    });
    places_it("none");
    window.sees_in(".foot", "Rows 1–16");
    window.waits("rows down to the end of the place", |window| {
        (places(window).len() >= 16).then_some(())
    });
}

#[test]
fn what_a_screen_reader_is_given_agrees_with_the_list() {
    let (page, harbor) = (Page::serve(), Harbor::start_scaled(THOUSANDS));
    let window = looking_at_thousands(&page, &harbor, "table_grid");
    let grid = |name: &str| {
        let script =
            "return document.querySelector('table[role=grid]').getAttribute(arguments[0]);";
        window.run(script, json!([name]))
    };
    // With the head.
    window.waits("all rows to be counted", |_| {
        (grid("aria-rowcount") == "4001").then_some(())
    });
    assert_eq!(grid("aria-multiselectable"), "true");
    let sorted = |direction: &str| {
        window.waits(&format!("the order to be {direction}"), |window| {
            let script = "return [...document.querySelectorAll('th[aria-sort]')]
                .map((head) => head.getAttribute('aria-sort'))
                .find((order) => order !== 'none') === arguments[0] || null;";
            (window.run(script, json!([direction])) == true).then_some(())
        });
    };
    window.presses("Size");
    sorted("descending");
    window.presses("Size");
    sorted("ascending");

    // Wherever the list is, its rows follow each other without a hole.
    window.focuses("table[role=grid]");
    for key in [Key::PageDown, Key::End, Key::Home, Key::PageDown] {
        window.presses_key(key);
        window.waits("rows that follow each other", |window| {
            let places = places(window);
            let follow = places.windows(2).all(|pair| pair[1] == pair[0] + 1);
            (follow && places.len() > 10).then_some(())
        });
    }
}

#[test]
fn a_range_is_checked_across_rows_that_are_not_drawn() {
    let (page, harbor) = (Page::serve(), Harbor::start_scaled(THOUSANDS));
    let window = looking_at_thousands(&page, &harbor, "table_checks");
    window.focuses("table[role=grid]");
    window.presses_key(Key::Down);
    window.presses_key(Key::Letter('x'));
    window.sees_in(".bulk", "1 selected");
    window.holds_and_presses(&[Held::Shift], Key::End);
    window.sees_in(".bulk", "4,000 selected");
    window.presses_key(Key::Home);
    // A key means the row that is chosen, which comes a moment later from so far away.
    window.waits("the first row to be chosen", |window| {
        let first = "return document.querySelector('tbody tr.is-sel')
            ?.getAttribute('aria-rowindex') === '2';";
        (window.run(first, json!([])) == true).then_some(())
    });
    window.presses_key(Key::Letter('x'));
    window.sees_in(".bulk", "3,999 selected");
    window.presses_key(Key::Escape);
    window.lacks_soon(".bulk");
}
