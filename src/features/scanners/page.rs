//! The page: scanners, and scans of everything.

use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::scanners::{list::ScannersPart, scan_all::ScanAllPart},
    ui::PartTabs,
    words::words,
};

/// A part of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Scanners,
    ScanAll,
}

/// Only administrators come here.
#[component]
pub fn ScannersPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().scanners;
    let part = RwSignal::new(Part::Scanners);
    view! {
        <div class="page grow">
            <div class="ph">
                <h1>{w.title}</h1>
            </div>
            <PartTabs
                label=w.parts
                shown=part
                parts=vec![(Part::Scanners, w.scanners), (Part::ScanAll, w.scan_all)]
            />
            {move || match part.get() {
                Part::Scanners => view! { <ScannersPart connection=connection /> }.into_any(),
                Part::ScanAll => view! { <ScanAllPart connection=connection /> }.into_any(),
            }}
        </div>
    }
}
