//! The page: users, and groups.

use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::people::{
        groups::{GroupList, GroupsPart},
        memberships::Asked,
        users::{UserList, UsersPart},
    },
    list::{ExportButton, Refresh},
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
    let users = UserList::open(connection, asked);
    let groups = GroupList::open(connection, asked);
    let list = move |part: Part| match part {
        Part::Users => users.list,
        Part::Groups => groups.list,
    };
    let shown = Signal::derive(move || list(part.get()));
    let number = Callback::new(move |part| {
        let list = list(part);
        let total = list.is_known().then(|| list.total());
        total.map_or(0, |total| i64::try_from(total).unwrap_or(i64::MAX))
    });
    let again = move || {
        shown.get_untracked().reload();
        asked.read_again();
    };
    view! {
        <div class="page grow">
            <div class="ph">
                <h1>{w.title}</h1>
                <span class="sp"></span>
                {asked.how_far()}
                {move || match part.get() {
                    Part::Users => users.head(),
                    Part::Groups => groups.head(),
                }}
                <Refresh
                    loading=Signal::derive(move || shown.get().is_reading())
                    on_refresh=again
                />
                {move || {
                    let of = match part.get() {
                        Part::Users => users.table(),
                        Part::Groups => groups.table(),
                    };
                    view! { <ExportButton of=of /> }
                }}
            </div>
            <PartTabs
                label=w.parts
                shown=part
                parts=vec![(Part::Users, w.users), (Part::Groups, w.groups)]
                number=number
            />
            {move || match part.get() {
                Part::Users => view! { <UsersPart users=users /> }.into_any(),
                Part::Groups => view! { <GroupsPart groups=groups /> }.into_any(),
            }}
            {asked.read_when_asked()}
        </div>
    }
}
