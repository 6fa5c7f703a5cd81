//! The job service: queues, workers, schedules; all of them at once where there is room.

mod free;
mod pane;
mod pools;
mod question;
mod queues;
mod schedules;
mod waiting;
mod workers;

use std::time::Duration;

use leptos::prelude::*;

use self::{pane::Shape, queues::Queues, schedules::Schedules, workers::Workers};
use crate::{
    actions::{use_action, use_actions},
    features::maintenance::facts::{Overview, View},
    list::{HowFar, List, Unreadable, is_doubtful},
    words::words,
};

/// How often queues and workers are looked at while they are shown.
pub const AGAIN: Duration = Duration::from_secs(10);

/// The part of the page.
#[component]
pub fn ServicePart(overview: Overview) -> impl IntoView {
    let looks = overview.looks;
    let alone = Memo::new(move |_| looks.alone());
    let choices = ViewFn::from(move || view! { <Choices overview=overview alone=alone /> });
    move || {
        let shape = Shape::Alone(choices.clone());
        match alone.get() {
            None => view! { <Panes overview=overview /> }.into_any(),
            Some(View::Queues) => {
                let list = queues::open(overview);
                view! { <Queues overview=overview list=list shape=shape /> }.into_any()
            }
            Some(View::Workers) => {
                let list = workers::open(overview);
                view! { <Workers overview=overview list=list shape=shape /> }.into_any()
            }
            Some(View::Schedules) => {
                let list = schedules::open(overview);
                view! { <Schedules overview=overview list=list shape=shape /> }.into_any()
            }
        }
    }
}

/// Which list is shown, in the bar of the one that is alone.
#[component]
fn Choices(overview: Overview, alone: Memo<Option<View>>) -> impl IntoView {
    let w = &words().maintenance;
    let looks = overview.looks;
    let choice = move |view: Option<View>, title: &'static str| {
        view! {
            <button
                type="button"
                class:is-active=move || alone.get() == view
                aria-pressed=move || (alone.get() == view).to_string()
                on:click=move |_| looks.wanted.set(view)
            >
                {title}
            </button>
        }
    };
    let all_three = move || looks.has_room.get().then(|| choice(None, w.all_three));
    let each = [
        (View::Queues, w.queues),
        (View::Workers, w.workers),
        (View::Schedules, w.schedules),
    ];
    let each = each.map(|(view, title)| choice(Some(view), title));
    view! {
        <span class="seg" role="group" aria-label=w.service>
            {all_three}
            {each.collect_view()}
        </span>
    }
}

/// All lists at once: queues and workers, below them the schedules.
#[component]
fn Panes(overview: Overview) -> impl IntoView {
    let w = &words().maintenance;
    let (queues, workers, schedules) = (
        queues::open(overview),
        workers::open(overview),
        schedules::open(overview),
    );
    choose_in_one([queues, workers, schedules]);
    let checked = overview.checked;
    Effect::new(move |_| checked.set(queues.state().and_then(|state| state.at)));
    on_cleanup(move || {
        checked.try_set(None);
    });
    // A whole list has what panes have no room for: keys for it lead there.
    let last = RwSignal::new(View::Queues);
    let actions = use_actions();
    for id in ["page.find", "page.filter", "page.export"] {
        use_action(id, move || {
            overview.looks.wanted.set(Some(last.get_untracked()));
            request_animation_frame(move || actions.run(id));
        });
    }
    let shape = Shape::Pane(last);
    let jobs = move || {
        let waiting = usize::try_from(overview.waiting()?).unwrap_or(0);
        Some(w.jobs_told(waiting, overview.busy()?))
    };
    let lists = [
        (queues, w.queues),
        (workers, w.workers),
        (schedules, w.schedules),
    ];
    view! {
        <div class="svc">
            <Queues overview=overview list=queues shape=shape.clone() />
            <Workers overview=overview list=workers shape=shape.clone() />
            <Schedules overview=overview list=schedules shape=shape />
        </div>
        <div class="foot">
            <span>{jobs}</span>
            <span class="sp"></span>
            <Ages lists=lists />
        </div>
    }
}

/// Details are those of one row: where one is chosen, none is in the other lists.
fn choose_in_one(lists: [List; 3]) {
    for (at, list) in lists.into_iter().enumerate() {
        Effect::new(move |_| {
            if list.place.selected.with(Option::is_none) {
                return;
            }
            let others = lists.iter().enumerate().filter(|(other, _)| *other != at);
            for (_, other) in others {
                let selected = other.place.selected;
                if selected.with_untracked(Option::is_some) {
                    selected.set(None);
                }
            }
        });
    }
}

/// How old what is shown is: the queues, or each list that can't be relied on, by its name.
#[component]
fn Ages(lists: [(List, &'static str); 3]) -> impl IntoView {
    let told = Memo::new(move |_| {
        let doubtful = (0..lists.len()).filter(|at| is_doubtful(lists[*at].0));
        let doubtful: Vec<usize> = doubtful.collect();
        match doubtful.is_empty() {
            true => (vec![0], false),
            false => (doubtful, true),
        }
    });
    move || {
        let (told, has_names) = told.get();
        let told = told.into_iter().map(|at| {
            let (list, name) = lists[at];
            view! {
                {has_names.then(|| view! { <span>{format!("{name}:")}</span> })}
                <Unreadable list=list />
                <HowFar list=list />
            }
        });
        told.collect_view()
    }
}
