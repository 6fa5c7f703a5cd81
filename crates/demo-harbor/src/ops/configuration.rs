//! The server's configuration, and trying an identity provider before it is kept.

use serde_json::Value;

use super::{note, outside::answers};
use crate::http::call::{Call, Failure, Kind, Reply};
use crate::permission::require_system;
use crate::world::World;

/// Settings that are sent and never told.
const SECRETS: [&str; 2] = ["ldap_search_password", "oidc_client_secret"];
/// Numbers that must be more than nothing.
const POSITIVE: [&str; 3] = [
    "token_expiration",
    "robot_token_duration",
    "session_timeout",
];
/// The largest of them: ten digits.
const LARGEST: i64 = 9_999_999_999;
const AUTH_MODES: [&str; 5] = ["db_auth", "ldap_auth", "uaa_auth", "http_auth", "oidc_auth"];
const NEEDED: [&str; 4] = ["robot_name_prefix", "ldap_url", "ldap_base_dn", "ldap_uid"];

/// `GET /configurations`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "configuration", "read")?;
    Ok(Reply::json(Value::Object(world.configuration.clone())))
}

/// What Go reads a setting as.
fn kinds(world: &World) -> Vec<(&str, Kind)> {
    let known = world.configuration.iter().filter_map(|(key, item)| {
        let kind = match item["value"] {
            Value::Bool(_) => Kind::Flag,
            Value::Number(_) => Kind::Integer,
            Value::String(_) => Kind::Text,
            _ => return None,
        };
        Some((key.as_str(), kind))
    });
    known.chain(SECRETS.map(|key| (key, Kind::Text))).collect()
}

/// Why Harbor takes no such value.
fn refusal(key: &str, value: &Value) -> Option<String> {
    let text = value.as_str().unwrap_or_default();
    match key {
        "auth_mode" => (!AUTH_MODES.contains(&text)).then(|| {
            "invalid auth_mode, shoud be one of db_auth, ldap_auth, uaa_auth, http_auth, oidc_auth"
                .to_owned()
        }),
        "project_creation_restriction" => (!["everyone", "adminonly"].contains(&text)).then(|| {
            "invalid project_creation_restriction, should be adminonly or everyone".to_owned()
        }),
        "ldap_scope" | "ldap_group_search_scope" => {
            let is_good = value.as_i64().is_some_and(|scope| (0..=2).contains(&scope));
            (!is_good).then(|| "invalid scope, should be 0, 1 or 2".to_owned())
        }
        "storage_per_project" => {
            let is_good = value.as_i64().is_some_and(|limit| limit == -1 || limit > 0);
            (!is_good).then(|| "quota value should be -1 or great than zero".to_owned())
        }
        key if NEEDED.contains(&key) => text
            .trim()
            .is_empty()
            .then(|| "the configure value can not be empty".to_owned()),
        _ => None,
    }
}

/// `PUT /configurations`: keys that don't exist are left out. An endpoint for the audit log is called
/// when everything is kept already, so that a refusal for it leaves all of it in effect.
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object_of("configurations", "Configurations", &kinds(world))?;
    require_system(world, call, "configuration", "update")?;
    let is_other = |mode: &str| *world.setting("auth_mode") != mode;
    let may_change_mode = world.users.iter().all(|user| user.id == 1);
    if body["auth_mode"].as_str().is_some_and(is_other) && !may_change_mode {
        return Err(Failure::bad_request(
            "the auth mode cannot be modified as new users have been inserted into database",
        ));
    }
    let sent: Vec<(&String, &Value)> = body
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(_, value)| !value.is_null())
        .collect();
    for (key, value) in &sent {
        if let Some(why) = refusal(key, value) {
            return Err(Failure::bad_request(format!("item name {key}: {why}")));
        }
    }
    let is_skipped = match &body["skip_audit_log_database"] {
        Value::Null => world.setting("skip_audit_log_database").clone(),
        sent => sent.clone(),
    };
    let endpoint = match body["audit_log_forward_endpoint"].as_str() {
        Some(sent) => sent.to_owned(),
        None => {
            let kept = world.setting("audit_log_forward_endpoint").as_str();
            kept.unwrap_or_default().to_owned()
        }
    };
    let is_sent = |name: &str| !body[name].is_null();
    let concerns_log = is_sent("skip_audit_log_database") || is_sent("audit_log_forward_endpoint");
    if concerns_log && is_skipped == true && endpoint.is_empty() {
        return Err(Failure::bad_request(
            "audit log forward endpoint should be configured before enable skip audit log in database",
        ));
    }
    for name in POSITIVE {
        match body[name].as_i64() {
            Some(value) if value <= 0 => {
                return Err(Failure::bad_request(format!(
                    "the {name} value must be positive"
                )));
            }
            Some(value) if value > LARGEST => {
                return Err(Failure::bad_request(format!(
                    "the {name} value is over the limit value: {LARGEST}"
                )));
            }
            _ => {}
        }
    }
    for (key, value) in sent {
        match (SECRETS.contains(&key.as_str()), value.as_str()) {
            (true, Some(secret)) => {
                world.secrets.insert(key.clone(), secret.to_owned());
            }
            _ => world.set(key, value.clone()),
        }
    }
    note(world, call, "update", "configuration", "configuration", 0);
    if is_sent("audit_log_forward_endpoint") && !endpoint.is_empty() && !answers(&endpoint) {
        return Err(Failure::bad_request(format!(
            "could not connect to the audit endpoint: {endpoint}"
        )));
    }
    Ok(Reply::empty(200))
}

/// `POST /system/oidc/ping`
pub(crate) fn ping_oidc(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("endpoint", "PingOIDCBody")?;
    require_system(world, call, "configuration", "update")?;
    let url = body["url"].as_str().unwrap_or_default();
    match answers(url) {
        true => Ok(Reply::empty(200)),
        false => Err(Failure::bad_request("failed to verify connection")),
    }
}
