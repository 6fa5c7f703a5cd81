//! The rows of a list, column by column: texts in arenas, words in dictionaries, numbers side by
//! side.
//!
//! A row has a stable number ([`RowId`]) for as long as it is there. An upsert or a removal changes
//! that row and nothing else. Each change of rows makes another revision. Where each row stands at
//! the server is kept beside them.

mod texts;
mod words;

use fixedbitset::FixedBitSet;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
};

pub(crate) use texts::Texts;
pub(crate) use words::Words;

/// A row's number: stable, and below [`Store::capacity`].
pub type RowId = u32;

/// What an upsert did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Added,
    Changed,
    /// The row was there, and like this.
    Same,
    /// The store is full, or the row has no key: it was not taken.
    Refused,
}

/// The values of a column.
#[derive(Debug)]
pub(crate) enum Data {
    /// One text each, or several as lines.
    Texts(Box<Texts>),
    Words(Words),
    /// [`NONE`] where there is no value.
    Numbers(Vec<i64>),
    /// So many numbers for each row, all [`NONE`] where there is no value.
    Counts {
        width: usize,
        numbers: Vec<i64>,
    },
}

/// No number.
pub(crate) const NONE: i64 = i64::MIN;

/// Rows of a list.
#[derive(Debug)]
pub struct Store {
    columns: &'static [Column],
    pub(crate) data: Vec<Data>,
    keys: HashTable<RowId>,
    hasher: DefaultHashBuilder,
    /// Rows that are there.
    pub(crate) live: FixedBitSet,
    /// In which pass of reading a row was seen last.
    seen: Vec<u32>,
    pass: u32,
    /// Where a row stands at the server, as far as the newest pass has come.
    places: Vec<u32>,
    /// The place of the next row of this pass, and the row before it.
    next: u32,
    before: Option<RowId>,
    /// Rows may stand in another order at the server than here.
    is_mixed: bool,
    /// The server's order of the last whole pass, where it is another than here.
    order: Vec<RowId>,
    revision: u64,
    max_rows: usize,
    max_bytes: usize,
}

impl Store {
    /// An empty store, for so many rows and bytes at most. The first column is the key.
    pub fn new(columns: &'static [Column], max_rows: usize, max_bytes: usize) -> Self {
        debug_assert!(
            columns
                .first()
                .is_some_and(|key| key.kind == ColumnKind::Text),
            "the first column is the key"
        );
        let data = columns
            .iter()
            .map(|column| match column.kind {
                ColumnKind::Text | ColumnKind::Texts | ColumnKind::Words => {
                    let keeps_lines = column.on_request && column.kind == ColumnKind::Text;
                    Data::Texts(Box::new(Texts::new(column.searched, keeps_lines)))
                }
                ColumnKind::Word => Data::Words(Words::default()),
                ColumnKind::Bytes
                | ColumnKind::Count
                | ColumnKind::Tenths
                | ColumnKind::Time
                | ColumnKind::Deadline => Data::Numbers(Vec::new()),
                ColumnKind::Counts(names) => Data::Counts {
                    width: names.len(),
                    numbers: Vec::new(),
                },
            })
            .collect();
        Self {
            columns,
            data,
            keys: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            live: FixedBitSet::new(),
            seen: Vec::new(),
            pass: 0,
            places: Vec::new(),
            next: 0,
            before: None,
            is_mixed: false,
            order: Vec::new(),
            revision: 0,
            max_rows,
            max_bytes,
        }
    }

    pub fn columns(&self) -> &'static [Column] {
        self.columns
    }

    /// Another number after every change of rows.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Rows that are there.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Row numbers are below this.
    pub fn capacity(&self) -> usize {
        self.seen.len()
    }

    /// Whether a row is there.
    pub fn is_live(&self, row: RowId) -> bool {
        self.live.contains(row as usize)
    }

    /// The rows that are there.
    pub fn live_rows(&self) -> &FixedBitSet {
        &self.live
    }

    /// The place of a column.
    pub fn column(&self, id: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.id == id)
    }

    /// About how many bytes the rows take.
    pub fn bytes(&self) -> usize {
        let columns: usize = self
            .data
            .iter()
            .map(|data| match data {
                Data::Texts(texts) => texts.bytes(),
                Data::Words(words) => words.bytes(),
                Data::Numbers(numbers) | Data::Counts { numbers, .. } => numbers.capacity() * 8,
            })
            .sum();
        let order = self.places.capacity() + self.order.capacity();
        columns + (self.seen.capacity() + order) * 4 + self.keys.capacity() * 5
    }

    fn key(&self, row: RowId) -> &str {
        match &self.data[0] {
            Data::Texts(texts) => texts.get(row),
            _ => "",
        }
    }

    /// The row of a key.
    pub fn find(&self, key: &str) -> Option<RowId> {
        let hash = self.hasher.hash_one(key);
        self.keys.find(hash, |&row| self.key(row) == key).copied()
    }

    /// Puts a row in, or in the place of the one with its key: the next one of this pass. `cells`
    /// has one for each column.
    pub fn upsert(&mut self, cells: &[Cell]) -> Change {
        let change = self.put(cells);
        if change != Change::Refused
            && let Some(row) = cells
                .first()
                .and_then(Cell::text)
                .and_then(|key| self.find(key))
        {
            self.places[row as usize] = self.next;
            self.next = self.next.saturating_add(1);
            self.is_mixed |= self.before.is_some_and(|before| before > row);
            self.before = Some(row);
        }
        change
    }

    /// The same out of turn: a row that is there stays where it stands, a new one comes last until
    /// a pass sees it.
    pub fn patch(&mut self, cells: &[Cell]) -> Change {
        let change = self.put(cells);
        self.is_mixed |= change == Change::Added;
        change
    }

    /// Another value of a row in one column; whether it is another.
    pub fn set(&mut self, row: RowId, column: usize, cell: &Cell) -> bool {
        // The key names the row.
        let is_there = column > 0 && self.is_live(row);
        let Some(data) = self.data.get_mut(column).filter(|_| is_there) else {
            return false;
        };
        let is_changed = data.replace(row, cell);
        self.revision += u64::from(is_changed);
        is_changed
    }

    fn put(&mut self, cells: &[Cell]) -> Change {
        let key = match cells.first() {
            Some(Cell::Text(key)) if !key.is_empty() => key.as_str(),
            _ => return Change::Refused,
        };
        if let Some(row) = self.find(key) {
            self.seen[row as usize] = self.pass;
            let mut changed = false;
            for column in self.over(row, cells) {
                changed |= self.data[column].replace(row, &Cell::None);
            }
            let columns = self.columns.iter().zip(&mut self.data);
            for ((column, data), cell) in columns.zip(cells).skip(1) {
                changed |= !column.computed && data.replace(row, cell);
            }
            if changed {
                self.revision += 1;
                return Change::Changed;
            }
            return Change::Same;
        }
        if self.len() >= self.max_rows || self.is_large() {
            return Change::Refused;
        }
        // Rows are fewer than `max_rows`, which a `u32` holds.
        let Ok(row) = RowId::try_from(self.seen.len()) else {
            return Change::Refused;
        };
        for (at, data) in self.data.iter_mut().enumerate() {
            data.push(cells.get(at).unwrap_or(&Cell::None));
        }
        self.seen.push(self.pass);
        self.places.push(u32::MAX);
        self.live.grow_and_insert(row as usize);
        let hash = self.hasher.hash_one(key);
        let Self {
            keys, hasher, data, ..
        } = self;
        keys.insert_unique(hash, row, |&row| match &data[0] {
            Data::Texts(texts) => hasher.hash_one(texts.get(row)),
            _ => 0,
        });
        self.revision += 1;
        Change::Added
    }

    /// The columns whose values were worked out for a row and hold no more now that it has these cells.
    fn over(&self, row: RowId, cells: &[Cell]) -> Vec<usize> {
        let computed = self.columns.iter().enumerate();
        let computed = computed.filter_map(|(at, column)| Some((at, column.until?)));
        let over = computed.filter(|(at, until)| {
            let is_set = self.cell(row, *at) != Cell::None;
            let by = self.column(until.column).filter(|_| is_set);
            by.is_some_and(|by| {
                let now = cells.get(by).unwrap_or(&Cell::None);
                (until.is_over)(&self.cell(row, by), now)
            })
        });
        over.map(|(at, _)| at).collect()
    }

    /// Marks rows, those that are named or all, in a column: not those of which it would be over at once.
    pub fn mark(&mut self, column: usize, keys: Option<&[String]>, mark: &Cell) {
        let until = self.columns.get(column).and_then(|column| column.until);
        let by = until.and_then(|until| Some((self.column(until.column)?, until.is_over)));
        let rows: Vec<RowId> = match keys {
            Some(keys) => keys.iter().filter_map(|key| self.find(key)).collect(),
            None => {
                let rows = self.live.ones();
                rows.filter_map(|row| RowId::try_from(row).ok()).collect()
            }
        };
        for row in rows {
            let is_over = by.is_some_and(|(by, is_over)| {
                let now = self.cell(row, by);
                is_over(&now, &now)
            });
            if *mark == Cell::None || !is_over {
                self.set(row, column, mark);
            }
        }
    }

    /// Whether the cap of bytes is reached; looked at once in a while, since it takes a sum.
    fn is_large(&self) -> bool {
        self.seen.len().is_multiple_of(1024) && self.bytes() >= self.max_bytes
    }

    /// Takes a row out; whether it was there.
    pub fn remove(&mut self, key: &str) -> bool {
        let hash = self.hasher.hash_one(key);
        let Self { keys, data, .. } = self;
        let entry = keys.find_entry(hash, |&row| match &data[0] {
            Data::Texts(texts) => texts.get(row) == key,
            _ => false,
        });
        let Ok(entry) = entry else { return false };
        let (row, _) = entry.remove();
        self.live.set(row as usize, false);
        self.revision += 1;
        true
    }

    /// Begins a pass of reading: [`Store::end_pass`] takes out the rows that were not seen in it.
    pub fn begin_pass(&mut self) {
        self.pass += 1;
        self.next = 0;
        self.before = None;
    }

    /// Ends a pass that read everything.
    pub fn end_pass(&mut self) {
        let gone: Vec<String> = self
            .live
            .ones()
            .filter(|&row| self.seen[row] != self.pass)
            .filter_map(|row| Some(self.key(RowId::try_from(row).ok()?).to_owned()))
            .collect();
        for key in gone {
            self.remove(&key);
        }
        let rows = self.in_server_order();
        self.is_mixed = !rows.is_sorted();
        let order = if self.is_mixed { rows } else { Vec::new() };
        if self.order != order {
            self.order = order;
            self.revision += 1;
        }
    }

    /// Whether rows stand here as they do at the server.
    pub(crate) fn is_in_server_order(&self) -> bool {
        !self.is_mixed
    }

    /// The rows in the server's order.
    pub(crate) fn in_server_order(&self) -> Vec<RowId> {
        let last = RowId::try_from(self.capacity()).unwrap_or(RowId::MAX);
        let mut rows: Vec<RowId> = match self.len() == self.capacity() {
            true => (0..last).collect(),
            false => (0..last).filter(|row| self.is_live(*row)).collect(),
        };
        if self.is_mixed {
            rows.sort_by_key(|&row| self.places[row as usize]);
        }
        rows
    }

    /// A row's cell.
    pub fn cell(&self, row: RowId, column: usize) -> Cell {
        let Some(data) = self.data.get(column) else {
            return Cell::None;
        };
        let at = row as usize;
        match data {
            Data::Texts(texts) => {
                let text = texts.get(row);
                if text.is_empty() {
                    Cell::None
                } else if self.columns[column].kind == ColumnKind::Text {
                    Cell::Text(text.to_owned())
                } else {
                    Cell::Texts(text.split('\n').map(str::to_owned).collect())
                }
            }
            Data::Words(words) => words
                .get(row)
                .map_or(Cell::None, |word| Cell::Text(word.to_owned())),
            Data::Numbers(numbers) => match numbers.get(at) {
                None | Some(&NONE) => Cell::None,
                Some(number) => Cell::Number(*number),
            },
            Data::Counts { width, numbers } => match numbers.get(at * width..(at + 1) * width) {
                None => Cell::None,
                Some(numbers) if numbers.first() == Some(&NONE) => Cell::None,
                Some(numbers) => Cell::Numbers(numbers.to_vec()),
            },
        }
    }

    /// The cells of a row that a line has: without those that are [`Column::on_request`].
    pub fn line(&self, row: RowId) -> Vec<Cell> {
        let columns = self.columns.iter().enumerate();
        columns
            .map(|(at, column)| match column.on_request {
                true => Cell::None,
                false => self.cell(row, at),
            })
            .collect()
    }

    /// All cells of a row.
    pub fn cells(&self, row: RowId) -> Vec<Cell> {
        (0..self.columns.len())
            .map(|column| self.cell(row, column))
            .collect()
    }

    /// The values that a column of texts or words has, in order; so many at most.
    pub fn values(&self, column: usize, most: usize) -> Vec<String> {
        let mut values = std::collections::BTreeSet::new();
        match self.data.get(column) {
            Some(Data::Texts(texts)) => {
                for row in self.live.ones() {
                    let text = texts.get(u32::try_from(row).unwrap_or_default());
                    for line in text.split('\n').filter(|line| !line.is_empty()) {
                        if !values.contains(line) {
                            values.insert(line.to_owned());
                        }
                    }
                    if values.len() >= most {
                        break;
                    }
                }
            }
            Some(Data::Words(words)) => {
                let mut used = FixedBitSet::with_capacity(words.words().len());
                for row in self.live.ones() {
                    if let Some(code) = words.code(row) {
                        used.insert(code);
                    }
                }
                values.extend(used.ones().map(|code| words.words()[code].clone()));
            }
            _ => {}
        }
        values.into_iter().take(most).collect()
    }

    /// The values that a column of texts or words has, and how many rows have each.
    pub fn counts(&self, column: usize) -> Vec<(String, usize)> {
        let mut counts: std::collections::HashMap<&str, usize> = Default::default();
        for row in self.live.ones() {
            let text = match self.data.get(column) {
                Some(Data::Texts(texts)) => texts.get(RowId::try_from(row).unwrap_or_default()),
                Some(Data::Words(words)) => match words.code(row) {
                    Some(code) => &words.words()[code],
                    None => "",
                },
                _ => "",
            };
            for line in text.split('\n').filter(|line| !line.is_empty()) {
                *counts.entry(line).or_default() += 1;
            }
        }
        let counts = counts.into_iter();
        counts
            .map(|(value, rows)| (value.to_owned(), rows))
            .collect()
    }

    /// Adds up a column of numbers over some rows.
    pub fn sum(&self, column: usize, rows: impl Iterator<Item = RowId>) -> i64 {
        match self.data.get(column) {
            Some(Data::Numbers(numbers)) => rows
                .filter_map(|row| numbers.get(row as usize).copied())
                .filter(|number| *number != NONE)
                .fold(0, i64::saturating_add),
            _ => 0,
        }
    }
}

impl Data {
    fn push(&mut self, cell: &Cell) {
        match self {
            Self::Texts(texts) => texts.push(cell.texts()),
            Self::Words(words) => words.push(cell.text()),
            Self::Numbers(numbers) => numbers.push(cell.number().unwrap_or(NONE)),
            Self::Counts { width, numbers } => numbers.extend(counts(cell, *width)),
        }
    }

    /// Whether the value is another now.
    fn replace(&mut self, row: RowId, cell: &Cell) -> bool {
        let at = row as usize;
        match self {
            Self::Texts(texts) => texts.replace(row, cell.texts()),
            Self::Words(words) => words.replace(row, cell.text()),
            Self::Numbers(numbers) => {
                let new = cell.number().unwrap_or(NONE);
                std::mem::replace(&mut numbers[at], new) != new
            }
            Self::Counts { width, numbers } => {
                let place = &mut numbers[at * *width..(at + 1) * *width];
                let mut changed = false;
                for (old, new) in place.iter_mut().zip(counts(cell, *width)) {
                    changed |= std::mem::replace(old, new) != new;
                }
                changed
            }
        }
    }
}

fn counts(cell: &Cell, width: usize) -> impl Iterator<Item = i64> {
    let numbers = cell.numbers();
    let missing = if numbers.is_empty() { NONE } else { 0 };
    (0..width).map(move |at| numbers.get(at).copied().unwrap_or(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    static COLUMNS: [Column; 3] = [
        Column::new("name", ColumnKind::Text).searched(),
        Column::new("tags", ColumnKind::Texts).searched(),
        Column::new("size", ColumnKind::Bytes),
    ];

    fn row(name: &str, tags: &[&str], size: i64) -> Vec<Cell> {
        vec![
            Cell::Text(name.to_owned()),
            Cell::Texts(tags.iter().map(|&tag| tag.to_owned()).collect()),
            Cell::Number(size),
        ]
    }

    #[test]
    fn an_upsert_changes_one_row() {
        let mut store = Store::new(&COLUMNS, 10, usize::MAX);
        assert_eq!(store.upsert(&row("a", &["x"], 1)), Change::Added);
        assert_eq!(store.upsert(&row("b", &[], 2)), Change::Added);
        let before = store.revision();
        assert_eq!(store.upsert(&row("a", &["x"], 1)), Change::Same);
        assert_eq!(store.revision(), before);
        assert_eq!(store.upsert(&row("a", &["x", "y"], 1)), Change::Changed);
        assert_ne!(store.revision(), before);
        assert_eq!(store.cells(0), row("a", &["x", "y"], 1));
        assert_eq!(store.cell(1, 1), Cell::None);
        assert_eq!(store.len(), 2);
    }

    #[test]
    fn a_mark_goes_when_it_is_over_and_is_not_put_where_it_would_be() {
        static COLUMNS: [Column; 3] = [
            Column::new("name", ColumnKind::Text),
            Column::new("waiting", ColumnKind::Count),
            Column::new("stopping", ColumnKind::Word).computed_until("waiting", |before, now| {
                now.number() == Some(0) || now.number() < before.number()
            }),
        ];
        let read = |name: &str, waiting| {
            vec![
                Cell::Text(name.to_owned()),
                Cell::Number(waiting),
                Cell::None,
            ]
        };
        let yes = Cell::Text("yes".to_owned());
        let mut store = Store::new(&COLUMNS, 10, usize::MAX);
        store.upsert(&read("scans", 6));
        store.upsert(&read("hooks", 0));
        store.mark(2, None, &yes);
        assert_eq!(
            (store.cell(0, 2), store.cell(1, 2)),
            (yes.clone(), Cell::None)
        );
        // More of them are no end of it.
        store.upsert(&read("scans", 7));
        assert_eq!(store.cell(0, 2), yes);
        assert_eq!(store.upsert(&read("scans", 3)), Change::Changed);
        assert_eq!(store.cell(0, 2), Cell::None);
        store.mark(2, Some(&["scans".to_owned()]), &yes);
        assert_eq!(store.cell(0, 2), yes);
        store.mark(2, None, &Cell::None);
        assert_eq!(store.cell(0, 2), Cell::None);
    }

    #[test]
    fn what_was_worked_out_stays_when_its_row_is_read_again() {
        static COLUMNS: [Column; 3] = [
            Column::new("name", ColumnKind::Text),
            Column::new("size", ColumnKind::Bytes),
            Column::new("decision", ColumnKind::Word).computed(),
        ];
        let read = |size| {
            let name = Cell::Text("a".to_owned());
            [name, Cell::Number(size), Cell::None]
        };
        let mut store = Store::new(&COLUMNS, 10, usize::MAX);
        store.upsert(&read(1));
        let keep = Cell::Text("keep".to_owned());
        let before = store.revision();
        assert!(store.set(0, 2, &keep));
        assert!(!store.set(0, 2, &keep));
        assert_eq!(store.revision(), before + 1);
        assert_eq!(store.upsert(&read(2)), Change::Changed);
        assert_eq!(store.cell(0, 2), keep);
        assert_eq!(store.cell(0, 1), Cell::Number(2));
    }

    #[test]
    fn a_row_of_a_later_pass_stays() {
        let mut store = Store::new(&COLUMNS, 10, usize::MAX);
        for name in ["a", "b", "c"] {
            store.upsert(&row(name, &[], 0));
        }
        store.begin_pass();
        store.upsert(&row("b", &[], 0));
        store.upsert(&row("d", &[], 0));
        store.end_pass();
        assert_eq!(store.len(), 2);
        assert!(store.find("a").is_none());
        assert_eq!(store.find("b"), Some(1));
        assert!(store.set(1, 2, &Cell::Number(7)) && !store.set(1, 2, &Cell::Number(7)));
        assert_eq!(store.cell(1, 2), Cell::Number(7));
        assert!(store.remove("b"));
        assert!(!store.remove("b"));
    }

    #[test]
    fn a_full_store_refuses_rows_and_keeps_what_it_has() {
        let mut store = Store::new(&COLUMNS, 1, usize::MAX);
        assert_eq!(store.upsert(&row("a", &[], 0)), Change::Added);
        assert_eq!(store.upsert(&row("b", &[], 0)), Change::Refused);
        assert_eq!(store.upsert(&row("a", &[], 5)), Change::Changed);
        assert_eq!(store.upsert(&row("", &[], 0)), Change::Refused);
        assert_eq!(store.len(), 1);
    }
}
