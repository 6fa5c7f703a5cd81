//! The audit log: that of the whole server, and those of projects.

mod declaration;
mod did;
mod follow;
mod inspector;
mod last_seen;
mod logging;
mod page;
mod tab;
mod what_changed;
mod words;

pub use last_seen::LastSeen;
pub use words::AuditLogWords;

use harbor_api::Capabilities;
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    deferred::deferred,
    features::{
        feature::{Feature, RegistryPage, Section, Tab},
        projects::ProjectContext,
    },
    list::ListWords,
    registries::registries,
    route::{PageId, TabId},
    words::words,
};

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    pages: &[RegistryPage {
        id: PageId::new("audit-log"),
        section: Section::Operations,
        rank: 40,
        title: |w| w.audit_log.title,
        icon: "history",
        go: "go.audit-log",
        offered: |connection| connection.is_administrator(),
        view: deferred!(administration, audit_log_page, |connection| {
            view! { <page::AuditLogPage connection=connection /> }.into_any()
        }),
    }],
    project_tabs: &[Tab::new(
        TabId::new("log"),
        90,
        |w| w.audit_log.tab,
        deferred!(project, log_tab, |at: ProjectContext| {
            view! { <tab::LogTab connection=at.connection project=at.name.get_value() /> }
                .into_any()
        }),
    )
    .offered(|at| at.may("log", "list"))],
    ..Feature::EMPTY
};

/// Whether the server knows events; older ones have a plainer log.
fn has_events(connection: Signal<ConnectionId>) -> bool {
    let version = registries()
        .find_untracked(&connection.get_untracked())
        .and_then(|known| known.system.harbor_version);
    Capabilities::from_version(version.as_deref()).can(harbor_api::Feature::AuditEvents)
}

/// How lists of entries are spoken of.
fn said() -> ListWords {
    let w = &words().audit_log;
    ListWords {
        find: w.find,
        all: w.the_log,
        one: w.entry,
        copy_keys: w.copy_numbers,
        number: |number| words().audit_log.number(number),
    }
}
