//! What a list looks like at a place of the history: found, filtered, sorted, selected, scrolled.

use std::collections::HashSet;

use leptos::{ev, prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    filter::{self, Chip, Field},
    ui::{Sorting, use_places},
};

/// How a list was left; kept with its entry of the history, so that back and forward bring it back.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Left {
    find: String,
    filter: String,
    sorting: Option<Sorting>,
    selected: Option<String>,
    expanded: HashSet<String>,
    top: f64,
}

/// A list as the person has it.
#[derive(Clone, Copy)]
pub struct ListPlace {
    /// What the find field holds.
    pub find: RwSignal<String>,
    pub chips: RwSignal<Vec<Chip>>,
    pub sorting: RwSignal<Sorting>,
    /// The key of the row whose details are shown.
    pub selected: RwSignal<Option<String>>,
    /// Keys of the rows that are open.
    pub expanded: RwSignal<HashSet<String>>,
    /// How far it is scrolled, in pixels.
    pub top: RwSignal<f64>,
}

impl ListPlace {
    /// The list as it was left here, or new with this order. `id` tells lists of one page apart.
    pub fn open<T>(
        id: &'static str,
        fields: &'static [Field<T>],
        sorting: Option<(&'static str, bool)>,
    ) -> Self {
        let places = use_places();
        let entry = places.entry();
        let left: Left = places
            .left(entry, id)
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        let place = Self {
            find: RwSignal::new(left.find),
            chips: RwSignal::new(filter::read(fields, &left.filter).unwrap_or_default()),
            sorting: RwSignal::new(
                left.sorting
                    .unwrap_or_else(|| sorting.map(|(key, down)| (key.to_owned(), down))),
            ),
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
                .chips
                .try_with_untracked(|chips| filter::write(chips))?,
            sorting: Some(self.sorting.try_get_untracked()?),
            selected: self.selected.try_get_untracked()?,
            expanded: self.expanded.try_get_untracked()?,
            top: self.top.try_get_untracked()?,
        })
    }

    /// Shows everything again.
    pub fn show_all(&self) {
        self.find.set(String::new());
        self.chips.set(Vec::new());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_kept_by_the_columns_key() {
        let left = Left {
            sorting: Some(Some(("updated".to_owned(), true))),
            ..Left::default()
        };
        let text = serde_json::to_string(&left).expect("JSON");
        assert!(text.contains(r#"["updated",true]"#), "{text}");
        let again: Left = serde_json::from_str(&text).expect("the same");
        assert_eq!(again, left);
    }
}
