//! What is done to checked rows that can be switched: on, off, deleted.

use leptos::prelude::*;
use pilothouse_protocol::BulkChange;

use crate::{
    bulk::start,
    list::{DeleteChecked, List, RowDeed},
    registries::registries,
    ui::Icon,
};

/// The buttons of their bar, as far as the account may.
#[component]
pub fn SwitchAndDelete(
    list: List,
    turn_on: &'static str,
    turn_off: &'static str,
    may_switch: Signal<bool>,
    delete: RowDeed,
    /// Why nothing can be begun now.
    off: Signal<Option<&'static str>>,
) -> impl IntoView {
    let switch = move |enabled: bool, icon: &'static str, text: &'static str| {
        let press = move |_| start(registries(), list, BulkChange::SetEnabled { enabled });
        view! {
            <button
                type="button"
                class="btn ghost"
                disabled=move || off.get().is_some()
                title=move || off.get()
                on:click=press
            >
                <Icon name=icon />
                {text}
            </button>
        }
    };
    view! {
        <Show when=move || may_switch.get()>
            {switch(true, "check-circle", turn_on)} {switch(false, "minus", turn_off)}
        </Show>
        <DeleteChecked deed=delete off=off />
    }
}
