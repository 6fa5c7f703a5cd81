//! A list as somebody looks at it: found, filtered, sorted, some of its rows with their parts.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use fixedbitset::FixedBitSet;
use memchr::memmem::Finder;

use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
    condition::{Condition, Operator},
    order::Order,
    query::{Culprit, DayLine, Direction, Line, Lines, PartLine, Query},
    store::{Data, NONE, RowId, Store},
    value::{bytes, span},
};

/// What was worked out for the last query; as much of it as still holds is used for the next.
#[derive(Debug, Default)]
pub struct View {
    revision: u64,
    /// Orders by column, and [`BY_SERVER`].
    orders: HashMap<usize, Order>,
    /// Rows that satisfy a condition.
    satisfied: Vec<(Condition, DateTime<Utc>, FixedBitSet)>,
    /// Rows in which a text was found.
    found: Option<(String, FixedBitSet)>,
    query: Option<Query>,
    /// The rows of `query`, in its order.
    rows: Vec<RowId>,
    /// Lines that are no rows, from the first down.
    between: Vec<Between>,
    culprit: Option<Culprit>,
    /// The column of times by whose days rows stand together, and what day a time is of.
    days: Option<(usize, DayOf)>,
}

/// The day of a time, where the person is.
pub type DayOf = fn(DateTime<Utc>) -> NaiveDate;

/// Lines between two rows.
#[derive(Debug)]
struct Between {
    /// Rows above them.
    rows: usize,
    /// The first of them.
    line: usize,
    what: Extra,
}

#[derive(Debug)]
enum Extra {
    /// The head of the day that the rows below are of.
    Day(DayLine),
    /// The parts of the row above.
    Parts(Vec<String>),
}

impl Extra {
    fn len(&self) -> usize {
        match self {
            Self::Day(_) => 1,
            Self::Parts(lines) => lines.len(),
        }
    }
}

/// What a line is; rows by their places.
enum At<'a> {
    Row(usize),
    Day(&'a DayLine),
    Part {
        of: usize,
        lines: &'a [String],
        at: usize,
    },
}

/// Where the server's order stands among those by column.
const BY_SERVER: usize = usize::MAX;

/// Whether a condition is one of several of which one is enough: a row has one value there.
pub(crate) fn is_alternative(columns: &[Column], condition: &Condition) -> bool {
    let mut columns = columns.iter();
    let column = columns.find(|column| column.id == condition.field);
    let has_one = |column: &Column| matches!(column.kind, ColumnKind::Text | ColumnKind::Word);
    condition.operator == Operator::Is && column.is_some_and(has_one)
}

/// What is known of parts beyond what their rows say, by the part's key.
pub type Parts = HashMap<String, Vec<Cell>>;

/// How a list's parts are read from its rows.
#[derive(Clone, Copy)]
pub struct PartsOf<'a> {
    /// The column with a line for each part.
    pub column: usize,
    /// What a row says of a part.
    pub cells: &'a dyn Fn(&str) -> Vec<Cell>,
    pub known: &'a Parts,
}

/// Which lines are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub first: usize,
    pub count: usize,
    /// A line whose place is wanted, by its key.
    pub place_of: Option<&'a str>,
}

impl View {
    /// One whose rows stand together by days, while they are in the order of a column of times.
    pub fn by_days(column: usize, day_of: DayOf) -> Self {
        Self {
            days: Some((column, day_of)),
            ..Self::default()
        }
    }

    /// The rows that a query leaves, in its order.
    pub fn rows(&mut self, store: &mut Store, query: &Query, parts: Option<usize>) -> &[RowId] {
        if self.revision != store.revision() {
            self.revision = store.revision();
            self.orders.clear();
            self.satisfied.clear();
            self.found = None;
            self.query = None;
        }
        if self.query.as_ref() != Some(query) {
            self.work_out(store, query, parts);
            self.query = Some(query.clone());
        }
        &self.rows
    }

    fn work_out(&mut self, store: &mut Store, query: &Query, parts: Option<usize>) {
        let is_same = |old: &Query| {
            old.find == query.find
                && old.conditions == query.conditions
                && old.sort == query.sort
                && old.now == query.now
        };
        if !self.query.as_ref().is_some_and(is_same) {
            let matched = self.matched(store, query);
            self.rows = self.in_order(store, query, matched.as_ref());
            self.culprit = None;
            if self.rows.is_empty() && !query.conditions.is_empty() {
                self.culprit = self.culprit_of(store, query);
            }
        }
        let days = self.days(store, query).into_iter();
        let mut between: Vec<(usize, Extra)> =
            days.map(|(rows, day)| (rows, Extra::Day(day))).collect();
        if let Some(column) = parts.filter(|_| !query.expanded.is_empty()) {
            let opened = query.expanded.iter();
            let opened: Vec<RowId> = opened.filter_map(|key| store.find(key)).collect();
            for (place, row) in self.rows.iter().enumerate() {
                if opened.contains(row) {
                    let lines = store.cell(*row, column).texts().to_vec();
                    if !lines.is_empty() {
                        between.push((place + 1, Extra::Parts(lines)));
                    }
                }
            }
            // The parts of a day's last row stand above the next day.
            between.sort_by_key(|(rows, what)| (*rows, matches!(what, Extra::Day(_))));
        }
        let mut before = 0;
        let placed = between.into_iter().map(|(rows, what)| {
            let line = rows + before;
            before += what.len();
            Between { rows, line, what }
        });
        self.between = placed.collect();
    }

    /// The days of the rows, where they are in that order: the place of each day's first row.
    fn days(&self, store: &Store, query: &Query) -> Vec<(usize, DayLine)> {
        let mut days = Vec::new();
        let sorted = query.sort.as_ref().map(|sort| store.column(&sort.column));
        let Some((column, day_of)) = self.days.filter(|(by, _)| sorted == Some(Some(*by))) else {
            return days;
        };
        let Some(Data::Numbers(times)) = store.data.get(column) else {
            return days;
        };
        let day = |row: &RowId| {
            let time = times.get(*row as usize).filter(|time| **time != NONE)?;
            DateTime::from_timestamp_micros(*time).map(day_of)
        };
        let mut first = 0;
        while let Some(rest) = self.rows.get(first..).filter(|rest| !rest.is_empty()) {
            let date = rest.first().and_then(day);
            let rows = rest.partition_point(|row| day(row) == date).max(1);
            days.push((first, DayLine { date, rows }));
            first += rows;
        }
        days
    }

    /// The rows that satisfy everything; `None` where nothing is asked.
    fn matched(&mut self, store: &mut Store, query: &Query) -> Option<FixedBitSet> {
        let mut all = None::<FixedBitSet>;
        let mut narrow = |rows: &FixedBitSet| match &mut all {
            Some(all) => all.intersect_with(rows),
            None => all = Some(rows.clone()),
        };
        let mut either: Vec<(&str, FixedBitSet)> = Vec::new();
        for condition in &query.conditions {
            let Some(rows) = self.satisfying(store, condition, query.now) else {
                continue;
            };
            if !is_alternative(store.columns(), condition) {
                narrow(rows);
                continue;
            }
            match either
                .iter_mut()
                .find(|(field, _)| *field == condition.field)
            {
                Some((_, known)) => known.union_with(rows),
                None => either.push((&condition.field, rows.clone())),
            }
        }
        for (_, rows) in &either {
            narrow(rows);
        }
        self.satisfied
            .retain(|(condition, ..)| query.conditions.contains(condition));
        let wanted = folded(&query.find);
        if !wanted.is_empty() {
            narrow(self.finding(store, wanted));
        }
        all
    }

    fn satisfying(
        &mut self,
        store: &Store,
        condition: &Condition,
        now: DateTime<Utc>,
    ) -> Option<&FixedBitSet> {
        let known = self
            .satisfied
            .iter()
            .position(|(known, at, _)| known == condition && *at == now);
        let at = match known {
            Some(at) => at,
            None => {
                let rows = satisfying(store, condition, now)?;
                self.satisfied.push((condition.clone(), now, rows));
                self.satisfied.len() - 1
            }
        };
        self.satisfied.get(at).map(|(.., rows)| rows)
    }

    fn finding(&mut self, store: &mut Store, wanted: String) -> &FixedBitSet {
        let before = self.found.take();
        let rows = match before {
            Some((text, rows)) if text == wanted => rows,
            // Whoever types on narrows what was found.
            Some((text, rows)) if wanted.contains(&text) => finding(store, &wanted, Some(&rows)),
            _ => finding(store, &wanted, None),
        };
        &self.found.insert((wanted, rows)).1
    }

    fn in_order(
        &mut self,
        store: &Store,
        query: &Query,
        matched: Option<&FixedBitSet>,
    ) -> Vec<RowId> {
        let sort = query.sort.as_ref();
        match sort.and_then(|sort| Some((store.column(&sort.column)?, sort.direction))) {
            Some((column, direction)) => self
                .orders
                .entry(column)
                .or_insert_with(|| Order::by(store, column))
                .rows(direction, matched),
            None if store.is_in_server_order() => match matched {
                Some(matched) => {
                    let rows = matched.ones();
                    rows.filter_map(|row| RowId::try_from(row).ok()).collect()
                }
                None => store.in_server_order(),
            },
            None => self
                .orders
                .entry(BY_SERVER)
                .or_insert_with(|| Order::by_server(store))
                .rows(Direction::Ascending, matched),
        }
    }

    fn culprit_of(&mut self, store: &mut Store, query: &Query) -> Option<Culprit> {
        let without = |condition: usize| {
            let mut others = query.clone();
            others.conditions.remove(condition);
            others
        };
        (0..query.conditions.len())
            .map(|condition| {
                let rows = self.matched(store, &without(condition));
                let rows = rows.map_or(store.len(), |rows| rows.count_ones(..));
                Culprit { condition, rows }
            })
            .filter(|culprit| culprit.rows > 0)
            .max_by_key(|culprit| culprit.rows)
    }

    /// Some lines of what a query leaves.
    pub fn lines(
        &mut self,
        store: &mut Store,
        query: &Query,
        parts: Option<PartsOf<'_>>,
        wanted: Wanted<'_>,
        checked: &FixedBitSet,
    ) -> Lines {
        self.rows(store, query, parts.map(|parts| parts.column));
        let count = self.count();
        let first = wanted.first.min(count);
        let last = first.saturating_add(wanted.count).min(count);
        let lines = (first..last)
            .filter_map(|line| self.line(store, line, parts, checked))
            .collect();
        Lines {
            revision: store.revision(),
            rows: store.len(),
            matched: self.rows.len(),
            count,
            first,
            lines,
            place: wanted.place_of.and_then(|key| self.place(store, key)),
            culprit: self.culprit.clone(),
        }
    }

    /// Lines of the last query: its rows, the heads of days, and the parts that are shown.
    pub fn count(&self) -> usize {
        let between: usize = self.between.iter().map(|between| between.what.len()).sum();
        self.rows.len() + between
    }

    /// What a line of the last query is.
    fn at(&self, line: usize) -> At<'_> {
        let above = self.between.partition_point(|between| between.line <= line);
        let Some(last) = above.checked_sub(1).and_then(|at| self.between.get(at)) else {
            return At::Row(line);
        };
        let into = line - last.line;
        match &last.what {
            Extra::Day(day) if into == 0 => At::Day(day),
            Extra::Parts(lines) if into < lines.len() => At::Part {
                of: last.rows - 1,
                lines,
                at: into,
            },
            what => At::Row(last.rows + into - what.len()),
        }
    }

    /// The line of a row, by its place.
    fn line_of(&self, place: usize) -> usize {
        let above = self
            .between
            .partition_point(|between| between.rows <= place);
        match above.checked_sub(1).and_then(|at| self.between.get(at)) {
            Some(last) => last.line + last.what.len() + place - last.rows,
            None => place,
        }
    }

    /// The parts of a row that are shown, by its place.
    fn parts_of(&self, place: usize) -> Option<&[String]> {
        let at = self
            .between
            .partition_point(|between| between.rows <= place);
        // They come before the head of a day at the same place.
        match self.between.get(at) {
            Some(Between {
                rows,
                what: Extra::Parts(lines),
                ..
            }) if *rows == place + 1 => Some(lines),
            _ => None,
        }
    }

    /// The row of a line of the last query; none for a part or the head of a day.
    pub fn row_at(&self, line: usize) -> Option<RowId> {
        match self.at(line) {
            At::Row(place) => self.rows.get(place).copied(),
            At::Day(_) | At::Part { .. } => None,
        }
    }

    fn place(&self, store: &Store, key: &str) -> Option<usize> {
        let (row, part) = match store.find(key) {
            Some(row) => (row, None),
            None => {
                let (key, part) = key.split_once(' ')?;
                (store.find(key)?, Some(part))
            }
        };
        let place = self.rows.iter().position(|known| *known == row)?;
        let line = self.line_of(place);
        let Some(part) = part else {
            return Some(line);
        };
        let lines = self.parts_of(place)?;
        let at = lines.iter().position(|text| part_key(text) == part)?;
        Some(line + 1 + at)
    }

    fn line(
        &self,
        store: &Store,
        line: usize,
        parts: Option<PartsOf<'_>>,
        checked: &FixedBitSet,
    ) -> Option<Line> {
        let (place, part) = match self.at(line) {
            At::Row(place) => (place, None),
            At::Part { of, lines, at } => (of, Some((lines, at))),
            At::Day(day) => {
                return Some(Line {
                    key: format!("day {line}"),
                    checked: false,
                    has_parts: false,
                    expanded: false,
                    part: None,
                    day: Some(day.clone()),
                    cells: Vec::new(),
                });
            }
        };
        let row = *self.rows.get(place)?;
        let cells = store.line(row);
        let key = cells.first().and_then(Cell::text)?.to_owned();
        if let (Some((lines, at)), Some(parts)) = (part, parts) {
            let text = lines.get(at)?;
            let own = parts.known.get(part_key(text));
            let mut cells = (parts.cells)(text);
            if let Some(own) = own {
                // What its own answer does not say, the row says.
                for (cell, own) in cells.iter_mut().zip(own) {
                    if *own != Cell::None && *cell == Cell::None {
                        *cell = own.clone();
                    }
                }
            }
            return Some(Line {
                key: format!("{key} {}", part_key(text)),
                checked: false,
                has_parts: false,
                expanded: false,
                part: Some(PartLine {
                    of: key,
                    is_last: at + 1 == lines.len(),
                    is_read: own.is_some(),
                }),
                day: None,
                cells,
            });
        }
        let has_parts = parts
            .and_then(|parts| cells.get(parts.column))
            .is_some_and(|cell| *cell != Cell::None);
        Some(Line {
            key,
            checked: checked.contains(row as usize),
            has_parts,
            expanded: self.parts_of(place).is_some(),
            part: None,
            day: None,
            cells,
        })
    }
}

/// A part's key: the first word of its line.
fn part_key(line: &str) -> &str {
    line.split_once(' ').map_or(line, |(key, _)| key)
}

/// What is looked for, as it is compared.
fn folded(find: &str) -> String {
    find.trim().to_lowercase().replace(['\n', '\r'], " ")
}

/// The rows in which a lower-cased text stands in any searched column; of `among` where it is
/// known that there are no others.
fn finding(store: &mut Store, wanted: &str, among: Option<&FixedBitSet>) -> FixedBitSet {
    let mut found = FixedBitSet::with_capacity(store.capacity());
    let finder = Finder::new(wanted);
    let columns = store.columns();
    // Few rows are looked at one by one, many in one go.
    let few = among.filter(|rows| rows.count_ones(..) < store.capacity() / 16);
    for (column, data) in columns.iter().zip(&mut store.data) {
        let Data::Texts(texts) = data else { continue };
        if !column.searched || !texts.may_hold(wanted) {
            continue;
        }
        match few {
            Some(few) => {
                for row in few.ones() {
                    let low = texts.low(u32::try_from(row).unwrap_or_default());
                    if finder.find(low.as_bytes()).is_some() {
                        found.insert(row);
                    }
                }
            }
            None => texts.find(&finder, &mut found),
        }
    }
    found.intersect_with(&store.live);
    found
}

/// The rows that satisfy a condition; `None` if it is none for these columns.
fn satisfying(store: &Store, condition: &Condition, now: DateTime<Utc>) -> Option<FixedBitSet> {
    let column = store.column(&condition.field)?;
    let mut rows = FixedBitSet::with_capacity(store.capacity());
    let mut keep = |holds: &dyn Fn(usize) -> bool| {
        for row in store.live.ones() {
            rows.set(row, holds(row));
        }
    };
    let kind = store.columns().get(column)?.kind;
    match store.data.get(column)? {
        Data::Texts(texts) => {
            let wanted = condition.value.as_str();
            let low = wanted.to_lowercase();
            let finder = Finder::new(&low);
            let text = |row: usize| texts.get(u32::try_from(row).unwrap_or_default());
            let is = |row: usize| text(row).split('\n').any(|line| line == wanted);
            let is_searched = store.columns().get(column)?.searched;
            let contains = |row: usize| {
                if is_searched {
                    let low = texts.low(u32::try_from(row).unwrap_or_default());
                    finder.find(low.as_bytes()).is_some()
                } else {
                    finder.find(text(row).to_lowercase().as_bytes()).is_some()
                }
            };
            match condition.operator {
                Operator::IsNot => keep(&|row| !is(row)),
                Operator::Contains => keep(&contains),
                Operator::ContainsNot => keep(&|row| !contains(row)),
                _ => keep(&is),
            }
        }
        Data::Words(words) => {
            let code = words.place(&condition.value);
            match condition.operator {
                Operator::IsNot => keep(&|row| code.is_none() || words.code(row) != code),
                _ => keep(&|row| code.is_some() && words.code(row) == code),
            }
        }
        Data::Numbers(numbers) if kind == ColumnKind::Time => {
            let since = (now - span(&condition.value)?).timestamp_micros();
            match condition.operator {
                Operator::NotWithin => {
                    keep(&|row| numbers[row] == NONE || numbers[row] < since);
                }
                _ => keep(&|row| numbers[row] != NONE && numbers[row] >= since),
            }
        }
        Data::Numbers(numbers) if kind == ColumnKind::Deadline => {
            let until = (now + span(&condition.value)?).timestamp_micros();
            match condition.operator {
                Operator::NotWithin => {
                    keep(&|row| numbers[row] == NONE || numbers[row] > until);
                }
                _ => keep(&|row| numbers[row] != NONE && numbers[row] <= until),
            }
        }
        Data::Numbers(numbers) => {
            let bound = match kind {
                ColumnKind::Bytes => bytes(&condition.value)?,
                ColumnKind::Tenths => condition.value.parse::<i64>().ok()?.saturating_mul(10),
                _ => condition.value.parse().ok()?,
            };
            // No value is no number: neither at least nor at most anything.
            match condition.operator {
                Operator::AtMost => keep(&|row| numbers[row] != NONE && numbers[row] <= bound),
                _ => keep(&|row| numbers[row] != NONE && numbers[row] >= bound),
            }
        }
        Data::Counts { .. } => return None,
    }
    Some(rows)
}
