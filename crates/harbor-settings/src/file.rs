//! Settings as a file: to keep, and to compare with those of another registry.

use std::collections::BTreeMap;

use harbor_api::types::Configuration;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{change::setting_values, setting::setting};

/// A file of settings, without secrets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SettingsFile {
    /// The registry that they are of: its host.
    #[serde(default)]
    pub registry: String,
    /// As the server calls it: `v2.16.0-c50c7ddd`.
    #[serde(default)]
    pub harbor_version: Option<String>,
    /// When they were read, as RFC 3339 has it.
    #[serde(default)]
    pub read_at: Option<String>,
    pub settings: BTreeMap<String, Value>,
}

/// A text that is no file of settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("it is no JSON object")]
    NoObject,
    #[error("there is no setting in it")]
    NoSettings,
}

/// A setting that is not the same at two registries.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    pub key: String,
    /// Nothing where the registry does not have it.
    pub here: Option<Value>,
    pub there: Option<Value>,
}

impl SettingsFile {
    /// The settings of a registry, as it told them.
    pub fn new(registry: &str, configuration: &Configuration) -> Self {
        Self {
            registry: registry.to_owned(),
            harbor_version: None,
            read_at: None,
            settings: without_secrets(setting_values(configuration)),
        }
    }

    /// As it is written.
    pub fn to_text(&self) -> String {
        // Maps of texts and values are always JSON.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        text + "\n"
    }

    /// Reads a file of these, or the plain answer of `GET /configurations`, or a map of names and
    /// values. Secrets in it are dropped.
    ///
    /// # Errors
    /// If there is no setting that is known here.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let whole: Value = serde_json::from_str(text).map_err(|_| Unreadable::NoObject)?;
        let mut file = match serde_json::from_value::<Self>(whole.clone()) {
            Ok(file) => file,
            Err(_) => Self {
                registry: String::new(),
                harbor_version: None,
                read_at: None,
                settings: serde_json::from_value(whole).map_err(|_| Unreadable::NoObject)?,
            },
        };
        let is_answer =
            |value: &Value| value.get("value").is_some() && value.get("editable").is_some();
        for value in file.settings.values_mut() {
            if is_answer(value) {
                *value = value["value"].take();
            }
        }
        file.settings = without_secrets(file.settings);
        match file.settings.keys().any(|key| setting(key).is_some()) {
            true => Ok(file),
            false => Err(Unreadable::NoSettings),
        }
    }
}

/// Empty objects stand for settings that a server does not tell.
fn without_secrets(mut settings: BTreeMap<String, Value>) -> BTreeMap<String, Value> {
    settings.retain(|key, value| {
        let is_told = !value.is_null() && *value != Value::Object(serde_json::Map::new());
        is_told && !Configuration::SECRETS.contains(&key.as_str())
    });
    settings
}

/// What is not the same at two registries, by name.
pub fn compare(here: &BTreeMap<String, Value>, there: &BTreeMap<String, Value>) -> Vec<Difference> {
    let keys: std::collections::BTreeSet<&String> = here.keys().chain(there.keys()).collect();
    let differing = keys.into_iter().filter_map(|key| {
        let (one, other) = (here.get(key), there.get(key));
        (one != other).then(|| Difference {
            key: key.clone(),
            here: one.cloned(),
            there: other.cloned(),
        })
    });
    differing.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn configuration() -> Configuration {
        serde_json::from_value(json!({
            "session_timeout": {"value": 60, "editable": true},
            "oidc_name": {"value": "CADC", "editable": true},
            "scan_all_policy": {},
            "uaa_client_secret": {"value": "Canary", "editable": true},
        }))
        .expect("a configuration")
    }

    #[test]
    fn a_file_holds_no_secret_and_reads_as_it_was_written() {
        let file = SettingsFile::new("images.example.org", &configuration());
        let text = file.to_text();
        assert!(!text.contains("Canary") && !text.contains("uaa_client_secret"));
        assert!(!text.contains("scan_all_policy"), "what is not told");
        assert_eq!(SettingsFile::read(&text), Ok(file));
    }

    #[test]
    fn other_forms_of_settings_are_read_too() {
        let plain =
            SettingsFile::read(r#"{"session_timeout": 90, "oidc_client_secret": "Canary"}"#)
                .expect("a map");
        assert_eq!(plain.settings.len(), 1);
        let answer = SettingsFile::read(r#"{"session_timeout": {"value": 90, "editable": true}}"#)
            .expect("an answer");
        assert_eq!(answer.settings["session_timeout"], json!(90));
        assert_eq!(SettingsFile::read("[]"), Err(Unreadable::NoObject));
        assert_eq!(SettingsFile::read("nonsense"), Err(Unreadable::NoObject));
        assert_eq!(
            SettingsFile::read(r#"{"name": "package"}"#),
            Err(Unreadable::NoSettings)
        );
    }

    #[test]
    fn what_differs_is_told_with_both_values() {
        let here = setting_values(&configuration());
        let there = SettingsFile::read(r#"{"session_timeout": 90, "oidc_logout": true}"#)
            .expect("settings")
            .settings;
        let found = compare(&without_secrets(here), &there);
        let told: Vec<_> = found
            .iter()
            .map(|one| (one.key.as_str(), one.here.clone(), one.there.clone()))
            .collect();
        assert_eq!(
            told,
            [
                ("oidc_logout", None, Some(json!(true))),
                ("oidc_name", Some(json!("CADC")), None),
                ("session_timeout", Some(json!(60)), Some(json!(90))),
            ]
        );
        assert!(compare(&there, &there).is_empty());
    }
}
