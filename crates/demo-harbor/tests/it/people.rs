//! People and groups, what is said of them in the audit log, and whom nobody may be.

use crate::common::sample::{ask, demo, get};
use crate::common::visitor::Visitor;
use demo_harbor::{DemoHarbor, Options, PASSWORD, World};
use serde_json::{Value, json};

fn person(name: &str, email: &str, realname: &str) -> Value {
    json!({ "username": name, "email": email, "realname": realname, "password": PASSWORD })
}

fn create(demo: &DemoHarbor, person: Value) -> u16 {
    ask(demo, "admin", "POST", "/users", Some(person)).status
}

fn known(demo: &DemoHarbor, name: &str) -> Value {
    get(demo, "admin", &format!("/users?username={name}")).json()[0].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_has_no_comma_and_an_address_is_one_persons() {
    let demo = demo().await;
    let comma = person("turing", "turing@example.org", "Turing, Alan");
    assert_eq!(create(&demo, comma), 400);
    assert_eq!(
        create(&demo, person("turing", "turing@example.org", "Alan")),
        201
    );
    assert_eq!(
        create(&demo, person("other", "turing@example.org", "Alan")),
        409
    );

    let turing = known(&demo, "turing");
    let path = format!("/users/{}", turing["user_id"]);
    let put = |body: Value| ask(&demo, "admin", "PUT", &path, Some(body)).status;
    let taken = known(&demo, "ada")["email"].clone();
    assert!(taken.is_string());
    for (body, status) in [
        (json!({ "email": "turing@example.org" }), 400),
        (
            json!({ "email": "turing@example.org", "realname": "Turing, Alan" }),
            400,
        ),
        // The server looks only when it is too late.
        (json!({ "email": taken, "realname": "Alan" }), 500),
    ] {
        assert_eq!(put(body.clone()), status, "{body}");
    }
    assert_eq!(known(&demo, "turing"), turing);
    assert_eq!(
        put(json!({ "email": "turing@example.org", "realname": "Al" })),
        200
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_search_for_people_has_one_page_and_says_that_there_are_more() {
    let demo = demo().await;
    let page = |number: u32| {
        let path = format!("/users/search?username=a&page={number}&page_size=2");
        get(&demo, "zed", &path)
    };
    assert_eq!(page(1).json(), page(2).json());
    let second = page(2);
    assert_eq!(second.json().as_array().map(Vec::len), Some(2));
    assert!(second.header("link").expect("links").contains("page=3"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_of_a_directory_needs_one() {
    let demo = demo().await;
    let group = json!({ "group_name": "lab", "group_type": 1, "ldap_group_dn": "cn=lab" });
    let made = ask(&demo, "admin", "POST", "/usergroups", Some(group));
    assert_eq!(made.status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_and_groups_that_only_the_directory_knows_become_members() {
    let demo = {
        let options = Options {
            world: World::sample().by_directory(),
            ..Options::default()
        };
        DemoHarbor::start(options).await.expect("a free port")
    };
    let add = |member: Value| {
        let path = "/projects/skaha/members";
        ask(&demo, "admin", "POST", path, Some(member)).status
    };
    let group = |dn: &str| json!({ "role_id": 2, "member_group": { "ldap_group_dn": dn } });
    assert_eq!(add(group("cn=engineers,ou=groups,dc=example,dc=org")), 201);
    assert_eq!(add(group("cn=engineers,ou=groups,dc=example,dc=org")), 409);
    assert_eq!(add(group("cn=nobody,ou=groups,dc=example,dc=org")), 404);
    let user = |name: &str| json!({ "role_id": 2, "member_user": { "username": name } });
    assert_eq!(add(user("vera")), 201);
    assert_eq!(add(user("nobody-there")), 404);
    let groups = get(&demo, "admin", "/usergroups/search?groupname=engineers").json();
    assert_eq!(groups[0]["group_type"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_log_knows_who_signed_in_and_who_could_not() {
    let demo = demo().await;
    let logins = || {
        let rows = get(
            &demo,
            "admin",
            "/auditlog-exts?q=operation=login&page_size=50",
        )
        .json();
        rows.as_array().cloned().expect("a list")
    };
    let before = logins().len();
    // What signs each request in by itself is no sign-in.
    assert_eq!(get(&demo, "ada", "/users/current").status, 200);
    assert_eq!(logins().len(), before);

    let sign_in = |name: &str, password: &str| {
        let mut visitor = Visitor::new(&demo.url());
        let form = format!("principal={name}&password={password}");
        // The first is refused and brings the token.
        visitor.form("/c/login", &form);
        visitor.form("/c/login", &form).status
    };
    assert_eq!(sign_in("ada", PASSWORD), 200);
    assert_eq!(sign_in("nobody", "wrong"), 401);
    let now = logins();
    assert_eq!(now.len(), before + 2);
    let told = |row: &Value| (row["username"].clone(), row["operation_result"].clone());
    assert_eq!(told(&now[0]), (json!("nobody"), json!(false)));
    assert_eq!(told(&now[1]), (json!("ada"), json!(true)));
    let failed = get(&demo, "admin", "/auditlog-exts?q=op_result=false").json();
    assert_eq!(failed.as_array().map(Vec::len), Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_what_is_refused_hardly_anything_is_logged() {
    let demo = demo().await;
    let failed = || {
        let rows = get(&demo, "admin", "/auditlog-exts?q=op_result=false").json();
        rows.as_array().cloned().expect("a list")
    };
    let deleted = ask(&demo, "admin", "DELETE", "/projects/skaha", None);
    assert_eq!(deleted.status, 412);
    assert!(failed().is_empty());
    assert_eq!(create(&demo, person("", "x@example.org", "X")), 400);
    let rows = failed();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["resource_type"], "user");
}
