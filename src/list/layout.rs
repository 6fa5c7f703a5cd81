//! How a person arranged a table's columns.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::kept::{keep, kept};

/// The narrowest a column gets, in pixels.
const NARROWEST: u32 = 48;

/// Which columns are hidden, and how wide others are; kept by the columns' ids.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    pub hidden: BTreeSet<String>,
    pub widths: BTreeMap<String, u32>,
}

impl Layout {
    /// Reads what was kept; what does not read is as if nothing was kept.
    pub fn read(text: &str) -> Self {
        let mut layout: Self = serde_json::from_str(text).unwrap_or_default();
        for width in layout.widths.values_mut() {
            *width = (*width).clamp(NARROWEST, 2000);
        }
        layout
    }
}

/// A table's layout, kept under the table's name.
#[derive(Clone, Copy)]
pub struct KeptLayout {
    id: &'static str,
    pub now: RwSignal<Layout>,
}

impl KeptLayout {
    pub fn new(id: &'static str) -> Self {
        Self {
            id,
            now: RwSignal::new(Layout::read(&kept(&kept_as(id)).unwrap_or_default())),
        }
    }

    /// Changes the layout and keeps it.
    pub fn arrange(&self, change: impl FnOnce(&mut Layout)) {
        self.now.update(change);
        if let Ok(text) = self.now.with_untracked(serde_json::to_string) {
            keep(&kept_as(self.id), &text);
        }
    }

    pub fn set_width(&self, column: &str, pixels: u32) {
        self.arrange(|layout| {
            layout
                .widths
                .insert(column.to_owned(), pixels.max(NARROWEST));
        });
    }
}

fn kept_as(id: &str) -> String {
    format!("pilothouse.table.{id}")
}

#[cfg(test)]
mod tests {
    use super::Layout;

    #[test]
    fn a_damaged_layout_is_none() {
        for text in [
            "",
            "{",
            "[]",
            "{\"hidden\": 3}",
            "{\"widths\": {\"A\": -1}}",
        ] {
            assert_eq!(Layout::read(text), Layout::default(), "{text}");
        }
    }

    #[test]
    fn widths_stay_usable() {
        let layout = Layout::read("{\"widths\": {\"A\": 1, \"B\": 90}, \"new\": true}");
        assert_eq!(layout.widths["A"], 48);
        assert_eq!(layout.widths["B"], 90);
    }
}
