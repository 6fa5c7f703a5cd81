//! Texts that must not be seen.

use std::fmt;

use zeroize::Zeroizing;

/// A password, token or cookie. It can't be printed or serialised, and its memory is overwritten
/// when it is dropped.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself: to be sent, or to be put into a keychain.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

/// Secrets that may turn up in a text from outside, such as an error that repeats what was sent.
#[derive(Default)]
pub(crate) struct Redactor(Vec<Secret>);

impl Redactor {
    /// Shorter texts than this are too likely to be part of a harmless word.
    const SHORTEST: usize = 4;

    pub(crate) fn add(&mut self, secret: &Secret) {
        if secret.expose().len() >= Self::SHORTEST {
            self.0.push(secret.clone());
        }
    }

    /// The text without any of the secrets.
    pub(crate) fn clean(&self, text: &str) -> String {
        let mut clean = text.to_owned();
        for secret in &self.0 {
            if clean.contains(secret.expose()) {
                clean = clean.replace(secret.expose(), "[redacted]");
            }
        }
        clean
    }
}
