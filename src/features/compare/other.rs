//! What an artifact is compared with.

use std::cell::RefCell;

use harbor_api::{ArtifactReference, ProjectName, RepositoryName};
use pilothouse_protocol::ConnectionId;

use crate::route::Route;

/// An artifact of this or another registry.
#[derive(Debug, Clone, PartialEq)]
pub struct Other {
    pub connection: ConnectionId,
    pub project: ProjectName,
    pub repository: RepositoryName,
    pub reference: ArtifactReference,
}

thread_local! {
    static NEXT: RefCell<Option<Other>> = const { RefCell::new(None) };
}

/// What the comparison that is opened next is with.
pub fn compare_with(other: Other) {
    NEXT.set(Some(other));
}

/// Takes it up.
pub(super) fn take() -> Option<Other> {
    NEXT.take()
}

impl Other {
    /// Reads what a person typed: a tag or digest of the repository that is looked at, or a reference
    /// of another one.
    pub(super) fn read(text: &str, near: &Self, connection: ConnectionId) -> Option<Self> {
        let text = text.trim();
        let Some((project, rest)) = text.split_once('/') else {
            return Some(Self {
                connection,
                reference: ArtifactReference::parse(text).ok()?,
                ..near.clone()
            });
        };
        let (repository, reference) = match rest.split_once('@') {
            Some(parts) => parts,
            None => rest.rsplit_once(':')?,
        };
        Some(Self {
            connection,
            project: ProjectName::new(project).ok()?,
            repository: RepositoryName::new(repository).ok()?,
            reference: ArtifactReference::parse(reference).ok()?,
        })
    }

    /// The artifact of a place.
    pub fn at(place: &Route) -> Option<Self> {
        match place {
            Route::Artifact {
                connection,
                project,
                repository,
                reference,
                ..
            } => Some(Self {
                connection: connection.clone(),
                project: project.clone(),
                repository: repository.clone(),
                reference: reference.clone(),
            }),
            _ => None,
        }
    }

    /// As it is written.
    pub(super) fn text(&self) -> String {
        let mark = match self.reference {
            ArtifactReference::Digest(_) => '@',
            ArtifactReference::Tag(_) => ':',
        };
        format!(
            "{}/{}{mark}{}",
            self.project, self.repository, self.reference
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    fn what_is_typed_is_near_or_elsewhere() {
        let connection = ConnectionId::new("images").unwrap();
        let near = Other {
            connection: connection.clone(),
            project: ProjectName::new("skaha").unwrap(),
            repository: RepositoryName::new("astroml").unwrap(),
            reference: ArtifactReference::parse("25.11").unwrap(),
        };
        let read = |text| Other::read(text, &near, connection.clone()).map(|other| other.text());
        assert_eq!(read(" 25.10 ").as_deref(), Some("skaha/astroml:25.10"));
        assert_eq!(read("canucs/a/b:1").as_deref(), Some("canucs/a/b:1"));
        assert_eq!(read("canucs/a/b"), None);
        assert_eq!(read("no tag"), None);
    }
}
