//! Settings of a registry: changed where nobody was faster, and read back whatever it answers.

use std::collections::BTreeMap;

use crate::listed::Place;
use demo_harbor::World;
use harbor_api::operations::GetConfiguration;
use pilothouse_protocol::{
    ChangeConfiguration, ConfigurationOutcome, Entered, FailureCode, SaveScanner, ScannerDraft,
    TestDirectory,
};
use serde_json::{Value, json};

fn values(values: Value) -> BTreeMap<String, Value> {
    serde_json::from_value(values).unwrap()
}

fn change(place: &Place, before: Value, after: Value) -> ChangeConfiguration {
    ChangeConfiguration {
        connection: place.connection.id.clone(),
        before: values(before),
        change: values(after),
        secrets: BTreeMap::new(),
    }
}

async fn setting(place: &Place, key: &str) -> Value {
    let all = place.send(&GetConfiguration {}).await;
    all.value(key).cloned().unwrap()
}

#[tokio::test]
async fn what_somebody_else_changed_is_not_overwritten_unseen() {
    let place = Place::open_as(World::sample(), "admin").await;
    let first = change(
        &place,
        json!({"session_timeout": 60}),
        json!({"session_timeout": 90}),
    );
    let done = place.desk.ask(first).await.unwrap();
    assert_eq!(done.outcome, ConfigurationOutcome::Done);
    assert_eq!(done.now.unwrap().value("session_timeout"), Some(&json!(90)));

    // Another person still sees 60.
    let late = change(
        &place,
        json!({"session_timeout": 60, "token_expiration": 30}),
        json!({"session_timeout": 120, "token_expiration": 15}),
    );
    let overtaken = place.desk.ask(late).await.unwrap();
    let keys = vec!["session_timeout".to_owned()];
    assert_eq!(overtaken.outcome, ConfigurationOutcome::Overtaken { keys });
    assert_eq!(setting(&place, "token_expiration").await, 30);
}

#[tokio::test]
async fn a_refused_change_tells_what_of_it_is_in_force() {
    let place = Place::open_as(World::sample(), "admin").await;
    let asked = change(
        &place,
        json!({"audit_log_forward_endpoint": "", "session_timeout": 60}),
        json!({"audit_log_forward_endpoint": "log.invalid:514", "session_timeout": 90}),
    );
    let answer = place.desk.ask(asked).await.unwrap();
    let ConfigurationOutcome::Refused { failure, in_force } = answer.outcome else {
        panic!("{:?}", answer.outcome);
    };
    assert!(failure.message.contains("audit endpoint"), "{failure}");
    assert_eq!(in_force, ["audit_log_forward_endpoint", "session_timeout"]);
    assert_eq!(
        answer.now.unwrap().value("session_timeout"),
        Some(&json!(90))
    );

    let asked = change(
        &place,
        json!({"storage_per_project": -1, "session_timeout": 90}),
        json!({"storage_per_project": 0, "session_timeout": 30}),
    );
    let answer = place.desk.ask(asked).await.unwrap();
    let ConfigurationOutcome::Refused { in_force, .. } = answer.outcome else {
        panic!("{:?}", answer.outcome);
    };
    assert_eq!(in_force, Vec::<String>::new());
}

#[tokio::test]
async fn read_only_mode_is_told_at_once_and_can_be_left() {
    let place = Place::open_as(World::sample(), "admin").await;
    let on = change(
        &place,
        json!({"read_only": false}),
        json!({"read_only": true}),
    );
    place.desk.ask(on).await.unwrap();
    assert_eq!(place.desk.view().await.system.read_only, Some(true));
    let scanner = SaveScanner {
        connection: place.connection.id.clone(),
        id: None,
        scanner: ScannerDraft {
            name: "Clair".to_owned(),
            description: String::new(),
            url: "http://clair:8080".to_owned(),
            auth: String::new(),
            credential: None,
            skip_certificate_check: false,
            use_internal_address: true,
            disabled: false,
        },
    };
    let refused = place.desk.ask(scanner.clone()).await.unwrap_err();
    assert_eq!(refused.code, FailureCode::Precondition);
    let off = change(
        &place,
        json!({"read_only": true}),
        json!({"read_only": false}),
    );
    let done = place.desk.ask(off).await.unwrap();
    assert_eq!(done.outcome, ConfigurationOutcome::Done);
    assert_eq!(place.desk.view().await.system.read_only, Some(false));
    place.desk.ask(scanner).await.unwrap();
}

#[tokio::test]
async fn a_secret_setting_is_sent_and_never_said() {
    let place = Place::open_as(World::sample(), "admin").await;
    let secret = || BTreeMap::from([("oidc_client_secret".to_owned(), canary())]);
    let asked = ChangeConfiguration {
        secrets: secret(),
        ..change(&place, json!({}), json!({}))
    };
    assert!(!format!("{asked:?}").contains("Canary"));
    let done = place.desk.ask(asked).await.unwrap();
    assert_eq!(done.outcome, ConfigurationOutcome::Done);
    let refused = ChangeConfiguration {
        secrets: secret(),
        ..change(&place, json!({}), json!({"storage_per_project": 0}))
    };
    let answer = place.desk.ask(refused).await.unwrap();
    assert!(!format!("{answer:?}").contains("Canary"));

    // Nor by the way of other operations.
    let arguments = json!({"body": {"oidc_client_secret": "Canary"}});
    let id = &place.connection.id;
    let other = place.desk.send_with(id, "configuration.update", arguments);
    assert_eq!(other.await.unwrap_err().code, FailureCode::Invalid);
}

fn canary() -> Entered {
    Entered::new("Canary-Secret-1".to_owned())
}

#[tokio::test]
async fn a_directory_is_tried_with_a_password_that_passes_through() {
    let place = Place::open_as(World::sample().by_directory(), "admin").await;
    let test = |password: Option<&str>| TestDirectory {
        connection: place.connection.id.clone(),
        settings: harbor_api::types::LdapPing {
            ldap_url: "ldaps://ldap.example.org".to_owned(),
            ldap_scope: 2,
            ldap_verify_cert: true,
            ..Default::default()
        },
        password: password.map(|text| Entered::new(text.to_owned())),
    };
    // The one that the registry keeps.
    assert!(place.desk.ask(test(None)).await.unwrap().success);
    let wrong = place.desk.ask(test(Some("wrong"))).await.unwrap();
    assert!(!wrong.success && wrong.message.contains("Invalid Credentials"));
}
