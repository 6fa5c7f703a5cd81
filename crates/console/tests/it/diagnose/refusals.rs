//! What the registry's own interface, its token service and the rules of a project refuse.

use harbor_api::{
    Filter, ProjectName, ProjectReference, Term,
    operations::{CreateImmutableRule, GetProject, ListRobots, UpdateRobot},
    types::ImmutableRule,
};
use serde_json::json;

use super::*;

/// The last step that was walked, and what stops it.
fn end(diagnosis: &Diagnosis) -> (Option<StepKind>, Option<&Verdict>) {
    (walked(diagnosis).last().copied(), diagnosis.cause())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_interface_is_told_from_a_missing_challenge() {
    let lab = Lab::start().await;
    let connection = lab.sign_in("ada").await;
    for (kind, expected) in [
        (
            FaultKind::Status(404),
            Verdict::NoRegistryApi { status: 404 },
        ),
        (
            FaultKind::Json(json!({})),
            Verdict::NoChallenge { status: 200 },
        ),
    ] {
        lab.breaks(Some("registry"), kind);
        let found = lab.diagnose(&connection, "skaha/astroml:25.11").await;
        lab.harbor.faults().clear();
        let expected = (Some(StepKind::Challenge), Some(&expected));
        assert_eq!(end(&found), expected, "{found:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_service_that_refuses_is_told_from_one_that_gives_no_token() {
    let lab = Lab::start().await;
    let connection = lab.sign_in("ada").await;
    lab.breaks(Some("token"), FaultKind::Status(403));
    let found = lab.diagnose(&connection, "skaha/astroml:25.11").await;
    lab.harbor.faults().clear();
    let refused = Verdict::TokenRefused { status: 403 };
    let expected = (Some(StepKind::Token), Some(&refused));
    assert_eq!(end(&found), expected, "{found:#?}");

    lab.breaks(Some("token"), FaultKind::Json(json!({})));
    let found = lab.diagnose(&connection, "skaha/astroml:25.11").await;
    assert!(
        matches!(
            end(&found),
            (Some(StepKind::Token), Some(Verdict::NoToken { .. }))
        ),
        "{found:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_cache_and_a_frozen_tag_take_no_push() {
    let lab = Lab::start().await;
    let admin = lab.sign_in("admin").await;
    let push = format!("docker push {}/dockerhub-cache/mine:1", admin.registry());
    let found = lab.diagnose(&admin, &push).await;
    let proxy = Verdict::ProxyCache {
        project: "dockerhub-cache".to_owned(),
    };
    assert_eq!(found.cause(), Some(&proxy), "{found:#?}");

    let rule = json!({
        "action": "immutable", "template": "immutable_template",
        "scope_selectors": {"repository": [
            {"decoration": "repoMatches", "kind": "doublestar", "pattern": "astroml"},
        ]},
        "tag_selectors": [{"decoration": "matches", "kind": "doublestar", "pattern": "25.11"}],
    });
    let body: ImmutableRule = serde_json::from_value(rule).unwrap();
    let project = ProjectName::new("skaha").unwrap();
    lab.as_admin(&CreateImmutableRule {
        project_name_or_id: ProjectReference::Name(project),
        body,
    })
    .await;
    let ada = lab.sign_in("ada").await;
    let push = |tag: &str| format!("docker push {}/skaha/astroml:{tag}", ada.registry());
    let frozen = lab.diagnose(&ada, &push("25.11")).await;
    let expected = Verdict::TagFrozen {
        tag: "25.11".to_owned(),
    };
    assert_eq!(frozen.cause(), Some(&expected), "{frozen:#?}");
    let free = lab.diagnose(&ada, &push("of-today")).await;
    assert_eq!(free.cause(), None, "{free:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_robot_account_whose_time_is_over_is_why_the_program_is_nobody() {
    let lab = Lab::start().await;
    let admin = lab.sign_in("admin").await;
    let name = "robot$lsst+weekly";
    let project = GetProject {
        project_name_or_id: ProjectReference::Name(ProjectName::new("lsst").unwrap()),
    };
    let project = lab.as_admin(&project).await.project_id;
    let exactly = |text: &str| Term::Exactly(text.to_owned());
    let level = Filter::all().and("Level", exactly("project")).unwrap();
    let list = ListRobots {
        q: level
            .and("ProjectID", exactly(&project.to_string()))
            .unwrap(),
        sort: Default::default(),
        page: Default::default(),
    };
    let robots = lab.as_admin(&list).await;
    let robot = robots.iter_good().find(|robot| robot.name == name).unwrap();
    // It was made longer ago than it lives then.
    let mut body = robot.change();
    body.duration = 30;
    let robot_id = robot.id;
    lab.as_admin(&UpdateRobot { robot_id, body }).await;
    lab.keeps_login("config.json", name, "its-secret-of-then");
    let text = format!("docker pull {}/skaha/astroml:25.11", lab.registry());
    for asker in [Asker::Account, Asker::Program] {
        let dead = lab.diagnose_as(&admin, &text, asker).await;
        assert!(
            matches!(dead.cause(), Some(Verdict::RobotExpired { robot, .. }) if robot == name),
            "{dead:#?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_robot_account_of_long_ago_is_found_in_the_project_that_is_asked_about() {
    let lab = Lab::start().await;
    let admin = lab.sign_in("admin").await;
    // Made before the names of a project's accounts had the project in them; its time is over.
    let name = "robot$old-jenkins";
    lab.keeps_login("config.json", name, "its-secret-of-then");
    let text = format!("docker push {}/skaha/astroml:25.11", lab.registry());
    for asker in [Asker::Account, Asker::Program] {
        let dead = lab.diagnose_as(&admin, &text, asker).await;
        assert!(
            matches!(dead.cause(), Some(Verdict::RobotExpired { robot, .. }) if robot == name),
            "{dead:#?}"
        );
    }
    // Of another project nobody knows it.
    let text = format!("docker push {}/lsst/pipelines:1", lab.registry());
    let unknown = lab.diagnose_as(&admin, &text, Asker::Program).await;
    assert!(
        !matches!(unknown.cause(), Some(Verdict::RobotExpired { .. })),
        "{unknown:#?}"
    );
}
