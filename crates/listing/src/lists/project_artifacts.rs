//! All artifacts of a project.

use harbor_api::{
    AnyOperation, ArtifactReference, Filter, ProjectName, RepositoryName, Sort,
    operations::{ListArtifacts, ListProjectArtifacts},
    types::{ACCEPT_VULNERABILITIES, ListedArtifact},
};
use serde::{Deserialize, Serialize};

use super::artifacts::{self, Artifacts};
use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
    listing::{Listing, Row},
};

/// Artifacts, as `GET /projects/{project}/artifacts` gives them; older servers give those of each
/// repository.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ProjectArtifacts {
    pub project: ProjectName,
}

const OWN: [Column; 3] = [
    // A repository and a digest: see `ProjectArtifacts::read_key`.
    Column::new("key", ColumnKind::Text),
    Column::new("repository", ColumnKind::Text).searched(),
    Column::new("ever_pulled", ColumnKind::Word),
];

const ALL: [Column; OWN.len() + Artifacts::COLUMNS.len()] = {
    let mut all = [OWN[0]; OWN.len() + Artifacts::COLUMNS.len()];
    all[1] = OWN[1];
    all[2] = OWN[2];
    let mut at = 0;
    while at < Artifacts::COLUMNS.len() {
        all[OWN.len() + at] = Artifacts::COLUMNS[at];
        at += 1;
    }
    all
};

impl ProjectArtifacts {
    /// The repository's list and the digest that a row's key names.
    pub fn read_key(&self, key: &str) -> Option<(Artifacts, ArtifactReference)> {
        let (repository, digest) = key.rsplit_once('@')?;
        let list = Artifacts {
            project: self.project.clone(),
            repository: RepositoryName::new(repository).ok()?,
        };
        Some((list, ArtifactReference::parse(digest).ok()?))
    }

    /// The operation that reads one repository, for servers that don't list a project's artifacts.
    pub fn of_repository(&self, repository: RepositoryName) -> ListArtifacts {
        let list = Artifacts {
            project: self.project.clone(),
            repository,
        };
        list.operation(Filter::all(), Sort::default())
    }
}

impl Listing for ProjectArtifacts {
    const ID: &'static str = "project_artifacts";
    const COLUMNS: &'static [Column] = &ALL;
    const FIRST_PAGE: u32 = Artifacts::FIRST_PAGE;
    const SIZE: Option<&'static str> = Artifacts::SIZE;
    const PARTS: Option<&'static str> = None;
    const NAME: Option<&'static str> = None;

    type Operation = ListProjectArtifacts;
    type Item = ListedArtifact;

    fn operation(&self, filter: Filter, sort: Sort) -> ListProjectArtifacts {
        ListProjectArtifacts {
            q: filter,
            sort,
            with_tag: Some(true),
            with_label: Some(true),
            with_scan_overview: Some(true),
            with_sbom_overview: Some(true),
            with_immutable_status: Some(true),
            with_accessory: Some(true),
            accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
            ..ListProjectArtifacts::new(self.project.clone())
        }
    }

    fn item_operation(&self, key: &str) -> Option<AnyOperation> {
        let (list, reference) = self.read_key(key)?;
        Some(list.one(reference).into())
    }

    fn row(ListedArtifact(artifact): &ListedArtifact, row: &mut Row) {
        let name = artifact.repository_name.as_str();
        // Without the project's name.
        let repository = name.split_once('/').map_or(name, |(_, rest)| rest);
        row.text("key", format!("{repository}@{}", artifact.digest))
            .text("repository", repository)
            .yes_or_no("ever_pulled", artifact.pull_time.is_some());
        artifacts::fill(artifact, row);
    }
}

/// The row of one artifact.
pub fn row_of(artifact: &ListedArtifact) -> Vec<Cell> {
    let mut row = Row::new(ProjectArtifacts::COLUMNS);
    ProjectArtifacts::row(artifact, &mut row);
    row.into_cells()
}
