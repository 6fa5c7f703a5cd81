//! Replaying recorded exchanges one by one.

use std::collections::BTreeMap;
use std::time::Duration;

use demo_harbor::{DemoHarbor, PASSWORD};
use serde_json::Value;

use crate::common::known::Known;
use crate::common::shape;
use crate::common::{Answer, basic, send};

/// The delay after a wrong password.
pub const DELAY: Duration = Duration::from_millis(5);
/// How long a scan takes, by the demo's clock.
pub const SCAN: Duration = Duration::from_secs(60);

/// A replay under way, and what came of it.
pub struct Replay<'d> {
    pub demo: &'d DemoHarbor,
    pub base: String,
    pub suffix: String,
    pub known: Known,
    /// Passwords of robots and of people made while replaying, by the recordings' word for them.
    pub credentials: BTreeMap<String, (String, String)>,
    pub has_scans: bool,
    pub equal: usize,
    pub compared: usize,
    pub differences: BTreeMap<String, Vec<String>>,
    pub not_served: BTreeMap<String, usize>,
}

impl Replay<'_> {
    /// What was done between the areas without being recorded.
    pub fn prepare(&mut self, area: &str) {
        if area != "matrix-private" {
            return;
        }
        for (name, role) in [("bob", 4), ("carol", 2), ("dave", 3), ("erin", 5)] {
            let suffix = &self.suffix;
            let body = format!(
                "{{\"role_id\":{role},\"member_user\":{{\"username\":\"{name}{suffix}\"}}}}"
            );
            let path = format!("/api/v2.0/projects/casa-team{suffix}/members");
            send(
                &self.base,
                "POST",
                &path,
                &[basic("admin", PASSWORD)],
                Some(body.as_bytes()),
            );
        }
    }

    pub fn one(&mut self, area: &str, exchange: &Value) {
        let text = |name: &str| exchange[name].as_str().unwrap_or_default();
        let (path, method, who) = (text("path"), text("method"), text("as"));
        let operation = exchange["operation"].as_str();
        let served = match operation {
            Some(operation) => demo_harbor::serves(operation),
            None => ["/api/", "/v2/", "/service/"]
                .iter()
                .any(|prefix| path.starts_with(prefix)),
        };
        let title = operation.unwrap_or("no operation").to_owned();
        let Some(authorization) = self.authorization(who).filter(|_| served) else {
            *self.not_served.entry(title).or_default() += 1;
            return;
        };
        let mut headers: Vec<(String, String)> = authorization.into_iter().collect();
        for (name, value) in exchange["request_headers"]
            .as_object()
            .into_iter()
            .flatten()
        {
            headers.push((name.clone(), value.as_str().unwrap_or_default().to_owned()));
        }
        let body = match exchange.get("request") {
            None => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(value) => Some(self.body(value, path).to_string()),
        };
        if body.is_some() && !headers.iter().any(|(name, _)| name == "Content-Type") {
            headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
        }
        let mut target = self.path(path);
        if let Some(query) = exchange["query"].as_str() {
            target = format!("{target}?{}", self.query(query));
        }
        self.wait_for_scans(method, text("note"));
        if operation == Some("stopScanAll") {
            // The recordings let some of the scans end.
            self.demo.set_clock_forward(SCAN + Duration::from_secs(20));
        }
        let ours = send(
            &self.base,
            method,
            &target,
            &headers,
            body.as_deref().map(str::as_bytes),
        );
        if who == "wrong-password" {
            self.demo.unlock_names();
        }
        let begins = ["/scan", "/export/cve", "/executions"];
        let is_begun = method == "POST" && begins.iter().any(|end| path.ends_with(end));
        // What is asked to stop goes on for a moment.
        let stops = ["stopGC", "stopPurge", "stopRunningJob"];
        if is_begun || operation.is_some_and(|operation| stops.contains(&operation)) {
            self.has_scans = true;
        }
        self.learn(exchange, &ours);
        self.compared += 1;
        match differs(exchange, &ours) {
            None => self.equal += 1,
            Some(reason) => {
                let query = exchange["query"]
                    .as_str()
                    .map(|query| format!("?{query}"))
                    .unwrap_or_default();
                let reason = format!("{area}: {who} {method} {path}{query}: {reason}");
                self.differences.entry(title).or_default().push(reason);
            }
        }
    }

    /// The recordings waited for scans and runs to end, and for the server to say so, except where they
    /// looked at one under way.
    fn wait_for_scans(&mut self, method: &str, note: &str) {
        if method == "GET" && note != "under way" && std::mem::take(&mut self.has_scans) {
            self.demo.set_clock_forward(SCAN * 2);
        }
    }

    /// The credentials; none if the recording's person is unknown.
    fn authorization(&self, who: &str) -> Option<Vec<(String, String)>> {
        let person = |name: &str| format!("{name}{}", self.suffix);
        Some(match who {
            "anonymous" => Vec::new(),
            "admin" => vec![basic("admin", PASSWORD)],
            "wrong-password" => vec![basic(&person("ada"), "nope-Nope1")],
            "ada" | "bob" | "carol" | "dave" | "erin" | "zed" => {
                vec![basic(&person(who), PASSWORD)]
            }
            other => self
                .credentials
                .get(other)
                .map(|(name, password)| vec![basic(name, password)])?,
        })
    }

    fn path(&self, path: &str) -> String {
        let path = self.known.texts(path);
        let parts: Vec<&str> = path.split('/').collect();
        let mapped = parts.iter().enumerate().map(|(place, part)| {
            match place.checked_sub(1).map(|it| parts[it]) {
                Some(kind) if part.parse::<i64>().is_ok() => self.known.id(kind, part),
                _ => (*part).to_owned(),
            }
        });
        mapped.collect::<Vec<_>>().join("/")
    }

    fn query(&self, query: &str) -> String {
        let mut query = self.known.texts(query);
        for (before, kind) in [
            ("project_id=", "projects"),
            ("reference_id=", "projects"),
            ("scope=/project/", "projects"),
            ("ProjectID%3D", "projects"),
            ("labels%3D(", "labels"),
            ("policy_id=", "policies"),
        ] {
            if let Some(place) = query.find(before) {
                let start = place + before.len();
                let id: String = query[start..]
                    .chars()
                    .take_while(char::is_ascii_digit)
                    .collect();
                query.replace_range(start..start + id.len(), &self.known.id(kind, &id));
            }
        }
        query
    }

    fn body(&self, value: &Value, path: &str) -> Value {
        let mut body = value.clone();
        let Some(object) = body.as_object_mut() else {
            return body;
        };
        for (name, kind) in [
            ("project_id", "projects"),
            (
                "id",
                path.rsplit('/')
                    .find(|part| part.parse::<i64>().is_err())
                    .unwrap_or_default(),
            ),
        ] {
            if let Some(id) = object.get(name).and_then(Value::as_i64)
                && let Ok(ours) = self.known.id(kind, &id.to_string()).parse::<i64>()
            {
                object.insert(name.to_owned(), ours.into());
            }
        }
        let number = |id: String| id.parse::<i64>().unwrap_or_default();
        if let Some(id) = object.get("registry_id").and_then(Value::as_i64) {
            let ours = number(self.known.id("registries", &id.to_string()));
            object.insert("registry_id".to_owned(), ours.into());
        }
        if let Some(id) = object.get("provider_id").and_then(Value::as_i64) {
            let ours = number(self.known.id("providers", &id.to_string()));
            object.insert("provider_id".to_owned(), ours.into());
        }
        if let Some(id) = object.get("scope").and_then(|scope| scope["ref"].as_i64()) {
            let ours = number(self.known.id("projects", &id.to_string()));
            object["scope"]["ref"] = ours.into();
        }
        for name in ["dest_registry", "src_registry"] {
            if let Some(id) = object
                .get(name)
                .and_then(|endpoint| endpoint["id"].as_i64())
            {
                let ours = number(self.known.id("registries", &id.to_string()));
                object[name]["id"] = ours.into();
            }
        }
        if let Some(id) = object.get("policy_id").and_then(Value::as_i64) {
            let ours = number(self.known.id("policies", &id.to_string()));
            object.insert("policy_id".to_owned(), ours.into());
        }
        for id in object
            .get_mut("projects")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
        {
            let theirs = id.to_string();
            *id = number(self.known.id("projects", &theirs)).into();
        }
        if let Some(uuid) = object.get("uuid").and_then(Value::as_str) {
            let ours = self.known.texts(uuid);
            object.insert("uuid".to_owned(), ours.into());
        }
        body
    }

    /// Learns ids, secrets and passwords from an answer.
    fn learn(&mut self, exchange: &Value, ours: &Answer) {
        if ours.status >= 300
            || exchange["status"]
                .as_u64()
                .is_none_or(|status| status >= 300)
        {
            return;
        }
        let json = ours.json();
        self.known.pair(&exchange["json"], &json);
        if let (Some(recorded), Some(ours)) = (
            exchange["headers"]["location"].as_str(),
            ours.header("location"),
        ) {
            self.known.located(recorded, ours);
        }
        let request = &exchange["request"];
        match exchange["operation"].as_str() {
            Some("createUser") => {
                let text = |name: &str| request[name].as_str().unwrap_or_default().to_owned();
                self.credentials
                    .insert("tmp".to_owned(), (text("username"), text("password")));
            }
            Some("listReplicationTasks") => {
                let lists = (exchange["json"].as_array(), json.as_array());
                let (Some(recorded), Some(ours)) = lists else {
                    return;
                };
                for (recorded, ours) in recorded.iter().zip(ours) {
                    let place = |task: &Value| format!("/tasks/{}", task["id"]);
                    self.known.located(&place(recorded), &place(ours));
                }
            }
            Some("updateUserPassword") => {
                if let (Some(tmp), Some(new)) = (
                    self.credentials.get_mut("tmp"),
                    request["new_password"].as_str(),
                ) {
                    new.clone_into(&mut tmp.1);
                }
            }
            Some("CreateRobot") => {
                let name = json["name"].as_str().unwrap_or_default().to_owned();
                let secret = json["secret"].as_str().unwrap_or_default().to_owned();
                let asked = request["name"].as_str().unwrap_or_default();
                let word = match asked.strip_suffix(&self.suffix).unwrap_or(asked) {
                    "ci" => "robot-project",
                    "sys" => "robot-system",
                    "cover" => "robot-all",
                    _ => return,
                };
                self.credentials.insert(word.to_owned(), (name, secret));
            }
            _ => {}
        }
    }
}

/// Why an answer isn't equal to the recorded one.
pub fn differs(exchange: &Value, ours: &Answer) -> Option<String> {
    let status = exchange["status"].as_u64().unwrap_or_default();
    if status != u64::from(ours.status) {
        return Some(format!(
            "status {} instead of {status} ({})",
            ours.status,
            ours.message()
        ));
    }
    for name in ["x-total-count", "location", "x-harbor-csrf-token"] {
        let recorded = exchange["headers"].get(name).is_some();
        if recorded != ours.header(name).is_some() {
            return Some(format!(
                "{name} is {}",
                if recorded { "missing" } else { "too much" }
            ));
        }
    }
    let path = exchange["path"].as_str().unwrap_or_default();
    let total = exchange["headers"]["x-total-count"].as_str();
    // Totals of one repository or of members don't depend on what else is on the server.
    let closed = path.contains("/repositories/") || path.ends_with("/members");
    if closed && total != ours.header("x-total-count") {
        return Some(format!(
            "{:?} in all instead of {total:?}",
            ours.header("x-total-count")
        ));
    }
    match (exchange.get("json"), exchange["text"].as_str()) {
        (Some(recorded), _) => match serde_json::from_slice(&ours.body) {
            Ok(ours) => shape::difference(recorded, &ours),
            Err(_) => Some("no JSON".to_owned()),
        },
        (None, Some(_)) if path.ends_with("/log") => {
            ours.body.is_empty().then(|| "empty".to_owned())
        }
        // A table of findings: only its heading is the same.
        (None, Some(text)) if path.contains("/download/") => {
            let heading = |text: &str| text.lines().next().map(str::to_owned);
            (heading(text) != heading(&ours.text())).then(|| "another heading".to_owned())
        }
        (None, Some(text)) => {
            (shape::plain(text) != shape::plain(&ours.text())).then(|| "another text".to_owned())
        }
        (None, None) => {
            (!ours.body.is_empty()).then(|| format!("{} instead of nothing", ours.text()))
        }
    }
}
