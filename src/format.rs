//! How values are written: sizes, ages, counts.

use chrono::{DateTime, Datelike, TimeDelta, Utc};

use crate::words::words;

/// A whole number that people read. One that is larger than any count or size is written as the largest.
pub trait Whole {
    fn whole(self) -> i64;
}

macro_rules! whole {
    ($($number:ty),*) => {
        $(impl Whole for $number {
            fn whole(self) -> i64 {
                i64::try_from(self).unwrap_or(i64::MAX)
            }
        })*
    };
}
whole!(i64, i32, u32, u64, usize);

/// A size in binary units with three figures: `9.87 GiB`, `412 MiB`, `21.4 KiB`.
pub fn size(bytes: impl Whole) -> String {
    size_of(bytes.whole())
}

fn size_of(bytes: i64) -> String {
    let w = &words().writing;
    let units = [w.kib, w.mib, w.gib, w.tib, w.pib, w.eib];
    if bytes < 1024 {
        return format!("{} {}", bytes.max(0), w.byte);
    }
    // Exact enough for three figures.
    #[allow(clippy::cast_precision_loss)]
    let mut value = bytes as f64 / 1024.0;
    let mut unit = 0;
    while value >= 999.5 && unit + 1 < units.len() {
        value /= 1024.0;
        unit += 1;
    }
    let figures = if value >= 99.95 {
        format!("{value:.0}")
    } else if value >= 9.995 {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    };
    format!("{} {}", figures.replace('.', w.decimal), units[unit])
}

/// A count with groups of three: `12,408`.
pub fn count(number: impl Whole) -> String {
    grouped(number.whole())
}

fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push_str(words().writing.thousands);
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}

/// A count with its noun: `1 tag`, `12 tags`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    let written = count(number);
    format!("{written} {}", if number == 1 { one } else { many })
}

/// How long ago, as lists show it: `4 min`, `2 h`, `3 d`, then `11 Nov`, then `11 Nov 2024`.
pub fn age(time: DateTime<Utc>, now: DateTime<Utc>) -> String {
    match Age::of(time, now) {
        Age::Now => words().writing.now.to_owned(),
        Age::Recent(age) | Age::Date(age) => age,
    }
}

/// The same in a sentence: `4 min ago`, `on 11 Nov`.
pub fn ago(time: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let w = &words().writing;
    match Age::of(time, now) {
        Age::Now => w.just_now.to_owned(),
        Age::Recent(age) => w.ago(&age),
        Age::Date(date) => w.on(&date),
    }
}

enum Age {
    Now,
    Recent(String),
    Date(String),
}

impl Age {
    fn of(time: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        let w = &words().writing;
        let passed = now.signed_duration_since(time);
        let minutes = passed.num_minutes();
        if minutes < 1 {
            Self::Now
        } else if minutes < 60 {
            Self::Recent(format!("{minutes} {}", w.minutes))
        } else if minutes < 24 * 60 {
            Self::Recent(format!("{} {}", passed.num_hours(), w.hours))
        } else if passed.num_days() < 7 {
            Self::Recent(format!("{} {}", passed.num_days(), w.days))
        } else if passed.num_days() < 330 {
            Self::Date(w.date(time.day(), time.month()))
        } else {
            Self::Date(w.date_with_year(time.day(), time.month(), time.year()))
        }
    }
}

/// How long something lasts or lasted: `38 s`, `4 min`, `1 h 42 min`, `3 d`.
pub fn lasting(span: TimeDelta) -> String {
    let w = &words().writing;
    let (seconds, minutes, hours) = (span.num_seconds(), span.num_minutes(), span.num_hours());
    if seconds < 60 {
        format!("{} {}", seconds.max(0), w.seconds)
    } else if minutes < 60 {
        format!("{minutes} {}", w.minutes)
    } else if hours < 48 {
        let rest = minutes % 60;
        match rest {
            0 => format!("{hours} {}", w.hours),
            rest => format!("{hours} {} {rest} {}", w.hours, w.minutes),
        }
    } else {
        format!("{} {}", span.num_days(), w.days)
    }
}

/// The whole time, for tips: `20 Nov 2026, 16:41 UTC`.
pub fn whole(time: DateTime<Utc>) -> String {
    let date = words()
        .writing
        .date_with_year(time.day(), time.month(), time.year());
    format!("{date}, {}", time.format("%H:%M UTC"))
}

/// A server's version for people: `v2.14.0-3f1c0a2b` is `v2.14.0`.
pub fn short_version(version: &str) -> String {
    version.split('-').next().unwrap_or(version).to_owned()
}

/// Two letters for a person or a registry: of two words, or of one.
pub fn initials(name: &str) -> String {
    let mut words = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let first = words.next().unwrap_or("?");
    let letters: String = match words.next() {
        Some(second) => first
            .chars()
            .take(1)
            .chain(second.chars().take(1))
            .collect(),
        None => first.chars().take(2).collect(),
    };
    letters.to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_three_figures() {
        let cases = [
            (0_i64, "0 B"),
            (1023, "1023 B"),
            (21_914, "21.4 KiB"),
            (1_048_575, "1.00 MiB"),
            (432_013_312, "412 MiB"),
            (10_597_800_000, "9.87 GiB"),
            (10_775_000_000_000, "9.80 TiB"),
        ];
        for (bytes, text) in cases {
            assert_eq!(size(bytes), text);
        }
    }

    #[test]
    fn counts_are_grouped() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (12_408, "12,408"),
            (-1_000_000, "-1,000,000"),
        ] {
            assert_eq!(count(number), text);
        }
    }

    #[test]
    fn ages_are_short() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
        let now = at("2026-11-20T18:00:00Z");
        let cases = [
            ("2026-11-20T17:59:40Z", "now", "just now"),
            ("2026-11-20T17:56:00Z", "4 min", "4 min ago"),
            ("2026-11-20T16:00:00Z", "2 h", "2 h ago"),
            ("2026-11-17T16:00:00Z", "3 d", "3 d ago"),
            ("2026-11-11T16:00:00Z", "11 Nov", "on 11 Nov"),
            ("2024-03-14T16:00:00Z", "14 Mar 2024", "on 14 Mar 2024"),
            ("2026-11-20T18:05:00Z", "now", "just now"),
        ];
        for (time, short, sentence) in cases {
            assert_eq!(age(at(time), now), short);
            assert_eq!(ago(at(time), now), sentence);
        }
    }

    #[test]
    fn initials_are_two_letters() {
        for (name, letters) in [
            ("maya.tremblay", "MT"),
            ("admin", "AD"),
            ("images.canfar.net", "IC"),
            ("", "?"),
        ] {
            assert_eq!(initials(name), letters);
        }
    }
}
