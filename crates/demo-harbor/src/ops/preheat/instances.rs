//! Networks, for administrators.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::is_name;
use crate::http::call::{Call, Failure, Kind, Reply};
use crate::http::page::Page;
use crate::http::query::{Column, passes, sort, terms};
use crate::json::Fields;
use crate::ops::outside::answers;
use crate::permission::{require_project, require_system};
use crate::world::{PreheatInstance, World};

fn view(instance: &PreheatInstance) -> Value {
    Fields::new()
        .put("id", instance.id)
        .put("name", instance.name.as_str())
        .put_unless_zero("description", instance.description.as_str())
        .put("vendor", instance.vendor.as_str())
        .put("endpoint", instance.endpoint.as_str())
        .put("auth_mode", instance.auth_mode.as_str())
        .put("status", "Unknown")
        .put("enabled", instance.enabled)
        .put("default", instance.default)
        .put("insecure", instance.insecure)
        .put("setup_timestamp", instance.created.timestamp())
        .done()
}

/// `GET /p2p/preheat/providers`
pub(crate) fn providers(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "preheat-instance", "list")?;
    Ok(Reply::json(json!([
        {
            "id": "dragonfly",
            "name": "Dragonfly",
            "icon": "https://raw.githubusercontent.com/dragonflyoss/Dragonfly2/master/docs/images/logo/dragonfly-linear.png",
            "maintainers": ["maintainer@example.org", "maintainer@example.org"],
            "version": "2.1.59",
            "source": "https://github.com/dragonflyoss/Dragonfly2",
        },
        {
            "id": "kraken",
            "name": "Kraken",
            "icon": "https://github.com/uber/kraken/blob/master/assets/kraken-logo-color.svg",
            "maintainers": ["maintainer@example.org"],
            "version": "0.1.3",
            "source": "https://github.com/uber/kraken",
        },
    ])))
}

/// `GET /projects/{name}/preheat/providers`: without those that are off. What is no is left out.
pub(crate) fn of_project(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_project(world, call, "preheat-policy", "list")?;
    let rows = world.preheat_instances.iter().map(|known| {
        Fields::new()
            .put("id", known.id)
            .put(
                "provider",
                format!("{} {}-{}", known.vendor, known.name, known.endpoint),
            )
            .put_unless_zero("enabled", known.enabled)
            .put_unless_zero("default", known.default)
            .done()
    });
    Ok(Reply::json(Value::Array(rows.collect())))
}

/// `GET /p2p/preheat/instances`
pub(crate) fn list(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let page = Page::of(call)?;
    require_system(world, call, "preheat-instance", "list")?;
    let terms = terms(call)?;
    let column = |known: &PreheatInstance, key: &str| {
        Some(match key {
            "id" => Column::Number(known.id),
            "enabled" => Column::Flag(known.enabled),
            _ => return None,
        })
    };
    let passing = world.preheat_instances.iter().filter(|known| {
        passes(&terms, |key| match key {
            "name" => Some(Column::Text(&known.name)),
            "endpoint" => Some(Column::Text(&known.endpoint)),
            "vendor" => Some(Column::Text(&known.vendor)),
            key => column(known, key),
        })
    });
    let mut rows: Vec<&PreheatInstance> = passing.collect();
    sort(&mut rows, call.asked("sort"), "id", |known, key| {
        column(known, key)
    });
    Ok(page.reply(call, rows, view))
}

/// The network in the body.
fn sent(call: &Call) -> Result<Value, Failure> {
    let fields = [
        ("name", Kind::Text),
        ("description", Kind::Text),
        ("vendor", Kind::Text),
        ("endpoint", Kind::Text),
        ("auth_mode", Kind::Text),
        ("auth_info", Kind::Texts),
        ("enabled", Kind::Flag),
        ("default", Kind::Flag),
        ("insecure", Kind::Flag),
    ];
    call.object_of("instance", "Instance", &fields)
}

fn fill(instance: &mut PreheatInstance, body: &Value) {
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let flag = |name: &str| body[name].as_bool().unwrap_or(false);
    instance.description = text("description");
    instance.vendor = text("vendor");
    instance.endpoint = text("endpoint");
    instance.auth_mode = text("auth_mode");
    instance.enabled = flag("enabled");
    instance.default = flag("default");
    instance.insecure = flag("insecure");
    // What is not sent stays.
    if let Some(sent) = body["auth_info"].as_object() {
        let sent = sent.iter();
        let pairs = sent.map(|(key, value)| {
            let value = value.as_str().unwrap_or_default();
            (key.clone(), value.to_owned())
        });
        instance.auth_info = pairs.collect();
    }
}

/// Only one is the default.
fn keep_one_default(world: &mut World, id: i64) {
    let is_default = |known: &PreheatInstance| known.id == id && known.default;
    if world.preheat_instances.iter().any(is_default) {
        for known in &mut world.preheat_instances {
            known.default = known.id == id;
        }
    }
}

/// `POST /p2p/preheat/instances`: one whose name or address is taken ends as an error of the server's.
pub(crate) fn create(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = sent(call)?;
    require_system(world, call, "preheat-instance", "create")?;
    let name = body["name"].as_str().unwrap_or_default().to_owned();
    let endpoint = body["endpoint"].as_str().unwrap_or_default();
    let mut known = world.preheat_instances.iter();
    let is_taken = known.any(|known| known.name == name || known.endpoint == endpoint);
    if is_taken || !is_name(&name) {
        return Err(Failure::internal());
    }
    let (id, created) = (world.next_id("preheat instance"), world.now());
    let mut instance = PreheatInstance {
        id,
        name: name.clone(),
        description: String::new(),
        vendor: String::new(),
        endpoint: String::new(),
        auth_mode: String::new(),
        auth_info: BTreeMap::new(),
        enabled: false,
        default: false,
        insecure: false,
        created,
    };
    fill(&mut instance, &body);
    world.preheat_instances.push(instance);
    keep_one_default(world, id);
    Ok(Reply::created(format!(
        "/api/v2.0/p2p/preheat/instances/{name}"
    )))
}

fn find<'w>(
    world: &'w mut World,
    call: &Call,
    action: &str,
) -> Result<&'w mut PreheatInstance, Failure> {
    require_system(world, call, "preheat-instance", action)?;
    let name = call.parameter("preheat_instance_name");
    let mut known = world.preheat_instances.iter_mut();
    known
        .find(|known| known.name == name)
        .ok_or_else(|| Failure::not_found(format!("instance {name} not found")))
}

/// `GET /p2p/preheat/instances/{name}`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    Ok(Reply::json(view(find(world, call, "read")?)))
}

/// `PUT /p2p/preheat/instances/{name}`: the name stays.
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = sent(call)?;
    let instance = find(world, call, "update")?;
    fill(instance, &body);
    let id = instance.id;
    keep_one_default(world, id);
    Ok(Reply::empty(200))
}

/// `DELETE /p2p/preheat/instances/{name}`
pub(crate) fn delete(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let instance = find(world, call, "delete")?;
    let (id, name) = (instance.id, instance.name.clone());
    if world
        .preheat_policies
        .iter()
        .any(|policy| policy.provider_id == id)
    {
        return Err(Failure::precondition(format!(
            "Provider [{name}] cannot be deleted as some preheat policies are using it"
        )));
    }
    world.preheat_instances.retain(|known| known.id != id);
    Ok(Reply::empty(200))
}

/// `POST /p2p/preheat/instances/ping`: of one that is kept the name is enough. The refusals are no
/// JSON.
pub(crate) fn ping(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = sent(call)?;
    require_system(world, call, "preheat-instance", "read")?;
    let text = |name: &str| body[name].as_str().unwrap_or_default();
    let mut known = world.preheat_instances.iter();
    let kept = known.find(|known| body["id"].as_i64() == Some(known.id));
    let endpoint = match (text("endpoint"), kept) {
        ("", Some(kept)) => kept.endpoint.clone(),
        (typed, _) => typed.to_owned(),
    };
    if !matches!(text("vendor"), "dragonfly" | "kraken") && kept.is_none() {
        return Ok(Reply::text(
            "text/plain; charset=utf-8",
            format!("provider {} not found", text("vendor")),
        )
        .with_status(404));
    }
    if !answers(&endpoint) {
        return Ok(Reply::text(
            "text/plain; charset=utf-8",
            format!("Get \"{endpoint}\": dial tcp: connect: connection refused"),
        )
        .with_status(400));
    }
    Ok(Reply::empty(200))
}
