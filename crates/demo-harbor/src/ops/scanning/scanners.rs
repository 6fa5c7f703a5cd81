//! Scanners, and the one that looks after a project.

use serde_json::{Value, json};

use crate::chance;
use crate::http::call::{Call, Failure, Kind, Reply};
use crate::http::page::Page;
use crate::http::query::{Column, passes, terms};
use crate::json::time;
use crate::ops::outside::answers;
use crate::permission::{require_project, require_sign_in, require_system};
use crate::world::{Scanner, World};

fn view(scanner: &Scanner) -> Value {
    json!({
        "uuid": scanner.uuid,
        "name": scanner.name,
        "description": scanner.description,
        "url": scanner.url,
        "auth": scanner.auth,
        "access_credential": "",
        "disabled": scanner.disabled,
        "is_default": scanner.default,
        "skip_certVerify": scanner.skip_certificate,
        "use_internal_addr": scanner.internal_address,
        "capabilities": {"support_sbom": true, "support_vulnerability": true},
        "create_time": time(scanner.created),
        "update_time": time(scanner.updated),
    })
}

/// `GET /projects/{p}/scanner`
pub(crate) fn of_project(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_sign_in(call)?;
    let project = require_project(world, call, "scanner", "read")?;
    let Some(scanner) = world.scanner_of(project) else {
        return Ok(Reply::empty(200));
    };
    let mut fields = view(scanner);
    fields["adapter"] = scanner.adapter.as_str().into();
    fields["vendor"] = scanner.vendor.as_str().into();
    fields["version"] = scanner.version.as_str().into();
    fields["health"] = "healthy".into();
    Ok(Reply::json(fields))
}

/// `PUT /projects/{p}/scanner`: any id is taken, also one that isn't there.
pub(crate) fn set_of_project(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("payload", "ProjectScanner")?;
    let id = require_project(world, call, "scanner", "create")?.id;
    let uuid = body["uuid"].as_str().unwrap_or_default().to_owned();
    if let Some(project) = world.project_mut(id) {
        project.scanner = Some(uuid);
    }
    Ok(Reply::empty(200))
}

/// `GET /projects/{p}/scanner/candidates`
pub(crate) fn candidates(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_project(world, call, "scanner", "create")?;
    let mut rows: Vec<&Scanner> = world.scanners.iter().collect();
    rows.sort_by_key(|scanner| (!scanner.default, std::cmp::Reverse(scanner.created)));
    Ok(page.reply(call, rows, view))
}

/// The scanner that comes with Harbor: nothing of it but the default can be changed.
fn refuse_bundled(scanner: &Scanner, what: &str) -> Result<(), Failure> {
    match scanner.url == "http://trivy-adapter:8080" {
        true => Err(Failure::forbidden(format!(
            "registration {} is not allowed to {what} as it is immutable: scanner API: {what}",
            scanner.name
        ))),
        false => Ok(()),
    }
}

fn missing(id: &str) -> Failure {
    Failure::not_found(format!("scanner {id} not found"))
}

fn find<'w>(world: &'w mut World, call: &Call) -> Result<&'w mut Scanner, Failure> {
    let id = call.parameter("registration_id");
    world
        .scanners
        .iter_mut()
        .find(|scanner| scanner.uuid == id)
        .ok_or_else(|| missing(id))
}

/// `GET /scanners`
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_system(world, call, "scanner", "list")?;
    let terms = terms(call)?;
    let passing = world.scanners.iter().filter(|scanner| {
        passes(&terms, |key| match key {
            "name" | "Name" => Some(Column::Text(&scanner.name)),
            "url" | "URL" => Some(Column::Text(&scanner.url)),
            "uuid" | "UUID" => Some(Column::Text(&scanner.uuid)),
            _ => None,
        })
    });
    let mut rows: Vec<&Scanner> = passing.collect();
    rows.sort_by_key(|scanner| (!scanner.default, std::cmp::Reverse(scanner.created)));
    Ok(page.reply(call, rows, view))
}

/// The registration in the body. The address must look like one, whoever asks.
fn sent(call: &Call) -> Result<Value, Failure> {
    let fields = [
        ("name", Kind::Text),
        ("description", Kind::Text),
        ("url", Kind::Text),
        ("auth", Kind::Text),
        ("access_credential", Kind::Text),
        ("disabled", Kind::Flag),
        ("skip_certVerify", Kind::Flag),
        ("use_internal_addr", Kind::Flag),
    ];
    let body = call.object_of("registration", "ScannerRegistrationReq", &fields)?;
    match body["url"].as_str() {
        None | Some("") => Err(Failure::invalid_body("url in body is required")),
        Some(url) if !url.contains("://") => Err(Failure::invalid_body(&format!(
            "url in body must be of type uri: {url:?}"
        ))),
        Some(_) => Ok(body),
    }
}

/// `POST /scanners`
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = sent(call)?;
    require_system(world, call, "scanner", "create")?;
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let (name, url) = (text("name"), text("url"));
    if name.is_empty() {
        return Err(Failure::invalid_body("name in body is required"));
    }
    if world
        .scanners
        .iter()
        .any(|scanner| scanner.name == name || scanner.url == url)
    {
        let words = "dao: create registration: registration name or url already exists";
        return Err(Failure {
            code: "UNKNOWN",
            ..Failure::conflict(words)
        });
    }
    // The adapter is asked what it is before it is kept.
    if !answers(&url) {
        return Err(Failure::internal());
    }
    let at = world.now();
    world.add_scanner(&name, "LabScan", "Lab", "1.4.2", &url, at);
    let uuid = chance::uuid();
    if let Some(scanner) = world.scanners.last_mut() {
        scanner.uuid.clone_from(&uuid);
        fill(scanner, &body);
    }
    Ok(Reply::created(format!("/api/v2.0/scanners/{uuid}")))
}

fn fill(scanner: &mut Scanner, body: &Value) {
    let flag = |name: &str| body[name].as_bool().unwrap_or(false);
    scanner.description = body["description"].as_str().unwrap_or_default().to_owned();
    scanner.auth = body["auth"].as_str().unwrap_or_default().to_owned();
    scanner.disabled = flag("disabled");
    scanner.skip_certificate = flag("skip_certVerify");
    scanner.internal_address = flag("use_internal_addr");
}

/// `GET /scanners/{id}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "scanner", "read")?;
    Ok(Reply::json(view(find(world, call)?)))
}

/// `PUT /scanners/{id}`
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = sent(call)?;
    require_system(world, call, "scanner", "update")?;
    let now = world.now();
    let id = call.parameter("registration_id").to_owned();
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let (name, url) = (text("name"), text("url"));
    let is_taken = |other: &Scanner| other.uuid != id && (other.name == name || other.url == url);
    let taken = world.scanners.iter().any(is_taken);
    let scanner = find(world, call)?;
    refuse_bundled(scanner, "update")?;
    let auth = body["auth"].as_str().unwrap_or_default();
    if !["", "Basic", "Bearer", "X-ScannerAdapter-API-Key"].contains(&auth) || auth.starts_with('X')
    {
        return Err(Failure::bad_request(format!(
            "auth type {auth} is not supported"
        )));
    }
    if taken {
        return Err(Failure {
            code: "UNKNOWN",
            ..Failure::conflict("dao: update registration: registration name or url already exists")
        });
    }
    fill(scanner, &body);
    if !name.is_empty() {
        scanner.name = name;
    }
    scanner.url = url;
    scanner.updated = now;
    Ok(Reply::empty(200))
}

/// `PATCH /scanners/{id}`: makes it the default.
pub(crate) fn set_default(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    call.object("payload", "IsDefault")?;
    require_system(world, call, "scanner", "update")?;
    let uuid = find(world, call)?.uuid.clone();
    for scanner in &mut world.scanners {
        scanner.default = scanner.uuid == uuid;
    }
    Ok(Reply::empty(200))
}

/// `DELETE /scanners/{id}`: answers with what was deleted, unlike other deletions.
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "scanner", "delete")?;
    let scanner = find(world, call)?;
    refuse_bundled(scanner, "delete")?;
    let mut deleted = view(scanner);
    let uuid = call.parameter("registration_id");
    world.scanners.retain(|scanner| scanner.uuid != uuid);
    deleted["capabilities"] = Value::Null;
    Ok(Reply::json(deleted))
}

/// `POST /scanners/ping`
pub(crate) fn ping(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = sent(call)?;
    require_system(world, call, "scanner", "create")?;
    match answers(body["url"].as_str().unwrap_or_default()) {
        true => Ok(Reply::empty(200)),
        false => Err(Failure::internal()),
    }
}

/// `GET /scanners/{id}/metadata`
pub(crate) fn metadata(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "scanner", "read")?;
    let scanner = find(world, call)?;
    let consumes = [
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.oci.image.manifest.v1+json",
    ];
    let capability = |kind: &str, produces: &str| json!({"type": kind, "consumes_mime_types": consumes, "produces_mime_types": [produces]});
    Ok(Reply::json(json!({
        "scanner": {"name": scanner.adapter, "vendor": scanner.vendor, "version": scanner.version},
        "capabilities": [
            capability("vulnerability", "application/vnd.security.vulnerability.report; version=1.1"),
            capability("sbom", "application/vnd.security.sbom.report+json; version=1.0"),
        ],
        "properties": {
            "env.SCANNER_LOG_LEVEL": "info",
            "harbor.scanner-adapter/scanner-type": "os-package-vulnerability",
            "harbor.scanner-adapter/vulnerability-database-updated-at": "2026-11-19T06:00:00Z",
        },
    })))
}
