//! The sample world's people asking.

use std::time::Duration;

use demo_harbor::{DemoHarbor, Options, PASSWORD};
use serde_json::Value;

use crate::common::{Answer, basic, send};

/// The delay after a wrong password in the tests.
pub const DELAY: Duration = Duration::from_millis(60);

/// A demo with the sample world, quick.
pub async fn demo() -> DemoHarbor {
    demo_taking(Duration::from_millis(120)).await
}

/// The same, in which whatever takes time takes this much; its clock is set forward meanwhile.
pub async fn demo_taking(takes: Duration) -> DemoHarbor {
    let options = Options {
        login_delay: DELAY,
        scan_takes: takes,
        ..Options::default()
    };
    DemoHarbor::start(options).await.expect("a free port")
}

/// GETs a path below `/api/v2.0` as someone; as nobody if the name is empty.
pub fn get(demo: &DemoHarbor, who: &str, path: &str) -> Answer {
    ask(demo, who, "GET", path, None)
}

/// Sends JSON to a path below `/api/v2.0` as someone.
pub fn ask(demo: &DemoHarbor, who: &str, method: &str, path: &str, body: Option<Value>) -> Answer {
    let mut headers = Vec::new();
    if !who.is_empty() {
        headers.push(basic(who, PASSWORD));
    }
    if body.is_some() {
        headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
    }
    let body = body.map(|body| body.to_string());
    send(
        &demo.url(),
        method,
        &format!("/api/v2.0{path}"),
        &headers,
        body.as_deref().map(str::as_bytes),
    )
}

/// A header.
#[allow(dead_code, reason = "each test file uses some of it")]
pub fn header(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}
