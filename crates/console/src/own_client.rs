//! Signing in at the identity provider itself, to a client whose pages lead back to this computer:
//! one attempt of it.

use futures::future::BoxFuture;
use harbor_client::{
    Arrived, Loopback, LoopbackError, Provider, ProviderPage, Server, find_issuer,
};
use pilothouse_protocol::{OwnClient, RunOut, SignInStep};
use tokio::time::Instant;
use url::Url;

use crate::{
    browser_sign_in::PATIENCE,
    failure,
    kept_renewal::ClientAt,
    renewals::Renewal,
    secrets::Secrets,
    sign_in::{Fresh, NotIn},
};

/// What a refresh token is asked for by.
const OFFLINE: &str = "offline_access";

/// A page of the provider's that leads back to this computer.
pub(crate) struct OwnAttempt {
    provider: Provider,
    at: ClientAt,
    page: Url,
    back_at: String,
    pub(crate) until: Instant,
    /// Listens while it is polled.
    pub(crate) arriving: BoxFuture<'static, Result<Arrived, LoopbackError>>,
}

impl OwnAttempt {
    /// Finds the provider behind the registry's own way to it, and begins there.
    pub(crate) async fn begin(
        server: &Server,
        registry: &ProviderPage,
        own: &OwnClient,
    ) -> Result<Self, LoopbackError> {
        let registry_client_id = registry.client_id();
        let client_id = typed(&own.client_id).unwrap_or(&registry_client_id);
        let look = Search {
            server,
            client_id,
            registry_client_id: &registry_client_id,
        };
        let provider = match typed(&own.issuer) {
            Some(issuer) => look.at_typed(issuer).await?,
            None => look.behind(registry).await?,
        };
        let at = ClientAt {
            issuer: provider.issuer_name().to_owned(),
            client_id: client_id.to_owned(),
            registry_client_id: registry_client_id.clone(),
        };
        let mut scopes = registry.scopes();
        scopes.retain(|scope| scope != "openid");
        if provider.may_know(OFFLINE) && !scopes.iter().any(|scope| scope == OFFLINE) {
            scopes.push(OFFLINE.to_owned());
        }
        let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
        let begun = Loopback::begin(provider.clone(), &scopes).await?;
        begun.look_ahead().await?;
        Ok(Self {
            provider,
            at,
            back_at: begun.back_at().to_owned(),
            page: begun.page,
            until: Instant::now() + PATIENCE,
            arriving: Box::pin(begun.waiting.arrived()),
        })
    }

    /// The page to open.
    pub(crate) fn page(&self) -> &str {
        self.page.as_str()
    }

    /// `host[:port]` of the page.
    pub(crate) fn host(&self) -> String {
        let host = self.page.host_str().unwrap_or_default();
        match self.page.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }

    /// `host:port` that it leads back to.
    pub(crate) fn back_at(&self) -> &str {
        &self.back_at
    }

    /// Takes what the code is worth into the registry. If nothing comes of it the provider is told
    /// that it is over.
    pub(crate) async fn sign_in(
        self,
        arrived: Arrived,
        server: &Server,
        secrets: Secrets,
        own: Option<OwnClient>,
    ) -> Result<Fresh, SignInStep> {
        let tokens = arrived.tokens().await.map_err(|error| match error {
            // Too late, or used before.
            LoopbackError::Refused { ref code, .. } if code == "invalid_grant" => {
                SignInStep::RunOut { why: RunOut::Code }
            }
            error => failed(&error),
        })?;
        let renewal = Renewal::begin(secrets, self.provider, self.at, tokens, own).await;
        let entered = Fresh::renewing(server, renewal, false).await;
        entered.map_err(|refused| match refused {
            NotIn::Unknown => SignInStep::UnknownPerson,
            NotIn::Provider(error) => failed(&error),
            NotIn::Registry(failure) => SignInStep::Failed { failure },
        })
    }
}

/// How an attempt ended whose browser brought no code.
pub(crate) fn turned_back(error: &LoopbackError) -> SignInStep {
    match error {
        LoopbackError::TimedOut => SignInStep::RunOut {
            why: RunOut::NobodyCame,
        },
        LoopbackError::Refused { code, description } if !failure::is_about_the_client(code) => {
            let said = match description.as_str() {
                "" => code.clone(),
                description => format!("{code}: {description}"),
            };
            SignInStep::Refused { said }
        }
        error => failed(error),
    }
}

fn failed(error: &LoopbackError) -> SignInStep {
    SignInStep::Failed {
        failure: failure::of_loopback(error),
    }
}

fn typed(text: &Option<String>) -> Option<&str> {
    let text = text.as_deref().map(str::trim);
    text.filter(|text| !text.is_empty())
}

/// Looks for the provider.
struct Search<'a> {
    server: &'a Server,
    client_id: &'a str,
    registry_client_id: &'a str,
}

impl Search<'_> {
    async fn at(&self, issuer: &str) -> Result<Provider, LoopbackError> {
        let (client_id, registry) = (self.client_id, self.registry_client_id);
        Provider::discover(self.server, issuer, client_id, registry).await
    }

    /// As a person types it: with or without the last `/`.
    async fn at_typed(&self, issuer: &str) -> Result<Provider, LoopbackError> {
        match self.at(issuer).await {
            Err(LoopbackError::OtherIssuer { told })
                if told.trim_end_matches('/') == issuer.trim_end_matches('/') =>
            {
                self.at(&told).await
            }
            outcome => outcome,
        }
    }

    /// By the page that the registry leads to.
    async fn behind(&self, registry: &ProviderPage) -> Result<Provider, LoopbackError> {
        if let Some(issuer) = registry.issuer() {
            match self.at(&issuer).await {
                // Its page only looks like that of a product that is known.
                Err(LoopbackError::NotProvider(_) | LoopbackError::OtherIssuer { .. }) => {}
                outcome => return outcome,
            }
        }
        let page = Url::parse(&registry.authorization())
            .map_err(|error| LoopbackError::NotProvider(error.to_string()))?;
        self.at(&find_issuer(self.server, &page).await?).await
    }
}
