//! CLI secrets, passwords and registry logins, through frames.

use std::{
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use demo_harbor::{DemoHarbor, Options, World};
use futures::future::BoxFuture;
use harbor_client::Secret;
use pilothouse_console::{Console, Demo, DemoAccess, Keychain, MemoryKeychain};
use pilothouse_protocol::{
    AddConnection, Answer, Call, ChangePassword, Command, Connection, CopySecret, Credentials,
    Entered, Failure, FailureCode, Harbor, Head, NewCliSecret, PasswordOf, RegistryLogin,
    RepositoryPlace, Request, RevealCliSecret, SecretText, SetCliSecret, TestRegistryLogin, Trust,
    read_frame,
};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

/// A demo registry that nobody asked for.
struct NoDemo;

impl Demo for NoDemo {
    fn start(&self) -> BoxFuture<'_, Result<DemoAccess, String>> {
        Box::pin(async { Err("there is none in this test".to_owned()) })
    }
}

struct Desk {
    console: Arc<Console>,
    keychain: Arc<MemoryKeychain>,
    next_call: AtomicU64,
}

impl Desk {
    fn open(folder: &Path) -> Self {
        let keychain = Arc::<MemoryKeychain>::default();
        let console = Console::open(folder, keychain.clone(), Arc::new(NoDemo), Arc::new(|_| ()));
        Self {
            console,
            keychain,
            next_call: AtomicU64::new(1),
        }
    }

    async fn frame(&self, command: Command) -> Answer {
        let id = self.next_call.fetch_add(1, Ordering::Relaxed);
        read_frame(&self.console.answer(Call { id, command }).await).unwrap()
    }

    async fn ask<R: Request>(&self, command: R) -> Result<R::Reply, Failure> {
        match self.frame(command.into()).await.head {
            Head::Done { value } => Ok(serde_json::from_value(value).unwrap()),
            Head::Failed(failure) => Err(failure),
            Head::Body(_) => panic!("a body"),
        }
    }

    async fn add(&self, origin: &str, credentials: Credentials) -> Connection {
        let trust = Trust {
            plain_http: true,
            ..Trust::default()
        };
        let address = origin.to_owned();
        self.ask(AddConnection {
            address,
            trust,
            credentials,
        })
        .await
        .unwrap()
    }

    async fn test(&self, connection: &Connection, login: RegistryLogin) -> (bool, Vec<String>) {
        let command = TestRegistryLogin {
            connection: connection.id.clone(),
            login,
            repository: Some(RepositoryPlace {
                project: "skaha".to_owned().try_into().unwrap(),
                repository: "astroml".to_owned().try_into().unwrap(),
            }),
        };
        let test = self.ask(command).await.unwrap();
        assert_eq!(test.scopes.len(), 1);
        assert_eq!(test.scopes[0].name, "skaha/astroml");
        (test.taken, test.scopes[0].actions.clone())
    }
}

fn entered(text: &str) -> Entered {
    Entered::new(text.to_owned())
}

fn password(user: &str, password: &str) -> Credentials {
    Credentials::Password {
        user: user.to_owned(),
        password: entered(password),
    }
}

async fn demo() -> DemoHarbor {
    let options = Options {
        world: World::sample(),
        login_delay: Duration::from_millis(20),
        ..Options::default()
    };
    DemoHarbor::start(options).await.unwrap()
}

/// A Harbor in OIDC mode, as far as its CLI secret goes: grace is signed in, whatever is sent.
struct Oidc {
    origin: String,
    secret: Arc<Mutex<String>>,
    /// Bodies of `PUT …/cli_secret`.
    set: Arc<Mutex<Vec<Value>>>,
}

impl Oidc {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            origin: format!("http://{}", listener.local_addr().unwrap()),
            secret: Arc::new(Mutex::new("Canary0Secret1".to_owned())),
            set: Arc::default(),
        };
        let (secret, set) = (server.secret.clone(), server.set.clone());
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let (secret, set) = (secret.clone(), set.clone());
                tokio::spawn(async move {
                    let mut text = String::new();
                    let mut buffer = [0; 4096];
                    let body = loop {
                        let read = stream.read(&mut buffer).await.unwrap_or(0);
                        text.push_str(&String::from_utf8_lossy(&buffer[..read]));
                        let length = text.to_ascii_lowercase();
                        let length = length
                            .split_once("content-length: ")
                            .map_or(0, |(_, rest)| {
                                rest.lines().next().unwrap().trim().parse().unwrap()
                            });
                        match text.split_once("\r\n\r\n") {
                            Some((_, body)) if body.len() >= length => break body.to_owned(),
                            _ if read == 0 => return,
                            _ => {}
                        }
                    };
                    let line = text.lines().next().unwrap().to_owned();
                    let (status, answer) = if line.contains("/users/4/cli_secret") {
                        let body: Value = serde_json::from_str(&body).unwrap();
                        let new = body["secret"].as_str().unwrap_or("Made0By1Server");
                        *secret.lock().unwrap() = new.to_owned();
                        set.lock().unwrap().push(body);
                        (200, Value::Null)
                    } else if line.contains("/users/current") {
                        let secret = secret.lock().unwrap().clone();
                        let meta = json!({"id": 2, "secret": secret, "user_id": 4});
                        (
                            200,
                            json!({"user_id": 4, "username": "grace", "oidc_user_meta": meta}),
                        )
                    } else if line.contains("/systeminfo") {
                        let version = "v2.16.0-abc";
                        (
                            200,
                            json!({"auth_mode": "oidc_auth", "harbor_version": version}),
                        )
                    } else {
                        (
                            404,
                            json!({"errors": [{"code": "NOT_FOUND", "message": "not found"}]}),
                        )
                    };
                    let answer = if answer.is_null() {
                        String::new()
                    } else {
                        answer.to_string()
                    };
                    let reply = format!(
                        "HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Type: \
                         application/json\r\nContent-Length: {}\r\n\r\n{answer}",
                        answer.len()
                    );
                    let _ = stream.write_all(reply.as_bytes()).await;
                });
            }
        });
        server
    }
}

/// A demo registry, a profile, and its desk at which Ada is signed in.
async fn signed_in_as_ada() -> (DemoHarbor, tempfile::TempDir, Desk, Connection) {
    let (server, folder) = (demo().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path());
    let origin = server.url().to_string();
    let connection = desk
        .add(&origin, password("ada", demo_harbor::PASSWORD))
        .await;
    (server, folder, desk, connection)
}

#[tokio::test]
async fn the_cli_secret_is_shown_on_request_and_in_no_other_way() {
    let (server, folder) = (Oidc::start().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path());
    let connection = desk
        .add(&server.origin, password("grace", "Password1"))
        .await;
    let id = connection.id.clone();
    let reveal = || {
        desk.ask(RevealCliSecret {
            connection: id.clone(),
        })
    };
    assert_eq!(reveal().await.unwrap().secret.expose(), "Canary0Secret1");

    let user = Harbor {
        connection: id.clone(),
        operation: "user.current".to_owned(),
        arguments: json!({}),
        background: false,
    };
    let answer = desk.frame(user.into()).await;
    let body = String::from_utf8(answer.body).unwrap();
    assert!(
        body.contains("\"username\":\"grace\"") && body.contains("\"secret\":\"\""),
        "{body}"
    );

    desk.ask(NewCliSecret {
        connection: id.clone(),
    })
    .await
    .unwrap();
    assert_eq!(reveal().await.unwrap().secret.expose(), "Made0By1Server");
    let set = |secret: &str| {
        desk.ask(SetCliSecret {
            connection: id.clone(),
            secret: entered(secret),
        })
    };
    set("Mine0Canary1").await.unwrap();
    assert_eq!(reveal().await.unwrap().secret.expose(), "Mine0Canary1");
    assert_eq!(
        set("too-weak").await.unwrap_err().code,
        FailureCode::Invalid
    );
    let sent = server.set.lock().unwrap().clone();
    assert_eq!(sent, [json!({}), json!({"secret": "Mine0Canary1"})]);

    let copied = |what| {
        let command = CopySecret {
            connection: id.clone(),
            what,
        };
        async { desk.console.secret_text(&{ command }).await }
    };
    let text = copied(SecretText::Secret).await.unwrap();
    assert_eq!(text.expose(), "Mine0Canary1");
    let text = copied(SecretText::ImagePullSecret {
        name: "harbor".to_owned(),
        namespace: None,
    })
    .await
    .unwrap();
    assert!(text.expose().contains("Mine0Canary1") && text.expose().contains("grace"));
}

#[tokio::test]
async fn operations_with_secrets_do_not_go_through_the_general_door() {
    let (_server, _folder, desk, connection) = signed_in_as_ada().await;
    for (operation, body) in [
        ("user.set_cli_secret", json!({"secret": "Canary0Secret1"})),
        (
            "user.set_password",
            json!({"new_password": "Canary0Secret1"}),
        ),
    ] {
        let command = Harbor {
            connection: connection.id.clone(),
            operation: operation.to_owned(),
            arguments: json!({"user_id": 2, "body": body}),
            background: false,
        };
        let Head::Failed(failure) = desk.frame(command.into()).await.head else {
            panic!("{operation} was answered");
        };
        assert_eq!(failure.code, FailureCode::Invalid);
        assert!(!failure.details().contains("Canary"));
    }
}

#[tokio::test]
async fn a_login_is_worth_what_the_registrys_token_says() {
    let (_server, _folder, desk, connection) = signed_in_as_ada().await;
    let (taken, actions) = desk.test(&connection, RegistryLogin::Own).await;
    assert!(taken && actions.contains(&"pull".to_owned()), "{actions:?}");

    // Without a repository one that can be seen is asked for.
    let any = TestRegistryLogin {
        connection: connection.id.clone(),
        login: RegistryLogin::Own,
        repository: None,
    };
    let test = desk.ask(any).await.unwrap();
    assert!(test.taken && test.scopes.len() == 1 && test.scopes[0].name.contains('/'));

    // Last, since a wrong password locks the name for a moment.
    let wrong = RegistryLogin::Entered {
        user: "ada".to_owned(),
        secret: entered("Wrong0Secret1"),
    };
    let (taken, actions) = desk.test(&connection, wrong).await;
    assert!(
        !taken && !actions.contains(&"push".to_owned()),
        "{actions:?}"
    );
}

#[tokio::test]
async fn a_password_is_not_copied_and_nobody_has_no_login() {
    let (server, folder) = (demo().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path());
    let origin = server.url().to_string();
    for (credentials, code) in [
        (password("ada", demo_harbor::PASSWORD), FailureCode::Invalid),
        (Credentials::Anonymous, FailureCode::SignInNeeded),
    ] {
        let connection = desk.add(&origin, credentials).await;
        let command = CopySecret {
            connection: connection.id.clone(),
            what: SecretText::Secret,
        };
        let failure = desk.console.secret_text(&command).await.unwrap_err();
        assert_eq!(failure.code, code);
        let command = RevealCliSecret {
            connection: connection.id,
        };
        assert!(desk.ask(command).await.is_err());
    }
}

#[tokio::test]
async fn a_new_password_is_kept_and_used() {
    let (_server, _folder, desk, connection) = signed_in_as_ada().await;
    let change = |old: &str, new: &str| {
        desk.ask(ChangePassword {
            connection: connection.id.clone(),
            whose: PasswordOf::Own { old: entered(old) },
            new: entered(new),
        })
    };
    let failure = change(demo_harbor::PASSWORD, "weak").await.unwrap_err();
    assert_eq!(failure.code, FailureCode::Invalid);
    let failure = change("Canary0Old1", "Canary0New1").await.unwrap_err();
    assert_eq!(failure.code, FailureCode::WrongCredentials);
    assert!(!failure.details().contains("Canary"), "{failure:?}");

    change(demo_harbor::PASSWORD, "Canary0New1").await.unwrap();
    let kept = desk.keychain.get(connection.id.as_str()).unwrap();
    assert_eq!(kept.as_ref().map(Secret::expose), Some("Canary0New1"));
    let (taken, _) = desk.test(&connection, RegistryLogin::Own).await;
    assert!(taken);
}

#[tokio::test]
async fn secrets_are_not_changed_in_read_only_mode() {
    let (server, _folder, desk, connection) = signed_in_as_ada().await;
    let change = || {
        desk.ask(ChangePassword {
            connection: connection.id.clone(),
            whose: PasswordOf::Own {
                old: entered(demo_harbor::PASSWORD),
            },
            new: entered("Canary0New1"),
        })
    };
    server.faults().push(demo_harbor::Fault {
        operation: Some("none".to_owned()),
        page: None,
        kind: demo_harbor::FaultKind::ReadOnly,
        times: None,
    });
    // Harbor's word for it is that for a wrong password, too.
    assert_eq!(change().await.unwrap_err().code, FailureCode::Precondition);
    let changes = || {
        let requests = server.requests();
        let writes = |request: &&demo_harbor::RequestLine| request.method != "GET";
        requests.iter().filter(writes).count()
    };
    let before = changes();
    assert_eq!(change().await.unwrap_err().code, FailureCode::Precondition);
    let cli_secret = SetCliSecret {
        connection: connection.id.clone(),
        secret: entered("Canary0New1"),
    };
    assert_eq!(
        desk.ask(cli_secret).await.unwrap_err().code,
        FailureCode::Precondition
    );
    assert_eq!(changes(), before, "it is known, and nothing leaves");
    server.faults().clear();
    change().await.unwrap();
}

/// Makes a robot account in the demo registry, as its administrator; gives its secret.
async fn robot(server: &DemoHarbor, name: &str) -> String {
    let body = json!({
        "name": name, "level": "system", "duration": -1, "disable": false,
        "permissions": [{
            "kind": "project", "namespace": "skaha",
            "access": [
                {"resource": "repository", "action": "pull"},
                {"resource": "repository", "action": "list"},
            ],
        }],
    })
    .to_string();
    let origin = server.url().to_string();
    let host = origin.trim_start_matches("http://").trim_end_matches('/');
    let pair = format!("admin:{}", demo_harbor::PASSWORD);
    let request = format!(
        "POST /api/v2.0/robots HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nAuthorization: Basic \
         {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        BASE64_STANDARD.encode(pair),
        body.len()
    );
    let mut stream = tokio::net::TcpStream::connect(host).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let start = answer.find("{\"").unwrap_or_else(|| panic!("{answer}"));
    let end = answer.rfind('}').unwrap();
    let made: Value = serde_json::from_str(&answer[start..=end]).unwrap();
    made["secret"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_robot_accounts_secret_can_be_tested_and_copied() {
    let (server, folder) = (demo().await, tempfile::tempdir().unwrap());
    let secret = robot(&server, "ci").await;
    let desk = Desk::open(folder.path());
    let credentials = Credentials::Robot {
        name: "robot$ci".to_owned(),
        secret: entered(&secret),
    };
    let connection = desk.add(server.url().as_ref(), credentials).await;
    let (taken, actions) = desk.test(&connection, RegistryLogin::Own).await;
    assert_eq!((taken, actions), (true, vec!["pull".to_owned()]));
    let command = CopySecret {
        connection: connection.id.clone(),
        what: SecretText::Secret,
    };
    let text = desk.console.secret_text(&command).await.unwrap();
    assert_eq!(text.expose(), secret);
}
