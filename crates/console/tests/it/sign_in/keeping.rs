//! What is kept when calls meet, are cancelled or go wrong, against a demo Harbor.

use std::{
    path::Path,
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use demo_harbor::{DemoHarbor, Fault, FaultKind, Options, PASSWORD, World};
use futures::future::{BoxFuture, join, join_all};
use harbor_client::Secret;
use pilothouse_console::{Console, Demo, DemoAccess, Keychain, KeychainError, MemoryKeychain};
use pilothouse_protocol::{
    AddConnection, AddDemo, Call, Cancel, ChangeConnection, Command, Connection, ConnectionId,
    ConnectionState, Credentials, Entered, Failure, FailureCode, Harbor, HarborAll, Head,
    Reconnect, RemoveConnection, Request, SignIn, SignOut, Start, Trust, read_frame,
};
use serde_json::json;

/// A demo registry that does not start.
struct NoDemo;

impl Demo for NoDemo {
    fn start(&self) -> BoxFuture<'_, Result<DemoAccess, String>> {
        Box::pin(async { Err("there is none in this test".to_owned()) })
    }
}

/// A keychain that asks somebody before it changes anything.
#[derive(Default)]
struct Asking {
    entries: MemoryKeychain,
    /// Whether somebody is there to be waited for, and how many wait.
    state: Mutex<(bool, usize)>,
    changed: Condvar,
}

impl Asking {
    fn wait(&self) {
        let mut state = self.state.lock().unwrap();
        state.1 += 1;
        let mut state = self.changed.wait_while(state, |state| state.0).unwrap();
        state.1 -= 1;
    }

    fn set_busy(&self, busy: bool) {
        self.state.lock().unwrap().0 = busy;
        self.changed.notify_all();
    }

    async fn until_somebody_waits(&self) {
        until(|| self.state.lock().unwrap().1 > 0).await;
    }
}

impl Keychain for Asking {
    fn check(&self) -> Result<(), KeychainError> {
        Ok(())
    }
    fn get(&self, entry: &str) -> Result<Option<Secret>, KeychainError> {
        self.entries.get(entry)
    }
    fn set(&self, entry: &str, secret: &Secret) -> Result<(), KeychainError> {
        self.wait();
        self.entries.set(entry, secret)
    }
    fn remove(&self, entry: &str) -> Result<(), KeychainError> {
        self.wait();
        self.entries.remove(entry)
    }
}

async fn until(mut is_so: impl FnMut() -> bool) {
    let wait = async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), wait)
        .await
        .expect("it comes about");
}

struct Desk {
    console: Arc<Console>,
    next_call: AtomicU64,
}

impl Desk {
    fn open(folder: &Path, keychain: Arc<dyn Keychain>) -> Self {
        let console = Console::open(folder, keychain, Arc::new(NoDemo), Arc::new(|_| ()));
        Self {
            console,
            next_call: AtomicU64::new(1),
        }
    }

    async fn head(&self, command: Command) -> Head {
        let id = self.next_call.fetch_add(1, Ordering::Relaxed);
        let frame = self.console.answer(Call { id, command }).await;
        read_frame(&frame).unwrap().head
    }

    async fn ask<R: Request>(&self, command: R) -> Result<R::Reply, Failure> {
        match self.head(command.into()).await {
            Head::Done { value } => Ok(serde_json::from_value(value).unwrap()),
            Head::Failed(failure) => Err(failure),
            Head::Body(_) => panic!("a body"),
        }
    }

    /// Ends a call that was made, or one that will be made.
    async fn cancel(&self, call: u64) {
        let command = Cancel { call }.into();
        self.console.answer(Call { id: 1_000, command }).await;
    }

    async fn projects(&self, id: &ConnectionId) -> Result<(), Failure> {
        let command = Harbor {
            connection: id.clone(),
            operation: "project.list".to_owned(),
            arguments: json!({ "page": { "number": 1, "size": 10 } }),
            background: false,
        };
        match self.head(command.into()).await {
            Head::Body(_) => Ok(()),
            Head::Failed(failure) => Err(failure),
            Head::Done { .. } => panic!("no body"),
        }
    }

    async fn connections(&self) -> Vec<Connection> {
        self.ask(Start {}).await.unwrap().connections
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

fn add(server: &DemoHarbor, credentials: Credentials) -> AddConnection {
    AddConnection {
        address: server.url().to_string(),
        trust: Trust {
            plain_http: true,
            ..Trust::default()
        },
        credentials,
    }
}

fn ada() -> Credentials {
    Credentials::Password {
        user: "ada".to_owned(),
        password: Entered::new(PASSWORD.to_owned()),
    }
}

/// Makes the server take its time with the next request of a kind: longer than what is done
/// meanwhile takes on a busy machine.
fn slow_once(server: &DemoHarbor, operation: &str) {
    server.faults().push(Fault {
        page: None,
        operation: Some(operation.to_owned()),
        kind: FaultKind::Latency(Duration::from_secs(3)),
        times: Some(1),
    });
}

/// Until the server has begun to take its time.
async fn until_it_waits(server: &DemoHarbor) {
    until(|| server.faults().current().is_empty()).await;
}

fn count(server: &DemoHarbor, path: &str) -> usize {
    let requests = server.requests();
    requests.iter().filter(|r| r.path.ends_with(path)).count()
}

fn memory() -> Arc<MemoryKeychain> {
    Arc::new(MemoryKeychain::default())
}

#[tokio::test]
async fn a_call_that_is_cancelled_before_it_comes_does_nothing() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    desk.cancel(1).await;
    let failure = desk.ask(add(&server, ada())).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::Cancelled);
    assert_eq!(server.requests().len(), 0);
    desk.ask(add(&server, ada())).await.unwrap();
}

#[tokio::test]
async fn a_cancelled_sign_in_keeps_nothing_and_ends_its_session() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let keychain = Arc::new(Asking::default());
    let desk = Desk::open(folder.path(), keychain.clone());
    let first = desk
        .ask(add(&server, Credentials::Anonymous))
        .await
        .unwrap();
    // Something else is being kept, so that the new one has to wait once it is signed in.
    keychain.set_busy(true);
    let other = desk.ask(SignOut {
        connection: first.id.clone(),
    });
    let adding = async {
        keychain.until_somebody_waits().await;
        server.clear_requests();
        let call = desk.next_call.load(Ordering::Relaxed);
        let cancel = async {
            until(|| count(&server, "/c/login") > 0 && count(&server, "/systeminfo") > 0).await;
            desk.cancel(call).await;
        };
        let as_ada = SignIn {
            connection: first.id.clone(),
            credentials: ada(),
            another: true,
        };
        let (outcome, ()) = join(desk.ask(as_ada), cancel).await;
        keychain.set_busy(false);
        outcome
    };
    let (other, outcome) = join(other, adding).await;
    other.unwrap();
    assert_eq!(outcome.unwrap_err().code, FailureCode::Cancelled);
    until(|| count(&server, "/c/log_out") == 1).await;
    let again = Desk::open(folder.path(), keychain.clone());
    for desk in [&desk, &again] {
        let connections = desk.connections().await;
        assert_eq!(connections.len(), 1);
        assert_eq!(connections[0].accounts.len(), 1);
    }
    for id in ["127-0-0-1", "127-0-0-1/2"] {
        assert!(keychain.get(id).unwrap().is_none(), "{id}");
    }
}

#[tokio::test]
async fn a_keychain_that_asks_holds_up_no_other_connection() {
    let (one, another, folder) = (server().await, server().await, tempfile::tempdir().unwrap());
    let keychain = Arc::new(Asking::default());
    let desk = Desk::open(folder.path(), keychain.clone());
    let first = desk.ask(add(&one, ada())).await.unwrap();
    let second = desk.ask(add(&another, ada())).await.unwrap();
    keychain.set_busy(true);
    let sign_out = desk.ask(SignOut {
        connection: first.id.clone(),
    });
    let meanwhile = async {
        keychain.until_somebody_waits().await;
        let renamed = desk.ask(ChangeConnection {
            connection: second.id.clone(),
            name: "The other one".to_owned(),
            address: second.origin.clone(),
            trust: second.trust.clone(),
        });
        let renamed = tokio::time::timeout(Duration::from_secs(30), renamed).await;
        keychain.set_busy(false);
        renamed.expect("it does not wait for the keychain")
    };
    let (signed_out, renamed) = join(sign_out, meanwhile).await;
    signed_out.unwrap();
    assert_eq!(renamed.unwrap().connection.name, "The other one");
}

#[tokio::test]
async fn a_cancellation_does_not_cut_keeping_in_two() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let keychain = Arc::new(Asking::default());
    let desk = Desk::open(folder.path(), keychain.clone());
    keychain.set_busy(true);
    let cancel = async {
        keychain.until_somebody_waits().await;
        desk.cancel(1).await;
        keychain.set_busy(false);
    };
    let (outcome, ()) = join(desk.ask(add(&server, ada())), cancel).await;
    let connection = outcome.unwrap();
    assert!(connection.remembered);
    let again = Desk::open(folder.path(), keychain);
    again.projects(&connection.id).await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_written_is_not_kept_at_all() {
    let (server, folder, keychain) = (server().await, tempfile::tempdir().unwrap(), memory());
    let desk = Desk::open(folder.path(), keychain.clone());
    std::fs::remove_dir_all(folder.path()).unwrap();
    let failure = desk.ask(add(&server, ada())).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::Storage);
    assert!(desk.connections().await.is_empty());
    assert!(keychain.get("127-0-0-1").unwrap().is_none());
    until(|| count(&server, "/c/log_out") == 1).await;
}

#[tokio::test]
async fn a_demo_registry_that_does_not_start_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(folder.path(), memory());
    desk.ask(AddDemo {}).await.unwrap_err();
    let started = desk.ask(Start {}).await.unwrap();
    assert!(started.connections.is_empty());
    assert_eq!(started.last, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_shell_may_answer_on_any_thread() {
    let folder = tempfile::tempdir().unwrap();
    let console = Desk::open(folder.path(), memory()).console;
    let command = Start {}.into();
    let answer = tokio::spawn(async move { console.answer(Call { id: 1, command }).await });
    read_frame(&answer.await.unwrap()).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_added_twice_at_once_is_one_connection() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let (one, two) = join(desk.ask(add(&server, ada())), desk.ask(add(&server, ada()))).await;
    assert_eq!(one.unwrap().id, two.unwrap().id);
    assert_eq!(desk.connections().await.len(), 1);
    until(|| count(&server, "/c/log_out") == 1).await;
}

#[tokio::test]
async fn what_is_added_again_takes_the_new_consent() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let first = desk.ask(add(&server, ada())).await.unwrap();
    let mut again = add(&server, ada());
    again.trust.unverified_certificate = true;
    let second = desk.ask(again).await.unwrap();
    assert_eq!(second.id, first.id);
    assert!(second.trust.unverified_certificate);
    let after = Desk::open(folder.path(), memory()).connections().await;
    assert!(after[0].trust.unverified_certificate);
}

#[tokio::test]
async fn signing_in_as_nobody_forgets_the_secret_and_needs_none_after_a_restart() {
    let (server, folder, keychain) = (server().await, tempfile::tempdir().unwrap(), memory());
    let desk = Desk::open(folder.path(), keychain.clone());
    let id = desk.ask(add(&server, ada())).await.unwrap().id;
    let as_nobody = SignIn {
        connection: id.clone(),
        credentials: Credentials::Anonymous,
        another: false,
    };
    assert!(desk.ask(as_nobody).await.unwrap().remembered);
    assert!(keychain.get(id.as_str()).unwrap().is_none());
    until(|| count(&server, "/c/log_out") == 1).await;

    let again = Desk::open(folder.path(), keychain);
    again.projects(&id).await.unwrap();
    let view = again.connections().await.remove(0);
    assert!(view.remembered, "there is nothing to be lost");
}

#[tokio::test]
async fn a_kept_password_that_is_refused_is_sent_once() {
    let (server, folder, keychain) = (server().await, tempfile::tempdir().unwrap(), memory());
    let desk = Desk::open(folder.path(), keychain.clone());
    let id = desk.ask(add(&server, ada())).await.unwrap().id;
    keychain.set(id.as_str(), &Secret::from("changed")).unwrap();

    let again = Desk::open(folder.path(), keychain);
    server.clear_requests();
    for outcome in join_all((0..6).map(|_| again.projects(&id))).await {
        assert_eq!(outcome.unwrap_err().code, FailureCode::WrongCredentials);
    }
    let failure = again.projects(&id).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::WrongCredentials);
    assert_eq!(count(&server, "/users/current"), 1);
    let view = again.connections().await.remove(0);
    assert_eq!(view.state, ConnectionState::SignInNeeded);

    server.unlock_names();
    let connection = id.clone();
    again.ask(Reconnect { connection }).await.unwrap_err();
    assert_eq!(count(&server, "/users/current"), 2, "asked for by somebody");
    server.unlock_names();
    let sign_in = SignIn {
        connection: id.clone(),
        credentials: ada(),
        another: false,
    };
    again.ask(sign_in).await.unwrap();
    again.projects(&id).await.unwrap();
}

#[tokio::test]
async fn signing_out_while_connecting_leaves_nobody_signed_in() {
    let (server, folder, keychain) = (server().await, tempfile::tempdir().unwrap(), memory());
    let desk = Desk::open(folder.path(), keychain.clone());
    let id = desk.ask(add(&server, ada())).await.unwrap().id;
    let again = Desk::open(folder.path(), keychain);
    slow_once(&server, "getCurrentUserInfo");
    server.clear_requests();
    let leave = async {
        until_it_waits(&server).await;
        again
            .ask(SignOut {
                connection: id.clone(),
            })
            .await
            .unwrap()
    };
    let (outcome, left) = join(again.projects(&id), leave).await;
    assert_eq!(outcome.unwrap_err().code, FailureCode::SignInNeeded);
    assert_eq!(left.connection.state, ConnectionState::SignInNeeded);
    let view = again.connections().await.remove(0);
    assert_eq!(view.state, ConnectionState::SignInNeeded);
    let failure = again.projects(&id).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::SignInNeeded);
    until(|| count(&server, "/c/log_out") == 1).await;
}

#[tokio::test]
async fn a_late_answer_does_not_undo_signing_out() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let id = desk
        .ask(add(&server, Credentials::Anonymous))
        .await
        .unwrap()
        .id;
    slow_once(&server, "listProjects");
    server.clear_requests();
    let leave = async {
        until_it_waits(&server).await;
        let connection = id.clone();
        desk.ask(SignOut { connection }).await.unwrap();
    };
    let (late, ()) = join(desk.projects(&id), leave).await;
    late.unwrap();
    let view = desk.connections().await.remove(0);
    assert_eq!(view.state, ConnectionState::SignInNeeded);
}

#[tokio::test]
async fn what_was_removed_while_connecting_does_not_come_back() {
    let (server, folder, keychain) = (server().await, tempfile::tempdir().unwrap(), memory());
    let desk = Desk::open(folder.path(), keychain.clone());
    let id = desk.ask(add(&server, ada())).await.unwrap().id;
    slow_once(&server, "getCurrentUserInfo");
    server.clear_requests();
    let sign_in = SignIn {
        connection: id.clone(),
        credentials: ada(),
        another: false,
    };
    let remove = async {
        until_it_waits(&server).await;
        let connection = id.clone();
        desk.ask(RemoveConnection { connection }).await.unwrap();
    };
    let (outcome, ()) = join(desk.ask(sign_in), remove).await;
    assert_eq!(outcome.unwrap_err().code, FailureCode::NotFound);
    assert!(keychain.get(id.as_str()).unwrap().is_none());
    assert!(desk.connections().await.is_empty());
    let failure = desk.projects(&id).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::NotFound);
    desk.console.looked_at(Some(id)).unwrap();
    assert_eq!(desk.ask(Start {}).await.unwrap().last, None);
    // The session that was removed, and the one that came too late.
    until(|| count(&server, "/c/log_out") == 2).await;
}

#[tokio::test]
async fn since_when_a_server_is_away_stays() {
    let (server, folder, keychain) = (server().await, tempfile::tempdir().unwrap(), memory());
    let desk = Desk::open(folder.path(), keychain.clone());
    let id = desk.ask(add(&server, ada())).await.unwrap().id;
    server.stop().await;
    let again = Desk::open(folder.path(), keychain);
    let mut states = Vec::new();
    for _ in 0..2 {
        again.projects(&id).await.unwrap_err();
        states.push(again.connections().await.remove(0).state);
    }
    assert!(matches!(states[0], ConnectionState::Offline { .. }));
    assert_eq!(states[0], states[1]);
}

#[tokio::test]
async fn a_list_that_cannot_be_read_is_not_an_empty_one() {
    let (server, folder) = (server().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let id = desk.ask(add(&server, ada())).await.unwrap().id;
    server.faults().push(Fault {
        page: None,
        operation: Some("listProjects".to_owned()),
        kind: FaultKind::NotJson,
        times: None,
    });
    let command = HarborAll {
        connection: id,
        operation: "project.list".to_owned(),
        arguments: json!({}),
        background: false,
    };
    match desk.head(command.into()).await {
        Head::Failed(failure) => {
            assert_eq!(failure.code, FailureCode::NotHarbor);
            assert!(failure.request_id.is_some());
        }
        head => panic!("{head:?}"),
    }
}
