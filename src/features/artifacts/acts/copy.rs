//! Copying artifacts into another repository: which tags move there is said before.

use std::sync::Arc;

use harbor_api::{ProjectName, RepositoryName, operations::ListProjects};
use leptos::prelude::*;
use listing::ListScope;
use pilothouse_protocol::{BulkChange, BulkRows, ConnectionId, CopyPreview, PreviewCopy};

use crate::{
    bulk::{start_rows, why_no_run},
    features::{artifacts::list::short, projects::ProjectOptions},
    format::size,
    ipc::load::{load_answer, load_list},
    permissions::{Rights, rights},
    registries::registries,
    ui::{Dialog, Field, FormButtons, FormFailure, Icon},
    words::words,
};

/// Tags that are shown.
const SHOWN: usize = 12;

/// Asks where to, and says what happens there.
#[component]
pub fn CopyArtifacts(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    rows: BulkRows,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().acts;
    let registries = registries();
    let off = why_no_run(connection);
    let source = match &rows {
        BulkRows::Named {
            scope: ListScope::Artifacts(list),
            ..
        } => list.repository.to_string(),
        _ => String::new(),
    };
    let typed_project = RwSignal::new(String::new());
    let typed_repository = RwSignal::new(source);
    let projects = load_list(connection, || Some(ListProjects::without_details()));
    let to_project = Memo::new(move |_| ProjectName::new(typed_project.get().trim()).ok());
    let to_repository = Memo::new(move |_| RepositoryName::new(typed_repository.get().trim()).ok());
    // Rights are asked for once a project of that name is known.
    let known_project = Memo::new(move |_| {
        let name = to_project.get()?;
        let rows = projects.data.get()?;
        let is_known = rows.good.iter().any(|known| known.name == name.as_str());
        is_known.then_some(name)
    });
    let allowed = RwSignal::new(None::<Signal<Option<Arc<Rights>>>>);
    Effect::new(move |_| {
        allowed.set(known_project.get().map(|name| rights(connection, name)));
    });
    let may_push = Memo::new(move |_| {
        let rights = allowed.get()?.get()?;
        Some(rights.may("artifact", "create") && !rights.is_proxy_cache)
    });
    let project_problem = Signal::derive(move || {
        if typed_project.with(|typed| typed.trim().is_empty()) {
            return None;
        }
        match (to_project.get(), known_project.get(), may_push.get()) {
            (None, ..) => Some(w.no_project_name.to_owned()),
            (Some(_), None, _) if projects.whole.get() => Some(w.no_such_project.to_owned()),
            (.., Some(false)) => Some(w.may_not_push.to_owned()),
            _ => None,
        }
    });
    let repository_problem = Signal::derive(move || {
        let typed = typed_repository.get();
        let wrong = RepositoryName::new(typed.trim()).is_err() && !typed.trim().is_empty();
        wrong.then(|| w.no_repository_name.to_owned())
    });
    let destination = Memo::new(move |_| {
        let is_allowed = may_push.get() == Some(true);
        Some((
            known_project.get().filter(|_| is_allowed)?,
            to_repository.get()?,
        ))
    });
    let asked = rows.clone();
    let preview = load_answer(connection, move || {
        let (project, repository) = destination.get()?;
        Some(PreviewCopy {
            rows: asked.clone(),
            project,
            repository,
        })
    });
    // What was found out for another destination is not shown.
    let is_current = Memo::new(move |_| destination.get().is_some() && !preview.loading.get());
    let is_wrong = Memo::new(move |_| {
        let possible = preview.data.get();
        !is_current.get()
            || preview.failure.with(Option::is_some)
            || possible.is_none_or(|preview| preview.artifacts == 0)
    });
    let submit = move || {
        let Some((project, repository)) = destination.get_untracked() else {
            return;
        };
        if is_wrong.get_untracked() || off.get_untracked().is_some() {
            return;
        }
        let change = BulkChange::Copy {
            project,
            repository,
        };
        start_rows(registries, rows.clone(), change);
        on_close.run(());
    };
    view! {
        <Dialog title=w.copy_title beside=project.to_string() on_close=on_close>
            <form on:submit=move |event| {
                event.prevent_default();
                submit();
            }>
                <div class="dlg-b col g12">
                    <Field
                        id="copy-project"
                        label=w.project
                        value=typed_project
                        problem=project_problem
                        list="copy-projects"
                        autofocus=true
                    />
                    <ProjectOptions
                        id="copy-projects"
                        typed=typed_project
                        projects=projects
                        offered=|known| !known.is_proxy_cache()
                    />
                    <Field
                        id="copy-repository"
                        label=w.repository
                        value=typed_repository
                        problem=repository_problem
                        hint=w.repository_hint
                    />
                    {move || {
                        if destination.get().is_none() {
                            return ().into_any();
                        }
                        if !is_current.get() {
                            return view! {
                                <span class="muted row g8" role="status">
                                    <span class="spin"></span>
                                    {w.looking}
                                </span>
                            }
                                .into_any();
                        }
                        preview.data.get().map(|preview| effect(&preview)).into_any()
                    }}
                    {move || {
                        preview.failure.get().map(|failure| view! { <FormFailure failure=failure /> })
                    }}
                </div>
                <FormButtons
                    send=w.copy
                    on_cancel=on_close
                    is_wrong=is_wrong
                    busy=false
                    why_off=off
                />
            </form>
        </Dialog>
    }
}

/// What happens at the destination.
fn effect(preview: &CopyPreview) -> impl IntoView + use<> {
    let w = &words().acts;
    let moved = preview.moved.iter().take(SHOWN).map(|moved| {
        let way = format!("{} → {}", short(&moved.from), short(&moved.to));
        view! {
            <li>
                <span>
                    <span class="mono">{moved.tag.clone()}</span>
                    " "
                    <span class="mono soft">{way}</span>
                </span>
            </li>
        }
    });
    let moved = moved.collect_view();
    let frozen = preview.frozen.iter().take(SHOWN);
    let frozen = frozen.cloned().collect::<Vec<_>>().join(", ");
    view! {
        <ul class="dots">
            <li>{w.copied(preview.artifacts, &size(preview.bytes))}</li>
            {(preview.present > 0).then(|| view! { <li>{w.present(preview.present)}</li> })}
            {(preview.new_tags > 0).then(|| view! { <li>{w.new_tags(preview.new_tags)}</li> })}
            <li>{w.not_labels}</li>
        </ul>
        {(!preview.moved.is_empty())
            .then(|| {
                view! {
                    <div class="note warn">
                        <Icon name="warning" />
                        <div>
                            {w.moved(preview.moved.len())} <ul class="dots">{moved}</ul>
                        </div>
                    </div>
                }
            })}
        {(!preview.frozen.is_empty())
            .then(|| {
                view! {
                    <div class="note bad">
                        <Icon name="lock" />
                        <div>{w.frozen_there(preview.frozen.len())} " " <span class="mono">{frozen}</span></div>
                    </div>
                }
            })}
    }
}
