//! Users and permissions.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::types::{SentSecret, null_default};
use crate::{names::UserId, wire::time};

/// A user (`GET /users/current`, `/users`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct User {
    pub user_id: UserId,
    pub username: String,
    #[serde(deserialize_with = "null_default")]
    pub email: String,
    #[serde(deserialize_with = "null_default")]
    pub realname: String,
    #[serde(deserialize_with = "null_default")]
    pub comment: String,
    /// Administrator by the server's own record.
    pub sysadmin_flag: bool,
    /// Administrator by a group of the identity provider; told of the caller only.
    pub admin_role_in_auth: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oidc_user_meta: Option<OidcUser>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub creation_time: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub update_time: Option<DateTime<Utc>>,
}

impl User {
    /// Whether the user is an administrator of the whole server.
    pub fn is_administrator(&self) -> bool {
        self.sysadmin_flag || self.admin_role_in_auth
    }
}

/// A user's link to the identity provider. Its `secret` (the CLI secret, which the server sends in
/// clear) is left out on purpose.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OidcUser {
    pub id: i64,
    pub user_id: UserId,
    /// Subject and issuer.
    #[serde(deserialize_with = "null_default")]
    pub subiss: String,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub creation_time: Option<DateTime<Utc>>,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub update_time: Option<DateTime<Utc>>,
}

/// A user found by name (`GET /users/search`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FoundUser {
    pub user_id: UserId,
    pub username: String,
}

/// One thing that the caller may do (`GET /users/current/permissions`). With `relative`, the
/// resource is below the scope: `repository`, and `.` for the project itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Permission {
    pub resource: String,
    pub action: String,
}

/// Body of `PUT /users/{user_id}`: all three are replaced.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserProfile {
    pub email: String,
    pub realname: String,
    pub comment: String,
}

/// Body of `POST /users`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewUser {
    /// 1 to 255 characters without `,"~#%$`.
    pub username: String,
    pub email: String,
    /// Without commas: the server refuses them.
    pub realname: String,
    /// At most 30 characters.
    pub comment: String,
    /// Must meet [`PasswordRule`](crate::PasswordRule).
    pub password: SentSecret,
}

/// Body of `PUT /users/{user_id}/sysadmin`. An empty one takes the right away, so it is always said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdministratorFlag {
    pub sysadmin_flag: bool,
}

/// Body of `PUT /users/{user_id}/password`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordChange {
    /// Needed for one's own; an administrator changes another's without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old_password: Option<SentSecret>,
    /// Must meet [`PasswordRule`](crate::PasswordRule) and differ from the old one.
    pub new_password: SentSecret,
}

/// Body of `PUT /users/{user_id}/cli_secret`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CliSecretChange {
    /// Must meet [`PasswordRule`](crate::PasswordRule); without one, the server makes a secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<SentSecret>,
}

object!(User);
