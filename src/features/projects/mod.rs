//! Projects: the list of them, and the page of one.

mod amounts;
mod cells;
mod context;
mod create;
mod delete;
mod delete_words;
mod detail;
mod facts;
mod list;
mod options;
mod policies;
mod project_words;
mod proxy;
mod proxy_filter;
mod quota;
mod summary;
mod words;

pub use context::ProjectContext;
pub use create::{NewProjectWords, NewProxyCache};
pub use delete_words::DeleteProjectWords;
pub use detail::ProjectPage;
pub use facts::{named_role, role_name};
pub use list::ProjectsPage;
pub use options::ProjectOptions;
pub use policies::{
    AddToAllowlist, AllowlistFields, AllowlistForm, PolicyWords, PullCheck, PullCheckWords,
    PullRule, pull_rule,
};
pub use project_words::Project;
pub use proxy::{PullThroughCache, ThroughCache};
pub use quota::{QuotaFields, QuotaForm};
pub use words::Projects;

use leptos::prelude::*;

use self::{policies::PoliciesTab, summary::SummaryTab};
use crate::{
    actions::{Action, Group},
    deferred::deferred,
    features::feature::{Feature, RegistryPage, Section, Tab},
    route::{PageId, TabId},
};

/// A project's policies.
pub const POLICIES: TabId = TabId::new("policies");

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    pages: &[RegistryPage {
        id: PageId::PROJECTS,
        section: Section::Content,
        rank: 10,
        title: |w| w.actions.projects,
        icon: "projects",
        go: "go.projects",
        offered: |_| true,
        view: |connection| view! { <ProjectsPage connection=connection /> }.into_any(),
    }],
    project_tabs: &[
        Tab::new(
            TabId::new("summary"),
            30,
            |w| w.project.summary,
            deferred!(project, summary_tab, |at: ProjectContext| {
                view! {
                    <SummaryTab connection=at.connection project=at.details summary=at.summary />
                }
                .into_any()
            }),
        ),
        // Whether the others are there is known a little later: they move none of those before.
        Tab::new(
            POLICIES,
            40,
            |w| w.project.policies,
            deferred!(project, policies_tab, |at: ProjectContext| {
                view! {
                    <PoliciesTab
                        connection=at.connection
                        name=at.name.get_value()
                        project=at.details
                        rights=at.rights
                    />
                }
                .into_any()
            }),
        )
        .offered(|at| at.may("configuration", "read")),
    ],
    actions: &[
        Action::new(
            "project.create",
            |w| w.new_project.title,
            "plus",
            Group::Lists,
        ),
        Action::new(
            "project.delete",
            |w| w.delete_project.open,
            "trash",
            Group::Lists,
        ),
    ],
    ..Feature::EMPTY
};
