//! The security hub, and the CVEs that don't count anywhere.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::http::call::{Call, Failure, Reply};
use crate::http::page::Page;
use crate::http::query::{Term, terms};
use crate::json::{Fields, time};
use crate::permission::{require_sign_in, require_system};
use crate::world::{Artifact, Kind, Outcome, Plan, Repository, Stage, World};

/// Of how many images, the worst ones, findings are made up for a list of them all: more take long.
const IMAGES: usize = 120;

/// The images with a report.
fn reported(world: &World) -> impl Iterator<Item = (&Repository, &Artifact, &Plan)> {
    let now = world.now();
    let all = world
        .repositories
        .iter()
        .flat_map(|it| it.artifacts.iter().map(move |one| (it, one)));
    all.filter(|(_, artifact)| artifact.manifest.kind == Kind::Image)
        .filter_map(move |(repository, artifact)| {
            let scan = artifact.scan.as_ref()?;
            (scan.stage(now) == Stage::Ended(Outcome::Success))
                .then_some((repository, artifact, &scan.plan))
        })
}

/// `GET /security/summary`
pub(crate) fn summary(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "security-hub", "read")?;
    let plans: Vec<(&Repository, &Artifact, &Plan)> = reported(world).collect();
    let sum = |place: usize| {
        plans
            .iter()
            .map(|(_, _, plan)| u64::from(plan.counts[place]))
            .sum::<u64>()
    };
    let artifacts = world
        .repositories
        .iter()
        .flat_map(|it| &it.artifacts)
        .filter(|it| it.accessory.is_none());
    let mut fields = Fields::new()
        .put("critical_cnt", sum(0))
        .put_unless_zero("high_cnt", sum(1))
        .put("medium_cnt", sum(2))
        .put("low_cnt", sum(3))
        .put_unless_zero("none_cnt", sum(4))
        .put_unless_zero("unknown_cnt", sum(5))
        .put(
            "total_vuls",
            plans
                .iter()
                .map(|(_, _, plan)| u64::from(plan.total()))
                .sum::<u64>(),
        )
        .put(
            "fixable_cnt",
            plans
                .iter()
                .map(|(_, _, plan)| u64::from(plan.fixable))
                .sum::<u64>(),
        )
        .put("scanned_cnt", plans.len())
        .put("total_artifact", artifacts.count());
    if call.asked_flag("with_dangerous_artifact", false) {
        let mut worst = plans.clone();
        worst.sort_by_key(|row| std::cmp::Reverse(row.2.counts));
        let worst = worst.into_iter().take(5).map(|(repository, artifact, plan)| json!({
            "project_id": repository.project_id, "repository_name": repository.name, "digest": artifact.digest,
            "critical_cnt": plan.counts[0], "high_cnt": plan.counts[1], "medium_cnt": plan.counts[2],
        }));
        fields = fields.put("dangerous_artifacts", Value::Array(worst.collect()));
    }
    if call.asked_flag("with_dangerous_cve", false) {
        let mut worst = rows(world);
        worst.dedup_by(|a, b| a["cve_id"] == b["cve_id"]);
        let worst = worst.into_iter().take(5).map(|row| {
            Fields::new()
                .put("cve_id", row["cve_id"].clone())
                .put("cvss_score_v3", row["cvss_v3_score"].clone())
                .put("package", row["package"].clone())
                .put("severity", row["severity"].clone())
                .put("version", row["version"].clone())
                .done()
        });
        fields = fields.put("dangerous_cves", Value::Array(worst.collect()));
    }
    Ok(Reply::json(fields))
}

/// All findings, the highest score first.
fn rows(world: &World) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut images: Vec<_> = reported(world).collect();
    images.sort_by_key(|image| std::cmp::Reverse(image.2.counts));
    for (repository, artifact, plan) in images.into_iter().take(IMAGES) {
        let tags: Vec<&str> = artifact
            .tags
            .iter()
            .map(|tag| tag.name.as_str())
            .take(10)
            .collect();
        for finding in plan.findings(&artifact.digest) {
            rows.push(
                Fields::new()
                    .put("project_id", repository.project_id)
                    .put("repository_name", repository.name.as_str())
                    .put("digest", artifact.digest.as_str())
                    .put("tags", json!(tags))
                    .put("cve_id", finding["id"].clone())
                    .put("severity", finding["severity"].clone())
                    .put_unless_zero("status", finding["status"].clone())
                    .put(
                        "cvss_v3_score",
                        finding["preferred_cvss"]["score_v3"].clone(),
                    )
                    .put("package", finding["package"].clone())
                    .put("version", finding["version"].clone())
                    .put_unless_zero("fixed_version", finding["fix_version"].clone())
                    .put("desc", finding["description"].clone())
                    .put("links", finding["links"].clone())
                    .done(),
            );
        }
    }
    let score = |row: &Value| row["cvss_v3_score"].as_f64().unwrap_or(0.0);
    rows.sort_by(|a, b| score(b).total_cmp(&score(a)));
    rows
}

const KEYS: &[&str] = &[
    "cve_id",
    "severity",
    "status",
    "cvss_score_v3",
    "project_id",
    "repository_name",
    "package",
    "tag",
    "digest",
];

/// `GET /security/vul`: exact values only, and a range of scores.
pub(crate) fn vulnerabilities(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_system(world, call, "security-hub", "list")?;
    let terms = terms(call)?;
    if let Some((key, _)) = terms.iter().find(|(key, _)| !KEYS.contains(&key.as_str())) {
        return Err(Failure::bad_request(format!(
            "bad request: keyword: {key} is not allowed"
        )));
    }
    let is_odd = |(key, term): &&(String, Term)| match term {
        Term::Exact(_) => false,
        Term::Range(..) => key != "cvss_score_v3",
        Term::Contains(_) | Term::AnyOf(_) | Term::AllOf(_) => true,
    };
    if let Some((key, _)) = terms.iter().find(is_odd) {
        return Err(Failure::bad_request(format!(
            "bad request: the value of keyword {key} is not supported"
        )));
    }
    let mut rows = rows(world);
    rows.retain(|row| terms.iter().all(|(key, term)| holds(row, key, term)));
    if !call.asked_flag("with_tag", false) {
        for object in rows.iter_mut().filter_map(Value::as_object_mut) {
            object.insert("tags".to_owned(), Value::Null);
        }
    }
    let total = rows.len();
    if call.asked_flag("tune_count", false) && total > 1000 {
        let body = Value::Array(page.cut(rows));
        return Ok(Reply::json(body).with("x-total-count", "-1".to_owned()));
    }
    Ok(page.reply(call, rows, |row| row))
}

fn holds(row: &Value, key: &str, term: &Term) -> bool {
    match (key, term) {
        ("cvss_score_v3", Term::Range(low, high)) => {
            let score = row["cvss_v3_score"].as_f64().unwrap_or(0.0);
            let bound =
                |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<f64>().ok());
            bound(low).is_none_or(|low| score >= low)
                && bound(high).is_none_or(|high| score <= high)
        }
        ("tag", Term::Exact(tag)) => row["tags"]
            .as_array()
            .is_some_and(|tags| tags.iter().any(|it| it == tag.as_str())),
        ("project_id", Term::Exact(id)) => id.parse().is_ok_and(|id: i64| row["project_id"] == id),
        (_, Term::Exact(text)) => row[key] == text.as_str(),
        // Refused before.
        _ => false,
    }
}

/// `GET /system/CVEAllowlist`
pub(crate) fn allowlist(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_sign_in(call)?;
    let list = &world.system_allowlist;
    let items: Vec<Value> = list.items.iter().map(|id| json!({"cve_id": id})).collect();
    let mut fields = Fields::new()
        .put("id", list.id)
        .put("items", Value::Array(items))
        .put("creation_time", time(world.system_allowlist_changed))
        .put("update_time", time(world.system_allowlist_changed));
    if let Some(expires_at) = list.expires_at {
        fields = fields.put("expires_at", expires_at);
    }
    Ok(Reply::json(fields))
}

/// The ids of a list of CVEs that is sent; one that is twice in it, or empty, is no case that Harbor
/// foresaw.
pub(crate) fn sent_ids(items: &Value) -> Result<Vec<String>, Failure> {
    let items = items.as_array().into_iter().flatten();
    let ids = items.filter_map(|item| item["cve_id"].as_str());
    let ids: Vec<String> = ids.map(str::to_owned).collect();
    let mut seen = BTreeSet::new();
    match ids.iter().all(|id| !id.is_empty() && seen.insert(id)) {
        true => Ok(ids),
        false => Err(Failure::internal()),
    }
}

/// `PUT /system/CVEAllowlist`
pub(crate) fn set_allowlist(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("allowlist", "CVEAllowlist")?;
    require_system(world, call, "configuration", "update")?;
    world.system_allowlist.items = sent_ids(&body["items"])?;
    world.system_allowlist.expires_at = body["expires_at"].as_i64();
    world.system_allowlist_changed = world.now();
    Ok(Reply::empty(200))
}
