//! The job service: queues, workers, schedules.

mod free;
mod pools;
mod queues;
mod schedules;
mod workers;

use leptos::prelude::*;

use self::{queues::Queues, schedules::Schedules, workers::Workers};
use crate::{features::maintenance::facts::Overview, words::words};

/// What is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    Queues,
    Workers,
    Schedules,
}

/// The part of the page.
#[component]
pub fn ServicePart(overview: Overview) -> impl IntoView {
    let w = &words().maintenance;
    let looked_at = RwSignal::new(View::Queues);
    let choices = ViewFn::from(move || {
        let choices = [
            (View::Queues, w.queues),
            (View::Workers, w.workers),
            (View::Schedules, w.schedules),
        ];
        let choices = choices.map(|(this, title)| {
            view! {
                <button
                    type="button"
                    class:is-active=move || looked_at.get() == this
                    aria-pressed=move || (looked_at.get() == this).to_string()
                    on:click=move |_| looked_at.set(this)
                >
                    {title}
                </button>
            }
        });
        view! {
            <span class="seg" role="group" aria-label=w.service>
                {choices.collect_view()}
            </span>
        }
    });
    move || match looked_at.get() {
        View::Queues => view! { <Queues overview=overview bar=choices.clone() /> }.into_any(),
        View::Workers => view! { <Workers overview=overview bar=choices.clone() /> }.into_any(),
        View::Schedules => view! { <Schedules overview=overview bar=choices.clone() /> }.into_any(),
    }
}
