//! What was asked to stop: Harbor may take up to half a minute to say so, and asking again changes nothing.

use std::{collections::BTreeSet, sync::Arc};

use leptos::prelude::*;

use crate::{
    ui::{Act, Icon},
    words::words,
};

/// The keys of what was asked to stop. It belongs to a page: what it shows of a row is drawn anew with it.
#[derive(Clone, Copy)]
pub struct Stopping(RwSignal<BTreeSet<String>>);

impl Stopping {
    pub fn new() -> Self {
        Self(RwSignal::new(BTreeSet::new()))
    }

    /// Whether it was asked to stop.
    pub fn has(self, key: &str) -> bool {
        self.0.with(|keys| keys.contains(key))
    }

    /// It is being asked; what it gives takes that back where asking fails.
    fn begin(self, key: String) -> Act {
        self.0.update(|keys| {
            keys.insert(key.clone());
        });
        Arc::new(move || {
            // The page may be gone.
            let _ = self.0.try_update(|keys| keys.remove(&key));
        })
    }
}

/// The button that stops something; off and said to be stopping once it was pressed.
#[component]
pub fn StopButton(
    stopping: Stopping,
    key: String,
    #[prop(optional)] id: Option<&'static str>,
    /// Why nothing can be changed now.
    off: Signal<Option<&'static str>>,
    /// Asks; is given what is to be done where that fails.
    press: Callback<Act>,
) -> impl IntoView {
    let w = &words().executions;
    let asked = key.clone();
    let is_stopping = Memo::new(move |_| stopping.has(&key));
    view! {
        <button
            type="button"
            class="btn"
            id=id
            disabled=move || is_stopping.get() || off.get().is_some()
            title=move || off.get()
            on:click=move |_| press.run(stopping.begin(asked.clone()))
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
    use super::*;

    #[test]
    fn what_was_asked_to_stop_is_stopping_until_asking_fails() {
        let owner = Owner::new();
        owner.set();
        let stopping = Stopping::new();
        assert!(!stopping.has("7"));
        let failed = stopping.begin("7".to_owned());
        assert!(stopping.has("7") && !stopping.has("8"));
        failed();
        assert!(!stopping.has("7"));
    }
}
