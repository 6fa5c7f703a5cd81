//! An identity provider, as it describes itself, and this program as its client.

use std::{fmt, sync::Arc};

use openidconnect::{
    AuthUrl, ClientId, EndpointNotSet, EndpointSet, IssuerUrl, Nonce, RedirectUrl,
    core::{CoreClient, CoreJsonWebKeySet},
};
use serde::Deserialize;
use url::Url;

use super::{
    error::{IdTokenProblem, LoopbackError, shown},
    reach::Reach,
    verify::{Expected, Verified, verified},
};
use crate::{identity::secret::Secret, transport::server::Server};

pub(super) type ProviderClient = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
>;

/// An identity provider with a client for this program. Cheap to clone.
#[derive(Clone)]
pub struct Provider(Arc<Inner>);

struct Inner {
    reach: Reach,
    metadata: Metadata,
    client_id: String,
    harbor_client_id: String,
}

/// What a provider says about itself (OpenID Connect Discovery, 3; RFC 8414; RFC 9207).
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Metadata {
    pub(super) issuer: String,
    pub(super) authorization_endpoint: Url,
    token_endpoint: Url,
    jwks_uri: Url,
    #[serde(default)]
    revocation_endpoint: Option<Url>,
    #[serde(default)]
    scopes_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl Metadata {
    /// Reads a provider's own description, over its `issuer`'s address.
    pub(super) async fn read(reach: &Reach, issuer: &str) -> Result<Self, LoopbackError> {
        let no_address = |_| LoopbackError::NotProvider("its issuer is no address".to_owned());
        let place = format!(
            "{}/.well-known/openid-configuration",
            issuer.trim_end_matches('/')
        );
        let url = Url::parse(&place).map_err(no_address)?;
        let answer = reach.get(&url).await?;
        if answer.status != 200 {
            let words = format!("there is no description of it (status {})", answer.status);
            return Err(LoopbackError::NotProvider(words));
        }
        serde_json::from_slice(&answer.body)
            .map_err(|_| LoopbackError::NotProvider("its description can't be read".to_owned()))
    }
}

impl Provider {
    /// Asks a provider for its description. `registry` says how it is reached, `client_id` is
    /// this program's at the provider, `harbor_client_id` the registry's.
    pub async fn discover(
        registry: &Server,
        issuer: &str,
        client_id: &str,
        harbor_client_id: &str,
    ) -> Result<Self, LoopbackError> {
        let reach = Reach::like(registry);
        let metadata = Metadata::read(&reach, issuer).await?;
        // To the letter (OpenID Connect Discovery, 4.3): another one could speak for this one.
        if metadata.issuer != issuer {
            let told = shown(&metadata.issuer);
            return Err(LoopbackError::OtherIssuer { told });
        }
        Ok(Self(Arc::new(Inner {
            reach,
            metadata,
            client_id: client_id.to_owned(),
            harbor_client_id: harbor_client_id.to_owned(),
        })))
    }

    /// Who it is, as tokens name it.
    pub fn issuer_name(&self) -> &str {
        &self.0.metadata.issuer
    }

    /// Whether it may be asked for a scope: it names it, or names none at all.
    pub fn may_know(&self, scope: &str) -> bool {
        let known = self.0.metadata.scopes_supported.as_ref();
        known.is_none_or(|known| known.iter().any(|known| known == scope))
    }

    pub(super) fn reach(&self) -> &Reach {
        &self.0.reach
    }

    pub(super) fn client_id(&self) -> &str {
        &self.0.client_id
    }

    pub(super) fn token_endpoint(&self) -> &Url {
        &self.0.metadata.token_endpoint
    }

    pub(super) fn revocation_endpoint(&self) -> Option<&Url> {
        self.0.metadata.revocation_endpoint.as_ref()
    }

    /// The issuer that an answer names, and whether it must.
    pub(super) fn issuer_to_be_told(&self) -> (String, bool) {
        let metadata = &self.0.metadata;
        let must = metadata.authorization_response_iss_parameter_supported;
        (metadata.issuer.clone(), must)
    }

    /// This program as the provider's client. Public: it has no secret (RFC 8252, 8.5).
    pub(super) fn client(&self, redirect: RedirectUrl) -> Result<ProviderClient, LoopbackError> {
        let metadata = &self.0.metadata;
        let keys = CoreJsonWebKeySet::new(Vec::new());
        let client_id = ClientId::new(self.0.client_id.clone());
        Ok(CoreClient::new(client_id, self.issuer()?, keys)
            .set_auth_uri(AuthUrl::from_url(metadata.authorization_endpoint.clone()))
            .set_redirect_uri(redirect))
    }

    /// An `id_token` that came with an answer, verified. The keys are asked for anew each time:
    /// providers change them.
    pub(super) async fn verified(
        &self,
        id_token: Option<Secret>,
        nonce: Option<&Nonce>,
    ) -> Result<Verified, LoopbackError> {
        let id_token = id_token.ok_or(IdTokenProblem::Missing)?;
        let keys = self.keys().await?;
        let expected = Expected {
            issuer: &self.0.metadata.issuer,
            client_id: &self.0.client_id,
            harbor_client_id: &self.0.harbor_client_id,
            nonce,
        };
        Ok(verified(id_token, &keys, &expected)?)
    }

    /// What it signs with (RFC 7517, 5). Keys of unknown kinds are left out.
    async fn keys(&self) -> Result<CoreJsonWebKeySet, LoopbackError> {
        let answer = self.0.reach.get(&self.0.metadata.jwks_uri).await?;
        let unreadable = || LoopbackError::NotProvider("its keys can't be read".to_owned());
        if answer.status != 200 {
            return Err(unreadable());
        }
        serde_json::from_slice(&answer.body).map_err(|_| unreadable())
    }

    fn issuer(&self) -> Result<IssuerUrl, LoopbackError> {
        IssuerUrl::new(self.0.metadata.issuer.clone())
            .map_err(|_| LoopbackError::NotProvider("its issuer is no address".to_owned()))
    }
}

impl fmt::Debug for Provider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Provider")
            .field("issuer", &self.0.metadata.issuer)
            .field("client_id", &self.0.client_id)
            .finish_non_exhaustive()
    }
}
