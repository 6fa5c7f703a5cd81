//! Who is a member of which project: the member lists of all projects as one.

use harbor_api::{
    AnyOperation, Decode, Filter, List, ProjectReference, Sort,
    operations::{ListMembers, ListProjects},
    types::{Member, Project},
};
use serde::{Deserialize, Serialize};

use super::members::{Members, ROLES};
use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
    join::{Join, Joined},
    listing::{Caller, Listing, Row},
    source::Source,
};

/// Memberships, as `GET /projects/{project}/members` gives them for one project each: nothing gives
/// those of a user.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Memberships {}

impl Listing for Memberships {
    const ID: &'static str = "memberships";
    const COLUMNS: &'static [Column] = &[
        Column::new("id", ColumnKind::Text),
        Column::new("name", ColumnKind::Text).searched(),
        Column::new("kind", ColumnKind::Word),
        Column::new("role", ColumnKind::Word).ordered(ROLES),
        // The number of the user or group.
        Column::new("entity", ColumnKind::Text),
        Column::new("project_id", ColumnKind::Text),
        // A member tells the number of its project alone.
        Column::new("project", ColumnKind::Text).searched(),
    ];
    const NAME: Option<&'static str> = Some("name");

    type Operation = Source;
    type Item = Member;

    fn operation(&self, _: Filter, _: Sort) -> Source {
        Source::Projects
    }

    fn is_in_projects(&self) -> bool {
        true
    }

    fn operation_in(&self, project: &Project, caller: Caller) -> Option<Source> {
        let may = match caller {
            Caller::Administrator | Caller::Program => true,
            Caller::Member => project.role().is_some(),
        };
        let operation = ListMembers {
            project_name_or_id: ProjectReference::Id(project.project_id),
            page: Default::default(),
            entityname: None,
        };
        may.then(|| Source::Operation(operation.into()))
    }

    fn joins(&self) -> Vec<Join> {
        let operation = ListProjects::without_details();
        vec![Join {
            operation: AnyOperation::from(operation),
            is_for_administrators: false,
            is_first_page_only: false,
            by: "project_id",
            fills: &["project"],
            read: |body| {
                let projects = List::<Project>::decode(body)?;
                let named = projects.iter_good().map(|project| Joined {
                    by: Cell::Text(project.project_id.to_string()),
                    cells: vec![Cell::Text(project.name.to_string())],
                });
                Ok(named.collect())
            },
        }]
    }

    fn row(member: &Member, row: &mut Row) {
        Members::row(member, row);
        row.text("entity", member.entity_id.to_string())
            .text("project_id", member.project_id.to_string());
    }
}
