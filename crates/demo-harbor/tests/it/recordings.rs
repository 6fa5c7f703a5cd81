//! Replays what a real Harbor answered, and compares the demo's answers.
//!
//! The crate's own small set is used unless `PILOTHOUSE_RECORDINGS` names a folder of them and
//! `PILOTHOUSE_RECORDINGS_SUFFIX` the ending of the names in it (`-c` unless given).

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::common::known::Known;
use crate::common::replay::{DELAY, Replay, SCAN};
use demo_harbor::{DemoHarbor, Options, World};
use serde_json::Value;

/// The order in which the recordings were made; other files come after these.
const AREAS: &[&str] = &[
    "system",
    "current-user",
    "projects",
    "repositories",
    "artifacts",
    "tags",
    "labels",
    "artifact-changes",
    "scanners",
    "scans",
    "scan-all-and-security",
    "members",
    "robots",
    "quotas",
    "registries",
    "replication",
    "retention",
    "immutable",
    "webhooks",
    "preheat",
    "audit",
    "users",
    "usergroups",
    "search",
    "configuration",
    "jobs-gc-purge",
    "generic",
    "extra",
    "matrix-public",
    "matrix-private",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn recordings() {
    let is_own = std::env::var_os("PILOTHOUSE_RECORDINGS").is_none();
    let folder = std::env::var("PILOTHOUSE_RECORDINGS")
        .map(PathBuf::from)
        .unwrap_or_else(|_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/recordings"));
    let suffix = std::env::var("PILOTHOUSE_RECORDINGS_SUFFIX").unwrap_or_else(|_| "-c".to_owned());
    let areas: Vec<(String, Vec<Value>)> = AREAS
        .iter()
        .filter_map(|area| {
            let text = std::fs::read_to_string(folder.join(format!("{area}.json"))).ok()?;
            Some((
                (*area).to_owned(),
                serde_json::from_str(&text).expect("a list of exchanges"),
            ))
        })
        .collect();
    assert!(!areas.is_empty(), "no recordings in {}", folder.display());
    let all: Vec<Value> = areas.iter().flat_map(|(_, list)| list.clone()).collect();
    let world = before(World::recorded(&suffix), &areas);
    let options = Options {
        world,
        login_delay: DELAY,
        scan_takes: SCAN,
        ..Options::default()
    };
    let demo = DemoHarbor::start(options).await.expect("a free port");
    let mut replay = Replay {
        demo: &demo,
        base: demo.url(),
        known: Known::new(&demo.url(), &all),
        suffix,
        credentials: BTreeMap::new(),
        has_scans: false,
        equal: 0,
        compared: 0,
        differences: BTreeMap::new(),
        not_served: BTreeMap::new(),
    };
    for (area, exchanges) in &areas {
        replay.prepare(area);
        for exchange in exchanges {
            replay.one(area, exchange);
        }
    }
    // Of another server, so with another demo.
    if let Ok(text) = std::fs::read_to_string(folder.join("oidc.json")) {
        let exchanges: Vec<Value> = serde_json::from_str(&text).expect("a list of exchanges");
        crate::common::replay_oidc::replay(&exchanges, &mut replay).await;
    }
    let outcome = written(&replay);
    println!("{outcome}");
    if is_own {
        is_as_known(&outcome);
    }
}

/// How the demo differs from what was recorded, as text.
fn written(replay: &Replay<'_>) -> String {
    let mut text = format!(
        "recordings equal: {} of {}\n",
        replay.equal, replay.compared
    );
    for (operation, reasons) in &replay.differences {
        text.push_str(&format!("{operation}:\n"));
        for reason in reasons {
            text.push_str(&format!("    {reason}\n"));
        }
    }
    let not_served: usize = replay.not_served.values().sum();
    text.push_str(&format!("not served: {not_served} exchanges\n"));
    for (operation, count) in &replay.not_served {
        text.push_str(&format!("    {operation}: {count}\n"));
    }
    text
}

/// The differences are those that are known, to the letter: one more is a fault, and so is one that
/// was mended and is still listed. With `UPDATE_SNAPSHOTS` set the list is written anew.
fn is_as_known(outcome: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/recordings/differences.txt");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&file, outcome).expect("the list can be written");
    }
    let known = std::fs::read_to_string(&file).expect("the list of known differences");
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(
        lines(outcome),
        lines(&known),
        "the differences are not those in {}; UPDATE_SNAPSHOTS=1 writes them anew",
        file.display()
    );
}

/// The state the recorded server was in: its other projects, its scanner, what it had scanned.
fn before(mut world: World, areas: &[(String, Vec<Value>)]) -> World {
    let early = areas
        .iter()
        .take_while(|(area, _)| area != "scanners")
        .flat_map(|(_, list)| list);
    let items: Vec<&Value> = early
        .flat_map(|exchange| match &exchange["json"] {
            Value::Array(list) => list.iter().collect(),
            other => vec![other],
        })
        .collect();
    let first = areas.iter().flat_map(|(_, list)| list).find(|exchange| {
        exchange["operation"] == "getScannerOfProject" && exchange["json"].is_object()
    });
    if items
        .iter()
        .any(|item| item["addition_links"]["vulnerabilities"].is_object())
    {
        let name = first
            .and_then(|exchange| exchange["json"]["name"].as_str())
            .unwrap_or("LabScan");
        world = world.with_scanner(name);
    }
    let made: Vec<&Value> = areas
        .iter()
        .flat_map(|(_, list)| list)
        .filter(|exchange| exchange["operation"] == "createProject" && exchange["status"] == 201)
        .map(|exchange| &exchange["request"]["project_name"])
        .collect();
    for item in items {
        let (name, metadata) = (item["name"].as_str(), item["metadata"].as_object());
        if let (Some(name), Some(metadata), true) = (name, metadata, item["owner_id"] == 1)
            && !made.contains(&&item["name"])
        {
            let pairs: Vec<(&str, &str)> = metadata
                .iter()
                .filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)))
                .collect();
            world = world.with_project(name, &pairs, item["registry_id"].as_i64());
        }
        let status = item["scan_overview"]
            .as_object()
            .and_then(|map| map.values().next())
            .and_then(|it| it["scan_status"].as_str());
        let names = item["repository_name"]
            .as_str()
            .zip(item["tags"][0]["name"].as_str());
        if let (Some(status), Some((repository, tag))) = (status, names) {
            world = world.with_scan(repository, tag, status);
        }
    }
    world
}
