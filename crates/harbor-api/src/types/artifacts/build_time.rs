//! When an image was made, by its own word.

use chrono::{DateTime, Datelike, Utc};

use crate::types::Artifact;

/// When an image was made, by its own word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BuildTime {
    At(DateTime<Utc>),
    /// Reproducible builds write a fixed time, mostly the first second of 1970, 1980 or the year 1:
    /// this text.
    NotStated(String),
}

impl BuildTime {
    /// Before this year there were no containers, so that an earlier time is not a build's.
    const FIRST_YEAR: i32 = 2013;

    fn parse(text: &str) -> Option<Self> {
        let time = DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&Utc);
        Some(if time.year() < Self::FIRST_YEAR {
            Self::NotStated(text.to_owned())
        } else {
            Self::At(time)
        })
    }
}

impl Artifact {
    /// When the image was made, by its own word; `None` if it says nothing.
    pub fn built(&self) -> Option<BuildTime> {
        BuildTime::parse(self.extra_attrs.get("created")?.as_str()?)
    }
}
