//! What was asked to stop: Harbor may take up to half a minute to say so, and asking again changes nothing.

use std::sync::Arc;

use leptos::prelude::*;
use listing::lists::STOPPING;

use crate::{
    list::{List, StateWords, Tone, Values},
    ui::{Act, Icon},
    words::words,
};

/// Whether a row was asked to stop, and the server doesn't show yet that it has. Tasks are never asked.
pub fn is_stopping(values: &Values<'_>) -> bool {
    let is_marked = values.columns.iter().any(|column| column.id == STOPPING);
    is_marked && values.text(STOPPING) == "yes"
}

/// How a row is: what it says of itself, unless it is stopping.
pub fn unless_stopping(values: &Values<'_>, said: StateWords) -> StateWords {
    match is_stopping(values) {
        true => StateWords::new("clock", Tone::Active, words().executions.is_stopping),
        false => said,
    }
}

/// The button that stops what a row is of; off and said to be stopping once it was pressed.
#[component]
pub fn StopButton(
    list: List,
    /// The row's key.
    key: String,
    /// It was asked before.
    is_stopping: bool,
    #[prop(optional)] id: Option<&'static str>,
    /// Why nothing can be changed now.
    off: Signal<Option<&'static str>>,
    /// Asks; is given what is to be done where that fails.
    press: Callback<Act>,
) -> impl IntoView {
    let w = &words().executions;
    let is_stopping = RwSignal::new(is_stopping);
    let ask = move |_| {
        let row = vec![key.clone()];
        is_stopping.set(true);
        list.mark_stopping(Some(row.clone()), true);
        press.run(Arc::new(move || {
            is_stopping.try_set(false);
            list.mark_stopping(Some(row.clone()), false);
        }));
    };
    view! {
        <button
            type="button"
            class="btn"
            id=id
            disabled=move || is_stopping.get() || off.get().is_some()
            title=move || off.get()
            on:click=ask
        >
            {move || match is_stopping.get() {
                true => view! { <span class="spin"></span> }.into_any(),
                false => view! { <Icon name="stop" /> }.into_any(),
            }}
            {move || if is_stopping.get() { w.is_stopping } else { w.stop }}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use listing::{Cell, Listing, lists::PreheatTasks};

    use super::*;

    #[test]
    fn a_task_has_no_mark_and_is_not_stopping() {
        let cells = vec![Cell::None; PreheatTasks::COLUMNS.len()];
        assert!(!is_stopping(&Values {
            columns: PreheatTasks::COLUMNS,
            cells: &cells,
        }));
    }
}
