//! Tables: head, checks, menus, export.

use crate::{format::counted, words::shape::Table};

pub const TABLE: Table = Table {
    check_all: "Check all rows",
    check_row: "Check row",
    row: "Row",
    copy_row: "Copy row",
    copy_csv: "Copy as CSV",
    columns: "Columns",
    reset: "Reset",
    export: "Export",
    export_csv: "Export as CSV",
    export_json: "Export as JSON",
    selected_rows: "Selected rows",
    clear: "Clear",
    copy_cell: |column| format!("Copy {}", column.to_lowercase()),
    selected: |number| counted(number, "selected", "selected"),
    not_shown: |number| format!("{number} not shown"),
    range: |first, last| format!("Rows {first}–{last}"),
    saved_as: |path| format!("Saved as {path}"),
};
