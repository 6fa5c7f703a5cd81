//! Endpoints: other registries, for proxy caches and replication.

use serde_json::{Value, json};

use crate::http::call::{Call, Failure, Kind, Reply};
use crate::http::page::Page;
use crate::http::query::{Column, passes, sort, terms};
use crate::json::{Fields, time};
use crate::permission::require_system;
use crate::world::{Endpoint, Replication, World};

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
        .put_unless_zero(
            "ca_certificate",
            endpoint.certificate.clone().unwrap_or_default(),
        )
        .put(
            "status",
            match is_healthy(endpoint) {
                true => "healthy",
                false => "unhealthy",
            },
        )
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

/// What the server's own check, every five minutes, finds.
pub(crate) fn is_healthy(endpoint: &Endpoint) -> bool {
    healthy(&endpoint.kind, &endpoint.url, &endpoint.credential).is_ok()
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
        // Only what to sign in with may be another.
        let mut credential = known.credential.clone();
        for (name, value) in [
            ("access_key", &body["access_key"]),
            ("access_secret", &body["access_secret"]),
        ] {
            if value.is_string() {
                credential[name] = value.clone();
            }
        }
        healthy(&known.kind, &known.url, &credential)?;
        return Ok(Reply::empty(200));
    }
    healthy(&text("type"), &address(&text("url"))?, &body)?;
    Ok(Reply::empty(200))
}

fn check_name(name: &str) -> Result<(), Failure> {
    if name.is_empty() {
        return Err(Failure::bad_request("name cannot be empty"));
    }
    if name.chars().count() > 64 {
        return Err(Failure::bad_request("the max length of name is 64"));
    }
    Ok(())
}

/// `POST /registries`
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object_of(
        "registry",
        "Registry",
        &[
            ("name", Kind::Text),
            ("url", Kind::Text),
            ("type", Kind::Text),
            ("insecure", Kind::Flag),
        ],
    )?;
    require_system(world, call, "registry", "create")?;
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let name = text("name");
    check_name(&name)?;
    let url = address(&text("url"))?;
    if world.endpoints.iter().any(|endpoint| endpoint.name == name) {
        return Err(Failure::conflict(format!("registry {name} already exists")));
    }
    healthy(&text("type"), &url, &body["credential"])?;
    let (id, at) = (world.next_id("registry"), world.now());
    world.endpoints.push(Endpoint {
        id,
        name,
        kind: text("type"),
        url,
        description: text("description"),
        insecure: body["insecure"].as_bool().unwrap_or(false),
        certificate: body["ca_certificate"].as_str().map(str::to_owned),
        credential: body["credential"].clone(),
        created: at,
        updated: at,
    });
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

/// `GET /registries/{id}/info`; number 0 is the server itself.
pub(crate) fn info(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let is_local = call.number("id")? == 0;
    let kind = match is_local {
        true => {
            require_system(world, call, "registry", "read")?;
            "harbor".to_owned()
        }
        false => find(world, call, "read")?.kind.clone(),
    };
    let filter = |style: &str, kind: &str, values: Value| json!({"style": style, "type": kind, "values": values});
    if is_local {
        let labels: Vec<&str> = world
            .labels
            .iter()
            .filter(|label| label.project_id == 0)
            .map(|label| label.name.as_str())
            .collect();
        return Ok(Reply::json(json!({
            "type": kind,
            "supported_resource_filters": [
                filter("input", "name", Value::Null),
                filter("input", "tag", Value::Null),
                filter("list", "label", json!(labels)),
                filter("radio", "resource", json!(["image", "artifact"])),
            ],
            "supported_triggers": ["manual", "scheduled", "event_based"],
            "supported_copy_by_chunk": true,
        })));
    }
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
    let body = call.object_of(
        "registry",
        "RegistryUpdate",
        &[
            ("name", Kind::Text),
            ("url", Kind::Text),
            ("access_key", Kind::Text),
            ("access_secret", Kind::Text),
            ("insecure", Kind::Flag),
        ],
    )?;
    let now = world.now();
    let endpoint = find(world, call, "update")?;
    let mut changed = endpoint.clone();
    if let Some(url) = body["url"].as_str() {
        changed.url = address(url)?;
        // A secret goes to no other address than the one it was given for.
        if changed.url != endpoint.url && changed.credential.is_object() {
            changed.credential["access_secret"] = "".into();
        }
    }
    for (field, name) in [
        ("type", "credential_type"),
        ("access_key", "access_key"),
        ("access_secret", "access_secret"),
    ] {
        if let Some(text) = body[name].as_str() {
            changed.credential[field] = text.into();
        }
    }
    let set = |field: &mut String, name: &str| {
        if let Some(text) = body[name].as_str() {
            text.clone_into(field);
        }
    };
    set(&mut changed.name, "name");
    check_name(&changed.name)?;
    set(&mut changed.description, "description");
    changed.insecure = body["insecure"].as_bool().unwrap_or(changed.insecure);
    if let Some(text) = body["ca_certificate"].as_str() {
        changed.certificate = (!text.is_empty()).then(|| text.to_owned());
    }
    // It is called before anything changes, also for another name, with what it would be then.
    healthy(&changed.kind, &changed.url, &changed.credential)?;
    changed.updated = now;
    *endpoint = changed;
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
    let uses = |policy: &Replication| {
        ["src_registry", "dest_registry"]
            .iter()
            .any(|side| policy.content[*side]["id"].as_i64() == Some(id))
    };
    if world.replications.iter().any(uses) {
        return Err(Failure::precondition(format!(
            "the registry {id} is referenced by replication policies, cannot delete it"
        )));
    }
    world.endpoints.retain(|endpoint| endpoint.id != id);
    Ok(Reply::empty(200))
}
