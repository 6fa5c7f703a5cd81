//! Finding out why a sign-in, pull or push fails.

use diagnosis::Question;
use serde::{Deserialize, Serialize};

use crate::connection::ConnectionId;

/// See [`crate::Command::Diagnose`]. Nothing is pushed, uploaded or changed, but for an
/// upload that is begun and cancelled, where that is asked for. Each step is an event
/// of the call's when it was walked; cancelling the call ends the walk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnose {
    pub connection: ConnectionId,
    pub question: Question,
    pub asker: Asker,
    /// Of a push: begin an upload and cancel it. It is the one thing that is sent and is no question.
    #[serde(default)]
    pub try_upload: bool,
}

/// See [`crate::Command::CheckProvider`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckProvider {
    /// The registry that is to use it; it is reached in the same manner.
    pub connection: ConnectionId,
    pub issuer: String,
}

/// As whom a registry is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asker {
    /// The connection's account.
    #[default]
    Account,
    /// Whoever the program is signed in as: the one that is named, else docker.
    Program,
    /// Somebody who is not signed in.
    Nobody,
}
