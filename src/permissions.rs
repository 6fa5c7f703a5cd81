//! What the account may do in a project. What must fail is not offered.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use harbor_api::{ProjectId, ProjectName, operations::GetCurrentPermissions, types::Project};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use crate::{
    ipc::{
        Ticket, harbor, harbor_in_background,
        project::{forget_readings, read_project},
    },
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

/// Rights by what they are of.
pub type Known = HashMap<Key, Entry>;

/// How far the rights in a project are known.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// On their way.
    Asked,
    Known(Arc<Rights>),
    /// They could not be read; another time they may.
    Failed {
        is_passing: bool,
    },
}

impl Entry {
    fn rights(&self) -> Option<Arc<Rights>> {
        match self {
            Self::Known(rights) => Some(Arc::clone(rights)),
            Self::Asked | Self::Failed { .. } => None,
        }
    }
}

/// When rights that could not be read are asked for again, while a page waits for them.
const AGAIN: Duration = Duration::from_secs(10);

/// Whether the rights are to be asked for now. A page that is opened does not take an earlier
/// page's failure for an answer.
fn is_to_ask(known: Option<&Entry>, is_opening: bool) -> bool {
    match known {
        None => true,
        Some(Entry::Failed { .. }) => is_opening,
        Some(Entry::Asked | Entry::Known(_)) => false,
    }
}

/// The rights in a project, loaded once. Where that fails, nothing is offered meanwhile, and they
/// are asked for again.
pub fn rights(
    connection: Signal<ConnectionId>,
    project: ProjectName,
) -> Signal<Option<Arc<Rights>>> {
    let registries = registries();
    let known = registries.rights;
    let key = key_of(registries, connection, project);
    Effect::new(move |before: Option<Option<Key>>| {
        let key = key.get()?;
        let is_opening = before.flatten().as_ref() != Some(&key);
        let entry = known.with(|known| known.get(&key).cloned());
        if is_to_ask(entry.as_ref(), is_opening) {
            ask(registries, key.clone(), !is_opening);
        } else if entry == Some(Entry::Failed { is_passing: true }) {
            ask_again_later(registries, key.clone());
        }
        Some(key)
    });
    Signal::derive(move || {
        let key = key.get()?;
        known.with(|known| known.get(&key).and_then(Entry::rights))
    })
}

/// Whether [`rights`] in a project have been answered: known, or not to be had now.
pub fn rights_are_answered(connection: Signal<ConnectionId>, project: ProjectName) -> Signal<bool> {
    let registries = registries();
    let key = key_of(registries, connection, project);
    Signal::derive(move || match key.get() {
        None => true,
        Some(key) => registries.rights.with(|known| {
            let entry = known.get(&key);
            entry.is_some_and(|entry| *entry != Entry::Asked)
        }),
    })
}

fn key_of(
    registries: Registries,
    connection: Signal<ConnectionId>,
    project: ProjectName,
) -> Memo<Option<Key>> {
    let project = StoredValue::new(project);
    Memo::new(move |_| {
        let found = registries.find(&connection.get())?;
        // An anonymous caller has no rights beyond reading.
        let name = found.account.name()?.to_owned();
        Some((found.id, Some(name), project.get_value()))
    })
}

/// `background`: nobody opened a page for it.
fn ask(registries: Registries, key: Key, background: bool) {
    let known = registries.rights;
    known.update_untracked(|known| {
        known.insert(key.clone(), Entry::Asked);
    });
    spawn_local(async move {
        let entry = match load(registries, &key, background).await {
            Ok(rights) => Entry::Known(Arc::new(rights)),
            Err(failure) => {
                leptos::logging::warn!("the rights can't be read: {failure}");
                Entry::Failed {
                    is_passing: failure.retryable,
                }
            }
        };
        known.update(|known| {
            known.insert(key, entry);
        });
    });
}

/// Forgets a failure after a while, so that the page that waits asks again; ends with the page.
fn ask_again_later(registries: Registries, key: Key) {
    let forget = move || {
        registries.rights.update(|known| {
            if matches!(known.get(&key), Some(Entry::Failed { .. })) {
                known.remove(&key);
            }
        });
    };
    if let Ok(timer) = set_timeout_with_handle(forget, AGAIN) {
        on_cleanup(move || timer.clear());
    }
}

/// Forgets the rights at a connection: they are asked for again where they are needed.
pub fn forget_rights(registries: Registries, connection: &ConnectionId) {
    registries
        .project_numbers
        .update_value(|numbers| numbers.retain(|(id, _), _| id != connection));
    forget_readings(registries, connection);
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
    for project in projects {
        let known = (project.project_id, project.is_proxy_cache());
        note_project(registries, connection, &project.name, known);
    }
}

/// The same of one project: its number, and whether it only mirrors another registry.
pub fn note_project(
    registries: Registries,
    connection: &ConnectionId,
    name: &str,
    known: (ProjectId, bool),
) {
    if let Ok(name) = ProjectName::new(name) {
        registries.project_numbers.update_value(|numbers| {
            numbers.insert((connection.clone(), name), known);
        });
    }
}

async fn load(
    registries: Registries,
    (connection, _, name): &Key,
    background: bool,
) -> Result<Rights, Failure> {
    let at = (connection.clone(), name.clone());
    let known = registries
        .project_numbers
        .with_value(|numbers| numbers.get(&at).copied());
    let (project, is_proxy_cache) = match known {
        Some(known) => known,
        None => {
            // The page that is opened needs it as well.
            let (connection, name) = at;
            let project = read_project(registries, connection, name, background, false).await?;
            (project.project_id, project.is_proxy_cache())
        }
    };
    let permissions = GetCurrentPermissions {
        scope: Some(format!("/project/{project}")),
        relative: Some(true),
    };
    let (connection, ticket) = (connection.clone(), Ticket::new());
    let permissions = if background {
        harbor_in_background(connection, &permissions, ticket).await?
    } else {
        harbor(connection, &permissions, ticket).await?
    };
    let all = permissions
        .value
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

    #[test]
    fn rights_that_could_not_be_read_are_asked_for_again() {
        let failed = Entry::Failed { is_passing: true };
        assert!(is_to_ask(None, false));
        assert!(is_to_ask(Some(&failed), true), "another page");
        assert!(!is_to_ask(Some(&failed), false), "the same page, at once");
        let known = Entry::Known(Arc::default());
        for entry in [Entry::Asked, known] {
            assert!(!is_to_ask(Some(&entry), true));
        }
    }

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
