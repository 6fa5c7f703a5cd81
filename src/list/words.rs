//! Tables: head, checks, menus, export.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Tables: head, checks, menus, export.
    Table {
        texts {
            check_all: "Check all rows", "Cocher toutes les lignes";
            check_row: "Check row", "Cocher la ligne";
            row: "Row", "Ligne";
            copy_row: "Copy row", "Copier la ligne";
            copy_csv: "Copy as CSV", "Copier en CSV";
            columns: "Columns", "Colonnes";
            reset: "Reset", "Réinitialiser";
            export: "Export", "Exporter";
            export_csv: "Export as CSV", "Exporter en CSV";
            export_json: "Export as JSON", "Exporter en JSON";
            export_sarif: "Export as SARIF", "Exporter en SARIF";
            selected_rows: "Selected rows", "Lignes sélectionnées";
            clear: "Clear", "Désélectionner";
        }
        says {
            copy_cell(column: &str):
                format!("Copy {}", column.to_lowercase()),
                format!("Copier «\u{202f}{column}\u{202f}»");
            selected(number: usize):
                counted(number, "selected", "selected"),
                french::counted(number, "ligne sélectionnée", "lignes sélectionnées");
            not_shown(number: usize):
                format!("{number} not shown"),
                french::counted(number, "non affichée", "non affichées");
            range(first: &str, last: &str):
                format!("Rows {first}–{last}"),
                format!("Lignes {first}–{last}");
            saved_as(path: &str): format!("Saved as {path}"), format!("Enregistré\u{202f}: {path}");
        }
    }
}
