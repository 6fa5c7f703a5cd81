//! The page: what is known at a glance, and a part for each subject.

use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::maintenance::{
        collection::CollectionPart,
        facts::{Facts, Overview},
        rotation::RotationPart,
        service::ServicePart,
    },
    list::Refresh,
    words::words,
};

/// A part of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Collection,
    Service,
    Rotation,
}

/// Only administrators come here.
#[component]
pub fn JobsPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().maintenance;
    let overview = Overview::load(connection);
    let part = RwSignal::new(Part::Collection);
    let tab = move |this: Part, title: &'static str, number: Signal<Option<i64>>| {
        view! {
            <button
                type="button"
                class="tab"
                class:is-active=move || part.get() == this
                aria-current=move || (part.get() == this).then_some("page")
                on:click=move |_| part.set(this)
            >
                {title}
                {move || {
                    number
                        .get()
                        .filter(|number| *number > 0)
                        .map(|number| {
                            view! { <span class="n">{crate::format::count(number)}</span> }
                        })
                }}
            </button>
        }
    };
    let none = Signal::stored(None);
    view! {
        <div class="page grow">
            <div class="ph">
                <h1>{w.title}</h1>
                <span class="sp"></span>
                <Refresh
                    loading=Signal::derive(move || overview.is_loading())
                    on_refresh=move || overview.reload()
                />
            </div>
            <Facts overview=overview />
            <nav class="tabs" aria-label=w.parts>
                {tab(Part::Collection, w.collection, none)}
                {tab(Part::Service, w.service, Signal::derive(move || overview.waiting()))}
                {tab(Part::Rotation, w.rotation, none)}
            </nav>
            {move || match part.get() {
                Part::Collection => view! { <CollectionPart overview=overview /> }.into_any(),
                Part::Service => view! { <ServicePart overview=overview /> }.into_any(),
                Part::Rotation => view! { <RotationPart overview=overview /> }.into_any(),
            }}
        </div>
    }
}
