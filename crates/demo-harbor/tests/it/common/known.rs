//! What stands for what: the ids and digests of the recorded server, and those of the demo.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::common::{Answer, basic, send};

/// Recorded ids, first by the name they had, then by what the demo has for them.
#[derive(Default)]
pub struct Known {
    base: String,
    /// `projects/49` → `skaha-c`, from all recorded answers.
    names: BTreeMap<String, String>,
    /// `labels/25` → `9`, learned while replaying; also `digest/…` and `id/…` for other texts.
    ours: BTreeMap<String, String>,
}

impl Known {
    /// Reads the names of ids from all recorded answers.
    pub fn new(base: &str, recorded: &[Value]) -> Self {
        let mut known = Self {
            base: base.to_owned(),
            ..Self::default()
        };
        for exchange in recorded {
            known.read_names(&exchange["json"]);
        }
        for exchange in recorded {
            known.read_digests(&exchange["json"]);
        }
        known
    }

    fn name(&mut self, kind: &str, id: &Value, name: &Value) {
        if let (Some(id), Some(name)) = (id.as_i64(), name.as_str()) {
            self.names
                .entry(format!("{kind}/{id}"))
                .or_insert_with(|| name.to_owned());
        }
    }

    fn read_names(&mut self, value: &Value) {
        match value {
            Value::Array(list) => list.iter().for_each(|value| self.read_names(value)),
            Value::Object(object) => {
                if object.contains_key("owner_name") {
                    self.name("projects", &value["project_id"], &value["name"]);
                } else if object.contains_key("ref") && object.contains_key("hard") {
                    self.name("projects", &value["ref"]["id"], &value["ref"]["name"]);
                    self.name("quotas", &value["id"], &value["ref"]["name"]);
                } else if object.contains_key("color") {
                    self.name("labels", &value["id"], &value["name"]);
                } else if object.contains_key("user_id") {
                    self.name("users", &value["user_id"], &value["username"]);
                }
                object.values().for_each(|value| self.read_names(value));
            }
            _ => {}
        }
    }

    /// Artifacts with a tag have the same tag here; an index's children have the same platform.
    fn read_digests(&mut self, value: &Value) {
        if let Value::Array(list) = value {
            list.iter().for_each(|value| self.read_digests(value));
        }
        let (Some(digest), Some(repository)) =
            (value["digest"].as_str(), value["repository_name"].as_str())
        else {
            return;
        };
        let Some(tag) = value["tags"][0]["name"].as_str() else {
            return;
        };
        if self.ours.contains_key(&format!("digest/{digest}")) {
            return;
        }
        let Some((project, name)) = repository.split_once('/') else {
            return;
        };
        let name = name.replace('/', "%252F");
        let ours = self
            .get(&format!(
                "/projects/{project}/repositories/{name}/artifacts/{tag}"
            ))
            .json();
        self.pair(value, &ours);
    }

    fn get(&self, path: &str) -> Answer {
        send(
            &self.base,
            "GET",
            &format!("/api/v2.0{path}"),
            &[basic("admin", demo_harbor::PASSWORD)],
            None,
        )
    }

    fn learn(&mut self, kind: &str, recorded: &Value, ours: &Value) {
        let text = |value: &Value| {
            value
                .as_str()
                .map(str::to_owned)
                .or_else(|| value.as_i64().map(|id| id.to_string()))
        };
        if let (Some(recorded), Some(ours)) = (text(recorded), text(ours)) {
            self.ours.insert(format!("{kind}/{recorded}"), ours);
        }
    }

    /// Learns from two answers that mean the same thing.
    pub fn pair(&mut self, recorded: &Value, ours: &Value) {
        match (recorded, ours) {
            (Value::Array(theirs), Value::Array(mine)) => {
                let key = |value: &Value| {
                    ["name", "type", "username", "entity_name"]
                        .iter()
                        .find_map(|key| value[*key].as_str().map(str::to_owned))
                        .or_else(|| Some(value["platform"]["architecture"].as_str()?.to_owned()))
                };
                for recorded in theirs {
                    let tag = recorded["tags"][0]["name"].as_str();
                    let same = mine.iter().find(|ours| match tag {
                        Some(tag) => ours["tags"]
                            .as_array()
                            .is_some_and(|tags| tags.iter().any(|it| it["name"] == tag)),
                        None => key(recorded).is_some() && key(ours) == key(recorded),
                    });
                    if let Some(ours) = same {
                        self.pair(recorded, ours);
                    }
                }
            }
            (Value::Object(theirs), Value::Object(mine)) => {
                for (name, recorded) in theirs {
                    let Some(ours) = mine.get(name) else { continue };
                    match name.as_str() {
                        "digest" | "child_digest" | "sbom_digest" => {
                            self.learn("digest", recorded, ours)
                        }
                        "report_id" | "uuid" => self.learn("text", recorded, ours),
                        "project_id" => self.learn("projects", recorded, ours),
                        _ => self.pair(recorded, ours),
                    }
                }
                if theirs.contains_key("color") {
                    self.learn("labels", &recorded["id"], &ours["id"]);
                }
                if theirs.len() == 1 {
                    // The id of something that was begun; the paths to it differ.
                    self.learn("execution", &recorded["id"], &ours["id"]);
                    self.learn("download", &recorded["id"], &ours["id"]);
                }
                if theirs.contains_key("setup_timestamp") {
                    self.learn("providers", &recorded["id"], &ours["id"]);
                }
                if theirs.contains_key("permissions") || theirs.contains_key("secret") {
                    self.learn("robots", &recorded["id"], &ours["id"]);
                }
            }
            _ => {}
        }
    }

    /// Learns from two `Location` headers.
    pub fn located(&mut self, recorded: &str, ours: &str) {
        let parts = |text: &str| {
            let mut parts = text.rsplit('/');
            Some((parts.next()?.to_owned(), parts.next()?.to_owned()))
        };
        if let (Some((theirs, kind)), Some((mine, _))) = (parts(recorded), parts(ours)) {
            self.ours.insert(format!("{kind}/{theirs}"), mine.clone());
            self.ours.insert(format!("text/{theirs}"), mine);
        }
    }

    /// The demo's id for a recorded one; itself if it is known to neither.
    pub fn id(&self, kind: &str, id: &str) -> String {
        if let Some(ours) = self.ours.get(&format!("{kind}/{id}")) {
            return ours.clone();
        }
        let Some(name) = self.names.get(&format!("{kind}/{id}")) else {
            return id.to_owned();
        };
        let first = |path: &str, field: &str, wanted: &str| {
            let list = self.get(path).json();
            let found = list
                .as_array()?
                .iter()
                .find(|item| item[wanted] == name.as_str())?
                .clone();
            found[field].as_i64()
        };
        let project = || {
            let list = self.get(&format!("/projects?q=name%3D{name}")).json();
            list[0]["project_id"].as_i64()
        };
        let found = match kind {
            "projects" => project(),
            "quotas" => project().and_then(|id| {
                self.get(&format!("/quotas?reference_id={id}")).json()[0]["id"].as_i64()
            }),
            "users" => first("/users?page_size=100", "user_id", "username"),
            "labels" => first("/labels?scope=g&page_size=100", "id", "name").or_else(|| {
                let projects = self.get("/projects?page_size=100").json();
                let ids: Vec<i64> = projects
                    .as_array()?
                    .iter()
                    .filter_map(|item| item["project_id"].as_i64())
                    .collect();
                ids.iter()
                    .find_map(|id| first(&format!("/labels?scope=p&project_id={id}"), "id", "name"))
            }),
            _ => None,
        };
        found.map_or_else(|| id.to_owned(), |found| found.to_string())
    }

    /// A text with all recorded digests and unique ids in it replaced.
    pub fn texts(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (key, ours) in &self.ours {
            match key.split_once('/') {
                Some(("digest", theirs)) => {
                    let (short, mine) = (&theirs[7..19], &ours[7..19]);
                    text = text.replace(theirs, ours).replace(short, mine);
                }
                Some(("text", theirs)) if theirs.len() > 20 => text = text.replace(theirs, ours),
                _ => {}
            }
        }
        text
    }
}
