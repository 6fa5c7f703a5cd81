//! Artifacts as JSON: the parts one can ask for with `with_…`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::http::call::Call;
use crate::json::{Fields, Time, time, time_or_never};
use crate::world::{Artifact, Kind, Outcome, Repository, Scanner, Stage, Tag, World};

/// The report type of today's scanners.
pub(crate) const REPORT: &str = "application/vnd.security.vulnerability.report; version=1.1";

const NAME: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'.')
    .remove(b'-')
    .remove(b'_')
    .remove(b'~');

/// Which parts of an artifact are asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct With {
    tag: bool,
    immutable: bool,
    label: bool,
    scan: bool,
    sbom: bool,
    accessory: bool,
    inherited: bool,
}

impl With {
    pub fn of(call: &Call) -> Self {
        Self {
            tag: call.asked_flag("with_tag", true),
            immutable: call.asked_flag("with_immutable_status", false),
            label: call.asked_flag("with_label", false),
            scan: call.asked_flag("with_scan_overview", false) && accepts_reports(call),
            sbom: call.asked_flag("with_sbom_overview", false),
            accessory: call.asked_flag("with_accessory", false),
            inherited: call.asked_flag("with_inherited_accessory", false),
        }
    }
}

/// Whether `X-Accept-Vulnerabilities` lets today's reports through.
pub(crate) fn accepts_reports(call: &Call) -> bool {
    call.header("x-accept-vulnerabilities")
        .is_none_or(|kinds| kinds.split(',').any(|kind| kind.trim() == REPORT))
}

/// An artifact in its repository, with the scanner that looks after it.
#[derive(Clone, Copy)]
pub(crate) struct Place<'w> {
    pub world: &'w World,
    pub repository: &'w Repository,
    pub scanner: Option<&'w Scanner>,
    pub now: Time,
}

impl<'w> Place<'w> {
    pub fn new(world: &'w World, repository: &'w Repository) -> Self {
        let project = world.project(repository.project_id);
        let scanner = project.and_then(|project| world.scanner_of(project));
        Self {
            world,
            repository,
            scanner,
            now: world.now(),
        }
    }

    /// The artifact as lists and single requests show it.
    pub fn artifact(self, artifact: &Artifact, with: With) -> Value {
        let manifest = &artifact.manifest;
        let labels = if with.label {
            self.labels(artifact)
        } else {
            Vec::new()
        };
        let tags = if with.tag {
            self.tags(artifact, with.immutable)
        } else {
            Vec::new()
        };
        let accessories = if with.accessory {
            self.accessories(artifact)
        } else {
            Vec::new()
        };
        let mut fields = Fields::new()
            .put("id", artifact.id)
            .put("type", manifest.kind.word())
            .put("media_type", manifest.media_type.as_str())
            .put("manifest_media_type", manifest.manifest_media_type.as_str())
            .put_unless_zero("artifact_type", manifest.artifact_type.as_str())
            .put("project_id", self.repository.project_id)
            .put("repository_id", self.repository.id)
            .put("repository_name", self.repository.name.as_str())
            .put("digest", artifact.digest.as_str())
            .put("size", artifact.size)
            .put("icon", manifest.kind.icon())
            .put("push_time", time(artifact.push_time))
            .put("pull_time", time_or_never(artifact.pull_time))
            .put_unless_zero("extra_attrs", manifest.extra_attrs.clone())
            .put_unless_zero("annotations", manifest.annotations.clone())
            .put_list("references", references(artifact))
            .put_list("tags", tags)
            .put_list("labels", labels)
            .put_list("accessories", accessories);
        let inherited = if with.inherited {
            self.inherited_accessories(artifact)
        } else {
            Vec::new()
        };
        if !inherited.is_empty() {
            fields = fields.put("inherited_accessories", inherited);
        }
        if let Some(links) = self.links(artifact) {
            fields = fields.put("addition_links", links);
        }
        if with.scan
            && self.scanner.is_some()
            && let Some(overview) = self.scan_overview(artifact)
        {
            fields = fields.put("scan_overview", json!({REPORT: overview}));
        }
        if with.sbom
            && let Some(overview) = self.sbom_overview(artifact)
        {
            fields = fields.put("sbom_overview", overview);
        }
        fields.done()
    }

    fn links(self, artifact: &Artifact) -> Option<Value> {
        let (project, repository) = self.repository.name.split_once('/')?;
        let once = utf8_percent_encode(repository, NAME).to_string();
        let twice = utf8_percent_encode(&once, NAME).to_string();
        let base = format!("/api/v2.0/projects/{project}/repositories/{twice}/artifacts");
        let link = |digest: &str, name: &str| json!({"absolute": false, "href": format!("{base}/{digest}/additions/{name}")});
        let mut links = Fields::new();
        let own = if artifact.accessory.is_none() || artifact.manifest.kind == Kind::Sbom {
            artifact.manifest.kind.additions()
        } else {
            &[]
        };
        let mut any = !own.is_empty();
        for name in own {
            links = links.put(name, link(&artifact.digest, name));
        }
        if artifact.scannable() && self.scanner.is_some() {
            any = true;
            let sbom = artifact
                .sbom
                .as_ref()
                .filter(|sbom| sbom.stage(self.now) == Stage::Ended(Outcome::Success));
            let made = sbom.map_or("", |sbom| sbom.digest.as_str());
            links = links
                .put("vulnerabilities", link(&artifact.digest, "vulnerabilities"))
                .put("sboms", link(made, "sbom"));
        }
        any.then(|| links.done())
    }

    /// The tags, newest first.
    fn tags(self, artifact: &Artifact, immutable: bool) -> Vec<Value> {
        let mut tags: Vec<&Tag> = artifact.tags.iter().collect();
        tags.sort_by_key(|tag| std::cmp::Reverse(tag.push_time));
        tags.into_iter()
            .map(|tag| self.tag(artifact, tag, immutable))
            .collect()
    }

    /// One tag; whether it is protected is worked out only if that is asked for.
    pub fn tag(self, artifact: &Artifact, tag: &Tag, immutable: bool) -> Value {
        let repository = self.repository;
        let immutable = immutable
            && self
                .world
                .immutable(repository.project_id, &repository.name, &tag.name);
        json!({
            "id": tag.id,
            "name": tag.name,
            "artifact_id": artifact.id,
            "repository_id": repository.id,
            "immutable": immutable,
            "push_time": time(tag.push_time),
            "pull_time": time_or_never(tag.pull_time),
        })
    }

    fn labels(self, artifact: &Artifact) -> Vec<Value> {
        artifact
            .labels
            .iter()
            .filter_map(|id| self.world.label(*id))
            .map(crate::ops::labels::view)
            .collect()
    }

    /// What is attached to an artifact, oldest first. What is still being made isn't there yet.
    pub fn accessories(self, subject: &Artifact) -> Vec<Value> {
        let attached = subject
            .attached
            .iter()
            .filter_map(|id| self.repository.by_id(*id));
        attached
            .filter(|artifact| artifact.push_time <= self.now)
            .filter_map(|artifact| {
                let accessory = artifact.accessory.as_ref()?;
                Some(json!({
                    "id": accessory.id,
                    "artifact_id": artifact.id,
                    "subject_artifact_id": accessory.subject_id,
                    "subject_artifact_digest": accessory.subject_digest,
                    "subject_artifact_repo": self.repository.name,
                    "size": artifact.size,
                    "digest": artifact.digest,
                    "type": accessory.kind,
                    "icon": accessory.icon,
                    "creation_time": time(artifact.push_time),
                }))
            })
            .collect()
    }

    /// What is attached to the indexes that an artifact is a part of.
    fn inherited_accessories(self, part: &Artifact) -> Vec<Value> {
        let indexes = self.repository.artifacts.iter().filter(|index| {
            let mut references = index.references.iter();
            references.any(|reference| reference.child_id == part.id)
        });
        indexes.flat_map(|index| self.accessories(index)).collect()
    }

    /// The artifacts a scan looks into: the images of an index, else itself.
    pub fn scanned_parts<'a>(self, artifact: &'a Artifact) -> Vec<&'a Artifact>
    where
        'w: 'a,
    {
        if artifact.manifest.kind != Kind::Index {
            return vec![artifact];
        }
        let references = artifact.references.iter();
        let images = references.filter(|reference| reference.platform["os"] != "unknown");
        images
            .filter_map(|reference| self.repository.by_id(reference.child_id))
            .collect()
    }

    /// The scanner's name in reports.
    pub fn scanner_view(self) -> Value {
        match self.scanner {
            Some(scanner) => {
                json!({"name": scanner.adapter, "vendor": scanner.vendor, "version": scanner.version})
            }
            None => Value::Null,
        }
    }
}

fn references(artifact: &Artifact) -> Vec<Value> {
    artifact
        .references
        .iter()
        .map(|reference| {
            Fields::new()
                .put("parent_id", artifact.id)
                .put("child_id", reference.child_id)
                .put("child_digest", reference.child_digest.as_str())
                .put("platform", reference.platform.clone())
                .put_unless_zero("annotations", reference.annotations.clone())
                .put("urls", Value::Null)
                .done()
        })
        .collect()
}
