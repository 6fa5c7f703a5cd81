//! What is said about a sign-in at the identity provider itself.

use harbor_client::{ClientError, IdTokenProblem, LoopbackError};
use pilothouse_protocol::{Failure, FailureCode};

use crate::failure::{from_client, sentence};

const REGISTER: &str = "An administrator registers a client for Pilothouse at the provider once; \
                        docs/administrators.md says how. Or sign in in the browser.";

/// Whether a provider's word (RFC 6749, 4.1.2.1 and 5.2) means that this client is not one for
/// programs like this, whoever the person is.
pub(crate) fn is_about_the_client(code: &str) -> bool {
    matches!(
        code,
        "invalid_client"
            | "unauthorized_client"
            | "unsupported_response_type"
            | "invalid_redirect_uri"
            | "redirect_uri_mismatch"
            | "invalid_scope"
    )
}

/// A sign-in or renewal at the provider that brought nothing.
pub(crate) fn from_loopback(error: &LoopbackError) -> Failure {
    let said = || format!("{}.", sentence(&error.to_string()));
    match error {
        LoopbackError::Provider(error) => unreachable(error),
        LoopbackError::Unavailable { status } => Failure {
            status: Some(*status),
            ..Failure::new(FailureCode::Server, said())
        },
        LoopbackError::Refused { code, description } if is_about_the_client(code) => {
            not_registered(&format!("{code} {description}"))
        }
        LoopbackError::NotRegistered { said } => not_registered(said),
        LoopbackError::BadAnswer(_) => Failure::new(FailureCode::BadAnswer, said()).with_hint(
            "Something between here and the provider may answer in its place. Try again, or sign \
             in in the browser.",
        ),
        LoopbackError::Refused { code, .. }
            if matches!(code.as_str(), "server_error" | "temporarily_unavailable") =>
        {
            Failure::new(FailureCode::Server, said())
        }
        LoopbackError::Refused { .. } => Failure::new(FailureCode::WrongCredentials, said()),
        LoopbackError::NotProvider(_) => bad(said()).with_hint(
            "Whoever runs the provider knows its issuer: type it beside the client id. Or sign in \
             in the browser.",
        ),
        LoopbackError::OtherIssuer { .. } => {
            bad(said()).with_hint("Type the issuer exactly as the provider calls itself.")
        }
        LoopbackError::NotEncrypted(_) => {
            bad(said()).with_hint("Nothing was sent there. Sign in in the browser.")
        }
        LoopbackError::Listener(_) => Failure::new(FailureCode::Internal, said())
            .with_hint("Something on this computer forbids it. Sign in in the browser."),
        LoopbackError::TimedOut => Failure::new(FailureCode::TimedOut, said()),
        LoopbackError::MixUp => {
            bad(said()).with_hint("Nothing of it was taken. Begin again; tell whoever runs it.")
        }
        LoopbackError::IdToken(problem) => bad(said()).with_hint(hint(*problem)),
        LoopbackError::Ended => Failure::new(FailureCode::SignInNeeded, said())
            .with_hint("Sign in again; what is on screen stays."),
    }
}

/// The provider could not be asked. An agreement to an unverified certificate is not offered: it
/// would not hold there.
fn unreachable(error: &ClientError) -> Failure {
    let failure = from_client(error, "identity provider");
    match error {
        ClientError::Certificate(problem) => Failure {
            call: failure.call,
            at: failure.at,
            ..bad(format!(
                "The identity provider's certificate is not trusted: {problem}."
            ))
        }
        .with_hint("Give its certificate authority's file in the connection's settings."),
        ClientError::Unreachable(reason) => {
            let message = format!("The identity provider can't be reached: {reason}.");
            match failure.proxy {
                // What is said about a proxy holds for every way through it.
                Some(_) => Failure { message, ..failure },
                None => Failure { message, ..failure }
                    .with_hint("Check the network, or sign in in another way."),
            }
        }
        ClientError::TimedOut { .. } => Failure {
            message: "The identity provider took too long to answer.".to_owned(),
            ..failure
        },
        error => Failure {
            message: format!("The identity provider can't be asked: {error}."),
            ..failure
        },
    }
}

/// `said` are the provider's own words, if it has any.
fn not_registered(said: &str) -> Failure {
    let mut message =
        "The identity provider does not take this client from a program on this computer."
            .to_owned();
    if !said.trim().is_empty() {
        message.push_str(&format!(" It says: {}.", sentence(said)));
    }
    Failure::new(FailureCode::Unsupported, message).with_hint(REGISTER)
}

fn hint(problem: IdTokenProblem) -> &'static str {
    match problem {
        IdTokenProblem::NotForHarbor | IdTokenProblem::Audience => {
            "The provider must name the registry's client in the token's audience; \
             docs/administrators.md says how. Or sign in in the browser."
        }
        IdTokenProblem::Time => "Set this computer's clock, then try again.",
        IdTokenProblem::Claim(_) | IdTokenProblem::Unreadable => {
            "Whoever runs the provider can look at what it puts into its tokens. Sign in in the \
             browser."
        }
        _ => "Nothing of it was taken. Sign in in the browser.",
    }
}

/// An answer that will be the same the next time.
fn bad(message: String) -> Failure {
    Failure {
        retryable: false,
        ..Failure::new(FailureCode::BadAnswer, message)
    }
}
