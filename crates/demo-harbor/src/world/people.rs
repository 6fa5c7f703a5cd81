//! People, robot accounts and members of projects.

use super::accounts::Account;
use crate::json::Time;

/// A person with an account.
#[derive(Debug, Clone)]
pub struct User {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) password: String,
    pub(crate) email: String,
    pub(crate) realname: String,
    pub(crate) comment: String,
    pub(crate) sysadmin: bool,
    /// At the provider; none for people of the database.
    pub(crate) account: Option<Account>,
    pub(crate) created: Time,
    pub(crate) updated: Time,
}

impl User {
    /// Whether they administer the server, by themselves or through a group.
    pub fn administers(&self) -> bool {
        self.sysadmin || self.account.as_ref().is_some_and(|it| it.admin)
    }
}

/// A member of a project: a person or a group, with a role.
#[derive(Debug, Clone)]
pub struct Member {
    pub(crate) id: i64,
    pub(crate) entity_id: i64,
    pub(crate) entity_name: String,
    pub(crate) group: bool,
    pub(crate) role: i64,
}

/// A robot account.
#[derive(Debug, Clone)]
pub struct Robot {
    pub(crate) id: i64,
    /// With its prefix, such as `robot$skaha+ci`.
    pub(crate) full_name: String,
    pub(crate) secret: String,
    pub(crate) description: String,
    /// `system` or `project`.
    pub(crate) level: String,
    /// Days, or −1.
    pub(crate) duration: i64,
    pub(crate) disabled: bool,
    /// Seconds since 1970, or −1.
    pub(crate) expires_at: i64,
    pub(crate) project_id: i64,
    /// A person's id, or a robot's.
    pub(crate) creator: i64,
    pub(crate) made_by_robot: bool,
    /// Not for accounts of servers long ago.
    pub(crate) editable: bool,
    pub(crate) grants: Vec<RobotGrant>,
    pub(crate) created: Time,
    pub(crate) updated: Time,
}

/// What a robot account may do somewhere.
#[derive(Debug, Clone)]
pub struct RobotGrant {
    /// `system` or `project`.
    pub(crate) kind: String,
    /// A project's name, `/` or `*`.
    pub(crate) namespace: String,
    pub(crate) access: Vec<RobotAccess>,
}

/// Something that a robot account may do, or with the effect `deny` may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RobotAccess {
    pub(crate) resource: String,
    pub(crate) action: String,
    /// As it was sent; mostly empty.
    pub(crate) effect: String,
}

impl Robot {
    /// Whether its time is over.
    pub fn expired(&self, now: Time) -> bool {
        self.expires_at > 0 && self.expires_at < now.timestamp()
    }

    /// Whether it covers a project at all.
    pub fn covers(&self, project: &str) -> bool {
        self.grants.iter().any(|grant| {
            grant.kind == "project" && (grant.namespace == project || grant.namespace == "*")
        })
    }

    /// Whether it sees all projects in lists.
    pub fn sees_all(&self) -> bool {
        self.grants.iter().any(|grant| grant.namespace == "*") || self.may("/", "project", "list")
    }

    /// Whether it may do something in a project, or in the system if the namespace is `/`.
    pub fn may(&self, namespace: &str, resource: &str, action: &str) -> bool {
        let mut effects = self
            .grants
            .iter()
            .filter(|grant| match grant.kind.as_str() {
                "system" => namespace == "/",
                _ => namespace != "/" && (grant.namespace == namespace || grant.namespace == "*"),
            })
            .flat_map(|grant| &grant.access)
            .filter(|access| access.resource == resource && access.action == action)
            .map(|access| access.effect.as_str())
            .peekable();
        effects.peek().is_some() && effects.all(|effect| effect != "deny")
    }
}
