//! Preheating: images are handed to a peer-to-peer network before they are pulled.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    names::ProjectId,
    types::{SentSecret, null_default},
    wire::time,
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

/// What a policy leaves of a project's images: [`PreheatPolicy::filters`], read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PreheatFilters {
    /// Patterns; empty for all. The project's name is no part of what they see.
    pub repositories: String,
    pub tags: String,
    /// Names with commas between them; an image has all of them.
    pub labels: String,
    /// Only what is signed.
    pub is_signed: bool,
    /// Only what was scanned and has nothing of this severity or a worse one: 5 critical, 4 high, 3 medium,
    /// 2 low.
    pub below: Option<i64>,
    /// Filters that are not known here.
    pub others: Vec<Value>,
}

impl PreheatFilters {
    /// Reads a policy's text; what can't be read is no filter.
    pub fn from_text(text: &str) -> Self {
        let mut filters = Self::default();
        let all: Vec<Value> = serde_json::from_str(text).unwrap_or_default();
        for filter in all {
            let value = &filter["value"];
            let pattern = || value.as_str().unwrap_or_default().to_owned();
            match filter["type"].as_str() {
                Some("repository") => filters.repositories = pattern(),
                Some("tag") => filters.tags = pattern(),
                Some("label") => filters.labels = pattern(),
                Some("signature") => filters.is_signed = value.as_bool().unwrap_or(false),
                Some("vulnerability") => filters.below = value.as_i64().filter(|code| *code > 0),
                _ => filters.others.push(filter),
            }
        }
        filters
    }

    /// As a policy keeps them.
    pub fn to_text(&self) -> String {
        let mut filters = Vec::new();
        let mut add = |kind: &str, value: Value| {
            filters.push(json!({"type": kind, "value": value}));
        };
        let pattern = |text: &str| match text.is_empty() {
            true => Value::from("**"),
            false => Value::from(text),
        };
        add("repository", pattern(&self.repositories));
        add("tag", pattern(&self.tags));
        if !self.labels.is_empty() {
            add("label", self.labels.as_str().into());
        }
        if self.is_signed {
            add("signature", true.into());
        }
        if let Some(below) = self.below {
            add("vulnerability", below.into());
        }
        filters.extend(self.others.iter().cloned());
        Value::Array(filters).to_string()
    }
}

/// When a policy runs: [`PreheatPolicy::trigger`], read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PreheatTrigger {
    /// `manual`, `scheduled` or `event_based`.
    pub kind: String,
    /// Six fields, by UTC; empty for none.
    pub cron: String,
}

impl PreheatTrigger {
    /// Reads a policy's text.
    pub fn from_text(text: &str) -> Self {
        let trigger: Value = serde_json::from_str(text).unwrap_or_default();
        let part = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Self {
            kind: part(&trigger["type"]),
            cron: part(&trigger["trigger_setting"]["cron"]),
        }
    }

    /// As a policy keeps it.
    pub fn to_text(&self) -> String {
        json!({"type": self.kind, "trigger_setting": {"cron": self.cron}}).to_string()
    }
}

/// Which machines of the network get the images: [`PreheatPolicy::extra_attrs`], read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PreheatScope {
    /// `single_seed_peer`, `all_seed_peers` or `all_peers`; empty where the policy does not say.
    pub scope: String,
    /// Numbers of clusters of Dragonfly; none for all.
    pub clusters: Vec<i64>,
}

impl PreheatScope {
    /// Reads a policy's text.
    pub fn from_text(text: &str) -> Self {
        let attributes: Value = serde_json::from_str(text).unwrap_or_default();
        let clusters = attributes["cluster_ids"].as_array().into_iter().flatten();
        Self {
            scope: attributes["scope"].as_str().unwrap_or_default().to_owned(),
            clusters: clusters.filter_map(Value::as_i64).collect(),
        }
    }

    /// Written into what a policy keeps already; other attributes stay.
    pub fn to_text(&self, kept: &str) -> String {
        let mut attributes: Value = serde_json::from_str(kept).unwrap_or_default();
        if !attributes.is_object() {
            attributes = json!({});
        }
        if let Some(attributes) = attributes.as_object_mut() {
            attributes.remove("scope");
            attributes.remove("cluster_ids");
        }
        if !self.scope.is_empty() {
            attributes["scope"] = self.scope.as_str().into();
        }
        if !self.clusters.is_empty() {
            attributes["cluster_ids"] = self.clusters.as_slice().into();
        }
        attributes.to_string()
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_that_is_read_and_written_keeps_what_is_not_known_here() {
        let text = r#"[{"type":"repository","value":"desktop"},{"type":"tag","value":"1.*"},{"type":"label","value":"a,b"},{"type":"signature","value":true},{"type":"vulnerability","value":3},{"type":"size","value":5}]"#;
        let filters = PreheatFilters::from_text(text);
        assert_eq!(filters.repositories, "desktop");
        assert_eq!((filters.is_signed, filters.below), (true, Some(3)));
        assert_eq!(PreheatFilters::from_text(&filters.to_text()), filters);
        assert_eq!(filters.others.len(), 1);
        // Nothing typed is everything, said so.
        let all = PreheatFilters::from_text(&PreheatFilters::from_text("").to_text());
        assert_eq!((all.repositories.as_str(), all.tags.as_str()), ("**", "**"));

        let trigger = PreheatTrigger::from_text(
            r#"{"type":"scheduled","trigger_setting":{"cron":"0 0 2 * * *"}}"#,
        );
        assert_eq!(trigger.cron, "0 0 2 * * *");
        assert_eq!(PreheatTrigger::from_text(&trigger.to_text()), trigger);

        let kept = r#"{"scope":"all_peers","cluster_ids":[1,2],"headers":{"a":"b"}}"#;
        let mut scope = PreheatScope::from_text(kept);
        assert_eq!(scope.clusters, [1, 2]);
        scope.clusters.clear();
        let written: Value = serde_json::from_str(&scope.to_text(kept)).expect("JSON");
        assert_eq!(
            written,
            json!({"scope": "all_peers", "headers": {"a": "b"}})
        );
    }
}
