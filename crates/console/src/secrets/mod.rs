//! Secrets of connections: in the keychain, or until the program ends.

pub(crate) mod cli_secret;
pub(crate) mod image_pull_secret;
pub(crate) mod keychain;
pub(crate) mod redact;
pub(crate) mod registry_login;

use std::sync::Arc;

use harbor_client::Secret;
use pilothouse_protocol::{Failure, FailureCode, KeychainState};

use crate::secrets::keychain::{Keychain, KeychainError, MemoryKeychain};

/// Why nothing is kept where [`Secrets::only_this_run`] is set.
const NEWER_SETTINGS: &str = "the settings are a newer Pilothouse's";

/// The keychain, and what stands in for it. What stands in is newer than what the keychain holds,
/// and is read in its place.
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
            .with_hint("Try again once that is put right, or sign in."),
            Unread::Fault(failure) => failure,
        }
    }
}

/// A secret that was kept.
pub(crate) struct SavedSecret {
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
            let reason = NEWER_SETTINGS.to_owned();
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

    /// Keeps a secret; says whether it will be there after a restart. Where the keychain refuses
    /// it, an older one stays there: it may be good, and the new one is for this run only.
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
                false
            }
        };
        self.blocking(keep, entry).await.unwrap_or(false)
    }

    /// Puts what is kept for this run only into the keychain, now that there may be one. Fails in
    /// words; does nothing where nothing is kept so.
    pub(crate) async fn remember(&self, entry: String) -> Result<(), Failure> {
        let failed = |reason: String| {
            let message = format!("The secret could not be put into the keychain: {reason}.");
            Failure::new(FailureCode::Storage, message)
        };
        if self.only_this_run {
            return Err(failed(NEWER_SETTINGS.to_owned()));
        }
        let remember = |secrets: Self, entry: String| {
            let Ok(Some(secret)) = secrets.this_run.get(&entry) else {
                return Ok(());
            };
            secrets.keychain.set(&entry, &secret)?;
            secrets.this_run.remove(&entry)
        };
        let remembered = self.blocking(remember, entry).await?;
        remembered.map_err(|error| failed(error.reason))
    }

    /// Removes from the keychain what an account had that is another one by now; what is kept for
    /// this run stays.
    pub(crate) async fn forget_older(&self, entry: String) {
        let forget = |secrets: Self, entry: String| secrets.keychain.remove(&entry);
        if let Ok(Err(error)) = self.blocking(forget, entry).await {
            tracing::warn!("the keychain did not remove an older secret: {error}");
        }
    }

    /// The secret of an account.
    pub(crate) async fn get(&self, entry: String) -> Result<SavedSecret, Unread> {
        let get = |secrets: Self, entry: String| match secrets.this_run.get(&entry) {
            Ok(Some(secret)) => Ok(Some((secret, false))),
            _ => secrets
                .keychain
                .get(&entry)
                .map(|secret| secret.map(|secret| (secret, true))),
        };
        match self.blocking(get, entry).await.map_err(Unread::Fault)? {
            Ok(Some((secret, remembered))) => Ok(SavedSecret { secret, remembered }),
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
    use crate::secrets::keychain::KeychainError;

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
            // What was kept before survives the refusal.
            let after = keychain.get("images").expect("it can be read");
            let after = after.map(|kept| kept.expose().to_owned());
            let survives = if is_full { "one" } else { secret };
            assert_eq!(after.as_deref(), Some(survives), "{secret}");
        }
        assert_eq!(secrets.forget(entry()).await, None);
        let failure = secrets
            .get(entry())
            .await
            .map(|_| ())
            .expect_err("forgotten");
        assert!(matches!(failure, Unread::Nothing));
    }

    #[tokio::test]
    async fn a_keychain_that_comes_later_takes_what_it_missed() {
        let keychain = Arc::new(Full::default());
        keychain.is_full.store(true, Ordering::Relaxed);
        let secrets = Secrets::new(keychain.clone(), false);
        let entry = || "images".to_owned();
        assert!(!secrets.keep(entry(), Secret::from("one")).await);
        let failure = secrets.remember(entry()).await.expect_err("it is full");
        assert!(failure.message.contains("it is full"), "{failure:?}");
        let kept = secrets.get(entry()).await.expect("it is still kept");
        assert!(!kept.remembered);

        keychain.is_full.store(false, Ordering::Relaxed);
        secrets.remember(entry()).await.expect("there is room");
        let kept = secrets.get(entry()).await.expect("it was kept");
        assert_eq!((kept.secret.expose(), kept.remembered), ("one", true));
        // There is nothing more to do.
        secrets.remember(entry()).await.expect("nothing is missing");
        let after = keychain.get("images").expect("it can be read");
        assert_eq!(after.as_ref().map(Secret::expose), Some("one"));
    }
}
