//! The filter bar of a list whose rows are in the window.

use std::{collections::BTreeSet, sync::Arc};

use leptos::prelude::*;

use crate::{
    filter::{Field, Kind},
    list,
    ui::ListPlace,
};

/// Values of a field that are offered; more are found by typing.
const OFFERED: usize = 300;

/// Find field, chips, the button that adds one; `children` stand at the right.
#[component]
pub fn FilterBar<T: Send + Sync + 'static>(
    /// Names the list where recent filters are kept.
    id: &'static str,
    place: ListPlace,
    fields: &'static [Field<T>],
    /// All rows, before the filter: their values are offered.
    #[prop(into)]
    rows: Signal<Arc<Vec<Arc<T>>>>,
    placeholder: &'static str,
    children: Children,
) -> impl IntoView {
    let values = Callback::new(move |id: &'static str| {
        let field = fields.iter().find(|field| field.id == id);
        let Some(Kind::Choice(each, _) | Kind::Text(each)) = field.map(|field| &field.kind) else {
            return Signal::stored(Vec::new());
        };
        let mut values = BTreeSet::new();
        rows.with_untracked(|rows| {
            for row in rows.iter() {
                each(row, &mut |value| {
                    if values.len() < OFFERED && !values.contains(value) {
                        values.insert(value.to_owned());
                    }
                });
                if values.len() >= OFFERED {
                    break;
                }
            }
        });
        Signal::stored(values.into_iter().collect())
    });
    view! {
        <list::FilterBar
            id=id
            find=place.find
            chips=place.chips
            fields=fields.iter().map(Field::described).collect()
            values=values
            placeholder=placeholder
        >
            {children()}
        </list::FilterBar>
    }
}
