//! What the permissions of a robot account reach.

use crate::types::{ALL_PROJECTS, PermissionKind, Robot};

/// Where a robot account may do anything at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Something of the server itself.
    pub system: bool,
    /// All projects, also those that are made later.
    pub all_projects: bool,
    /// Projects that are named.
    pub projects: Vec<String>,
}

/// What the permissions of a robot account reach. A permission with no access reaches nothing.
pub fn coverage(robot: &Robot) -> Coverage {
    let mut coverage = Coverage::default();
    for permission in &robot.permissions {
        if !permission.access.iter().any(|access| !access.is_denied()) {
            continue;
        }
        match permission.kind {
            PermissionKind::System => coverage.system = true,
            _ if permission.namespace == ALL_PROJECTS => coverage.all_projects = true,
            _ => coverage.projects.push(permission.namespace.clone()),
        }
    }
    coverage.projects.sort();
    coverage.projects.dedup();
    coverage
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Access, Effect, RobotPermission};

    fn permission(kind: PermissionKind, namespace: &str, effect: Effect) -> RobotPermission {
        RobotPermission {
            kind,
            namespace: namespace.to_owned(),
            access: vec![Access {
                resource: "repository".to_owned(),
                action: "pull".to_owned(),
                effect,
            }],
        }
    }

    #[test]
    fn what_is_only_refused_is_not_reached() {
        let robot = Robot {
            permissions: vec![
                permission(PermissionKind::Project, "b", Effect::default()),
                permission(PermissionKind::Project, "a", Effect::Allow),
                permission(PermissionKind::Project, "c", Effect::Deny),
                RobotPermission {
                    kind: PermissionKind::System,
                    namespace: "/".to_owned(),
                    access: Vec::new(),
                },
            ],
            ..Robot::default()
        };
        assert_eq!(
            coverage(&robot),
            Coverage {
                projects: vec!["a".to_owned(), "b".to_owned()],
                ..Coverage::default()
            }
        );
        let robot = Robot {
            permissions: vec![
                permission(PermissionKind::Project, "*", Effect::default()),
                permission(PermissionKind::System, "/", Effect::default()),
            ],
            ..Robot::default()
        };
        assert_eq!(
            coverage(&robot),
            Coverage {
                system: true,
                all_projects: true,
                projects: Vec::new(),
            }
        );
    }
}
