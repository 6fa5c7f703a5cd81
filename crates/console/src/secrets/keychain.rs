//! Where secrets are kept.

mod parts;

use std::{collections::HashMap, sync::Mutex};

use harbor_client::Secret;

pub use parts::InParts;

/// A keychain that did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct KeychainError {
    /// In words, without any secret.
    pub reason: String,
}

/// A store for secrets. Calls may block (a message bus, a prompt): never on an async thread.
///
/// Each call looks afresh for the store: it may come, be locked and go while the program runs.
pub trait Keychain: Send + Sync {
    /// Whether there is a store. One that is locked counts: it asks when it is used.
    fn check(&self) -> Result<(), KeychainError>;
    /// `None` only if nothing is kept; what a locked store holds is not known.
    fn get(&self, entry: &str) -> Result<Option<Secret>, KeychainError>;
    /// Keeps a secret in the place of the one before, which is still there if this fails.
    fn set(&self, entry: &str, secret: &Secret) -> Result<(), KeychainError>;
    /// Removing what is not there is no error.
    fn remove(&self, entry: &str) -> Result<(), KeychainError>;
}

/// Keeps secrets until the program ends; also what stands in where there is no keychain.
#[derive(Default)]
pub struct MemoryKeychain(Mutex<HashMap<String, Secret>>);

impl MemoryKeychain {
    fn entries(&self) -> std::sync::MutexGuard<'_, HashMap<String, Secret>> {
        // A panic elsewhere can't leave the map half-changed.
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Keychain for MemoryKeychain {
    fn check(&self) -> Result<(), KeychainError> {
        Ok(())
    }

    fn get(&self, entry: &str) -> Result<Option<Secret>, KeychainError> {
        Ok(self.entries().get(entry).cloned())
    }

    fn set(&self, entry: &str, secret: &Secret) -> Result<(), KeychainError> {
        self.entries().insert(entry.to_owned(), secret.clone());
        Ok(())
    }

    fn remove(&self, entry: &str) -> Result<(), KeychainError> {
        self.entries().remove(entry);
        Ok(())
    }
}
