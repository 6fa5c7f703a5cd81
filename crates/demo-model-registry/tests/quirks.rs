//! What surprises about the service, one by one.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::{Duration, Instant};

use demo_harbor::{DemoHarbor, World};
use demo_model_registry::{DemoModelRegistry, Options};
use reqwest::Method;
use serde_json::{Value, json};

const HOUR: Duration = Duration::from_secs(3600);

struct Service {
    service: DemoModelRegistry,
    token: String,
    _harbor: DemoHarbor,
}

impl Service {
    async fn start() -> Self {
        let harbor = DemoHarbor::start(demo_harbor::Options {
            world: World::sample().with_models(),
            ..demo_harbor::Options::default()
        })
        .await
        .unwrap();
        let service = DemoModelRegistry::start(Options {
            harbor: harbor.project_access(),
            refresh_takes: Duration::from_millis(60),
            has_lists: true,
        })
        .await
        .unwrap();
        Self {
            token: service.token(HOUR),
            service,
            _harbor: harbor,
        }
    }

    async fn ask(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let address = format!("{}{path}", self.service.url());
        let request = client()
            .request(method, address)
            .bearer_auth(&self.token)
            .json(&body);
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap())
    }
}

/// What is on this computer is not asked through a proxy.
fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

fn project(name: &str) -> Value {
    json!({"name": name, "display_name": "A", "tenantId": "1", "description": "", "public": false})
}

#[tokio::test]
async fn a_tenant_that_is_there_is_updated_and_answered_with_a_conflict() {
    let service = Service::start().await;
    let body = json!({"name": "canfar", "companyName": "New", "url": "https://a.example.org"});
    let (status, _) = service.ask(Method::POST, "/tenants", body.clone()).await;
    assert_eq!(status, 409);
    let (_, tenants) = service.ask(Method::GET, "/tenants", Value::Null).await;
    assert_eq!(tenants[0]["companyName"], "New");
    let (status, refusal) = service
        .ask(Method::POST, "/tenants", json!({"name": "x"}))
        .await;
    assert_eq!(
        (status, &refusal["message"]),
        (400, &json!("field companyName is required"))
    );
}

#[tokio::test]
async fn projects_are_sent_in_snake_case_and_come_in_camel_case() {
    let service = Service::start().await;
    let (status, made) = service
        .ask(Method::POST, "/projects", project("new-one"))
        .await;
    assert_eq!(status, 200);
    assert_eq!(
        (&made["displayName"], &made["tenantId"]),
        (&json!("A"), &json!(1))
    );
    assert_eq!(made["display_name"], Value::Null);
    for (body, status) in [
        (project("new-one"), 409),
        (project("galaxies"), 409),
        (project("Upper"), 400),
        (
            json!({"name": "b", "display_name": "B", "tenantId": "99"}),
            400,
        ),
        (json!({"name": "b", "tenantId": "1"}), 400),
    ] {
        let (found, said) = service.ask(Method::POST, "/projects", body).await;
        assert_eq!(found, status, "{said}");
    }
}

#[tokio::test]
async fn registering_sets_harbors_project_back() {
    let service = Service::start().await;
    let harbor = |path: &str| {
        let address = format!("{}/api/v2.0{path}", service._harbor.url());
        let request = client().get(address);
        let request = request.basic_auth("admin", Some(demo_harbor::PASSWORD));
        async move { request.send().await.unwrap().json::<Value>().await.unwrap() }
    };
    let before = harbor("/projects/galaxies/members").await;
    assert_eq!(before.as_array().unwrap().len(), 4);
    let (status, _) = service
        .ask(Method::PUT, "/projects", project("galaxies"))
        .await;
    assert_eq!(status, 200);
    let after = harbor("/projects/galaxies/members").await;
    assert_eq!(after.as_array().unwrap().len(), 1);
    let settings = harbor("/projects/galaxies").await;
    assert_eq!(settings["metadata"], json!({"public": "false"}));
    // From now on its webhook tells of pushes; what is there is heard of.
    let (_, models) = service
        .ask(Method::GET, "/api/v1/models/galaxies", Value::Null)
        .await;
    assert_eq!(models.as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_dead_token_is_refused_and_the_page_is_open() {
    let service = Service::start().await;
    service.service.end_tokens();
    let (status, _) = service.ask(Method::GET, "/tenants", Value::Null).await;
    assert_eq!(status, 401);
    let page = client().get(format!("{}/swagger/index.html", service.service.url()));
    let page = page.send().await.unwrap().text().await.unwrap();
    assert!(page.contains("url: \"doc.json\""));
}

#[tokio::test]
async fn a_refresh_takes_its_time_and_brings_what_a_webhook_lost() {
    let service = Service::start().await;
    let path = "/api/v1/models/astro-models";
    let (_, before) = service.ask(Method::GET, path, Value::Null).await;
    let find = |models: &Value| {
        let models = models.as_array().unwrap().clone();
        models.into_iter().find(|it| it["name"] == "star-gal-sep")
    };
    assert_eq!(find(&before), None);
    let begun = Instant::now();
    let refresh = format!("{path}/star-gal-sep");
    let (status, model) = service.ask(Method::POST, &refresh, Value::Null).await;
    assert!(begun.elapsed() >= Duration::from_millis(60));
    assert_eq!(
        (status, &model["projectName"]),
        (200, &json!("astro-models"))
    );
    let (_, after) = service.ask(Method::GET, path, Value::Null).await;
    assert!(find(&after).is_some());
    let (status, _) = service
        .ask(Method::POST, &format!("{path}/nothing"), Value::Null)
        .await;
    assert_eq!(status, 404);
}
