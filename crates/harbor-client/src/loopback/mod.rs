//! Sign-in at an identity provider with a redirect to this computer (RFC 8252, 7.3) and PKCE
//! (RFC 7636): the program's own client at the provider, whose `id_token` Harbor takes as Bearer.
//!
//! It needs a provider that is set up for it: a public client, and Harbor's client id in the
//! `aud` of its tokens. [`Loopback::begin`] gives the page to open and what to wait for,
//! [`Renewing`] keeps a valid token from then on.
//!
//! Invariants: one sign-in per listener; nothing is taken from an answer whose `state` is another;
//! no token is given out before signature, issuer, audience, nonce and time were checked. The
//! connection's consent to unverified certificates does not hold for the provider.

mod discovery;
mod error;
mod issuer;
mod listener;
mod look_ahead;
mod provider;
mod reach;
mod renewing;
mod token;
mod verify;

use std::{fmt, time::Duration};

use openidconnect::{
    AuthenticationFlow, CsrfToken, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    core::{CoreAuthPrompt, CoreResponseType},
};
use url::Url;

pub use discovery::ProviderLook;
pub use error::{IdTokenProblem, LoopbackError};
pub use issuer::find_issuer;
pub use provider::Provider;
pub use renewing::{AtProvider, KeepRefreshToken, Renewing};

use crate::identity::secret::Secret;
use listener::Listener;

/// As long as a person may take at the provider's page.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// A sign-in that has begun.
pub struct Loopback {
    /// The provider's page, to be opened in the person's browser. It holds the sign-in's `state`:
    /// it is neither shown nor logged.
    pub page: Url,
    pub waiting: Waiting,
}

impl fmt::Debug for Loopback {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Loopback([redacted])")
    }
}

/// The other half: waits for the browser to come back. Dropping it ends the sign-in.
pub struct Waiting {
    provider: Provider,
    listener: Listener,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
}

/// The browser came back with a code, which is good once.
pub struct Arrived {
    provider: Provider,
    redirect: RedirectUrl,
    code: Secret,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
}

/// What a sign-in brought. The tokens are verified.
#[derive(Debug, Clone)]
pub struct Tokens {
    pub id_token: Secret,
    /// `None` where the provider gives none (scope `offline_access`).
    pub refresh_token: Option<Secret>,
    /// The person, by the provider's `sub`.
    pub subject: String,
    /// How long the `id_token` was made for.
    pub(crate) lifetime: Duration,
}

impl Loopback {
    /// Opens the listener and makes the page's address. `scopes` come beside `openid`; with
    /// `consent` the provider asks the person whether they agree, even if they did before: some
    /// give a refresh token only then (OpenID Connect Core, 11).
    pub async fn begin(
        provider: Provider,
        scopes: &[&str],
        consent: bool,
    ) -> Result<Self, LoopbackError> {
        let state = CsrfToken::new_random();
        let nonce = Nonce::new_random();
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let issuer = provider.issuer_to_be_told();
        let listener = Listener::open(Secret::from(state.secret().as_str()), issuer).await?;
        let client = provider.client(listener.redirect())?;
        let sent = nonce.clone();
        let mut page = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                move || state,
                move || sent,
            )
            .add_scopes(scopes.iter().map(|scope| Scope::new((*scope).to_owned())))
            .set_pkce_challenge(challenge);
        if consent {
            page = page.add_prompt(CoreAuthPrompt::Consent);
        }
        Ok(Self {
            page: page.url().0,
            waiting: Waiting {
                provider,
                listener,
                nonce,
                verifier,
            },
        })
    }

    /// Looks at the page before the browser does: a provider that does not take the client says so
    /// on a page of its own, from which nobody would come back. Whatever else is wrong, the browser
    /// may fare better.
    ///
    /// Errors: [`LoopbackError::NotRegistered`]; [`LoopbackError::Refused`] where the provider
    /// takes the client, but not what is asked for.
    pub async fn look_ahead(&self) -> Result<(), LoopbackError> {
        let Waiting {
            provider, listener, ..
        } = &self.waiting;
        look_ahead::look_ahead(provider.reach(), &self.page, listener.redirect().url()).await
    }

    /// `host:port` of the place on this computer that the browser comes back to.
    pub fn back_at(&self) -> &str {
        self.waiting.listener.host()
    }
}

impl Waiting {
    /// Waits for the browser, exchanges the code and verifies what comes for it.
    pub async fn tokens(self) -> Result<Tokens, LoopbackError> {
        self.arrived().await?.tokens().await
    }

    /// Waits for the browser only.
    pub async fn arrived(self) -> Result<Arrived, LoopbackError> {
        let redirect = self.listener.redirect();
        let code = tokio::time::timeout(PATIENCE, self.listener.code())
            .await
            .map_err(|_| LoopbackError::TimedOut)??;
        Ok(Arrived {
            provider: self.provider,
            redirect,
            code,
            nonce: self.nonce,
            verifier: self.verifier,
        })
    }
}

impl Arrived {
    /// Exchanges the code and verifies what comes for it.
    pub async fn tokens(self) -> Result<Tokens, LoopbackError> {
        let granted = self
            .provider
            .grant(&[
                ("grant_type", "authorization_code"),
                ("code", self.code.expose()),
                ("redirect_uri", self.redirect.as_str()),
                ("code_verifier", self.verifier.secret()),
            ])
            .await?;
        let verified = self.provider.verified(granted.id_token, Some(&self.nonce));
        let verified = verified.await?;
        Ok(Tokens {
            id_token: verified.id_token,
            refresh_token: granted.refresh_token,
            subject: verified.subject,
            lifetime: verified.lifetime,
        })
    }
}

impl fmt::Debug for Arrived {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Arrived([redacted])")
    }
}
