//! Robot accounts' secrets, which a server tells once. They stay in the shell, under a number, until
//! the person is done with them.

use chrono::{DateTime, Utc};
use harbor_api::{RobotId, types::NewRobot};
use serde::{Deserialize, Serialize};

use crate::{
    connection::{ConnectionId, Entered},
    failure::Failure,
};

/// Names a secret that the shell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RobotSecretId(pub u64);

/// See [`Command::CreateRobot`](crate::Command::CreateRobot).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CreateRobot {
    pub connection: ConnectionId,
    pub robot: NewRobot,
}

/// See [`Command::RenewRobotSecret`](crate::Command::RenewRobotSecret). The old secret is dead at
/// once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RenewRobotSecret {
    pub connection: ConnectionId,
    pub robot: RobotId,
    /// A secret of one's own, which must meet [`harbor_api::PasswordRule`]; else the server makes one.
    pub own: Option<Entered>,
}

/// A robot account with a secret that the shell holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeldRobotSecret {
    pub secret: RobotSecretId,
    pub robot: RobotId,
    /// The full name, to sign in with.
    pub name: String,
    /// `None` for never.
    pub expires: Option<DateTime<Utc>>,
    /// It is switched off: the secret does not work before it is switched on.
    pub disabled: bool,
    /// `host[:port]`, as clients of the registry name it.
    pub registry: String,
}

/// See [`Command::RevealRobotSecret`](crate::Command::RevealRobotSecret).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevealRobotSecret {
    pub secret: RobotSecretId,
}

/// See [`Command::CopyRobotSecret`](crate::Command::CopyRobotSecret).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyRobotSecret {
    pub secret: RobotSecretId,
    pub what: RobotSecretText,
}

/// A text with a robot account's secret in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum RobotSecretText {
    /// The secret alone, for a program that reads it from the clipboard.
    Secret,
    /// A Kubernetes secret of type `kubernetes.io/dockerconfigjson`, as YAML.
    ImagePullSecret {
        name: String,
        namespace: Option<String>,
    },
    /// containerd's `hosts.toml` for the registry, with the login in a header.
    ContainerdHosts,
    /// docker's `config.json` with this login alone.
    DockerConfig,
}

/// See [`Command::SaveRobotFile`](crate::Command::SaveRobotFile).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveRobotFile {
    pub secret: RobotSecretId,
}

/// See [`Command::SaveRobotFiles`](crate::Command::SaveRobotFiles).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveRobotFiles {
    pub secrets: Vec<RobotSecretId>,
}

/// The files of robot accounts that were written, one for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedRobotFiles {
    pub folder: String,
    /// Whose files are there.
    pub saved: Vec<RobotSecretId>,
    /// Why the others are not.
    pub failure: Option<Failure>,
}

/// See [`Command::ForgetRobotSecret`](crate::Command::ForgetRobotSecret).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForgetRobotSecret {
    pub secret: RobotSecretId,
}
