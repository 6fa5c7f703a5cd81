//! The members of a project.

use harbor_api::{
    AnyOperation, Filter, MemberId, ProjectName, ProjectReference, Sort,
    operations::{GetMember, ListMembers},
    types::{EntityType, Member, Role},
};
use serde::{Deserialize, Serialize};

use crate::{
    column::{Column, ColumnKind},
    listing::{Listing, Row},
};

/// Members, as `GET /projects/{project}/members` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Members {
    pub project: ProjectName,
}

/// The words of a member's kind in columns and filters.
pub const USER: &str = "user";
pub const GROUP: &str = "group";

/// Roles by their power, in Harbor's words.
pub const ROLES: &[&str] = &[
    Role::LimitedGuest.as_str(),
    Role::Guest.as_str(),
    Role::Developer.as_str(),
    Role::Maintainer.as_str(),
    Role::ProjectAdministrator.as_str(),
];

impl Listing for Members {
    const ID: &'static str = "members";
    // The server finds exact names only, and sorts by name.
    const COLUMNS: &'static [Column] = &[
        // Of the membership: a user and a group may have one name.
        Column::new("id", ColumnKind::Text),
        Column::new("name", ColumnKind::Text).searched(),
        Column::new("kind", ColumnKind::Word),
        Column::new("role", ColumnKind::Word).ordered(ROLES),
    ];
    const NAME: Option<&'static str> = Some("name");

    type Operation = ListMembers;
    type Item = Member;

    fn operation(&self, _: Filter, _: Sort) -> ListMembers {
        ListMembers {
            project_name_or_id: ProjectReference::Name(self.project.clone()),
            page: Default::default(),
            entityname: None,
        }
    }

    fn item_operation(&self, key: &str) -> Option<AnyOperation> {
        let operation = GetMember {
            project_name_or_id: ProjectReference::Name(self.project.clone()),
            mid: MemberId(key.parse().ok()?),
        };
        Some(operation.into())
    }

    fn row(member: &Member, row: &mut Row) {
        let is_group = member.entity_type == EntityType::Group;
        // A number that is not known here has a word of the server's all the same.
        let role = member.role().map(Role::as_str);
        row.text("id", member.id.to_string())
            .text("name", member.entity_name.as_str())
            .text("kind", if is_group { GROUP } else { USER })
            .text("role", role.unwrap_or(&member.role_name));
    }
}
