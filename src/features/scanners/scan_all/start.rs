//! Scanning everything now, after saying what that does.

use harbor_api::{
    operations::StartScanAll,
    types::{JobSchedule, NewScanAll},
};
use leptos::prelude::*;
use pilothouse_protocol::{Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

use super::ScanAll;
use crate::{
    ipc::write::send,
    registries::registries,
    ui::{Dialog, DialogForm, Icon},
    words::words,
};

/// The reports that there are go as each artifact's turn comes.
#[component]
pub fn StartScan(all: ScanAll, on_close: Callback<()>) -> impl IntoView {
    let w = &words().scanners;
    let registries = registries();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let submit = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let at = all.connection.get_untracked();
        let operation = StartScanAll {
            body: NewScanAll {
                schedule: JobSchedule::manual(),
            },
        };
        spawn_local(async move {
            let outcome = send(registries, at, &operation).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    registries.toasts.done(w.started, None);
                    all.reload();
                    on_close.try_run(());
                }
                // Somebody was faster: theirs is what was wanted.
                Err(problem) if problem.code == FailureCode::Conflict => {
                    registries.toasts.done(w.runs_already, None);
                    all.reload();
                    on_close.try_run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <Dialog title=w.start_title on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=failure
                    send=w.start
                    on_cancel=on_close
                    is_wrong=Signal::stored(false)
                    busy=busy
                    why_off=all.off
            >
                    <p>{w.start_why}</p>
                    <div class="note warn">
                        <Icon name="warning" />
                        <span>{w.start_loses}</span>
                    </div>
            </DialogForm>
        </Dialog>
    }
}
