//! Values of chips, as a person reads them.

use listing::{Unit, size_parts, span_parts};

use crate::words::words;

/// A value as a person reads it: `30 days`, `1.5 GiB`.
pub fn written(unit: Unit, value: &str) -> String {
    let w = &words().filter;
    match unit {
        Unit::Words => value.to_owned(),
        Unit::Number => value.parse().map_or_else(
            |_| value.to_owned(),
            |number: i64| crate::format::count(number),
        ),
        Unit::Size => match size_parts(value) {
            Some((number, unit)) => w.size(&number, unit),
            None => value.to_owned(),
        },
        Unit::Span => match span_parts(value) {
            Some((number, letter)) => w.span(number, letter),
            None => value.to_owned(),
        },
    }
}
