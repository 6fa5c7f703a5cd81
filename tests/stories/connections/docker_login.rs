//! A login is written into docker's settings, and who finds it there is said.

use std::{fs, os::unix::fs::PermissionsExt};

use crate::harness::{Desktop, Harbor, Key};

#[test]
fn a_login_is_written_for_docker_and_what_hides_it_is_named() {
    let harbor = Harbor::start();
    let desktop = Desktop::new();
    let robot = harbor.makes_robot("writer");
    let profile = desktop.profile();
    let home = profile.parent().expect("a home folder");
    let docker = home.join(".docker/config.json");
    let containers = home.join("config/containers/auth.json");
    for folder in [&docker, &containers].map(|file| file.parent().expect("a folder")) {
        fs::create_dir_all(folder).expect("a folder");
    }
    // As an editor on Windows left it, and readable by everybody.
    fs::write(&docker, "\u{feff}{\"auths\": {}}").expect("a file");
    fs::set_permissions(&docker, fs::Permissions::from_mode(0o644)).expect("permissions");
    let older = format!(
        r#"{{"auths":{{"{}":{{"auth":"b2xkOm9sZA=="}}}}}}"#,
        harbor.host()
    );
    fs::write(&containers, &older).expect("a file");

    let window = desktop.opens_pilothouse("docker_login");
    window.finds_registry(&harbor.address());
    window.chooses_way("Robot account");
    window.drops_file("#robot-file", "robot.json", &robot.to_string());
    window.sees("Name and secret are taken from the file");
    window.clicks("#connect");
    window.opens("Projects");
    window.presses("Account: robot$writer");
    window.sees_in("#terminal", "Sign in from a terminal");
    window.clicks("#terminal button[aria-label='More']");
    window.presses("Write into docker's settings");
    window.sees("Other accounts of this computer will not be able to read the file");
    window.takes_picture("1-consent");
    window.presses("Write it all the same");
    window.sees("The login is written");
    window.sees_in("#written-login", "Now only you can");
    window.sees_in("#written-login", "A byte order mark");
    window.sees_in(
        "#written-login",
        "Found there by Docker, crane, Helm, ORAS, regctl.",
    );
    window.sees_in("#written-login", "Hidden from Podman, skopeo");
    window.sees_in("#written-login", "auth.json");
    window.takes_picture("2-written");
    window.presses_key(Key::Escape);
    window.sees_no_more("The login is written");

    let text = fs::read_to_string(&docker).expect("the file");
    let read: serde_json::Value = serde_json::from_str(&text).expect("JSON without a mark");
    assert!(read["auths"][harbor.host()]["auth"].is_string(), "{text}");
    let mode = fs::metadata(&docker)
        .expect("the file")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(fs::read_to_string(&containers).expect("the file"), older);
}
