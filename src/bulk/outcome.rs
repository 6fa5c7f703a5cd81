//! What became of each row of a run that did not go well for all.

use leptos::prelude::*;
use pilothouse_protocol::{
    BulkChange, BulkId, BulkItem, BulkItems, BulkPage, BulkPart, BulkResult, BulkRow, Failure,
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    bulk::acts::{go_on, row_reason, summary, title, undo},
    ipc,
    registries::registries,
    ui::{CopyIcon, Dialog, Failed},
    words::words,
};

/// Rows that are asked for at once.
const PAGE: usize = 100;

/// The rows that failed, and those of which nobody knows; each with its reason.
#[component]
pub(super) fn OutcomeDialog(run: BulkId, on_close: Callback<()>) -> impl IntoView {
    let registries = registries();
    let w = &words().bulk;
    let items = RwSignal::new(Vec::<BulkItem>::new());
    let total = RwSignal::new(None::<usize>);
    let failure = RwSignal::new(None::<Failure>);
    let read = move || {
        let first = items.with_untracked(Vec::len);
        spawn_local(async move {
            let page = ipc::call(BulkItems {
                run,
                results: vec![BulkResult::Failed, BulkResult::Unknown],
                first,
                count: PAGE,
            });
            match page.await {
                Ok(BulkPage {
                    total: all,
                    items: more,
                }) => {
                    total.try_set(Some(all));
                    let _ = items.try_update(|items| items.extend(more));
                    failure.try_set(None);
                }
                Err(reason) => {
                    failure.try_set(Some(reason));
                }
            }
        });
    };
    read();
    let known = registries.bulk.get(run);
    let (heading, beside) = match &known {
        Some(known) => (title(known), summary(known)),
        None => (w.outcome.to_owned(), String::new()),
    };
    let change = StoredValue::new(known.as_ref().map(|known| known.change.clone()));
    let undoable = known.as_ref().map_or(0, |known| known.undoable);
    let counts = known.map(|known| known.counts).unwrap_or_default();
    let again = move |part| {
        on_close.run(());
        go_on(registries, run, part);
    };
    let more = move || {
        let here = items.with(Vec::len);
        total.get().is_some_and(|total| here < total)
    };
    view! {
        <Dialog title=heading beside=beside wide=true on_close=on_close>
            <div class="dlg-b outcome" tabindex="0">
                {(counts.unknown > 0).then(|| view! { <p class="soft">{w.unknown_hint}</p> })}
                {move || {
                    failure
                        .get()
                        .map(|failure| {
                            view! {
                                <Failed
                                    what=w.outcome
                                    failure=failure
                                    on_retry=Callback::new(move |()| read())
                                />
                            }
                        })
                }}
                {move || (total.get() == Some(0)).then(|| view! { <p>{w.all_well}</p> })}
                <ul class="outcome-rows">
                    <For
                        each=move || items.get()
                        key=|item| item.row.key.clone()
                        children=move |item| {
                            view! { <Row item=item change=change.get_value() /> }
                        }
                    />
                </ul>
                {move || {
                    more()
                        .then(|| {
                            view! {
                                <button type="button" class="btn sm" on:click=move |_| read()>
                                    {w.more}
                                </button>
                            }
                        })
                }}
            </div>
            <div class="dlg-f">
                {(undoable > 0)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn"
                                on:click=move |_| {
                                    on_close.run(());
                                    undo(registries, run);
                                }
                            >
                                {w.undo_done(undoable)}
                            </button>
                        }
                    })}
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.close}
                </button>
                {(counts.unknown > 0)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn"
                                on:click=move |_| again(BulkPart::Unknown)
                            >
                                {w.try_unknown}
                            </button>
                        }
                    })}
                {(counts.failed > 0)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn primary"
                                on:click=move |_| again(BulkPart::Failed)
                            >
                                {w.try_failed}
                            </button>
                        }
                    })}
            </div>
        </Dialog>
    }
}

#[component]
fn Row(item: BulkItem, change: Option<BulkChange>) -> impl IntoView {
    let w = &words().bulk;
    let is_unknown = item.result == BulkResult::Unknown;
    let result = if is_unknown {
        w.result_unknown
    } else {
        w.result_failed
    };
    let reason = item.failure.as_ref().map_or_else(
        || {
            if is_unknown {
                w.no_answer.to_owned()
            } else {
                w.before_start.to_owned()
            }
        },
        |failure| row_reason(change.as_ref(), failure),
    );
    let details = item.failure.as_ref().map(Failure::details);
    let BulkRow { key, name } = item.row;
    let name = if name == key { short(&key) } else { name };
    view! {
        <li>
            <span class="mono" title=key>
                {name}
            </span>
            <b class="semi">{result}</b>
            <span class="soft grow">{reason}</span>
            {details
                .map(|details| {
                    view! { <CopyIcon text=details label=words().parts.copy_details /> }
                })}
        </li>
    }
}

/// A key as people know it: of a digest its first twelve characters.
fn short(key: &str) -> String {
    match key.strip_prefix("sha256:") {
        Some(hex) => hex.chars().take(12).collect(),
        None => key.to_owned(),
    }
}
