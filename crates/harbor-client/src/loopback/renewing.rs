//! A sign-in that goes on: a valid `id_token`, renewed ahead of its end.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime},
};

use futures::future::BoxFuture;
use harbor_api::Method;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use url::form_urlencoded;

use super::{
    Tokens,
    error::{IdTokenProblem, LoopbackError},
    provider::Provider,
};
use crate::{
    error::ClientError,
    identity::secret::{Redactor, Secret},
    transport::reply,
};

/// So long before its end a token is renewed; but a short-lived one is used for most of its time.
const AHEAD: Duration = Duration::from_secs(60);

/// Where refresh tokens are kept.
pub trait KeepRefreshToken: Send + Sync {
    /// Keeps a token in the place of the one before, which the provider no longer takes. The
    /// `id_token` that came with it is used only after this.
    fn keep(&self, token: Secret) -> BoxFuture<'_, ()>;
}

/// What becomes of a sign-in at the provider when it ends here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtProvider {
    /// Nothing of it is left there.
    Ended,
    /// The provider offers no way to end it (Dex): what it gave is good until it runs out there.
    Stays,
}

/// Gives a valid `id_token`. Cheap to clone: clones share the sign-in.
#[derive(Clone)]
pub struct Renewing(Arc<Inner>);

struct Inner {
    provider: Provider,
    keep: Arc<dyn KeepRefreshToken>,
    state: Mutex<State>,
    /// Held by the one that renews; the others wait for it.
    turn: tokio::sync::Mutex<()>,
}

struct State {
    refresh_token: Option<Secret>,
    current: Option<Current>,
    /// Whose sign-in this is; not known from a refresh token alone.
    subject: Option<String>,
    /// Counts the renewals that failed.
    failures: u64,
    failure: Option<LoopbackError>,
    /// The refresh token is not taken any more: it is never tried again.
    ended: bool,
}

#[derive(Clone)]
struct Current {
    id_token: Secret,
    renew_at: SystemTime,
}

impl Current {
    fn new(id_token: Secret, lifetime: Duration) -> Self {
        // By the provider's own clock; by ours only from now on.
        let good_for = lifetime - AHEAD.min(lifetime / 4);
        Self {
            id_token,
            renew_at: SystemTime::now() + good_for,
        }
    }
}

impl Renewing {
    /// Goes on with what a sign-in brought. Keeps the refresh token first.
    pub async fn from_tokens(
        provider: Provider,
        tokens: Tokens,
        keep: Arc<dyn KeepRefreshToken>,
    ) -> Self {
        if let Some(token) = &tokens.refresh_token {
            keep.keep(token.clone()).await;
        }
        let current = Current::new(tokens.id_token, tokens.lifetime);
        let subject = Some(tokens.subject);
        Self::with(provider, keep, tokens.refresh_token, Some(current), subject)
    }

    /// Goes on with a refresh token that was kept. Nothing is sent yet.
    pub fn resume(
        provider: Provider,
        refresh_token: Secret,
        keep: Arc<dyn KeepRefreshToken>,
    ) -> Self {
        Self::with(provider, keep, Some(refresh_token), None, None)
    }

    fn with(
        provider: Provider,
        keep: Arc<dyn KeepRefreshToken>,
        refresh_token: Option<Secret>,
        current: Option<Current>,
        subject: Option<String>,
    ) -> Self {
        Self(Arc::new(Inner {
            provider,
            keep,
            state: Mutex::new(State {
                refresh_token,
                current,
                subject,
                failures: 0,
                failure: None,
                ended: false,
            }),
            turn: tokio::sync::Mutex::default(),
        }))
    }

    /// When the sign-in ends whatever is done: there, where the provider gave no refresh token.
    pub fn ends_at(&self) -> Option<SystemTime> {
        let state = self.state();
        let current = state.current.as_ref()?;
        state.refresh_token.is_none().then_some(current.renew_at)
    }

    /// A valid `id_token`. However many ask for one at once, one renewal is made.
    pub async fn bearer(&self) -> Result<Secret, LoopbackError> {
        let failures = {
            let state = self.state();
            if let Some(token) = valid(&state)? {
                return Ok(token);
            }
            state.failures
        };
        // A task of its own: whoever goes away meanwhile must not take the new refresh token along.
        let renewing = self.clone();
        tokio::spawn(async move { renewing.renew(failures).await })
            .await
            .unwrap_or(Err(LoopbackError::Ended))
    }

    async fn renew(&self, failures: u64) -> Result<Secret, LoopbackError> {
        let _turn = self.0.turn.lock().await;
        let refresh_token = {
            let state = self.state();
            if let Some(token) = valid(&state)? {
                return Ok(token);
            }
            if state.failures != failures {
                return Err(state.failure.clone().unwrap_or(LoopbackError::Ended));
            }
            state.refresh_token.clone()
        };
        let outcome = match refresh_token {
            Some(token) => self.refresh(token).await,
            None => Err(LoopbackError::Ended),
        };
        let mut state = self.state();
        match outcome {
            // Somebody may have signed out in the meantime.
            Ok(_) if state.ended => Err(LoopbackError::Ended),
            Ok(current) => {
                let token = current.id_token.clone();
                state.current = Some(current);
                Ok(token)
            }
            Err(failure) => {
                if failure == LoopbackError::Ended {
                    state.ended = true;
                    state.refresh_token = None;
                    state.current = None;
                }
                state.failures += 1;
                state.failure = Some(failure.clone());
                Err(failure)
            }
        }
    }

    /// One renewal (OpenID Connect Core, 12).
    async fn refresh(&self, token: Secret) -> Result<Current, LoopbackError> {
        let provider = &self.0.provider;
        let granted = provider
            .grant(&[
                ("grant_type", "refresh_token"),
                ("refresh_token", token.expose()),
            ])
            .await
            .map_err(|refused| match refused.ends_sign_in() {
                true => LoopbackError::Ended,
                false => refused.into(),
            })?;
        // Before anything else is looked at: the one before is not taken any more.
        if let Some(new) = granted.refresh_token {
            let is_wanted = {
                let mut state = self.state();
                if !state.ended {
                    state.refresh_token = Some(new.clone());
                }
                !state.ended
            };
            if !is_wanted {
                // Signed out meanwhile: the provider is told of the newest token, too.
                self.revoke(&new).await?;
                return Err(LoopbackError::Ended);
            }
            self.0.keep.keep(new).await;
        }
        let verified = provider.verified(granted.id_token, None).await?;
        let mut state = self.state();
        let subject = state
            .subject
            .get_or_insert_with(|| verified.subject.clone());
        if *subject != verified.subject {
            return Err(IdTokenProblem::Subject.into());
        }
        Ok(Current::new(verified.id_token, verified.lifetime))
    }

    /// Ends the sign-in, and has the provider end the refresh token where it offers that
    /// (RFC 7009). It is forgotten even where the provider could not be told.
    pub async fn end(&self) -> Result<AtProvider, LoopbackError> {
        let token = {
            let mut state = self.state();
            state.ended = true;
            state.current = None;
            state.refresh_token.take()
        };
        match token {
            Some(token) => self.revoke(&token).await,
            None => Ok(AtProvider::Ended),
        }
    }

    async fn revoke(&self, token: &Secret) -> Result<AtProvider, LoopbackError> {
        let provider = &self.0.provider;
        let Some(endpoint) = provider.revocation_endpoint() else {
            return Ok(AtProvider::Stays);
        };
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("token", token.expose())
            .append_pair("token_type_hint", "refresh_token")
            .append_pair("client_id", provider.client_id())
            .finish();
        let mut headers = HeaderMap::new();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded"),
        );
        let sent = provider.reach();
        let sent = sent.send(Method::Post, endpoint, headers, Some(body.into_bytes()));
        let answer = sent.await?;
        if answer.is_success() {
            // A page of a captive portal or a gateway ended nothing.
            return match reply::not_harbor(&answer) {
                Some(error) => Err(LoopbackError::Provider(error)),
                None => Ok(AtProvider::Ended),
            };
        }
        Err(LoopbackError::Refused {
            code: answer.status.to_string(),
            description: String::new(),
        })
    }

    /// Adds everything secret that this keeps.
    pub(crate) fn add_to(&self, redactor: &mut Redactor) {
        let state = self.state();
        if let Some(current) = &state.current {
            redactor.add(&current.id_token);
        }
        if let Some(token) = &state.refresh_token {
            redactor.add(token);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The token, if it is good for a while.
fn valid(state: &State) -> Result<Option<Secret>, LoopbackError> {
    if state.ended {
        return Err(LoopbackError::Ended);
    }
    let current = state.current.as_ref();
    let current = current.filter(|current| SystemTime::now() < current.renew_at);
    Ok(current.map(|current| current.id_token.clone()))
}

impl fmt::Debug for Renewing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Renewing")
            .field("provider", &self.0.provider)
            .finish_non_exhaustive()
    }
}

impl From<LoopbackError> for ClientError {
    fn from(error: LoopbackError) -> Self {
        match error {
            LoopbackError::Ended => Self::SessionExpired { request_id: None },
            LoopbackError::Provider(error) => error,
            LoopbackError::Unavailable { status } => Self::ProviderUnavailable { status },
            bad @ LoopbackError::BadAnswer(_) => Self::ProviderAnswer(bad.to_string()),
            other => Self::ProviderRefused(other.to_string()),
        }
    }
}
