//! What is sent to make or change a robot account, and the server's checks of it.

use serde_json::Value;

use super::robot_permissions::{PROJECT, SYSTEM};
use crate::http::call::Failure;
use crate::world::{RobotAccess, RobotGrant, World};

/// A body that passed.
pub(crate) struct Sent {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) level: String,
    pub(crate) duration: i64,
    pub(crate) disable: bool,
    pub(crate) grants: Vec<RobotGrant>,
}

/// The fields of which the server wants a type, by Go's names of them.
const TYPES: &[(&str, &str)] = &[
    ("name", "string"),
    ("description", "string"),
    ("level", "string"),
    ("secret", "string"),
    ("disable", "bool"),
    ("editable", "bool"),
    ("duration", "int64"),
    ("expires_at", "int64"),
];

/// Refuses a field of the wrong type before anything else is looked at.
pub(crate) fn check_types(body: &Value, what: &str, model: &str) -> Result<(), Failure> {
    for (field, wanted) in TYPES {
        let sent = match &body[field] {
            Value::Null => continue,
            Value::String(_) => "string",
            Value::Bool(_) => "bool",
            Value::Number(number) if number.is_i64() => "int64",
            Value::Number(_) => "number",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        if sent != *wanted {
            let sent = if sent == "int64" { "number" } else { sent };
            return Err(Failure::invalid(&format!(
                "parsing {what} body from \"\" failed, because json: cannot unmarshal {sent} into Go struct field {model}.{field} of type {wanted}"
            )));
        }
    }
    Ok(())
}

/// Checks what was sent, before the right to send it. `duration`: the one that stays where none is
/// sent; none for a new robot.
pub(crate) fn sent(body: &Value, duration: Option<i64>) -> Result<Sent, Failure> {
    let is_new = duration.is_none();
    let model = if is_new { "RobotCreate" } else { "Robot" };
    check_types(body, "robot", model)?;
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let (name, level) = (text("name"), text("level"));
    if is_new && !is_name(&name) {
        return Err(Failure::bad_request(
            "robot name is not in lower case or contains illegal characters",
        ));
    }
    let duration = body["duration"].as_i64().or(duration).unwrap_or(0);
    if duration != -1 && !(1..i64::from(i32::MAX)).contains(&duration) {
        return Err(Failure::bad_request(format!(
            "bad request error duration input: {duration}, duration must be either -1(Never) or a positive integer"
        )));
    }
    if level != "project" && level != "system" {
        return Err(Failure::bad_request(format!(
            "bad request error level input: {level}"
        )));
    }
    let grants: Vec<RobotGrant> = body["permissions"]
        .as_array()
        .into_iter()
        .flatten()
        .map(grant)
        .collect();
    check_grants(&grants, &level)?;
    Ok(Sent {
        name,
        description: text("description"),
        level,
        duration,
        disable: body["disable"].as_bool().unwrap_or(false),
        grants,
    })
}

fn is_name(name: &str) -> bool {
    let group = |group: &str| {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        !group.is_empty() && group.bytes().all(fits)
    };
    name.split(['.', '_', '-']).all(group)
}

fn check_grants(grants: &[RobotGrant], level: &str) -> Result<(), Failure> {
    if grants.is_empty() {
        return Err(Failure::bad_request("bad request empty permission"));
    }
    if grants.iter().any(|grant| grant.access.is_empty()) {
        return Err(Failure::bad_request("bad request empty access"));
    }
    if level == "project" && (grants.len() > 1 || grants[0].kind == "system") {
        return Err(Failure::bad_request("bad request permission"));
    }
    for grant in grants {
        let known = match grant.kind.as_str() {
            "system" => SYSTEM,
            "project" => PROJECT,
            other => {
                return Err(Failure::bad_request(format!(
                    "bad request permission level: {other}"
                )));
            }
        };
        for RobotAccess {
            resource, action, ..
        } in &grant.access
        {
            if !known
                .split_whitespace()
                .any(|pair| pair == format!("{resource}:{action}"))
            {
                return Err(Failure::bad_request(format!(
                    "bad request permission: {resource}:{action}"
                )));
            }
        }
    }
    Ok(())
}

/// What the permissions are about must be there.
pub(crate) fn check_namespaces(world: &World, sent: &Sent) -> Result<(), Failure> {
    for grant in &sent.grants {
        let namespace = grant.namespace.as_str();
        if grant.kind == "system" {
            if namespace != "/" {
                return Err(Failure::bad_request("unknown namespace"));
            }
        } else if namespace == "*" && sent.level == "system" {
            // All of them.
        } else if !world
            .projects
            .iter()
            .any(|project| project.name == namespace)
        {
            return Err(Failure::not_found(format!("project {namespace} not found")));
        }
    }
    Ok(())
}

fn grant(value: &Value) -> RobotGrant {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut access: Vec<RobotAccess> = Vec::new();
    for pair in value["access"].as_array().into_iter().flatten() {
        let one = RobotAccess {
            resource: text(&pair["resource"]),
            action: text(&pair["action"]),
            effect: text(&pair["effect"]),
        };
        // Twice the same is kept once.
        if !access.contains(&one) {
            access.push(one);
        }
    }
    RobotGrant {
        kind: text(&value["kind"]),
        namespace: text(&value["namespace"]),
        access,
    }
}
