//! The world a demo Harbor shows: people, projects, repositories, artifacts.

mod accounts;
mod artifact;
pub(crate) mod builder;
pub(crate) mod content;
mod delivery;
mod directory;
mod findings;
mod job;
mod names;
mod people;
mod preheat;
mod replication;
pub(crate) mod retention;
mod rules;
pub(crate) mod sample;
mod scan;
mod settings;

use std::collections::{BTreeMap, HashMap};

use chrono::Utc;
use serde_json::{Map, Value};

pub use artifact::{Accessory, Addition, Artifact, Kind, Manifest, Reference, Tag};
pub use delivery::Delivery;
pub(crate) use delivery::{Event, Resource};
pub(crate) use directory::{Directory, DirectoryGroup, DirectoryUser};
pub use findings::{Catalogue, Plan, SEVERITIES};
pub(crate) use job::last_look;
pub use job::{Export, Found, Job, JobKind, JobSchedule, JobService, Waiting};
pub use people::{Member, Robot, RobotAccess, RobotGrant, User};
pub use preheat::{PreheatInstance, PreheatPolicy, PreheatRun};
pub use replication::{Replication, ReplicationRun, ReplicationTask};
pub use retention::{RetentionRun, RetentionTask, RetentionTaskEnd};
pub use rules::{ImmutableRule, matches};
pub use sample::PASSWORD;
pub use scan::{Outcome, Sbom, Scan, ScanAll, Scanner, Stage};

pub use settings::{Endpoint, Group, Retention, Webhook};

use crate::identity::Identity;
use crate::json::Time;

/// Everything a demo Harbor knows. It is built by [`World::sample`] and changes as
/// requests write to it.
#[derive(Debug, Clone)]
pub struct World {
    pub(crate) users: Vec<User>,
    pub(crate) robots: Vec<Robot>,
    pub(crate) projects: Vec<Project>,
    pub(crate) repositories: Vec<Repository>,
    pub(crate) labels: Vec<Label>,
    pub(crate) scanners: Vec<Scanner>,
    pub(crate) audit: Vec<Audit>,
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) retentions: Vec<Retention>,
    pub(crate) retention_runs: Vec<RetentionRun>,
    pub(crate) webhooks: Vec<Webhook>,
    pub(crate) deliveries: Vec<Delivery>,
    pub(crate) preheat_instances: Vec<PreheatInstance>,
    pub(crate) preheat_policies: Vec<PreheatPolicy>,
    pub(crate) preheat_runs: Vec<PreheatRun>,
    pub(crate) groups: Vec<Group>,
    pub(crate) configuration: Map<String, Value>,
    /// Settings that are never told.
    pub(crate) secrets: BTreeMap<String, String>,
    pub(crate) directory: Directory,
    /// Of the authority that signed the server's own certificate, as PEM; none for a public one.
    pub(crate) certificate: Option<String>,
    /// Tokens of the registry's interface, and whose they are.
    pub(crate) tokens: HashMap<String, Identity>,
    /// Uploads that were begun, and their repositories.
    pub(crate) uploads: HashMap<String, String>,
    pub(crate) replications: Vec<Replication>,
    pub(crate) replication_runs: Vec<ReplicationRun>,
    pub(crate) jobs: Vec<Job>,
    pub(crate) job_schedules: Vec<JobSchedule>,
    pub(crate) job_service: JobService,
    pub(crate) exports: Vec<Export>,
    pub(crate) immutable_rules: Vec<ImmutableRule>,
    pub(crate) scan_all: ScanAll,
    pub(crate) system_allowlist_changed: Time,
    pub(crate) system_allowlist: Allowlist,
    pub(crate) version: String,
    pub(crate) storage_driver: String,
    /// How far the clock was set forward.
    pub(crate) ahead: chrono::Duration,
    /// Until when schedules have been followed.
    pub(crate) scheduled_until: Time,
    /// How long a scan that starts now takes.
    pub(crate) scan_takes: std::time::Duration,
    last_ids: BTreeMap<&'static str, i64>,
}

/// A project.
#[derive(Debug, Clone)]
pub struct Project {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) owner_id: i64,
    pub(crate) metadata: BTreeMap<String, String>,
    pub(crate) registry_id: Option<i64>,
    pub(crate) allowlist: Allowlist,
    pub(crate) members: Vec<Member>,
    pub(crate) quota: Quota,
    pub(crate) scanner: Option<String>,
    pub(crate) created: Time,
    pub(crate) updated: Time,
}

impl Project {
    /// Whether everybody may look at it.
    pub fn public(&self) -> bool {
        self.metadata
            .get("public")
            .is_some_and(|value| value == "true")
    }

    /// The role ids a person has in it.
    pub fn roles_of(&self, user: i64) -> Vec<i64> {
        let own = |member: &&Member| !member.group && member.entity_id == user;
        self.members
            .iter()
            .filter(own)
            .map(|member| member.role)
            .collect()
    }
}

/// A project's storage quota.
#[derive(Debug, Clone)]
pub struct Quota {
    pub(crate) id: i64,
    pub(crate) hard: i64,
    pub(crate) used: i64,
    pub(crate) updated: Time,
}

/// A list of CVEs that don't count.
#[derive(Debug, Clone, Default)]
pub struct Allowlist {
    pub(crate) id: i64,
    pub(crate) items: Vec<String>,
    pub(crate) expires_at: Option<i64>,
}

/// A repository with all its artifacts, oldest first.
#[derive(Debug, Clone)]
pub struct Repository {
    pub(crate) id: i64,
    pub(crate) project_id: i64,
    /// With the project's name in front.
    pub(crate) name: String,
    /// As Harbor keeps it, with HTML escaped.
    pub(crate) description: String,
    pub(crate) pull_count: i64,
    pub(crate) created: Time,
    pub(crate) updated: Time,
    pub(crate) artifacts: Vec<Artifact>,
}

impl Repository {
    /// An artifact by its id; they are in the order of their ids.
    pub(crate) fn by_id(&self, id: i64) -> Option<&Artifact> {
        let place = self
            .artifacts
            .binary_search_by_key(&id, |artifact| artifact.id)
            .ok()?;
        self.artifacts.get(place)
    }

    pub(crate) fn by_id_mut(&mut self, id: i64) -> Option<&mut Artifact> {
        let place = self
            .artifacts
            .binary_search_by_key(&id, |artifact| artifact.id)
            .ok()?;
        self.artifacts.get_mut(place)
    }
}

/// A label, of the whole server or of a project.
#[derive(Debug, Clone)]
pub struct Label {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) color: String,
    /// `g` or `p`.
    pub(crate) scope: String,
    pub(crate) project_id: i64,
    pub(crate) created: Time,
    pub(crate) updated: Time,
}

/// A line of the audit log.
#[derive(Debug, Clone)]
pub struct Audit {
    pub(crate) id: i64,
    pub(crate) at: Time,
    pub(crate) operation: String,
    pub(crate) resource: String,
    pub(crate) resource_type: String,
    pub(crate) username: String,
    pub(crate) description: String,
    pub(crate) project_id: i64,
    /// Whether it was done; of most that is refused there is no line at all.
    pub(crate) is_done: bool,
}

impl World {
    /// The time that counts for scans and new things.
    pub(crate) fn now(&self) -> Time {
        Utc::now() + self.ahead
    }

    /// The next id of a kind of thing.
    pub(crate) fn next_id(&mut self, kind: &'static str) -> i64 {
        let id = self.last_ids.entry(kind).or_insert(0);
        *id += 1;
        *id
    }

    /// A value of the configuration; null if there's no such key.
    pub(crate) fn setting(&self, key: &str) -> &Value {
        self.configuration
            .get(key)
            .map_or(&Value::Null, |entry| &entry["value"])
    }

    /// Sets a value of the configuration; a key that doesn't exist is left out.
    pub(crate) fn set(&mut self, key: &str, value: Value) {
        if let Some(entry) = self.configuration.get_mut(key) {
            entry["value"] = value;
        }
    }

    pub(crate) fn user(&self, id: i64) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    pub(crate) fn user_named(&self, name: &str) -> Option<&User> {
        self.users.iter().find(|user| user.name == name)
    }

    pub(crate) fn project(&self, id: i64) -> Option<&Project> {
        self.projects.iter().find(|project| project.id == id)
    }

    pub(crate) fn project_mut(&mut self, id: i64) -> Option<&mut Project> {
        self.projects.iter_mut().find(|project| project.id == id)
    }

    pub(crate) fn repository(&self, name: &str) -> Option<&Repository> {
        self.repositories
            .iter()
            .find(|repository| repository.name == name)
    }

    pub(crate) fn repository_mut(&mut self, name: &str) -> Option<&mut Repository> {
        self.repositories
            .iter_mut()
            .find(|repository| repository.name == name)
    }

    pub(crate) fn repository_count(&self, project: i64) -> usize {
        self.repositories
            .iter()
            .filter(|repository| repository.project_id == project)
            .count()
    }

    pub(crate) fn label(&self, id: i64) -> Option<&Label> {
        self.labels.iter().find(|label| label.id == id)
    }

    /// The scanner that looks after a project: its own or the server's default.
    pub(crate) fn scanner_of(&self, project: &Project) -> Option<&Scanner> {
        let own = project.scanner.as_ref();
        let by_id = |scanner: &&Scanner| Some(&scanner.uuid) == own;
        self.scanners
            .iter()
            .find(by_id)
            .or_else(|| self.scanners.iter().find(|scanner| scanner.default))
            .filter(|scanner| !scanner.disabled)
    }
}
