//! Deleting a project: what stands in the way, what goes with it, and its repositories one by one.

use harbor_api::{
    ProjectName, ProjectReference,
    operations::{DeleteProject, GetProjectDeletable, ListRepositories},
    types::{Project, ProjectSummary, Repository},
};
use leptos::prelude::*;
use listing::{ListScope, lists::Repositories as ListedRepositories};
use pilothouse_protocol::{
    BulkChange, BulkItem, BulkItems, BulkResult, BulkRow, BulkRows, ConnectionId, Failure,
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    bulk::{BulkProgress, run, why_busy},
    failure::failure_reason,
    features::repositories::{HeldTags, Looked},
    format::{count, size},
    ipc::{
        call,
        load::{Loaded, Rows, load_list, load_one},
        write::{send, why_off},
    },
    registries::registries,
    route::Route,
    ui::{Dialog, Field, FormFailure, Icon, use_places},
    words::words,
};

/// Repositories that are shown with the reason why they stay.
const SHOWN_REFUSALS: usize = 20;

/// The dialog.
#[component]
pub fn DeleteProjectDialog(
    connection: Signal<ConnectionId>,
    name: ProjectName,
    summary: Loaded<ProjectSummary>,
    project: Loaded<Project>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().delete_project;
    let registries = registries();
    let places = use_places();
    let (off, busy_with) = (why_off(connection), why_busy(connection));
    let title = w.title(name.as_str());
    let name = StoredValue::new(name);
    let reference = move || ProjectReference::Name(name.get_value());
    let deletable = load_one(connection, move || {
        Some(GetProjectDeletable {
            project_name_or_id: reference(),
        })
    });
    let repositories: Loaded<Rows<Repository>> = load_list(connection, move || {
        Some(ListRepositories {
            project_name: name.get_value(),
            q: Default::default(),
            sort: Default::default(),
            page: Default::default(),
        })
    });
    // Which tags are held is told beforehand where the server can; else by its refusal.
    let held = HeldTags::of(connection, name.get_value(), Looked::Project);
    let is_known = Memo::new(move |_| {
        deletable.data.with(Option::is_some) && repositories.whole.get() && held.is_known()
    });
    let scope = StoredValue::new(ListScope::from(ListedRepositories {
        project: name.get_value(),
    }));
    let typed = RwSignal::new(String::new());
    let failure = RwSignal::new(None::<Failure>);
    let refused = RwSignal::new(Vec::<BulkItem>::new());
    let stopped = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let is_named = Memo::new(move |_| {
        typed.with(|typed| name.with_value(|name| typed.trim() == name.as_str()))
    });
    let may_delete = Memo::new(move |_| {
        is_known.get()
            && held.is_none()
            && is_named.get()
            && !busy.get()
            && off.get().is_none()
            && busy_with.get().is_none()
    });
    let finish = move || {
        let at = connection.get_untracked();
        spawn_local(async move {
            let operation = DeleteProject {
                project_name_or_id: reference(),
            };
            let outcome = send(registries, at.clone(), &operation).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    let said = w.deleted(&name.with_value(ToString::to_string));
                    registries.toasts.done(said, None);
                    on_close.try_run(());
                    places.replace(Route::home(at));
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                    repositories.reload();
                }
            }
        });
    };
    let start = move || {
        if !may_delete.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        refused.set(Vec::new());
        stopped.set(false);
        let rows = repositories.data.get_untracked();
        let names = rows.iter().flat_map(|rows| rows.good.iter());
        let names = names.filter_map(|row| Some(row.parts()?.1.to_string()));
        let all: Vec<BulkRow> = names
            .map(|name| BulkRow {
                key: name.clone(),
                name,
            })
            .collect();
        if all.is_empty() {
            finish();
            return;
        }
        let rows = BulkRows::Named {
            connection: connection.get_untracked(),
            scope: scope.get_value(),
            rows: all,
        };
        spawn_local(async move {
            match run(registries, rows, BulkChange::Delete).await {
                Ok(run) if run.counts.done() == run.counts.total() => finish(),
                Ok(run) => {
                    stopped.try_set(run.counts.waiting > 0);
                    let unfinished = BulkItems {
                        run: run.run,
                        results: vec![BulkResult::Failed, BulkResult::Unknown],
                        first: 0,
                        count: SHOWN_REFUSALS,
                    };
                    // The outcome's dialog tells them too.
                    if let Ok(page) = call(unfinished).await {
                        let _ = refused.try_set(page.items);
                    }
                    busy.try_set(false);
                    repositories.reload();
                    held.reload();
                }
                Err(problem) => {
                    busy.try_set(false);
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    let consequences = move || {
        let rows = repositories.data.get();
        let (number, artifacts) = rows.as_ref().map_or((0, 0), |rows| {
            let artifacts: i64 = rows.good.iter().map(|row| row.artifact_count).sum();
            (rows.total, artifacts)
        });
        let used = summary
            .data
            .get()
            .and_then(|summary| summary.quota.as_ref()?.used.storage());
        let is_cache = project
            .data
            .get()
            .is_some_and(|project| project.is_proxy_cache());
        view! {
            <ul class="dots">
                <li>{w.repositories(number, &count(artifacts))}</li>
                {used.map(|used| view! { <li>{w.storage(&size(used))}</li> })}
                <li>{w.with_it}</li>
                {is_cache.then(|| view! { <li>{w.cache}</li> })}
            </ul>
        }
    };
    let under_way = Memo::new(move |_| {
        scope.with_value(|scope| {
            let bulk = registries.bulk;
            bulk.running_in(&connection.get(), scope)
        })
    });
    let progress = move || {
        under_way.get().map(|run| {
            view! {
                <div class="row g8">
                    <BulkProgress run=run />
                </div>
            }
        })
    };
    let refusals = move || {
        let refused = refused.get();
        (!refused.is_empty()).then(|| {
            let lines = refused.into_iter().map(|item| {
                let reason = item.failure.as_ref().map(failure_reason);
                let reason = reason.unwrap_or_else(|| words().bulk.no_answer.to_owned());
                view! {
                    <li>
                        <span>
                            <span class="mono">{item.row.name}</span> ": " {reason}
                        </span>
                    </li>
                }
            });
            view! {
                <div class="note bad" role="alert">
                    <Icon name="alert" />
                    <div>
                        {w.not_all}
                        <ul class="dots">{lines.collect_view()}</ul>
                    </div>
                </div>
            }
        })
    };
    let close = Callback::new(move |()| {
        // What is under way is not left to itself.
        if !busy.get_untracked() {
            on_close.run(());
        }
    });
    let label: &'static str = w.type_name;
    view! {
        <Dialog title=title on_close=close>
            <form
                class="col"
                on:submit=move |event| {
                    event.prevent_default();
                    start();
                }
            >
                <div class="dlg-b col g12">
                    <p>{w.no_way_back}</p>
                    {move || {
                        if is_known.get() {
                            consequences().into_any()
                        } else {
                            view! {
                                <span class="muted row g8" role="status">
                                    <span class="spin"></span>
                                    {w.looking}
                                </span>
                            }
                                .into_any()
                        }
                    }}
                    {held.note()}
                    {move || {
                        (deletable.failure.get())
                            .or_else(|| repositories.failure.get())
                            .map(|failure| view! { <FormFailure failure=failure /> })
                    }}
                    <Field id="project-to-delete" label=label value=typed off=busy autofocus=true />
                    {progress}
                    {move || stopped.get().then(|| view! { <div class="note">{w.stopped}</div> })}
                    {refusals}
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                <div class="dlg-f">
                    <span class="sp"></span>
                    <button
                        type="button"
                        class="btn"
                        disabled=busy
                        on:click=move |_| close.run(())
                    >
                        {words().parts.cancel}
                    </button>
                    <button
                        type="submit"
                        class="btn danger"
                        id="delete-project"
                        disabled=move || !may_delete.get()
                        title=move || off.get().or_else(|| busy_with.get().filter(|_| !busy.get()))
                    >
                        {w.delete}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
