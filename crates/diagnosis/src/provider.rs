//! An identity provider that is being set up: what it says about itself, and whether that holds.

use serde::{Deserialize, Serialize};

use crate::verdict::Severity;

/// What was seen of a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderLook {
    /// Where it describes itself; `None`: the issuer is no address.
    pub place: Option<String>,
    /// Its description; or why there is none.
    pub description: Result<ProviderDescription, String>,
    /// How many keys it signs with; or why they can't be read. `None`: it names no place for them.
    pub keys: Option<Result<usize, String>>,
}

/// The parts of a provider's description that Harbor needs (OpenID Connect Discovery 1.0, 3).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProviderDescription {
    pub issuer: Option<String>,
    pub authorization_endpoint: Option<String>,
    pub token_endpoint: Option<String>,
}

/// One thing that was looked at, and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProviderVerdict {
    /// The issuer is an address.
    Address {
        issuer: String,
    },
    NoAddress {
        issuer: String,
    },
    /// `http` to another computer.
    NotEncrypted {
        issuer: String,
    },
    /// It describes itself here.
    Described {
        place: String,
    },
    NotDescribed {
        place: String,
        reason: String,
    },
    /// It calls itself as it was called.
    SameIssuer {
        issuer: String,
    },
    /// It calls itself otherwise; Harbor then refuses its tokens.
    OtherIssuer {
        asked: String,
        told: String,
    },
    NoIssuer,
    Endpoints {
        authorization: String,
        token: String,
    },
    EndpointMissing {
        name: String,
    },
    Keys {
        count: usize,
    },
    NoKeys {
        reason: Option<String>,
    },
}

impl ProviderVerdict {
    /// How much it matters.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Address { .. }
            | Self::Described { .. }
            | Self::SameIssuer { .. }
            | Self::Endpoints { .. }
            | Self::Keys { .. } => Severity::Good,
            Self::NotEncrypted { .. } => Severity::Warning,
            Self::NoAddress { .. }
            | Self::NotDescribed { .. }
            | Self::OtherIssuer { .. }
            | Self::NoIssuer
            | Self::EndpointMissing { .. }
            | Self::NoKeys { .. } => Severity::Stops,
        }
    }
}

/// Judges a provider, step by step: address, description, issuer, endpoints, keys. A step that
/// nothing behind it can be looked at without is the last.
pub fn judge_provider(issuer: &str, look: ProviderLook) -> Vec<ProviderVerdict> {
    let asked = issuer.to_owned();
    let is_web = ["https://", "http://"]
        .iter()
        .any(|scheme| issuer.starts_with(scheme));
    let Some(place) = look.place.filter(|_| is_web) else {
        return vec![ProviderVerdict::NoAddress { issuer: asked }];
    };
    let mut verdicts = vec![match issuer.starts_with("https://") || is_here(issuer) {
        true => ProviderVerdict::Address {
            issuer: asked.clone(),
        },
        false => ProviderVerdict::NotEncrypted {
            issuer: asked.clone(),
        },
    }];
    let description = match look.description {
        Ok(description) => description,
        Err(reason) => {
            verdicts.push(ProviderVerdict::NotDescribed { place, reason });
            return verdicts;
        }
    };
    verdicts.push(ProviderVerdict::Described { place });
    verdicts.push(match description.issuer {
        // To the letter: a slash at the end is another one.
        Some(told) if told == asked => ProviderVerdict::SameIssuer { issuer: told },
        Some(told) => ProviderVerdict::OtherIssuer { asked, told },
        None => ProviderVerdict::NoIssuer,
    });
    let missing = |name: &str| ProviderVerdict::EndpointMissing {
        name: name.to_owned(),
    };
    verdicts.push(
        match (
            description.authorization_endpoint,
            description.token_endpoint,
        ) {
            (None, _) => missing("authorization_endpoint"),
            (_, None) => missing("token_endpoint"),
            (Some(authorization), Some(token)) => ProviderVerdict::Endpoints {
                authorization,
                token,
            },
        },
    );
    verdicts.push(match look.keys {
        Some(Ok(count)) if count > 0 => ProviderVerdict::Keys { count },
        Some(Ok(_)) => ProviderVerdict::NoKeys {
            reason: Some("its key set is empty".to_owned()),
        },
        Some(Err(reason)) => ProviderVerdict::NoKeys {
            reason: Some(reason),
        },
        None => ProviderVerdict::NoKeys { reason: None },
    });
    verdicts
}

/// Whether an address is this computer's own.
fn is_here(issuer: &str) -> bool {
    let host = issuer.split("://").nth(1).unwrap_or_default();
    let host = host.split('/').next().unwrap_or_default();
    ["127.", "localhost", "[::1]"]
        .iter()
        .any(|own| host.starts_with(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUER: &str = "https://id.example.org/realms/lab";

    fn look(told: &str) -> ProviderLook {
        let at = |path: &str| Some(format!("{ISSUER}/{path}"));
        ProviderLook {
            place: at(".well-known/openid-configuration"),
            description: Ok(ProviderDescription {
                issuer: Some(told.to_owned()),
                authorization_endpoint: at("auth"),
                token_endpoint: at("token"),
            }),
            keys: Some(Ok(2)),
        }
    }

    fn worst(issuer: &str, look: ProviderLook) -> (usize, ProviderVerdict) {
        let verdicts = judge_provider(issuer, look);
        let stops = verdicts
            .iter()
            .position(|one| one.severity() == Severity::Stops);
        let at = stops.unwrap_or(verdicts.len() - 1);
        (at, verdicts[at].clone())
    }

    #[test]
    fn a_provider_that_is_right_is_good_at_each_step() {
        let verdicts = judge_provider(ISSUER, look(ISSUER));
        assert_eq!(verdicts.len(), 5);
        let good = |one: &ProviderVerdict| one.severity() == Severity::Good;
        assert!(verdicts.iter().all(good), "{verdicts:?}");
    }

    #[test]
    fn each_step_has_what_is_wrong_with_it() {
        let none = ProviderLook {
            place: None,
            ..look(ISSUER)
        };
        assert!(matches!(
            worst("id.example.org", none),
            (0, ProviderVerdict::NoAddress { .. })
        ));
        let undescribed = ProviderLook {
            description: Err("status 404".to_owned()),
            ..look(ISSUER)
        };
        assert_eq!(judge_provider(ISSUER, undescribed.clone()).len(), 2);
        assert!(matches!(
            worst(ISSUER, undescribed),
            (1, ProviderVerdict::NotDescribed { reason, .. }) if reason == "status 404"
        ));
        let slash = format!("{ISSUER}/");
        assert!(matches!(
            worst(ISSUER, look(&slash)),
            (2, ProviderVerdict::OtherIssuer { told, .. }) if told == slash
        ));
        let mut no_token = look(ISSUER);
        if let Ok(description) = &mut no_token.description {
            description.token_endpoint = None;
        }
        assert!(matches!(
            worst(ISSUER, no_token),
            (3, ProviderVerdict::EndpointMissing { name }) if name == "token_endpoint"
        ));
        for keys in [None, Some(Ok(0)), Some(Err("status 500".to_owned()))] {
            let keyless = ProviderLook {
                keys,
                ..look(ISSUER)
            };
            assert!(matches!(
                worst(ISSUER, keyless),
                (4, ProviderVerdict::NoKeys { .. })
            ));
        }
    }

    #[test]
    fn plain_http_is_worth_a_warning_but_on_this_computer() {
        let first = |issuer: &str| judge_provider(issuer, look(issuer)).remove(0).severity();
        assert_eq!(first("http://id.example.org"), Severity::Warning);
        assert_eq!(first("http://127.0.0.1:5556/dex"), Severity::Good);
    }
}
