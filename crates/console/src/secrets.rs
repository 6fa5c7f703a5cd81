//! Secrets of connections: in the keychain, or until the program ends.

use std::sync::Arc;

use harbor_client::Secret;
use pilothouse_protocol::{Failure, FailureCode, KeychainState};

use crate::keychain::{Keychain, KeychainError, MemoryKeychain};

/// The keychain, and what stands in for it. Of a connection's secrets only the newest is anywhere.
#[derive(Clone)]
pub(crate) struct Secrets {
    keychain: Arc<dyn Keychain>,
    /// Stands in where there is no keychain, and holds what it did not take.
    this_run: Arc<MemoryKeychain>,
    /// The settings are not written, so an entry in the keychain would be nobody's.
    only_this_run: bool,
}

/// Why there is no secret.
#[derive(Debug)]
pub(crate) enum Unread {
    /// None is kept.
    Nothing,
    /// The keychain does not give it.
    Keychain(KeychainError),
    Fault(Failure),
}

impl From<Unread> for Failure {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Nothing => Self::new(FailureCode::SignInNeeded, "This needs a sign-in."),
            Unread::Keychain(error) => Self::new(
                FailureCode::SignInNeeded,
                format!("The secret could not be read: {error}."),
            )
            .with_hint("Unlock the keychain and try again, or sign in."),
            Unread::Fault(failure) => failure,
        }
    }
}

/// A secret that was kept.
pub(crate) struct KeptSecret {
    pub(crate) secret: Secret,
    /// Whether it is there after a restart.
    pub(crate) remembered: bool,
}

impl Secrets {
    pub(crate) fn new(keychain: Arc<dyn Keychain>, only_this_run: bool) -> Self {
        Self {
            keychain,
            only_this_run,
            this_run: Arc::default(),
        }
    }

    /// Whether secrets can be kept; may take as long as the keychain does.
    pub(crate) async fn state(&self) -> KeychainState {
        if self.only_this_run {
            let reason = "the settings are a newer Pilothouse's".to_owned();
            return KeychainState::ThisRun { reason };
        }
        let reason = match self
            .blocking(|secrets, ()| secrets.keychain.check(), ())
            .await
        {
            Ok(Ok(())) => return KeychainState::System,
            Ok(Err(error)) => error.reason,
            Err(failure) => failure.message,
        };
        KeychainState::ThisRun { reason }
    }

    /// Keeps a secret; says whether it will be there after a restart.
    pub(crate) async fn keep(&self, entry: String, secret: Secret) -> bool {
        if self.only_this_run {
            // Memory always takes it.
            let _ = self.this_run.set(&entry, &secret);
            return false;
        }
        let keep = move |secrets: Self, entry: String| match secrets.keychain.set(&entry, &secret) {
            Ok(()) => {
                // An older one in memory would be read in its place.
                let _ = secrets.this_run.remove(&entry);
                true
            }
            Err(error) => {
                tracing::warn!("the keychain did not take a secret: {error}");
                // Memory always takes it.
                let _ = secrets.this_run.set(&entry, &secret);
                // An older one would be sent after a restart, and a wrong password locks names.
                let _ = secrets.keychain.remove(&entry);
                false
            }
        };
        self.blocking(keep, entry).await.unwrap_or(false)
    }

    /// The secret of an account.
    pub(crate) async fn get(&self, entry: String) -> Result<KeptSecret, Unread> {
        let get = |secrets: Self, entry: String| match secrets.this_run.get(&entry) {
            Ok(Some(secret)) => Ok(Some((secret, false))),
            _ => secrets
                .keychain
                .get(&entry)
                .map(|secret| secret.map(|secret| (secret, true))),
        };
        match self.blocking(get, entry).await.map_err(Unread::Fault)? {
            Ok(Some((secret, remembered))) => Ok(KeptSecret { secret, remembered }),
            Ok(None) => Err(Unread::Nothing),
            Err(error) => Err(Unread::Keychain(error)),
        }
    }

    /// Forgets the secret of an account, wherever it is. Says in words if it could not be.
    pub(crate) async fn forget(&self, entry: String) -> Option<String> {
        let forget = |secrets: Self, entry: String| {
            let _ = secrets.this_run.remove(&entry);
            secrets.keychain.remove(&entry)
        };
        let reason = match self.blocking(forget, entry).await {
            Ok(Ok(())) => return None,
            Ok(Err(error)) => error.reason,
            Err(failure) => failure.message,
        };
        tracing::warn!("the keychain did not remove a secret: {reason}");
        Some(format!(
            "The secret could not be removed from the keychain: {reason}. Remove it there."
        ))
    }

    /// Works where waiting for a message bus or a prompt stops nobody else.
    async fn blocking<A: Send + 'static, T: Send + 'static>(
        &self,
        work: impl FnOnce(Self, A) -> T + Send + 'static,
        argument: A,
    ) -> Result<T, Failure> {
        let secrets = self.clone();
        tokio::task::spawn_blocking(move || work(secrets, argument))
            .await
            .map_err(|_| {
                Failure::new(
                    FailureCode::Internal,
                    "A part of Pilothouse failed; the log says more.",
                )
            })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::keychain::KeychainError;

    /// A keychain that takes nothing new while it is full.
    #[derive(Default)]
    struct Full {
        is_full: AtomicBool,
        entries: MemoryKeychain,
    }

    impl Keychain for Full {
        fn check(&self) -> Result<(), KeychainError> {
            Ok(())
        }
        fn get(&self, entry: &str) -> Result<Option<Secret>, KeychainError> {
            self.entries.get(entry)
        }
        fn set(&self, entry: &str, secret: &Secret) -> Result<(), KeychainError> {
            if self.is_full.load(Ordering::Relaxed) {
                return Err(KeychainError {
                    reason: "it is full".to_owned(),
                });
            }
            self.entries.set(entry, secret)
        }
        fn remove(&self, entry: &str) -> Result<(), KeychainError> {
            self.entries.remove(entry)
        }
    }

    #[tokio::test]
    async fn the_newest_secret_is_the_one_that_is_read() {
        let keychain = Arc::new(Full::default());
        let secrets = Secrets::new(keychain.clone(), false);
        let entry = || "images".to_owned();
        for (secret, is_full) in [("one", false), ("two", true), ("three", false)] {
            keychain.is_full.store(is_full, Ordering::Relaxed);
            assert_eq!(secrets.keep(entry(), Secret::from(secret)).await, !is_full);
            let kept = secrets.get(entry()).await.expect("it was kept");
            assert_eq!(kept.secret.expose(), secret);
            assert_eq!(kept.remembered, !is_full, "{secret}");
            // After a restart the old one must not be there in the place of a newer one.
            let after = keychain.get("images").expect("it can be read");
            assert_eq!(after.is_some(), !is_full, "{secret}");
        }
        assert_eq!(secrets.forget(entry()).await, None);
        let failure = secrets
            .get(entry())
            .await
            .map(|_| ())
            .expect_err("forgotten");
        assert!(matches!(failure, Unread::Nothing));
    }
}
