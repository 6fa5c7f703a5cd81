//! Views of a list under names: those that a page offers, and those that a person kept.

use leptos::prelude::*;
use listing::{read_conditions, write_conditions};
use pilothouse_protocol::SavedView;

use crate::{
    list::handle::List,
    preferences::{preference, set_preference},
    ui::{Dialog, Field, FormButtons, Icon, Menu, MenuItem},
    words::words,
};

/// A menu of views.
#[component]
pub fn Views(
    list: List,
    /// Those that the page offers.
    offered: Vec<SavedView>,
) -> impl IntoView {
    let w = &words().table;
    let kept = RwSignal::new(preference(|all| {
        all.views.get(list.name()).cloned().unwrap_or_default()
    }));
    let naming = RwSignal::new(false);
    let keep = move |views: Vec<SavedView>| {
        set_preference(|all| {
            all.views.insert(list.name().to_owned(), views.clone());
        });
        kept.set(views);
    };
    let is_shown = move |view: &SavedView| now(list, String::new()).is_same(view);
    let items = Signal::derive(move || {
        let show = |view: &SavedView| {
            let (shown, view) = (is_shown(view), view.clone());
            let name = view.name.clone();
            let mut item = MenuItem::new(name, Callback::new(move |()| apply(list, &view)));
            item.icon = shown.then_some("check");
            item
        };
        let mut items: Vec<MenuItem> = offered.iter().chain(&kept.get()).map(show).collect();
        let shown = kept.get().into_iter().find(|view| is_shown(view));
        match shown {
            Some(view) => {
                let text = w.forget_view(&view.name);
                let forget = move |()| {
                    let mut views = kept.get_untracked();
                    views.retain(|known| known.name != view.name);
                    keep(views);
                };
                let mut item = MenuItem::new(text, Callback::new(forget));
                item.icon = Some("trash");
                items.push(item);
            }
            None => {
                let mut item =
                    MenuItem::new(w.keep_view, Callback::new(move |()| naming.set(true)));
                item.icon = Some("plus");
                items.push(item);
            }
        }
        items
    });
    let opener = move || {
        view! {
            <Icon name="eye" />
            {w.views}
        }
        .into_any()
    };
    view! {
        <Menu label=w.views class="btn sm" opener=opener items=items />
        <Show when=move || naming.get()>
            <NameView
                on_name=Callback::new(move |name: String| {
                    let mut views = kept.get_untracked();
                    views.retain(|view| view.name != name);
                    views.push(now(list, name));
                    keep(views);
                })
                on_close=Callback::new(move |()| naming.set(false))
            />
        </Show>
    }
}

/// What narrows the list now and how it is sorted.
fn now(list: List, name: String) -> SavedView {
    let place = list.place;
    SavedView {
        name,
        find: place.find.get(),
        filter: place.conditions.with(|all| write_conditions(all)),
        sort: place.sort.get(),
    }
}

fn apply(list: List, view: &SavedView) {
    let place = list.place;
    // A filter of a newer program may name columns that are none here.
    let conditions = read_conditions(list.columns, &view.filter).unwrap_or_default();
    place.find.set(view.find.clone());
    place.conditions.set(conditions);
    place.sort.set(view.sort.clone());
}

trait SameView {
    /// Whether both show the same, whatever they are called.
    fn is_same(&self, other: &Self) -> bool;
}

impl SameView for SavedView {
    fn is_same(&self, other: &Self) -> bool {
        (&self.find, &self.filter, &self.sort) == (&other.find, &other.filter, &other.sort)
    }
}

#[component]
fn NameView(on_name: Callback<String>, on_close: Callback<()>) -> impl IntoView {
    let w = &words().table;
    let name = RwSignal::new(String::new());
    let is_wrong = Signal::derive(move || name.with(|name| name.trim().is_empty()));
    view! {
        <Dialog title=w.keep_view on_close=on_close>
            <form on:submit=move |event| {
                event.prevent_default();
                if !is_wrong.get_untracked() {
                    on_name.run(name.get_untracked().trim().to_owned());
                    on_close.run(());
                }
            }>
                <div class="dlg-b col g12">
                    <Field id="view-name" label=w.view_name value=name autofocus=true />
                </div>
                <FormButtons send=w.keep on_cancel=on_close is_wrong=is_wrong busy=false />
            </form>
        </Dialog>
    }
}
