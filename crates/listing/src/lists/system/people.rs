//! The users and groups of the whole server.

use harbor_api::{
    AnyOperation, Filter, Sort, Term, UserId,
    operations::{GetUser, ListUserGroups, ListUsers},
    types::{GroupKind, User, UserGroup},
};
use serde::{Deserialize, Serialize};

use crate::{
    column::{Column, ColumnKind},
    condition::Operator,
    listing::{Listing, Row},
    lists::members::ROLES,
};

/// Users, as `GET /users` gives them: never the first administrator.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Users {}

/// Groups, as `GET /usergroups` gives them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct UserGroups {}

impl Listing for Users {
    const ID: &'static str = "users";
    const COLUMNS: &'static [Column] = &[
        Column::new("id", ColumnKind::Text),
        Column::new("name", ColumnKind::Text)
            .searched()
            .sorted_by_server("username")
            .server_filter(|condition, _| {
                let value = condition.value.clone();
                match condition.operator {
                    Operator::Is => Some(("username", Term::Exactly(value))),
                    Operator::Contains => Some(("username", Term::Contains(value))),
                    _ => None,
                }
            }),
        Column::new("full_name", ColumnKind::Text).searched(),
        Column::new("email", ColumnKind::Text).searched(),
        Column::new("comment", ColumnKind::Text),
        // By the server's own record: a group may give the right as well.
        Column::new("administrator", ColumnKind::Word),
        // `provider` where an identity provider is known of the user.
        Column::new("signs_in", ColumnKind::Word),
        Column::new("created", ColumnKind::Time).sorted_by_server("creation_time"),
        // Counted in the members of all projects; none while they are not read.
        Column::new("projects", ColumnKind::Count).computed(),
    ];

    const NAME: Option<&'static str> = Some("name");

    type Operation = ListUsers;
    type Item = User;

    fn operation(&self, filter: Filter, sort: Sort) -> ListUsers {
        ListUsers {
            q: filter,
            sort,
            page: Default::default(),
        }
    }

    fn item_operation(&self, key: &str) -> Option<AnyOperation> {
        let user_id = key.parse().ok().map(UserId)?;
        Some(GetUser { user_id }.into())
    }

    fn row(user: &User, row: &mut Row) {
        let signs_in = match user.oidc_user_meta {
            Some(_) => "provider",
            None => "password",
        };
        row.text("id", user.user_id.to_string())
            .text("name", user.username.as_str())
            .text("full_name", user.realname.as_str())
            .text("email", user.email.as_str())
            .text("comment", user.comment.as_str())
            .yes_or_no("administrator", user.sysadmin_flag)
            .text("signs_in", signs_in)
            .time("created", user.creation_time);
    }
}

impl Listing for UserGroups {
    const ID: &'static str = "user_groups";
    const COLUMNS: &'static [Column] = &[
        Column::new("id", ColumnKind::Text),
        Column::new("name", ColumnKind::Text).searched(),
        Column::new("kind", ColumnKind::Word),
        Column::new("dn", ColumnKind::Text).searched(),
        // The same of groups, and the most that one may in any of them.
        Column::new("projects", ColumnKind::Count).computed(),
        Column::new("highest_role", ColumnKind::Word)
            .ordered(ROLES)
            .computed(),
    ];

    const NAME: Option<&'static str> = Some("name");

    type Operation = ListUserGroups;
    type Item = UserGroup;

    /// The server neither filters nor sorts them by `q`.
    fn operation(&self, _: Filter, _: Sort) -> ListUserGroups {
        ListUserGroups {
            page: Default::default(),
            ldap_group_dn: None,
            group_name: None,
        }
    }

    fn row(group: &UserGroup, row: &mut Row) {
        let kind = match group.group_type {
            GroupKind::Ldap => "ldap".to_owned(),
            GroupKind::Http => "http".to_owned(),
            GroupKind::Oidc => "oidc".to_owned(),
            GroupKind::Other(number) => number.to_string(),
        };
        row.text("id", group.id.to_string())
            .text("name", group.group_name.as_str())
            .text("kind", kind)
            .text("dn", group.ldap_group_dn.as_str());
    }
}
