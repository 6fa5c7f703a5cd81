//! When jobs run by themselves: in words, with the next runs by the local time and by UTC, and the
//! fields that change it.

mod custom;
mod form;
mod next_runs;
mod words;

pub use form::{ScheduleFields, ScheduleForm};
pub use next_runs::NextRuns;
pub use words::ScheduleWords;

use chrono::{DateTime, Local, NaiveTime, TimeDelta, Timelike, Utc};
use harbor_rules::{Cron, CronError, CronField, FieldError, Schedule};

use crate::{ui::schedule::custom::custom_words, words::words};

/// What keeps a schedule from being saved. The empty one is none.
fn problem(cron: &str, now: DateTime<Utc>) -> Option<String> {
    let w = &words().schedule;
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
    let w = &words().schedule;
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

/// A schedule in words.
pub fn schedule_words(cron: &str) -> String {
    let w = &words().schedule;
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
        Schedule::Custom(text) => match Cron::parse(&text) {
            Ok(cron) => custom_words(&cron).unwrap_or_else(|| w.custom.to_owned()),
            Err(_) => w.unreadable_schedule.to_owned(),
        },
    }
}

impl ScheduleWords {
    /// From Sunday on.
    pub fn weekdays(&self) -> [&'static str; 7] {
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
