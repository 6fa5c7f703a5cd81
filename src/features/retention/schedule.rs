//! The dialog that changes when a policy runs by itself.

use harbor_api::types::RetentionTrigger;
use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::retention::policy::Policy,
    ui::{Dialog, FormButtons, FormFailure, ScheduleFields, ScheduleForm},
    words::words,
};

/// Changes the schedule.
#[component]
pub fn ScheduleDialog(policy: Policy, on_close: Callback<()>) -> impl IntoView {
    let w = &words().retention;
    let old = policy
        .now_untracked()
        .map(|policy| policy.trigger.settings.cron)
        .unwrap_or_default();
    let form = ScheduleForm::new(&old);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let is_wrong = Signal::derive(move || form.is_wrong());
    let submit = move || {
        let (Some(mut changed), Some(cron), false) = (
            policy.now_untracked(),
            form.cron.get_untracked(),
            untrack(|| form.is_wrong()) || busy.get_untracked(),
        ) else {
            return;
        };
        let references = changed.trigger.references.take();
        changed.trigger = RetentionTrigger::schedule(cron);
        changed.trigger.references = references;
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let outcome = policy.save(changed).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    on_close.try_run(());
                }
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <Dialog title=w.schedule_title on_close=on_close>
            <form on:submit=move |event| {
                event.prevent_default();
                submit();
            }>
                <div class="dlg-b col g12">
                    <ScheduleFields form=form />
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                <FormButtons
                    send=w.save
                    on_cancel=on_close
                    is_wrong=is_wrong
                    busy=busy
                    why_off=policy.off
                />
            </form>
        </Dialog>
    }
}
