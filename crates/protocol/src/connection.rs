//! Connections: a registry, and as whom it is used.

use std::fmt;

use chrono::{DateTime, Utc};
use harbor_api::types::SystemInfo;
use serde::{Deserialize, Serialize};

use crate::signing_in::{
    account::{Account, SavedAccount, SignedIn},
    offer::SignInMethod,
    sign_in::OwnClient,
};

/// A connection's id: made once, kept in the settings, part of addresses inside the window.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ConnectionId(String);

/// Not an id of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidConnectionId;

impl fmt::Display for InvalidConnectionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a connection's id is 1 to 64 lower-case letters, digits and -")
    }
}

impl ConnectionId {
    /// Checks and takes an id.
    pub fn new(value: impl Into<String>) -> Result<Self, InvalidConnectionId> {
        let value = value.into();
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if (1..=64).contains(&value.len()) && value.bytes().all(fits) {
            Ok(Self(value))
        } else {
            Err(InvalidConnectionId)
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ConnectionId {
    type Error = InvalidConnectionId;
    fn try_from(value: String) -> Result<Self, Self::Error> {
        Self::new(value)
    }
}

impl From<ConnectionId> for String {
    fn from(id: ConnectionId) -> Self {
        id.0
    }
}

impl fmt::Display for ConnectionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A connection as the window sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Connection {
    pub id: ConnectionId,
    pub kind: ConnectionKind,
    /// Shown everywhere: the host, or 'Demo registry'.
    pub name: String,
    /// Scheme, host and port.
    pub origin: String,
    pub trust: Trust,
    pub transport: Transport,
    /// The active account.
    pub account: Account,
    /// All accounts that are kept, the active one among them, in the order they came.
    pub accounts: Vec<SavedAccount>,
    pub state: ConnectionState,
    /// How and since when the active account is signed in, in this run; absent while it is not.
    pub signed_in: Option<SignedIn>,
    /// The way that was chosen last, also by an account that is gone.
    pub last_way: Option<SignInMethod>,
    /// The client at the provider that was used last for [`SignInMethod::Provider`].
    #[serde(default)]
    pub own_client: Option<OwnClient>,
    /// What the server last said about itself.
    pub system: SystemInfo,
    /// Whether the secret is in the keychain; else it is gone when the program ends.
    pub remembered: bool,
    /// Why the keychain did not give what is kept for the active account, in words; it may when it
    /// is asked again.
    #[serde(default)]
    pub unread: Option<String>,
}

impl Connection {
    /// Whether only a part of the registry answers to this account: see [`Account::limits`].
    pub fn is_limited(&self) -> bool {
        self.account.limits().is_some()
    }

    /// Whether the account administers the whole registry.
    pub fn is_administrator(&self) -> bool {
        matches!(
            self.account,
            Account::User {
                administrator: true,
                ..
            }
        )
    }

    /// `host[:port]` as `docker` wants it.
    pub fn registry(&self) -> &str {
        self.system.registry_host().unwrap_or_else(|| {
            self.origin
                .split_once("://")
                .map_or(self.origin.as_str(), |(_, rest)| rest)
        })
    }
}

/// What a connection leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionKind {
    Registry,
    /// The registry inside this program.
    Demo,
}

/// How a connection is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionState {
    /// Not tried yet in this run.
    Connecting,
    Connected,
    /// The server answers, but the credentials are gone or no longer taken.
    SignInNeeded,
    /// Nothing answers; what was read stays on screen.
    Offline {
        since: DateTime<Utc>,
        reason: String,
    },
}

/// What the person agreed to for one connection; nothing by default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Trust {
    /// Passwords and data may go over plain http.
    pub plain_http: bool,
    /// The server's certificate is not checked.
    pub unverified_certificate: bool,
    /// A file with further certificate authorities (PEM).
    pub ca_file: Option<String>,
    /// The proxy's URL; none: as the system says.
    pub proxy: Option<String>,
}

/// How the server is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Transport {
    PlainHttp,
    VerifiedTls,
    UnverifiedTls,
}

/// How to sign in, as entered.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Credentials {
    Anonymous,
    Password {
        user: String,
        password: Entered,
    },
    Robot {
        name: String,
        secret: Entered,
    },
    /// A person's name at the registry and CLI secret.
    CliSecret {
        user: String,
        secret: Entered,
    },
}

/// A secret on its way from the keyboard to the shell; the only one that crosses, and only inwards.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Entered(String);

impl Entered {
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The secret itself.
    pub fn into_inner(self) -> String {
        self.0
    }
}

impl fmt::Debug for Entered {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

/// Where secrets are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeychainState {
    /// In the operating system's keychain.
    System,
    /// There is none, or it is locked: secrets are kept until the program ends.
    ThisRun { reason: String },
}
