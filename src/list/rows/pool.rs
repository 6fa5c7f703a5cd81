//! The rows of a table that are drawn: made once, and given other lines as somebody scrolls, finds
//! and sorts.

use std::{collections::VecDeque, sync::Arc};

use chrono::{DateTime, Utc};
use leptos::prelude::document;
use listing::{DayLine, Line, Query};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use crate::{
    list::{
        handle::Block,
        rows::{
            cell::{CellView, IconMark},
            checks::check_mark,
            column::Column,
            day::DayHead,
            dom::{Attribute, Shown, append, element},
            line::LineView,
        },
        table::RouteOf,
    },
    words::words,
};

/// A row's height in pixels, as in the style sheet.
pub const ROW: f64 = 34.0;
/// Rows drawn beyond what is seen, on each side.
const SPARE: usize = 8;

/// What rows are drawn with beside their lines.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    pub selected: Option<&'a str>,
    pub now: DateTime<Utc>,
    pub route: Option<RouteOf>,
    /// Another number after a change of what cells draw beside their lines.
    pub version: u32,
    /// What the rows' ids begin with, where the page has several tables.
    pub ids: &'static str,
}

/// What was drawn of what there was to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    /// No line is here of those that are seen.
    Nothing,
    /// Other lines than before, without those beyond.
    Others,
    /// Some of those that were drawn before, and others.
    Same,
}

/// The rows that are drawn, between two rows that stand for all that are not.
pub struct Pool {
    body: Element,
    above: Spacer,
    below: Spacer,
    columns: Vec<Column>,
    of_list: &'static [listing::Column],
    has_boxes: bool,
    rows: VecDeque<Row>,
    /// The line of the first row.
    first: usize,
    spare: Vec<Row>,
    /// What was looked for when they were drawn last.
    query: Option<Query>,
}

impl Pool {
    /// Draws into a table's body, which must be empty.
    pub fn new(
        body: Element,
        columns: Vec<Column>,
        of_list: &'static [listing::Column],
        has_boxes: bool,
    ) -> Self {
        let above = Spacer::new(&body);
        let below = Spacer::new(&body);
        Self {
            body,
            above,
            below,
            columns,
            of_list,
            has_boxes,
            rows: VecDeque::new(),
            first: 0,
            spare: Vec::new(),
            query: None,
        }
    }

    /// Takes everything out of the body.
    pub fn clear(&mut self) {
        for row in self.rows.drain(..).chain(self.spare.drain(..)) {
            row.element.remove();
        }
        self.above.row.remove();
        self.below.row.remove();
    }

    /// Makes room for so many lines, drawn or not.
    pub fn makes_room(&mut self, count: usize) {
        let drawn = (self.first + self.rows.len()).min(count);
        let above = self.first.min(count);
        self.above.set(above);
        self.below.set(count.saturating_sub(drawn));
        // Drawn rows that are no lines any more go with the next drawing.
    }

    /// Draws the lines that are seen, from one place to another, as far as they are here. Some
    /// beyond are drawn where what is seen is at rest: one who jumps, types, sorts or has just come sees the
    /// lines sooner without.
    pub fn draw(
        &mut self,
        block: &Block,
        (from, to): (usize, usize),
        is_at_rest: bool,
        look: Look<'_>,
    ) -> Drawn {
        let here = |from: usize, to: usize| {
            let start = from.max(block.first);
            let end = to.min(block.first + block.lines.len()).min(block.count);
            (start, end.max(start))
        };
        let seen = here(from, to);
        let drawn = (self.first, self.first + self.rows.len());
        let is_other_query = self.query.as_ref() != Some(&block.query);
        if is_other_query {
            self.query = Some(block.query.clone());
        }
        let some_stay = !is_other_query && seen.0 < drawn.1 && drawn.0 < seen.1;
        let (start, end) = match is_at_rest && some_stay {
            true => here(from.saturating_sub(SPARE), to + SPARE),
            false => seen,
        };
        let before = self
            .focused()
            .map(|row| (row.element.clone(), row.key().map(str::to_owned)));
        self.arrange(start, end);
        let lines = block.lines.iter().skip(start - block.first);
        for (at, (row, line)) in (start..).zip(self.rows.iter_mut().zip(lines)) {
            row.paint(at, line, self.of_list, look);
        }
        self.put();
        self.above.set(start.min(block.count));
        self.below.set(block.count.saturating_sub(end));
        if let Some((element, key)) = before {
            let is_here = self
                .rows
                .iter()
                .any(|row| row.element == element && row.key() == key.as_deref());
            if !is_here {
                // What had the focus is another row now, or gone: keys go on working in the table.
                let table = self.body.closest("table").ok().flatten();
                if let Some(table) = table.and_then(|table| table.dyn_into::<HtmlElement>().ok()) {
                    let _ = table.focus();
                }
            }
        }
        match (seen.0 < seen.1, some_stay) {
            (false, _) => Drawn::Nothing,
            (true, false) => Drawn::Others,
            (true, true) => Drawn::Same,
        }
    }

    /// Shows another row as selected.
    pub fn select(&mut self, look: Look<'_>) {
        for (at, row) in self.rows.iter_mut().enumerate() {
            if let Some(line) = row.line.clone() {
                row.paint(self.first + at, &line, self.of_list, look);
            }
        }
    }

    /// The line of a row, by an element within it: its place and itself.
    pub fn line_of(&self, within: &Element) -> Option<(usize, Arc<Line>)> {
        let element = within.closest("tr").ok().flatten()?;
        let at = self
            .rows
            .iter()
            .position(|row| *row.element.unchecked_ref::<Element>() == element)?;
        Some((self.first + at, self.rows.get(at)?.line.clone()?))
    }

    /// The row that a line is drawn in.
    pub fn row_of(&self, key: &str) -> Option<&Element> {
        let row = self.rows.iter().find(|row| row.key() == Some(key))?;
        Some(row.element.unchecked_ref())
    }

    fn focused(&self) -> Option<&Row> {
        let active = document().active_element()?;
        if !self.body.contains(Some(active.unchecked_ref::<Node>())) {
            return None;
        }
        self.rows
            .iter()
            .find(|row| row.element.contains(Some(active.unchecked_ref::<Node>())))
    }

    /// Has a row for each line from one place to another: those that stay visible stay as they are.
    fn arrange(&mut self, start: usize, end: usize) {
        let last = self.first + self.rows.len();
        if end <= self.first || start >= last {
            // None of them stays: they take the new lines where they are.
            self.first = start;
        }
        while self.first < start {
            let Some(row) = self.rows.pop_front() else {
                break;
            };
            self.spare.push(row);
            self.first += 1;
        }
        while self.first + self.rows.len() > end {
            let Some(row) = self.rows.pop_back() else {
                break;
            };
            self.spare.push(row);
        }
        if self.rows.is_empty() {
            self.first = start;
        }
        while self.first > start {
            let row = self.another();
            self.rows.push_front(row);
            self.first -= 1;
        }
        while self.first + self.rows.len() < end {
            let row = self.another();
            self.rows.push_back(row);
        }
        for row in &self.spare {
            row.element.remove();
        }
    }

    /// Puts the rows that are not in the body there, those that stand together at once. They are
    /// painted before: in the page each change would count.
    fn put(&self) {
        let mut next: Element = self.below.row.clone();
        let mut together = Vec::new();
        let put = |together: &mut Vec<&Row>, next: &Element| {
            let fragment = document().create_document_fragment();
            for row in together.drain(..).rev() {
                append(&fragment, &row.element);
            }
            // The next is a child of the body.
            let _ = self.body.insert_before(&fragment, Some(next));
        };
        for row in self.rows.iter().rev() {
            if row.element.parent_node().is_none() {
                together.push(row);
                continue;
            }
            if !together.is_empty() {
                put(&mut together, &next);
            }
            next = row.element.clone().into();
        }
        if !together.is_empty() {
            put(&mut together, &next);
        }
    }

    /// A row that is not in the body.
    fn another(&mut self) -> Row {
        match self.spare.pop() {
            Some(row) => {
                row.element.remove();
                row
            }
            None => Row::new(&self.columns, self.has_boxes),
        }
    }
}

/// A row as high as all lines that are not drawn.
struct Spacer {
    row: Element,
    lines: usize,
}

impl Spacer {
    fn new(body: &Element) -> Self {
        let row = element("tr", "spacer");
        let _ = row.set_attribute("aria-hidden", "true");
        append(body, &row);
        Self { row, lines: 0 }
    }

    fn set(&mut self, lines: usize) {
        if self.lines == lines {
            return;
        }
        self.lines = lines;
        // Lines are far fewer than a float counts exactly.
        #[allow(clippy::cast_precision_loss)]
        let height = format!("{}px", lines as f64 * ROW);
        let style = self.row.unchecked_ref::<HtmlElement>().style();
        let _ = style.set_property("height", &height);
    }
}

/// A row of the pool.
struct Row {
    element: HtmlElement,
    id: Attribute,
    class: Attribute,
    index: Attribute,
    selected: Attribute,
    check: Option<CheckCell>,
    cells: Vec<Box<dyn CellView>>,
    /// Stands in place of all cells where the line is the head of a day.
    day: Option<(DayHead, Shown)>,
    line: Option<Arc<Line>>,
    drawn: (DateTime<Utc>, u32),
}

impl Row {
    fn new(columns: &[Column], has_boxes: bool) -> Self {
        let row = element("tr", "");
        let check = has_boxes.then(|| CheckCell::new(&row));
        let cells = columns
            .iter()
            .map(|column| {
                let cell = element("td", column.class);
                let _ = cell.set_attribute("role", "gridcell");
                append(&row, &cell);
                column.makes(&cell)
            })
            .collect();
        Self {
            id: Attribute::new(&row, "id"),
            class: Attribute::new(&row, "class"),
            index: Attribute::new(&row, "aria-rowindex"),
            selected: Attribute::new(&row, "aria-selected"),
            element: row.unchecked_into(),
            check,
            cells,
            day: None,
            line: None,
            drawn: (DateTime::UNIX_EPOCH, 0),
        }
    }

    fn key(&self) -> Option<&str> {
        self.line.as_deref().map(|line| line.key.as_str())
    }

    fn paint(
        &mut self,
        at: usize,
        line: &Arc<Line>,
        of_list: &'static [listing::Column],
        look: Look<'_>,
    ) {
        let is_selected = look.selected == Some(line.key.as_str());
        self.index.set(Some(&(at + 2).to_string()));
        let mut class = String::new();
        let mut add = |word: &str| {
            if !class.is_empty() {
                class.push(' ');
            }
            class.push_str(word);
        };
        if let Some(part) = &line.part {
            add("child");
            if part.is_last {
                add("last");
            }
        }
        if is_selected {
            add("is-sel");
        }
        if line.checked {
            add("is-checked");
        }
        if line.day.is_some() {
            add("grp");
        }
        self.class.set(Some(&class));
        let is_on = match &self.check {
            Some(_) => line.checked,
            None => is_selected,
        };
        self.selected
            .set(Some(if is_on { "true" } else { "false" }));
        let is_same = self.drawn == (look.now, look.version)
            && self
                .line
                .as_ref()
                .is_some_and(|known| Arc::ptr_eq(known, line) || known == line);
        if is_same {
            return;
        }
        let id = line.day.is_none();
        let id = id.then(|| format!("{}{}", look.ids, row_id(&line.key)));
        self.id.set(id.as_deref());
        self.line = Some(Arc::clone(line));
        self.drawn = (look.now, look.version);
        self.paint_day(line.day.as_ref());
        if line.day.is_some() {
            return;
        }
        if let Some(check) = &mut self.check {
            check.paint(line);
        }
        let view = LineView::new(of_list, line, look.now, look.route);
        for cell in &mut self.cells {
            cell.paint(&view);
        }
    }

    /// Shows the head of a day in place of all cells, or the cells again.
    fn paint_day(&mut self, day: Option<&DayLine>) {
        if day.is_none() && self.day.is_none() {
            return;
        }
        let (drawn, shown) = self.day.get_or_insert_with(|| {
            let (drawn, head) = DayHead::new(&self.element);
            (drawn, Shown::new(&head))
        });
        shown.set(day.is_some());
        if let Some(day) = day {
            drawn.paint(day);
        }
    }
}

/// The cell with a row's box.
struct CheckCell {
    shown: Shown,
    checked: Attribute,
    class: Attribute,
    drawn: Element,
    /// Once the row was checked.
    mark: Option<Shown>,
}

impl CheckCell {
    fn new(row: &Element) -> Self {
        let cell = element("td", "");
        let _ = cell.set_attribute("role", "gridcell");
        let _ = cell.set_attribute("data-act", "check");
        let control = element("span", "");
        let _ = control.set_attribute("role", "checkbox");
        let _ = control.set_attribute("aria-label", words().table.check_row);
        let drawn = element("span", "cb");
        append(&control, &drawn);
        append(&cell, &control);
        append(row, &cell);
        Self {
            shown: Shown::new(&control),
            checked: Attribute::new(&control, "aria-checked"),
            class: Attribute::new(&drawn, "class"),
            drawn,
            mark: None,
        }
    }

    fn paint(&mut self, line: &Line) {
        self.shown.set(line.part.is_none());
        self.checked
            .set(Some(if line.checked { "true" } else { "false" }));
        self.class
            .set(Some(if line.checked { "cb on" } else { "cb" }));
        if line.checked || self.mark.is_some() {
            let drawn = &self.drawn;
            let mark = self.mark.get_or_insert_with(|| {
                let mark = check_mark();
                append(drawn, &mark);
                Shown::new(&mark)
            });
            mark.set(line.checked);
        }
    }
}

/// An id for a row that a key may not be.
pub fn row_id(key: &str) -> String {
    format!(
        "row-{}",
        harbor_api::encode::segment(key).replace(['%', ':'], "-")
    )
}

/// Changes an icon for a while: what was done.
pub fn flash(button: &Element, icon: &str, then: &'static str, after: std::time::Duration) {
    let mut mark = IconMark::within(button);
    mark.set(icon);
    leptos::prelude::set_timeout(move || mark.set(then), after);
}
