//! Signing in through a provider: the demo against a certified one.

use std::time::Duration;

use crate::common::visitor::Visitor;
use crate::common::{Answer, basic, send};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use demo_harbor::{DemoHarbor, OidcSettings, Options, PASSWORD};
use pilothouse_test_provider::{Answer as Consent, Browser, Client, Provider, subject};
use serde_json::{Value, json};

/// A demo that knows ada and bob from earlier, and its provider.
async fn start(change: impl FnOnce(&mut OidcSettings)) -> (DemoHarbor, Provider) {
    let provider = Provider::start_with(json!({"consent": false}))
        .await
        .unwrap();
    let mut oidc = OidcSettings::new(provider.issuer(), "harbor", provider.client_secret());
    oidc.known = ["ada", "bob"]
        .map(|login| (login.to_owned(), subject(login)))
        .to_vec();
    change(&mut oidc);
    let options = Options {
        oidc: Some(oidc),
        login_delay: Duration::from_millis(5),
        ..Options::default()
    };
    let demo = DemoHarbor::start(options).await.unwrap();
    provider.accept_harbor(&demo.url()).await.unwrap();
    (demo, provider)
}

/// Signs somebody in at the provider for a sign-in that a visitor has begun.
async fn at_provider(visitor: &mut Visitor, login: &str, consent: Consent) -> String {
    let begun = visitor.get("/c/oidc/login?redirect_url=/harbor/projects");
    assert_eq!(begun.status, 302, "{}", begun.text());
    let browser = Browser::new().unwrap();
    let opened = begun.header("location").unwrap();
    let callback = browser.sign_in(opened, login, consent).await.unwrap();
    let path = callback.strip_prefix(visitor.base()).unwrap();
    path.to_owned()
}

async fn signed_in(demo: &DemoHarbor, login: &str) -> Visitor {
    let mut visitor = Visitor::new(&demo.url());
    let callback = at_provider(&mut visitor, login, Consent::Allow).await;
    let done = visitor.get(&callback);
    assert_eq!(done.status, 302, "{}", done.text());
    visitor
}

fn bearer(token: &str) -> Vec<(String, String)> {
    vec![("Authorization".to_owned(), format!("Bearer {token}"))]
}

fn ask(demo: &DemoHarbor, headers: &[(String, String)], path: &str) -> Answer {
    send(&demo.url(), "GET", path, headers, None)
}

/// What a token of the registry's interface allows.
fn actions(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200);
    let token = answer.json()["token"].as_str().unwrap().to_owned();
    let part = token.split('.').nth(1).unwrap();
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap();
    claims["access"][0]["actions"].clone()
}

const TOKEN: &str = "/service/token?service=harbor-registry&scope=repository:skaha/astroml:pull";

#[tokio::test(flavor = "multi_thread")]
async fn the_handed_back_address_signs_in_once_and_only_where_it_was_begun() {
    let (demo, _provider) = start(|_| ()).await;
    let info = ask(&demo, &[], "/api/v2.0/systeminfo").json();
    assert_eq!(
        (&info["auth_mode"], &info["oidc_provider_name"]),
        (&json!("oidc_auth"), &json!("Demo ID"))
    );
    let mut program = Visitor::new(&demo.url());
    let callback = at_provider(&mut program, "ada", Consent::Allow).await;
    // The browser has no session of this sign-in, and neither has somebody else.
    for mut stranger in [Visitor::new(&demo.url()), {
        let mut other = Visitor::new(&demo.url());
        assert_eq!(other.get("/c/oidc/login").status, 302);
        other
    }] {
        let refused = stranger.get(&callback);
        assert_eq!(
            (refused.status, refused.message().as_str()),
            (400, "State mismatch")
        );
    }
    // The code was not used up by that.
    let before = program.cookie("sid").unwrap();
    let done = program.get(&callback);
    assert_eq!(
        (done.status, done.header("location")),
        (302, Some("/harbor/projects"))
    );
    assert_ne!(program.cookie("sid").unwrap(), before);
    let ada = program.get("/api/v2.0/users/current").json();
    assert_eq!(ada["username"], "ada");
    let again = program.get(&callback);
    assert_eq!(again.status, 400);
    assert!(
        again.message().starts_with("oauth2: \"invalid_grant\""),
        "{}",
        again.message()
    );
    assert_eq!(
        program.get("/c/oidc/login?redirect_url=//evil").message(),
        "cannot redirect to other site"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_and_a_failing_provider_are_told() {
    let (demo, provider) = start(|_| ()).await;
    provider.control(json!({"consent": true})).await.unwrap();
    let mut visitor = Visitor::new(&demo.url());
    let callback = at_provider(&mut visitor, "ada", Consent::Deny).await;
    let refused = visitor.get(&callback);
    assert_eq!(refused.status, 400);
    assert!(
        refused
            .message()
            .starts_with("OIDC callback returned error: access_denied - "),
        "{}",
        refused.message()
    );
    assert_eq!(visitor.get("/api/v2.0/users/current").status, 401);
    provider.control(json!({"fail": "token"})).await.unwrap();
    let callback = at_provider(&mut visitor, "ada", Consent::Allow).await;
    let failed = visitor.get(&callback);
    assert!(failed.message().contains("503"), "{}", failed.message());
    provider
        .control(json!({"fail": "discovery"}))
        .await
        .unwrap();
    assert_eq!(visitor.get("/c/oidc/login").status, 500);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_is_named_once() {
    let (demo, _provider) = start(|_| ()).await;
    let mut visitor = Visitor::new(&demo.url());
    let callback = at_provider(&mut visitor, "newbie", Consent::Allow).await;
    let named = visitor.get(&callback);
    assert_eq!(
        named.header("location").unwrap(),
        "/oidc-onboard?username=New_Bie&redirect_url=%2Fharbor%2Fprojects"
    );
    assert_eq!(visitor.get("/api/v2.0/users/current").status, 401);
    let token = visitor.token.take();
    let name = |visitor: &mut Visitor, name: &str| {
        let answer = visitor.send("POST", "/c/oidc/onboard", Some(json!({ "username": name })));
        (answer.status, answer.message())
    };
    assert_eq!(
        name(&mut visitor, "new.bie"),
        (403, "CSRF token not found in request".to_owned())
    );
    assert!(token.is_some() && visitor.token.is_some());
    let length = (400, "username with illegal length".to_owned());
    assert_eq!(name(&mut visitor, ""), length);
    assert_eq!(name(&mut visitor, &"x".repeat(256)), length);
    for bad in ["bad,name", "bad~name", "bad\"name", "b#", "b%", "b$"] {
        let words = format!("username {bad} contains illegal characters: ,\"~#%$");
        assert_eq!(name(&mut visitor, bad), (400, words));
    }
    assert_eq!(
        name(&mut visitor, "admin"),
        (
            409,
            "failed to create user record: user admin or email newbie@example.org already exists"
                .to_owned()
        )
    );
    assert_eq!(name(&mut visitor, "new.bie"), (200, String::new()));
    let current = visitor.get("/api/v2.0/users/current").json();
    assert_eq!(
        (&current["username"], &current["comment"]),
        (&json!("new.bie"), &json!("Onboarded via OIDC provider"))
    );
    assert_eq!(
        name(&mut visitor, "again"),
        (400, "Failed to get OIDC user info from session".to_owned())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn newcomers_may_get_an_account_at_once_and_rights_by_their_groups() {
    let (demo, _provider) = start(|oidc| {
        oidc.auto_onboard = true;
        oidc.admin_group = "registry-admins".to_owned();
    })
    .await;
    let mut grace = signed_in(&demo, "grace").await;
    let current = grace.get("/api/v2.0/users/current").json();
    assert_eq!(
        (&current["username"], &current["admin_role_in_auth"]),
        (&json!("grace"), &json!(false))
    );
    let mut root = signed_in(&demo, "root").await;
    let current = root.get("/api/v2.0/users/current").json();
    assert_eq!(current["admin_role_in_auth"], true);
    let group =
        json!({"role_id": 2, "member_group": {"group_name": "astronomers", "group_type": 3}});
    let project = "/api/v2.0/projects/casa-team";
    assert_eq!(grace.get(project).status, 403);
    let added = root.send("POST", &format!("{project}/members"), Some(group));
    assert_eq!(added.status, 201, "{}", added.text());
    assert_eq!(
        grace.get(project).json()["current_user_role_ids"],
        json!([2])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_first_administrator_has_a_password() {
    let (demo, _provider) = start(|_| ()).await;
    assert_eq!(
        ask(
            &demo,
            &[basic("admin", PASSWORD)],
            "/api/v2.0/users/current"
        )
        .status,
        200
    );
    assert_eq!(
        ask(&demo, &[basic("ada", PASSWORD)], "/api/v2.0/users/current").status,
        401
    );
    let mut visitor = Visitor::new(&demo.url());
    let login = |visitor: &mut Visitor, name: &str| {
        visitor.form("/c/login", &format!("principal={name}&password={PASSWORD}"))
    };
    assert_eq!(login(&mut visitor, "ada").status, 403);
    let elsewhere = login(&mut visitor, "ada");
    assert_eq!(elsewhere.status, 403);
    assert_eq!(
        elsewhere.json(),
        json!({"redirect_location": format!("{}/c/oidc/login", demo.url())})
    );
    assert_eq!(login(&mut visitor, "admin").status, 200);
    assert_eq!(visitor.get("/c/log_out").status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_the_provider_counts_if_it_is_for_harbor_and_its_owner_is_known() {
    let (demo, provider) = start(|_| ()).await;
    let token = |client: Client, login: &'static str| {
        let provider = &provider;
        async move {
            let browser = Browser::new().unwrap();
            let tokens = browser.tokens(provider, client, login).await.unwrap();
            bearer(tokens["id_token"].as_str().unwrap())
        }
    };
    let who = |headers: &[(String, String)]| {
        let answer = ask(&demo, headers, "/api/v2.0/users/current");
        (answer.status, answer.json()["username"].clone())
    };
    let ada = token(Client::Pilothouse, "ada").await;
    assert_eq!(who(&ada), (200, json!("ada")));
    assert!(
        actions(&ask(&demo, &ada, TOKEN))
            .as_array()
            .unwrap()
            .contains(&json!("push"))
    );
    let mut made = ada.clone();
    made.push(("Content-Type".to_owned(), "application/json".to_owned()));
    let body = json!({"project_name": "by-bearer"}).to_string();
    let made = send(
        &demo.url(),
        "POST",
        "/api/v2.0/projects",
        &made,
        Some(body.as_bytes()),
    );
    assert_eq!(made.status, 201, "{}", made.text());
    // For another program, by somebody unknown, changed, nonsense.
    assert_eq!(who(&token(Client::Alone, "ada").await).0, 401);
    assert_eq!(who(&token(Client::Pilothouse, "grace").await).0, 401);
    let spoilt = ada[0].1.trim_start_matches("Bearer ").to_owned();
    let (head, signature) = spoilt.rsplit_once('.').unwrap();
    let turned: String = signature.chars().rev().collect();
    assert_eq!(who(&bearer(&format!("{head}.{turned}"))).0, 401);
    assert_eq!(who(&bearer("nonsense")).0, 401);
    assert_eq!(
        ask(&demo, &bearer("nonsense"), "/api/v2.0/projects").status,
        200
    );
    // Nor one that has ended.
    provider
        .control(json!({"lifetimes": {"id": 1}}))
        .await
        .unwrap();
    let short = token(Client::Pilothouse, "ada").await;
    let start = std::time::Instant::now();
    while who(&short).0 == 200 {
        assert!(start.elapsed() < Duration::from_secs(10), "it never ends");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cli_secret_opens_ten_paths_and_dies_with_the_next_one() {
    let (demo, _provider) = start(|_| ()).await;
    let mut ada = signed_in(&demo, "ada").await;
    let me = ada.get("/api/v2.0/users/current").json();
    let secret = me["oidc_user_meta"]["secret"].as_str().unwrap().to_owned();
    let id = me["user_id"].as_i64().unwrap();
    let with = [basic("ada", &secret)];
    let signed = |path: &str| {
        let answer = ask(&demo, &with, path);
        answer.status == 200
    };
    let repository = "/api/v2.0/projects/casa-team/repositories";
    for path in [
        "/v2/",
        "/api/version",
        "/api/v2.0/labels?scope=g",
        repository,
        "/api/v2.0/projects/skaha/repositories/astroml/artifacts",
    ] {
        assert!(signed(path), "{path}");
    }
    let private = "/api/v2.0/projects?name=casa-team";
    assert_eq!(ask(&demo, &with, private).json()[0]["name"], "casa-team");
    let version = |headers: &[(String, String)]| {
        ask(&demo, headers, "/api/v2.0/systeminfo").json()["harbor_version"].is_string()
    };
    assert!(version(&with));
    assert!(
        actions(&ask(&demo, &with, TOKEN))
            .as_array()
            .unwrap()
            .contains(&json!("push"))
    );
    let change = |method: &str, path: &str, body: Option<Value>| {
        let kind = ("Content-Type".to_owned(), "application/json".to_owned());
        let body = body.map(|body| body.to_string());
        let headers = [with[0].clone(), kind];
        let body = body.as_deref().map(str::as_bytes);
        send(&demo.url(), method, path, &headers, body).status
    };
    let project = json!({"project_name": "by-secret"});
    assert_eq!(change("POST", "/api/v2.0/projects", Some(project)), 201);
    let name = ask(&demo, &with, repository).json()[0]["name"].clone();
    let name = name.as_str().unwrap().trim_start_matches("casa-team/");
    let artifacts = format!("{repository}/{}/artifacts", name.replace('/', "%252F"));
    let first = ask(&demo, &with, &artifacts).json()[0].clone();
    let (digest, tag) = (&first["digest"], &first["tags"][0]["name"]);
    let (digest, tag) = (digest.as_str().unwrap(), tag.as_str().unwrap());
    let one = format!("{artifacts}/{digest}");
    assert_eq!(change("DELETE", &format!("{one}/tags/{tag}"), None), 200);
    assert_eq!(ask(&demo, &with, &one).status, 401);
    // Open to all, but what is private is not in it.
    let all = ask(&demo, &with, "/api/v2.0/repositories?page_size=100").text();
    assert!(!all.contains("\"casa-team/"), "{all}");
    for path in [
        "/api/v2.0/users/current",
        "/api/v2.0/statistics",
        "/api/v2.0/projects/casa-team",
        "/api/v2.0/projects/casa-team/members",
    ] {
        assert_eq!(ask(&demo, &with, path).status, 401, "{path}");
    }
    // Its rules.
    let own = format!("/api/v2.0/users/{id}/cli_secret");
    for bad in ["Short1", "nouppercase1", "NOLOWERCASE1", "NoDigitsHere"] {
        let answer = ada.send("PUT", &own, Some(json!({ "secret": bad })));
        assert_eq!(answer.status, 400, "{bad}");
        assert!(answer.message().contains("must be 8-128"), "{bad}");
    }
    let others = ada.send("PUT", "/api/v2.0/users/1/cli_secret", Some(json!({})));
    assert_eq!((others.status, others.message().as_str()), (403, "ada"));
    let made = ada.send("PUT", &own, Some(json!({"secret": "Chosen0Secret"})));
    assert_eq!((made.status, made.text().as_str()), (200, ""));
    assert!(version(&[basic("ada", "Chosen0Secret")]));
    assert!(!version(&with), "the old one is dead");
    // It is not refused, it just allows nothing.
    let none = ask(
        &demo,
        &with,
        &TOKEN.replace("skaha/astroml", "casa-team/casa"),
    );
    assert_eq!(actions(&none), json!([]));
    assert_eq!(ada.send("PUT", &own, Some(json!({}))).status, 200);
    let fresh = ada.get("/api/v2.0/users/current").json();
    let fresh = fresh["oidc_user_meta"]["secret"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(![&secret, "Chosen0Secret"].contains(&fresh.as_str()));
    assert!(version(&[basic("ada", &fresh)]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cli_secret_lives_as_long_as_the_refresh_token_behind_it() {
    let (demo, provider) = start(|_| ()).await;
    // That short, every use renews the access token, which rotates the refresh token.
    provider
        .control(json!({"lifetimes": {"access": 5}}))
        .await
        .unwrap();
    let mut ada = signed_in(&demo, "ada").await;
    let me = ada.get("/api/v2.0/users/current").json();
    let with = [basic(
        "ada",
        me["oidc_user_meta"]["secret"].as_str().unwrap(),
    )];
    let works = || ask(&demo, &with, "/api/v2.0/systeminfo").json()["harbor_version"].is_string();
    let before = provider.served("token").await.unwrap();
    for round in 1..=3 {
        assert!(works(), "round {round}: the newest refresh token is kept");
        assert_eq!(provider.served("token").await.unwrap(), before + round);
    }
    provider.revoke("ada").await.unwrap();
    assert!(!works());
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_leaves_the_provider_alone_unless_oidc_logout_is_on() {
    for logout in [false, true] {
        let (demo, provider) = start(|oidc| oidc.logout = logout).await;
        let mut ada = signed_in(&demo, "ada").await;
        let me = ada.get("/api/v2.0/users/current").json();
        let with = [basic(
            "ada",
            me["oidc_user_meta"]["secret"].as_str().unwrap(),
        )];
        let works =
            || ask(&demo, &with, "/api/v2.0/systeminfo").json()["harbor_version"].is_string();
        assert!(works());
        let elsewhere = ada.get("/c/log_out");
        assert_eq!(elsewhere.status, 403);
        assert_eq!(
            elsewhere.json(),
            json!({"redirect_location": format!("{}/c/oidc/logout", demo.url())})
        );
        let out = ada.get("/c/oidc/logout");
        assert_eq!(out.status, 302);
        let to = out.header("location").unwrap();
        if logout {
            assert!(to.starts_with(provider.issuer()), "{to}");
            assert!(to.contains("id_token_hint="), "{to}");
        } else {
            assert_eq!(to, "/account/sign-in");
        }
        assert_eq!(ada.get("/api/v2.0/users/current").status, 401);
        assert_eq!(works(), !logout);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_end_by_themselves_and_looking_on_does_not_prolong_them() {
    let options = Options {
        session_lifetime: Some(Duration::from_millis(1500)),
        ..Options::default()
    };
    let demo = DemoHarbor::start(options).await.unwrap();
    let mut ada = Visitor::new(&demo.url());
    let form = format!("principal=ada&password={PASSWORD}");
    assert_eq!(ada.form("/c/login", &form).status, 403);
    assert_eq!(ada.form("/c/login", &form).status, 200);
    let start = std::time::Instant::now();
    ada.background = true;
    while ada.get("/api/v2.0/users/current").status == 200 {
        assert!(start.elapsed() < Duration::from_secs(20), "it never ends");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(start.elapsed() >= Duration::from_millis(1000));
}

#[tokio::test(flavor = "multi_thread")]
async fn with_passwords_there_is_no_provider_and_no_cli_secret() {
    let demo = DemoHarbor::start(Options::default()).await.unwrap();
    let login = ask(&demo, &[], "/c/oidc/login");
    assert_eq!(
        (login.status, login.message().as_str()),
        (412, "auth mode: db_auth is not OIDC based")
    );
    let allowed = |headers: &[(String, String)]| actions(&ask(&demo, headers, TOKEN));
    assert_eq!(allowed(&[]), json!(["pull"]));
    let bob = allowed(&[basic("bob", PASSWORD)]);
    assert_eq!(bob, json!(["pull", "push", "delete"]));
    let admin = [basic("admin", PASSWORD)];
    let robots = ask(&demo, &admin, "/api/v2.0/robots").json();
    assert!(robots.is_array());
    let mut with = admin.to_vec();
    with.push(("Content-Type".to_owned(), "application/json".to_owned()));
    let wanted = json!({"name": "puller", "level": "system", "duration": -1, "permissions": [
        {"kind": "project", "namespace": "casa-team", "access": [{"resource": "repository", "action": "pull"}]},
    ]});
    let made = send(
        &demo.url(),
        "POST",
        "/api/v2.0/robots",
        &with,
        Some(wanted.to_string().as_bytes()),
    );
    assert_eq!(made.status, 201, "{}", made.text());
    let made = made.json();
    let robot = [basic(
        made["name"].as_str().unwrap(),
        made["secret"].as_str().unwrap(),
    )];
    let private = TOKEN.replace("skaha/astroml", "casa-team/casa");
    assert_eq!(actions(&ask(&demo, &robot, &private)), json!(["pull"]));
    assert_eq!(actions(&ask(&demo, &[], &private)), json!([]));
}
