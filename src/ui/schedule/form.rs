//! The fields that change a schedule.

use chrono::{DateTime, NaiveTime, Utc};
use harbor_rules::Schedule;
use leptos::prelude::*;

use super::{NextRuns, ahead, moved, problem, weekday};
use crate::{
    ui::{Field, Icon},
    words::words,
};

/// What is chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Off,
    Hourly,
    Daily,
    Weekly,
    Custom,
}

/// What was typed of a schedule.
#[derive(Clone, Copy)]
pub struct ScheduleForm {
    kind: RwSignal<Kind>,
    /// By the local time.
    time: RwSignal<String>,
    /// From Sunday on, by the local time.
    day: RwSignal<u8>,
    custom: RwSignal<String>,
    /// Six fields, by UTC; empty for none, `None` where the time can't be read.
    pub cron: Memo<Option<String>>,
    now: DateTime<Utc>,
}

impl ScheduleForm {
    /// With a cron of six fields, or none.
    pub fn new(old: &str) -> Self {
        let now = Utc::now();
        let schedule = Schedule::from_cron(old);
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
        let custom = RwSignal::new(old.to_owned());
        let cron = Memo::new(move |_| {
            let typed = || NaiveTime::parse_from_str(time.get().trim(), "%H:%M").ok();
            let schedule = match kind.get() {
                Kind::Off => Schedule::Off,
                Kind::Hourly => Schedule::Hourly,
                Kind::Daily => Schedule::Daily(moved(typed()?, -ahead(now)).0),
                Kind::Weekly => {
                    let (time, days) = moved(typed()?, -ahead(now));
                    Schedule::Weekly(weekday(day.get(), days), time)
                }
                Kind::Custom => Schedule::Custom(custom.get()),
            };
            Some(schedule.cron())
        });
        Self {
            kind,
            time,
            day,
            custom,
            cron,
            now,
        }
    }

    fn time_problem(&self) -> Signal<Option<String>> {
        let time = self.time;
        Signal::derive(move || {
            let typed = NaiveTime::parse_from_str(time.get().trim(), "%H:%M");
            typed.is_err().then(|| words().schedule.time_bad.to_owned())
        })
    }

    fn cron_problem(&self) -> Signal<Option<String>> {
        let form = *self;
        Signal::derive(move || {
            let cron = form.cron.get()?;
            if form.kind.get() == Kind::Custom && cron.is_empty() {
                return Some(words().schedule.cron_count.to_owned());
            }
            problem(&cron, form.now)
        })
    }

    /// Whether nothing runs by itself.
    pub fn is_off(&self) -> bool {
        self.kind.get() == Kind::Off
    }

    /// Whether it can't be sent.
    pub fn is_wrong(&self) -> bool {
        self.cron.get().is_none() || self.cron_problem().get().is_some()
    }
}

/// How often, on which day and when, with the next runs.
#[component]
pub fn ScheduleFields(
    form: ScheduleForm,
    /// What is wrong with none, where a schedule has to be chosen.
    #[prop(optional)]
    needed: Option<&'static str>,
) -> impl IntoView {
    let w = &words().schedule;
    let cron_problem = form.cron_problem();
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
                    prop:checked=move || form.kind.get() == this
                    on:change=move |_| form.kind.set(this)
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
                <option value=this.to_string() selected=move || form.day.get() == this>
                    {name}
                </option>
            }
        })
        .collect_view();
    let has_time = move || matches!(form.kind.get(), Kind::Daily | Kind::Weekly);
    view! {
                    <div class="col g8" role="radiogroup" aria-label=w.when>
                        {kinds}
                    </div>
                    <div class="field" class:off=move || form.kind.get() != Kind::Weekly>
                        <label for="schedule-day">{w.weekday}</label>
                        <div class="in">
                            <select
                                id="schedule-day"
                                class="v"
                                disabled=move || form.kind.get() != Kind::Weekly
                                on:change=move |event| {
                                    form.day.set(event_target_value(&event).parse().unwrap_or(0));
                                }
                            >
                                {days}
                            </select>
                            <Icon name="chevron-down" class="i-14" />
                        </div>
                    </div>
                    <Show when=has_time>
                        <Field
                            id="schedule-time"
                            label=w.at
                            value=form.time
                            problem=form.time_problem()
                            placeholder="02:00"
                        />
                    </Show>
                    <Show when=move || form.kind.get() == Kind::Custom>
                        <Field
                            id="schedule-cron"
                            label=w.cron
                            hint=w.cron_hint
                            value=form.custom
                            problem=form.cron_problem()
                            placeholder="0 0 2 * * *"
                        />
                    </Show>
                    {move || {
                        let problem = cron_problem.get().filter(|_| form.kind.get() != Kind::Custom);
                        let missing = needed.filter(|_| form.is_off()).map(str::to_owned);
                        problem
                            .or(missing)
                            .map(|problem| {
                                view! {
                                    <span class="hint bad" role="alert">
                                        <Icon name="alert" class="i-14" />
                                        {problem}
                                    </span>
                                }
                            })
                    }}
                    <Show when=move || !form.is_wrong()>
                        <NextRuns cron=Signal::derive(move || form.cron.get().unwrap_or_default()) />
                    </Show>
    }
}
