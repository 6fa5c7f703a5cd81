//! The server itself: information, health, statistics.

use serde_json::json;

use crate::http::call::{Call, Failure, Reply};
use crate::identity::Identity;
use crate::json::{Fields, time};
use crate::permission::{is_system_admin, require_sign_in, require_system};
use crate::world::World;

/// `GET /api/version`
pub(crate) fn version(_: &mut World, _: &Call) -> Result<Reply, Failure> {
    Ok(Reply::json(json!({"version": "v2.0"})))
}

/// `GET /ping`
pub(crate) fn ping(_: &mut World, call: &Call) -> Result<Reply, Failure> {
    match call.header("accept") {
        Some("application/json") => Ok(Reply::json("Pong")),
        _ => Ok(Reply::text("text/plain; charset=utf-8", "Pong")),
    }
}

/// `GET /systeminfo`: less is told to those who aren't signed in.
pub(crate) fn info(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let provider = match world.by_provider() {
        true => world.setting("oidc_name").clone(),
        false => "".into(),
    };
    let open = Fields::new()
        .put("auth_mode", world.setting("auth_mode").clone())
        .put("banner_message", world.setting("banner_message").clone())
        .put("oidc_provider_name", provider)
        .put(
            "primary_auth_mode",
            world.setting("primary_auth_mode").clone(),
        )
        .put(
            "self_registration",
            world.setting("self_registration").clone(),
        );
    if call.identity == Identity::Anonymous {
        return Ok(Reply::json(open));
    }
    let full = open
        .put("current_time", time(world.now()))
        .put("external_url", call.external.as_str())
        .put("harbor_version", world.version.as_str())
        .put("has_ca_root", world.certificate.is_some())
        .put(
            "notification_enable",
            world.setting("notification_enable").clone(),
        )
        .put(
            "project_creation_restriction",
            world.setting("project_creation_restriction").clone(),
        )
        .put("read_only", world.setting("read_only").clone())
        .put(
            "registry_storage_provider_name",
            world.storage_driver.as_str(),
        )
        .put("registry_url", call.external_host());
    Ok(Reply::json(full))
}

/// `GET /systeminfo/volumes`
pub(crate) fn volumes(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "system-volumes", "read")?;
    // A storage that isn't a local volume has neither a size nor free space.
    Ok(Reply::json(json!({"storage": [{}]})))
}

/// `GET /systeminfo/getcert`
pub(crate) fn certificate(world: &mut World, _: &Call) -> Result<Reply, Failure> {
    let Some(certificate) = &world.certificate else {
        return Err(Failure::not_found(
            "resource not found: cert not found in path: /etc/core/ca/ca.crt",
        ));
    };
    let reply = Reply::text("application/octet-stream", certificate.as_str());
    Ok(reply.with(
        "content-disposition",
        "attachment; filename=ca.crt".to_owned(),
    ))
}

/// `GET /health`
pub(crate) fn health(_: &mut World, _: &Call) -> Result<Reply, Failure> {
    let names = [
        "core",
        "database",
        "jobservice",
        "portal",
        "redis",
        "registry",
        "registryctl",
    ];
    let components = names.map(|name| json!({"name": name, "status": "healthy"}));
    Ok(Reply::json(
        json!({"components": components, "status": "healthy"}),
    ))
}

/// `GET /statistics`: the totals are real for a system administrator only.
pub(crate) fn statistics(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_sign_in(call)?;
    let admin = is_system_admin(world, call.identity);
    let mine = |roles: &dyn Fn(i64) -> bool| match call.identity {
        Identity::User(id) => admin || roles(id),
        _ => false,
    };
    let (mut projects, mut repositories) = ([0, 0], [0, 0]);
    for project in &world.projects {
        let public = usize::from(project.public());
        if public == 1 || mine(&|id| !world.roles_in(project, id).is_empty()) {
            projects[public] += 1;
            repositories[public] += world.repository_count(project.id);
        }
    }
    let all = |number: usize| if admin { number } else { 0 };
    let used: i64 = world
        .projects
        .iter()
        .map(|project| project.quota.used)
        .sum();
    Ok(Reply::json(json!({
        "private_project_count": projects[0],
        "private_repo_count": repositories[0],
        "public_project_count": projects[1],
        "public_repo_count": repositories[1],
        "total_project_count": all(world.projects.len()),
        "total_repo_count": all(world.repositories.len()),
        "total_storage_consumption": if admin { used } else { 0 },
    })))
}
