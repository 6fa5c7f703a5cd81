//! Back and forward lead to pages as they were left, and so does the next start.

use serde_json::json;

use crate::harness::{Desktop, Harbor, Held, Key};

#[test]
fn back_and_forward_keep_filter_order_selection_and_place() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("back_and_forward");
    window.signs_in_to(&harbor, "admin");
    window.follows("skaha");
    window.sees_row("astroml");
    window.follows("astroml");
    window.sees_row("25.11-gpu");

    window.types(".find input", "gpu");
    window.presses("Size");
    window.selects_row("25.11-gpu");
    window.sees_in("aside.insp", "Digest");
    let before = window.rows();

    window.follows("acf4ef4ed23d");
    window.sees_in(".ah", "25.11-gpu");
    window.holds_and_presses(&[Held::Alt], Key::Left);
    window.opens("astroml");
    window.sees_row("25.11-gpu");
    assert_eq!(window.value_of(".find input"), "gpu");
    assert_eq!(window.rows(), before, "filter and order");
    window.sees_in("aside.insp", "Digest");
    window.takes_picture("1-back");
    window.holds_and_presses(&[Held::Alt], Key::Right);
    window.sees_in(".ah", "25.11-gpu");

    // The next run begins where this one ended.
    window.restarts();
    window.sees_in(".ah", "25.11-gpu");
    window.takes_picture("2-next-run");
}

#[test]
fn a_long_list_is_scrolled_to_where_it_was() {
    let harbor = Harbor::start_scaled(1);
    let window = Desktop::new().opens_pilothouse("scrolled");
    window.signs_in_to(&harbor, "admin");
    window.follows("scale");
    window.follows("everything");
    window.sees_in("#count", "1,000 artifacts");
    window.sees_in(".foot", "Updated");
    window.scrolls(".tw", 10_000);
    window.sees_in(".foot", "Rows 29");
    let top = || window.run("return document.querySelector('.tw').scrollTop;", json!([]));
    let before = top();
    let first = window.rows()[12]
        .split(' ')
        .next()
        .expect("a digest")
        .to_owned();
    window.follows(&first);
    window.shows(".ah");
    window.holds_and_presses(&[Held::Alt], Key::Left);
    window.sees_in(".foot", "Rows 29");
    window.sees_row(&first);
    assert_eq!(top(), before);
}
