//! JSON the way Harbor writes it: zero values are left out, times have three fraction digits.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

/// A point in time, always in UTC.
pub type Time = DateTime<Utc>;

/// What Harbor sends for "never".
pub const NEVER: &str = "0001-01-01T00:00:00.000Z";

/// Writes a time as Harbor does.
pub fn time(at: Time) -> Value {
    Value::String(at.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string())
}

/// Writes a time, or year 1 for none.
pub fn time_or_never(at: Option<Time>) -> Value {
    at.map_or_else(|| Value::from(NEVER), time)
}

/// A JSON object under construction.
#[derive(Default)]
pub struct Fields(Map<String, Value>);

impl Fields {
    /// An empty object.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field whatever its value.
    #[must_use]
    pub fn put(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a field unless it is false, 0 or empty: Go's `omitempty`.
    #[must_use]
    pub fn put_unless_zero(self, name: &str, value: impl Into<Value>) -> Self {
        let value = value.into();
        let zero = match &value {
            Value::Null => true,
            Value::Bool(flag) => !flag,
            Value::Number(number) => number.as_f64() == Some(0.0),
            Value::String(text) => text.is_empty(),
            Value::Array(list) => list.is_empty(),
            Value::Object(_) => false,
        };
        if zero { self } else { self.put(name, value) }
    }

    /// Adds a list, or null if it is empty, as Harbor does for lists inside objects.
    #[must_use]
    pub fn put_list(self, name: &str, list: Vec<Value>) -> Self {
        let value = if list.is_empty() {
            Value::Null
        } else {
            Value::Array(list)
        };
        self.put(name, value)
    }

    /// The finished object.
    pub fn done(self) -> Value {
        Value::Object(self.0)
    }
}

impl From<Fields> for Value {
    fn from(fields: Fields) -> Self {
        fields.done()
    }
}
