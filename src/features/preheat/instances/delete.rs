//! Deleting a network, after saying what stands in the way.

use std::sync::Arc;

use harbor_api::{PreheatName, operations::DeletePreheatInstance, types::PreheatInstance};
use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

use super::{InstanceList, used_by::UsedBy};
use crate::{
    ipc::write::send,
    registries::registries,
    ui::{Dialog, DialogForm},
    words::words,
};

#[component]
pub fn DeleteInstanceDialog(
    instances: InstanceList,
    kept: Arc<PreheatInstance>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().preheat;
    let registries = registries();
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let title = w.ask_delete_network(&kept.name);
    let is_default = kept.is_default;
    let id = kept.id;
    let in_use = RwSignal::new(false);
    let delete = move || {
        let Ok(preheat_instance_name) = PreheatName::new(kept.name.as_str()) else {
            return;
        };
        busy.set(true);
        failure.set(None);
        let at = instances.connection.get_untracked();
        let name = kept.name.clone();
        spawn_local(async move {
            let operation = DeletePreheatInstance {
                preheat_instance_name,
            };
            let outcome = send(registries, at, &operation).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    instances.list.place.selected.set(None);
                    instances.has_changed();
                    registries.toasts.done(w.network_deleted(&name), None);
                    on_close.try_run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <Dialog title=title on_close=on_close>
            <DialogForm
                on_submit=delete
                failure=failure
                send=w.delete_network
                on_cancel=on_close
                is_wrong=in_use
                busy=busy
                why_off=instances.off
                danger=true
            >
                <p>{w.delete_network_loses}</p>
                <UsedBy connection=instances.connection instance=id in_use=in_use />
                {is_default.then(|| view! { <p>{w.delete_default}</p> })}
            </DialogForm>
        </Dialog>
    }
}
