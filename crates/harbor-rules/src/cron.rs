//! Schedules of six fields, read as Harbor reads them.
//!
//! What no crate reads as Harbor does is read here, field by field: `?` anywhere, doubled commas, a
//! star that is no restriction even with a step of one, weekdays from 0 to 6 only, names in any
//! case, no `@daily`, no `L`. The next runs are then found by croner, from fields without surprises.

use std::fmt::Write;

use chrono::{DateTime, Datelike, Utc};
use croner::parser::{CronParser, Seconds, Year};

/// Years after which the server no longer looks for a run.
const YEARS: i32 = 5;

/// The fields, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CronField {
    Second,
    Minute,
    Hour,
    Day,
    Month,
    Weekday,
}

impl CronField {
    const ALL: [Self; 6] = [
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Month,
        Self::Weekday,
    ];

    /// The least and the greatest value.
    pub const fn bounds(self) -> (u32, u32) {
        match self {
            Self::Second | Self::Minute => (0, 59),
            Self::Hour => (0, 23),
            Self::Day => (1, 31),
            Self::Month => (1, 12),
            Self::Weekday => (0, 6),
        }
    }

    /// Names of values, the least first.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Month => &[
                "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
            ],
            Self::Weekday => &["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
            _ => &[],
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldError {
    /// Neither a number nor a name of this field.
    NotAValue(String),
    /// A value outside of the field's bounds.
    OutOfBounds(u32),
    /// A range that ends before it begins.
    Backwards(u32, u32),
    /// A step of zero.
    NoStep,
    /// More than one `-` or `/` in one entry.
    Unreadable(String),
}

/// A text is no schedule for Harbor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CronError {
    /// Not six fields, but so many.
    FieldCount(usize),
    /// `@daily` and the like.
    Descriptor,
    /// A field can't be read.
    Field(CronField, FieldError),
    /// The seconds are other than `0`.
    Seconds,
}

/// One field's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Values {
    /// A bit for each value.
    bits: u64,
    /// Written with a star: no restriction.
    any: bool,
}

/// A schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cron {
    zone: Option<String>,
    /// In the order of [`CronField::ALL`].
    fields: [Values; 6],
}

/// When a schedule runs next after a time; `None` if it can't be read or never runs.
pub fn next_run(schedule: &str, time: DateTime<Utc>) -> Option<DateTime<Utc>> {
    Cron::parse(schedule).ok()?.runs_after(time).next()
}

impl Cron {
    /// Reads a schedule as the server does when one is saved.
    pub fn parse(text: &str) -> Result<Self, CronError> {
        // The server looks at the seconds only where single blanks part six fields.
        let parts: Vec<&str> = text.split(' ').collect();
        if parts.len() == 6 && parts[0] != "0" {
            // A text that is no schedule at all is that first.
            Self::read(text)?;
            return Err(CronError::Seconds);
        }
        Self::read(text)
    }

    /// Reads a schedule; its seconds may be any.
    pub fn read(text: &str) -> Result<Self, CronError> {
        let prefix = ["CRON_TZ=", "TZ="]
            .into_iter()
            .find_map(|prefix| text.strip_prefix(prefix));
        let (zone, text) = match prefix {
            None => (None, text),
            Some(rest) => {
                let (zone, rest) = rest.split_once(' ').unwrap_or((rest, ""));
                (Some(zone.to_owned()), rest)
            }
        };
        if text.trim_start().starts_with('@') {
            return Err(CronError::Descriptor);
        }
        let texts: Vec<&str> = text.split_whitespace().collect();
        if texts.len() != 6 {
            return Err(CronError::FieldCount(texts.len()));
        }
        let mut fields = [Values {
            bits: 0,
            any: false,
        }; 6];
        for ((place, field), text) in fields.iter_mut().zip(CronField::ALL).zip(texts) {
            *place = values(field, text).map_err(|error| CronError::Field(field, error))?;
        }
        Ok(Self { zone, fields })
    }

    /// The time zone that it names. Without one it runs by UTC.
    pub fn zone(&self) -> Option<&str> {
        self.zone.as_deref()
    }

    /// Whether it runs in every minute of the hours that it means.
    pub fn is_every_minute(&self) -> bool {
        self.count(CronField::Minute) == 60
    }

    /// Whether weekday and day of the month are both set: it runs on either.
    pub fn is_either_day(&self) -> bool {
        !self.field(CronField::Day).any && !self.field(CronField::Weekday).any
    }

    /// The values that a field is restricted to, in order; none where it is not.
    pub fn restricted(&self, field: CronField) -> Option<Vec<u8>> {
        let Values { bits, any } = self.field(field);
        let chosen = (0..60).filter(|value| bits & (1 << value) != 0);
        (!any).then(|| chosen.collect())
    }

    fn field(&self, field: CronField) -> Values {
        self.fields[field as usize]
    }

    fn count(&self, field: CronField) -> u32 {
        self.field(field).bits.count_ones()
    }

    /// The runs after a time, as long as the server looks for one. Nothing where a time zone is
    /// named: its gaps and doubled hours are the server's to judge.
    pub fn runs_after(&self, time: DateTime<Utc>) -> Runs {
        let is_empty = self.fields.iter().any(|values| values.bits == 0);
        let cron = (self.zone.is_none() && !is_empty)
            .then(|| {
                CronParser::builder()
                    .seconds(Seconds::Required)
                    .year(Year::Disallowed)
                    .build()
                    .parse(&self.plain())
                    .ok()
            })
            .flatten();
        Runs { cron, after: time }
    }

    /// The fields as stars and lists of numbers.
    fn plain(&self) -> String {
        let mut text = String::new();
        for values in self.fields {
            if !text.is_empty() {
                text.push(' ');
            }
            if values.any {
                text.push('*');
                continue;
            }
            let mut is_first = true;
            for value in (0..64).filter(|value| values.bits & (1 << value) != 0) {
                let comma = if is_first { "" } else { "," };
                is_first = false;
                // Writing to a text can't fail.
                let _ = write!(text, "{comma}{value}");
            }
        }
        text
    }
}

/// The runs of a schedule, each after the other.
#[derive(Debug)]
pub struct Runs {
    cron: Option<croner::Cron>,
    after: DateTime<Utc>,
}

impl Iterator for Runs {
    type Item = DateTime<Utc>;

    fn next(&mut self) -> Option<DateTime<Utc>> {
        let next = self.cron.as_ref()?;
        // A search without end, like that for 30 February, is an error of croner's.
        let next = next.find_next_occurrence(&self.after, false).ok()?;
        if next.year() > self.after.year() + YEARS {
            return None;
        }
        self.after = next;
        Some(next)
    }
}

/// The values of a field.
fn values(field: CronField, text: &str) -> Result<Values, FieldError> {
    let mut values = Values {
        bits: 0,
        any: false,
    };
    for entry in text.split(',').filter(|entry| !entry.is_empty()) {
        let one = entry_values(field, entry)?;
        values.bits |= one.bits;
        values.any |= one.any;
    }
    Ok(values)
}

/// One entry of a field: `5`, `1-5`, `*/10`, `MON-FRI/2`, `?`.
fn entry_values(field: CronField, entry: &str) -> Result<Values, FieldError> {
    let (least, greatest) = field.bounds();
    let unreadable = || FieldError::Unreadable(entry.to_owned());
    let parts: Vec<&str> = entry.split('/').collect();
    let (range, step) = match parts[..] {
        [range] => (range, None),
        [range, step] => (range, Some(step)),
        _ => return Err(unreadable()),
    };
    let ends: Vec<&str> = range.split('-').collect();
    let mut any = false;
    let (start, end) = match ends[..] {
        ["*" | "?", ..] => {
            any = true;
            (least, greatest)
        }
        [start] => {
            let start = value(field, start)?;
            // With a step it goes on to the greatest.
            (start, if step.is_some() { greatest } else { start })
        }
        [start, end] => (value(field, start)?, value(field, end)?),
        _ => return Err(unreadable()),
    };
    let step = step.map_or(Ok(1), number)?;
    if let Some(outside) = [start, end]
        .into_iter()
        .find(|it| *it < least || *it > greatest)
    {
        return Err(FieldError::OutOfBounds(outside));
    }
    if start > end {
        return Err(FieldError::Backwards(start, end));
    }
    let step = usize::try_from(step).unwrap_or(usize::MAX);
    if step == 0 {
        return Err(FieldError::NoStep);
    }
    let bits = (start..=end)
        .step_by(step)
        .fold(0, |bits, value| bits | 1 << value);
    Ok(Values {
        bits,
        any: any && step == 1,
    })
}

/// A name or a number.
fn value(field: CronField, text: &str) -> Result<u32, FieldError> {
    let name = text.to_lowercase();
    let named = field.names().iter().position(|known| *known == name);
    let (least, _) = field.bounds();
    match named.and_then(|at| u32::try_from(at).ok()) {
        Some(at) => Ok(least + at),
        None => number(text),
    }
}

fn number(text: &str) -> Result<u32, FieldError> {
    text.parse()
        .map_err(|_| FieldError::NotAValue(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_of_the_field() {
        let wrong = |text| Cron::parse(text).unwrap_err();
        assert_eq!(wrong("0 2 * * *"), CronError::FieldCount(5));
        assert_eq!(wrong("@daily"), CronError::Descriptor);
        assert_eq!(wrong("5 0 0 * * *"), CronError::Seconds);
        assert_eq!(
            wrong("0 0 2 * * 7"),
            CronError::Field(CronField::Weekday, FieldError::OutOfBounds(7))
        );
        assert_eq!(
            wrong("0 0 22-2 * * *"),
            CronError::Field(CronField::Hour, FieldError::Backwards(22, 2))
        );
        assert_eq!(
            wrong("0 */0 * * * *"),
            CronError::Field(CronField::Minute, FieldError::NoStep)
        );
        assert_eq!(
            wrong("0 0 0 L * *"),
            CronError::Field(CronField::Day, FieldError::NotAValue("L".to_owned()))
        );
    }

    #[test]
    fn what_people_should_know_of_a_schedule_is_seen() {
        assert!(Cron::parse("0 * * * * *").unwrap().is_every_minute());
        assert!(!Cron::parse("0 0 * * * *").unwrap().is_every_minute());
        assert!(Cron::parse("0 0 0 13 * 5").unwrap().is_either_day());
        assert!(!Cron::parse("0 0 0 13 * ?").unwrap().is_either_day());
        let zoned = Cron::parse("TZ=Europe/Berlin 0 0 0 * * *").unwrap();
        assert_eq!(zoned.zone(), Some("Europe/Berlin"));
        assert_eq!(zoned.runs_after(DateTime::UNIX_EPOCH).next(), None);
    }
}
