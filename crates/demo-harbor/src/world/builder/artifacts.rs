//! Filling a world with artifacts.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::chance::{self, digest};
use crate::json::Time;
use crate::world::{
    Accessory, Addition, Artifact, Kind, Manifest, Outcome, Reference, Sbom, Scan, Tag, World,
};

pub(crate) const OCI_MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
pub(crate) const OCI_INDEX: &str = "application/vnd.oci.image.index.v1+json";
pub(crate) const OCI_CONFIG: &str = "application/vnd.oci.image.config.v1+json";
pub(crate) const DOCKER_MANIFEST: &str = "application/vnd.docker.distribution.manifest.v2+json";
pub(crate) const DOCKER_LIST: &str = "application/vnd.docker.distribution.manifest.list.v2+json";
pub(crate) const DOCKER_CONFIG: &str = "application/vnd.docker.container.image.v1+json";
const SIGNATURE_ICON: &str =
    "sha256:20401d5b3a0f6dbc607c8d732eb08471af4ae6b19811a4efce8c6a724aed2882";
const NOTATION_ICON: &str =
    "sha256:3ac706e102bbe9362b400aa162df58135d35e66b9c3bee2165de92022d25fe34";

/// An image to be: what differs from one to the next.
#[derive(Debug, Clone)]
pub(crate) struct Image {
    /// What its digest is made of.
    pub seed: String,
    pub tags: Vec<String>,
    pub size: i64,
    pub architecture: &'static str,
    pub os: &'static str,
    pub author: &'static str,
    pub docker: bool,
    pub created: String,
    pub config: Value,
    pub history: Value,
    pub pushed: Time,
    pub pulled: Option<Time>,
    pub scan: Option<Scan>,
}

/// Something to be attached to an artifact.
#[derive(Debug, Clone)]
pub(crate) struct Attachment<'a> {
    /// Harbor's word, such as `subject.accessory`.
    pub kind: &'a str,
    pub artifact_kind: Kind,
    /// Of the configuration.
    pub media_type: &'a str,
    pub artifact_type: &'a str,
    pub extra_attrs: Value,
    pub annotations: Value,
    pub tags: &'a [String],
    /// Bytes; two attachments of one kind differ by it.
    pub size: i64,
}

impl World {
    /// Adds an artifact to a repository by its place, and counts its size as used.
    pub(crate) fn add_artifact(
        &mut self,
        place: usize,
        digest: String,
        size: i64,
        manifest: Arc<Manifest>,
        tags: &[String],
        pushed: Time,
    ) -> i64 {
        let id = self.next_id("artifact");
        let tags = tags.iter().map(|name| self.tag(name, pushed)).collect();
        let repository = &mut self.repositories[place];
        repository.updated = repository.updated.max(pushed);
        repository.artifacts.push(Artifact {
            id,
            digest,
            sealed: None,
            size,
            push_time: pushed,
            pull_time: None,
            manifest,
            tags,
            labels: Vec::new(),
            references: Vec::new(),
            child: false,
            accessory: None,
            attached: Vec::new(),
            scan: None,
            sbom: None,
        });
        let project = repository.project_id;
        if let Some(project) = self.project_mut(project) {
            project.quota.used += size;
        }
        id
    }

    /// A new tag.
    pub(crate) fn tag(&mut self, name: &str, at: Time) -> Tag {
        Tag {
            id: self.next_id("tag"),
            name: name.to_owned(),
            push_time: at,
            pull_time: None,
        }
    }

    /// The artifact just added to a repository by its place.
    pub(crate) fn last_of(&mut self, place: usize) -> &mut Artifact {
        let artifacts = &mut self.repositories[place].artifacts;
        let last = artifacts.len() - 1;
        &mut artifacts[last]
    }

    pub(crate) fn add_image(&mut self, place: usize, image: &Image) -> (i64, String) {
        let digest = digest(&image.seed);
        let mut extra =
            json!({"architecture": image.architecture, "os": image.os, "config": image.config});
        if !image.created.is_empty() {
            extra["created"] = image.created.clone().into();
        }
        if !image.author.is_empty() {
            extra["author"] = image.author.into();
        }
        let (media, manifest_media) = if image.docker {
            (DOCKER_CONFIG, DOCKER_MANIFEST)
        } else {
            (OCI_CONFIG, OCI_MANIFEST)
        };
        let manifest = Manifest {
            kind: Kind::Image,
            media_type: media.to_owned(),
            manifest_media_type: manifest_media.to_owned(),
            artifact_type: media.to_owned(),
            extra_attrs: extra,
            annotations: Value::Null,
            additions: BTreeMap::from([("build_history", Addition::Json(image.history.clone()))]),
            platform: Value::Null,
            files: Vec::new(),
        };
        let id = self.add_artifact(
            place,
            digest.clone(),
            image.size,
            Arc::new(manifest),
            &image.tags,
            image.pushed,
        );
        let artifact = self.last_of(place);
        artifact.pull_time = image.pulled;
        artifact.scan = image.scan.clone().map(Box::new);
        (id, digest)
    }

    /// An index over artifacts of the same repository, each with its platform and annotations.
    #[expect(clippy::too_many_arguments, reason = "one for each part of an index")]
    pub(crate) fn add_index(
        &mut self,
        place: usize,
        seed: &str,
        tags: &[String],
        children: Vec<(i64, String, Value, Value)>,
        docker: bool,
        annotations: Value,
        pushed: Time,
    ) -> (i64, String) {
        let digest = digest(seed);
        let media = if docker { DOCKER_LIST } else { OCI_INDEX };
        let manifest = Manifest {
            kind: Kind::Index,
            media_type: media.to_owned(),
            manifest_media_type: media.to_owned(),
            artifact_type: String::new(),
            extra_attrs: Value::Null,
            annotations,
            additions: BTreeMap::new(),
            platform: Value::Null,
            files: Vec::new(),
        };
        let mut size = 856;
        let mut references = Vec::new();
        for (child_id, child_digest, platform, annotations) in children {
            let child = self.repositories[place]
                .artifacts
                .iter_mut()
                .find(|artifact| artifact.id == child_id);
            if let Some(child) = child {
                child.child = true;
                size += child.size;
                let manifest = Arc::make_mut(&mut child.manifest);
                // Harbor's words for them, and the configuration's.
                for (harbors, key) in [("variant", "variant"), ("OsVersion", "os.version")] {
                    if let Some(value) = platform[harbors].as_str() {
                        manifest.platform[key] = value.into();
                    }
                }
            }
            references.push(Reference {
                child_id,
                child_digest,
                platform,
                annotations,
            });
        }
        let id = self.add_artifact(
            place,
            digest.clone(),
            size,
            Arc::new(manifest),
            tags,
            pushed,
        );
        self.last_of(place).references = references;
        let project = self.repositories[place].project_id;
        if let Some(project) = self.project_mut(project) {
            // The children's blobs count once.
            project.quota.used -= size - 856;
        }
        (id, digest)
    }

    /// Something that is neither image nor index.
    #[expect(clippy::too_many_arguments, reason = "one for each part of a manifest")]
    pub(crate) fn add_thing(
        &mut self,
        place: usize,
        seed: &str,
        tags: &[String],
        kind: Kind,
        media: &str,
        artifact_type: &str,
        size: i64,
        extra_attrs: Value,
        annotations: Value,
        additions: BTreeMap<&'static str, Addition>,
        pushed: Time,
    ) -> (i64, String) {
        let digest = digest(seed);
        let manifest = Manifest {
            kind,
            media_type: media.to_owned(),
            manifest_media_type: OCI_MANIFEST.to_owned(),
            artifact_type: artifact_type.to_owned(),
            extra_attrs,
            annotations,
            additions,
            platform: Value::Null,
            files: Vec::new(),
        };
        let id = self.add_artifact(
            place,
            digest.clone(),
            size,
            Arc::new(manifest),
            tags,
            pushed,
        );
        (id, digest)
    }

    /// Something attached to an artifact of the same repository, such as a signature.
    pub(crate) fn add_accessory(
        &mut self,
        place: usize,
        subject: &(i64, String),
        kind: &str,
        size: i64,
        tags: &[String],
        pushed: Time,
    ) -> String {
        let media = match kind {
            "sbom.harbor" => "application/vnd.goharbor.harbor.sbom.v1",
            "signature.notation" => "application/vnd.cncf.notary.signature",
            "signature.cosign" => "application/vnd.dev.sigstore.bundle.v0.3+json",
            _ => "application/spdx+json",
        };
        let attachment = Attachment {
            kind,
            artifact_kind: if kind == "sbom.harbor" {
                Kind::Sbom
            } else {
                Kind::Unknown
            },
            media_type: media,
            artifact_type: media,
            extra_attrs: Value::Null,
            annotations: Value::Null,
            tags,
            size,
        };
        self.attach(place, subject, attachment, pushed)
    }

    /// The same for anything that names the artifact as its subject.
    pub(crate) fn attach(
        &mut self,
        place: usize,
        subject: &(i64, String),
        attachment: Attachment<'_>,
        pushed: Time,
    ) -> String {
        let Attachment {
            kind,
            artifact_kind,
            media_type,
            artifact_type,
            extra_attrs,
            annotations,
            tags,
            size,
        } = attachment;
        let seed = format!(
            "{kind} of {} in {} {size}",
            subject.1, self.repositories[place].name
        );
        let (_, digest) = self.add_thing(
            place,
            &seed,
            tags,
            artifact_kind,
            media_type,
            artifact_type,
            size,
            extra_attrs,
            annotations,
            BTreeMap::new(),
            pushed,
        );
        let id = self.next_id("accessory");
        let icon = match kind {
            "signature.cosign" => SIGNATURE_ICON,
            "signature.notation" => NOTATION_ICON,
            "sbom.harbor" => Kind::Sbom.icon(),
            _ => "",
        };
        let attached = self.last_of(place).id;
        if let Some(subject) = self.repositories[place].by_id_mut(subject.0) {
            subject.attached.push(attached);
        }
        self.last_of(place).accessory = Some(Box::new(Accessory {
            id,
            subject_id: subject.0,
            subject_digest: subject.1.clone(),
            kind: kind.to_owned(),
            icon,
        }));
        digest
    }

    /// Makes a copy of something attached that of a copied subject.
    pub(crate) fn attach_copy(
        &mut self,
        place: usize,
        subject: i64,
        copy: i64,
        original: &Accessory,
    ) {
        let id = self.next_id("accessory");
        let repository = &mut self.repositories[place];
        if let Some(subject) = repository.by_id_mut(subject) {
            subject.attached.push(copy);
        }
        if let Some(copy) = repository.by_id_mut(copy) {
            copy.accessory = Some(Box::new(Accessory {
                id,
                subject_id: subject,
                ..original.clone()
            }));
        }
    }

    /// The server's own bill of materials for an artifact.
    pub(crate) fn add_sbom(&mut self, place: usize, subject: &(i64, String), at: Time) {
        let digest = self.add_accessory(place, subject, "sbom.harbor", 13_819, &[], at);
        let artifact = self.repositories[place]
            .artifacts
            .iter_mut()
            .find(|artifact| artifact.id == subject.0);
        if let Some(artifact) = artifact {
            artifact.sbom = Some(Box::new(Sbom {
                report_id: chance::uuid_of(&format!("sbom {}", subject.1)),
                started: at,
                takes: Duration::from_secs(3),
                outcome: Outcome::Success,
                digest,
            }));
        }
    }
}
