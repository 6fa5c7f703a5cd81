//! The page: what is known at a glance, and a part for each subject.

use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::maintenance::{
        collection::CollectionPart,
        facts::{Facts, Looks, Overview, Part},
        rotation::RotationPart,
        service::{AGAIN, ServicePart},
    },
    format::ago,
    list::Refresh,
    registries::registries,
    ui::PartTabs,
    words::words,
};

/// Only administrators come here.
#[component]
pub fn JobsPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().maintenance;
    let now = registries().now;
    let looks = Looks::new();
    let part = looks.part;
    let overview = Overview::load(connection, looks);
    let number = Callback::new(move |part| match part {
        Part::Service => overview.waiting().unwrap_or_default(),
        Part::Collection | Part::Rotation => 0,
    });
    let checked = move || {
        let at = overview.checked.get()?;
        let now = now.get().max(at);
        let said = w.checked(&ago(at, now), AGAIN.as_secs());
        Some(view! { <span class="muted t12">{said}</span> })
    };
    view! {
        <div class="page grow">
            <div class="ph">
                <h1>{w.title}</h1>
                <span class="sp"></span>
                {checked}
                <Refresh
                    loading=Signal::derive(move || overview.is_loading())
                    on_refresh=move || overview.reload()
                />
            </div>
            <Facts overview=overview shown=part />
            <PartTabs
                label=w.parts
                shown=part
                parts=vec![(Part::Collection, w.collection), (Part::Service, w.service), (Part::Rotation, w.rotation)]
                number=number
            />
            {move || match part.get() {
                Part::Collection => view! { <CollectionPart overview=overview /> }.into_any(),
                Part::Service => view! { <ServicePart overview=overview /> }.into_any(),
                Part::Rotation => view! { <RotationPart overview=overview /> }.into_any(),
            }}
        </div>
    }
}
