//! Groups of users.

use serde::{Deserialize, Serialize};

use crate::{names::UserGroupId, types::null_default};

/// Where a group is known from; Harbor's number (`src/common/const.go`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "i64", into = "i64")]
pub enum GroupKind {
    Ldap,
    Http,
    Oidc,
    /// A number that is not known here.
    Other(i64),
}

impl Default for GroupKind {
    fn default() -> Self {
        Self::Other(0)
    }
}

impl From<i64> for GroupKind {
    fn from(number: i64) -> Self {
        match number {
            1 => Self::Ldap,
            2 => Self::Http,
            3 => Self::Oidc,
            other => Self::Other(other),
        }
    }
}

impl From<GroupKind> for i64 {
    fn from(kind: GroupKind) -> Self {
        match kind {
            GroupKind::Ldap => 1,
            GroupKind::Http => 2,
            GroupKind::Oidc => 3,
            GroupKind::Other(number) => number,
        }
    }
}

/// A group (`GET /usergroups`), and body of making or renaming one. Names are unique over all kinds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct UserGroup {
    /// The server leaves it out where one group is asked for.
    #[serde(skip_serializing_if = "UserGroup::is_new")]
    pub id: UserGroupId,
    pub group_name: String,
    pub group_type: GroupKind,
    #[serde(
        deserialize_with = "null_default",
        skip_serializing_if = "String::is_empty"
    )]
    pub ldap_group_dn: String,
}

impl UserGroup {
    fn is_new(id: &UserGroupId) -> bool {
        id.0 == 0
    }
}

object!(UserGroup);
