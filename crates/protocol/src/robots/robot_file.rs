//! The file that Harbor's own pages export a new robot account as.

use serde::Deserialize;

use crate::connection::Entered;

/// A robot account's name and secret, from its file.
#[derive(Debug, Clone)]
pub struct RobotFile {
    /// The whole name (`robot$…`).
    pub name: String,
    pub secret: Entered,
}

/// Why a text is no robot account's file. Says nothing of what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotARobotFile {
    /// Not of the form `{"name": …, "secret": …}`.
    Form,
    /// Such a file is some hundred bytes long.
    TooLarge,
    NoName,
    NoSecret,
}

/// Far more than such a file has.
const LARGEST: usize = 64 * 1024;

#[derive(Deserialize)]
struct Form {
    #[serde(default)]
    name: String,
    #[serde(default)]
    secret: String,
}

impl RobotFile {
    /// Reads `{"name":"robot$…","secret":"…", …}`; other fields (`id`, `creation_time`,
    /// `expires_at`) are left alone.
    pub fn parse(text: &str) -> Result<Self, NotARobotFile> {
        if text.len() > LARGEST {
            return Err(NotARobotFile::TooLarge);
        }
        let text = text.trim_start_matches('\u{feff}').trim();
        // A struct is read from a list as well.
        if !text.starts_with('{') {
            return Err(NotARobotFile::Form);
        }
        let form: Form = serde_json::from_str(text).map_err(|_| NotARobotFile::Form)?;
        let name = form.name.trim();
        if name.is_empty() || name.contains(':') || name.chars().any(char::is_control) {
            return Err(NotARobotFile::NoName);
        }
        if form.secret.trim().is_empty() {
            return Err(NotARobotFile::NoSecret);
        }
        Ok(Self {
            name: name.to_owned(),
            secret: Entered::new(form.secret.trim().to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harbors_own_file_is_read() {
        let text = "\u{feff}{\"creation_time\":\"2026-11-20T10:00:00.000Z\",\"expires_at\":-1,\
            \"id\":12,\"name\":\"robot$skaha+ci\",\"secret\":\"canary\"}\n";
        let file = RobotFile::parse(text).expect("a file");
        assert_eq!(file.name, "robot$skaha+ci");
        assert!(!format!("{file:?}").contains("canary"));
        assert_eq!(file.secret.into_inner(), "canary");
    }

    #[test]
    fn other_files_are_refused_by_their_fault() {
        let large = format!("{{\"name\":\"{}\"}}", "a".repeat(LARGEST));
        for (text, fault) in [
            ("", NotARobotFile::Form),
            ("name: robot", NotARobotFile::Form),
            ("[]", NotARobotFile::Form),
            ("{\"name\":1,\"secret\":\"s\"}", NotARobotFile::Form),
            ("{\"secret\":\"s\"}", NotARobotFile::NoName),
            ("{\"name\":\"a:b\",\"secret\":\"s\"}", NotARobotFile::NoName),
            (
                "{\"name\":\"a\\nb\",\"secret\":\"s\"}",
                NotARobotFile::NoName,
            ),
            (
                "{\"name\":\"robot$a\",\"secret\":\" \"}",
                NotARobotFile::NoSecret,
            ),
            (&large, NotARobotFile::TooLarge),
        ] {
            assert_eq!(RobotFile::parse(text).map(drop), Err(fault), "{text:.40}");
        }
    }
}
