//! Exports of findings as CSV.

use chrono::{Duration as Span, SubsecRound};
use serde_json::{Value, json};

use crate::http::call::{Call, Failure, Reply};
use crate::identity::Identity;
use crate::json::{NEVER, Time, time};
use crate::ops::content::artifact_view::REPORT;
use crate::permission::{is_system_admin, may, refusal, require_sign_in};
use crate::world::{Artifact, Export, Outcome, Stage, World, matches};

const HEADING: &str = "Repository,Artifact Digest,CVE,Package,Current Version,Fixed in version,Severity,CWE Ids,Additional Data,Scanner\n";
/// What is said of an export that found nothing.
const NOTHING: &str = "No vulnerabilities found or matched";

/// `POST /export/cve`
pub(crate) fn start(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("criteria", "ScanDataExportRequest")?;
    let Identity::User(user) = call.identity else {
        return Err(refusal(call.identity));
    };
    let Some(kind) = call.header("x-scan-data-type") else {
        return Err(Failure::invalid("X-Scan-Data-Type in header is required"));
    };
    if kind != REPORT {
        return Err(Failure::bad_request(format!(
            "bad request: Unsupported MIME type : {kind}"
        )));
    }
    let projects = body["projects"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let [project] = projects else {
        return Err(Failure::bad_request(
            "bad request: only support export single project",
        ));
    };
    let found = project.as_i64().and_then(|id| world.project(id));
    if found.is_none() && is_system_admin(world, call.identity) {
        return Err(Failure::not_found(format!("project {project} not found")));
    }
    let allowed = found.filter(|found| may(world, call.identity, found, "export-cve", "create"));
    let Some(project) = allowed.map(|found| found.id) else {
        return Err(refusal(call.identity));
    };
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let fields = [text("repositories"), text("tags"), text("cveIds")];
    if fields.iter().any(|field| field.contains(' ')) {
        return Err(Failure::bad_request(
            "bad request: invalid criteria: spaces are not allowed",
        ));
    }
    let [repositories, tags, cves] = fields;
    let (id, started, takes) = (world.next_id("execution"), world.now(), world.scan_takes);
    world.exports.push(Export {
        id,
        user,
        project,
        repositories,
        tags,
        cves,
        started,
        takes,
    });
    Ok(Reply::json(json!({"id": id})))
}

fn ended(export: &Export, now: Time) -> bool {
    (now - export.started)
        .to_std()
        .is_ok_and(|gone| gone >= export.takes)
}

fn view(world: &World, export: &Export) -> Value {
    let ended = ended(export, world.now());
    let has_file = ended && csv(world, export) != HEADING;
    let end = (export.started + Span::from_std(export.takes).unwrap_or_default()).trunc_subsecs(0);
    json!({
        "id": export.id,
        "user_id": export.user,
        "user_name": world.user(export.user).map_or("", |user| user.name.as_str()),
        "status": if ended { "Success" } else { "Running" },
        "status_text": if ended && !has_file { NOTHING } else { "" },
        "trigger": "MANUAL",
        "start_time": time(export.started),
        "end_time": if ended { time(end) } else { NEVER.into() },
        "file_present": has_file,
    })
}

/// `GET /export/cve/executions`: one's own.
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_sign_in(call)?;
    let own = world
        .exports
        .iter()
        .filter(|export| call.identity == Identity::User(export.user));
    let items: Vec<Value> = own.map(|export| view(world, export)).collect();
    Ok(Reply::json(json!({"items": items})))
}

fn find<'w>(world: &'w World, call: &Call) -> Result<&'w Export, Failure> {
    require_sign_in(call)?;
    let id = call.number("execution_id")?;
    let missing = || Failure::not_found(format!("execution {id} not found"));
    let export = world
        .exports
        .iter()
        .find(|export| export.id == id)
        .ok_or_else(missing)?;
    if call.identity == Identity::User(export.user) {
        Ok(export)
    } else {
        Err(refusal(call.identity))
    }
}

/// `GET /export/cve/execution/{id}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let export = find(world, call)?;
    Ok(Reply::json(view(world, export)))
}

/// `GET /export/cve/download/{id}`: works once, the file is gone with it.
pub(crate) fn download(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let export = find(world, call)?;
    if !ended(export, world.now()) {
        return Ok(Reply::empty(404));
    }
    let (id, text) = (export.id, csv(world, export));
    if text == HEADING {
        // Without a file there is nothing to be fetched, and the export stays.
        return Ok(Reply::empty(404));
    }
    world.exports.retain(|export| export.id != id);
    let name = format!("attachment; filename=\"scandata_export_{id}.csv\"");
    Ok(Reply::text("text/csv", text).with("content-disposition", name))
}

/// Whether a text is meant by patterns such as `a,b/**` or `{a,b}`.
fn meant(patterns: &str, text: &str) -> bool {
    let bare = patterns.trim_start_matches('{').trim_end_matches('}');
    bare.is_empty() || bare.split(',').any(|pattern| matches(pattern, text))
}

fn csv(world: &World, export: &Export) -> String {
    let mut text = HEADING.to_owned();
    let now = world.now();
    let project = world.project(export.project);
    let scanner = project.and_then(|project| world.scanner_of(project));
    let scanner = scanner.map_or("", |scanner| scanner.name.as_str());
    for repository in world
        .repositories
        .iter()
        .filter(|it| it.project_id == export.project)
    {
        let name = repository.name.split_once('/').map_or("", |(_, name)| name);
        if !meant(&export.repositories, name) {
            continue;
        }
        let tagged = |artifact: &&Artifact| {
            meant(&export.tags, "")
                || artifact
                    .tags
                    .iter()
                    .any(|tag| meant(&export.tags, &tag.name))
        };
        for artifact in repository.artifacts.iter().filter(tagged) {
            let scan = artifact.scan.as_ref();
            let Some(scan) = scan.filter(|scan| scan.stage(now) == Stage::Ended(Outcome::Success))
            else {
                continue;
            };
            for finding in scan.plan.findings(&artifact.digest) {
                let field = |name: &str| finding[name].as_str().unwrap_or_default().to_owned();
                if !meant(&export.cves, &field("id")) {
                    continue;
                }
                let data = finding["vendor_attributes"]
                    .to_string()
                    .replace('"', "\"\"");
                let cwe = finding["cwe_ids"][0].as_str().unwrap_or_default();
                text += &format!(
                    "{},{},{},{},{},{},{},{cwe},\"{data}\",{scanner}\n",
                    repository.name,
                    artifact.digest,
                    field("id"),
                    field("package"),
                    field("version"),
                    field("fix_version"),
                    field("severity"),
                );
            }
        }
    }
    text
}
