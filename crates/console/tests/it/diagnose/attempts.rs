//! Why a pull is refused, and an upload that is begun and cancelled.

use diagnosis::{HeldBack, StepKind};
use harbor_api::{
    Operation, ProjectName, ProjectReference,
    operations::{CreateRobot, UpdateProject, UpdateRobot},
    types::{CreatedRobot, NewRobot, ProjectChange, ProjectMetadata},
};
use harbor_client::{Address, Client, Proxy, Server};
use serde_json::json;

use super::*;

impl Lab {
    /// Asks the registry itself, as its administrator.
    pub(super) async fn as_admin<O: Operation>(&self, operation: &O) -> O::Reply {
        let server = Server {
            address: Address::parse(&self.harbor.url()).unwrap(),
            trust: harbor_client::Trust {
                accept_plain_http: true,
                ..Default::default()
            },
            proxy: Proxy::None,
        };
        let credentials = harbor_client::Credentials::Password {
            user: "admin".to_owned(),
            password: PASSWORD.into(),
        };
        let client = Client::new(server, credentials).unwrap();
        client.send(operation).await.unwrap().value
    }

    async fn sets(&self, project: &str, metadata: ProjectMetadata) {
        let name = ProjectName::new(project).unwrap();
        self.as_admin(&UpdateProject {
            project_name_or_id: ProjectReference::Name(name),
            body: ProjectChange {
                metadata: Some(metadata),
                cve_allowlist: None,
            },
        })
        .await;
    }

    async fn makes_robot(&self, name: &str) -> CreatedRobot {
        let robot = json!({
            "name": name, "description": "", "level": "system", "duration": -1,
            "permissions": [{
                "kind": "project", "namespace": "*",
                "access": [{"resource": "repository", "action": "pull"}],
            }],
        });
        let body: NewRobot = serde_json::from_value(robot).unwrap();
        self.as_admin(&CreateRobot { body }).await
    }

    async fn disables(&self, robot: &CreatedRobot) {
        let robot_id = robot.id;
        let now = self
            .as_admin(&harbor_api::operations::GetRobot { robot_id })
            .await;
        let mut body = now.change();
        body.disable = true;
        self.as_admin(&UpdateRobot { robot_id, body }).await;
    }

    async fn sends(&self, command: Diagnose) -> Diagnosis {
        self.ask(command).await.unwrap()
    }
}

/// The last step's verdict, which is what came of the attempt.
fn of_attempt(diagnosis: &Diagnosis) -> &Verdict {
    let step = diagnosis.steps.last().expect("steps");
    assert_eq!(step.kind, StepKind::Attempt, "{diagnosis:#?}");
    &step.verdicts[0]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pull_is_tried_and_counts_for_nothing() {
    let lab = Lab::start().await;
    let connection = lab.sign_in("dave").await;
    lab.harbor.clear_requests();
    let found = lab.diagnose(&connection, "skaha/astroml:25.11").await;
    assert!(
        matches!(of_attempt(&found), Verdict::Pullable { reference } if reference == "skaha/astroml:25.11")
    );
    let sent = lab.harbor.requests();
    let mut manifests = sent.iter().filter(|one| one.path.contains("/manifests/"));
    assert!(manifests.all(|one| one.method == "HEAD"), "{sent:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_that_holds_a_pull_back_is_named_in_the_servers_words() {
    let lab = Lab::start().await;
    let dave = lab.sign_in("dave").await;
    lab.sets(
        "skaha",
        serde_json::from_value(json!({"enable_content_trust_cosign": "true"})).unwrap(),
    )
    .await;
    let held = lab.diagnose(&dave, "skaha/casa:latest").await;
    let cause = held.cause();
    assert!(
        matches!(cause, Some(Verdict::PullHeldBack { reason: HeldBack::Unsigned, said })
            if said == "The image is not signed by cosign."),
        "{held:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upstream_that_refuses_is_told_from_this_registry() {
    let lab = Lab::start().await;
    let connection = lab.sign_in("admin").await;
    for status in [429, 401] {
        lab.breaks(None, FaultKind::UpstreamRefuses(status));
        let found = lab
            .diagnose(&connection, "docker pull dockerhub-cache/library/nothere:1")
            .await;
        assert!(
            matches!(found.cause(), Some(Verdict::UpstreamRefuses { project, status: named, .. })
                if project == "dockerhub-cache" && *named == status),
            "{found:#?}"
        );
        lab.harbor.faults().clear();
    }
    let absent = lab
        .diagnose(&connection, "docker pull dockerhub-cache/library/nothere:1")
        .await;
    assert!(
        matches!(absent.cause(), Some(Verdict::NotUpstream { .. })),
        "{absent:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_told_by_tag_digest_and_repository() {
    let lab = Lab::start().await;
    let connection = lab.sign_in("dave").await;
    let digest = format!("skaha/astroml@sha256:{}", "0".repeat(64));
    for text in ["skaha/astroml:nothere", digest.as_str()] {
        let found = lab.diagnose(&connection, text).await;
        let cause = found.cause();
        assert!(
            matches!(cause, Some(Verdict::NoSuchImage { reference }) if reference == text),
            "{found:#?}"
        );
    }
    let found = lab.diagnose(&connection, "skaha/nothere:1").await;
    assert!(
        matches!(found.cause(), Some(Verdict::NoSuchRepository { repository })
            if repository == "skaha/nothere"),
        "{found:#?}"
    );
    let whole = lab.diagnose(&connection, "docker pull skaha/*").await;
    assert_eq!(whole.cause(), None, "{whole:#?}");
    let private = lab
        .diagnose_as(&connection, "docker pull canucs/*", Asker::Nobody)
        .await;
    assert!(
        matches!(private.cause(), Some(Verdict::NeedsSignIn { project, .. }) if project == "canucs"),
        "{private:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_is_begun_only_if_asked_and_is_gone_afterwards() {
    let lab = Lab::start().await;
    let connection = lab.sign_in("ada").await;
    let question = Question::read("docker push skaha/astroml:new", connection.registry()).unwrap();
    let push = |try_upload| Diagnose {
        connection: connection.id.clone(),
        question: question.clone(),
        asker: Asker::Account,
        try_upload,
    };
    lab.harbor.clear_requests();
    let unasked = lab.sends(push(false)).await;
    assert_eq!(walked(&unasked).last(), Some(&StepKind::Rules));
    let sent = lab.harbor.requests();
    assert!(sent.iter().all(|one| one.method == "GET"), "{sent:#?}");

    lab.harbor.clear_requests();
    let tried = lab.sends(push(true)).await;
    assert!(
        matches!(of_attempt(&tried), Verdict::UploadWorks { repository } if repository == "skaha/astroml"),
        "{tried:#?}"
    );
    let sent = lab.harbor.requests();
    let uploads: Vec<_> = sent
        .iter()
        .filter(|one| one.path.contains("/blobs/uploads/"))
        .map(|one| (one.method.as_str(), one.status))
        .collect();
    let gone = [("DELETE", 204), ("GET", 404)];
    assert!(uploads.ends_with(&gone), "{uploads:?}");
    assert!(uploads.contains(&("POST", 202)), "{uploads:?}");
    let others = sent
        .iter()
        .filter(|one| !one.path.contains("/blobs/uploads/"));
    for one in others {
        assert_eq!(one.method, "GET", "{one:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_robot_account_that_was_disabled_is_why_the_program_is_nobody() {
    let lab = Lab::start().await;
    let admin = lab.sign_in("admin").await;
    let made = lab.makes_robot("reader").await;
    let secret = made.secret.clone().into_text();
    let text = format!("docker pull {}/skaha/astroml:25.11", lab.registry());
    lab.keeps_login("config.json", &made.name, &secret);
    let works = lab.diagnose_as(&admin, &text, Asker::Program).await;
    assert_eq!(works.cause(), None, "{works:#?}");
    lab.disables(&made).await;
    for asker in [Asker::Account, Asker::Program] {
        let dead = lab.diagnose_as(&admin, &text, asker).await;
        assert!(
            matches!(dead.cause(), Some(Verdict::RobotDisabled { robot }) if *robot == made.name),
            "{dead:#?}"
        );
    }
}
