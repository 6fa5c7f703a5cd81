//! The bar above a list: the find field, and a chip per condition.

use std::sync::Arc;

use leptos::{ev, html, prelude::*};
use listing::Operator;
use wasm_bindgen::JsCast;

use crate::{
    actions::use_action,
    deferred::deferred,
    filter::{self, Chip, FilterField},
    preferences::{preference, set_preference},
    registries::registries,
    ui::{Find, Icon, Menu, MenuItem, ValueMenu, copy_text},
    words::words,
};

/// Filters that are offered again, per list.
const RECENT: usize = 8;

/// What is being changed: a chip, or a new one of a field.
#[derive(Clone, Copy, PartialEq)]
enum Editing {
    Value(usize),
    New(&'static str),
}

/// Find field, chips, the button that adds one; `children` stand at the right.
#[component]
pub fn FilterBar(
    /// Names the list where recent filters are kept.
    id: &'static str,
    /// What the find field holds.
    find: RwSignal<String>,
    chips: RwSignal<Vec<Chip>>,
    fields: Vec<FilterField>,
    /// Values that occur in a field of words or texts.
    values: Callback<&'static str, Signal<Vec<String>>>,
    placeholder: &'static str,
    children: Children,
) -> impl IntoView {
    let w = &words().filter;
    let fields = Signal::stored(Arc::new(fields));
    let editing = RwSignal::new(None::<Editing>);
    let adder = NodeRef::<html::Span>::new();
    let recent = RwSignal::new(recent(id));
    let toasts = registries().toasts;

    Effect::new(move |before: Option<String>| {
        let text = chips.with(|chips| filter::write(chips));
        if before.is_some_and(|before| before != text) && !text.is_empty() {
            recent.update(|all| remember(all, &text));
            keep_recent(id, &recent.get_untracked());
        }
        text
    });
    let press_adder = move || {
        let button = adder
            .get_untracked()
            .and_then(|adder| adder.query_selector("button").ok().flatten())
            .and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(button) = button {
            button.click();
        }
    };
    use_action("page.filter", press_adder);
    let to_adder = move || {
        request_animation_frame(move || {
            let button = adder
                .get_untracked()
                .and_then(|adder| adder.query_selector("button").ok().flatten())
                .and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok());
            if let Some(button) = button {
                let _ = button.focus();
            }
        });
    };
    let remove = move |at: usize| {
        chips.update(|chips| {
            if at < chips.len() {
                chips.remove(at);
            }
        });
        to_adder();
    };
    let take_text =
        move |text: &str| match fields.with_untracked(|fields| filter::read(fields, text)) {
            Some(read) => {
                chips.set(read);
                find.set(String::new());
                true
            }
            None => false,
        };
    let on_key = move |event: ev::KeyboardEvent| {
        let in_find = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
            .is_some();
        if !in_find {
            return;
        }
        let wanted = find.get_untracked();
        match event.key().as_str() {
            "Backspace" if wanted.is_empty() => {
                chips.update(|chips| {
                    chips.pop();
                });
            }
            // From the field into the list.
            "ArrowDown" => {
                let grid = document().query_selector("table[role=grid]").ok().flatten();
                if let Some(grid) = grid.and_then(|g| g.dyn_into::<web_sys::HtmlElement>().ok()) {
                    event.prevent_default();
                    let _ = grid.focus();
                }
            }
            "Enter" if take_text(&wanted) => event.prevent_default(),
            _ => {}
        }
    };
    let on_paste = move |event: ev::ClipboardEvent| {
        if pasted(&event).is_some_and(|text| take_text(&text)) {
            event.prevent_default();
        }
    };
    let field_of = move |id: &str| {
        fields.with_untracked(|fields| fields.iter().find(|field| field.id == id).cloned())
    };
    // Values that occur, most useful for choices and labels.
    let offered = move |field: &FilterField| -> Signal<Vec<(String, String)>> {
        let with_words = {
            let field = field.clone();
            move |value: String| {
                let shown = field.shown(&value);
                (value, shown)
            }
        };
        if field.unit != filter::Unit::Words {
            let presets = field.presets.iter().map(|value| (*value).to_owned());
            return Signal::stored(presets.map(with_words).collect());
        }
        let values = values.run(field.id);
        Signal::derive(move || values.get().into_iter().map(&with_words).collect())
    };
    let add_items = move || {
        let fields = fields.get();
        let mut items: Vec<MenuItem> = fields
            .iter()
            .map(|field| {
                let id = field.id;
                let choose = Callback::new(move |()| editing.set(Some(Editing::New(id))));
                let mut item = MenuItem::new(field.name, choose);
                item.icon = Some(field.icon);
                item
            })
            .collect();
        let now = chips.with(|chips| filter::write(chips));
        let older = recent.get().into_iter().filter(|text| *text != now);
        for text in older.take(5) {
            let Some(read) = filter::read(&fields, &text) else {
                continue;
            };
            let shown: Vec<String> = read.iter().map(|chip| sentence(&fields, chip)).collect();
            let choose = Callback::new(move |()| chips.set(read.clone()));
            let mut item = MenuItem::new(shown.join(", "), choose);
            item.icon = Some("history");
            items.push(item);
        }
        if !now.is_empty() {
            let text = now.clone();
            let copy = Callback::new(move |()| {
                copy_text(text.clone(), move |copied| {
                    if copied {
                        toasts.done(words().filter.copied, None);
                    }
                });
            });
            let mut item = MenuItem::new(w.copy, copy);
            item.icon = Some("copy");
            items.push(item);
            let mut item = MenuItem::new(w.clear, Callback::new(move |()| chips.set(Vec::new())));
            item.icon = Some("x");
            items.push(item);
        }
        items
    };
    let finish = move |at: Editing, value: String, operator| {
        match at {
            Editing::New(field) => {
                let chip = Chip {
                    field: field.to_owned(),
                    operator,
                    value,
                };
                chips.update(|chips| {
                    if !chips.contains(&chip) {
                        chips.push(chip);
                    }
                });
            }
            Editing::Value(chip) => chips.update(|chips| {
                if let Some(chip) = chips.get_mut(chip) {
                    chip.operator = operator;
                    chip.value = value;
                }
            }),
        }
        editing.set(None);
        to_adder();
    };
    let editor = move || {
        let at = editing.get()?;
        let (field, chip) = match at {
            Editing::New(field) => (field_of(field)?, None),
            Editing::Value(chip) => {
                let chip = chips.with_untracked(|chips| chips.get(chip).cloned())?;
                (field_of(&chip.field)?, Some(chip))
            }
        };
        let offered = offered(&field);
        let on_done = Callback::new(move |(operator, value)| finish(at, value, operator));
        let on_close = Callback::new(move |()| {
            editing.set(None);
            to_adder();
        });
        Some(deferred!(
            frame,
            value_menu,
            {
                offered: Signal<Vec<(String, String)>>,
                field: FilterField,
                chip: Option<Chip>,
                on_done: Callback<(Operator, String)>,
                on_close: Callback<()>,
            } => {
                view! {
                    <ValueMenu
                        offered=offered
                        field=field
                        chip=chip
                        on_done=on_done
                        on_close=on_close
                    />
                }
                .into_any()
            }
        ))
    };
    let chip_view = move |at: usize, chip: Chip| {
        let field = field_of(&chip.field)?;
        let name = field.name;
        let operator_words = field.operator_words(chip.operator);
        let operators = field
            .operators
            .iter()
            .map(|operator| {
                let operator = *operator;
                let choose = Callback::new(move |()| {
                    chips.update(|chips| {
                        if let Some(chip) = chips.get_mut(at) {
                            chip.operator = operator;
                        }
                    });
                });
                let mut item = MenuItem::new(field.operator_words(operator), choose);
                item.icon = (operator == chip.operator).then_some("check");
                item
            })
            .collect::<Vec<_>>();
        let others = fields
            .get_untracked()
            .iter()
            .map(|field| {
                let other = field.id;
                let choose = Callback::new(move |()| {
                    chips.update(|chips| {
                        chips.remove(at);
                    });
                    editing.set(Some(Editing::New(other)));
                });
                let mut item = MenuItem::new(field.name, choose);
                item.icon = Some(field.icon);
                item
            })
            .collect::<Vec<_>>();
        let icon = field.icon;
        let opener = move || {
            view! {
                <Icon name=icon class="i-14 muted" />
                {name}
            }
            .into_any()
        };
        let said = operator_words.clone();
        Some(view! {
            <span class="chip" role="group" aria-label=field.sentence(&chip)>
                <Menu label=name class="f" opener=opener items=Signal::derive(move || others.clone()) />
                <Menu
                    label=format!("{} {operator_words}", w.choose_operator)
                    class="o"
                    opener=move || operator_words.clone().into_any()
                    items=Signal::derive(move || operators.clone())
                />
                <button
                    type="button"
                    class="v"
                    aria-label=format!("{} {said} {}", w.choose_value, field.shown(&chip.value))
                    on:click=move |_| editing.set(Some(Editing::Value(at)))
                >
                    {field.shown(&chip.value)}
                </button>
                <button
                    type="button"
                    class="x"
                    aria-label=w.remove_chip(name)
                    on:click=move |_| remove(at)
                >
                    <Icon name="x" class="i-12" />
                </button>
            </span>
        })
    };
    let opener = move || {
        view! {
            <Icon name="filter" class="i-14" />
            {w.add}
        }
        .into_any()
    };
    view! {
        <div class="fbar" on:keydown=on_key on:paste=on_paste>
            <Find value=find placeholder=placeholder />
            {move || {
                chips
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(at, chip)| chip_view(at, chip))
                    .collect_view()
            }}
            <span class="adder" node_ref=adder>
                <Menu
                    label=w.fields
                    class="btn ghost sm"
                    opener=opener
                    items=Signal::derive(add_items)
                />
                {editor}
            </span>
            <span class="sp"></span>
            {children()}
        </div>
    }
}

/// A chip as a sentence; empty where it is of no field.
fn sentence(fields: &[FilterField], chip: &Chip) -> String {
    fields
        .iter()
        .find(|field| field.id == chip.field)
        .map_or(String::new(), |field| field.sentence(chip))
}

/// The text of a paste event.
fn pasted(event: &ev::ClipboardEvent) -> Option<String> {
    event.clipboard_data()?.get_data("text").ok()
}

fn recent(id: &str) -> Vec<String> {
    preference(|now| now.recent_filters.get(id).cloned()).unwrap_or_default()
}

fn keep_recent(id: &str, all: &[String]) {
    set_preference(|now| {
        now.recent_filters.insert(id.to_owned(), all.to_vec());
    });
}

/// Puts a filter first; the shorter one that it grew out of goes.
fn remember(all: &mut Vec<String>, text: &str) {
    all.retain(|known| known != text && !text.starts_with(&format!("{known},")));
    all.insert(0, text.to_owned());
    all.truncate(RECENT);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_that_grew_is_remembered_once() {
        let mut all = vec!["tag=~a".to_owned(), "size>=1GiB".to_owned()];
        remember(&mut all, "tag=~a,pulled<1y");
        assert_eq!(all, ["tag=~a,pulled<1y", "size>=1GiB"]);
        remember(&mut all, "size>=1GiB");
        assert_eq!(all, ["size>=1GiB", "tag=~a,pulled<1y"]);
    }
}
