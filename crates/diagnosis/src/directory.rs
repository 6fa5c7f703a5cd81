//! A directory (LDAP) that is being set up: how far a registry's test of it came, by its own words.
//!
//! Harbor reaches the directory and signs in there in one call, and says what failed with LDAP's result
//! code (RFC 4511, appendix A); 200 and above are those of its client, for failures without an answer.

use serde::{Deserialize, Serialize};

use crate::verdict::Severity;

/// One thing that the registry did, and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DirectoryVerdict {
    Reached,
    /// Nothing answered there.
    NotReached {
        reason: String,
    },
    /// It answered with a certificate that the registry does not trust.
    NotTrusted {
        reason: String,
    },
    SignedIn,
    /// The directory did not take the account that searches.
    SignInRefused {
        reason: String,
    },
    /// The registry has no password of that account, and tried nothing.
    NoPassword {
        reason: String,
    },
    /// Words that say nothing of how far it came.
    Failed {
        reason: String,
    },
}

impl DirectoryVerdict {
    pub fn severity(&self) -> Severity {
        match self {
            Self::Reached | Self::SignedIn => Severity::Good,
            Self::NotReached { .. }
            | Self::NotTrusted { .. }
            | Self::SignInRefused { .. }
            | Self::NoPassword { .. }
            | Self::Failed { .. } => Severity::Stops,
        }
    }
}

/// The result code that words name: `LDAP Result Code 49 "Invalid Credentials": …`.
fn result_code(words: &str) -> Option<u16> {
    let (_, rest) = words.split_once("LDAP Result Code ")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The first code that is not the directory's own.
const OF_CLIENT: u16 = 200;

/// What a test means, by whether it went well and the registry's words.
pub fn judge_directory(is_good: bool, words: &str) -> Vec<DirectoryVerdict> {
    use DirectoryVerdict::*;
    if is_good {
        return vec![Reached, SignedIn];
    }
    let said = words.trim();
    let reason = said
        .strip_prefix("error: ")
        .unwrap_or(said)
        .trim()
        .to_owned();
    let low = reason.to_lowercase();
    let says = |texts: &[&str]| texts.iter().any(|text| low.contains(text));
    if says(&["x509", "certificate", "tls:"]) {
        return vec![NotTrusted { reason }];
    }
    match result_code(&reason) {
        Some(code) if code < OF_CLIENT => vec![Reached, SignInRefused { reason }],
        _ if says(&["empty password"]) => vec![NoPassword { reason }],
        _ if says(&[
            "network error",
            "dial tcp",
            "timeout",
            "timed out",
            "no such host",
        ]) =>
        {
            vec![NotReached { reason }]
        }
        _ => vec![Failed { reason }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registrys_words_say_how_far_it_came() {
        use DirectoryVerdict::*;
        assert_eq!(judge_directory(true, ""), [Reached, SignedIn]);
        let of = |words: &str| judge_directory(false, words);
        let refused = r#"error: LDAP Result Code 49 "Invalid Credentials": "#;
        let reason = r#"LDAP Result Code 49 "Invalid Credentials":"#.to_owned();
        assert_eq!(of(refused), [Reached, SignInRefused { reason }]);
        let unreached =
            r#"error: LDAP Result Code 200 "Network Error": dial tcp: connect: connection refused"#;
        assert!(matches!(of(unreached)[..], [NotReached { .. }]));
        let untrusted = r#"LDAP Result Code 200 "Network Error": x509: certificate signed by unknown authority"#;
        assert!(matches!(of(untrusted)[..], [NotTrusted { .. }]));
        assert!(matches!(
            of("error: empty password")[..],
            [NoPassword { .. }]
        ));
        assert!(matches!(of("error: something else")[..], [Failed { .. }]));
        assert!(
            of("")
                .iter()
                .all(|verdict| verdict.severity() == Severity::Stops)
        );
    }
}
