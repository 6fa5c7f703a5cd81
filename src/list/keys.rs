//! Moving about in a table, and checking its rows, by key and by click.

use std::sync::Arc;

use leptos::{ev, html, prelude::*};
use listing::{Line, Sort};
use pilothouse_protocol::Check;
use wasm_bindgen::JsCast;

use crate::list::{
    handle::{Block, List},
    rows::pool::ROW,
    table::HEAD,
};

/// Where the table is scrolled.
#[derive(Clone, Copy)]
pub struct Place {
    pub wrap: NodeRef<html::Div>,
    /// What of it is seen, in pixels.
    pub height: StoredValue<f64>,
}

/// The line itself, or the one below where it is the head of a day.
fn below_head(block: &Block, at: usize) -> usize {
    let is_head = block.line(at).is_some_and(|line| line.day.is_some());
    at + usize::from(is_head)
}

/// The line itself, or the one above where it is the head of a day and not the first line.
fn above_head(block: &Block, at: usize) -> usize {
    let is_head = block.line(at).is_some_and(|line| line.day.is_some());
    at.saturating_sub(usize::from(is_head))
}

/// Which line is selected, and what keys do with it.
#[derive(Clone, Copy)]
pub struct Keys {
    list: List,
    place: Place,
    /// Where the selected line stands, as far as is known.
    at: StoredValue<Option<usize>>,
    /// Where it stood last; mostly it is there still.
    last: StoredValue<usize>,
    /// A place to be selected as soon as its line is here.
    coming: StoredValue<Option<usize>>,
    /// The order of the lines that came last.
    order: StoredValue<Option<Option<Sort>>>,
    /// Where a range of checked rows begins.
    anchor: StoredValue<Option<usize>>,
}

impl Keys {
    pub fn new(list: List, place: Place) -> Self {
        Self {
            list,
            place,
            at: StoredValue::new(None),
            last: StoredValue::new(0),
            coming: StoredValue::new(None),
            order: StoredValue::new(None),
            anchor: StoredValue::new(None),
        }
    }

    /// Finds the selected line among lines that came.
    pub fn arrived(&self, block: &Block) {
        if let Some(coming) = self.coming.get_value() {
            let coming = below_head(block, coming);
            let coming = coming.min(block.count.saturating_sub(1));
            if let Some(line) = block.line(coming) {
                self.coming.set_value(None);
                self.stand(coming, line);
            }
            return;
        }
        let selected = self.list.place.selected.get_untracked();
        let at = selected.and_then(|key| {
            block.find(&key).or_else(|| {
                let (asked, place) = block.place.as_ref()?;
                place.filter(|_| *asked == key)
            })
        });
        self.at.set_value(at);
        let order = Some(block.query.sort.clone());
        let is_other = self
            .order
            .with_value(|before| before.is_some() && *before != order);
        self.order.set_value(order);
        if let Some(at) = at {
            self.last.set_value(at);
            // In another order it stands elsewhere, and whoever chose it goes on from there.
            if is_other {
                self.show(at);
            }
        }
    }

    fn block(&self) -> Option<Arc<Block>> {
        self.list.block.get_untracked()
    }

    /// The line that is selected, if it is here.
    pub fn line(&self) -> Option<Arc<Line>> {
        let key = self.list.place.selected.get_untracked()?;
        let block = self.block()?;
        let line = self
            .at
            .get_value()
            .and_then(|at| block.line(at))
            .filter(|line| line.key == key);
        line.or_else(|| block.line(block.find(&key)?)).cloned()
    }

    fn stand(&self, at: usize, line: &Line) {
        self.at.set_value(Some(at));
        self.last.set_value(at);
        let selected = self.list.place.selected;
        if selected.with_untracked(|key| key.as_deref() != Some(&line.key)) {
            selected.set(Some(line.key.clone()));
        }
    }

    /// Selects the line at a place, at once or as soon as it is here, and shows it.
    pub fn select(&self, at: usize) {
        let block = self.block();
        let at = block.map_or(at, |block| below_head(&block, at));
        match self.block().as_ref().and_then(|block| block.line(at)) {
            Some(line) => {
                self.coming.set_value(None);
                self.stand(at, line);
            }
            None => self.coming.set_value(Some(at)),
        }
        self.show(at);
    }

    fn show(&self, at: usize) {
        let Some(wrap) = self.place.wrap.get_untracked() else {
            return;
        };
        #[allow(clippy::cast_precision_loss)]
        let top = at as f64 * ROW;
        // The head of its day is seen with it.
        let is_first = self.block().is_some_and(|block| {
            let above = at
                .checked_sub(1)
                .and_then(|above| block.line(above).cloned());
            above.is_some_and(|above| above.day.is_some())
        });
        let from = f64::from(wrap.scroll_top());
        let room = f64::from(wrap.client_height()) - ROW - HEAD;
        #[allow(clippy::cast_possible_truncation)]
        if top - if is_first { ROW } else { 0.0 } < from {
            wrap.set_scroll_top((top - if is_first { ROW } else { 0.0 }) as i32);
        } else if top > from + room {
            wrap.set_scroll_top((top - room) as i32);
        }
    }

    /// Checks a row, or no longer; whether it can be checked.
    fn toggle(&self, at: usize, line: &Line) -> bool {
        if line.part.is_some() {
            return false;
        }
        self.anchor.set_value(Some(at));
        self.list.check(Check::Row {
            key: line.key.clone(),
            on: !line.checked,
        });
        true
    }

    /// Checks all rows from where the range begins up to a line.
    fn extend(&self, from: Option<usize>, to: usize) {
        let from = self.anchor.get_value().or(from).unwrap_or(to);
        self.anchor.set_value(Some(from));
        self.list.check(Check::Lines {
            from: from.min(to),
            to: from.max(to),
            on: true,
        });
    }

    /// A click on a line, or on its box.
    pub fn clicked(
        &self,
        event: &ev::MouseEvent,
        at: usize,
        line: &Line,
        has_boxes: bool,
        on_box: bool,
    ) {
        if has_boxes && event.shift_key() {
            self.extend(self.at.get_value(), at);
        } else if on_box || (has_boxes && (event.ctrl_key() || event.meta_key())) {
            self.toggle(at, line);
        } else {
            self.coming.set_value(None);
            self.stand(at, line);
        }
    }

    /// A key while the table has the focus.
    pub fn pressed(
        &self,
        event: &ev::KeyboardEvent,
        has_boxes: bool,
        on_open: Callback<Arc<Line>>,
    ) {
        let name = event.key();
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let is_control =
            target.is_some_and(|t| matches!(t.tag_name().to_uppercase().as_str(), "BUTTON" | "A"));
        if is_control && matches!(name.as_str(), "Enter" | " ") {
            return;
        }
        let line = self.line();
        let is_selected = self.list.place.selected.with_untracked(Option::is_some);
        let at = self
            .coming
            .get_value()
            .or(self.at.get_value().filter(|_| is_selected));
        let control = event.ctrl_key() || event.meta_key();
        if has_boxes {
            let toggle = || match (at, &line) {
                (Some(at), Some(line)) => self.toggle(at, line),
                _ => false,
            };
            let is_done = match name.as_str() {
                "a" if control => {
                    self.list.check(Check::All { on: true });
                    true
                }
                " " if control => toggle(),
                "x" if !control => toggle(),
                "Escape" if self.list.checked.with_untracked(|checked| checked.rows > 0) => {
                    self.list.uncheck();
                    self.anchor.set_value(None);
                    true
                }
                _ => false,
            };
            if is_done {
                event.prevent_default();
                return;
            }
        }
        if control || event.alt_key() {
            return;
        }
        let Some(block) = self.block() else { return };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let page = ((self.place.height.get_value() / ROW) as usize)
            .saturating_sub(2)
            .max(1);
        let last = block.count.saturating_sub(1);
        let next = match name.as_str() {
            "ArrowDown" => Some(at.map_or(0, |at| (at + 1).min(last))),
            "ArrowUp" => Some(at.map_or(0, |at| above_head(&block, at.saturating_sub(1)))),
            "PageDown" => Some(at.map_or(0, |at| (at + page).min(last))),
            "PageUp" => Some(at.map_or(0, |at| at.saturating_sub(page))),
            "Home" => Some(0),
            "End" => Some(last),
            // Closes the inspector, and opens it again where it was.
            " " => {
                event.prevent_default();
                if at.is_some() {
                    self.list.place.selected.set(None);
                } else {
                    self.select(self.last.get_value().min(last));
                }
                None
            }
            "Enter" => {
                if let Some(line) = line {
                    event.prevent_default();
                    on_open.run(line);
                }
                None
            }
            "ArrowRight" | "ArrowLeft" => {
                if let Some(line) = line.filter(|line| line.has_parts) {
                    event.prevent_default();
                    self.list.place.expand(&line.key, name == "ArrowRight");
                }
                None
            }
            _ => None,
        };
        if let Some(next) = next {
            event.prevent_default();
            if event.shift_key() && has_boxes {
                self.extend(at, next);
            }
            self.select(next);
        }
    }
}
