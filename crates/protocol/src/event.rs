//! What the shell tells without being asked.

use serde::{Deserialize, Serialize};

use crate::{
    bulk::BulkRun, connection::Connection, deep_link::DeepLink, list::ListState,
    sign_in::SignInStep,
};

/// The name of the one event channel.
pub const EVENT: &str = "pilothouse";

/// A message on the event channel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A long call goes on; `total` is absent where nobody knows it yet.
    Progress {
        call: u64,
        done: u64,
        total: Option<u64>,
    },
    /// A connection changed its state, its account or what is known of its server.
    Connection(Box<Connection>),
    /// An open list came further, or changed.
    List(ListState),
    /// A bulk run came further, or ended.
    Bulk(Box<BulkRun>),
    /// A link was opened outside, for this window.
    Link(DeepLink),
    /// A [`BrowserSignIn`](crate::BrowserSignIn) came a step further.
    SignIn { call: u64, step: SignInStep },
}
