//! Keeps what a client's requests are sent with: the newest cookies and token of a session, or a
//! header; finds out when it has ended, and renews it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use harbor_api::{
    Decode, Operation,
    operations::{GetCurrentUser, GetStatistics, GetSystemInfo},
    types::SystemInfo,
};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};

use crate::{
    error::ClientError,
    identity::{
        credentials::Credentials,
        renew::{Renew, Renewed},
        secret::{Redactor, Secret},
        session::{self, Jar, Session},
    },
    options::SendOptions,
    transport::{Answer, Outgoing, Transport},
};

/// Credentials in use.
#[derive(Debug)]
pub(crate) struct Authenticator {
    state: Mutex<State>,
    /// What they can be renewed with.
    renewal: Option<Arc<dyn Renew>>,
    /// Held by the one call that renews or asks; the others wait for it.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct State {
    /// `None` after signing out.
    pass: Option<AuthHeaders>,
    /// Counts the renewals, so that a call can tell whether its own pass was replaced already.
    generation: u64,
    /// Counts the renewals that failed.
    failures: u64,
    failure: Option<ClientError>,
    /// Counts the questions that were answered with 'still good'.
    confirmed: u64,
    /// Not taken any more, and nothing to renew it with that is: it is never sent again, since the
    /// server locks names after failures.
    ended: bool,
}

/// What a request is sent with.
#[derive(Debug, Clone)]
pub(crate) enum AuthHeaders {
    Session(Jar),
    Header {
        value: HeaderValue,
        credentials: Credentials,
    },
}

impl AuthHeaders {
    /// None for anonymous callers.
    pub(crate) fn from_credentials(credentials: Credentials) -> Result<Option<Self>, ClientError> {
        Ok(match (credentials.authorization()?, credentials) {
            (_, Credentials::Session(session)) => Some(Self::Session(Jar::of(&session))),
            (Some(value), credentials) => Some(Self::Header { value, credentials }),
            (None, _) => None,
        })
    }

    /// Puts it into a request's headers.
    pub(crate) fn apply(&self, headers: &mut HeaderMap, safe: bool) -> Result<(), ClientError> {
        match self {
            Self::Session(jar) => jar.apply(headers, safe),
            Self::Header { value, .. } => {
                headers.insert(AUTHORIZATION, value.clone());
                Ok(())
            }
        }
    }

    /// A read that only good credentials are answered to.
    fn question(&self) -> harbor_api::Request {
        match self {
            Self::Header { credentials, .. } => match credentials {
                Credentials::Robot { .. } => GetStatistics {}.request(),
                Credentials::CliSecret { .. } => GetSystemInfo {}.request(),
                _ => GetCurrentUser {}.request(),
            },
            Self::Session(_) => GetCurrentUser {}.request(),
        }
    }

    /// Whether the answer to that question shows that these are no longer taken.
    fn is_refused_by(&self, answer: &Answer) -> bool {
        match self {
            Self::Header {
                credentials: Credentials::CliSecret { .. },
                ..
            } => {
                // A wrong one is answered with success, but as to anonymous callers.
                answer.is_success()
                    && SystemInfo::decode(&answer.body)
                        .is_ok_and(|system| system.harbor_version.is_none())
            }
            Self::Session(Jar { sid: Some(sid), .. }) => {
                answer.status == 401 || session::is_unknown(sid, &answer.headers)
            }
            _ => answer.status == 401,
        }
    }

    fn add_to(&self, redactor: &mut Redactor) {
        match self {
            Self::Session(jar) => {
                if let Some(session) = jar.session() {
                    session.add_to(redactor);
                }
            }
            Self::Header { credentials, .. } => credentials.add_to(redactor),
        }
    }
}

fn ended() -> ClientError {
    ClientError::SessionExpired { request_id: None }
}

impl Authenticator {
    pub(crate) fn new(pass: AuthHeaders, renewal: Option<Arc<dyn Renew>>) -> Self {
        let state = State {
            pass: Some(pass),
            generation: 0,
            failures: 0,
            failure: None,
            confirmed: 0,
            ended: false,
        };
        Self {
            state: Mutex::new(state),
            renewal,
            turn: tokio::sync::Mutex::default(),
        }
    }

    /// What to send now, and the count of its renewal. Fails after signing out, and where nothing
    /// is taken any more.
    pub(crate) fn current(&self) -> Result<(AuthHeaders, u64), ClientError> {
        let state = self.state();
        let pass = state.pass.clone().filter(|_| !state.ended);
        Ok((pass.ok_or_else(ended)?, state.generation))
    }

    /// The session to be ended on the server, forgotten here for good.
    pub(crate) fn leave(&self) -> Option<Jar> {
        match self.state().pass.take() {
            Some(AuthHeaders::Session(jar)) => Some(jar),
            _ => None,
        }
    }

    /// The session as it is now.
    pub(crate) fn session(&self) -> Option<Session> {
        match &self.state().pass {
            Some(AuthHeaders::Session(jar)) => jar.session(),
            _ => None,
        }
    }

    /// Takes over the token of an answer to a request of the session with this count.
    pub(crate) fn absorb(&self, generation: u64, sent: Option<&Secret>, headers: &HeaderMap) {
        let mut state = self.state();
        if state.generation != generation {
            return;
        }
        if let Some(AuthHeaders::Session(jar)) = &mut state.pass {
            jar.absorb_token(headers, sent);
        }
    }

    /// Whether an answer shows that the pass it was asked with is no longer taken (see
    /// [`crate::identity::session`]).
    ///
    /// A 401 alone does not: a registry endpoint that is asked through Harbor may have said it, or
    /// nobody with this kind of account may go there. So the question is put once more in a way
    /// that only the credentials decide; with a password by one call for all, since the server
    /// locks names after failures.
    pub(crate) async fn has_ended(
        &self,
        transport: &Transport,
        (pass, generation): (&AuthHeaders, u64),
        target: &str,
        answer: &Answer,
    ) -> Result<bool, ClientError> {
        let question = pass.question();
        let is_the_question = target == question.target;
        match pass {
            AuthHeaders::Session(Jar { sid: None, .. }) => return Ok(false),
            AuthHeaders::Session(Jar { sid: Some(sid), .. })
                if session::is_unknown(sid, &answer.headers) =>
            {
                return Ok(true);
            }
            _ if is_the_question => return Ok(pass.is_refused_by(answer)),
            _ if answer.status != 401 => return Ok(false),
            _ => {}
        }
        let confirmed = self.state().confirmed;
        let _turn = self.turn.lock().await;
        {
            let state = self.state();
            if state.ended || state.generation != generation {
                return Ok(true);
            }
            if state.confirmed != confirmed {
                return Ok(false);
            }
        }
        let mut question = Outgoing::of(&question, SendOptions::default().in_background())?;
        pass.apply(&mut question.headers, true)?;
        let answer = transport.send(&question).await?;
        let refused = pass.is_refused_by(&answer);
        if !refused {
            self.state().confirmed += 1;
        } else if self.renewal.is_none() {
            // Those that wait need not ask.
            self.end(generation);
        }
        Ok(refused)
    }

    /// Gets another pass in the place of the one with this count. However many calls find at once
    /// that it has ended, one of them renews it and the others wait for what comes of it.
    pub(crate) async fn renew(&self, generation: u64) -> Result<(), ClientError> {
        let Some(renewal) = &self.renewal else {
            self.end(generation);
            return Err(ended());
        };
        let failures = self.state().failures;
        let _turn = self.turn.lock().await;
        {
            let state = self.state();
            if state.ended || state.pass.is_none() {
                return Err(ended());
            }
            if state.generation != generation {
                return Ok(());
            }
            if state.failures != failures {
                return Err(state.failure.clone().unwrap_or_else(ended));
            }
        }
        let renewed = match renewal.renew().await {
            Ok(Renewed::With(credentials)) => AuthHeaders::from_credentials(credentials),
            Ok(Renewed::Refused) => Ok(None),
            Err(error) => Err(error),
        };
        let mut state = self.state();
        let failure = match renewed {
            Ok(Some(pass)) => {
                // Somebody may have signed out in the meantime.
                if state.pass.is_some() {
                    state.pass = Some(pass);
                    state.generation += 1;
                    tracing::debug!("the session was renewed");
                    return Ok(());
                }
                ended()
            }
            Ok(None) => {
                state.ended = true;
                ended()
            }
            Err(error) => error,
        };
        state.failures += 1;
        state.failure = Some(failure.clone());
        Err(failure)
    }

    fn end(&self, generation: u64) {
        let mut state = self.state();
        if state.generation == generation {
            state.ended = true;
        }
    }

    /// Adds everything secret that this keeps.
    pub(crate) fn add_to(&self, redactor: &mut Redactor) {
        if let Some(pass) = &self.state().pass {
            pass.add_to(redactor);
        }
        if let Some(renewal) = &self.renewal {
            for secret in renewal.secrets() {
                redactor.add(&secret);
            }
        }
    }

    /// What a person may want to know of it in the log.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.state().pass {
            None => "nobody",
            Some(AuthHeaders::Session(_)) => "session",
            Some(AuthHeaders::Header {
                credentials: Credentials::Bearer(_),
                ..
            }) => "bearer",
            Some(AuthHeaders::Header { .. }) => "basic",
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
