//! What the account may do in a project. What must fail is not offered.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use harbor_api::{
    ProjectId, ProjectName, ProjectReference,
    operations::{GetCurrentPermissions, GetProject},
    types::Project,
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use crate::{
    door::{Ticket, harbor},
    registries::{Registries, registries},
};

/// The rights in one project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rights {
    pub project: ProjectId,
    /// The project holds copies of another registry: nothing is pushed or tagged there.
    pub is_proxy_cache: bool,
    all: HashSet<(String, String)>,
}

impl Rights {
    /// Whether the server would let the account do this.
    pub fn may(&self, resource: &str, action: &str) -> bool {
        if self.is_proxy_cache && resource == "tag" && action == "create" {
            return false;
        }
        self.all.contains(&(resource.to_owned(), action.to_owned()))
    }
}

/// Which rights: of a connection, as an account, in a project.
type Key = (ConnectionId, Option<String>, ProjectName);

/// Rights that are known; nothing while they are on their way.
pub type Known = HashMap<Key, Option<Arc<Rights>>>;

/// The rights in a project, loaded once.
pub fn rights(
    connection: Signal<ConnectionId>,
    project: ProjectName,
) -> Signal<Option<Arc<Rights>>> {
    let registries = registries();
    let known = registries.rights;
    let project = StoredValue::new(project);
    let key = Memo::new(move |_| -> Option<Key> {
        let found = registries.find(&connection.get())?;
        // An anonymous caller has no rights beyond reading.
        let name = found.account.name()?.to_owned();
        Some((found.id, Some(name), project.get_value()))
    });
    Effect::new(move |_| {
        let Some(key) = key.get() else { return };
        if known.with(|known| known.contains_key(&key)) {
            return;
        }
        known.update_untracked(|known| {
            known.insert(key.clone(), None);
        });
        spawn_local(async move {
            let loaded = load(registries, &key).await;
            known.update(|known| match loaded {
                Ok(rights) => {
                    known.insert(key, Some(Arc::new(rights)));
                }
                // Without rights nothing is offered; the next refresh of the connection tries again.
                Err(failure) => leptos::logging::warn!("the rights can't be read: {failure}"),
            });
        });
    });
    Signal::derive(move || {
        let key = key.get()?;
        known.with(|known| known.get(&key).cloned().flatten())
    })
}

/// Forgets the rights at a connection: they are asked for again where they are needed.
pub fn forget_rights(registries: Registries, connection: &ConnectionId) {
    registries
        .project_numbers
        .update_value(|numbers| numbers.retain(|(id, _), _| id != connection));
    registries
        .rights
        .update(|known| known.retain(|(id, ..), _| id != connection));
}

/// What the rights in a project depend on, by connection and name.
pub type Numbers = HashMap<(ConnectionId, ProjectName), (ProjectId, bool)>;

/// Keeps what a page has read of projects: their rights are then found without asking for them.
pub fn note_projects<'a>(
    registries: Registries,
    connection: &ConnectionId,
    projects: impl IntoIterator<Item = &'a Project>,
) {
    registries.project_numbers.update_value(|numbers| {
        for project in projects {
            if let Ok(name) = ProjectName::new(project.name.as_str()) {
                let known = (project.project_id, project.is_proxy_cache());
                numbers.insert((connection.clone(), name), known);
            }
        }
    });
}

async fn load(registries: Registries, (connection, _, name): &Key) -> Result<Rights, Failure> {
    let at = (connection.clone(), name.clone());
    let known = registries
        .project_numbers
        .with_value(|numbers| numbers.get(&at).copied());
    let (project, is_proxy_cache) = match known {
        Some(known) => known,
        None => {
            let project = GetProject {
                project_name_or_id: ProjectReference::Name(name.clone()),
            };
            let project = harbor(connection.clone(), &project, Ticket::new())
                .await?
                .value;
            (project.project_id, project.is_proxy_cache())
        }
    };
    let permissions = GetCurrentPermissions {
        scope: Some(format!("/project/{project}")),
        relative: Some(true),
    };
    let permissions = harbor(connection.clone(), &permissions, Ticket::new())
        .await?
        .value;
    let all = permissions
        .items
        .into_iter()
        .flatten()
        .map(|permission| (permission.resource, permission.action))
        .collect();
    Ok(Rights {
        project,
        is_proxy_cache,
        all,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rights(is_proxy_cache: bool) -> Rights {
        let all = [("tag", "create"), ("tag", "delete")]
            .map(|(resource, action)| (resource.to_owned(), action.to_owned()));
        Rights {
            project: ProjectId(1),
            is_proxy_cache,
            all: all.into_iter().collect(),
        }
    }

    #[test]
    fn only_what_the_server_named_is_allowed() {
        assert!(rights(false).may("tag", "create"));
        assert!(!rights(false).may("member", "create"));
        assert!(!Rights::default().may("tag", "create"));
    }

    #[test]
    fn a_proxy_cache_takes_no_tags() {
        assert!(!rights(true).may("tag", "create"));
        assert!(rights(true).may("tag", "delete"));
    }
}
