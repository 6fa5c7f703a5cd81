//! What answers at the address, and what it says about tokens.

use crate::verdict::Verdict;

/// As far as two clocks may be apart without a word, in seconds.
const CLOCKS_AGREE: i64 = 60;
/// Where Harbor gives tokens, at every address that it has.
const TOKEN_SERVICE: &str = "/service/token";

/// What came where Harbor describes itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Welcome {
    Harbor { version: Option<String> },
    WebPage { title: String, status: u16 },
    Redirect { to: String },
    Status(u16),
    Other(String),
}

/// Judges what answers.
pub fn judge_welcome(welcome: Welcome) -> Vec<Verdict> {
    vec![match welcome {
        Welcome::Harbor { version } => Verdict::Harbor { version },
        Welcome::Redirect { to } => Verdict::RedirectsTo { to },
        // A gateway whose service is down shows a page of its own, too.
        Welcome::Status(status) | Welcome::WebPage { status, .. }
            if matches!(status, 502..=504) =>
        {
            Verdict::Gateway { status }
        }
        Welcome::WebPage { title, status } => Verdict::WebPage { title, status },
        Welcome::Status(status) => Verdict::NotHarbor {
            what: format!("status {status}"),
        },
        Welcome::Other(what) => Verdict::NotHarbor { what },
    }]
}

/// Judges how far the server's clock is ahead, in seconds.
pub fn judge_clock(ahead_s: Option<i64>) -> Option<Verdict> {
    Some(match ahead_s? {
        apart if apart.abs() > CLOCKS_AGREE => Verdict::ClockApart { ahead_s: apart },
        _ => Verdict::ClocksAgree,
    })
}

/// What `GET /v2/` answered to somebody who sent nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    pub status: u16,
    /// The address in a `Bearer` challenge, without its query.
    pub realm: Option<String>,
}

/// Judges it, for a registry at an origin (`https://host[:port]`).
pub fn judge_challenge(origin: &str, challenge: Challenge) -> Vec<Verdict> {
    let Challenge { status, realm } = challenge;
    vec![match realm {
        Some(realm) if status == 401 => {
            let there = realm.strip_suffix('/').unwrap_or(&realm);
            // Relative ones are at this address.
            if realm.starts_with('/') || origin_of(there).eq_ignore_ascii_case(origin) {
                Verdict::TokenService { realm }
            } else {
                let expected = format!("{origin}{TOKEN_SERVICE}");
                Verdict::RealmElsewhere { realm, expected }
            }
        }
        _ if status == 404 => Verdict::NoRegistryApi { status },
        _ => Verdict::NoChallenge { status },
    }]
}

/// Scheme, host and port of an address, the port left out where it is the scheme's own.
fn origin_of(address: &str) -> String {
    let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let own = match scheme {
        "https" => ":443",
        _ => ":80",
    };
    format!("{scheme}://{}", host.strip_suffix(own).unwrap_or(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_harbor_is_told_from_it() {
        let judged = |welcome| judge_welcome(welcome).remove(0);
        let page = |status| Welcome::WebPage {
            title: "Sign in".into(),
            status,
        };
        assert!(matches!(
            judged(Welcome::Harbor { version: None }),
            Verdict::Harbor { .. }
        ));
        assert!(matches!(
            judged(page(200)),
            Verdict::WebPage { status: 200, .. }
        ));
        assert_eq!(judged(page(502)), Verdict::Gateway { status: 502 });
        assert_eq!(
            judged(Welcome::Status(504)),
            Verdict::Gateway { status: 504 }
        );
        assert!(matches!(
            judged(Welcome::Status(404)),
            Verdict::NotHarbor { .. }
        ));
        assert!(matches!(
            judged(Welcome::Other("x".into())),
            Verdict::NotHarbor { .. }
        ));
        let to = || "https://other.example".to_owned();
        assert_eq!(
            judged(Welcome::Redirect { to: to() }),
            Verdict::RedirectsTo { to: to() }
        );
    }

    #[test]
    fn clocks_may_be_a_minute_apart() {
        assert_eq!(judge_clock(None), None);
        assert_eq!(judge_clock(Some(-60)), Some(Verdict::ClocksAgree));
        assert_eq!(
            judge_clock(Some(-61)),
            Some(Verdict::ClockApart { ahead_s: -61 })
        );
    }

    #[test]
    fn a_token_service_elsewhere_is_a_wrong_external_address() {
        let judged = |status, realm: &str| {
            let realm = (!realm.is_empty()).then(|| realm.to_owned());
            judge_challenge("https://h.example", Challenge { status, realm }).remove(0)
        };
        for good in [
            "https://h.example/service/token",
            "https://h.example:443/service/token",
            "https://H.EXAMPLE/service/token",
            "/service/token",
        ] {
            assert!(
                matches!(judged(401, good), Verdict::TokenService { .. }),
                "{good}"
            );
        }
        for wrong in [
            "http://h.example/service/token",
            "https://harbor.local/service/token",
            "https://h.example:8443/service/token",
            "https://h.example.evil/service/token",
        ] {
            let Verdict::RealmElsewhere { realm, expected } = judged(401, wrong) else {
                panic!("{wrong} is taken");
            };
            assert_eq!(
                (realm.as_str(), expected.as_str()),
                (wrong, "https://h.example/service/token")
            );
        }
        assert_eq!(judged(404, ""), Verdict::NoRegistryApi { status: 404 });
        assert_eq!(judged(200, ""), Verdict::NoChallenge { status: 200 });
        assert_eq!(judged(401, ""), Verdict::NoChallenge { status: 401 });
    }
}
