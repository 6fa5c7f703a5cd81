//! What a table and the parts around it share: columns, rows as shown, checked rows, the layout.

use std::{collections::HashSet, sync::Arc};

use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::{
    format::count,
    list::KeptLayout,
    ui::{
        save_text,
        table::{
            Column,
            column::Heading,
            export::{self, Head},
        },
    },
    words::words,
};

/// Writes a row's cell.
type Text<T> = fn(&T) -> String;

/// A format of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    Json,
}

/// A table as its page, its tools and its bar see it.
pub struct TableState<T: Send + Sync + 'static> {
    /// Names the table where its layout is kept, and its exports.
    id: &'static str,
    key: StoredValue<fn(&T) -> String>,
    pub(super) columns: RwSignal<Arc<Vec<Column<T>>>>,
    /// Rows as shown: filtered and sorted.
    pub(super) rows: RwSignal<Arc<Vec<Arc<T>>>>,
    /// The first and the last row on the screen, from one.
    pub(super) range: RwSignal<(usize, usize)>,
    pub(super) layout: KeptLayout,
    /// Keys of the checked rows, shown or not.
    pub checked: RwSignal<HashSet<String>>,
    /// Where a range of checked rows begins.
    pub(super) anchor: RwSignal<Option<String>>,
    /// For those who listen: what was just done.
    pub(super) said: RwSignal<String>,
}

impl<T: Send + Sync + 'static> Clone for TableState<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for TableState<T> {}

impl<T: Send + Sync + 'static> TableState<T> {
    pub fn new(id: &'static str, key: fn(&T) -> String) -> Self {
        Self {
            id,
            key: StoredValue::new(key),
            columns: RwSignal::default(),
            rows: RwSignal::default(),
            range: RwSignal::new((0, 0)),
            layout: KeptLayout::new(id),
            checked: RwSignal::default(),
            anchor: RwSignal::new(None),
            said: RwSignal::default(),
        }
    }

    pub(super) fn key_of(&self, row: &T) -> String {
        self.key.with_value(|key| key(row))
    }

    /// The columns that are shown, as places in all columns.
    pub(super) fn visible(&self) -> Vec<usize> {
        let layout = self.layout.now.get();
        self.columns.with(|columns| {
            let shown =
                |(_, column): &(usize, &Column<T>)| !layout.hidden.contains(column.head.key);
            let places = columns.iter().enumerate().filter(shown);
            places.map(|(at, _)| at).collect()
        })
    }

    /// `Rows 1–17`, behind what the footer says.
    pub fn with_range(&self, text: String) -> String {
        let (first, last) = self.range.get();
        let number = |n: usize| count(i64::try_from(n).unwrap_or(i64::MAX));
        if text.is_empty() || last == 0 {
            return text;
        }
        let range = words().table.range(&number(first), &number(last));
        format!("{text}\u{2003}{range}")
    }

    /// Heads and cells of the columns that are shown and have a text; and whether it is a number.
    fn written(&self) -> (Vec<(Heading, bool)>, Vec<Text<T>>) {
        let hidden = self
            .layout
            .now
            .with_untracked(|layout| layout.hidden.clone());
        self.columns.with_untracked(|columns| {
            columns
                .iter()
                .filter(|column| !hidden.contains(column.head.key))
                .filter_map(|column| Some(((column.head, column.is_number), column.text?)))
                .unzip()
        })
    }

    /// Whether there is anything to copy.
    pub(super) fn has_texts(&self) -> bool {
        !self.written().0.is_empty()
    }

    pub(super) fn line(&self, row: &T) -> String {
        let (_, texts) = self.written();
        export::tabs(&texts.iter().map(|text| text(row)).collect::<Vec<_>>())
    }

    pub(super) fn text_of(&self, rows: &[Arc<T>], format: Format) -> String {
        let (heads, texts) = self.written();
        let rows = rows
            .iter()
            .map(|row| texts.iter().map(|text| text(row)).collect());
        match format {
            Format::Csv => {
                let heads: Vec<_> = heads
                    .iter()
                    .map(|&(Heading { words: name, .. }, is_number)| Head { name, is_number })
                    .collect();
                export::csv(&heads, rows)
            }
            // For programs, which are the same in every language.
            Format::Json => {
                let keys: Vec<_> = heads
                    .iter()
                    .map(|&(Heading { key: name, .. }, is_number)| Head { name, is_number })
                    .collect();
                export::json(&keys, rows)
            }
        }
    }

    /// The checked rows among those that are shown, in their order.
    pub fn checked_rows(&self) -> Vec<Arc<T>> {
        let checked = self.checked.get_untracked();
        self.rows.with_untracked(|rows| {
            let is_checked = |row: &&Arc<T>| checked.contains(&self.key_of(row));
            rows.iter().filter(is_checked).map(Arc::clone).collect()
        })
    }

    pub fn clear(&self) {
        self.checked.set(HashSet::new());
        self.anchor.set(None);
    }

    /// Saves rows into a file of the person's downloads, and says where.
    pub(super) fn save(&self, rows: &[Arc<T>], format: Format) {
        let text = export::file(format, self.text_of(rows, format));
        let kind = if format == Format::Csv { "csv" } else { "json" };
        let name = format!(
            "{}-{}.{kind}",
            self.id,
            chrono::Utc::now().format("%Y-%m-%d-%H%M")
        );
        save_text(name, text);
    }

    pub(super) fn copy(&self, text: String) {
        let said = self.said;
        spawn_local(async move {
            let clipboard = window().navigator().clipboard();
            let outcome = JsFuture::from(clipboard.write_text(&text)).await;
            let w = &words().parts;
            let words = if outcome.is_ok() {
                w.copied
            } else {
                w.not_copied_why
            };
            said.try_set(words.to_owned());
        });
    }
}
