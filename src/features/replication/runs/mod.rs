//! The runs of a rule, and the tasks of a run.

mod list;
mod tasks;

use harbor_api::ExecutionId;
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use self::{list::RunList, tasks::Tasks};
use crate::{
    features::replication::page::OpenedRule,
    list::{StateWords, Tone},
    words::words,
};

/// How a run or a task is. A failed one may be run again by the server.
pub fn state(word: &str) -> StateWords {
    use harbor_api::types::ReplicationStatus;
    let w = &words().replication;
    match ReplicationStatus::from(word.to_owned()) {
        ReplicationStatus::Succeed => StateWords::new("check-circle", Tone::Good, w.succeeded),
        ReplicationStatus::Failed => StateWords::new("alert", Tone::Bad, w.failed),
        ReplicationStatus::Stopped => StateWords::new("minus", Tone::Quiet, w.stopped),
        ReplicationStatus::InProgress => StateWords::new("refresh", Tone::Active, w.runs_now),
        ReplicationStatus::Pending => StateWords::new("clock", Tone::Active, w.waits),
        ReplicationStatus::Other(word) => StateWords::new("info", Tone::Quiet, word),
    }
}

/// Whether something is still to be expected.
pub fn goes_on(word: &str) -> bool {
    matches!(word, "InProgress" | "Pending")
}

#[component]
pub fn RunsPart(
    connection: Signal<ConnectionId>,
    rule: OpenedRule,
    on_back: Callback<()>,
) -> impl IntoView {
    let opened = RwSignal::new(None::<ExecutionId>);
    let rule = StoredValue::new(rule);
    move || match opened.get() {
        Some(run) => view! {
            <Tasks
                connection=connection
                rule=rule.get_value()
                run=run
                on_back=Callback::new(move |()| opened.set(None))
            />
        }
        .into_any(),
        None => view! {
            <RunList
                connection=connection
                rule=rule.get_value()
                opened=opened
                on_back=on_back
            />
        }
        .into_any(),
    }
}
