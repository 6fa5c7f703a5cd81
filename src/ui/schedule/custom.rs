//! Schedules that are none of those one can choose, in words.

use harbor_rules::{Cron, CronField};

use crate::words::words;

/// Times of a day that are written one by one.
const FEW: usize = 6;

/// When it runs, by UTC. Nothing for what takes more words than its six fields.
pub fn custom_words(cron: &Cron) -> Option<String> {
    let w = &words().schedule;
    if cron.zone().is_some() || cron.restricted(CronField::Month).is_some() {
        return None;
    }
    let days = cron.restricted(CronField::Day);
    let weekdays = cron.restricted(CronField::Weekday);
    let times = times(cron)?;
    let day = match (days, weekdays) {
        (None, None) => return Some(times.alone()),
        (Some(days), None) => of_month(&days),
        (None, Some(weekdays)) => w.on_weekdays(&named(&weekdays)),
        (Some(days), Some(weekdays)) => w.on_either(&of_month(&days), &named(&weekdays)),
    };
    Some(format!("{day}, {}", times.of_day()))
}

/// When in a day.
enum Times {
    EveryMinutes(u8),
    EveryHours(u8, u8),
    AtMinutes(Vec<u8>),
    At(Vec<(u8, u8)>),
}

fn times(cron: &Cron) -> Option<Times> {
    // A star means all of them.
    let all = || (0..60).collect();
    let minutes = cron.restricted(CronField::Minute).unwrap_or_else(all);
    match (cron.restricted(CronField::Hour), minutes.as_slice()) {
        (None, several) => match step(several, 60) {
            Some(step) => Some(Times::EveryMinutes(step)),
            None => (several.len() <= FEW).then_some(Times::AtMinutes(minutes)),
        },
        (Some(hours), [minute]) => match step(&hours, 24) {
            Some(step) => Some(Times::EveryHours(step, *minute)),
            None => (hours.len() <= FEW)
                .then(|| Times::At(hours.into_iter().map(|hour| (hour, *minute)).collect())),
        },
        _ => None,
    }
}

/// The step between values that go all around from 0.
fn step(values: &[u8], all: u8) -> Option<u8> {
    let count = u8::try_from(values.len()).ok().filter(|count| *count > 2)?;
    let step = all / count;
    let is_even = (0..count)
        .zip(values)
        .all(|(at, value)| at * step == *value);
    (step * count == all && is_even).then_some(step)
}

impl Times {
    fn of_day(&self) -> String {
        let w = &words().schedule;
        match self {
            Self::EveryMinutes(step) => w.every_minutes(*step),
            Self::EveryHours(step, minute) => w.every_hours(*step, *minute),
            Self::AtMinutes(minutes) => w.at_minutes(&listed(minutes)),
            Self::At(times) => {
                let times = times
                    .iter()
                    .map(|(hour, minute)| format!("{hour:02}:{minute:02}"));
                format!("{} UTC", times.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// The same for every day.
    fn alone(&self) -> String {
        match self {
            Self::At(_) => format!("{}, {}", words().schedule.daily, self.of_day()),
            _ => self.of_day(),
        }
    }
}

fn of_month(days: &[u8]) -> String {
    let w = &words().schedule;
    match days {
        [day] => w.on_day(*day),
        days => w.on_days(&listed(days)),
    }
}

fn listed(numbers: &[u8]) -> String {
    let texts: Vec<String> = numbers.iter().map(u8::to_string).collect();
    texts.join(", ")
}

fn named(weekdays: &[u8]) -> String {
    let all = words().schedule.weekdays();
    if let [first, .., last] = weekdays
        && weekdays.len() > 2
        && usize::from(last - first) == weekdays.len() - 1
    {
        return format!("{}–{}", all[usize::from(*first)], all[usize::from(*last)]);
    }
    let names: Vec<&str> = weekdays.iter().map(|day| all[usize::from(*day)]).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_said_in_few_words_is() {
        for (cron, expected) in [
            ("0 */15 * * * *", Some("Every 15 minutes")),
            ("0 5,35 * * * *", Some("Every hour at minutes 5, 35")),
            ("0 30 */6 * * *", Some("Every 6 hours at minute 30, UTC")),
            ("0 0 2,14 * * *", Some("Every day, 02:00, 14:00 UTC")),
            ("0 30 10 * * MON-FRI", Some("On Monday–Friday, 10:30 UTC")),
            ("0 0 3 * * 0,3", Some("On Sunday, Wednesday, 03:00 UTC")),
            (
                "0 0 2 1,15 * *",
                Some("On days 1, 15 of the month, 02:00 UTC"),
            ),
            (
                "0 0 2 13 * 5",
                Some("On day 13 of the month and each Friday, 02:00 UTC"),
            ),
            ("0 0 2 1 1 *", None),
            ("0 0-30 2-9 * * *", None),
        ] {
            let cron = Cron::parse(cron).expect("a schedule");
            assert_eq!(custom_words(&cron).as_deref(), expected);
        }
    }
}
