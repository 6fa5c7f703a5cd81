//! From what went wrong to what is said about it.

use harbor_api::{ApiError, ErrorCode};
use harbor_client::{ClientError, ProbeError, SignInError};
use pilothouse_protocol::{Failure, FailureCode};

/// A failed call to a registry.
pub(crate) fn of_client(error: &ClientError, call: &str) -> Failure {
    let mut failure = match error {
        ClientError::Api(error) => of_answer(error),
        ClientError::SessionExpired { .. } => {
            Failure::new(FailureCode::SignInNeeded, "The sign-in has ended.")
                .with_hint("Sign in again; what is on screen stays.")
        }
        ClientError::Unreachable(_) => Failure::new(
            FailureCode::Unreachable,
            format!("{}.", sentence(&error.to_string())),
        )
        .with_hint("Check the network; Pilothouse tries again by itself."),
        ClientError::TimedOut { .. } => Failure::new(
            FailureCode::TimedOut,
            "The registry took too long to answer.",
        ),
        ClientError::Certificate(_) => Failure::new(
            FailureCode::CertificateNotTrusted,
            format!("{}.", sentence(&error.to_string())),
        )
        .with_hint("Give its certificate authority's file, or agree to an unverified certificate."),
        ClientError::PlainHttpNotAllowed => Failure::new(
            FailureCode::PlainHttp,
            "The address uses plain http, which anybody on the way can read.",
        ),
        ClientError::Redirect { to, .. } => Failure::new(
            FailureCode::Redirected,
            format!("The registry leads to {to}."),
        ),
        ClientError::NotHarbor { .. } => Failure::new(
            FailureCode::NotHarbor,
            "A web page came instead of the registry's answer.",
        )
        .with_hint("A sign-in page of the network or a wrong address may be in between."),
        ClientError::Decode { .. } | ClientError::CutOff { .. } => Failure::new(
            FailureCode::BadAnswer,
            format!("{}.", sentence(&error.to_string())),
        ),
        // It will be as large the next time.
        ClientError::TooLarge { .. } => Failure {
            retryable: false,
            ..Failure::new(
                FailureCode::BadAnswer,
                format!("{}.", sentence(&error.to_string())),
            )
        },
        ClientError::NotEncrypted | ClientError::Tls { .. } => Failure::new(
            FailureCode::Unreachable,
            format!("{}.", sentence(&error.to_string())),
        )
        .with_hint("Check the address and the network."),
        ClientError::InvalidRequest(_) | ClientError::Setup(_) => Failure::new(
            FailureCode::Invalid,
            format!("{}.", sentence(&error.to_string())),
        ),
        ClientError::Cancelled => Failure::new(FailureCode::Cancelled, "Stopped."),
    };
    failure.status = failure.status.or(error.status());
    failure.request_id = error.request_id().map(str::to_owned);
    failure.call = Some(call.to_owned());
    failure.at = Some(chrono::Utc::now());
    failure
}

/// An answer that says 'no'.
fn of_answer(error: &ApiError) -> Failure {
    let said = || sentence(&error.message);
    let mut failure = match error.code {
        ErrorCode::Unauthorized => Failure::new(FailureCode::SignInNeeded, "This needs a sign-in."),
        ErrorCode::Forbidden => Failure::new(
            FailureCode::Forbidden,
            "This account has no right to do this.",
        )
        .with_hint("A project administrator or the registry's administrator can give it."),
        ErrorCode::NotFound => {
            Failure::new(FailureCode::NotFound, "The registry no longer has this.")
        }
        ErrorCode::Conflict => Failure::new(FailureCode::Conflict, said()),
        ErrorCode::Precondition | ErrorCode::PolicyViolation => {
            Failure::new(FailureCode::Precondition, said())
        }
        ErrorCode::TooManyRequests => {
            Failure::new(FailureCode::Busy, "The registry is busy and asks to wait.")
        }
        ErrorCode::Server => Failure::new(FailureCode::Server, "The registry failed.")
            .with_hint("The details help whoever runs it to find the cause in its log."),
        ErrorCode::Unavailable => Failure::new(
            FailureCode::Server,
            format!("The registry can't answer just now ({}).", error.message),
        ),
        ErrorCode::BadRequest
        | ErrorCode::Unprocessable
        | ErrorCode::MethodNotAllowed
        | ErrorCode::NotAcceptable
        | ErrorCode::TooLarge
        | ErrorCode::UnsupportedMediaType
        | ErrorCode::Other => Failure::new(FailureCode::Invalid, said()),
    };
    failure.status = Some(error.status);
    failure
}

/// An address where no connection came about.
pub(crate) fn of_probe(error: &ProbeError) -> Failure {
    match error {
        ProbeError::Client(error) => of_client(error, "probe"),
        ProbeError::CertificateNotTrusted(_) => Failure::new(
            FailureCode::CertificateNotTrusted,
            format!("{}.", sentence(&error.to_string())),
        )
        .with_hint("Give its certificate authority's file, or agree to an unverified certificate."),
        ProbeError::NotHarbor { .. } => Failure::new(
            FailureCode::NotHarbor,
            format!("{}.", sentence(&error.to_string())),
        )
        .with_hint("Type the registry's address as in docker login."),
        ProbeError::RedirectsTo(instead) | ProbeError::WrongScheme { instead } => {
            let mut failure = Failure::new(
                FailureCode::Redirected,
                format!("{}.", sentence(&error.to_string())),
            );
            failure.instead = Some(instead.to_string());
            failure
        }
        ProbeError::Unreachable { .. } => Failure::new(
            FailureCode::Unreachable,
            format!("{}.", sentence(&error.to_string())),
        )
        .with_hint("Check the address and the network."),
    }
}

/// A sign-in that was refused or could not be tried.
pub(crate) fn of_sign_in(error: &SignInError) -> Failure {
    match error {
        SignInError::WrongPassword => Failure::new(
            FailureCode::WrongCredentials,
            "The registry does not take this user name and password.",
        ),
        SignInError::RobotRefused => Failure::new(
            FailureCode::WrongCredentials,
            "The registry does not take this robot account and secret.",
        )
        .with_hint("The name begins with robot$; a disabled or expired account is refused too."),
        SignInError::Robot => Failure::new(
            FailureCode::WrongCredentials,
            "This is a robot account: choose 'Robot account'.",
        ),
        SignInError::Client(error) => of_client(error, "sign-in"),
    }
}

/// With a capital at the beginning and no full stop at the end.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().collect::<String>() + letters.as_str(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests;
