//! Lists of projects, of repositories and of members: joined quotas, rows that change alone, long
//! texts that are asked for.

use crate::listed::Place;
use chrono::Utc;
use demo_harbor::{Fault, FaultKind, World};
use harbor_api::{
    MemberId, Operation, ProjectName, ProjectReference, RepositoryName,
    operations::{DeleteMember, UpdateMember, UpdateRepository},
    types::{RepositoryChange, Role, RoleChange},
};
use listing::{
    Cell, Line, ListScope, Query,
    lists::{Members, Projects, Repositories},
};
use pilothouse_protocol::{FailureCode, ListId, ReadFrom, ReadRow, WholeRow};

pub(super) fn project(name: &str) -> ProjectName {
    ProjectName::new(name).unwrap()
}

pub(super) fn cell<'a>(scope: &ListScope, cells: &'a [Cell], id: &str) -> &'a Cell {
    let columns = scope.columns();
    &cells[columns.iter().position(|column| column.id == id).unwrap()]
}

impl Place {
    pub(super) async fn all(&self, list: ListId) -> Vec<Line> {
        self.lines(list, Query::everything(Utc::now())).await.lines
    }

    pub(super) async fn change<O: Operation>(&self, operation: O) {
        let arguments = serde_json::to_value(&operation).unwrap();
        let sent = self
            .desk
            .send_with(&self.connection.id, O::INFO.name, arguments);
        sent.await.unwrap();
    }

    pub(super) fn requests_of(&self, operation: &str) -> usize {
        let requests = self.server.requests().into_iter();
        requests
            .filter(|request| request.operation.as_deref() == Some(operation))
            .count()
    }
}

#[tokio::test]
async fn quotas_stand_in_the_rows_of_projects() {
    let place = Place::open_as(World::sample(), "admin").await;
    let scope = ListScope::from(Projects {});
    let list = place.open_list(Projects {}).await.list;
    let state = place.read(list, ReadFrom::Start).await.unwrap();
    assert!(state.whole && state.failure.is_none(), "{state:?}");
    let lines = place.all(list).await;
    let storage = |line: &Line| cell(&scope, &line.cells, "storage").number();
    assert!(lines.len() > 5 && lines.iter().all(|line| storage(line).is_some()));
    assert!(lines.iter().any(|line| storage(line) > Some(0)));
    let before = state.revision;

    // A refresh whose quotas do not come keeps those that are known, and says so.
    place.server.faults().push(Fault {
        operation: Some("listQuotas".to_owned()),
        page: None,
        kind: FaultKind::Status(500),
        times: None,
    });
    let state = place.read(list, ReadFrom::Start).await.unwrap();
    assert_eq!(state.revision, before, "nothing changed");
    assert_eq!(state.failure.unwrap().code, FailureCode::Server);
    assert_eq!(place.all(list).await, lines);

    place.server.faults().clear();
    let state = place.read(list, ReadFrom::Start).await.unwrap();
    assert_eq!(state.failure, None);
}

#[tokio::test]
async fn a_quota_that_may_not_be_seen_is_not_asked_for_and_not_nothing() {
    let place = Place::open_as(World::sample(), "ada").await;
    let scope = ListScope::from(Projects {});
    let list = place.open_list(Projects {}).await.list;
    let state = place.read(list, ReadFrom::Start).await.unwrap();
    assert!(state.whole && state.failure.is_none());
    let lines = place.all(list).await;
    let unknown = |line: &Line| *cell(&scope, &line.cells, "storage") == Cell::None;
    assert!(lines.len() > 5 && lines.iter().all(unknown));
    assert_eq!(place.requests_of("listQuotas"), 0);
}

#[tokio::test]
async fn a_member_s_row_changes_alone() {
    let place = Place::open_as(World::sample(), "ada").await;
    let scope = ListScope::from(Members {
        project: project("skaha"),
    });
    let list = place.open_list(scope.clone()).await.list;
    place.read(list, ReadFrom::Start).await.unwrap();
    let before = place.all(list).await;
    let erin = |lines: &[Line]| {
        let name = Cell::Text("erin".to_owned());
        let is_erin = |line: &&Line| *cell(&scope, &line.cells, "name") == name;
        lines.iter().find(is_erin).cloned()
    };
    let row = erin(&before).unwrap();
    let mid = MemberId(row.key.parse().unwrap());
    let project_name_or_id = ProjectReference::Name(project("skaha"));
    let key = row.key.clone();
    place
        .change(UpdateMember {
            project_name_or_id: project_name_or_id.clone(),
            mid,
            body: RoleChange {
                role_id: Role::Maintainer,
            },
        })
        .await;
    place.server.clear_requests();
    place
        .desk
        .ask(ReadRow {
            list,
            key: key.clone(),
        })
        .await
        .unwrap();
    let after = place.all(list).await;
    let role = erin(&after).map(|line| cell(&scope, &line.cells, "role").clone());
    assert_eq!(role, Some(Cell::Text("maintainer".to_owned())));
    let others = |lines: &[Line]| {
        let others = lines.iter().filter(|line| line.key != key);
        others.cloned().collect::<Vec<_>>()
    };
    assert_eq!(others(&after), others(&before));

    place
        .change(DeleteMember {
            project_name_or_id,
            mid,
        })
        .await;
    place
        .desk
        .ask(ReadRow {
            list,
            key: key.clone(),
        })
        .await
        .unwrap();
    assert_eq!(place.all(list).await, others(&before));
    let state = place.states().pop().unwrap();
    assert_eq!(state.total, Some(others(&before).len() as u64));
    assert_eq!(
        place.requests_of("listProjectMembers"),
        0,
        "nothing else is read"
    );
}

#[tokio::test]
async fn a_long_text_is_no_part_of_a_line() {
    let place = Place::open_as(World::sample(), "ada").await;
    let scope = ListScope::from(Repositories {
        project: project("skaha"),
    });
    let list = place.open_list(scope.clone()).await.list;
    let text = "One line.\n\n- and another";
    place
        .change(UpdateRepository {
            project_name: project("skaha"),
            repository_name: RepositoryName::new("astroml").unwrap(),
            body: RepositoryChange {
                description: text.to_owned(),
            },
        })
        .await;
    place.read(list, ReadFrom::Start).await.unwrap();
    let lines = place.all(list).await;
    let line = lines.iter().find(|line| line.key == "astroml").unwrap();
    assert_eq!(*cell(&scope, &line.cells, "description"), Cell::None);
    let key = line.key.clone();
    let whole = place.desk.ask(WholeRow { list, key }).await.unwrap();
    let cells = whole.cells.unwrap();
    assert_eq!(cell(&scope, &cells, "description").text(), Some(text));
    let key = "gone".to_owned();
    let gone = place.desk.ask(WholeRow { list, key }).await.unwrap();
    assert_eq!(gone.cells, None);
}
