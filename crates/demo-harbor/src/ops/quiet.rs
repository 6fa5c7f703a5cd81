//! Where nothing goes on: preheating is there, with the rights one needs to look at it, and empty.

use serde_json::Value;

use crate::call::{Call, Failure, Reply};
use crate::page::Page;
use crate::permission::{require_project, require_system};
use crate::world::World;

fn empty_list(world: &World, call: &Call, resource: &str) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_system(world, call, resource, "list")?;
    Ok(page.reply(call, Vec::<Value>::new(), |row| row))
}

/// `GET /p2p/preheat/instances`
pub(crate) fn preheat_instances(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    empty_list(world, call, "preheat-instance")
}

/// `GET /projects/{name}/preheat/policies`
pub(crate) fn preheat_policies(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_project(world, call, "preheat-policy", "list")?;
    Ok(page.reply(call, Vec::<Value>::new(), |row| row))
}
