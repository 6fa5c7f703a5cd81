//! The scanner of one project: told to those who may read it, chosen by its administrators.

use std::sync::Arc;

use harbor_api::{
    ProjectName, ProjectReference, ScannerId,
    operations::{ListProjectScannerCandidates, SetProjectScanner},
    types::{ProjectScanner, ScannerRegistration},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use crate::{
    ipc::{
        load::{Loaded, load_list},
        write::{send, why_off},
    },
    registries::registries,
    ui::{Dialog, FormButtons, FormFailure, Select},
    words::words,
};

/// Its row among a project's settings.
#[component]
pub fn ProjectScannerRow(
    connection: Signal<ConnectionId>,
    name: ProjectName,
    /// Empty where there is none.
    scanner: Loaded<Option<ScannerRegistration>>,
    may_choose: Signal<bool>,
) -> impl IntoView {
    let w = &words().scanners;
    let off = why_off(connection);
    let name = StoredValue::new(name);
    let asks = RwSignal::new(false);
    let said = move || match scanner.data.get() {
        None => "–".to_owned(),
        Some(known) => match known.as_ref() {
            None => w.project_has_none.to_owned(),
            Some(known) => {
                let health = match known.health.as_str() {
                    "unhealthy" => Some(w.silent),
                    _ => None,
                };
                let default = known.is_default.then_some(w.default_of_registry);
                let parts = [Some(known.name.as_str()), default, health];
                parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
            }
        },
    };
    view! {
        <div class="set">
            <span>{w.scanner_title}</span>
            <div class="row g8">
                <span id="project-scanner">{said}</span>
                <Show when=move || may_choose.get() && scanner.data.with(Option::is_some)>
                    <button
                        type="button"
                        class="btn sm"
                        id="choose-scanner"
                        disabled=move || off.get().is_some()
                        title=move || off.get()
                        on:click=move |_| asks.set(true)
                    >
                        {w.choose_open}
                    </button>
                </Show>
            </div>
        </div>
        <Show when=move || asks.get()>
            <ChooseScanner
                connection=connection
                name=name.get_value()
                scanner=scanner
                on_close=Callback::new(move |()| asks.set(false))
            />
        </Show>
    }
}

#[component]
fn ChooseScanner(
    connection: Signal<ConnectionId>,
    name: ProjectName,
    scanner: Loaded<Option<ScannerRegistration>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().scanners;
    let registries = registries();
    let project = StoredValue::new(ProjectReference::Name(name));
    let candidates = load_list(connection, move || {
        Some(ListProjectScannerCandidates {
            project_name_or_id: project.get_value(),
            q: Default::default(),
            sort: Default::default(),
            page: Default::default(),
        })
    });
    let current = scanner.data.get_untracked();
    let current = current.as_deref().and_then(Option::as_ref);
    let before = current
        .map(|current| current.uuid.clone())
        .unwrap_or_default();
    let chosen = RwSignal::new(before.clone());
    let choices = Signal::derive(move || {
        let rows = candidates.data.get();
        let rows = rows.iter().flat_map(|rows| rows.good.iter());
        // A scanner that is off would scan nothing.
        let usable = rows.filter(|row| !row.disabled);
        usable
            .map(|row: &Arc<ScannerRegistration>| {
                let name = match row.is_default {
                    true => format!("{} ({})", row.name, w.default_of_registry),
                    false => row.name.clone(),
                };
                (row.uuid.clone(), name)
            })
            .collect::<Vec<_>>()
    });
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let is_wrong = Signal::derive(move || {
        // The server takes ids that there are not: only what it listed is sent.
        let is_known = choices.with(|all| all.iter().any(|(id, _)| *id == chosen.get()));
        !is_known || chosen.with(|chosen| *chosen == before)
    });
    let submit = move || {
        let Ok(uuid) = ScannerId::new(chosen.get_untracked()) else {
            return;
        };
        if busy.get_untracked() || is_wrong.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let at = connection.get_untracked();
        let operation = SetProjectScanner {
            project_name_or_id: project.get_value(),
            body: ProjectScanner { uuid },
        };
        spawn_local(async move {
            let outcome = send(registries, at, &operation).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    registries.toasts.done(w.chosen, None);
                    scanner.reload();
                    on_close.try_run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <Dialog title=w.choose_title on_close=on_close>
            <form
                class="col"
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="dlg-b col g12">
                    <p class="soft">{w.choose_why}</p>
                    <Select
                        id="scanner-of-project"
                        label=w.scanner_title
                        value=chosen
                        choices=choices
                    />
                    {move || {
                        let problem = failure.get().or_else(|| candidates.failure.get());
                        problem.map(|failure| view! { <FormFailure failure=failure /> })
                    }}
                </div>
                <FormButtons
                    send=w.choose
                    on_cancel=on_close
                    is_wrong=is_wrong
                    busy=busy
                    why_off=why_off(connection)
                />
            </form>
        </Dialog>
    }
}
