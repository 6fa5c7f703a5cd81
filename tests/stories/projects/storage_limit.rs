//! A project's storage limit is changed; one below what is used is refused.

use reqwest::Method;

use crate::harness::{Desktop, Harbor};

#[test]
fn a_limit_below_the_use_is_not_sent() {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse("storage_limit");
    window.signs_in_to(&harbor, "admin");
    window.follows("skaha");
    window.follows("Summary");
    window.presses("Change the limit");
    window.shows("dialog[open] #storage");
    assert_eq!(window.value_of("#storage"), "12");
    window.chooses("#storage-unit", "gib");
    window.sees_in("#storage-said", "with less, every push would be refused");
    window.shows("#save-limit:disabled");
    window.takes_picture("1-refused");
    window.chooses("#storage-unit", "tib");
    window.types("#storage", "13.5");
    window.clicks("#save-limit");
    window.sees("Storage limit changed");
    let summary = harbor.asks(Method::GET, "/projects/skaha/summary");
    assert_eq!(summary["quota"]["hard"]["storage"], 14_843_406_974_976_i64);
    assert_eq!(harbor.requests_of("updateQuota").len(), 1);
}
