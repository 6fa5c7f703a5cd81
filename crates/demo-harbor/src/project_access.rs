//! What a service beside this Harbor may do with its projects, as with an account that administers
//! it: for services that run in the same process.

use std::{collections::BTreeMap, fmt, sync::Arc};

use chrono::{DateTime, Utc};
use serde_json::json;

use crate::{
    DemoHarbor,
    http::server,
    world::{Kind, Webhook, World},
};

/// The administrator's id: who owns what such a service makes.
const ADMINISTRATOR: i64 = 1;

/// Access to the projects of a demo Harbor.
#[derive(Clone)]
pub struct ProjectAccess(Arc<server::Shared>);

impl fmt::Debug for ProjectAccess {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ProjectAccess")
    }
}

impl DemoHarbor {
    /// Access for a service beside it.
    pub fn project_access(&self) -> ProjectAccess {
        ProjectAccess(Arc::clone(&self.shared))
    }
}

impl ProjectAccess {
    /// Whether a project is public; `None` where there is none.
    pub fn is_public(&self, name: &str) -> Option<bool> {
        let state = self.0.state();
        let mut projects = state.world.projects.iter();
        projects
            .find(|project| project.name == name)
            .map(|project| project.public())
    }

    /// Makes a project whose events go to an address.
    pub fn create(&self, name: &str, public: bool, webhook: &str) {
        let state = &mut *self.0.state();
        let at = state.world.now();
        let public = public.to_string();
        let id = state
            .world
            .add_project(name, &[("public", &public)], ADMINISTRATOR, -1, at);
        add_webhook(&mut state.world, id, webhook);
    }

    /// Sets a project's configuration, members and webhooks back: what is left is whether it is
    /// public, its owner, and a webhook to this address. Whether there is such a project.
    pub fn reset(&self, name: &str, public: bool, webhook: &str) -> bool {
        let state = &mut *self.0.state();
        let world = &mut state.world;
        let now = world.now();
        let mut projects = world.projects.iter_mut();
        let Some(project) = projects.find(|project| project.name == name) else {
            return false;
        };
        project.metadata = BTreeMap::from([("public".to_owned(), public.to_string())]);
        project.allowlist.items.clear();
        project.allowlist.expires_at = None;
        let owner = project.owner_id;
        project
            .members
            .retain(|member| !member.group && member.entity_id == owner);
        for member in &mut project.members {
            member.role = 1;
        }
        project.updated = now;
        let id = project.id;
        world.webhooks.retain(|hook| hook.project_id != id);
        add_webhook(world, id, webhook);
        true
    }

    /// The models of a project: each repository that holds one, without the project's name, and when
    /// the newest was pushed.
    pub fn models(&self, name: &str) -> Vec<(String, DateTime<Utc>)> {
        let state = self.0.state();
        let start = format!("{name}/");
        let repositories = state.world.repositories.iter();
        repositories
            .filter_map(|repository| {
                let short = repository.name.strip_prefix(&start)?;
                let artifacts = repository.artifacts.iter();
                let models = artifacts.filter(|artifact| artifact.manifest.kind == Kind::Model);
                let newest = models.map(|artifact| artifact.push_time).max()?;
                Some((short.to_owned(), newest))
            })
            .collect()
    }

    /// Whether a project's events go to an address.
    pub fn has_webhook_to(&self, name: &str, address: &str) -> bool {
        let state = self.0.state();
        let mut projects = state.world.projects.iter();
        let Some(project) = projects.find(|project| project.name == name) else {
            return false;
        };
        let mut hooks = state.world.webhooks.iter();
        hooks.any(|hook| {
            hook.project_id == project.id
                && hook.content.get("enabled") == Some(&true.into())
                && hook.content["targets"]
                    .as_array()
                    .is_some_and(|all| all.iter().any(|to| to["address"] == address))
        })
    }
}

fn add_webhook(world: &mut World, project_id: i64, address: &str) {
    let content = json!({
        "name": "model-registry", "enabled": true,
        "event_types": ["PUSH_ARTIFACT", "DELETE_ARTIFACT"],
        "targets": [{"type": "http", "address": address, "skip_cert_verify": false, "payload_format": "Default"}],
    });
    let (id, at) = (world.next_id("webhook"), world.now());
    world.webhooks.push(Webhook {
        id,
        project_id,
        name: "model-registry".to_owned(),
        content: content.as_object().cloned().unwrap_or_default(),
        created: Some(at),
        updated: at,
    });
}
