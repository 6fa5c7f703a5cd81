//! Deleting repositories: what goes and what stands in the way is said before, and a name is typed.

use std::sync::Arc;

use harbor_api::{ProjectName, RepositoryName};
use leptos::prelude::*;
use listing::{ListScope, lists::Repositories};
use pilothouse_protocol::{BulkChange, BulkRow, BulkRows, ConnectionId};

use super::held::{HeldTags, Looked};
use crate::{
    bulk::{start_rows, why_no_run},
    permissions::Rights,
    registries::registries,
    route::Route,
    ui::{Dialog, Field, Icon, use_places},
    words::words,
};

/// A repository that is to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoingRepository {
    /// Without the project's name.
    pub name: String,
    /// As many artifacts as the list knows of; none where that is not known.
    pub artifacts: Option<i64>,
}

/// Asks before repositories are deleted.
#[component]
pub fn DeleteRepositories(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    going: Arc<Vec<GoingRepository>>,
    /// What is pulled again comes back.
    #[prop(into)]
    is_cache: Signal<bool>,
    /// Told when the deletion has begun.
    #[prop(optional_no_strip)]
    on_delete: Option<Callback<()>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().delete_repository;
    let registries = registries();
    let off = why_no_run(connection);
    let one = match going.as_slice() {
        [one] => Some(one.name.clone()),
        _ => None,
    };
    let title = match &one {
        Some(name) => w.title(name),
        None => w.title_of(going.len()),
    };
    // Of several nobody types all names.
    let (label, wanted) = match one {
        Some(name) => (w.type_name, name),
        None => (w.type_project, project.to_string()),
    };
    let looked = match RepositoryName::new(wanted.as_str()) {
        Ok(name) if going.len() == 1 => Looked::One(name),
        _ => {
            let names = going.iter().map(|one| format!("{project}/{}", one.name));
            Looked::Some(names.collect())
        }
    };
    let held = HeldTags::of(connection, project.clone(), looked);
    let typed = RwSignal::new(String::new());
    let is_named = Memo::new(move |_| typed.with(|typed| typed.trim() == wanted));
    let may_delete = Memo::new(move |_| {
        held.is_known() && held.is_none() && is_named.get() && off.get().is_none()
    });
    let counts: Option<i64> = going.iter().map(|one| one.artifacts).sum();
    let counts = counts.and_then(|number| usize::try_from(number).ok());
    let names = (going.len() > 1).then(|| {
        let names = going.iter().map(|one| {
            view! {
                <li>
                    <Icon name="repository" class="i-14 muted" />
                    <span class="mono wraps grow">{one.name.clone()}</span>
                </li>
            }
        });
        view! {
            <ul class="outcome-rows" aria-label=w.names>
                {names.collect_view()}
            </ul>
        }
    });
    let delete = move || {
        if !may_delete.get_untracked() {
            return;
        }
        let rows = going.iter().map(|one| BulkRow {
            key: one.name.clone(),
            name: one.name.clone(),
        });
        let rows = BulkRows::Named {
            connection: connection.get_untracked(),
            scope: ListScope::from(Repositories {
                project: project.clone(),
            }),
            rows: rows.collect(),
        };
        start_rows(registries, rows, BulkChange::Delete);
        on_close.run(());
        if let Some(on_delete) = on_delete {
            on_delete.run(());
        }
    };
    view! {
        <Dialog title=title on_close=on_close>
            <form
                class="col"
                on:submit=move |event| {
                    event.prevent_default();
                    delete();
                }
            >
                <div class="dlg-b col g12">
                    <p>{w.no_way_back}</p>
                    <ul class="dots">
                        {counts.map(|number| view! { <li>{w.artifacts(number)}</li> })}
                        <li>{w.attached}</li>
                        <li>{move || if is_cache.get() { w.comes_back } else { w.fails }}</li>
                        <li>{w.space}</li>
                    </ul>
                    {names}
                    {move || {
                        (!held.is_known())
                            .then(|| {
                                view! {
                                    <span class="muted row g8" role="status">
                                        <span class="spin"></span>
                                        {w.looking}
                                    </span>
                                }
                            })
                    }}
                    {held.note()}
                    <Field id="repository-to-delete" label=label value=typed autofocus=true />
                </div>
                <div class="dlg-f">
                    <span class="sp"></span>
                    <button type="button" class="btn" on:click=move |_| on_close.run(())>
                        {words().parts.cancel}
                    </button>
                    <button
                        type="submit"
                        class="btn danger"
                        id="delete-repository"
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

/// The button of a repository's page that deletes it; nothing for those who may not.
#[component]
pub fn DeleteRepositoryButton(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    repository: RepositoryName,
    rights: Signal<Option<Arc<Rights>>>,
    /// How many there are, once it is known.
    artifacts: Signal<Option<i64>>,
) -> impl IntoView {
    let w = &words().delete_repository;
    let places = use_places();
    let off = why_no_run(connection);
    let may = move |rights: &Option<Arc<Rights>>| {
        let rights = rights.as_ref();
        rights.is_some_and(|rights| rights.may("repository", "delete"))
    };
    let may_delete = Memo::new(move |_| rights.with(may));
    let is_cache = Signal::derive(move || {
        rights.with(|rights| rights.as_ref().is_some_and(|rights| rights.is_proxy_cache))
    });
    let open = RwSignal::new(false);
    let at = StoredValue::new((project, repository));
    let leave = Callback::new(move |()| {
        let project = at.with_value(|(project, _)| project.clone());
        places.replace(Route::project(connection.get_untracked(), project));
    });
    let dialog = move || {
        open.get().then(|| {
            let (project, repository) = at.get_value();
            let one = GoingRepository {
                name: repository.to_string(),
                artifacts: artifacts.get_untracked(),
            };
            view! {
                <DeleteRepositories
                    connection=connection
                    project=project
                    going=Arc::new(vec![one])
                    is_cache=is_cache
                    on_delete=Some(leave)
                    on_close=Callback::new(move |()| open.set(false))
                />
            }
        })
    };
    view! {
        <Show when=move || may_delete.get()>
            <button
                type="button"
                class="btn ghost icon"
                id="open-delete"
                aria-label=w.open
                title=move || off.get().unwrap_or(w.open)
                disabled=move || off.get().is_some()
                on:click=move |_| open.set(true)
            >
                <Icon name="trash" />
            </button>
        </Show>
        {dialog}
    }
}
