//! Rules that keep tags from being moved or deleted.

use serde_json::Value;

use crate::http::call::{Call, Failure, Kind, Reply};
use crate::http::page::Page;
use crate::permission::require_project;
use crate::world::{ImmutableRule, World};

fn view(rule: &ImmutableRule) -> Value {
    let mut view = rule.content.clone();
    view["id"] = rule.id.into();
    if rule.disabled {
        view["disabled"] = true.into();
    }
    view
}

const FIELDS: &[(&str, Kind)] = &[
    ("id", Kind::Integer),
    ("disabled", Kind::Flag),
    ("action", Kind::Text),
    ("template", Kind::Text),
];

/// The rule sent, without what the server sets itself.
fn sent(call: &Call) -> Result<(bool, Value), Failure> {
    let mut body = call.object_of("immutableRule", "ImmutableRule", FIELDS)?;
    let disabled = body["disabled"].as_bool().unwrap_or(false);
    if let Some(object) = body.as_object_mut() {
        object.retain(|name, _| name != "id" && name != "disabled");
        object.entry("tag_selectors").or_insert(Value::Null);
    }
    Ok((disabled, body))
}

/// `GET …/immutabletagrules`
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    let id = require_project(world, call, "immutable-tag", "list")?.id;
    let rows = world
        .immutable_rules
        .iter()
        .filter(|rule| rule.project_id == id)
        .collect();
    Ok(page.reply(call, rows, view))
}

/// `POST …/immutabletagrules`: even an empty rule is made.
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    // A rule is made switched on, whatever was sent.
    let (_, content) = sent(call)?;
    let project_id = require_project(world, call, "immutable-tag", "create")?.id;
    let same = |rule: &ImmutableRule| rule.project_id == project_id && rule.content == content;
    if world.immutable_rules.iter().any(same) {
        return Err(Failure::conflict("immutable rule already exists"));
    }
    let id = world.next_id("immutable rule");
    world.immutable_rules.push(ImmutableRule {
        id,
        project_id,
        disabled: false,
        content,
    });
    Ok(Reply::created(format!(
        "{}/{id}",
        call.path.trim_end_matches('/')
    )))
}

fn find<'w>(
    world: &'w mut World,
    call: &Call,
    action: &str,
) -> Result<&'w mut ImmutableRule, Failure> {
    let id = call.number("immutable_rule_id")?;
    let project = require_project(world, call, "immutable-tag", action)?.id;
    let missing = || Failure::not_found(format!("immutable rule {id} not found"));
    let mut rules = world.immutable_rules.iter_mut();
    rules
        .find(|rule| rule.id == id && rule.project_id == project)
        .ok_or_else(missing)
}

/// `PUT …/immutabletagrules/{id}`. Without an order a changed rule comes last.
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let (disabled, content) = sent(call)?;
    let named = call.object_of("immutableRule", "ImmutableRule", FIELDS)?["id"].as_i64();
    let id = find(world, call, "update")?.id;
    if named != Some(id) {
        return Err(Failure::bad_request(format!(
            "invalid request body, with immutable rule id {} in body is different with the one in path {id}",
            named.unwrap_or(0)
        )));
    }
    let place = world.immutable_rules.iter().position(|rule| rule.id == id);
    if let Some(place) = place {
        let mut rule = world.immutable_rules.remove(place);
        rule.disabled = disabled;
        rule.content = content;
        world.immutable_rules.push(rule);
    }
    Ok(Reply::empty(200))
}

/// `DELETE …/immutabletagrules/{id}`
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let id = find(world, call, "delete")?.id;
    world.immutable_rules.retain(|rule| rule.id != id);
    Ok(Reply::empty(200))
}

/// Harbor's refusal to delete a protected tag.
pub(crate) fn refusal(tag: &str) -> Failure {
    Failure::precondition(format!(
        "the tag {tag} configured as immutable, cannot be deleted"
    ))
}
