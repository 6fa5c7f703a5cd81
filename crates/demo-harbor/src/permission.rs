//! Who may do what: the roles' permissions and the checks before an operation.

use crate::http::call::{Call, Failure};
use crate::identity::Identity;
use crate::world::{Project, User, World};

/// Every permission of a project in Harbor's order, each with the roles that hold it:
/// a project admin, m maintainer, d developer, g guest, l limited guest, p anyone in a public project.
const TABLE: &[(&str, &str, &str)] = &[
    (".", "read", "amdglp"),
    (".", "update", "a"),
    (".", "delete", "a"),
    ("member", "create", "a"),
    ("member", "read", "amdg"),
    ("member", "update", "a"),
    ("member", "delete", "a"),
    ("member", "list", "amdg"),
    ("metadata", "create", "a"),
    ("metadata", "read", "am"),
    ("metadata", "update", "a"),
    ("metadata", "delete", "a"),
    ("log", "list", "a"),
    ("label", "create", "am"),
    ("label", "read", "amdglp"),
    ("label", "update", "am"),
    ("label", "delete", "am"),
    ("label", "list", "amdglp"),
    ("quota", "read", "amdgl"),
    ("repository", "create", "amd"),
    ("repository", "read", "amdgl"),
    ("repository", "update", "amd"),
    ("repository", "delete", "am"),
    ("repository", "list", "amdglp"),
    ("repository", "pull", "amdglp"),
    ("repository", "push", "amd"),
    ("tag-retention", "create", "amd"),
    ("tag-retention", "read", "amd"),
    ("tag-retention", "update", "amd"),
    ("tag-retention", "delete", "amd"),
    ("tag-retention", "list", "amd"),
    ("tag-retention", "operate", "amd"),
    ("immutable-tag", "create", "am"),
    ("immutable-tag", "update", "am"),
    ("immutable-tag", "delete", "am"),
    ("immutable-tag", "list", "am"),
    ("configuration", "read", "amdgl"),
    ("configuration", "update", "a"),
    ("robot", "create", "a"),
    ("robot", "read", "amdg"),
    ("robot", "update", "a"),
    ("robot", "delete", "a"),
    ("robot", "list", "amdg"),
    ("notification-policy", "create", "a"),
    ("notification-policy", "update", "a"),
    ("notification-policy", "delete", "a"),
    ("notification-policy", "list", "am"),
    ("notification-policy", "read", "am"),
    ("scan", "create", "am"),
    ("scan", "read", "amdglp"),
    ("scan", "stop", "am"),
    ("sbom", "create", "am"),
    ("sbom", "stop", "am"),
    ("sbom", "read", "amdgl"),
    ("scanner", "read", "amdglp"),
    ("scanner", "create", "a"),
    ("artifact", "create", "amd"),
    ("artifact", "read", "amdglp"),
    ("artifact", "delete", "am"),
    ("artifact", "list", "amdglp"),
    ("artifact-addition", "read", "amdglp"),
    ("tag", "list", "amdglp"),
    ("tag", "create", "amd"),
    ("tag", "delete", "am"),
    ("accessory", "list", "amdglp"),
    ("artifact-label", "create", "amd"),
    ("artifact-label", "delete", "amd"),
    ("preheat-policy", "create", "a"),
    ("preheat-policy", "read", "a"),
    ("preheat-policy", "update", "a"),
    ("preheat-policy", "delete", "a"),
    ("preheat-policy", "list", "a"),
    ("export-cve", "create", "amd"),
    ("export-cve", "read", "amd"),
    ("export-cve", "list", "amd"),
];

/// The letter of a role id in [`TABLE`].
fn letter(role: i64) -> char {
    match role {
        1 => 'a',
        2 => 'd',
        3 => 'g',
        4 => 'm',
        5 => 'l',
        _ => ' ',
    }
}

/// The name Harbor gives a role.
pub fn role_name(role: i64) -> &'static str {
    match role {
        1 => "projectAdmin",
        2 => "developer",
        3 => "guest",
        4 => "maintainer",
        5 => "limitedGuest",
        _ => "",
    }
}

/// The letters that apply to someone in a project.
fn letters(world: &World, who: Identity, project: &Project) -> String {
    let mut letters = String::new();
    if let Identity::User(id) = who {
        if world.user(id).is_some_and(User::administers) {
            letters.push('a');
        }
        letters.extend(world.roles_in(project, id).into_iter().map(letter));
    }
    if project.public() {
        letters.push('p');
    }
    letters
}

/// All permissions someone has in a project, in Harbor's order.
pub fn of(world: &World, who: Identity, project: &Project) -> Vec<(&'static str, &'static str)> {
    let letters = letters(world, who, project);
    let robot = world
        .robots
        .iter()
        .find(|robot| who == Identity::Robot(robot.id));
    TABLE
        .iter()
        .filter(|(resource, action, roles)| {
            roles.contains(|role| letters.contains(role))
                || robot.is_some_and(|robot| robot.may(&project.name, resource, action))
        })
        .map(|(resource, action, _)| (*resource, *action))
        .collect()
}

/// Whether someone may do something in a project.
pub fn may(world: &World, who: Identity, project: &Project, resource: &str, action: &str) -> bool {
    if is_system_admin(world, who) {
        return true;
    }
    if let Identity::Robot(id) = who {
        let robot = world.robots.iter().find(|robot| robot.id == id);
        if robot.is_some_and(|robot| robot.may(&project.name, resource, action)) {
            return true;
        }
    }
    let letters = letters(world, who, project);
    TABLE.iter().any(|(of, to, roles)| {
        *of == resource && *to == action && roles.contains(|role| letters.contains(role))
    })
}

/// Whether someone is a system administrator.
pub fn is_system_admin(world: &World, who: Identity) -> bool {
    matches!(who, Identity::User(id) if world.user(id).is_some_and(User::administers))
}

/// The refusal for lack of a right: anonymously 401, else 403.
pub fn refusal(who: Identity) -> Failure {
    match who {
        Identity::Anonymous => Failure::unauthorized(),
        _ => Failure::forbidden("forbidden"),
    }
}

/// Requires any sign-in.
pub fn require_sign_in(call: &Call) -> Result<(), Failure> {
    match call.identity {
        Identity::Anonymous => Err(Failure::unauthorized()),
        _ => Ok(()),
    }
}

/// Requires a person who is signed in.
pub fn require_user<'w>(world: &'w World, call: &Call) -> Result<&'w User, Failure> {
    match call.identity {
        Identity::User(id) => world.user(id).ok_or_else(Failure::unauthorized),
        Identity::Robot(_) => Err(Failure::precondition(
            "get current user not available for security context: robot",
        )),
        Identity::Anonymous => Err(Failure::unauthorized()),
    }
}

/// Requires a system administrator, or a robot with the system permission. Harbor's 403 names the
/// asking person here.
pub fn require_system(
    world: &World,
    call: &Call,
    resource: &str,
    action: &str,
) -> Result<(), Failure> {
    match call.identity {
        Identity::Anonymous => Err(Failure::unauthorized()),
        Identity::User(id) => match world.user(id) {
            Some(user) if user.administers() => Ok(()),
            Some(user) => Err(Failure::forbidden(user.name.clone())),
            None => Err(Failure::unauthorized()),
        },
        Identity::Robot(id) => match world.robots.iter().find(|robot| robot.id == id) {
            Some(robot) if robot.may("/", resource, action) => Ok(()),
            Some(robot) => Err(Failure::forbidden(robot.full_name.clone())),
            None => Err(Failure::unauthorized()),
        },
    }
}

/// The project a path names, after the check that the sender may do something in it.
pub fn require_project<'w>(
    world: &'w World,
    call: &Call,
    resource: &str,
    action: &str,
) -> Result<&'w Project, Failure> {
    let project = match call.parameters.get("project_name") {
        Some(name) => find(world, call, name, true)?,
        None => {
            let by_name = call.header("x-is-resource-name") == Some("true");
            find(world, call, call.parameter("project_name_or_id"), by_name)?
        }
    };
    if may(world, call.identity, project, resource, action) {
        Ok(project)
    } else {
        Err(refusal(call.identity))
    }
}

/// A project by name or id. One that doesn't exist is admitted to a system administrator only.
pub fn find<'w>(
    world: &'w World,
    call: &Call,
    reference: &str,
    by_name: bool,
) -> Result<&'w Project, Failure> {
    let reference = reference.trim_end_matches('/');
    let id: Option<i64> = if by_name {
        None
    } else {
        reference.parse().ok()
    };
    let found = match id {
        Some(id) => world.project(id),
        None => world
            .projects
            .iter()
            .find(|project| project.name == reference),
    };
    found.ok_or_else(|| {
        if is_system_admin(world, call.identity) {
            Failure::not_found(format!("project {reference} not found"))
        } else {
            refusal(call.identity)
        }
    })
}
