//! A menu that opens at its button: arrow keys, Escape, and the focus back to where it was.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::{actions::use_action, ui::Icon, words::words};

static NEXT: AtomicU32 = AtomicU32::new(1);

/// One line of a menu.
#[derive(Clone)]
pub struct MenuItem {
    pub text: String,
    /// A second line.
    pub detail: Option<&'static str>,
    /// An icon, or the mark of what is chosen.
    pub icon: Option<&'static str>,
    /// A colour before the text.
    pub color: Option<String>,
    /// Takes something away: stands apart, in red.
    pub danger: bool,
    pub on_choose: Callback<()>,
}

impl MenuItem {
    pub fn new(text: impl Into<String>, on_choose: Callback<()>) -> Self {
        Self {
            text: text.into(),
            detail: None,
            icon: None,
            color: None,
            danger: false,
            on_choose,
        }
    }
}

/// A button with a menu.
#[component]
pub fn Menu(
    /// What the button says to a screen reader.
    #[prop(into)]
    label: String,
    /// Classes of the button.
    class: &'static str,
    /// What the button shows.
    #[prop(into)]
    opener: ViewFn,
    #[prop(into)] items: Signal<Vec<MenuItem>>,
    /// Why it can't be used now.
    #[prop(optional, into)]
    off: Signal<Option<&'static str>>,
    /// Shows a field that narrows the items.
    #[prop(optional)]
    find: Option<&'static str>,
    /// The action that opening it is, for palette and keys.
    #[prop(optional)]
    action: Option<&'static str>,
    /// Told when it opens.
    #[prop(optional)]
    on_open: Option<Callback<()>>,
    /// Said where there are no items.
    #[prop(default = words().parts.nothing_to_choose)]
    nothing: &'static str,
) -> impl IntoView {
    let open = RwSignal::new(None::<MenuPlace>);
    let button = NodeRef::<html::Button>::new();
    let close = Callback::new(move |()| {
        open.set(None);
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    });
    let show = move || {
        let Some(button) = button.get_untracked() else {
            return;
        };
        if let Some(opened) = on_open {
            opened.run(());
        }
        open.set(Some(MenuPlace::at(&button.get_bounding_client_rect())));
    };
    let is_open = move || open.with(Option::is_some);
    if let Some(action) = action {
        use_action(action, move || {
            if off.get_untracked().is_none() && open.with_untracked(Option::is_none) {
                show();
            }
        });
    }
    let on_key = move |event: ev::KeyboardEvent| {
        // A table around it has keys of its own; those of the window are meant wherever one is.
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let key = event.key();
        if key == "Enter" || key == " " || key.starts_with("Arrow") {
            event.stop_propagation();
        }
        if key == "ArrowDown" && open.with_untracked(Option::is_none) {
            event.prevent_default();
            show();
        }
    };
    let label = StoredValue::new(label);
    view! {
        <span class="menu-at" on:keydown=on_key on:dblclick=move |event| event.stop_propagation()>
            <button
                node_ref=button
                type="button"
                class=class
                class:is-open=is_open
                aria-label=label.get_value()
                aria-haspopup="menu"
                aria-expanded=move || is_open().to_string()
                title=move || off.get()
                disabled=move || off.get().is_some()
                on:click=move |_| if open.with_untracked(Option::is_some) {
                    close.run(());
                } else {
                    show();
                }
            >
                {opener.run()}
            </button>
            {move || {
                open.get()
                    .map(|place| {
                        view! {
                            <MenuList
                                label=label.get_value()
                                items=items
                                place=place
                                on_close=close
                                find=find
                                nothing=nothing
                            />
                        }
                    })
            }}
        </span>
    }
}

/// The lines of an open menu. Closing it is its opener's, which then has the focus again.
#[component]
pub fn MenuList(
    #[prop(into)] label: String,
    #[prop(into)] items: Signal<Vec<MenuItem>>,
    place: MenuPlace,
    on_close: Callback<()>,
    /// Shows a field that narrows the items.
    #[prop(optional_no_strip)]
    find: Option<&'static str>,
    /// Said where there are no items.
    #[prop(default = words().parts.nothing_to_choose)]
    nothing: &'static str,
) -> impl IntoView {
    let id = format!("menu-{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let id = StoredValue::new(id);
    let wanted = RwSignal::new(String::new());
    let list = NodeRef::<html::Div>::new();
    let shown = Memo::new_owning(move |_: Option<Vec<usize>>| {
        let wanted = wanted.get().trim().to_lowercase();
        let shown = items.with(|items| {
            items
                .iter()
                .enumerate()
                .filter(|(_, item)| item.text.to_lowercase().contains(&wanted))
                .map(|(at, _)| at)
                .collect()
        });
        (shown, true)
    });
    let focus = move |at: usize| {
        let Some(id) = id.try_get_value() else { return };
        let item = document().get_element_by_id(&format!("{id}-{at}"));
        let item = item.and_then(|item| item.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(item) = item {
            let _ = item.focus();
        } else if let Some(Some(list)) = list.try_get_untracked() {
            // Keys are heard where there is nothing to choose too.
            let _ = list.focus();
        }
    };
    request_animation_frame(move || focus(0));
    let on_key = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        event.stop_propagation();
        let prefix = format!("{}-", id.get_value());
        let at = document()
            .active_element()
            .and_then(|element| element.id().strip_prefix(&prefix)?.parse::<usize>().ok());
        let count = shown.with_untracked(Vec::len);
        let next = step(&event.key(), at, count, find.is_some());
        match event.key().as_str() {
            "Escape" | "Tab" => {
                event.prevent_default();
                on_close.run(());
            }
            _ => {
                if let Some(next) = next {
                    event.prevent_default();
                    focus(next);
                }
            }
        }
    };
    let line = move |at: usize, item: MenuItem| {
        let choose = item.on_choose;
        let plain = item.icon.is_none() && item.color.is_none();
        view! {
            {item.danger.then(|| view! { <div class="msep"></div> })}
            <button
                type="button"
                id=format!("{}-{at}", id.get_value())
                class="mi"
                class:bad=item.danger
                class:two=item.detail.is_some()
                role="menuitem"
                tabindex="-1"
                on:click=move |event| {
                    event.stop_propagation();
                    on_close.run(());
                    choose.run(());
                }
            >
                {item.icon.map(|icon| view! { <Icon name=icon /> })}
                {item.color.map(|color| view! { <span class="dot" style:background=color></span> })}
                {plain.then(|| view! { <span class="no-icon"></span> })}
                <span class="l">
                    {item.text} {item.detail.map(|detail| view! { <span class="d">{detail}</span> })}
                </span>
            </button>
        }
    };
    view! {
        <div
            class="menu-off"
            on:click=move |_| on_close.run(())
            on:wheel=move |_| on_close.run(())
        ></div>
        <div
            node_ref=list
            class="pop menu fixed"
            role="menu"
            tabindex="-1"
            aria-label=label
            style:left=place.left
            style:top=place.top
            style:bottom=place.bottom
            on:keydown=on_key
        >
            {find
                .map(|placeholder| {
                    view! {
                        <label class="in find">
                            <Icon name="search" class="i-14" />
                            <input
                                id=format!("{}-0", id.get_value())
                                class="v"
                                type="text"
                                placeholder=placeholder
                                aria-label=placeholder
                                autocomplete="off"
                                spellcheck="false"
                                prop:value=wanted
                                on:input=move |event| wanted.set(event_target_value(&event))
                            />
                        </label>
                    }
                })}
            <div class="items">
                {move || {
                    let from = usize::from(find.is_some());
                    let shown = shown.get();
                    if shown.is_empty() {
                        return view! { <div class="mh">{nothing}</div> }.into_any();
                    }
                    items
                        .with(|items| {
                            shown
                                .iter()
                                .enumerate()
                                .filter_map(|(at, index)| {
                                    Some(line(at + from, items.get(*index)?.clone()))
                                })
                                .collect_view()
                                .into_any()
                        })
                }}
            </div>
        </div>
    }
}

/// Where a menu stands, as CSS lengths.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MenuPlace {
    left: String,
    top: Option<String>,
    bottom: Option<String>,
}

impl MenuPlace {
    /// Below its opener, or above it in the lower part of the window.
    pub fn at(opener: &web_sys::DomRect) -> Self {
        let size = |value: Result<wasm_bindgen::JsValue, _>| {
            value.ok().and_then(|value| value.as_f64()).unwrap_or(600.0)
        };
        let (width, height) = (size(window().inner_width()), size(window().inner_height()));
        let left = opener.left().min(width - 300.0).max(8.0);
        let below = opener.bottom() < height * 0.6;
        Self {
            left: format!("{left}px"),
            top: below.then(|| format!("{}px", opener.bottom() + 4.0)),
            bottom: (!below).then(|| format!("{}px", height - opener.top() + 4.0)),
        }
    }
}

/// Where a key leads; the field that narrows the items is the first.
fn step(key: &str, at: Option<usize>, items: usize, has_field: bool) -> Option<usize> {
    let count = items + usize::from(has_field);
    let last = count.checked_sub(1)?;
    let typing = has_field && at == Some(0);
    match key {
        "ArrowDown" => Some(at.map_or(0, |at| if at >= last { 0 } else { at + 1 })),
        "ArrowUp" => Some(at.map_or(last, |at| at.checked_sub(1).unwrap_or(last))),
        "Enter" if typing && items > 0 => Some(1),
        "Home" if !typing => Some(0),
        "End" if !typing => Some(last),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_around() {
        assert_eq!(step("ArrowDown", Some(2), 3, false), Some(0));
        assert_eq!(step("ArrowUp", Some(0), 3, false), Some(2));
        assert_eq!(step("ArrowDown", Some(0), 3, true), Some(1));
        assert_eq!(step("ArrowUp", None, 3, true), Some(3));
        assert_eq!(step("ArrowDown", None, 0, false), None);
    }

    #[test]
    fn home_and_end_stay_in_the_field_while_typing() {
        assert_eq!(step("Home", Some(0), 3, true), None);
        assert_eq!(step("End", Some(1), 3, true), Some(3));
    }
}
