//! Opening and ending sessions with passwords: `/c/login` and `/c/log_out`.

use std::time::Duration;

use hyper::Request;
use hyper::body::Bytes;
use serde_json::json;

use crate::http::call::Reply;
use crate::http::server::{State, pairs};
use crate::identity::{Checked, Identity, cookie};

/// What signing in through a provider begins with.
pub(crate) const OIDC: &str = "/c/oidc/";

/// Whether a path is one of these.
pub(crate) fn serves(path: &str) -> bool {
    ["/c/login", "/c/log_out", "/c/userExists"].contains(&path) || path.starts_with(OIDC)
}

/// The answer, and whether it must be delayed because the password was wrong. `external` is Harbor's
/// own address.
pub(crate) fn answer(
    state: &mut State,
    request: &Request<Bytes>,
    path: &str,
    external: &str,
    lock: Duration,
) -> (Reply, bool) {
    let form = pairs(&String::from_utf8_lossy(request.body()));
    let field = |name: &str| {
        form.iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.as_str())
    };
    let old = cookie(request.headers(), "sid");
    match (request.method().as_str(), path) {
        ("POST", "/c/login") => {
            // All but the first administrator have no password here.
            if state.world.by_provider() && !state.world.is_local(field("principal")) {
                return (elsewhere(external, "login"), false);
            }
            let checked =
                state
                    .sessions
                    .check(&state.world, field("principal"), field("password"), lock);
            let name = field("principal");
            let Checked::Right(Identity::User(user)) = checked else {
                let wrong = checked == Checked::Wrong;
                // Also of names that there are not.
                state.world.write_refusal(name, "login", "user", name);
                return (
                    with_sid(Reply::empty(401), &state.sessions.open(None)),
                    wrong,
                );
            };
            let at = state.world.now();
            let text = format!("login user: {name}");
            state
                .world
                .write_audit(name, "login", "user", name, &text, 0, at);
            // A session from before must not become a signed-in one: the id changes.
            let before = match old.filter(|sid| state.sessions.knows(sid)) {
                Some(sid) => {
                    state.sessions.close(&sid);
                    None
                }
                None => Some(state.sessions.open(None)),
            };
            let mut reply = Reply::empty(200);
            if let Some(before) = before {
                state.sessions.close(&before);
                reply = with_sid(reply, &before);
            }
            (with_sid(reply, &state.sessions.open(Some(user))), false)
        }
        ("GET", "/c/log_out") => {
            let user = old
                .as_ref()
                .and_then(|sid| state.sessions.by_cookie(sid, false));
            let local = matches!(user, None | Some(Identity::User(1)));
            if state.world.by_provider() && !local {
                return (elsewhere(external, "logout"), false);
            }
            if let Some(sid) = old {
                state.sessions.close(&sid);
            }
            (Reply::empty(200).with("set-cookie", gone()), false)
        }
        ("POST", "/c/userExists") => {
            let value = field("value");
            let exists = state.world.users.iter().any(|user| match field("target") {
                "email" => user.email == value,
                _ => user.name == value,
            });
            (Reply::json(exists), false)
        }
        _ => (Reply::empty(405), false),
    }
}

/// The cookie that ends a session in the client.
pub(crate) fn gone() -> String {
    "sid=; Path=/; HttpOnly; Max-Age=0; HttpOnly".to_owned()
}

/// 403 with the address that does it instead.
fn elsewhere(external: &str, what: &str) -> Reply {
    let reply = Reply::json(json!({"redirect_location": format!("{external}{OIDC}{what}")}));
    Reply {
        status: 403,
        content_type: Some("application/json; charset=utf-8"),
        ..reply
    }
}

/// Adds the cookie of a session.
pub(crate) fn with_sid(reply: Reply, sid: &str) -> Reply {
    reply.with(
        "set-cookie",
        format!("sid={sid}; Path=/; HttpOnly; HttpOnly"),
    )
}
