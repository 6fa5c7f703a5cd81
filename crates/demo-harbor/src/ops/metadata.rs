//! A project's metadata, key by key.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::note;
use crate::http::call::{Call, Failure, Reply};
use crate::permission::{is_system_admin, refusal, require_project};
use crate::world::World;

/// The keys that can be set, besides `retention_id`, which Harbor sets itself.
const KEYS: &[&str] = &[
    "public",
    "enable_content_trust",
    "enable_content_trust_cosign",
    "prevent_vul",
    "severity",
    "auto_scan",
    "auto_sbom_generation",
    "reuse_sys_cve_allowlist",
    "proxy_speed_kb",
    "max_upstream_conn",
    "proxy_cache_local_on_not_found",
    "proxy_referrer_api",
    "proxy_cache_filter_pattern",
    "proxy_cache_filter_kind",
];

/// Those of them that only a proxy cache has.
const OF_CACHES: &[&str] = &[
    "proxy_speed_kb",
    "max_upstream_conn",
    "proxy_cache_local_on_not_found",
    "proxy_referrer_api",
    "proxy_cache_filter_pattern",
    "proxy_cache_filter_kind",
];

/// Those of them that are on or off.
const SWITCHES: &[&str] = &[
    "public",
    "enable_content_trust",
    "enable_content_trust_cosign",
    "prevent_vul",
    "auto_scan",
    "auto_sbom_generation",
    "reuse_sys_cve_allowlist",
];

const SEVERITIES: &[&str] = &["none", "low", "medium", "high", "critical"];

/// What a project keeps of settings that are sent with it: what is known, whatever it says, and a
/// severity that is none as `unknown`.
pub(crate) fn settings(
    sent: &BTreeMap<String, String>,
    is_cache: bool,
) -> BTreeMap<String, String> {
    let kept = sent.iter().filter(|(key, _)| {
        let key = key.as_str();
        KEYS.contains(&key) && (is_cache || !OF_CACHES.contains(&key))
    });
    kept.map(|(key, value)| {
        let value = match key.as_str() {
            "severity" => {
                let lower = value.to_lowercase();
                match lower.as_str() {
                    "negligible" => "none".to_owned(),
                    known if SEVERITIES.contains(&known) => lower,
                    _ => "unknown".to_owned(),
                }
            }
            _ => value.clone(),
        };
        (key.clone(), value)
    })
    .collect()
}

/// `GET /projects/{p}/metadatas/`: no role of a project may.
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let project = require_project(world, call, ".", "read")?;
    if !is_system_admin(world, call.identity) {
        return Err(refusal(call.identity));
    }
    Ok(Reply::json(json!(project.metadata)))
}

/// `GET /projects/{p}/metadatas/{name}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let project = require_project(world, call, "metadata", "read")?;
    let name = call.parameter("meta_name");
    let found = project.metadata.get(name);
    Ok(Reply::json(
        found.map_or_else(|| json!({}), |value| json!({name: value})),
    ))
}

fn pair(body: &Value) -> Result<(String, String), Failure> {
    let object = body.as_object().filter(|object| object.len() == 1);
    let Some((key, value)) = object.and_then(|object| object.iter().next()) else {
        return Err(Failure::bad_request("only allow one key/value pair"));
    };
    if !KEYS.contains(&key.as_str()) {
        return Err(Failure::bad_request(format!("invalid key: {key}")));
    }
    let value = value.as_str().unwrap_or_default().to_owned();
    // Here, other than in a project that is sent whole, values are looked at.
    let is_good = if SWITCHES.contains(&key.as_str()) {
        matches!(value.to_lowercase().as_str(), "true" | "false")
    } else if key == "severity" {
        SEVERITIES.contains(&value.to_lowercase().as_str())
    } else {
        true
    };
    if !is_good {
        return Err(Failure::bad_request(format!("invalid value: {value}")));
    }
    Ok((key.clone(), value))
}

/// `POST /projects/{p}/metadatas/`
pub(crate) fn add(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("metadata", "map")?;
    let project = require_project(world, call, "metadata", "create")?;
    let (key, value) = pair(&body)?;
    if project.metadata.contains_key(&key) {
        return Err(Failure::conflict(format!(
            "metadata {key} already exists for project {}",
            project.id
        )));
    }
    set(world, call, project.id, key, value)
}

/// `PUT /projects/{p}/metadatas/{name}`
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("metadata", "map")?;
    let project = require_project(world, call, "metadata", "update")?;
    let (key, value) = pair(&body)?;
    let asked = call.parameter("meta_name");
    if key != asked {
        return Err(Failure::bad_request(format!(
            "metadata {asked} is not in the body"
        )));
    }
    set(world, call, project.id, key, value)
}

fn set(
    world: &mut World,
    call: &Call,
    id: i64,
    key: String,
    value: String,
) -> Result<Reply, Failure> {
    if let Some(project) = world.project_mut(id) {
        project.metadata.insert(key, value);
        let name = project.name.clone();
        note(world, call, "update", "project", &name, id);
    }
    Ok(Reply::empty(200))
}

/// `DELETE /projects/{p}/metadatas/{name}`
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let id = require_project(world, call, "metadata", "delete")?.id;
    if let Some(project) = world.project_mut(id) {
        project.metadata.remove(call.parameter("meta_name"));
    }
    Ok(Reply::empty(200))
}
