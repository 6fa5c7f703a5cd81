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
    if text.is_empty() {
        return Ok(None);
    }
    let time = DateTime::parse_from_rfc3339(&text).map_err(serde::de::Error::custom)?;
    let time = time.with_timezone(&Utc);
    Ok((time.year() > 1).then_some(time))
}
