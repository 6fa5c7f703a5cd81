//! Paging: one mechanism for every list.

use serde::{Deserialize, Serialize};

use crate::operation::QueryValue;

/// One page of a list. Numbers count from 1; a page holds 1 to 100 items, Harbor refuses more
/// with 422 and takes 0 as 'no limit', which we never ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawPage")]
pub struct Page {
    number: u32,
    size: u32,
}

#[derive(Deserialize)]
struct RawPage {
    number: u32,
    size: u32,
}

impl Page {
    /// The most items Harbor gives at once.
    pub const MAX_SIZE: u32 = 100;
    /// The first hundred.
    pub const FIRST: Self = Self {
        number: 1,
        size: Self::MAX_SIZE,
    };

    /// A page; the size is brought into 1 to 100 and the number to 1 or more.
    pub fn new(number: u32, size: u32) -> Self {
        Self {
            number: number.max(1),
            size: size.clamp(1, Self::MAX_SIZE),
        }
    }

    pub fn number(self) -> u32 {
        self.number
    }

    /// Items on a full page.
    pub fn size(self) -> u32 {
        self.size
    }

    /// The page behind this one.
    pub fn next(self) -> Self {
        Self {
            number: self.number.saturating_add(1),
            ..self
        }
    }
}

impl Default for Page {
    fn default() -> Self {
        Self::FIRST
    }
}

impl TryFrom<RawPage> for Page {
    type Error = &'static str;

    fn try_from(raw: RawPage) -> Result<Self, Self::Error> {
        if raw.number == 0 || raw.size == 0 || raw.size > Self::MAX_SIZE {
            return Err("a page's number is 1 or more, its size 1 to 100");
        }
        Ok(Self {
            number: raw.number,
            size: raw.size,
        })
    }
}

impl QueryValue for Page {
    const NAMES: &'static [&'static str] = &["page", "page_size"];

    fn append(&self, _name: &'static str, query: &mut Vec<(&'static str, String)>) {
        query.push(("page", self.number.to_string()));
        query.push(("page_size", self.size.to_string()));
    }

    fn set_page(&mut self, page: Page) -> bool {
        *self = page;
        true
    }
}

/// How many items a list has in all, from `X-Total-Count`.
///
/// The header is absent on some lists and `-1` on others: then nobody knows before the last page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Total {
    Known(u64),
    Unknown,
}

impl Total {
    /// Reads the header's value.
    pub fn from_header(value: Option<&str>) -> Self {
        value
            .and_then(|text| text.trim().parse::<u64>().ok())
            .map_or(Self::Unknown, Self::Known)
    }

    /// Pages that a whole list takes, where it is known.
    pub fn pages(self, size: u32) -> Option<u32> {
        match self {
            Self::Known(items) => u32::try_from(items.div_ceil(u64::from(size.max(1)))).ok(),
            Self::Unknown => None,
        }
    }
}
