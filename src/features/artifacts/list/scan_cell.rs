//! An artifact's scan in a row of a list: how it is, or the worst two counts and a bar of all.

use harbor_api::types::{ScanState, ScanSummary, Severity, VulnerabilityCounts};
use leptos::prelude::*;
use listing::lists::artifacts::{ATTESTATION, SEVERITIES};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::{
    format::count,
    list::{
        Attribute, CellView, IconMark, LineView, Shown, Text, Values, append, copy_of, element,
        part, template,
    },
    ui::{Icon, SeverityBar, SeverityGlyph, severity_counts},
    words::words,
};

/// Severities of a cell, in their order; Negligible goes with Low.
const SHOWN: [Severity; 5] = [
    Severity::Critical,
    Severity::High,
    Severity::Medium,
    Severity::Low,
    Severity::Unknown,
];

/// How an artifact's scan is; nothing for what can't be scanned.
pub fn scan_state(line: &Values<'_>) -> Option<ScanState> {
    Some(match line.text("scan") {
        "missing" => ScanState::NotScanned,
        "queued" => ScanState::Queued,
        "running" => ScanState::Running {
            percent: percent(line),
        },
        "stopped" => ScanState::Stopped,
        "failed" => ScanState::Failed,
        "no_result" => ScanState::NoResult,
        "done" => {
            let found = SEVERITIES.iter().zip(line.numbers("vulnerabilities"));
            let worst = found.clone().find(|(_, number)| **number > 0);
            let total = found.clone().map(|(_, number)| *number).sum();
            let summary = found.map(|(severity, number)| (severity.as_str().to_owned(), *number));
            ScanState::Done(ScanSummary {
                severity: worst.map_or(Severity::None, |(severity, _)| *severity),
                counts: VulnerabilityCounts {
                    total,
                    summary: summary.collect(),
                    ..VulnerabilityCounts::default()
                },
                ..ScanSummary::default()
            })
        }
        _ => return None,
    })
}

fn percent(line: &Values<'_>) -> u8 {
    let percent = line.number("scan_percent").unwrap_or_default();
    u8::try_from(percent.clamp(0, 100)).unwrap_or_default()
}

/// `3 critical, 41 high`, or how the scan is.
pub fn scan_text(line: &LineView<'_>) -> String {
    let w = &words().repository;
    let text = match scan_state(line).filter(|_| line.part().is_none()) {
        None => "",
        Some(ScanState::Done(summary)) => {
            let counts = severity_counts(&summary.counts);
            let found = counts.iter().filter(|(_, number)| *number > 0);
            let found: Vec<String> = found
                .map(|(severity, number)| w.of_severity(*number, *severity))
                .collect();
            if !found.is_empty() {
                return found.join(", ");
            }
            w.none_found
        }
        Some(ScanState::NotScanned) => w.not_scanned,
        Some(ScanState::Queued) => w.scan_queued,
        Some(ScanState::Running { .. }) => w.scanning,
        Some(ScanState::Stopped) => w.scan_stopped,
        Some(ScanState::Failed) => w.scan_failed,
        Some(ScanState::NoResult) => words().parts.no_scan_result,
    };
    text.to_owned()
}

/// The cell: each of its two looks is made when a row first needs it.
pub struct ScanCell {
    cell: Element,
    plain: Option<Plain>,
    found: Option<Found>,
}

impl ScanCell {
    pub fn make(cell: &Element, _: &'static str) -> Box<dyn CellView> {
        Box::new(Self {
            cell: cell.clone(),
            plain: None,
            found: None,
        })
    }
}

impl CellView for ScanCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let w = &words().parts;
        let mut counts = None;
        let (mark, text) = match line.text("scan") {
            "missing" => (Mark::Icon("not-scanned"), w.not_scanned.to_owned()),
            "queued" => (Mark::Icon("clock"), w.queued.to_owned()),
            "running" => {
                let text = match percent(line) {
                    0 => w.scanning.to_owned(),
                    percent => w.scanned_so_far(percent),
                };
                (Mark::Spinner, text)
            }
            "stopped" => (Mark::Icon("not-scanned"), w.scan_stopped.to_owned()),
            "failed" => (Mark::BadIcon("alert"), w.scan_failed.to_owned()),
            "no_result" => (Mark::Icon("not-scanned"), w.no_scan_result.to_owned()),
            "done" => match by_severity(line.numbers("vulnerabilities")) {
                [0, 0, 0, 0, 0] => (Mark::NoneFound, w.none_found.to_owned()),
                found => {
                    counts = Some(found);
                    (Mark::Nothing, String::new())
                }
            },
            _ if line.is_read() || line.text("type") == ATTESTATION => {
                (Mark::Nothing, words().artifact.not_applicable.to_owned())
            }
            // Of a part that is not read, nothing is known.
            _ => (Mark::Nothing, String::new()),
        };
        let cell = &self.cell;
        if !text.is_empty() || self.plain.is_some() {
            let plain = self.plain.get_or_insert_with(|| Plain::new(cell));
            plain.paint(mark, &text);
        }
        if counts.is_some() || self.found.is_some() {
            let found = self.found.get_or_insert_with(|| Found::new(cell));
            found.paint(counts);
        }
    }
}

/// Counts in the order of [`SHOWN`].
fn by_severity(numbers: &[i64]) -> [i64; 5] {
    let of = |severity: Severity| {
        let at = SEVERITIES.iter().position(|known| *known == severity);
        at.and_then(|at| numbers.get(at))
            .copied()
            .unwrap_or_default()
    };
    SHOWN.map(|severity| match severity {
        Severity::Low => of(Severity::Low) + of(Severity::Negligible),
        other => of(other),
    })
}

/// What stands before the words of a scan that found nothing, or has not ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Nothing,
    Icon(&'static str),
    BadIcon(&'static str),
    Spinner,
    NoneFound,
}

struct Plain {
    shown: Shown,
    icon: (Shown, Attribute, IconMark),
    spinner: Shown,
    glyph: Shown,
    text: Text,
}

impl Plain {
    fn new(cell: &Element) -> Self {
        thread_local! {
            static TEMPLATE: Element = template(|| {
                view! {
                    <span class="vcell none">
                        <Icon name="clock" class="i-14" />
                        <span class="spin"></span>
                        <SeverityGlyph severity=Severity::None />
                    </span>
                }
            });
        }
        let all = TEMPLATE.with(copy_of);
        append(cell, &all);
        let icon = part(&all, ".i");
        Self {
            icon: (
                Shown::new(&icon),
                Attribute::new(&icon, "class"),
                IconMark::within(&icon),
            ),
            spinner: Shown::new(&part(&all, ".spin")),
            glyph: Shown::new(&part(&all, ".sv")),
            text: Text::new(&all),
            shown: Shown::new(&all),
        }
    }

    fn paint(&mut self, mark: Mark, text: &str) {
        self.shown.set(!text.is_empty());
        self.text.set(text);
        let (icon, class) = match mark {
            Mark::Icon(icon) => (Some(icon), "i i-14"),
            Mark::BadIcon(icon) => (Some(icon), "i i-14 c-bad"),
            _ => (None, "i i-14"),
        };
        self.icon.0.set(icon.is_some());
        if let Some(icon) = icon {
            self.icon.1.set(Some(class));
            self.icon.2.set(icon);
        }
        self.spinner.set(mark == Mark::Spinner);
        self.glyph.set(mark == Mark::NoneFound);
    }
}

/// The worst two counts, and a bar of all.
struct Found {
    shown: Shown,
    class: Attribute,
    worst: [Worst; 2],
    bar: Attribute,
    parts: [(Shown, HtmlElement); 5],
    counts: Option<[i64; 5]>,
}

/// A severity's glyph with its count.
struct Worst {
    element: Element,
    shown: Shown,
    glyph: Option<(Severity, Element)>,
    text: Text,
}

impl Found {
    fn new(cell: &Element) -> Self {
        thread_local! {
            static BAR: Element = template(|| {
                view! { <SeverityBar counts=SHOWN.map(|severity| (severity, 1)).to_vec() /> }
            });
        }
        let all = element("span", "vcell");
        let worst = [(); 2].map(|()| {
            let element = element("span", "sc");
            append(&all, &element);
            Worst {
                shown: Shown::new(&element),
                text: Text::new(&element),
                element,
                glyph: None,
            }
        });
        let bar = BAR.with(copy_of);
        append(&all, &bar);
        append(cell, &all);
        let mut next = bar.first_element_child();
        let parts = [(); 5].map(|()| {
            let part = next.clone().unwrap_or_else(|| bar.clone());
            next = part.next_element_sibling();
            (Shown::new(&part), part.unchecked_into())
        });
        Self {
            shown: Shown::new(&all),
            class: Attribute::new(&all, "class"),
            worst,
            bar: Attribute::new(&bar, "aria-label"),
            parts,
            counts: None,
        }
    }

    fn paint(&mut self, counts: Option<[i64; 5]>) {
        self.shown.set(counts.is_some());
        let Some(counts) = counts else {
            for worst in &mut self.worst {
                worst.paint(None);
            }
            self.counts = None;
            return;
        };
        if self.counts == Some(counts) {
            return;
        }
        self.counts = Some(counts);
        let found: Vec<(Severity, i64)> = SHOWN
            .into_iter()
            .zip(counts)
            .filter(|(_, number)| *number > 0)
            .collect();
        for (at, worst) in self.worst.iter_mut().enumerate() {
            worst.paint(found.get(at).copied());
        }
        self.class.set(Some(if found.len() == 1 {
            "vcell one"
        } else {
            "vcell"
        }));
        let w = &words().parts;
        let said: Vec<String> = found
            .iter()
            .map(|(severity, number)| w.of_severity(*number, *severity))
            .collect();
        self.bar.set(Some(&said.join(", ")));
        for ((shown, part), number) in self.parts.iter_mut().zip(counts) {
            shown.set(number > 0);
            if number > 0 {
                // A property of style takes any number.
                let _ = HtmlElement::style(part).set_property("flex-grow", &number.to_string());
            }
        }
    }
}

impl Worst {
    fn paint(&mut self, found: Option<(Severity, i64)>) {
        self.shown.set(found.is_some());
        let Some((severity, number)) = found else {
            self.text.set("");
            return;
        };
        self.text.set(&count(number));
        if self
            .glyph
            .as_ref()
            .is_some_and(|(known, _)| *known == severity)
        {
            return;
        }
        let glyph = glyph(severity);
        if let Some((_, before)) = self.glyph.take() {
            before.remove();
        }
        // Before the count.
        let _ = self
            .element
            .insert_before(&glyph, self.element.first_child().as_ref());
        self.glyph = Some((severity, glyph));
    }
}

fn glyph(severity: Severity) -> Element {
    thread_local! {
        static GLYPHS: [Element; 5] = SHOWN
            .map(|severity| template(move || view! { <SeverityGlyph severity=severity /> }));
    }
    let at = SHOWN.iter().position(|known| *known == severity);
    GLYPHS.with(|glyphs| copy_of(&glyphs[at.unwrap_or_default()]))
}
