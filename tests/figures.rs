//! What only the real window can tell of speed: run by `cargo xtask bench`, which sets the table.
//!
//! A line of output is a figure, its cells parted by tabs: name, measured, budget, information.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::harness::{Desktop, Harbor, Window};

/// Thousands of artifacts in the one repository. A debug build's registry would need many minutes
/// for a hundred.
const THOUSANDS: u32 = if cfg!(debug_assertions) { 10 } else { 100 };
const MEGABYTE: f64 = 1_000_000.0;

/// Jumps and creeps through the list; gives the milliseconds of our work in each frame: from the
/// frame's begin to the end of its layout.
const SCROLL: &str = r"
const done = arguments[arguments.length - 1];
const wrap = document.querySelector('.tw');
const end = wrap.scrollHeight - wrap.clientHeight;
const took = [];
let at = 0;
const frame = (begun) => {
    wrap.offsetHeight;
    if (at > 0) took.push(performance.now() - begun);
    if (at === 90) { wrap.scrollTop = 0; return done(took); }
    // A wheel's steps first, then the bar is dragged through everything.
    wrap.scrollTop = at < 45 ? at * 100 : (end * (at - 45)) / 45;
    at += 1;
    requestAnimationFrame(frame);
};
requestAnimationFrame(frame);";

/// Waits until the table shows the newest query: it is busy until its lines are laid out. That it was
/// may be told only when it no longer is.
const SETTLED: &str = r"
const settled = () => new Promise((resolve) => {
    const grid = document.querySelector('table[role=grid]');
    const looks = new MutationObserver(() => {
        if (grid.getAttribute('aria-busy') === 'true') return;
        looks.disconnect();
        document.querySelector('.tw').offsetHeight;
        resolve();
    });
    looks.observe(grid, { attributes: true, attributeFilter: ['aria-busy'] });
});
const rests = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
";

/// Types letter by letter into the find field; gives the milliseconds until each is laid out.
const KEYSTROKES: &str = r"
const done = arguments[arguments.length - 1];
const field = document.querySelector('.find input');
const text = arguments[0];
(async () => {
    const took = [];
    // Rows beyond those that are seen are drawn when scrolling has ended.
    await rests(500);
    for (let at = 1; at <= text.length; at += 1) {
        const begun = performance.now();
        const laid = settled();
        field.value = text.slice(0, at);
        field.dispatchEvent(new Event('input', { bubbles: true }));
        await laid;
        took.push(performance.now() - begun);
        await rests(200);
    }
    const laid = settled();
    field.value = '';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await laid;
    done(took);
})();";

/// Sorts by a column's head, and turns it round; gives the milliseconds until each is laid out.
const SORT: &str = r"
const done = arguments[arguments.length - 1];
const head = [...document.querySelectorAll('th button.so')]
    .find((one) => one.innerText.trim() === arguments[0]);
(async () => {
    const took = [];
    for (let time = 0; time < 2; time += 1) {
        const begun = performance.now();
        const laid = settled();
        head.click();
        await laid;
        took.push(performance.now() - begun);
        await rests(200);
    }
    done(took);
})();";

/// Clicks a link and gives the milliseconds until the first row of the list is laid out, and until
/// the list says its whole number.
const OPENING: &str = r"
const done = arguments[arguments.length - 1];
const [words, whole] = arguments;
const link = [...document.querySelectorAll('a[href]')]
    .find((one) => one.checkVisibility() && one.innerText.trim().startsWith(words));
const place = location.pathname;
// Those of the list that is left may be there for a moment more. Looking must not lay out the page.
const before = new Set(document.querySelectorAll('tbody tr[id]'));
const took = [];
const look = () => {
    const rows = [...document.querySelectorAll('tbody tr[id]')].filter((row) => !before.has(row));
    const there = location.pathname !== place && rows.length > 0;
    if (there && took.length === 0) {
        document.querySelector('.tw').offsetHeight;
        took.push(performance.now() - begun);
    }
    const count = [...document.querySelectorAll('#count, .foot, .tabs .is-active')]
        .some((one) => one.textContent.includes(whole));
    const busy = document.querySelector('table[role=grid][aria-busy=true]');
    if (took.length === 1 && count && !busy) {
        document.querySelector('.tw').offsetHeight;
        took.push(performance.now() - begun);
        looks.disconnect();
        done(took);
    }
};
const looks = new MutationObserver(look);
looks.observe(document.body, {
    attributes: true, characterData: true, childList: true, subtree: true,
});
const begun = performance.now();
link.click();";

/// Goes back to a list that was seen; gives the milliseconds until rows of it are laid out.
const AGAIN: &str = r"
const done = arguments[arguments.length - 1];
const place = location.pathname;
const before = new Set(document.querySelectorAll('tbody tr[id]'));
const looks = new MutationObserver(() => {
    const rows = [...document.querySelectorAll('tbody tr[id]')].filter((row) => !before.has(row));
    const is = rows.some((row) => row.textContent.includes(arguments[0]));
    if (location.pathname !== place && is) {
        document.querySelector('.tw').offsetHeight;
        looks.disconnect();
        done([performance.now() - begun]);
    }
});
looks.observe(document.body, { childList: true, subtree: true, characterData: true });
const begun = performance.now();
history.back();";

#[test]
#[ignore = "measured by cargo xtask bench"]
fn figures() {
    let harbor = Harbor::start_scaled(THOUSANDS);
    let window = Desktop::new().opens_pilothouse("figures");
    window.signs_in_to(&harbor, "admin");
    lists_are_opened(&window);
    tabs_are_opened(&harbor, &window);
    window.follows("Projects");
    window.follows("scale");
    window.sees_row("everything");
    let before = window.desktop.memory();
    window.follows("everything");
    window.opens("everything");
    let rows = format!("{THOUSANDS},000");
    is_whole(&window, &format!("{rows} artifacts"));

    let frames = sorted(times(&window, SCROLL, json!([])));
    let (middle, late) = (at(&frames, 0.5), at(&frames, 0.95));
    print(
        &format!("scroll frame over {rows} rows, in the window"),
        12.0,
        late,
        &format!("p95 of {} frames; median {middle:.0} ms", frames.len()),
    );
    let typed = times(
        &window,
        &format!("{SETTLED}{KEYSTROKES}"),
        json!(["build-0099"]),
    );
    let each: Vec<_> = typed.iter().map(|took| format!("{took:.0}")).collect();
    let keys = sorted(typed);
    print(
        &format!("a find field's keystroke over {rows} rows, in the window, p95"),
        16.0,
        at(&keys, 0.95),
        &format!("of {}; p50 {:.0} ms", keys.len(), at(&keys, 0.5)),
    );
    print(
        &format!("a find field's slowest keystroke over {rows} rows, in the window"),
        33.0,
        at(&keys, 1.0),
        &format!("letter by letter: {} ms", each.join(", ")),
    );
    let sorts = times(&window, &format!("{SETTLED}{SORT}"), json!(["Size"]));
    let budgets = [("sorting", 33.0), ("turning the order of", 16.0)];
    for ((name, budget), took) in budgets.into_iter().zip(sorts) {
        print(
            &format!("{name} {rows} rows, in the window"),
            budget,
            took,
            "until it is laid out",
        );
    }
    if let (Some(before), Some(bytes)) = (before, window.desktop.memory()) {
        let more = (bytes - before) / MEGABYTE;
        println!(
            "memory, {rows} rows open\t{:.2} of budget\t≤ 60 MB more\t{more:.0} MB above the {:.0} MB \
             with a short list; PSS of the program and its web view; the registry is elsewhere",
            more / 60.0,
            before / MEGABYTE
        );
    }
}

/// Lists of the sample, each opened for the first time and once more.
fn lists_are_opened(window: &Window) {
    window.follows("skaha");
    window.sees_row("casa");
    let asked = times(window, OPENING, json!(["casa", "120 artifacts"]));
    let own = "the registry's own time, a few milliseconds on this computer, is in it";
    let budgets = [("the first row", 50.0), ("all rows", 80.0)];
    for ((name, budget), took) in budgets.into_iter().zip(asked) {
        print(
            &format!("opening a repository of 120 artifacts, {name}"),
            budget,
            took,
            own,
        );
    }
    window.run("history.back();", json!([]));
    window.sees_row("astroml");
    window.run("history.forward();", json!([]));
    window.opens("casa");
    window.run("history.back();", json!([]));
    window.sees_row("astroml");
    let again = times(window, OPENING, json!(["casa", "120 artifacts"]));
    print(
        "a list seen before, opened again, its first row",
        50.0,
        at(&again, 0.0),
        "as it was, with its age",
    );
    let back = times(window, AGAIN, json!(["astroml"]));
    print(
        "going back to a list, its first row",
        50.0,
        at(&back, 0.0),
        "repositories of a project",
    );
}

/// The tabs of an image, each opened for the first time; the registry counts.
fn tabs_are_opened(harbor: &Harbor, window: &Window) {
    const REQUESTS: usize = 2;
    window.follows("astroml");
    window.opens("astroml");
    window.follows("acf4ef4ed23d");
    window.sees_in(".pull-line", "Can be pulled.");
    for (tab, asked) in harbor.asked_by_tabs(window) {
        let paths: Vec<_> = asked.iter().map(|one| last_parts(&one.path)).collect();
        let information = match paths.is_empty() {
            true => "nothing: another tab has read it".to_owned(),
            false => paths.join(", "),
        };
        println!(
            "requests of an artifact's tab: {tab}\t{} of {REQUESTS}\t≤ {REQUESTS}\t{information}",
            asked.len()
        );
    }
}

/// The end of a path, without the digest.
fn last_parts(path: &str) -> String {
    let parts = path.split('/').filter(|part| !part.contains("sha256"));
    let parts: Vec<_> = parts.collect();
    parts[parts.len().saturating_sub(2)..].join("/")
}

/// Waits until all rows are there: far longer than any story waits.
fn is_whole(window: &Window, count: &str) {
    let end = Instant::now() + Duration::from_secs(600);
    while !window
        .text_in("#count")
        .is_some_and(|text| text.contains(count))
        || window
            .text_in(".foot")
            .is_none_or(|text| !text.contains("Updated"))
    {
        assert!(Instant::now() < end, "The list does not become whole");
        std::thread::sleep(Duration::from_millis(500));
    }
}

fn times(window: &Window, script: &str, values: Value) -> Vec<f64> {
    let given = window.run_to_end(script, values);
    let times = given.as_array().expect("times").iter();
    times.filter_map(Value::as_f64).collect()
}

fn sorted(mut times: Vec<f64>) -> Vec<f64> {
    times.sort_by(f64::total_cmp);
    times
}

/// The value at a part of the way through sorted ones.
fn at(sorted: &[f64], part: f64) -> f64 {
    // A handful of values.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss
    )]
    let place = ((sorted.len().saturating_sub(1)) as f64 * part).round() as usize;
    sorted.get(place).copied().unwrap_or_default()
}

/// A line of the table: a time against its budget, both in milliseconds.
fn print(name: &str, budget: f64, took: f64, information: &str) {
    println!(
        "{name}\t{:.2} of budget\t≤ {budget:.0} ms\t{took:.0} ms; {information}",
        took / budget
    );
}
