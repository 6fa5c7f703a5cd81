//! Every state that a page can be in, with a picture of each.

use std::time::Duration;

use demo_harbor::FaultKind;
use serde_json::json;

use crate::harness::{Desktop, Harbor, Key};

#[test]
fn every_state_says_what_is_and_what_to_do() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("states");
    window.signs_in_to(&harbor, "ada");

    // On its way: rows in outline, and no word of an error.
    harbor.breaks(
        "listRepositories",
        FaultKind::Latency(Duration::from_secs(4)),
    );
    window.follows("skaha");
    window.shows(".tw .sk");
    window.takes_picture("1-loading");
    harbor.is_mended();
    window.sees_row("astroml");

    // No right: what to ask whom, ready to be sent.
    harbor.breaks("listProjectMembers", FaultKind::Status(403));
    window.follows("Members");
    window.sees("No right to see the members");
    window.sees("can give it");
    window.takes_picture("2-no-right");
    window.presses("Copy access request");
    window.sees("Copied");
    let request = window.desktop.pasted();
    assert!(
        request.contains("ada") && request.contains("skaha"),
        "{request}"
    );

    // Deleted meanwhile.
    harbor.breaks("listProjectMembers", FaultKind::Status(404));
    window.presses("Refresh");
    window.sees("This is no longer here");
    window.takes_picture("3-gone");

    // Too many requests, then a failing server.
    harbor.breaks(
        "listProjectMembers",
        FaultKind::TooManyRequests { retry_after_s: 1 },
    );
    window.presses("Try again");
    window.sees("The registry is busy");
    window.takes_picture("4-busy");
    harbor.breaks("listProjectMembers", FaultKind::Status(500));
    window.presses("Try again");
    window.sees_in("pre.det", "status: 500");
    window.takes_picture("5-failed");
    harbor.is_mended();
    window.presses("Try again");
    window.sees_row("ada");

    // Nothing there yet, with the next step.
    harbor.empties("skaha", "wasm%252Fhello");
    window.follows("Repositories");
    // The rows of before are there at once; read again, what changed last comes first.
    window.sees_in("tbody tr[id]", "wasm/hello");
    window.follows("wasm/hello");
    window.sees("What is pushed to this repository appears here.");
    window.takes_picture("6-empty");

    // Nothing satisfies all filters; the one that is to blame is named.
    window.follows("skaha");
    window.follows("astroml");
    window.sees_row("25.11-gpu");
    for (field, value) in [("Tag", "25.11-gpu"), ("Signature", "none")] {
        window.presses("Filter");
        window.presses(field);
        window.shows(".pop.values input");
        window.types_keys(value);
        window.presses_key(Key::Enter);
    }
    window.sees("there are 5");
    window.takes_picture("7-no-match");
    window.presses("Remove that filter");
    window.sees_in("#count", "5");

    // The registry's own message, and its read-only mode.
    harbor.configures(&json!({
        "banner_message": json!({
            "closable": true, "message": "Maintenance on Sunday", "type": "warning",
            "fromDate": "", "toDate": "",
        }).to_string(),
        "read_only": true,
    }));
    let mut window = window;
    window.restarts();
    window.sees("Maintenance on Sunday");
    window.sees("read-only mode");
    window.takes_picture("8-read-only");
}
