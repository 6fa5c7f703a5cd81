//! Memberships in all projects, and what they come to for each user and group.

use super::projects::{cell, project};
use crate::listed::Place;
use demo_harbor::{Fault, FaultKind, World};
use harbor_api::{
    ProjectReference, UserGroupId,
    operations::CreateMember,
    types::{MemberGroup, NewMember, Role},
};
use listing::{
    Cell, Line, ListScope,
    lists::{Memberships, UserGroups, Users},
};
use pilothouse_protocol::{
    BulkChange, BulkRow, BulkRows, ListId, OpenList, ReadFrom, StartBulk, UndoBulk,
};

/// The lists of users, of groups and of their memberships.
struct Lists {
    place: Place,
    users: ListId,
    groups: ListId,
    memberships: ListId,
}

impl Lists {
    async fn open() -> Self {
        let place = Place::open_as(World::sample(), "admin").await;
        let users = place.open_list(Users {}).await.list;
        let groups = place.open_list(UserGroups {}).await.list;
        let memberships = place.open_list(Memberships {}).await.list;
        for list in [users, groups] {
            place.read(list, ReadFrom::Start).await.unwrap();
        }
        place.server.clear_requests();
        Self {
            place,
            users,
            groups,
            memberships,
        }
    }

    /// A group becomes a member of a project.
    async fn join(&self, group: &str, name: &str, role: Role) {
        let group = self.line(self.groups, group).await;
        let group = UserGroupId(group.key.parse().unwrap());
        self.place
            .change(CreateMember {
                project_name_or_id: ProjectReference::Name(project(name)),
                body: NewMember::group(MemberGroup::known(group), role),
            })
            .await;
    }

    async fn count(&self) {
        let read = self.place.read(self.memberships, ReadFrom::Start).await;
        assert!(read.unwrap().whole);
    }

    async fn line(&self, list: ListId, name: &str) -> Line {
        let scope = self.scope(list);
        let lines = self.place.all(list).await;
        let is_meant = |line: &Line| cell(&scope, &line.cells, "name").text() == Some(name);
        lines.into_iter().find(is_meant).unwrap()
    }

    fn scope(&self, list: ListId) -> ListScope {
        match list == self.users {
            true => Users {}.into(),
            false => UserGroups {}.into(),
        }
    }

    async fn of(&self, list: ListId, name: &str, column: &str) -> Cell {
        let line = self.line(list, name).await;
        cell(&self.scope(list), &line.cells, column).clone()
    }

    /// The projects that the member lists name for somebody.
    async fn memberships_of(&self, kind: &str, key: &str) -> i64 {
        let scope = ListScope::from(Memberships {});
        let lines = self.place.all(self.memberships).await;
        let of = |line: &&Line| {
            let text = |id| cell(&scope, &line.cells, id).text();
            text("kind") == Some(kind) && text("entity") == Some(key)
        };
        i64::try_from(lines.iter().filter(of).count()).unwrap()
    }
}

#[tokio::test]
async fn the_projects_of_somebody_are_found_in_the_member_lists_of_all() {
    let place = Place::open_as(World::sample(), "admin").await;
    let scope = ListScope::from(Memberships {});
    let list = place.open_list(scope.clone()).await.list;
    place.server.clear_requests();
    let state = place.read(list, ReadFrom::Start).await.unwrap();
    let projects = state.projects.unwrap();
    assert!(state.whole && projects.all > 5 && projects.read == projects.all);
    assert_eq!(place.requests_of("listProjectMembers"), projects.all);
    assert_eq!(
        place.requests_of("listProjects"),
        1,
        "their names come with them"
    );
    let lines = place.all(list).await;
    let of = |line: &Line, id| cell(&scope, &line.cells, id).clone();
    let text = |text: &str| Cell::Text(text.to_owned());
    let erin = lines
        .iter()
        .find(|line| of(line, "name") == text("erin") && of(line, "project") == text("skaha"))
        .unwrap();
    assert_eq!(of(erin, "kind"), text("user"));
    assert_eq!(of(erin, "role"), text("limitedGuest"));
    assert!(of(erin, "entity") != Cell::None);
    let named = |line: &Line| of(line, "project") != Cell::None;
    assert!(lines.iter().all(named), "every project has its name");
}

#[tokio::test]
async fn projects_of_users_and_groups_are_counted_once_all_were_read() {
    let lists = Lists::open().await;
    let (users, groups) = (lists.users, lists.groups);
    assert_eq!(lists.of(users, "erin", "projects").await, Cell::None);
    lists.join("canucs-dev", "skaha", Role::Maintainer).await;
    lists.join("canucs-dev", "library", Role::Guest).await;
    lists.count().await;
    for (list, kind) in [(users, "user"), (groups, "group")] {
        for line in lists.place.all(list).await {
            let known = cell(&lists.scope(list), &line.cells, "projects").clone();
            let wanted = lists.memberships_of(kind, &line.key).await;
            assert_eq!(known, Cell::Number(wanted), "{line:?}");
        }
    }
    let highest = lists.of(groups, "canucs-dev", "highest_role").await;
    assert_eq!(highest, Cell::Text("maintainer".to_owned()));
    let none = lists.of(groups, "cadc-staff", "highest_role").await;
    assert_eq!(none, Cell::None);

    // Whoever reads the users again keeps the numbers, and reads no project.
    lists.place.server.clear_requests();
    let before = lists.of(users, "erin", "projects").await;
    lists.place.read(users, ReadFrom::Start).await.unwrap();
    assert_eq!(lists.of(users, "erin", "projects").await, before);
    assert_eq!(lists.place.requests_of("listProjectMembers"), 0);
}

#[tokio::test]
async fn nobody_is_said_to_be_in_no_project_while_one_refuses() {
    let lists = Lists::open().await;
    lists.place.server.faults().push(Fault {
        operation: Some("listProjectMembers".to_owned()),
        page: None,
        kind: FaultKind::Status(403),
        times: Some(1),
    });
    lists.count().await;
    for line in lists.place.all(lists.users).await {
        let known = cell(&lists.scope(lists.users), &line.cells, "projects").clone();
        assert!(known != Cell::Number(0), "{line:?}");
    }
}

#[tokio::test]
async fn who_is_added_to_a_project_is_counted_there_by_one_request() {
    let lists = Lists::open().await;
    lists.count().await;
    let zed = lists.line(lists.users, "zed").await;
    let before = lists.memberships_of("user", &zed.key).await;
    lists.place.server.clear_requests();
    let rows = BulkRows::Named {
        connection: lists.place.connection.id.clone(),
        scope: Users {}.into(),
        rows: vec![BulkRow {
            key: zed.key,
            name: "zed".to_owned(),
        }],
    };
    let change = BulkChange::AddToProject {
        project: project("library"),
        role: Role::Guest,
    };
    let run = lists.place.desk.ask(StartBulk { rows, change }).await;
    let after = Cell::Number(before + 1);
    assert_eq!(lists.of(lists.users, "zed", "projects").await, after);
    // One looks whether there is such a member, the other reads what the project has now.
    assert_eq!(lists.place.requests_of("listProjectMembers"), 2);

    let undo = UndoBulk {
        run: run.unwrap().run,
    };
    lists.place.desk.ask(undo).await.unwrap();
    let again = Cell::Number(before);
    assert_eq!(lists.of(lists.users, "zed", "projects").await, again);
}

#[tokio::test]
async fn memberships_are_not_new_any_more_after_a_change_elsewhere() {
    let lists = Lists::open().await;
    lists.count().await;
    let connection = lists.place.connection.id.clone();
    let state = || {
        lists.place.desk.ask(OpenList {
            connection: connection.clone(),
            scope: Memberships {}.into(),
        })
    };
    assert!(state().await.unwrap().at.is_some());
    lists.join("skaha-operators", "library", Role::Guest).await;
    let state = state().await.unwrap();
    assert!(state.whole && state.at.is_none());
}
