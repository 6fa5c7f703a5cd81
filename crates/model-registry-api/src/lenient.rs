//! Fields of answers whose exact names nobody published: `companyName`, `company_name`.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

/// A name without what snake and camel case differ in.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The first of these fields that is there; `names` are written plain.
pub(crate) fn field<'a>(object: &'a Map<String, Value>, names: &[&str]) -> Option<&'a Value> {
    names.iter().find_map(|name| {
        let mut fields = object.iter();
        let found = fields.find(|(key, value)| plain(key) == *name && !value.is_null())?;
        Some(found.1)
    })
}

/// A text, or a number as a text; empty where there is none.
pub(crate) fn text(object: &Map<String, Value>, names: &[&str]) -> String {
    match field(object, names) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

pub(crate) fn yes_or_no(object: &Map<String, Value>, names: &[&str]) -> Option<bool> {
    match field(object, names)? {
        Value::Bool(value) => Some(*value),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// A time by RFC 3339, or as seconds or milliseconds since 1970.
pub(crate) fn time(object: &Map<String, Value>, names: &[&str]) -> Option<DateTime<Utc>> {
    /// Later seconds than these (the year 5138) are milliseconds.
    const SECONDS: i64 = 100_000_000_000;
    match field(object, names)? {
        Value::String(text) => DateTime::parse_from_rfc3339(text)
            .ok()
            .map(|time| time.with_timezone(&Utc)),
        Value::Number(number) => match number.as_i64()? {
            seconds if seconds.abs() < SECONDS => DateTime::from_timestamp(seconds, 0),
            milliseconds => DateTime::from_timestamp_millis(milliseconds),
        },
        _ => None,
    }
}
