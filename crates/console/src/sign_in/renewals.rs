//! Sign-ins at the identity provider itself, which go on by refresh tokens.
//!
//! Invariants: in a run there is one [`Renewal`] at most for each entry of the keychain, since
//! providers take the second use of a refresh token for theft. What comes for an entry that was
//! forgotten or given to somebody else is not written.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;
use harbor_client::{
    AtProvider, KeepRefreshToken, LoopbackError, Provider, Renewing, Secret, Server, Tokens,
};
use pilothouse_protocol::{Failure, FailureCode, OwnClient};
use tokio::sync::Mutex as AsyncMutex;

use crate::{
    connection::{connect::needs_sign_in, runtime::Current},
    console::{Console, locked},
    failure,
    secrets::Secrets,
    settings::SavedConnection,
    sign_in::{
        Fresh, NotIn,
        saved_renewal::{ClientAt, SavedRenewal},
        server,
    },
};

/// A sign-in that goes on, and where its refresh token is kept.
#[derive(Clone)]
pub(crate) struct Renewal {
    pub(crate) renewing: Renewing,
    keeper: Arc<Keeper>,
    /// As the person typed it; only of a sign-in that was made just now.
    pub(crate) typed: Option<OwnClient>,
}

/// Writes refresh tokens to an entry of the keychain, as soon as there is one.
struct Keeper {
    secrets: Secrets,
    at: ClientAt,
    since: DateTime<Utc>,
    place: AsyncMutex<Place>,
}

#[derive(Default)]
struct Place {
    entry: Option<String>,
    newest: Option<Secret>,
}

impl KeepRefreshToken for Keeper {
    fn keep(&self, token: Secret) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let mut place = self.place.lock().await;
            if let Some(entry) = &place.entry {
                self.write(entry.clone(), token.clone()).await;
            }
            place.newest = Some(token);
        })
    }
}

impl Keeper {
    fn new(secrets: Secrets, at: ClientAt, since: DateTime<Utc>) -> Arc<Self> {
        Arc::new(Self {
            secrets,
            at,
            since,
            place: AsyncMutex::default(),
        })
    }

    async fn write(&self, entry: String, refresh_token: Secret) -> bool {
        let kept = SavedRenewal {
            refresh_token,
            at: self.at.clone(),
            since: self.since,
        };
        self.secrets.keep(entry, kept.to_entry()).await
    }

    /// Writes the newest token to an entry, and all later ones. Says whether it will be there after
    /// a restart.
    async fn settle(&self, entry: String) -> bool {
        let mut place = self.place.lock().await;
        place.entry = Some(entry.clone());
        match place.newest.clone() {
            Some(newest) => self.write(entry, newest).await,
            None => {
                // That of the account before.
                self.secrets.forget(entry).await;
                false
            }
        }
    }

    /// Writes nothing any more.
    async fn release(&self) {
        self.place.lock().await.entry = None;
    }
}

impl Renewal {
    /// Goes on with what a sign-in brought. Its refresh token has no entry yet.
    pub(crate) async fn begin(
        secrets: Secrets,
        provider: Provider,
        at: ClientAt,
        tokens: Tokens,
        typed: Option<OwnClient>,
    ) -> Self {
        let keeper = Keeper::new(secrets, at, Utc::now());
        Self {
            renewing: Renewing::from_tokens(provider, tokens, keeper.clone()).await,
            keeper,
            typed,
        }
    }

    /// Goes on with what was kept in an entry.
    fn resume(secrets: Secrets, provider: Provider, kept: SavedRenewal, entry: String) -> Self {
        let keeper = Arc::new(Keeper {
            secrets,
            at: kept.at,
            since: kept.since,
            place: AsyncMutex::new(Place {
                entry: Some(entry),
                newest: None,
            }),
        });
        Self {
            renewing: Renewing::resume(provider, kept.refresh_token, keeper.clone()),
            keeper,
            typed: None,
        }
    }

    /// When the person signed in.
    pub(crate) fn since(&self) -> DateTime<Utc> {
        self.keeper.since
    }

    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.keeper, &other.keeper)
    }
}

/// Those of this run, by their entries in the keychain.
#[derive(Default)]
pub(crate) struct Renewals(Mutex<HashMap<String, Renewal>>);

impl Renewals {
    fn get(&self, entry: &str) -> Option<Renewal> {
        locked(&self.0).get(entry).cloned()
    }

    /// Gives an entry to a sign-in. Says whether it will be there after a restart.
    pub(crate) async fn put(&self, entry: String, renewal: &Renewal) -> bool {
        self.take(&entry).await;
        locked(&self.0).insert(entry.clone(), renewal.clone());
        renewal.keeper.settle(entry).await
    }

    /// Takes an entry away from the sign-in that has it: nothing is written there by it any more.
    pub(crate) async fn take(&self, entry: &str) -> Option<Renewal> {
        let taken = locked(&self.0).remove(entry);
        if let Some(renewal) = &taken {
            renewal.keeper.release().await;
        }
        taken
    }
}

impl Console {
    /// Forgets the secret of an account for good, wherever it is. Says in words if it could not be.
    pub(crate) async fn forget_secret(&self, entry: String) -> Option<String> {
        self.renewals.take(&entry).await;
        self.secrets.forget(entry).await
    }

    /// Connects an account with the refresh token that is kept for it; one that is not taken any
    /// more is forgotten.
    pub(crate) async fn go_on(
        &self,
        kept: &SavedConnection,
        epoch: u64,
    ) -> Result<Current, Failure> {
        let entry = kept.entry(kept.account().id);
        let server = server(&kept.origin, &kept.trust).await?;
        let renewal = match self.renewals.get(&entry) {
            Some(renewal) => renewal,
            None => self.resume_kept(kept, epoch, &server, &entry).await?,
        };
        let refused = match Fresh::renewing(&server, renewal.clone(), true).await {
            Ok(fresh) => {
                let remembered = self.secrets.get(entry).await;
                let remembered = remembered.is_ok_and(|kept| kept.remembered);
                return Ok(self.enter(kept, Some(epoch), fresh, remembered)?.0);
            }
            Err(refused) => refused,
        };
        match refused {
            NotIn::Provider(LoopbackError::Ended) => {
                let _keeping = self.keeping(&kept.id).await;
                // Somebody may have signed in anew by now.
                if self
                    .renewals
                    .get(&entry)
                    .is_some_and(|now| now.is(&renewal))
                {
                    self.forget_secret(entry).await;
                }
                Err(needs_sign_in())
            }
            NotIn::Provider(error) => Err(as_state(failure::from_loopback(&error))),
            NotIn::Unknown => Err(Failure::new(
                FailureCode::SignInNeeded,
                "The registry does not know this person any more.",
            )
            .with_hint("Sign in through the browser once.")),
            NotIn::Registry(failure) => Err(failure),
        }
    }

    async fn resume_kept(
        &self,
        kept: &SavedConnection,
        epoch: u64,
        server: &Server,
        entry: &str,
    ) -> Result<Renewal, Failure> {
        let read = async || {
            let secret = self.read_secret(kept, epoch).await?.secret;
            SavedRenewal::from_entry(&secret).ok_or_else(needs_sign_in)
        };
        let at = read().await?.at;
        let provider = discover(server, &at)
            .await
            .map_err(|error| as_state(failure::from_loopback(&error)))?;
        let _keeping = self.keeping(&kept.id).await;
        // Somebody may have signed in or out while the provider was asked.
        if self.epoch(&kept.id)? != epoch {
            return Err(needs_sign_in());
        }
        let newest = read().await?;
        if newest.at != at {
            return Err(needs_sign_in());
        }
        let renewal = Renewal::resume(self.secrets.clone(), provider, newest, entry.to_owned());
        locked(&self.renewals.0).insert(entry.to_owned(), renewal.clone());
        Ok(renewal)
    }
}

async fn discover(server: &Server, at: &ClientAt) -> Result<Provider, LoopbackError> {
    Provider::discover(server, &at.issuer, &at.client_id, &at.registry_client_id).await
}

/// What keeps somebody out: unless it is a matter of time, only another sign-in helps.
fn as_state(failure: Failure) -> Failure {
    if failure.retryable {
        failure
    } else {
        Failure {
            code: FailureCode::SignInNeeded,
            ..failure
        }
    }
}

/// Ends a sign-in that is kept and not in use.
pub(crate) async fn end_kept(
    server: &Server,
    kept: SavedRenewal,
) -> Result<AtProvider, LoopbackError> {
    /// Its token is not to be kept any more.
    struct Nowhere;
    impl KeepRefreshToken for Nowhere {
        fn keep(&self, _: Secret) -> BoxFuture<'_, ()> {
            Box::pin(async {})
        }
    }
    let provider = discover(server, &kept.at).await?;
    let renewing = Renewing::resume(provider, kept.refresh_token, Arc::new(Nowhere));
    renewing.end().await
}
