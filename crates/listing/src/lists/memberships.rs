//! Who is a member of which project: the member lists of all projects as one, and what follows from
//! them for each user and group.

use std::collections::HashMap;

use harbor_api::{
    Filter, ProjectName, ProjectReference, Sort,
    operations::ListMembers,
    types::{Member, Project},
};
use serde::{Deserialize, Serialize};

use super::{
    ListScope,
    members::{GROUP, Members, ROLES, USER},
};
use crate::{
    cell::Cell,
    column::{Column, ColumnKind},
    listing::{Caller, Listing, Row},
    source::Source,
    store::{RowId, Store},
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

    fn complete(project: &Project, row: &mut [Cell]) {
        name_project(&project.name, row);
    }

    fn row(member: &Member, row: &mut Row) {
        Members::row(member, row);
        row.text("entity", member.entity_id.to_string())
            .text("project_id", member.project_id.to_string());
    }
}

impl Memberships {
    /// Puts the members of a project into the place of those that were known.
    pub fn put(memberships: &mut Store, project: &ProjectName, members: Vec<Vec<Cell>>) {
        let name = Cell::Text(project.to_string());
        let is_left = |row: &RowId| {
            let at = place("project").map(|place| memberships.cell(*row, place));
            let key = memberships.cell(*row, 0);
            at.as_ref() == Some(&name) && !members.iter().any(|member| member.first() == Some(&key))
        };
        let left = rows(memberships).into_iter().filter(is_left);
        let left: Vec<Cell> = left.map(|row| memberships.cell(row, 0)).collect();
        for key in left.iter().filter_map(Cell::text) {
            memberships.remove(key);
        }
        for mut member in members {
            name_project(project.as_str(), &mut member);
            memberships.patch(&member);
        }
    }
}

/// A member tells the number of its project alone.
fn name_project(name: &str, row: &mut [Cell]) {
    if let Some(cell) = place("project").and_then(|place| row.get_mut(place)) {
        *cell = Cell::Text(name.to_owned());
    }
}

fn place(id: &str) -> Option<usize> {
    let mut columns = Memberships::COLUMNS.iter();
    columns.position(|column| column.id == id)
}

/// What somebody's memberships come to.
#[derive(Debug, Default, Clone, Copy)]
struct Counted {
    projects: i64,
    /// The place of the highest role among [`ROLES`].
    role: Option<usize>,
}

/// In how many projects users and groups are members, and what groups may there at most.
#[derive(Debug, Default)]
pub struct MembershipCounts {
    users: HashMap<String, Counted>,
    groups: HashMap<String, Counted>,
    is_complete: bool,
}

impl MembershipCounts {
    /// Of the rows of [`Memberships`]. Where not all projects were read nobody is said to be in none.
    pub fn of(memberships: &Store, is_complete: bool) -> Self {
        let mut counts = Self {
            is_complete,
            ..Self::default()
        };
        for row in rows(memberships) {
            let cell = |id| place(id).map_or(Cell::None, |place| memberships.cell(row, place));
            let (kind, entity, role) = (cell("kind"), cell("entity"), cell("role"));
            let known = match kind.text() {
                Some(USER) => &mut counts.users,
                Some(GROUP) => &mut counts.groups,
                _ => continue,
            };
            let Cell::Text(entity) = entity else { continue };
            let counted = known.entry(entity).or_default();
            counted.projects += 1;
            let role = ROLES.iter().position(|known| role.text() == Some(known));
            counted.role = counted.role.max(role);
        }
        counts
    }

    /// Whether a list has something to count.
    pub fn are_of(scope: &ListScope) -> bool {
        matches!(scope, ListScope::Users(_) | ListScope::UserGroups(_))
    }

    /// Puts them into the rows of such a list.
    pub fn put_into(&self, scope: &ListScope, list: &mut Store) {
        let known = match scope {
            ListScope::Users(_) => &self.users,
            ListScope::UserGroups(_) => &self.groups,
            _ => return,
        };
        let (projects, role) = (list.column("projects"), list.column("highest_role"));
        for row in rows(list) {
            let key = list.cell(row, 0);
            let counted = known.get(key.text().unwrap_or_default());
            let none = self.is_complete.then(Counted::default);
            let counted = counted.copied().or(none);
            if let Some(column) = projects {
                let number = counted.map(|counted| Cell::Number(counted.projects));
                list.set(row, column, &number.unwrap_or_default());
            }
            if let Some(column) = role {
                let word = counted.and_then(|counted| ROLES.get(counted.role?));
                let word = word.map(|word| Cell::Text((*word).to_owned()));
                list.set(row, column, &word.unwrap_or_default());
            }
        }
    }
}

/// The rows that are there.
fn rows(store: &Store) -> Vec<RowId> {
    let rows = store.live_rows().ones();
    rows.filter_map(|row| RowId::try_from(row).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::{UserGroups, Users};

    fn store(scope: &ListScope, rows: &[&[(&str, &str)]]) -> Store {
        let mut store = Store::new(scope.columns(), 100, usize::MAX);
        for row in rows {
            let cells = scope.columns().iter().map(|column| {
                let value = row.iter().find(|(id, _)| *id == column.id);
                value.map_or(Cell::None, |(_, text)| Cell::Text((*text).to_owned()))
            });
            store.upsert(&cells.collect::<Vec<_>>());
        }
        store
    }

    fn memberships() -> Store {
        let scope = ListScope::from(Memberships {});
        let member = |id, kind, role, project| {
            [
                ("id", id),
                ("kind", kind),
                ("entity", "7"),
                ("role", role),
                ("project", project),
            ]
        };
        store(
            &scope,
            &[
                &member("1", USER, "guest", "skaha"),
                &member("2", USER, "projectAdmin", "library"),
                &member("3", GROUP, "developer", "skaha"),
                &member("4", GROUP, "guest", "library"),
                &member("5", GROUP, "limitedGuest", "arm"),
            ],
        )
    }

    #[test]
    fn a_project_that_is_read_again_changes_its_own_members_alone() {
        let mut all = memberships();
        let member = |id: &str| {
            let mut row = vec![Cell::None; Memberships::COLUMNS.len()];
            row[0] = Cell::Text(id.to_owned());
            row
        };
        let skaha = ProjectName::new("skaha").expect("a name");
        Memberships::put(&mut all, &skaha, vec![member("3"), member("9")]);
        let keys: Vec<Cell> = rows(&all).iter().map(|row| all.cell(*row, 0)).collect();
        let wanted = ["2", "3", "4", "5", "9"].map(|key| Cell::Text(key.to_owned()));
        assert_eq!(keys, wanted);
        let project = all.column("project").expect("a column");
        let new = all.find("9").expect("the new member");
        assert_eq!(all.cell(new, project), Cell::Text("skaha".to_owned()));
    }

    #[test]
    fn a_user_and_a_group_of_one_number_are_counted_apart() {
        let counts = MembershipCounts::of(&memberships(), true);
        let users = ListScope::from(Users {});
        let mut list = store(&users, &[&[("id", "7")], &[("id", "8")]]);
        counts.put_into(&users, &mut list);
        let projects = list.column("projects").expect("a column");
        assert_eq!(list.cell(0, projects), Cell::Number(2));
        assert_eq!(list.cell(1, projects), Cell::Number(0));

        let groups = ListScope::from(UserGroups {});
        let mut list = store(&groups, &[&[("id", "7")], &[("id", "8")]]);
        counts.put_into(&groups, &mut list);
        let cell = |row, id| list.cell(row, list.column(id).expect("a column"));
        assert_eq!(cell(0, "projects"), Cell::Number(3));
        let highest = Cell::Text("developer".to_owned());
        assert_eq!(cell(0, "highest_role"), highest);
        assert_eq!(cell(1, "projects"), Cell::Number(0));
        assert_eq!(cell(1, "highest_role"), Cell::None);
    }

    #[test]
    fn nobody_is_in_no_project_while_one_of_them_was_not_read() {
        let counts = MembershipCounts::of(&memberships(), false);
        let users = ListScope::from(Users {});
        let mut list = store(&users, &[&[("id", "7")], &[("id", "8")]]);
        counts.put_into(&users, &mut list);
        let projects = list.column("projects").expect("a column");
        assert_eq!(list.cell(0, projects), Cell::Number(2));
        assert_eq!(list.cell(1, projects), Cell::None);
    }
}
