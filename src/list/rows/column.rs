//! What a table's columns are.

use listing::ColumnKind;

use std::sync::Arc;

use web_sys::Element;

use crate::list::rows::{
    cell::{CellView, MakeCell, copied, usual},
    line::LineView,
};

/// A column of a table.
#[derive(Clone)]
pub struct Column {
    /// The same in every language; settings are kept by it.
    pub id: &'static str,
    pub words: &'static str,
    /// In pixels; none: what is left.
    pub width: Option<u32>,
    pub class: &'static str,
    /// The list's column that it sorts by.
    pub sort: Option<&'static str>,
    /// The list's columns that an export has of it, with their heads.
    pub exported: Vec<(&'static str, &'static str)>,
    pub(in crate::list) make: MakeCell,
    kind: ColumnKind,
    /// The list's column that it shows, if it is one.
    shows: &'static str,
    text: Option<fn(&LineView<'_>) -> String>,
}

impl Column {
    /// A column of the list, as its kind is usually shown.
    pub fn new(columns: &'static [listing::Column], id: &'static str, words: &'static str) -> Self {
        let known = columns.iter().find(|column| column.id == id);
        debug_assert!(known.is_some(), "{id} is a column of the list");
        let kind = known.map_or(ColumnKind::Text, |column| column.kind);
        Self {
            id,
            words,
            width: None,
            class: "",
            sort: None,
            exported: vec![(id, words)],
            make: usual(kind),
            kind,
            shows: id,
            text: None,
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

    /// Makes it sortable.
    pub fn sorted(mut self) -> Self {
        self.sort = Some(self.shows);
        self
    }

    /// Keeps its settings under another id.
    pub fn kept_as(mut self, id: &'static str) -> Self {
        self.id = id;
        self
    }

    /// Draws it in a way of its own.
    pub fn cell(
        mut self,
        make: impl Fn(&Element, &'static str) -> Box<dyn CellView> + Send + Sync + 'static,
    ) -> Self {
        self.make = Arc::new(make);
        self
    }

    /// The cell as it is copied.
    pub fn text(mut self, text: fn(&LineView<'_>) -> String) -> Self {
        self.text = Some(text);
        self
    }

    /// The list's columns that an export has of it, with their heads.
    pub fn exported(mut self, columns: &[(&'static str, &'static str)]) -> Self {
        self.exported = columns.to_vec();
        self
    }

    pub(in crate::list) fn makes(&self, cell: &web_sys::Element) -> Box<dyn super::cell::CellView> {
        (self.make)(cell, self.shows)
    }

    pub(in crate::list) fn copied(&self, line: &LineView<'_>) -> String {
        match self.text {
            Some(text) => text(line),
            None => copied(self.kind, line, self.shows),
        }
    }

    pub(in crate::list) fn is_right(&self) -> bool {
        self.class.split(' ').any(|class| class == "r")
    }
}
