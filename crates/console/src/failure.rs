//! From what went wrong to what is said about it.

use chrono::DateTime;
use distribution_api::Distribution;
use harbor_api::{Api, ApiError, ErrorCode};
use harbor_client::{
    ClientError, OidcError, ProbeError, ProviderFault, ProxySource, SignInError, Unreachable,
};
use pilothouse_protocol::{Account, Certificate, Failure, FailureCode};

mod loopback;

pub(crate) use loopback::{from_loopback, is_about_the_client};

/// A failed call to a registry.
pub(crate) fn from_client(error: &ClientError, call: &str) -> Failure {
    let mut failure = match error {
        ClientError::Api(error) => from_answer(error),
        ClientError::SessionExpired { .. } => {
            Failure::new(FailureCode::SignInNeeded, "The sign-in has ended.")
                .with_hint("Sign in again; what is on screen stays.")
        }
        ClientError::Unreachable(reason) => unreachable(
            error,
            reason,
            "Check the network; Pilothouse tries again by itself.",
        ),
        ClientError::TimedOut { .. } => Failure::new(
            FailureCode::TimedOut,
            "The registry took too long to answer.",
        ),
        ClientError::Certificate(_) => not_trusted(error),
        ClientError::PlainHttpNotAllowed => Failure::new(
            FailureCode::PlainHttp,
            "The address uses plain http, which anybody on the way can read.",
        ),
        ClientError::ProviderUnavailable { .. } => Failure::new(
            FailureCode::Server,
            format!("{}.", sentence(&error.to_string())),
        ),
        ClientError::ProviderRefused(_) => Failure::new(
            FailureCode::SignInNeeded,
            format!("{}.", sentence(&error.to_string())),
        )
        .with_hint("Sign in again; what is on screen stays."),
        ClientError::ProviderAnswer(_) => Failure::new(
            FailureCode::BadAnswer,
            format!("{}.", sentence(&error.to_string())),
        ),
        // It will be as large the next time.
        ClientError::HeaderTooLarge { .. } => Failure::new(
            FailureCode::HeaderTooLarge,
            format!("The request was refused: {error}."),
        )
        .with_hint(
            "Sign in in the browser: that sends no token. Or the provider puts fewer groups into \
             its tokens, or whoever runs the gateway lets it take larger headers; \
             docs/administrators.md says how.",
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
        ClientError::WrongContent { .. } => Failure::new(
            FailureCode::BadAnswer,
            format!("{}.", sentence(&error.to_string())),
        )
        .with_hint(
            "It was not shown. What stands between Pilothouse and the registry may have changed \
             it, or the registry's storage is damaged.",
        ),
        ClientError::EncodedSlashRefused { .. } => Failure::new(
            FailureCode::EncodedSlash,
            "A gateway in front of the registry refuses the addresses of repositories with a slash \
             in their name.",
        )
        .with_hint(
            "Whoever runs it must let %25 through in paths: in Traefik with \
             encodedCharacters.allowEncodedPercent of the entry point, in a firewall with its rule \
             about double encoding.",
        ),
        ClientError::Decode { .. } | ClientError::CutOff { .. } => Failure::new(
            FailureCode::BadAnswer,
            format!("{}.", sentence(&error.to_string())),
        ),
        // It will be as large the next time.
        ClientError::TooLarge { .. } | ClientError::EndlessList { .. } => Failure {
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
fn from_answer(error: &ApiError) -> Failure {
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

/// A registry that nothing leads to; where a proxy is the cause, the hint is about it.
fn unreachable(error: &impl std::fmt::Display, reason: &Unreachable, hint: &str) -> Failure {
    let failure = Failure::new(
        FailureCode::Unreachable,
        format!("{}.", sentence(&error.to_string())),
    );
    let Unreachable::Proxy(fault) = reason else {
        return failure.with_hint(hint);
    };
    let who = match fault.proxy.named_by {
        ProxySource::Connection => "It is the one of this connection.".to_owned(),
        ProxySource::Variable(name) => format!(
            "The environment variable {name} names it, and NO_PROXY those who are reached without."
        ),
        ProxySource::System => "The system's settings name it.".to_owned(),
    };
    Failure {
        proxy: Some(fault.proxy.address.clone()),
        ..failure
    }
    .with_hint(format!(
        "{who} Another can be given under 'Certificate and proxy'."
    ))
}

/// A certificate that nobody vouches for.
fn not_trusted(error: &impl std::fmt::Display) -> Failure {
    Failure::new(
        FailureCode::CertificateNotTrusted,
        format!("{}.", sentence(&error.to_string())),
    )
    .with_hint("Give its certificate authority's file, or agree to an unverified certificate.")
}

/// A certificate as a person compares it.
fn shown(certificate: &harbor_client::Certificate) -> Box<Certificate> {
    Box::new(Certificate {
        fingerprint: certificate.fingerprint.clone(),
        issuer: certificate.issuer.clone(),
        hosts: certificate.hosts.clone(),
        not_after: DateTime::from_timestamp(certificate.not_after, 0),
    })
}

/// An address where no connection came about.
pub(crate) fn from_probe(error: &ProbeError) -> Failure {
    match error {
        ProbeError::Client(error) => from_client(error, "probe"),
        ProbeError::CertificateNotTrusted(problem) => {
            let mut failure = not_trusted(error);
            failure.certificate = problem.certificate.as_deref().map(shown);
            failure
        }
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
        ProbeError::Unreachable { reason } => {
            unreachable(error, reason, "Check the address and the network.")
        }
    }
}

/// A sign-in that was refused or could not be tried.
pub(crate) fn from_sign_in(error: &SignInError) -> Failure {
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
        SignInError::CliSecretRefused => Failure::new(
            FailureCode::WrongCredentials,
            "The registry does not take this user name and CLI secret.",
        )
        .with_hint(
            "A newer secret replaces the older one; it stops as well when the sign-in behind it \
             ends. The name is that of the registry, not the e-mail address.",
        ),
        SignInError::Client(error) => from_client(error, "sign-in"),
    }
}

/// A refusal for want of a sign-in, to an account that is signed in: it may not go there.
pub(crate) fn of_limits(failure: Failure, account: &Account, api: &dyn Api) -> Failure {
    let (message, hint) = match account {
        // The token that it was given is good, and holds no right to this repository.
        Account::CliSecret { .. } | Account::Robot { .. } | Account::User { .. }
            if api.name() == Distribution.name() =>
        {
            (
                "This account has no right to pull from this repository.",
                "A project administrator or the registry's administrator can give it.",
            )
        }
        Account::CliSecret { .. } => (
            "A CLI secret shows lists only.",
            "Sign in through the browser to see this.",
        ),
        Account::Robot { .. } => (
            "A robot account can't see this.",
            "Sign in as a person to see it.",
        ),
        Account::Anonymous | Account::User { .. } => return failure,
    };
    Failure {
        code: FailureCode::Forbidden,
        message: message.to_owned(),
        hint: Some(hint.to_owned()),
        ..failure
    }
}

/// A sign-in through an identity provider that can't go on.
pub(crate) fn from_oidc(error: &OidcError) -> Failure {
    let said = || format!("{}.", sentence(&error.to_string()));
    match error {
        OidcError::SignIn(SignInError::WrongPassword | SignInError::Robot) => Failure::new(
            FailureCode::WrongCredentials,
            "The registry did not take the sign-in.",
        ),
        OidcError::SignIn(error) => from_sign_in(error),
        OidcError::BadPage(_) => bad_page(said()),
        OidcError::NotOffered => Failure::new(FailureCode::Unsupported, said())
            .with_hint("Sign in with a user name and password."),
        OidcError::NotTheCallback
        | OidcError::OtherAttempt
        | OidcError::Refused(_)
        | OidcError::CodeUsedUp
        | OidcError::SessionGone
        | OidcError::Name(_) => Failure::new(FailureCode::WrongCredentials, said()),
    }
}

/// A provider that nobody can sign in through.
pub(crate) fn from_provider(fault: &ProviderFault) -> Failure {
    match fault {
        ProviderFault::Page(_) => bad_page(format!("{}.", sentence(&fault.to_string()))),
        ProviderFault::Client(error) => from_client(error, "oidc.login"),
    }
}

fn bad_page(message: String) -> Failure {
    Failure {
        retryable: false,
        ..Failure::new(FailureCode::BadAnswer, message)
    }
    .with_hint("Nothing was opened. Whoever runs the registry can look at its OIDC settings.")
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
