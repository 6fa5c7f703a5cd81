//! The repositories of a project.

use harbor_api::{
    AnyOperation, Filter, ProjectName, RepositoryName, Sort, Term,
    operations::{GetRepository, ListRepositories},
    types::Repository,
};
use serde::{Deserialize, Serialize};

use crate::{
    column::{Column, ColumnKind},
    condition::Operator,
    listing::{Listing, Row},
    value::{number_term, time_term},
};

/// Repositories, as `GET /projects/{project}/repositories` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Repositories {
    pub project: ProjectName,
}

impl Listing for Repositories {
    const ID: &'static str = "repositories";
    // Artifacts are counted row by row at the server: it neither sorts nor filters by them.
    const COLUMNS: &'static [Column] = &[
        // Without the project's name, with which the server keeps it.
        Column::new("name", ColumnKind::Text)
            .searched()
            .sorted_by_server("name")
            .server_filter(|condition, _| {
                let is_part = matches!(condition.operator, Operator::Is | Operator::Contains);
                is_part.then(|| ("name", Term::Contains(condition.value.clone())))
            }),
        Column::new("description", ColumnKind::Text).on_request(),
        Column::new("artifacts", ColumnKind::Count),
        Column::new("pulls", ColumnKind::Count)
            .sorted_by_server("pull_count")
            .server_filter(|condition, _| Some(("pull_count", number_term(condition)?))),
        Column::new("created", ColumnKind::Time).sorted_by_server("creation_time"),
        Column::new("updated", ColumnKind::Time)
            .sorted_by_server("update_time")
            .server_filter(|condition, now| Some(("update_time", time_term(condition, now)?))),
    ];

    type Operation = ListRepositories;
    type Item = Repository;

    fn operation(&self, filter: Filter, sort: Sort) -> ListRepositories {
        ListRepositories {
            project_name: self.project.clone(),
            q: filter,
            sort,
            page: Default::default(),
        }
    }

    fn item_operation(&self, key: &str) -> Option<AnyOperation> {
        let operation = GetRepository {
            project_name: self.project.clone(),
            repository_name: RepositoryName::new(key).ok()?,
        };
        Some(operation.into())
    }

    fn row(repository: &Repository, row: &mut Row) {
        row.text("name", repository.short_name())
            .text("description", repository.plain_description())
            .number("artifacts", repository.artifact_count)
            .number("pulls", repository.pull_count)
            .time("created", repository.creation_time)
            .time("updated", repository.update_time);
    }
}
