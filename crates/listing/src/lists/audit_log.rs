//! What was done, in a project or at the whole server: events, and the plainer log of servers without
//! them.

use chrono::NaiveDate;
use harbor_api::{
    Filter, ProjectName, Sort, Term,
    operations::{ListEvents, ListLogs, ListProjectEvents, ListProjectLogs},
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

/// The events of the whole server, as `GET /auditlog-exts` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Events {
    /// Nothing from before this day, by UTC; `None` for all there is, which may be a lot.
    pub from: Option<NaiveDate>,
}

/// The log of the whole server, as `GET /audit-logs` gives it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Logs {
    /// As in [`Events`].
    pub from: Option<NaiveDate>,
}

/// A filter that leaves out what was before a day.
fn since(from: Option<NaiveDate>, filter: Filter) -> Filter {
    let Some(from) = from else {
        return filter;
    };
    // Whoever asks for times already says which.
    if filter.terms().iter().any(|(field, _)| field == "op_time") {
        return filter;
    }
    let term = Term::Between(Some(format!("{from}T00:00:00")), None);
    filter.clone().and("op_time", term).unwrap_or(filter)
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
    Column::new("resource", ColumnKind::Text)
        .searched()
        .server_filter(|condition, _| {
            let value = condition.value.clone();
            match condition.operator {
                Operator::Is => Some(("resource", Term::Exactly(value))),
                Operator::Contains => Some(("resource", Term::Contains(value))),
                _ => None,
            }
        }),
    // Harbor takes a filter by its outcome and leaves it out, so it is not asked for.
    Column::new("result", ColumnKind::Word),
    // The server's own words.
    Column::new("description", ColumnKind::Text)
        .searched()
        .on_request(),
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
        .text("result", result)
        .text(
            "description",
            entry.operation_description.as_deref().unwrap_or_default(),
        );
}

/// Declares a list of entries: its name, what it is read with, and of which project or from which day.
macro_rules! entries {
    ($list:ident $id:literal $operation:ident |$this:ident, $filter:ident|
        { $($field:ident : $value:expr),* $(,)? }) => {
        impl Listing for $list {
            const ID: &'static str = $id;
            const COLUMNS: &'static [Column] = COLUMNS;
            const DAYS: Option<&'static str> = Some("time");

            type Operation = $operation;
            type Item = AuditEntry;

            fn operation(&self, $filter: Filter, sort: Sort) -> $operation {
                let $this = self;
                $operation {
                    $($field: $value,)*
                    sort,
                    page: Default::default(),
                }
            }

            fn row(entry: &AuditEntry, row: &mut Row) {
                self::row(entry, row);
            }
        }
    };
}

entries!(ProjectEvents "project_events" ListProjectEvents |list, filter| {
    project_name: list.project.clone(),
    q: filter,
});
entries!(ProjectLogs "project_logs" ListProjectLogs |list, filter| {
    project_name: list.project.clone(),
    q: filter,
});
entries!(Events "events" ListEvents |list, filter| { q: since(list.from, filter) });
entries!(Logs "logs" ListLogs |list, filter| { q: since(list.from, filter) });

#[cfg(test)]
mod tests {
    use harbor_api::{Operation, Page};

    use super::*;
    use crate::condition::Condition;

    #[test]
    fn the_server_is_asked_for_what_something_was_done_to() {
        let column = COLUMNS.iter().find(|column| column.id == "resource");
        let asked = column
            .and_then(|column| column.server.filter)
            .expect("a filter");
        let term = |operator| {
            let condition = Condition {
                field: "resource".to_owned(),
                operator,
                value: "skaha/astroml".to_owned(),
            };
            asked(&condition, chrono::Utc::now())
        };
        let name = || "skaha/astroml".to_owned();
        assert_eq!(
            term(Operator::Contains),
            Some(("resource", Term::Contains(name())))
        );
        assert_eq!(
            term(Operator::Is),
            Some(("resource", Term::Exactly(name())))
        );
        // The server has no way to leave something out.
        assert_eq!(term(Operator::ContainsNot), None);
    }

    #[test]
    fn what_was_before_a_day_is_not_asked_for() {
        let from = NaiveDate::from_ymd_opt(2026, 10, 29);
        let target = |from| {
            let list = Events { from };
            let mut asked = list.operation(Filter::all(), Sort::default());
            asked.set_page(Page::FIRST);
            asked.request().target
        };
        assert!(
            target(from).contains("op_time%3D%5B2026-10-29T00%3A00%3A00~%5D"),
            "{}",
            target(from)
        );
        assert!(!target(None).contains("op_time"));
        // Somebody's own filter says which times.
        let term = Term::Between(Some("2026-11-20T00:00:00".to_owned()), None);
        let own = Filter::all().and("op_time", term).unwrap_or_default();
        assert_eq!(since(from, own.clone()), own);
    }
}
