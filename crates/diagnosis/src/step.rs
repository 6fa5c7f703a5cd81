//! The steps of a walk, and what came of them.

use serde::{Deserialize, Serialize};

use crate::{
    question::Question,
    verdict::{Severity, Verdict},
};

/// The steps, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// The host's name becomes an address.
    Lookup,
    /// A connection to its port, or to the proxy.
    Connection,
    /// Encryption and certificate.
    Encryption,
    /// Harbor answers, and nothing before it.
    Registry,
    /// `GET /v2/` says where tokens are given.
    Challenge,
    /// The sign-ins that programs on this computer would use.
    Logins,
    /// The token service knows the account.
    Token,
    /// The token holds the rights that were asked for.
    Grants,
    /// Rules of the project and the server that refuse what the rights allow.
    Rules,
    /// Tried: a pull by asking for the manifest's head, a push by an upload that is cancelled.
    Attempt,
}

impl StepKind {
    pub const ALL: [Self; 10] = [
        Self::Lookup,
        Self::Connection,
        Self::Encryption,
        Self::Registry,
        Self::Challenge,
        Self::Logins,
        Self::Token,
        Self::Grants,
        Self::Rules,
        Self::Attempt,
    ];
}

/// A step that was walked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub kind: StepKind,
    /// What was asked: `GET /v2/`; empty where nothing was sent.
    pub asked: String,
    /// How long it took, in milliseconds.
    pub elapsed_ms: u64,
    pub verdicts: Vec<Verdict>,
    /// The requests that it sent, in their order.
    #[serde(default)]
    pub exchanges: Vec<Exchange>,
}

/// A request of a step's and what came of it, without headers, bodies and secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    pub method: String,
    pub address: String,
    /// Of the answer; nothing where none came.
    pub status: Option<u16>,
    /// Why no answer came; else empty.
    pub reason: String,
    /// How long it took, in milliseconds.
    pub elapsed_ms: u64,
    /// Of the answer's body, in bytes.
    pub received: Option<usize>,
    /// Names it in the log of requests and in the server's own.
    pub request_id: String,
}

impl Step {
    /// The worst of its verdicts.
    pub fn severity(&self) -> Severity {
        let all = self.verdicts.iter().map(Verdict::severity);
        all.max().unwrap_or(Severity::Good)
    }
}

/// A whole walk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    pub question: Question,
    /// As whom it was asked; `None`: as nobody.
    pub account: Option<String>,
    pub steps: Vec<Step>,
    /// What the account that is shown here may change about it.
    pub may_change: Reach,
    /// Projects where the account may push, where it may not push into the one that was asked for.
    #[serde(default)]
    pub push_to: Vec<String>,
}

/// How far the right to change things reaches.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    #[default]
    Nothing,
    /// Members, robot accounts and policies of the project.
    Project,
    /// The whole registry.
    Registry,
}

impl Diagnosis {
    /// What stops it: the first verdict that does. What says only that it fails, and not why, gives
    /// way to one that follows.
    pub fn cause(&self) -> Option<&Verdict> {
        let all = self.steps.iter().flat_map(|step| &step.verdicts);
        let mut stops = all.filter(|verdict| verdict.severity() == Severity::Stops);
        let first = stops.next()?;
        match first {
            Verdict::GrantedLess { .. } => {
                let why = stops.find(|one| !matches!(one, Verdict::PullRefused { .. }));
                Some(why.unwrap_or(first))
            }
            Verdict::TokenForNobody { .. } | Verdict::LoginDead { .. } => {
                let why = stops.find(|one| {
                    matches!(
                        one,
                        Verdict::RobotDisabled { .. } | Verdict::RobotExpired { .. }
                    )
                });
                Some(why.unwrap_or(first))
            }
            _ => Some(first),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(verdicts: Vec<Verdict>) -> Option<Verdict> {
        let step = |verdict| Step {
            kind: StepKind::Rules,
            asked: String::new(),
            elapsed_ms: 0,
            verdicts: vec![verdict],
            exchanges: Vec::new(),
        };
        let diagnosis = Diagnosis {
            question: Question::default(),
            account: None,
            steps: verdicts.into_iter().map(step).collect(),
            may_change: Reach::Nothing,
            push_to: Vec::new(),
        };
        diagnosis.cause().cloned()
    }

    #[test]
    fn the_cause_is_what_stops_it_first_and_says_why() {
        let less = || Verdict::GrantedLess {
            repository: "p/r".to_owned(),
            asked: Vec::new(),
            granted: Vec::new(),
        };
        assert_eq!(cause(vec![Verdict::PlainHttp, Verdict::ClocksAgree]), None);
        assert_eq!(
            cause(vec![Verdict::PlainHttp, Verdict::ReadOnly]),
            Some(Verdict::ReadOnly)
        );
        assert_eq!(
            cause(vec![less(), Verdict::ReadOnly]),
            Some(Verdict::ReadOnly)
        );
        assert_eq!(cause(vec![less()]), Some(less()));
        let nobody = || Verdict::TokenForNobody {
            account: "robot$ci".to_owned(),
        };
        let expired = || Verdict::RobotExpired {
            robot: "robot$ci".to_owned(),
            at: 1,
        };
        assert_eq!(cause(vec![nobody(), expired()]), Some(expired()));
        assert_eq!(cause(vec![nobody(), Verdict::ReadOnly]), Some(nobody()));
        let refused = Verdict::Refused { port: 1 };
        assert_eq!(
            cause(vec![refused.clone(), less(), Verdict::ReadOnly]),
            Some(refused)
        );
    }
}
