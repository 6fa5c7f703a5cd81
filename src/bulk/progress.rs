//! How far a run is, with 'Stop'.

use leptos::prelude::*;
use pilothouse_protocol::BulkId;

use crate::{
    bulk::acts::{stop, title},
    registries::registries,
    words::words,
};

/// The run of a list's rows, in the bar of the list.
#[component]
pub fn BulkProgress(run: BulkId) -> impl IntoView {
    let in_bar = registries().bulk.in_bar();
    in_bar.set(Some(run));
    on_cleanup(move || {
        let _ = in_bar.try_update(|shown| {
            if *shown == Some(run) {
                *shown = None;
            }
        });
    });
    view! { <Progress run=run /> }
}

/// What is done, how far it is, and the button that stops it.
#[component]
pub(super) fn Progress(run: BulkId) -> impl IntoView {
    let registries = registries();
    let w = &words().bulk;
    let known = Memo::new(move |_| registries.bulk.get(run));
    let stopping = RwSignal::new(false);
    let named = Memo::new(move |_| known.with(|run| run.as_ref().map(title)));
    let so_far = move || {
        known.with(|run| {
            let counts = run.as_ref()?.counts;
            Some(w.progress(counts.finished(), counts.total()))
        })
    };
    view! {
        <span class="spin" aria-hidden="true"></span>
        // The number changes many times a second: it is there to be looked at, not to be read out.
        <span class="trunc" role="status">
            {named}
        </span>
        <span class="num soft">{so_far}</span>
        <span class="sp"></span>
        <button
            type="button"
            class="btn ghost sm"
            disabled=move || stopping.get()
            on:click=move |_| {
                stopping.set(true);
                stop(registries, run);
            }
        >
            {move || if stopping.get() { w.stopping } else { w.stop }}
        </button>
    }
}
