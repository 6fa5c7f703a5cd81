//! Labels of the server and of projects.

use serde_json::Value;

use crate::http::call::{Call, Failure, Kind, Reply};
use crate::http::page::Page;
use crate::http::query::{Column, passes, sort, terms};
use crate::json::{Fields, time};
use crate::permission::{find, is_system_admin, may, refusal, require_sign_in, require_system};
use crate::world::{Label, World};

pub(crate) fn view(label: &Label) -> Value {
    Fields::new()
        .put("id", label.id)
        .put_unless_zero("name", label.name.as_str())
        .put_unless_zero("description", label.description.as_str())
        .put_unless_zero("color", label.color.as_str())
        .put("scope", label.scope.as_str())
        .put_unless_zero("project_id", label.project_id)
        .put("creation_time", time(label.created))
        .put("update_time", time(label.updated))
        .done()
}

fn column<'a>(label: &'a Label, key: &str) -> Option<Column<'a>> {
    Some(match key {
        "id" | "ID" => Column::Number(label.id),
        "name" | "Name" => Column::Text(&label.name),
        "scope" | "Scope" => Column::Text(&label.scope),
        "creation_time" => Column::Time(Some(label.created)),
        "update_time" => Column::Time(Some(label.updated)),
        _ => return None,
    })
}

/// Requires the right to do something with labels of a scope.
fn require(
    world: &World,
    call: &Call,
    scope: &str,
    project: i64,
    action: &str,
) -> Result<(), Failure> {
    if scope == "g" {
        return require_system(world, call, "label", action);
    }
    let project = find(world, call, &project.to_string(), false)?;
    if may(world, call.identity, project, "label", action) {
        Ok(())
    } else {
        Err(refusal(call.identity))
    }
}

/// `GET /labels`
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let scope = call.asked("scope").unwrap_or_default();
    let project = call.asked_number("project_id", 0)?;
    match scope {
        "g" => {}
        "p" if call.asked("project_id").is_none() => {
            return Err(Failure::bad_request(
                "must with project ID when to query project labels",
            ));
        }
        "p" => require(world, call, scope, project, "list")?,
        _ => return Err(Failure::bad_request(format!("invalid scope: {scope}"))),
    }
    let terms = terms(call)?;
    let mut rows: Vec<&Label> = world
        .labels
        .iter()
        .filter(|label| label.scope == scope && (scope == "g" || label.project_id == project))
        .filter(|label| {
            call.asked("name")
                .is_none_or(|part| label.name.contains(part))
        })
        .filter(|label| passes(&terms, |key| column(label, key)))
        .collect();
    sort(&mut rows, call.asked("sort"), "id", |label, key| {
        column(label, key)
    });
    Ok(page.reply(call, rows, view))
}

struct Sent {
    name: String,
    color: String,
    description: String,
    scope: String,
    project: i64,
}

fn sent(call: &Call) -> Result<Sent, Failure> {
    let fields = [
        ("name", Kind::Text),
        ("description", Kind::Text),
        ("color", Kind::Text),
        ("scope", Kind::Text),
        ("project_id", Kind::Integer),
    ];
    let body = call.object_of("label", "Label", &fields)?;
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let scope = text("scope");
    let project = if scope == "p" {
        body["project_id"].as_i64().unwrap_or(0)
    } else {
        0
    };
    Ok(Sent {
        name: text("name"),
        color: text("color"),
        description: text("description"),
        scope,
        project,
    })
}

/// The database keeps no more; the server does not look before.
fn check_lengths(sent: &Sent) -> Result<(), Failure> {
    if sent.name.chars().count() > 128 || sent.color.chars().count() > 16 {
        return Err(Failure::internal());
    }
    Ok(())
}

/// `POST /labels`
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let sent = sent(call)?;
    if !["g", "p"].contains(&sent.scope.as_str()) {
        return Err(Failure::bad_request(format!(
            "invalid scope: {}",
            sent.scope
        )));
    }
    // An administrator is not asked whether there is such a project.
    let is_of_none = sent.scope == "p" && world.project(sent.project).is_none();
    if !(is_of_none && is_system_admin(world, call.identity)) {
        require(world, call, &sent.scope, sent.project, "create")?;
    }
    check_lengths(&sent)?;
    if world
        .labels
        .iter()
        .any(|label| label.name == sent.name && label.project_id == sent.project)
    {
        return Err(Failure::conflict(format!(
            "label {} already exists",
            sent.name
        )));
    }
    let at = world.now();
    let is_of_project = sent.scope == "p";
    let id = world.add_label(&sent.name, &sent.color, &sent.description, sent.project, at);
    // Of a project that is none, it is still no label of the server's.
    if let Some(label) = world.labels.iter_mut().find(|label| label.id == id)
        && is_of_project
    {
        "p".clone_into(&mut label.scope);
    }
    Ok(Reply::created(format!("/api/v2.0/labels/{id}")))
}

fn known<'w>(world: &'w mut World, call: &Call, action: &str) -> Result<&'w mut Label, Failure> {
    let id = call.number("label_id")?;
    require_sign_in(call)?;
    let missing = || Failure::not_found(format!("label {id} not found"));
    let (scope, project) = world
        .label(id)
        .map(|label| (label.scope.clone(), label.project_id))
        .ok_or_else(missing)?;
    // Everybody who is signed in may read the server's labels.
    if scope == "p" || action != "read" {
        require(world, call, &scope, project, action)?;
    }
    world
        .labels
        .iter_mut()
        .find(|label| label.id == id)
        .ok_or_else(missing)
}

/// `GET /labels/{id}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    Ok(Reply::json(view(known(world, call, "read")?)))
}

/// `PUT /labels/{id}`
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let sent = sent(call)?;
    let now = world.now();
    let id = call.number("label_id")?;
    if sent.name.is_empty() {
        return Err(Failure::bad_request("label name cannot be empty"));
    }
    check_lengths(&sent)?;
    let project = world.label(id).map_or(0, |label| label.project_id);
    let taken = world
        .labels
        .iter()
        .any(|label| label.id != id && label.name == sent.name && label.project_id == project);
    // What is not sent goes, and whose it is stays.
    let label = known(world, call, "update")?;
    if taken {
        return Err(Failure::conflict(format!(
            "label {} already exists",
            sent.name
        )));
    }
    label.name = sent.name;
    label.color = sent.color;
    label.description = sent.description;
    label.updated = now;
    Ok(Reply::empty(200))
}

/// `DELETE /labels/{id}`, and from all artifacts.
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let label = known(world, call, "delete")?;
    let id = label.id;
    world.labels.retain(|label| label.id != id);
    for repository in &mut world.repositories {
        for artifact in repository
            .artifacts
            .iter_mut()
            .filter(|it| !it.labels.is_empty())
        {
            artifact.labels.retain(|label| *label != id);
        }
    }
    Ok(Reply::empty(200))
}
