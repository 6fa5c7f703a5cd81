//! Preheating: peer-to-peer networks, and the policies of projects that hand images to them before they
//! are pulled.

mod instances;
mod policies;
mod words;

pub use words::Preheat as PreheatWords;

use leptos::prelude::*;

use crate::{
    deferred::deferred,
    features::{
        feature::{Feature, RegistryPage, Section, Tab},
        projects::ProjectContext,
    },
    route::{PageId, TabId},
};

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    pages: &[RegistryPage {
        id: PageId::new("preheat"),
        section: Section::Distribution,
        rank: 30,
        title: |w| w.preheat.title,
        icon: "proxy",
        go: "go.preheat",
        offered: |connection| connection.is_administrator(),
        view: deferred!(administration, preheat_page, |connection| {
            view! { <instances::InstancesPage connection=connection /> }.into_any()
        }),
    }],
    project_tabs: &[Tab::new(
        TabId::new("preheat"),
        75,
        |w| w.preheat.tab,
        deferred!(project, preheat_tab, |at: ProjectContext| {
            view! { <policies::PoliciesTab at=at /> }.into_any()
        }),
    )
    .offered(|at| at.may("preheat-policy", "list"))],
    ..Feature::EMPTY
};

/// What a kind of networks is called; the server's word for one that is not known here.
fn vendor_name(word: &str) -> String {
    match word {
        "dragonfly" => "Dragonfly",
        "kraken" => "Kraken",
        other => other,
    }
    .to_owned()
}
