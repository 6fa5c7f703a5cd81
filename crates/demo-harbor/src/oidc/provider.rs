//! Talking with the provider: OpenID Connect Discovery 1.0, RFC 6749, 7009 and 7519.

use std::time::Duration;

use chrono::Utc;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tokio::sync::Mutex;

use super::Setup;
use crate::json::Time;

/// What is known about somebody, by claim.
pub(crate) type Claims = Map<String, Value>;

/// Why the provider was of no help; the words are those of Harbor's OAuth library.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("oauth2: {error:?} {error_description:?}")]
    Told {
        error: String,
        error_description: String,
    },
    #[error("oauth2: cannot fetch token: {0}\nResponse: {1}")]
    Status(u16, String),
    #[error("oauth2: cannot fetch token: {0}")]
    Unreachable(#[from] reqwest::Error),
    #[error("failed to verify token: {0}")]
    Token(#[from] jsonwebtoken::errors::Error),
    #[error("failed to verify token: {0}")]
    Missing(&'static str),
}

/// What the provider says about itself.
#[derive(Debug, Deserialize)]
pub(crate) struct Discovery {
    issuer: String,
    pub authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    userinfo_endpoint: Option<String>,
    revocation_endpoint: Option<String>,
    pub end_session_endpoint: Option<String>,
}

/// The tokens of a person who signed in. They are printed nowhere.
#[derive(Clone)]
pub(crate) struct Tokens {
    pub access: String,
    pub refresh: Option<String>,
    pub id: Option<String>,
    ends: Time,
}

impl Tokens {
    /// Whether the access token's time is as good as over.
    pub fn ended(&self) -> bool {
        self.ends <= Utc::now() + EARLY
    }
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Tokens")
    }
}

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    refresh_token: Option<String>,
    id_token: Option<String>,
    expires_in: Option<i64>,
}

#[derive(Deserialize)]
struct Denied {
    error: String,
    #[serde(default)]
    error_description: String,
}

/// The way to the provider.
#[derive(Debug, Default)]
pub(crate) struct Provider {
    /// As the environment says.
    http: reqwest::Client,
    /// To a provider on this computer, which no proxy reaches.
    direct: Direct,
    /// One refresh at a time: a provider that rotates takes a second use for theft.
    pub refreshing: Mutex<()>,
}

/// A client without a proxy.
#[derive(Debug)]
struct Direct(reqwest::Client);

impl Default for Direct {
    fn default() -> Self {
        // It fails where the default one panics: without any means of encryption.
        Self(
            reqwest::Client::builder()
                .no_proxy()
                .build()
                .unwrap_or_default(),
        )
    }
}

/// How long before its end Harbor's OAuth library takes a token for ended: clocks differ.
const EARLY: chrono::Duration = chrono::Duration::seconds(10);

/// Harbor waits longer, but a person should not.
const PATIENCE: Duration = Duration::from_secs(10);

impl Provider {
    fn to(&self, address: &str) -> &reqwest::Client {
        let host = reqwest::Url::parse(address)
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned))
            .unwrap_or_default();
        let ip = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
        if host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback()) {
            &self.direct.0
        } else {
            &self.http
        }
    }

    async fn get<T: DeserializeOwned>(
        &self,
        address: &str,
        token: Option<&str>,
    ) -> Result<T, Refusal> {
        let mut request = self.to(address).get(address).timeout(PATIENCE);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await?;
        if !answer.status().is_success() {
            let status = answer.status().as_u16();
            return Err(Refusal::Status(status, answer.text().await?));
        }
        Ok(answer.json().await?)
    }

    /// Asks the provider where everything is.
    pub async fn discover(&self, setup: &Setup) -> Result<Discovery, Refusal> {
        let issuer = setup.issuer.trim_end_matches('/');
        let address = format!("{issuer}/.well-known/openid-configuration");
        let found: Discovery = self.get(&address, None).await?;
        if found.issuer.trim_end_matches('/') != issuer {
            return Err(Refusal::Missing("the provider calls itself otherwise"));
        }
        Ok(found)
    }

    /// Exchanges the code of a callback for tokens.
    pub async fn exchange(
        &self,
        at: &Discovery,
        setup: &Setup,
        code: &str,
        verifier: &str,
    ) -> Result<Tokens, Refusal> {
        let callback = setup.callback();
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &callback),
            ("code_verifier", verifier),
        ];
        self.grant(at, setup, &form).await
    }

    /// New tokens for a refresh token.
    pub async fn refresh(
        &self,
        at: &Discovery,
        setup: &Setup,
        token: &str,
    ) -> Result<Tokens, Refusal> {
        let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
        let mut tokens = self.grant(at, setup, &form).await?;
        // One that is not replaced goes on.
        tokens.refresh.get_or_insert_with(|| token.to_owned());
        Ok(tokens)
    }

    async fn grant(
        &self,
        at: &Discovery,
        setup: &Setup,
        form: &[(&str, &str)],
    ) -> Result<Tokens, Refusal> {
        let request = self
            .to(&at.token_endpoint)
            .post(&at.token_endpoint)
            .timeout(PATIENCE);
        let request = request.basic_auth(&setup.client_id, Some(&setup.client_secret));
        let answer = request.form(form).send().await?;
        let status = answer.status();
        if !status.is_success() {
            let text = answer.text().await?;
            return Err(match serde_json::from_str::<Denied>(&text) {
                Ok(denied) => Refusal::Told {
                    error: denied.error,
                    error_description: denied.error_description,
                },
                Err(_) => Refusal::Status(status.as_u16(), text),
            });
        }
        let granted: Granted = answer.json().await?;
        let lives = chrono::Duration::seconds(granted.expires_in.unwrap_or(3600));
        Ok(Tokens {
            access: granted.access_token,
            refresh: granted.refresh_token,
            id: granted.id_token,
            ends: Utc::now() + lives,
        })
    }

    /// Ends a refresh token.
    pub async fn revoke(
        &self,
        at: &Discovery,
        setup: &Setup,
        refresh: &str,
    ) -> Result<(), Refusal> {
        let Some(address) = &at.revocation_endpoint else {
            return Ok(());
        };
        let request = self.to(address).post(address).timeout(PATIENCE);
        let request = request.basic_auth(&setup.client_id, Some(&setup.client_secret));
        let form = [("token", refresh), ("token_type_hint", "refresh_token")];
        request.form(&form).send().await?;
        Ok(())
    }

    /// What the provider says about the owner of an access token.
    pub async fn user_info(&self, at: &Discovery, access: &str) -> Result<Claims, Refusal> {
        match &at.userinfo_endpoint {
            Some(address) => self.get(address, Some(access)).await,
            None => Ok(Claims::new()),
        }
    }

    /// The claims of an id_token that the provider signed for Harbor and that has not ended.
    pub async fn verify(
        &self,
        at: &Discovery,
        setup: &Setup,
        token: &str,
    ) -> Result<Claims, Refusal> {
        let header = decode_header(token)?;
        let keys: JwkSet = self.get(&at.jwks_uri, None).await?;
        let key = match &header.kid {
            Some(kid) => keys.find(kid),
            None => keys.keys.first(),
        };
        let key = key.ok_or(Refusal::Missing("no key of the provider"))?;
        let mut validation = Validation::new(header.alg);
        validation.leeway = 0;
        validation.set_audience(&[&setup.client_id]);
        validation.set_issuer(&[&at.issuer]);
        validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
        Ok(decode::<Claims>(token, &DecodingKey::from_jwk(key)?, &validation)?.claims)
    }
}
