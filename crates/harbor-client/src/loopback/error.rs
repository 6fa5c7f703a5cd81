//! What can go wrong with a provider.

use openidconnect::{
    RequestTokenError,
    core::{CoreErrorResponseType, CoreRequestTokenError},
};

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
    /// It does not know the client, or may not lead it back to this computer.
    #[error(
        "the identity provider does not know this client, or not at an address of this computer"
    )]
    NotRegistered,
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
}

impl From<IdTokenProblem> for LoopbackError {
    fn from(problem: IdTokenProblem) -> Self {
        Self::IdToken(problem)
    }
}

/// A token request that failed.
pub(super) fn of_exchange(error: CoreRequestTokenError<LoopbackError>) -> LoopbackError {
    match error {
        RequestTokenError::ServerResponse(answer) => LoopbackError::Refused {
            code: shown(answer.error().as_ref()),
            description: shown(answer.error_description().map_or("", String::as_str)),
        },
        RequestTokenError::Request(error) => error,
        // Their texts may hold a part of the answer, and so of a token.
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            LoopbackError::NotProvider("its answer to a token request can't be read".to_owned())
        }
    }
}

/// Whether a refusal means that a refresh token is worth nothing any more (RFC 6749, 5.2).
pub(super) fn ends(error: &CoreRequestTokenError<LoopbackError>) -> bool {
    let RequestTokenError::ServerResponse(answer) = error else {
        return false;
    };
    matches!(
        answer.error(),
        CoreErrorResponseType::InvalidGrant
            | CoreErrorResponseType::InvalidClient
            | CoreErrorResponseType::UnauthorizedClient
    )
}

/// A text of a provider's, for a person.
pub(super) fn shown(text: &str) -> String {
    let plain = text.chars().filter(|c| !c.is_control());
    plain.take(LONGEST).collect()
}
