//! Deleting an account, after saying what that ends.

use std::sync::Arc;

use harbor_api::{operations::DeleteRobot, robots::abilities, types::Robot};
use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::robots::{list::RobotList, summary::phrase},
    ipc::write::send,
    registries::registries,
    ui::{Dialog, FormFailure, Icon},
    words::words,
};

/// 'Delete robot$skaha+ci?'
#[component]
pub fn DeleteRobotDialog(
    robots: RobotList,
    robot: Arc<Robot>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().robots;
    let registries = registries();
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let (id, name) = (robot.id, robot.name.clone());
    let can = abilities(&robot.permissions);
    let title = w.ask_delete(&robot.name);
    let delete = move |_| {
        busy.set(true);
        failure.set(None);
        let connection = robots.connection.get_untracked();
        let name = name.clone();
        spawn_local(async move {
            let outcome = send(registries, connection, &DeleteRobot { robot_id: id }).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    robots.list.place.selected.set(None);
                    robots.has_changed(id);
                    registries.toasts.done(w.deleted(&name), None);
                    on_close.try_run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    let line = |icon: &'static str, text: String| {
        view! {
            <li>
                <Icon name=icon />
                <span class="wraps">{text}</span>
            </li>
        }
    };
    view! {
        <Dialog title=title on_close=on_close>
            <div class="dlg-b col g12">
                <ul class="dots">
                    {line("terminal", w.delete_fails.to_owned())}
                    {(!can.is_empty()).then(|| line("shield", w.loses(&phrase(&can))))}
                    {line("key", w.delete_gone.to_owned())}
                </ul>
                {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {w.cancel}
                </button>
                <button
                    type="button"
                    class="btn danger"
                    disabled=move || busy.get() || robots.off.get().is_some()
                    on:click=delete
                >
                    {move || busy.get().then(|| view! { <span class="spin"></span> })}
                    {w.delete_it}
                </button>
            </div>
        </Dialog>
    }
}
