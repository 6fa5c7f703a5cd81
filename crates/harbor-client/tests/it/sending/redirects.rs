//! Redirects: reads stay at their origin, changes are never redirected, secrets go nowhere.

use crate::common::{Seen, Stub, password, say};
use harbor_api::{
    ProjectName, ProjectReference,
    operations::{DeleteProject, ListProjects},
};
use harbor_client::{ClientError, Credentials, Secret, Session};

fn list() -> ListProjects {
    serde_json::from_str("{}").unwrap()
}

fn all_credentials() -> Vec<Credentials> {
    let session = Session::from_parts("canary-sid".into(), Some("cookie".into()), None);
    vec![
        password(),
        Credentials::Robot {
            name: "robot$ci".into(),
            secret: "canary-secret".into(),
        },
        Credentials::Bearer(Secret::new("canary-token")),
        Credentials::Session(session),
    ]
}

#[tokio::test]
async fn a_read_follows_within_its_origin() {
    for status in [301, 302, 303, 307, 308] {
        let stub = Stub::start(move |seen: &Seen| match seen.path() {
            "/api/v2.0/projects" => say(status, "").with("Location", "/moved?x=1"),
            _ => say(200, "[]"),
        })
        .await;
        stub.client(password()).send(&list()).await.unwrap();
        let seen = stub.seen();
        assert_eq!((seen.len(), seen[1].target.as_str()), (2, "/moved?x=1"));
        assert_eq!(
            seen[0].header("authorization"),
            seen[1].header("authorization")
        );
    }
}

#[tokio::test]
async fn a_read_follows_three_times_and_no_more() {
    let stub = Stub::start(|_| say(302, "").with("Location", "/round")).await;
    let error = stub
        .client(Credentials::Anonymous)
        .send(&list())
        .await
        .unwrap_err();
    assert!(matches!(error, ClientError::Redirect { .. }), "{error:?}");
    assert_eq!(stub.seen().len(), 4);
}

#[tokio::test]
async fn nothing_follows_to_another_port_host_or_scheme() {
    for status in [301, 302, 303, 307, 308] {
        let other = Stub::start(|_| say(200, "[]")).await;
        for to in [
            format!("http://127.0.0.1:{}/api", other.port),
            format!("http://localhost:{}/api", other.port),
            format!("//127.0.0.1:{}/api", other.port),
            format!("https://127.0.0.1:{}/api", other.port),
        ] {
            let location = to.clone();
            let stub = Stub::start(move |_| say(status, "").with("Location", &location)).await;
            for credentials in all_credentials() {
                let error = stub.client(credentials).send(&list()).await.unwrap_err();
                assert!(
                    matches!(error, ClientError::Redirect { .. }),
                    "{to}: {error:?}"
                );
            }
        }
        assert_eq!(other.connections(), 0);
    }
}

#[tokio::test]
async fn https_at_the_same_port_is_another_origin() {
    let stub = Stub::start(|seen: &Seen| {
        let host = seen.header("host").unwrap();
        say(308, "").with("Location", &format!("https://{host}/api/v2.0/projects"))
    })
    .await;
    let error = stub.client(password()).send(&list()).await.unwrap_err();
    let to = format!("https://127.0.0.1:{}/api/v2.0/projects", stub.port);
    assert_eq!(error, ClientError::Redirect { to });
    assert_eq!(stub.connections(), 1);
}

#[tokio::test]
async fn a_change_is_not_redirected_even_within_its_origin() {
    for status in [301, 302, 303, 307, 308] {
        let stub = Stub::start(move |_| say(status, "").with("Location", "/elsewhere")).await;
        let project = ProjectReference::Name(ProjectName::new("library").unwrap());
        let deletion = DeleteProject {
            project_name_or_id: project,
        };
        let error = stub.client(password()).send(&deletion).await.unwrap_err();
        assert!(matches!(error, ClientError::Redirect { .. }), "{error:?}");
        assert_eq!(stub.seen().len(), 1);
    }
}

#[tokio::test]
async fn what_an_error_says_of_a_redirect_holds_no_query_and_no_user() {
    let stub = Stub::start(|_| {
        say(302, "").with(
            "Location",
            "https://u:canary@idp.example/auth?code=canary#canary",
        )
    })
    .await;
    let error = stub
        .client(Credentials::Anonymous)
        .send(&list())
        .await
        .unwrap_err();
    assert_eq!(
        error,
        ClientError::Redirect {
            to: "https://idp.example/auth".into()
        }
    );
}

#[tokio::test]
async fn a_user_in_a_redirects_address_is_not_sent_as_credentials() {
    let stub = Stub::start(|seen: &Seen| {
        let host = seen.header("host").unwrap().to_owned();
        match seen.path() {
            "/moved" => say(200, "[]"),
            _ => say(302, "").with("Location", &format!("http://u:p@{host}/moved")),
        }
    })
    .await;
    stub.client(Credentials::Anonymous)
        .send(&list())
        .await
        .unwrap();
    assert_eq!(stub.seen()[1].header("authorization"), None);
}
