//! Rows that are deleted in one run: in each list by its own operation, gone from the list, and in an
//! order in which the server takes them.

use crate::listed::Place;
use chrono::Utc;
use harbor_api::{ProjectId, ProjectName, RepositoryName};
use listing::{
    Cell, ListScope, Query,
    lists::{Artifacts, ImmutableRules, Members, ProjectLabels, Repositories},
};
use pilothouse_protocol::{
    BulkChange, BulkPhase, BulkRow, BulkRows, BulkRun, Check, CheckRows, Failure, FailureCode,
    ListId, ReadFrom, StartBulk,
};
use serde_json::json;

const SKAHA: i64 = 1;

fn project(name: &str) -> ProjectName {
    ProjectName::new(name).unwrap()
}

fn artifacts(of: &str, repository: &str) -> Artifacts {
    Artifacts {
        project: project(of),
        repository: RepositoryName::new(repository).unwrap(),
    }
}

fn everything() -> Query {
    Query::everything(Utc::now())
}

impl Place {
    /// A list that was read, and its keys.
    async fn opened(&self, scope: impl Into<ListScope>) -> (ListId, Vec<String>) {
        let list = self.open_list(scope).await.list;
        self.read(list, ReadFrom::Start).await.unwrap();
        (list, self.keys(list).await)
    }

    async fn keys(&self, list: ListId) -> Vec<String> {
        let lines = self.lines(list, everything()).await.lines;
        lines.into_iter().map(|line| line.key).collect()
    }

    async fn check(&self, list: ListId, keys: &[String]) {
        let check = CheckRows {
            list,
            query: everything(),
            check: Check::Only {
                keys: keys.to_vec(),
            },
        };
        assert_eq!(self.desk.ask(check).await.unwrap().rows, keys.len());
    }

    async fn delete_checked(&self, list: ListId) -> Result<BulkRun, Failure> {
        let rows = BulkRows::Checked {
            list,
            query: everything(),
        };
        let change = BulkChange::Delete;
        self.desk.ask(StartBulk { rows, change }).await
    }

    async fn delete_named(
        &self,
        scope: impl Into<ListScope>,
        rows: Vec<BulkRow>,
    ) -> Result<BulkRun, Failure> {
        let rows = BulkRows::Named {
            connection: self.connection.id.clone(),
            scope: scope.into(),
            rows,
        };
        let change = BulkChange::Delete;
        self.desk.ask(StartBulk { rows, change }).await
    }

    /// The paths that an operation went well for, in their order.
    fn done(&self, operation: &str) -> Vec<String> {
        let requests = self.server.requests().into_iter();
        requests
            .filter(|request| {
                request.operation.as_deref() == Some(operation) && request.status < 300
            })
            .map(|request| request.path)
            .collect()
    }
}

/// Deletes the first two rows of a list, and looks whether only they are gone, here and there.
async fn first_two_go(place: &Place, scope: impl Into<ListScope>, operation: &str) {
    let (list, keys) = place.opened(scope).await;
    assert!(keys.len() > 2, "{operation}: {keys:?}");
    place.check(list, &keys[..2]).await;
    let run = place.delete_checked(list).await.unwrap();
    assert_eq!(run.phase, BulkPhase::Ended, "{:?}", run.failure);
    assert_eq!((run.counts.changed, run.undoable), (2, 0));
    assert_eq!(place.done(operation).len(), 2);
    assert_eq!(place.keys(list).await, keys[2..]);
    place.read(list, ReadFrom::Start).await.unwrap();
    assert_eq!(place.keys(list).await, keys[2..], "{operation}");
}

#[tokio::test]
async fn each_list_has_its_own_way_to_delete() {
    let place = Place::sample().await;
    let canucs = project("canucs");
    let repositories = Repositories {
        project: canucs.clone(),
    };
    first_two_go(&place, repositories, "deleteRepository").await;
    let skaha = project("skaha");
    let members = Members {
        project: skaha.clone(),
    };
    first_two_go(&place, members, "deleteProjectMember").await;
    let rules = ImmutableRules { project: skaha };
    let (list, keys) = place.opened(rules).await;
    place.check(list, &keys[..1]).await;
    let run = place.delete_checked(list).await.unwrap();
    assert_eq!(run.counts.changed, 1);
    assert_eq!(place.keys(list).await, keys[1..]);
    assert_eq!(place.done("DeleteImmuRule").len(), 1);
}

#[tokio::test]
async fn rows_that_are_named_need_no_open_list() {
    let place = Place::sample().await;
    // That of `skaha`, the sample world's first.
    let scope = ProjectLabels {
        project: ProjectId(SKAHA),
    };
    let (_, keys) = place.opened(scope.clone()).await;
    let row = |key: &str, name: &str| BulkRow {
        key: key.to_owned(),
        name: name.to_owned(),
    };
    // One that is gone is gone.
    let rows = vec![row(&keys[0], "first"), row("987654", "gone")];
    let run = place.delete_named(scope.clone(), rows).await.unwrap();
    assert_eq!((run.phase, run.failure), (BulkPhase::Ended, None));
    assert_eq!((run.counts.changed, run.counts.unchanged), (1, 1));
    let (_, left) = place.opened(scope.clone()).await;
    assert_eq!(left, keys[1..]);
    let refused = place
        .delete_named(scope, vec![row("no number", "")])
        .await
        .unwrap_err();
    assert_eq!(refused.code, FailureCode::Invalid);
}

#[tokio::test]
async fn an_index_goes_before_its_parts_and_what_is_immutable_is_left_alone() {
    let place = Place::sample().await;
    let list = place.list("toolbox", "windows-agent").await.list;
    place.read(list, ReadFrom::Start).await.unwrap();
    let index = place.keys(list).await.remove(0);
    let line = place.lines(list, everything()).await.lines.remove(0);
    let scope = ListScope::from(artifacts("toolbox", "windows-agent"));
    let column = |id: &str| {
        let mut columns = scope.columns().iter();
        columns.position(|column| column.id == id).unwrap()
    };
    let parts: Vec<String> = line.cells[column("parts")]
        .texts()
        .iter()
        .map(|part| part.split(' ').next().unwrap().to_owned())
        .collect();
    assert_eq!(parts.len(), 2);
    // Parts with tags stand in the list too, before the index that has them.
    for (number, part) in parts.iter().enumerate() {
        let arguments = json!({
            "project_name": "toolbox", "repository_name": "windows-agent",
            "reference": { "digest": part }, "body": { "name": format!("part-{number}") },
        });
        let sent = place
            .desk
            .send_with(&place.connection.id, "tag.create", arguments);
        sent.await.unwrap();
    }
    place.read(list, ReadFrom::Start).await.unwrap();
    let mut all = parts.clone();
    all.push(index.clone());
    place.check(list, &all).await;
    let run = place.delete_checked(list).await.unwrap();
    assert_eq!((run.counts.changed, run.failure), (3, None));
    let paths = place.done("deleteArtifact");
    assert!(paths[0].ends_with(&index), "{paths:?}");
    assert!(place.keys(list).await.is_empty());

    // A rule freezes the tags of the first twelve versions.
    let list = place.list("skaha", "base/debian").await.list;
    place.read(list, ReadFrom::Start).await.unwrap();
    let keys = place.keys(list).await;
    place.check(list, &keys).await;
    let run = place.delete_checked(list).await.unwrap();
    assert_eq!((run.phase, run.failure), (BulkPhase::Ended, None));
    let left = place.lines(list, everything()).await.lines;
    assert_eq!(run.counts.changed + left.len(), keys.len());
    let frozen = column("immutable");
    assert!(!left.is_empty());
    assert!(left.iter().all(|line| line.cells[frozen] != Cell::None));
}
