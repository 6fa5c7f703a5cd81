//! The operations, by subject.

pub(crate) mod additions;
pub(crate) mod artifact_view;
pub(crate) mod artifacts;
pub(crate) mod audit;
pub(crate) mod changes;
pub(crate) mod configuration;
pub(crate) mod endpoints;
pub(crate) mod exports;
pub(crate) mod groups;
pub(crate) mod immutable;
pub(crate) mod job_service;
pub(crate) mod labels;
pub(crate) mod members;
pub(crate) mod metadata;
pub(crate) mod overview;
pub(crate) mod people;
pub(crate) mod projects;
pub(crate) mod quiet;
pub(crate) mod quotas;
pub(crate) mod registry;
pub(crate) mod replication;
pub(crate) mod repositories;
pub(crate) mod retention;
pub(crate) mod retention_runs;
pub(crate) mod robot_body;
pub(crate) mod robot_permissions;
pub(crate) mod robots;
pub(crate) mod scan_all;
pub(crate) mod scanners;
pub(crate) mod scans;
pub(crate) mod search;
pub(crate) mod security;
pub(crate) mod system;
pub(crate) mod tags;
pub(crate) mod upkeep;
pub(crate) mod webhooks;

use crate::call::Call;
use crate::identity::Identity;
use crate::world::World;

/// The name of whoever asks, for the audit log.
pub(crate) fn name_of(world: &World, call: &Call) -> String {
    match call.identity {
        Identity::Anonymous => "anonymous".to_owned(),
        Identity::User(id) => world
            .user(id)
            .map(|user| user.name.clone())
            .unwrap_or_default(),
        Identity::Robot(id) => {
            let robot = world.robots.iter().find(|robot| robot.id == id);
            robot
                .map(|robot| robot.full_name.clone())
                .unwrap_or_default()
        }
    }
}

/// Writes a line of the audit log for the request.
pub(crate) fn note(
    world: &mut World,
    call: &Call,
    operation: &str,
    kind: &str,
    resource: &str,
    project: i64,
) {
    let who = name_of(world, call);
    let at = world.now();
    let text = format!("{operation} {kind}: {resource}");
    world.write_audit(&who, operation, kind, resource, &text, project, at);
}
