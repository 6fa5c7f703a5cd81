//! What the person says of a project, where the service lists none: that it is registered, and under
//! which tenant; and that this is forgotten.

use harbor_api::ProjectName;
use leptos::prelude::*;
use pilothouse_protocol::{Failure, ForgetRegistered, NoteRegistered, ReadTenants};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::{failure_message, failure_reason},
    features::model_registry::page::Shared,
    ipc::{self, load::load_answer},
    registries::{Registries, registries},
    ui::{Dialog, DialogForm, Field},
    words::words,
};

/// Asks for the tenant of a project that is registered.
#[component]
pub fn NoteDialog(shared: Shared, project: ProjectName, on_close: Callback<()>) -> impl IntoView {
    let w = &words().model_registry;
    let registries = registries();
    let connection = shared.connection;
    let tenant = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let tenants = load_answer(connection, move || {
        Some(ReadTenants {
            connection: connection.get(),
        })
    });
    let names = move || {
        let known = tenants.data.get();
        let names = known.iter().flat_map(|known| &known.tenants);
        let names = names.map(|tenant| view! { <option value=tenant.name.clone()></option> });
        names.collect_view()
    };
    let title = w.note_title(project.as_str());
    let project = StoredValue::new(project);
    let save = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let command = NoteRegistered {
            connection: connection.get_untracked(),
            project: project.get_value(),
            tenant: tenant.get_untracked().trim().to_owned(),
        };
        let said = w.noted(command.project.as_str());
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    registries.toasts.done(said, None);
                    shared.has_changed();
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
                on_submit=save
                failure=failure
                send=w.note_save
                on_cancel=on_close
                is_wrong=false
                busy=busy
            >
                <Field
                    id="note-tenant"
                    label=w.tenant_column
                    value=tenant
                    hint=w.note_tenant_hint
                    list="note-tenants"
                />
                <datalist id="note-tenants">{names}</datalist>
            </DialogForm>
        </Dialog>
    }
}

/// Forgets what was said of a project.
pub fn forget(registries: Registries, shared: Shared, project: ProjectName) {
    let command = ForgetRegistered {
        connection: shared.connection.get_untracked(),
        project,
    };
    let said = words().model_registry.forgotten(command.project.as_str());
    spawn_local(async move {
        match ipc::call(command).await {
            Ok(_) => {
                registries.toasts.done(said, None);
                shared.has_changed();
            }
            Err(failure) => registries.toasts.failed(
                failure_message(&failure),
                failure_reason(&failure),
                &failure,
                None,
            ),
        }
    });
}
