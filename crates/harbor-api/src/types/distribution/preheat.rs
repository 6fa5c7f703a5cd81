//! Preheating: images are handed to a peer-to-peer network before they are pulled.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    names::ProjectId,
    time,
    types::{SentSecret, null_default},
};

/// A kind of peer-to-peer networks (`GET /p2p/preheat/providers`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PreheatProvider {
    /// `dragonfly`, `kraken`.
    pub id: String,
    pub name: String,
    #[serde(deserialize_with = "null_default")]
    pub icon: String,
    #[serde(deserialize_with = "null_default")]
    pub maintainers: Vec<String>,
    #[serde(deserialize_with = "null_default")]
    pub version: String,
    #[serde(deserialize_with = "null_default")]
    pub source: String,
}

/// A network that a project's policies may use (`GET /projects/{project_name}/preheat/providers`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectPreheatProvider {
    /// The instance's number.
    pub id: i64,
    /// Kind, name and address in one text.
    pub provider: String,
    pub enabled: bool,
    #[serde(rename = "default")]
    pub is_default: bool,
}

/// A network that the server knows (`GET /p2p/preheat/instances`), and body of making or changing it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PreheatInstance {
    pub id: i64,
    pub name: String,
    #[serde(deserialize_with = "null_default")]
    pub description: String,
    /// A [`PreheatProvider::id`].
    pub vendor: String,
    pub endpoint: String,
    /// `NONE`, `BASIC`, `OAUTH` or `CUSTOM`.
    pub auth_mode: String,
    /// Sent only; without it a change keeps what is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_info: Option<BTreeMap<String, SentSecret>>,
    /// `Unknown` in lists: only a ping tells.
    #[serde(
        deserialize_with = "null_default",
        skip_serializing_if = "String::is_empty"
    )]
    pub status: String,
    pub enabled: bool,
    #[serde(rename = "default")]
    pub is_default: bool,
    /// Its certificate is not checked.
    pub insecure: bool,
    /// Seconds since 1970.
    pub setup_timestamp: i64,
}

/// What is preheated when (`GET /projects/{project_name}/preheat/policies`), and body of making,
/// changing and running it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PreheatPolicy {
    pub id: i64,
    pub name: String,
    #[serde(deserialize_with = "null_default")]
    pub description: String,
    pub project_id: ProjectId,
    /// The instance's number.
    pub provider_id: i64,
    #[serde(
        deserialize_with = "null_default",
        skip_serializing_if = "String::is_empty"
    )]
    pub provider_name: String,
    /// A JSON list as a text.
    #[serde(deserialize_with = "null_default")]
    pub filters: String,
    /// A JSON object as a text; its settings are called `trigger_setting`.
    #[serde(deserialize_with = "null_default")]
    pub trigger: String,
    pub enabled: bool,
    /// A JSON object as a text.
    #[serde(
        deserialize_with = "null_default",
        skip_serializing_if = "String::is_empty"
    )]
    pub extra_attrs: String,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub creation_time: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub update_time: Option<DateTime<Utc>>,
}

/// Body of `PATCH …/executions/{execution_id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreheatStop {
    /// `Stopped` is all that there is.
    pub status: String,
}

impl Default for PreheatStop {
    fn default() -> Self {
        Self {
            status: "Stopped".to_owned(),
        }
    }
}

object!(PreheatInstance, PreheatPolicy);
