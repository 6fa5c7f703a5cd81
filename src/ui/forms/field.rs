//! Form fields: a label, an input, and what is wrong with it.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use crate::{actions::use_action, ui::Icon};

/// A text field. What was typed is kept in `value` whatever happens.
#[component]
pub fn Field(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    /// What is wrong, in words; nothing while it is empty.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
    #[prop(optional, into)] hint: String,
    /// `password` hides what is typed.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional, into)] placeholder: String,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] large: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] on_leave: Option<Callback<()>>,
    #[prop(optional, into)] off: Signal<bool>,
    /// The `<datalist>` with what can be chosen.
    #[prop(optional)]
    list: Option<&'static str>,
    /// Stands in the field before what is typed, and belongs to it.
    #[prop(optional, into)]
    prefix: String,
    /// What is right, in words, where that is worth a line; nothing beside a problem.
    #[prop(optional, into)]
    good: Signal<Option<String>>,
    /// What can be done about a problem, behind its words.
    #[prop(optional, into)]
    remedy: ViewFn,
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
            <label for=id.clone()>{label}</label>
            <div class="in" class:lg=large class:dis=off class:is-bad=move || problem.get().is_some()>
                {(!prefix.is_empty()).then(|| view! { <span class="prefix">{prefix}</span> })}
                <input
                    node_ref=node
                    id=id
                    class="v"
                    type=kind
                    placeholder=placeholder
                    list=list
                    disabled=off
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
                                <span>{problem} " " {remedy.run()}</span>
                            </span>
                        }
                            .into_any()
                    }
                    None => {
                        match good.get() {
                            Some(good) => {
                                view! {
                                    <span class="hint ok">
                                        <Icon name="check" class="i-14" />
                                        {good}
                                    </span>
                                }
                                    .into_any()
                            }
                            None => {
                                (!hint.is_empty())
                                    .then(|| view! { <span class="hint">{hint.clone()}</span> })
                                    .into_any()
                            }
                        }
                    }
                }}
            </div>
        </div>
    }
}

/// What is wrong, in words.
#[component]
pub fn Problem(#[prop(into)] text: String) -> impl IntoView {
    view! {
        <span class="hint bad">
            <Icon name="alert" class="i-14" />
            {text}
        </span>
    }
}

/// One of several values, in a list that opens.
#[component]
pub fn Select(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    /// The label is for screen readers only.
    #[prop(optional)]
    bare: bool,
    value: RwSignal<String>,
    /// Each value with its words.
    #[prop(into)]
    choices: Signal<Vec<(String, String)>>,
    #[prop(optional, into)] off: Signal<bool>,
) -> impl IntoView {
    let options = move || options(&value.get(), choices.get());
    view! {
        <div class="field">
            <label for=id.clone() class:sr=bare>
                {label}
            </label>
            <span class="in sel" class:dis=off>
                <select
                    id=id
                    class="v"
                    disabled=off
                    prop:value=value
                    on:change=move |event| value.set(event_target_value(&event))
                >
                    {options}
                </select>
                <Icon name="chevrons" class="i-14" />
            </span>
        </div>
    }
}

/// What a list that opens has.
pub(super) fn options(current: &str, choices: Vec<(String, String)>) -> impl IntoView + use<> {
    let options = choices.into_iter().map(|(this, words)| {
        let is_chosen = this == current;
        view! {
            <option value=this selected=is_chosen>
                {words}
            </option>
        }
    });
    options.collect_view()
}

/// Something that is on or off.
#[component]
pub fn Switch(
    id: &'static str,
    label: &'static str,
    value: RwSignal<bool>,
    #[prop(optional, into)] off: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            id=id
            type="button"
            class="sw"
            class:on=value
            role="switch"
            aria-label=label
            aria-checked=move || value.get().to_string()
            disabled=off
            on:click=move |_| value.update(|on| *on = !*on)
        ></button>
    }
}

/// A box to agree to something.
#[component]
pub fn Checkbox(
    #[prop(into)] id: String,
    value: RwSignal<bool>,
    #[prop(optional, into)] off: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <label class="check" for=id.clone()>
            <input
                id=id.clone()
                type="checkbox"
                disabled=off
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
pub fn Find(
    value: RwSignal<String>,
    placeholder: &'static str,
    /// Another field of the page has the key.
    #[prop(optional)]
    without_key: bool,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    if !without_key {
        use_action("page.find", move || {
            if let Some(input) = node.get_untracked() {
                let _ = input.focus();
                input.select();
            }
        });
    }
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
                    // Once it is empty, Escape leaves what is around it.
                    if event.key() == "Escape" && value.with_untracked(|text| !text.is_empty()) {
                        event.prevent_default();
                        event.stop_propagation();
                        value.set(String::new());
                    }
                }
            />
            {(!without_key)
                .then(|| {
                    view! {
                        <span class="kbds" aria-hidden="true">
                            <kbd class="kbd">"/"</kbd>
                        </span>
                    }
                })}
        </label>
    }
}
