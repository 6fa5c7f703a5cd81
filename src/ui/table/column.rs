//! What a table's columns are.

use std::{cmp::Ordering, sync::Arc};

use leptos::prelude::*;

/// How a column sorts.
pub(super) enum Order<T> {
    /// Not at all.
    None,
    /// The table sorts its rows.
    Here(fn(&T, &T) -> Ordering),
}

impl<T> Clone for Order<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Order<T> {}

/// A column's head: what tells it from others in every language, and what is read.
#[derive(Debug, Clone, Copy)]
pub struct Heading {
    pub(super) key: &'static str,
    pub(super) words: &'static str,
}

/// A key and the words.
impl From<(&'static str, &'static str)> for Heading {
    fn from((key, words): (&'static str, &'static str)) -> Self {
        Self { key, words }
    }
}

/// A column of a table of `T`.
pub struct Column<T> {
    pub(super) head: Heading,
    /// In pixels; none: what is left.
    pub(super) width: Option<u32>,
    pub(super) class: &'static str,
    pub(super) order: Order<T>,
    pub(super) text: Option<fn(&T) -> String>,
    /// The text is a number, or empty.
    pub(super) is_number: bool,
    pub(super) cell: Arc<Cell<T>>,
}

/// Draws a row's cell.
type Cell<T> = dyn Fn(&Arc<T>) -> AnyView + Send + Sync;

impl<T> Clone for Column<T> {
    fn clone(&self) -> Self {
        Self {
            cell: Arc::clone(&self.cell),
            ..*self
        }
    }
}

impl<T> Column<T> {
    pub fn new(
        head: impl Into<Heading>,
        cell: impl Fn(&Arc<T>) -> AnyView + Send + Sync + 'static,
    ) -> Self {
        Self {
            head: head.into(),
            width: None,
            class: "",
            order: Order::None,
            text: None,
            is_number: false,
            cell: Arc::new(cell),
        }
    }

    /// A fixed width in pixels.
    pub fn width(mut self, pixels: u32) -> Self {
        self.width = Some(pixels);
        self
    }

    /// Classes of head and cells: `r` right-aligned, `p` the main value, `p2`, `p3` dropped first
    /// in a narrow window.
    pub fn class(mut self, class: &'static str) -> Self {
        self.class = class;
        self
    }

    /// The cell as it is copied and exported; without one the column is left out there.
    pub fn text(mut self, text: fn(&T) -> String) -> Self {
        self.text = Some(text);
        self
    }

    /// The same for a number.
    pub fn number(mut self, text: fn(&T) -> String) -> Self {
        self.is_number = true;
        self.text(text)
    }

    /// Makes the column sortable.
    pub fn sorted(mut self, order: fn(&T, &T) -> Ordering) -> Self {
        self.order = Order::Here(order);
        self
    }

    pub(super) fn is_right(&self) -> bool {
        self.class.split(' ').any(|class| class == "r")
    }
}

/// The key of the column that sorts, and whether downwards. Columns come and go; keys stay.
pub type Sorting = Option<(String, bool)>;
