//! The dialog of a new scanner, and of one that is changed.

use std::sync::Arc;

use harbor_api::{ScannerId, types::ScannerRegistration};
use leptos::prelude::*;
use pilothouse_protocol::SaveScanner;

use super::{
    form::{ScannerFields, ScannerForm},
    list::ScannerList,
};
use crate::{
    ipc,
    ui::{Dialog, DialogForm, Saving},
    words::words,
};

/// What was typed stays whatever the server says.
#[component]
pub fn SaveScannerDialog(
    scanners: ScannerList,
    /// The one that is changed; none: a new one.
    kept: Option<Arc<ScannerRegistration>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().scanners;
    let is_new = kept.is_none();
    let title = match &kept {
        Some(scanner) => w.edit_title(&scanner.name),
        None => w.new.to_owned(),
    };
    let id = kept
        .as_ref()
        .and_then(|scanner| ScannerId::new(scanner.uuid.as_str()).ok());
    let form = ScannerForm::new(kept);
    let saving = Saving::new(on_close);
    let is_wrong = Signal::derive(move || form.tried.get() && !form.is_whole());
    let submit = move || {
        if !saving.is_ready(form.tried, || form.is_whole()) {
            return;
        }
        let command = SaveScanner {
            connection: scanners.connection.get_untracked(),
            id: id.clone(),
            scanner: form.draft(),
        };
        let name = &command.scanner.name;
        let said = match is_new {
            true => w.created(name),
            false => w.saved(name),
        };
        let sent = async move { ipc::call(command).await.map(|_| said) };
        let taken = move || form.taken.try_set(true).is_none();
        saving.send(sent, move || scanners.has_changed(), taken);
    };
    view! {
        <Dialog title=title wide=true on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=saving.failure
                send=if is_new { w.create } else { w.save }
                on_cancel=on_close
                is_wrong=is_wrong
                busy=saving.busy
                why_off=scanners.off
                scrolls=true
            >
                <ScannerFields connection=scanners.connection form=form />
                <Show when=move || saving.failed_at_server()>
                    <span class="hint">{w.test_failed_why}</span>
                </Show>
            </DialogForm>
        </Dialog>
    }
}
