//! A kept connection gets another name, address, certificate or proxy.

use std::sync::Arc;

use crate::provider::{Desk, Registry, plain_http};
use pilothouse_console::{Keychain, MemoryKeychain};
use pilothouse_protocol::{
    ChangeConnection, Connection, ConnectionState, FailureCode, SessionLife, Trust,
};

fn change(of: &Connection) -> ChangeConnection {
    ChangeConnection {
        connection: of.id.clone(),
        name: of.name.clone(),
        address: of.origin.clone(),
        trust: of.trust.clone(),
    }
}

#[tokio::test]
async fn another_name_disturbs_nobody() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    let keychain = Arc::new(MemoryKeychain::default());
    let desk = Desk::open(folder.path(), keychain.clone());
    let before = desk.sign_in(&registry, registry.to(), 1).await;
    let named = ChangeConnection {
        name: "  Our images ".to_owned(),
        ..change(&before)
    };
    let changed = desk.ask(named).await.unwrap().connection;
    assert_eq!(changed.name, "Our images");
    assert_eq!(changed.state, ConnectionState::Connected);
    assert_eq!(changed.signed_in, before.signed_in);
    assert_eq!(registry.sessions(), 1);
    let after = Desk::open(folder.path(), keychain);
    assert_eq!(after.view().await.name, "Our images");

    // None at all is the host; a page of text is none.
    let unnamed = ChangeConnection {
        name: String::new(),
        ..change(&before)
    };
    assert_eq!(
        desk.ask(unnamed).await.unwrap().connection.name,
        before.name
    );
    let long = ChangeConnection {
        name: "x".repeat(101),
        ..change(&before)
    };
    let failure = desk.ask(long).await.unwrap_err();
    assert_eq!(failure.code, FailureCode::Invalid);
}

#[tokio::test]
async fn no_secret_follows_to_another_address() {
    let (registry, other) = (Registry::start().await, Registry::start().await);
    let folder = tempfile::tempdir().unwrap();
    let keychain = Arc::new(MemoryKeychain::default());
    let desk = Desk::open(folder.path(), keychain.clone());
    let before = desk.sign_in(&registry, registry.to(), 1).await;
    assert!(keychain.get(before.id.as_str()).unwrap().is_some());
    let moved = ChangeConnection {
        address: other.url(),
        ..change(&before)
    };
    let changed = desk.ask(moved).await.unwrap();
    assert_eq!(changed.notices, Vec::<String>::new());
    assert_eq!(changed.connection.id, before.id);
    assert_eq!(changed.connection.origin, other.url());
    assert_eq!(changed.connection.state, ConnectionState::SignInNeeded);
    assert_eq!(changed.connection.signed_in, None);
    assert!(changed.connection.accounts[0].signed_out);
    assert!(keychain.get(before.id.as_str()).unwrap().is_none());
    crate::provider::until(|| registry.sessions() == 0).await;
    // Nothing was asked there in anybody's name.
    let failure = desk.send(&before.id, "project.list").await.unwrap_err();
    assert_eq!(failure.code, FailureCode::SignInNeeded);
    assert_eq!(other.count("/api/v2.0/projects"), 0);
    assert_eq!(other.sessions(), 0);
}

#[tokio::test]
async fn the_same_registry_is_reached_in_another_way() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), Arc::new(MemoryKeychain::default()));
    let before = desk.sign_in(&registry, registry.to(), 1).await;
    let trusting = ChangeConnection {
        trust: Trust {
            unverified_certificate: true,
            ..plain_http()
        },
        ..change(&before)
    };
    let changed = desk.ask(trusting).await.unwrap().connection;
    assert!(changed.trust.unverified_certificate);
    assert_eq!(changed.state, ConnectionState::Connecting);
    // What is kept goes on.
    desk.send(&before.id, "project.list").await.unwrap();
    let now = desk.view().await;
    assert_eq!(now.state, ConnectionState::Connected);
    let session = now.signed_in.unwrap().session;
    assert!(matches!(session, SessionLife::EndsUnused { .. }));
    assert_eq!(registry.sessions(), 1);
}

#[tokio::test]
async fn what_does_not_answer_changes_nothing() {
    let (registry, folder) = (Registry::start().await, tempfile::tempdir().unwrap());
    let desk = Desk::open(folder.path(), Arc::new(MemoryKeychain::default()));
    let before = desk.sign_in(&registry, registry.to(), 1).await;
    for address in ["http://127.0.0.1:9", "no address"] {
        let moved = ChangeConnection {
            address: address.to_owned(),
            ..change(&before)
        };
        desk.ask(moved).await.unwrap_err();
        assert_eq!(desk.view().await, before, "{address}");
    }
    let through_nothing = ChangeConnection {
        trust: Trust {
            proxy: Some("http://127.0.0.1:9".to_owned()),
            ..plain_http()
        },
        ..change(&before)
    };
    desk.ask(through_nothing).await.unwrap_err();
    assert_eq!(desk.view().await, before);
}
