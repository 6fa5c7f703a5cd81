//! What a list looks like at a place of the history: found, filtered, sorted, selected, scrolled.

use std::collections::BTreeSet;

use leptos::{ev, prelude::*};
use listing::{Condition, Sort, read_conditions, write_conditions};
use serde::{Deserialize, Serialize};

use crate::ui::use_places;

/// How a list was left; kept with its entry of the history, so that back and forward bring it back.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Left {
    find: String,
    filter: String,
    sort: Option<Sort>,
    selected: Option<String>,
    expanded: BTreeSet<String>,
    top: f64,
}

/// A list as the person has it.
#[derive(Clone, Copy)]
pub struct ListPlace {
    /// What the find field holds.
    pub find: RwSignal<String>,
    pub conditions: RwSignal<Vec<Condition>>,
    pub sort: RwSignal<Option<Sort>>,
    /// The key of the line whose details are shown.
    pub selected: RwSignal<Option<String>>,
    /// Keys of the rows whose parts are shown.
    pub expanded: RwSignal<BTreeSet<String>>,
    /// How far it is scrolled, in pixels.
    pub top: RwSignal<f64>,
}

impl ListPlace {
    /// The list as it was left here, or new with this order. `id` tells lists of one page apart.
    pub fn open(id: &'static str, columns: &'static [listing::Column], sort: Option<Sort>) -> Self {
        let places = use_places();
        let entry = places.entry();
        let left: Option<Left> = places
            .left(entry, id)
            .and_then(|text| serde_json::from_str(&text).ok());
        let left = left.unwrap_or_else(|| Left {
            sort,
            ..Left::default()
        });
        let place = Self {
            find: RwSignal::new(left.find),
            conditions: RwSignal::new(read_conditions(columns, &left.filter).unwrap_or_default()),
            sort: RwSignal::new(left.sort),
            selected: RwSignal::new(left.selected),
            expanded: RwSignal::new(left.expanded),
            top: RwSignal::new(left.top),
        };
        let leave = move || {
            if let Some(Ok(text)) = place.now().map(|left| serde_json::to_string(&left)) {
                places.leave(entry, id, text);
            }
        };
        on_cleanup(leave);
        // A reload leaves too.
        let handle = window_event_listener(ev::Custom::<ev::Event>::new("pagehide"), move |_| {
            leave();
            places.keep();
        });
        on_cleanup(move || handle.remove());
        place
    }

    fn now(&self) -> Option<Left> {
        Some(Left {
            find: self.find.try_get_untracked()?,
            filter: self
                .conditions
                .try_with_untracked(|all| write_conditions(all))?,
            sort: self.sort.try_get_untracked()?,
            selected: self.selected.try_get_untracked()?,
            expanded: self.expanded.try_get_untracked()?,
            top: self.top.try_get_untracked()?,
        })
    }

    /// Whether something narrows the list.
    pub fn is_narrowed(&self) -> bool {
        !self.conditions.with(Vec::is_empty) || self.find.with(|find| !find.trim().is_empty())
    }

    /// Shows everything again.
    pub fn show_all(&self) {
        self.find.set(String::new());
        self.conditions.set(Vec::new());
    }

    /// Shows or hides a row's parts.
    pub fn expand(&self, key: &str, open: bool) {
        self.expanded.update(|expanded| {
            if open {
                expanded.insert(key.to_owned());
            } else {
                expanded.remove(key);
            }
        });
    }
}
