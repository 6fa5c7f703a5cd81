//! Projects.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{ProjectMetadata, Resources, Role, null_default};
use crate::{
    names::{CveId, ProjectId, ProjectName, ProjectReference, RegistryId, UserId},
    wire::time,
};

/// A project (`GET /projects`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Project {
    pub project_id: ProjectId,
    pub name: String,
    pub owner_id: UserId,
    /// Who made it; no special right comes with that. Empty where details were not asked for.
    #[serde(deserialize_with = "null_default")]
    pub owner_name: String,
    /// The registry behind a proxy cache; `None` for ordinary projects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registry_id: Option<RegistryId>,
    pub repo_count: i64,
    /// The caller's strongest role here. Absent for those who have none, administrators too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_user_role_id: Option<i64>,
    #[serde(deserialize_with = "null_default")]
    pub current_user_role_ids: Vec<i64>,
    pub metadata: ProjectMetadata,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cve_allowlist: Option<CveAllowlist>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub creation_time: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub update_time: Option<DateTime<Utc>>,
}

impl Project {
    /// The checked name; `None` if the server's is strange.
    pub fn typed_name(&self) -> Option<ProjectName> {
        ProjectName::new(self.name.clone()).ok()
    }

    /// By number, which never needs a header and can't be mistaken for a name.
    pub fn reference(&self) -> ProjectReference {
        ProjectReference::Id(self.project_id)
    }

    /// The caller's role.
    pub fn role(&self) -> Option<Role> {
        self.current_user_role_id.and_then(Role::from_id)
    }

    pub fn is_public(&self) -> bool {
        self.metadata.is_public()
    }

    /// Whether it only mirrors another registry.
    pub fn is_proxy_cache(&self) -> bool {
        self.registry_id.is_some_and(|id| id.0 > 0)
    }
}

/// CVEs that don't count, of a project or of the whole server.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CveAllowlist {
    pub id: i64,
    /// 0 for the server's list.
    pub project_id: ProjectId,
    /// Seconds since 1970; `None`: never. An expired list counts as empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<i64>,
    #[serde(deserialize_with = "null_default")]
    pub items: Vec<CveItem>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub creation_time: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub update_time: Option<DateTime<Utc>>,
}

impl CveAllowlist {
    /// Whether a CVE is on the list and the list still holds.
    pub fn allows(&self, cve: &str, now: DateTime<Utc>) -> bool {
        self.expires_at.is_none_or(|end| now.timestamp() < end)
            && self.items.iter().any(|item| item.cve_id == cve)
    }
}

/// One line of an allowlist.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CveItem {
    pub cve_id: String,
}

/// Body of `POST /projects`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewProject {
    pub project_name: ProjectName,
    /// At least `public` should be said.
    #[serde(default)]
    pub metadata: ProjectMetadata,
    /// Bytes, -1 without a limit. Only an administrator's counts; `None`: the server's default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage_limit: Option<i64>,
    /// Makes a proxy cache of that registry; administrators only. Must not be 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registry_id: Option<RegistryId>,
}

/// Body of `PUT /projects/{project_name_or_id}`: what is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<ProjectMetadata>,
    /// Replaces the whole list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cve_allowlist: Option<CveAllowlistChange>,
}

/// A whole new allowlist. The server refuses empty ids (400) and fails on double ones (500).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CveAllowlistChange {
    pub items: Vec<CveItem>,
    /// Seconds since 1970; `None`: never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<i64>,
}

impl CveAllowlistChange {
    /// A list of these ids, each once: the server fails on double ones.
    pub fn new(ids: &[CveId], expires_at: Option<i64>) -> Self {
        let mut items: Vec<CveItem> = Vec::with_capacity(ids.len());
        for id in ids {
            let cve_id = id.to_string();
            if items.iter().all(|known| known.cve_id != cve_id) {
                items.push(CveItem { cve_id });
            }
        }
        Self { items, expires_at }
    }
}

/// Counts of a project (`GET …/summary`). What the caller may not know is absent, as is 0.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectSummary {
    pub repo_count: i64,
    pub project_admin_count: i64,
    pub maintainer_count: i64,
    pub developer_count: i64,
    pub guest_count: i64,
    pub limited_guest_count: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quota: Option<ProjectSummaryQuota>,
    /// The registry behind a proxy cache.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registry: Option<ProjectRegistry>,
}

impl ProjectSummary {
    /// Members in all; `None` if the caller may not know (a project always has one to see).
    pub fn members(&self) -> Option<i64> {
        let counts = [
            self.project_admin_count,
            self.maintainer_count,
            self.developer_count,
            self.guest_count,
            self.limited_guest_count,
        ];
        let sum: i64 = counts.iter().sum();
        (sum > 0).then_some(sum)
    }
}

/// Storage of a project.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectSummaryQuota {
    pub hard: Resources,
    pub used: Resources,
}

/// The registry behind a proxy cache, without its credential.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectRegistry {
    pub id: RegistryId,
    pub name: String,
    #[serde(deserialize_with = "null_default")]
    pub description: String,
    /// `docker-hub`, `docker-registry`, `harbor`, …
    #[serde(rename = "type")]
    pub adapter: String,
    pub url: String,
    /// Its certificate is not checked.
    pub insecure: bool,
    /// `healthy` or `unhealthy`.
    #[serde(deserialize_with = "null_default")]
    pub status: String,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub creation_time: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub update_time: Option<DateTime<Utc>>,
}

/// Whether a project could be deleted (`GET …/_deletable`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectDeletable {
    pub deletable: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

object!(Project, ProjectSummary, ProjectDeletable, CveAllowlist);
