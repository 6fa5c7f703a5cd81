//! Nothing secret is in what is logged, printed or said in an error. In a file of its own: it
//! listens to everything that this process logs.
#![allow(clippy::unwrap_used)]

#[path = "it/common/mod.rs"]
mod common;

use std::{
    fmt::Write as _,
    io,
    sync::{Arc, Mutex},
};

use common::{Seen, Stub, cookie, refuse, say};
use harbor_api::{
    ProjectName, ProjectReference,
    operations::{DeleteProject, GetCurrentUser, ListProjects},
};
use harbor_client::{
    Address, Client, Credentials, OidcSignIn, Proxy, Secret, Server, Session, Trust, probe,
};
use tracing_subscriber::{fmt::MakeWriter, util::SubscriberInitExt};

#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl io::Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Buffer {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// A Harbor whose every secret holds the word `canary`, and which repeats what it was sent.
fn harbor(seen: &Seen) -> common::Say {
    let repeated = format!("{} {:?}", seen.body, seen.headers).replace(['"', '\\'], "");
    let answer = match (seen.path(), cookie(seen, "_gorilla_csrf")) {
        ("/c/login", None) => refuse(403, "FORBIDDEN", "CSRF token not found in request"),
        ("/c/login", Some(_)) => return say(200, "").with("Set-Cookie", "sid=canary-sid; Path=/"),
        ("/c/oidc/login", _) => say(302, "")
            .with(
                "Location",
                "https://idp.example/auth?client_id=harbor&state=canary-state",
            )
            .with("Set-Cookie", "sid=canary-sid"),
        ("/api/v2.0/users/current", _) => say(200, r#"{"username":"ada"}"#),
        ("/api/v2.0/projects", _) => refuse(500, "UNKNOWN", &repeated),
        _ => say(302, "").with("Location", "https://u:canary@other.example/?code=canary"),
    };
    answer
        .with("X-Harbor-CSRF-Token", "canary-token")
        .with("Set-Cookie", "_gorilla_csrf=canary-cookie; Path=/")
}

#[tokio::test]
async fn no_secret_is_logged_printed_or_said_in_an_error() {
    let log = Buffer::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(log.clone())
        .finish()
        .init();
    let stub = Stub::start(harbor).await;
    let list: ListProjects = serde_json::from_str("{}").unwrap();
    let project = ProjectReference::Name(ProjectName::new("library").unwrap());
    let deletion = DeleteProject {
        project_name_or_id: project,
    };

    let mut said = String::new();
    let session = Session::from_parts(
        "canary-sid".into(),
        Some("canary-cookie".into()),
        Some("canary-token".into()),
    );
    let robot = Credentials::Robot {
        name: "robot$ci".into(),
        secret: "canary-secret".into(),
    };
    let password = Credentials::Password {
        user: "ada".into(),
        password: "canary-pass".into(),
    };
    let signed_in = Client::sign_in(stub.server(), "ada", Secret::new("canary-pass"))
        .await
        .unwrap();
    write!(said, "{signed_in:?}").unwrap();
    let mut clients = vec![signed_in.client];
    for credentials in [
        Credentials::Session(session),
        robot,
        password,
        Credentials::Bearer("canary".into()),
    ] {
        write!(said, "{credentials:?}").unwrap();
        clients.push(stub.client(credentials));
    }
    for client in clients {
        client.send(&GetCurrentUser {}).await.unwrap();
        for error in [
            client.send(&list).await.map(drop).unwrap_err(),
            client.send(&deletion).await.unwrap_err(),
        ] {
            write!(said, "{error} {error:?} {client:?} {:?}", client.session()).unwrap();
        }
    }
    let mut attempt = OidcSignIn::begin(stub.server()).await.unwrap();
    let own = format!("http://127.0.0.1:{}", stub.port);
    let callback = format!("{own}/c/oidc/callback?state=canary-state&code=canary-code");
    let outcome = attempt.finish(&callback).await;
    write!(said, "{outcome:?} {attempt:?}").unwrap();
    let proxied = Server {
        address: Address::parse("https://registry.invalid").unwrap(),
        trust: Trust::default(),
        proxy: Proxy::Url(format!("http://u:canary@127.0.0.1:{}", stub.port)),
    };
    write!(said, "{proxied:?} {:?}", probe(&proxied).await).unwrap();

    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    // It did listen, to our own lines and to those of what lies below.
    assert!(logged.contains("harbor_client::transport"), "{logged}");
    assert!(
        logged.contains("reqwest") || logged.contains("hyper"),
        "{logged}"
    );
    assert!(logged.contains("path=\"/api/v2.0/projects\""), "{logged}");
    // The encoded forms of "robot$ci:canary-secret" and "ada:canary-pass" as well.
    for text in ["canary", "cm9ib3Qk", "YWRhOmNhbm"] {
        let line = logged.lines().find(|line| line.contains(text));
        assert_eq!(line, None, "logged");
        assert!(!said.contains(text), "said {text}: {said}");
    }
}
