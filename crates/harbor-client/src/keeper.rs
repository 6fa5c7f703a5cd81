//! Keeps the session of a client: its newest cookies and token, and its renewal.

use std::sync::{Mutex, MutexGuard, PoisonError};

use reqwest::header::HeaderMap;

use crate::{
    error::ClientError,
    login::{self, Login},
    secret::{Redactor, Secret},
    session::{Jar, Session},
    transport::Transport,
};

/// A name and password that a session was opened with.
#[derive(Debug, Clone)]
pub(crate) struct Password {
    pub user: String,
    pub password: Secret,
}

/// A session in use.
#[derive(Debug)]
pub(crate) struct Keeper {
    state: Mutex<State>,
    /// What it can be renewed with.
    password: Option<Password>,
    /// Held by the one call that renews; the others wait for it.
    renewing: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct State {
    /// `None` after signing out.
    jar: Option<Jar>,
    /// Counts the sessions, so that a call can tell whether its own has been replaced already.
    generation: u64,
    /// Counts the renewals that failed.
    failures: u64,
    failure: Option<ClientError>,
    /// The password is not taken any more: it is never tried again, since the server locks names
    /// after failures.
    refused: bool,
}

impl Keeper {
    pub(crate) fn new(session: &Session, password: Option<Password>) -> Self {
        let state = State {
            jar: Some(Jar::of(session)),
            generation: 0,
            failures: 0,
            failure: None,
            refused: false,
        };
        Self {
            state: Mutex::new(state),
            password,
            renewing: tokio::sync::Mutex::default(),
        }
    }

    /// The cookies to send now, and the count of their session. Fails after signing out.
    pub(crate) fn current(&self) -> Result<(Jar, u64), ClientError> {
        let state = self.state();
        let jar = state
            .jar
            .clone()
            .ok_or(ClientError::SessionExpired { request_id: None })?;
        Ok((jar, state.generation))
    }

    /// The session as it is now.
    pub(crate) fn session(&self) -> Option<Session> {
        self.state().jar.as_ref()?.session()
    }

    /// Takes over the token of an answer to a request of the session with this count.
    pub(crate) fn absorb(&self, generation: u64, sent: Option<&Secret>, headers: &HeaderMap) {
        let mut state = self.state();
        if state.generation != generation {
            return;
        }
        if let Some(jar) = &mut state.jar {
            jar.absorb_token(headers, sent);
        }
    }

    /// Forgets the session, for good.
    pub(crate) fn forget(&self) {
        self.state().jar = None;
    }

    /// Opens a new session in the place of the one with this count. However many calls find at
    /// once that it has ended, one of them signs in and the others wait for what comes of it.
    pub(crate) async fn renew(
        &self,
        transport: &Transport,
        generation: u64,
    ) -> Result<(), ClientError> {
        let ended = || ClientError::SessionExpired { request_id: None };
        let password = self.password.as_ref().ok_or_else(ended)?;
        let failures = self.state().failures;
        let _turn = self.renewing.lock().await;
        {
            let state = self.state();
            if state.refused || state.jar.is_none() {
                return Err(ended());
            }
            if state.generation != generation {
                return Ok(());
            }
            if state.failures != failures {
                return Err(state.failure.clone().unwrap_or_else(ended));
            }
        }
        let outcome = login::open_session(transport, &password.user, &password.password).await;
        let mut state = self.state();
        let failure = match outcome {
            Ok(Login::Opened(jar)) => {
                // Somebody may have signed out in the meantime.
                if state.jar.is_some() {
                    state.jar = Some(jar);
                    state.generation += 1;
                    tracing::debug!("the session was renewed");
                    return Ok(());
                }
                ended()
            }
            Ok(Login::WrongPassword | Login::Refused) => {
                state.refused = true;
                ended()
            }
            Err(error) => error,
        };
        state.failures += 1;
        state.failure = Some(failure.clone());
        Err(failure)
    }

    /// Adds everything secret that this keeps.
    pub(crate) fn add_to(&self, redactor: &mut Redactor) {
        if let Some(session) = self.session() {
            session.add_to(redactor);
        }
        if let Some(password) = &self.password {
            redactor.add(&password.password);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
