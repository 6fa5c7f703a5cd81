//! What the Model Registry knows, on Harbor's own pages: of a project, and of a model.

use chrono::{DateTime, Utc};
use harbor_api::{ProjectName, RepositoryName};
use leptos::prelude::*;
use listing::lists::model_registry::model_state;
use pilothouse_protocol::{ConnectionId, ReadRegistration, Registration};

use crate::{
    failure::failure_reason,
    features::model_registry::{PAGE, models},
    format::whole,
    ipc::load::{Loaded, load_answer},
    list::State,
    registries::registries,
    route::Route,
    ui::{Link, pair, titled_section},
    words::words,
};

/// What is known; nothing is asked where no Model Registry is connected.
fn load(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    model: Option<RepositoryName>,
) -> Option<Loaded<Registration>> {
    let registries = registries();
    let is_there = registries
        .model_registries
        .with_untracked(|all| all.contains_key(&connection.get_untracked()));
    is_there.then(|| {
        load_answer(connection, move || {
            Some(ReadRegistration {
                connection: connection.get_untracked(),
                project: project.clone(),
                model: model.clone(),
            })
        })
    })
}

fn registered(known: &Registration) -> String {
    let w = &words().model_registry;
    match (known.is_registered, &known.tenant) {
        (Some(true), Some(tenant)) => w.under(tenant),
        (Some(true), None) => w.registered.to_owned(),
        (Some(false), _) => w.not_registered.to_owned(),
        (None, _) => w.not_known_here.to_owned(),
    }
}

fn page_link(connection: Signal<ConnectionId>) -> impl IntoView {
    let to = Route::Registry {
        connection: connection.get_untracked(),
        page: PAGE,
    };
    view! {
        <Link to=to class="lnk t12">
            {words().model_registry.title}
        </Link>
    }
}

/// Whether a project is registered.
#[component]
pub fn RegistrationSection(
    connection: Signal<ConnectionId>,
    project: ProjectName,
) -> impl IntoView {
    let w = &words().model_registry;
    load(connection, project, None).map(|loaded| {
        let content = move || match (loaded.data.get(), loaded.failure.get()) {
            (_, Some(failure)) => {
                view! { <p class="hint wraps">{failure_reason(&failure)}</p> }.into_any()
            }
            (Some(known), None) => {
                view! { <p id="registration">{registered(&known)}</p> }.into_any()
            }
            (None, None) => view! { <p class="hint">{w.reading}</p> }.into_any(),
        };
        view! {
            <div class="card">{titled_section(w.section, page_link(connection), content)}</div>
        }
    })
}

/// The model that an artifact is, as the Model Registry knows it.
#[component]
pub fn ModelSection(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    repository: RepositoryName,
    /// When the artifact was pushed.
    pushed: Option<DateTime<Utc>>,
) -> impl IntoView {
    let w = &words().model_registry;
    load(connection, project, Some(repository)).map(|loaded| {
        let content = move || match (loaded.data.get(), loaded.failure.get()) {
            (_, Some(failure)) => {
                view! { <p class="hint wraps">{failure_reason(&failure)}</p> }.into_any()
            }
            (None, None) => view! { <p class="hint">{w.reading}</p> }.into_any(),
            (Some(known), None) => {
                let model = known.model.as_ref();
                let updated = model.and_then(|model| model.updated);
                let state = match (updated, pushed) {
                    (Some(updated), Some(pushed)) if pushed > updated => model_state::STALE,
                    (Some(_), Some(_)) => model_state::CURRENT,
                    _ => model_state::UNKNOWN,
                };
                let read = updated.map_or_else(|| w.not_said.to_owned(), whole);
                let of_model = match (known.is_registered, model) {
                    (Some(true), Some(_)) => Some(
                        view! {
                            {pair(w.against_harbor, view! { <State said=models::said(state) /> })}
                            {pair(w.read, read)}
                        }
                        .into_any(),
                    ),
                    (Some(true), None) => Some(
                        view! {
                            {pair(
                                w.against_harbor,
                                view! { <span class="wraps">{w.model_not_known}</span> },
                            )}
                        }
                        .into_any(),
                    ),
                    _ => None,
                };
                view! {
                    <dl class="kv" id="model-registration">
                        {pair(w.project_column, registered(&known))} {of_model}
                    </dl>
                }
                .into_any()
            }
        };
        view! {
            <section class="card">
                <div class="card-h">
                    <h2>{w.section}</h2>
                    <span class="sp"></span>
                    {page_link(connection)}
                </div>
                <div class="card-b">{content}</div>
            </section>
        }
    })
}
