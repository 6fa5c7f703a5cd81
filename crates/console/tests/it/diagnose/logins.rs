//! What docker, Podman and Helm would sign in with, and whether it still works.
#![cfg(unix)]

use std::{fs, os::unix::fs::PermissionsExt};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use diagnosis::Severity;

use super::*;

impl Lab {
    fn program_file(&self, name: &str) -> PathBuf {
        self.folder.path().join("programs").join(name)
    }

    fn writes(&self, name: &str, text: &str) {
        fs::create_dir_all(self.program_file("")).unwrap();
        fs::write(self.program_file(name), text).unwrap();
    }

    /// A file with a login in docker's form.
    pub(super) fn keeps_login(&self, name: &str, user: &str, secret: &str) {
        let auth = BASE64_STANDARD.encode(format!("{user}:{secret}"));
        let registry = self.registry();
        let text = format!("{{\"auths\":{{\"{registry}\":{{\"auth\":\"{auth}\"}}}}}}");
        self.writes(name, &text);
    }

    /// A credential helper, which docker's settings name for all registries.
    fn has_helper(&self, user: &str, secret: &str) {
        let answer = format!("{{\"Username\":\"{user}\",\"Secret\":\"{secret}\"}}");
        let script = format!("#!/bin/sh\ncat >/dev/null\necho '{answer}'\n");
        self.writes("docker-credential-test", &script);
        let file = self.program_file("docker-credential-test");
        fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
        self.writes("config.json", "{\"credsStore\":\"test\"}");
    }

    pub(super) fn registry(&self) -> String {
        format!("127.0.0.1:{}", self.harbor.port())
    }
}

fn of_logins(diagnosis: &Diagnosis) -> &[Verdict] {
    let mut steps = diagnosis.steps.iter();
    let step = steps.find(|step| step.kind == StepKind::Logins);
    &step.expect("the step of logins").verdicts
}

#[tokio::test(flavor = "multi_thread")]
async fn each_programs_sign_in_is_found_and_tried() {
    let lab = Lab::start().await;
    let connection = lab.sign_in("ada").await;
    let none = lab.diagnose(&connection, "skaha/astroml:25.11").await;
    let is_none = |one: &Verdict| matches!(one, Verdict::NoLogin { asked: false, .. });
    assert!(of_logins(&none).iter().all(is_none), "{none:#?}");

    lab.has_helper("ada", PASSWORD);
    lab.keeps_login("auth.json", "dave", PASSWORD);
    lab.keeps_login("helm.json", "ada", "Canary-Secret-1");
    lab.harbor.clear_requests();
    let found = lab.diagnose(&connection, "skaha/astroml:25.11").await;
    let [docker, podman, helm] = of_logins(&found) else {
        panic!("{found:#?}");
    };
    assert!(
        matches!(docker, Verdict::LoginWorks { programs, user, kept }
            if programs == &["Docker"] && user == "ada" && kept.helper.as_deref() == Some("test")),
        "{docker:?}"
    );
    assert!(
        matches!(podman, Verdict::LoginOfAnother { programs, user, here, .. }
            if programs == &["Podman", "skopeo"] && user == "dave" && here == "ada"),
        "{podman:?}"
    );
    assert!(
        matches!(helm, Verdict::LoginDead { programs, asked: false, .. } if programs == &["Helm"]),
        "{helm:?}"
    );
    assert_eq!(found.cause(), None, "nobody asked about Helm");
    let text = format!("{found:?}{:?}", lab.events.lock().unwrap());
    assert!(
        !text.contains(PASSWORD) && !text.contains("Canary"),
        "{text}"
    );
    let sent = lab.harbor.requests();
    let mut methods = sent.iter().map(|one| one.method.as_str());
    assert!(
        methods.all(|method| ["GET", "HEAD"].contains(&method)),
        "{sent:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_whose_sign_in_is_dead_is_why_its_command_fails() {
    let lab = Lab::start().await;
    let connection = lab.sign_in("ada").await;
    lab.keeps_login("config.json", "ada", "Canary-Secret-1");
    let push = format!("docker push {}/skaha/astroml:new", lab.registry());
    let dead = lab.diagnose(&connection, &push).await;
    assert!(
        matches!(dead.cause(), Some(Verdict::LoginDead { user, asked: true, .. }) if user == "ada"),
        "{dead:#?}"
    );
    let last = walked(&dead).pop();
    assert_eq!(last, Some(StepKind::Rules), "this account itself may");
    let helper_gone = "{\"credsStore\":\"nothere\"}";
    lab.writes("config.json", helper_gone);
    let gone = lab.diagnose(&connection, &push).await;
    assert!(
        matches!(gone.cause(), Some(Verdict::LoginUnreadable { reason, .. })
            if reason.contains("no such program")),
        "{gone:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_walk_can_be_made_as_the_program_does_it() {
    let lab = Lab::start().await;
    let connection = lab.sign_in("ada").await;
    lab.keeps_login("config.json", "dave", PASSWORD);
    let push = format!("docker push {}/skaha/astroml:new", lab.registry());
    let guest = lab.diagnose_as(&connection, &push, Asker::Program).await;
    assert_eq!(guest.account.as_deref(), Some("dave"));
    // Its role is read by the account here, which administers the project.
    assert!(
        matches!(guest.cause(), Some(Verdict::RoleTooWeak { role, .. }) if role == "guest"),
        "{guest:#?}"
    );
    fs::remove_file(lab.program_file("config.json")).unwrap();
    let nobody = lab.diagnose_as(&connection, &push, Asker::Program).await;
    assert_eq!(nobody.account, None);
    let warned = of_logins(&nobody).iter().map(Verdict::severity).max();
    assert_eq!(warned, Some(Severity::Warning));
    assert!(
        matches!(nobody.cause(), Some(Verdict::NeedsSignIn { .. })),
        "{nobody:#?}"
    );
}
