//! A real registry by address: the demo registry, started inside the test.

use std::{
    ops::Deref,
    time::{Duration, Instant},
};

use demo_harbor::{
    DemoHarbor, Fault, FaultKind, OidcSettings, Options, PASSWORD, RequestLine, World,
};
use demo_model_registry::DemoModelRegistry;
use reqwest::{Method, blocking::Client};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

use crate::harness::{PATIENCE, wait_for};

/// What an administrator may do is done over the API, as anybody would.
const ADMINISTRATOR: &str = "admin";

/// Where servers of a story run. Dropping it ends them, and waits for none that does not end.
pub struct Servers(Option<Runtime>);

impl Servers {
    pub fn new() -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build();
        Self(Some(runtime.expect("a runtime")))
    }
}

impl Deref for Servers {
    type Target = Runtime;

    fn deref(&self) -> &Runtime {
        self.0.as_ref().expect("it is there until the end")
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_timeout(PATIENCE);
        }
    }
}

/// A registry on this computer that can be stopped, started again and made to fail.
pub struct Harbor {
    runtime: Servers,
    running: Option<DemoHarbor>,
    port: u16,
    /// How much larger its world is than the sample.
    scale: u32,
    /// The provider that people sign in through.
    oidc: Option<OidcSettings>,
    /// Whether it holds models for a Model Registry.
    has_models: bool,
    /// How long a scan takes, where that matters.
    scan_takes: Option<Duration>,
    /// People sign in by a directory.
    by_directory: bool,
    /// Runs of the first rule of replication beside the sample's.
    runs: usize,
}

impl Harbor {
    pub fn start() -> Self {
        Self::start_scaled(0)
    }

    /// With `scale` times 20 repositories and 1,000 artifacts more, the artifacts all in
    /// `scale/everything`.
    pub fn start_scaled(scale: u32) -> Self {
        Self::start_on(Servers::new(), scale, None)
    }

    /// With scans that take longer than anybody waits for.
    pub fn start_with_slow_scans() -> Self {
        let mut harbor = Self::start();
        harbor.scan_takes = Some(Duration::from_secs(60));
        harbor.stop();
        harbor.start_again();
        harbor
    }

    /// With a directory that people sign in by.
    pub fn start_with_directory() -> Self {
        let mut harbor = Self::start();
        harbor.by_directory = true;
        harbor.stop();
        harbor.start_again();
        harbor
    }

    /// With so many runs of the first rule of replication.
    pub fn start_with_runs(runs: usize) -> Self {
        let mut harbor = Self::start();
        harbor.runs = runs;
        harbor.stop();
        harbor.start_again();
        harbor
    }

    /// With the settings of a provider that nobody signs in through in this story.
    pub fn start_with_provider(oidc: OidcSettings) -> Self {
        Self::start_on(Servers::new(), 0, Some(oidc))
    }

    /// With a provider that people sign in through.
    pub fn start_on(runtime: Servers, scale: u32, oidc: Option<OidcSettings>) -> Self {
        let mut harbor = Self {
            runtime,
            running: None,
            port: 0,
            scale,
            oidc,
            has_models: false,
            scan_takes: None,
            by_directory: false,
            runs: 0,
        };
        harbor.start_again();
        harbor
    }

    /// With models, and a Model Registry beside it.
    pub fn start_with_models() -> (Self, DemoModelRegistry) {
        Self::start_beside(true)
    }

    /// With models, and a Model Registry beside it that lists nothing.
    pub fn start_with_models_unlisted() -> (Self, DemoModelRegistry) {
        Self::start_beside(false)
    }

    fn start_beside(has_lists: bool) -> (Self, DemoModelRegistry) {
        let mut harbor = Self {
            runtime: Servers::new(),
            running: None,
            port: 0,
            scale: 0,
            oidc: None,
            has_models: true,
            scan_takes: None,
            by_directory: false,
            runs: 0,
        };
        harbor.start_again();
        let options = demo_model_registry::Options {
            harbor: harbor.running().project_access(),
            refresh_takes: Duration::from_millis(200),
            has_lists,
        };
        let service = harbor.runtime.block_on(DemoModelRegistry::start(options));
        let service = service.expect("a free port");
        (harbor, service)
    }

    /// Starts it where it was before; all sessions are gone.
    pub fn start_again(&mut self) {
        let mut world = match self.runs {
            0 => World::scaled(self.scale),
            runs => World::with_history(0, runs),
        };
        if self.has_models {
            world = world.with_models();
        }
        let options = Options {
            port: self.port,
            world: match self.by_directory {
                true => world.by_directory(),
                false => world,
            },
            oidc: self.oidc.clone(),
            // A name is locked for this long after a wrong password.
            login_delay: Duration::from_millis(100),
            scan_takes: self.scan_takes.unwrap_or(Options::default().scan_takes),
            ..Options::default()
        };
        let running = self
            .runtime
            .block_on(DemoHarbor::start(options))
            .expect("the port is free");
        self.port = running.port();
        self.running = Some(running);
    }

    /// Stops it: from now on nothing listens.
    pub fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            self.runtime.block_on(running.stop());
        }
    }

    fn running(&self) -> &DemoHarbor {
        self.running.as_ref().expect("it runs")
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Where other servers of a story can run.
    pub fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// Its address as one types it.
    pub fn address(&self) -> String {
        self.running().url()
    }

    /// Its host and port, as the window calls it.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The requests since the last [`forget_requests`](Self::forget_requests).
    pub fn requests(&self) -> Vec<RequestLine> {
        self.running().requests()
    }

    /// The requests of one of the API's operations.
    pub fn requests_of(&self, operation: &str) -> Vec<RequestLine> {
        let is_one = |line: &RequestLine| line.operation.as_deref() == Some(operation);
        self.requests().into_iter().filter(is_one).collect()
    }

    pub fn forget_requests(&self) {
        self.running().clear_requests();
    }

    /// Makes an operation go wrong until [`is_mended`](Self::is_mended).
    pub fn breaks(&self, operation: &str, kind: FaultKind) {
        self.breaks_page(operation, None, kind);
    }

    /// Waits until an operation was asked for so many times.
    pub fn is_asked(&self, operation: &str, times: usize) {
        wait_for(|| (self.requests_of(operation).len() >= times).then_some(()))
            .unwrap_or_else(|| panic!("{operation} is asked for {times} times"));
    }

    /// The same for one page of a list only.
    pub fn breaks_page(&self, operation: &str, page: Option<u64>, kind: FaultKind) {
        self.running().faults().set(vec![Fault {
            operation: Some(operation.to_owned()),
            page,
            kind,
            times: None,
        }]);
    }

    /// Answers the next request of an operation late, so that others can be broken meanwhile.
    pub fn holds_next(&self, operation: &str) {
        self.running().faults().set(vec![Fault {
            page: None,
            operation: Some(operation.to_owned()),
            kind: FaultKind::Latency(Duration::from_secs(2)),
            times: Some(1),
        }]);
    }

    /// Makes an operation go wrong as soon as the held request is there.
    pub fn breaks_behind_held(&self, operation: &str, kind: FaultKind) {
        let end = Instant::now() + Duration::from_secs(30);
        while !self.running().faults().current().is_empty() {
            assert!(Instant::now() < end, "no request came to be held");
            std::thread::yield_now();
        }
        self.breaks(operation, kind);
    }

    pub fn is_mended(&self) {
        self.running().faults().clear();
    }

    /// Ends all sessions, as a restart of the server does.
    pub fn ends_sessions(&self) {
        self.running().end_sessions();
    }

    /// Removes all artifacts of a repository; the repository stays.
    pub fn empties(&self, project: &str, repository: &str) {
        let list = format!("/projects/{project}/repositories/{repository}/artifacts");
        let artifacts = self.asks(Method::GET, &format!("{list}?page_size=100"));
        for artifact in artifacts.as_array().expect("a list") {
            let digest = artifact["digest"].as_str().expect("a digest");
            self.asks(Method::DELETE, &format!("{list}/{digest}"));
        }
    }

    /// The digest that a tag of a repository stands for; `project`, `repository` without slashes.
    pub fn digest(&self, project: &str, repository: &str, tag: &str) -> String {
        let path = format!("/projects/{project}/repositories/{repository}/artifacts/{tag}");
        let artifact = self.asks(Method::GET, &path);
        artifact["digest"].as_str().expect("a digest").to_owned()
    }

    /// The digests of a repository's artifacts without a tag.
    pub fn untagged(&self, project: &str, repository: &str) -> Vec<String> {
        let list = format!("/projects/{project}/repositories/{repository}/artifacts");
        let artifacts = self.asks(Method::GET, &format!("{list}?page_size=100&with_tag=true"));
        let artifacts = artifacts.as_array().expect("a list").iter();
        artifacts
            .filter(|artifact| artifact["tags"].as_array().is_none_or(Vec::is_empty))
            .map(|artifact| artifact["digest"].as_str().expect("a digest").to_owned())
            .collect()
    }

    /// A manifest as the registry holds it.
    pub fn manifest(&self, repository: &str, reference: &str) -> String {
        let http = Client::builder()
            .no_proxy()
            .build()
            .expect("an HTTP client");
        let address = self.address();
        let request = http
            .get(format!("{address}/v2/{repository}/manifests/{reference}"))
            .basic_auth(ADMINISTRATOR, Some(PASSWORD));
        request.send().expect("an answer").text().expect("a text")
    }

    /// Changes the registry's settings.
    pub fn configures(&self, settings: &Value) {
        self.asks_with(Method::PUT, "/configurations", Some(settings));
    }

    /// Makes a robot account that reads all projects; gives what the server says, as Harbor's pages
    /// save it into a file.
    pub fn makes_robot(&self, name: &str) -> Value {
        let may = |resource: &str, action: &str| json!({"resource": resource, "action": action});
        let body = json!({
            "name": name,
            "level": "system",
            "duration": -1,
            "permissions": [{
                "kind": "project",
                "namespace": "*",
                "access": [
                    may("repository", "list"), may("repository", "pull"), may("artifact", "list"),
                ],
            }],
        });
        self.asks_with(Method::POST, "/robots", Some(&body))
    }

    /// A robot account of a project as it is now, by its full name.
    pub fn robot(&self, name: &str) -> Value {
        let project = name.split(['$', '+']).nth(1).expect("a project's robot");
        let id = self.asks(Method::GET, &format!("/projects/{project}"))["project_id"].clone();
        let of_project = format!("/robots?page_size=100&q=Level%3Dproject%2CProjectID%3D{id}");
        let robots = self.asks(Method::GET, &of_project);
        let mut robots = robots.as_array().into_iter().flatten();
        let robot = robots.find(|robot| robot["name"] == name);
        robot.cloned().expect("the robot account")
    }

    /// The number of a member's role, by the member's name.
    pub fn role_of(&self, project: &str, name: &str) -> i64 {
        let members = self.asks(
            Method::GET,
            &format!("/projects/{project}/members?page_size=100"),
        );
        let mut members = members.as_array().into_iter().flatten();
        let member = members.find(|member| member["entity_name"] == name);
        let role = member.and_then(|member| member["role_id"].as_i64());
        role.expect("a member")
    }

    /// Does something at the registry beside the window, as its administrator.
    pub fn makes(&self, method: Method, path: &str, body: &Value) -> Value {
        self.asks_with(method, path, Some(body))
    }

    /// Asks the API as its administrator.
    pub fn asks(&self, method: Method, path: &str) -> Value {
        self.asks_with(method, path, None)
    }

    fn asks_with(&self, method: Method, path: &str, body: Option<&Value>) -> Value {
        let http = Client::builder()
            .no_proxy()
            .build()
            .expect("an HTTP client");
        let mut request = http
            .request(method, format!("{}/api/v2.0{path}", self.address()))
            .basic_auth(ADMINISTRATOR, Some(PASSWORD));
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().expect("an answer");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.json().unwrap_or_default()
    }
}
