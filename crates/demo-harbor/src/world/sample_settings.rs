//! What people set up in the sample world: endpoints, robots, rules, webhooks, groups.

use serde_json::{Map, Value, json};

use super::builder::minutes_ago;
use super::sample::DAY;
use super::{
    Endpoint, Group, ImmutableRule, Retention, Robot, RobotAccess, RobotGrant, Webhook, World,
};
use crate::chance;

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
            created: at,
            updated: at,
        });
        for name in ["canucs-dev", "skaha-operators", "cadc-staff"] {
            let id = self.next_id("group");
            self.groups.push(Group {
                id,
                name: name.to_owned(),
                kind: 3,
            });
        }
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

    pub(super) fn sample_robot(
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
