//! What the tabs of a project share.

use std::sync::Arc;

use harbor_api::{
    ProjectName, ProjectReference,
    operations::GetProjectSummary,
    types::{Project, ProjectSummary, Role},
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    ipc::load::{Loaded, load_one, load_project},
    permissions::{Rights, rights, rights_are_answered},
    registries::registries,
};

/// A project whose page is open.
#[derive(Clone, Copy)]
pub struct ProjectContext {
    pub connection: Signal<ConnectionId>,
    pub name: StoredValue<ProjectName>,
    pub details: Loaded<Project>,
    pub summary: Loaded<ProjectSummary>,
    pub rights: Signal<Option<Arc<Rights>>>,
    /// Whether all that decides on the tabs has been answered, if only by a failure.
    pub is_answered: Signal<bool>,
    /// Whether the account gets lists only: it signed in with a CLI secret.
    pub is_limited: Memo<bool>,
    pub is_administrator: Memo<bool>,
    /// The members, once their list was read: newer than the summary.
    pub members_counted: RwSignal<Option<i64>>,
}

impl ProjectContext {
    /// Reads what the tabs share.
    pub fn new(connection: Signal<ConnectionId>, project: ProjectName) -> Self {
        let registries = registries();
        let name = StoredValue::new(project);
        let reference = move || ProjectReference::Name(name.get_value());
        // Only the lists answer to such an account; asking for more would be asking for a 401.
        let is_limited = Memo::new(move |_| {
            registries
                .find(&connection.get())
                .is_some_and(|known| known.is_limited())
        });
        let is_administrator = Memo::new(move |_| registries.is_administrator(&connection.get()));
        let details = load_project(connection, move || {
            (!is_limited.get()).then(|| name.get_value())
        });
        let summary = load_one(connection, move || {
            (!is_limited.get()).then(|| GetProjectSummary {
                project_name_or_id: reference(),
            })
        });
        let rights_are_answered = rights_are_answered(connection, name.get_value());
        let is_answered = Signal::derive(move || {
            let is_read = details.is_answered() && summary.is_answered();
            rights_are_answered.get() && (is_limited.get() || is_read)
        });
        Self {
            connection,
            name,
            details,
            summary,
            is_answered,
            rights: rights(connection, name.get_value()),
            is_limited,
            is_administrator,
            members_counted: RwSignal::new(None),
        }
    }

    /// Whether the server would let the account do this; not while it is unknown.
    pub fn may(&self, resource: &str, action: &str) -> bool {
        let rights = self.rights.get();
        rights.is_some_and(|rights| rights.may(resource, action))
    }

    pub fn is_proxy_cache(&self) -> bool {
        let project = self.details.data.get();
        project.is_some_and(|project| project.is_proxy_cache())
    }

    /// Whether the account has a role here that is this or more. An administrator has every one.
    pub fn has_role(&self, least: Role) -> bool {
        let role = self.details.data.get().and_then(|project| project.role());
        self.is_administrator.get() || role.is_some_and(|role| role >= least)
    }
}
