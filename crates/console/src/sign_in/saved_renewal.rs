//! A sign-in at the provider itself as it is kept in the keychain: the refresh token, and the one
//! place that it may be sent to.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use harbor_client::Secret;
use serde::{Deserialize, Serialize};

/// Who is asked for tokens, as whom. Beside the token, so that nothing else decides where it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ClientAt {
    pub(crate) issuer: String,
    pub(crate) client_id: String,
    /// The registry's own.
    pub(crate) registry_client_id: String,
}

/// A refresh token, and when the person signed in.
pub(crate) struct SavedRenewal {
    pub(crate) refresh_token: Secret,
    pub(crate) at: ClientAt,
    pub(crate) since: DateTime<Utc>,
}

/// The entry's form. Only ever between the keychain and a [`Secret`].
#[derive(Serialize, Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    refresh_token: Cow<'a, str>,
    #[serde(flatten)]
    at: Cow<'a, ClientAt>,
    since: DateTime<Utc>,
}

impl SavedRenewal {
    /// As an entry for the keychain.
    pub(crate) fn to_entry(&self) -> Secret {
        let entry = Entry {
            refresh_token: Cow::Borrowed(self.refresh_token.expose()),
            at: Cow::Borrowed(&self.at),
            since: self.since,
        };
        // Texts and a time always have a JSON form.
        Secret::new(serde_json::to_string(&entry).unwrap_or_default())
    }

    /// Reads an entry; `None` for anything else, such as a password.
    pub(crate) fn from_entry(entry: &Secret) -> Option<Self> {
        let entry: Entry<'_> = serde_json::from_str(entry.expose()).ok()?;
        Some(Self {
            refresh_token: Secret::new(entry.refresh_token.into_owned()),
            at: entry.at.into_owned(),
            since: entry.since,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refresh_token_is_read_as_it_was_kept_and_nothing_else_is_one() {
        let since = Utc::now();
        let at = ClientAt {
            issuer: "https://id.example.org/realms/lab".to_owned(),
            client_id: "pilothouse".to_owned(),
            registry_client_id: "harbor".to_owned(),
        };
        for token in ["r-1", "quoted \" and \\"] {
            let kept = SavedRenewal {
                refresh_token: token.into(),
                at: at.clone(),
                since,
            };
            let read = SavedRenewal::from_entry(&kept.to_entry()).expect("it was kept");
            assert_eq!(read.refresh_token.expose(), token);
            assert_eq!((read.at, read.since), (at.clone(), since));
        }
        for other in ["", "Harbor12345", "{}", "{\"sid\":\"s\"}"] {
            assert!(SavedRenewal::from_entry(&other.into()).is_none(), "{other}");
        }
    }
}
