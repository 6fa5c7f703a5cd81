//! Settings as Pilothouse itself read them, for as long as it runs. The audit log says that settings were
//! changed and not how: where they were read before and after, the two are compared.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
};

use chrono::{DateTime, TimeDelta, Utc};
use harbor_api::types::Configuration;
use harbor_settings::{Change, NewValue, setting_values};
use pilothouse_protocol::ConnectionId;
use serde_json::Value;

use super::form::value_words;
use crate::registries::Registries;

/// Readings and changes that are kept of a connection and an account.
const KEPT: usize = 50;
/// How far the clocks of the registry and of this computer may be apart.
const APART: TimeDelta = TimeDelta::minutes(1);

type Values = BTreeMap<String, Value>;

/// What the settings were for a while, as far as was seen.
#[derive(Debug, Clone, PartialEq)]
struct Reading {
    first: DateTime<Utc>,
    last: DateTime<Utc>,
    values: Values,
}

/// A change that was made here, whose values were read before and after.
#[derive(Debug, Clone, PartialEq)]
struct Made {
    at: DateTime<Utc>,
    changed: Vec<ChangedSetting>,
}

/// What an account saw of a registry's settings.
#[derive(Debug, Default)]
struct Seen {
    readings: Vec<Reading>,
    made: Vec<Made>,
}

/// At a connection, as an account.
type Key = (ConnectionId, Option<String>);

thread_local! {
    static SEEN: RefCell<HashMap<Key, Seen>> = RefCell::default();
}

/// A setting before and after; `None` where it was not there.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangedSetting {
    pub key: String,
    before: Option<Value>,
    after: Option<Value>,
}

impl ChangedSetting {
    /// As a person reads it.
    pub fn before(&self) -> String {
        value_words(&self.key, self.before.as_ref().unwrap_or(&Value::Null))
    }

    /// As a person reads it.
    pub fn after(&self) -> String {
        value_words(&self.key, self.after.as_ref().unwrap_or(&Value::Null))
    }
}

/// What is known of a change of settings.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownChange {
    pub changed: Vec<ChangedSetting>,
    /// When they were read before and after; none for a change that was made here.
    pub between: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

impl Seen {
    fn read(&mut self, values: Values, now: DateTime<Utc>) {
        match self.readings.last_mut() {
            Some(last) if last.values == values => last.last = now,
            _ => self.readings.push(Reading {
                first: now,
                last: now,
                values,
            }),
        }
        let extra = self.readings.len().saturating_sub(KEPT);
        self.readings.drain(..extra);
    }

    fn made(&mut self, changes: &[Change], now: &Values, at: DateTime<Utc>) {
        let changed = changes.iter().filter_map(|change| {
            let NewValue::Is(after) = &change.after else {
                return None;
            };
            // What is not in force was not changed.
            (now.get(change.key) == Some(after)).then(|| ChangedSetting {
                key: change.key.to_owned(),
                before: change.before.clone(),
                after: Some(after.clone()),
            })
        });
        let changed: Vec<_> = changed.collect();
        if !changed.is_empty() {
            self.made.push(Made { at, changed });
        }
        let extra = self.made.len().saturating_sub(KEPT);
        self.made.drain(..extra);
    }

    /// What is known of a change at a time, by the registry's clock.
    fn around(&self, at: DateTime<Utc>, is_own: bool) -> Option<KnownChange> {
        let mut near = self.made.iter();
        let mut near = near
            .by_ref()
            .filter(|made| is_own && (made.at - at).abs() <= APART);
        match (near.next(), near.next()) {
            (Some(made), None) => {
                return Some(KnownChange {
                    changed: made.changed.clone(),
                    between: None,
                });
            }
            // Which of them it was nobody can say.
            (Some(_), Some(_)) => return None,
            (None, _) => {}
        }
        let mut readings = self.readings.iter();
        let before = readings
            .clone()
            .rev()
            .find(|reading| reading.last + APART <= at)?;
        let after = readings.find(|reading| reading.first - APART >= at)?;
        let keys = before.values.keys().chain(after.values.keys());
        let mut keys: Vec<&String> = keys.collect();
        keys.sort();
        keys.dedup();
        let changed = keys.into_iter().filter_map(|key| {
            let (was, is) = (before.values.get(key), after.values.get(key));
            (was != is).then(|| ChangedSetting {
                key: key.clone(),
                before: was.cloned(),
                after: is.cloned(),
            })
        });
        Some(KnownChange {
            changed: changed.collect(),
            between: Some((before.last, after.first)),
        })
    }
}

fn key(registries: Registries, connection: &ConnectionId) -> Key {
    let known = registries.find_untracked(connection);
    let account = known.and_then(|known| known.account.name().map(str::to_owned));
    (connection.clone(), account)
}

/// Remembers settings that were read just now.
pub fn note_settings(registries: Registries, connection: &ConnectionId, read: &Configuration) {
    let values = setting_values(read);
    SEEN.with_borrow_mut(|seen| {
        let seen = seen.entry(key(registries, connection)).or_default();
        seen.read(values, Utc::now());
    });
}

/// Remembers changes that were made here, with the settings that were read afterwards.
pub(super) fn note_changes(
    registries: Registries,
    connection: &ConnectionId,
    changes: &[Change],
    now: &Configuration,
) {
    let values = setting_values(now);
    SEEN.with_borrow_mut(|seen| {
        let seen = seen.entry(key(registries, connection)).or_default();
        seen.made(changes, &values, Utc::now());
        seen.read(values, Utc::now());
    });
}

/// What is known of a change that the registry logged, by whoever is named.
pub fn known_change(
    registries: Registries,
    connection: &ConnectionId,
    at: DateTime<Utc>,
    who: &str,
) -> Option<KnownChange> {
    let key = key(registries, connection);
    let is_own = key.1.as_deref() == Some(who);
    SEEN.with_borrow(|seen| seen.get(&key)?.around(at, is_own))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    fn timeout(minutes: i64) -> Values {
        [("session_timeout".to_owned(), json!(minutes))].into()
    }

    #[test]
    fn only_what_was_read_before_and_after_is_compared() {
        let mut seen = Seen::default();
        seen.read(timeout(60), at(0));
        seen.read(timeout(60), at(10));
        assert_eq!(
            seen.around(at(20), false),
            None,
            "nothing was read afterwards"
        );
        seen.read(timeout(90), at(30));
        let known = seen
            .around(at(20), false)
            .unwrap_or_else(|| panic!("it is known"));
        assert_eq!(known.between, Some((at(10), at(30))));
        assert_eq!(known.changed.len(), 1);
        let changed = &known.changed[0];
        assert_eq!(
            (changed.before(), changed.after()),
            ("60".to_owned(), "90".to_owned())
        );
        // Where clocks may differ nothing is said.
        assert_eq!(seen.around(at(30), false), None);
        assert_eq!(seen.around(at(5), false), None);
    }

    #[test]
    fn a_change_made_here_is_known_to_whoever_made_it() {
        let mut seen = Seen::default();
        let change = |before: i64, after: i64| Change {
            key: "session_timeout",
            before: Some(json!(before)),
            after: NewValue::Is(json!(after)),
        };
        seen.made(&[change(60, 90)], &timeout(90), at(10));
        assert!(
            seen.around(at(10), true)
                .is_some_and(|known| known.between.is_none())
        );
        assert_eq!(seen.around(at(10), false), None, "somebody else's");
        assert_eq!(seen.around(at(12), true), None, "another one");
        // What is not in force was not changed.
        seen.made(&[change(90, 95)], &timeout(90), at(20));
        assert_eq!(seen.around(at(20), true), None);
        // Of two at once nobody can tell which it was.
        seen.made(&[change(90, 100)], &timeout(100), at(10));
        assert_eq!(seen.around(at(10), true), None);
    }
}
