//! The cells of a list of projects.

use leptos::prelude::*;
use web_sys::{Element, HtmlElement};

use wasm_bindgen::JsCast;

use crate::{
    features::projects::facts::percent,
    format::size,
    list::{Attribute, CellView, LineView, Shown, Text, append, copy_of, part, template},
    ui::Icon,
    words::words,
};

/// Used storage, and how much of the limit that is.
pub struct StorageCell {
    known: Shown,
    unknown: Shown,
    meter: Shown,
    /// Class, value and label of the meter.
    facts: [Attribute; 3],
    bar: HtmlElement,
    width: i64,
    unlimited: Shown,
    used: Text,
}

impl StorageCell {
    pub fn make(cell: &Element, _: &'static str) -> Box<dyn CellView> {
        thread_local! {
            static TEMPLATE: Element = template(|| {
                view! {
                    <span>
                        <span class="unknown">"–"</span>
                        <span class="qcell">
                            <span class="meter" role="meter" aria-valuemin="0" aria-valuemax="100">
                                <i></i>
                            </span>
                            <span class="unlimited" title=words().project.no_limit>
                                <Icon name="unlimited" class="i-14" />
                            </span>
                            <span class="used"></span>
                        </span>
                    </span>
                }
            });
        }
        let all = TEMPLATE.with(copy_of);
        append(cell, &all);
        let meter = part(&all, ".meter");
        Box::new(Self {
            known: Shown::new(&part(&all, ".qcell")),
            unknown: Shown::new(&part(&all, ".unknown")),
            facts: ["class", "aria-valuenow", "aria-label"]
                .map(|name| Attribute::new(&meter, name)),
            bar: part(&meter, "i").unchecked_into(),
            width: -1,
            meter: Shown::new(&meter),
            unlimited: Shown::new(&part(&all, ".unlimited")),
            used: Text::new(&part(&all, ".used")),
        })
    }
}

impl CellView for StorageCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let used = line.number("storage");
        // What is not known is not nothing.
        self.known.set(used.is_some());
        self.unknown.set(used.is_none());
        let Some(used) = used else { return };
        let limit = line.number("limit").unwrap_or(-1);
        self.used.set(&size(used));
        self.meter.set(limit > 0);
        self.unlimited.set(limit <= 0);
        if limit <= 0 {
            return;
        }
        let percent = percent(used, limit);
        let [class, value, label] = &mut self.facts;
        class.set(Some(match percent {
            95.. => "meter bad",
            85.. => "meter warn",
            _ => "meter",
        }));
        value.set(Some(&percent.to_string()));
        label.set(Some(&words().projects.used_of(percent, &size(limit))));
        if self.width != percent {
            self.width = percent;
            let width = format!("{}%", percent.min(100));
            let _ = self.bar.style().set_property("width", &width);
        }
    }
}
