//! Endpoints: other registries, for proxy caches and replication.

use serde_json::{Value, json};

use super::note;
use crate::call::{Call, Failure, Reply};
use crate::json::{Fields, time};
use crate::page::Page;
use crate::permission::require_system;
use crate::query::{Column, passes, sort, terms};
use crate::world::{Endpoint, World};

const KINDS: &[&str] = &[
    "ali-acr",
    "aws-ecr",
    "azure-acr",
    "docker-hub",
    "docker-registry",
    "github-ghcr",
    "google-gcr",
    "harbor",
    "huawei-SWR",
    "jfrog-artifactory",
    "tencent-tcr",
    "volcengine-cr",
];

/// An endpoint as JSON; a project's summary leaves the credential out.
pub(crate) fn view(endpoint: &Endpoint, credential: bool) -> Value {
    let mut fields = Fields::new()
        .put("id", endpoint.id)
        .put("name", endpoint.name.as_str())
        .put("type", endpoint.kind.as_str())
        .put("url", endpoint.url.as_str())
        .put_unless_zero("description", endpoint.description.as_str())
        .put_unless_zero("insecure", endpoint.insecure)
        .put("status", "healthy")
        .put("creation_time", time(endpoint.created))
        .put("update_time", time(endpoint.updated));
    if credential {
        let mut shown = endpoint.credential.clone();
        if shown["access_secret"].is_string() {
            shown["access_secret"] = "*****".into();
        }
        fields = fields.put(
            "credential",
            if shown.is_object() { shown } else { json!({}) },
        );
    }
    fields.done()
}

fn column<'a>(endpoint: &'a Endpoint, key: &str) -> Option<Column<'a>> {
    Some(match key {
        "id" | "ID" => Column::Number(endpoint.id),
        "name" | "Name" => Column::Text(&endpoint.name),
        "type" | "Type" => Column::Text(&endpoint.kind),
        "url" | "URL" => Column::Text(&endpoint.url),
        "creation_time" => Column::Time(Some(endpoint.created)),
        _ => return None,
    })
}

/// `GET /replication/adapters`
pub(crate) fn kinds(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "replication-adapter", "list")?;
    Ok(Reply::json(json!(KINDS)))
}

/// `GET /replication/adapterinfos`: only kinds with addresses or keys of their own are in it.
pub(crate) fn kind_infos(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "replication-adapter", "list")?;
    let fixed = |name: &str, url: &str| {
        let endpoints = json!([{"key": name, "value": url}]);
        json!({"endpoint_pattern": {"endpoint_type": "EndpointPatternTypeFix", "endpoints": endpoints}})
    };
    Ok(Reply::json(json!({
        "docker-hub": fixed("hub.docker.com", "https://hub.docker.com"),
        "github-ghcr": fixed("ghcr.io", "https://ghcr.io"),
    })))
}

/// `GET /registries`
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_system(world, call, "registry", "list")?;
    let terms = terms(call)?;
    let passing = world
        .endpoints
        .iter()
        .filter(|row| passes(&terms, |key| column(row, key)));
    let mut rows: Vec<&Endpoint> = passing.collect();
    sort(&mut rows, call.asked("sort"), "id", |row, key| {
        column(row, key)
    });
    Ok(page.reply(call, rows, |row| view(row, true)))
}

/// An address as it is kept: without a scheme it is one of plain http.
fn address(url: &str) -> Result<String, Failure> {
    if url.is_empty() {
        return Err(Failure::bad_request("empty string"));
    }
    Ok(if url.contains("://") {
        url.to_owned()
    } else {
        format!("http://{url}")
    })
}

/// Whether an address answers: made-up ones do, except on ports no registry has.
fn healthy(kind: &str, url: &str, credential: &Value) -> Result<(), Failure> {
    if !KINDS.contains(&kind) {
        return Err(Failure::internal());
    }
    let port: Option<u32> = url.rsplit(':').next().and_then(|port| port.parse().ok());
    if port == Some(1) || credential["access_secret"] == "wrong" {
        return Err(Failure::bad_request("the registry is unhealthy"));
    }
    Ok(())
}

/// `POST /registries/ping`
pub(crate) fn ping(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("registry", "RegistryPing")?;
    require_system(world, call, "registry", "create")?;
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    // Of one that is kept, what is kept is tested.
    if let Some(id) = body["id"].as_i64() {
        let known = world.endpoints.iter().find(|endpoint| endpoint.id == id);
        let known = known.ok_or_else(|| Failure::not_found(format!("registry {id} not found")))?;
        healthy(&known.kind, &known.url, &known.credential)?;
        return Ok(Reply::empty(200));
    }
    healthy(&text("type"), &address(&text("url"))?, &body)?;
    Ok(Reply::empty(200))
}

/// `POST /registries`
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("registry", "Registry")?;
    require_system(world, call, "registry", "create")?;
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let name = text("name");
    if name.is_empty() {
        return Err(Failure::bad_request("name cannot be empty"));
    }
    if name.chars().count() > 64 {
        return Err(Failure::bad_request("the max length of name is 64"));
    }
    let url = address(&text("url"))?;
    if world.endpoints.iter().any(|endpoint| endpoint.name == name) {
        return Err(Failure::conflict(format!("registry {name} already exists")));
    }
    healthy(&text("type"), &url, &body["credential"])?;
    let (id, at) = (world.next_id("registry"), world.now());
    world.endpoints.push(Endpoint {
        id,
        name: name.clone(),
        kind: text("type"),
        url,
        description: text("description"),
        insecure: body["insecure"].as_bool().unwrap_or(false),
        credential: body["credential"].clone(),
        created: at,
        updated: at,
    });
    note(world, call, "create", "registry", &name, 0);
    Ok(Reply::created(format!("/api/v2.0/registries/{id}")))
}

fn find<'w>(world: &'w mut World, call: &Call, action: &str) -> Result<&'w mut Endpoint, Failure> {
    let id = call.number("id")?;
    require_system(world, call, "registry", action)?;
    let missing = || Failure::not_found(format!("registry {id} not found"));
    world
        .endpoints
        .iter_mut()
        .find(|endpoint| endpoint.id == id)
        .ok_or_else(missing)
}

/// `GET /registries/{id}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    Ok(Reply::json(view(find(world, call, "read")?, true)))
}

/// `GET /registries/{id}/info`
pub(crate) fn info(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let kind = find(world, call, "read")?.kind.clone();
    let filter = |style: &str, kind: &str, values: Value| json!({"style": style, "type": kind, "values": values});
    Ok(Reply::json(json!({
        "type": kind,
        "supported_resource_filters": [
            filter("input", "name", Value::Null),
            filter("input", "tag", Value::Null),
            filter("radio", "resource", json!(["image"])),
        ],
        "supported_triggers": ["manual", "scheduled"],
    })))
}

/// `PUT /registries/{id}`: only what is sent changes.
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("registry", "RegistryUpdate")?;
    let now = world.now();
    let endpoint = find(world, call, "update")?;
    // It is called before anything changes, with what it would be then.
    if let Some(url) = body["url"].as_str() {
        healthy(&endpoint.kind, &address(url)?, &endpoint.credential)?;
    }
    let set = |field: &mut String, name: &str| {
        if let Some(text) = body[name].as_str() {
            text.clone_into(field);
        }
    };
    set(&mut endpoint.name, "name");
    set(&mut endpoint.url, "url");
    set(&mut endpoint.description, "description");
    endpoint.insecure = body["insecure"].as_bool().unwrap_or(endpoint.insecure);
    endpoint.updated = now;
    Ok(Reply::empty(200))
}

/// `DELETE /registries/{id}`
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let id = find(world, call, "delete")?.id;
    if world
        .projects
        .iter()
        .any(|project| project.registry_id == Some(id))
    {
        return Err(Failure::precondition(format!(
            "the registry {id} is referenced by proxy cache project, cannot delete it"
        )));
    }
    world.endpoints.retain(|endpoint| endpoint.id != id);
    Ok(Reply::empty(200))
}
