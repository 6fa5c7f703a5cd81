//! The use cases, through frames, against a demo Harbor.

use std::{
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use demo_harbor::{DemoHarbor, Options, World};
use futures::future::BoxFuture;
use harbor_api::types::RegistryProvider;
use harbor_client::Secret;
use pilothouse_console::{
    Console, Demo, DemoAccess, Desktop, Host, Keychain, KeychainError, Launch, MemoryKeychain,
};
use pilothouse_protocol::{
    AddConnection, Answer, Call, Cancel, ChangeEndpoint, Command, Connection, ConnectionState,
    CreateEndpoint, CreateUser, Credentials, EndpointChange, EndpointDraft, Entered, Event,
    Failure, FailureCode, Harbor, HarborAll, Head, KeychainState, Meta, Probe, Reconnect,
    RemoveConnection, Request, SignOut, Start, TestEndpoint, Trust, read_frame,
};
use serde_json::{Value, json};

/// A demo registry that nobody asked for.
struct NoDemo;

impl Demo for NoDemo {
    fn start(&self) -> BoxFuture<'_, Result<DemoAccess, String>> {
        Box::pin(async { Err("there is none in this test".to_owned()) })
    }
}

/// A keychain that is locked.
struct Locked;

impl Keychain for Locked {
    fn check(&self) -> Result<(), KeychainError> {
        Err(KeychainError {
            reason: "the keychain is locked".to_owned(),
        })
    }
    fn get(&self, _: &str) -> Result<Option<Secret>, KeychainError> {
        self.check().map(|()| None)
    }
    fn set(&self, _: &str, _: &Secret) -> Result<(), KeychainError> {
        self.check()
    }
    fn remove(&self, _: &str) -> Result<(), KeychainError> {
        self.check()
    }
}

/// A console and what it told.
struct Desk {
    console: Arc<Console>,
    events: Arc<Mutex<Vec<Event>>>,
    next_call: AtomicU64,
}

impl Desk {
    fn open(folder: &Path, keychain: Arc<dyn Keychain>) -> Self {
        let events = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&events);
        let listener = Arc::new(move |event| heard.lock().unwrap().push(event));
        let console = Console::open(folder, keychain, Arc::new(NoDemo), listener);
        Self {
            console,
            events,
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

    async fn body(&self, command: impl Into<Command>) -> Result<(Meta, Value), Failure> {
        let answer = self.frame(command.into()).await;
        match answer.head {
            Head::Body(meta) => Ok((meta, serde_json::from_slice(&answer.body).unwrap())),
            Head::Failed(failure) => Err(failure),
            Head::Done { .. } => panic!("no body"),
        }
    }

    async fn projects(&self, connection: &Connection) -> Result<(Meta, Value), Failure> {
        let arguments = json!({ "page": { "number": 1, "size": 100 } });
        self.body(harbor(connection, "project.list", arguments))
            .await
    }
}

fn harbor(connection: &Connection, operation: &str, arguments: Value) -> Harbor {
    Harbor {
        connection: connection.id.clone(),
        operation: operation.to_owned(),
        arguments,
        background: false,
    }
}

async fn server() -> DemoHarbor {
    let options = Options {
        world: World::sample(),
        login_delay: Duration::from_millis(20),
        ..Options::default()
    };
    DemoHarbor::start(options).await.unwrap()
}

fn plain_http() -> Trust {
    Trust {
        plain_http: true,
        ..Trust::default()
    }
}

fn as_ada(server: &DemoHarbor, password: &str) -> AddConnection {
    AddConnection {
        address: server.url().to_string(),
        trust: plain_http(),
        credentials: Credentials::Password {
            user: "ada".to_owned(),
            password: Entered::new(password.to_owned()),
        },
    }
}

fn memory() -> Arc<MemoryKeychain> {
    Arc::new(MemoryKeychain::default())
}

#[tokio::test]
async fn a_wrong_password_keeps_nothing_and_a_right_one_is_there_after_a_restart() {
    let (server, folder, keychain) = (server().await, tempfile::tempdir().unwrap(), memory());
    let desk = Desk::open(folder.path(), keychain.clone());
    let failure = desk.ask(as_ada(&server, "wrong")).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::WrongCredentials);
    assert!(desk.ask(Start {}).await.unwrap().connections.is_empty());
    server.unlock_names();

    let connection = desk
        .ask(as_ada(&server, demo_harbor::PASSWORD))
        .await
        .unwrap();
    assert_eq!(connection.state, ConnectionState::Connected);
    assert!(connection.remembered);
    let (meta, projects) = desk.projects(&connection).await.unwrap();
    assert_eq!(meta.total, Some(projects.as_array().unwrap().len() as u64));

    let again = Desk::open(folder.path(), keychain);
    let started = again.ask(Start {}).await.unwrap();
    assert_eq!(started.connections.len(), 1);
    assert_eq!(started.last.as_ref(), Some(&connection.id));
    assert!(
        again.projects(&connection).await.is_ok(),
        "signed in with the kept password"
    );
}

#[tokio::test]
async fn first_calls_at_once_sign_in_once() {
    let (server, folder, keychain) = (server().await, tempfile::tempdir().unwrap(), memory());
    let desk = Desk::open(folder.path(), keychain.clone());
    let connection = desk
        .ask(as_ada(&server, demo_harbor::PASSWORD))
        .await
        .unwrap();
    let again = Desk::open(folder.path(), keychain);
    server.clear_requests();
    let calls = (0..8).map(|_| again.projects(&connection));
    for outcome in futures::future::join_all(calls).await {
        outcome.unwrap();
    }
    let requests = server.requests();
    let verified = requests
        .iter()
        .filter(|request| request.path.ends_with("/users/current"));
    assert_eq!(verified.count(), 1, "{requests:#?}");
}

#[tokio::test]
async fn the_secret_is_in_no_file() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    desk.ask(as_ada(&server, demo_harbor::PASSWORD))
        .await
        .unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains(demo_harbor::PASSWORD), "{text}");
    }
}

#[tokio::test]
async fn a_locked_keychain_is_said_and_the_connection_works_for_this_run() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), Arc::new(Locked));
    let reason = "the keychain is locked".to_owned();
    assert_eq!(
        desk.ask(Start {}).await.unwrap().keychain,
        KeychainState::ThisRun { reason }
    );
    let connection = desk
        .ask(as_ada(&server, demo_harbor::PASSWORD))
        .await
        .unwrap();
    assert!(!connection.remembered);
    assert!(desk.projects(&connection).await.is_ok());

    let again = Desk::open(folder.path(), Arc::new(Locked));
    let failure = again.projects(&connection).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::SignInNeeded);
    let view = again.ask(Start {}).await.unwrap().connections.remove(0);
    assert_eq!(view.state, ConnectionState::SignInNeeded);
}

#[tokio::test]
async fn only_known_operations_with_checked_arguments_leave() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let connection = desk
        .ask(as_ada(&server, demo_harbor::PASSWORD))
        .await
        .unwrap();
    server.clear_requests();
    let page = json!({ "number": 1, "size": 10 });
    for (operation, arguments) in [
        ("project.destroy_all", json!({})),
        (
            "project.list",
            json!({ "page": { "number": 1, "size": 5000 } }),
        ),
        (
            "repository.list",
            json!({ "project_name": "../../etc", "page": page }),
        ),
        (
            "repository.list",
            json!({ "project_name": "UPPER", "page": page }),
        ),
        ("repository.get", json!({ "project_name": "skaha" })),
    ] {
        let failure = desk
            .body(harbor(&connection, operation, arguments))
            .await
            .unwrap_err();
        assert_eq!(failure.code, FailureCode::Invalid, "{operation}");
    }
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn a_change_that_no_page_offers_does_not_leave() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let connection = desk
        .ask(as_ada(&server, demo_harbor::PASSWORD))
        .await
        .unwrap();
    server.clear_requests();
    let arguments =
        json!({ "project_name_or_id": { "name": "skaha" }, "meta_name": "retention_id" });
    let failure = desk
        .body(harbor(&connection, "metadata.delete", arguments))
        .await
        .unwrap_err();
    assert_eq!(failure.code, FailureCode::Invalid);
    assert_eq!(
        failure.message,
        "metadata.delete is no change that a page offers."
    );
    // Nor in the way of lists, even if it is offered.
    let failure = desk
        .body(HarborAll {
            connection: connection.id.clone(),
            operation: "tag.delete".to_owned(),
            arguments: json!({
                "project_name": "skaha", "repository_name": "astroml", "reference": { "tag": "25.11" },
                "tag_name": "25.11",
            }),
            background: false,
        })
        .await
        .unwrap_err();
    assert_eq!(failure.message, "tag.delete is no list.");
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn read_only_mode_is_noticed_when_it_begins_and_when_it_ends() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let mut admin = as_ada(&server, demo_harbor::PASSWORD);
    admin.credentials = Credentials::Password {
        user: "admin".to_owned(),
        password: Entered::new(demo_harbor::PASSWORD.to_owned()),
    };
    let connection = desk.ask(admin).await.unwrap();
    let create = async |name: &str| {
        let body = json!({ "name": name, "color": "#0065AB", "scope": "g" });
        let call = harbor(&connection, "label.create", json!({ "body": body }));
        match desk.frame(call.into()).await.head {
            Head::Failed(failure) => Some(failure.code),
            Head::Body(_) | Head::Done { .. } => None,
        }
    };
    let asked = || {
        let requests = server.requests();
        let creations = |request: &&demo_harbor::RequestLine| {
            request.operation.as_deref() == Some("CreateLabel")
        };
        requests.iter().filter(creations).count()
    };
    server.faults().push(demo_harbor::Fault {
        operation: Some("none".to_owned()),
        page: None,
        kind: demo_harbor::FaultKind::ReadOnly,
        times: None,
    });
    assert_eq!(create("one").await, Some(FailureCode::Forbidden));
    // It is known now: the next change does not leave.
    assert_eq!(create("one").await, Some(FailureCode::Precondition));
    assert_eq!(asked(), 1);
    server.faults().clear();
    assert_eq!(create("one").await, None);
    assert_eq!(asked(), 2);
}

#[tokio::test]
async fn all_means_all_and_tells_how_far_it_is() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let connection = desk
        .ask(as_ada(&server, demo_harbor::PASSWORD))
        .await
        .unwrap();
    server.clear_requests();
    let command = HarborAll {
        connection: connection.id.clone(),
        operation: "artifact.list".to_owned(),
        arguments: json!({ "project_name": "skaha", "repository_name": "casa" }),
        background: false,
    };
    let (meta, artifacts) = desk.body(command).await.unwrap();
    assert_eq!(artifacts.as_array().unwrap().len(), 120);
    assert_eq!(meta.total, Some(120));
    assert_eq!(server.requests().len(), 2, "a hundred to a page");
    let progress: Vec<u64> = desk
        .events
        .lock()
        .unwrap()
        .iter()
        .filter_map(|event| match event {
            Event::Progress { done, .. } => Some(*done),
            _ => None,
        })
        .collect();
    assert_eq!(progress, [100, 120]);
}

#[tokio::test]
async fn a_call_that_nobody_waits_for_is_ended() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let connection = desk
        .ask(as_ada(&server, demo_harbor::PASSWORD))
        .await
        .unwrap();
    server.faults().push(demo_harbor::Fault {
        page: None,
        operation: Some("listProjects".to_owned()),
        kind: demo_harbor::FaultKind::Latency(Duration::from_secs(30)),
        times: None,
    });
    let id = desk.next_call.load(Ordering::Relaxed);
    let ended = AtomicBool::new(false);
    let slow = async {
        let failure = desk.projects(&connection).await.unwrap_err();
        ended.store(true, Ordering::Relaxed);
        failure
    };
    let cancel = async {
        tokio::task::yield_now().await;
        let call = Call {
            id: 1_000,
            command: Cancel { call: id }.into(),
        };
        while !ended.load(Ordering::Relaxed) {
            desk.console.answer(call.clone()).await;
            tokio::task::yield_now().await;
        }
    };
    let (failure, ()) = futures::future::join(slow, cancel).await;
    assert_eq!(failure.code, FailureCode::Cancelled);
}

#[tokio::test]
async fn a_server_that_goes_and_comes_back_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let first = server().await;
    let port = first.port();
    let desk = Desk::open(folder.path(), memory());
    let connection = desk
        .ask(as_ada(&first, demo_harbor::PASSWORD))
        .await
        .unwrap();
    first.stop().await;
    let failure = desk.projects(&connection).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::Unreachable);
    assert!(failure.retryable);
    let view = desk.ask(Start {}).await.unwrap().connections.remove(0);
    assert!(
        matches!(view.state, ConnectionState::Offline { .. }),
        "{view:?}"
    );

    let options = Options {
        port,
        world: World::sample(),
        ..Options::default()
    };
    let _second = DemoHarbor::start(options).await.unwrap();
    let back = desk
        .ask(Reconnect {
            connection: connection.id.clone(),
        })
        .await
        .unwrap();
    assert_eq!(back.state, ConnectionState::Connected);
    assert!(desk.projects(&connection).await.is_ok());
}

#[tokio::test]
async fn signing_out_and_removing_forget_the_secret() {
    let (server, folder, keychain) = (server().await, tempfile::tempdir().unwrap(), memory());
    let desk = Desk::open(folder.path(), keychain.clone());
    let connection = desk
        .ask(as_ada(&server, demo_harbor::PASSWORD))
        .await
        .unwrap();
    let id = connection.id.clone();
    assert!(keychain.get(id.as_str()).unwrap().is_some());
    let view = desk
        .ask(SignOut {
            connection: id.clone(),
        })
        .await
        .unwrap();
    assert_eq!(view.connection.state, ConnectionState::SignInNeeded);
    assert_eq!(view.notices, Vec::<String>::new());
    assert_eq!(view.provider_host, None);
    assert!(keychain.get(id.as_str()).unwrap().is_none());
    let failure = desk.projects(&connection).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::SignInNeeded);

    desk.ask(RemoveConnection { connection: id }).await.unwrap();
    assert!(desk.ask(Start {}).await.unwrap().connections.is_empty());
}

#[tokio::test]
async fn what_stands_at_an_address_is_said() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let probe = |address: &str, trust: Trust| {
        let address = address.to_owned();
        desk.ask(Probe { address, trust })
    };
    let url = server.url().to_string();
    let found = probe(&url, plain_http()).await.unwrap();
    assert_eq!(found.origin, url);
    let failure = probe(&url, Trust::default()).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::PlainHttp);
    let failure = probe("not an address", Trust::default()).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::InvalidAddress);
    let failure = probe(url.trim_start_matches("http://"), Trust::default())
        .await
        .unwrap_err();
    assert_eq!(failure.instead.as_deref(), Some(url.as_str()));
}

#[tokio::test]
async fn an_endpoint_is_tested_and_made_and_its_secret_only_passes_through() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let mut add = as_ada(&server, demo_harbor::PASSWORD);
    add.credentials = Credentials::Password {
        user: "admin".to_owned(),
        password: Entered::new(demo_harbor::PASSWORD.to_owned()),
    };
    let connection = desk.ask(add).await.unwrap();
    let endpoint = |secret: &str| EndpointDraft {
        provider: RegistryProvider::DockerRegistry,
        url: "https://nvcr.io".to_owned(),
        access_id: "$oauthtoken".to_owned(),
        secret: Some(Entered::new(secret.to_owned())),
        insecure: false,
        certificate: None,
    };
    let test = |secret: &str| TestEndpoint {
        kept: None,
        connection: connection.id.clone(),
        endpoint: endpoint(secret),
    };
    let refused = desk.ask(test("wrong")).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::Invalid);
    assert_eq!(refused.message, "The registry is unhealthy");
    desk.ask(test("canary-secret")).await.unwrap();

    let create = |name: &str| CreateEndpoint {
        description: String::new(),
        connection: connection.id.clone(),
        name: name.to_owned(),
        endpoint: endpoint("canary-secret"),
    };
    // The sample has one of this name.
    let taken = desk.ask(create("nvcr.io")).await.unwrap_err();
    assert_eq!(taken.code, FailureCode::Conflict);
    let made = desk.ask(create("NGC")).await.unwrap();
    let list = json!({ "page": { "number": 1, "size": 100 } });
    let (_, known) = desk
        .body(harbor(&connection, "endpoint.list", list))
        .await
        .unwrap();
    let known = known.as_array().unwrap().clone();
    let one = known.iter().find(|known| known["name"] == "NGC").unwrap();
    assert_eq!(one["id"], json!(made.id));
    assert_eq!(one["credential"]["access_key"], "$oauthtoken");
    // Nor does what the window can be given hold it.
    assert!(!format!("{known:?} {:?}", create("NGC")).contains("canary"));

    // Of a change only what changes is sent: the secret is still there for the server's own check.
    let change = |change: EndpointChange| ChangeEndpoint {
        connection: connection.id.clone(),
        id: made.id,
        change,
    };
    let renamed = EndpointChange {
        name: Some("NVIDIA NGC".to_owned()),
        ..EndpointChange::default()
    };
    desk.ask(change(renamed)).await.unwrap();
    let kept = |draft: EndpointDraft| TestEndpoint {
        connection: connection.id.clone(),
        kept: Some(made.id),
        endpoint: draft,
    };
    let untyped = EndpointDraft {
        secret: None,
        ..endpoint("")
    };
    desk.ask(kept(untyped.clone())).await.unwrap();
    let refused = desk.ask(kept(endpoint("wrong"))).await.unwrap_err();
    assert_eq!(refused.message, "The registry is unhealthy");
    let wrong = EndpointChange {
        secret: Some(Entered::new("wrong".to_owned())),
        ..EndpointChange::default()
    };
    desk.ask(change(wrong)).await.unwrap_err();
    let one = harbor(&connection, "endpoint.get", json!({ "id": made.id }));
    let (_, one) = desk.body(one).await.unwrap();
    assert_eq!(one["name"], "NVIDIA NGC");
    assert_eq!(one["credential"]["access_key"], "$oauthtoken");
    // Nobody signs in any more.
    let anonymous = EndpointChange {
        access_id: Some(String::new()),
        ..EndpointChange::default()
    };
    desk.ask(change(anonymous)).await.unwrap();
    let one = harbor(&connection, "endpoint.get", json!({ "id": made.id }));
    let (_, one) = desk.body(one).await.unwrap();
    assert_eq!(one["credential"]["access_key"], "");
    // The window itself has no way to send one.
    let body = json!({ "body": {
        "name": "other", "type": "docker-registry", "url": "https://nvcr.io", "insecure": false,
    }});
    let failure = desk
        .body(harbor(&connection, "endpoint.create", body))
        .await
        .unwrap_err();
    assert_eq!(
        failure.message,
        "endpoint.create is no change that a page offers."
    );
}

#[cfg(unix)]
#[tokio::test]
async fn a_read_that_failed_fails_in_the_same_manner_by_curl() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let connection = desk
        .ask(as_ada(&server, demo_harbor::PASSWORD))
        .await
        .unwrap();
    let missing = json!({
        "project_name": "skaha",
        "repository_name": "no/such-repository",
        "reference": { "tag": "1" },
    });
    let failure = desk
        .body(harbor(&connection, "artifact.get", missing))
        .await
        .unwrap_err();
    let command = failure.curl.unwrap();
    assert!(!command.contains(demo_harbor::PASSWORD));
    // Whoever runs it is asked for the password; here nobody is there to answer.
    let name = connection.account.name().unwrap();
    let user = format!("--user '{name}'");
    assert!(command.contains(&user), "{command}");
    let answered = format!("--user '{name}:{}'", demo_harbor::PASSWORD);
    let script = command.replace(&user, &answered);
    let output = tokio::task::spawn_blocking(move || {
        std::process::Command::new("sh")
            .args(["-c", &script])
            .output()
            .unwrap()
    });
    let output = output.await.unwrap();
    let answer = String::from_utf8_lossy(&output.stdout).into_owned();
    let status = failure.status.unwrap();
    assert_eq!(status, 404);
    assert!(
        answer.starts_with(&format!("HTTP/1.1 {status}")),
        "{answer}"
    );
}

#[tokio::test]
async fn what_the_registry_itself_holds_is_asked_for_in_the_same_way() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let connection = desk
        .ask(as_ada(&server, demo_harbor::PASSWORD))
        .await
        .unwrap();
    let artifact = json!({
        "project_name": "skaha",
        "repository_name": "astroml",
        "reference": { "tag": "25.11-gpu" },
    });
    let ask = harbor(&connection, "artifact.get", artifact.clone());
    let (_, before) = desk.body(ask.clone()).await.unwrap();
    let manifest = json!({
        "name": "skaha/astroml",
        "reference": { "digest": before["digest"] },
    });
    // A password's session opens the token service.
    let (meta, read) = desk
        .body(harbor(&connection, "manifest.get", manifest.clone()))
        .await
        .unwrap();
    assert!(meta.request_id.is_some());
    let config = json!({ "name": "skaha/astroml", "digest": read["config"]["digest"] });
    let (_, config) = desk
        .body(harbor(&connection, "blob.get", config))
        .await
        .unwrap();
    let steps = config["history"].as_array().unwrap();
    let with_content = steps.iter().filter(|step| step["empty_layer"] != true);
    assert_eq!(
        with_content.count(),
        read["layers"].as_array().unwrap().len()
    );
    // To look at it was no pull.
    let (_, after) = desk.body(ask).await.unwrap();
    assert_eq!(after["pull_time"], before["pull_time"]);

    server.clear_requests();
    for name in ["../../etc/x", "skaha", "skaha/a?b"] {
        let mut wrong = manifest.clone();
        wrong["name"] = name.into();
        let failure = desk
            .body(harbor(&connection, "manifest.get", wrong))
            .await
            .unwrap_err();
        assert_eq!(failure.code, FailureCode::Invalid, "{name}");
    }
    assert_eq!(server.requests().len(), 0);
}

/// A program that was started with the demo registry wanted.
struct WantsDemo;

impl Host for WantsDemo {
    fn launch(&self) -> Launch {
        Launch {
            demo: true,
            ..Launch::default()
        }
    }
}

#[tokio::test]
async fn a_demo_registry_that_fails_is_told_and_does_not_end_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let desktop = Desktop {
        host: Arc::new(WantsDemo),
        ..Desktop::none()
    };
    let keychain = Arc::new(MemoryKeychain::default());
    let console = Console::open_on(
        desktop,
        folder.path(),
        keychain,
        Arc::new(NoDemo),
        Arc::new(|_| ()),
    );
    let started = console.start().await;
    assert!(started.connections.is_empty());
    let failure = started.without_demo.unwrap();
    assert!(failure.message.contains("demo registry"), "{failure}");
    let reason = "there is none in this test";
    assert!(failure.message.contains(reason), "{failure}");
}

#[tokio::test]
async fn a_user_is_made_and_the_password_only_passes_through() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let mut add = as_ada(&server, demo_harbor::PASSWORD);
    add.credentials = Credentials::Password {
        user: "admin".to_owned(),
        password: Entered::new(demo_harbor::PASSWORD.to_owned()),
    };
    let connection = desk.ask(add).await.unwrap();
    let create = |name: &str, password: &str| CreateUser {
        connection: connection.id.clone(),
        name: name.to_owned(),
        full_name: "A. Newcomer".to_owned(),
        email: format!("{name}@example.org"),
        comment: String::new(),
        password: Entered::new(password.to_owned()),
    };
    let weak = desk.ask(create("newcomer", "canary")).await.unwrap_err();
    assert_eq!(weak.code, FailureCode::Invalid);
    assert!(!format!("{weak:?}").contains("canary"));
    desk.ask(create("newcomer", "Canary-Pass-1")).await.unwrap();
    let taken = desk.ask(create("newcomer", "Canary-Pass-1")).await;
    assert_eq!(taken.unwrap_err().code, FailureCode::Conflict);
    // The window itself has no way to send one.
    let body = json!({ "body": {
        "username": "other", "email": "o@example.org", "realname": "O", "comment": "",
        "password": "Canary-Pass-1",
    }});
    let refused = desk.body(harbor(&connection, "user.create", body)).await;
    assert_eq!(
        refused.unwrap_err().message,
        "user.create is no change that a page offers."
    );
}
