//! Changing how a registry is called and reached.

use crate::words::shape::Connection;

pub const CONNECTION: Connection = Connection {
    title: "Edit the connection",
    edit: "Edit the connection…",
    explained: "Name, address, certificate and proxy.",
    name: "Name",
    name_hint: "As Pilothouse shows it; without one, the host",
    name_long: "At most 100 characters",
    save: "Save connection",
    moves: |host| {
        format!(
            "All accounts are signed out: what they signed in with is for {host} only, and is \
             removed from the keychain."
        )
    },
    saved: |name| format!("Connection {name} saved"),
};
