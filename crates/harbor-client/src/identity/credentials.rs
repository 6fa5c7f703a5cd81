//! The ways to say who is asking.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use reqwest::header::HeaderValue;

use crate::{
    error::ClientError,
    identity::{
        secret::{Redactor, Secret},
        session::Session,
    },
};

/// Who is asking.
#[derive(Debug, Clone)]
pub enum Credentials {
    /// Nobody: public projects only.
    Anonymous,
    /// A name and its password (or OIDC 'CLI secret') with every request. The server hashes the
    /// password anew each time (0.1 s), so [`Client::sign_in`](crate::Client::sign_in) is the
    /// better way; this is for servers that refuse it.
    Password { user: String, password: Secret },
    /// A person's name and OIDC CLI secret with every request: lists only. A wrong one is not
    /// refused but answered as to anonymous callers.
    CliSecret { user: String, secret: Secret },
    /// A robot account, by its whole name (`robot$…`).
    Robot { name: String, secret: Secret },
    /// An OIDC `id_token`.
    Bearer(Secret),
    /// A session that was opened before.
    Session(Session),
}

impl Credentials {
    /// The `Authorization` header, where these credentials are one.
    pub(crate) fn authorization(&self) -> Result<Option<HeaderValue>, ClientError> {
        let text = match self {
            Self::Anonymous | Self::Session(_) => return Ok(None),
            Self::Password { user, password } => basic(user, password),
            Self::Robot { name, secret } | Self::CliSecret { user: name, secret } => {
                basic(name, secret)
            }
            Self::Bearer(token) => Secret::new(format!("Bearer {}", token.expose())),
        };
        // Not to be left out silently: the request would go as anonymous.
        let mut value = HeaderValue::from_str(text.expose()).map_err(|_| {
            ClientError::Setup("the token holds characters that can't be sent".into())
        })?;
        value.set_sensitive(true);
        Ok(Some(value))
    }

    /// Adds everything secret in these credentials.
    pub(crate) fn add_to(&self, redactor: &mut Redactor) {
        match self {
            Self::Anonymous => {}
            Self::Password {
                user: name,
                password: secret,
            }
            | Self::CliSecret { user: name, secret }
            | Self::Robot { name, secret } => {
                redactor.add(secret);
                if let Some((_, encoded)) = basic(name, secret).expose().split_once(' ') {
                    redactor.add(&Secret::from(encoded));
                }
            }
            Self::Bearer(token) => redactor.add(token),
            Self::Session(session) => session.add_to(redactor),
        }
    }
}

fn basic(user: &str, password: &Secret) -> Secret {
    let pair = Secret::new(format!("{user}:{}", password.expose()));
    Secret::new(format!("Basic {}", BASE64_STANDARD.encode(pair.expose())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_show_no_secret_when_printed() {
        let all = [
            Credentials::Password {
                user: "ada".into(),
                password: "hunter22".into(),
            },
            Credentials::Robot {
                name: "robot$ci".into(),
                secret: "hunter22".into(),
            },
            Credentials::Bearer("hunter22".into()),
            Credentials::Session(Session::from_parts("hunter22".into(), None, None)),
        ];
        for credentials in all {
            assert!(!format!("{credentials:?}").contains("hunter22"));
        }
    }
}
