//! Where the packages of an artifact are known from: bills of materials that the registry made, or
//! that somebody attached.

use distribution_api::{Content, GetManifest, Manifest, Name};
use harbor_api::{
    ArtifactReference, Digest, ProjectName, RepositoryName,
    types::{AccessoryType, Artifact, SbomFormat, SbomState},
};
use listing::{ContentPlace, lists::Packages};
use pilothouse_protocol::{ConnectionId, Failure};

use crate::{
    features::artifacts::detail::attachments::Attachments,
    ipc::{Ticket, harbor},
    words::words,
};

/// A bill of materials of an artifact.
#[derive(Debug, Clone, PartialEq)]
pub struct SbomSource {
    /// Of the artifact that it is.
    pub digest: Digest,
    /// Nothing where the registry made it.
    pub attached: Option<SbomFormat>,
}

impl SbomSource {
    pub fn is_harbors(&self) -> bool {
        self.attached.is_none()
    }

    pub fn title(&self) -> String {
        let w = &words().sbom;
        match self.attached.map(SbomFormat::name) {
            None => w.of_registry.to_owned(),
            Some("") => w.attached.to_owned(),
            Some(format) => w.attached_of(format),
        }
    }

    /// Its packages; nothing where what is attached holds no document. What is attached costs a request.
    ///
    /// # Errors
    ///
    /// Why its manifest could not be read.
    pub async fn packages(
        &self,
        connection: ConnectionId,
        project: ProjectName,
        repository: RepositoryName,
    ) -> Result<Option<Packages>, Failure> {
        if self.is_harbors() {
            return Ok(Some(Packages::OfHarbor {
                project,
                repository,
                sbom: self.digest.clone(),
            }));
        }
        let manifest = GetManifest {
            name: Name::new(project.clone(), repository.clone()),
            reference: ArtifactReference::Digest(self.digest.clone()),
        };
        let read = harbor(connection, &manifest, Ticket::new()).await?.value;
        Ok(document(&read).map(|digest| {
            Packages::Attached(ContentPlace {
                project,
                repository,
                digest,
            })
        }))
    }
}

/// The bill of materials that an artifact is itself.
fn own(artifact: &Artifact) -> Option<SbomSource> {
    let format = artifact.own_sbom()?;
    // Harbor's word for what it made; others have theirs in the artifact type.
    let is_harbors = artifact.artifact_class.as_str() == "SBOM";
    Some(SbomSource {
        digest: artifact.typed_digest()?,
        attached: (!is_harbors).then_some(format),
    })
}

/// The bills of materials of an artifact: what it is itself, that of the registry, those attached.
pub fn sbom_sources(artifact: &Artifact, attachments: Attachments) -> Vec<SbomSource> {
    let made = match attachments.sbom(artifact) {
        SbomState::Done(digest) => Some(SbomSource {
            digest,
            attached: None,
        }),
        _ => None,
    };
    let others = artifact
        .accessories
        .iter()
        .filter(|accessory| accessory.accessory_type != AccessoryType::HarborSbom);
    let attached = others.filter_map(|accessory| {
        Some(SbomSource {
            attached: Some(attachments.kind(accessory).sbom_format()?),
            digest: accessory.typed_digest()?,
        })
    });
    own(artifact)
        .into_iter()
        .chain(made)
        .chain(attached)
        .collect()
}

/// The blob that a document which is attached is; nothing if there is none.
pub fn document(manifest: &Content<Manifest>) -> Option<Digest> {
    let Ok(Manifest::Image(image)) = &manifest.read else {
        return None;
    };
    Digest::new(image.layers.first()?.digest.clone()).ok()
}

/// The sources of two artifacts that can be compared best: made in one way, else those that come
/// first. Nothing where one has none.
pub fn comparable(before: &[SbomSource], after: &[SbomSource]) -> Option<(SbomSource, SbomSource)> {
    let alike = before.iter().find_map(|first| {
        let second = after
            .iter()
            .find(|second| second.attached == first.attached)?;
        Some((first, second))
    });
    let (first, second) = alike.or_else(|| before.first().zip(after.first()))?;
    Some((first.clone(), second.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    fn documents_that_were_made_in_one_way_are_compared() {
        let source = |digit: &str, attached| SbomSource {
            digest: Digest::new(format!("sha256:{}", digit.repeat(64))).unwrap(),
            attached,
        };
        let harbors = source("1", None);
        let spdx = source("2", Some(SbomFormat::Spdx));
        let cyclone = source("3", Some(SbomFormat::CycloneDx));
        let pair = |before: &[&SbomSource], after: &[&SbomSource]| {
            let owned =
                |all: &[&SbomSource]| all.iter().map(|&one| one.clone()).collect::<Vec<_>>();
            comparable(&owned(before), &owned(after))
        };
        assert_eq!(
            pair(&[&harbors, &cyclone], &[&spdx, &cyclone]),
            Some((cyclone.clone(), cyclone.clone()))
        );
        // What there is, where nothing was made in one way.
        assert_eq!(pair(&[&harbors], &[&spdx]), Some((harbors, spdx.clone())));
        assert_eq!(pair(&[], &[&spdx]), None);
    }
}
