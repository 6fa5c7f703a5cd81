//! A page that is a list: what stands above it, the list, and the details of the chosen row beside it.

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;
use listing::Line;

use crate::{
    actions::{use_action, use_actions},
    filter::FilterField,
    format::count,
    list::{
        bars::quick::QuickFilter,
        handle::List,
        inspector::{HeldFocus, chosen_line, whole_line},
        rows::line::LineView,
        table::TableOf,
        view::{ListBody, ListWords},
    },
    registries::registries,
    ui::{Icon, use_escape, use_places},
    words::words,
};

/// Draws the details of the chosen row.
pub type InspectorOf = Callback<Arc<Line>, AnyView>;

/// Details that wait to be asked for, while something below the list shows the chosen row.
#[derive(Clone, Copy)]
pub struct OnRequest {
    /// Whether they wait; they stand beside the chosen row at once otherwise.
    pub waits: Signal<bool>,
    pub asked: RwSignal<bool>,
    /// What shows the chosen row has details of its own open: those are closed first.
    pub has_inner: RwSignal<bool>,
}

impl OnRequest {
    pub fn new(waits: Signal<bool>) -> Self {
        Self {
            waits,
            asked: RwSignal::new(false),
            has_inner: RwSignal::new(false),
        }
    }

    fn shows(self) -> bool {
        !self.waits.get() || self.asked.get()
    }

    /// Closes the details; where they wait the row stays chosen.
    pub fn close(self, selected: RwSignal<Option<String>>) {
        if self.waits.get_untracked() && self.asked.get_untracked() {
            self.asked.set(false);
        } else {
            selected.set(None);
        }
    }
}

/// A list with the details of its chosen row.
#[component]
pub fn ListPage(
    of: TableOf,
    fields: Vec<FilterField>,
    said: ListWords,
    /// What the table is called.
    #[prop(into)]
    label: Signal<String>,
    /// What stands there while the list has no rows.
    #[prop(into)]
    empty: ViewFn,
    /// What stands above the filter bar. Without it, how many there are and the button that reads
    /// again stand in the bar.
    #[prop(optional, into)]
    head: Option<ViewFn>,
    /// Filters that one press sets.
    #[prop(optional)]
    quick: Vec<QuickFilter>,
    /// What else stands in the bar.
    #[prop(optional, into)]
    bar: Option<ViewFn>,
    /// What can be done with checked rows.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// What stands below the list.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    #[prop(optional, into)] inspector: Option<InspectorOf>,
    /// Where the details are not shown at once.
    #[prop(optional)]
    on_request: Option<OnRequest>,
    /// It is one of several tables of its page: no filter bar, no footer.
    #[prop(optional)]
    is_pane: bool,
    /// What Enter and a double click do where rows lead to no place.
    #[prop(optional)]
    on_open: Option<Callback<Arc<Line>>>,
) -> impl IntoView {
    let list = of.list;
    let places = use_places();
    let now = registries().now;
    let selected = list.place.selected;
    let chosen = match inspector {
        Some(_) => whole_line(list, chosen_line(list, inspected(selected))),
        None => Signal::stored(None),
    };
    let chosen = Signal::derive(move || {
        let is_shown = on_request.is_none_or(OnRequest::shows);
        is_shown.then(|| chosen.get()).flatten()
    });
    match on_request {
        Some(on_request) => use_escape(move || {
            let is_inner = on_request.waits.get_untracked() && on_request.has_inner.get_untracked();
            let is_open = !is_inner && selected.with_untracked(Option::is_some);
            if is_open {
                on_request.close(selected);
            }
            is_open
        }),
        None if inspector.is_some() => close_on_escape(selected),
        None => {}
    }
    let route = of.route;
    // The key of the row whose details are drawn.
    let drawn = StoredValue::new(None::<String>);
    let actions_now = use_actions();
    let follow = Callback::new(move |line: Arc<Line>| {
        let waits = on_request.is_some_and(|request| request.waits.get_untracked());
        let is_drawn = match waits {
            true => selected.with_untracked(|key| key.as_ref() == Some(&line.key)),
            false => drawn.with_value(|drawn| drawn.as_ref() == Some(&line.key)),
        };
        let line = LineView::new(list.columns, &line, now.get_untracked(), route);
        if let Some(route) = line.route() {
            places.go(route);
        } else if is_drawn {
            actions_now.run("row.edit");
        }
    });
    let is_in_tab = head.is_none() && !of.has_head;
    let class = if inspector.is_some() {
        "page"
    } else {
        "page grow"
    };
    let page = view! {
        <div class=class>
            {head.map(|head| head.run())}
            <ListBody
                of=of
                fields=fields
                said=said
                label=label
                on_open=on_open.unwrap_or(follow)
                empty=empty
                is_in_tab=is_in_tab
                is_pane=is_pane
                quick=quick
                bar=bar
                actions=actions
            />
            {foot.map(|foot| foot.run())}
        </div>
    };
    let Some(inspector) = inspector else {
        return page.into_any();
    };
    let details = move || {
        let line = chosen.get();
        let key = line.as_ref().map(|line| line.key.clone());
        let is_same = key.is_some() && drawn.with_value(|drawn| *drawn == key);
        if let Some(held) = is_same.then(HeldFocus::take).flatten() {
            held.put_back();
        }
        drawn.set_value(key);
        line.map(|line| inspector.run(line))
    };
    view! {
        <div class="work" class:has-insp=move || chosen.with(Option::is_some)>
            {page} {details}
        </div>
    }
    .into_any()
}

/// How many rows are shown: `12 of 148`, or `148` where all are.
#[component]
pub fn ShownCount(list: List, class: &'static str) -> impl IntoView {
    let text = move || {
        let (matched, total) = (list.matched()?, list.total());
        Some(if matched == total {
            count(total)
        } else {
            words().projects.shown_of(&count(matched), &count(total))
        })
    };
    view! {
        <span class=class id="count">
            {text}
        </span>
    }
}

/// The button that reads again; `R` does the same where nothing is typed.
#[component]
pub fn Refresh(
    #[prop(into)] loading: Signal<bool>,
    on_refresh: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    use_action("page.refresh", move || {
        if !loading.get_untracked() {
            on_refresh();
        }
    });
    let w = &words().projects;
    view! {
        <button
            type="button"
            class="btn ghost icon"
            aria-label=w.refresh
            title=w.refresh_tip
            disabled=loading
            on:click=move |_| on_refresh()
        >
            <Icon name="refresh" />
        </button>
    }
}

/// What the inspector shows: the selected row, but a first click waits for the second of a double
/// click, which would land on the inspector otherwise.
pub fn inspected(selected: RwSignal<Option<String>>) -> Signal<Option<String>> {
    const DOUBLE_CLICK: Duration = Duration::from_millis(260);
    let shown = RwSignal::new(selected.get_untracked());
    Effect::new(move |_| {
        let chosen = selected.get();
        if chosen.is_none() || shown.with_untracked(Option::is_some) {
            shown.set(chosen);
        } else {
            set_timeout(
                move || {
                    if let Some(chosen) = selected.try_get_untracked() {
                        shown.try_set(chosen);
                    }
                },
                DOUBLE_CLICK,
            );
        }
    });
    shown.into()
}

/// Escape closes the inspector, unless a dialog or a field has it.
pub fn close_on_escape(selected: RwSignal<Option<String>>) {
    use_escape(move || {
        let is_open = selected.with_untracked(Option::is_some);
        if is_open {
            selected.set(None);
        }
        is_open
    });
}
