//! Quotas.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::null_default;
use crate::{
    names::{ProjectId, QuotaId},
    wire::time,
};

/// As a limit: none.
pub const UNLIMITED: i64 = -1;

/// Amounts by kind. Harbor knows one kind, `storage`, in bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Resources(#[serde(deserialize_with = "null_default")] pub BTreeMap<String, i64>);

impl Resources {
    /// Bytes; as a limit, [`UNLIMITED`] for none.
    pub fn storage(&self) -> Option<i64> {
        self.0.get("storage").copied()
    }

    /// That many bytes of storage.
    pub fn from_storage(bytes: i64) -> Self {
        Self(BTreeMap::from([("storage".to_owned(), bytes)]))
    }
}

/// What a project may use and uses (`GET /quotas`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quota {
    pub id: QuotaId,
    #[serde(rename = "ref")]
    pub subject: QuotaSubject,
    pub hard: Resources,
    /// Layers that several images share count once per project.
    pub used: Resources,
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

/// Whose a quota is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuotaSubject {
    pub id: ProjectId,
    #[serde(deserialize_with = "null_default")]
    pub name: String,
    #[serde(deserialize_with = "null_default")]
    pub owner_name: String,
}

/// Body of `PUT /quotas/{id}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaChange {
    /// [`UNLIMITED`], or 1 to 2^50 bytes.
    pub hard: Resources,
}

object!(Quota);
