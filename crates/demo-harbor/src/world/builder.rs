//! Filling a world: the words the sample worlds are written in.

pub(crate) mod artifacts;

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use chrono::{Duration as Span, Utc};
use serde_json::{Value, json};

use super::{
    Allowlist, Audit, Catalogue, Label, Member, Outcome, Plan, Project, Quota, Repository, Scan,
    ScanAll, Scanner, User, World,
};
use crate::chance::{self};
use crate::json::Time;

impl World {
    /// A server with its first administrator and nothing else.
    pub(crate) fn bare(password: &str, since: Time) -> Self {
        let mut world = Self {
            users: Vec::new(),
            robots: Vec::new(),
            projects: Vec::new(),
            repositories: Vec::new(),
            labels: Vec::new(),
            scanners: Vec::new(),
            audit: Vec::new(),
            endpoints: Vec::new(),
            retentions: Vec::new(),
            retention_runs: Vec::new(),
            webhooks: Vec::new(),
            deliveries: Vec::new(),
            preheat_instances: Vec::new(),
            preheat_policies: Vec::new(),
            preheat_runs: Vec::new(),
            groups: Vec::new(),
            configuration: super::settings::configuration(),
            secrets: Default::default(),
            directory: super::Directory::sample(),
            certificate: None,
            tokens: HashMap::new(),
            uploads: HashMap::new(),
            replications: Vec::new(),
            replication_runs: Vec::new(),
            jobs: Vec::new(),
            job_schedules: Vec::new(),
            job_service: super::JobService::default(),
            exports: Vec::new(),
            immutable_rules: Vec::new(),
            scan_all: ScanAll::default(),
            system_allowlist_changed: since,
            system_allowlist: Allowlist {
                id: 1,
                items: Vec::new(),
                expires_at: None,
            },
            version: "v2.16.0-c50c7ddd".to_owned(),
            storage_driver: "filesystem".to_owned(),
            ahead: chrono::Duration::zero(),
            scheduled_until: chrono::Utc::now(),
            scan_takes: Duration::from_millis(1500),
            last_ids: BTreeMap::new(),
        };
        let id = world.next_id("user");
        world.users.push(User {
            id,
            name: "admin".to_owned(),
            password: password.to_owned(),
            email: String::new(),
            realname: "system admin".to_owned(),
            comment: "admin user".to_owned(),
            sysadmin: true,
            account: None,
            created: since,
            updated: since,
        });
        world
    }

    pub(crate) fn add_user(
        &mut self,
        name: &str,
        realname: &str,
        password: &str,
        comment: &str,
        at: Time,
    ) -> i64 {
        let id = self.next_id("user");
        self.users.push(User {
            id,
            name: name.to_owned(),
            password: password.to_owned(),
            email: format!("{name}@example.org"),
            realname: realname.to_owned(),
            comment: comment.to_owned(),
            sysadmin: false,
            account: None,
            created: at,
            updated: at,
        });
        id
    }

    /// A project whose creator is its administrator.
    pub(crate) fn add_project(
        &mut self,
        name: &str,
        metadata: &[(&str, &str)],
        owner: i64,
        hard: i64,
        at: Time,
    ) -> i64 {
        let id = self.next_id("project");
        let quota = Quota {
            id: self.next_id("quota"),
            hard,
            used: 0,
            updated: at,
        };
        let allowlist = Allowlist {
            id: self.next_id("allowlist"),
            ..Allowlist::default()
        };
        self.projects.push(Project {
            id,
            name: name.to_owned(),
            owner_id: owner,
            metadata: metadata
                .iter()
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
                .collect(),
            registry_id: None,
            allowlist,
            members: Vec::new(),
            quota,
            scanner: None,
            created: at,
            updated: at,
        });
        self.add_member(id, owner, 1);
        id
    }

    /// Makes a person a member of a project; the person and the project must exist.
    pub(crate) fn add_member(&mut self, project: i64, user: i64, role: i64) -> i64 {
        let name = self.user(user).map(|user| user.name.clone());
        self.put_member(project, (user, name.unwrap_or_default(), false), role)
    }

    /// The same of a group.
    pub(crate) fn add_group_member(&mut self, project: i64, group: i64, role: i64) -> i64 {
        let known = self.groups.iter().find(|known| known.id == group);
        let name = known.map(|group| group.name.clone());
        self.put_member(project, (group, name.unwrap_or_default(), true), role)
    }

    fn put_member(
        &mut self,
        project: i64,
        (entity_id, entity_name, group): (i64, String, bool),
        role: i64,
    ) -> i64 {
        let id = self.next_id("member");
        if let Some(project) = self.project_mut(project) {
            project.members.push(Member {
                id,
                entity_id,
                entity_name,
                group,
                role,
            });
        }
        id
    }

    pub(crate) fn add_label(
        &mut self,
        name: &str,
        color: &str,
        description: &str,
        project: i64,
        at: Time,
    ) -> i64 {
        let id = self.next_id("label");
        self.labels.push(Label {
            id,
            name: name.to_owned(),
            description: description.to_owned(),
            color: color.to_owned(),
            scope: if project == 0 { "g" } else { "p" }.to_owned(),
            project_id: project,
            created: at,
            updated: at,
        });
        id
    }

    pub(crate) fn add_scanner(
        &mut self,
        name: &str,
        adapter: &str,
        vendor: &str,
        version: &str,
        url: &str,
        at: Time,
    ) {
        let default = self.scanners.is_empty();
        self.scanners.push(Scanner {
            uuid: chance::uuid_of(name),
            name: name.to_owned(),
            description: String::new(),
            url: url.to_owned(),
            auth: String::new(),
            disabled: false,
            default,
            skip_certificate: false,
            internal_address: false,
            adapter: adapter.to_owned(),
            vendor: vendor.to_owned(),
            version: version.to_owned(),
            created: at,
            updated: at,
        });
    }

    /// The place of a repository, which is made if it isn't there; the name is the full one.
    pub(crate) fn add_repository(&mut self, project: i64, name: &str, at: Time) -> usize {
        if let Some(place) = self
            .repositories
            .iter()
            .position(|repository| repository.name == name)
        {
            return place;
        }
        let id = self.next_id("repository");
        self.repositories.push(Repository {
            id,
            project_id: project,
            name: name.to_owned(),
            description: String::new(),
            pull_count: 0,
            created: at,
            updated: at,
            artifacts: Vec::new(),
        });
        self.repositories.len() - 1
    }

    /// Writes a line of the audit log about something that was tried and not done.
    pub(crate) fn write_refusal(&mut self, who: &str, operation: &str, kind: &str, resource: &str) {
        let text = format!("{operation} {kind}: {resource}");
        let at = self.now();
        self.write_audit(who, operation, kind, resource, &text, 0, at);
        if let Some(line) = self.audit.last_mut() {
            line.is_done = false;
        }
    }

    /// Writes a line of the audit log.
    #[expect(clippy::too_many_arguments, reason = "one for each column of the log")]
    pub(crate) fn write_audit(
        &mut self,
        username: &str,
        operation: &str,
        resource_type: &str,
        resource: &str,
        description: &str,
        project_id: i64,
        at: Time,
    ) {
        let id = self.next_id("audit");
        self.audit.push(Audit {
            id,
            at,
            operation: operation.to_owned(),
            resource: resource.to_owned(),
            resource_type: resource_type.to_owned(),
            username: username.to_owned(),
            description: description.to_owned(),
            project_id,
            is_done: true,
        });
    }
}

/// A scan that ended well some time ago.
pub(crate) fn scanned(
    seed: &str,
    counts: [u32; 6],
    fixable: u32,
    catalogue: Catalogue,
    at: Time,
) -> Scan {
    let mut chance = chance::Sequence::of(seed);
    Scan {
        report_id: chance::uuid_of(&format!("report of {seed}")),
        started: at,
        takes: Duration::from_secs(4 + chance.next() % 40),
        outcome: Outcome::Success,
        plan: Plan {
            catalogue,
            seed: chance.next(),
            counts,
            fixable,
        },
    }
}

/// A time so many minutes before now.
pub(crate) fn minutes_ago(minutes: i64) -> Time {
    Utc::now() - Span::minutes(minutes)
}

/// When something was built that was pushed at a time. It stands in configurations, on which digests
/// depend, so it is the same at each start: a place that was kept from the last one is still there.
pub(crate) fn built(pushed: Time, minutes_before: i64) -> Time {
    let ago = (Utc::now() - pushed).num_minutes();
    FIRST_OF_NOVEMBER - Span::minutes(ago + minutes_before)
}

/// 2026-11-01, noon.
const FIRST_OF_NOVEMBER: Time = Time::from_timestamp(1_793_534_400, 0).expect("a time");

/// The platform of an index's entry.
pub(crate) fn platform(architecture: &str, os: &str, variant: &str) -> Value {
    let mut platform = json!({"OsFeatures": null, "architecture": architecture, "os": os});
    if !variant.is_empty() {
        platform["variant"] = variant.into();
    }
    platform
}
