//! The client: sends operations as somebody.

use std::{fmt, sync::Arc};

use harbor_api::{Operation, operations::GetCurrentUser};
use reqwest::header::{AUTHORIZATION, HeaderValue};

use crate::{
    credentials::Credentials,
    error::ClientError,
    keeper::{Keeper, Password},
    login,
    loopback::Renewing,
    options::SendOptions,
    reply::{RawReply, Reply},
    secret::Redactor,
    server::Server,
    session::{self, Session},
    transport::{Answer, Outgoing, Transport},
};

/// A registry, asked by somebody. Cheap to clone: clones share connections and session.
///
/// Dropping the future of a call cancels its request.
#[derive(Clone)]
pub struct Client {
    transport: Transport,
    identity: Arc<Identity>,
}

enum Identity {
    /// The same header with every request, or none.
    Fixed {
        credentials: Credentials,
        authorization: Option<HeaderValue>,
    },
    Session(Keeper),
    /// An `id_token` that is renewed ahead of its end.
    Renewing(Renewing),
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
        let identity = match &credentials {
            Credentials::Session(session) => Identity::Session(Keeper::new(session, None)),
            _ => Identity::Fixed {
                authorization: credentials.authorization()?,
                credentials,
            },
        };
        Ok(Self {
            transport,
            identity: Arc::new(identity),
        })
    }

    /// A client whose session is opened anew with the password when it ends.
    pub(crate) fn renewing(transport: Transport, session: &Session, password: Password) -> Self {
        let keeper = Keeper::new(session, Some(password));
        Self {
            transport,
            identity: Arc::new(Identity::Session(keeper)),
        }
    }

    /// A client whose `id_token` comes from a sign-in at an identity provider that goes on.
    ///
    /// Errors: [`ClientError::PlainHttpNotAllowed`], [`ClientError::Setup`].
    pub fn with_renewing(server: Server, renewing: Renewing) -> Result<Self, ClientError> {
        Ok(Self {
            transport: Transport::new(server)?,
            identity: Arc::new(Identity::Renewing(renewing)),
        })
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
        match &*self.identity {
            Identity::Fixed { .. } | Identity::Renewing(_) => None,
            Identity::Session(keeper) => keeper.session(),
        }
    }

    /// Sends an operation and reads its answer.
    pub async fn send<O: Operation>(&self, operation: &O) -> Result<Reply<O::Reply>, ClientError> {
        let request = operation.request();
        let options = SendOptions::for_target(&request.target);
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
        let answer = self.answer(&Outgoing::of(request, options)?).await?;
        RawReply::of(answer, &request.target, || self.redactor())
    }

    /// Ends the session on the server and forgets it. Other credentials have nothing to end.
    ///
    /// Gives the page where an identity provider's own session can be ended, if there is one.
    /// The session is forgotten even where the server could not be told.
    pub async fn sign_out(&self) -> Result<Option<String>, ClientError> {
        let keeper = match &*self.identity {
            Identity::Fixed { .. } => return Ok(None),
            Identity::Renewing(renewing) => {
                renewing.end().await?;
                return Ok(None);
            }
            Identity::Session(keeper) => keeper,
        };
        let (jar, _) = keeper.current()?;
        keeper.forget();
        login::close_session(&self.transport, &jar).await
    }

    async fn answer(&self, outgoing: &Outgoing) -> Result<Answer, ClientError> {
        match &*self.identity {
            Identity::Fixed { authorization, .. } => {
                let mut outgoing = outgoing.clone();
                if let Some(value) = authorization {
                    outgoing.headers.insert(AUTHORIZATION, value.clone());
                }
                self.transport.send(&outgoing).await
            }
            Identity::Renewing(renewing) => {
                let bearer = Credentials::Bearer(renewing.bearer().await?);
                let mut outgoing = outgoing.clone();
                if let Some(value) = bearer.authorization()? {
                    outgoing.headers.insert(AUTHORIZATION, value);
                }
                self.transport.send(&outgoing).await
            }
            Identity::Session(keeper) => self.answer_in_session(keeper, outgoing).await,
        }
    }

    /// Sends with the session's cookies; again at most once with a better token, and at most once
    /// with a new session.
    async fn answer_in_session(
        &self,
        keeper: &Keeper,
        outgoing: &Outgoing,
    ) -> Result<Answer, ClientError> {
        let safe = outgoing.method.is_safe();
        let (mut renewed, mut token_taken) = (false, false);
        loop {
            let (jar, generation) = keeper.current()?;
            let mut request = outgoing.clone();
            jar.apply(&mut request.headers, safe)?;
            let answer = self.transport.send(&request).await?;
            if self.has_ended(&jar, &request, &answer).await? {
                // A change that was not refused may have been made, and must not be made twice.
                if !safe && !matches!(answer.status, 401 | 403) {
                    return Ok(answer);
                }
                let request_id = Some(answer.request_id);
                if renewed {
                    return Err(ClientError::SessionExpired { request_id });
                }
                keeper
                    .renew(&self.transport, generation)
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
            keeper.absorb(generation, jar.csrf_cookie.as_ref(), &answer.headers);
            if !token_taken && session::wants_token(answer.status, &answer.body) {
                token_taken = true;
                continue;
            }
            return Ok(answer);
        }
    }

    /// Whether an answer shows that the session has ended (see [`crate::session`]).
    ///
    /// A 401 alone does not: a registry endpoint that is asked through Harbor may have said it. So
    /// the question is put once more in a way that only the session decides.
    async fn has_ended(
        &self,
        jar: &session::Jar,
        request: &Outgoing,
        answer: &Answer,
    ) -> Result<bool, ClientError> {
        let Some(sid) = &jar.sid else {
            return Ok(false);
        };
        if session::is_unknown(sid, &answer.headers) {
            return Ok(true);
        }
        if answer.status != 401 {
            return Ok(false);
        }
        let question = GetCurrentUser {}.request();
        if request.target == question.target {
            return Ok(true);
        }
        let mut question = Outgoing::of(&question, SendOptions::default().in_background())?;
        jar.apply(&mut question.headers, true)?;
        let answer = self.transport.send(&question).await?;
        Ok(answer.status == 401 || session::is_unknown(sid, &answer.headers))
    }

    /// Everything secret that this client holds, to be taken out of texts.
    pub(crate) fn redactor(&self) -> Redactor {
        let mut redactor = Redactor::default();
        match &*self.identity {
            Identity::Fixed { credentials, .. } => credentials.add_to(&mut redactor),
            Identity::Session(keeper) => keeper.add_to(&mut redactor),
            Identity::Renewing(renewing) => renewing.add_to(&mut redactor),
        }
        redactor
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let identity = match &*self.identity {
            Identity::Fixed {
                credentials: Credentials::Anonymous,
                ..
            } => "anonymous",
            Identity::Fixed {
                credentials: Credentials::Bearer(_),
                ..
            } => "bearer",
            Identity::Fixed { .. } => "basic",
            Identity::Session(_) => "session",
            Identity::Renewing(_) => "renewed bearer",
        };
        formatter
            .debug_struct("Client")
            .field("address", &self.transport.address().origin())
            .field("identity", &identity)
            .finish()
    }
}
