//! A keychain that is absent, locked or full for a while.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use crate::lab::{Lab, own};
use crate::provider::{Desk, plain_http};
use demo_harbor::{DemoHarbor, Options, PASSWORD};
use harbor_client::Secret;
use pilothouse_console::{InParts, Keychain, KeychainError, MemoryKeychain};
use pilothouse_protocol::{
    AddConnection, CheckKeychain, Connection, ConnectionState, Credentials, Entered, FailureCode,
    KeychainState, Reconnect, Remember, SignIn, SignOut, Start,
};
use pilothouse_test_provider::Answer;

/// A keychain with moods.
#[derive(Default)]
struct Moody {
    entries: MemoryKeychain,
    /// Why it does nothing at all.
    away: Mutex<Option<&'static str>>,
    /// Why it takes nothing new.
    full: Mutex<Option<&'static str>>,
}

impl Moody {
    fn is(&self, away: Option<&'static str>) {
        *self.away.lock().unwrap() = away;
    }

    fn is_full(&self, full: Option<&'static str>) {
        *self.full.lock().unwrap() = full;
    }

    fn here(&self) -> Result<(), KeychainError> {
        because(*self.away.lock().unwrap())
    }

    fn kept(&self, connection: &Connection) -> Option<String> {
        let kept = self.entries.get(connection.id.as_str()).unwrap();
        kept.map(|kept| kept.expose().to_owned())
    }
}

fn because(reason: Option<&str>) -> Result<(), KeychainError> {
    reason.map_or(Ok(()), |reason| {
        let reason = reason.to_owned();
        Err(KeychainError { reason })
    })
}

impl Keychain for Moody {
    fn check(&self) -> Result<(), KeychainError> {
        self.here()
    }
    fn get(&self, entry: &str) -> Result<Option<Secret>, KeychainError> {
        self.here()?;
        self.entries.get(entry)
    }
    fn set(&self, entry: &str, secret: &Secret) -> Result<(), KeychainError> {
        self.here()?;
        because(*self.full.lock().unwrap())?;
        self.entries.set(entry, secret)
    }
    fn remove(&self, entry: &str) -> Result<(), KeychainError> {
        self.here()?;
        self.entries.remove(entry)
    }
}

const NONE: &str = "no keychain service is running";
const LOCKED: &str = "the keychain is locked";

async fn registry() -> DemoHarbor {
    let options = Options {
        login_delay: Duration::from_millis(5),
        ..Options::default()
    };
    DemoHarbor::start(options).await.unwrap()
}

fn password(user: &str) -> Credentials {
    Credentials::Password {
        user: user.to_owned(),
        password: Entered::new(PASSWORD.to_owned()),
    }
}

async fn add(desk: &Desk, registry: &DemoHarbor, user: &str) -> Connection {
    let command = AddConnection {
        address: registry.url(),
        trust: plain_http(),
        credentials: password(user),
    };
    desk.ask(command).await.unwrap()
}

#[tokio::test]
async fn a_keychain_that_comes_later_is_used() {
    let (registry, folder) = (registry().await, tempfile::tempdir().unwrap());
    let keychain = Arc::new(Moody::default());
    keychain.is(Some(NONE));
    let desk = Desk::open(folder.path(), keychain.clone());
    let this_run = KeychainState::ThisRun {
        reason: NONE.to_owned(),
    };
    assert_eq!(desk.ask(Start {}).await.unwrap().keychain, this_run);
    let connection = add(&desk, &registry, "ada").await;
    assert!(!connection.remembered);
    let remember = || Remember {
        connection: connection.id.clone(),
    };
    let failure = desk.ask(remember()).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::Storage);
    assert!(failure.message.contains(NONE), "{failure:?}");

    keychain.is(None);
    let state = desk.ask(CheckKeychain {}).await.unwrap();
    assert_eq!(state, KeychainState::System);
    assert!(desk.ask(remember()).await.unwrap().remembered);
    assert!(desk.view().await.remembered);
    assert_eq!(keychain.kept(&connection).as_deref(), Some(PASSWORD));

    let again = Desk::open(folder.path(), keychain);
    again.send(&connection.id, "project.list").await.unwrap();
}

#[tokio::test]
async fn a_locked_keychain_is_not_an_empty_one_and_is_asked_again() {
    let (registry, folder) = (registry().await, tempfile::tempdir().unwrap());
    let keychain = Arc::new(Moody::default());
    let desk = Desk::open(folder.path(), keychain.clone());
    let connection = add(&desk, &registry, "ada").await;

    let again = Desk::open(folder.path(), keychain.clone());
    for reason in [LOCKED, NONE] {
        keychain.is(Some(reason));
        let reconnect = Reconnect {
            connection: connection.id.clone(),
        };
        let failure = again.ask(reconnect).await.unwrap_err();
        assert_eq!(failure.code, FailureCode::SignInNeeded);
        assert!(failure.message.contains(reason), "{failure:?}");
        let view = again.view().await;
        assert_eq!(view.state, ConnectionState::SignInNeeded);
        assert_eq!(view.unread.as_deref(), Some(reason));
    }
    keychain.is(None);
    let reconnect = Reconnect {
        connection: connection.id.clone(),
    };
    let view = again.ask(reconnect).await.unwrap();
    assert_eq!(view.state, ConnectionState::Connected);
    assert_eq!((view.unread, view.remembered), (None, true));
}

#[tokio::test]
async fn a_locked_keychain_is_told_to_who_signs_in_at_the_provider_too() {
    let lab = Lab::start().await;
    let keychain = Arc::new(Moody::default());
    let desk = Desk::open(lab.folder.path(), keychain.clone());
    let connection = lab.sign_in(&desk, lab.address(), "ada").await;
    let kept = keychain.kept(&connection);

    let again = Desk::open(lab.folder.path(), keychain.clone());
    keychain.is(Some(LOCKED));
    let sent = again.send(&connection.id, "project.list").await;
    assert_eq!(sent.unwrap_err().code, FailureCode::SignInNeeded);
    assert_eq!(again.view().await.unread.as_deref(), Some(LOCKED));
    assert_eq!(keychain.kept(&connection), kept);
    keychain.is(None);
    let connection = connection.id;
    let view = again.ask(Reconnect { connection }).await.unwrap();
    assert_eq!(view.state, ConnectionState::Connected);
    assert_eq!(view.unread, None);
}

#[tokio::test]
async fn what_was_kept_survives_a_refusal_where_it_may_be_good() {
    let (registry, folder) = (registry().await, tempfile::tempdir().unwrap());
    let keychain = Arc::new(Moody::default());
    let desk = Desk::open(folder.path(), keychain.clone());
    let connection = add(&desk, &registry, "ada").await;
    keychain.is_full(Some("it is full"));
    let sign_in = |user| SignIn {
        connection: connection.id.clone(),
        credentials: password(user),
        another: false,
    };
    let view = desk.ask(sign_in("ada")).await.unwrap();
    assert!(!view.remembered);
    assert_eq!(keychain.kept(&connection).as_deref(), Some(PASSWORD));
    // It would be sent as somebody else's.
    let view = desk.ask(sign_in("admin")).await.unwrap();
    assert_eq!(view.account.name(), Some("admin"));
    assert_eq!(keychain.kept(&connection), None);
    desk.send(&connection.id, "project.list").await.unwrap();
}

#[tokio::test]
async fn a_refresh_token_that_does_not_fit_an_entry_is_kept_all_the_same() {
    /// Entries as the Credential Manager's, but smaller: the token here is short.
    struct Short(Arc<MemoryKeychain>);
    const LIMIT: usize = 60;
    impl Keychain for Short {
        fn check(&self) -> Result<(), KeychainError> {
            Ok(())
        }
        fn get(&self, entry: &str) -> Result<Option<Secret>, KeychainError> {
            self.0.get(entry)
        }
        fn set(&self, entry: &str, secret: &Secret) -> Result<(), KeychainError> {
            let fits = secret.expose().len() <= LIMIT;
            because((!fits).then_some("the secret is too long for the keychain"))?;
            self.0.set(entry, secret)
        }
        fn remove(&self, entry: &str) -> Result<(), KeychainError> {
            self.0.remove(entry)
        }
    }
    let lab = Lab::start().await;
    let entries = Arc::new(MemoryKeychain::default());
    let open = || {
        Desk::open(
            lab.folder.path(),
            Arc::new(InParts::new(Short(entries.clone()), LIMIT)),
        )
    };
    let desk = open();
    let under_way = desk.begin_as(own(lab.address(), Some("pilothouse")));
    under_way.waits().await;
    lab.visit(&desk, "ada", Answer::Allow).await;
    let connection = under_way.done().await.unwrap();
    assert!(connection.remembered);
    // Each start takes the token of the start before, and keeps another one.
    for _ in 0..3 {
        open().send(&connection.id, "project.list").await.unwrap();
    }
    let desk = open();
    let id = connection.id.clone();
    desk.ask(SignOut { connection: id }).await.unwrap();
    for set in ["", "#a0", "#a1", "#b0", "#b1"] {
        let entry = format!("{}{set}", connection.id);
        assert!(entries.get(&entry).unwrap().is_none(), "{entry}");
    }
}
