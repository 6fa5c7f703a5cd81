//! What an artifact is compared with.

use std::cell::RefCell;

use harbor_api::{
    ArtifactReference, Digest, ProjectName, RepositoryName, operations::GetArtifact,
    types::ACCEPT_VULNERABILITIES,
};
use pilothouse_protocol::ConnectionId;

use crate::route::Route;

/// An artifact of this or another registry.
#[derive(Debug, Clone, PartialEq)]
pub struct Other {
    pub connection: ConnectionId,
    pub project: ProjectName,
    pub repository: RepositoryName,
    pub reference: ArtifactReference,
    /// What it is called, where the reference is a digest and it was found by a tag.
    pub tag: Option<String>,
}

/// What the comparison that is opened next is about.
#[derive(Debug, Default)]
pub(super) struct Next {
    /// The tag that was meant, of those that the artifact has.
    pub tag: Option<String>,
    pub with: Option<Other>,
}

thread_local! {
    static NEXT: RefCell<Next> = RefCell::default();
}

/// What the comparison that is opened next is with.
pub fn compare_with(other: Other) {
    NEXT.set(Next {
        tag: None,
        with: Some(other),
    });
}

/// The same where a tag is compared, not just an artifact.
pub fn compare_tag_with(tag: String, other: Other) {
    NEXT.set(Next {
        tag: Some(tag),
        with: Some(other),
    });
}

/// Takes it up.
pub(super) fn take() -> Next {
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
                tag: None,
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
            tag: None,
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
                tag: None,
            }),
            _ => None,
        }
    }

    /// The operation that reads it, with all that is compared.
    pub(super) fn reading(&self) -> GetArtifact {
        GetArtifact {
            with_tag: Some(true),
            with_scan_overview: Some(true),
            with_sbom_overview: Some(true),
            with_accessory: Some(true),
            accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
            ..GetArtifact::new(
                self.project.clone(),
                self.repository.clone(),
                self.reference.clone(),
            )
        }
    }

    /// A part of it, which goes by its name; itself without one.
    pub(super) fn part(&self, part: Option<&Digest>) -> Self {
        let Some(part) = part else {
            return self.clone();
        };
        let own = match &self.reference {
            ArtifactReference::Tag(tag) => Some(tag.to_string()),
            ArtifactReference::Digest(_) => None,
        };
        Self {
            reference: ArtifactReference::Digest(part.clone()),
            tag: self.tag.clone().or(own),
            ..self.clone()
        }
    }

    /// As it is written.
    pub(super) fn text(&self) -> String {
        let (mark, reference) = match (&self.reference, &self.tag) {
            (ArtifactReference::Digest(digest), None) => ('@', digest.to_string()),
            (_, Some(tag)) => (':', tag.clone()),
            (ArtifactReference::Tag(tag), None) => (':', tag.to_string()),
        };
        format!("{}/{}{mark}{reference}", self.project, self.repository)
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
            tag: None,
        };
        let read = |text| Other::read(text, &near, connection.clone()).map(|other| other.text());
        assert_eq!(read(" 25.10 ").as_deref(), Some("skaha/astroml:25.10"));
        assert_eq!(read("canucs/a/b:1").as_deref(), Some("canucs/a/b:1"));
        assert_eq!(read("canucs/a/b"), None);
        assert_eq!(read("no tag"), None);
        // By its digest, and called by the tag that it was found by.
        let digest = format!("sha256:{}", "a".repeat(64));
        let found = Other {
            reference: ArtifactReference::parse(&digest).unwrap(),
            tag: Some("25.10".to_owned()),
            ..near.clone()
        };
        assert_eq!(found.text(), "skaha/astroml:25.10");
        assert_eq!(read(&digest), Some(format!("skaha/astroml@{digest}")));
    }
}
