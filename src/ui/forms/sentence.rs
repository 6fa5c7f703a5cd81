//! Fields that stand in a sentence: their labels are for screen readers, what is wrong stands below.

use leptos::prelude::*;

use super::field::{Problem, options};
use crate::ui::Icon;

/// The widths of a field, in letters.
const NARROWEST: usize = 4;
const WIDEST: usize = 36;

/// One of several values.
#[component]
pub fn SentenceSelect(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    /// Each value with its words.
    #[prop(into)]
    choices: Signal<Vec<(String, String)>>,
    /// What is wrong stands in the [`SentenceProblem`] of this id.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
    #[prop(optional, into)] off: Signal<bool>,
) -> impl IntoView {
    view! {
        <span class="in sel" class:dis=off class:is-bad=move || problem.get().is_some()>
            <select
                id=id
                aria-label=label
                aria-invalid=move || problem.get().is_some().to_string()
                aria-describedby=said(id)
                disabled=off
                prop:value=value
                on:change=move |event| value.set(event_target_value(&event))
            >
                {move || options(&value.get(), choices.get())}
            </select>
            <Icon name="chevron-down" class="i-12" />
        </span>
    }
}

/// A text, as wide as what is typed.
#[component]
pub fn SentenceField(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    /// What is wrong stands in the [`SentenceProblem`] of this id.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
    /// What an empty one means.
    placeholder: &'static str,
    /// What can be typed.
    #[prop(optional)]
    hint: Option<&'static str>,
) -> impl IntoView {
    let width = move || {
        let typed = value.with(|text| text.chars().count());
        let shown = match typed {
            0 => placeholder.chars().count(),
            typed => typed,
        };
        format!("{}ch", shown.clamp(NARROWEST, WIDEST) + 1)
    };
    view! {
        <span class="in" class:is-bad=move || problem.get().is_some()>
            <input
                id=id
                class="mono"
                type="text"
                placeholder=placeholder
                title=hint
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-label=label
                aria-invalid=move || problem.get().is_some().to_string()
                aria-describedby=said(id)
                style:width=width
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </span>
    }
}

/// What is wrong with a field of the sentence; nothing while nothing is.
#[component]
pub fn SentenceProblem(
    /// The field's.
    id: &'static str,
    problem: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <div id=said(id) aria-live="polite">
            {move || {
                problem
                    .get()
                    .map(|problem| view! { <Problem text=problem /> })
            }}
        </div>
    }
}

fn said(id: &str) -> String {
    format!("{id}-said")
}
