//! How long an account lives, as it is chosen: days, a date, or for ever.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use harbor_api::robots::{Lifetime, day_of_life};
use leptos::prelude::*;

use crate::{features::robots::cells::date, ui::Field, words::words};

/// What is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// As it is; for accounts that are there.
    Keep,
    /// Days from now.
    Days,
    /// The end of a day.
    Date,
    Never,
}

/// The fields of a choice.
#[derive(Clone, Copy)]
pub struct LifetimeDraft {
    pub choice: RwSignal<Choice>,
    days: RwSignal<String>,
    date: RwSignal<String>,
    /// Of an account that is there: when it was made, and its duration.
    is: StoredValue<Option<(DateTime<Utc>, i64)>>,
}

impl LifetimeDraft {
    /// For a new account.
    pub fn new() -> Self {
        Self {
            choice: RwSignal::new(Choice::Days),
            days: RwSignal::new("90".to_owned()),
            date: RwSignal::new(String::new()),
            is: StoredValue::new(None),
        }
    }

    /// For an account that was made then.
    pub fn of(created: DateTime<Utc>, duration: i64) -> Self {
        let draft = Self::new();
        draft.choice.set(Choice::Keep);
        draft.is.set_value(Some((created, duration)));
        draft
    }

    /// What is wrong with what was typed.
    pub fn problem(self, now: DateTime<Utc>) -> Option<&'static str> {
        let w = &words().robots;
        match self.choice.get() {
            Choice::Keep | Choice::Never => None,
            Choice::Days => self.chosen(now).is_none().then_some(w.days_wrong),
            Choice::Date => self.chosen(now).is_none().then_some(w.date_wrong),
        }
    }

    /// The life that is chosen, as the server counts it.
    pub fn chosen(self, now: DateTime<Utc>) -> Option<Lifetime> {
        let is = self.is.get_value();
        let typed = match self.choice.get() {
            Choice::Days => self.days.get(),
            Choice::Date => self.date.get(),
            Choice::Keep | Choice::Never => String::new(),
        };
        chosen(self.choice.get(), &typed, is, now)
    }
}

impl LifetimeDraft {
    /// The time that is chosen for accounts of any age: `None` inside for never.
    pub fn end(self, now: DateTime<Utc>) -> Option<Option<DateTime<Utc>>> {
        match self.choice.get() {
            Choice::Date => self
                .chosen(now)
                .and_then(|_| last_moment(&self.date.get()))
                .map(Some),
            _ => self.chosen(now).map(|life| life.end(now)),
        }
    }
}

/// The end of a day that was typed.
fn last_moment(typed: &str) -> Option<DateTime<Utc>> {
    let day = NaiveDate::parse_from_str(typed.trim(), "%Y-%m-%d").ok()?;
    Some(day.succ_opt()?.and_time(NaiveTime::MIN).and_utc())
}

/// `is`: when the account was made, and its duration; nothing for one that is to be made now.
fn chosen(
    choice: Choice,
    typed: &str,
    is: Option<(DateTime<Utc>, i64)>,
    now: DateTime<Utc>,
) -> Option<Lifetime> {
    let created = is.map_or(now, |(created, _)| created);
    match choice {
        Choice::Keep => Lifetime::from_duration(is?.1),
        Choice::Never => Some(Lifetime::Never),
        Choice::Days => {
            let days: i64 = typed.trim().parse().ok().filter(|days| *days > 0)?;
            Lifetime::extended(created, now, days)
        }
        Choice::Date => {
            let end = last_moment(typed)?;
            if end <= now {
                return None;
            }
            Lifetime::reaching(created, end)
        }
    }
}

/// The choice, with the date that results.
#[component]
pub fn LifetimeField(draft: LifetimeDraft, now: DateTime<Utc>) -> impl IntoView {
    let w = &words().robots;
    let is_new = draft.is.with_value(Option::is_none);
    let choices = [
        (Choice::Keep, w.keep),
        (Choice::Days, if is_new { w.after_days } else { w.extend }),
        (Choice::Date, w.at_date),
        (Choice::Never, w.never_choice),
    ];
    let buttons = choices
        .into_iter()
        .filter(|(choice, _)| !is_new || *choice != Choice::Keep)
        .map(|(choice, words)| {
            view! {
                <button
                    type="button"
                    class:is-active=move || draft.choice.get() == choice
                    aria-pressed=move || (draft.choice.get() == choice).to_string()
                    on:click=move |_| draft.choice.set(choice)
                >
                    {words}
                </button>
            }
        })
        .collect_view();
    let problem = Signal::derive(move || draft.problem(now).map(str::to_owned));
    let field = move || match draft.choice.get() {
        Choice::Days => view! {
            <Field id="robot-days" label=w.days value=draft.days problem=problem kind="number" />
        }
        .into_any(),
        Choice::Date => view! {
            <Field id="robot-date" label=w.date value=draft.date problem=problem kind="date" />
        }
        .into_any(),
        Choice::Keep | Choice::Never => ().into_any(),
    };
    let result = move || {
        let is = draft.is.get_value();
        let created = is.map_or(now, |(created, _)| created);
        let life = draft.chosen(now)?;
        let Some(end) = life.end(created) else {
            return Some(w.never_expires.to_owned());
        };
        Some(match draft.choice.get() {
            Choice::Keep => w.ends_now(&date(end)),
            _ if is.is_some() => w.ends_on_day(&date(end), day_of_life(created, end)),
            _ => w.ends_on(&date(end)),
        })
    };
    view! {
        <div class="col g6">
            <span class="lbl" id="lifetime-label">
                {w.lifetime}
            </span>
            <span class="seg" role="group" aria-labelledby="lifetime-label">
                {buttons}
            </span>
            {field}
            <span class="hint" role="status" id="robot-ends">
                {result}
            </span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_the_servers_days() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
        let now = at("2026-11-20T18:00:00Z");
        let old = Some((at("2026-10-11T18:00:00Z"), 60));
        for (choice, typed, is, days) in [
            // A new one counts from now.
            (Choice::Days, "30", None, Some(30)),
            // One that is forty days old: thirty more are seventy.
            (Choice::Days, "30", old, Some(70)),
            (Choice::Days, " 1 ", old, Some(41)),
            (Choice::Days, "0", old, None),
            (Choice::Days, "-3", None, None),
            (Choice::Days, "soon", None, None),
            (Choice::Keep, "", old, Some(60)),
            (Choice::Keep, "", None, None),
            (Choice::Never, "", old, Some(-1)),
            // To the end of that day.
            (Choice::Date, "2026-11-22", old, Some(43)),
            (Choice::Date, "2026-11-20", None, Some(1)),
            (Choice::Date, "2026-11-19", old, None),
            (Choice::Date, "", old, None),
        ] {
            let chosen = chosen(choice, typed, is, now).map(Lifetime::duration);
            assert_eq!(chosen, days, "{choice:?} {typed}");
        }
    }
}
