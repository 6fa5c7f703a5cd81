//! The Model Registry Service beside a registry: its connection, what is changed at it, and what
//! registering a project takes from Harbor.

use chrono::{DateTime, Utc};
use harbor_api::{ProjectName, RepositoryName};
use model_registry_api::{BaseAddress, NewTenant, ProjectDraft, TenantSaved};
use serde::{Deserialize, Serialize};

use crate::{
    connection::{ConnectionId, Entered, Trust},
    failure::Failure,
};

/// A Model Registry as the window sees it. Its sign-in is its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelRegistry {
    /// The registry whose projects it uses.
    pub connection: ConnectionId,
    pub address: BaseAddress,
    pub trust: Trust,
    pub token: TokenSource,
    /// When the token ends by its own words, where it says so.
    pub expires: Option<DateTime<Utc>>,
    pub state: ModelRegistryState,
    /// Whether the token is in the keychain; else it is gone when the program ends.
    pub remembered: bool,
    /// What the service's own description of itself says that it lists; nothing before it was read.
    pub lists: Option<ModelRegistryLists>,
}

/// Where the token comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenSource {
    /// A person pasted it.
    Pasted,
    /// The identity provider that the registry's own sign-in goes through.
    Provider,
}

/// How a Model Registry is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModelRegistryState {
    /// Not asked yet in this run.
    Untried,
    Connected,
    /// It answers, and does not take the token.
    TokenRefused,
    /// There is no token.
    TokenNeeded,
    Unreachable {
        reason: String,
    },
}

/// Which lists the service describes; the others are of what Pilothouse made or was told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelRegistryLists {
    pub tenants: bool,
    pub projects: bool,
    pub models: bool,
}

/// See [`crate::Command::SaveModelRegistry`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SaveModelRegistry {
    pub connection: ConnectionId,
    /// As typed.
    pub address: String,
    pub trust: Trust,
    pub token: NewToken,
}

/// What a Model Registry is to be asked with.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "token", content = "value", rename_all = "snake_case")]
pub enum NewToken {
    /// The one that is kept.
    Kept,
    Pasted(Entered),
    Provider,
}

/// See [`crate::Command::RemoveModelRegistry`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RemoveModelRegistry {
    pub connection: ConnectionId,
}

/// See [`crate::Command::SaveTenant`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SaveTenant {
    pub connection: ConnectionId,
    pub tenant: NewTenant,
}

/// A tenant was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantOutcome {
    pub saved: TenantSaved,
}

/// See [`crate::Command::ReadTenants`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadTenants {
    pub connection: ConnectionId,
}

/// The tenants that are known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownTenants {
    pub tenants: Vec<model_registry_api::Tenant>,
}

/// See [`crate::Command::ReadProjectSettings`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadProjectSettings {
    pub connection: ConnectionId,
    pub project: ProjectName,
}

/// A project's settings that the shell holds, by a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProjectSettingsId(pub u64);

/// What registering sets back, as it is in Harbor now. The whole of it is held by the shell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProjectSettings {
    pub id: ProjectSettingsId,
    pub is_public: bool,
    /// Settings by key, and the CVE allowlist's length.
    pub configuration: Vec<(String, String)>,
    pub allowed_cves: usize,
    pub members: Vec<SavedMember>,
    /// Each one's name, and where it sends.
    pub webhooks: Vec<(String, String)>,
    /// What could not be read, and why: it can't be put back.
    pub unread: Vec<(ProjectPart, Failure)>,
}

/// A member of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedMember {
    pub name: String,
    pub is_group: bool,
    /// Harbor's word.
    pub role: String,
}

/// A part of a project that registering sets back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectPart {
    Configuration,
    Members,
    Webhooks,
}

/// See [`crate::Command::SaveProjectSettings`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SaveProjectSettings {
    pub settings: ProjectSettingsId,
}

/// See [`crate::Command::RestoreProject`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RestoreProject {
    pub settings: ProjectSettingsId,
    pub parts: Vec<ProjectPart>,
}

/// What became of putting a project's settings back.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ProjectRestored {
    pub configuration: bool,
    pub members: usize,
    pub webhooks: usize,
    /// What was not put back: the part, whose (a member's or webhook's name), and why.
    pub failed: Vec<(ProjectPart, String, Failure)>,
}

/// See [`crate::Command::RegisterProject`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RegisterProject {
    pub connection: ConnectionId,
    pub project: ProjectDraft,
    /// Whether it is in Harbor already: registering sets its configuration, members and webhooks
    /// back.
    pub is_in_harbor: bool,
}

/// A project was registered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectRegistered {
    pub project: model_registry_api::RegisteredProject,
}

/// See [`crate::Command::NoteRegistered`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NoteRegistered {
    pub connection: ConnectionId,
    pub project: ProjectName,
    /// Its name or id; empty where nobody said it.
    pub tenant: String,
}

/// See [`crate::Command::ForgetRegistered`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ForgetRegistered {
    pub connection: ConnectionId,
    pub project: ProjectName,
}

/// See [`crate::Command::RefreshModel`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RefreshModel {
    pub connection: ConnectionId,
    pub project: ProjectName,
    pub model: RepositoryName,
}

/// See [`crate::Command::ReadRegistration`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadRegistration {
    pub connection: ConnectionId,
    pub project: ProjectName,
    /// Of this model besides.
    pub model: Option<RepositoryName>,
}

/// What a Model Registry knows of a Harbor project, and of a model in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// None where that is not known: the service lists no projects, and nobody told.
    pub is_registered: Option<bool>,
    /// The tenant's name.
    pub tenant: Option<String>,
    pub model: Option<KnownModel>,
}

/// A model that the service knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownModel {
    /// When the service last read it, where it says so.
    pub updated: Option<DateTime<Utc>>,
}
