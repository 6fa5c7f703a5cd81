//! A connection in use.

use futures::future::BoxFuture;
use harbor_api::types::SystemInfo;
use harbor_client::{Client, Secret, Session};
use pilothouse_protocol::{
    Account, AccountId, Connection, ConnectionKind, ConnectionState, Failure, SavedAccount,
    Transport,
};
use tokio::time::Instant;

use crate::{
    model_registry::{DemoModelRegistryAccess, no_demo},
    settings::{SavedConnection, SavedMethod},
};

/// The demo registry, wherever it runs.
pub trait Demo: Send + Sync {
    /// Starts it, if it does not run yet, and says how to get in.
    fn start(&self) -> BoxFuture<'_, Result<DemoAccess, String>>;

    /// Starts the Model Registry beside it, where there is one, and says how to get in.
    fn model_registry(&self) -> BoxFuture<'_, Result<Option<DemoModelRegistryAccess>, String>> {
        no_demo()
    }
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
pub(crate) struct ConnectionRuntime {
    pub(crate) view: Connection,
    /// There once the connection was made; it survives the server's absence.
    pub(crate) client: Option<Client>,
    /// Another number after every sign-in and sign-out: what began before says nothing about what
    /// is now.
    pub(crate) epoch: u64,
    /// The account in use.
    pub(crate) id: AccountId,
    /// The session as it is in the keychain, for an account that goes on with it after a restart.
    pub(crate) saved_session: Option<Session>,
    /// Whether it goes on by what the provider gives: see [`Renewals`](crate::sign_in::renewals::Renewals).
    pub(crate) renews: bool,
    /// When a secret that is never refused was last seen to be good.
    pub(crate) checked: Instant,
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

impl ConnectionRuntime {
    /// A connection that has not been tried yet.
    pub(crate) fn untried(kept: &SavedConnection) -> Self {
        let active = kept.account();
        let account = untried_account(&active.way);
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
                accounts: shown(kept),
                state: if active.signed_out {
                    ConnectionState::SignInNeeded
                } else {
                    ConnectionState::Connecting
                },
                signed_in: None,
                last_way: kept.last_way,
                own_client: kept.own_client.clone(),
                system: SystemInfo::default(),
                remembered: kept.kind == ConnectionKind::Demo,
                unread: None,
            },
            client: None,
            epoch: 0,
            id: active.id,
            saved_session: None,
            renews: false,
            checked: Instant::now(),
            refused: None,
        }
    }
}

/// An account of which only what is kept is known.
fn untried_account(way: &SavedMethod) -> Account {
    match way {
        SavedMethod::Anonymous => Account::Anonymous,
        SavedMethod::Password { user }
        | SavedMethod::Session { user, .. }
        | SavedMethod::Provider { user } => Account::User {
            name: user.clone(),
            administrator: false,
        },
        SavedMethod::Robot { name } => Account::Robot { name: name.clone() },
        SavedMethod::CliSecret { user } => Account::CliSecret { name: user.clone() },
    }
}

/// The accounts of a connection as the window sees them.
pub(crate) fn shown(kept: &SavedConnection) -> Vec<SavedAccount> {
    let active = kept.account().id;
    let accounts = kept.accounts.iter().map(|account| SavedAccount {
        id: account.id,
        name: account.way.name().map(str::to_owned),
        way: account.way.way_in(),
        is_active: account.id == active,
        signed_out: account.signed_out,
    });
    accounts.collect()
}
