//! The end of a row's details: the way to what the row is.

use leptos::prelude::*;

use crate::{
    list::RouteOf,
    ui::{Icon, use_places},
};

/// Opens what a row leads to; the key that does it stands beside.
#[component]
pub fn OpenRow(
    /// The row's key.
    name: String,
    route: RouteOf,
    /// What opening is called.
    open: &'static str,
    enter_key: &'static str,
) -> impl IntoView {
    let places = use_places();
    let go = move |_| {
        if let Some(route) = route.run(name.clone()) {
            places.go(route);
        }
    };
    view! {
        <button type="button" class="btn" on:click=go>
            <Icon name="arrow-right" />
            {open}
        </button>
        <span class="sp"></span>
        <span class="muted t12">{enter_key}</span>
    }
}
