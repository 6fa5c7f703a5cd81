//! Form fields: a label, an input, and what is wrong with it.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use crate::{actions::use_action, ui::Icon};

/// A text field. What was typed is kept in `value` whatever happens.
#[component]
pub fn Field(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    /// What is wrong, in words; nothing while it is empty.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
    #[prop(optional)] hint: Option<&'static str>,
    /// `password` hides what is typed.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional)] placeholder: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] large: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    let said = format!("{id}-said");
    let described = said.clone();
    if autofocus {
        Effect::new(move |_| {
            if let Some(input) = node.get() {
                let _ = input.focus();
            }
        });
    }
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <div class="in" class:lg=large class:is-bad=move || problem.get().is_some()>
                <input
                    node_ref=node
                    id=id
                    class="v"
                    type=kind
                    placeholder=placeholder
                    autocomplete=autocomplete
                    autocapitalize="off"
                    spellcheck="false"
                    aria-invalid=move || problem.get().is_some().to_string()
                    aria-describedby=described
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                    on:blur=move |_| {
                        if let Some(left) = on_leave {
                            left.run(());
                        }
                    }
                />
            </div>
            <div id=said aria-live="polite">
                {move || match problem.get() {
                    Some(problem) => {
                        view! {
                            <span class="hint bad">
                                <Icon name="alert" class="i-14" />
                                {problem}
                            </span>
                        }
                            .into_any()
                    }
                    None => hint.map(|hint| view! { <span class="hint">{hint}</span> }).into_any(),
                }}
            </div>
        </div>
    }
}

/// A box to agree to something.
#[component]
pub fn Checkbox(id: &'static str, value: RwSignal<bool>, children: Children) -> impl IntoView {
    view! {
        <label class="check" for=id>
            <input
                id=id
                type="checkbox"
                prop:checked=value
                on:change=move |event| value.set(event_target_checked(&event))
            />
            <span>{children()}</span>
        </label>
    }
}

/// Whether a key goes into a field: then it is no shortcut.
pub fn is_typing(event: &leptos::ev::KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|element| {
            matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
                || element
                    .closest("dialog")
                    .is_ok_and(|dialog| dialog.is_some())
        })
}

/// The field that narrows a list. `/` leads here from anywhere on the page, Escape empties it.
#[component]
pub fn Find(value: RwSignal<String>, placeholder: &'static str) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    use_action("page.find", move || {
        if let Some(input) = node.get_untracked() {
            let _ = input.focus();
            input.select();
        }
    });
    view! {
        <label class="in q find">
            <Icon name="search" class="i-14" />
            <input
                node_ref=node
                class="v"
                type="text"
                placeholder=placeholder
                aria-label=placeholder
                autocomplete="off"
                spellcheck="false"
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
                on:keydown=move |event| {
                    if event.key() == "Escape" {
                        event.stop_propagation();
                        value.set(String::new());
                    }
                }
            />
            <span class="kbds" aria-hidden="true">
                <kbd class="kbd">"/"</kbd>
            </span>
        </label>
    }
}
