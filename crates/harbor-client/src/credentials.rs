//! The ways to say who is asking.

use reqwest::header::HeaderValue;

use crate::{
    secret::{Redactor, Secret},
    session::Session,
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
    /// A robot account, by its whole name (`robot$…`).
    Robot { name: String, secret: Secret },
    /// An OIDC `id_token`.
    Bearer(Secret),
    /// A session that was opened before.
    Session(Session),
}

impl Credentials {
    /// The `Authorization` header, where these credentials are one.
    pub(crate) fn authorization(&self) -> Option<HeaderValue> {
        let text = match self {
            Self::Anonymous | Self::Session(_) => return None,
            Self::Password { user, password } => basic(user, password),
            Self::Robot { name, secret } => basic(name, secret),
            Self::Bearer(token) => Secret::new(format!("Bearer {}", token.expose())),
        };
        let mut value = HeaderValue::from_str(text.expose()).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// Adds everything secret in these credentials.
    pub(crate) fn add_to(&self, redactor: &mut Redactor) {
        match self {
            Self::Anonymous => {}
            Self::Password { user: name, password: secret } | Self::Robot { name, secret } => {
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
    Secret::new(format!("Basic {}", base64(pair.expose().as_bytes())))
}

/// Base64 with padding (RFC 4648, 4).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0u32, |sum, byte| (sum << 8) | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            if place <= chunk.len() {
                let index = (group >> (18 - 6 * place)) & 63;
                text.push(char::from(LETTERS[index as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads_as_the_standard_says() {
        for (plain, encoded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn credentials_show_no_secret_when_printed() {
        let all = [
            Credentials::Password { user: "ada".into(), password: "hunter22".into() },
            Credentials::Robot { name: "robot$ci".into(), secret: "hunter22".into() },
            Credentials::Bearer("hunter22".into()),
            Credentials::Session(Session::from_parts("hunter22".into(), None, None)),
        ];
        for credentials in all {
            assert!(!format!("{credentials:?}").contains("hunter22"));
        }
    }
}
