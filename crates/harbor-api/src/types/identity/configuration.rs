//! The settings of the whole server.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// All settings by their names (`GET /configurations`). Passwords are not among them, but for
/// `uaa_client_secret`, which the server sends in clear; it is not kept here.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Configuration(
    #[serde(deserialize_with = "without_secrets")] pub BTreeMap<String, ConfigurationItem>,
);

fn without_secrets<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, ConfigurationItem>, D::Error> {
    let mut items = BTreeMap::<String, ConfigurationItem>::deserialize(deserializer)?;
    items.retain(|name, _| !Configuration::SECRETS.contains(&name.as_str()));
    Ok(items)
}

impl Configuration {
    /// Settings that are secrets: they are sent and never read.
    pub const SECRETS: [&'static str; 3] = [
        "ldap_search_password",
        "oidc_client_secret",
        "uaa_client_secret",
    ];

    /// The value of a setting, if the server has it.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.0.get(name).map(|item| &item.value)
    }

    /// Whether the server takes a change of it.
    pub fn is_editable(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|item| item.editable)
    }
}

/// A setting.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConfigurationItem {
    /// A text, a number or a truth value. What is a map is a JSON text.
    pub value: Value,
    /// Whether it can be changed: not if it comes from the server's environment, and the mode of
    /// signing in not while there are users.
    pub editable: bool,
}

/// Body of `PUT /configurations`: only what is to be changed. A refused one may be in effect in part:
/// the settings are to be read again.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConfigurationChange(pub BTreeMap<String, Value>);

/// Names only: some of the values may be secrets.
impl fmt::Debug for ConfigurationChange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}

/// Body of `POST /system/oidc/ping`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OidcPing {
    /// The provider's address.
    pub url: String,
    pub verify_cert: bool,
}

object!(Configuration);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_setting_is_neither_kept_nor_printed() {
        let read: Configuration = serde_json::from_str(
            r#"{"uaa_client_secret":{"value":"Canary","editable":true},
                "read_only":{"value":false,"editable":true}}"#,
        )
        .unwrap();
        assert!(!format!("{read:?}").contains("Canary"));
        assert_eq!(read.value("read_only"), Some(&Value::Bool(false)));
        let change = ConfigurationChange(BTreeMap::from([(
            "oidc_client_secret".to_owned(),
            Value::from("Canary"),
        )]));
        assert_eq!(format!("{change:?}"), r#"{"oidc_client_secret"}"#);
    }
}
