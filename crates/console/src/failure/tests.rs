//! What each failure becomes, as tables.

use std::time::Duration;

use harbor_api::DecodeError;
use harbor_client::{
    Address, CertificateFault, CertificateProblem, IdTokenProblem, LoopbackError, ProxyFault,
    ProxyName, ProxyProblem, Unreachable,
};

use super::*;

fn answer(status: u16, code: ErrorCode) -> ClientError {
    ClientError::Api(ApiError {
        status,
        code,
        message: "the registry's words.".to_owned(),
        request_id: Some("r-1".to_owned()),
    })
}

fn certificate() -> CertificateProblem {
    CertificateProblem {
        kind: CertificateFault::Expired,
        reason: "it has expired".to_owned(),
        certificate: None,
    }
}

#[test]
fn answers_that_say_no() {
    use ErrorCode as Said;
    use FailureCode as Code;
    // Status and code; then the window's code, whether there is a hint, whether to try again,
    // and whether the registry's own words are shown.
    let table = [
        (400, Said::BadRequest, Code::Invalid, false, false, true),
        (
            401,
            Said::Unauthorized,
            Code::SignInNeeded,
            false,
            false,
            false,
        ),
        (403, Said::Forbidden, Code::Forbidden, true, false, false),
        (404, Said::NotFound, Code::NotFound, false, false, false),
        (
            405,
            Said::MethodNotAllowed,
            Code::Invalid,
            false,
            false,
            true,
        ),
        (406, Said::NotAcceptable, Code::Invalid, false, false, true),
        (409, Said::Conflict, Code::Conflict, false, false, true),
        (
            412,
            Said::Precondition,
            Code::Precondition,
            false,
            false,
            true,
        ),
        (
            412,
            Said::PolicyViolation,
            Code::Precondition,
            false,
            false,
            true,
        ),
        (413, Said::TooLarge, Code::Invalid, false, false, true),
        (
            415,
            Said::UnsupportedMediaType,
            Code::Invalid,
            false,
            false,
            true,
        ),
        (422, Said::Unprocessable, Code::Invalid, false, false, true),
        (429, Said::TooManyRequests, Code::Busy, false, true, false),
        (500, Said::Server, Code::Server, true, true, false),
        (502, Said::Unavailable, Code::Server, false, true, true),
        (418, Said::Other, Code::Invalid, false, false, true),
    ];
    for (status, said, code, has_hint, retryable, shows_words) in table {
        let failure = from_client(&answer(status, said), "project.list");
        assert_eq!(failure.code, code, "{said:?}");
        assert_eq!(failure.hint.is_some(), has_hint, "{said:?}");
        assert_eq!(failure.retryable, retryable, "{said:?}");
        let words = failure.message.to_lowercase();
        assert_eq!(
            words.contains("the registry's words"),
            shows_words,
            "{said:?}"
        );
        assert_eq!(failure.status, Some(status));
        assert_eq!(failure.request_id.as_deref(), Some("r-1"));
        assert_eq!(failure.call.as_deref(), Some("project.list"));
        assert!(failure.at.is_some());
    }
}

#[test]
fn calls_without_an_answer() {
    use FailureCode as Code;
    let id = || "r-1".to_owned();
    let decode = DecodeError {
        reason: "no name".to_owned(),
        start: "{".to_owned(),
    };
    // Then the window's code, whether there is a hint, and whether to try again.
    let table = [
        (
            ClientError::Decode {
                error: decode,
                status: 200,
                request_id: id(),
            },
            (Code::BadAnswer, false, true),
        ),
        (
            ClientError::SessionExpired { request_id: None },
            (Code::SignInNeeded, true, false),
        ),
        (
            ClientError::Unreachable(Unreachable::Refused),
            (Code::Unreachable, true, true),
        ),
        (
            ClientError::TimedOut {
                after: Duration::from_secs(15),
                request_id: id(),
            },
            (Code::TimedOut, false, true),
        ),
        (
            ClientError::Certificate(certificate()),
            (Code::CertificateNotTrusted, true, false),
        ),
        (ClientError::NotEncrypted, (Code::Unreachable, true, true)),
        (
            ClientError::Tls {
                reason: "no common version".to_owned(),
            },
            (Code::Unreachable, true, true),
        ),
        (
            ClientError::TooLarge {
                limit: 1 << 20,
                request_id: id(),
            },
            (Code::BadAnswer, false, false),
        ),
        (
            ClientError::PlainHttpNotAllowed,
            (Code::PlainHttp, false, false),
        ),
        (
            ClientError::CutOff {
                request_id: id(),
                before_answer: true,
            },
            (Code::BadAnswer, false, true),
        ),
        (
            ClientError::Redirect {
                to: "https://other.example.org/".to_owned(),
            },
            (Code::Redirected, false, false),
        ),
        (
            ClientError::NotHarbor {
                what: "a web page".to_owned(),
                request_id: id(),
            },
            (Code::NotHarbor, true, false),
        ),
        (
            ClientError::EncodedSlashRefused {
                status: 400,
                request_id: id(),
            },
            (Code::EncodedSlash, true, false),
        ),
        (
            ClientError::InvalidRequest("a line break".to_owned()),
            (Code::Invalid, false, false),
        ),
        (
            ClientError::Setup("the certificate file holds no certificate".to_owned()),
            (Code::Invalid, false, false),
        ),
        (
            ClientError::HeaderTooLarge {
                header: "authorization".to_owned(),
                bytes: 12_007,
                status: 400,
                request_id: id(),
            },
            (Code::HeaderTooLarge, true, false),
        ),
        (
            ClientError::ProviderRefused("the identity provider's token is not taken".to_owned()),
            (Code::SignInNeeded, true, false),
        ),
        (
            ClientError::ProviderAnswer("no answer of the identity provider's".to_owned()),
            (Code::BadAnswer, false, true),
        ),
        (ClientError::Cancelled, (Code::Cancelled, false, false)),
    ];
    for (error, expected) in table {
        let failure = from_client(&error, "project.list");
        let found = (failure.code, failure.hint.is_some(), failure.retryable);
        assert_eq!(found, expected, "{error:?}");
        assert_eq!(failure.status, error.status(), "{error:?}");
        assert_eq!(failure.request_id.as_deref(), error.request_id());
        assert!(failure.message.ends_with('.'), "{}", failure.message);
        assert!(!failure.message.ends_with(".."), "{}", failure.message);
    }
}

#[test]
fn addresses_where_no_connection_came_about() {
    use FailureCode as Code;
    let other = || Address::parse("https://other.example.org").expect("an address");
    // Then the window's code, whether there is a hint, whether to try again, and whether
    // another address is named.
    let table = [
        (
            ProbeError::Unreachable {
                reason: Unreachable::UnknownHost,
            },
            (Code::Unreachable, true, true, false),
        ),
        (
            ProbeError::CertificateNotTrusted(certificate()),
            (Code::CertificateNotTrusted, true, false, false),
        ),
        (
            ProbeError::NotHarbor {
                what: "status 404".to_owned(),
            },
            (Code::NotHarbor, true, false, false),
        ),
        (
            ProbeError::WrongScheme { instead: other() },
            (Code::Redirected, false, false, true),
        ),
        (
            ProbeError::RedirectsTo(other()),
            (Code::Redirected, false, false, true),
        ),
        (
            ProbeError::Client(ClientError::PlainHttpNotAllowed),
            (Code::PlainHttp, false, false, false),
        ),
    ];
    for (error, expected) in table {
        let failure = from_probe(&error);
        let found = (
            failure.code,
            failure.hint.is_some(),
            failure.retryable,
            failure.instead.as_deref() == Some("https://other.example.org"),
        );
        assert_eq!(found, expected, "{error:?}");
    }
}

#[test]
fn sign_ins_that_were_refused() {
    use FailureCode as Code;
    // Then the window's code, whether there is a hint, and whether to try again.
    let table = [
        (
            SignInError::WrongPassword,
            (Code::WrongCredentials, false, false),
        ),
        (
            SignInError::RobotRefused,
            (Code::WrongCredentials, true, false),
        ),
        (SignInError::Robot, (Code::WrongCredentials, false, false)),
        (
            SignInError::Client(answer(502, ErrorCode::Unavailable)),
            (Code::Server, false, true),
        ),
    ];
    for (error, expected) in table {
        let failure = from_sign_in(&error);
        let found = (failure.code, failure.hint.is_some(), failure.retryable);
        assert_eq!(found, expected, "{error:?}");
    }
}

#[test]
fn a_provider_says_what_to_do_in_its_own_words() {
    use FailureCode as Code;
    let refused = |code: &str| LoopbackError::Refused {
        code: code.to_owned(),
        description: String::new(),
    };
    let asked = LoopbackError::Provider;
    // The code, whether to try again, and a part of the hint.
    let table = [
        (
            refused("invalid_client"),
            Code::Unsupported,
            false,
            "administrators.md",
        ),
        (
            refused("unauthorized_client"),
            Code::Unsupported,
            false,
            "administrators.md",
        ),
        (
            LoopbackError::NotRegistered {
                said: "Invalid client_id.".to_owned(),
            },
            Code::Unsupported,
            false,
            "administrators.md",
        ),
        (
            refused("invalid_scope"),
            Code::Unsupported,
            false,
            "administrators.md",
        ),
        (
            LoopbackError::BadAnswer("status 200 with a web page ‘Portal’".to_owned()),
            Code::BadAnswer,
            true,
            "in its place",
        ),
        (
            LoopbackError::IdToken(IdTokenProblem::Claim("exp")),
            Code::BadAnswer,
            false,
            "puts into its tokens",
        ),
        (refused("server_error"), Code::Server, true, ""),
        (
            LoopbackError::Unavailable { status: 503 },
            Code::Server,
            true,
            "",
        ),
        (
            asked(ClientError::Unreachable(Unreachable::UnknownHost)),
            Code::Unreachable,
            true,
            "network",
        ),
        // Agreeing to it would not help: that holds for the registry alone.
        (
            asked(ClientError::Certificate(certificate())),
            Code::BadAnswer,
            false,
            "authority's file",
        ),
        (
            LoopbackError::NotProvider("it is none".to_owned()),
            Code::BadAnswer,
            false,
            "issuer",
        ),
        (
            LoopbackError::IdToken(IdTokenProblem::NotForHarbor),
            Code::BadAnswer,
            false,
            "audience",
        ),
        (
            LoopbackError::IdToken(IdTokenProblem::Time),
            Code::BadAnswer,
            false,
            "clock",
        ),
        (LoopbackError::MixUp, Code::BadAnswer, false, "Begin again"),
        (
            LoopbackError::Ended,
            Code::SignInNeeded,
            false,
            "Sign in again",
        ),
    ];
    for (error, code, retryable, hint) in table {
        let failure = from_loopback(&error);
        assert_eq!(
            (failure.code, failure.retryable),
            (code, retryable),
            "{error}"
        );
        assert!(failure.hint.unwrap_or_default().contains(hint), "{error}");
        assert!(failure.message.ends_with('.'), "{}", failure.message);
        assert!(
            !failure.message.starts_with("The registry"),
            "{}",
            failure.message
        );
    }
    let said = "Invalid client_id.".to_owned();
    let message = from_loopback(&LoopbackError::NotRegistered { said }).message;
    assert!(
        message.ends_with(" It says: Invalid client_id."),
        "{message}"
    );
    let message = from_loopback(&LoopbackError::NotRegistered {
        said: String::new(),
    })
    .message;
    assert!(!message.contains("It says"), "{message}");
}

#[test]
fn a_proxy_that_fails_is_named_with_who_names_it() {
    for (named_by, words) in [
        (ProxySource::Connection, "this connection"),
        (ProxySource::Variable("HTTPS_PROXY"), "HTTPS_PROXY"),
        (ProxySource::System, "system"),
    ] {
        let fault = ProxyFault {
            proxy: ProxyName {
                address: "http://proxy.example.org:3128".to_owned(),
                named_by,
            },
            problem: ProxyProblem::Refused,
        };
        let reason = Unreachable::Proxy(fault);
        let called = from_client(&ClientError::Unreachable(reason.clone()), "project.list");
        let looked_at = from_probe(&ProbeError::Unreachable { reason });
        for failure in [called, looked_at] {
            assert_eq!(failure.code, FailureCode::Unreachable);
            let said = "the proxy http://proxy.example.org:3128 refuses the connection.";
            assert!(failure.message.ends_with(said), "{}", failure.message);
            assert_eq!(
                failure.proxy.as_deref(),
                Some("http://proxy.example.org:3128")
            );
            assert!(failure.hint.is_some_and(|hint| hint.contains(words)));
        }
    }
}
