//! A connection in use.

use futures::future::BoxFuture;
use harbor_api::types::SystemInfo;
use harbor_client::{Client, Secret};
use pilothouse_protocol::{
    Account, Connection, ConnectionKind, ConnectionState, Failure, Transport,
};

use crate::settings::{Kept, Way};

/// The demo registry, wherever it runs.
pub trait Demo: Send + Sync {
    /// Starts it, if it does not run yet, and says how to get in.
    fn start(&self) -> BoxFuture<'_, Result<DemoAccess, String>>;
}

/// How to get into the demo registry.
pub struct DemoAccess {
    /// Scheme, host and port.
    pub origin: String,
    /// An account that may do everything.
    pub user: String,
    /// That account's.
    pub password: Secret,
}

/// What is known of a connection in this run.
pub(crate) struct Live {
    pub(crate) view: Connection,
    /// There once the connection was made; it survives the server's absence.
    pub(crate) client: Option<Client>,
    /// Another number after every sign-in and sign-out: what began before says nothing about what
    /// is now.
    pub(crate) epoch: u64,
    /// What was kept is no longer taken. It is not sent again by itself: the server locks names
    /// after failures.
    pub(crate) refused: Option<Failure>,
}

/// A client, and when it was the connection's.
#[derive(Clone)]
pub(crate) struct Current {
    pub(crate) client: Client,
    pub(crate) epoch: u64,
}

impl Live {
    /// A connection that has not been tried yet.
    pub(crate) fn untried(kept: &Kept) -> Self {
        let account = match &kept.way {
            Way::Anonymous => Account::Anonymous,
            Way::Password { user } => Account::User {
                name: user.clone(),
                administrator: false,
            },
            Way::Robot { name } => Account::Robot { name: name.clone() },
        };
        let transport = if kept.origin.starts_with("http://") {
            Transport::PlainHttp
        } else if kept.trust.unverified_certificate {
            Transport::UnverifiedTls
        } else {
            Transport::VerifiedTls
        };
        Self {
            view: Connection {
                id: kept.id.clone(),
                kind: kept.kind,
                name: kept.name.clone(),
                origin: kept.origin.clone(),
                trust: kept.trust.clone(),
                transport,
                account,
                state: ConnectionState::Connecting,
                system: SystemInfo::default(),
                remembered: kept.kind == ConnectionKind::Demo,
            },
            client: None,
            epoch: 0,
            refused: None,
        }
    }
}
