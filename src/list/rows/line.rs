//! A line as cells read it.

use std::ops::Deref;

use chrono::{DateTime, Utc};
use leptos::prelude::Callable;
use listing::{Cell, Column, Line, PartLine};

use crate::{list::table::RouteOf, route::Route};

/// The values of a row, by the ids of the list's columns.
#[derive(Clone, Copy)]
pub struct Values<'a> {
    pub columns: &'static [Column],
    pub cells: &'a [Cell],
}

impl<'a> Values<'a> {
    pub fn cell(&self, id: &str) -> &'a Cell {
        static NONE: Cell = Cell::None;
        let place = self.columns.iter().position(|column| column.id == id);
        debug_assert!(place.is_some(), "{id} is a column of the list");
        place
            .and_then(|place| self.cells.get(place))
            .unwrap_or(&NONE)
    }

    /// Empty where there is none.
    pub fn text(&self, id: &str) -> &'a str {
        self.cell(id).text().unwrap_or_default()
    }

    pub fn texts(&self, id: &str) -> &'a [String] {
        self.cell(id).texts()
    }

    pub fn number(&self, id: &str) -> Option<i64> {
        self.cell(id).number()
    }

    /// In the order of the column's names; empty where nothing was counted.
    pub fn numbers(&self, id: &str) -> &'a [i64] {
        self.cell(id).numbers()
    }

    pub fn time(&self, id: &str) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_micros(self.number(id)?)
    }
}

/// A line of a table, with what it is drawn by.
#[derive(Clone, Copy)]
pub struct LineView<'a> {
    pub line: &'a Line,
    values: Values<'a>,
    /// Ages count up to here.
    pub now: DateTime<Utc>,
    route: Option<RouteOf>,
}

impl<'a> LineView<'a> {
    pub fn new(
        columns: &'static [Column],
        line: &'a Line,
        now: DateTime<Utc>,
        route: Option<RouteOf>,
    ) -> Self {
        let values = Values {
            columns,
            cells: &line.cells,
        };
        Self {
            line,
            values,
            now,
            route,
        }
    }

    /// Its own key: a part's has none of its row's.
    pub fn key(&self) -> &'a str {
        self.line
            .cells
            .first()
            .and_then(Cell::text)
            .unwrap_or_default()
    }

    /// Where it leads.
    pub fn route(&self) -> Option<Route> {
        self.route?.run(self.key().to_owned())
    }

    pub fn part(&self) -> Option<&'a PartLine> {
        self.line.part.as_ref()
    }

    /// Whether its own facts are here: of a part, the row says little.
    pub fn is_read(&self) -> bool {
        self.part().is_none_or(|part| part.is_read)
    }
}

impl<'a> Deref for LineView<'a> {
    type Target = Values<'a>;

    fn deref(&self) -> &Values<'a> {
        &self.values
    }
}
