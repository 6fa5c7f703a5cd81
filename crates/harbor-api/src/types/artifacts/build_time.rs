//! When something was made, by its builder's word.

use chrono::{DateTime, Datelike, Utc};

use crate::types::Artifact;

/// When an image, a step of one, a model or a document was made, by its builder's word.
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

    /// Reads a time (RFC 3339); `None` if the text is none.
    pub fn parse(text: &str) -> Option<Self> {
        let time = DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&Utc);
        Some(match Self::from(time) {
            Self::NotStated(_) => Self::NotStated(text.to_owned()),
            at @ Self::At(_) => at,
        })
    }
}

impl From<DateTime<Utc>> for BuildTime {
    fn from(time: DateTime<Utc>) -> Self {
        if time.year() < Self::FIRST_YEAR {
            Self::NotStated(time.to_rfc3339())
        } else {
            Self::At(time)
        }
    }
}

impl Artifact {
    /// When the image was made, by its own word; `None` if it says nothing.
    pub fn built(&self) -> Option<BuildTime> {
        BuildTime::parse(self.extra_attrs.get("created")?.as_str()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_times_of_reproducible_builds_are_none() {
        for fixed in [
            "0001-01-01T00:00:00Z",
            "1970-01-01T00:00:00Z",
            "1980-01-01T00:00:01Z",
        ] {
            let read = BuildTime::parse(fixed);
            assert_eq!(read, Some(BuildTime::NotStated(fixed.to_owned())));
            let time: DateTime<Utc> = fixed.parse().expect("a time");
            assert!(matches!(time.into(), BuildTime::NotStated(_)), "{fixed}");
        }
        let real = BuildTime::parse("2026-11-20T08:00:00+01:00");
        assert!(matches!(real, Some(BuildTime::At(_))), "{real:?}");
        assert_eq!(BuildTime::parse("yesterday"), None);
    }
}
