//! Which artifacts of a project are kept.

use harbor_rules::Cron;
use serde_json::{Value, json};

use crate::http::call::{Call, Failure, Kind, Reply};
use crate::json::time;
use crate::permission::{is_system_admin, may, refusal, require_sign_in};
use crate::world::{Retention, World};

/// `GET /retentions/metadatas`
pub(crate) fn metadata(_: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_sign_in(call)?;
    let template = |name: &str, text: &str, unit: Option<&str>| {
        let params: Vec<Value> = unit
            .iter()
            .map(|unit| json!({"required": true, "type": "int", "unit": unit}))
            .collect();
        json!({"action": "retain", "display_text": text, "params": params, "rule_template": name})
    };
    Ok(Reply::json(json!({
        "scope_selectors": [{"decorations": ["repoMatches", "repoExcludes"], "display_text": "Repositories", "kind": "doublestar"}],
        "tag_selectors": [{"decorations": ["matches", "excludes"], "display_text": "Tags", "kind": "doublestar"}],
        "templates": [
            template("latestPushedK", "the most recently pushed # artifacts", Some("COUNT")),
            template("latestPulledN", "the most recently pulled # artifacts", Some("COUNT")),
            template("nDaysSinceLastPush", "pushed within the last # days", Some("DAYS")),
            template("nDaysSinceLastPull", "pulled within the last # days", Some("DAYS")),
            template("always", "always", None),
        ],
    })))
}

/// Requires the right to do something with the policy of a project.
fn require(world: &World, call: &Call, project: i64, action: &str) -> Result<(), Failure> {
    let found = world.project(project);
    match found.filter(|project| may(world, call.identity, project, "tag-retention", action)) {
        Some(_) => Ok(()),
        None if found.is_none() && is_system_admin(world, call.identity) => Err(
            Failure::bad_request(format!("bad request: invalid Project id {project}")),
        ),
        None => Err(refusal(call.identity)),
    }
}

/// The policy sent, without what is false: Harbor leaves that out.
fn sent(call: &Call) -> Result<Value, Failure> {
    let mut body = call.object_of(
        "policy",
        "RetentionPolicy",
        &[("id", Kind::Integer), ("algorithm", Kind::Text)],
    )?;
    for rule in body["rules"]
        .as_array_mut()
        .into_iter()
        .flatten()
        .filter_map(Value::as_object_mut)
    {
        rule.retain(|_, value| *value != false);
    }
    if let Some(trigger) = body["trigger"].as_object_mut() {
        trigger.remove("references");
    }
    Ok(body)
}

/// Rules that Harbor takes at most.
const MAX_RULES: usize = 15;

/// Two equal rules are refused, and too many, and a schedule that can't be read; their numbers and
/// patterns are not looked at. A policy without trigger is a failure of the server's.
fn check(body: &Value) -> Result<(), Failure> {
    if body["trigger"].is_null() || body["scope"].is_null() {
        return Err(Failure::internal());
    }
    let rules = body["rules"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    if rules.len() > MAX_RULES {
        return Err(Failure::bad_request(
            "bad request: only 15 rules are allowed at most",
        ));
    }
    let cron = body["trigger"]["settings"]["cron"].as_str();
    let cron = cron.unwrap_or_default();
    if !cron.is_empty() && Cron::parse(cron).is_err() {
        return Err(Failure::bad_request(format!(
            "bad request: invalid cron: {cron}"
        )));
    }
    for (place, rule) in rules.iter().enumerate() {
        if let Some(earlier) = rules[..place].iter().position(|earlier| earlier == rule) {
            return Err(Failure::conflict(format!(
                "resource conflict: rule {place} is conflict with rule {earlier}"
            )));
        }
    }
    Ok(())
}

/// `POST /retentions`
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = sent(call)?;
    let project_id = body["scope"]["ref"].as_i64().unwrap_or(0);
    require(world, call, project_id, "create")?;
    // What counts is the project's setting: without it the old policy is an orphan.
    let old = world
        .project(project_id)
        .and_then(|project| project.metadata.get("retention_id"));
    if let Some(old) = old {
        return Err(Failure::bad_request(format!(
            "bad request: project {project_id} already has retention policy {old}"
        )));
    }
    check(&body)?;
    let id = world.next_id("retention");
    world.retentions.push(Retention {
        id,
        project_id,
        content: body,
    });
    if let Some(project) = world.project_mut(project_id) {
        project
            .metadata
            .insert("retention_id".to_owned(), id.to_string());
    }
    Ok(Reply::created(format!("/api/v2.0/retentions/{id}")))
}

/// The policy of the path, after the check that the sender may do something with it.
pub(crate) fn find<'w>(
    world: &'w mut World,
    call: &Call,
    action: &str,
) -> Result<&'w mut Retention, Failure> {
    require_sign_in(call)?;
    let id = call.number("id")?;
    // A number that there is not is no case that Harbor foresaw.
    let missing = Failure::internal;
    let policy = world
        .retentions
        .iter()
        .find(|policy| policy.id == id)
        .ok_or_else(missing)?;
    require(world, call, policy.project_id, action)?;
    world
        .retentions
        .iter_mut()
        .find(|policy| policy.id == id)
        .ok_or_else(missing)
}

/// `GET /retentions/{id}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let now = world.now();
    let policy = find(world, call, "read")?;
    let mut view = policy.content.clone();
    let settings = &view["trigger"]["settings"];
    let cron = settings["cron"].as_str().unwrap_or_default();
    let is_scheduled = view["trigger"]["kind"] == "Schedule";
    let next = Cron::parse(cron)
        .ok()
        .filter(|_| is_scheduled)
        .and_then(|cron| cron.runs_after(now).next());
    if let Some(next) = next {
        view["trigger"]["settings"]["next_scheduled_time"] = time(next);
    }
    view["id"] = policy.id.into();
    Ok(Reply::json(view))
}

/// `PUT /retentions/{id}`
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = sent(call)?;
    let policy = find(world, call, "update")?;
    check(&body)?;
    let was_scheduled = policy.content["trigger"]["kind"] == "Schedule";
    let is_scheduled = body["trigger"]["kind"] == "Schedule";
    let cron = body["trigger"]["settings"]["cron"].as_str();
    if is_scheduled && !was_scheduled && cron.is_none_or(str::is_empty) {
        return Err(Failure::bad_request(
            "bad request: invalid cron : empty spec string",
        ));
    }
    policy.content = body;
    Ok(Reply::empty(200))
}

/// `DELETE /retentions/{id}`
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let policy = find(world, call, "delete")?;
    let (id, project) = (policy.id, policy.project_id);
    world.retentions.retain(|policy| policy.id != id);
    if let Some(project) = world.project_mut(project) {
        project.metadata.remove("retention_id");
    }
    Ok(Reply::empty(200))
}
