//! What observations of a connection mean: why a sign-in, pull or push fails.
//!
//! [`Question`] reads what somebody pasted, the other modules judge what was observed at each step,
//! and a [`Verdict`] is what it means.
//!
//! Invariant: no I/O and no clock; compiles for wasm32 and native alike. No verdict holds a secret.

mod access;
mod attempt;
mod directory;
mod login;
mod network;
mod project;
mod provider;
mod question;
mod registry;
mod step;
mod verdict;

pub use access::{Asker, Token, judge_grants, judge_token};
pub use attempt::{PullAttempt, UploadAttempt, judge_pull, judge_upload};
pub use directory::{DirectoryVerdict, judge_directory};
pub use login::{KeptLogin, LoginOutcome, ProgramLogin, Tried, judge_logins};
pub use network::{
    Encryption, Lookup, PeerCertificate, TrustFault, TrustedBy, Unconnected, judge_connection,
    judge_encryption, judge_lookup,
};
pub use project::{Allowlist, ProjectRules, RobotState, judge_name, judge_project, judge_robot};
pub use provider::{ProviderDescription, ProviderLook, ProviderVerdict, judge_provider};
pub use question::{NotUnderstood, Purpose, Question};
pub use registry::{Challenge, Welcome, judge_challenge, judge_clock, judge_welcome};
pub use step::{Diagnosis, Exchange, Reach, Step, StepKind};
pub use verdict::{HeldBack, NameFault, Severity, Verdict};
