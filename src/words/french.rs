//! What French needs in more than one place.

use harbor_api::types::Severity;

use crate::format;

/// A count with its noun; nought is singular.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    let noun = if number < 2 { one } else { many };
    format::counted(number, noun, noun)
}

/// A severity's name.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "Critique",
        Severity::High => "Élevée",
        Severity::Medium => "Moyenne",
        Severity::Low => "Faible",
        Severity::Negligible => "Négligeable",
        Severity::None => "Aucune",
        Severity::Unknown => "Inconnue",
    }
}
