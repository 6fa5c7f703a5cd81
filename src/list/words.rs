//! Tables: head, checks, menus, export.

use crate::{format::counted, words::french};

crate::words::area! {
    /// Tables: head, checks, menus, export.
    Table {
        texts {
            check_all: "Check all rows", "Cocher toutes les lignes";
            checked_unread: "The selected rows can't be read", "Impossible de lire les lignes sélectionnées";
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
            views: "Views", "Vues";
            keep_view: "Keep this view…", "Garder cette vue…";
            view_name: "Name", "Nom";
            keep: "Keep", "Garder";
            quick_filters: "Show", "Afficher";
            all_rows: "All", "Tous";
            no_time: "Without a time", "Sans heure";
        }
        says {
            forget_view(name: &str): format!("Forget view {name}"), format!("Oublier la vue {name}");
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
            local_times(zone: &str): format!("Local times, UTC{zone}"), format!("Heures locales, UTC{zone}");
            saved_as(path: &str): format!("Saved as {path}"), format!("Enregistré\u{202f}: {path}");
        }
    }
}
