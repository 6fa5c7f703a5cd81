//! Policies of a project, for those who administer it.

use harbor_rules::Cron;
use serde_json::Value;

use super::is_name;
use crate::http::call::{Call, Failure, Kind, Reply};
use crate::http::page::Page;
use crate::http::query::{Column, passes, sort, terms};
use crate::json::{Fields, Time, time};
use crate::ops::content::overview::rank;
use crate::permission::require_project;
use crate::world::{Artifact, Outcome, PreheatPolicy, Repository, Stage, World, matches};

fn view(world: &World, policy: &PreheatPolicy) -> Value {
    let mut instances = world.preheat_instances.iter();
    let instance = instances.find(|known| known.id == policy.provider_id);
    Fields::new()
        .put("id", policy.id)
        .put("name", policy.name.as_str())
        .put_unless_zero("description", policy.description.as_str())
        .put("project_id", policy.project_id)
        .put("provider_id", policy.provider_id)
        .put_unless_zero(
            "provider_name",
            instance.map_or("", |known| known.name.as_str()),
        )
        .put("filters", policy.filters.as_str())
        .put("trigger", policy.trigger.as_str())
        .put_unless_zero("extra_attrs", policy.extra_attrs.as_str())
        .put_unless_zero("enabled", policy.enabled)
        .put("creation_time", time(policy.created))
        .put("update_time", time(policy.updated))
        .done()
}

/// `GET /projects/{name}/preheat/policies`
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let project = require_project(world, call, "preheat-policy", "list")?.id;
    let terms = terms(call)?;
    let world = &*world;
    let column = |policy: &PreheatPolicy, key: &str| {
        Some(match key {
            "id" => Column::Number(policy.id),
            "enabled" => Column::Flag(policy.enabled),
            "creation_time" => Column::Time(Some(policy.created)),
            "update_time" => Column::Time(Some(policy.updated)),
            _ => return None,
        })
    };
    let own = world.preheat_policies.iter();
    let own = own.filter(|policy| policy.project_id == project);
    let passing = own.filter(|policy| {
        passes(&terms, |key| match key {
            "name" => Some(Column::Text(&policy.name)),
            key => column(policy, key),
        })
    });
    let mut rows: Vec<&PreheatPolicy> = passing.collect();
    sort(&mut rows, call.asked("sort"), "id", |policy, key| {
        column(policy, key)
    });
    Ok(page.reply(call, rows, |policy| view(world, policy)))
}

/// The policy in the body, checked.
fn sent(world: &World, call: &Call) -> Result<Value, Failure> {
    let fields = [
        ("name", Kind::Text),
        ("description", Kind::Text),
        ("project_id", Kind::Integer),
        ("provider_id", Kind::Integer),
        ("filters", Kind::Text),
        ("trigger", Kind::Text),
        ("extra_attrs", Kind::Text),
        ("enabled", Kind::Flag),
    ];
    let body = call.object_of("policy", "PreheatPolicy", &fields)?;
    let is_json = |name: &str| {
        let text = body[name].as_str().unwrap_or_default();
        text.is_empty() || serde_json::from_str::<Value>(text).is_ok()
    };
    let is_known = |id: i64| world.preheat_instances.iter().any(|known| known.id == id);
    // The server says of none of these what is wrong.
    if !is_name(body["name"].as_str().unwrap_or_default())
        || !["filters", "trigger", "extra_attrs"]
            .into_iter()
            .all(is_json)
    {
        return Err(Failure::internal());
    }
    let provider = body["provider_id"].as_i64().unwrap_or(0);
    if !is_known(provider) {
        return Err(Failure::not_found(format!("instance {provider} not found")));
    }
    let trigger: Value =
        serde_json::from_str(body["trigger"].as_str().unwrap_or_default()).unwrap_or_default();
    let cron = trigger["trigger_setting"]["cron"]
        .as_str()
        .unwrap_or_default();
    if trigger["type"] == "scheduled" && Cron::parse(cron).is_err() {
        return Err(Failure::bad_request(format!(
            "invalid cron string for scheduled preheat: {cron}"
        )));
    }
    Ok(body)
}

fn fill(policy: &mut PreheatPolicy, body: &Value, at: Time) {
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    policy.name = text("name");
    policy.description = text("description");
    policy.provider_id = body["provider_id"].as_i64().unwrap_or(0);
    policy.filters = text("filters");
    policy.trigger = text("trigger");
    policy.extra_attrs = text("extra_attrs");
    policy.enabled = body["enabled"].as_bool().unwrap_or(false);
    policy.updated = at;
}

/// `POST /projects/{name}/preheat/policies`
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let project = require_project(world, call, "preheat-policy", "create")?.id;
    let body = sent(world, call)?;
    let name = body["name"].as_str().unwrap_or_default().to_owned();
    let mut known = world.preheat_policies.iter();
    if known.any(|policy| policy.project_id == project && policy.name == name) {
        return Err(Failure::conflict(format!(
            "preheat policy {name} already exists"
        )));
    }
    let (id, at) = (world.next_id("preheat policy"), world.now());
    let mut policy = PreheatPolicy {
        id,
        project_id: project,
        name: name.clone(),
        description: String::new(),
        provider_id: 0,
        filters: String::new(),
        trigger: String::new(),
        extra_attrs: String::new(),
        enabled: false,
        created: at,
        updated: at,
    };
    fill(&mut policy, &body, at);
    world.preheat_policies.push(policy);
    Ok(Reply::created(format!(
        "{}/{name}",
        call.path.trim_end_matches('/')
    )))
}

/// The policy of the path.
pub(super) fn find(world: &World, call: &Call, action: &str) -> Result<PreheatPolicy, Failure> {
    let project = require_project(world, call, "preheat-policy", action)?.id;
    let name = call.parameter("preheat_policy_name");
    let mut known = world.preheat_policies.iter();
    known
        .find(|policy| policy.project_id == project && policy.name == name)
        .cloned()
        .ok_or_else(|| Failure::not_found(format!("preheat policy {name} not found")))
}

/// `GET /projects/{name}/preheat/policies/{policy}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let policy = find(world, call, "read")?;
    Ok(Reply::json(view(world, &policy)))
}

/// `PUT /projects/{name}/preheat/policies/{policy}`: the whole of it is replaced.
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let id = find(world, call, "update")?.id;
    let body = sent(world, call)?;
    let now = world.now();
    let mut known = world.preheat_policies.iter_mut();
    if let Some(policy) = known.find(|policy| policy.id == id) {
        fill(policy, &body, now);
    }
    Ok(Reply::empty(200))
}

/// `DELETE /projects/{name}/preheat/policies/{policy}`
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let policy = find(world, call, "delete")?;
    let now = world.now();
    let mut runs = world.preheat_runs.iter();
    let running =
        runs.find(|run| run.policy_id == policy.id && !matches!(run.stage(now), Stage::Ended(_)));
    if let Some(run) = running {
        return Err(Failure::precondition(format!(
            "execution {} under the policy {} is running, stop it and retry",
            run.id, policy.name
        )));
    }
    world.preheat_policies.retain(|known| known.id != policy.id);
    world.preheat_runs.retain(|run| run.policy_id != policy.id);
    Ok(Reply::empty(200))
}

/// `POST /projects/{name}/preheat/policies/{policy}`: runs it; to read it is right enough.
pub(crate) fn start(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    call.object("policy", "PreheatPolicy")?;
    let policy = find(world, call, "read")?;
    let project = call.parameter("project_name");
    let location = format!(
        "/projects/{project}/preheat/policies/{}/executions",
        policy.name
    );
    let (images, now) = (selected(world, &policy, |_| true), world.now());
    let id = world.preheat(&policy, images, now);
    Ok(Reply::created(format!("{location}/{id}")))
}

/// Runs the policies that are about pushes, for what was pushed.
pub(crate) fn pushed(world: &mut World, repository: &str, digest: &str) {
    let mut repositories = world.repositories.iter();
    let project = repositories.find(|known| known.name == repository);
    let Some(project) = project.map(|found| found.project_id) else {
        return;
    };
    let policies = world.preheat_policies.iter();
    let policies: Vec<PreheatPolicy> = policies
        .filter(|policy| policy.enabled && policy.project_id == project)
        .filter(|policy| policy.trigger() == "event_based")
        .cloned()
        .collect();
    for policy in policies {
        let mut images = selected(world, &policy, |artifact| artifact.digest == digest);
        images.retain(|(image, _)| image.starts_with(&format!("{repository}:")));
        if !images.is_empty() {
            let now = world.now();
            world.preheat(&policy, images, now);
        }
    }
}

/// The images that a policy's filters leave, tag by tag, with their digests.
pub(crate) fn selected(
    world: &World,
    policy: &PreheatPolicy,
    wanted: impl Fn(&Artifact) -> bool,
) -> Vec<(String, String)> {
    let filters: Value = serde_json::from_str(&policy.filters).unwrap_or_default();
    let filter = |kind: &str| {
        let mut filters = filters.as_array().into_iter().flatten();
        filters
            .find(|filter| filter["type"] == kind)
            .map(|filter| &filter["value"])
    };
    let fits = |kind: &str, text: &str| {
        let pattern = filter(kind).and_then(Value::as_str).unwrap_or_default();
        pattern.is_empty() || matches(pattern, text)
    };
    let own = world.repositories.iter();
    let own = own.filter(|repository| repository.project_id == policy.project_id);
    let mut images = Vec::new();
    for repository in own {
        let name = repository.name.split_once('/').map_or("", |(_, name)| name);
        if !fits("repository", name) {
            continue;
        }
        let artifacts = repository.artifacts.iter().filter(|artifact| {
            artifact.listed()
                && artifact.scannable()
                && wanted(artifact)
                && has_labels(world, artifact, filter("label"))
                && is_signed_enough(repository, artifact, filter("signature"))
                && is_safe_enough(world, artifact, filter("vulnerability"))
        });
        for artifact in artifacts {
            let tags = artifact.tags.iter().filter(|tag| fits("tag", &tag.name));
            images.extend(tags.map(|tag| {
                (
                    format!("{}:{}", repository.name, tag.name),
                    artifact.digest.clone(),
                )
            }));
        }
    }
    images
}

/// All the labels that are named.
fn has_labels(world: &World, artifact: &Artifact, wanted: Option<&Value>) -> bool {
    let wanted = wanted.and_then(Value::as_str).unwrap_or_default();
    let mut names = wanted
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    names.all(|name| {
        let mut labels = artifact.labels.iter().filter_map(|id| world.label(*id));
        labels.any(|label| label.name == name)
    })
}

fn is_signed_enough(repository: &Repository, artifact: &Artifact, wanted: Option<&Value>) -> bool {
    if wanted != Some(&Value::Bool(true)) {
        return true;
    }
    let mut attached = artifact
        .attached
        .iter()
        .filter_map(|id| repository.by_id(*id));
    attached.any(|other| {
        let kind = other.accessory.as_ref().map(|accessory| &accessory.kind);
        kind.is_some_and(|kind| kind.starts_with("signature."))
    })
}

/// Below a severity, from `5` critical down to `2` low. What was not scanned is never below one.
fn is_safe_enough(world: &World, artifact: &Artifact, below: Option<&Value>) -> bool {
    let Some(below) = below.and_then(Value::as_i64).filter(|below| *below > 0) else {
        return true;
    };
    let now = world.now();
    let Some(scan) = artifact.scan.as_ref() else {
        return false;
    };
    if scan.stage(now) != Stage::Ended(Outcome::Success) {
        return false;
    }
    let worst = 5_usize.saturating_sub(rank(scan.plan.severity()));
    i64::try_from(worst).is_ok_and(|worst| worst < below)
}
