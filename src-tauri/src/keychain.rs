//! The operating system's keychain: Secret Service, Keychain Services or Credential Manager.

#[cfg(any(target_os = "macos", windows))]
mod native;
#[cfg(not(any(target_os = "macos", windows)))]
mod secret_service;

use std::path::Path;

use harbor_client::Secret;
use pilothouse_console::{InParts, Keychain, KeychainError};

#[cfg(any(target_os = "macos", windows))]
use self::native::Store;
#[cfg(not(any(target_os = "macos", windows)))]
use self::secret_service::Store;

/// What an entry takes, in UTF-16 units: 2,560 bytes of the Credential Manager. The others have no
/// limit that a secret comes near.
const ENTRY_LIMIT: usize = if cfg!(windows) { 1_280 } else { 1024 * 1024 };

/// Entries under one service name; a profile folder of its own has one of its own, so that a
/// second profile never reads or removes the first one's secrets.
pub struct SystemKeychain(InParts<Store>);

impl SystemKeychain {
    pub fn for_profile(folder: Option<&Path>) -> Self {
        let service = match folder {
            None => "Pilothouse".to_owned(),
            Some(folder) => format!("Pilothouse ({})", folder.display()),
        };
        Self(InParts::new(Store::new(service), ENTRY_LIMIT))
    }
}

impl Keychain for SystemKeychain {
    fn check(&self) -> Result<(), KeychainError> {
        self.0.check()
    }

    fn get(&self, name: &str) -> Result<Option<Secret>, KeychainError> {
        self.0.get(name)
    }

    fn set(&self, name: &str, secret: &Secret) -> Result<(), KeychainError> {
        self.0.set(name, secret)
    }

    fn remove(&self, name: &str) -> Result<(), KeychainError> {
        self.0.remove(name)
    }
}

fn because(reason: &str) -> KeychainError {
    KeychainError {
        reason: reason.to_owned(),
    }
}
