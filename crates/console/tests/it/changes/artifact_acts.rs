//! What is done with artifacts and tags: copies, moved tags, and what is said beforehand.

use crate::listed::Place;
use chrono::Utc;
use demo_harbor::{Fault, FaultKind};
use harbor_api::{ArtifactReference, ProjectName, RepositoryName, TagName};
use listing::{
    Line, ListScope, Query,
    lists::{Artifacts, ProjectArtifacts, RepositoryTags},
};
use pilothouse_protocol::{
    BulkChange, BulkPhase, BulkRow, BulkRows, BulkRun, Check, CheckRows, CopyPreview,
    DeletePreview, Failure, FailureCode, MoveTag, PreviewCopy, PreviewDelete, ReadFrom, StartBulk,
    TagMoved, UndoBulk,
};
use serde_json::{Value, json};

fn project(name: &str) -> ProjectName {
    ProjectName::new(name).unwrap()
}

fn repository(name: &str) -> RepositoryName {
    RepositoryName::new(name).unwrap()
}

fn artifacts(of: &str, name: &str) -> ListScope {
    ListScope::from(Artifacts {
        project: project(of),
        repository: repository(name),
    })
}

fn tags(of: &str, name: &str) -> ListScope {
    ListScope::from(RepositoryTags {
        project: project(of),
        repository: repository(name),
    })
}

/// A value of a line, as a text.
fn text(scope: &ListScope, line: &Line, id: &str) -> String {
    let mut columns = scope.columns().iter();
    let at = columns.position(|column| column.id == id).unwrap();
    line.cells[at].text().unwrap_or_default().to_owned()
}

impl Place {
    async fn rows(&self, scope: &ListScope) -> Vec<Line> {
        let list = self.open_list(scope.clone()).await.list;
        self.read(list, ReadFrom::Start).await.unwrap();
        self.lines(list, Query::everything(Utc::now())).await.lines
    }

    fn named(&self, scope: &ListScope, keys: &[&str]) -> BulkRows {
        let row = |key: &&str| BulkRow {
            key: (*key).to_owned(),
            name: (*key).to_owned(),
        };
        BulkRows::Named {
            connection: self.connection.id.clone(),
            scope: scope.clone(),
            rows: keys.iter().map(row).collect(),
        }
    }

    async fn run(&self, rows: BulkRows, change: BulkChange) -> BulkRun {
        self.desk.ask(StartBulk { rows, change }).await.unwrap()
    }

    async fn would_delete(&self, rows: BulkRows) -> DeletePreview {
        self.desk.ask(PreviewDelete { rows }).await.unwrap()
    }

    async fn would_copy(&self, rows: BulkRows, to: (&str, &str)) -> CopyPreview {
        let preview = PreviewCopy {
            rows,
            project: project(to.0),
            repository: repository(to.1),
        };
        self.desk.ask(preview).await.unwrap()
    }

    async fn moves(&self, tag: &str, to: &str) -> Result<TagMoved, Failure> {
        let command = MoveTag {
            connection: self.connection.id.clone(),
            project: project("skaha"),
            repository: repository("casa"),
            tag: TagName::new(tag).unwrap(),
            to: ArtifactReference::parse(to).unwrap(),
        };
        self.desk.ask(command).await
    }

    async fn asks(&self, operation: &str, arguments: Value) {
        let sent = self
            .desk
            .send_with(&self.connection.id, operation, arguments);
        sent.await.unwrap();
    }

    fn fails(&self, operation: &str, times: u32) {
        self.server.faults().push(Fault {
            operation: Some(operation.to_owned()),
            page: None,
            kind: FaultKind::Status(500),
            times: Some(times),
        });
    }

    /// The digest that a tag of `skaha/casa` stands for, if there is one.
    async fn digest_of(&self, tag: &str) -> Option<String> {
        let scope = tags("skaha", "casa");
        let list = self.open_list(scope.clone()).await.list;
        self.read(list, ReadFrom::Start).await.unwrap();
        let query = Query {
            find: tag.to_owned(),
            ..Query::everything(Utc::now())
        };
        let lines = self.lines(list, query).await.lines;
        let found = lines.iter().find(|line| text(&scope, line, "tag") == tag);
        found.map(|line| text(&scope, line, "digest"))
    }
}

#[tokio::test]
async fn a_copy_says_which_tags_move_and_moves_them() {
    let place = Place::sample().await;
    let scope = artifacts("canucs", "grizli");
    let rows = place.rows(&scope).await;
    let (newest, older) = (rows[0].key.clone(), rows[1].key.clone());
    let to = ("sandbox", "copies/grizli");
    let first = place.named(&scope, &[&newest]);
    let preview = place.would_copy(first.clone(), to).await;
    assert_eq!((preview.artifacts, preview.present), (1, 0));
    assert_eq!((preview.new_tags, preview.moved.len()), (2, 0));
    let copy = |name: &str| BulkChange::Copy {
        project: project("sandbox"),
        repository: repository(name),
    };
    let run = place.run(first.clone(), copy("copies/grizli")).await;
    assert_eq!((run.phase, run.counts.changed), (BulkPhase::Ended, 1));
    assert_eq!(run.undoable, 0);

    // Again: it is there, with its tags.
    let preview = place.would_copy(first, to).await;
    assert_eq!((preview.present, preview.new_tags), (1, 0));
    assert!(preview.moved.is_empty() && preview.bytes == 0);

    // Another artifact that has the tag meanwhile takes it there.
    let at = json!({
        "project_name": "canucs", "repository_name": "grizli",
        "reference": { "digest": newest }, "tag_name": "latest",
    });
    place.asks("tag.delete", at).await;
    let at = json!({
        "project_name": "canucs", "repository_name": "grizli",
        "reference": { "digest": older }, "body": { "name": "latest" },
    });
    place.asks("tag.create", at).await;
    let second = place.named(&scope, &[&older]);
    let preview = place.would_copy(second.clone(), to).await;
    let moved = &preview.moved[0];
    assert_eq!((moved.tag.as_str(), preview.moved.len()), ("latest", 1));
    assert_eq!((&moved.from, &moved.to), (&newest, &older));
    place.run(second, copy("copies/grizli")).await;
    let copies = tags("sandbox", "copies/grizli");
    let rows = place.rows(&copies).await;
    let latest = rows
        .iter()
        .find(|line| text(&copies, line, "tag") == "latest");
    assert_eq!(text(&copies, latest.unwrap(), "digest"), older);
}

#[tokio::test]
async fn a_deletion_says_what_goes_and_what_stays() {
    let place = Place::sample().await;
    let scope = artifacts("toolbox", "windows-agent");
    let index = place.rows(&scope).await.remove(0).key;
    let preview = place.would_delete(place.named(&scope, &[&index])).await;
    assert_eq!((preview.artifacts, preview.tags), (1, 2));
    assert_eq!(preview.tag_names, ["1.8", "1.8-nanoserver"]);
    assert_eq!((preview.indexes, preview.parts), (1, 2));
    assert!(preview.bytes > 0);

    // A rule holds the tags of this one.
    let scope = artifacts("skaha", "base/debian");
    let rows = place.rows(&scope).await;
    let frozen = rows.iter().rev().find(|line| {
        let at = scope
            .columns()
            .iter()
            .position(|column| column.id == "immutable");
        !line.cells[at.unwrap()].texts().is_empty()
    });
    let key = frozen.unwrap().key.clone();
    let preview = place.would_delete(place.named(&scope, &[&key])).await;
    assert_eq!((preview.artifacts, preview.frozen), (0, 1));
    let held = &preview.frozen_tags[0];
    assert_eq!(held.repository, "base/debian");
    assert!(held.tag.starts_with("1."), "{}", held.tag);

    // Of tags there is nothing to say.
    let refused = place.desk.ask(PreviewDelete {
        rows: place.named(&tags("skaha", "casa"), &[]),
    });
    assert_eq!(refused.await.unwrap_err().code, FailureCode::Invalid);
}

#[tokio::test]
async fn a_deletion_counts_what_is_attached_to_what_is_attached() {
    let place = Place::sample().await;
    let scope = artifacts("library", "fieldkit");
    let list = place.open_list(scope.clone()).await.list;
    place.read(list, ReadFrom::Start).await.unwrap();
    let query = Query::everything(Utc::now());
    let lines = place.lines(list, query.clone()).await.lines;
    let columns = scope.columns();
    let at = columns.iter().position(|column| column.id == "attached");
    let line = lines
        .iter()
        .find(|line| line.cells[at.unwrap()].number() == Some(4))
        .unwrap();
    // Its SBOM is signed, and what signs it is signed in turn.
    let preview = place.would_delete(place.named(&scope, &[&line.key])).await;
    assert_eq!((preview.attached, preview.attached_is_least), (6, false));

    // What can't be asked may have more.
    let check = CheckRows {
        list,
        query: query.clone(),
        check: Check::Row {
            key: line.key.clone(),
            on: true,
        },
    };
    place.desk.ask(check).await.unwrap();
    place.server.faults().push(Fault {
        operation: Some("getArtifact".to_owned()),
        page: None,
        kind: FaultKind::Status(403),
        times: None,
    });
    let checked = BulkRows::Checked { list, query };
    let preview = place.would_delete(checked).await;
    assert_eq!((preview.attached, preview.attached_is_least), (4, true));
}

#[tokio::test]
async fn a_tag_moves_whole_or_stays() {
    let place = Place::sample().await;
    let before = place.digest_of("latest").await.unwrap();
    let scope = artifacts("skaha", "casa");
    let other = place.rows(&scope).await[3].key.clone();
    assert_ne!(before, other);

    // The second step fails: it is back where it was.
    place.fails("createTag", 1);
    let failure = place.moves("latest", &other).await.unwrap_err();
    assert!(
        failure.message.contains("It is back where it was."),
        "{failure}"
    );
    assert_eq!(place.digest_of("latest").await.as_ref(), Some(&before));

    // That fails, too: it is said where it was.
    place.fails("createTag", 2);
    let failure = place.moves("latest", &other).await.unwrap_err();
    assert!(failure.message.contains(&before), "{failure}");
    assert_eq!(place.digest_of("latest").await, None);
    let at = json!({
        "project_name": "skaha", "repository_name": "casa",
        "reference": { "digest": before }, "body": { "name": "latest" },
    });
    place.asks("tag.create", at).await;

    let moved = place.moves("latest", &other).await.unwrap();
    assert_eq!((moved.from, moved.to), (before, other.clone()));
    assert_eq!(place.digest_of("latest").await, Some(other));
    let failure = place.moves("no-such-tag", "latest").await.unwrap_err();
    assert_eq!(failure.code, FailureCode::NotFound);
}

#[tokio::test]
async fn tags_are_deleted_alone_and_put_back_where_they_were() {
    let place = Place::sample().await;
    let scope = tags("skaha", "casa");
    let digest = place.digest_of("latest").await.unwrap();
    let key = RepositoryTags::key("latest", &digest);
    // One that stands for another artifact meanwhile is left alone.
    let other = place.rows(&artifacts("skaha", "casa")).await[3].key.clone();
    let moved = RepositoryTags::key("latest", &other);
    let run = place
        .run(place.named(&scope, &[&moved]), BulkChange::Delete)
        .await;
    assert_eq!((run.counts.changed, run.counts.unchanged), (0, 1));
    assert_eq!(place.digest_of("latest").await.as_ref(), Some(&digest));

    let run = place
        .run(place.named(&scope, &[&key]), BulkChange::Delete)
        .await;
    assert_eq!((run.counts.changed, run.undoable), (1, 1));
    assert_eq!(place.digest_of("latest").await, None);
    let left = place.rows(&artifacts("skaha", "casa")).await;
    assert!(
        left.iter().any(|line| line.key == digest),
        "the artifact stays"
    );
    let back = place.desk.ask(UndoBulk { run: run.run }).await.unwrap();
    assert_eq!((back.phase, back.counts.changed), (BulkPhase::Ended, 1));
    assert_eq!(place.digest_of("latest").await, Some(digest));
}

#[tokio::test]
async fn older_servers_give_a_projects_artifacts_repository_by_repository() {
    let place = Place::sample().await;
    let scope = ListScope::from(ProjectArtifacts {
        project: project("canucs"),
    });
    let all = place.open_list(scope.clone()).await.list;
    place.read(all, ReadFrom::Start).await.unwrap();
    let query = || Query::everything(Utc::now());
    let newer = place.lines(all, query()).await;
    assert!(newer.rows > 60);
    assert_eq!(place.listings(), 0, "one list gives them");
    let older = Place::sample().await;
    older.server.faults().push(Fault {
        operation: Some("listArtifactsOfProject".to_owned()),
        page: None,
        kind: FaultKind::Status(404),
        times: None,
    });
    let list = older.open_list(scope.clone()).await.list;
    older.read(list, ReadFrom::Start).await.unwrap();
    let rows = older.lines(list, query()).await;
    assert_eq!(rows.rows, newer.rows);
    assert!(older.listings() >= 3);
    let repositories = |lines: &[Line]| {
        let names = lines.iter().map(|line| text(&scope, line, "repository"));
        names.collect::<std::collections::BTreeSet<_>>()
    };
    assert!(!repositories(&rows.lines).contains(""));
    // A row is deleted by what its key names.
    let key = rows.lines[0].key.clone();
    let run = older
        .run(older.named(&scope, &[&key]), BulkChange::Delete)
        .await;
    assert_eq!((run.counts.changed, run.failure), (1, None));
}
