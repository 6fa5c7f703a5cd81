//! The tags of a repository, each a row of its own.

use harbor_api::{
    ArtifactReference, Decode, DecodeError, Digest, Filter, List, ProjectName, RepositoryName,
    Sort, TagName, Term,
    operations::ListArtifacts,
    types::{ListedArtifact, Tag},
};
use serde::Deserialize;
use serde::Serialize;

use super::artifacts::{Artifacts, scan_word};
use crate::{
    column::{Column, ColumnKind},
    listing::{Facts, Listing, Row},
    version::order_of,
};

/// Tags, as the artifacts of a repository have them: no request lists the tags themselves.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RepositoryTags {
    pub project: ProjectName,
    pub repository: RepositoryName,
}

/// A tag and what it stands for.
#[derive(Debug, Clone, Deserialize)]
pub struct TagOf {
    tag: Tag,
    artifact: ListedArtifact,
}

impl RepositoryTags {
    /// The tag and the artifact that a row's key names. A tag that has moved has another key.
    pub fn read_key(key: &str) -> Option<(TagName, ArtifactReference)> {
        let (tag, digest) = key.split_once('@')?;
        Some((
            TagName::new(tag).ok()?,
            ArtifactReference::Digest(Digest::new(digest).ok()?),
        ))
    }

    /// The key of a tag's row.
    pub fn key(tag: &str, digest: &str) -> String {
        format!("{tag}@{digest}")
    }
}

impl Listing for RepositoryTags {
    const ID: &'static str = "repository_tags";
    const COLUMNS: &'static [Column] = &[
        Column::new("key", ColumnKind::Text),
        Column::new("tag", ColumnKind::Text).searched(),
        // What tags are ordered by as versions.
        Column::new("version", ColumnKind::Text),
        Column::new("is_version", ColumnKind::Word),
        Column::new("digest", ColumnKind::Text).searched(),
        Column::new("immutable", ColumnKind::Word),
        Column::new("tags_of_artifact", ColumnKind::Count),
        Column::new("type", ColumnKind::Word),
        Column::new("platform", ColumnKind::Words),
        Column::new("size", ColumnKind::Bytes),
        Column::new("scan", ColumnKind::Word),
        Column::new("pulled", ColumnKind::Time),
        Column::new("pushed", ColumnKind::Time),
    ];
    const NAME: Option<&'static str> = Some("tag");

    type Operation = ListArtifacts;
    type Item = TagOf;

    fn operation(&self, _: Filter, sort: Sort) -> ListArtifacts {
        let list = Artifacts {
            project: self.project.clone(),
            repository: self.repository.clone(),
        };
        let tagged = Filter::all().and("tags", Term::Exactly("*".to_owned()));
        ListArtifacts {
            with_label: None,
            with_sbom_overview: None,
            with_accessory: None,
            // A filter that can't be said asks for all of them, untagged ones too: those have no row.
            ..list.operation(tagged.unwrap_or_default(), sort)
        }
    }

    fn items(body: &[u8]) -> Result<(List<TagOf>, Facts), DecodeError> {
        let artifacts = List::<ListedArtifact>::decode(body)?;
        let mut tags = Vec::new();
        for item in artifacts.items {
            match item {
                Ok(artifact) => tags.extend(artifact.0.tags.iter().map(|tag| {
                    Ok(TagOf {
                        tag: tag.clone(),
                        artifact: artifact.clone(),
                    })
                })),
                Err(malformed) => tags.push(Err(malformed)),
            }
        }
        Ok((List { items: tags }, Facts::new()))
    }

    fn row(TagOf { tag, artifact }: &TagOf, row: &mut Row) {
        let ListedArtifact(artifact) = artifact;
        let order = order_of(&tag.name);
        let scan = artifact.is_scannable().then(|| artifact.scan());
        row.text("key", Self::key(&tag.name, &artifact.digest))
            .text("tag", tag.name.as_str())
            .text("version", order.key())
            .yes_or_no("is_version", order.is_version())
            .text("digest", artifact.digest.as_str())
            .yes_or_no("immutable", tag.immutable)
            .number("tags_of_artifact", i64::try_from(artifact.tags.len()).ok())
            .text("type", artifact.kind().word())
            .texts(
                "platform",
                artifact.platforms().iter().map(ToString::to_string),
            )
            .number("size", artifact.size)
            .text("scan", scan.as_ref().map_or("", scan_word))
            .time("pulled", tag.pull_time)
            .time("pushed", tag.push_time);
    }
}
