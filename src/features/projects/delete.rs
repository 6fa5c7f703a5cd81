//! Deleting a project: what stands in the way, what goes with it, and its repositories one by one.

use std::collections::BTreeMap;

use harbor_api::{
    Capabilities, Feature, ProjectName, ProjectReference, RepositoryName,
    operations::{
        DeleteProject, DeleteRepository, GetProjectDeletable, ListProjectArtifacts,
        ListRepositories,
    },
    types::{Project, ProjectSummary, Repository},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_reason,
    format::{count, size},
    ipc::{
        load::{Loaded, Rows, load_list, load_one},
        steps::Steps,
        write::{send, why_off},
    },
    registries::registries,
    route::Route,
    ui::{Dialog, Field, FormFailure, Icon, use_places},
    words::words,
};

/// Names of tags that are shown of one repository.
const SHOWN: usize = 5;

/// A repository, and the tags in it that no one may delete.
type Held = BTreeMap<String, Vec<String>>;

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
    let off = why_off(connection);
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
    let lists_artifacts = registries
        .find_untracked(&connection.get_untracked())
        .is_some_and(|known| {
            let version = known.system.harbor_version;
            Capabilities::from_version(version.as_deref()).can(Feature::ArtifactsOfProject)
        });
    // Which tags are held is told beforehand where the server can; else by its refusal.
    let artifacts = load_list(connection, move || {
        lists_artifacts.then(|| ListProjectArtifacts {
            project_name_or_id: reference(),
            q: Default::default(),
            sort: Default::default(),
            page: Default::default(),
            with_tag: Some(true),
            with_label: None,
            with_scan_overview: Some(false),
            with_sbom_overview: None,
            with_immutable_status: Some(true),
            with_accessory: None,
            with_inherited_accessory: None,
            latest_in_repository: None,
            accept_vulnerabilities: None,
        })
    });
    let held = Memo::new(move |_| {
        let mut held = Held::new();
        for artifact in artifacts
            .data
            .get()
            .iter()
            .flat_map(|rows| rows.good.iter())
        {
            let tags = artifact.tags.iter().filter(|tag| tag.immutable);
            for tag in tags {
                held.entry(artifact.repository_name.clone())
                    .or_default()
                    .push(tag.name.clone());
            }
        }
        held
    });
    let is_known = Memo::new(move |_| {
        let all_read = |whole: RwSignal<bool>| whole.get();
        deletable.data.with(Option::is_some)
            && all_read(repositories.whole)
            && (!lists_artifacts
                || all_read(artifacts.whole)
                || artifacts.failure.with(Option::is_some))
    });
    let steps = Steps::new();
    let typed = RwSignal::new(String::new());
    let failure = RwSignal::new(None::<Failure>);
    let refused = RwSignal::new(Vec::<(String, Failure)>::new());
    let stopped = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let is_named = Memo::new(move |_| {
        typed.with(|typed| name.with_value(|name| typed.trim() == name.as_str()))
    });
    let may_delete = Memo::new(move |_| {
        is_known.get()
            && held.with(Held::is_empty)
            && is_named.get()
            && !busy.get()
            && off.get().is_none()
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
        let all: Vec<RepositoryName> = rows
            .iter()
            .flat_map(|rows| rows.good.iter())
            .filter_map(|row| row.parts().map(|(_, repository)| repository))
            .collect();
        if all.is_empty() {
            finish();
            return;
        }
        let at = connection.get_untracked();
        steps.run(
            all,
            move |repository| {
                let at = at.clone();
                async move {
                    let operation = DeleteRepository {
                        project_name: name.get_value(),
                        repository_name: repository,
                    };
                    send(registries, at, &operation).await
                }
            },
            move |outcome| {
                if outcome.failed.is_empty() && outcome.left.is_empty() {
                    finish();
                    return;
                }
                busy.try_set(false);
                stopped.try_set(!outcome.left.is_empty());
                let failed = outcome.failed.into_iter();
                refused.try_set(
                    failed
                        .map(|(repository, failure)| (repository.to_string(), failure))
                        .collect(),
                );
                repositories.reload();
                artifacts.reload();
            },
        );
    };
    let obstacles = move || {
        let held = held.get();
        (!held.is_empty()).then(|| {
            let lines = held.into_iter().map(|(repository, tags)| {
                let more = tags.len().saturating_sub(SHOWN);
                let names = tags.into_iter().take(SHOWN).collect::<Vec<_>>().join(", ");
                let more = if more > 0 {
                    format!(" +{more}")
                } else {
                    Default::default()
                };
                view! {
                    <li>
                        <span>
                            <span class="mono">{repository}</span> ": " {names} {more}
                        </span>
                    </li>
                }
            });
            view! {
                <div class="note warn" role="alert">
                    <Icon name="lock" />
                    <div>
                        {w.held}
                        <ul class="dots">{lines.collect_view()}</ul>
                    </div>
                </div>
            }
        })
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
    let progress = move || {
        steps.now.get().map(|(done, all)| {
            view! {
                <div class="row g8" role="status">
                    <span class="spin"></span>
                    <span>{w.removing} " " {w.of(done, all)}</span>
                    <span class="sp"></span>
                    <button type="button" class="btn sm" on:click=move |_| steps.stop()>
                        {w.stop}
                    </button>
                </div>
            }
        })
    };
    let refusals = move || {
        let refused = refused.get();
        (!refused.is_empty()).then(|| {
            let lines = refused.into_iter().map(|(repository, failure)| {
                view! {
                    <li>
                        <span>
                            <span class="mono">{repository}</span> ": " {failure_reason(&failure)}
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
                    {obstacles}
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
                        title=move || off.get()
                    >
                        {w.delete}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
