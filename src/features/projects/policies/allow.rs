//! Putting one vulnerability on a project's allowlist, from where it is read.

use harbor_api::{
    ProjectName, ProjectReference,
    operations::{GetProject, UpdateProject},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure, FailureCode};

use super::settings::{Policies, has_ended};
use crate::{
    ipc::{
        Ticket, harbor,
        write::{send, why_off},
    },
    registries::{Registries, registries},
    ui::{Dialog, DialogForm, Saving},
    words::words,
};

/// Says what is added to which list, and does so.
#[component]
pub fn AddToAllowlist(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    id: String,
    /// The list was changed, or had the id.
    on_done: Callback<()>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().pull_check;
    let registries = registries();
    let saving = Saving::new(on_close);
    let title = w.add_title(&id);
    let said = w.added_to(&id, project.as_str());
    let of = StoredValue::new((project, id));
    let submit = move || {
        let at = connection.get_untracked();
        let (project, id) = of.get_value();
        let sent = async move {
            let added = add(registries, at, project, &id).await;
            added.map(|()| w.added(&id))
        };
        let done = move || {
            on_done.try_run(());
        };
        saving.send(sent, done, || false);
    };
    view! {
        <Dialog title=title on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=saving.failure
                send=w.add_now
                on_cancel=on_close
                is_wrong=Signal::stored(false)
                busy=saving.busy
                why_off=why_off(connection)
            >
                <p class="strong">{said}</p>
                <p>{w.add_why}</p>
            </DialogForm>
        </Dialog>
    }
}

/// The list goes as a whole: what is on it now is read first.
async fn add(
    registries: Registries,
    at: ConnectionId,
    project: ProjectName,
    id: &str,
) -> Result<(), Failure> {
    let w = &words().pull_check;
    let reference = ProjectReference::Name(project);
    let read = GetProject {
        project_name_or_id: reference.clone(),
    };
    let before = Policies::of(&harbor(at.clone(), &read, Ticket::new()).await?.value);
    let now = registries.now.get_untracked().timestamp();
    let refused = |why: &str| Err(Failure::new(FailureCode::Precondition, why));
    if before.uses_system_allowlist {
        return refused(w.registry_list_holds);
    }
    if has_ended(before.expires_at, now) {
        return refused(w.list_is_over);
    }
    if before.allowlist.iter().any(|known| known == id) {
        return Ok(());
    }
    let mut after = before.clone();
    after.allowlist.push(id.to_owned());
    let operation = UpdateProject {
        project_name_or_id: reference,
        body: after.change_from(&before),
    };
    send(registries, at, &operation).await
}
