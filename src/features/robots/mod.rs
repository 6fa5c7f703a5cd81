//! Robot accounts: the list of them, what each can do, making and changing them, and their secrets.

mod cells;
mod change;
mod declaration;
mod delete;
mod edit;
mod inspector;
mod list;
mod secrets;
mod several;
mod summary;
mod wizard;
mod words;

pub use list::{RobotsPage, RobotsTab};
pub use several::SeveralRobots;
pub use words::Robots;

use harbor_api::types::Role;
use leptos::prelude::*;
use pilothouse_protocol::Account;

use crate::{
    deferred::deferred,
    features::{
        feature::{Feature, RegistryPage, Section, Tab},
        projects::ProjectContext,
    },
    route::{PageId, TabId},
};

/// All robot accounts.
pub const PAGE: PageId = PageId::new("robots");

/// A project's robot accounts.
pub const TAB: TabId = TabId::new("robots");

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    pages: &[RegistryPage {
        id: PAGE,
        section: Section::Access,
        rank: 10,
        title: |w| w.robots.title,
        icon: "robot",
        go: "go.robots",
        // Only people have any to see: a robot account is told of no other.
        offered: |connection| matches!(connection.account, Account::User { .. }),
        view: deferred!(administration, robots_page, |connection| {
            view! { <RobotsPage connection=connection /> }.into_any()
        }),
    }],
    project_tabs: &[Tab::new(
        TAB,
        70,
        |w| w.robots.tab,
        deferred!(project, robots_tab, |at: ProjectContext| {
            // A project that is read again keeps its list.
            let id = Memo::new(move |_| at.details.data.get().map(|project| project.project_id));
            let tab = move || {
                let id = id.get()?;
                Some(view! {
                    <RobotsTab connection=at.connection project=at.name.get_value() id=id />
                })
            };
            tab.into_any()
        }),
    )
    // Guests see robot accounts, limited guests don't; who may is known without asking.
    .offered(|at| at.has_role(Role::Guest))],
    ..Feature::EMPTY
};
