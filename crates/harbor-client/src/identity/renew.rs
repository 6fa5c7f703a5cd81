//! How credentials that have ended are replaced by new ones without the person.

use std::fmt;

use futures::future::BoxFuture;

use crate::{
    error::ClientError,
    identity::{
        credentials::Credentials,
        login::{self, Login},
        secret::Secret,
    },
    transport::Transport,
};

/// Gets new credentials in the place of those that have ended. The client asks one at a time,
/// however many calls wait.
pub trait Renew: Send + Sync + fmt::Debug {
    fn renew(&self) -> BoxFuture<'_, Result<Renewed, ClientError>>;

    /// Everything secret in it, to be taken out of texts.
    fn secrets(&self) -> Vec<Secret>;
}

/// What came of it. An error is for the time being: the next call tries again.
#[derive(Debug)]
pub enum Renewed {
    With(Credentials),
    /// What it is done with is no longer taken: it is never tried again.
    Refused,
}

/// Opens a session with the password.
#[derive(Debug)]
pub(crate) struct Password {
    pub transport: Transport,
    pub user: String,
    pub password: Secret,
}

impl Renew for Password {
    fn renew(&self) -> BoxFuture<'_, Result<Renewed, ClientError>> {
        Box::pin(async {
            match login::open_session(&self.transport, &self.user, &self.password).await? {
                Login::Opened(jar) => Ok(match jar.session() {
                    Some(session) => Renewed::With(Credentials::Session(session)),
                    None => Renewed::Refused,
                }),
                Login::WrongPassword | Login::Refused => Ok(Renewed::Refused),
            }
        })
    }

    fn secrets(&self) -> Vec<Secret> {
        vec![self.password.clone()]
    }
}
