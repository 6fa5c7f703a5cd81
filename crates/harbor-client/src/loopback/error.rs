//! What can go wrong with a provider.

use crate::error::ClientError;

/// The longest text of a provider's that is passed on, in characters.
const LONGEST: usize = 200;

/// Why a sign-in or a renewal brought no token. No text in here holds a code or token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoopbackError {
    #[error("the identity provider can't be asked: {0}")]
    Provider(ClientError),
    /// It fails, or something in front of it does; another time it may not.
    #[error("the identity provider can't answer just now (status {status})")]
    Unavailable { status: u16 },
    /// What was found is no provider's description of itself.
    #[error("this is not an identity provider: {0}")]
    NotProvider(String),
    /// It describes itself as somebody else (OpenID Connect Discovery, 4.3).
    #[error("the identity provider calls itself {told}")]
    OtherIssuer { told: String },
    /// Plain http is taken on this computer only.
    #[error("the identity provider's address {0} is not encrypted")]
    NotEncrypted(String),
    #[error("no port of this computer could be opened: {0}")]
    Listener(String),
    /// Its answer to a request for tokens is none that can be read. Holds its status and, of a web
    /// page, the title.
    #[error("the identity provider's answer to a request for tokens can't be read: {0}")]
    BadAnswer(String),
    /// It does not know the client, or may not lead it back to this computer.
    #[error(
        "the identity provider does not know this client, or not at an address of this computer"
    )]
    NotRegistered {
        /// The provider's own words; empty where it has none.
        said: String,
    },
    #[error("nobody came back from the sign-in page")]
    TimedOut,
    /// The provider said no: `access_denied`, `unauthorized_client`, …
    #[error("the identity provider refused: {code} {description}")]
    Refused { code: String, description: String },
    /// The browser came back from another provider than it was sent to (RFC 9207).
    #[error("the answer came from another identity provider")]
    MixUp,
    #[error("the identity provider's token is not taken: {0}")]
    IdToken(IdTokenProblem),
    /// The refresh token is no longer taken, or there is none.
    #[error("the sign-in has ended")]
    Ended,
}

/// Why an `id_token` is not taken (OpenID Connect Core, 3.1.3.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdTokenProblem {
    #[error("there is none")]
    Missing,
    #[error("its signature is wrong or of a kind that is not allowed")]
    Signature,
    #[error("another provider made it")]
    Issuer,
    #[error("it was made for another program")]
    Audience,
    /// The provider does not name Harbor's client in `aud`: it is not set up for this way.
    #[error("it is not for the registry")]
    NotForHarbor,
    #[error("it belongs to another sign-in")]
    Nonce,
    #[error("it belongs to another person")]
    Subject,
    #[error("its time is over, or this computer's clock is wrong")]
    Time,
    #[error("it can't be read")]
    Unreadable,
    /// One that is needed.
    #[error("its claim ‘{0}’ is missing or can't be read")]
    Claim(&'static str),
}

impl From<IdTokenProblem> for LoopbackError {
    fn from(problem: IdTokenProblem) -> Self {
        Self::IdToken(problem)
    }
}

/// A text of a provider's, for a person.
pub(super) fn shown(text: &str) -> String {
    let plain = text.chars().filter(|c| !c.is_control());
    plain.take(LONGEST).collect()
}
