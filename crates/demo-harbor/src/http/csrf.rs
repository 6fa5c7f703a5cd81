//! Harbor's protection against cross-site requests: a cookie and a masked token.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hyper::{HeaderMap, Method};

use crate::chance;
use crate::identity::cookie;

/// The header that carries the token both ways.
pub const HEADER: &str = "x-harbor-csrf-token";
const COOKIE: &str = "_gorilla_csrf";
const LENGTH: usize = 32;

/// The state of a request that the protection applies to.
pub struct Guard {
    secret: [u8; LENGTH],
    fresh: bool,
    /// Why the request must be refused, if so.
    pub refusal: Option<&'static str>,
}

impl Guard {
    /// The guard of a request, or none where Harbor leaves the protection out: the API without any
    /// `sid` cookie (its mere presence counts, valid or not).
    pub fn of(method: &Method, path: &str, headers: &HeaderMap) -> Option<Self> {
        let exempt = ["/v2/", "/api/", "/service/"]
            .iter()
            .any(|prefix| path.starts_with(prefix));
        if exempt && cookie(headers, "sid").is_none() {
            return None;
        }
        let known = cookie(headers, COOKIE)
            .and_then(|text| STANDARD.decode(text.replace('.', "=")).ok())
            .and_then(|bytes| <[u8; LENGTH]>::try_from(bytes).ok());
        let secret = known.unwrap_or_else(chance::bytes);
        let safe = [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE].contains(method);
        let refusal = if safe {
            None
        } else {
            match headers.get(HEADER).and_then(|value| value.to_str().ok()) {
                None | Some("") => Some("CSRF token not found in request"),
                Some(token) if unmask(token) == Some(secret) && known.is_some() => None,
                Some(_) => Some("CSRF token invalid"),
            }
        };
        Some(Self {
            secret,
            fresh: known.is_none(),
            refusal,
        })
    }

    /// The headers every answer carries while the protection applies.
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![(HEADER, mask(&self.secret))];
        if self.fresh {
            let value = STANDARD.encode(self.secret).replace('=', ".");
            headers.push((
                "set-cookie",
                format!(
                    "{COOKIE}={value}; Path=/; HttpOnly; Max-Age=43200; HttpOnly; SameSite=Strict"
                ),
            ));
        }
        headers
    }
}

/// A token that differs on each call and yet stands for the same secret.
fn mask(secret: &[u8; LENGTH]) -> String {
    let pad: [u8; LENGTH] = chance::bytes();
    let mut token = pad.to_vec();
    token.extend(pad.iter().zip(secret).map(|(pad, secret)| pad ^ secret));
    STANDARD.encode(token)
}

fn unmask(token: &str) -> Option<[u8; LENGTH]> {
    let bytes = STANDARD
        .decode(token)
        .ok()
        .filter(|bytes| bytes.len() == LENGTH * 2)?;
    let (pad, masked) = bytes.split_at(LENGTH);
    let secret: Vec<u8> = pad
        .iter()
        .zip(masked)
        .map(|(pad, masked)| pad ^ masked)
        .collect();
    secret.try_into().ok()
}
