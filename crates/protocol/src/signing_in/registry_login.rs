//! Signing in to the registry with other programs: CLI secret, password, docker's settings.

use std::fmt;

use chrono::{DateTime, Utc};
use harbor_api::{ProjectName, RepositoryName, UserId};
use serde::{Deserialize, Serialize};

use crate::{
    connection::{ConnectionId, Entered},
    robots::robot_secret::RobotSecretId,
};

/// A secret on its way to the screen, because a person asked to see it: the only one that crosses
/// outwards. Replies that carry it are listed in a test.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shown(String);

impl Shown {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The secret itself, to be drawn.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

/// See [`Command::RevealCliSecret`](crate::Command::RevealCliSecret).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RevealCliSecret {
    pub connection: ConnectionId,
}

/// The CLI secret, as the server has it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revealed {
    pub secret: Shown,
}

/// See [`Command::NewCliSecret`](crate::Command::NewCliSecret). The old one is dead at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NewCliSecret {
    pub connection: ConnectionId,
}

/// See [`Command::SetCliSecret`](crate::Command::SetCliSecret). The old one is dead at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetCliSecret {
    pub connection: ConnectionId,
    /// Must meet [`harbor_api::PasswordRule`].
    pub secret: Entered,
}

/// See [`Command::ChangePassword`](crate::Command::ChangePassword).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChangePassword {
    pub connection: ConnectionId,
    pub whose: PasswordOf,
    /// Must meet [`harbor_api::PasswordRule`].
    pub new: Entered,
}

/// Whose password is changed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "whose", rename_all = "snake_case")]
pub enum PasswordOf {
    /// One's own: the new one is kept and used from then on.
    Own { old: Entered },
    /// Somebody else's, by an administrator.
    User { id: UserId },
}

/// See [`Command::CopySecret`](crate::Command::CopySecret).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CopySecret {
    pub connection: ConnectionId,
    pub what: SecretText,
}

/// A text with the account's registry secret in it: the CLI secret of those who sign in through an
/// identity provider, the secret of a robot account. A person's password is never copied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretText {
    /// The secret alone, for a program that reads it from the clipboard.
    Secret,
    /// A Kubernetes secret of type `kubernetes.io/dockerconfigjson`, as YAML, to be named under
    /// `imagePullSecrets`.
    ImagePullSecret {
        name: String,
        namespace: Option<String>,
    },
}

/// A secret is on the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copied {
    /// When it is taken off again, if it is still there then.
    pub clears_at: DateTime<Utc>,
}

/// See [`Command::ClearClipboard`](crate::Command::ClearClipboard).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ClearClipboard {}

/// Name and secret for the registry.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistryLogin {
    /// The connection's own: CLI secret, robot secret or password.
    Own,
    Entered {
        user: String,
        secret: Entered,
    },
    /// A robot account's, whose secret is held.
    Robot {
        secret: RobotSecretId,
    },
}

/// See [`Command::TestRegistryLogin`](crate::Command::TestRegistryLogin).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TestRegistryLogin {
    pub connection: ConnectionId,
    pub login: RegistryLogin,
    /// What to ask rights for; else the first repository that the connection sees.
    pub repository: Option<RepositoryPlace>,
}

/// A repository by its whole name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepositoryPlace {
    pub project: ProjectName,
    pub repository: RepositoryName,
}

/// What the registry made of a name and a secret. A wrong secret is no failure there: the registry
/// answers as to an anonymous caller. After a wrong password it locks the name for 1.5 seconds, in
/// which it does not take the right one either.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginTest {
    /// Whether the registry knows who is asking.
    pub taken: bool,
    /// What this login may do; empty where there is no repository to ask for.
    pub scopes: Vec<RegistryScope>,
}

/// What may be done with a repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistryScope {
    /// `project/repository`
    pub name: String,
    /// `pull`, `push`, `delete`; empty for nothing.
    pub actions: Vec<String>,
}

/// See [`Command::WriteDockerLogin`](crate::Command::WriteDockerLogin).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WriteDockerLogin {
    pub connection: ConnectionId,
    pub login: RegistryLogin,
    /// The person agreed to a file that holds the secret without encryption.
    pub plain_allowed: bool,
}

/// A login was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenLogin {
    /// `host[:port]`
    pub registry: String,
    pub user: String,
    /// The settings file, for a person.
    pub file: String,
    pub by: LoginKeeper,
    pub change: LoginChange,
    /// Others could read the file, and now can't.
    pub closed_to_others: bool,
    /// A byte order mark was taken away, behind which no program reads the file.
    pub mark_removed: bool,
    /// Programs that find the login, as they are called.
    pub read_by: Vec<String>,
    /// What keeps other programs from it.
    pub hindrances: Vec<LoginHindrance>,
}

/// What keeps the secret of a written login.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoginKeeper {
    /// `docker-credential-<name>`
    CredentialHelper { name: String },
    /// The settings file itself, without encryption.
    Plain,
}

/// How a login came into the settings file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoginChange {
    /// A new file took the old one's place.
    Replaced,
    /// The file itself was written, since no other can take its place.
    InPlace,
    /// The file had it already.
    None,
}

/// What keeps programs from a login that was written for docker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginHindrance {
    /// As they are called.
    pub programs: Vec<String>,
    pub cause: HindranceCause,
}

/// Why programs don't find a login.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HindranceCause {
    /// They don't ask the helper that is named for all registries.
    CredentialStore,
    /// They know a member of the file by its usual spelling only.
    Spelling { member: String },
    /// A file of theirs, with a login for the registry, goes first.
    OwnEntry { file: String },
    /// A file of theirs names a credential helper, which may have an older login.
    OwnHelper { file: String },
    /// A file of theirs goes first, and can't be read.
    OwnFileUnreadable { file: String },
    /// `REGISTRY_AUTH_FILE` names the only file that they read.
    OtherFile { file: String },
    /// Entries for parts of the registry go first there.
    Narrower { keys: Vec<String> },
    /// They read nothing, as long as these registries' entries can't be decoded.
    Undecodable { registries: Vec<String> },
}
