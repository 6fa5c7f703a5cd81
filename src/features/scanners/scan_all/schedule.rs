//! When everything is scanned by itself.

use harbor_api::{
    operations::UpdateScanAllSchedule,
    types::{JobSchedule, NewScanAll},
};
use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

use super::{ScanAll, schedule_cron};
use crate::{
    ipc::write::send,
    registries::registries,
    ui::{Dialog, DialogForm, ScheduleFields, ScheduleForm},
    words::words,
};

/// The dialog.
#[component]
pub fn ScanSchedule(all: ScanAll, on_close: Callback<()>) -> impl IntoView {
    let w = &words().scanners;
    let registries = registries();
    let known = all.schedule.data.get_untracked();
    let old = schedule_cron(known.as_deref().and_then(Option::as_ref));
    let schedule = ScheduleForm::new(&old);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let is_wrong = Signal::derive(move || {
        schedule.is_wrong() || schedule.cron.get().as_deref() == Some(old.as_str())
    });
    let submit = move || {
        if busy.get_untracked() || is_wrong.get_untracked() {
            return;
        }
        let cron = schedule.cron.get_untracked().unwrap_or_default();
        // The server takes this where there is no schedule yet, too.
        let operation = UpdateScanAllSchedule {
            body: NewScanAll {
                schedule: match cron.is_empty() {
                    true => JobSchedule::never(),
                    false => JobSchedule::repeated(cron),
                },
            },
        };
        busy.set(true);
        failure.set(None);
        let at = all.connection.get_untracked();
        spawn_local(async move {
            let outcome = send(registries, at, &operation).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    registries.toasts.done(w.schedule_saved, None);
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
        <Dialog title=w.schedule_title on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=failure
                    send=w.save_schedule
                    on_cancel=on_close
                    is_wrong=is_wrong
                    busy=busy
                    why_off=all.off
                scrolls=true
            >
                    <ScheduleFields form=schedule />
            </DialogForm>
        </Dialog>
    }
}
