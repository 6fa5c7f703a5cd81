//! The result as text, for whoever is asked for help. No verdict holds a secret.

use diagnosis::Diagnosis;

use super::{
    steps::{severity_word, title},
    verdict_words::{advice, seen},
};
use crate::words::words;

/// Everything that was found, line by line.
pub fn report(registry: &str, diagnosis: &Diagnosis) -> String {
    let w = &words().doctor;
    let account = diagnosis.account.as_deref().unwrap_or(w.nobody);
    let image = diagnosis.question.reference().unwrap_or_default();
    let mut lines = vec![
        format!("{} — {registry}", w.title),
        format!("{}: {account}", w.account),
    ];
    if !image.is_empty() {
        lines.push(image);
    }
    for (at, step) in diagnosis.steps.iter().enumerate() {
        lines.push(format!(
            "\n{}. {} — {} ({} {})",
            at + 1,
            title(step.kind),
            severity_word(step.severity()),
            step.asked,
            w.took(step.elapsed_ms),
        ));
        for verdict in &step.verdicts {
            lines.extend(seen(verdict).into_iter().map(|line| format!("   {line}")));
            lines.extend(advice(verdict).map(|line| format!("   → {line}")));
        }
    }
    lines.join("\n")
}
