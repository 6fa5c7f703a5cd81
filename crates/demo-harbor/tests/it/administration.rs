//! Configuration, scanners and the directory, with what surprises in Harbor's own.

use crate::common::sample::{ask, demo, get};
use demo_harbor::{DemoHarbor, Options, World};
use serde_json::{Value, json};

fn configure(demo: &DemoHarbor, change: Value) -> crate::common::Answer {
    ask(demo, "admin", "PUT", "/configurations", Some(change))
}

fn setting(demo: &DemoHarbor, key: &str) -> Value {
    get(demo, "admin", "/configurations").json()[key]["value"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_harbor_refuses_are_refused_and_nothing_of_them_is_kept() {
    let demo = demo().await;
    for bad in [
        json!({"storage_per_project": 0}),
        json!({"ldap_scope": 3}),
        json!({"project_creation_restriction": "foo"}),
        json!({"robot_name_prefix": " "}),
        json!({"skip_audit_log_database": true}),
        json!({"session_timeout": 0, "token_expiration": 60}),
        json!({"robot_token_duration": 10_000_000_000_i64}),
        json!({"auth_mode": "ldap_auth"}),
    ] {
        assert_eq!(configure(&demo, bad.clone()).status, 400, "{bad}");
    }
    assert_eq!(setting(&demo, "token_expiration"), 30);
    // Go reads no number out of a text.
    for bad in [
        json!({"session_timeout": "30"}),
        json!({"read_only": "true"}),
        json!({"oidc_client_secret": 5}),
    ] {
        assert_eq!(configure(&demo, bad.clone()).status, 422, "{bad}");
    }
    // What it does not look at is kept.
    for odd in [
        json!({"banner_message": "{bad"}),
        json!({"oidc_scope": "foo"}),
        json!({"nonsense_key": 1}),
    ] {
        assert_eq!(configure(&demo, odd.clone()).status, 200, "{odd}");
    }
    let told = get(&demo, "admin", "/configurations").json();
    assert!(told.get("nonsense_key").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_change_is_in_effect_where_the_log_can_not_be_forwarded() {
    let demo = demo().await;
    let change = json!({"audit_log_forward_endpoint": "log.invalid:514", "session_timeout": 90});
    let refused = configure(&demo, change);
    assert_eq!(refused.status, 400);
    assert!(
        refused
            .message()
            .starts_with("could not connect to the audit endpoint")
    );
    assert_eq!(setting(&demo, "session_timeout"), 90);
    assert_eq!(
        setting(&demo, "audit_log_forward_endpoint"),
        "log.invalid:514"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn passwords_of_settings_are_never_told() {
    let demo = demo().await;
    let change = json!({"ldap_search_password": "Canary-1", "oidc_client_secret": "Canary-2"});
    assert_eq!(configure(&demo, change).status, 200);
    assert!(
        !get(&demo, "admin", "/configurations")
            .text()
            .contains("Canary")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn read_only_mode_refuses_everything_but_its_end() {
    let demo = demo().await;
    assert_eq!(configure(&demo, json!({"read_only": true})).status, 200);
    let ping = json!({"url": "https://id.example.org", "verify_cert": true});
    let refused = ask(&demo, "admin", "POST", "/system/oidc/ping", Some(ping));
    assert_eq!(refused.status, 403);
    assert_eq!(configure(&demo, json!({"read_only": false})).status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_is_tried_before_it_is_kept() {
    let demo = demo().await;
    let ping = |url: &str| {
        let body = json!({"url": url, "verify_cert": true});
        ask(&demo, "admin", "POST", "/system/oidc/ping", Some(body))
    };
    assert_eq!(ping("https://id.example.org").status, 200);
    let refused = ping("https://id.invalid");
    assert_eq!(refused.status, 400);
    assert_eq!(refused.message(), "failed to verify connection");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_settings_the_directory_fails_and_its_test_answers_200() {
    let demo = demo().await;
    let bare = ask(&demo, "admin", "POST", "/ldap/ping", None);
    assert_eq!(bare.status, 500);
    let body = json!({"ldap_url": "ldap://127.0.0.1:1", "ldap_base_dn": "dc=x"});
    let tried = ask(&demo, "admin", "POST", "/ldap/ping", Some(body));
    assert_eq!(tried.status, 200);
    assert_eq!(tried.json(), json!({"message": "error: empty password"}));
    for path in [
        "/ldap/users/search?username=a",
        "/ldap/groups/search?groupname=a",
    ] {
        assert_eq!(get(&demo, "admin", path).status, 500, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_of_the_directory_are_imported_once() {
    let options = Options {
        world: World::sample().by_directory(),
        ..Options::default()
    };
    let demo = DemoHarbor::start(options).await.expect("a free port");
    let found = get(&demo, "admin", "/ldap/users/search?username=ann").json();
    assert_eq!(found[0]["username"], "annie");
    let import = |uids: Value| {
        let body = json!({ "ldap_uid_list": uids });
        ask(&demo, "admin", "POST", "/ldap/users/import", Some(body))
    };
    assert_eq!(import(json!(["annie"])).status, 200);
    // The others are imported all the same.
    let partly = import(json!(["annie", "nobody", "vera"]));
    assert_eq!(partly.status, 404);
    let expected = json!([
        {"uid": "annie", "error": "duplicate_user"},
        {"uid": "nobody", "error": "unknown_user"},
    ]);
    assert_eq!(partly.json(), expected);
    let users = get(&demo, "admin", "/users?username=vera").json();
    assert_eq!(users[0]["realname"], "Vera Rubin");

    let group = |dn: &str| {
        let body = json!({"group_type": 1, "ldap_group_dn": dn});
        ask(&demo, "admin", "POST", "/usergroups", Some(body)).status
    };
    assert_eq!(group("cn=nobody,ou=groups,dc=example,dc=org"), 404);
    assert_eq!(group("cn=operators,ou=groups,dc=example,dc=org"), 201);
    let groups = get(&demo, "admin", "/usergroups?group_name=operators").json();
    let mut groups = groups.as_array().expect("a list").iter();
    let made = groups.find(|group| group["group_name"] == "operators");
    assert_eq!(made.expect("the new one")["group_type"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_scanner_of_the_server_can_not_be_changed_and_others_must_answer() {
    let demo = demo().await;
    let first = get(&demo, "admin", "/scanners").json()[0].clone();
    let path = format!("/scanners/{}", first["uuid"].as_str().expect("a number"));
    let body = json!({"name": "Trivy", "url": "http://trivy-adapter:8080", "disabled": true});
    assert_eq!(ask(&demo, "admin", "PUT", &path, Some(body)).status, 403);
    assert_eq!(ask(&demo, "admin", "DELETE", &path, None).status, 403);
    let new = |url: &str| {
        let body = json!({"name": "Clair", "url": url});
        ask(&demo, "admin", "POST", "/scanners", Some(body)).status
    };
    assert_eq!(new("http://clair.invalid:8080"), 500);
    assert_eq!(new("http://clair:8080"), 201);
    let all = get(&demo, "admin", "/scanners").json();
    let clair = all.as_array().expect("a list").iter();
    let clair = clair.clone().find(|one| one["name"] == "Clair");
    let clair = clair.expect("the new one")["uuid"].as_str().expect("an id");
    let path = format!("/scanners/{clair}");
    let renamed = json!({"name": "Clair 4", "url": "http://clair:8081", "disabled": true});
    assert_eq!(ask(&demo, "admin", "PUT", &path, Some(renamed)).status, 200);
    let kept = get(&demo, "admin", &path).json();
    assert_eq!(
        (&kept["name"], &kept["disabled"]),
        (&json!("Clair 4"), &json!(true))
    );

    // Without a default one nothing is known of scans of everything.
    let default = json!({"is_default": true});
    assert_eq!(
        ask(&demo, "admin", "PATCH", &path, Some(default)).status,
        200
    );
    assert_eq!(ask(&demo, "admin", "DELETE", &path, None).status, 200);
    for path in ["/system/scanAll/schedule", "/scans/all/metrics"] {
        assert_eq!(get(&demo, "admin", path).status, 412, "{path}");
    }
}
