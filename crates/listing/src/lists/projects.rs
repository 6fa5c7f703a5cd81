//! The projects that an account may see.

use harbor_api::{
    AnyOperation, Decode, Filter, List, ProjectName, ProjectReference, Sort, Term,
    operations::{GetProject, ListProjects, ListQuotas},
    types::{Project, ProjectMetadata, Quota, Role},
};
use serde::{Deserialize, Serialize};

use super::members::ROLES;
use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
    condition::Operator,
    join::{Join, Joined},
    listing::{Listing, Row},
    value::time_term,
};

/// Projects, as `GET /projects` gives them, with their quotas for those who may see all.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Projects {}

/// The words of a project's type in columns and filters.
pub const PROXY: &str = "proxy";
pub const PUBLIC: &str = "public";
pub const PRIVATE: &str = "private";

/// The settings that are kept of a project: what its images must be like.
const POLICIES: [&str; 6] = [
    ProjectMetadata::AUTO_SCAN,
    ProjectMetadata::AUTO_SBOM,
    ProjectMetadata::PREVENT_VULNERABLE,
    ProjectMetadata::SEVERITY,
    ProjectMetadata::COSIGN_REQUIRED,
    ProjectMetadata::NOTATION_REQUIRED,
];

impl Projects {
    /// The settings of a row's `policies`.
    pub fn policies(lines: &[String]) -> ProjectMetadata {
        let pairs = lines.iter().filter_map(|line| line.split_once('='));
        pairs.fold(ProjectMetadata::default(), |all, (key, value)| {
            all.with(key, value)
        })
    }
}

impl Listing for Projects {
    const ID: &'static str = "projects";
    const COLUMNS: &'static [Column] = &[
        Column::new("name", ColumnKind::Text)
            .searched()
            .sorted_by_server("name")
            .server_filter(|condition, _| {
                let value = condition.value.clone();
                match condition.operator {
                    Operator::Is => Some(("name", Term::Exactly(value))),
                    Operator::Contains => Some(("name", Term::Contains(value))),
                    _ => None,
                }
            }),
        Column::new("id", ColumnKind::Count),
        Column::new("type", ColumnKind::Word),
        // None for those who are no member, administrators too.
        Column::new("role", ColumnKind::Word).ordered(ROLES),
        Column::new("owner", ColumnKind::Text),
        Column::new("repositories", ColumnKind::Count),
        Column::new("storage", ColumnKind::Bytes),
        // Of the storage; -1 for none.
        Column::new("limit", ColumnKind::Bytes),
        Column::new("policies", ColumnKind::Texts),
        Column::new("created", ColumnKind::Time).sorted_by_server("creation_time"),
        Column::new("updated", ColumnKind::Time)
            .sorted_by_server("update_time")
            .server_filter(|condition, now| Some(("update_time", time_term(condition, now)?))),
    ];

    type Operation = ListProjects;
    type Item = Project;

    fn operation(&self, filter: Filter, sort: Sort) -> ListProjects {
        ListProjects {
            q: filter,
            sort,
            page: Default::default(),
            name: None,
            public: None,
            owner: None,
            with_detail: Some(true),
        }
    }

    fn item_operation(&self, key: &str) -> Option<AnyOperation> {
        let operation = GetProject {
            project_name_or_id: ProjectReference::Name(ProjectName::new(key).ok()?),
        };
        Some(operation.into())
    }

    fn joins(&self) -> Vec<Join> {
        let operation = ListQuotas {
            page: Default::default(),
            reference: Some("project".to_owned()),
            reference_id: None,
            sort: Default::default(),
        };
        vec![Join {
            operation: operation.into(),
            is_for_administrators: true,
            is_first_page_only: false,
            by: "id",
            fills: &["storage", "limit"],
            read: |body| {
                let quotas = List::<Quota>::decode(body)?;
                let number = |number: Option<i64>| number.map_or(Cell::None, Cell::Number);
                let quotas = quotas.iter_good().map(|quota| Joined {
                    by: Cell::Number(quota.subject.id.0),
                    cells: vec![number(quota.used.storage()), number(quota.hard.storage())],
                });
                Ok(quotas.collect())
            },
        }]
    }

    fn row(project: &Project, row: &mut Row) {
        let kind = if project.is_proxy_cache() {
            PROXY
        } else if project.is_public() {
            PUBLIC
        } else {
            PRIVATE
        };
        let policies = POLICIES.iter().filter_map(|key| {
            let value = project.metadata.get(key)?;
            Some(format!("{key}={value}"))
        });
        row.text("name", project.name.as_str())
            .number("id", project.project_id.0)
            .text("type", kind)
            .text("role", project.role().map_or("", Role::as_str))
            .text("owner", project.owner_name.as_str())
            .number("repositories", project.repo_count)
            .number("storage", None)
            .number("limit", None)
            .texts("policies", policies)
            .time("created", project.creation_time)
            .time("updated", project.update_time);
    }
}
