//! A project: its repositories, members and summary.

use harbor_api::{
    ProjectName, ProjectReference,
    operations::{GetProject, GetProjectSummary},
    types::Role,
};
use leptos::prelude::*;
use pilothouse_protocol::{Account, ConnectionId};

use crate::{
    features::{
        immutable_tags::ImmutableTagsTab,
        members::MembersTab,
        projects::{facts::kind, summary::SummaryTab},
        repositories::RepositoriesTab,
        retention::RetentionTab,
        robots::RobotsTab,
    },
    format::count,
    ipc::load::load_one,
    permissions::{note_projects, rights},
    registries::registries,
    route::{ProjectTab, Route},
    ui::{Empty, Failed, Icon, Link, use_places},
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
    let known = rights(connection, name.get_value());
    // Whoever may not see the rules sees no tab of theirs.
    let sees_retention = Memo::new(move |_| {
        let rights = known.get();
        rights.is_some_and(|rights| rights.may("tag-retention", "read"))
    });
    let sees_immutable = Memo::new(move |_| {
        let rights = known.get();
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
            (ProjectTab::Robots, words().robots.tab, None),
            (ProjectTab::Retention, words().retention.tab, None),
            (ProjectTab::ImmutableTags, words().immutable_tags.tab, None),
            (ProjectTab::Summary, w.summary, None),
        ]
        .into_iter()
        .filter(|(this, ..)| match this {
            ProjectTab::Members => has_members,
            ProjectTab::Retention => sees_retention.get(),
            ProjectTab::ImmutableTags => sees_immutable.get(),
            ProjectTab::Robots => has_robots.get() || tab.get() == ProjectTab::Robots,
            ProjectTab::Repositories | ProjectTab::Summary => true,
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
        </div>
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
                    view! { <RepositoriesTab connection=connection project=name.get_value() /> }
                        .into_any()
                }
                ProjectTab::Members
                | ProjectTab::Retention
                | ProjectTab::ImmutableTags
                | ProjectTab::Robots
                | ProjectTab::Summary
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
                    view! { <SummaryTab project=details summary=summary /> }.into_any()
                }
            }
        }}
    }
}

/// What can't be shown to a CLI secret, and why.
#[component]
fn ListsOnly() -> impl IntoView {
    let w = &words().account;
    view! { <Empty icon="terminal" title=w.limited_title text=w.limited_why /> }
}
