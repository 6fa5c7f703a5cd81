//! The menu of a row: what can be copied of it.

use leptos::prelude::*;
use listing::export::csv_line;

use crate::{
    list::{
        bars::menu::Item,
        rows::{column::Column, line::LineView},
    },
    ui::copy_text,
    words::words,
};

/// What can be done with a row and the cell that was pointed at.
pub(in crate::list) fn row_items(
    columns: &[Column],
    line: &LineView<'_>,
    column: Option<&Column>,
    said: RwSignal<String>,
) -> Vec<Item> {
    let item = |label: String, text: String| Item {
        icon: "copy",
        label,
        on: None,
        run: Callback::new(move |()| {
            copy_text(text.clone(), move |copied| {
                let w = &words().parts;
                let words = if copied { w.copied } else { w.not_copied_why };
                said.try_set(words.to_owned());
            });
        }),
    };
    let w = &words().table;
    let mut items = Vec::new();
    if let Some(column) = column {
        items.push(item(w.copy_cell(column.words), column.copied(line)));
    }
    let heads: Vec<String> = columns
        .iter()
        .map(|column| column.words.to_owned())
        .collect();
    let cells: Vec<String> = columns.iter().map(|column| column.copied(line)).collect();
    items.push(item(w.copy_row.to_owned(), tabs(&cells)));
    let csv = csv_line(&heads) + &csv_line(&cells);
    items.push(item(w.copy_csv.to_owned(), csv));
    items
}

/// One line to paste into a spreadsheet or a message.
fn tabs(cells: &[String]) -> String {
    let flat = |cell: &String| cell.replace(['\t', '\r', '\n'], " ");
    cells.iter().map(flat).collect::<Vec<_>>().join("\t")
}

/// Moves a menu's corner so that the menu stays inside the window.
pub fn in_window((x, y): (i32, i32)) -> (i32, i32) {
    let size = |value: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>| {
        #[allow(clippy::cast_possible_truncation)]
        let pixels = value.ok().and_then(|v| v.as_f64()).unwrap_or(960.0) as i32;
        pixels
    };
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    (x.min(width - 230).max(0), y.min(height - 110).max(0))
}

#[cfg(test)]
mod tests {
    use super::tabs;

    #[test]
    fn a_copied_row_is_one_line() {
        let cells = ["a\tb", "c\nd", "e"].map(str::to_owned);
        assert_eq!(tabs(&cells), "a b\tc d\te");
    }
}
