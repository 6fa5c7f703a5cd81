//! The way to the server: name, connection, encryption.

use serde::{Deserialize, Serialize};

use crate::verdict::Verdict;

/// A certificate that ends within so many days is named.
const ENDS_SOON: i64 = 14;
const DAY: i64 = 86_400;

/// What became of a host's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    Addresses(Vec<String>),
    /// It is an address by itself.
    IsAddress,
    ByProxy,
    Unknown,
    Failed(String),
}

/// Why no connection came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unconnected {
    Refused,
    NoAnswer,
    Other(String),
}

/// What a server shows of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerCertificate {
    pub subject: String,
    pub issuer: String,
    /// Host names and addresses that it is for.
    pub hosts: Vec<String>,
    /// Seconds since 1970.
    pub not_before: i64,
    /// Seconds since 1970.
    pub not_after: i64,
    /// SHA-256, in pairs.
    pub fingerprint: String,
}

/// Why a certificate is not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrustFault {
    UnknownIssuer,
    Expired,
    NotYetValid,
    WrongHost,
    Revoked,
    Other,
}

/// Why a certificate is trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrustedBy {
    /// This computer's own authorities.
    System,
    /// This computer's, or the file that belongs to the connection.
    OwnFile,
    /// Nobody: the connection takes any.
    Nobody,
}

/// What became of an encrypted connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Encryption {
    /// The address is an `http` one.
    Plain,
    Works {
        /// `TLS 1.3`
        version: Option<String>,
        /// What the server sent, its own certificate first.
        chain: Vec<PeerCertificate>,
        trusted_by: TrustedBy,
    },
    NotTrusted {
        fault: TrustFault,
        reason: String,
        chain: Vec<PeerCertificate>,
    },
    NotEncrypted,
    NothingInCommon(String),
    /// No answer came, so the certificate was not judged.
    Unseen,
}

/// Judges the look-up of a name.
pub fn judge_lookup(host: &str, lookup: Lookup) -> Vec<Verdict> {
    let host = host.to_owned();
    vec![match lookup {
        Lookup::Addresses(addresses) => Verdict::Found { host, addresses },
        Lookup::IsAddress => Verdict::NoLookupNeeded { host },
        Lookup::ByProxy => Verdict::LookedUpByProxy { host },
        Lookup::Unknown => Verdict::UnknownHost { host },
        Lookup::Failed(reason) => Verdict::LookupFailed { host, reason },
    }]
}

/// Judges a connection to a port.
pub fn judge_connection(port: u16, outcome: Result<String, Unconnected>) -> Vec<Verdict> {
    vec![match outcome {
        Ok(address) => Verdict::Connected { address },
        Err(Unconnected::Refused) => Verdict::Refused { port },
        Err(Unconnected::NoAnswer) => Verdict::NoAnswer { port },
        Err(Unconnected::Other(reason)) => Verdict::NotConnected { reason },
    }]
}

/// Judges encryption and certificate, at a time in seconds since 1970.
pub fn judge_encryption(host: &str, encryption: Encryption, now: i64) -> Vec<Verdict> {
    match encryption {
        Encryption::Plain => vec![Verdict::PlainHttp],
        Encryption::Unseen => vec![Verdict::EncryptionUnknown],
        Encryption::NotEncrypted => vec![Verdict::NotEncrypted],
        Encryption::NothingInCommon(reason) => vec![Verdict::NoCommonEncryption { reason }],
        Encryption::NotTrusted {
            fault,
            reason,
            chain,
        } => {
            // Certificates of authorities name themselves. One that stands alone and names another
            // does not tell whether those that lead there are missing, or there are none.
            let is_alone = chain.len() == 1;
            let certificate = chain.into_iter().next();
            if let (true, TrustFault::UnknownIssuer, Some(own)) = (is_alone, fault, &certificate)
                && own.issuer != own.subject
            {
                return vec![Verdict::IssuerNotShown {
                    certificate: own.clone(),
                }];
            }
            vec![Verdict::NotTrusted {
                fault,
                reason,
                certificate,
            }]
        }
        Encryption::Works {
            version,
            chain,
            trusted_by,
        } => {
            let certificate = chain.into_iter().next();
            let days = certificate
                .as_ref()
                .map(|own| (own.not_after - now).div_euclid(DAY));
            let mut verdicts = vec![Verdict::Encrypted {
                version,
                certificate,
                trusted_by,
            }];
            verdicts.extend(match trusted_by {
                TrustedBy::System => None,
                TrustedBy::OwnFile => Some(Verdict::OwnAuthority {
                    host: host.to_owned(),
                }),
                TrustedBy::Nobody => Some(Verdict::Unverified),
            });
            let soon = days.filter(|days| *days <= ENDS_SOON);
            verdicts.extend(soon.map(|days| Verdict::CertificateEnds { days }));
            verdicts
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn certificate(subject: &str, issuer: &str, not_after: i64) -> PeerCertificate {
        PeerCertificate {
            subject: subject.to_owned(),
            issuer: issuer.to_owned(),
            hosts: Vec::new(),
            not_before: 0,
            not_after,
            fingerprint: String::new(),
        }
    }

    #[test]
    fn each_end_of_a_look_up_has_its_verdict() {
        let judged = |lookup| judge_lookup("h", lookup).remove(0);
        let host = || "h".to_owned();
        let addresses = || vec!["10.0.0.1".to_owned()];
        assert_eq!(
            judged(Lookup::Addresses(addresses())),
            Verdict::Found {
                host: host(),
                addresses: addresses()
            }
        );
        assert_eq!(
            judged(Lookup::IsAddress),
            Verdict::NoLookupNeeded { host: host() }
        );
        assert_eq!(
            judged(Lookup::ByProxy),
            Verdict::LookedUpByProxy { host: host() }
        );
        assert_eq!(
            judged(Lookup::Unknown),
            Verdict::UnknownHost { host: host() }
        );
        assert!(matches!(
            judged(Lookup::Failed("x".into())),
            Verdict::LookupFailed { .. }
        ));
    }

    #[test]
    fn each_end_of_a_connection_has_its_verdict() {
        let judged = |outcome| judge_connection(443, outcome).remove(0);
        assert!(matches!(
            judged(Ok("10.0.0.1:443".into())),
            Verdict::Connected { .. }
        ));
        assert_eq!(
            judged(Err(Unconnected::Refused)),
            Verdict::Refused { port: 443 }
        );
        assert_eq!(
            judged(Err(Unconnected::NoAnswer)),
            Verdict::NoAnswer { port: 443 }
        );
        let other = judged(Err(Unconnected::Other("network is down".into())));
        assert!(matches!(other, Verdict::NotConnected { .. }));
    }

    #[test]
    fn a_certificate_that_ends_soon_is_named_in_days() {
        let works = |not_after, trusted_by| {
            let chain = vec![certificate("CN=h", "CN=ca", not_after)];
            let encryption = Encryption::Works {
                version: None,
                chain,
                trusted_by,
            };
            judge_encryption("h", encryption, 10 * DAY).split_off(1)
        };
        assert_eq!(works(100 * DAY, TrustedBy::System), []);
        assert_eq!(
            works(13 * DAY, TrustedBy::System),
            [Verdict::CertificateEnds { days: 3 }]
        );
        assert_eq!(works(100 * DAY, TrustedBy::Nobody), [Verdict::Unverified]);
        let own = Verdict::OwnAuthority {
            host: "h".to_owned(),
        };
        assert_eq!(works(100 * DAY, TrustedBy::OwnFile), [own]);
    }

    #[test]
    fn an_issuer_that_is_not_shown_is_told_from_one_that_is_unknown() {
        let judged = |chain, fault| {
            let reason = "r".to_owned();
            judge_encryption(
                "h",
                Encryption::NotTrusted {
                    fault,
                    reason,
                    chain,
                },
                0,
            )
            .remove(0)
        };
        let own = || certificate("CN=h", "CN=middle", 1);
        let alone = judged(vec![own()], TrustFault::UnknownIssuer);
        assert_eq!(alone, Verdict::IssuerNotShown { certificate: own() });
        for (chain, fault) in [
            (
                vec![certificate("CN=h", "CN=h", 1)],
                TrustFault::UnknownIssuer,
            ),
            (
                vec![own(), certificate("CN=middle", "CN=root", 1)],
                TrustFault::UnknownIssuer,
            ),
            (vec![own()], TrustFault::Expired),
            (Vec::new(), TrustFault::UnknownIssuer),
        ] {
            assert!(matches!(judged(chain, fault), Verdict::NotTrusted { .. }));
        }
    }

    #[test]
    fn what_is_not_encrypted_is_told_from_what_should_be() {
        assert_eq!(
            judge_encryption("h", Encryption::Plain, 0),
            [Verdict::PlainHttp]
        );
        assert_eq!(
            judge_encryption("h", Encryption::NotEncrypted, 0),
            [Verdict::NotEncrypted]
        );
        assert_eq!(
            judge_encryption("h", Encryption::Unseen, 0),
            [Verdict::EncryptionUnknown]
        );
        let none = Encryption::NothingInCommon("TLS 1.0".into());
        assert!(matches!(
            judge_encryption("h", none, 0)[..],
            [Verdict::NoCommonEncryption { .. }]
        ));
    }
}
