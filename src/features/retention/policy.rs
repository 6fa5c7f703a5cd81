//! A project's policy as the page has it: read, and changed whole.

use std::sync::Arc;

use harbor_api::{
    ProjectName, RetentionId,
    operations::{CreateRetention, GetRetention, GetRetentionMetadata, UpdateRetention},
    types::{Project, RetentionMetadata, RetentionPolicy},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure};

use crate::{
    ipc::{
        load::{Loaded, load_one},
        write::{send, why_off},
    },
    permissions::{Rights, rights},
    registries::{Registries, registries},
};

/// The policy of one project.
#[derive(Clone, Copy)]
pub struct Policy {
    pub registries: Registries,
    pub connection: Signal<ConnectionId>,
    pub project: StoredValue<ProjectName>,
    pub details: Loaded<Project>,
    pub id: Memo<Option<RetentionId>>,
    pub loaded: Loaded<RetentionPolicy>,
    pub metadata: Loaded<RetentionMetadata>,
    pub rights: Signal<Option<Arc<Rights>>>,
    /// Why nothing can be changed now.
    pub off: Signal<Option<&'static str>>,
}

impl Policy {
    pub fn new(
        connection: Signal<ConnectionId>,
        project: ProjectName,
        details: Loaded<Project>,
    ) -> Self {
        let rights = rights(connection, project.clone());
        let id = Memo::new(move |_| {
            let project = details.data.get()?;
            project.metadata.retention_id().map(RetentionId)
        });
        Self {
            registries: registries(),
            connection,
            project: StoredValue::new(project),
            details,
            id,
            loaded: load_one(connection, move || Some(GetRetention { id: id.get()? })),
            metadata: load_one(connection, move || Some(GetRetentionMetadata {})),
            rights,
            off: why_off(connection),
        }
    }

    /// Whether the account may do this with the policy.
    pub fn may(&self, action: &str) -> bool {
        let rights = self.rights.get();
        rights.is_some_and(|rights| rights.may("tag-retention", action))
    }

    /// Whether the rules can be changed: those of a project without policy by making one.
    pub fn may_change(&self) -> bool {
        self.may(if self.id.get().is_some() {
            "update"
        } else {
            "create"
        })
    }

    /// The policy; an empty one where the project has none.
    pub fn now(&self) -> Option<RetentionPolicy> {
        if self.id.get().is_some() {
            return self.loaded.data.get().map(|policy| (*policy).clone());
        }
        let project = self.details.data.get()?;
        Some(RetentionPolicy::of_project(project.project_id))
    }

    /// The same without following it.
    pub fn now_untracked(&self) -> Option<RetentionPolicy> {
        untrack(|| self.now())
    }

    /// Writes the whole policy.
    pub async fn save(self, mut policy: RetentionPolicy) -> Result<(), Failure> {
        // The server's own; it works it out anew.
        policy.trigger.settings.next_scheduled_time = None;
        let connection = self.connection.get_untracked();
        match self.id.get_untracked() {
            Some(id) => {
                policy.id = id;
                let operation = UpdateRetention { id, body: policy };
                send(self.registries, connection, &operation).await?;
                self.loaded.reload();
            }
            None => {
                let operation = CreateRetention { body: policy };
                send(self.registries, connection, &operation).await?;
                // The project names its policy.
                self.details.reload();
            }
        }
        Ok(())
    }
}
