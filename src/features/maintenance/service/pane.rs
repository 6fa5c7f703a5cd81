//! A list of the job service: with its part to itself, or in a pane beside the others.

use std::sync::Arc;

use leptos::prelude::*;
use listing::Line;

use crate::{
    features::maintenance::facts::{Overview, View},
    filter::FilterField,
    format::count,
    list::{List, ListPage, ListWords, TableOf},
    words::words,
};

/// Where a list stands.
#[derive(Clone)]
pub enum Shape {
    /// Alone; its filter bar begins with this.
    Alone(ViewFn),
    /// In a pane; whoever goes into one sets this.
    Pane(RwSignal<View>),
}

impl Shape {
    pub fn is_alone(&self) -> bool {
        matches!(self, Self::Alone(_))
    }

    /// The class of a button among a list's tools.
    pub fn button(&self) -> &'static str {
        match self {
            Self::Alone(_) => "btn",
            Self::Pane(_) => "btn ghost sm",
        }
    }
}

pub fn number(of: usize) -> String {
    count(of)
}

/// The class of a pane, and what its table's layout is kept as.
fn names(view: View) -> (&'static str, &'static str) {
    match view {
        View::Queues => ("svc-queues", "job_queues_pane"),
        View::Workers => ("svc-workers", "job_workers_pane"),
        View::Schedules => ("svc-schedules", "schedules_pane"),
    }
}

#[component]
pub fn ServiceList(
    overview: Overview,
    this: View,
    shape: Shape,
    of: TableOf,
    fields: Vec<FilterField>,
    said: ListWords,
    title: &'static str,
    /// How many there are, and what is to be said of them at a glance.
    count: Signal<Option<String>>,
    empty: ViewFn,
    /// What can be done with all of them.
    tools: ViewFn,
    /// What stands below the list where it is alone.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    inspector: Callback<Arc<Line>, AnyView>,
) -> impl IntoView {
    let last = match shape {
        Shape::Alone(choices) => {
            let bar = ViewFn::from(move || {
                view! { {choices.run()} {tools.run()} }
            });
            return view! {
                <ListPage
                    of=of
                    fields=fields
                    said=said
                    label=title.to_owned()
                    empty=empty
                    bar=bar
                    foot=foot.unwrap_or_else(|| ViewFn::from(|| ()))
                    inspector=inspector
                />
            }
            .into_any();
        }
        Shape::Pane(last) => last,
    };
    let list = of.list;
    let (class, name) = names(this);
    let head = ViewFn::from(move || {
        view! { <PaneHead overview=overview this=this list=list title=title count=count tools=tools.clone() /> }
    });
    view! {
        <section class=class aria-label=title on:focusin=move |_| last.set(this)>
            <ListPage
                of=of.in_pane(name)
                fields=fields
                said=said
                label=title.to_owned()
                empty=empty
                head=head
                is_pane=true
                inspector=inspector
            />
        </section>
    }
    .into_any()
}

/// What stands above a pane's table.
#[component]
fn PaneHead(
    overview: Overview,
    this: View,
    list: List,
    title: &'static str,
    count: Signal<Option<String>>,
    tools: ViewFn,
) -> impl IntoView {
    let w = &words().maintenance;
    // A filter that was left behind in the whole list has no chips here.
    let is_narrowed = Memo::new(move |_| list.place.is_narrowed());
    let shown = move || match is_narrowed.get() {
        true => {
            let matched = list.matched()?;
            let (matched, all) = (number(matched), number(list.total()));
            Some(words().projects.shown_of(&matched, &all))
        }
        false => count.get(),
    };
    let show_all = move || {
        is_narrowed.get().then(|| {
            view! {
                <button type="button" class="lnk t125" on:click=move |_| list.place.show_all()>
                    {words().projects.show_all}
                </button>
            }
        })
    };
    let all = Memo::new(move |_| match list.is_known() {
        true => w.see_all_of(&number(list.total())),
        false => w.see_all.to_owned(),
    });
    view! {
        <div class="svc-h">
            <h2>{title}</h2>
            <span class="muted trunc" title=shown>
                {shown}
            </span>
            {show_all}
            <span class="sp"></span>
            {tools.run()}
            <button
                type="button"
                class="lnk t125 all"
                aria-label=move || format!("{}: {title}", all.get())
                title=w.whole_list
                on:click=move |_| overview.looks.wanted.set(Some(this))
            >
                {all}
            </button>
        </div>
    }
}
