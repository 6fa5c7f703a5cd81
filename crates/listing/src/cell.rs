//! What stands in a row under a column.

use serde::{Deserialize, Serialize};

/// A value of a row. How it is read depends on the column's [`ColumnKind`](crate::ColumnKind).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    /// Not known, or not there.
    #[default]
    None,
    /// A count, bytes, tenths, or microseconds since 1970 (UTC).
    Number(i64),
    Text(String),
    Numbers(Vec<i64>),
    Texts(Vec<String>),
}

impl Cell {
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn texts(&self) -> &[String] {
        match self {
            Self::Texts(texts) => texts,
            Self::Text(text) => std::slice::from_ref(text),
            _ => &[],
        }
    }

    pub fn numbers(&self) -> &[i64] {
        match self {
            Self::Numbers(numbers) => numbers,
            _ => &[],
        }
    }
}
