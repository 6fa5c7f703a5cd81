//! The operations, by subject.

pub(crate) mod access;
pub(crate) mod audit;
pub(crate) mod changes;
pub(crate) mod configuration;
pub(crate) mod content;
pub(crate) mod labels;
pub(crate) mod ldap;
pub(crate) mod metadata;
pub(crate) mod outside;
pub(crate) mod preheat;
pub(crate) mod projects;
pub(crate) mod quotas;
pub(crate) mod rules;
pub(crate) mod running;
pub(crate) mod scanning;
pub(crate) mod search;
pub(crate) mod system;
pub(crate) mod webhooks;

use crate::http::call::Call;
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
