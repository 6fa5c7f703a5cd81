//! The parts of an index, each an artifact of its own: read when the index is opened.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use harbor_api::{
    ArtifactReference, ProjectName, RepositoryName,
    operations::GetArtifact,
    types::{ACCEPT_VULNERABILITIES, Artifact},
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;
use wasm_bindgen_futures::spawn_local;

use super::platforms::keep_platforms;
use crate::{
    door::{Ticket, harbor},
    load::{Loaded, Rows},
};

/// What is known of parts, by digest. The list names a part's platform only.
#[derive(Clone, Copy)]
pub struct IndexParts {
    known: RwSignal<HashMap<String, Arc<Artifact>>>,
}

impl IndexParts {
    /// Reads the parts of each index that is expanded, once.
    pub fn new(
        connection: Signal<ConnectionId>,
        (project, repository): (StoredValue<ProjectName>, StoredValue<RepositoryName>),
        artifacts: Loaded<Rows<Artifact>>,
        expanded: RwSignal<HashSet<String>>,
    ) -> Self {
        let this = Self {
            known: RwSignal::default(),
        };
        let asked = StoredValue::new(HashSet::<String>::new());
        Effect::new(move |_| {
            let expanded = expanded.get();
            let Some(rows) = artifacts.data.get() else {
                return;
            };
            let indexes = rows
                .good
                .iter()
                .filter(|row| expanded.contains(&row.digest));
            for index in indexes.clone() {
                keep_platforms(&index.references);
            }
            for part in indexes.flat_map(|index| &index.references) {
                let digest = part.child_digest.clone();
                let is_new = asked
                    .try_update_value(|asked| asked.insert(digest.clone()))
                    .unwrap_or(false);
                let Ok(reference) = ArtifactReference::parse(&digest) else {
                    continue;
                };
                if !is_new {
                    continue;
                }
                let operation = GetArtifact {
                    project_name: project.get_value(),
                    repository_name: repository.get_value(),
                    reference,
                    with_tag: Some(false),
                    with_label: Some(true),
                    with_scan_overview: Some(true),
                    with_sbom_overview: Some(true),
                    with_accessory: Some(true),
                    with_inherited_accessory: None,
                    with_immutable_status: None,
                    accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
                };
                let connection = connection.get_untracked();
                spawn_local(async move {
                    match harbor(connection, &operation, Ticket::new()).await {
                        Ok(reply) => {
                            this.known.try_update(|known| {
                                known.insert(digest, Arc::new(reply.value));
                            });
                        }
                        // Its row shows the platform; the next look tries again.
                        Err(_) => {
                            let _ = asked.try_update_value(|asked| asked.remove(&digest));
                        }
                    }
                });
            }
        });
        this
    }

    pub fn with<T>(&self, read: impl FnOnce(&HashMap<String, Arc<Artifact>>) -> T) -> T {
        self.known.with(read)
    }
}
