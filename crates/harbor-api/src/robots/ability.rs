//! Permissions as what can be done with them, for sentences and filters.

use crate::types::{Access, PermissionKind, RobotPermission};

/// Something that people know a robot account for, in the order in which it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ability {
    Pull,
    Push,
    /// Adds tags.
    Tag,
    /// Deletes tags, artifacts or repositories.
    Delete,
    /// Puts labels on artifacts.
    Label,
    /// Starts scans, or has SBOMs made.
    Scan,
    /// Reads reports of scans, or exports their findings.
    ReadReports,
    /// Changes who is a member.
    ManageMembers,
    /// Makes or deletes robot accounts.
    ManageRobots,
    /// Changes or deletes the project, its settings, labels or rules.
    ChangeSettings,
    CreateProjects,
    /// Changes anything of the server itself.
    Administer,
    /// Reads something of the server itself.
    ReadSystem,
    /// Lists or reads what is in a project, without its content.
    Look,
}

impl Ability {
    pub const ALL: [Self; 14] = [
        Self::Pull,
        Self::Push,
        Self::Tag,
        Self::Delete,
        Self::Label,
        Self::Scan,
        Self::ReadReports,
        Self::ManageMembers,
        Self::ManageRobots,
        Self::ChangeSettings,
        Self::CreateProjects,
        Self::Administer,
        Self::ReadSystem,
        Self::Look,
    ];

    /// The word of a column and a filter; the same in every language.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pull => "pull",
            Self::Push => "push",
            Self::Tag => "tag",
            Self::Delete => "delete",
            Self::Label => "label",
            Self::Scan => "scan",
            Self::ReadReports => "read_reports",
            Self::ManageMembers => "manage_members",
            Self::ManageRobots => "manage_robots",
            Self::ChangeSettings => "change_settings",
            Self::CreateProjects => "create_projects",
            Self::Administer => "administer",
            Self::ReadSystem => "read_system",
            Self::Look => "look",
        }
    }

    /// The ability of a [`word`](Self::word).
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ability| ability.word() == word)
    }

    fn of(kind: &PermissionKind, access: &Access) -> Self {
        let (resource, action) = (access.resource.as_str(), access.action.as_str());
        let only_reads = matches!(action, "list" | "read");
        if *kind == PermissionKind::System {
            return match (resource, action) {
                ("project", "create") => Self::CreateProjects,
                ("robot", "create" | "delete") => Self::ManageRobots,
                _ if only_reads => Self::ReadSystem,
                _ => Self::Administer,
            };
        }
        match (resource, action) {
            ("repository", "pull") => Self::Pull,
            ("repository", "push") => Self::Push,
            ("tag", "create") => Self::Tag,
            ("repository" | "artifact" | "tag", "delete") => Self::Delete,
            // Copies an artifact into the project, as a push would.
            ("artifact", "create") => Self::Push,
            ("artifact-label", _) => Self::Label,
            ("scan" | "sbom", "create" | "stop") => Self::Scan,
            ("scan" | "sbom" | "export-cve", _) => Self::ReadReports,
            ("member", _) if !only_reads => Self::ManageMembers,
            ("robot", _) if !only_reads => Self::ManageRobots,
            _ if only_reads => Self::Look,
            _ => Self::ChangeSettings,
        }
    }
}

/// What some permissions let an account do, in order. What is denied takes away what the same place
/// allows. Looking is named only where there is nothing else.
pub fn abilities<'a>(permissions: impl IntoIterator<Item = &'a RobotPermission>) -> Vec<Ability> {
    let mut found = Vec::new();
    for permission in permissions {
        let is_denied = |access: &Access| {
            permission
                .access
                .iter()
                .any(|other| other.is_denied() && other.permission() == access.permission())
        };
        let given = permission
            .access
            .iter()
            .filter(|access| !access.is_denied() && !is_denied(access));
        found.extend(given.map(|access| Ability::of(&permission.kind, access)));
    }
    found.sort();
    found.dedup();
    if found.len() > 1 {
        found.retain(|ability| *ability != Ability::Look);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Effect;

    fn permission(kind: PermissionKind, pairs: &str) -> RobotPermission {
        let access = pairs.split_whitespace().map(|pair| {
            let (effect, pair) = match pair.strip_prefix('!') {
                Some(pair) => (Effect::Deny, pair),
                None => (Effect::default(), pair),
            };
            let (resource, action) = pair.split_once(':').unwrap();
            Access {
                resource: resource.to_owned(),
                action: action.to_owned(),
                effect,
            }
        });
        RobotPermission {
            namespace: String::new(),
            access: access.collect(),
            kind,
        }
    }

    #[test]
    fn permissions_amount_to_what_people_know() {
        for (kind, pairs, words) in [
            (PermissionKind::Project, "repository:pull", "pull"),
            (
                PermissionKind::Project,
                "artifact:list repository:push repository:pull tag:create tag:list",
                "pull push tag",
            ),
            (PermissionKind::Project, "artifact:list log:list", "look"),
            (
                PermissionKind::Project,
                "tag:delete scan:read",
                "delete read_reports",
            ),
            (
                PermissionKind::Project,
                "metadata:update member:list",
                "change_settings",
            ),
            (
                PermissionKind::Project,
                "member:create robot:delete",
                "manage_members manage_robots",
            ),
            // Denied is denied, whatever stands beside it.
            (
                PermissionKind::Project,
                "repository:push !repository:push repository:pull",
                "pull",
            ),
            (PermissionKind::Project, "!repository:pull", ""),
            (
                PermissionKind::System,
                "registry:list quota:read",
                "read_system",
            ),
            (
                PermissionKind::System,
                "project:create garbage-collection:create robot:create",
                "manage_robots create_projects administer",
            ),
        ] {
            let found = abilities([&permission(kind, pairs)]);
            let found: Vec<&str> = found.into_iter().map(Ability::word).collect();
            assert_eq!(found.join(" "), words, "{pairs}");
        }
    }

    #[test]
    fn words_name_one_ability_each() {
        for ability in Ability::ALL {
            assert_eq!(Ability::from_word(ability.word()), Some(ability));
        }
        assert_eq!(Ability::from_word("fly"), None);
    }
}
