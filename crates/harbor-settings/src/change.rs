//! What of the settings is changed, and what somebody else changed meanwhile.

use std::collections::BTreeMap;

use harbor_api::types::Configuration;
use serde_json::Value as Json;

use crate::setting::{SETTINGS, Setting, SettingKey};

/// What a setting is to become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewValue {
    Is(Json),
    /// One that is sent and never shown.
    Secret,
}

/// A setting that is to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub key: SettingKey,
    /// As the server said; nothing of a secret.
    pub before: Option<Json>,
    pub after: NewValue,
}

/// A setting that somebody else changed since it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub key: SettingKey,
    pub before: Json,
    pub theirs: Json,
    pub yours: Json,
}

/// The values of a server's settings; of one that it does not tell nothing.
pub fn setting_values(configuration: &Configuration) -> BTreeMap<String, Json> {
    let items = configuration.0.iter();
    items
        .map(|(key, item)| (key.clone(), item.value.clone()))
        .collect()
}

/// What differs from what the server said, in the order of the form. A setting that the server does
/// not know or locks is left out, and so is a secret that nobody typed.
pub fn changes(
    before: &Configuration,
    draft: &BTreeMap<String, Json>,
    has_secret: impl Fn(&Setting) -> bool,
) -> Vec<Change> {
    let changed = SETTINGS.iter().filter_map(|setting| {
        if setting.is_secret() {
            return has_secret(setting).then_some(Change {
                key: setting.key,
                before: None,
                after: NewValue::Secret,
            });
        }
        let after = draft.get(setting.key)?;
        let before = before
            .value(setting.key)
            .filter(|_| before.is_editable(setting.key))?;
        (before != after).then(|| Change {
            key: setting.key,
            before: Some(before.clone()),
            after: NewValue::Is(after.clone()),
        })
    });
    changed.collect()
}

/// Of what is to be changed, what is no longer as it was read.
pub fn conflicts(changes: &[Change], now: &Configuration) -> Vec<Conflict> {
    let met = changes.iter().filter_map(|change| {
        let (before, NewValue::Is(yours)) = (change.before.as_ref()?, &change.after) else {
            return None;
        };
        let theirs = now.value(change.key)?;
        (theirs != before && theirs != yours).then(|| Conflict {
            key: change.key,
            before: before.clone(),
            theirs: theirs.clone(),
            yours: yours.clone(),
        })
    });
    met.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn configuration(items: Json) -> Configuration {
        serde_json::from_value(items).expect("a configuration")
    }

    fn draft(values: Json) -> BTreeMap<String, Json> {
        serde_json::from_value(values).expect("values")
    }

    #[test]
    fn only_what_differs_and_may_be_changed_is_a_change() {
        let before = configuration(json!({
            "auth_mode": {"value": "db_auth", "editable": false},
            "session_timeout": {"value": 60, "editable": true},
            "read_only": {"value": false, "editable": true},
            "oidc_name": {"value": "", "editable": true},
        }));
        let typed = draft(json!({
            "auth_mode": "oidc_auth",
            "session_timeout": 120,
            "read_only": false,
            "oidc_name": "",
            "oidc_logout": true,
        }));
        let found = changes(&before, &typed, |_| false);
        assert_eq!(
            found,
            [Change {
                key: "session_timeout",
                before: Some(json!(60)),
                after: NewValue::Is(json!(120)),
            }]
        );
        let secret = changes(&before, &typed, |setting| {
            setting.key == "oidc_client_secret"
        });
        assert_eq!(secret[0].after, NewValue::Secret);
        assert_eq!(secret[0].before, None);
    }

    #[test]
    fn what_somebody_else_changed_is_met_unless_they_did_the_same() {
        let before = configuration(json!({
            "session_timeout": {"value": 60, "editable": true},
            "token_expiration": {"value": 30, "editable": true},
        }));
        let typed = draft(json!({"session_timeout": 120, "token_expiration": 60}));
        let changes = changes(&before, &typed, |_| false);
        let now = configuration(json!({
            "session_timeout": {"value": 90, "editable": true},
            "token_expiration": {"value": 60, "editable": true},
            "read_only": {"value": true, "editable": true},
        }));
        let met = conflicts(&changes, &now);
        assert_eq!(met.len(), 1);
        assert_eq!(met[0].key, "session_timeout");
        assert_eq!((&met[0].theirs, &met[0].yours), (&json!(90), &json!(120)));
        assert_eq!(conflicts(&changes, &before), []);
    }
}
