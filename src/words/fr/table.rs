//! Tables: head, checks, menus, export.

use super::parts::counted;
use crate::words::shape::Table;

pub const TABLE: Table = Table {
    check_all: "Cocher toutes les lignes",
    check_row: "Cocher la ligne",
    row: "Ligne",
    copy_row: "Copier la ligne",
    copy_csv: "Copier en CSV",
    columns: "Colonnes",
    reset: "Réinitialiser",
    export: "Exporter",
    export_csv: "Exporter en CSV",
    export_json: "Exporter en JSON",
    selected_rows: "Lignes sélectionnées",
    clear: "Désélectionner",
    copy_cell: |column| format!("Copier «\u{202f}{column}\u{202f}»"),
    selected: |number| counted(number, "ligne sélectionnée", "lignes sélectionnées"),
    not_shown: |number| counted(number, "non affichée", "non affichées"),
    range: |first, last| format!("Lignes {first}–{last}"),
    saved_as: |path| format!("Enregistré\u{202f}: {path}"),
};
