//! Changes: the one way that anything at a registry is changed.

use std::sync::Arc;

use harbor_api::Operation;
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, ConnectionState, Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_reason,
    ipc::{Ticket, harbor, project::forget_readings},
    permissions::forget_rights,
    registries::{Registries, registries},
    ui::Act,
    words::words,
};

/// Why nothing can be changed now; buttons are off then and say this.
pub fn why_off(connection: Signal<ConnectionId>) -> Signal<Option<&'static str>> {
    let registries = registries();
    Signal::derive(move || {
        let known = registries.find(&connection.get())?;
        reason(&known.state, known.system.read_only)
    })
}

/// The same for what is changed in read-only mode too: the settings, which end it.
pub fn why_unreachable(connection: Signal<ConnectionId>) -> Signal<Option<&'static str>> {
    let registries = registries();
    Signal::derive(move || reason(&registries.find(&connection.get())?.state, None))
}

fn reason(state: &ConnectionState, read_only: Option<bool>) -> Option<&'static str> {
    let w = &words().states;
    match state {
        ConnectionState::Offline { .. } => Some(w.unreachable),
        ConnectionState::SignInNeeded => Some(w.sign_in_first),
        ConnectionState::Connected | ConnectionState::Connecting => {
            (read_only == Some(true)).then_some(w.read_only)
        }
    }
}

/// Sends a change and hands the outcome back: for forms, which say themselves what is wrong.
pub async fn send<O: Operation>(
    registries: Registries,
    connection: ConnectionId,
    operation: &O,
) -> Result<O::Reply, Failure> {
    let off = registries
        .find_untracked(&connection)
        .and_then(|known| reason(&known.state, known.system.read_only));
    if let Some(reason) = off {
        return Err(Failure::new(
            FailureCode::Precondition,
            format!("{reason}."),
        ));
    }
    let outcome = harbor(connection.clone(), operation, Ticket::new()).await;
    // What was read before a change is no answer after it, however the change ended.
    forget_readings(registries, &connection);
    if let Err(failure) = &outcome
        && failure.code == FailureCode::Forbidden
    {
        // The rights were others than known here.
        forget_rights(registries, &connection);
    }
    outcome.map(|reply| reply.value)
}

/// A change with what follows it.
#[derive(Clone)]
pub struct Change<O> {
    pub connection: ConnectionId,
    pub operation: O,
    /// 'Couldn't remove tag latest', said if it fails.
    pub failed: String,
    pub on_done: Act,
    /// After a failure, besides the toast.
    pub on_failed: Option<Act>,
}

/// Makes a change. A failure is said in a toast, with 'Retry'.
pub fn write<O: Operation>(registries: Registries, change: Change<O>) {
    spawn_local(async move {
        let outcome = send(registries, change.connection.clone(), &change.operation).await;
        match outcome {
            Ok(_) => (change.on_done)(),
            Err(failure) => {
                if let Some(on_failed) = &change.on_failed {
                    on_failed();
                }
                let title = change.failed.clone();
                let reason = failure_reason(&failure);
                let retry: Act = Arc::new(move || write(registries, change.clone()));
                let retry = (failure.code != FailureCode::Forbidden).then_some(retry);
                registries.toasts.failed(title, reason, &failure, retry);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_changed_while_the_registry_is_away_or_read_only() {
        let offline = ConnectionState::Offline {
            since: chrono::Utc::now(),
            reason: String::new(),
        };
        assert!(reason(&offline, None).is_some());
        assert!(reason(&ConnectionState::SignInNeeded, None).is_some());
        assert!(reason(&ConnectionState::Connected, Some(true)).is_some());
        assert_eq!(reason(&ConnectionState::Connected, Some(false)), None);
        assert_eq!(reason(&ConnectionState::Connecting, None), None);
    }
}
