//! The runs of a rule, and the tasks of a run.

mod list;
mod outcome;
mod panes;
mod tally;
mod tasks;

pub use panes::RunPanes;

use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::{executions::Executions, replication::page::OpenedRule},
    list::{StateWords, Tone},
    words::words,
};

/// How a run or a task is. A failed one may be run again by the server.
pub fn state(word: &str) -> StateWords {
    use harbor_api::types::ReplicationStatus;
    let w = &words().executions;
    match ReplicationStatus::from(word.to_owned()) {
        ReplicationStatus::Succeed => StateWords::new("check-circle", Tone::Good, w.succeeded),
        ReplicationStatus::Failed => StateWords::new("alert", Tone::Bad, w.failed),
        ReplicationStatus::Stopped => StateWords::new("minus", Tone::Quiet, w.stopped),
        ReplicationStatus::InProgress => StateWords::new("refresh", Tone::Active, w.running),
        ReplicationStatus::Pending => StateWords::new("clock", Tone::Active, w.waiting),
        ReplicationStatus::Other(word) => StateWords::new("info", Tone::Quiet, word),
    }
}

/// Whether something is still to be expected.
fn goes_on(word: &str) -> bool {
    matches!(word, "InProgress" | "Pending")
}

#[component]
pub fn RunsPart(
    connection: Signal<ConnectionId>,
    rule: OpenedRule,
    on_back: Callback<()>,
) -> impl IntoView {
    let runs = list::runs(connection, rule);
    view! { <Executions connection=connection of=runs on_back=on_back /> }
}
