//! A value that crosses as it is written, and is read by whoever wants it.

use std::{fmt, marker::PhantomData};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

/// A value of which most that hear of it make nothing: they need no code that reads it.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct Unread<T> {
    json: Box<RawValue>,
    #[serde(skip)]
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize> Unread<T> {
    /// # Errors
    /// The value can't be written as JSON: a map of it has keys that are no texts.
    pub fn new(value: &T) -> serde_json::Result<Self> {
        Ok(Self {
            json: serde_json::value::to_raw_value(value)?,
            of: PhantomData,
        })
    }
}

impl<T: DeserializeOwned> Unread<T> {
    /// # Errors
    /// It was written by another version of the program, of a value of another shape.
    pub fn read(&self) -> serde_json::Result<T> {
        serde_json::from_str(self.json.get())
    }
}

impl<T> Clone for Unread<T> {
    fn clone(&self) -> Self {
        Self {
            json: self.json.clone(),
            of: PhantomData,
        }
    }
}

impl<T> PartialEq for Unread<T> {
    fn eq(&self, other: &Self) -> bool {
        self.json.get() == other.json.get()
    }
}

impl<T> fmt::Debug for Unread<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Unread({} bytes)", self.json.get().len())
    }
}
