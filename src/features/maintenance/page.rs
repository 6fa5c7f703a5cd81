//! The page: what is known at a glance, and a part for each subject.

use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::maintenance::{
        collection::CollectionPart,
        facts::{Facts, Overview, Part},
        rotation::RotationPart,
        service::ServicePart,
    },
    list::Refresh,
    ui::PartTabs,
    words::words,
};

/// Only administrators come here.
#[component]
pub fn JobsPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().maintenance;
    let part = RwSignal::new(Part::Collection);
    let overview = Overview::load(connection, part);
    let number = Callback::new(move |part| match part {
        Part::Service => overview.waiting().unwrap_or_default(),
        Part::Collection | Part::Rotation => 0,
    });
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
