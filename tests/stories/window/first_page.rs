//! Somebody starts the program and waits for its first page.

use std::time::Duration;

use demo_harbor::FaultKind;
use serde_json::json;

use crate::harness::{Desktop, Harbor, wait_for};

#[test]
fn ready_is_said_when_the_first_page_with_data_is_there() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("first_page");
    // Without a registry there is nothing to wait for.
    window.sees("Add a registry");
    wait_for(|| window.desktop.is_ready().then_some(())).expect("it is ready");
    window.signs_in_to(&harbor, "admin");
    window.sees_row("skaha");

    harbor.breaks("listProjects", FaultKind::Latency(Duration::from_secs(2)));
    window.restarts();
    wait_for(|| window.desktop.is_ready().then_some(())).expect("it is ready");
    // Nobody waits here: they are there.
    let rows = window.rows();
    assert!(rows.iter().any(|row| row.contains("skaha")), "{rows:#?}");
    window.takes_picture("1-projects");
    // What was drawn before the window's own code was there is gone.
    let frame = window.run("return document.querySelector('#first-frame');", json!([]));
    assert!(frame.is_null());
}
