//! What a rotation deleted: its log is the only place that says how many entries.

use std::sync::Arc;

use harbor_api::{
    ExecutionId,
    operations::{GetAuditRotationLog, StopAuditRotation},
};
use leptos::prelude::*;
use listing::{Line, lists::system::maintenance::DRY_RUN};
use pilothouse_protocol::FailureCode;

use super::{Rotations, kept};
use crate::{
    features::maintenance::runs::{
        OpenLog, goes_on, mode_name, row_to_stop, run_buttons, state_of, trigger_name,
    },
    format::{count, whole},
    ipc::load::load_one,
    list::{State, Values},
    ui::{Inspector, pair, section, titled_section},
    words::words,
};

/// How many entries a log says that a run deleted, or would have.
fn purged(log: &str) -> Option<i64> {
    let numbers = log.lines().filter_map(|line| {
        let (_, rest) = line.split_once("Purged ")?;
        let (number, rest) = rest.split_once(' ')?;
        rest.starts_with("rows")
            .then(|| number.parse::<i64>().ok())?
    });
    numbers.fold(None, |sum, number| Some(sum.unwrap_or(0) + number))
}

#[component]
pub fn RotationInspector(rotations: Rotations, line: Arc<Line>) -> impl IntoView {
    let w = &words().maintenance;
    let (list, overview) = (rotations.list, rotations.overview);
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let id = line.key.parse().ok().map(ExecutionId);
    let is_dry = values.text("mode") == DRY_RUN;
    let is_running = goes_on(&values);
    let title = mode_name(values.text("mode"));
    let log = load_one(overview.connection, move || {
        let purge_id = id.filter(|_| !is_running)?;
        Some(GetAuditRotationLog { purge_id })
    });
    let figure = move || {
        let entries = log.data.get().and_then(|log| purged(&log.0));
        let is_gone = log
            .failure
            .get()
            .is_some_and(|failure| failure.code == FailureCode::NotFound);
        match (entries, is_gone) {
            (Some(entries), _) => {
                let what = match is_dry {
                    true => w.entries_would_go,
                    false => w.entries_went,
                };
                Some(
                    section(view! {
                        <div class="row g8 figure">
                            <span class="big" id="purged">
                                {count(entries)}
                            </span>
                            <span class="soft">{what}</span>
                        </div>
                    })
                    .into_any(),
                )
            }
            (None, true) => {
                Some(section(view! { <p class="hint">{words().log.no_longer_kept}</p> }).into_any())
            }
            (None, false) => None,
        }
    };
    let events = values.texts("events").join(", ");
    let facts = view! {
        <dl class="kv">
            {pair(w.state, view! { <State said=state_of(&values) /> })}
            {pair(w.started_by, trigger_name(values.text("trigger")))}
            {values.time("started").map(|time| pair(w.started, whole(time)))}
            {values.number("hours").map(|hours| pair(w.older_than, kept(hours)))}
            {pair(w.events, view! { <span class="wraps">{events}</span> })}
        </dl>
    };
    let log = OpenLog::of(&line.key, &values);
    let open_log = move || rotations.log.set(log.clone());
    let key = row_to_stop(&line.key, &values);
    let footer = ViewFn::from(move || {
        view! {
            {run_buttons(
                overview,
                list,
                "rotation-log",
                key.clone(),
                open_log.clone(),
                id.filter(|_| is_running).map(|purge_id| StopAuditRotation { purge_id }),
                move || rotations.has_changed(),
            )}
        }
    });
    let close = Callback::new(move |()| list.place.selected.set(None));
    view! {
        <Inspector title=title on_close=close footer=footer>
            {figure}
            {titled_section(w.looked_at, (), facts)}
        </Inspector>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_says_how_many_entries_both_generations_together() {
        let log = "2026-11-21T00:47:35Z [INFO] [/purge.go:125]: [DRYRUN]Purged 3 rows of audit logs\n\
                   2026-11-21T00:47:35Z [INFO] [/purge.go:126]: [DRYRUN]Purged 211 rows of audit log exts\n";
        assert_eq!(purged(log), Some(214));
        assert_eq!(purged("quit purge job, retentionHour:0\n"), None);
    }
}
