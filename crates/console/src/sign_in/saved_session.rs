//! A session as it is kept in the keychain: its cookies, its token, and since when it is.

use chrono::{DateTime, Utc};
use harbor_client::{Secret, Session};
use serde::{Deserialize, Serialize};

/// A session and when the person opened it.
pub(crate) struct SavedSession {
    pub(crate) session: Session,
    pub(crate) since: DateTime<Utc>,
}

/// The entry's form. Only ever between the keychain and a [`Secret`].
#[derive(Serialize, Deserialize)]
struct Entry<'a> {
    sid: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    csrf_cookie: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    csrf_token: Option<&'a str>,
    since: DateTime<Utc>,
}

impl SavedSession {
    /// As an entry for the keychain.
    pub(crate) fn to_entry(&self) -> Secret {
        let entry = Entry {
            sid: self.session.sid().expose(),
            csrf_cookie: self.session.csrf_cookie().map(Secret::expose),
            csrf_token: self.session.csrf_token().map(Secret::expose),
            since: self.since,
        };
        // Texts and a time always have a JSON form.
        Secret::new(serde_json::to_string(&entry).unwrap_or_default())
    }

    /// Reads an entry; `None` for anything else, such as a password.
    pub(crate) fn from_entry(entry: &Secret) -> Option<Self> {
        // Cookies and tokens are written without escapes, so nothing is copied to be read.
        let entry: Entry<'_> = serde_json::from_str(entry.expose()).ok()?;
        Some(Self {
            session: Session::from_parts(
                Secret::from(entry.sid),
                entry.csrf_cookie.map(Secret::from),
                entry.csrf_token.map(Secret::from),
            ),
            since: entry.since,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_read_as_it_was_kept_and_nothing_else_is_one() {
        let since = Utc::now();
        let session = Session::from_parts("s-1".into(), Some("c=/+".into()), None);
        let entry = SavedSession { session, since }.to_entry();
        let read = SavedSession::from_entry(&entry).expect("it was kept");
        assert_eq!(read.session.sid().expose(), "s-1");
        assert_eq!(read.session.csrf_cookie().map(Secret::expose), Some("c=/+"));
        assert!(read.session.csrf_token().is_none());
        assert_eq!(read.since, since);
        for other in ["", "Harbor12345", "{}", "[]", "{\"sid\":1}"] {
            assert!(SavedSession::from_entry(&other.into()).is_none(), "{other}");
        }
    }
}
