//! Accounts and sessions after the sign-in: switching, ending, limits, what is kept.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::provider::{Desk, Registry, plain_http, until};
use futures::future::{join, join_all};
use harbor_client::Secret;
use pilothouse_console::{Keychain, KeychainError, MemoryKeychain};
use pilothouse_protocol::{
    Account, AccountId, AddConnection, Connection, ConnectionState, Credentials, Entered, Event,
    FailureCode, Hold, KeychainState, OpenProviderSignOut, Reconnect, RemoveAccount,
    RemoveConnection, SessionLife, SignIn, SignInMethod, SignInPlace, SignInTo, SignOut, Start,
    SwitchAccount,
};

fn memory() -> Arc<MemoryKeychain> {
    Arc::new(MemoryKeychain::default())
}

/// A keychain that removes nothing while it is stubborn.
#[derive(Default)]
struct Stubborn {
    entries: MemoryKeychain,
    is: AtomicBool,
}

impl Keychain for Stubborn {
    fn check(&self) -> Result<(), KeychainError> {
        Ok(())
    }
    fn get(&self, entry: &str) -> Result<Option<Secret>, KeychainError> {
        self.entries.get(entry)
    }
    fn set(&self, entry: &str, secret: &Secret) -> Result<(), KeychainError> {
        self.entries.set(entry, secret)
    }
    fn remove(&self, entry: &str) -> Result<(), KeychainError> {
        if self.is.load(Ordering::SeqCst) {
            let reason = "it refused".to_owned();
            return Err(KeychainError { reason });
        }
        self.entries.remove(entry)
    }
}

fn again(connection: &Connection, another: bool) -> SignInTo {
    SignInTo::Connection {
        connection: connection.id.clone(),
        another,
    }
}

fn basic(registry: &Registry, credentials: Credentials) -> AddConnection {
    AddConnection {
        address: registry.url(),
        trust: plain_http(),
        credentials,
    }
}

fn robot() -> Credentials {
    Credentials::Robot {
        name: "robot$ci".to_owned(),
        secret: Entered::new("canary-robot".to_owned()),
    }
}

fn cli() -> Credentials {
    Credentials::CliSecret {
        user: "maya".to_owned(),
        secret: Entered::new("canary-cli".to_owned()),
    }
}

/// How often a connection was said to need a sign-in.
fn told_needed(desk: &Desk) -> usize {
    let events = desk.events();
    let needed = events.iter().filter(|event| {
        matches!(event, Event::Connection(view) if view.state == ConnectionState::SignInNeeded)
    });
    needed.count()
}

#[tokio::test]
async fn accounts_are_switched_without_signing_anybody_out() {
    let (registry, folder, keychain) = (
        Registry::start().await,
        tempfile::tempdir().unwrap(),
        memory(),
    );
    let desk = Desk::open(folder.path(), keychain.clone());
    let first = desk.sign_in(&registry, registry.to(), 1).await;
    registry.set(|rules| rules.user = "jide".to_owned());
    let second = desk.sign_in(&registry, again(&first, true), 2).await;
    assert_eq!(second.id, first.id);
    assert_eq!(second.account.name(), Some("jide"));
    let names: Vec<_> = second.accounts.iter().map(|a| a.name.as_deref()).collect();
    assert_eq!(names, [Some("maya"), Some("jide")]);
    assert_eq!(registry.sessions(), 2, "the first one goes on");
    let entries = [first.id.to_string(), format!("{}/2", first.id)];
    for entry in &entries {
        assert!(keychain.get(entry).unwrap().is_some(), "{entry}");
    }

    registry.set(|rules| rules.user = "maya".to_owned());
    let switch = |account: u32| SwitchAccount {
        connection: first.id.clone(),
        account: AccountId(account),
    };
    let view = desk.ask(switch(1)).await.unwrap();
    assert_eq!(view.state, ConnectionState::Connected);
    assert_eq!(view.account.name(), Some("maya"));
    assert!(view.accounts[0].is_active && !view.accounts[1].is_active);
    assert_eq!(registry.sessions(), 2);
    assert_eq!(registry.count("/c/log_out"), 0);
    let failure = desk.ask(switch(9)).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::NotFound);

    let remove = |account: u32| RemoveAccount {
        connection: first.id.clone(),
        account: AccountId(account),
    };
    let failure = desk.ask(remove(1)).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::Precondition, "it is in use");
    let removed = desk.ask(remove(2)).await.unwrap();
    assert_eq!(removed.connection.accounts.len(), 1);
    assert_eq!(removed.notices, Vec::<String>::new());
    assert_eq!(registry.sessions(), 1);
    assert!(keychain.get(&entries[1]).unwrap().is_none());
    desk.send(&first.id, "project.list").await.unwrap();

    let after = Desk::open(folder.path(), keychain);
    assert_eq!(after.view().await.accounts, removed.connection.accounts);
}

#[tokio::test]
async fn an_address_that_is_kept_gets_another_account() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    registry.set(|rules| rules.basic = Some("robot$ci:canary-robot".to_owned()));
    let desk = Desk::open(folder.path(), memory());
    let first = desk.sign_in(&registry, registry.to(), 1).await;
    let second = desk.ask(basic(&registry, robot())).await.unwrap();
    assert_eq!(second.id, first.id);
    assert_eq!(second.accounts.len(), 2);
    assert_eq!(second.last_way, Some(SignInMethod::Robot));
    assert_eq!(second.signed_in.unwrap().session, SessionLife::Lasting);
    assert_eq!(registry.sessions(), 1, "the person's session goes on");
}

#[tokio::test]
async fn ten_calls_of_a_dead_session_are_told_once() {
    let (registry, folder, keychain) = (
        Registry::start().await,
        tempfile::tempdir().unwrap(),
        memory(),
    );
    let desk = Desk::open(folder.path(), keychain.clone());
    let id = desk.sign_in(&registry, registry.to(), 1).await.id;
    registry.forget();
    for outcome in join_all((0..10).map(|_| desk.send(&id, "project.list"))).await {
        assert_eq!(outcome.unwrap_err().code, FailureCode::SignInNeeded);
    }
    assert_eq!(told_needed(&desk), 1);
    assert_eq!(desk.view().await.signed_in, None);
    assert!(keychain.get(id.as_str()).unwrap().is_none());
    let asked = registry.count("/api/v2.0/projects");
    desk.send(&id, "project.list").await.unwrap_err();
    assert_eq!(registry.count("/api/v2.0/projects"), asked, "it is known");
}

#[tokio::test]
async fn a_robot_that_is_no_longer_taken_needs_a_sign_in() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    registry.set(|rules| rules.basic = Some("robot$ci:canary-robot".to_owned()));
    let desk = Desk::open(folder.path(), memory());
    let id = desk.ask(basic(&registry, robot())).await.unwrap().id;
    // Not everything is a robot's to see; that is no reason to sign in.
    let failure = desk.send(&id, "quota.list").await.unwrap_err();
    assert_eq!(failure.code, FailureCode::Forbidden);
    assert_eq!(told_needed(&desk), 0);

    registry.set(|rules| rules.basic = None);
    let asked = registry.count("/api/v2.0/statistics");
    for outcome in join_all((0..10).map(|_| desk.send(&id, "quota.list"))).await {
        assert_eq!(outcome.unwrap_err().code, FailureCode::SignInNeeded);
    }
    assert_eq!(told_needed(&desk), 1);
    assert_eq!(registry.count("/api/v2.0/statistics"), asked + 1);
    // Its secret was given again by its owner, say.
    registry.set(|rules| rules.basic = Some("robot$ci:canary-robot".to_owned()));
    let back = desk.ask(Reconnect { connection: id }).await.unwrap();
    assert_eq!(back.state, ConnectionState::Connected);
}

#[tokio::test]
async fn a_cli_secret_lists_and_says_so() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let failure = desk.ask(basic(&registry, cli())).await.unwrap_err();
    assert_eq!(
        failure.code,
        FailureCode::WrongCredentials,
        "never refused by Harbor"
    );
    registry.set(|rules| rules.basic = Some("maya:canary-cli".to_owned()));
    let connection = desk.ask(basic(&registry, cli())).await.unwrap();
    assert!(connection.is_limited());
    let name = "maya".to_owned();
    assert_eq!(connection.account, Account::CliSecret { name });
    desk.send(&connection.id, "project.list").await.unwrap();
    let failure = desk.send(&connection.id, "user.current").await.unwrap_err();
    assert_eq!(failure.code, FailureCode::Forbidden);
    assert_eq!(told_needed(&desk), 0);

    // Dead: lists turn anonymous without a word, so it is asked for.
    registry.set(|rules| rules.basic = None);
    let connection = connection.id;
    let command = Reconnect {
        connection: connection.clone(),
    };
    let failure = desk.ask(command).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::SignInNeeded);
    assert_eq!(told_needed(&desk), 1);
}

#[tokio::test]
async fn calls_wait_while_somebody_signs_in() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), memory());
    let connection = desk.sign_in(&registry, registry.to(), 1).await;
    registry.forget();
    desk.send(&connection.id, "project.list").await.unwrap_err();

    let under_way = desk.begin(again(&connection, false), SignInPlace::Browser, false);
    under_way.waits().await;
    let asked = registry.count("/api/v2.0/projects");
    let waiting = join_all((0..10).map(|_| desk.send(&connection.id, "project.list")));
    let signing_in = async {
        under_way.paste(&registry.callback(2, "two")).await;
        under_way.done().await.unwrap()
    };
    let (outcomes, connection) = join(waiting, signing_in).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(registry.count("/api/v2.0/projects"), asked + 10);

    // Given up: then they fail.
    registry.forget();
    desk.send(&connection.id, "project.list").await.unwrap_err();
    let under_way = desk.begin(again(&connection, false), SignInPlace::Browser, false);
    under_way.waits().await;
    let giving_up = async {
        under_way.cancel().await;
        under_way.done().await.unwrap_err()
    };
    let (outcome, _) = join(desk.send(&connection.id, "project.list"), giving_up).await;
    assert_eq!(outcome.unwrap_err().code, FailureCode::SignInNeeded);
}

#[tokio::test]
async fn a_dialog_holds_calls_until_somebody_has_signed_in() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    registry.set(|rules| rules.basic = Some("robot$ci:canary-robot".to_owned()));
    let desk = Desk::open(folder.path(), memory());
    let id = desk.ask(basic(&registry, robot())).await.unwrap().id;
    let connection = id.clone();
    desk.ask(SignOut { connection }).await.unwrap();
    let hold = desk.ask(Hold {
        connection: id.clone(),
    });
    let signing_in = async {
        let command = SignIn {
            connection: id.clone(),
            credentials: robot(),
            another: false,
        };
        desk.ask(command).await.unwrap();
    };
    let calls = join(hold, desk.send(&id, "project.list"));
    let ((held, sent), ()) = join(calls, signing_in).await;
    held.unwrap();
    sent.unwrap();
}

#[tokio::test]
async fn signing_out_ends_the_session_and_offers_the_providers_page() {
    let (registry, folder, keychain) = (
        Registry::start().await,
        tempfile::tempdir().unwrap(),
        memory(),
    );
    let desk = Desk::open(folder.path(), keychain.clone());
    let connection = desk.sign_in(&registry, registry.to(), 1).await;
    let id = connection.id.clone();
    // After a restart, and without having been used: there is a session to be ended all the same.
    let desk = Desk::open(folder.path(), keychain.clone());
    let command = SignOut {
        connection: id.clone(),
    };
    let out = desk.ask(command).await.unwrap();
    assert_eq!(out.connection.state, ConnectionState::SignInNeeded);
    assert_eq!(out.connection.signed_in, None);
    assert!(out.connection.accounts[0].signed_out);
    assert_eq!(out.connection.last_way, Some(SignInMethod::Browser));
    assert_eq!(out.provider_host.as_deref(), Some("login.example.net"));
    assert_eq!(out.notices, Vec::<String>::new());
    assert_eq!(registry.sessions(), 0);
    assert!(keychain.get(id.as_str()).unwrap().is_none());
    let page = || OpenProviderSignOut {
        connection: id.clone(),
    };
    desk.ask(page()).await.unwrap();
    let opened = desk.fake.opened.lock().unwrap().clone();
    assert!(opened[0].starts_with("https://login.example.net/logout?"));
    let failure = desk.ask(page()).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::NotFound, "once");
}

#[tokio::test]
async fn what_could_not_be_done_when_signing_out_is_said() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    let keychain = Arc::new(Stubborn::default());
    let desk = Desk::open(folder.path(), keychain.clone());
    let connection = desk.sign_in(&registry, registry.to(), 1).await;
    registry.stop();
    keychain.is.store(true, Ordering::SeqCst);
    let command = SignOut {
        connection: connection.id.clone(),
    };
    let out = desk.ask(command).await.unwrap();
    assert_eq!(out.connection.state, ConnectionState::SignInNeeded);
    assert_eq!(out.notices.len(), 2, "{:?}", out.notices);
    let command = RemoveConnection {
        connection: connection.id,
    };
    let removed = desk.ask(command).await.unwrap();
    assert_eq!(removed.notices.len(), 1, "{:?}", removed.notices);
}

#[tokio::test]
async fn settings_that_are_not_written_keep_no_secret() {
    let (registry, folder, keychain) = (
        Registry::start().await,
        tempfile::tempdir().unwrap(),
        memory(),
    );
    let newer = r#"{"version":99,"connections":[]}"#;
    std::fs::write(folder.path().join("connections.json"), newer).unwrap();
    let desk = Desk::open(folder.path(), keychain.clone());
    let started = desk.ask(Start {}).await.unwrap();
    assert!(matches!(started.keychain, KeychainState::ThisRun { .. }));
    let connection = desk.sign_in(&registry, registry.to(), 1).await;
    assert!(!connection.remembered);
    assert!(keychain.get(connection.id.as_str()).unwrap().is_none());
    desk.send(&connection.id, "project.list").await.unwrap();
    assert_eq!(read(folder.path()), newer);
}

fn read(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("connections.json")).unwrap()
}

#[tokio::test]
async fn signing_in_as_someone_else_ends_the_session_before() {
    let (registry, folder, keychain) = (
        Registry::start().await,
        tempfile::tempdir().unwrap(),
        memory(),
    );
    let desk = Desk::open(folder.path(), keychain.clone());
    let first = desk.sign_in(&registry, registry.to(), 1).await;
    registry.set(|rules| rules.user = "jide".to_owned());
    let second = desk.sign_in(&registry, again(&first, false), 2).await;
    assert_eq!(second.accounts.len(), 1);
    assert_eq!(second.account.name(), Some("jide"));
    until(|| registry.sessions() == 1).await;
    desk.send(&first.id, "project.list").await.unwrap();
    let command = RemoveConnection {
        connection: first.id.clone(),
    };
    desk.ask(command).await.unwrap();
    assert_eq!(registry.sessions(), 0);
    assert!(keychain.get(first.id.as_str()).unwrap().is_none());
}
