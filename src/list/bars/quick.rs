//! Filters that one press sets, with how many rows each leaves.

use leptos::prelude::*;
use listing::Condition;
use wasm_bindgen_futures::spawn_local;

use crate::{format::count, list::handle::List, words::words};

/// Such a filter.
#[derive(Clone)]
pub struct QuickFilter {
    pub words: &'static str,
    pub condition: Condition,
    /// Whether its answer is known; it is not offered before.
    pub is_known: Signal<bool>,
}

/// A button for each, and one for all rows; each takes the place of the others. What else narrows the list
/// stays.
#[component]
pub fn QuickFilters(list: List, filters: Vec<QuickFilter>) -> impl IntoView {
    let w = &words().table;
    let conditions = list.place.conditions;
    let all: Vec<Condition> = filters.iter().map(|one| one.condition.clone()).collect();
    let all = StoredValue::new(all);
    let set = move |wanted: Option<&Condition>| {
        conditions.update(|conditions| {
            all.with_value(|all| conditions.retain(|known| !all.contains(known)));
            conditions.extend(wanted.cloned());
        });
    };
    let button = move |words: &'static str,
                       number: Signal<Option<usize>>,
                       is_on: Memo<bool>,
                       press: Callback<()>| {
        let number = move || {
            let number = number.get()?;
            Some(view! { <span class="num">{count(number)}</span> })
        };
        view! {
            <button
                type="button"
                class:is-active=is_on
                aria-pressed=move || is_on.get().to_string()
                on:click=move |_| press.run(())
            >
                {words}
                {number}
            </button>
        }
    };
    let is_any = Memo::new(move |_| {
        conditions.with(|now| all.with_value(|all| all.iter().any(|one| now.contains(one))))
    });
    let total = Signal::derive(move || list.is_known().then(|| list.total()));
    let is_all = Memo::new(move |_| !is_any.get());
    let buttons = filters.into_iter().map(|filter| {
        let QuickFilter {
            words,
            condition,
            is_known,
        } = filter;
        let number = rows_with(list, condition.clone());
        let of = condition.clone();
        let is_on = Memo::new(move |_| conditions.with(|now| now.contains(&of)));
        let press = Callback::new(move |()| set(Some(&condition)));
        view! {
            <Show when=move || is_known.get() || is_on.get()>
                {button(words, number, is_on, press)}
            </Show>
        }
    });
    let buttons = buttons.collect_view();
    view! {
        <span class="seg" role="group" aria-label=w.quick_filters>
            {button(w.all_rows, total, is_all, Callback::new(move |()| set(None)))}
            {buttons}
        </span>
    }
}

/// How many rows satisfy a condition, whatever is looked for.
fn rows_with(list: List, condition: Condition) -> Signal<Option<usize>> {
    let number = RwSignal::new(None);
    let revision = Memo::new(move |_| {
        let state = list.state()?;
        Some((state.list, state.revision))
    });
    Effect::new(move |_| {
        if revision.get().is_none() {
            return;
        }
        let conditions = vec![condition.clone()];
        spawn_local(async move {
            if let Some(rows) = list.count_matching(conditions).await {
                number.try_set(Some(rows));
            }
        });
    });
    number.into()
}
