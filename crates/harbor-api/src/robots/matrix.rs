//! What can be given to a robot account, as a table of resources and actions, and what is chosen of it.

use std::collections::BTreeSet;

use crate::types::{Access, Permission};

/// The actions that have a column of their own, in their order. Others come behind them.
pub const ACTIONS: [&str; 8] = [
    "list", "read", "create", "update", "delete", "pull", "push", "stop",
];

/// Resources that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Images,
    Project,
    Policies,
    /// Of the whole server.
    System,
}

/// Resources of a project by group, in their order. A resource that is not here comes last among the
/// project's.
const ORDER: [(&str, Group); 23] = [
    ("repository", Group::Images),
    ("artifact", Group::Images),
    ("tag", Group::Images),
    ("artifact-label", Group::Images),
    ("accessory", Group::Images),
    ("scan", Group::Images),
    ("sbom", Group::Images),
    ("artifact-addition", Group::Images),
    ("export-cve", Group::Images),
    ("project", Group::Project),
    ("metadata", Group::Project),
    ("member", Group::Project),
    ("label", Group::Project),
    ("robot", Group::Project),
    ("quota", Group::Project),
    ("log", Group::Project),
    ("scanner", Group::Project),
    ("tag-retention", Group::Policies),
    ("immutable-tag", Group::Policies),
    ("notification-policy", Group::Policies),
    ("preheat-policy", Group::Policies),
    ("replication-policy", Group::Policies),
    ("configuration", Group::Project),
];

/// A resource, and what can be done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    pub group: Group,
    pub resource: String,
    /// The actions that the server knows for it.
    pub actions: BTreeSet<String>,
}

/// What can be given, in rows and columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matrix {
    pub rows: Vec<MatrixRow>,
    /// The actions that occur: those of [`ACTIONS`] first.
    pub actions: Vec<String>,
}

impl Matrix {
    /// The table of what can be given in projects.
    pub fn of_project(grantable: &[Permission]) -> Self {
        Self::build(grantable, |resource| {
            let known = ORDER.iter().position(|(known, _)| *known == resource);
            let group = known.and_then(|at| ORDER.get(at)).map(|(_, group)| *group);
            let group = group.unwrap_or(Group::Project);
            (group, known.unwrap_or(ORDER.len()))
        })
    }

    /// The table of what can be given for the whole server, in the server's order.
    pub fn of_system(grantable: &[Permission]) -> Self {
        Self::build(grantable, |_| (Group::System, 0))
    }

    fn build(grantable: &[Permission], place: impl Fn(&str) -> (Group, usize)) -> Self {
        let mut rows: Vec<MatrixRow> = Vec::new();
        let mut actions: Vec<String> = Vec::new();
        for permission in grantable {
            let resource = &permission.resource;
            let at = rows.iter().position(|row| row.resource == *resource);
            let at = at.unwrap_or_else(|| {
                rows.push(MatrixRow {
                    group: place(resource).0,
                    resource: resource.clone(),
                    actions: BTreeSet::new(),
                });
                rows.len() - 1
            });
            if let Some(row) = rows.get_mut(at) {
                row.actions.insert(permission.action.clone());
            }
            if !actions.contains(&permission.action) {
                actions.push(permission.action.clone());
            }
        }
        // Both are stable: what has no place of its own stays in the server's order.
        rows.sort_by_key(|row| place(&row.resource));
        actions.sort_by_key(|action| {
            let known = ACTIONS.iter().position(|known| known == action);
            known.unwrap_or(ACTIONS.len())
        });
        Self { rows, actions }
    }

    /// Whether the server knows this permission.
    pub fn has(&self, resource: &str, action: &str) -> bool {
        let row = self.rows.iter().find(|row| row.resource == resource);
        row.is_some_and(|row| row.actions.contains(action))
    }
}

/// What is chosen of a [`Matrix`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    chosen: BTreeSet<Permission>,
}

impl Selection {
    /// These permissions, and what they need.
    pub fn new(permissions: impl IntoIterator<Item = Permission>) -> Self {
        let mut selection = Self::default();
        for permission in permissions {
            selection.set(&permission, true);
        }
        selection
    }

    /// What an account has already; entries that refuse something are left out.
    pub fn from_access(access: &[Access]) -> Self {
        let given = access.iter().filter(|access| !access.is_denied());
        Self {
            chosen: given.map(Access::permission).collect(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    pub fn len(&self) -> usize {
        self.chosen.len()
    }

    pub fn has(&self, permission: &Permission) -> bool {
        self.chosen.contains(permission)
    }

    pub fn permissions(&self) -> impl Iterator<Item = &Permission> {
        self.chosen.iter()
    }

    /// Whether it is chosen because another one needs it: it can't be taken away alone.
    pub fn is_implied(&self, permission: &Permission) -> bool {
        *permission == pull() && self.chosen.contains(&push())
    }

    /// Chooses a permission, or no longer. Pushing needs pulling: docker asks for both, and the server
    /// adds the one to the other in projects only.
    pub fn set(&mut self, permission: &Permission, is_chosen: bool) {
        if is_chosen {
            self.chosen.insert(permission.clone());
            if *permission == push() {
                self.chosen.insert(pull());
            }
        } else if !self.is_implied(permission) {
            self.chosen.remove(permission);
        }
    }

    /// As the server wants it.
    pub fn access(&self) -> Vec<Access> {
        self.chosen.iter().map(Access::allow).collect()
    }
}

fn pull() -> Permission {
    Permission {
        resource: "repository".to_owned(),
        action: "pull".to_owned(),
    }
}

fn push() -> Permission {
    Permission {
        resource: "repository".to_owned(),
        action: "push".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permissions(pairs: &str) -> Vec<Permission> {
        let pairs = pairs.split_whitespace();
        pairs
            .map(|pair| {
                let (resource, action) = pair.split_once(':').unwrap();
                Permission {
                    resource: resource.to_owned(),
                    action: action.to_owned(),
                }
            })
            .collect()
    }

    #[test]
    fn the_table_has_what_the_server_gives_and_nothing_else() {
        let matrix = Matrix::of_project(&permissions(
            "moon:fly log:list repository:push tag:create repository:list tag-retention:read",
        ));
        let rows: Vec<&str> = matrix
            .rows
            .iter()
            .map(|row| row.resource.as_str())
            .collect();
        assert_eq!(rows, ["repository", "tag", "log", "moon", "tag-retention"]);
        assert_eq!(matrix.actions, ["list", "read", "create", "push", "fly"]);
        assert!(matrix.has("repository", "push"));
        // There is no such permission on this server.
        assert!(!matrix.has("repository", "pull"));
        let system = Matrix::of_system(&permissions("user:list audit-log:list user:stop"));
        let rows: Vec<&str> = system
            .rows
            .iter()
            .map(|row| row.resource.as_str())
            .collect();
        assert_eq!(rows, ["user", "audit-log"]);
        assert_eq!(system.rows[0].group, Group::System);
    }

    #[test]
    fn pushing_brings_pulling_and_keeps_it() {
        let mut selection = Selection::default();
        selection.set(&push(), true);
        assert!(selection.has(&pull()) && selection.is_implied(&pull()));
        selection.set(&pull(), false);
        assert!(selection.has(&pull()), "pushing needs it");
        selection.set(&push(), false);
        assert!(selection.has(&pull()) && !selection.is_implied(&pull()));
        selection.set(&pull(), false);
        assert!(selection.is_empty());
    }

    #[test]
    fn what_is_refused_is_not_chosen() {
        let mut access: Vec<Access> = permissions("repository:pull tag:list")
            .iter()
            .map(Access::allow)
            .collect();
        access[0].effect = crate::types::Effect::Deny;
        let selection = Selection::from_access(&access);
        assert_eq!(selection.len(), 1);
        assert_eq!(selection.access()[0].resource, "tag");
    }
}
