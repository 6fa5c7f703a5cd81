//! The settings of a whole registry: changed, and tried before that.

use std::collections::BTreeMap;

use harbor_api::types::{Configuration, LdapPing};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    connection::{ConnectionId, Entered},
    failure::Failure,
};

/// See [`Command::ChangeConfiguration`](crate::Command::ChangeConfiguration).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChangeConfiguration {
    pub connection: ConnectionId,
    /// Those that are to be changed, as they were when somebody decided that. One that is no longer so
    /// keeps everything from being changed.
    pub before: BTreeMap<String, Value>,
    /// What they are to be; nothing else is sent.
    pub change: BTreeMap<String, Value>,
    /// The same of secrets, which nobody can compare.
    #[serde(default)]
    pub secrets: BTreeMap<String, Entered>,
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConfigurationChanged {
    pub outcome: ConfigurationOutcome,
    /// What is in force now, as the registry says; none if it could not be read.
    pub now: Option<Configuration>,
}

/// How a change ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConfigurationOutcome {
    Done,
    /// Nothing was sent: somebody else changed these meanwhile.
    Overtaken {
        keys: Vec<String>,
    },
    /// The registry refused, which does not mean that nothing changed.
    Refused {
        failure: Failure,
        /// Those that are in force all the same.
        in_force: Vec<String>,
    },
}

/// See [`Command::TestDirectory`](crate::Command::TestDirectory).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TestDirectory {
    pub connection: ConnectionId,
    /// Without a password.
    pub settings: LdapPing,
    /// Of the account that searches; none: the one that the registry keeps.
    pub password: Option<Entered>,
}
