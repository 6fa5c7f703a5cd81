//! When several accounts expire: the same day for each, whatever the days that each has lived.

use std::sync::Arc;

use chrono::Utc;
use leptos::prelude::*;
use pilothouse_protocol::BulkChange;

use crate::{
    bulk::start,
    features::robots::{
        cells::date,
        list::RobotList,
        several::accounts::ChosenRobot,
        wizard::lifetime::{LifetimeDraft, LifetimeField},
    },
    registries::registries,
    ui::{Dialog, FormButtons, Icon},
    words::words,
};

/// 'Expiry of 3 robot accounts'
#[component]
pub fn ExpiryDialog(
    robots: RobotList,
    accounts: Arc<Vec<ChosenRobot>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().several_robots;
    let registries = registries();
    let now = Utc::now();
    // Days from now; each account's own days follow from its creation.
    let lifetime = LifetimeDraft::new();
    let old = accounts.iter().filter(|one| !one.is_editable).count();
    let end = move || lifetime.end(now);
    let submit = move || {
        let Some(expires) = untrack(end) else { return };
        start(registries, robots.list, BulkChange::SetExpiry { expires });
        on_close.run(());
    };
    let result = move || end().flatten().map(|end| w.all_expire(&date(end)));
    view! {
        <Dialog title=w.expiry_of(accounts.len()) on_close=on_close>
            <form
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="dlg-b col g12">
                    <LifetimeField draft=lifetime now=now />
                    <span class="hint" id="robots-expire">
                        {result}
                    </span>
                    {(old > 0)
                        .then(|| {
                            view! {
                                <div class="note warn">
                                    <Icon name="warning" />
                                    <span>{w.old(old)}</span>
                                </div>
                            }
                        })}
                </div>
                <FormButtons
                    send=w.set_expiry
                    on_cancel=on_close
                    is_wrong=Signal::derive(move || lifetime.chosen(now).is_none())
                    busy=Signal::stored(false)
                    why_off=robots.off
                />
            </form>
        </Dialog>
    }
}
