//! Choosing a chip's value: those that are offered, or one that is typed.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    filter::{self, Chip, FilterField, Operator},
    ui::{Icon, Problem},
    words::words,
};

/// Values that are shown at once.
const SHOWN: usize = 60;

/// The menu of a field's values, with its operators above.
#[component]
pub fn ValueMenu(
    field: FilterField,
    /// The chip that is changed; none for a new one.
    chip: Option<Chip>,
    /// Values to choose from, and how each is shown.
    #[prop(into)]
    offered: Signal<Vec<(String, String)>>,
    on_done: Callback<(Operator, String)>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().filter;
    let FilterField {
        operators,
        unit,
        name,
        is_choice,
        ..
    } = field;
    let before = chip.as_ref().map(|chip| chip.value.clone());
    let operator = RwSignal::new(chip.map_or(operators[0], |chip| chip.operator));
    let typed = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let input = NodeRef::<html::Input>::new();
    let menu = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    let may_type = !is_choice;
    let shown = Memo::new(move |_| {
        let wanted = typed.get().trim().to_lowercase();
        offered.with(|offered| {
            offered
                .iter()
                .filter(|(value, shown)| {
                    wanted.is_empty()
                        || shown.to_lowercase().contains(&wanted)
                        || value.to_lowercase().contains(&wanted)
                })
                .take(SHOWN)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    let take = move |value: String| on_done.run((operator.get_untracked(), value));
    let take_typed = move || {
        let text = typed.get_untracked();
        if !may_type {
            if let Some((value, _)) = shown.get_untracked().into_iter().next() {
                take(value);
            }
            return;
        }
        match filter::check(unit, &text) {
            Ok(value) => take(value),
            Err(wrong) => problem.set(Some(words().filter.problem(wrong))),
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        event.stop_propagation();
        let Some(menu) = menu.get_untracked() else {
            return;
        };
        let here = document().active_element();
        let step = |forward: bool| -> Option<web_sys::Element> {
            let all = menu.query_selector_all("input, .mi").ok()?;
            let at = (0..all.length()).find(|at| {
                let node = all.item(*at).and_then(|node| node.dyn_into().ok());
                node == here
            });
            let next = match (at, forward) {
                (Some(at), true) => (at + 1).min(all.length().saturating_sub(1)),
                (Some(at), false) => at.saturating_sub(1),
                (None, _) => 0,
            };
            all.item(next)?.dyn_into().ok()
        };
        let to = match event.key().as_str() {
            "Escape" => {
                event.prevent_default();
                on_close.run(());
                return;
            }
            "ArrowDown" => step(true),
            "ArrowUp" => step(false),
            _ => return,
        };
        event.prevent_default();
        if let Some(to) = to.and_then(|to| to.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = to.focus();
        }
    };
    let tabs = operators
        .iter()
        .map(|known| {
            let known = *known;
            view! {
                <button
                    type="button"
                    role="radio"
                    class:is-active=move || operator.get() == known
                    aria-checked=move || (operator.get() == known).to_string()
                    on:click=move |_| operator.set(known)
                >
                    {w.operator(known)}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="menu-off" on:click=move |_| on_close.run(())></div>
        <div
            node_ref=menu
            class="pop menu below values"
            role="dialog"
            aria-label=name
            on:keydown=on_key
        >
            <div class="row g8 vh">
                <span class="semi t125">{name}</span>
                <span class="sp"></span>
                <div class="seg" role="radiogroup" aria-label=w.choose_operator>
                    {tabs}
                </div>
            </div>
            <form
                class="row g6"
                on:submit=move |event| {
                    event.prevent_default();
                    take_typed();
                }
            >
                <label class="in q" class:is-bad=move || problem.with(Option::is_some)>
                    <Icon name=if may_type { "pencil" } else { "search" } class="i-14" />
                    <input
                        node_ref=input
                        class="v"
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        placeholder=w.value
                        aria-label=w.value
                        aria-invalid=move || problem.with(Option::is_some).to_string()
                        prop:value=typed
                        on:input=move |event| {
                            typed.set(event_target_value(&event));
                            problem.set(None);
                        }
                    />
                </label>
                {may_type
                    .then(|| {
                        view! {
                            <button type="submit" class="btn sm">
                                {w.add_typed}
                            </button>
                        }
                    })}
            </form>
            <div aria-live="polite">
                {move || {
                    problem
                        .get()
                        .map(|problem| view! { <Problem text=problem /> })
                }}
            </div>
            <div class="items">
                {move || {
                    let shown = shown.get();
                    if shown.is_empty() && !may_type {
                        return view! { <div class="mh">{w.nothing}</div> }.into_any();
                    }
                    shown
                        .into_iter()
                        .map(|(value, words)| {
                            let icon = if before.as_ref() == Some(&value) { "check" } else { "" };
                            view! {
                                <button
                                    type="button"
                                    class="mi"
                                    on:click=move |_| take(value.clone())
                                >
                                    <Icon name=icon />
                                    <span class="l">{words}</span>
                                </button>
                            }
                        })
                        .collect_view()
                        .into_any()
                }}
            </div>
        </div>
    }
}
