//! All artifacts of a project, with what a retention policy decides for each.

use harbor_api::{
    Filter, ProjectName, RepositoryName, Sort,
    operations::{ListArtifacts, ListProjectArtifacts},
    types::{ListedArtifact, Tag},
};
use serde::{Deserialize, Serialize};

use crate::{
    column::{Column, ColumnKind},
    listing::{Listing, Row},
};

/// Artifacts, as `GET /projects/{project}/artifacts` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RetentionArtifacts {
    pub project: ProjectName,
}

/// What becomes of an artifact: the words of `decision`.
pub mod decision {
    pub const KEEP: &str = "keep";
    pub const DELETE: &str = "delete";
    /// No rule keeps it, but a tag of it is immutable.
    pub const IMMUTABLE: &str = "immutable";
    /// No rule looks at its repository.
    pub const UNTOUCHED: &str = "untouched";
    /// The server can't decide for its repository.
    pub const UNDECIDED: &str = "undecided";
}

/// Why: the words of `why`.
pub mod why {
    /// A rule keeps it.
    pub const KEPT: &str = "kept";
    /// No rule selects it.
    pub const UNSELECTED: &str = "unselected";
    /// A rule selects it and keeps so many others.
    pub const BEYOND: &str = "beyond";
    /// A rule selects it, and it is older than so many days.
    pub const TOO_OLD: &str = "too_old";
    pub const IMMUTABLE: &str = "immutable";
    pub const NO_RULE: &str = "no_rule";
    pub const BAD_PATTERN: &str = "bad_pattern";
    pub const TEMPLATE: &str = "template";
    /// The server decided, and by these rules it should have been otherwise.
    pub const OTHERWISE: &str = "otherwise";
}

impl RetentionArtifacts {
    /// The operation that reads one repository, for servers that don't list a project's artifacts.
    pub fn of_repository(&self, repository: RepositoryName) -> ListArtifacts {
        ListArtifacts {
            with_tag: Some(true),
            with_immutable_status: Some(true),
            ..ListArtifacts::new(self.project.clone(), repository)
        }
    }
}

/// The row of one artifact.
pub fn row_of(artifact: &ListedArtifact) -> Vec<crate::Cell> {
    let mut row = Row::new(RetentionArtifacts::COLUMNS);
    RetentionArtifacts::row(artifact, &mut row);
    row.into_cells()
}

impl Listing for RetentionArtifacts {
    const ID: &'static str = "retention";
    const COLUMNS: &'static [Column] = &[
        Column::new("key", ColumnKind::Text),
        Column::new("repository", ColumnKind::Word),
        Column::new("digest", ColumnKind::Text).searched(),
        Column::new("tag", ColumnKind::Texts).searched(),
        Column::new("immutable", ColumnKind::Texts),
        Column::new("size", ColumnKind::Bytes),
        Column::new("pushed", ColumnKind::Time),
        Column::new("pulled", ColumnKind::Time),
        Column::new("decision", ColumnKind::Word).computed(),
        Column::new("why", ColumnKind::Word).computed(),
        Column::new("rule", ColumnKind::Count).computed(),
        Column::new("matched", ColumnKind::Text).computed(),
        Column::new("rank", ColumnKind::Count).computed(),
        Column::new("limit", ColumnKind::Count).computed(),
    ];
    const SIZE: Option<&'static str> = Some("size");

    type Operation = ListProjectArtifacts;
    type Item = ListedArtifact;

    fn operation(&self, filter: Filter, sort: Sort) -> ListProjectArtifacts {
        ListProjectArtifacts {
            q: filter,
            sort,
            with_tag: Some(true),
            with_immutable_status: Some(true),
            ..ListProjectArtifacts::new(self.project.clone())
        }
    }

    fn row(ListedArtifact(artifact): &ListedArtifact, row: &mut Row) {
        let name = artifact.repository_name.as_str();
        let repository = name.split_once('/').map_or(name, |(_, rest)| rest);
        let latest = |own, of_tag: fn(&Tag) -> Option<_>| {
            let tags = artifact.tags.iter().map(of_tag);
            tags.fold(own, Option::max)
        };
        row.text("key", format!("{repository}@{}", artifact.digest))
            .text("repository", repository)
            .text("digest", artifact.digest.as_str())
            .texts("tag", artifact.tags.iter().map(|tag| tag.name.as_str()))
            .texts(
                "immutable",
                artifact
                    .tags
                    .iter()
                    .filter(|tag| tag.immutable)
                    .map(|tag| tag.name.as_str()),
            )
            .number("size", artifact.size)
            // As retention sees it: whichever is later, the artifact's or one of its tags'.
            .time("pushed", latest(artifact.push_time, |tag| tag.push_time))
            .time("pulled", latest(artifact.pull_time, |tag| tag.pull_time));
    }
}
