//! Names of robot accounts.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    names::InvalidName,
    types::{Robot, RobotLevel},
};

/// What the server puts before the name, unless its administrator chose something else
/// (`robot_name_prefix`).
pub const DEFAULT_PREFIX: &str = "robot$";

/// The longest name that the server's database takes; of a project's account, with the project and
/// the `+` before it.
const LONGEST: usize = 255;

/// The name that a robot account is made with: lower-case words joined by single `.`, `_` or `-`
/// (`src/server/v2.0/handler/robot.go`). Prefix and project come before it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RobotName(String);

impl RobotName {
    /// Checks and takes a name.
    pub fn new(value: impl Into<String>) -> Result<Self, InvalidName> {
        let value = value.into();
        match check(&value) {
            Ok(()) => Ok(Self(value)),
            Err(problem) => Err(InvalidName {
                kind: "A robot account's name",
                problem,
            }),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the server has room for it: the project's name stands before it there.
    pub fn fits(&self, project: Option<&str>) -> bool {
        let before = project.map_or(0, |project| project.len() + 1);
        before + self.0.len() <= LONGEST
    }
}

fn check(value: &str) -> Result<(), &'static str> {
    if value.is_empty() {
        return Err("can't be empty");
    }
    if value.len() > LONGEST {
        return Err("has at most 255 characters");
    }
    let word = |part: &str| {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        !part.is_empty() && part.bytes().all(fits)
    };
    if value.split(['.', '_', '-']).all(word) {
        Ok(())
    } else {
        Err("is made of lower-case letters and digits, with single . _ or - between them")
    }
}

impl TryFrom<String> for RobotName {
    type Error = InvalidName;

    fn try_from(value: String) -> Result<Self, InvalidName> {
        Self::new(value)
    }
}

impl From<RobotName> for String {
    fn from(name: RobotName) -> Self {
        name.0
    }
}

impl fmt::Display for RobotName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The name that a robot account will sign in with.
pub fn full_name(prefix: &str, project: Option<&str>, name: &str) -> String {
    match project {
        Some(project) => format!("{prefix}{project}+{name}"),
        None => format!("{prefix}{name}"),
    }
}

/// The server's prefix, as a robot account of a project shows it. Nothing can be told from others:
/// a name may hold what looks like the end of a prefix.
pub fn prefix_of(robot: &Robot) -> Option<&str> {
    if robot.level != RobotLevel::Project {
        return None;
    }
    let project = &robot.permissions.first()?.namespace;
    let (before, _) = robot.name.split_once('+')?;
    before.strip_suffix(project.as_str())
}

/// A full name without the default prefix, for places where there are many. Names with another prefix
/// are shown whole.
pub fn short_name(full: &str) -> &str {
    full.strip_prefix(DEFAULT_PREFIX)
        .filter(|rest| !rest.is_empty())
        .unwrap_or(full)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::RobotPermission;

    #[test]
    fn names_follow_the_servers_rule() {
        let longest = "a".repeat(255);
        for name in ["ci", "ci-push", "a.b_c-d", "7", longest.as_str()] {
            assert!(RobotName::new(name).is_ok(), "{name}");
        }
        let too_long = "a".repeat(256);
        for name in [
            "",
            "Bad Name",
            "CI",
            "ci_",
            "-ci",
            "a--b",
            "a__b",
            "a.-b",
            "a+b",
            "robot$a",
            "é",
            too_long.as_str(),
        ] {
            assert!(RobotName::new(name).is_err(), "{name}");
        }
    }

    #[test]
    fn the_project_takes_a_part_of_the_room() {
        let name = RobotName::new("a".repeat(250)).unwrap();
        assert!(name.fits(None));
        assert!(name.fits(Some("four")));
        assert!(!name.fits(Some("fives")));
    }

    #[test]
    fn full_names_have_prefix_and_project() {
        assert_eq!(full_name("robot$", Some("skaha"), "ci"), "robot$skaha+ci");
        assert_eq!(full_name("bot-", None, "ci"), "bot-ci");
        assert_eq!(short_name("robot$skaha+ci"), "skaha+ci");
        assert_eq!(short_name("bot-ci"), "bot-ci");
        assert_eq!(short_name("robot$"), "robot$");
    }

    #[test]
    fn the_prefix_is_read_from_a_projects_account_only() {
        let robot = |level, namespace: &str, name: &str| Robot {
            level,
            name: name.to_owned(),
            permissions: vec![RobotPermission {
                namespace: namespace.to_owned(),
                ..RobotPermission::default()
            }],
            ..Robot::default()
        };
        let of_project = robot(RobotLevel::Project, "skaha", "ro+skaha+ci");
        assert_eq!(prefix_of(&of_project), None, "a + in the prefix");
        let of_project = robot(RobotLevel::Project, "skaha", "bot_skaha+ci");
        assert_eq!(prefix_of(&of_project), Some("bot_"));
        let of_system = robot(RobotLevel::System, "skaha", "bot_ci");
        assert_eq!(prefix_of(&of_system), None);
    }
}
