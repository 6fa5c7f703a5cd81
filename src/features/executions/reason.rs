//! Why a task failed, as far as its log says: the last line that is an error.

use harbor_api::{Operation, reply::Text};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, FailureCode};

use crate::{
    ipc::load::load_one,
    ui::{last_error, pair, section},
    words::words,
};

/// Asked for when it is shown, of one task.
#[component]
pub fn FailedBecause<O>(connection: Signal<ConnectionId>, of: O) -> impl IntoView
where
    O: Operation<Reply = Text> + Clone + Send + Sync + 'static,
{
    let e = &words().executions;
    let log = load_one(connection, move || Some(of.clone()));
    move || {
        let is_gone = log
            .failure
            .get()
            .is_some_and(|failure| failure.code == FailureCode::NotFound);
        let said = match (log.data.get(), is_gone) {
            (Some(log), _) => last_error(&log.0)?,
            (None, true) => words().log.no_longer_kept.to_owned(),
            // The log itself says what went wrong with asking.
            (None, false) => return None,
        };
        let said = view! { <span class="wraps" id="task-why">{said}</span> };
        Some(section(view! { <dl class="kv">{pair(e.why, said)}</dl> }))
    }
}
