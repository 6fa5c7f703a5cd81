//! What the server is asked to filter and sort while a long list is still on its way.

use chrono::{DateTime, Utc};
use harbor_api::{Direction, Filter, Sort};
use leptos::prelude::*;

use crate::{
    components::ListPlace,
    filter::{Field, server_filter},
    load::{Loaded, Rows},
};

/// Shorter lists are here before the server would have answered.
const LONG: usize = 1_000;

/// The filter and the order that a list is loaded with.
#[derive(Clone, Copy)]
pub struct Asked {
    pub filter: RwSignal<Filter>,
    pub sort: RwSignal<Sort>,
    /// How many there are without a filter.
    pub total: RwSignal<usize>,
    /// Spans of time count from here, or each look would be another filter.
    pub now: DateTime<Utc>,
}

impl Asked {
    pub fn new() -> Self {
        Self {
            filter: RwSignal::default(),
            sort: RwSignal::default(),
            total: RwSignal::new(0),
            now: Utc::now(),
        }
    }

    /// Keeps filter and order as the list needs them: of a list that is whole the server is asked
    /// for nothing.
    pub fn follow<T: Send + Sync + 'static, R: 'static>(
        self,
        place: ListPlace,
        loaded: Loaded<Rows<T>>,
        fields: &'static [Field<R>],
        column: fn(&str) -> Option<&'static str>,
    ) {
        Effect::new(move |_| {
            let total = loaded
                .data
                .with(|rows| rows.as_ref().map_or(0, |rows| rows.total));
            let was_asked = self.filter.with(|filter| !filter.is_empty());
            if !was_asked {
                self.total.set(total);
            }
            let is_partial = !loaded.whole.get() && total > LONG;
            if !is_partial && !was_asked {
                return;
            }
            let wanted = place
                .chips
                .with(|chips| server_filter(fields, chips, self.now));
            let order = place.sorting.get().and_then(|(at, down)| {
                let direction = if down {
                    Direction::Descending
                } else {
                    Direction::Ascending
                };
                Some(Sort::by(column(&at)?, direction))
            });
            let is_new = self.filter.with_untracked(|filter| *filter != wanted);
            let sort = order.filter(|_| is_partial);
            let is_resorted = sort
                .as_ref()
                .is_some_and(|sort| self.sort.with_untracked(|now| now != sort));
            if is_new || is_resorted {
                // What is here is of another filter or order: it may be shown in part again.
                loaded.whole.set(false);
            }
            if is_new {
                self.filter.set(wanted);
            }
            if let Some(sort) = sort.filter(|_| is_resorted) {
                self.sort.set(sort);
            }
        });
    }
}
