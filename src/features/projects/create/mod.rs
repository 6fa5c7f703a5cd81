//! 'New project': name, access, storage, and what it is a cache of.

mod name;
mod proxy;
mod words;

pub use words::NewProject as NewProjectWords;

use harbor_api::{
    ProjectName, RegistryId,
    operations::CreateProject,
    types::{NewProject, ProjectMetadata},
};
use leptos::prelude::*;
use pilothouse_protocol::{Account, ConnectionId, CreateEndpoint, Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

use self::{
    name::{NameFault, NameState, follow_name, reads_as_a_number},
    proxy::{ProxyBox, ProxyForm},
};
use crate::{
    actions::use_action,
    deferred::deferred,
    features::projects::quota::{QuotaFields, QuotaForm},
    ipc::{
        self,
        write::{send, why_off},
    },
    registries::{Registries, registries},
    route::{Route, TabId},
    ui::{Dialog, Field, FormFailure, Icon, use_places},
    words::words,
};

/// Whether the account may make projects here.
fn may_create(registries: Registries, connection: &ConnectionId) -> bool {
    let Some(known) = registries.find(connection) else {
        return false;
    };
    match known.account {
        Account::User {
            administrator: true,
            ..
        } => true,
        Account::User { .. } | Account::CliSecret { .. } => {
            known.system.projects_by_administrators_only() != Some(true)
        }
        Account::Anonymous | Account::Robot { .. } => false,
    }
}

/// The button on the page of projects, and its dialog; nothing for those who may not.
#[component]
pub fn CreateProjectButton(
    connection: Signal<ConnectionId>,
    /// There is one project more.
    on_created: Callback<()>,
) -> impl IntoView {
    let registries = registries();
    let may = Memo::new(move |_| may_create(registries, &connection.get()));
    move || {
        may.get().then(|| {
            view! { <OpeningButton connection=connection on_created=on_created /> }
        })
    }
}

#[component]
fn OpeningButton(connection: Signal<ConnectionId>, on_created: Callback<()>) -> impl IntoView {
    let w = &words().new_project;
    let off = why_off(connection);
    let open = RwSignal::new(false);
    use_action("project.create", move || {
        if off.get_untracked().is_none() {
            open.set(true);
        }
    });
    view! {
        <button
            type="button"
            class="btn primary"
            disabled=move || off.get().is_some()
            title=move || off.get()
            on:click=move |_| open.set(true)
        >
            <Icon name="plus" />
            {w.title}
        </button>
        <OpenDialog open=open connection=connection on_created=on_created cache_of=None />
    }
}

/// The link by an endpoint that makes a cache of it; for pages of administrators.
#[component]
pub fn NewProxyCache(
    connection: Signal<ConnectionId>,
    registry: RegistryId,
    /// There is one project more.
    on_created: Callback<()>,
) -> impl IntoView {
    let off = why_off(connection);
    let open = RwSignal::new(false);
    view! {
        <button
            type="button"
            class="lnk t12"
            id="new-proxy-cache"
            disabled=move || off.get().is_some()
            title=move || off.get()
            on:click=move |_| open.set(true)
        >
            {words().new_project.new_proxy}
        </button>
        <OpenDialog
            open=open
            connection=connection
            on_created=on_created
            cache_of=Some(registry)
        />
    }
}

#[component]
fn OpenDialog(
    open: RwSignal<bool>,
    connection: Signal<ConnectionId>,
    on_created: Callback<()>,
    cache_of: Option<RegistryId>,
) -> impl IntoView {
    view! {
        <Show when=move || open.get()>
            {
                let on_close = Callback::new(move |()| open.set(false));
                deferred!(
                    project,
                    create_project_dialog,
                    {
                        connection: Signal<ConnectionId>,
                        on_created: Callback<()>,
                        on_close: Callback<()>,
                        cache_of: Option<RegistryId>,
                    } => {
                        view! {
                            <CreateProjectDialog
                                connection=connection
                                on_created=on_created
                                on_close=on_close
                                cache_of=cache_of
                            />
                        }
                        .into_any()
                    }
                )
            }
        </Show>
    }
}

#[component]
fn CreateProjectDialog(
    connection: Signal<ConnectionId>,
    on_created: Callback<()>,
    on_close: Callback<()>,
    cache_of: Option<RegistryId>,
) -> impl IntoView {
    let w = &words().new_project;
    let registries = registries();
    let places = use_places();
    let off = why_off(connection);
    let text = RwSignal::new(String::new());
    let name_state = follow_name(connection, text);
    let is_public = RwSignal::new(false);
    let quota = QuotaForm::for_new();
    let proxy = ProxyForm::new(connection, cache_of);
    let tried = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let made = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let administers = registries.is_administrator(&connection.get_untracked());
    let host = registries
        .find_untracked(&connection.get_untracked())
        .map(|known| known.registry().to_owned())
        .unwrap_or_default();
    let name = Signal::derive(move || ProjectName::new(text.get().trim()).ok());
    let name_problem = Signal::derive(move || {
        let missing = tried.get() && name_state.with(|state| *state == NameState::Empty);
        let missing = missing.then(|| w.name_missing.to_owned());
        missing.or_else(|| name_state.with(|state| text.with(|text| name::problem(state, text))))
    });
    let name_good = Signal::derive(move || {
        let is_number = name.get().is_some_and(|name| reads_as_a_number(&name));
        match name_state.get() {
            NameState::Free if !is_number => Some(w.free.to_owned()),
            _ => None,
        }
    });
    let name_said = move || {
        let is_number = name.get().is_some_and(|name| reads_as_a_number(&name));
        match name_state.get() {
            NameState::Checking => Some((w.checking, false)),
            NameState::NotKnown => Some((w.not_known, false)),
            NameState::Free if is_number => Some((w.name_of_digits, true)),
            _ => None,
        }
    };
    let go_to = move |project: ProjectName| {
        on_close.run(());
        places.go(Route::Project {
            connection: connection.get_untracked(),
            project,
            tab: TabId::FIRST,
        });
    };
    let remedy = move || {
        let use_name = move |name: ProjectName, words: String| {
            let chosen = name.to_string();
            view! {
                <button type="button" class="lnk" on:click=move |_| text.set(chosen.clone())>
                    {words}
                </button>
                " "
            }
        };
        match name_state.get() {
            NameState::Invalid(NameFault::UpperCase(lower)) => {
                let words = w.try_name(lower.as_str());
                use_name(lower, words).into_any()
            }
            NameState::Taken {
                is_visible,
                instead,
            } => {
                let instead = instead.map(|name| {
                    let words = w.try_name(name.as_str());
                    use_name(name, words)
                });
                let open = name.get().filter(|_| is_visible).map(|name| {
                    view! {
                        <button
                            type="button"
                            class="lnk"
                            on:click=move |_| go_to(name.clone())
                        >
                            {w.open_it}
                        </button>
                    }
                });
                view! {
                    {instead}
                    {open}
                }
                .into_any()
            }
            _ => ().into_any(),
        }
    };
    let quota_problem = Signal::derive(move || {
        let fault = quota.limit().err()?;
        let is_said = tried.get() || quota.amount.with(|amount| !amount.trim().is_empty());
        is_said.then(|| fault.to_owned())
    });
    let may_send = Memo::new(move |_| {
        let is_free =
            name_state.with(|state| matches!(state, NameState::Free | NameState::NotKnown));
        is_free && quota.limit().is_ok() && proxy.is_whole() && !busy.get() && off.get().is_none()
    });
    let submit = move || {
        tried.set(true);
        proxy.endpoint.tried.set(true);
        let Some(name) = name.get_untracked().filter(|_| may_send.get_untracked()) else {
            return;
        };
        busy.set(true);
        failure.set(None);
        let limit = quota.limit().ok().flatten().filter(|_| administers);
        let at = connection.get_untracked();
        let is_cache = proxy.is_on.get_untracked();
        let is_new = is_cache && untrack(|| proxy.is_new());
        let metadata = ProjectMetadata::default()
            .with_switch(ProjectMetadata::PUBLIC, is_public.get_untracked());
        let metadata = if is_cache {
            proxy.add_to(metadata)
        } else {
            metadata
        };
        spawn_local(async move {
            if is_new {
                let endpoint = proxy.endpoint.name.get_untracked().trim().to_owned();
                let command = CreateEndpoint {
                    connection: at.clone(),
                    name: endpoint.clone(),
                    description: String::new(),
                    endpoint: proxy.endpoint.draft(),
                };
                match ipc::call(command).await {
                    Ok(created) => {
                        // If the project fails now, the next try takes this one.
                        proxy.known.reload();
                        proxy.chosen.try_set(created.id.to_string());
                        made.try_set(Some(endpoint));
                    }
                    Err(refusal) => {
                        busy.try_set(false);
                        if refusal.code == FailureCode::Conflict {
                            proxy.endpoint.refused_name.try_set(true);
                        } else {
                            proxy.endpoint.refuse(refusal);
                        }
                        return;
                    }
                }
            }
            let operation = CreateProject {
                name_in_location: None,
                body: NewProject {
                    project_name: name.clone(),
                    metadata,
                    storage_limit: limit,
                    registry_id: is_cache.then(|| proxy.registry_id()).flatten(),
                },
            };
            let outcome = send(registries, at.clone(), &operation).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    registries.toasts.done(w.created(name.as_str()), None);
                    registries.new_project.set(Some((at.clone(), name.clone())));
                    on_created.try_run(());
                    go_to(name);
                }
                Err(refusal) if refusal.code == FailureCode::Conflict => {
                    let taken = name::taken(&at, &name).await;
                    name_state.try_set(taken);
                }
                Err(refusal) => {
                    failure.try_set(Some(refusal));
                }
            }
        });
    };
    let access = [
        (false, w.private, w.private_why),
        (true, w.public, w.public_why),
    ]
    .map(|(this, words, why)| {
        view! {
            <label>
                <input
                    type="radio"
                    class="rb"
                    name="access"
                    prop:checked=move || is_public.get() == this
                    on:change=move |_| is_public.set(this)
                />
                <span>
                    {words} <span class="d">{why}</span>
                </span>
            </label>
        }
    });
    view! {
        <Dialog title=w.title wide=true on_close=on_close>
            <form
                class="col"
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="dlg-b col g16">
                    <div class="col g4">
                        <Field
                            id="project-name"
                            label=w.name
                            value=text
                            problem=name_problem
                            good=name_good
                            prefix=format!("{host}/")
                            remedy=remedy
                            large=true
                            autofocus=true
                        />
                        <div aria-live="polite">
                            {move || {
                                name_said()
                                    .map(|(words, warns)| {
                                        let class = if warns { "note warn" } else { "hint" };
                                        view! {
                                            <div class=class>
                                                {warns.then(|| view! { <Icon name="warning" /> })}
                                                <span>{words}</span>
                                            </div>
                                        }
                                    })
                            }}
                        </div>
                    </div>
                    <div class:halves=administers>
                        <div class="field">
                            <span class="lbl" id="access-label">
                                {w.access}
                            </span>
                            <div class="radios" role="radiogroup" aria-labelledby="access-label">
                                {access.collect_view()}
                            </div>
                        </div>
                        {administers.then(|| view! { <QuotaFields quota=quota problem=quota_problem /> })}
                    </div>
                    {administers
                        .then(|| {
                            view! { <ProxyBox connection=connection form=proxy name=name /> }
                        })}
                    {move || {
                        made.get()
                            .filter(|_| failure.with(Option::is_some))
                            .map(|name| {
                                view! {
                                    <div class="note ok">
                                        <Icon name="check" />
                                        <span>{w.was_made(&name)}</span>
                                    </div>
                                }
                            })
                    }}
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                <div class="dlg-f">
                    <span class="sp"></span>
                    <button type="button" class="btn" on:click=move |_| on_close.run(())>
                        {words().parts.cancel}
                    </button>
                    <button
                        type="submit"
                        class="btn primary"
                        id="create-project"
                        disabled=move || busy.get() || !may_send.get()
                        title=move || off.get()
                    >
                        {move || busy.get().then(|| view! { <span class="spin"></span> })}
                        {move || if proxy.is_on.get() { w.create_proxy } else { w.create }}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
