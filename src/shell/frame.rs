//! The frame around a page: registries at the left, navigation, the bar at the top.

use leptos::prelude::*;
use pilothouse_protocol::{
    Connection, ConnectionId, ConnectionState, ModelRegistry, ModelRegistryState, Theme,
};

use crate::{
    actions::{command_cap, is_mac, use_actions},
    features::{
        account::AccountMenu,
        feature::{RegistryPage, Section},
        model_registry, pages,
    },
    format::{initials, short_version},
    registries::registries,
    route::{PageId, Route, TabId},
    shell::app::set_theme,
    ui::{Icon, Link, use_places},
    words::words,
};

/// One tile per registry.
#[component]
pub fn Rail(active: Option<ConnectionId>) -> impl IntoView {
    let registries = registries();
    let actions = use_actions();
    let places = use_places();
    let (w, named) = (&words().frame, &words().actions);
    let adding = active.is_none();
    view! {
        <aside class="rail" aria-label=w.registries>
            <For
                each=move || registries.connections.get()
                key=|connection| {
                    let state = format!("{:?}", connection.state);
                    (connection.id.clone(), connection.name.clone(), state)
                }
                children=move |connection| {
                    let is_active = active.as_ref() == Some(&connection.id);
                    view! { <Tile connection=connection is_active=is_active /> }
                }
            />
            <For
                each=move || {
                    let connections = registries.connections.get();
                    let beside = registries.model_registries.get();
                    connections
                        .iter()
                        .filter_map(|connection| beside.get(&connection.id).cloned())
                        .collect::<Vec<_>>()
                }
                key=|beside| (beside.connection.clone(), format!("{:?}", beside.state))
                children=move |beside| view! { <ModelRegistryTile beside=beside /> }
            />
            <button
                type="button"
                class="rail-btn add"
                class:is-active=adding
                aria-label=named.add_registry
                title=named.add_registry
                on:click=move |_| places.go(Route::Welcome)
            >
                <Icon name="plus" />
            </button>
            <span class="rail-sp"></span>
            <button
                type="button"
                class="rail-btn"
                aria-label=named.keyboard_shortcuts
                title=w.keyboard_shortcuts_tip
                on:click=move |_| actions.run("help.keys")
            >
                <Icon name="keyboard" class="i-18" />
            </button>
            <ThemeButton />
        </aside>
    }
}

#[component]
fn Tile(connection: Connection, is_active: bool) -> impl IntoView {
    let places = use_places();
    let w = &words().frame;
    let (mark, state) = match connection.state {
        ConnectionState::Connected => ("st", w.tile_connected),
        ConnectionState::Connecting => ("st off", w.tile_connecting),
        ConnectionState::SignInNeeded => ("st auth", w.tile_sign_in),
        ConnectionState::Offline { .. } => ("st off", w.tile_offline),
    };
    let label = format!("{}, {state}", connection.name);
    let id = connection.id.clone();
    view! {
        <button
            type="button"
            class="reg"
            class:is-active=is_active
            style:--tile=tile_colour(&connection.name)
            title=label.clone()
            aria-label=label
            on:click=move |_| places.go(Route::home(id.clone()))
        >
            <span data-initials=initials(&connection.name)></span>
            <i class=mark></i>
        </button>
    }
}

/// A Model Registry, which has its page with the registry whose projects it uses.
#[component]
fn ModelRegistryTile(beside: ModelRegistry) -> impl IntoView {
    let places = use_places();
    let w = &words().model_registry;
    let route = places.current();
    let (mark, state) = match beside.state {
        ModelRegistryState::Connected => ("st", w.connected),
        ModelRegistryState::Untried => ("st off", w.untried),
        ModelRegistryState::TokenRefused => ("st auth", w.token_refused),
        ModelRegistryState::TokenNeeded => ("st auth", w.token_needed),
        ModelRegistryState::Unreachable { .. } => ("st off", w.unreachable),
    };
    let label = format!("{} {}, {state}", w.title, beside.address.host());
    let to = Route::Registry {
        connection: beside.connection.clone(),
        page: model_registry::PAGE,
    };
    let place = to.clone();
    view! {
        <button
            type="button"
            class="reg"
            style:--tile=tile_colour(beside.address.host())
            class:is-active=move || route.get() == place
            title=label.clone()
            aria-label=label
            on:click=move |_| places.go(to.clone())
        >
            <Icon name="cpu" class="i-18" />
            <i class=mark></i>
        </button>
    }
}

/// A hue from the name, so that a registry keeps its colour everywhere.
pub fn tile_colour(name: &str) -> String {
    const TILES: [&str; 6] = [
        "#26748f", "#6a5794", "#7c5f34", "#3d6f4f", "#8a4a5c", "#46618f",
    ];
    let sum = name.bytes().fold(7_usize, |sum, byte| {
        sum.wrapping_mul(31) + usize::from(byte)
    });
    TILES[sum % TILES.len()].to_owned()
}

/// System, light, dark, in turn.
#[component]
fn ThemeButton() -> impl IntoView {
    let registries = registries();
    let w = &words().frame;
    let next = move || match registries.theme.get() {
        Theme::System => Theme::Light,
        Theme::Light => Theme::Dark,
        Theme::Dark => Theme::System,
    };
    let label = move || match registries.theme.get() {
        Theme::System => w.theme_is_system,
        Theme::Light => w.theme_is_light,
        Theme::Dark => w.theme_is_dark,
    };
    view! {
        <button
            type="button"
            class="rail-btn"
            aria-label=label
            title=label
            on:click=move |_| {
                set_theme(registries, next());
            }
        >
            <Icon
                class="i-18"
                name=Signal::derive(move || match registries.theme.get() {
                    Theme::System => "system-theme",
                    Theme::Light => "sun",
                    Theme::Dark => "moon",
                })
            />
        </button>
    }
}

/// The parts of a registry.
#[component]
pub fn Navigation(connection: ConnectionId) -> impl IntoView {
    let registries = registries();
    let w = &words().frame;
    let id = connection.clone();
    let view = Memo::new(move |_| registries.find(&id));
    let route = use_places().current();
    let current = Memo::new(move |_| {
        route.with(|route| match route {
            Route::Registry { page, .. } => *page,
            // Everything else is in a project.
            _ => PageId::PROJECTS,
        })
    });
    let entry = move |page: &'static RegistryPage| {
        let is_active = current.get() == page.id;
        let title = (page.title)(words());
        view! {
            <Link
                to=Route::Registry {
                    connection: connection.clone(),
                    page: page.id,
                }
                class=if is_active { "nav-i is-active" } else { "nav-i" }
                current=is_active
                label=title
            >
                <Icon name=page.icon />
                <span class="l">{title}</span>
            </Link>
        }
    };
    // Told by the account alone: what else changes leaves the entries alone.
    let offered = Memo::new(move |_| {
        let known = view.get();
        let pages = pages().into_iter();
        pages
            .filter(|page| known.as_ref().is_some_and(|known| (page.offered)(known)))
            .map(|page| page.id)
            .collect::<Vec<_>>()
    });
    let sections = move || {
        let offered = offered.get();
        Section::ALL.map(|section| {
            let pages = pages().into_iter();
            let entries: Vec<_> = pages
                .filter(|page| page.section == section && offered.contains(&page.id))
                .map(&entry)
                .collect();
            let title = section.title().filter(|_| !entries.is_empty());
            view! {
                {title.map(|title| view! { <div class="nav-h">{title}</div> })}
                {entries}
            }
        })
    };
    view! {
        <nav class="nav" aria-label=move || view.get().map(|c| c.name)>
            <div class="nav-head">
                <b class="trunc">{move || view.get().map(|c| c.name)}</b>
                <span class="meta">
                    {move || {
                        view.get()
                            .map(|c| {
                                let (dot, words) = match c.state {
                                    ConnectionState::Connected => ("dot", w.connected),
                                    ConnectionState::Connecting => ("dot off", w.connecting),
                                    ConnectionState::SignInNeeded => ("dot warn", w.sign_in_again),
                                    ConnectionState::Offline { .. } => ("dot off", w.offline),
                                };
                                let version = c.system.harbor_version.as_deref().map(short_version);
                                view! {
                                    <span class=dot></span>
                                    <span class="trunc">
                                        {words} {version.map(|v| format!(" · Harbor {v}"))}
                                    </span>
                                }
                            })
                    }}
                </span>
                <span class="meta trunc">
                    {move || {
                        view.get()
                            .map(|c| match c.account.name() {
                                Some(name) => w.signed_in_as(name),
                                None => w.not_signed_in.to_owned(),
                            })
                    }}
                </span>
            </div>
            <div class="nav-list">{sections}</div>
        </nav>
    }
}

/// History, where one is, and the account.
#[component]
pub fn TopBar(connection: ConnectionId) -> impl IntoView {
    let places = use_places();
    let actions = use_actions();
    let (w, named) = (&words().frame, &words().actions);
    let route = places.current();
    view! {
        <header class="topbar">
            <button
                type="button"
                class="ib"
                aria-label=named.back
                title=w.back_tip
                on:click=move |_| places.back()
            >
                <Icon name="chevron-left" />
            </button>
            <button
                type="button"
                class="ib"
                aria-label=named.forward
                title=w.forward_tip
                on:click=move |_| places.forward()
            >
                <Icon name="chevron-right" />
            </button>
            <nav class="crumbs" aria-label=w.breadcrumb>
                {move || crumbs(&route.get())}
            </nav>
            <button
                type="button"
                class="omni"
                aria-keyshortcuts=if is_mac() { "Meta+K" } else { "Control+K" }
                on:click=move |_| actions.run("palette.open")
            >
                <Icon name="search" class="i-14" />
                <span class="l">{named.search_or_run}</span>
                <span class="kbds" aria-hidden="true">
                    <kbd class="kbd">{command_cap(is_mac())}</kbd>
                    <kbd class="kbd">"K"</kbd>
                </span>
            </button>
            <AccountMenu connection=connection />
        </header>
    }
}

fn crumbs(route: &Route) -> AnyView {
    let step = |to: Route, words: String| {
        view! {
            <Link to=to>{words}</Link>
            <span class="sep" aria-hidden="true">
                "/"
            </span>
        }
        .into_any()
    };
    let here = |words: String| {
        view! {
            <span aria-current="page" title=words.clone()>
                {words.clone()}
            </span>
        }
        .into_any()
    };
    let projects = |connection: &ConnectionId| {
        step(
            Route::home(connection.clone()),
            words().actions.projects.to_owned(),
        )
    };
    match route {
        Route::Registry { page, .. } => {
            let page = pages().into_iter().find(|known| known.id == *page);
            here(page.map_or_else(String::new, |page| (page.title)(words()).to_owned()))
        }
        Route::Project {
            connection,
            project,
            ..
        } => view! { {projects(connection)} {here(project.to_string())} }.into_any(),
        Route::Repository {
            connection,
            project,
            repository,
            ..
        } => {
            let up = Route::project(connection.clone(), project.clone());
            view! {
                {projects(connection)} {step(up, project.to_string())} {here(repository.to_string())}
            }
            .into_any()
        }
        Route::Artifact {
            connection,
            project,
            repository,
            reference,
            ..
        } => {
            let up = Route::project(connection.clone(), project.clone());
            let list = Route::Repository {
                connection: connection.clone(),
                project: project.clone(),
                repository: repository.clone(),
                tab: TabId::FIRST,
            };
            let words = match reference {
                harbor_api::ArtifactReference::Digest(digest) => digest.short().to_owned(),
                harbor_api::ArtifactReference::Tag(tag) => tag.to_string(),
            };
            view! {
                {projects(connection)} {step(up, project.to_string())}
                {step(list, repository.to_string())} {here(words)}
            }
            .into_any()
        }
        Route::Welcome | Route::Unknown => ().into_any(),
    }
}
