//! Members of projects.

use serde::{Deserialize, Serialize};

use crate::{
    names::{MemberId, ProjectId, UserGroupId, UserId},
    types::GroupKind,
};

/// A role in a project, ordered by power. Harbor's numbers are not in that order, and it does not
/// check them: a member with a wrong one vanishes from the list. So only these can be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub enum Role {
    LimitedGuest,
    Guest,
    Developer,
    Maintainer,
    ProjectAdministrator,
}

impl Role {
    /// From the strongest down.
    pub const ALL: [Self; 5] = [
        Self::ProjectAdministrator,
        Self::Maintainer,
        Self::Developer,
        Self::Guest,
        Self::LimitedGuest,
    ];

    /// Harbor's number (`src/common/const.go`).
    pub const fn id(self) -> i64 {
        match self {
            Self::ProjectAdministrator => 1,
            Self::Developer => 2,
            Self::Guest => 3,
            Self::Maintainer => 4,
            Self::LimitedGuest => 5,
        }
    }

    /// Harbor's word, as in `role_name` of members.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ProjectAdministrator => "projectAdmin",
            Self::Maintainer => "maintainer",
            Self::Developer => "developer",
            Self::Guest => "guest",
            Self::LimitedGuest => "limitedGuest",
        }
    }

    /// The role with a word of Harbor's.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// The role with a number.
    pub fn from_id(id: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.id() == id)
    }
}

impl TryFrom<i64> for Role {
    type Error = &'static str;

    fn try_from(id: i64) -> Result<Self, Self::Error> {
        Self::from_id(id).ok_or("a role's number is 1 to 5")
    }
}

impl From<Role> for i64 {
    fn from(role: Role) -> Self {
        role.id()
    }
}

words!(
    /// Who a member is.
    EntityType {
        User = "u",
        Group = "g",
    }
);

/// A member of a project (`GET …/members`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Member {
    /// Of the membership.
    pub id: MemberId,
    pub project_id: ProjectId,
    pub entity_name: String,
    /// Of the user or group.
    pub entity_id: i64,
    pub entity_type: EntityType,
    pub role_id: i64,
    /// `projectAdmin`, `maintainer`, …
    pub role_name: String,
}

impl Member {
    /// The role; `None` for a number that is not known here.
    pub fn role(&self) -> Option<Role> {
        Role::from_id(self.role_id)
    }
}

/// Body of `POST …/members`: exactly one of user and group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMember {
    pub role_id: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_user: Option<MemberUser>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_group: Option<MemberGroup>,
}

impl NewMember {
    /// A user by name, whom the server looks up in LDAP too.
    pub fn user(username: impl Into<String>, role: Role) -> Self {
        let member_user = MemberUser {
            user_id: None,
            username: Some(username.into()),
        };
        Self {
            role_id: role,
            member_user: Some(member_user),
            member_group: None,
        }
    }

    /// A group by number, name or distinguished name.
    pub fn group(group: MemberGroup, role: Role) -> Self {
        Self {
            role_id: role,
            member_user: None,
            member_group: Some(group),
        }
    }
}

/// A user who becomes a member, by number or by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MemberUser {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
}

/// A group that becomes a member, by number, name and type, or distinguished name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MemberGroup {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_name: Option<String>,
    /// 1 LDAP, 2 HTTP, 3 OIDC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_type: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ldap_group_dn: Option<String>,
}

impl MemberGroup {
    /// One that the server knows.
    pub fn known(id: UserGroupId) -> Self {
        Self {
            id: Some(id.0),
            ..Self::default()
        }
    }

    /// One that the server need not know yet: it looks for a distinguished name in LDAP, and makes
    /// a group of any other name.
    pub fn named(kind: GroupKind, name: impl Into<String>) -> Self {
        let name = Some(name.into());
        match kind {
            GroupKind::Ldap => Self {
                ldap_group_dn: name,
                ..Self::default()
            },
            kind => Self {
                group_name: name,
                group_type: Some(kind.into()),
                ..Self::default()
            },
        }
    }
}

/// Body of `PUT …/members/{mid}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleChange {
    pub role_id: Role,
}

object!(Member);
