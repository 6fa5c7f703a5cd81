//! Freeing all workers: what runs is stopped, after saying how much that is.

use harbor_api::{JobId, operations::StopJob};
use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::maintenance::facts::Overview,
    ipc::write::send,
    list::List,
    registries::registries,
    ui::{Dialog, FormFailure},
    words::words,
};

#[component]
pub fn FreeWorkers(overview: Overview, list: List, on_close: Callback<()>) -> impl IntoView {
    let w = &words().maintenance;
    let registries = registries();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let go = move |_| {
        busy.set(true);
        failure.set(None);
        let connection = overview.connection.get_untracked();
        spawn_local(async move {
            let operation = StopJob {
                job_id: JobId::all(),
            };
            let outcome = send(registries, connection, &operation).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    registries.toasts.done(words().maintenance.stopping, None);
                    list.reload();
                    overview.queues.reload();
                    on_close.try_run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <Dialog title=w.free_all_title on_close=on_close>
            <div class="dlg-b col g12">
                <p>{move || w.free_all_why(overview.busy().unwrap_or(0))}</p>
                {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button
                    type="button"
                    class="btn danger"
                    id="free-go"
                    disabled=move || busy.get() || overview.off.get().is_some()
                    on:click=go
                >
                    {move || busy.get().then(|| view! { <span class="spin"></span> })}
                    {w.free_all}
                </button>
            </div>
        </Dialog>
    }
}
