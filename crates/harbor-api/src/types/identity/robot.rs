//! Robot accounts.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::types::{Permission, SentSecret, null_default};
use crate::{names::RobotId, wire::time};

words!(
    /// Where a robot account belongs.
    RobotLevel {
        System = "system",
        Project = "project",
    }
);

words!(
    /// What the permissions of a robot account apply to.
    PermissionKind {
        System = "system",
        Project = "project",
    }
);

words!(
    /// What a permission does. Harbor writes none for `allow`.
    Effect {
        Allow = "allow",
        /// Refuses what another entry allows.
        Deny = "deny",
    }
);

/// The namespace of permissions for the whole server.
pub const SYSTEM_NAMESPACE: &str = "/";
/// The namespace of permissions for all projects, also those that are made later.
pub const ALL_PROJECTS: &str = "*";
/// The duration of a robot account that never expires, and its `expires_at`.
pub const NEVER: i64 = -1;

/// One thing that a robot account may do, or may not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Access {
    pub resource: String,
    pub action: String,
    #[serde(
        deserialize_with = "null_default",
        skip_serializing_if = "Effect::is_unnamed"
    )]
    pub effect: Effect,
}

impl Access {
    /// A permission that is given.
    pub fn allow(permission: &Permission) -> Self {
        Self {
            resource: permission.resource.clone(),
            action: permission.action.clone(),
            effect: Effect::default(),
        }
    }

    /// Whether it takes something away instead of giving it.
    pub fn is_denied(&self) -> bool {
        self.effect == Effect::Deny
    }

    /// What it is about.
    pub fn permission(&self) -> Permission {
        Permission {
            resource: self.resource.clone(),
            action: self.action.clone(),
        }
    }
}

impl Effect {
    fn is_unnamed(&self) -> bool {
        self.as_str().is_empty()
    }
}

/// What a robot account may do somewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RobotPermission {
    pub kind: PermissionKind,
    /// A project's name, [`ALL_PROJECTS`] or [`SYSTEM_NAMESPACE`].
    pub namespace: String,
    #[serde(deserialize_with = "null_default")]
    pub access: Vec<Access>,
}

/// A robot account (`GET /robots`). Its secret is told by nothing but its creation and its renewal.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Robot {
    pub id: RobotId,
    /// With the server's prefix, as it signs in: `robot$skaha+ci`.
    pub name: String,
    #[serde(deserialize_with = "null_default")]
    pub description: String,
    pub level: RobotLevel,
    /// Days from its creation, or [`NEVER`].
    pub duration: i64,
    /// Not for accounts of servers long ago, which a newer one refuses to change (403): they can only be
    /// given a new secret, and deleted.
    pub editable: bool,
    pub disable: bool,
    /// Seconds since 1970, or [`NEVER`].
    pub expires_at: i64,
    #[serde(deserialize_with = "null_default")]
    pub permissions: Vec<RobotPermission>,
    /// `local` for a person's, `robot` for another robot account's.
    #[serde(deserialize_with = "null_default")]
    pub creator_type: String,
    pub creator_ref: i64,
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

impl Robot {
    /// When it expires; `None` for never. The longest durations end in years that no calendar
    /// here reaches, which is as good as the last one that it does.
    pub fn expires(&self) -> Option<DateTime<Utc>> {
        expiry(self.expires_at)
    }

    /// Whether its time is over.
    pub fn is_expired(&self, now: DateTime<Utc>) -> bool {
        self.expires().is_some_and(|at| at <= now)
    }

    /// Whether it can sign in.
    pub fn is_usable(&self, now: DateTime<Utc>) -> bool {
        !self.disable && !self.is_expired(now)
    }

    /// The change that changes nothing, to begin with.
    pub fn change(&self) -> RobotChange {
        RobotChange {
            name: self.name.clone(),
            description: self.description.clone(),
            level: self.level.clone(),
            duration: self.duration,
            disable: self.disable,
            permissions: self.permissions.clone(),
        }
    }
}

/// The time of an `expires_at`.
fn expiry(seconds: i64) -> Option<DateTime<Utc>> {
    if seconds == NEVER {
        return None;
    }
    Some(
        DateTime::from_timestamp(seconds, 0)
            .unwrap_or(DateTime::<Utc>::MAX_UTC - TimeDelta::days(1)),
    )
}

/// Body of `POST /robots`. A secret and `disable` would be ignored there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRobot {
    /// Without prefix and project: see [`RobotName`](crate::RobotName).
    pub name: String,
    pub description: String,
    pub level: RobotLevel,
    /// Days, or [`NEVER`]; 0 is refused.
    pub duration: i64,
    /// Exactly one for a project's account.
    pub permissions: Vec<RobotPermission>,
}

/// Body of `PUT /robots/{robot_id}`: all of it is replaced, so all of it is sent. An absent `disable`
/// would switch the account on, an absent `description` empty it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RobotChange {
    /// The full one that it has; it can't be changed.
    pub name: String,
    pub description: String,
    /// The one that it has; it can't be changed.
    pub level: RobotLevel,
    /// Days from its **creation**, or [`NEVER`]. The same as before changes nothing.
    pub duration: i64,
    pub disable: bool,
    /// The project of a project's account can't be changed.
    pub permissions: Vec<RobotPermission>,
}

/// Body of `PATCH /robots/{robot_id}`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RobotSecretChange {
    /// Must meet [`PasswordRule`](crate::PasswordRule); without one, the server makes a secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<SentSecret>,
}

/// A secret in a server's answer. Printed nowhere, and written nowhere again.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Option<String>")]
pub struct ReceivedSecret(String);

impl ReceivedSecret {
    /// The secret itself, to be kept where secrets are.
    pub fn into_text(self) -> String {
        self.0
    }

    /// Whether the server told none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Option<String>> for ReceivedSecret {
    fn from(text: Option<String>) -> Self {
        Self(text.unwrap_or_default())
    }
}

impl fmt::Debug for ReceivedSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

/// A robot account that was just made: the one time that its secret is told.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct CreatedRobot {
    pub id: RobotId,
    /// The full name, with the server's prefix.
    pub name: String,
    pub secret: ReceivedSecret,
    #[serde(deserialize_with = "time::optional")]
    pub creation_time: Option<DateTime<Utc>>,
    /// Seconds since 1970, or [`NEVER`].
    pub expires_at: i64,
}

impl CreatedRobot {
    /// When it expires; `None` for never.
    pub fn expires(&self) -> Option<DateTime<Utc>> {
        expiry(self.expires_at)
    }
}

/// Answer to a renewal. Empty where the secret was one's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct RenewedSecret {
    pub secret: ReceivedSecret,
}

/// What robot accounts can be given (`GET /permissions`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GrantablePermissions {
    /// For the whole server; empty for those who can't give any.
    #[serde(deserialize_with = "null_default")]
    pub system: Vec<Permission>,
    #[serde(deserialize_with = "null_default")]
    pub project: Vec<Permission>,
}

object!(Robot, CreatedRobot, RenewedSecret, GrantablePermissions);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_that_changes_nothing_says_everything() {
        let robot = Robot {
            name: "robot$skaha+ci".to_owned(),
            level: RobotLevel::Project,
            duration: 30,
            disable: true,
            permissions: vec![RobotPermission {
                kind: PermissionKind::Project,
                namespace: "skaha".to_owned(),
                access: vec![Access {
                    resource: "repository".to_owned(),
                    action: "pull".to_owned(),
                    effect: Effect::Deny,
                }],
            }],
            ..Robot::default()
        };
        let body = serde_json::to_value(robot.change()).unwrap();
        // An absent `disable` would switch it on, an absent `description` empty it.
        assert_eq!(body["disable"], true);
        assert_eq!(body["description"], "");
        assert_eq!(body["duration"], 30);
        assert_eq!(body["permissions"][0]["access"][0]["effect"], "deny");
    }

    #[test]
    fn a_robot_expires_when_its_time_is_there() {
        let now = DateTime::from_timestamp(1_000, 0).unwrap();
        let robot = |expires_at| Robot {
            expires_at,
            ..Robot::default()
        };
        assert!(!robot(NEVER).is_expired(now));
        assert!(!robot(1_001).is_expired(now));
        assert!(robot(1_000).is_expired(now));
        // The longest duration that a server takes.
        assert!(!robot(185_544_382_843_771).is_expired(now));
        assert!(robot(185_544_382_843_771).expires().is_some());
        let disabled = Robot {
            disable: true,
            ..robot(NEVER)
        };
        assert!(robot(NEVER).is_usable(now) && !disabled.is_usable(now));
    }

    #[test]
    fn a_received_secret_is_not_printed() {
        let made: CreatedRobot = serde_json::from_str(
            r#"{"id":7,"name":"robot$a","secret":"Canary-1","expires_at":-1}"#,
        )
        .unwrap();
        assert!(!format!("{made:?}").contains("Canary"));
        assert_eq!(made.expires(), None);
        assert_eq!(made.secret.into_text(), "Canary-1");
        let own: RenewedSecret = serde_json::from_str("{}").unwrap();
        assert!(own.secret.is_empty());
    }
}
