//! The page: users, and groups.

use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::people::{groups::GroupsPart, memberships::Asked, users::UsersPart},
    ui::PartTabs,
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
    let asked = Asked::new(connection);
    view! {
        <div class="page grow">
            <div class="ph">
                <h1>{w.title}</h1>
            </div>
            <PartTabs
                label=w.parts
                shown=part
                parts=vec![(Part::Users, w.users), (Part::Groups, w.groups)]
            />
            {move || match part.get() {
                Part::Users => view! { <UsersPart connection=connection asked=asked /> }.into_any(),
                Part::Groups => view! { <GroupsPart connection=connection asked=asked /> }.into_any(),
            }}
            {asked.read_when_asked()}
        </div>
    }
}
