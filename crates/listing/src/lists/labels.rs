//! The labels of a project, and those of the whole server.

use harbor_api::{
    Filter, ProjectId, Sort, Term,
    operations::ListLabels,
    types::{Label, LabelScope},
};
use serde::{Deserialize, Serialize};

use crate::{
    column::{Column, ColumnKind},
    condition::Operator,
    listing::{Listing, Row},
};

/// Labels, as `GET /labels` gives those of a project.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ProjectLabels {
    pub project: ProjectId,
}

/// Labels, as `GET /labels` gives those of the server.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RegistryLabels {}

impl Listing for RegistryLabels {
    const ID: &'static str = "registry_labels";
    const COLUMNS: &'static [Column] = ProjectLabels::COLUMNS;
    const NAME: Option<&'static str> = ProjectLabels::NAME;

    type Operation = ListLabels;
    type Item = Label;

    fn operation(&self, filter: Filter, sort: Sort) -> ListLabels {
        ListLabels {
            scope: LabelScope::Global,
            project_id: None,
            name: None,
            q: filter,
            sort,
            page: Default::default(),
        }
    }

    fn row(label: &Label, row: &mut Row) {
        ProjectLabels::row(label, row);
    }
}

impl Listing for ProjectLabels {
    const ID: &'static str = "project_labels";
    const COLUMNS: &'static [Column] = &[
        Column::new("id", ColumnKind::Text),
        Column::new("name", ColumnKind::Text)
            .searched()
            .sorted_by_server("name")
            .server_filter(|condition, _| {
                let term = Term::Exactly(condition.value.clone());
                (condition.operator == Operator::Is).then_some(("name", term))
            }),
        Column::new("color", ColumnKind::Word),
        Column::new("description", ColumnKind::Text).searched(),
        Column::new("created", ColumnKind::Time).sorted_by_server("creation_time"),
        Column::new("updated", ColumnKind::Time).sorted_by_server("update_time"),
    ];

    const NAME: Option<&'static str> = Some("name");

    type Operation = ListLabels;
    type Item = Label;

    fn operation(&self, filter: Filter, sort: Sort) -> ListLabels {
        ListLabels {
            scope: LabelScope::Project,
            project_id: Some(self.project),
            name: None,
            q: filter,
            sort,
            page: Default::default(),
        }
    }

    fn row(label: &Label, row: &mut Row) {
        row.text("id", label.id.to_string())
            // The server takes an empty name, and then leaves it out.
            .text("name", label.name.as_str())
            .text("color", label.color.as_str())
            .text("description", label.description.as_str())
            .time("created", label.creation_time)
            .time("updated", label.update_time);
    }
}
