//! What came of a pull or a push that was tried without bringing or leaving anything.

use crate::{
    question::Question,
    verdict::{HeldBack, Verdict},
};

/// What the registry answered to the question for a manifest's head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PullAttempt {
    Given,
    Refused {
        status: u16,
        /// The server's words, without secrets; empty where it said nothing.
        said: String,
    },
    /// No answer came.
    Unknown(String),
}

/// What became of an upload that was begun and cancelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UploadAttempt {
    /// `is_gone`: after it was cancelled the registry knew it no more.
    Begun {
        is_gone: bool,
    },
    Refused {
        status: u16,
        said: String,
    },
    Unknown(String),
}

/// Judges a pull. What a proxy cache hands on is its upstream's.
pub fn judge_pull(question: &Question, is_proxy_cache: bool, attempt: PullAttempt) -> Verdict {
    let reference = || question.reference().unwrap_or_default();
    let project = || question.project_name().unwrap_or_default().to_owned();
    let (status, said) = match attempt {
        PullAttempt::Given => {
            return Verdict::Pullable {
                reference: reference(),
            };
        }
        PullAttempt::Unknown(reason) => return Verdict::NotTried { reason },
        PullAttempt::Refused { status, said } => (status, said),
    };
    match status {
        412 => Verdict::PullHeldBack {
            reason: held_back(&said),
            said,
        },
        404 if is_proxy_cache => Verdict::NotUpstream {
            project: project(),
            reference: reference(),
        },
        404 => Verdict::NoSuchImage {
            reference: reference(),
        },
        // The token allows it, so this one does not refuse it.
        _ if is_proxy_cache => Verdict::UpstreamRefuses {
            project: project(),
            status,
            said,
        },
        _ => Verdict::PullRefused { status, said },
    }
}

/// Judges an upload.
pub fn judge_upload(repository: &str, attempt: UploadAttempt) -> Verdict {
    let repository = repository.to_owned();
    match attempt {
        UploadAttempt::Begun { is_gone: true } => Verdict::UploadWorks { repository },
        UploadAttempt::Begun { is_gone: false } => Verdict::UploadLeft { repository },
        UploadAttempt::Refused { status, said } => Verdict::UploadRefused { status, said },
        UploadAttempt::Unknown(reason) => Verdict::NotTried { reason },
    }
}

/// By Harbor's words (`src/server/middleware/contenttrust`, `…/vulnerable`).
fn held_back(said: &str) -> HeldBack {
    let said = said.to_ascii_lowercase();
    if said.contains("not signed") {
        HeldBack::Unsigned
    } else if said.contains("without vulnerability scanning") {
        HeldBack::NotScanned
    } else if said.contains("vulnerabilit") {
        HeldBack::Findings
    } else {
        HeldBack::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Severity;

    fn judged(is_proxy_cache: bool, status: u16, said: &str) -> Verdict {
        let question = Question::read("docker pull hub/library/x:1", "h.example").expect("read");
        let attempt = PullAttempt::Refused {
            status,
            said: said.to_owned(),
        };
        judge_pull(&question, is_proxy_cache, attempt)
    }

    #[test]
    fn a_refusal_is_the_upstreams_only_behind_a_proxy_cache() {
        for status in [401, 403, 429, 500, 502] {
            assert!(
                matches!(judged(true, status, "slow down"), Verdict::UpstreamRefuses { project, status: named, .. }
                    if project == "hub" && named == status)
            );
            assert!(
                matches!(judged(false, status, ""), Verdict::PullRefused { status: named, .. }
                    if named == status)
            );
        }
        assert!(matches!(
            judged(true, 404, ""),
            Verdict::NotUpstream { reference, .. } if reference == "hub/library/x:1"
        ));
        assert!(matches!(
            judged(false, 404, ""),
            Verdict::NoSuchImage { .. }
        ));
    }

    #[test]
    fn a_policy_is_told_by_the_servers_words() {
        for (said, expected) in [
            ("The image is not signed by cosign.", HeldBack::Unsigned),
            ("The image is not signed by notation.", HeldBack::Unsigned),
            (
                "current image without vulnerability scanning cannot be pulled due to configured policy",
                HeldBack::NotScanned,
            ),
            (
                "current image with 3 vulnerabilities cannot be pulled due to configured policy",
                HeldBack::Findings,
            ),
            ("", HeldBack::Other),
        ] {
            let verdict = judged(false, 412, said);
            assert!(
                matches!(&verdict, Verdict::PullHeldBack { reason, .. } if *reason == expected),
                "{said}: {verdict:?}"
            );
            assert_eq!(verdict.severity(), Severity::Stops);
        }
    }

    #[test]
    fn what_was_not_answered_is_neither_good_nor_bad() {
        let question = Question::default();
        let given = judge_pull(&question, false, PullAttempt::Given);
        assert_eq!(given.severity(), Severity::Good);
        let unknown = judge_pull(&question, true, PullAttempt::Unknown("timeout".to_owned()));
        assert_eq!(unknown.severity(), Severity::Unknown);
        let upload = |attempt| judge_upload("p/r", attempt).severity();
        assert_eq!(
            upload(UploadAttempt::Begun { is_gone: true }),
            Severity::Good
        );
        assert_eq!(
            upload(UploadAttempt::Begun { is_gone: false }),
            Severity::Warning
        );
        let refused = UploadAttempt::Refused {
            status: 403,
            said: String::new(),
        };
        assert_eq!(upload(refused), Severity::Stops);
        let unknown = UploadAttempt::Unknown("timeout".to_owned());
        assert_eq!(upload(unknown), Severity::Unknown);
    }
}
