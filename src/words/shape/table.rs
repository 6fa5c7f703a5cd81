//! Tables: head, checks, menus, export.

super::area! {
    /// Tables: head, checks, menus, export.
    Table {
        texts {
            check_all, check_row,
            row, copy_row, copy_csv,
            columns, reset, export, export_csv, export_json,
            selected_rows, clear,
        }
        says {
            copy_cell(column: &str),
            selected(number: usize),
            not_shown(number: usize),
            range(first: &str, last: &str),
            saved_as(path: &str),
        }
    }
}
