//! Changes to many things at once.

use crate::format::counted;

crate::words::area! {
    /// Changes to many things at once.
    Bulk {
        texts {
            stop: "Stop", "Arrêter";
            scan: "Scan", "Analyser";
            scanning: "Starting scans", "Lancement des analyses";
        }
        says {
            progress(done: &str, total: &str):
                format!("{done} of {total}"),
                format!("{done} sur {total}");
            stopped(done: &str, left: usize):
                format!("{done}; stopped, {left} left as they were"),
                format!("{done}\u{202f}; arrêté, {left} laissés tels quels");
            partly(done: usize, total: usize):
                format!("{done} of {total} done, the others failed"),
                format!("{done} sur {total} faits, les autres ont échoué");
            scanned(count: usize):
                format!("{} started", counted(count, "scan", "scans")),
                {
                    format!(
                        "{count} analyse{} lancée{}",
                        if count > 1 { "s" } else { "" },
                        if count > 1 { "s" } else { "" }
                    )
                };
        }
    }
}
