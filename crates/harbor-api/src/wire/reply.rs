//! Decoding successful answers.

use std::ops::Deref;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::error::DecodeError;

/// What can be made of the body of a successful answer.
pub trait Decode: Sized {
    /// What the request says it takes. Harbor's text endpoints refuse `application/json` (406 or
    /// 422), its gateways' errors are pages anyway.
    const ACCEPT: &'static str = "application/json";

    fn decode(body: &[u8]) -> Result<Self, DecodeError>;
}

/// A JSON object of Harbor's; implemented with [`object!`](crate::types).
pub trait Object: DeserializeOwned {}

impl<T: Object> Decode for T {
    fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        serde_json::from_slice(body).map_err(|error| DecodeError::new(&error, body))
    }
}

/// Nothing is expected, and whatever comes is ignored: Harbor answers deletions with nothing, with
/// `{}` or with what was deleted.
impl Decode for () {
    fn decode(_body: &[u8]) -> Result<Self, DecodeError> {
        Ok(())
    }
}

/// An empty body or `null` means 'none'.
impl<T: Object> Decode for Option<T> {
    fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        let trimmed = body.trim_ascii();
        if trimmed.is_empty() || trimmed == b"null" {
            return Ok(None);
        }
        T::decode(body).map(Some)
    }
}

/// Plain text (logs, `Pong`, file contents); bytes that are no UTF-8 are replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(pub String);

impl Decode for Text {
    const ACCEPT: &'static str = "*/*";

    fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        Ok(Self(String::from_utf8_lossy(body).into_owned()))
    }
}

/// A list in which an item that can't be read does not spoil the others.
#[derive(Debug, Clone, PartialEq)]
pub struct List<T> {
    /// The items in the server's order.
    pub items: Vec<Result<T, Malformed>>,
}

/// An item of a list that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// What is wrong, for the details.
    pub reason: String,
    /// The beginning of the item as it came, at most 400 characters.
    pub text: String,
}

impl<T> List<T> {
    /// The items that could be read.
    pub fn good(self) -> impl Iterator<Item = T> {
        self.items.into_iter().filter_map(Result::ok)
    }

    /// The items that could be read, in place.
    pub fn iter_good(&self) -> impl Iterator<Item = &T> {
        self.items.iter().filter_map(|item| item.as_ref().ok())
    }

    /// The items that could not be read.
    pub fn malformed(&self) -> impl Iterator<Item = &Malformed> {
        self.items.iter().filter_map(|item| item.as_ref().err())
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { items: Vec::new() }
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self {
            items: items.into_iter().map(Ok).collect(),
        }
    }
}

/// Writes the good items only.
impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter_good())
    }
}

/// For lists inside objects.
impl<'de, T: DeserializeOwned> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Vec::<Box<RawValue>>::deserialize(deserializer)?;
        Ok(Self {
            items: raw.iter().map(|item| item_from(item)).collect(),
        })
    }
}

fn item_from<T: DeserializeOwned>(item: &RawValue) -> Result<T, Malformed> {
    // As bytes, like whole bodies: the same code reads both, which the window has once then.
    serde_json::from_slice(item.get().as_bytes()).map_err(|error| Malformed {
        reason: error.to_string(),
        text: item.get().chars().take(400).collect(),
    })
}

impl<T> Deref for List<T> {
    type Target = [Result<T, Malformed>];

    fn deref(&self) -> &Self::Target {
        &self.items
    }
}

impl<T: DeserializeOwned> Decode for List<T> {
    fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        let trimmed = body.trim_ascii();
        if trimmed.is_empty() || trimmed == b"null" {
            return Ok(Self { items: Vec::new() });
        }
        // The quick way first: almost always every item is good.
        if let Ok(items) = serde_json::from_slice::<Vec<T>>(body) {
            return Ok(Self {
                items: items.into_iter().map(Ok).collect(),
            });
        }
        let raw: Vec<&RawValue> =
            serde_json::from_slice(body).map_err(|error| DecodeError::new(&error, body))?;
        Ok(Self {
            items: raw.into_iter().map(item_from).collect(),
        })
    }
}
