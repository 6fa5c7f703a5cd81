//! What people set up in the sample world: endpoints, robots, rules, webhooks, groups.

use std::time::Duration;

use serde_json::{Map, Value, json};

use super::DAY;
use crate::chance;
use crate::world::builder::minutes_ago;
use crate::world::{
    Endpoint, Found, Group, ImmutableRule, Job, JobKind, JobSchedule, Replication, Retention,
    Robot, RobotAccess, RobotGrant, Waiting, Webhook, World,
};

/// Groups that are members of projects, with their role.
const GROUPS_IN_PROJECTS: &[(&str, &str, i64)] = &[
    ("canucs-dev", "canucs", 2),
    ("skaha-operators", "cirada", 4),
    ("skaha-operators", "lsst", 3),
];

/// Robots: name, project (none for all of them, `/` for the server itself), days it lives, days ago it was made,
/// description, resources and actions.
const ROBOTS: &[(&str, &str, i64, i64, &str, &str)] = &[
    (
        "ci",
        "skaha",
        365,
        120,
        "Builds on every push",
        "repository:pull repository:push repository:list artifact:list artifact:read tag:create",
    ),
    (
        "nightly",
        "skaha",
        90,
        83,
        "Nightly images",
        "repository:pull repository:push",
    ),
    (
        "science-portal",
        "skaha",
        -1,
        400,
        "Lists images for the portal",
        "repository:pull repository:list artifact:list artifact:read tag:list",
    ),
    (
        "old-jenkins",
        "skaha",
        30,
        90,
        "",
        "repository:push repository:pull",
    ),
    (
        "mosaics",
        "canucs",
        180,
        20,
        "Pipeline of the mosaics",
        "repository:pull repository:push",
    ),
    (
        "backup",
        "",
        -1,
        300,
        "Copies everything to the other site",
        "repository:pull repository:list artifact:read",
    ),
    (
        "grafana",
        "/",
        -1,
        200,
        "Figures for the dashboards",
        "audit-log:list quota:list quota:read jobservice-monitor:list",
    ),
    (
        "weekly",
        "lsst",
        120,
        118,
        "Pushes the weekly notebooks",
        "repository:pull repository:push tag:create scan:create",
    ),
];

impl World {
    pub(crate) fn sample_settings(&mut self) {
        self.sample_endpoints();
        self.sample_replication();
        self.sample_upkeep();
        for (name, project, days, age, text, access) in ROBOTS {
            self.sample_robot(name, project, *days, *age, text, access);
        }
        let skaha = self.project_id("skaha");
        self.sample_retention(skaha, "**", 30);
        let rule = json!({
            "action": "immutable",
            "template": "immutable_template",
            "scope_selectors": {"repository": [{"decoration": "repoMatches", "kind": "doublestar", "pattern": "base/**"}]},
            "tag_selectors": [{"decoration": "matches", "kind": "doublestar", "pattern": "1.*"}],
        });
        let id = self.next_id("immutable rule");
        self.immutable_rules.push(ImmutableRule {
            id,
            project_id: skaha,
            disabled: false,
            content: rule,
        });
        let hook = json!({
            "name": "Tell the portal",
            "enabled": true,
            "event_types": ["PUSH_ARTIFACT", "DELETE_ARTIFACT", "SCANNING_COMPLETED"],
            "targets": [{"type": "http", "address": "https://portal.example.org/hooks/harbor", "skip_cert_verify": false, "payload_format": "CloudEvents"}],
        });
        let content: Map<String, Value> = hook.as_object().cloned().unwrap_or_default();
        let (id, at) = (self.next_id("webhook"), minutes_ago(200 * DAY));
        self.webhooks.push(Webhook {
            id,
            project_id: skaha,
            name: "Tell the portal".to_owned(),
            content,
            created: Some(at),
            updated: at,
        });
        self.sample_chat(skaha);
        self.sample_deliveries();
        self.sample_preheat();
        for name in ["canucs-dev", "skaha-operators", "cadc-staff"] {
            let id = self.next_id("group");
            self.groups.push(Group {
                dn: String::new(),
                id,
                name: name.to_owned(),
                kind: 3,
            });
        }
        for (group, project, role) in GROUPS_IN_PROJECTS {
            let of_group = self.groups.iter().find(|known| known.name == *group);
            let of_project = self.projects.iter().find(|known| known.name == *project);
            if let (Some(group), Some(project)) = (of_group, of_project) {
                self.add_group_member(project.id, group.id, *role);
            }
        }
    }

    /// A webhook that its receiver's certificate keeps from arriving.
    fn sample_chat(&mut self, project_id: i64) {
        let hook = json!({
            "name": "Chat of the operators",
            "description": "Scans that went wrong, for whoever is on duty",
            "enabled": true,
            "event_types": ["SCANNING_FAILED", "QUOTA_EXCEED", "DELETE_ARTIFACT"],
            "targets": [{"type": "slack", "address": "https://chat.internal/hooks/harbor", "auth_header": "Bearer chat-3f0c", "skip_cert_verify": false}],
        });
        let content: Map<String, Value> = hook.as_object().cloned().unwrap_or_default();
        let (id, at) = (self.next_id("webhook"), minutes_ago(40 * DAY));
        self.webhooks.push(Webhook {
            id,
            project_id,
            name: "Chat of the operators".to_owned(),
            content,
            created: Some(at),
            updated: at,
        });
    }

    /// The endpoints behind the proxy caches, which keep what was pulled within a week.
    fn sample_endpoints(&mut self) {
        let kinds = [
            (
                "dockerhub-cache",
                "Docker Hub",
                "docker-hub",
                "https://hub.docker.com",
            ),
            (
                "nvcr-cache",
                "nvcr.io",
                "docker-registry",
                "https://nvcr.io",
            ),
        ];
        for (project, name, kind, url) in kinds {
            let (id, at) = (self.next_id("registry"), minutes_ago(700 * DAY));
            self.endpoints.push(Endpoint {
                id,
                name: name.to_owned(),
                kind: kind.to_owned(),
                url: url.to_owned(),
                description: String::new(),
                insecure: false,
                certificate: None,
                credential: Value::Null,
                created: at,
                updated: at,
            });
            let project = self.project_id(project);
            if let Some(project) = self.project_mut(project) {
                project.registry_id = Some(id);
            }
            self.sample_retention(project, "**", 7);
        }
    }

    /// A registry that does not answer and a rule that copies to it, and a registry that nothing uses.
    fn sample_replication(&mut self) {
        let kinds = [
            ("msr4", "harbor", "https://msr4.example.org:1"),
            ("ghcr-opencadc", "github-ghcr", "https://ghcr.io"),
        ];
        for (name, kind, url) in kinds {
            let (id, at) = (self.next_id("registry"), minutes_ago(300 * DAY));
            self.endpoints.push(Endpoint {
                id,
                name: name.to_owned(),
                kind: kind.to_owned(),
                url: url.to_owned(),
                description: String::new(),
                insecure: false,
                certificate: None,
                credential: json!({
                    "type": "basic",
                    "access_key": "replicator",
                    "access_secret": chance::uuid_of(name),
                }),
                created: at,
                updated: at,
            });
        }
        let msr = self.endpoints.iter().find(|known| known.name == "msr4");
        let msr = msr.map_or(0, |known| known.id);
        let (id, at) = (self.next_id("replication"), minutes_ago(200 * DAY));
        self.replications.push(Replication {
            id,
            name: "skaha-releases".to_owned(),
            content: json!({
                "name": "skaha-releases",
                "description": "Releases of the notebooks, for the mirror",
                "src_registry": null,
                "dest_registry": {"id": msr},
                "dest_namespace": "mirror/skaha",
                "dest_namespace_replace_count": 1,
                "trigger": {"type": "scheduled", "trigger_settings": {"cron": "0 30 9 * * *"}},
                "filters": [
                    {"type": "name", "value": "skaha/**"},
                    {"type": "tag", "decoration": "matches", "value": "2?.*"},
                ],
                "deletion": false,
                "override": true,
                "enabled": true,
                "speed": 0,
                "copy_by_chunk": false,
                "single_active_replication": false,
            }),
            created: at,
            updated: at,
        });
    }

    /// Collections and rotations that ran, when they run, and a queue that somebody paused.
    fn sample_upkeep(&mut self) {
        let collected = json!({"delete_untagged": true, "dry_run": false, "workers": 2});
        // Days ago, by its schedule, dry, failed, blobs, manifests, bytes.
        let runs: [(i64, bool, bool, bool, usize, usize, i64); 7] = [
            (30, true, false, false, 219, 60, 24_189_255_680),
            (24, false, false, false, 0, 0, 0),
            (23, true, false, false, 170, 48, 17_716_740_096),
            (16, true, false, true, 0, 0, 0),
            (9, true, false, false, 129, 37, 13_958_643_712),
            (3, false, true, false, 98, 31, 9_126_805_504),
            (2, true, false, false, 98, 31, 9_126_805_504),
        ];
        for (days, scheduled, dry, failed, blobs, manifests, bytes) in runs {
            let mut parameters = collected.clone();
            parameters["dry_run"] = dry.into();
            let id = self.next_id("execution");
            self.jobs.push(Job {
                id,
                kind: JobKind::GarbageCollection,
                parameters,
                started: minutes_ago(days * DAY + 95),
                takes: Duration::from_secs(60 * (7 + days.unsigned_abs())),
                stopped: (days == 24).then(|| minutes_ago(days * DAY + 93)),
                failed,
                scheduled,
                found: Found {
                    blobs,
                    manifests,
                    bytes,
                    ..Found::default()
                },
            });
        }
        let rotated = json!({
            "audit_retention_hour": 4320,
            "include_event_types": "create_artifact,delete_artifact,pull_artifact",
        });
        for days in [15, 8, 1] {
            let id = self.next_id("execution");
            self.jobs.push(Job {
                id,
                kind: JobKind::Purge,
                parameters: rotated.clone(),
                started: minutes_ago(days * DAY + 40),
                takes: Duration::from_secs(3),
                stopped: None,
                failed: false,
                scheduled: true,
                found: Found {
                    entries: 1_180 + usize::try_from(days).unwrap_or(0),
                    ..Found::default()
                },
            });
        }
        let at = minutes_ago(60 * DAY);
        for (kind, word, cron, parameters) in [
            (
                JobKind::GarbageCollection,
                "Weekly",
                "0 0 10 * * 6",
                collected,
            ),
            (JobKind::Purge, "Custom", "0 0 11 * * 0", rotated),
        ] {
            self.job_schedules.push(JobSchedule {
                kind,
                word: word.to_owned(),
                cron: cron.to_owned(),
                parameters,
                at,
            });
        }
        self.job_service.paused.insert("WEBHOOK".to_owned());
        self.job_service.waiting.push(Waiting {
            kind: "WEBHOOK",
            count: 6,
            since: minutes_ago(41),
        });
    }

    fn sample_retention(&mut self, project_id: i64, pattern: &str, days: i64) {
        let id = self.next_id("retention");
        let content = json!({
            "algorithm": "or",
            "rules": [{
                "action": "retain",
                "template": "nDaysSinceLastPull",
                "params": {"nDaysSinceLastPull": days},
                "scope_selectors": {"repository": [{"decoration": "repoMatches", "kind": "doublestar", "pattern": pattern}]},
                "tag_selectors": [{"decoration": "matches", "extras": "{\"untagged\":true}", "kind": "doublestar", "pattern": "**"}],
            }],
            "scope": {"level": "project", "ref": project_id},
            "trigger": {"kind": "Schedule", "settings": {"cron": "0 0 2 * * *"}},
        });
        self.retentions.push(Retention {
            id,
            project_id,
            content,
        });
        if let Some(project) = self.project_mut(project_id) {
            project
                .metadata
                .insert("retention_id".to_owned(), id.to_string());
        }
    }

    pub(crate) fn sample_robot(
        &mut self,
        name: &str,
        project: &str,
        days: i64,
        age: i64,
        text: &str,
        access: &str,
    ) {
        let project_id = self.project_id(project);
        let created = minutes_ago(age * DAY);
        let pairs = access
            .split_whitespace()
            .filter_map(|pair| pair.split_once(':'));
        let (kind, namespace) = match project {
            "" => ("project", "*"),
            "/" => ("system", "/"),
            name => ("project", name),
        };
        // From a server of long ago, where a robot's name had no project.
        let is_old = name == "old-jenkins";
        let is_of_system = matches!(project, "" | "/");
        let grant = RobotGrant {
            kind: kind.to_owned(),
            namespace: namespace.to_owned(),
            access: pairs
                .map(|(resource, action)| RobotAccess {
                    resource: resource.to_owned(),
                    action: action.to_owned(),
                    effect: String::new(),
                })
                .collect(),
        };
        let full_name = if is_of_system || is_old {
            format!("robot${name}")
        } else {
            format!("robot${project}+{name}")
        };
        let id = self.next_id("robot");
        self.robots.push(Robot {
            id,
            secret: chance::uuid_of(&full_name),
            full_name,
            description: text.to_owned(),
            level: if is_of_system { "system" } else { "project" }.to_owned(),
            duration: days,
            disabled: name == "nightly",
            expires_at: if days < 0 {
                -1
            } else {
                (created + chrono::Duration::days(days)).timestamp()
            },
            project_id,
            creator: 1,
            made_by_robot: false,
            editable: !is_old,
            grants: vec![grant],
            created,
            updated: created,
        });
    }
}
