//! The page: how the Model Registry is, and a part for each subject.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use harbor_api::ProjectName;
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, ModelRegistry, ModelRegistryState};

use crate::{
    features::model_registry::{
        connect::{ConnectDialog, RemoveDialog},
        models::ModelsPart,
        projects::ProjectsPart,
        refreshing::Refreshing,
        register::RegisterDialog,
        tenants::TenantsPart,
        told::NoteDialog,
    },
    format::{ago, lasting},
    ipc::write::why_off,
    list::{State, StateWords, Tone},
    registries::registries,
    ui::{Empty, Icon, Menu, MenuItem, PartTabs},
    words::words,
};

/// How long before a token's end it is told loudly.
const SOON: TimeDelta = TimeDelta::minutes(15);

/// A part of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Models,
    Projects,
    Tenants,
}

/// A dialog over the page.
#[derive(Clone, PartialEq)]
pub enum Question {
    Connect,
    Remove,
    /// With the project's name, where one was chosen.
    Register(String),
    /// This project is registered already.
    Note(ProjectName),
}

/// What the parts share.
#[derive(Clone, Copy)]
pub struct Shared {
    pub connection: Signal<ConnectionId>,
    pub question: RwSignal<Option<Question>>,
    /// Models that are refreshed; that goes on while another part is looked at.
    pub refreshing: Refreshing,
    /// What is done at its end.
    pub refreshed: Callback<()>,
    /// Counts what was changed here, so that lists are read again.
    pub changed: RwSignal<u32>,
    /// Why nothing can be changed at the service now.
    pub off: Signal<Option<&'static str>>,
    /// Why nothing can be registered now: that changes Harbor too.
    pub register_off: Signal<Option<&'static str>>,
}

impl Shared {
    pub fn has_changed(self) {
        self.changed.try_update(|changed| *changed += 1);
    }
}

/// The page.
#[component]
pub fn ModelRegistryPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().model_registry;
    let registries = registries();
    let known = Memo::new(move |_| {
        registries
            .model_registries
            .with(|all| all.get(&connection.get()).cloned())
    });
    let off = Signal::derive(move || match known.get()?.state {
        ModelRegistryState::TokenRefused => Some(w.token_is_refused),
        ModelRegistryState::TokenNeeded => Some(w.no_token),
        _ => None,
    });
    let harbor_off = why_off(connection);
    let changed = RwSignal::new(0);
    let refreshing = Refreshing::new(connection);
    let refreshed = Callback::new(move |()| {
        changed.update(|changed| *changed += 1);
        if untrack(|| refreshing.left()).is_empty() {
            let done = untrack(|| refreshing.done());
            registries.toasts.done(w.refreshed_number(done), None);
            refreshing.models.update(BTreeMap::clear);
        }
    });
    let shared = Shared {
        connection,
        question: RwSignal::new(None),
        refreshing,
        refreshed,
        changed,
        off,
        register_off: Signal::derive(move || off.get().or_else(|| harbor_off.get())),
    };
    // Another address or token is asked anew; what else changes leaves the lists alone.
    let is_there = Memo::new(move |_| known.get().map(|known| (known.address, known.expires)));
    let close = Callback::new(move |()| shared.question.set(None));
    let question = move || {
        shared.question.get().map(|question| match question {
            Question::Connect => view! {
                <ConnectDialog shared=shared known=known.get_untracked() on_close=close />
            }
            .into_any(),
            Question::Remove => view! { <RemoveDialog shared=shared on_close=close /> }.into_any(),
            Question::Register(name) => {
                view! { <RegisterDialog shared=shared name=name on_close=close /> }.into_any()
            }
            Question::Note(project) => {
                view! { <NoteDialog shared=shared project=project on_close=close /> }.into_any()
            }
        })
    };
    let page = move || match is_there.get() {
        None => view! {
            <div class="page grow">
                <div class="ph">
                    <h1>{w.title}</h1>
                </div>
                <Empty icon="cpu" title=w.none_title text=w.none_text>
                    <button
                        type="button"
                        class="btn primary"
                        on:click=move |_| shared.question.set(Some(Question::Connect))
                    >
                        <Icon name="plus" />
                        {w.connect}
                    </button>
                </Empty>
            </div>
        }
        .into_any(),
        Some(_) => view! { <Parts shared=shared known=known /> }.into_any(),
    };
    view! { {page} {question} }
}

#[component]
fn Parts(shared: Shared, known: Memo<Option<ModelRegistry>>) -> impl IntoView {
    let w = &words().model_registry;
    let part = RwSignal::new(Part::Models);
    let ask = move |question: Question| {
        Callback::new(move |()| shared.question.set(Some(question.clone())))
    };
    let items = Signal::derive(move || {
        vec![
            MenuItem {
                icon: Some("pencil"),
                ..MenuItem::new(w.edit, ask(Question::Connect))
            },
            MenuItem {
                icon: Some("trash"),
                danger: true,
                ..MenuItem::new(w.remove, ask(Question::Remove))
            },
        ]
    });
    view! {
        <div class="page grow">
            <div class="ph">
                <h1>{w.title}</h1>
                <span class="muted trunc">
                    {move || known.get().map(|known| known.address.host().to_owned())}
                </span>
                {move || known.get().map(|known| view! { <State said=state(&known.state) /> })}
                <span class="sp"></span>
                <Menu
                    label=words().endpoints.more
                    class="btn ghost icon"
                    opener=|| view! { <Icon name="more" /> }
                    items=items
                />
                <button
                    type="button"
                    class="btn primary"
                    id="register-project"
                    disabled=move || shared.register_off.get().is_some()
                    title=move || shared.register_off.get()
                    on:click=move |_| shared.question.set(Some(Question::Register(String::new())))
                >
                    <Icon name="plus" />
                    {w.register}
                </button>
            </div>
            <TokenNote shared=shared known=known />
            <PartTabs
                label=w.parts
                shown=part
                parts=vec![(Part::Models, w.models), (Part::Projects, w.projects), (Part::Tenants, w.tenants)]
            />
            {move || match part.get() {
                Part::Models => view! { <ModelsPart shared=shared /> }.into_any(),
                Part::Projects => view! { <ProjectsPart shared=shared /> }.into_any(),
                Part::Tenants => view! { <TenantsPart shared=shared /> }.into_any(),
            }}
        </div>
    }
}

fn state(state: &ModelRegistryState) -> StateWords {
    let w = &words().model_registry;
    match state {
        ModelRegistryState::Connected => StateWords::new("check-circle", Tone::Good, w.connected),
        ModelRegistryState::Untried => StateWords::new("clock", Tone::Quiet, w.untried),
        ModelRegistryState::TokenRefused => StateWords::new("alert", Tone::Bad, w.token_refused),
        ModelRegistryState::TokenNeeded => StateWords::new("key", Tone::Bad, w.token_needed),
        ModelRegistryState::Unreachable { .. } => {
            StateWords::new("offline", Tone::Bad, w.unreachable)
        }
    }
}

/// When the token ends; loudly where that is soon or over, with the way to a new one.
#[component]
fn TokenNote(shared: Shared, known: Memo<Option<ModelRegistry>>) -> impl IntoView {
    let w = &words().model_registry;
    let now = registries().now;
    let button = move || {
        view! {
            <button
                type="button"
                class="btn sm"
                id="new-token"
                on:click=move |_| shared.question.set(Some(Question::Connect))
            >
                <Icon name="key" />
                {w.new_token}
            </button>
        }
    };
    move || {
        let known = known.get()?;
        let now = now.get();
        let refused = match known.state {
            ModelRegistryState::TokenRefused => Some(w.token_is_refused),
            ModelRegistryState::TokenNeeded => Some(w.no_token),
            _ => None,
        };
        // A token that is not taken has ended whatever it says of itself.
        let told = known.expires.filter(|at| refused.is_none() || *at <= now);
        let end = told.map(|at| ends(at, now));
        let is_soon = known.expires.is_some_and(|at| at - now < SOON);
        if refused.is_some() || is_soon {
            return Some(
                view! {
                    <div class="note warn" role="status">
                        <Icon name="warning" />
                        <span class="grow">{refused} " " {end}</span>
                        {button()}
                    </div>
                }
                .into_any(),
            );
        }
        let unkept = (!known.remembered).then_some(w.not_remembered);
        (end.is_some() || unkept.is_some())
            .then(|| view! { <p class="hint gutter">{end} " " {unkept}</p> }.into_any())
    }
}

/// 'Token ends in 40 min'
pub fn ends(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let w = &words().model_registry;
    if at <= now {
        w.ended(&ago(at, now))
    } else {
        w.ends(&w.in_time(&lasting(at - now)))
    }
}
