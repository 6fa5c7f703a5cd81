//! What a collection found or freed, with its log.

use std::sync::Arc;

use harbor_api::{ExecutionId, operations::StopGarbageCollection};
use leptos::prelude::*;
use listing::{Line, lists::system::maintenance::DRY_RUN};

use crate::{
    features::maintenance::{
        collection::{Collections, Question, found},
        runs::{OpenLog, goes_on, mode_name, row_to_stop, run_buttons, state_of, trigger_name},
    },
    format::{count, size, whole},
    list::{State, Values},
    ui::{Icon, Inspector, pair, section, titled_section},
    words::words,
};

#[component]
pub fn CollectionInspector(collections: Collections, line: Arc<Line>) -> impl IntoView {
    let w = &words().maintenance;
    let (list, overview) = (collections.list, collections.overview);
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let id = line.key.parse().ok().map(ExecutionId);
    let is_dry = values.text("mode") == DRY_RUN;
    let is_running = goes_on(&values);
    let title = mode_name(values.text("mode"));
    let number = |id: &str| values.number(id).map(count);
    let freed = values.number("freed").map(size);
    let figures = freed.map(|freed| {
        let (blobs, manifests) = (
            number("blobs").unwrap_or_else(|| "0".to_owned()),
            number("manifests").unwrap_or_else(|| "0".to_owned()),
        );
        let what = match is_dry {
            true => w.would_be_freed,
            false => w.was_freed,
        };
        let below = match is_dry {
            true => w.would_go(&blobs, &manifests),
            false => w.went(&blobs, &manifests),
        };
        section(view! {
            <div class="row g8 figure">
                <span class="big" id="freed">
                    {freed}
                </span>
                <span class="soft">{what}</span>
            </div>
            <p class="hint">{below} " " {w.rough}</p>
        })
    });
    let untagged = match values.text("untagged") {
        "yes" => w.yes,
        "no" => w.no,
        _ => "–",
    };
    let facts = view! {
        <dl class="kv">
            {pair(w.state, view! { <State said=state_of(&values) /> })}
            {pair(w.started_by, trigger_name(values.text("trigger")))}
            {values.time("started").map(|time| pair(w.started, whole(time)))}
            {pair(w.untagged_too, untagged)}
            {number("workers").map(|workers| pair(w.workers, workers))}
            {number("window").map(|hours| pair(w.skipped, w.younger(&hours)))}
        </dl>
    };
    let log = OpenLog::of(&line.key, &values);
    let open_log = move || collections.log.set(log.clone());
    let result = found(list, &line);
    let key = row_to_stop(&line.key, &values);
    let footer = ViewFn::from(move || {
        view! {
            {run_buttons(
                overview,
                list,
                "gc-log",
                key.clone(),
                open_log.clone(),
                id.filter(|_| is_running).map(|gc_id| StopGarbageCollection { gc_id }),
                move || collections.has_changed(),
            )}
            {result
                .map(|found| {
                    view! {
                        <button
                            type="button"
                            class="btn"
                            disabled=move || overview.off.get().is_some()
                            on:click=move |_| {
                                collections.question.set(Some(Question::Collect(Some(found))));
                            }
                        >
                            <Icon name="trash" />
                            {w.collect_open}
                        </button>
                    }
                })}
        }
    });
    let close = Callback::new(move |()| list.place.selected.set(None));
    view! {
        <Inspector title=title on_close=close footer=footer>
            {figures}
            {titled_section(w.looked_at, (), facts)}
            {section(view! { <p class="hint">{w.collection_warning}</p> })}
        </Inspector>
    }
}
