//! What Harbor answers and what it is sent.
//!
//! Fields carry Harbor's own JSON names. Rules for all of them:
//!
//! - Absent and zero are the same (Harbor omits `false`, `0` and `""`), `null` lists and maps are
//!   empty ones, the year 1 is 'never' (`None`).
//! - Fields that are not named here are ignored on purpose: newer servers add some. Kept whole are
//!   `extra_attrs`, `annotations`, `addition_links`, vendor attributes, project metadata, and scan
//!   overviews and reports under whatever MIME type they come.
//! - Words of open vocabularies (artifact types, scan states, …) keep unknown values as `Other`.
//! - Names in replies are plain texts, so that a strange one does not spoil its row; accessors give
//!   the checked types.
//! - Sizes are bytes, durations seconds, numbers `i64`.

use serde::{Deserialize, Deserializer};

/// Implements [`Object`](crate::wire::reply::Object), for JSON objects that stand alone in a reply.
macro_rules! object {
    ($($name:ident),* $(,)?) => {
        $(impl $crate::wire::reply::Object for $name {})*
    };
}

/// A vocabulary of the server's that may grow: an enum with `Other` for words not known here.
macro_rules! words {
    (
        $(#[$doc:meta])*
        $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),* $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(from = "String", into = "String")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
            /// A word that is not known here; empty if there was none.
            Other(String),
        }

        impl $name {
            /// The server's word.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)*
                    Self::Other(word) => word,
                }
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::Other(String::new())
            }
        }

        impl From<String> for $name {
            fn from(word: String) -> Self {
                match word.as_str() {
                    $($word => Self::$variant,)*
                    _ => Self::Other(word),
                }
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.as_str().to_owned()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
    };
}

/// Reads `null` as the type's default (an empty list, map or text).
pub(crate) fn null_default<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Default + Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

mod artifacts;
mod audit;
mod distribution;
mod execution;
mod identity;
mod label;
mod maintenance;
mod metadata;
mod project;
mod quota;
mod repository;
mod search;
mod security;
mod system;
mod tag_rules;

pub use artifacts::accessory::{
    Accessory, AccessoryKind, AccessoryType, Predicate, ReadAccessories, SbomFormat, SbomState,
    SignatureFormat, SignatureState, Unread,
};
pub use artifacts::addition::{
    AdditionLink, AdditionName, ChartDependency, HistoryEntry, ModelFile,
};
pub use artifacts::artifact::{Artifact, ArtifactSource};
pub use artifacts::artifact_kind::ArtifactKind;
pub use artifacts::attached::{TaggedAttachment, TaggedKind};
pub use artifacts::build_time::BuildTime;
pub use artifacts::content::{
    ChartMetadata, CnabMetadata, ModelCapabilities, ModelConfig, ModelDescriptor, ModelMetadata,
    WasmComponent, WasmMetadata,
};
pub use artifacts::image::ImageConfig;
pub use artifacts::listed_artifact::ListedArtifact;
pub use artifacts::reference::{NewTag, Platform, Reference, Tag};
pub use audit::{AuditEntry, AuditEventType};
pub use distribution::*;
pub use execution::{Execution, JobStatus, Task, TaskCounts};
pub use identity::*;
pub use label::{Label, LabelAttachment, LabelChange, LabelScope, NewLabel};
pub use maintenance::*;
pub use metadata::ProjectMetadata;
pub use project::{
    CveAllowlist, CveAllowlistChange, CveItem, NewProject, Project, ProjectChange,
    ProjectDeletable, ProjectRegistry, ProjectSummary, ProjectSummaryQuota,
};
pub use quota::{Quota, QuotaChange, QuotaSubject, Resources, UNLIMITED};
pub use repository::{Repository, RepositoryChange};
pub use search::{FoundRepository, SearchResult};
pub use security::*;
pub use system::{
    AuthenticationMode, AuthenticationProxy, Banner, BannerKind, ComponentHealth, Health,
    Statistics, SystemInfo, Volume, Volumes,
};
pub use tag_rules::immutable::ImmutableRule;
pub use tag_rules::retention::{
    NewRetentionExecution, RetentionExecution, RetentionExecutionAction, RetentionMetadata,
    RetentionParameter, RetentionPolicy, RetentionRule, RetentionScope, RetentionSettings,
    RetentionTask, RetentionTemplate, RetentionTemplateMetadata, RetentionTrigger,
    SelectorMetadata,
};
pub use tag_rules::retention_log::{RetentionLog, RetentionLogLine, RetentionMark};
pub use tag_rules::tag_rule::{Decoration, REPOSITORY_SCOPE, RuleSelector, ScopeSelectors};
