//! Opening and ending sessions: `/c/login` and `/c/log_out`.

use std::time::Duration;

use hyper::Request;
use hyper::body::Bytes;

use crate::call::Reply;
use crate::identity::{Checked, Identity, cookie};
use crate::server::{State, pairs};

/// Whether a path is one of these.
pub(crate) fn serves(path: &str) -> bool {
    ["/c/login", "/c/log_out", "/c/userExists"].contains(&path)
}

/// The answer, and whether it must be delayed because the password was wrong.
pub(crate) fn answer(
    state: &mut State,
    request: &Request<Bytes>,
    path: &str,
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
            let checked =
                state
                    .sessions
                    .check(&state.world, field("principal"), field("password"), lock);
            let Checked::Right(Identity::User(user)) = checked else {
                let wrong = checked == Checked::Wrong;
                return (
                    with_sid(Reply::empty(401), &state.sessions.open(None)),
                    wrong,
                );
            };
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
            if let Some(sid) = old {
                state.sessions.close(&sid);
            }
            let gone = "sid=; Path=/; HttpOnly; Max-Age=0; HttpOnly".to_owned();
            (Reply::empty(200).with("set-cookie", gone), false)
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

fn with_sid(reply: Reply, sid: &str) -> Reply {
    reply.with(
        "set-cookie",
        format!("sid={sid}; Path=/; HttpOnly; HttpOnly"),
    )
}
