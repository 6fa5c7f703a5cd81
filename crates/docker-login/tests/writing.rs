//! Logins in docker's settings, with helpers that are scripts of the test's.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
};

use docker_login::{
    Cause, Change, DockerLoginError, Hindrance, Keeper, Login, OtherFiles, Places, Program,
    Written, write,
};
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

    /// A helper that writes down what it is asked, keeps a login and gives it back.
    fn helper(&self, name: &str) {
        self.helper_that(name, "cat > \"$kept\"", "cat \"$kept\"");
    }

    /// A helper that does these at `store` and `get`.
    fn helper_that(&self, name: &str, store: &str, get: &str) {
        let file = self
            .programs
            .path()
            .join(format!("docker-credential-{name}"));
        let folder = self.programs.path().display();
        let script = format!(
            "#!/bin/sh\nkept='{folder}/kept'\necho \"{name} $*\" >> '{folder}/seen'\n\
             case $1 in store) {store};; get) {get};; esac\n"
        );
        fs::write(&file, script).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// What helpers were asked for, one after another.
    fn seen(&self) -> Vec<String> {
        let text = fs::read_to_string(self.programs.path().join("seen")).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    fn kept(&self) -> Value {
        let text = fs::read_to_string(self.programs.path().join("kept")).unwrap();
        serde_json::from_str(&text).unwrap()
    }

    fn places(&self) -> Places {
        Places {
            folder: self.folder.path().to_owned(),
            helpers: Some(self.programs.path().to_owned()),
            others: OtherFiles::default(),
        }
    }

    async fn write(&self, plain_allowed: bool) -> Result<Written, DockerLoginError> {
        write(&self.places(), LOGIN, plain_allowed).await
    }

    /// Everything in the settings folder, by name and content.
    fn files(&self) -> Vec<(String, String)> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut files: Vec<_> = entries
            .map(|entry| {
                let entry = entry.unwrap();
                let name = entry.file_name().into_string().unwrap();
                (name, fs::read_to_string(entry.path()).unwrap_or_default())
            })
            .collect();
        files.sort();
        files
    }
}

fn mode(file: &Path) -> u32 {
    fs::metadata(file).unwrap().permissions().mode() & 0o777
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
        home.helper("own");
        home.helper("all");
        let written = home.write(false).await.unwrap();
        assert_eq!(written.by, Keeper::Helper(name.to_owned()));
        assert_eq!(
            home.seen(),
            [format!("{name} store"), format!("{name} get")]
        );
        assert_eq!(home.kept(), input());
        let after: Value = serde_json::from_str(&home.text()).unwrap();
        assert_eq!(after["auths"], json!({"images.example.org:8443": {}}));
        assert!(!home.text().contains(SECRET));
    }
}

#[tokio::test]
async fn an_entry_that_held_the_secret_goes_when_a_helper_has_it() {
    let config = r#"{"credsStore":"all","auths":{"images.example.org:8443":{"auth":"b2xk"},"a.example.org":{"auth":"YTpi"}}}"#;
    let home = Home::new(Some(config));
    home.helper("all");
    home.write(false).await.unwrap();
    assert_eq!(home.text(), config.replace(r#"{"auth":"b2xk"}"#, "{}"));
}

#[tokio::test]
async fn a_helper_that_fails_leaves_everything_as_it_was() {
    let config = r#"{"credsStore":"all"}"#;
    let home = Home::new(Some(config));
    let missing = home.write(true).await.unwrap_err().to_string();
    assert_eq!(
        missing,
        "the helper docker-credential-all failed: there is no such program"
    );
    home.helper_that("all", &format!("echo 'no {SECRET} today'; exit 1"), "cat");
    let failed = home.write(true).await.unwrap_err().to_string();
    assert_eq!(
        failed,
        "the helper docker-credential-all failed: no [redacted] today"
    );
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
    assert_eq!(mode(&home.file()), 0o600);
    assert!(!written.closed_to_others);
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
    // A file that holds the secret is its owner's alone.
    assert_eq!(mode(&real), 0o600);

    // The same login once more changes nothing.
    assert_eq!(home.write(true).await.unwrap().change, Change::None);
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
        "{\"auths\":{},\"Auths\":{}}",
        "{\"credsStore\":\"a\",\"credsstore\":\"b\"}",
    ] {
        let home = Home::new(Some(config));
        let error = home.write(true).await.unwrap_err();
        let refused = matches!(
            error,
            DockerLoginError::Malformed { .. } | DockerLoginError::InvalidHelper
        );
        assert!(refused, "{config}: {error}");
        assert_eq!(home.text(), config);
        assert!(home.seen().is_empty());
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
        let outcome = write(&home.places(), login, true).await;
        assert!(outcome.is_err(), "{registry} {user}");
        assert!(!format!("{login:?}").contains(SECRET));
    }
    assert!(!home.file().exists());
}

#[tokio::test]
async fn a_file_that_others_could_read_is_closed_before_it_holds_the_secret() {
    for before in [0o644, 0o660, 0o602] {
        let home = Home::new(Some("{}"));
        fs::set_permissions(home.file(), fs::Permissions::from_mode(before)).unwrap();
        let written = home.write(true).await.unwrap();
        assert!(written.closed_to_others);
        assert_eq!(mode(&home.file()), 0o600, "{before:o}");
        // It is closed again though the login in it is the same.
        fs::set_permissions(home.file(), fs::Permissions::from_mode(before)).unwrap();
        assert!(home.write(true).await.unwrap().closed_to_others);
        assert_eq!(mode(&home.file()), 0o600, "{before:o}");
    }
    // Where a helper has the secret, the permissions are nobody's concern.
    let home = Home::new(Some(r#"{"credsStore":"all"}"#));
    home.helper("all");
    fs::set_permissions(home.file(), fs::Permissions::from_mode(0o644)).unwrap();
    assert!(!home.write(true).await.unwrap().closed_to_others);
    assert_eq!(mode(&home.file()), 0o644);
}

#[tokio::test]
async fn a_helper_that_keeps_nothing_has_not_stored() {
    let empty = r#"printf '{"ServerURL":"x","Username":"","Secret":""}'"#;
    let other = r#"printf '{"ServerURL":"x","Username":"robot$skaha+ci","Secret":"Canary-Old"}'"#;
    for (get, reason) in [
        (empty, "it gives back an empty one"),
        (other, "it gives back another one"),
        ("echo nonsense", "its answer can't be read"),
        ("echo 'not found'; exit 1", "not found"),
    ] {
        let config = r#"{"credsStore":"all"}"#;
        let home = Home::new(Some(config));
        home.helper_that("all", "cat > /dev/null", get);
        let error = home.write(true).await.unwrap_err();
        let said = error.to_string();
        assert!(matches!(error, DockerLoginError::NotKept { .. }), "{said}");
        assert!(said.ends_with(reason) && !said.contains("Canary"), "{said}");
        assert_eq!(
            home.files(),
            [("config.json".to_owned(), config.to_owned())]
        );
    }
}

#[tokio::test]
async fn members_in_another_case_are_read_and_not_doubled() {
    // With the helper in a member that docker reads, and ORAS and Helm don't.
    let home = Home::new(Some(r#"{"credsstore":"all"}"#));
    home.helper("all");
    let written = home.write(false).await.unwrap();
    assert_eq!(written.by, Keeper::Helper("all".to_owned()));
    let spelling = |member: &str| Hindrance {
        programs: vec![Program::Helm, Program::Oras],
        cause: Cause::Spelling {
            member: member.to_owned(),
        },
    };
    assert!(written.hindrances.contains(&spelling("credsstore")));
    assert!(!written.read_by.contains(&Program::Oras));

    let home = Home::new(Some(r#"{"CREDHELPERS":{"images.example.org:8443":"own"}}"#));
    home.helper("own");
    let written = home.write(false).await.unwrap();
    assert_eq!(written.hindrances, [spelling("CREDHELPERS")]);

    for config in [r#"{"Auths":{"a.example.org":{}}}"#, r#"{"Auths":null}"#] {
        let home = Home::new(Some(config));
        let written = home.write(true).await.unwrap();
        assert_eq!(written.hindrances, [spelling("Auths")]);
        let after: Value = serde_json::from_str(&home.text()).unwrap();
        assert_eq!(after.as_object().unwrap().len(), 1, "{after}");
        assert!(after["Auths"]["images.example.org:8443"]["auth"].is_string());
    }
}

#[tokio::test]
async fn a_byte_order_mark_is_taken_away() {
    let home = Home::new(Some("\u{feff}{\"new\": 1}"));
    let written = home.write(true).await.unwrap();
    assert!(written.mark_removed);
    let after: Value = serde_json::from_str(&home.text()).unwrap();
    assert_eq!(after["new"], 1);
    assert!(!home.write(true).await.unwrap().mark_removed);
    // UTF-16 is nothing that any program reads.
    let home = Home::new(None);
    fs::write(home.file(), b"\xff\xfe{\0}\0").unwrap();
    let error = home.write(true).await.unwrap_err();
    assert!(
        matches!(error, DockerLoginError::Malformed { .. }),
        "{error}"
    );
}

#[tokio::test]
async fn who_finds_the_login_and_what_is_in_the_way_is_said() {
    let login = r#"{"auths":{"images.example.org:8443":{"auth":"YTpi"}}}"#;
    let home = Home::new(None);
    let written = home.write(true).await.unwrap();
    assert_eq!(
        (written.read_by, written.hindrances),
        (Program::ALL.to_vec(), vec![])
    );

    // A helper for all: Podman and skopeo do not ask it. One for the registry they do.
    let all = Home::new(Some(r#"{"credsStore":"all"}"#));
    all.helper("all");
    let written = all.write(false).await.unwrap();
    let containers = vec![Program::Podman, Program::Skopeo];
    assert_eq!(
        written.hindrances,
        [Hindrance {
            programs: containers.clone(),
            cause: Cause::CredentialStore
        }]
    );
    let own = Home::new(Some(r#"{"credHelpers":{"images.example.org:8443":"all"}}"#));
    own.helper("all");
    assert_eq!(own.write(false).await.unwrap().read_by, Program::ALL);

    // Files of their own.
    let file = |name: &str, text: &str| {
        let file = home.programs.path().join(name);
        fs::write(&file, text).unwrap();
        file
    };
    let auth = file("auth.json", login);
    let other = file(
        "other.json",
        r#"{"auths":{"images.example.org":{"auth":"YTpi"}}}"#,
    );
    let helm = file("helm.json", r#"{"credsStore":"pass"}"#);
    let broken = file("broken.json", "{");
    let absent = home.programs.path().join("absent.json");
    let with = async |containers: &[&PathBuf], registry_auth_file, helm: Option<&PathBuf>| {
        let places = Places {
            others: OtherFiles {
                registry_auth_file,
                containers: containers.iter().map(|file| (*file).clone()).collect(),
                helm: helm.cloned(),
                ..OtherFiles::default()
            },
            ..home.places()
        };
        let written = write(&places, LOGIN, true).await.unwrap();
        let hindrances = written.hindrances.into_iter();
        hindrances
            .map(|one| (one.programs, one.cause))
            .collect::<Vec<_>>()
    };
    assert_eq!(with(&[&absent, &other], None, Some(&other)).await, []);
    assert_eq!(
        with(&[&auth], None, Some(&auth)).await,
        [
            (containers.clone(), Cause::OwnEntry { file: auth.clone() }),
            (vec![Program::Helm], Cause::OwnEntry { file: auth.clone() }),
        ]
    );
    assert_eq!(
        with(&[&broken], None, Some(&helm)).await,
        [
            (
                containers.clone(),
                Cause::OwnFileUnreadable { file: broken }
            ),
            (vec![Program::Helm], Cause::OwnHelper { file: helm }),
        ]
    );
    // A helper that is named for the registry is asked by all of them.
    let named = file(
        "named.json",
        r#"{"credHelpers":{"images.example.org:8443":"other"}}"#,
    );
    assert_eq!(
        with(&[&named], None, None).await,
        [(
            containers.clone(),
            Cause::OwnHelper {
                file: named.clone()
            }
        )]
    );
    // It is no other login's where it keeps this one.
    let places = Places {
        others: OtherFiles {
            containers: vec![file(
                "same.json",
                r#"{"credHelpers":{"images.example.org:8443":"all"}}"#,
            )],
            ..OtherFiles::default()
        },
        ..own.places()
    };
    let written = write(&places, LOGIN, false).await.unwrap();
    assert_eq!(written.hindrances, []);
    // With docker's folder in the environment Podman reads no file of its own.
    let places = Places {
        others: OtherFiles {
            containers: vec![auth.clone()],
            is_docker_config_set: true,
            ..OtherFiles::default()
        },
        ..home.places()
    };
    let written = write(&places, LOGIN, true).await.unwrap();
    let hindrance = Hindrance {
        programs: vec![Program::Skopeo],
        cause: Cause::OwnEntry { file: auth.clone() },
    };
    assert_eq!(written.hindrances, [hindrance]);
    // What is named in the environment is read alone.
    let cause = Cause::OtherFile {
        file: absent.clone(),
    };
    assert_eq!(
        with(&[&auth], Some(absent), None).await,
        [(containers, cause)]
    );
    assert_eq!(with(&[&auth], Some(home.file()), None).await, []);
}

#[tokio::test]
async fn entries_that_hinder_are_named_and_left_untouched() {
    let config = r#"{"auths":{"images.example.org:8443/skaha":{"auth":"YTpi"},"a.example.org":{"auth":"YTpi"},"b.example.org":{"auth":"!!"},"c.example.org":{"auth":"YWJj"},"d.example.org":{"auth":"OmI="},"e.example.org":{"auth":"YTpi\n"},"f.example.org":{"auth":""}}}"#;
    let home = Home::new(Some(config));
    let written = home.write(true).await.unwrap();
    let broken = ["b.example.org", "c.example.org", "d.example.org"];
    assert_eq!(
        written.hindrances,
        [
            Hindrance {
                programs: vec![Program::Docker, Program::Crane],
                cause: Cause::Undecodable {
                    registries: broken.map(str::to_owned).to_vec()
                },
            },
            Hindrance {
                programs: vec![Program::Podman, Program::Skopeo],
                cause: Cause::Narrower {
                    keys: vec!["images.example.org:8443/skaha".to_owned()]
                },
            },
        ]
    );
    let found = [
        Program::Podman,
        Program::Skopeo,
        Program::Helm,
        Program::Oras,
        Program::Regctl,
    ];
    assert_eq!(written.read_by, found);
    let (before, after) = config.split_once("\"auths\":{").unwrap();
    assert!(home.text().starts_with(before) && home.text().ends_with(after));
}

#[tokio::test]
async fn a_link_stays_one_also_where_it_leads_to_nothing() {
    let home = Home::new(None);
    let real = home.folder.path().join("dotfiles");
    fs::create_dir(&real).unwrap();
    // Over a second link, relative as dotfiles have them.
    symlink("dotfiles/second.json", home.file()).unwrap();
    symlink("docker.json", real.join("second.json")).unwrap();
    let written = home.write(true).await.unwrap();
    assert!(
        written.file.ends_with("dotfiles/docker.json"),
        "{written:?}"
    );
    assert!(fs::symlink_metadata(home.file()).unwrap().is_symlink());
    assert!(
        fs::symlink_metadata(real.join("second.json"))
            .unwrap()
            .is_symlink()
    );
    assert!(
        fs::symlink_metadata(real.join("docker.json"))
            .unwrap()
            .is_file()
    );
    assert_eq!(mode(&real.join("docker.json")), 0o600);

    // Where not even its folder is there, such as of a disk that is not mounted, nothing is made.
    let home = Home::new(None);
    symlink("/nonexistent/folder/docker.json", home.file()).unwrap();
    let error = home.write(true).await.unwrap_err();
    assert!(
        matches!(error, DockerLoginError::DanglingLink { .. }),
        "{error}"
    );
    assert!(fs::symlink_metadata(home.file()).unwrap().is_symlink());

    let home = Home::new(None);
    symlink("config.json", home.file()).unwrap();
    let error = home.write(true).await.unwrap_err().to_string();
    assert!(error.contains("could not be read"), "{error}");
}

#[tokio::test]
async fn what_is_no_file_is_not_read() {
    let home = Home::new(None);
    fs::create_dir(home.file()).unwrap();
    let error = home.write(true).await.unwrap_err();
    assert!(
        matches!(error, DockerLoginError::Malformed { .. }),
        "{error}"
    );
    let home = Home::new(None);
    symlink("/dev/null", home.file()).unwrap();
    let error = home.write(true).await.unwrap_err();
    assert!(
        matches!(error, DockerLoginError::Malformed { .. }),
        "{error}"
    );
}

/// Files that are mounted, which a test makes in a mount namespace of its own.
#[cfg(target_os = "linux")]
mod mounted {
    use std::process::Command;

    use super::*;

    /// Which of the tests below runs inside, and in which folder.
    const INSIDE: &str = "DOCKER_LOGIN_MOUNTED";

    /// Runs a test of this file once more with these mounts made before, which only it sees. Where a
    /// person may not make any, it says so.
    fn inside(test: &str, home: &Home, mounts: &str) -> bool {
        let may_mount = |user: &[&str]| {
            let made = Command::new("unshare")
                .args(user)
                .args(["-m", "true"])
                .output();
            made.is_ok_and(|made| made.status.success())
        };
        let user: &[&str] = if may_mount(&[]) { &[] } else { &["-r"] };
        if !may_mount(user) {
            eprintln!("{test}: this account may not mount anything, so nothing was tested");
            return false;
        }
        let output = Command::new("unshare")
            .args(user)
            .args(["-m", "sh", "-ec"])
            .arg(format!(
                "{mounts}\nexec \"$0\" --exact mounted::{test} --nocapture"
            ))
            .arg(std::env::current_exe().unwrap())
            .current_dir(home.folder.path())
            .env(INSIDE, home.folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}{errors}");
        assert!(said.contains("1 passed"), "{said}");
        true
    }

    /// The folder, if this is the run inside.
    fn folder() -> Option<PathBuf> {
        std::env::var_os(INSIDE).map(PathBuf::from)
    }

    async fn write_in(folder: PathBuf) -> Result<Written, DockerLoginError> {
        let places = Places {
            helpers: Some(folder.join("programs")),
            folder,
            others: OtherFiles::default(),
        };
        write(&places, LOGIN, true).await
    }

    fn home(config: &str) -> Home {
        let home = Home::new(Some(config));
        let programs = home.folder.path().join("programs");
        symlink(home.programs.path(), programs).unwrap();
        home.helper("all");
        home
    }

    #[tokio::test]
    async fn a_file_that_is_mounted_by_itself_is_written_in_place() {
        if let Some(folder) = folder() {
            let written = write_in(folder).await.unwrap();
            assert_eq!(written.change, Change::InPlace);
            assert!(written.closed_to_others);
            return;
        }
        let long = format!("{{\"new\":\"{}\"}}", "x".repeat(500));
        for config in ["{\"new\": 1}", "{}", &long] {
            let home = home("{}");
            let outside = home.folder.path().join("outside.json");
            fs::write(&outside, config).unwrap();
            fs::set_permissions(&outside, fs::Permissions::from_mode(0o644)).unwrap();
            let mounts = "mount --bind outside.json config.json";
            if !inside(
                "a_file_that_is_mounted_by_itself_is_written_in_place",
                &home,
                mounts,
            ) {
                return;
            }
            // The very file outside has the login, and is closed to others.
            let text = fs::read_to_string(&outside).unwrap();
            let after: Value = serde_json::from_str(&text).unwrap();
            assert!(after["auths"]["images.example.org:8443"]["auth"].is_string());
            assert_eq!(mode(&outside), 0o600);
            assert_eq!(home.text(), "{}");
        }
    }

    #[tokio::test]
    async fn a_file_that_can_not_be_written_is_found_before_a_helper_has_the_secret() {
        if let Some(folder) = folder() {
            let error = write_in(folder).await.unwrap_err();
            let is_file = matches!(
                error,
                DockerLoginError::File {
                    what: "written",
                    ..
                }
            );
            assert!(is_file, "{error}");
            return;
        }
        for mounts in [
            // By itself and read-only, in a folder that can be written.
            "mount --bind config.json config.json; mount -o remount,bind,ro config.json",
            // The whole folder.
            "mount --bind . .; mount -o remount,bind,ro \"$DOCKER_LOGIN_MOUNTED\"",
        ] {
            let config = r#"{"credsStore":"all"}"#;
            let home = home(config);
            let test = "a_file_that_can_not_be_written_is_found_before_a_helper_has_the_secret";
            if !inside(test, &home, mounts) {
                return;
            }
            assert!(home.seen().is_empty(), "{mounts}: {:?}", home.seen());
            assert_eq!(home.text(), config);
        }
    }

    #[tokio::test]
    async fn a_file_in_a_full_file_system_is_as_it_was() {
        const CONFIG: &str = "{\"new\": 1}";
        if let Some(folder) = folder() {
            let file = folder.join("config.json");
            let before = fs::read_to_string(&file).unwrap();
            let error = write_in(folder).await.unwrap_err();
            assert!(error.to_string().ends_with("it is as it was"), "{error}");
            assert_eq!(fs::read_to_string(&file).unwrap(), before);
            return;
        }
        let home = home(CONFIG);
        // The file is on a device of its own, and takes all there is.
        let mounts = "mkdir small; mount -t tmpfs -o size=4k tmpfs small; \
                      { printf '{\"new\":\"'; head -c 4080 /dev/zero | tr '\\0' x; printf '\"}'; } \
                      > small/config.json; mount --bind small/config.json config.json";
        inside("a_file_in_a_full_file_system_is_as_it_was", &home, mounts);
    }
}
