//! The dialog of a new scanner, and of one that is changed.

use std::sync::Arc;

use harbor_api::{ScannerId, types::ScannerRegistration};
use leptos::prelude::*;
use pilothouse_protocol::{Failure, FailureCode, SaveScanner};
use wasm_bindgen_futures::spawn_local;

use super::{
    form::{ScannerFields, ScannerForm},
    list::ScannerList,
};
use crate::{
    ipc,
    registries::registries,
    ui::{Dialog, FormButtons, FormFailure},
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
    let registries = registries();
    let is_new = kept.is_none();
    let title = match &kept {
        Some(scanner) => w.edit_title(&scanner.name),
        None => w.new.to_owned(),
    };
    let id = kept
        .as_ref()
        .and_then(|scanner| ScannerId::new(scanner.uuid.as_str()).ok());
    let form = ScannerForm::new(kept);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let is_wrong = Signal::derive(move || form.tried.get() && !form.is_whole());
    let submit = move || {
        form.tried.set(true);
        if busy.get_untracked() || !untrack(|| form.is_whole()) {
            return;
        }
        busy.set(true);
        failure.set(None);
        let command = SaveScanner {
            connection: scanners.connection.get_untracked(),
            id: id.clone(),
            scanner: form.draft(),
        };
        let name = command.scanner.name.clone();
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    scanners.has_changed();
                    let said = match is_new {
                        true => w.created(&name),
                        false => w.saved(&name),
                    };
                    registries.toasts.done(said, None);
                    on_close.try_run(());
                }
                Err(refusal) if refusal.code == FailureCode::Conflict => {
                    form.taken.try_set(true);
                }
                Err(refusal) => {
                    failure.try_set(Some(refusal));
                }
            }
        });
    };
    view! {
        <Dialog title=title wide=true on_close=on_close>
            <form
                class="col"
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="dlg-b col g12 scroll">
                    <ScannerFields connection=scanners.connection form=form />
                    {move || {
                        failure
                            .get()
                            .map(|failure| {
                                let is_server = failure.code == FailureCode::Server;
                                view! {
                                    <FormFailure failure=failure />
                                    {is_server
                                        .then(|| {
                                            view! { <span class="hint">{w.test_failed_why}</span> }
                                        })}
                                }
                            })
                    }}
                </div>
                <FormButtons
                    send=if is_new { w.create } else { w.save }
                    on_cancel=on_close
                    is_wrong=is_wrong
                    busy=busy
                    why_off=scanners.off
                />
            </form>
        </Dialog>
    }
}
