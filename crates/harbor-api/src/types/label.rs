//! Labels.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::null_default;
use crate::{
    names::{LabelId, ProjectId},
    operation::QueryValue,
    wire::time,
};

words!(
    /// Whose a label is.
    LabelScope {
        /// The whole server's.
        Global = "g",
        /// One project's.
        Project = "p",
    }
);

impl QueryValue for LabelScope {
    fn append(&self, name: &'static str, query: &mut Vec<(&'static str, String)>) {
        query.push((name, self.as_str().to_owned()));
    }
}

/// A label (`GET /labels`, and in artifacts).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Label {
    pub id: LabelId,
    pub name: String,
    #[serde(deserialize_with = "null_default")]
    pub description: String,
    /// `#RRGGBB`; empty if it has none.
    #[serde(deserialize_with = "null_default")]
    pub color: String,
    pub scope: LabelScope,
    /// 0 for the server's labels.
    pub project_id: ProjectId,
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

/// Body of `POST /labels`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLabel {
    /// 1 to 128 characters; the server takes an empty one, but should not be sent any.
    pub name: String,
    #[serde(default)]
    pub description: String,
    /// `#RRGGBB`
    #[serde(default)]
    pub color: String,
    pub scope: LabelScope,
    /// For [`LabelScope::Project`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_id: Option<ProjectId>,
}

/// Body of `PUT /labels/{label_id}`: all three are replaced together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelChange {
    pub name: String,
    pub description: String,
    /// `#RRGGBB`
    pub color: String,
}

/// Body of `POST …/artifacts/{reference}/labels`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelAttachment {
    pub id: LabelId,
}

object!(Label);
