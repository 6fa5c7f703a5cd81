//! The page: users, and groups.

use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::people::{groups::GroupsPart, users::UsersPart},
    words::words,
};

/// A part of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Users,
    Groups,
}

/// Only administrators come here.
#[component]
pub fn PeoplePage(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().people;
    let part = RwSignal::new(Part::Users);
    let tab = move |this: Part, title: &'static str| {
        view! {
            <button
                type="button"
                class="tab"
                class:is-active=move || part.get() == this
                aria-current=move || (part.get() == this).then_some("page")
                on:click=move |_| part.set(this)
            >
                {title}
            </button>
        }
    };
    view! {
        <div class="page grow">
            <div class="ph">
                <h1>{w.title}</h1>
            </div>
            <nav class="tabs" aria-label=w.parts>
                {tab(Part::Users, w.users)}
                {tab(Part::Groups, w.groups)}
            </nav>
            {move || match part.get() {
                Part::Users => view! { <UsersPart connection=connection /> }.into_any(),
                Part::Groups => view! { <GroupsPart connection=connection /> }.into_any(),
            }}
        </div>
    }
}
