//! How long entries are kept, of which events, and when older ones are deleted.

use std::collections::BTreeSet;

use harbor_api::{
    operations::{ListEventTypes, StartAuditRotation, UpdateAuditRotationSchedule},
    types::{AuditRotationParameters, JobSchedule, NewAuditRotation},
};
use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

use super::{Purpose, Rotations};
use crate::{
    ipc::{load::load_list, write::send},
    registries::registries,
    ui::{
        Checkbox, Dialog, DialogForm, Failed, Field, Icon, Problem, ScheduleFields, ScheduleForm,
        Select,
    },
    words::words,
};

const HOURS: &str = "hours";
const DAYS: &str = "days";

/// Hours of what was typed; none if the server would not take it, or would do nothing with it.
fn read_hours(amount: &str, unit: &str) -> Option<i64> {
    let number: i64 = amount.trim().parse().ok()?;
    let hours = match unit {
        DAYS => number.checked_mul(24)?,
        _ => number,
    };
    (1..=AuditRotationParameters::MAX_HOURS)
        .contains(&hours)
        .then_some(hours)
}

#[component]
pub fn SaveRotation(
    rotations: Rotations,
    purpose: Purpose,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().maintenance;
    let registries = registries();
    let connection = rotations.overview.connection;
    let known = rotations.scheduled();
    let old_cron = rotations
        .overview
        .rotation
        .data
        .get_untracked()
        .and_then(|known| {
            known
                .as_ref()
                .as_ref()
                .map(|known| known.schedule.cron.clone())
        })
        .unwrap_or_default();
    let schedule = ScheduleForm::new(&old_cron);
    let old_hours = known.as_ref().map_or(0, |known| known.audit_retention_hour);
    let (unit, amount) = match old_hours {
        0 => (DAYS, 180),
        hours if hours % 24 == 0 => (DAYS, hours / 24),
        hours => (HOURS, hours),
    };
    let amount = RwSignal::new(amount.to_string());
    let unit = RwSignal::new(unit.to_owned());
    let old_types: BTreeSet<String> = known
        .iter()
        .flat_map(|known| known.include_event_types.split(','))
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    let is_first = old_types.is_empty();
    let chosen = RwSignal::new(old_types);
    let types = load_list(connection, || Some(ListEventTypes {}));
    // Of a first rotation all kinds are chosen.
    Effect::new(move |_| {
        if let Some(rows) = types.data.get()
            && is_first
            && chosen.with_untracked(BTreeSet::is_empty)
        {
            let all = rows.good.iter().map(|kind| kind.event_type.clone());
            chosen.set(all.collect());
        }
    });
    let hours =
        Memo::new(move |_| amount.with(|amount| unit.with(|unit| read_hours(amount, unit))));
    let amount_problem = Signal::derive(move || {
        let is_wrong = hours.get().is_none();
        is_wrong.then(|| w.hours_rule.to_owned())
    });
    let is_confirmed = RwSignal::new(purpose != Purpose::Rotate);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let is_off = move || {
        purpose == Purpose::Schedule && schedule.cron.get().is_some_and(|cron| cron.is_empty())
    };
    let is_wrong = Signal::derive(move || {
        let is_schedule_wrong = purpose == Purpose::Schedule && schedule.is_wrong();
        let is_incomplete = hours.get().is_none() || chosen.with(BTreeSet::is_empty);
        is_schedule_wrong || is_incomplete || !is_confirmed.get()
    });
    let submit = move || {
        if busy.get_untracked() || is_wrong.get_untracked() {
            return;
        }
        let Some(hours) = hours.get_untracked() else {
            return;
        };
        let names: Vec<String> = chosen.get_untracked().into_iter().collect();
        let cron = schedule.cron.get_untracked().unwrap_or_default();
        let body = NewAuditRotation {
            schedule: match (purpose, cron.is_empty()) {
                (Purpose::Schedule, true) => JobSchedule::never(),
                (Purpose::Schedule, false) => JobSchedule::repeated(cron),
                (Purpose::DryRun | Purpose::Rotate, _) => JobSchedule::manual(),
            },
            parameters: AuditRotationParameters {
                audit_retention_hour: hours,
                include_event_types: names.join(","),
                // Always said: what is absent deletes.
                dry_run: purpose == Purpose::DryRun,
            },
        };
        busy.set(true);
        failure.set(None);
        let at = connection.get_untracked();
        spawn_local(async move {
            let outcome = match purpose {
                Purpose::Schedule => {
                    send(registries, at, &UpdateAuditRotationSchedule { body }).await
                }
                Purpose::DryRun | Purpose::Rotate => {
                    send(registries, at, &StartAuditRotation { body }).await
                }
            };
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    let w = &words().maintenance;
                    let said = match purpose {
                        Purpose::Schedule => w.schedule_saved,
                        Purpose::DryRun => w.dry_run_started,
                        Purpose::Rotate => w.rotation_started,
                    };
                    registries.toasts.done(said, None);
                    rotations.has_changed();
                    on_close.try_run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    let kinds = move || match (types.data.get(), types.failure.get()) {
        (Some(rows), _) => {
            let mut names: BTreeSet<String> = rows
                .good
                .iter()
                .map(|kind| kind.event_type.clone())
                .collect();
            // What is chosen and not offered stays to be seen.
            names.extend(chosen.get_untracked());
            let boxes = names.into_iter().map(|name| {
                let (this, set) = (name.clone(), name.clone());
                view! {
                    <label class="row g6 t125">
                        <input
                            type="checkbox"
                            class="cb"
                            prop:checked=move || chosen.with(|chosen| chosen.contains(&this))
                            on:change=move |event| {
                                let is_on = event_target_checked(&event);
                                chosen
                                    .update(|chosen| {
                                        if is_on {
                                            chosen.insert(set.clone());
                                        } else {
                                            chosen.remove(&set);
                                        }
                                    });
                            }
                        />
                        <span class="mono">{name}</span>
                    </label>
                }
            });
            view! { <div class="kinds">{boxes.collect_view()}</div> }.into_any()
        }
        (None, Some(failure)) => view! {
            <Failed
                what=w.the_events
                failure=failure
                on_retry=Callback::new(move |()| types.reload())
            />
        }
        .into_any(),
        (None, None) => view! { <span class="spin"></span> }.into_any(),
    };
    let units = Signal::stored(vec![
        (DAYS.to_owned(), w.days.to_owned()),
        (HOURS.to_owned(), w.hours.to_owned()),
    ]);
    let (title, button) = match purpose {
        Purpose::Schedule => (w.rotation_schedule_title, w.save_schedule),
        Purpose::DryRun => (w.rotation_dry_title, w.dry_run_start),
        Purpose::Rotate => (w.rotation_title, w.rotate_start),
    };
    view! {
        <Dialog title=title wide=true on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=failure
                    send=button
                    on_cancel=on_close
                    is_wrong=is_wrong
                    busy=busy
                    why_off=rotations.overview.off
                scrolls=true
            >
                    {(purpose == Purpose::Schedule)
                        .then(|| view! { <ScheduleFields form=schedule /> })}
                    {(purpose == Purpose::DryRun).then(|| view! { <p>{w.rotation_dry_why}</p> })}
                    <div class="col g12" class:off=is_off>
                        <div class="halves">
                            <Field
                                id="rotation-amount"
                                label=w.delete_older
                                value=amount
                                problem=amount_problem
                            />
                            <Select id="rotation-unit" label=w.unit value=unit choices=units />
                        </div>
                        <div class="field">
                            <span class="lbl">{w.events}</span>
                            {kinds}
                            {move || {
                                (chosen.with(BTreeSet::is_empty) && types.data.with(Option::is_some))
                                    .then(|| {
                                        view! {
                                            <Problem text=w.events_rule />
                                        }
                                    })
                            }}
                        </div>
                    </div>
                    {(purpose == Purpose::Rotate)
                        .then(|| {
                            view! {
                                <div class="note warn">
                                    <Icon name="warning" />
                                    <span>{w.rotation_warning}</span>
                                </div>
                                <Checkbox id="rotation-confirm" value=is_confirmed>
                                    {w.confirm_rotation}
                                </Checkbox>
                            }
                        })}
            </DialogForm>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_those_that_delete_something() {
        assert_eq!(read_hours("180", DAYS), Some(4_320));
        assert_eq!(read_hours(" 36 ", HOURS), Some(36));
        // The server takes these and deletes nothing, or refuses them.
        for (amount, unit) in [
            ("0", DAYS),
            ("-1", HOURS),
            ("10001", DAYS),
            ("9223372036854775807", DAYS),
            ("1.5", DAYS),
            ("", HOURS),
        ] {
            assert_eq!(read_hours(amount, unit), None, "{amount} {unit}");
        }
    }
}
