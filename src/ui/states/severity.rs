//! Severities: shape, letter, word and order first, colour last.

use harbor_api::types::{ScanState, Severity, VulnerabilityCounts};
use leptos::prelude::*;

use crate::{format::count, ui::Icon, words::words};

/// The glyph's class letter.
fn letter(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "c",
        Severity::High => "h",
        Severity::Medium => "m",
        Severity::Low | Severity::Negligible => "l",
        Severity::None => "n",
        Severity::Unknown => "u",
    }
}

/// A severity's own shape with its letter. The letters are drawn: text in a drawing is laid out by
/// itself, and a list has dozens of them.
#[component]
pub fn SeverityGlyph(severity: Severity) -> impl IntoView {
    let (shape, drawn) = match severity {
        Severity::Critical => (
            view! { <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z"></path> }.into_any(),
            "M10.3 6.3a2.9 2.9 0 1 0 0 3.4",
        ),
        Severity::High => (
            view! { <path d="M8 0 16 8 8 16 0 8z"></path> }.into_any(),
            "M5.9 5v6M10.1 5v6M5.9 8h4.2",
        ),
        Severity::Medium => (
            view! { <rect x="1.2" y="1.2" width="13.6" height="13.6" rx="2"></rect> }.into_any(),
            "M4.9 11.1V5.2L8 9.4l3.1-4.2v5.9",
        ),
        Severity::Low | Severity::Negligible => (
            view! { <circle cx="8" cy="8" r="7.2"></circle> }.into_any(),
            "M6.3 4.9v6h3.9",
        ),
        Severity::None => (
            view! { <circle cx="8" cy="8" r="6.8"></circle> }.into_any(),
            "m5 8.2 2.1 2.1L11 6.2",
        ),
        Severity::Unknown => (
            view! { <circle cx="8" cy="8" r="6.8"></circle> }.into_any(),
            "M6.2 6.3a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.7-.8 1.3M8 11.4v.1",
        ),
    };
    view! {
        <svg
            class=format!("sv sv-{}", letter(severity))
            viewBox="0 0 16 16"
            role="img"
            aria-label=words().parts.severity(severity)
        >
            {shape}
            <path class="d" d=drawn></path>
        </svg>
    }
}

/// The glyph and the word.
#[component]
pub fn SeverityWord(severity: Severity) -> impl IntoView {
    view! {
        <span class="sevt">
            <SeverityGlyph severity=severity />
            {words().parts.severity(severity)}
        </span>
    }
}

/// Counts in the fixed order; Negligible goes with Low.
pub fn severity_counts(counts: &VulnerabilityCounts) -> Vec<(Severity, i64)> {
    let low = counts.of(Severity::Low) + counts.of(Severity::Negligible);
    vec![
        (Severity::Critical, counts.of(Severity::Critical)),
        (Severity::High, counts.of(Severity::High)),
        (Severity::Medium, counts.of(Severity::Medium)),
        (Severity::Low, low),
        (Severity::None, counts.of(Severity::None)),
        (Severity::Unknown, counts.of(Severity::Unknown)),
    ]
}

/// A bar whose parts are as long as their counts.
#[component]
pub fn SeverityBar(
    counts: Vec<(Severity, i64)>,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let words: Vec<String> = counts
        .iter()
        .filter(|(_, number)| *number > 0)
        .map(|(severity, number)| words().parts.of_severity(*number, *severity))
        .collect();
    let parts: Vec<_> = counts
        .into_iter()
        .filter(|(_, number)| *number > 0)
        .map(|(severity, number)| {
            view! { <i class=letter(severity) style:flex-grow=number.to_string()></i> }
        })
        .collect();
    view! {
        <span class=format!("vb {class}") role="img" aria-label=words.join(", ")>
            {parts}
        </span>
    }
}

/// The glyph and the count.
#[component]
pub fn SeverityCounts(severity: Severity, number: i64) -> impl IntoView {
    view! {
        <span class="sc">
            <SeverityGlyph severity=severity />
            {count(number)}
        </span>
    }
}

/// The vulnerabilities of an artifact in a list's cell, in each of their states.
#[component]
pub fn VulnerabilityCell(state: ScanState) -> impl IntoView {
    let w = &words().parts;
    let plain = |icon: &'static str, class: &'static str, text: &'static str| {
        view! {
            <span class="vcell none">
                <Icon name=icon class=class />
                {text}
            </span>
        }
        .into_any()
    };
    match state {
        ScanState::NotScanned => plain("not-scanned", "i-14", w.not_scanned),
        ScanState::Queued => plain("clock", "i-14", w.queued),
        ScanState::Running { percent } => {
            let text = match percent {
                0 => w.scanning.to_owned(),
                percent => w.scanned_so_far(percent),
            };
            view! {
                <span class="vcell none">
                    <span class="spin"></span>
                    {text}
                </span>
            }
            .into_any()
        }
        ScanState::Stopped => plain("not-scanned", "i-14", w.scan_stopped),
        ScanState::Failed => plain("alert", "i-14 c-bad", w.scan_failed),
        ScanState::NoResult => plain("alert", "i-14", w.no_scan_result),
        ScanState::Done(summary) if summary.is_clean() => view! {
            <span class="vcell none">
                <SeverityGlyph severity=Severity::None />
                {w.none_found}
            </span>
        }
        .into_any(),
        ScanState::Done(summary) => {
            let counts = severity_counts(&summary.counts);
            let worst: Vec<_> = counts
                .iter()
                .filter(|(_, number)| *number > 0)
                .take(2)
                .map(|(severity, number)| {
                    view! { <SeverityCounts severity=*severity number=*number /> }
                })
                .collect();
            let one = worst.len() == 1;
            view! {
                <span class="vcell" class:one=one>
                    {worst}
                    <SeverityBar counts=counts />
                </span>
            }
            .into_any()
        }
    }
}
