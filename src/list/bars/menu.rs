//! A menu beneath its opener, or where somebody points.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::ui::Icon;

/// A line of a menu.
pub struct Item {
    pub icon: &'static str,
    pub label: String,
    /// For a line that is on or off; the menu then stays open.
    pub on: Option<Signal<bool>>,
    pub run: Callback<()>,
}

/// A menu: first line focused, arrow keys, Escape. Closing is the opener's.
#[component]
pub fn Menu(
    label: &'static str,
    items: Vec<Item>,
    on_close: Callback<()>,
    /// Where it stands in the window; without, below its opener.
    #[prop(optional)]
    at: Option<(i32, i32)>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let first = node.get().and_then(|menu| menu.first_element_child());
        focus(first);
    });
    let on_key = move |event: ev::KeyboardEvent| {
        let here = document().active_element();
        let menu = node.get_untracked();
        let next = match event.key().as_str() {
            "ArrowDown" => here.and_then(|here| here.next_element_sibling()),
            "ArrowUp" => here.and_then(|here| here.previous_element_sibling()),
            "Home" => menu.and_then(|menu| menu.first_element_child()),
            "End" => menu.and_then(|menu| menu.last_element_child()),
            "Escape" | "Tab" => {
                event.prevent_default();
                event.stop_propagation();
                on_close.run(());
                return;
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        focus(next);
    };
    let lines = items
        .into_iter()
        .map(|item| {
            let (on, run) = (item.on, item.run);
            let icon = move || match on {
                Some(on) if on.get() => "check",
                Some(_) => "",
                None => item.icon,
            };
            view! {
                <button
                    type="button"
                    class="mi"
                    role=if on.is_some() { "menuitemcheckbox" } else { "menuitem" }
                    aria-checked=move || on.map(|on| on.get().to_string())
                    tabindex="-1"
                    on:click=move |_| {
                        run.run(());
                        if on.is_none() {
                            on_close.run(());
                        }
                    }
                >
                    <Icon name=Signal::derive(icon) />
                    <span class="l">{item.label}</span>
                </button>
            }
        })
        .collect_view();
    view! {
        <div
            class="menu-off"
            on:click=move |_| on_close.run(())
            on:contextmenu=move |event| {
                event.prevent_default();
                on_close.run(());
            }
        ></div>
        <div
            node_ref=node
            class="pop menu"
            class:at=at.is_some()
            class:below=at.is_none()
            style:left=at.map(|(x, _)| format!("{x}px"))
            style:top=at.map(|(_, y)| format!("{y}px"))
            role="menu"
            aria-label=label
            on:keydown=on_key
        >
            {lines}
        </div>
    }
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
