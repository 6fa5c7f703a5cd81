//! Deleting a scanner, after saying what that loses.

use std::sync::Arc;

use harbor_api::{ScannerId, operations::DeleteScanner, types::ScannerRegistration};
use leptos::prelude::*;

use super::list::ScannerList;
use crate::{
    ipc::write::send,
    registries::registries,
    ui::{Dialog, DialogForm, Icon, Saving},
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
    let saving = Saving::new(on_close);
    let title = w.ask_delete(&kept.name);
    let is_default = kept.is_default;
    let delete = move || {
        let Ok(registration_id) = ScannerId::new(kept.uuid.as_str()) else {
            return;
        };
        let at = scanners.connection.get_untracked();
        let said = w.deleted(&kept.name);
        let sent = async move {
            let operation = DeleteScanner { registration_id };
            send(registries, at, &operation).await.map(|()| said)
        };
        let deleted = move || {
            scanners.list.place.selected.set(None);
            scanners.has_changed();
        };
        saving.send(sent, deleted, || false);
    };
    view! {
        <Dialog title=title on_close=on_close>
            <DialogForm
                on_submit=delete
                failure=saving.failure
                send=w.delete
                on_cancel=on_close
                is_wrong=false
                busy=saving.busy
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
