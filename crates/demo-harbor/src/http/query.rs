//! Harbor's `q` language and `sort`.

use std::cmp::Ordering;

use chrono::{NaiveDateTime, TimeZone, Utc};
use percent_encoding::percent_decode_str;

use crate::http::call::{Call, Failure};
use crate::json::Time;

/// A value of a model's column.
#[derive(Debug, Clone, PartialEq)]
pub enum Column<'a> {
    /// Text.
    Text(&'a str),
    /// A number.
    Number(i64),
    /// A time; none is year 1.
    Time(Option<Time>),
    /// True or false.
    Flag(bool),
}

impl Column<'_> {
    fn text(&self) -> String {
        match self {
            Self::Text(text) => (*text).to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Time(at) => at
                .map(|at| at.format("%Y-%m-%d %H:%M:%S").to_string())
                .unwrap_or_default(),
        }
    }

    fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (Self::Time(a), Self::Time(b)) => a.cmp(b),
            (Self::Flag(a), Self::Flag(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            _ => self.text().cmp(&other.text()),
        }
    }
}

/// One term's right side.
#[derive(Debug, Clone, PartialEq)]
pub enum Term {
    /// `k=v`
    Exact(String),
    /// `k=~v`
    Contains(String),
    /// `k=[a~b]`
    Range(Option<String>, Option<String>),
    /// `k={a b}`
    AnyOf(Vec<String>),
    /// `k=(a b)`
    AllOf(Vec<String>),
}

impl Term {
    /// Whether a column's value satisfies the term.
    pub fn holds(&self, column: &Column) -> bool {
        match self {
            Self::Exact(wanted) => column.text() == *wanted,
            Self::Contains(part) => column.text().to_lowercase().contains(&part.to_lowercase()),
            Self::Range(low, high) => {
                low.as_deref()
                    .is_none_or(|low| compare(column, low) != Ordering::Less)
                    && high
                        .as_deref()
                        .is_none_or(|high| compare(column, high) != Ordering::Greater)
            }
            Self::AnyOf(list) => list.contains(&column.text()),
            // The generic code of Harbor leaves AND lists out.
            Self::AllOf(_) => true,
        }
    }
}

fn compare(column: &Column, bound: &str) -> Ordering {
    match column {
        Column::Number(number) => bound
            .parse()
            .map_or(Ordering::Equal, |bound: i64| number.cmp(&bound)),
        Column::Time(at) => parse_time(bound).map_or(Ordering::Equal, |bound| at.cmp(&Some(bound))),
        _ => column.text().as_str().cmp(bound),
    }
}

fn parse_time(text: &str) -> Option<Time> {
    let full = match text.len() {
        10 => format!("{text}T00:00:00"),
        _ => text.replace(' ', "T"),
    };
    NaiveDateTime::parse_from_str(&full, "%Y-%m-%dT%H:%M:%S")
        .ok()
        .map(|at| Utc.from_utc_datetime(&at))
}

/// The terms of `q`, in the order sent.
pub fn terms(call: &Call) -> Result<Vec<(String, Term)>, Failure> {
    let Some(sent) = call.asked("q").filter(|text| !text.is_empty()) else {
        return Ok(Vec::new());
    };
    // Harbor decodes `q` a second time, `+` becoming a space again.
    let spaced = sent.replace('+', " ");
    let text = percent_decode_str(&spaced).decode_utf8_lossy();
    text.split(',')
        .map(|term| parse(term.trim(), &text))
        .collect()
}

fn parse(term: &str, whole: &str) -> Result<(String, Term), Failure> {
    let Some((key, value)) = term
        .split_once('=')
        .filter(|(key, value)| !key.is_empty() && !value.is_empty())
    else {
        return Err(Failure::bad_request(format!(
            "the query string must contain \"=\" and the key/value cannot be empty: {whole}"
        )));
    };
    let broken = || Failure::bad_request(format!("invalid query string value: {value}"));
    let inner = |open: char, close: char| {
        value
            .strip_prefix(open)
            .map(|rest| rest.strip_suffix(close).ok_or_else(broken))
    };
    let list = |text: &str| {
        text.split(' ')
            .filter(|item| !item.is_empty())
            .map(|item| item.trim_matches(['"', '\'']).to_owned())
            .collect::<Vec<_>>()
    };
    let parsed = if let Some(part) = value.strip_prefix('~') {
        Term::Contains(part.to_owned())
    } else if let Some(rest) = inner('[', ']') {
        let mut bounds = rest?
            .split('~')
            .map(|bound| bound.trim().trim_matches(['"', '\'']));
        match (bounds.next(), bounds.next(), bounds.next()) {
            (Some(low), Some(high), None) => {
                let bound = |text: &str| (!text.is_empty()).then(|| text.to_owned());
                Term::Range(bound(low), bound(high))
            }
            _ => return Err(broken()),
        }
    } else if let Some(rest) = inner('{', '}') {
        Term::AnyOf(list(rest?))
    } else if let Some(rest) = inner('(', ')') {
        Term::AllOf(list(rest?))
    } else {
        Term::Exact(value.strip_prefix('\\').unwrap_or(value).to_owned())
    };
    Ok((key.to_owned(), parsed))
}

/// Whether a row passes all terms. A key that is no column is left out, as Harbor does.
pub fn passes<'a>(terms: &[(String, Term)], column: impl Fn(&str) -> Option<Column<'a>>) -> bool {
    terms
        .iter()
        .all(|(key, term)| column(key).is_none_or(|value| term.holds(&value)))
}

/// Sorts rows by `sort`, or by `default` if it names no column.
pub fn sort<T>(
    rows: &mut [T],
    asked: Option<&str>,
    default: &str,
    column: impl for<'r> Fn(&'r T, &str) -> Option<Column<'r>>,
) {
    let Some(sample) = rows.first() else { return };
    let known = |list: &str| {
        list.split(',')
            .map(|key| {
                key.strip_prefix('-')
                    .map_or((key, false), |key| (key, true))
            })
            .filter(|(key, _)| column(sample, key).is_some())
            .map(|(key, down)| (key.to_owned(), down))
            .collect::<Vec<_>>()
    };
    let mut keys = asked.map(known).unwrap_or_default();
    if keys.is_empty() {
        keys = known(default);
    }
    rows.sort_by(|a, b| {
        keys.iter().fold(Ordering::Equal, |so_far, (key, down)| {
            so_far.then_with(|| match (column(a, key), column(b, key)) {
                (Some(a), Some(b)) if *down => b.order(&a),
                (Some(a), Some(b)) => a.order(&b),
                _ => Ordering::Equal,
            })
        })
    });
}
