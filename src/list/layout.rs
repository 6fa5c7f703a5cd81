//! How a person arranged a table's columns.

use leptos::prelude::*;
use pilothouse_protocol::TableLayout;

use crate::preferences::{preference, set_preference};

/// The narrowest and the widest a column gets, in CSS pixels.
const WIDTHS: (u32, u32) = (48, 2000);

/// A table's layout, kept under the table's name.
#[derive(Clone, Copy)]
pub struct KeptLayout {
    id: &'static str,
    pub now: RwSignal<TableLayout>,
}

impl KeptLayout {
    pub fn new(id: &'static str) -> Self {
        let kept = preference(|now| now.tables.get(id).cloned());
        Self {
            id,
            now: RwSignal::new(usable(kept.unwrap_or_default())),
        }
    }

    /// Changes the layout and keeps it.
    pub fn arrange(&self, change: impl FnOnce(&mut TableLayout)) {
        self.now.update(change);
        let layout = self.now.get_untracked();
        set_preference(|now| {
            now.tables.insert(self.id.to_owned(), layout);
        });
    }

    pub fn set_width(&self, column: &str, pixels: u32) {
        self.arrange(|layout| {
            let pixels = pixels.max(WIDTHS.0);
            layout.widths.insert(column.to_owned(), pixels);
        });
    }
}

/// A file that was edited by hand may have any width.
fn usable(mut layout: TableLayout) -> TableLayout {
    for width in layout.widths.values_mut() {
        *width = (*width).clamp(WIDTHS.0, WIDTHS.1);
    }
    layout
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_stay_usable() {
        let widths = [("A".to_owned(), 1), ("B".to_owned(), 90)];
        let layout = usable(TableLayout {
            widths: widths.into(),
            ..TableLayout::default()
        });
        assert_eq!(layout.widths["A"], 48);
        assert_eq!(layout.widths["B"], 90);
    }
}
