//! Deleting a scanner, after saying what that loses.

use std::sync::Arc;

use harbor_api::{ScannerId, operations::DeleteScanner, types::ScannerRegistration};
use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

use super::list::ScannerList;
use crate::{
    ipc::write::send,
    registries::registries,
    ui::{Dialog, DialogForm, Icon},
    words::words,
};

#[component]
pub fn DeleteScannerDialog(
    scanners: ScannerList,
    kept: Arc<ScannerRegistration>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().scanners;
    let registries = registries();
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let title = w.ask_delete(&kept.name);
    let is_default = kept.is_default;
    let delete = move || {
        let Ok(registration_id) = ScannerId::new(kept.uuid.as_str()) else {
            return;
        };
        busy.set(true);
        failure.set(None);
        let at = scanners.connection.get_untracked();
        let name = kept.name.clone();
        spawn_local(async move {
            let outcome = send(registries, at, &DeleteScanner { registration_id }).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    scanners.list.place.selected.set(None);
                    scanners.has_changed();
                    registries.toasts.done(w.deleted(&name), None);
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
                send=w.delete
                on_cancel=on_close
                is_wrong=false
                busy=busy
                why_off=scanners.off
                danger=true
            >
                <p>{w.delete_loses}</p>
                {is_default
                    .then(|| {
                        view! {
                            <div class="note warn">
                                <Icon name="warning" />
                                <span>{w.delete_default}</span>
                            </div>
                        }
                    })}
            </DialogForm>
        </Dialog>
    }
}
