//! The banner of runs: one that is under way elsewhere, and what was stopped or interrupted.

use leptos::prelude::*;
use pilothouse_protocol::{
    BulkId, BulkPart, BulkPhase, BulkRun, BulkRuns as AskRuns, ConnectionId, ConnectionState,
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    bulk::{
        acts::{forget, go_on, summary, title, undo},
        outcome::OutcomeDialog,
        progress::Progress,
    },
    deferred::deferred,
    failure::failure_message,
    ipc,
    registries::registries,
    ui::Icon,
    words::words,
};

/// What the banner is about; only its changes draw it anew.
#[derive(Clone, PartialEq)]
enum About {
    Running(BulkId),
    Left(Box<BulkRun>),
}

/// The banner of a connection's runs, and the dialog of what became of each row.
#[component]
pub fn BulkBanner(connection: ConnectionId) -> impl IntoView {
    let registries = registries();
    let bulk = registries.bulk;
    let id = StoredValue::new(connection);
    let is_in = Memo::new(move |_| {
        let known = id.with_value(|id| registries.find(id));
        known.is_some_and(|known| known.state == ConnectionState::Connected)
    });
    // Only to the account that is signed in is anything told of.
    Effect::new(move |_| {
        if !is_in.get() {
            return;
        }
        let connection = id.get_value();
        spawn_local(async move {
            let ask = AskRuns {
                connection: connection.clone(),
            };
            match ipc::call(ask).await {
                Ok(known) => bulk.replace(&connection, known.runs),
                // Runs that are begun now are told all the same.
                Err(failure) => leptos::logging::warn!("{failure}"),
            }
        });
    });
    let about = Memo::new(move |_| {
        id.with_value(|id| {
            if let Some(running) = bulk.running(id) {
                let is_shown = bulk.in_bar().get() == Some(running.run);
                return (!is_shown).then_some(About::Running(running.run));
            }
            let is_left = |run: &BulkRun| {
                let rests = matches!(run.phase, BulkPhase::Stopped | BulkPhase::Interrupted);
                rests && run.counts.waiting + run.counts.unknown > 0
            };
            bulk.newest(id, is_left)
                .map(|run| About::Left(Box::new(run)))
        })
    });
    let opened = bulk.opened();
    on_cleanup(move || {
        let _ = opened.try_set(None);
    });
    view! {
        {move || match about.get()? {
            About::Running(run) => Some(deferred!(
                frame,
                bulk_progress,
                { run: BulkId } => {
                    view! { <div class="banner"><Progress run=run /></div> }.into_any()
                }
            )),
            About::Left(run) => Some(deferred!(
                frame,
                bulk_left,
                { run: Box<BulkRun>, is_in: Memo<bool> } => {
                    view! { <Left run=*run is_in=is_in /> }.into_any()
                }
            )),
        }}
        {move || {
            let run = opened.get()?;
            let on_close = Callback::new(move |()| opened.set(None));
            Some(deferred!(
                frame,
                outcome_dialog,
                { run: BulkId, on_close: Callback<()> } => {
                    view! { <OutcomeDialog run=run on_close=on_close /> }.into_any()
                }
            ))
        }}
    }
}

/// What is left of a run, and what can be done about it.
#[component]
fn Left(run: BulkRun, is_in: Memo<bool>) -> impl IntoView {
    let registries = registries();
    let w = &words().bulk;
    let id = run.run;
    let what = title(&run);
    let said = match run.phase {
        BulkPhase::Interrupted => w.interrupted(&what),
        _ => w.stopped(&what),
    };
    let reason = run.reason.as_ref().map(failure_message);
    let said = format!("{said}: {}.", summary(&run));
    let has_left = run.left > 0;
    let has_details = run.counts.failed + run.counts.unknown > 0;
    let off = move || !is_in.get();
    view! {
        <div class="banner warn" role="status">
            <Icon name="warning" />
            <span class="grow">
                {said} {reason.map(|reason| view! { " " <span class="soft">{reason}</span> })}
            </span>
            {has_left
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="btn sm"
                            disabled=off
                            on:click=move |_| go_on(registries, id, BulkPart::Left)
                        >
                            {w.go_on}
                        </button>
                    }
                })}
            {has_details
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="btn sm"
                            disabled=off
                            on:click=move |_| registries.bulk.opened().set(Some(id))
                        >
                            {w.details}
                        </button>
                    }
                })}
            {(run.undoable > 0)
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="btn sm"
                            disabled=off
                            on:click=move |_| undo(registries, id)
                        >
                            {words().parts.undo}
                        </button>
                    }
                })}
            <button
                type="button"
                class="btn ghost sm"
                disabled=off
                on:click=move |_| forget(registries, id)
            >
                {w.forget}
            </button>
        </div>
    }
}
