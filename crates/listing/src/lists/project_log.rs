//! What was done in a project: its events, and the plainer log of servers without them.

use harbor_api::{
    Filter, ProjectName, Sort, Term,
    operations::{ListProjectEvents, ListProjectLogs},
    types::AuditEntry,
};
use serde::{Deserialize, Serialize};

use crate::{
    column::{Column, ColumnKind, ServerFilter},
    condition::Operator,
    listing::{Listing, Row},
    value::time_term,
};

/// The events of a project, as `GET /projects/{project_name}/auditlog-exts` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ProjectEvents {
    pub project: ProjectName,
}

/// The log of a project, as `GET /projects/{project_name}/logs` gives it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ProjectLogs {
    pub project: ProjectName,
}

/// A word that the server can be asked for; not one that it is to leave out.
macro_rules! asked_as {
    ($field:literal) => {{
        const ASKED: ServerFilter = |condition, _| {
            let term = Term::Exactly(condition.value.clone());
            (condition.operator == Operator::Is).then_some(($field, term))
        };
        ASKED
    }};
}

const COLUMNS: &[Column] = &[
    Column::new("id", ColumnKind::Text),
    Column::new("time", ColumnKind::Time)
        .sorted_by_server("op_time")
        .server_filter(|condition, now| Some(("op_time", time_term(condition, now)?))),
    Column::new("user", ColumnKind::Word)
        .searched()
        .server_filter(asked_as!("username")),
    Column::new("operation", ColumnKind::Word).server_filter(asked_as!("operation")),
    Column::new("type", ColumnKind::Word).server_filter(asked_as!("resource_type")),
    Column::new("resource", ColumnKind::Text).searched(),
    // Harbor takes a filter by its outcome and leaves it out, so it is not asked for.
    Column::new("result", ColumnKind::Word),
];

fn row(entry: &AuditEntry, row: &mut Row) {
    let result = match entry.operation_result {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    row.text("id", entry.id.to_string())
        .time("time", entry.op_time)
        .text("user", entry.username.as_str())
        .text("operation", entry.operation.as_str())
        .text("type", entry.resource_type.as_str())
        .text("resource", entry.resource.as_str())
        .text("result", result);
}

impl Listing for ProjectEvents {
    const ID: &'static str = "project_events";
    const COLUMNS: &'static [Column] = COLUMNS;

    type Operation = ListProjectEvents;
    type Item = AuditEntry;

    fn operation(&self, filter: Filter, sort: Sort) -> ListProjectEvents {
        ListProjectEvents {
            project_name: self.project.clone(),
            q: filter,
            sort,
            page: Default::default(),
        }
    }

    fn row(entry: &AuditEntry, row: &mut Row) {
        self::row(entry, row);
    }
}

impl Listing for ProjectLogs {
    const ID: &'static str = "project_logs";
    const COLUMNS: &'static [Column] = COLUMNS;

    type Operation = ListProjectLogs;
    type Item = AuditEntry;

    fn operation(&self, filter: Filter, sort: Sort) -> ListProjectLogs {
        ListProjectLogs {
            project_name: self.project.clone(),
            q: filter,
            sort,
            page: Default::default(),
        }
    }

    fn row(entry: &AuditEntry, row: &mut Row) {
        self::row(entry, row);
    }
}
