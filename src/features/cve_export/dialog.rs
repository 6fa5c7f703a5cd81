//! The dialog: what an export is to hold, and the exports that there are.

use std::sync::Arc;

use harbor_api::{ProjectName, RepositoryName, operations::StartScanDataExport};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use super::{
    form::{ExportForm, data_type},
    jobs::{ExportJobs, Jobs},
};
use crate::{
    features::labels::KnownLabels,
    ipc::write::{send, why_off},
    permissions::Rights,
    registries::registries,
    ui::{Dialog, Field, FormFailure, Icon},
    words::words,
};

#[component]
pub fn CveExportDialog(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    rights: Signal<Option<Arc<Rights>>>,
    /// The one that is looked at, without its project.
    repository: Option<RepositoryName>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().cve_export;
    let registries = registries();
    let off = why_off(connection);
    let form = ExportForm::new(repository.as_ref());
    let jobs = ExportJobs::new(connection);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let is_wrong = Signal::derive(move || !form.is_whole() || rights.with(Option::is_none));
    let submit = move || {
        let Some(project) = rights.get_untracked().map(|rights| rights.project) else {
            return;
        };
        if busy.get_untracked() || is_wrong.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let operation = StartScanDataExport {
            data_type: data_type(),
            body: form.export(project),
        };
        let at = connection.get_untracked();
        spawn_local(async move {
            let outcome = send(registries, at, &operation).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => jobs.reload(),
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    let wanted = Signal::stored(true);
    let labels = KnownLabels::new(connection, rights, wanted);
    let label_boxes = move || {
        let boxes = labels.all().into_iter().map(|label| {
            let id = label.id;
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || form.labels.with(|labels| labels.contains(&id))
                        on:change=move |event| {
                            let is_on = event_target_checked(&event);
                            form.labels
                                .update(|labels| {
                                    labels.retain(|known| *known != id);
                                    if is_on {
                                        labels.push(id);
                                    }
                                });
                        }
                    />
                    <span>{label.name.clone()}</span>
                </label>
            }
        });
        boxes.collect_view()
    };
    let pattern_problem = |text: RwSignal<String>| {
        Signal::derive(move || {
            text.with(|text| ExportForm::pattern_fault(text))
                .map(str::to_owned)
        })
    };
    let cves_problem = Signal::derive(move || {
        form.cves
            .with(|text| ExportForm::cves_fault(text))
            .map(str::to_owned)
    });
    view! {
        <Dialog title=w.title_of(project.as_str()) wide=true on_close=on_close>
            <form
                class="col"
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="dlg-b col g12 scroll" tabindex="0">
                    <div class="halves">
                        <Field
                            id="export-repositories"
                            label=w.repositories
                            value=form.repositories
                            problem=pattern_problem(form.repositories)
                            hint=w.repositories_hint
                            placeholder="**"
                        />
                        <Field
                            id="export-tags"
                            label=w.tags
                            value=form.tags
                            problem=pattern_problem(form.tags)
                            hint=w.tags_hint
                            placeholder="**"
                        />
                    </div>
                    <Field
                        id="export-cves"
                        label=w.cves
                        value=form.cves
                        problem=cves_problem
                        hint=w.cves_hint
                        placeholder="CVE-2026-1234"
                    />
                    <details class="field">
                        <summary>
                            {move || w.labels_of(form.labels.with(Vec::len))}
                        </summary>
                        <div class="halves" id="export-labels">
                            {label_boxes}
                        </div>
                    </details>
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                    <Jobs connection=connection jobs=jobs />
                </div>
                <div class="dlg-f">
                    <span class="sp"></span>
                    <button type="button" class="btn" on:click=move |_| on_close.run(())>
                        {words().parts.close}
                    </button>
                    <button
                        type="submit"
                        class="btn primary"
                        id="export-start"
                        disabled=move || {
                            busy.get() || is_wrong.get() || off.get().is_some()
                        }
                        title=move || off.get()
                    >
                        {move || match busy.get() {
                            true => view! { <span class="spin"></span> }.into_any(),
                            false => view! { <Icon name="play" /> }.into_any(),
                        }}
                        {w.start}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
