//! The steps of trying something, each with what was seen and what to do.

use diagnosis::Severity;
use leptos::prelude::*;

use crate::{ui::Icon, words::words};

/// A step that was tried.
pub struct Step {
    pub severity: Severity,
    /// What was seen.
    pub said: String,
    pub to_do: Option<&'static str>,
}

/// The steps, in the order in which they were tried.
pub fn step_list(id: &'static str, steps: impl Iterator<Item = Step>) -> AnyView {
    let severities = &words().doctor;
    let rows = steps.map(|step| {
        let (icon, tone, word) = match step.severity {
            Severity::Good => ("check", "state ok", severities.good),
            Severity::Unknown => ("minus", "state", severities.unknown),
            Severity::Warning => ("warning", "state warn", severities.warning),
            Severity::Stops => ("alert", "state bad", severities.stops),
        };
        view! {
            <li>
                <span class=tone>
                    <Icon name=icon class="i-14" />
                    <span class="sr">{word}</span>
                    <span class="wraps">{step.said}</span>
                </span>
                {step.to_do.map(|to_do| view! { <p class="hint">{to_do}</p> })}
            </li>
        }
    });
    view! {
        <ol class="tried-steps" id=id>
            {rows.collect_view()}
        </ol>
    }
    .into_any()
}
