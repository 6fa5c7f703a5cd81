//! A session of Harbor's: its cookies and its token against forged requests.
//!
//! What a real server does (2.9 to 2.16) and what follows from it:
//! - `sid` names the session. It changes when somebody signs in or out; a *known* session's answers
//!   never set it. So an ordinary answer that sets a `sid` other than the one sent means that the
//!   server did not know the session and answered as to an anonymous caller, with 200 and public
//!   things only if it could. That answer is nobody's: it is dropped and the session has ended.
//! - Every answer to a request with a `sid` carries a new `X-Harbor-CSRF-Token`; any of them is good
//!   as long as the cookie `_gorilla_csrf` is the same.

use reqwest::header::{HeaderMap, HeaderValue, SET_COOKIE};

use crate::{
    error::ClientError,
    identity::secret::{Redactor, Secret},
};

/// Request and response header of the token.
pub(crate) const TOKEN_HEADER: &str = "x-harbor-csrf-token";
const SID: &str = "sid";
const CSRF_COOKIE: &str = "_gorilla_csrf";

/// A session, as it is used and as it is kept in a keychain.
#[derive(Debug, Clone)]
pub struct Session {
    sid: Secret,
    csrf_cookie: Option<Secret>,
    csrf_token: Option<Secret>,
}

impl Session {
    /// Puts a session together from what [`sid`](Self::sid), [`csrf_cookie`](Self::csrf_cookie) and
    /// [`csrf_token`](Self::csrf_token) gave. Without the latter two the first change costs one
    /// more request.
    pub fn from_parts(
        sid: Secret,
        csrf_cookie: Option<Secret>,
        csrf_token: Option<Secret>,
    ) -> Self {
        Self {
            sid,
            csrf_cookie,
            csrf_token,
        }
    }

    /// The value of the session cookie.
    pub fn sid(&self) -> &Secret {
        &self.sid
    }

    /// The value of the cookie `_gorilla_csrf`.
    pub fn csrf_cookie(&self) -> Option<&Secret> {
        self.csrf_cookie.as_ref()
    }

    /// The newest token that goes with that cookie.
    pub fn csrf_token(&self) -> Option<&Secret> {
        self.csrf_token.as_ref()
    }

    /// Whether both have the same cookies; a token of either is good for the other then.
    pub fn has_cookies_of(&self, other: &Self) -> bool {
        let cookie = |session: &Self| session.csrf_cookie.as_ref().map(|c| c.expose().to_owned());
        self.sid.expose() == other.sid.expose() && cookie(self) == cookie(other)
    }

    pub(crate) fn add_to(&self, redactor: &mut Redactor) {
        redactor.add(&self.sid);
        self.csrf_cookie
            .iter()
            .chain(&self.csrf_token)
            .for_each(|secret| redactor.add(secret));
    }
}

/// The cookies of one session while it is being opened or used. Only Harbor's own two are kept.
#[derive(Debug, Clone, Default)]
pub(crate) struct Jar {
    pub sid: Option<Secret>,
    pub csrf_cookie: Option<Secret>,
    pub csrf_token: Option<Secret>,
}

impl Jar {
    pub(crate) fn of(session: &Session) -> Self {
        Self {
            sid: Some(session.sid.clone()),
            csrf_cookie: session.csrf_cookie.clone(),
            csrf_token: session.csrf_token.clone(),
        }
    }

    pub(crate) fn session(&self) -> Option<Session> {
        Some(Session {
            sid: self.sid.clone()?,
            csrf_cookie: self.csrf_cookie.clone(),
            csrf_token: self.csrf_token.clone(),
        })
    }

    /// Puts the cookies, and for a request that changes something the token, into its headers.
    pub(crate) fn apply(&self, headers: &mut HeaderMap, safe: bool) -> Result<(), ClientError> {
        let pairs: Vec<String> = [(SID, &self.sid), (CSRF_COOKIE, &self.csrf_cookie)]
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}={}", value.as_ref()?.expose())))
            .collect();
        if !pairs.is_empty() {
            headers.insert("cookie", sensitive(&Secret::new(pairs.join("; ")))?);
        }
        if let Some(token) = self.csrf_token.as_ref().filter(|_| !safe) {
            headers.insert(TOKEN_HEADER, sensitive(token)?);
        }
        Ok(())
    }

    /// Takes over everything an answer brings: for requests that open a session, where the newest
    /// `sid` is the right one.
    pub(crate) fn absorb_all(&mut self, headers: &HeaderMap) {
        if let Some(sid) = cookie(headers, SID) {
            self.sid = Some(sid).filter(|sid| !sid.is_empty());
        }
        let sent = self.csrf_cookie.clone();
        self.absorb_token(headers, sent.as_ref());
    }

    /// Takes over the token of an answer to a request that was sent with this CSRF cookie. A token
    /// belongs to the cookie set beside it, or else to the one sent; one that belongs to another
    /// cookie than ours (answers may overtake each other) is of no use.
    pub(crate) fn absorb_token(&mut self, headers: &HeaderMap, sent: Option<&Secret>) {
        let token = headers
            .get(TOKEN_HEADER)
            .and_then(|value| value.to_str().ok());
        let Some(token) = token.filter(|token| !token.is_empty()).map(Secret::from) else {
            return;
        };
        if let Some(set) = cookie(headers, CSRF_COOKIE) {
            self.csrf_cookie = Some(set);
            self.csrf_token = Some(token);
        } else if sent.map(Secret::expose) == self.csrf_cookie.as_ref().map(Secret::expose) {
            self.csrf_token = Some(token);
        }
    }
}

/// Whether an answer to a request that carried this `sid` shows that the server did not know it.
pub(crate) fn is_unknown(sid: &Secret, headers: &HeaderMap) -> bool {
    cookie(headers, SID).is_some_and(|set| set.expose() != sid.expose())
}

/// Whether an unsuccessful answer asks for a (better) token.
pub(crate) fn wants_token(status: u16, body: &[u8]) -> bool {
    status == 403 && body.windows(10).any(|words| words == b"CSRF token")
}

/// The newest value that an answer sets for a cookie.
fn cookie(headers: &HeaderMap, name: &str) -> Option<Secret> {
    // Nothing that could end the cookie early in a later request.
    let is_harmless = |b: u8| b.is_ascii_graphic() && !b"\",;\\".contains(&b);
    headers
        .get_all(SET_COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok()?.split(';').next()?.split_once('='))
        .map(|(known, value)| (known.trim(), value.trim()))
        .rfind(|(known, value)| *known == name && value.bytes().all(is_harmless))
        .map(|(_, value)| Secret::from(value))
}

fn sensitive(text: &Secret) -> Result<HeaderValue, ClientError> {
    let mut value = HeaderValue::from_str(text.expose()).map_err(|_| {
        ClientError::Setup("the session holds characters that can't be sent".into())
    })?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(jar: &Jar) -> Option<&str> {
        jar.csrf_token.as_ref().map(Secret::expose)
    }

    fn answer(token: &'static str, cookie: Option<&'static str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(TOKEN_HEADER, HeaderValue::from_static(token));
        if let Some(cookie) = cookie {
            headers.insert(SET_COOKIE, HeaderValue::from_static(cookie));
        }
        headers
    }

    #[test]
    fn a_token_is_taken_only_with_the_cookie_that_it_belongs_to() {
        let mut jar = Jar::default();
        let old = Secret::from("c-old");
        jar.absorb_token(&answer("t-1", Some("_gorilla_csrf=c-1; Path=/")), None);
        assert_eq!(token(&jar), Some("t-1"));
        // Answers to requests that were sent before that cookie was known.
        jar.absorb_token(&answer("t-stale", None), None);
        jar.absorb_token(&answer("t-stale", None), Some(&old));
        assert_eq!(token(&jar), Some("t-1"));
        let current = jar.csrf_cookie.clone();
        jar.absorb_token(&answer("t-2", None), current.as_ref());
        assert_eq!(token(&jar), Some("t-2"));
    }

    #[test]
    fn the_newest_of_several_cookies_counts_and_an_empty_one_ends_the_session() {
        let mut headers = HeaderMap::new();
        headers.append(
            SET_COOKIE,
            HeaderValue::from_static("sid=first; Path=/; HttpOnly"),
        );
        headers.append(
            SET_COOKIE,
            HeaderValue::from_static("sid=second; Path=/; HttpOnly"),
        );
        let mut jar = Jar::default();
        jar.absorb_all(&headers);
        assert_eq!(jar.sid.as_ref().map(Secret::expose), Some("second"));
        headers.append(
            SET_COOKIE,
            HeaderValue::from_static("sid=; Path=/; Max-Age=0"),
        );
        jar.absorb_all(&headers);
        assert!(jar.sid.is_none());
    }
}
