//! What a bearer token says of itself.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// When a JWT ends by its own words (`exp`, RFC 7519 4.1.4). Nothing is verified: that is the
/// service's business. `None` for a token that is no JWT, or does not say.
pub fn expires_at(token: &str) -> Option<DateTime<Utc>> {
    let payload = token.trim().split('.').nth(1)?;
    let payload = BASE64_URL_SAFE_NO_PAD
        .decode(payload.trim_end_matches('='))
        .ok()?;
    let claims: Value = serde_json::from_slice(&payload).ok()?;
    // It may have a fraction.
    let seconds = claims.get("exp")?.as_f64()?;
    DateTime::from_timestamp(seconds as i64, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tokens_end_is_read_and_never_guessed() {
        let token = |claims: &str| {
            let part = |text: &str| BASE64_URL_SAFE_NO_PAD.encode(text);
            format!("{}.{}.sig", part("{}"), part(claims))
        };
        let end = expires_at(&token(r#"{"exp":1767323045}"#)).unwrap();
        assert_eq!(end.timestamp(), 1_767_323_045);
        assert_eq!(expires_at(&token(r#"{"exp":1767323045.9}"#)), Some(end));
        for text in ["", "opaque", "a.b.c", &token("{}"), &token("[]")] {
            assert_eq!(expires_at(text), None, "{text}");
        }
    }
}
