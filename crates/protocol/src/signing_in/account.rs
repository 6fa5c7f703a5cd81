//! Accounts: as whom a connection is used, and for how long.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::signing_in::offer::SignInMethod;

/// As whom a connection is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    Anonymous,
    User {
        name: String,
        administrator: bool,
    },
    Robot {
        name: String,
    },
    /// A person, by CLI secret.
    CliSecret {
        name: String,
    },
}

impl Account {
    /// The name, where there is one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Anonymous => None,
            Self::User { name, .. } | Self::Robot { name } | Self::CliSecret { name } => Some(name),
        }
    }

    /// What does not work, where only a part of the registry answers to this account.
    pub fn limits(&self) -> Option<Limits> {
        matches!(self, Self::CliSecret { .. }).then_some(Limits::ListsOnly)
    }
}

/// What an account can't do, whatever its rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limits {
    /// Works: lists of projects, repositories, artifacts and labels, making a project, removing a
    /// tag, pulling and pushing. Answers 401: a project's own page, members, statistics, the
    /// person's own page, everything of an administrator's. It ends, without a word of Harbor's,
    /// when the provider's sign-in behind it does: lists show public projects only then, which
    /// Pilothouse checks from time to time.
    ListsOnly,
}

impl Limits {
    /// Whether an operation of Harbor's (by its method and path, as in
    /// [`harbor_api::OperationInfo`]) is known to answer.
    pub fn allow(self, method: &str, path: &str) -> bool {
        match self {
            Self::ListsOnly => LISTS.contains(&(method, path)),
        }
    }
}

/// What answers to a CLI secret (seen on 2.16).
const LISTS: [(&str, &str); 8] = [
    ("GET", "/systeminfo"),
    ("GET", "/projects"),
    ("POST", "/projects"),
    ("GET", "/repositories"),
    ("GET", "/projects/{project_name}/repositories"),
    (
        "GET",
        "/projects/{project_name}/repositories/{repository_name}/artifacts",
    ),
    ("GET", "/labels"),
    (
        "DELETE",
        "/projects/{project_name}/repositories/{repository_name}/artifacts/{reference}/tags/{tag_name}",
    ),
];

/// Names an account within its connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(pub u32);

impl fmt::Display for AccountId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// An account that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedAccount {
    pub id: AccountId,
    /// Absent for [`SignInMethod::Anonymous`].
    pub name: Option<String>,
    pub way: SignInMethod,
    pub is_active: bool,
    /// Whether it was signed out, or never signed in: switching to it asks for a sign-in. One that
    /// was kept may need one as well.
    pub signed_out: bool,
}

/// How somebody is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    pub way: SignInMethod,
    /// When the person signed in; kept over restarts for the ways through a provider, else of
    /// this run.
    pub since: DateTime<Utc>,
    pub session: SessionLife,
}

/// How long a sign-in lasts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionLife {
    /// Nothing to end: the secret goes with each request, or nobody is signed in.
    Lasting,
    /// A new session is opened with what is kept: the password, the provider's token.
    Renews,
    /// Ends then, whatever is done: the provider gave nothing to renew it with.
    Ends { at: DateTime<Utc> },
    /// Ends when it is not used. Reading in the background does not count as use. Told anew when
    /// it has moved by half a minute or more.
    EndsUnused {
        /// If it is not used until then.
        at: DateTime<Utc>,
        /// After so many minutes without use.
        minutes: u32,
        /// Whether the registry's own setting was read (administrators may); else it is what
        /// Harbor has by itself, and the session may end earlier or later.
        measured: bool,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_cli_secret_is_limited() {
        let user = Account::User {
            name: "maya".to_owned(),
            administrator: true,
        };
        assert_eq!(user.limits(), None);
        let secret = Account::CliSecret {
            name: "maya".to_owned(),
        };
        let limits = secret.limits().expect("it is limited");
        assert!(limits.allow("GET", "/projects"));
        assert!(!limits.allow("GET", "/users/current"));
        assert!(!limits.allow("DELETE", "/projects/{project_name_or_id}"));
    }
}
