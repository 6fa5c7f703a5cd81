//! The client: sends operations as somebody.

use std::{fmt, sync::Arc};

use harbor_api::{Authorization, Operation};
use reqwest::header::AUTHORIZATION;
use tokio::time::Instant;

use crate::{
    error::ClientError,
    identity::{
        authenticator::{AuthHeaders, Authenticator},
        credentials::Credentials,
        login,
        renew::Renew,
        secret::{Redactor, Secret},
        session::{self, Session},
    },
    loopback::{AtProvider, Renewing},
    options::SendOptions,
    registry::{
        content_stream::ContentStream,
        registry_token::{Challenge, RegistryTokens},
    },
    request_log::RequestLog,
    transport::{
        Answer, Outgoing, Transport,
        reply::{RawReply, Reply, WholeAnswer},
        server::Server,
    },
};

/// After how many minutes without use Harbor ends a session, unless it is set up otherwise.
pub const SESSION_MINUTES: u32 = 60;

/// A registry, asked by somebody. Cheap to clone: clones share connections and session.
///
/// Dropping the future of a call cancels its request.
#[derive(Clone)]
pub struct Client {
    transport: Transport,
    identity: Identity,
    /// What this account was given for APIs that want a token.
    tokens: Arc<RegistryTokens>,
}

/// As whom a client asks.
#[derive(Clone)]
enum Identity {
    Nobody,
    Known(Arc<Authenticator>),
    /// An `id_token` that is renewed ahead of its end.
    Renewing(Renewing),
    /// A token that somebody else gave out, and that can't be renewed: a service beside the
    /// registry, of whose sign-in nothing is known.
    Token(Secret),
}

/// What is left after signing out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedOut {
    /// The page where an identity provider's own session can be ended, if there is one.
    pub provider_page: Option<String>,
    /// What became of a sign-in at the provider itself.
    pub at_provider: AtProvider,
}

impl Client {
    /// Prepares a client; nothing is sent and nothing verified.
    ///
    /// Wrong credentials do not fail by themselves: Harbor answers reads as to anonymous callers.
    /// So verify them once before anything else, with [`sign_in`](Self::sign_in),
    /// [`verify_robot`](Self::verify_robot) or [`verify`](Self::verify).
    ///
    /// Errors: [`ClientError::PlainHttpNotAllowed`], [`ClientError::Setup`].
    pub fn new(server: Server, credentials: Credentials) -> Result<Self, ClientError> {
        Self::over(Transport::new(server)?, credentials)
    }

    pub(crate) fn over(
        transport: Transport,
        credentials: Credentials,
    ) -> Result<Self, ClientError> {
        Self::with(transport, credentials, None)
    }

    /// A client whose credentials are replaced by new ones when they end.
    ///
    /// Errors: as [`new`](Self::new).
    pub fn renewing(
        server: Server,
        credentials: Credentials,
        renewal: Arc<dyn Renew>,
    ) -> Result<Self, ClientError> {
        Self::with(Transport::new(server)?, credentials, Some(renewal))
    }

    pub(crate) fn with(
        transport: Transport,
        credentials: Credentials,
        renewal: Option<Arc<dyn Renew>>,
    ) -> Result<Self, ClientError> {
        let identity = match AuthHeaders::from_credentials(credentials)? {
            Some(pass) => Identity::Known(Arc::new(Authenticator::new(pass, renewal))),
            None => Identity::Nobody,
        };
        Ok(Self {
            transport,
            identity,
            tokens: Arc::default(),
        })
    }

    /// A client whose `id_token` comes from a sign-in at an identity provider that goes on.
    ///
    /// Errors: [`ClientError::PlainHttpNotAllowed`], [`ClientError::Setup`].
    pub fn with_renewing(server: Server, renewing: Renewing) -> Result<Self, ClientError> {
        Ok(Self {
            transport: Transport::new(server)?,
            identity: Identity::Renewing(renewing),
            tokens: Arc::default(),
        })
    }

    /// A client of a service beside a registry, with a token as it is. A 401 is the service's own word
    /// for a token that it does not take.
    ///
    /// Errors: [`ClientError::PlainHttpNotAllowed`], [`ClientError::Setup`].
    pub fn with_token(server: Server, token: Secret) -> Result<Self, ClientError> {
        Ok(Self {
            transport: Transport::new(server)?,
            identity: Identity::Token(token),
            tokens: Arc::default(),
        })
    }

    /// The `id_token` that this client asks with, fresh; `None` where it asks in another way.
    pub async fn provider_token(&self) -> Option<Result<Secret, ClientError>> {
        match &self.identity {
            Identity::Renewing(renewing) => {
                Some(renewing.bearer().await.map_err(ClientError::from))
            }
            Identity::Nobody | Identity::Known(_) | Identity::Token(_) => None,
        }
    }

    /// The same registry over the same connections, asked by somebody else; for a new `id_token`.
    pub fn with_credentials(&self, credentials: Credentials) -> Result<Self, ClientError> {
        Self::over(self.transport.clone(), credentials)
    }

    /// The registry that this client asks.
    pub fn server(&self) -> &Server {
        self.transport.server()
    }

    /// The session as it is now, with the newest token; for a keychain.
    pub fn session(&self) -> Option<Session> {
        match &self.identity {
            Identity::Known(authenticator) => authenticator.session(),
            Identity::Nobody | Identity::Renewing(_) | Identity::Token(_) => None,
        }
    }

    /// Whether it asks with what an identity provider gives: see [`with_renewing`](Self::with_renewing).
    pub fn is_renewing(&self) -> bool {
        matches!(self.identity, Identity::Renewing(_))
    }

    /// After how many minutes without use a session ends here. Only administrators are told;
    /// [`SESSION_MINUTES`] is what Harbor has by itself.
    pub async fn session_minutes(&self) -> Option<u32> {
        #[derive(serde::Deserialize)]
        struct Configuration {
            session_timeout: Value,
        }
        #[derive(serde::Deserialize)]
        struct Value {
            value: u32,
        }
        let request = Outgoing {
            options: SendOptions::default().in_background(),
            ..Outgoing::get("/api/v2.0/configurations")
        };
        let answer = self.answer(&request).await.ok()?;
        let read = serde_json::from_slice::<Configuration>(&answer.body).ok();
        let minutes = read.filter(|_| answer.is_success())?.session_timeout.value;
        (minutes > 0).then_some(minutes)
    }

    /// Sends an operation and reads its answer.
    pub async fn send<O: Operation>(&self, operation: &O) -> Result<Reply<O::Reply>, ClientError> {
        let request = operation.request();
        let options = SendOptions::for_request(&request);
        self.send_raw(&request, options)
            .await?
            .decode(|| self.redactor())
    }

    /// Sends a request and gives the successful answer as it came; any other is an error.
    pub async fn send_raw(
        &self,
        request: &harbor_api::Request,
        options: SendOptions,
    ) -> Result<RawReply, ClientError> {
        let outgoing = Outgoing::of(request, options)?;
        let answer = match request.api.authorization(&request.target) {
            Authorization::Account => self.answer(&outgoing).await?,
            Authorization::Token { scope } => self.answer_with_token(&outgoing, &scope).await?,
        };
        RawReply::of(answer, request, || self.redactor())
    }

    /// Sends a request that a person wrote, with further headers, and gives the answer as it came,
    /// whatever its status.
    pub async fn send_written(
        &self,
        request: &harbor_api::Request,
        headers: &[(String, String)],
        options: SendOptions,
    ) -> Result<WholeAnswer, ClientError> {
        let mut outgoing = Outgoing::of(request, options)?;
        outgoing.add_headers(headers)?;
        let answer = match request.api.authorization(&request.target) {
            Authorization::Account => self.answer(&outgoing).await?,
            Authorization::Token { scope } => self.answer_with_token(&outgoing, &scope).await?,
        };
        Ok(WholeAnswer::of(answer, &self.redactor()))
    }

    /// The same client, whose requests are noted in a log.
    pub fn logged(&self, log: RequestLog) -> Self {
        let log = match self.identity {
            Identity::Token(_) => log.with_token(),
            _ => log,
        };
        Self {
            transport: self.transport.logged(log),
            ..self.clone()
        }
    }

    /// Sends a request for content, and gives it piece by piece: content of any size, of which nothing
    /// is kept. Content that is named by its digest is compared with it. Any other answer than a
    /// success is an error.
    ///
    /// Errors: besides the usual, [`ClientError::WrongContent`] where the digest's algorithm is not
    /// known here.
    pub async fn stream(
        &self,
        request: &harbor_api::Request,
        digest: Option<&harbor_api::Digest>,
        options: SendOptions,
    ) -> Result<ContentStream, ClientError> {
        let outgoing = Outgoing {
            is_streamed: true,
            ..Outgoing::of(request, options)?
        };
        let answer = match request.api.authorization(&request.target) {
            Authorization::Account => self.answer(&outgoing).await?,
            Authorization::Token { scope } => self.answer_with_token(&outgoing, &scope).await?,
        };
        ContentStream::of(answer, request, digest, || self.redactor())
    }

    /// Ends the session on the server and forgets it. Other credentials have nothing to end.
    /// The session is forgotten even where the server could not be told.
    pub async fn sign_out(&self) -> Result<SignedOut, ClientError> {
        self.tokens.clear();
        let jar = match &self.identity {
            Identity::Nobody | Identity::Token(_) => None,
            Identity::Known(authenticator) => authenticator.leave(),
            Identity::Renewing(renewing) => {
                return Ok(SignedOut {
                    provider_page: None,
                    at_provider: renewing.end().await?,
                });
            }
        };
        let provider_page = match jar {
            Some(jar) => login::close_session(&self.transport, &jar).await?,
            None => None,
        };
        Ok(SignedOut {
            provider_page,
            at_provider: AtProvider::Ended,
        })
    }

    /// Sends with a token for a scope. Where the token service is not known yet, the first answer
    /// names it; a token that is not taken any more is replaced once.
    pub(crate) async fn answer_with_token(
        &self,
        outgoing: &Outgoing,
        scope: &str,
    ) -> Result<Answer, ClientError> {
        let mut token = self.tokens.kept(scope);
        let was_kept = token.is_some();
        if let (None, Some(challenge)) = (&token, self.tokens.challenge()) {
            token = Some(self.token(&challenge, scope, outgoing.options).await?);
        }
        let is_new = token.is_some() && !was_kept;
        let answer = self.send_with_token(outgoing, token.as_ref()).await?;
        if answer.status != 401 || is_new {
            return Ok(answer);
        }
        if let Some(token) = &token {
            self.tokens.forget(scope, token);
        }
        let challenge = match Challenge::of(&answer, self.transport.address())? {
            Some(challenge) => challenge,
            // A token that is refused is answered without saying where there is another.
            None => match self.tokens.challenge() {
                Some(challenge) => challenge,
                None => return Ok(answer),
            },
        };
        let token = self.token(&challenge, scope, outgoing.options).await?;
        self.send_with_token(outgoing, Some(&token)).await
    }

    async fn send_with_token(
        &self,
        outgoing: &Outgoing,
        token: Option<&Secret>,
    ) -> Result<Answer, ClientError> {
        let mut outgoing = outgoing.clone();
        if let Some(token) = token {
            let bearer = Credentials::Bearer(token.clone());
            if let Some(value) = bearer.authorization()? {
                outgoing.headers.insert(AUTHORIZATION, value);
            }
        }
        self.transport.send(&outgoing).await
    }

    /// A token from the token service, asked for as whoever this client is; one call asks, others
    /// that want the same wait for it.
    async fn token(
        &self,
        challenge: &Challenge,
        scope: &str,
        options: SendOptions,
    ) -> Result<Secret, ClientError> {
        let _turn = self.tokens.turn().await;
        if let Some(token) = self.tokens.kept(scope) {
            return Ok(token);
        }
        let request = Outgoing {
            options: SendOptions {
                background: options.background,
                ..SendOptions::default()
            },
            ..Outgoing::get(&challenge.target(scope))
        };
        let asked = Instant::now();
        let answer = self.answer(&request).await?;
        if !answer.is_success() {
            return Err(ClientError::Api(answer.error(&self.redactor())));
        }
        self.tokens.keep(challenge, scope, &answer, asked)
    }

    async fn answer(&self, outgoing: &Outgoing) -> Result<Answer, ClientError> {
        match &self.identity {
            Identity::Nobody => self.transport.send(outgoing).await,
            Identity::Known(authenticator) => self.answer_as(authenticator, outgoing).await,
            Identity::Renewing(renewing) => {
                let token = renewing.bearer().await?;
                self.send_with_token(outgoing, Some(&token)).await
            }
            Identity::Token(token) => self.send_with_token(outgoing, Some(token)).await,
        }
    }

    /// Sends as somebody; again at most once with a better token, and at most once with renewed
    /// credentials.
    async fn answer_as(
        &self,
        authenticator: &Authenticator,
        outgoing: &Outgoing,
    ) -> Result<Answer, ClientError> {
        let safe = outgoing.method.is_safe();
        let (mut renewed, mut token_taken) = (false, false);
        loop {
            let (pass, generation) = authenticator.current()?;
            let mut request = outgoing.clone();
            pass.apply(&mut request.headers, safe)?;
            let answer = self.transport.send(&request).await?;
            let ended = authenticator.has_ended(
                &self.transport,
                (&pass, generation),
                &request.target,
                &answer,
            );
            if ended.await? {
                // A change that was not refused may have been made, and must not be made twice.
                if !safe && !matches!(answer.status, 401 | 403) {
                    return Ok(answer);
                }
                let request_id = Some(answer.request_id);
                if renewed {
                    return Err(ClientError::SessionExpired { request_id });
                }
                authenticator
                    .renew(generation)
                    .await
                    .map_err(|error| match error {
                        ClientError::SessionExpired { .. } => {
                            ClientError::SessionExpired { request_id }
                        }
                        other => other,
                    })?;
                renewed = true;
                continue;
            }
            if let AuthHeaders::Session(jar) = &pass {
                authenticator.absorb(generation, jar.csrf_cookie.as_ref(), &answer.headers);
                if !token_taken && session::wants_token(answer.status, &answer.body) {
                    token_taken = true;
                    continue;
                }
            }
            return Ok(answer);
        }
    }

    /// Everything secret that this client holds, to be taken out of texts.
    pub(crate) fn redactor(&self) -> Redactor {
        let mut redactor = Redactor::default();
        self.tokens.add_to(&mut redactor);
        match &self.identity {
            Identity::Nobody => {}
            Identity::Known(authenticator) => authenticator.add_to(&mut redactor),
            Identity::Renewing(renewing) => renewing.add_to(&mut redactor),
            Identity::Token(token) => redactor.add(token),
        }
        redactor
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let identity = match &self.identity {
            Identity::Nobody => "anonymous",
            Identity::Known(authenticator) => authenticator.kind(),
            Identity::Renewing(_) => "renewed bearer",
            Identity::Token(_) => "token",
        };
        formatter
            .debug_struct("Client")
            .field("address", &self.transport.address().origin())
            .field("identity", &identity)
            .finish()
    }
}
