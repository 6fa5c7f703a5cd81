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
    failure,
    secrets::Secrets,
    sign_in::{Fresh, NotIn, browser::PATIENCE, renewals::Renewal, saved_renewal::ClientAt},
};

/// What a refresh token is asked for by.
const OFFLINE: &str = "offline_access";
/// What a provider says to a client that may not have all that it asks for.
const INVALID_SCOPE: &str = "invalid_scope";

/// How much is asked for. A provider lists what it knows, not what this client may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// What the registry asks for, and to stay signed in.
    All,
    WithoutOffline,
    /// Who it is: less is no sign-in.
    OpenIdOnly,
}

impl Asked {
    fn fewer(self) -> Option<Self> {
        match self {
            Self::All => Some(Self::WithoutOffline),
            Self::WithoutOffline => Some(Self::OpenIdOnly),
            Self::OpenIdOnly => None,
        }
    }

    /// What is asked for beside `openid`.
    fn scopes(self, registry: &[String], provider: &Provider) -> Vec<String> {
        let mut scopes = match self {
            Self::OpenIdOnly => return Vec::new(),
            Self::All | Self::WithoutOffline => registry.to_vec(),
        };
        scopes.retain(|scope| scope != "openid" && scope != OFFLINE);
        let wanted = registry.iter().any(|scope| scope == OFFLINE) || provider.may_know(OFFLINE);
        if self == Self::All && wanted {
            scopes.push(OFFLINE.to_owned());
        }
        scopes
    }
}

/// What a page is made with.
#[derive(Clone)]
pub(crate) struct OwnRequest {
    provider: Provider,
    at: ClientAt,
    registry_scopes: Vec<String>,
    asked: Asked,
    consent: bool,
}

/// A page of the provider's that leads back to this computer.
pub(crate) struct OwnAttempt {
    request: OwnRequest,
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
        let request = OwnRequest {
            provider,
            at,
            registry_scopes: registry.scopes(),
            asked: Asked::All,
            consent: own.consent,
        };
        request.open().await
    }

    /// What to go on with after an attempt that ended so: less to ask for, if that is why.
    pub(crate) fn with_fewer_scopes(&self, ended: &LoopbackError) -> Option<OwnRequest> {
        self.request.with_fewer_scopes(ended)
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
        let OwnRequest { provider, at, .. } = self.request;
        let renewal = Renewal::begin(secrets, provider, at, tokens, own).await;
        let entered = Fresh::renewing(server, renewal, false).await;
        entered.map_err(|refused| match refused {
            NotIn::Unknown => SignInStep::UnknownPerson,
            NotIn::Provider(error) => failed(&error),
            NotIn::Registry(failure) => SignInStep::Failed { failure },
        })
    }
}

impl OwnRequest {
    /// Makes the page, with less to ask for where the provider refuses that before anybody sees it.
    pub(crate) async fn open(mut self) -> Result<OwnAttempt, LoopbackError> {
        loop {
            let scopes = self.asked.scopes(&self.registry_scopes, &self.provider);
            let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
            let begun = Loopback::begin(self.provider.clone(), &scopes, self.consent).await?;
            if let Err(error) = begun.look_ahead().await {
                self = self.with_fewer_scopes(&error).ok_or(error)?;
                continue;
            }
            return Ok(OwnAttempt {
                request: self,
                back_at: begun.back_at().to_owned(),
                page: begun.page,
                until: Instant::now() + PATIENCE,
                arriving: Box::pin(begun.waiting.arrived()),
            });
        }
    }

    fn with_fewer_scopes(&self, ended: &LoopbackError) -> Option<Self> {
        let is_why = matches!(ended, LoopbackError::Refused { code, .. } if code == INVALID_SCOPE);
        let asked = self.asked.fewer().filter(|_| is_why)?;
        tracing::info!(?asked, "the client may not have what was asked for");
        Some(Self {
            asked,
            ..self.clone()
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
        failure: failure::from_loopback(error),
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
