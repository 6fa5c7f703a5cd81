//! Storage quotas.

use serde_json::{Value, json};

use crate::http::call::{Call, Failure, Kind, Reply};
use crate::http::page::Page;
use crate::http::query::{Column, sort};
use crate::json::{NEVER, time};
use crate::permission::require_system;
use crate::world::{Project, World};

fn view(project: &Project, single: bool) -> Value {
    let quota = &project.quota;
    // A single quota comes without its time of change.
    let updated = if single {
        Value::from(NEVER)
    } else {
        time(quota.updated)
    };
    json!({
        "id": quota.id,
        "ref": {"id": project.id, "name": project.name, "owner_name": ""},
        "hard": {"storage": quota.hard},
        "used": {"storage": quota.used},
        "creation_time": time(project.created),
        "update_time": updated,
    })
}

fn column<'a>(project: &'a Project, key: &str) -> Option<Column<'a>> {
    Some(match key {
        "id" => Column::Number(project.quota.id),
        // Without a limit is more than any.
        "hard.storage" => Column::Number(match project.quota.hard {
            -1 => i64::MAX,
            hard => hard,
        }),
        "used.storage" => Column::Number(project.quota.used),
        "creation_time" => Column::Time(Some(project.created)),
        "update_time" => Column::Time(Some(project.quota.updated)),
        _ => return None,
    })
}

/// `GET /quotas`
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_system(world, call, "quota", "list")?;
    let kind = call.asked("reference").unwrap_or("project");
    let id = call.asked("reference_id");
    let fits =
        |project: &&Project| kind == "project" && id.is_none_or(|id| project.id.to_string() == id);
    let mut rows: Vec<&Project> = world.projects.iter().filter(fits).collect();
    sort(&mut rows, call.asked("sort"), "id", |project, key| {
        column(project, key)
    });
    Ok(page.reply(call, rows, |project| view(project, false)))
}

fn find<'w>(world: &'w mut World, call: &Call) -> Result<&'w mut Project, Failure> {
    let id = call.number("id")?;
    let missing = || Failure::not_found(format!("quota {id} not found"));
    world
        .projects
        .iter_mut()
        .find(|project| project.quota.id == id)
        .ok_or_else(missing)
}

/// `GET /quotas/{id}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "quota", "read")?;
    Ok(Reply::json(view(find(world, call)?, true)))
}

/// The most that can be a limit: 1024 TiB.
const MOST: i64 = 1 << 50;

/// Whether a number of bytes can be a limit.
pub(crate) fn check_limit(limit: i64) -> Result<(), String> {
    if limit == 0 || limit < -1 {
        return Err(format!(
            "invalid non-positive value for quota limit, value={limit}"
        ));
    }
    if limit > MOST {
        return Err(format!("invalid value for quota limit, value={limit}"));
    }
    Ok(())
}

/// `PUT /quotas/{id}`: a limit below what is used is taken.
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object_of("hard", "QuotaUpdateReq", &[("hard", Kind::Integers)])?;
    require_system(world, call, "quota", "update")?;
    let now = world.now();
    let project = find(world, call)?;
    let hard = body["hard"].as_object();
    if let Some(other) = hard
        .into_iter()
        .flatten()
        .map(|(key, _)| key)
        .find(|key| *key != "storage")
    {
        return Err(Failure::bad_request(format!(
            "resource {other} not support"
        )));
    }
    let limit = body["hard"]["storage"].as_i64().unwrap_or(0);
    check_limit(limit).map_err(Failure::bad_request)?;
    project.quota.hard = limit;
    project.quota.updated = now;
    Ok(Reply::empty(200))
}
