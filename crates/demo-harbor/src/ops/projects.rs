//! Projects.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::metadata::settings;
use super::note;
use super::quotas::check_limit;
use super::scanning::security::sent_ids;
use crate::http::call::{Call, Failure, Kind, Reply};
use crate::http::page::Page;
use crate::http::query::{Column, passes, sort, terms};
use crate::identity::Identity;
use crate::json::{Fields, NEVER, time};
use crate::permission::{self, is_system_admin, may, require_project, require_sign_in};
use crate::world::{Project, Retention, World};

pub(crate) fn view(world: &World, call: &Call, project: &Project, detail: bool) -> Value {
    let roles = match call.identity {
        Identity::User(id) => world.roles_in(project, id),
        _ => Vec::new(),
    };
    let owner = world
        .user(project.owner_id)
        .map_or("", |user| user.name.as_str());
    let mut fields = Fields::new()
        .put("project_id", project.id)
        .put("name", project.name.as_str())
        .put("owner_id", project.owner_id)
        .put("owner_name", owner)
        .put("repo_count", world.repository_count(project.id))
        .put("creation_time", time(project.created))
        .put("update_time", time(project.updated))
        .put_unless_zero("current_user_role_id", roles.first().copied().unwrap_or(0))
        .put_unless_zero("registry_id", project.registry_id.unwrap_or(0))
        .put_list(
            "current_user_role_ids",
            roles.into_iter().map(Value::from).collect(),
        );
    if detail {
        fields = fields
            .put("metadata", json!(project.metadata))
            .put("cve_allowlist", allowlist(project));
    }
    fields.done()
}

fn allowlist(project: &Project) -> Value {
    let items = project
        .allowlist
        .items
        .iter()
        .map(|id| json!({"cve_id": id}))
        .collect();
    let mut fields = Fields::new()
        .put("id", project.allowlist.id)
        .put("project_id", project.id)
        .put("items", Value::Array(items))
        .put("creation_time", NEVER)
        .put("update_time", NEVER);
    if let Some(expires_at) = project.allowlist.expires_at {
        fields = fields.put("expires_at", expires_at);
    }
    fields.done()
}

/// Whether someone sees a project in lists.
pub(crate) fn visible(world: &World, who: Identity, project: &Project) -> bool {
    if project.public() || is_system_admin(world, who) {
        return true;
    }
    match who {
        Identity::Anonymous => false,
        Identity::User(id) => !world.roles_in(project, id).is_empty(),
        Identity::Robot(id) => world
            .robots
            .iter()
            .any(|it| it.id == id && (it.sees_all() || it.covers(&project.name))),
    }
}

fn column<'a>(world: &'a World, project: &'a Project, key: &str) -> Option<Column<'a>> {
    Some(match key {
        "name" | "Name" => Column::Text(&project.name),
        "project_id" | "ProjectID" => Column::Number(project.id),
        "owner_id" | "OwnerID" => Column::Number(project.owner_id),
        "registry_id" | "RegistryID" => Column::Number(project.registry_id.unwrap_or(0)),
        "creation_time" | "CreationTime" => Column::Time(Some(project.created)),
        "update_time" | "UpdateTime" => Column::Time(Some(project.updated)),
        "public" => Column::Flag(project.public()),
        "owner" => Column::Text(world.user(project.owner_id).map_or("", |user| &user.name)),
        _ => return None,
    })
}

/// `GET /projects`
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let terms = terms(call)?;
    let world = &*world;
    let wanted = |project: &&Project| {
        // Names are in lower case, and what is looked for may be in any.
        let name = call
            .asked("name")
            .is_none_or(|part| project.name.contains(&part.to_lowercase()));
        let public = call
            .asked("public")
            .is_none_or(|flag| project.public().to_string() == flag);
        let owner = call.asked("owner").is_none_or(|owner| {
            world
                .user(project.owner_id)
                .is_some_and(|user| user.name == owner)
        });
        name && public && owner && visible(world, call.identity, project)
    };
    let mut rows: Vec<&Project> = world
        .projects
        .iter()
        .filter(wanted)
        .filter(|project| passes(&terms, |key| column(world, project, key)))
        .collect();
    sort(&mut rows, call.asked("sort"), "name", |project, key| {
        column(world, project, key)
    });
    let detail = call.asked_flag("with_detail", true);
    Ok(page.reply(call, rows, |project| view(world, call, project, detail)))
}

/// `HEAD /projects`: tells even of private projects.
pub(crate) fn head(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_sign_in(call)?;
    let name = call.asked("project_name").unwrap_or_default();
    match world.projects.iter().any(|project| project.name == name) {
        true => Ok(Reply::empty(200)),
        false => Err(Failure::not_found(format!("project {name} not found"))),
    }
}

/// `GET /projects/{p}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let project = require_project(world, call, ".", "read")?;
    Ok(Reply::json(view(world, call, project, true)))
}

fn check_name(name: &str) -> Result<(), Failure> {
    if name.len() > 255 {
        return Err(Failure::invalid_body(
            "project_name in body should be at most 255 chars long",
        ));
    }
    if name.is_empty() {
        return Err(Failure::bad_request(format!(
            "Project name {name} is illegal in length. (greater than 255 or less than 1)"
        )));
    }
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    // Groups of letters and digits, with single separators in between.
    let good = name
        .split(['.', '_', '-'])
        .all(|group| !group.is_empty() && group.chars().all(inner));
    if good {
        return Ok(());
    }
    Err(Failure::bad_request(
        "project name is not in lower case or contains illegal characters",
    ))
}

/// What the fields of a project that is sent hold.
const FIELDS: &[(&str, Kind)] = &[
    ("project_name", Kind::Text),
    ("public", Kind::Flag),
    ("metadata", Kind::Texts),
    ("storage_limit", Kind::Integer),
    ("registry_id", Kind::Integer),
];

/// The kinds of registries that caches are made of, as servers are set up.
const CACHED_KINDS: &[&str] = &[
    "docker-hub",
    "harbor",
    "azure-acr",
    "ali-acr",
    "aws-ecr",
    "google-gcr",
    "docker-registry",
    "github-ghcr",
    "jfrog-artifactory",
];

/// Of all settings, only this one is looked at.
fn check_public(body: &Value) -> Result<(), Failure> {
    match body["metadata"]["public"].as_str() {
        Some(public) if !["true", "false"].contains(&public) => Err(Failure::bad_request(format!(
            "metadata.public should only be 'true' or 'false', but got: '{public}'"
        ))),
        _ => Ok(()),
    }
}

/// `POST /projects`
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object_of("project", "ProjectReq", FIELDS)?;
    let name = body["project_name"].as_str().unwrap_or_default().to_owned();
    if name.len() > 255 {
        check_name(&name)?;
    }
    let Identity::User(owner) = call.identity else {
        return Err(permission::refusal(call.identity));
    };
    let admin = is_system_admin(world, call.identity);
    if !admin && *world.setting("project_creation_restriction") == "adminonly" {
        return Err(permission::refusal(call.identity));
    }
    let registry_id = body["registry_id"].as_i64();
    if registry_id.is_some() && !admin {
        return Err(Failure::forbidden(
            "Only system admin can create proxy cache project",
        ));
    }
    // Only an administrator's limit counts; 0 and none are the server's own.
    let own = world.setting("storage_per_project").as_i64().unwrap_or(-1);
    let asked = body["storage_limit"].as_i64().filter(|_| admin);
    let limit = asked.filter(|limit| *limit != 0).unwrap_or(own);
    check_limit(limit).map_err(|why| Failure::bad_request(format!("bad request: {why}")))?;
    check_name(&name)?;
    check_public(&body)?;
    let mut metadata = settings(&strings(&body["metadata"]), registry_id.is_some());
    metadata
        .entry("public".to_owned())
        .or_insert_with(|| "false".to_owned());
    if let Some(id) = registry_id {
        if id <= 0 {
            return Err(Failure::bad_request(format!(
                "{id} is invalid value of registry_id, it should be geater than 0"
            )));
        }
        let Some(endpoint) = world.endpoints.iter().find(|known| known.id == id) else {
            return Err(Failure::internal());
        };
        if !CACHED_KINDS.contains(&endpoint.kind.as_str()) {
            return Err(Failure::bad_request(format!(
                "unsupported registry type {}",
                endpoint.kind
            )));
        }
    }
    if world.projects.iter().any(|project| project.name == name) {
        return Err(Failure::conflict(format!(
            "The project named {name} already exists"
        )));
    }
    let at = world.now();
    let id = world.add_project(&name, &[], owner, limit, at);
    if let Some(project) = world.project_mut(id) {
        project.metadata = metadata;
        project.registry_id = registry_id;
    }
    if registry_id.is_some() {
        keep_a_week(world, id);
    }
    note(world, call, "create", "project", &name, id);
    let by_name = call.header("x-resource-name-in-location") == Some("true");
    let last = if by_name { name } else { id.to_string() };
    Ok(Reply::created(format!("/api/v2.0/projects/{last}")))
}

/// What a proxy cache keeps unless told otherwise: what was pulled within a week.
fn keep_a_week(world: &mut World, project_id: i64) {
    let id = world.next_id("retention");
    let content = json!({
        "algorithm": "or",
        "rules": [{
            "id": 1,
            "priority": 1,
            "action": "retain",
            "template": "nDaysSinceLastPull",
            "params": {"nDaysSinceLastPull": 7},
            "scope_selectors": {"repository": [{"decoration": "repoMatches", "kind": "doublestar", "pattern": "**"}]},
            "tag_selectors": [{"decoration": "matches", "kind": "doublestar", "pattern": "**"}],
        }],
        "scope": {"level": "project", "ref": project_id},
        "trigger": {"kind": "Schedule", "settings": {"cron": "0 0 0 * * *"}},
    });
    world.retentions.push(Retention {
        id,
        project_id,
        content,
    });
    if let Some(project) = world.project_mut(project_id) {
        project
            .metadata
            .insert("retention_id".to_owned(), id.to_string());
    }
}

fn strings(map: &Value) -> BTreeMap<String, String> {
    let pairs = map.as_object().into_iter().flatten();
    pairs
        .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
        .collect()
}

/// `PUT /projects/{p}`: only the metadata sent changes; an allowlist sent replaces the old one.
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object_of("project", "ProjectReq", FIELDS)?;
    let project = require_project(world, call, ".", "update")?;
    let (id, name) = (project.id, project.name.clone());
    let is_cache = project.registry_id.is_some();
    let items = &body["cve_allowlist"]["items"];
    let listed = match items.is_array() {
        true => Some(sent_ids(items)?),
        false => None,
    };
    check_public(&body)?;
    if let Some(project) = world.project_mut(id) {
        project
            .metadata
            .extend(settings(&strings(&body["metadata"]), is_cache));
        if let Some(items) = listed {
            project.allowlist.items = items;
            project.allowlist.expires_at = body["cve_allowlist"]["expires_at"].as_i64();
        }
    }
    note(world, call, "update", "project", &name, id);
    Ok(Reply::empty(200))
}

const NOT_EMPTY: &str = "the project contains repositories, can not be deleted";

/// `GET /projects/{p}/_deletable`
pub(crate) fn deletable(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let project = require_project(world, call, ".", "delete")?;
    Ok(Reply::json(if world.repository_count(project.id) == 0 {
        json!({"deletable": true})
    } else {
        json!({"message": NOT_EMPTY})
    }))
}

/// `DELETE /projects/{p}`
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let project = require_project(world, call, ".", "delete")?;
    let (id, name) = (project.id, project.name.clone());
    if world.repository_count(id) > 0 {
        return Err(Failure::precondition(format!(
            "precondition failed: {NOT_EMPTY}"
        )));
    }
    world.projects.retain(|project| project.id != id);
    world.labels.retain(|label| label.project_id != id);
    world.robots.retain(|robot| robot.project_id != id);
    world
        .preheat_policies
        .retain(|policy| policy.project_id != id);
    note(world, call, "delete", "project", &name, id);
    Ok(Reply::empty(200))
}

/// `GET /projects/{p}/summary`: who may less sees less.
pub(crate) fn summary(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let project = require_project(world, call, ".", "read")?;
    let mut fields = Fields::new().put("repo_count", world.repository_count(project.id));
    if may(world, call.identity, project, "quota", "read") {
        let quota = json!({"hard": {"storage": project.quota.hard}, "used": {"storage": project.quota.used}});
        fields = fields.put("quota", quota);
    }
    if may(world, call.identity, project, "member", "list") {
        let kinds = [
            (1, "project_admin_count"),
            (4, "maintainer_count"),
            (2, "developer_count"),
            (3, "guest_count"),
            (5, "limited_guest_count"),
        ];
        for (role, name) in kinds {
            let count = project
                .members
                .iter()
                .filter(|member| member.role == role)
                .count();
            fields = fields.put_unless_zero(name, count);
        }
    }
    let endpoint = world
        .endpoints
        .iter()
        .find(|endpoint| project.registry_id == Some(endpoint.id));
    if let Some(endpoint) = endpoint {
        fields = fields.put("registry", super::running::endpoints::view(endpoint, false));
    }
    Ok(Reply::json(fields))
}
