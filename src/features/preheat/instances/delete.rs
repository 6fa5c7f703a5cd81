//! Deleting a network, after saying what stands in the way.

use std::sync::Arc;

use harbor_api::{PreheatName, operations::DeletePreheatInstance, types::PreheatInstance};
use leptos::prelude::*;

use super::{InstanceList, used_by::UsedBy};
use crate::{
    ipc::write::send,
    registries::registries,
    ui::{Dialog, DialogForm, Saving},
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
    let saving = Saving::new(on_close);
    let title = w.ask_delete_network(&kept.name);
    let is_default = kept.is_default;
    let id = kept.id;
    let in_use = RwSignal::new(false);
    let delete = move || {
        let Ok(preheat_instance_name) = PreheatName::new(kept.name.as_str()) else {
            return;
        };
        let at = instances.connection.get_untracked();
        let said = w.network_deleted(&kept.name);
        let sent = async move {
            let operation = DeletePreheatInstance {
                preheat_instance_name,
            };
            send(registries, at, &operation).await.map(|()| said)
        };
        let deleted = move || {
            instances.list.place.selected.set(None);
            instances.has_changed();
        };
        saving.send(sent, deleted, || false);
    };
    view! {
        <Dialog title=title on_close=on_close>
            <DialogForm
                on_submit=delete
                failure=saving.failure
                send=w.delete_network
                on_cancel=on_close
                is_wrong=in_use
                busy=saving.busy
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
