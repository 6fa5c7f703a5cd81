//! When a policy runs by itself: in words, with its next runs by the local time and by UTC.

use chrono::{DateTime, Datelike, Local, NaiveTime, TimeDelta, Timelike, Utc};
use harbor_api::types::RetentionTrigger;
use harbor_rules::{Cron, CronError, CronField, FieldError, Schedule};
use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::retention::policy::Policy,
    ui::{Dialog, Field, FormFailure, Icon},
    words::words,
};

/// Runs that are shown.
const SHOWN: usize = 3;

/// What keeps a schedule from being saved. The empty one is none.
fn problem(cron: &str, now: DateTime<Utc>) -> Option<String> {
    let w = &words().retention;
    if cron.is_empty() {
        return None;
    }
    let parsed = match Cron::parse(cron) {
        Ok(parsed) => parsed,
        Err(CronError::FieldCount(_)) => return Some(w.cron_count.to_owned()),
        Err(CronError::Descriptor) => return Some(w.cron_descriptor.to_owned()),
        Err(CronError::Seconds) => return Some(w.cron_seconds.to_owned()),
        Err(CronError::Field(field, error)) => return Some(field_problem(field, &error)),
    };
    if parsed.zone().is_some() {
        Some(w.cron_zone.to_owned())
    } else if parsed.is_every_minute() {
        Some(w.cron_every_minute.to_owned())
    } else if parsed.runs_after(now).next().is_none() {
        Some(w.cron_never.to_owned())
    } else {
        None
    }
}

fn field_problem(field: CronField, error: &FieldError) -> String {
    let w = &words().retention;
    let name = match field {
        CronField::Second => w.cron_second,
        CronField::Minute => w.cron_minute,
        CronField::Hour => w.cron_hour,
        CronField::Day => w.cron_day,
        CronField::Month => w.cron_month,
        CronField::Weekday => w.cron_weekday,
    };
    let text = match error {
        FieldError::NotAValue(text) | FieldError::Unreadable(text) => text.clone(),
        FieldError::OutOfBounds(value) => value.to_string(),
        FieldError::Backwards(start, end) => format!("{start}-{end}"),
        FieldError::NoStep => "/0".to_owned(),
    };
    w.field_wrong(name, &text)
}

/// The minutes of local time ahead of UTC at a time.
fn ahead(now: DateTime<Utc>) -> i64 {
    i64::from(now.with_timezone(&Local).offset().local_minus_utc()) / 60
}

const DAY: i64 = 24 * 60;

/// A time of the day moved by minutes, and by how many days it goes over.
fn moved(time: NaiveTime, minutes: i64) -> (NaiveTime, i64) {
    let at = i64::from(time.hour() * 60 + time.minute()) + minutes;
    let moved = NaiveTime::MIN + TimeDelta::minutes(at.rem_euclid(DAY));
    (moved, at.div_euclid(DAY))
}

fn weekday(day: u8, days: i64) -> u8 {
    u8::try_from((i64::from(day) + days).rem_euclid(7)).unwrap_or_default()
}

/// The next runs, by the local time and by UTC.
#[component]
pub fn NextRuns(#[prop(into)] cron: Signal<String>) -> impl IntoView {
    let w = &words().retention;
    move || {
        let cron = cron.get();
        let parsed = Cron::parse(&cron).ok()?;
        let runs: Vec<_> = parsed.runs_after(Utc::now()).take(SHOWN).collect();
        let rows = runs
            .iter()
            .map(|run| {
                let local = run.with_timezone(&Local);
                view! {
                    <tr>
                        <td>
                            {words()
                                .writing
                                .date_with_year(local.day(), local.month(), local.year())}
                        </td>
                        <td class="r">{local.format("%H:%M").to_string()}</td>
                        <td class="r muted">{run.format("%H:%M").to_string()}</td>
                    </tr>
                }
            })
            .collect_view();
        let table = (!runs.is_empty()).then(|| {
            view! {
                <table class="rt-next">
                    <thead>
                        <tr>
                            <th>{w.next_runs}</th>
                            <th class="r">{w.local}</th>
                            <th class="r">{w.utc}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            }
        });
        Some(view! {
            {table}
            <p class="hint">
                {w.harbor_runs(&cron)}
                {parsed.is_either_day().then(|| format!(" {}", w.either_day))}
                {parsed.zone().is_some().then(|| format!(" {}", w.zone_note))}
            </p>
        })
    }
}

/// A schedule in words.
pub fn schedule_words(cron: &str) -> String {
    let w = &words().retention;
    let now = Utc::now();
    match Schedule::from_cron(cron) {
        Schedule::Off => w.schedule_off.to_owned(),
        Schedule::Hourly => w.hourly.to_owned(),
        Schedule::Daily(time) => {
            format!("{}, {}", w.daily, moved(time, ahead(now)).0.format("%H:%M"))
        }
        Schedule::Weekly(day, time) => {
            let (time, days) = moved(time, ahead(now));
            let day = w.weekdays().get(usize::from(weekday(day, days))).copied();
            let day = day.unwrap_or_default();
            format!("{}, {day} {}", w.weekly, time.format("%H:%M"))
        }
        Schedule::Custom(text) if Cron::parse(&text).is_err() => w.unreadable_schedule.to_owned(),
        Schedule::Custom(_) => w.custom.to_owned(),
    }
}

impl crate::features::retention::Retention {
    /// From Sunday on.
    fn weekdays(&self) -> [&'static str; 7] {
        [
            self.sunday,
            self.monday,
            self.tuesday,
            self.wednesday,
            self.thursday,
            self.friday,
            self.saturday,
        ]
    }
}

/// What is chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Off,
    Hourly,
    Daily,
    Weekly,
    Custom,
}

/// Changes the schedule.
#[component]
pub fn ScheduleDialog(policy: Policy, on_close: Callback<()>) -> impl IntoView {
    let w = &words().retention;
    let now = Utc::now();
    let old = policy
        .now_untracked()
        .map(|policy| policy.trigger.settings.cron)
        .unwrap_or_default();
    let schedule = Schedule::from_cron(&old);
    let (kind, time, day) = match &schedule {
        Schedule::Off => (Kind::Off, None, 0),
        Schedule::Hourly => (Kind::Hourly, None, 0),
        Schedule::Daily(time) => (Kind::Daily, Some(*time), 0),
        Schedule::Weekly(day, time) => (Kind::Weekly, Some(*time), *day),
        Schedule::Custom(_) => (Kind::Custom, None, 0),
    };
    let (time, days) = moved(time.unwrap_or(NaiveTime::MIN), ahead(now));
    let kind = RwSignal::new(kind);
    let time = RwSignal::new(time.format("%H:%M").to_string());
    let day = RwSignal::new(weekday(day, days));
    let custom = RwSignal::new(old);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);

    let typed_time = move || NaiveTime::parse_from_str(time.get().trim(), "%H:%M").ok();
    // None where the time can't be read.
    let cron = Memo::new(move |_| {
        let schedule = match kind.get() {
            Kind::Off => Schedule::Off,
            Kind::Hourly => Schedule::Hourly,
            Kind::Daily => Schedule::Daily(moved(typed_time()?, -ahead(now)).0),
            Kind::Weekly => {
                let (time, days) = moved(typed_time()?, -ahead(now));
                Schedule::Weekly(weekday(day.get(), days), time)
            }
            Kind::Custom => Schedule::Custom(custom.get()),
        };
        Some(schedule.cron())
    });
    let time_problem =
        Signal::derive(move || typed_time().is_none().then(|| w.time_bad.to_owned()));
    let cron_problem = Signal::derive(move || {
        let cron = cron.get()?;
        let is_missing = kind.get() == Kind::Custom && cron.is_empty();
        if is_missing {
            return Some(w.cron_count.to_owned());
        }
        problem(&cron, now)
    });
    let is_wrong = move || cron.get().is_none() || cron_problem.get().is_some();
    let submit = move || {
        let (Some(mut changed), Some(cron), false) = (
            policy.now_untracked(),
            cron.get_untracked(),
            untrack(is_wrong) || busy.get_untracked(),
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
    let kinds = [
        (Kind::Off, w.off_word),
        (Kind::Hourly, w.hourly),
        (Kind::Daily, w.daily),
        (Kind::Weekly, w.weekly),
        (Kind::Custom, w.custom),
    ]
    .map(|(this, text)| {
        view! {
            <label class="row g8 t125">
                <input
                    type="radio"
                    class="rb"
                    name="schedule"
                    prop:checked=move || kind.get() == this
                    on:change=move |_| kind.set(this)
                />
                {text}
            </label>
        }
    })
    .collect_view();
    let days = w
        .weekdays()
        .into_iter()
        .zip(0_u8..)
        .map(|(name, this)| {
            view! {
                <option value=this.to_string() selected=move || day.get() == this>
                    {name}
                </option>
            }
        })
        .collect_view();
    let has_time = move || matches!(kind.get(), Kind::Daily | Kind::Weekly);
    view! {
        <Dialog title=w.schedule_title on_close=on_close>
            <form on:submit=move |event| {
                event.prevent_default();
                submit();
            }>
                <div class="dlg-b col g12">
                    <div class="col g8" role="radiogroup" aria-label=w.when>
                        {kinds}
                    </div>
                    <div class="field" class:off=move || kind.get() != Kind::Weekly>
                        <label for="schedule-day">{w.weekday}</label>
                        <div class="in">
                            <select
                                id="schedule-day"
                                class="v"
                                disabled=move || kind.get() != Kind::Weekly
                                on:change=move |event| {
                                    day.set(event_target_value(&event).parse().unwrap_or(0));
                                }
                            >
                                {days}
                            </select>
                        </div>
                    </div>
                    <Show when=has_time>
                        <Field
                            id="schedule-time"
                            label=w.at
                            value=time
                            problem=time_problem
                            placeholder="02:00"
                        />
                    </Show>
                    <Show when=move || kind.get() == Kind::Custom>
                        <Field
                            id="schedule-cron"
                            label=w.cron
                            hint=w.cron_hint
                            value=custom
                            problem=cron_problem
                            placeholder="0 0 2 * * *"
                        />
                    </Show>
                    {move || {
                        let problem = cron_problem.get().filter(|_| kind.get() != Kind::Custom);
                        problem
                            .map(|problem| {
                                view! {
                                    <span class="hint bad">
                                        <Icon name="alert" class="i-14" />
                                        {problem}
                                    </span>
                                }
                            })
                    }}
                    <Show when=move || !is_wrong()>
                        <NextRuns cron=Signal::derive(move || cron.get().unwrap_or_default()) />
                    </Show>
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                <div class="dlg-f">
                    <span class="sp"></span>
                    <button type="button" class="btn" on:click=move |_| on_close.run(())>
                        {w.cancel}
                    </button>
                    <button
                        type="submit"
                        class="btn primary"
                        disabled=move || is_wrong() || busy.get() || policy.off.get().is_some()
                    >
                        {w.save}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_move_over_midnight() {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).expect("a time");
        assert_eq!(moved(at(2, 0), 8 * 60), (at(10, 0), 0));
        assert_eq!(moved(at(22, 30), 2 * 60), (at(0, 30), 1));
        assert_eq!(moved(at(1, 0), -90), (at(23, 30), -1));
        assert_eq!(weekday(6, 1), 0);
        assert_eq!(weekday(0, -1), 6);
    }

    #[test]
    fn schedules_that_would_do_harm_are_refused() {
        let now = Utc::now();
        for cron in [
            "0 0 0 30 2 *",
            "0 * * * * *",
            "@daily",
            "0 0 2 * * 7",
            "5 0 0 * * *",
            "TZ=Europe/Berlin 0 0 0 * * *",
            "0 0 2 * *",
        ] {
            assert!(problem(cron, now).is_some(), "{cron}");
        }
        for cron in ["", "0 0 * * * *", "0 0 0 13 * 5", "0 30 10 * * MON-FRI"] {
            assert_eq!(problem(cron, now), None, "{cron}");
        }
    }
}
