//! What a list can be filtered by.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use listing::{Condition as Chip, Filterable, Operator, Unit, bytes, span};

use crate::words::{Words, words};

/// Gives each of a row's values of a field.
pub type Each<T> = fn(&T, &mut dyn FnMut(&str));

/// What a field's values are, and how a row's are read.
pub enum Kind<T> {
    /// One of some words; those that occur are offered. With how a word is shown.
    Choice(Each<T>, fn(&str) -> String),
    /// Any text.
    Text(Each<T>),
    Time(fn(&T) -> Option<DateTime<Utc>>),
    Size(fn(&T) -> i64),
    Number(fn(&T) -> i64),
}

/// A field of a list.
pub struct Field<T> {
    /// In addresses and texts; the same in each language.
    pub id: &'static str,
    pub name: fn(&Words) -> &'static str,
    pub icon: &'static str,
    pub kind: Kind<T>,
}

impl<T> Field<T> {
    /// Values to choose from without typing, beside those that occur.
    pub fn presets(&self) -> &'static [&'static str] {
        match self.kind {
            Kind::Choice(..) | Kind::Text(_) => &[],
            Kind::Time(_) => &["1d", "7d", "30d", "90d", "1y", "2y"],
            Kind::Size(_) => &["100MiB", "500MiB", "1GiB", "5GiB", "10GiB"],
            Kind::Number(_) => &["1", "10", "100", "1000"],
        }
    }

    /// What the filter bar needs of it.
    pub fn described(&self) -> FilterField {
        FilterField {
            id: self.id,
            name: (self.name)(words()),
            icon: self.icon,
            operators: self.operators(),
            unit: self.unit(),
            presets: self.presets(),
            is_choice: matches!(self.kind, Kind::Choice(..)),
            looks_ahead: false,
            shown: match self.kind {
                Kind::Choice(_, shown) => Some(shown),
                _ => None,
            },
        }
    }

    /// A value as a person reads it.
    pub fn shown(&self, value: &str) -> String {
        match self.kind {
            Kind::Choice(_, shown) => shown(value),
            _ => super::written(self.unit(), value),
        }
    }
}

impl<T> Filterable for Field<T> {
    fn id(&self) -> &'static str {
        self.id
    }

    fn operators(&self) -> &'static [Operator] {
        match self.kind {
            Kind::Choice(..) => &[Operator::Is, Operator::IsNot],
            Kind::Text(_) => &[
                Operator::Contains,
                Operator::ContainsNot,
                Operator::Is,
                Operator::IsNot,
            ],
            Kind::Time(_) => &[Operator::Within, Operator::NotWithin],
            Kind::Size(_) | Kind::Number(_) => &[Operator::AtLeast, Operator::AtMost],
        }
    }

    fn unit(&self) -> Unit {
        match self.kind {
            Kind::Choice(..) | Kind::Text(_) => Unit::Words,
            Kind::Time(_) => Unit::Span,
            Kind::Size(_) => Unit::Size,
            Kind::Number(_) => Unit::Number,
        }
    }
}

/// A field as the filter bar knows it, of whatever list.
#[derive(Debug, Clone)]
pub struct FilterField {
    /// In addresses and texts; the same in each language.
    pub id: &'static str,
    pub name: &'static str,
    pub icon: &'static str,
    /// How its values may be compared; the first is the usual one.
    pub operators: &'static [Operator],
    pub unit: Unit,
    /// Values to choose from without typing, beside those that occur.
    pub presets: &'static [&'static str],
    /// Its values are some words; others can't be typed.
    pub is_choice: bool,
    /// Its times are still to come.
    pub looks_ahead: bool,
    /// How a word is shown.
    pub shown: Option<fn(&str) -> String>,
}

impl Filterable for FilterField {
    fn id(&self) -> &'static str {
        self.id
    }

    fn operators(&self) -> &'static [Operator] {
        self.operators
    }

    fn unit(&self) -> Unit {
        self.unit
    }
}

impl FilterField {
    /// A column of a list.
    pub fn new(
        columns: &'static [listing::Column],
        id: &'static str,
        name: &'static str,
        icon: &'static str,
    ) -> Self {
        use listing::ColumnKind;
        static TEXT: listing::Column = listing::Column::new("", ColumnKind::Text);
        let column = columns.iter().find(|column| column.id == id);
        debug_assert!(column.is_some(), "{id} is a column of the list");
        let column = column.unwrap_or(&TEXT);
        Self {
            id,
            name,
            icon,
            operators: column.operators(),
            unit: column.unit(),
            presets: column.presets(),
            is_choice: matches!(column.kind, ColumnKind::Word | ColumnKind::Words),
            looks_ahead: column.kind == ColumnKind::Deadline,
            shown: None,
        }
    }

    /// Says how a word is shown.
    pub fn shown_as(mut self, shown: fn(&str) -> String) -> Self {
        self.shown = Some(shown);
        self
    }

    /// A value as a person reads it.
    pub fn shown(&self, value: &str) -> String {
        match self.shown {
            Some(shown) => shown(value),
            None => super::written(self.unit, value),
        }
    }

    /// How values are compared, in words.
    pub fn operator_words(&self, operator: Operator) -> String {
        let w = &words().filter;
        if self.looks_ahead {
            w.operator_ahead(operator)
        } else {
            w.operator(operator)
        }
    }

    /// A chip of it as a sentence: `Pushed within 30 days`.
    pub fn sentence(&self, chip: &Chip) -> String {
        let w = &words().filter;
        w.chip(
            self.name,
            &self.operator_words(chip.operator),
            &self.shown(&chip.value),
        )
    }
}

/// One chip's condition.
type Test<'a, T> = Box<dyn Fn(&T) -> bool + 'a>;

/// Whether a row satisfies all chips. A chip of an unknown field is no condition.
pub fn fits<'a, T>(
    fields: &'static [Field<T>],
    chips: &'a [Chip],
    now: DateTime<Utc>,
) -> impl Fn(&T) -> bool + 'a {
    let tests: Vec<Test<'a, T>> = chips
        .iter()
        .filter_map(|chip| {
            let field = fields.iter().find(|field| field.id == chip.field)?;
            test(field, chip, now)
        })
        .collect();
    move |row| tests.iter().all(|test| test(row))
}

fn test<'a, T>(
    field: &'static Field<T>,
    chip: &'a Chip,
    now: DateTime<Utc>,
) -> Option<Test<'a, T>> {
    match &field.kind {
        Kind::Choice(each, _) | Kind::Text(each) => {
            let each = *each;
            let wanted = chip.value.as_str();
            let folded = wanted.to_lowercase();
            let any = move |row: &T, fits: &dyn Fn(&str) -> bool| {
                let mut found = false;
                each(row, &mut |value| found = found || fits(value));
                found
            };
            let contains = move |value: &str| {
                value.contains(&folded) || value.to_lowercase().contains(&folded)
            };
            Some(match chip.operator {
                Operator::IsNot => Box::new(move |row| !any(row, &|value| value == wanted)),
                Operator::Contains => Box::new(move |row| any(row, &contains)),
                Operator::ContainsNot => Box::new(move |row| !any(row, &contains)),
                _ => Box::new(move |row| any(row, &|value| value == wanted)),
            })
        }
        Kind::Time(read) => {
            let read = *read;
            let since = now - span(&chip.value)?;
            Some(match chip.operator {
                Operator::NotWithin => Box::new(move |row| read(row).is_none_or(|at| at < since)),
                _ => Box::new(move |row| read(row).is_some_and(|at| at >= since)),
            })
        }
        Kind::Size(read) | Kind::Number(read) => {
            let read = *read;
            let bound = match field.kind {
                Kind::Size(_) => bytes(&chip.value)?,
                _ => chip.value.parse().ok()?,
            };
            Some(match chip.operator {
                Operator::AtMost => Box::new(move |row| read(row) <= bound),
                _ => Box::new(move |row| read(row) >= bound),
            })
        }
    }
}

/// The chip that keeps most rows away where none is left: its place, itself in words, and how many
/// rows there are without it. Nothing where no single chip does.
pub fn culprit<T>(
    fields: &'static [Field<T>],
    chips: &[Chip],
    now: DateTime<Utc>,
    rows: &[Arc<T>],
    found: impl Fn(&T) -> bool,
) -> Option<(usize, String, usize)> {
    let without = |at: usize| {
        let mut others = chips.to_vec();
        others.remove(at);
        let fits = fits(fields, &others, now);
        rows.iter().filter(|row| found(row) && fits(row)).count()
    };
    let (at, count) = (0..chips.len())
        .map(|at| (at, without(at)))
        .filter(|(_, count)| *count > 0)
        .max_by_key(|(_, count)| *count)?;
    let chip = &chips[at];
    let field = fields.iter().find(|field| field.id == chip.field)?;
    let w = &words().filter;
    let spoken = w.chip(
        (field.name)(words()),
        &w.operator(chip.operator),
        &field.shown(&chip.value),
    );
    Some((at, spoken, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Row {
        tags: &'static [&'static str],
        size: i64,
        pulled: Option<DateTime<Utc>>,
    }

    static FIELDS: [Field<Row>; 3] = [
        Field {
            id: "tag",
            name: |_| "Tag",
            icon: "tag",
            kind: Kind::Text(|row, each| row.tags.iter().for_each(|tag| each(tag))),
        },
        Field {
            id: "size",
            name: |_| "Size",
            icon: "size",
            kind: Kind::Size(|row| row.size),
        },
        Field {
            id: "pulled",
            name: |_| "Pulled",
            icon: "clock",
            kind: Kind::Time(|row| row.pulled),
        },
    ];

    fn now() -> DateTime<Utc> {
        "2026-11-20T12:00:00Z".parse().expect("a time")
    }

    fn chip(field: &str, operator: Operator, value: &str) -> Chip {
        Chip {
            field: field.to_owned(),
            operator,
            value: value.to_owned(),
        }
    }

    #[test]
    fn rows_satisfy_all_chips() {
        let row = Row {
            tags: &["25.11-GPU", "latest"],
            size: 2 << 30,
            pulled: None,
        };
        let cases = [
            (chip("tag", Operator::Contains, "gpu"), true),
            (chip("tag", Operator::Is, "latest"), true),
            (chip("tag", Operator::IsNot, "latest"), false),
            (chip("tag", Operator::ContainsNot, "cpu"), true),
            (chip("size", Operator::AtLeast, "1GiB"), true),
            (chip("size", Operator::AtMost, "1GiB"), false),
            (chip("pulled", Operator::Within, "30d"), false),
            (chip("pulled", Operator::NotWithin, "30d"), true),
            (chip("gone", Operator::Is, "x"), true),
        ];
        for (chip, outcome) in cases {
            let chips = [chip];
            assert_eq!(fits(&FIELDS, &chips, now())(&row), outcome, "{chips:?}");
        }
        let both = [
            chip("tag", Operator::Is, "latest"),
            chip("size", Operator::AtMost, "1GiB"),
        ];
        assert!(!fits(&FIELDS, &both, now())(&row));
    }
}
