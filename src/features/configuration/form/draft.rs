//! What is typed of the settings, beside what the registry said.

use std::{collections::BTreeMap, sync::Arc};

use harbor_api::types::Configuration;
use harbor_settings::{
    Change, Fault, NewValue, SETTINGS, Setting, SettingKey, changes, faults, setting_values, shown,
};
use leptos::prelude::*;
use serde_json::Value;

/// A setting with what stands in its field: a switch as `true` or `false`.
#[derive(Clone, Copy)]
struct SettingField {
    setting: &'static Setting,
    typed: RwSignal<String>,
}

/// What is typed of all settings.
#[derive(Clone, Copy)]
pub struct SettingsForm {
    fields: StoredValue<Vec<SettingField>>,
    /// What the registry said last; changes are changes of this.
    pub kept: RwSignal<Option<Arc<Configuration>>>,
    /// Counts how often fields were filled: parts with a state of their own are made anew then.
    pub filled: RwSignal<u32>,
    pub changes: Memo<Vec<Change>>,
    pub faults: Memo<BTreeMap<SettingKey, Fault>>,
    /// The text that rows are narrowed by.
    pub find: RwSignal<String>,
}

impl SettingsForm {
    pub fn new() -> Self {
        let fields = SETTINGS.iter().map(|setting| SettingField {
            setting,
            typed: RwSignal::new(String::new()),
        });
        let fields = StoredValue::new(fields.collect::<Vec<_>>());
        let kept = RwSignal::new(None::<Arc<Configuration>>);
        let changes = Memo::new(move |_| {
            let Some(kept) = kept.get() else {
                return Vec::new();
            };
            let draft = draft(fields, &kept);
            changes(&kept, &draft, |setting| {
                !typed(fields, setting.key).is_empty()
            })
        });
        let faults = Memo::new(move |_| {
            let Some(kept) = kept.get() else {
                return BTreeMap::new();
            };
            let mut all = setting_values(&kept);
            let changed: BTreeMap<String, Value> = changes
                .get()
                .into_iter()
                .filter_map(|change| match change.after {
                    NewValue::Is(after) => Some((change.key.to_owned(), after)),
                    NewValue::Secret => None,
                })
                .collect();
            all.extend(changed.clone());
            faults(&changed, &all)
        });
        Self {
            fields,
            kept,
            filled: RwSignal::new(0),
            changes,
            faults,
            find: RwSignal::new(String::new()),
        }
    }

    /// What stands in a setting's field.
    pub fn typed(&self, key: SettingKey) -> RwSignal<String> {
        let found = self.fields.with_value(|fields| {
            let field = fields.iter().find(|field| field.setting.key == key);
            field.map(|field| field.typed)
        });
        // Keys are those of the table.
        found.unwrap_or_default()
    }

    /// What the registry said last of a setting, as a field has it.
    pub fn kept_text(&self, key: SettingKey) -> String {
        self.kept.with_untracked(|kept| {
            let value = kept.as_ref().and_then(|kept| kept.value(key));
            value.map(shown).unwrap_or_default()
        })
    }

    /// Whether the server has a setting. Secrets are there where the settings of their kind are.
    pub fn is_known(&self, setting: &Setting) -> bool {
        let is_there = |key: &str| {
            self.kept
                .with(|kept| kept.as_ref().is_some_and(|kept| kept.value(key).is_some()))
        };
        match setting.is_secret() {
            true => setting
                .key
                .split_once('_')
                .is_some_and(|(kind, _)| is_there(&format!("{kind}_verify_cert"))),
            false => is_there(setting.key),
        }
    }

    /// Whether the server takes no change of a setting.
    pub fn is_locked(&self, setting: &Setting) -> bool {
        !setting.is_secret()
            && self.kept.with(|kept| {
                kept.as_ref()
                    .is_some_and(|kept| !kept.is_editable(setting.key))
            })
    }

    /// Whether nothing can be changed: the settings come from the server's environment.
    pub fn is_all_locked(&self) -> bool {
        self.kept.with(|kept| {
            kept.as_ref().is_some_and(|kept| {
                let known = SETTINGS.iter().filter(|one| kept.value(one.key).is_some());
                known.clone().count() > 1 && known.clone().all(|one| !kept.is_editable(one.key))
            })
        })
    }

    pub fn is_changed(&self, key: SettingKey) -> bool {
        self.changes
            .with(|changes| changes.iter().any(|change| change.key == key))
    }

    /// What was typed of secrets.
    pub fn secrets(&self) -> BTreeMap<String, String> {
        self.fields.with_value(|fields| {
            let secrets = fields.iter().filter(|field| field.setting.is_secret());
            secrets
                .map(|field| {
                    let secret = field.typed.get_untracked();
                    (field.setting.key.to_owned(), secret)
                })
                .filter(|(_, secret)| !secret.is_empty())
                .collect()
        })
    }

    /// Shows what the registry says; what was typed goes.
    pub fn discard(&self) {
        let kept = self.kept.get_untracked();
        self.fields.with_value(|fields| {
            for field in fields {
                let value = kept.as_ref().and_then(|kept| kept.value(field.setting.key));
                field.typed.set(value.map(shown).unwrap_or_default());
            }
        });
        self.filled.update(|filled| *filled += 1);
    }

    /// Takes over what the registry says now. Fields that nobody changed follow; others stay. The page
    /// may be gone.
    pub fn follow(&self, now: Configuration) {
        let changed = self.changes.try_with_untracked(|changes| {
            let keys = changes.iter().map(|change| change.key);
            keys.collect::<Vec<SettingKey>>()
        });
        let Some(changed) = changed else { return };
        self.fields.try_with_value(|fields| {
            for field in fields {
                let key = field.setting.key;
                if changed.contains(&key) {
                    continue;
                }
                let text = now.value(key).map(shown).unwrap_or_default();
                if field.typed.try_get_untracked().as_ref() != Some(&text) {
                    field.typed.try_set(text);
                }
            }
        });
        self.kept.try_set(Some(Arc::new(now)));
        self.filled.try_update(|filled| *filled += 1);
    }

    /// Forgets secrets that were sent. The page may be gone.
    pub fn forget_secrets(&self) {
        self.fields.try_with_value(|fields| {
            for field in fields.iter().filter(|field| field.setting.is_secret()) {
                field.typed.try_set(String::new());
            }
        });
    }

    /// Puts a value into a field.
    pub fn put(&self, key: SettingKey, value: &Value) {
        self.typed(key).set(shown(value));
        self.filled.update(|filled| *filled += 1);
    }
}

fn typed(fields: StoredValue<Vec<SettingField>>, key: SettingKey) -> String {
    fields.with_value(|fields| {
        let field = fields.iter().find(|field| field.setting.key == key);
        field.map(|field| field.typed.get()).unwrap_or_default()
    })
}

/// The values of all fields. One that stands there as the server keeps it has the very value that it
/// keeps, blanks and all.
fn draft(fields: StoredValue<Vec<SettingField>>, kept: &Configuration) -> BTreeMap<String, Value> {
    fields.with_value(|fields| {
        let told = fields.iter().filter(|field| !field.setting.is_secret());
        told.map(|field| {
            let typed = field.typed.get();
            let before = kept.value(field.setting.key);
            let value = match before {
                Some(before) if shown(before) == typed => before.clone(),
                _ => field.setting.value(&typed),
            };
            (field.setting.key.to_owned(), value)
        })
        .collect()
    })
}
