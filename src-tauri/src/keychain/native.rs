//! Keychain Services of macOS, Credential Manager of Windows.

use harbor_client::Secret;
use keyring::{Entry, Error};
use pilothouse_console::{Keychain, KeychainError};

use super::because;

/// Entries under one service name.
pub(super) struct Store {
    service: String,
}

impl Store {
    pub(super) fn new(service: String) -> Self {
        Self { service }
    }

    fn entry(&self, name: &str) -> Result<Entry, KeychainError> {
        Entry::new(&self.service, name).map_err(explain)
    }
}

impl Keychain for Store {
    fn check(&self) -> Result<(), KeychainError> {
        match self.entry("check")?.get_password() {
            Ok(_) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(explain(error)),
        }
    }

    fn get(&self, name: &str) -> Result<Option<Secret>, KeychainError> {
        match self.entry(name)?.get_password() {
            Ok(secret) => Ok(Some(Secret::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(explain(error)),
        }
    }

    fn set(&self, name: &str, secret: &Secret) -> Result<(), KeychainError> {
        self.entry(name)?
            .set_password(secret.expose())
            .map_err(explain)
    }

    fn remove(&self, name: &str) -> Result<(), KeychainError> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(explain(error)),
        }
    }
}

/// Why, in words; the crate's own texts may quote an entry's content, so only its kinds are used.
fn explain(error: Error) -> KeychainError {
    because(match error {
        Error::NoDefaultStore => "the system's keychain can't be opened",
        Error::NoStorageAccess(_) => "the keychain is locked",
        Error::PlatformFailure(_) => "the keychain does not answer",
        Error::TooLong(..) => "the secret is too long for the keychain",
        Error::Ambiguous(_) => "the keychain holds several entries of that name",
        _ => "the keychain refused",
    })
}
