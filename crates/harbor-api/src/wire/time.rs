//! Harbor's times.

use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Deserializer};

/// Reads a time; an empty text, `null`, absence and the year 1 mean 'never' (`None`).
///
/// Harbor writes at least four forms, all of RFC 3339: milliseconds, none, nanoseconds, offsets.
pub fn optional<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<DateTime<Utc>>, D::Error> {
    let Some(text) = Option::<String>::deserialize(deserializer)? else {
        return Ok(None);
    };
    parse(&text).map_err(serde::de::Error::custom)
}

/// Reads a time from text.
pub fn parse(text: &str) -> Result<Option<DateTime<Utc>>, chrono::ParseError> {
    if text.is_empty() {
        return Ok(None);
    }
    let time = DateTime::parse_from_rfc3339(text)?.with_timezone(&Utc);
    Ok((time.year() > 1).then_some(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Row {
        #[serde(default, deserialize_with = "optional")]
        at: Option<DateTime<Utc>>,
    }

    fn read(json: &str) -> Option<DateTime<Utc>> {
        serde_json::from_str::<Row>(json).unwrap().at
    }

    #[test]
    fn all_forms_are_read() {
        for text in [
            "2026-11-21T00:47:07.305Z",
            "2026-11-21T00:47:07Z",
            "2026-11-21T00:47:07.305123456Z",
            "2026-11-21T02:47:07.3+02:00",
        ] {
            let time = read(&format!(r#"{{"at":"{text}"}}"#)).expect(text);
            assert_eq!(time.timestamp(), 1_795_222_027, "{text}");
        }
    }

    #[test]
    fn never_has_four_forms() {
        for json in [
            "{}",
            r#"{"at":null}"#,
            r#"{"at":""}"#,
            r#"{"at":"0001-01-01T00:00:00.000Z"}"#,
            r#"{"at":"0001-01-01T00:00:00Z"}"#,
        ] {
            assert_eq!(read(json), None, "{json}");
        }
        assert!(serde_json::from_str::<Row>(r#"{"at":"yesterday"}"#).is_err());
    }
}
