//! What a value may be, and whether a text is such a value.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Number, Value};

/// What kind of value it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    #[default]
    Text,
    Integer,
    Number,
    Boolean,
    Object,
    List,
    /// The document says nothing of it, or nothing that can be read.
    Any,
}

/// What a value may be. References are followed, to a depth below which a value is [`Kind::Any`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Schema {
    pub kind: Kind,
    /// `int64`, `date-time`, `password`, …; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub format: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The only values that it may have, as they are typed; empty for any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// As it is typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<f64>,
    /// In characters, or in items of a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
    /// What an object has: what is needed first, then by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// What a list is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<Box<Schema>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<Value>,
}

/// A field of an object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Field {
    pub name: String,
    pub is_required: bool,
    /// The server sets it.
    #[serde(default)]
    pub is_read_only: bool,
    pub schema: Schema,
}

/// Why a text is no value of a schema's.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Problem {
    #[error("it is needed")]
    Missing,
    #[error("it is a step in a path and no name")]
    NotAName,
    #[error("it is no whole number")]
    NotAnInteger,
    #[error("it is no number")]
    NotANumber,
    #[error("it is neither true nor false")]
    NotABoolean,
    #[error("it is none of the values that it may have")]
    NotAChoice,
    #[error("it is less than {0}")]
    TooSmall(f64),
    #[error("it is more than {0}")]
    TooLarge(f64),
    #[error("it is shorter than {0}")]
    TooShort(u64),
    #[error("it is longer than {0}")]
    TooLong(u64),
    /// With the line, from 1, where it ends to be some.
    #[error("it is no JSON")]
    NotJson { line: usize },
    #[error("it is no JSON object")]
    NotAnObject,
    #[error("it is no JSON list")]
    NotAList,
}

impl Schema {
    /// Whether a value holds a secret, by its format or its name: a text of this name at any depth.
    pub fn is_secret(&self, name: &str) -> bool {
        self.format == "password" || is_secret_name(name)
    }

    /// Reads what was typed for a parameter or field that has a value.
    pub fn read(&self, text: &str) -> Result<Value, Problem> {
        let value = match self.kind {
            Kind::Text => Value::String(text.to_owned()),
            Kind::Integer => {
                let text = text.trim();
                let number = text.parse::<i64>().map(Number::from);
                let number = number.or_else(|_| text.parse::<u64>().map(Number::from));
                Value::Number(number.map_err(|_| Problem::NotAnInteger)?)
            }
            Kind::Number => {
                let number: Option<Number> = serde_json::from_str(text.trim()).ok();
                Value::Number(number.ok_or(Problem::NotANumber)?)
            }
            Kind::Boolean => match text.trim() {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                _ => return Err(Problem::NotABoolean),
            },
            Kind::Object | Kind::List | Kind::Any => json(text)?,
        };
        self.check(&value, text)?;
        Ok(value)
    }

    fn check(&self, value: &Value, text: &str) -> Result<(), Problem> {
        match (self.kind, value) {
            (Kind::Object, value) if !value.is_object() => return Err(Problem::NotAnObject),
            (Kind::List, value) if !value.is_array() => return Err(Problem::NotAList),
            _ => {}
        }
        if !self.choices.is_empty() && !self.choices.iter().any(|choice| choice == text.trim()) {
            return Err(Problem::NotAChoice);
        }
        if let Some(number) = value.as_f64() {
            if let Some(minimum) = self.minimum.filter(|minimum| number < *minimum) {
                return Err(Problem::TooSmall(minimum));
            }
            if let Some(maximum) = self.maximum.filter(|maximum| number > *maximum) {
                return Err(Problem::TooLarge(maximum));
            }
        }
        let length = match value {
            Value::String(text) => text.chars().count() as u64,
            Value::Array(items) => items.len() as u64,
            _ => return Ok(()),
        };
        if let Some(least) = self.min_length.filter(|least| length < *least) {
            return Err(Problem::TooShort(least));
        }
        match self.max_length.filter(|most| length > *most) {
            Some(most) => Err(Problem::TooLong(most)),
            None => Ok(()),
        }
    }

    /// What a value may look like: the document's own example, or else one made of the kinds, without
    /// what the server sets.
    pub fn sample(&self) -> Value {
        if let Some(example) = &self.example {
            return example.clone();
        }
        let given = self.default.as_ref().or(self.choices.first());
        if let Some(value) = given.and_then(|text| self.read(text).ok()) {
            return value;
        }
        match self.kind {
            Kind::Text => Value::String(String::new()),
            Kind::Integer | Kind::Number => Value::Number(0.into()),
            Kind::Boolean => Value::Bool(false),
            Kind::List => {
                let items = self.items.iter().map(|items| items.sample());
                Value::Array(items.collect())
            }
            Kind::Object => {
                let fields = self.fields.iter().filter(|field| !field.is_read_only);
                let samples = fields.map(|field| (field.name.clone(), field.schema.sample()));
                Value::Object(samples.collect::<Map<_, _>>())
            }
            Kind::Any => Value::Null,
        }
    }
}

/// Whether what has this name in a document holds a secret.
pub fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let words = ["password", "secret", "private_key", "auth_header"];
    name == "token" || name.ends_with("_token") || words.iter().any(|word| name.contains(word))
}

/// Reads JSON.
pub(crate) fn json(text: &str) -> Result<Value, Problem> {
    serde_json::from_str(text).map_err(|error| Problem::NotJson { line: error.line() })
}
