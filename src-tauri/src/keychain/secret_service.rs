//! The Secret Service of a Linux desktop: GNOME Keyring, KWallet, KeePassXC, oo7.
//!
//! Each call connects anew: the service may come after the program, and another one may take its
//! place. What a locked one holds can't be told from nothing by a search alone (KeePassXC then has
//! no entries at all), so a lock is looked for where nothing is found.

use std::collections::HashMap;

use harbor_client::Secret;
use pilothouse_console::{Keychain, KeychainError};
use secret_service::{
    EncryptionType, Error,
    blocking::{Collection, Item, SecretService},
};

use super::because;

const CONTENT_TYPE: &str = "application/octet-stream";

/// Entries under one service name.
pub(super) struct Store {
    service: String,
}

impl Store {
    pub(super) fn new(service: String) -> Self {
        Self { service }
    }

    fn attributes<'a>(&'a self, name: &'a str) -> HashMap<&'a str, &'a str> {
        HashMap::from([("service", self.service.as_str()), ("username", name)])
    }

    /// An entry's items, the newest first: some services add one where others replace it. Has the
    /// person unlock what is locked.
    fn items<'a>(
        &self,
        service: &'a SecretService<'a>,
        name: &str,
    ) -> Result<Vec<Item<'a>>, KeychainError> {
        let search = || service.search_items(self.attributes(name)).map_err(explain);
        let mut found = search()?;
        if !found.locked.is_empty() {
            let locked: Vec<&Item<'_>> = found.locked.iter().collect();
            service.unlock_all(&locked).map_err(explain)?;
            found = search()?;
        } else if found.unlocked.is_empty() && unlock(&default(service)?)? {
            found = search()?;
        }
        if !found.locked.is_empty() {
            return Err(because(LOCKED));
        }
        let mut items = found.unlocked;
        if items.len() > 1 {
            items.sort_by_key(|item| std::cmp::Reverse(item.get_modified().unwrap_or_default()));
        }
        Ok(items)
    }
}

impl Keychain for Store {
    fn check(&self) -> Result<(), KeychainError> {
        default(&connect()?).map(drop)
    }

    fn get(&self, name: &str) -> Result<Option<Secret>, KeychainError> {
        let service = connect()?;
        let items = self.items(&service, name)?;
        let Some(newest) = items.first() else {
            return Ok(None);
        };
        let secret = newest.get_secret().map_err(explain)?;
        let secret = String::from_utf8(secret);
        Ok(Some(Secret::new(secret.map_err(|_| {
            because("the keychain holds something else under that name")
        })?)))
    }

    fn set(&self, name: &str, secret: &Secret) -> Result<(), KeychainError> {
        let service = connect()?;
        let items = self.items(&service, name)?;
        let secret = secret.expose().as_bytes();
        let Some((newest, older)) = items.split_first() else {
            let place = default(&service)?;
            unlock(&place)?;
            let label = format!("keyring:{name}@{}", self.service);
            return place
                .create_item(&label, self.attributes(name), secret, true, CONTENT_TYPE)
                .map(drop)
                .map_err(explain);
        };
        newest.set_secret(secret, CONTENT_TYPE).map_err(explain)?;
        for item in older {
            // It is kept; that an older one is left is no failure.
            let _ = item.delete();
        }
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), KeychainError> {
        let service = connect()?;
        let items = self.items(&service, name)?;
        items
            .iter()
            .try_for_each(|item| item.delete().map_err(explain))
    }
}

const LOCKED: &str = "the keychain is locked";

fn connect() -> Result<SecretService<'static>, KeychainError> {
    SecretService::connect(EncryptionType::Dh).map_err(|error| {
        tracing::debug!("no Secret Service: {error}");
        because("no keychain service is running")
    })
}

/// The place where new entries go.
fn default<'a>(service: &'a SecretService<'a>) -> Result<Collection<'a>, KeychainError> {
    match service.get_default_collection() {
        Ok(place) => Ok(place),
        Err(Error::NoResult) => {
            let all = service.get_all_collections().map_err(explain)?;
            // KeePassXC has none at all until a group is chosen, GNOME Keyring that of the session.
            Err(because(if all.is_empty() {
                "the keychain opens no group to programs (in KeePassXC: Database settings, Secret \
                 Service Integration, Expose entries under this group)"
            } else {
                "the keychain has no default keyring to put anything into"
            }))
        }
        Err(error) => Err(explain(error)),
    }
}

/// Has the person unlock a place. Whether it was locked.
fn unlock(place: &Collection<'_>) -> Result<bool, KeychainError> {
    if !place.is_locked().map_err(explain)? {
        return Ok(false);
    }
    place.unlock().map_err(explain)?;
    match place.is_locked().map_err(explain)? {
        true => Err(because(LOCKED)),
        false => Ok(true),
    }
}

/// Why, in words; texts of the service may quote what it was sent, so only kinds are used.
fn explain(error: Error) -> KeychainError {
    because(match error {
        Error::Locked | Error::Prompt | Error::PromptDisconnected => LOCKED,
        Error::Unavailable => "no keychain service is running",
        // Its own word for it, which the library passes on as it is.
        Error::Zbus(error) if error.to_string().contains("Secret.Error.IsLocked") => LOCKED,
        Error::Zbus(_) | Error::ZbusFdo(_) => "the keychain refused, or does not answer",
        _ => "the keychain's answer can't be read",
    })
}
