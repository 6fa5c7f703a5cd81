//! The API explorer: requests that a person writes, and the log of all requests.
//!
//! Invariants: only operations that the server's description (or Harbor's table) names are sent, with
//! what stands in their parameters; nothing is sent that was not prepared, and so could be shown, before;
//! no change is sent to a registry in read-only mode.

mod description;
mod har;
mod log;
mod request;
mod table;

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, atomic::AtomicBool},
};

use bytes::Bytes;
use harbor_client::RequestLog;
use pilothouse_protocol::{AnswerId, ApiDescription, ConnectionId, ExploredApi, PreparedId};

use crate::{console::locked, lists::Owner};

use request::Prepared;

/// Prepared requests that are held: the newest.
const PREPARED: usize = 16;
/// Answers that are held, to be saved: the newest.
const ANSWERS: usize = 3;

/// What the explorer knows in this run.
#[derive(Default)]
pub(crate) struct Explorer(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    last: u64,
    descriptions: HashMap<(ConnectionId, ExploredApi), Arc<ApiDescription>>,
    prepared: VecDeque<(PreparedId, Prepared)>,
    answers: VecDeque<Answer>,
    logs: HashMap<ConnectionId, OwnLog>,
}

/// The log of an account's requests.
#[derive(Clone)]
struct OwnLog {
    owner: Owner,
    log: RequestLog,
    /// Whether the window was told of changes that it has not read yet: it is told once.
    is_told: Arc<AtomicBool>,
}

struct Answer {
    id: AnswerId,
    connection: ConnectionId,
    body: Bytes,
}

impl Inner {
    fn next(&mut self) -> u64 {
        self.last += 1;
        self.last
    }
}

impl Explorer {
    /// Forgets what was asked and read at a connection: somebody else may look at it next.
    pub(crate) fn forget(&self, connection: &ConnectionId) {
        let mut inner = locked(&self.0);
        inner.logs.remove(connection);
        inner.descriptions.retain(|(id, _), _| id != connection);
        inner
            .prepared
            .retain(|(_, prepared)| prepared.connection != *connection);
        inner
            .answers
            .retain(|answer| answer.connection != *connection);
    }

    /// A window begins: it has nothing prepared.
    pub(crate) fn begin(&self) {
        let mut inner = locked(&self.0);
        inner.prepared.clear();
        inner.answers.clear();
    }
}
