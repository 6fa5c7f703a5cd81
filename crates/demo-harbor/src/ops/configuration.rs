//! The server's configuration.

use serde_json::Value;

use crate::call::{Call, Failure, Reply};
use crate::permission::require_system;
use crate::world::World;

/// `GET /configurations`
pub(crate) fn get(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    require_system(world, call, "configuration", "read")?;
    Ok(Reply::json(Value::Object(world.configuration.clone())))
}

/// `PUT /configurations`: keys that don't exist are left out.
pub(crate) fn update(world: &mut World, call: &Call) -> Result<Reply, Failure> {
    let body = call.object("configurations", "Configurations")?;
    require_system(world, call, "configuration", "update")?;
    for name in [
        "session_timeout",
        "token_expiration",
        "robot_token_duration",
    ] {
        if body[name].as_i64().is_some_and(|value| value < 1) {
            return Err(Failure::bad_request(format!(
                "the {name} value must be positive"
            )));
        }
    }
    if body["auth_mode"]
        .as_str()
        .is_some_and(|mode| *world.setting("auth_mode") != mode)
    {
        return Err(Failure::bad_request(
            "the auth mode cannot be modified as new users have been inserted into database",
        ));
    }
    for (key, value) in body.as_object().into_iter().flatten() {
        world.set(key, value.clone());
    }
    Ok(Reply::empty(200))
}
