//! A project: its repositories, members and summary.

use harbor_api::{
    ProjectName, ProjectReference, ProxyCache,
    operations::{GetProject, GetProjectSummary},
    types::Role,
};
use leptos::prelude::*;
use pilothouse_protocol::{Account, ConnectionId};

use crate::{
    actions::use_action,
    features::{
        immutable_tags::ImmutableTagsTab,
        labels::LabelsTab,
        members::MembersTab,
        projects::{
            delete::DeleteProjectDialog, facts::kind, log::LogTab, policies::PoliciesTab,
            proxy::PullThroughCache, summary::SummaryTab,
        },
        repositories::{PushCommands, RepositoriesTab},
        retention::RetentionTab,
        robots::RobotsTab,
    },
    format::count,
    ipc::{load::load_one, write::why_off},
    permissions::{note_projects, rights},
    registries::registries,
    route::{ProjectTab, Route},
    ui::{Empty, Failed, Icon, Link, Menu, MenuItem, use_places},
    words::words,
};

/// One project.
#[component]
pub fn ProjectPage(connection: Signal<ConnectionId>, project: ProjectName) -> impl IntoView {
    let w = &words().project;
    let route = use_places().current();
    let name = StoredValue::new(project);
    let reference = move || ProjectReference::Name(name.get_value());
    let registries = registries();
    // Only the lists answer to such an account; asking for more would be asking for a 401.
    let is_limited = Memo::new(move |_| {
        registries
            .find(&connection.get())
            .is_some_and(|known| known.is_limited())
    });
    let details = load_one(connection, move || {
        (!is_limited.get()).then(|| GetProject {
            project_name_or_id: reference(),
        })
    });
    let summary = load_one(connection, move || {
        (!is_limited.get()).then(|| GetProjectSummary {
            project_name_or_id: reference(),
        })
    });
    Effect::new(move |_| {
        if let Some(project) = details.data.get() {
            note_projects(registries, &connection.get_untracked(), [&*project]);
        }
    });
    let tab = Memo::new(move |_| match route.get() {
        Route::Project { tab, .. } => tab,
        _ => ProjectTab::Repositories,
    });
    let to = move |tab: ProjectTab| Route::Project {
        connection: connection.get_untracked(),
        project: name.get_value(),
        tab,
    };
    let cache = Memo::new(move |_| {
        let registry = summary.data.get()?.registry.clone()?;
        let host = registries.find(&connection.get())?.registry().to_owned();
        ProxyCache::new(&host, name.get_value(), &registry.url)
    });
    let pulls_shown = RwSignal::new(false);
    let pushes_shown = RwSignal::new(false);
    let is_cache = Signal::derive(move || {
        let project = details.data.get();
        project.is_some_and(|project| project.is_proxy_cache())
    });
    let may = rights(connection, name.get_value());
    let may_read_policies = Memo::new(move |_| {
        may.get()
            .is_some_and(|rights| rights.may("configuration", "read"))
    });
    let may_read_log =
        Memo::new(move |_| may.get().is_some_and(|rights| rights.may("log", "list")));
    let may_read_labels =
        Memo::new(move |_| may.get().is_some_and(|rights| rights.may("label", "list")));
    let may_delete = Memo::new(move |_| {
        may.get()
            .is_some_and(|rights| rights.may(".", "delete") && rights.may("repository", "delete"))
    });
    let off = why_off(connection);
    let deleting = RwSignal::new(false);
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
    // Whoever may not see the rules sees no tab of theirs.
    let sees_retention = Memo::new(move |_| {
        let rights = may.get();
        rights.is_some_and(|rights| rights.may("tag-retention", "read"))
    });
    let sees_immutable = Memo::new(move |_| {
        let rights = may.get();
        rights.is_some_and(|rights| rights.may("immutable-tag", "list"))
    });
    // Of the list, once it was read: newer than the summary.
    let members_counted = RwSignal::new(None::<i64>);
    // Guests see robot accounts, limited guests don't; who may is known without asking.
    let is_administrator = Memo::new(move |_| {
        let known = registries.find(&connection.get());
        known.is_some_and(|known| {
            matches!(
                known.account,
                Account::User {
                    administrator: true,
                    ..
                }
            )
        })
    });
    let has_robots = Memo::new(move |_| {
        let role = details.data.get().and_then(|project| project.role());
        is_administrator.get() || role.is_some_and(|role| role >= Role::Guest)
    });
    let tabs = move || {
        let repositories = details.data.get().map(|project| project.repo_count);
        let summary = summary.data.get();
        let summed = summary.as_ref().and_then(|summary| summary.members());
        let members = members_counted.get().or(summed);
        // The summary counts members for those who may list them.
        let has_members =
            summary.is_none() || members.is_some() || tab.get() == ProjectTab::Members;
        [
            (ProjectTab::Repositories, w.repositories, repositories),
            (ProjectTab::Members, w.members, members),
            (ProjectTab::Summary, w.summary, None),
            // Whether these are there is known a little later: they move none of the others.
            (ProjectTab::Policies, w.policies, None),
            (ProjectTab::Retention, words().retention.tab, None),
            (ProjectTab::ImmutableTags, words().immutable_tags.tab, None),
            (ProjectTab::Robots, words().robots.tab, None),
            (ProjectTab::Labels, words().label_list.title, None),
            (ProjectTab::Log, words().project_log.tab, None),
        ]
        .into_iter()
        .filter(|(this, ..)| {
            // A link leads there all the same, and the page says what is missing.
            *this == tab.get()
                || match this {
                    ProjectTab::Members => has_members,
                    ProjectTab::Retention => sees_retention.get(),
                    ProjectTab::ImmutableTags => sees_immutable.get(),
                    ProjectTab::Robots => has_robots.get(),
                    ProjectTab::Policies => may_read_policies.get(),
                    ProjectTab::Labels => may_read_labels.get(),
                    ProjectTab::Log => may_read_log.get(),
                    ProjectTab::Repositories | ProjectTab::Summary => true,
                }
        })
        .map(|(this, words, number)| {
            let is_active = tab.get() == this;
            view! {
                <Link
                    to=to(this)
                    class=if is_active { "tab is-active" } else { "tab" }
                    current=is_active
                >
                    {words}
                    {number.map(|number| view! { <span class="n">{count(number)}</span> })}
                </Link>
            }
        })
        .collect_view()
    };
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
                may_delete
                    .get()
                    .then(|| view! { <ProjectMenu off=off deleting=deleting /> })
            }}
        </div>
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
        <nav class="tabs" aria-label=w.parts>
            {tabs}
        </nav>
        {move || {
            let failure = details.failure.get().filter(|_| details.data.with(Option::is_none));
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
            match tab.get() {
                ProjectTab::Repositories => {
                    view! {
                        <RepositoriesTab
                            connection=connection
                            project=name.get_value()
                            is_cache=is_cache
                        />
                    }
                        .into_any()
                }
                ProjectTab::Members
                | ProjectTab::Retention
                | ProjectTab::ImmutableTags
                | ProjectTab::Robots
                | ProjectTab::Summary
                | ProjectTab::Policies
                | ProjectTab::Labels
                | ProjectTab::Log
                    if is_limited.get() =>
                {
                    view! { <ListsOnly /> }.into_any()
                }
                ProjectTab::Members => {
                    view! {
                        <MembersTab
                            connection=connection
                            project=name.get_value()
                            counted=members_counted
                        />
                    }
                        .into_any()
                }
                ProjectTab::Labels => {
                    view! { <LabelsTab connection=connection rights=may /> }.into_any()
                }
                ProjectTab::Log => {
                    view! { <LogTab connection=connection project=name.get_value() /> }.into_any()
                }
                ProjectTab::Policies => {
                    view! {
                        <PoliciesTab
                            connection=connection
                            name=name.get_value()
                            project=details
                            rights=may
                        />
                    }
                        .into_any()
                }
                ProjectTab::Retention => {
                    view! {
                        <RetentionTab
                            connection=connection
                            project=name.get_value()
                            details=details
                        />
                    }
                        .into_any()
                }
                ProjectTab::ImmutableTags => {
                    view! {
                        <ImmutableTagsTab connection=connection project=name.get_value() />
                    }
                        .into_any()
                }
                ProjectTab::Robots => {
                    details
                        .data
                        .get()
                        .map(|project| {
                            view! {
                                <RobotsTab
                                    connection=connection
                                    project=name.get_value()
                                    id=project.project_id
                                />
                            }
                        })
                        .into_any()
                }
                ProjectTab::Summary => {
                    view! { <SummaryTab connection=connection project=details summary=summary /> }.into_any()
                }
            }
        }}
    }
}

/// What is seldom done to a project.
#[component]
fn ProjectMenu(off: Signal<Option<&'static str>>, deleting: RwSignal<bool>) -> impl IntoView {
    let w = &words().delete_project;
    use_action("project.delete", move || {
        if off.get_untracked().is_none() {
            deleting.set(true);
        }
    });
    let mut delete = MenuItem::new(w.open, Callback::new(move |()| deleting.set(true)));
    delete.icon = Some("trash");
    delete.danger = true;
    let opener = || view! { <Icon name="more" /> }.into_any();
    view! {
        <Menu
            label=w.more
            class="btn ghost icon"
            opener=opener
            items=Signal::stored(vec![delete])
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
