//! Logins in docker's settings, with helpers that are scripts of the test's.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
};

use docker_login::{DockerLoginError, Keeper, Login, Written, write};
use serde_json::{Value, json};
use tempfile::TempDir;

const SECRET: &str = "Canary-Secret-1";
const LOGIN: Login<'static> = Login {
    registry: "images.example.org:8443",
    user: "robot$skaha+ci",
    secret: SECRET,
};

/// A settings folder, and one with helpers.
struct Home {
    folder: TempDir,
    programs: TempDir,
}

impl Home {
    fn new(config: Option<&str>) -> Self {
        let home = Self {
            folder: tempfile::tempdir().unwrap(),
            programs: tempfile::tempdir().unwrap(),
        };
        if let Some(text) = config {
            fs::write(home.file(), text).unwrap();
        }
        home
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("config.json")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    /// A helper that writes down its arguments and its input.
    fn helper(&self, name: &str, end: &str) {
        let file = self
            .programs
            .path()
            .join(format!("docker-credential-{name}"));
        let seen = self.programs.path().join("seen");
        let script = format!(
            "#!/bin/sh\n{{ echo \"{name} $*\"; cat; }} > '{}'\n{end}\n",
            seen.display()
        );
        fs::write(&file, script).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn seen(&self) -> Option<(String, Value)> {
        let text = fs::read_to_string(self.programs.path().join("seen")).ok()?;
        let (line, input) = text.split_once('\n').unwrap();
        Some((line.to_owned(), serde_json::from_str(input).unwrap()))
    }

    async fn write(&self, plain_allowed: bool) -> Result<Written, DockerLoginError> {
        let programs: &Path = self.programs.path();
        write(self.folder.path(), Some(programs), LOGIN, plain_allowed).await
    }
}

fn input() -> Value {
    json!({
        "ServerURL": "images.example.org:8443",
        "Username": "robot$skaha+ci",
        "Secret": SECRET,
    })
}

#[tokio::test]
async fn the_registrys_own_helper_comes_before_the_one_for_all() {
    let both = r#"{"credsStore":"all","credHelpers":{"images.example.org:8443":"own"}}"#;
    let other = r#"{"credsStore":"all","credHelpers":{"other.example.org":"own"}}"#;
    for (config, name) in [(both, "own"), (other, "all")] {
        let home = Home::new(Some(config));
        home.helper("own", "");
        home.helper("all", "");
        let written = home.write(false).await.unwrap();
        assert_eq!(written.by, Keeper::Helper(name.to_owned()));
        assert_eq!(home.seen(), Some((format!("{name} store"), input())));
        let after: Value = serde_json::from_str(&home.text()).unwrap();
        assert_eq!(after["auths"], json!({"images.example.org:8443": {}}));
        assert!(!home.text().contains(SECRET));
    }
}

#[tokio::test]
async fn an_entry_that_held_the_secret_goes_when_a_helper_has_it() {
    let config = r#"{"credsStore":"all","auths":{"images.example.org:8443":{"auth":"b2xk"},"a.example.org":{"auth":"YTpi"}}}"#;
    let home = Home::new(Some(config));
    home.helper("all", "");
    home.write(false).await.unwrap();
    assert_eq!(home.text(), config.replace(r#"{"auth":"b2xk"}"#, "{}"));
}

#[tokio::test]
async fn a_helper_that_fails_leaves_everything_as_it_was() {
    let config = r#"{"credsStore":"all"}"#;
    let home = Home::new(Some(config));
    let missing = home.write(true).await.unwrap_err().to_string();
    assert_eq!(missing, "docker-credential-all: there is no such program");
    home.helper("all", &format!("echo 'no {SECRET} today'; exit 1"));
    let failed = home.write(true).await.unwrap_err().to_string();
    assert_eq!(failed, "docker-credential-all: no [redacted] today");
    assert_eq!(home.text(), config);
}

#[tokio::test]
async fn the_secret_itself_is_written_only_where_that_was_allowed() {
    let home = Home::new(None);
    let error = home.write(false).await.unwrap_err();
    assert!(matches!(error, DockerLoginError::Plain { .. }), "{error}");
    assert!(!home.file().exists());

    let written = home.write(true).await.unwrap();
    assert_eq!(written.by, Keeper::Plain);
    assert_eq!(
        home.text(),
        "{\n\t\"auths\": {\n\t\t\"images.example.org:8443\": {\n\t\t\t\"auth\": \
         \"cm9ib3Qkc2thaGErY2k6Q2FuYXJ5LVNlY3JldC0x\"\n\t\t}\n\t}\n}\n"
    );
    let mode = fs::metadata(home.file()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[tokio::test]
async fn the_rest_of_the_file_its_permissions_and_links_stay() {
    let config = "{\n  \"HttpHeaders\": { \"b\": 1.0, \"a\": \"\\u00e9\" },\n  \"auths\": {\n    \"z.example.org\": {}\n  },\n  \"new\": [1,  2]\n}";
    let home = Home::new(None);
    let real = home.folder.path().join("dotfiles.json");
    fs::write(&real, config).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&real, home.file()).unwrap();
    home.write(true).await.unwrap();

    let (before, after) = config.split_once("\"auths\": {").unwrap();
    let text = home.text();
    assert!(text.starts_with(before) && text.ends_with(after), "{text}");
    assert!(fs::symlink_metadata(home.file()).unwrap().is_symlink());
    let mode = fs::metadata(&real).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);

    // The same login once more changes nothing.
    home.write(true).await.unwrap();
    assert_eq!(home.text(), text);
}

#[tokio::test]
async fn a_file_that_can_not_be_understood_is_left_untouched() {
    for config in [
        "{",
        "[]",
        "null",
        "{\"auths\":[]}",
        "{\"auths\":{\"a\":{},\"a\":{}}}",
        "{\"credsStore\":1}",
        "{\"credHelpers\":\"x\"}",
        "{\"auths\":{},\"auths\":{}}",
        "{\"credsStore\":\"../../bin/sh\"}",
    ] {
        let home = Home::new(Some(config));
        let error = home.write(true).await.unwrap_err();
        let refused = matches!(
            error,
            DockerLoginError::Malformed { .. } | DockerLoginError::InvalidHelper
        );
        assert!(refused, "{config}: {error}");
        assert_eq!(home.text(), config);
        assert_eq!(home.seen(), None);
    }
}

#[tokio::test]
async fn names_that_would_be_read_as_something_else_are_refused() {
    let home = Home::new(None);
    for (registry, user) in [
        ("https://images.example.org", "ada"),
        ("", "ada"),
        ("images.example.org", "a:da"),
        ("images.example.org", ""),
        ("images.example.org", "a\nda"),
    ] {
        let login = Login {
            registry,
            user,
            secret: SECRET,
        };
        let outcome = write(home.folder.path(), None, login, true).await;
        assert!(outcome.is_err(), "{registry} {user}");
        assert!(!format!("{login:?}").contains(SECRET));
    }
    assert!(!home.file().exists());
}
