//! Which login each program would use, with helpers that are scripts of the test's.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use docker_login::{Keeper, Lookup, OtherFiles, Places, Program, find};
use tempfile::TempDir;

const HOST: &str = "images.example.org:8443";
const SECRET: &str = "Canary-Secret-1";

/// The folders that a person has.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let text = text.replace("HOST", HOST);
        fs::write(self.file(name), text).unwrap();
    }

    /// A helper that writes down that it was asked, and does this.
    fn helper(&self, name: &str, does: &str) {
        let file = self.file(&format!("docker-credential-{name}"));
        let seen = self.file("seen");
        let script = format!(
            "#!/bin/sh\necho \"{name} $1 $(cat)\" >> '{}'\n{does}\n",
            seen.display()
        );
        fs::write(&file, script).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn keeps(&self, name: &str, user: &str) {
        self.helper(
            name,
            &format!("echo '{{\"Username\":\"{user}\",\"Secret\":\"{SECRET}\"}}'"),
        );
    }

    fn seen(&self) -> String {
        fs::read_to_string(self.file("seen")).unwrap_or_default()
    }

    fn places(&self) -> Places {
        Places {
            folder: self.0.path().to_owned(),
            helpers: Some(self.0.path().to_owned()),
            others: OtherFiles {
                registry_auth_file: None,
                containers: vec![self.file("auth.json")],
                is_docker_config_set: false,
                helm: Some(self.file("helm.json")),
            },
        }
    }

    /// Who docker, Podman and Helm would be; with what keeps the login.
    async fn who(&self, repository: Option<&str>) -> [String; 3] {
        let found = find(&self.places(), HOST, repository).await;
        let programs: Vec<_> = found.iter().map(|(programs, _)| programs.clone()).collect();
        assert_eq!(
            programs,
            [
                vec![Program::Docker],
                vec![Program::Podman, Program::Skopeo],
                vec![Program::Helm]
            ]
        );
        assert!(!format!("{found:?}").contains(SECRET));
        let mut all = found.into_iter().map(|(_, lookup)| match lookup {
            Lookup::Login(login) => {
                assert_eq!(login.secret(), SECRET);
                let token = if login.is_identity_token {
                    " token"
                } else {
                    ""
                };
                let by = match login.by {
                    Keeper::Helper(name) => name,
                    Keeper::Plain => login.file.file_name().unwrap().display().to_string(),
                };
                format!("{} by {by}{token}", login.user)
            }
            Lookup::Nothing => "nobody".to_owned(),
            Lookup::Failed { reason, .. } => reason,
        });
        std::array::from_fn(|_| all.next().unwrap())
    }
}

fn auth(user: &str) -> String {
    let pair = BASE64_STANDARD.encode(format!("{user}:{SECRET}"));
    format!("{{\"auth\":\"{pair}\"}}")
}

#[tokio::test]
async fn without_any_file_everybody_is_nobody() {
    assert_eq!(Home::new().who(None).await, ["nobody"; 3]);
}

#[tokio::test]
async fn a_helper_for_the_registry_is_everybodys_and_one_for_all_is_not_podmans() {
    let home = Home::new();
    home.keeps("own", "ada");
    home.keeps("all", "eve");
    home.write(
        "config.json",
        &format!(
            r#"{{"credsStore":"all","auths":{{"HOST":{}}}}}"#,
            auth("bob")
        ),
    );
    let expected = ["eve by all", "bob by config.json", "eve by all"];
    assert_eq!(home.who(None).await, expected);
    assert_eq!(home.seen(), format!("all get {HOST}\n"), "asked once");
    home.write(
        "config.json",
        r#"{"credsStore":"all","credHelpers":{"HOST":"own"}}"#,
    );
    assert_eq!(home.who(None).await, ["ada by own"; 3]);
}

#[tokio::test]
async fn files_of_their_own_go_first() {
    let home = Home::new();
    home.write(
        "config.json",
        &format!(r#"{{"auths":{{"HOST":{}}}}}"#, auth("ada")),
    );
    assert_eq!(home.who(None).await, ["ada by config.json"; 3]);
    home.write(
        "auth.json",
        &format!(r#"{{"auths":{{"HOST":{}}}}}"#, auth("pod")),
    );
    home.write(
        "helm.json",
        &format!(r#"{{"auths":{{"HOST":{}}}}}"#, auth("chart")),
    );
    let expected = [
        "ada by config.json",
        "pod by auth.json",
        "chart by helm.json",
    ];
    assert_eq!(home.who(None).await, expected);
    // One that has nothing for this registry is passed over.
    home.write("auth.json", r#"{"auths":{"HOST":{}}}"#);
    home.write(
        "helm.json",
        &format!(r#"{{"auths":{{"other.example":{}}}}}"#, auth("chart")),
    );
    assert_eq!(home.who(None).await, ["ada by config.json"; 3]);
    let only = Places {
        others: OtherFiles {
            registry_auth_file: Some(home.file("auth.json")),
            ..home.places().others
        },
        ..home.places()
    };
    let found = find(&only, HOST, None).await;
    assert!(
        matches!(found[1].1, Lookup::Nothing),
        "no other file is read"
    );
}

#[tokio::test]
async fn with_a_folder_of_dockers_in_the_environment_podman_reads_nothing_before_it() {
    let home = Home::new();
    for (file, user) in [("config.json", "ada"), ("auth.json", "pod")] {
        let text = format!(r#"{{"auths":{{"HOST":{}}}}}"#, auth(user));
        home.write(file, &text);
    }
    let places = Places {
        others: OtherFiles {
            is_docker_config_set: true,
            ..home.places().others
        },
        ..home.places()
    };
    let found = find(&places, HOST, None).await;
    let who = |program: Program| {
        let found = found
            .iter()
            .find(|(programs, _)| programs.contains(&program));
        match found {
            Some((_, Lookup::Login(login))) => login.user.clone(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(who(Program::Podman), "ada");
    assert_eq!(who(Program::Skopeo), "pod");
}

#[tokio::test]
async fn a_helper_that_has_nothing_differs_from_one_that_fails() {
    let home = Home::new();
    home.write(
        "config.json",
        &format!(
            r#"{{"credHelpers":{{"HOST":"own"}},"auths":{{"HOST":{}}}}}"#,
            auth("ada")
        ),
    );
    for nothing in [
        "echo 'credentials not found in native keychain'; exit 1",
        r#"echo '{"ServerURL":"x","Username":"","Secret":""}'"#,
    ] {
        home.helper("own", nothing);
        assert_eq!(home.who(None).await, ["nobody"; 3], "{nothing}");
    }
    home.helper("own", "echo 'the keychain is locked'; exit 1");
    let failed = "docker-credential-own: the keychain is locked";
    assert_eq!(home.who(None).await, [failed; 3]);
    fs::remove_file(home.file("docker-credential-own")).unwrap();
    let gone = "docker-credential-own: there is no such program";
    assert_eq!(home.who(None).await, [gone; 3]);
    home.write("config.json", r#"{"credHelpers":{"HOST":"../own"}}"#);
    let wrong = "docker-credential-../own: this can't be a program";
    assert_eq!(home.who(None).await, [wrong; 3]);
}

#[tokio::test]
async fn each_program_has_its_own_view_of_older_and_narrower_entries() {
    let home = Home::new();
    let entries = |entries: String| format!(r#"{{"auths":{{{entries}}}}}"#);
    home.write(
        "config.json",
        &entries(format!(r#""https://HOST/v1/":{}"#, auth("old"))),
    );
    assert_eq!(home.who(None).await, ["old by config.json"; 3]);
    let narrow = format!(r#""HOST/skaha":{},"HOST":{}"#, auth("skaha"), auth("ada"));
    home.write("config.json", &entries(narrow));
    let expected = [
        "ada by config.json",
        "skaha by config.json",
        "ada by config.json",
    ];
    assert_eq!(home.who(Some("skaha/astroml")).await, expected);
    assert_eq!(home.who(Some("other/x")).await, ["ada by config.json"; 3]);
    home.write(
        "config.json",
        &entries(format!(r#""HOST/skaha":{}"#, auth("skaha"))),
    );
    let expected = ["skaha by config.json", "nobody", "skaha by config.json"];
    assert_eq!(home.who(Some("other/x")).await, expected);
    let members = format!(r#""HOST":{{"username":"ada","password":"{SECRET}"}}"#);
    home.write("config.json", &entries(members));
    let expected = ["ada by config.json", "nobody", "ada by config.json"];
    assert_eq!(home.who(None).await, expected);
    home.write(
        "config.json",
        &format!(r#"{{"AUTHS":{{"HOST":{}}}}}"#, auth("ada")),
    );
    let expected = ["ada by config.json", "ada by config.json", "nobody"];
    assert_eq!(home.who(None).await, expected);
    let token = format!(r#""HOST":{{"identitytoken":"{SECRET}"}}"#);
    home.write("config.json", &entries(token));
    assert_eq!(home.who(None).await, [" by config.json token"; 3]);
}

#[tokio::test]
async fn what_can_not_be_read_is_said_and_not_repeated() {
    let home = Home::new();
    let broken = format!(
        r#""other.example":{{"auth":"{SECRET}"}},"HOST":{}"#,
        auth("ada")
    );
    home.write("config.json", &format!(r#"{{"auths":{{{broken}}}}}"#));
    let expected = [
        "the entry of other.example can't be decoded",
        "ada by config.json",
        "ada by config.json",
    ];
    assert_eq!(home.who(None).await, expected);
    home.write("config.json", &format!("{{ \"{SECRET}"));
    assert_eq!(home.who(None).await, ["it is no JSON object (line 1)"; 3]);
}
