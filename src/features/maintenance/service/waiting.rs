//! How many jobs of a queue wait: a bar beside those of the others, and the number.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::{
    format::count,
    list::{CellView, LineView, Text, append, copy_of, part, template},
};

/// How many jobs wait in the longest queue.
pub type Longest = StoredValue<i64>;

/// The cell of a queue.
pub struct WaitingCell {
    longest: Longest,
    bar: HtmlElement,
    share: i64,
    number: Text,
}

impl WaitingCell {
    pub fn make(cell: &Element, longest: Longest) -> Box<dyn CellView> {
        thread_local! {
            static TEMPLATE: Element = template(|| {
                view! {
                    <span class="wcell">
                        <span class="meter" aria-hidden="true">
                            <i></i>
                        </span>
                        <span class="number"></span>
                    </span>
                }
            });
        }
        let all = TEMPLATE.with(copy_of);
        append(cell, &all);
        Box::new(Self {
            longest,
            bar: part(&all, "i").unchecked_into(),
            share: -1,
            number: Text::new(&part(&all, ".number")),
        })
    }
}

impl CellView for WaitingCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let waiting = line.number("waiting").unwrap_or(0);
        self.number.set(&count(waiting));
        let longest = self.longest.try_get_value().unwrap_or(0);
        let share = share_of(waiting, longest);
        if self.share != share {
            self.share = share;
            let width = format!("{share}%");
            let _ = self.bar.style().set_property("width", &width);
        }
    }
}

/// In percent; something is never nothing.
fn share_of(waiting: i64, longest: i64) -> i64 {
    match waiting {
        ..=0 => 0,
        waiting => (waiting.saturating_mul(100) / longest.max(waiting)).max(5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_queue_beside_the_longest() {
        assert_eq!(share_of(112, 112), 100);
        assert_eq!(share_of(56, 112), 50);
        assert_eq!(share_of(0, 112), 0);
        assert_eq!(share_of(0, 0), 0);
    }

    #[test]
    fn one_job_that_waits_is_seen_beside_a_thousand() {
        assert_eq!(share_of(1, 1000), 5);
        // What is longest may be known a moment later.
        assert_eq!(share_of(7, 0), 100);
    }
}
