//! A project's page: what it is, and its tabs.

use harbor_api::{ProjectName, ProxyCache};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    actions::use_action,
    features::{
        cve_export::{CveExportDialog, may_export},
        doctor::WhyMenu,
        feature::tab_bar,
        project_tabs,
        projects::{
            ProjectContext, delete::DeleteProjectDialog, facts::kind, proxy::PullThroughCache,
        },
        repositories::PushCommands,
    },
    ipc::write::why_off,
    permissions::note_projects,
    registries::registries,
    route::{Route, TabId},
    ui::{Empty, Failed, Icon, Menu, MenuItem, use_places},
    words::words,
};

/// One project.
#[component]
pub fn ProjectPage(connection: Signal<ConnectionId>, project: ProjectName) -> impl IntoView {
    let w = &words().project;
    let places = use_places();
    let route = places.current();
    let registries = registries();
    let context = ProjectContext::new(connection, project);
    let ProjectContext {
        name,
        details,
        summary,
        rights,
        ..
    } = context;
    Effect::new(move |_| {
        if let Some(project) = details.data.get() {
            note_projects(registries, &connection.get_untracked(), [&*project]);
        }
    });
    let tab = Memo::new(move |_| route.with(Route::tab));
    let cache = Memo::new(move |_| {
        let registry = summary.data.get()?.registry.clone()?;
        let host = registries.find(&connection.get())?.registry().to_owned();
        ProxyCache::new(&host, name.get_value(), &registry.url)
    });
    let pulls_shown = RwSignal::new(false);
    let pushes_shown = RwSignal::new(false);
    let may_delete = Memo::new(move |_| {
        let rights = rights.get();
        rights.is_some_and(|rights| rights.may(".", "delete") && rights.may("repository", "delete"))
    });
    let may_export = Memo::new(move |_| rights.with(|it| it.as_deref().is_some_and(may_export)));
    let off = why_off(connection);
    let deleting = RwSignal::new(false);
    let exporting = RwSignal::new(false);
    // A project that was made just now says how to begin.
    let is_new = StoredValue::new(registries.new_project.with_untracked(|new| {
        new.as_ref().is_some_and(|(at, project)| {
            connection.with_untracked(|id| id == at) && name.with_value(|name| name == project)
        })
    }));
    Effect::new(move |_| {
        let Some(project) = details.data.get().filter(|_| is_new.get_value()) else {
            return;
        };
        let shown = if project.is_proxy_cache() {
            // Its dialog needs the address that the summary names.
            if cache.with(Option::is_none) {
                return;
            }
            pulls_shown
        } else {
            pushes_shown
        };
        shown.set(true);
        is_new.set_value(false);
        registries.new_project.set(None);
    });
    let to = move |tab| Route::Project {
        connection: connection.get_untracked(),
        project: name.get_value(),
        tab,
    };
    let tabs = tab_bar(
        project_tabs(),
        context,
        context.is_answered,
        w.parts,
        tab,
        to,
    );
    view! {
        <div class="ph">
            {move || {
                details
                    .data
                    .get()
                    .map(|project| {
                        let (icon, words) = kind(&project);
                        view! {
                            <span class="muted row" title=words>
                                <Icon name=icon />
                                <span class="sr">{words}</span>
                            </span>
                        }
                    })
            }}
            <h1 class="trunc">{name.get_value().to_string()}</h1>
            <span class="sp"></span>
            {move || {
                cache
                    .with(Option::is_some)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn"
                                on:click=move |_| pulls_shown.set(true)
                            >
                                <Icon name="download" />
                                {words().through_cache.open}
                            </button>
                        }
                    })
            }}
            {move || {
                (may_delete.get() || may_export.get())
                    .then(|| {
                        view! {
                            <ProjectMenu
                                off=off
                                deleting=may_delete.get().then_some(deleting)
                                exporting=may_export.get().then_some(exporting)
                            />
                        }
                    })
            }}
            <WhyMenu />
        </div>
        <Show when=move || exporting.get()>
            <CveExportDialog
                connection=connection
                project=name.get_value()
                rights=rights
                repository=None
                on_close=Callback::new(move |()| exporting.set(false))
            />
        </Show>
        <Show when=move || deleting.get()>
            <DeleteProjectDialog
                connection=connection
                name=name.get_value()
                summary=summary
                project=details
                on_close=Callback::new(move |()| deleting.set(false))
            />
        </Show>
        {move || {
            cache
                .get()
                .filter(|_| pulls_shown.get())
                .map(|cache| {
                    view! {
                        <PullThroughCache
                            cache=cache
                            project=name.get_value().to_string()
                            on_close=Callback::new(move |()| pulls_shown.set(false))
                        />
                    }
                })
        }}
        <Show when=move || pushes_shown.get()>
            <PushCommands
                host=registries
                    .find_untracked(&connection.get_untracked())
                    .map(|known| known.registry().to_owned())
                    .unwrap_or_default()
                project=name.get_value()
                repository=None
                on_close=Callback::new(move |()| pushes_shown.set(false))
            />
        </Show>
        {tabs}
        {move || {
            let failure = details.why_absent();
            if let Some(failure) = failure {
                return view! {
                    <Failed
                        what=w.the_project(name.get_value().as_str())
                        failure=failure
                        on_retry=Callback::new(move |()| details.reload())
                    />
                }
                    .into_any();
            }
            let tab = tab.get();
            if tab != TabId::FIRST && context.is_limited.get() {
                return view! { <ListsOnly /> }.into_any();
            }
            let shown = project_tabs().into_iter().find(|known| known.id == tab);
            shown.map(|tab| (tab.view)(context)).into_any()
        }}
    }
}

/// What is seldom done to a project, as far as the account may.
#[component]
fn ProjectMenu(
    off: Signal<Option<&'static str>>,
    deleting: Option<RwSignal<bool>>,
    exporting: Option<RwSignal<bool>>,
) -> impl IntoView {
    let w = &words().delete_project;
    let export = exporting.map(|exporting| MenuItem {
        icon: Some("download"),
        ..MenuItem::new(
            words().cve_export.open,
            Callback::new(move |()| exporting.set(true)),
        )
    });
    let delete = deleting.map(|deleting| {
        use_action("project.delete", move || {
            if off.get_untracked().is_none() {
                deleting.set(true);
            }
        });
        MenuItem {
            icon: Some("trash"),
            danger: true,
            ..MenuItem::new(w.open, Callback::new(move |()| deleting.set(true)))
        }
    });
    let items: Vec<MenuItem> = export.into_iter().chain(delete).collect();
    let opener = || view! { <Icon name="more" /> }.into_any();
    view! {
        <Menu
            label=w.more
            class="btn ghost icon"
            opener=opener
            items=Signal::stored(items)
            off=off
        />
    }
}

/// What can't be shown to a CLI secret, and why.
#[component]
fn ListsOnly() -> impl IntoView {
    let w = &words().account;
    view! { <Empty icon="terminal" title=w.limited_title text=w.limited_why /> }
}
