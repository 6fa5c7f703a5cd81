//! When collections run by themselves, and what they do then.

use harbor_api::{
    operations::UpdateGarbageCollectionSchedule,
    types::{
        GarbageCollectionParameters, GarbageCollectionRecord, JobSchedule, NewGarbageCollection,
    },
};
use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

use super::Collections;
use crate::{
    ipc::write::send,
    registries::registries,
    ui::{Checkbox, Dialog, DialogForm, Field, Icon, ScheduleFields, ScheduleForm},
    words::words,
};

/// What a collection is to do.
#[derive(Clone, Copy)]
pub struct ParameterForm {
    pub untagged: RwSignal<bool>,
    workers: RwSignal<String>,
}

impl ParameterForm {
    /// As the schedule has it.
    pub fn new(known: Option<GarbageCollectionRecord>) -> Self {
        let known = known.unwrap_or_default();
        Self {
            untagged: RwSignal::new(known.delete_untagged),
            workers: RwSignal::new(known.workers.max(1).to_string()),
        }
    }

    /// The number of workers; none if the server would not take it.
    pub fn workers(&self) -> Option<i64> {
        self.workers.with(|text| read_workers(text))
    }

    pub fn workers_untracked(&self) -> Option<i64> {
        self.workers.with_untracked(|text| read_workers(text))
    }
}

fn read_workers(text: &str) -> Option<i64> {
    let number: i64 = text.trim().parse().ok()?;
    (1..=GarbageCollectionParameters::MAX_WORKERS)
        .contains(&number)
        .then_some(number)
}

#[component]
pub fn ParameterFields(form: ParameterForm) -> impl IntoView {
    let w = &words().maintenance;
    let problem = Signal::derive(move || {
        let is_wrong = form.workers().is_none();
        is_wrong.then(|| w.workers_rule.to_owned())
    });
    view! {
        <Checkbox id="gc-untagged" value=form.untagged>
            {w.untagged_too}
        </Checkbox>
        <p class="hint">{w.untagged_why}</p>
        <Field id="gc-workers" label=w.workers value=form.workers problem=problem />
    }
}

/// What the runs of the schedule are. Harbor does not tell it of the schedule there is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    NotSaid,
    Real,
    Dry,
}

/// The dialog.
#[component]
pub fn CollectionSchedule(collections: Collections, on_close: Callback<()>) -> impl IntoView {
    let w = &words().maintenance;
    let registries = registries();
    let old = collections
        .overview
        .collection
        .data
        .get_untracked()
        .and_then(|known| {
            known
                .as_ref()
                .as_ref()
                .map(|known| known.schedule.cron.clone())
        })
        .unwrap_or_default();
    let is_new = old.is_empty();
    let schedule = ScheduleForm::new(&old);
    let form = ParameterForm::new(collections.scheduled());
    let known = collections.scheduled().and_then(|known| known.dry_run);
    let mode = RwSignal::new(match known {
        Some(true) => Mode::Dry,
        Some(false) => Mode::Real,
        None if is_new => Mode::Real,
        None => Mode::NotSaid,
    });
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let is_off = move || schedule.cron.get().is_some_and(|cron| cron.is_empty());
    let is_wrong = Signal::derive(move || {
        schedule.is_wrong()
            || (!is_off() && (form.workers().is_none() || mode.get() == Mode::NotSaid))
    });
    let submit = move || {
        if busy.get_untracked() || is_wrong.get_untracked() {
            return;
        }
        let cron = schedule.cron.get_untracked().unwrap_or_default();
        let operation = UpdateGarbageCollectionSchedule {
            body: NewGarbageCollection {
                schedule: match cron.is_empty() {
                    true => JobSchedule::never(),
                    false => JobSchedule::repeated(cron),
                },
                parameters: GarbageCollectionParameters {
                    delete_untagged: form.untagged.get_untracked(),
                    // Always said: what is absent is a real collection.
                    dry_run: mode.get_untracked() == Mode::Dry,
                    workers: form.workers_untracked().unwrap_or(1),
                },
            },
        };
        busy.set(true);
        failure.set(None);
        let connection = collections.overview.connection.get_untracked();
        spawn_local(async move {
            let outcome = send(registries, connection, &operation).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    registries
                        .toasts
                        .done(words().maintenance.schedule_saved, None);
                    collections.has_changed();
                    on_close.try_run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    let modes = [(Mode::Real, w.real_runs), (Mode::Dry, w.dry_runs)].map(|(this, text)| {
        view! {
            <label class="row g8 t125">
                <input
                    type="radio"
                    class="rb"
                    name="gc-mode"
                    prop:checked=move || mode.get() == this
                    on:change=move |_| mode.set(this)
                />
                {text}
            </label>
        }
    });
    view! {
        <Dialog title=w.schedule_title on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=failure
                    send=w.save_schedule
                    on_cancel=on_close
                    is_wrong=is_wrong
                    busy=busy
                    why_off=collections.overview.off
                scrolls=true
            >
                    <ScheduleFields form=schedule />
                    <div class="col g12" class:off=is_off>
                        <div class="col g8" role="radiogroup" aria-label=w.what_runs_do>
                            {modes.collect_view()}
                        </div>
                        {(known.is_none() && !is_new)
                            .then(|| {
                                view! {
                                    <div class="note warn">
                                        <Icon name="warning" />
                                        <span>{w.mode_not_told}</span>
                                    </div>
                                }
                            })}
                        <ParameterFields form=form />
                    </div>
            </DialogForm>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workers_are_those_that_the_server_takes() {
        for (text, number) in [
            ("1", Some(1)),
            (" 10 ", Some(10)),
            ("0", None),
            ("11", None),
            ("two", None),
            ("", None),
        ] {
            assert_eq!(read_workers(text), number, "{text}");
        }
    }
}
