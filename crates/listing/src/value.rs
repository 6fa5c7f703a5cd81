//! Values of conditions: spans of time, sizes, numbers, words.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use harbor_api::Term;

use crate::condition::{Condition, Operator};

/// How a column's values are typed and written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Words,
    Span,
    Size,
    Number,
}

/// Why a text is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    Empty,
    NoSpan,
    NoSize,
    NoNumber,
}

/// Reads what was typed as a value, and writes it in its one form.
pub fn check(unit: Unit, text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Empty);
    }
    match unit {
        Unit::Words => Ok(text.to_owned()),
        Unit::Span => {
            let (number, letter) = span_parts(text).ok_or(Problem::NoSpan)?;
            Ok(format!("{number}{letter}"))
        }
        Unit::Size => size_parts(text)
            .map(|(number, unit)| format!("{number}{unit}"))
            .ok_or(Problem::NoSize),
        Unit::Number => {
            let digits: String = text
                .chars()
                .filter(|c| !matches!(c, ',' | '.' | '\u{202f}' | ' '))
                .collect();
            let number: u64 = digits.parse().map_err(|_| Problem::NoNumber)?;
            Ok(number.to_string())
        }
    }
}

/// `30d` is 30 days: hours, days, weeks, months of 30 days, years of 365.
pub fn span(value: &str) -> Option<TimeDelta> {
    let (number, letter) = span_parts(value)?;
    let number = i64::from(number);
    Some(match letter {
        'h' => TimeDelta::hours(number),
        'w' => TimeDelta::weeks(number),
        'm' => TimeDelta::days(number * 30),
        'y' => TimeDelta::days(number * 365),
        _ => TimeDelta::days(number),
    })
}

/// The number and the letter of a span: `30 days` is (30, d).
pub fn span_parts(text: &str) -> Option<(u16, char)> {
    let text = text.to_lowercase();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let number: u16 = text
        .get(..digits)?
        .parse()
        .ok()
        .filter(|number| *number > 0)?;
    let unit = text.get(digits..)?.trim();
    let letter = match unit {
        "" | "d" | "day" | "days" | "j" | "jour" | "jours" => 'd',
        "h" | "hour" | "hours" | "heure" | "heures" => 'h',
        "w" | "week" | "weeks" | "semaine" | "semaines" => 'w',
        "m" | "month" | "months" | "mois" => 'm',
        "y" | "year" | "years" | "an" | "ans" | "a" => 'y',
        _ => return None,
    };
    Some((number, letter))
}

/// A size in bytes: `1.5GiB`. Decimal units count as binary ones, as they do in lists.
pub fn bytes(value: &str) -> Option<i64> {
    let (number, unit) = size_parts(value)?;
    let power = ["B", "KiB", "MiB", "GiB", "TiB"]
        .iter()
        .position(|known| *known == unit)?;
    let number: f64 = number.parse().ok()?;
    let bytes = number * 1024_f64.powi(i32::try_from(power).ok()?);
    // A registry holds less than 2^53 bytes.
    #[allow(clippy::cast_possible_truncation)]
    let bytes = bytes as i64;
    Some(bytes)
}

/// The number and the binary unit of a size.
pub fn size_parts(text: &str) -> Option<(String, &'static str)> {
    let text = text.replace(',', ".").to_lowercase();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    number
        .parse::<f64>()
        .ok()
        .filter(|number| number.is_finite())?;
    let unit = match unit.trim() {
        "b" | "o" => "B",
        "k" | "kb" | "kib" | "ko" | "kio" => "KiB",
        "" | "m" | "mb" | "mib" | "mo" | "mio" => "MiB",
        "g" | "gb" | "gib" | "go" | "gio" => "GiB",
        "t" | "tb" | "tib" | "to" | "tio" => "TiB",
        _ => return None,
    };
    Some((number.to_owned(), unit))
}

/// A span of time as the server's range: since then, or until then.
///
/// Harbor keeps no pull as year 1, which a range with an open beginning holds too.
pub(crate) fn time_term(condition: &Condition, now: DateTime<Utc>) -> Option<Term> {
    // The server compares whole seconds; one more does no harm, for what comes is looked at again.
    let bound = |at: DateTime<Utc>| {
        at.to_rfc3339_opts(SecondsFormat::Secs, true)
            .trim_end_matches('Z')
            .to_owned()
    };
    let since = now - span(&condition.value)?;
    Some(match condition.operator {
        Operator::NotWithin => Term::Between(None, Some(bound(since + TimeDelta::seconds(1)))),
        _ => Term::Between(Some(bound(since)), None),
    })
}

/// A size or a number as the server's range.
pub(crate) fn number_term(condition: &Condition) -> Option<Term> {
    let bound = bytes(&condition.value)
        .filter(|_| condition.value.ends_with('B'))
        .or_else(|| condition.value.parse().ok())?
        .to_string();
    Some(match condition.operator {
        Operator::AtMost => Term::Between(None, Some(bound)),
        _ => Term::Between(Some(bound), None),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_one_form() {
        let cases = [
            (Unit::Span, "30", Ok("30d")),
            (Unit::Span, "2 Weeks", Ok("2w")),
            (Unit::Span, "0d", Err(Problem::NoSpan)),
            (Unit::Span, "soon", Err(Problem::NoSpan)),
            (Unit::Size, "1,5 Gio", Ok("1.5GiB")),
            (Unit::Size, "500", Ok("500MiB")),
            (Unit::Size, "big", Err(Problem::NoSize)),
            (Unit::Number, "12,408", Ok("12408")),
            (Unit::Number, "-1", Err(Problem::NoNumber)),
            (Unit::Words, "  ", Err(Problem::Empty)),
            (Unit::Words, " a b ", Ok("a b")),
        ];
        for (unit, text, outcome) in cases {
            assert_eq!(check(unit, text), outcome.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn values_are_measured() {
        assert_eq!(span("2w"), Some(TimeDelta::days(14)));
        assert_eq!(span("1y"), Some(TimeDelta::days(365)));
        assert_eq!(bytes("1.5GiB"), Some(1_610_612_736));
        assert_eq!(bytes("3B"), Some(3));
    }
}
