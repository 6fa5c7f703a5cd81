//! The rule for names of projects: the service's own, and Harbor's, which is stricter.

use std::fmt;

use harbor_api::ProjectName;
use serde::{Deserialize, Serialize};

/// The most characters of a name.
const LONGEST: usize = 255;

/// A name by the service's rule: 1 to 255 lower-case letters, digits, `.`, `_` and `-`, the first a
/// letter or digit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RegisteredName(String);

/// The rule that a project's name breaks, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidProjectName {
    /// The service's own rule.
    #[error("the Model Registry takes 1 to 255 characters")]
    Length,
    #[error("the Model Registry takes lower-case letters, digits, ‘.’, ‘_’ and ‘-’ only")]
    Character(char),
    #[error("for the Model Registry a name begins with a letter or digit")]
    Beginning,
    /// Harbor's, which the service's own lets pass.
    #[error("Harbor takes single ‘.’, ‘_’ and ‘-’ between letters and digits only")]
    Harbor,
}

impl RegisteredName {
    /// Checks and takes a name.
    pub fn new(value: impl Into<String>) -> Result<Self, InvalidProjectName> {
        let value = value.into();
        let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let foreign = |c: &char| !is_word(*c) && !matches!(c, '.' | '_' | '-');
        if let Some(character) = value.chars().find(foreign) {
            return Err(InvalidProjectName::Character(character));
        }
        if !(1..=LONGEST).contains(&value.len()) {
            return Err(InvalidProjectName::Length);
        }
        if !value.starts_with(is_word) {
            return Err(InvalidProjectName::Beginning);
        }
        Ok(Self(value))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Checks a project's name by both rules: the service's first, then Harbor's.
pub fn check_project_name(text: &str) -> Result<ProjectName, InvalidProjectName> {
    RegisteredName::new(text)?;
    ProjectName::new(text).map_err(|_| InvalidProjectName::Harbor)
}

impl TryFrom<String> for RegisteredName {
    type Error = InvalidProjectName;

    fn try_from(value: String) -> Result<Self, InvalidProjectName> {
        Self::new(value)
    }
}

impl From<RegisteredName> for String {
    fn from(name: RegisteredName) -> Self {
        name.0
    }
}

impl fmt::Display for RegisteredName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_rules_are_checked_and_the_one_that_is_hurt_is_told() {
        for name in ["a", "0", "galaxy-morph_2.1", &"x".repeat(255)] {
            assert!(check_project_name(name).is_ok(), "{name}");
        }
        for (name, problem) in [
            ("", InvalidProjectName::Length),
            (&"x".repeat(256) as &str, InvalidProjectName::Length),
            ("Galaxy", InvalidProjectName::Character('G')),
            ("a b", InvalidProjectName::Character(' ')),
            ("-a", InvalidProjectName::Beginning),
            (".a", InvalidProjectName::Beginning),
            // The service takes these, and Harbor does not.
            ("a..b", InvalidProjectName::Harbor),
            ("a-", InvalidProjectName::Harbor),
            ("a-_b", InvalidProjectName::Harbor),
        ] {
            assert_eq!(check_project_name(name), Err(problem), "{name}");
        }
        assert!(RegisteredName::new("a-").is_ok());
    }
}
