//! The same change of several users, or of several groups.

use std::fmt::Display;

use harbor_api::Operation;
use pilothouse_protocol::{Check, ConnectionId};

use crate::{
    failure::failure_reason,
    ipc::{steps::Steps, write::send},
    list::List,
    registries::Registries,
};

/// Sends an operation for each of them, and says how that ended; those whose change failed stay checked.
pub fn change_several<K, O>(
    registries: Registries,
    (connection, list, steps): (ConnectionId, List, Steps),
    all: Vec<(K, String)>,
    operation: impl Fn(K) -> O + 'static,
    said: fn(usize) -> String,
) where
    K: Copy + Display + 'static,
    O: Operation<Reply = ()> + 'static,
{
    steps.run(
        all,
        move |(key, _)| {
            let (at, operation) = (connection.clone(), operation(key));
            async move { send(registries, at, &operation).await }
        },
        move |outcome| {
            let said = said(outcome.done);
            match outcome.failed.first() {
                None => registries.toasts.done(said, None),
                Some(((_, name), failure)) => {
                    let reason = format!("{name}: {}", failure_reason(failure));
                    registries.toasts.failed(said, reason, failure, None);
                }
            }
            let failed = outcome.failed.iter().map(|(one, _)| one);
            let left = failed.chain(&outcome.left);
            let keys = left.map(|(key, _)| key.to_string()).collect();
            list.check(Check::Only { keys });
            list.reload();
        },
    );
}
