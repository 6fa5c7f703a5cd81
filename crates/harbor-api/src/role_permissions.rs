//! What members of a project may do by their role, as the server has it
//! (`src/common/rbac/project/rbac_role.go`).

use crate::types::Role;

/// Each permission of a project, with the weakest role that has it: whatever a role may, every
/// stronger one may too. The project itself is `.`, as in `GET /users/current/permissions`.
const WEAKEST: &[(&str, &str, Role)] = {
    use Role::{Developer, Guest, LimitedGuest, Maintainer, ProjectAdministrator};
    &[
        (".", "read", LimitedGuest),
        (".", "update", ProjectAdministrator),
        (".", "delete", ProjectAdministrator),
        ("member", "create", ProjectAdministrator),
        ("member", "read", Guest),
        ("member", "update", ProjectAdministrator),
        ("member", "delete", ProjectAdministrator),
        ("member", "list", Guest),
        ("metadata", "create", ProjectAdministrator),
        ("metadata", "read", Maintainer),
        ("metadata", "update", ProjectAdministrator),
        ("metadata", "delete", ProjectAdministrator),
        ("log", "list", ProjectAdministrator),
        ("label", "create", Maintainer),
        ("label", "read", LimitedGuest),
        ("label", "update", Maintainer),
        ("label", "delete", Maintainer),
        ("label", "list", LimitedGuest),
        ("quota", "read", LimitedGuest),
        ("repository", "create", Developer),
        ("repository", "read", LimitedGuest),
        ("repository", "update", Developer),
        ("repository", "delete", Maintainer),
        ("repository", "list", LimitedGuest),
        ("repository", "pull", LimitedGuest),
        ("repository", "push", Developer),
        ("tag-retention", "create", Developer),
        ("tag-retention", "read", Developer),
        ("tag-retention", "update", Developer),
        ("tag-retention", "delete", Developer),
        ("tag-retention", "list", Developer),
        ("tag-retention", "operate", Developer),
        ("immutable-tag", "create", Maintainer),
        ("immutable-tag", "update", Maintainer),
        ("immutable-tag", "delete", Maintainer),
        ("immutable-tag", "list", Maintainer),
        ("configuration", "read", LimitedGuest),
        ("configuration", "update", ProjectAdministrator),
        ("robot", "create", ProjectAdministrator),
        ("robot", "read", Guest),
        ("robot", "update", ProjectAdministrator),
        ("robot", "delete", ProjectAdministrator),
        ("robot", "list", Guest),
        ("notification-policy", "create", ProjectAdministrator),
        ("notification-policy", "update", ProjectAdministrator),
        ("notification-policy", "delete", ProjectAdministrator),
        ("notification-policy", "list", Maintainer),
        ("notification-policy", "read", Maintainer),
        ("scan", "create", Maintainer),
        ("scan", "read", LimitedGuest),
        ("scan", "stop", Maintainer),
        ("sbom", "create", Maintainer),
        ("sbom", "stop", Maintainer),
        ("sbom", "read", LimitedGuest),
        ("scanner", "read", LimitedGuest),
        ("scanner", "create", ProjectAdministrator),
        ("artifact", "create", Developer),
        ("artifact", "read", LimitedGuest),
        ("artifact", "delete", Maintainer),
        ("artifact", "list", LimitedGuest),
        ("artifact-addition", "read", LimitedGuest),
        ("tag", "list", LimitedGuest),
        ("tag", "create", Developer),
        ("tag", "delete", Maintainer),
        ("accessory", "list", LimitedGuest),
        ("artifact-label", "create", Developer),
        ("artifact-label", "delete", Developer),
        ("preheat-policy", "create", ProjectAdministrator),
        ("preheat-policy", "read", ProjectAdministrator),
        ("preheat-policy", "update", ProjectAdministrator),
        ("preheat-policy", "delete", ProjectAdministrator),
        ("preheat-policy", "list", ProjectAdministrator),
        ("export-cve", "create", Developer),
        ("export-cve", "read", Developer),
        ("export-cve", "list", Developer),
    ]
};

impl Role {
    /// Whether members with this role may do something in their project. A permission that is not
    /// known here is none.
    pub fn may(self, resource: &str, action: &str) -> bool {
        WEAKEST
            .iter()
            .any(|(of, to, weakest)| *of == resource && *to == action && self >= *weakest)
    }

    /// All that members with this role may do, as pairs of resource and action.
    pub fn permissions(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let known = WEAKEST
            .iter()
            .filter(move |(_, _, weakest)| self >= *weakest);
        known.map(|(resource, action, _)| (*resource, *action))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_may_what_surprises_people() {
        for (role, resource, action, may) in [
            // Retention is a developer's, starting scans and deleting are not.
            (Role::Developer, "tag-retention", "update", true),
            (Role::Developer, "scan", "create", false),
            (Role::Developer, "artifact", "delete", false),
            (Role::Guest, "robot", "list", true),
            (Role::LimitedGuest, "member", "list", false),
            // Only administrators read what was done in a project.
            (Role::Maintainer, "log", "list", false),
            (Role::ProjectAdministrator, "log", "list", true),
            (Role::ProjectAdministrator, "log", "fly", false),
        ] {
            assert_eq!(
                role.may(resource, action),
                may,
                "{role:?} {resource}:{action}"
            );
        }
    }
}
