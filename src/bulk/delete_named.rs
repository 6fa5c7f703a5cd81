//! Deleting rows that are named in a dialog first, as a bulk run.

use leptos::prelude::*;
use pilothouse_protocol::{BulkChange, BulkRow};

use super::start_named;
use crate::{
    list::List,
    registries::registries,
    ui::{Dialog, Icon},
    words::words,
};

/// Names what goes and says what that loses.
#[component]
pub fn DeleteNamed(
    list: List,
    rows: Vec<BulkRow>,
    title: String,
    /// What they are.
    icon: &'static str,
    loses: &'static str,
    delete: &'static str,
    /// Of the button that deletes.
    id: &'static str,
    /// Why nothing can be begun now.
    off: Signal<Option<&'static str>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let registries = registries();
    let names = rows.iter().map(|row| {
        view! {
            <li>
                <Icon name=icon />
                <span class="wraps">{row.name.clone()}</span>
            </li>
        }
    });
    let names = names.collect_view();
    let begin = move |_| {
        list.place.selected.set(None);
        start_named(registries, list, rows.clone(), BulkChange::Delete);
        on_close.run(());
    };
    view! {
        <Dialog title=title on_close=on_close>
            <div class="dlg-b col g12 scroll" tabindex="0">
                <ul class="dots">{names}</ul>
                <p>{loses}</p>
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button
                    type="button"
                    class="btn danger"
                    id=id
                    disabled=move || off.get().is_some()
                    on:click=begin
                >
                    {delete}
                </button>
            </div>
        </Dialog>
    }
}
