//! What a list can be filtered by.

use listing::{Condition as Chip, Filterable, Operator, Unit};

use crate::{filter, words::words};

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
            None => filter::written(self.unit, value),
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
