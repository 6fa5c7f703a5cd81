//! What is given to an account, place by place, while it is chosen.

use harbor_api::{
    robots::Selection,
    types::{ALL_PROJECTS, Access, PermissionKind, RobotPermission, SYSTEM_NAMESPACE},
};

use crate::words::words;

/// Where permissions apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    System,
    AllProjects,
    Project(String),
}

impl Place {
    /// As a person reads it.
    pub fn name(&self) -> String {
        match self {
            Self::System => words().robots.system.to_owned(),
            Self::AllProjects => words().robots.all_projects.to_owned(),
            Self::Project(name) => name.clone(),
        }
    }

    pub fn icon(&self) -> &'static str {
        match self {
            Self::System => "server",
            Self::AllProjects => "layers",
            Self::Project(_) => "projects",
        }
    }

    pub fn is_project(&self) -> bool {
        matches!(self, Self::Project(_))
    }

    pub fn is_system(&self) -> bool {
        matches!(self, Self::System)
    }
}

/// What is given in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    pub place: Place,
    pub selection: Selection,
    /// Entries that refuse something: nobody chooses them here, and nobody loses them.
    pub denied: Vec<Access>,
}

impl Grant {
    pub fn new(place: Place, selection: Selection) -> Self {
        Self {
            place,
            selection,
            denied: Vec::new(),
        }
    }

    /// As an account has it.
    pub fn from_permission(permission: &RobotPermission) -> Self {
        let place = match permission.kind {
            PermissionKind::System => Place::System,
            _ if permission.namespace == ALL_PROJECTS => Place::AllProjects,
            _ => Place::Project(permission.namespace.clone()),
        };
        let denied = permission.access.iter().filter(|access| access.is_denied());
        Self {
            place,
            selection: Selection::from_access(&permission.access),
            denied: denied.cloned().collect(),
        }
    }

    /// As the server wants it.
    pub fn permission(&self) -> RobotPermission {
        let (kind, namespace) = match &self.place {
            Place::System => (PermissionKind::System, SYSTEM_NAMESPACE.to_owned()),
            Place::AllProjects => (PermissionKind::Project, ALL_PROJECTS.to_owned()),
            Place::Project(name) => (PermissionKind::Project, name.clone()),
        };
        let mut access = self.selection.access();
        access.extend(self.denied.iter().cloned());
        RobotPermission {
            kind,
            namespace,
            access,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.selection.is_empty() && self.denied.is_empty()
    }
}

/// The permissions to send: a place with nothing given in it would be refused.
pub fn permissions_of(grants: &[Grant]) -> Vec<RobotPermission> {
    let given = grants.iter().filter(|grant| !grant.is_empty());
    given.map(Grant::permission).collect()
}

#[cfg(test)]
mod tests {
    use harbor_api::types::Effect;

    use super::*;

    #[test]
    fn what_is_denied_survives_an_edit() {
        let denied = Access {
            resource: "repository".to_owned(),
            action: "push".to_owned(),
            effect: Effect::Deny,
        };
        let given = Access {
            action: "pull".to_owned(),
            effect: Effect::default(),
            ..denied.clone()
        };
        for (kind, namespace) in [
            (PermissionKind::Project, "skaha"),
            (PermissionKind::Project, "*"),
            (PermissionKind::System, "/"),
        ] {
            let permission = RobotPermission {
                kind,
                namespace: namespace.to_owned(),
                access: vec![given.clone(), denied.clone()],
            };
            let grant = Grant::from_permission(&permission);
            assert_eq!(grant.selection.len(), 1);
            assert_eq!(grant.permission(), permission);
        }
    }

    #[test]
    fn a_place_with_nothing_in_it_is_not_sent() {
        let grant = Grant::new(Place::AllProjects, Selection::default());
        assert!(permissions_of(&[grant]).is_empty());
    }
}
