//! What is known of a registry, and what can be done with it.

use std::sync::Arc;

use harbor_api::{
    ProjectName, ProjectReference, ProxyCache, RegistryId,
    operations::{GetProjectSummary, GetRegistry},
    types::{Registry, RegistryProvider},
};
use leptos::prelude::*;
use listing::Line;
use pilothouse_protocol::{ConnectionId, EndpointDraft, Failure, TestEndpoint};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::{
        endpoints::{
            cells::{health, provider_name},
            list::{EndpointList, Question},
        },
        projects::{NewProxyCache, PullThroughCache},
    },
    format::{size, whole},
    ipc::{self, load::load_one},
    list::{EditButton, RowDeed, RowMenu, State, Values},
    registries::registries,
    route::Route,
    ui::{CopyIcon, Failed, FormFailure, Icon, Inspector, Link, pair, section, titled_section},
    words::words,
};

/// Beside the list.
#[component]
pub fn EndpointInspector(endpoints: EndpointList, line: Arc<Line>) -> impl IntoView {
    let w = &words().endpoints;
    let list = endpoints.list;
    let id = line.key.parse().ok().map(RegistryId);
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let title = values.text("name").to_owned();
    let (caches, rules) = (
        values.texts("caches").to_vec(),
        values.texts("rules").to_vec(),
    );
    let users: Vec<String> = caches.iter().chain(&rules).cloned().collect();
    let users = StoredValue::new(users);
    let loaded = load_one(endpoints.connection, move || {
        endpoints.changed.track();
        id.map(|id| GetRegistry { id })
    });
    // What uses it is read beside the list; only then is nothing really nothing.
    let is_known = move || {
        list.state()
            .is_some_and(|state| state.whole && !state.reading && state.failure.is_none())
    };
    let used = StoredValue::new((caches, rules));
    let uses = move || {
        let connection = endpoints.connection.get();
        let (caches, rules) = used.get_value();
        let cache_lines = caches.into_iter().map(|name| {
            let url = Signal::derive(move || {
                let registry = loaded.data.get();
                registry.map(|registry| registry.url.clone())
            });
            view! { <Cache connection=connection.clone() name=name url=url /> }
        });
        let rule_lines = rules.into_iter().map(|name| {
            view! {
                <li class="row g6">
                    <Icon name="renew" class="i-14" />
                    <span class="wraps">{name}</span>
                </li>
            }
        });
        let lines: Vec<_> = cache_lines
            .map(IntoAny::into_any)
            .chain(rule_lines.map(IntoAny::into_any))
            .collect();
        let is_empty = lines.is_empty();
        let said = match (is_empty, is_known()) {
            (true, true) => Some(w.not_used),
            (true, false) => Some(w.looking),
            (false, _) => None,
        };
        view! {
            <ul class="col g6 plain">{lines}</ul>
            {said.map(|said| view! { <p class="hint">{said}</p> })}
        }
    };
    let actions = ViewFn::from(move || {
        let delete = move || {
            if let Some(registry) = loaded.data.get_untracked() {
                let users = users.get_value();
                endpoints
                    .question
                    .set(Some(Question::Delete(registry, users)));
            }
        };
        view! {
            <RowMenu
                list=list
                label=w.more
                delete=RowDeed::new(w.delete_open, delete)
                off=endpoints.off
            />
        }
    });
    let edit = RowDeed::new(w.edit, move || {
        if let Some(registry) = loaded.data.get_untracked() {
            endpoints.question.set(Some(Question::Edit(registry)));
        }
    });
    let edit = edit.only_if(Signal::derive(move || loaded.data.with(Option::is_some)));
    let footer = ViewFn::from(move || {
        view! {
            <EditButton deed=edit off=endpoints.off />
        }
    });
    let facts = move || match (loaded.data.get(), loaded.failure.get()) {
        (Some(registry), _) => view! { <Facts endpoints=endpoints registry=registry /> }.into_any(),
        (None, Some(failure)) => view! {
            <Failed
                what=w.endpoint
                failure=failure
                on_retry=Callback::new(move |()| loaded.reload())
            />
        }
        .into_any(),
        (None, None) => ().into_any(),
    };
    let new_cache = id.map(|id| {
        let on_created = Callback::new(move |()| list.reload());
        view! {
            <NewProxyCache connection=endpoints.connection registry=id on_created=on_created />
        }
    });
    let close = Callback::new(move |()| list.place.selected.set(None));
    view! {
        <Inspector title=title on_close=close actions=actions footer=footer>
            {facts}
            {titled_section(w.used_by, new_cache, uses)}
        </Inspector>
    }
}

/// A proxy cache of it: what it holds, and how to pull through it.
#[component]
fn Cache(connection: ConnectionId, name: String, url: Signal<Option<String>>) -> impl IntoView {
    let w = &words().endpoints;
    let project = ProjectName::new(name.as_str()).ok();
    let asked = project.clone();
    let summary = load_one(Signal::stored(connection.clone()), move || {
        Some(GetProjectSummary {
            project_name_or_id: ProjectReference::Name(asked.clone()?),
        })
    });
    let holds = move || {
        let summary = summary.data.get()?;
        let repositories = usize::try_from(summary.repo_count).unwrap_or_default();
        let used = summary
            .quota
            .as_ref()
            .and_then(|quota| quota.used.storage());
        let used = used.map(size);
        Some(view! { <span class="muted t12">{w.holds(repositories, used.as_deref())}</span> })
    };
    let registry = registries().find_untracked(&connection);
    let host = registry.map(|known| known.registry().to_owned());
    let cache = Memo::new({
        let project = project.clone();
        move |_| ProxyCache::new(host.as_deref()?, project.clone()?, &url.get()?)
    });
    let is_open = RwSignal::new(false);
    let named = match project {
        Some(project) => {
            let to = Route::project(connection, project);
            let name = name.clone();
            view! { <Link to=to class="lnk">{name}</Link> }.into_any()
        }
        None => name.clone().into_any(),
    };
    let dialog = move || {
        let cache = cache.get().filter(|_| is_open.get())?;
        let on_close = Callback::new(move |()| is_open.set(false));
        Some(view! { <PullThroughCache cache=cache project=name.clone() on_close=on_close /> })
    };
    view! {
        <li class="row g6">
            <Icon name="proxy" class="i-14" />
            <span class="col grow">{named} {holds}</span>
            {move || {
                cache.with(Option::is_some).then(|| {
                    view! {
                        <button
                            type="button"
                            class="btn sm"
                            on:click=move |_| is_open.set(true)
                        >
                            {words().through_cache.open}
                        </button>
                    }
                })
            }}
            {dialog}
        </li>
    }
}

/// What the server says of it.
#[component]
fn Facts(endpoints: EndpointList, registry: Arc<Registry>) -> impl IntoView {
    let w = &words().endpoints;
    let account = registry.credential.access_key.clone();
    let is_signed_in = !account.is_empty();
    let certificate = match (registry.insecure, &registry.ca_certificate) {
        (true, _) => w.not_verified,
        (false, Some(authority)) if !authority.is_empty() => w.verified_by,
        (false, _) => w.verified,
    };
    let account = match is_signed_in {
        true => view! { <span class="mono wraps">{account}</span> }.into_any(),
        false => w.anonymous.into_any(),
    };
    let url = registry.url.clone();
    let facts = view! {
        <dl class="kv">
            {pair(
                w.address,
                view! {
                    <span class="mono wraps">{url.clone()}</span>
                    <CopyIcon text=url label=w.copy_address />
                },
            )}
            {pair(w.provider, provider_name(registry.provider.as_str()))}
            {pair(w.signed_in_as, account)}
            {is_signed_in.then(|| pair(w.secret, view! { <span class="muted">{w.secret_kept}</span> }))}
            {pair(w.certificate, certificate)}
            {(!registry.description.is_empty())
                .then(|| {
                    let text = registry.description.clone();
                    pair(w.description, view! { <span class="wraps">{text}</span> })
                })}
            {registry.creation_time.map(|time| pair(w.created, whole(time)))}
        </dl>
    };
    let tested = RwSignal::new(None::<Result<(), Failure>>);
    let busy = RwSignal::new(false);
    let (id, provider, url) = (registry.id, registry.provider.clone(), registry.url.clone());
    let insecure = registry.insecure;
    let access_id = registry.credential.access_key.clone();
    let test = move |_| {
        busy.set(true);
        tested.set(None);
        let command = TestEndpoint {
            connection: endpoints.connection.get_untracked(),
            kept: Some(id),
            endpoint: EndpointDraft {
                provider: RegistryProvider::clone(&provider),
                url: url.clone(),
                access_id: access_id.clone(),
                secret: None,
                insecure,
                certificate: None,
            },
        };
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            busy.try_set(false);
            tested.try_set(Some(outcome.map(|_| ())));
        });
    };
    let button = view! {
        <button type="button" class="lnk t12" disabled=move || busy.get() on:click=test>
            {move || busy.get().then(|| view! { <span class="spin"></span> })}
            {w.test_now}
        </button>
    };
    let said = health(match registry.status.as_str() {
        "" => listing::lists::system::endpoints::NOT_CHECKED,
        status => status,
    });
    let result = move || {
        tested.get().map(|tested| match tested {
            Ok(()) => view! {
                <span class="hint ok">
                    <Icon name="check" class="i-14" />
                    {w.test_works}
                </span>
            }
            .into_any(),
            Err(failure) => view! { <FormFailure failure=failure /> }.into_any(),
        })
    };
    let state = view! {
        <div class="col g6">
            <State said=said />
            <p class="hint">{w.check_of_harbor}</p>
            <div role="status">{result}</div>
        </div>
    };
    view! { {section(facts)} {titled_section(w.health, button, state)} }
}
