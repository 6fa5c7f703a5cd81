//! Reading values that may be anything.

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::value::RawValue;

/// A value, or nothing where it is of another kind than was expected.
pub(crate) fn some<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    value: D,
) -> Result<Option<T>, D::Error> {
    let raw = <&RawValue>::deserialize(value)?;
    Ok(serde_json::from_str(raw.get()).unwrap_or_default())
}

/// The items of an array that can be read; none where it is no array.
pub(crate) fn items<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    value: D,
) -> Result<Vec<T>, D::Error> {
    let raw = <&RawValue>::deserialize(value)?;
    // The usual case is that all are good: they are read without a look at each by itself.
    if let Ok(items) = serde_json::from_str(raw.get()) {
        return Ok(items);
    }
    let each: Vec<&RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
    let read = each.into_iter();
    Ok(read
        .filter_map(|raw| serde_json::from_str(raw.get()).ok())
        .collect())
}
