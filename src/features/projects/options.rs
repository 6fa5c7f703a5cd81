//! The projects that a field's text may name.

use harbor_api::types::Project;
use leptos::prelude::*;

use crate::ipc::load::{Loaded, Rows};

/// The `<datalist>` of a field in which a project is named. It is empty as long as the field is: a list that
/// opens by itself would take the first Escape from the dialog.
#[component]
pub fn ProjectOptions(
    id: &'static str,
    /// What the field holds.
    typed: RwSignal<String>,
    projects: Loaded<Rows<Project>>,
    /// Those among them that can be chosen.
    #[prop(default = |_| true)]
    offered: fn(&Project) -> bool,
) -> impl IntoView {
    let options = move || {
        let is_empty = typed.with(|typed| typed.trim().is_empty());
        let rows = projects.data.get().filter(|_| !is_empty);
        let known = rows.iter().flat_map(|rows| rows.good.iter());
        known
            .filter(|known| offered(known))
            .map(|known| view! { <option value=known.name.clone()></option> })
            .collect_view()
    };
    view! { <datalist id=id>{options}</datalist> }
}
