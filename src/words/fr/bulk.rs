//! Changes to many things at once.

use crate::words::shape::Bulk;

pub const BULK: Bulk = Bulk {
    stop: "Arrêter",
    scan: "Analyser",
    scanning: "Lancement des analyses",
    progress: |done, total| format!("{done} sur {total}"),
    stopped: |done, left| format!("{done}\u{202f}; arrêté, {left} laissés tels quels"),
    partly: |done, total| format!("{done} sur {total} faits, les autres ont échoué"),
    scanned: |count| {
        format!(
            "{count} analyse{} lancée{}",
            if count > 1 { "s" } else { "" },
            if count > 1 { "s" } else { "" }
        )
    },
};
