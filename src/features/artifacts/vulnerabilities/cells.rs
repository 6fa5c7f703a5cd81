//! The cells of a list of findings that are more than a value of their kind.

use std::{cell::RefCell, collections::HashMap};

use harbor_api::types::Severity;
use leptos::prelude::*;
use web_sys::Element;

use crate::{
    list::{Attribute, CellView, LineView, Shown, Text, append, copy_of, element, part, template},
    ui::{Icon, SeverityWord},
    words::words,
};

/// The severity's shape and word: another one when the severity is another.
pub struct SeverityCell {
    holder: Element,
    now: Option<Severity>,
}

impl SeverityCell {
    pub fn make(cell: &Element, _: &'static str) -> Box<dyn CellView> {
        let holder = element("span", "");
        append(cell, &holder);
        Box::new(Self { holder, now: None })
    }
}

impl CellView for SeverityCell {
    fn paint(&mut self, line: &LineView<'_>) {
        thread_local! {
            static TEMPLATES: RefCell<HashMap<Severity, Element>> = RefCell::default();
        }
        let severity = Severity::from_word(line.text("severity"));
        if self.now == Some(severity) {
            return;
        }
        self.now = Some(severity);
        while let Some(old) = self.holder.first_element_child() {
            old.remove();
        }
        TEMPLATES.with_borrow_mut(|templates| {
            let drawn = templates
                .entry(severity)
                .or_insert_with(|| template(move || view! { <SeverityWord severity=severity /> }));
            append(&self.holder, &copy_of(drawn));
        });
    }
}

/// The vulnerability's id, with a mark where an allowlist lets it through.
pub struct IdCell {
    id: Text,
    mark: Shown,
}

impl IdCell {
    pub fn make(cell: &Element, _: &'static str) -> Box<dyn CellView> {
        thread_local! {
            static TEMPLATE: Element = template(|| {
                view! {
                    <span class="allowed-id">
                        <span class="mono strong-tx trunc"></span>
                        <span class="row mark" title=words().pull_check.on_allowlist>
                            <Icon name="shield-check" class="i-14" />
                        </span>
                    </span>
                }
            });
        }
        let all = TEMPLATE.with(copy_of);
        append(cell, &all);
        Box::new(Self {
            id: Text::new(&part(&all, ".mono")),
            mark: Shown::new(&part(&all, ".mark")),
        })
    }
}

impl CellView for IdCell {
    fn paint(&mut self, line: &LineView<'_>) {
        self.id.set(line.text("vulnerability"));
        self.mark.set(line.text("allowed") == "yes");
    }
}

/// The version that is installed, and the one in which it is fixed.
pub struct VersionsCell {
    title: Attribute,
    installed: Text,
    arrow: Shown,
    fixed: (Shown, Text),
}

impl VersionsCell {
    pub fn make(cell: &Element, _: &'static str) -> Box<dyn CellView> {
        thread_local! {
            static TEMPLATE: Element = template(|| {
                view! {
                    <span class="vers mono">
                        <span class="a trunc"></span>
                        <Icon name="arrow-right" class="i-12" />
                        <span class="b trunc"></span>
                    </span>
                }
            });
        }
        let all = TEMPLATE.with(copy_of);
        append(cell, &all);
        let (installed, fixed) = (part(&all, ".a"), part(&all, ".b"));
        Box::new(Self {
            title: Attribute::new(&installed, "title"),
            installed: Text::new(&installed),
            arrow: Shown::new(&part(&all, "svg")),
            fixed: (Shown::new(&fixed), Text::new(&fixed)),
        })
    }
}

impl CellView for VersionsCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let (installed, fixed) = (line.text("version"), line.text("fixed_in"));
        self.title.set(Some(installed));
        self.installed.set(installed);
        self.arrow.set(!fixed.is_empty());
        self.fixed.0.set(!fixed.is_empty());
        self.fixed.1.set(fixed);
    }
}

/// The same as it is copied.
pub fn versions_text(line: &LineView<'_>) -> String {
    match (line.text("version"), line.text("fixed_in")) {
        (installed, "") => installed.to_owned(),
        (installed, fixed) => format!("{installed} → {fixed}"),
    }
}
