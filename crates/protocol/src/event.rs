//! What the shell tells without being asked.

use diagnosis::Step;
use serde::{Deserialize, Serialize};

use crate::{
    connection::{Connection, ConnectionId},
    deep_link::DeepLink,
    lists::{bulk::BulkRun, list::ListState},
    model_registry::ModelRegistry,
    signing_in::sign_in::SignInStep,
    unread::Unread,
};

/// The name of the one event channel.
pub const EVENT: &str = "pilothouse";

/// A message on the event channel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A long call goes on; `total` is absent where nobody knows it yet.
    Progress {
        call: u64,
        done: u64,
        total: Option<u64>,
    },
    /// A connection changed its state, its account or what is known of its server.
    Connection(Box<Connection>),
    /// A Model Registry changed; nothing where it was removed.
    ModelRegistry {
        connection: ConnectionId,
        registry: Option<Box<ModelRegistry>>,
    },
    /// An open list came further, or changed.
    List(ListState),
    /// A bulk run came further, or ended.
    Bulk(Box<BulkRun>),
    /// A link was opened outside, for this window.
    Link(DeepLink),
    /// A [`BrowserSignIn`](crate::BrowserSignIn) came a step further.
    SignIn { call: u64, step: SignInStep },
    /// A [`Diagnose`](crate::Diagnose) walked a step.
    Diagnosis { call: u64, step: Unread<Step> },
    /// The request log of a connection changed.
    Requests { connection: ConnectionId },
}
