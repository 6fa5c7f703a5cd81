//! Deleting several accounts, after saying what that ends.

use std::{collections::BTreeSet, sync::Arc};

use harbor_api::robots::Ability;
use leptos::prelude::*;
use pilothouse_protocol::BulkChange;

use crate::{
    bulk::start,
    features::robots::{list::RobotList, several::accounts::ChosenRobot, summary::phrase},
    registries::registries,
    ui::{Dialog, Icon},
    words::words,
};

/// What the accounts can do together.
fn abilities_of(accounts: &[ChosenRobot]) -> Vec<Ability> {
    let all = accounts.iter().flat_map(|one| &one.can);
    let all: BTreeSet<Ability> = all.filter_map(|word| Ability::from_word(word)).collect();
    all.into_iter().collect()
}

/// 'Delete 3 robot accounts?'
#[component]
pub fn DeleteRobotsDialog(
    robots: RobotList,
    accounts: Arc<Vec<ChosenRobot>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let (w, r) = (&words().several_robots, &words().robots);
    let registries = registries();
    let count = accounts.len();
    let can = abilities_of(&accounts);
    let line = |icon: &'static str, text: String| {
        view! {
            <li>
                <Icon name=icon />
                <span class="wraps">{text}</span>
            </li>
        }
    };
    let names = accounts.iter().map(|one| {
        view! {
            <li>
                <Icon name="robot" class="i-14 muted" />
                <span class="mono wraps grow">{one.name.clone()}</span>
            </li>
        }
    });
    let names = names.collect_view();
    let delete = move |_| {
        robots.list.place.selected.set(None);
        start(registries, robots.list, BulkChange::Delete);
        on_close.run(());
    };
    view! {
        <Dialog title=w.ask_delete(count) on_close=on_close>
            <div class="dlg-b col g12 scroll" tabindex="0">
                <ul class="dots">
                    {line("terminal", r.delete_fails.to_owned())}
                    {(!can.is_empty()).then(|| line("shield", w.loses(&phrase(&can))))}
                    {line("key", r.delete_gone.to_owned())}
                </ul>
                <ul class="outcome-rows" aria-label=w.names>
                    {names}
                </ul>
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {r.cancel}
                </button>
                <button
                    type="button"
                    class="btn danger"
                    id="robots-delete"
                    disabled=move || robots.off.get().is_some()
                    on:click=delete
                >
                    {w.delete_them(count)}
                </button>
            </div>
        </Dialog>
    }
}
