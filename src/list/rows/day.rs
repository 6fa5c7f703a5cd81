//! The head of the rows of a day.

use chrono::{Datelike, Local, NaiveDate};
use leptos::prelude::untrack;
use listing::DayLine;
use web_sys::Element;

use crate::{
    format::{age, count, whole},
    list::{
        handle::List,
        rows::{
            cell::CellView,
            dom::{Attribute, Text, append, element},
            line::LineView,
        },
    },
    words::words,
};

/// What the first cell of a row shows in place of all cells; it reaches over the others, which are of
/// columns that may be hidden.
pub(super) struct DayHead {
    date: Text,
    rows: Text,
}

impl DayHead {
    /// In the first cell of a row.
    pub(super) fn new(row: &Element) -> (Self, Element) {
        let head = element("span", "day");
        let date = element("span", "");
        let rows = element("span", "muted num");
        append(&head, &date);
        append(&head, &rows);
        let first = row.first_element_child();
        append(first.as_ref().unwrap_or(row), &head);
        let drawn = Self {
            date: Text::new(&date),
            rows: Text::new(&rows),
        };
        (drawn, head)
    }

    pub(super) fn paint(&mut self, day: &DayLine) {
        let date = day.date.map_or_else(
            || words().table.no_time.to_owned(),
            |date| spoken(date, Local::now().date_naive()),
        );
        self.date.set(&date);
        let rows = day.rows;
        self.rows.set(&count(rows));
    }
}

/// `Today, Fri 20 Nov`, `Thu 19 Nov`, `Thu 19 Nov 2024`.
fn spoken(date: NaiveDate, today: NaiveDate) -> String {
    let w = &words().writing;
    let written = match date.year() == today.year() {
        true => w.date(date.day(), date.month()),
        false => w.date_with_year(date.day(), date.month(), date.year()),
    };
    let dated = w.on_weekday(date.weekday().num_days_from_monday(), &written);
    match today.signed_duration_since(date).num_days() {
        0 => w.today(&dated),
        1 => w.yesterday(&dated),
        _ => dated,
    }
}

/// The time of a row whose day stands above it; how long ago where rows are in another order.
pub struct TimeOfDayCell {
    list: List,
    column: &'static str,
    text: Text,
    title: Attribute,
}

impl TimeOfDayCell {
    pub fn new(cell: &Element, column: &'static str, list: List) -> Self {
        let span = element("span", "num");
        append(cell, &span);
        Self {
            list,
            column,
            text: Text::new(&span),
            title: Attribute::new(&span, "title"),
        }
    }
}

impl CellView for TimeOfDayCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let time = line.time(self.column);
        let text = time.map(|time| match untrack(|| self.list.is_by_days()) {
            true => time.with_timezone(&Local).format("%H:%M").to_string(),
            false => age(time, line.now),
        });
        self.text.set(text.as_deref().unwrap_or("–"));
        self.title.set(time.map(whole).as_deref());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_near_by_are_called_by_name() {
        let date = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap_or_default();
        assert_eq!(spoken(date(20), date(20)), "Today, Fri 20 Nov");
        assert_eq!(spoken(date(19), date(20)), "Yesterday, Thu 19 Nov");
        assert_eq!(spoken(date(18), date(20)), "Wed 18 Nov");
        let before = NaiveDate::from_ymd_opt(2025, 12, 31).unwrap_or_default();
        assert_eq!(spoken(before, date(20)), "Wed 31 Dec 2025");
    }
}
