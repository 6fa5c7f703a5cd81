//! Empty, failed, loading, how old.

use crate::{format::counted, words::shape::States};

pub const STATES: States = States {
    no_longer_here: "This is no longer here",
    unreachable: "The registry can't be reached",
    busy: "The registry is busy",
    sign_in_first: "Sign in first",
    read_only: "The registry is in read-only mode",
    refreshing: "Refreshing",
    not_refreshed: "Not refreshed",
    copy_request: "Copy access request",
    go_on: "Go on",
    no_right_to_see: |what| format!("No right to see {what}"),
    sign_in_to_see: |what| format!("Sign in to see {what}"),
    cannot_load: |what| format!("Couldn't load {what}"),
    unreadable: |number| counted(number, "item can't be read", "items can't be read"),
    loading: |done| format!("Loading {done}"),
    loading_of: |done, total| format!("Loading {done} of {total}"),
    read: |done| format!("{done} read."),
    read_of: |done, total| format!("{done} of {total} read."),
    access_request: |who, what, place, registry| {
        format!(
            "Hello, I am {who} at {registry}. Please give me the right to see {what} of {place}. \
             Thank you!"
        )
    },
    old: |age| format!("{age} old"),
    updated: |ago| format!("Updated {ago}"),
};
