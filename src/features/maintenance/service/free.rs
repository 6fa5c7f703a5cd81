//! Freeing all workers: what runs is stopped, after saying how much that is.

use harbor_api::{JobId, operations::StopJob};
use leptos::prelude::*;

use crate::{
    features::maintenance::facts::{Overview, View},
    ipc::write::send,
    list::List,
    registries::registries,
    ui::{Dialog, DialogForm, Saving},
    words::words,
};

#[component]
pub fn FreeWorkers(overview: Overview, list: List, on_close: Callback<()>) -> impl IntoView {
    let w = &words().maintenance;
    let registries = registries();
    let saving = Saving::new(on_close);
    let free = move || {
        let at = overview.connection.get_untracked();
        let sent = async move {
            let operation = StopJob {
                job_id: JobId::all(),
            };
            list.mark_stopping(None, true);
            let sent = send(registries, at, &operation).await;
            if sent.is_err() {
                list.mark_stopping(None, false);
            }
            sent.map(|()| words().maintenance.stopping.to_owned())
        };
        let freed = move || {
            list.reload();
            overview.read(View::Queues);
        };
        saving.send(sent, freed, || false);
    };
    view! {
        <Dialog title=w.free_all_title on_close=on_close>
            <DialogForm
                on_submit=free
                failure=saving.failure
                send=w.free_all
                on_cancel=on_close
                is_wrong=false
                busy=saving.busy
                why_off=overview.off
                danger=true
            >
                <p>{move || w.free_all_why(overview.busy().unwrap_or(0))}</p>
            </DialogForm>
        </Dialog>
    }
}
