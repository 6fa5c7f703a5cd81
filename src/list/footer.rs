//! The line below a list: how many, which are seen, how far it is read, how old it is.

use chrono::Local;
use leptos::prelude::*;
use pilothouse_protocol::ListState;

use crate::{
    failure::failure_reason,
    format::{age, ago, count},
    list::handle::List,
    registries::registries,
    ui::Icon,
    words::words,
};

/// The footer of a list.
#[component]
pub fn Footer(
    list: List,
    /// `12 artifacts`
    said: fn(usize) -> String,
) -> impl IntoView {
    let text = move || {
        if !list.is_known() {
            return String::new();
        }
        let mut text = said(list.total());
        let (first, last) = list.range.get();
        // Heads of days are lines, too; where the rows stand together by days these say where one is.
        if list.is_by_days() {
            let zone = Local::now().format("%:z").to_string();
            text = format!("{text}\u{2003}{}", words().table.local_times(&zone));
        } else if last > 0 {
            let range = words().table.range(&count(first), &count(last));
            text = format!("{text}\u{2003}{range}");
        }
        let (here, total) = (list.rows(), list.total());
        let is_whole = list.state().is_some_and(|state| state.whole);
        if !is_whole && list.place.is_narrowed() && here < total {
            let partly = words().filter.partly(&count(here), &count(total));
            text = format!("{text}\u{2003}{partly}");
        }
        text
    };
    view! {
        <div class="foot">
            <span>{text}</span>
            <Unreadable list=list />
            <span class="sp"></span>
            <HowFar list=list />
        </div>
    }
}

/// How many of its rows could not be read.
#[component]
pub fn Unreadable(list: List) -> impl IntoView {
    let malformed = Memo::new(move |_| malformed(list));
    move || {
        (malformed.get() > 0).then(|| {
            view! {
                <span class="k c-warn">
                    <Icon name="warning" class="i-12" />
                    {words().states.unreadable(malformed.get())}
                </span>
            }
        })
    }
}

fn malformed(list: List) -> usize {
    list.state().map_or(0, |state| state.malformed)
}

/// Whether what is shown of it is not all, or not as it is now.
pub fn is_doubtful(list: List) -> bool {
    list.is_known() && (malformed(list) > 0 || list.failure().is_some())
}

/// How far a list is read and how old it is.
#[component]
pub fn HowFar(list: List) -> impl IntoView {
    let registries = registries();
    let w = &words().states;
    // It ended early, with what came before still here.
    let ended = Memo::new(move |_| {
        let state = list.state()?;
        let failure = state.failure.clone()?;
        let is_part = !state.whole && state.rows > 0 && !list.is_reading();
        is_part.then(|| (far(&state), failure_reason(&failure)))
    });
    let so_far = move |state: &ListState| {
        let done = count(state.rows);
        match state.total.filter(|_| !state.whole) {
            Some(total) => w.loading_of(&done, &count(total)),
            None => w.loading(&done),
        }
    };
    let progress = move || {
        let state = list.state()?;
        let at = state.at?;
        let now = registries.now.get().max(at);
        if list.is_reading() {
            let words = if state.whole {
                w.refreshing.to_owned()
            } else {
                so_far(&state)
            };
            return Some(
                view! {
                    <span class="k">
                        <span class="spin"></span>
                        {words}
                    </span>
                }
                .into_any(),
            );
        }
        if ended.get().is_some() {
            return None;
        }
        if list.failure().is_some() {
            let age = age(at, now);
            let words = if age == words().writing.now {
                w.not_refreshed.to_owned()
            } else {
                w.old(&age)
            };
            return Some(
                view! {
                    <span class="k c-warn">
                        <Icon name="clock-alert" class="i-12" />
                        {words}
                    </span>
                }
                .into_any(),
            );
        }
        Some(
            view! {
                <span class="k">
                    <span class="dot"></span>
                    {w.updated(&ago(at, now))}
                </span>
            }
            .into_any(),
        )
    };
    view! {
        {move || {
            ended
                .get()
                .map(|(far, reason)| {
                    view! {
                        <span class="k c-warn" role="status" title=reason>
                            <Icon name="warning" class="i-12" />
                            {far}
                        </span>
                        <button
                            type="button"
                            class="btn ghost sm"
                            on:click=move |_| list.go_on()
                        >
                            {w.go_on}
                        </button>
                    }
                })
        }}
        {progress}
    }
}

/// `84,100 of 100,000 read.`
fn far(state: &ListState) -> String {
    let w = &words().states;
    let done = count(state.rows);
    match state.total {
        Some(total) => w.read_of(&done, &count(total)),
        None => w.read(&done),
    }
}
