//! Lists of the whole server: what uses another registry, runs of maintenance, queues.

use std::time::Duration;

use crate::listed::Place;
use chrono::{DateTime, Utc};
use demo_harbor::{Fault, FaultKind, World};
use harbor_api::{
    ExecutionId,
    operations::{ChangeJobQueue, StartGarbageCollection, StopGarbageCollection},
    types::{
        GarbageCollectionParameters, JobSchedule, JobType, NewGarbageCollection, QueueAction,
        QueueActionKind,
    },
};
use listing::{
    Cell, Line, ListScope, Query,
    lists::{
        AuditRotations, Endpoints, Events, GarbageCollections, JobQueues, ReplicationRules,
        STOPPING, Schedules, Workers,
    },
};
use pilothouse_protocol::{FailureCode, MarkStopping, ReadFrom};

/// The lines of a list, whole.
async fn whole(place: &Place, scope: &ListScope) -> Vec<Line> {
    let list = place.open_list(scope.clone()).await.list;
    let state = place.read(list, ReadFrom::Start).await.unwrap();
    assert!(state.whole && state.failure.is_none(), "{state:?}");
    place.lines(list, Query::everything(Utc::now())).await.lines
}

fn cell<'a>(scope: &ListScope, line: &'a Line, id: &str) -> &'a Cell {
    let columns = scope.columns();
    &line.cells[columns.iter().position(|column| column.id == id).unwrap()]
}

fn text<'a>(scope: &ListScope, line: &'a Line, id: &str) -> &'a str {
    cell(scope, line, id).text().unwrap_or_default()
}

fn find<'a>(scope: &ListScope, lines: &'a [Line], id: &str, value: &str) -> &'a Line {
    let found = lines.iter().find(|line| text(scope, line, id) == value);
    found.unwrap_or_else(|| panic!("no line with {id} {value}"))
}

#[tokio::test]
async fn what_uses_a_registry_stands_in_its_row_and_what_is_not_known_is_not_nothing() {
    let place = Place::open_as(World::sample(), "admin").await;
    let scope = ListScope::from(Endpoints {});
    let lines = whole(&place, &scope).await;
    let texts = |name: &str, column: &str| cell(&scope, find(&scope, &lines, "name", name), column);
    let one = |name: &str| Cell::Texts(vec![name.to_owned()]);
    assert_eq!(*texts("nvcr.io", "caches"), one("nvcr-cache"));
    assert_eq!(*texts("msr4", "rules"), one("skaha-releases"));
    assert_eq!(*texts("msr4", "caches"), Cell::None);
    let health = |name: &str| text(&scope, find(&scope, &lines, "name", name), "health");
    assert_eq!(
        (health("nvcr.io"), health("msr4")),
        ("healthy", "unhealthy")
    );

    // The other operation's answer is put in all the same.
    let other = Place::open_as(World::sample(), "admin").await;
    other.server.faults().push(Fault {
        operation: Some("listReplicationPolicies".to_owned()),
        page: None,
        kind: FaultKind::Status(500),
        times: None,
    });
    let list = other.open_list(Endpoints {}).await.list;
    let state = other.read(list, ReadFrom::Start).await.unwrap();
    assert_eq!(state.failure.unwrap().code, FailureCode::Server);
    let query = Query::everything(Utc::now());
    let lines = other.lines(list, query).await.lines;
    let nvidia = find(&scope, &lines, "name", "nvcr.io");
    assert_eq!(*cell(&scope, nvidia, "caches"), one("nvcr-cache"));
    let msr = find(&scope, &lines, "name", "msr4");
    assert_eq!(*cell(&scope, msr, "rules"), Cell::None);
}

#[tokio::test]
async fn rules_say_what_came_of_their_last_run() {
    let place = Place::open_as(World::sample(), "admin").await;
    let scope = ListScope::from(ReplicationRules {});
    for _ in 0..2 {
        place
            .send(&harbor_api::operations::StartReplication {
                body: harbor_api::types::NewReplication {
                    policy_id: harbor_api::ReplicationPolicyId(1),
                },
            })
            .await;
    }
    place.server.clear_requests();
    let list = place.open_list(scope.clone()).await.list;
    place.read(list, ReadFrom::Start).await.unwrap();
    // One for the rules, one for all of their runs.
    assert_eq!(place.server.requests().len(), 2);
    let query = Query::everything(Utc::now());
    let lines = place.lines(list, query).await.lines;
    let rule = find(&scope, &lines, "id", "1");
    assert!(!text(&scope, rule, "last_status").is_empty());
    assert!(cell(&scope, rule, "last_run").number() > Some(0));
    assert!(cell(&scope, rule, "last_total").number().is_some());
}

#[tokio::test]
async fn a_dry_run_is_told_from_a_real_one() {
    let place = Place::open_as(World::sample(), "admin").await;
    let scope = ListScope::from(GarbageCollections {});
    let lines = whole(&place, &scope).await;
    let dry = find(&scope, &lines, "mode", "dry-run");
    // Its figures are those of a real run: nothing else differs.
    assert!(cell(&scope, dry, "freed").number() > Some(0));
    let failed = find(&scope, &lines, "status", "Error");
    assert_eq!(text(&scope, failed, "mode"), "real");
    assert_eq!(*cell(&scope, failed, "freed"), Cell::None);

    let scope = ListScope::from(AuditRotations {});
    let lines = whole(&place, &scope).await;
    assert_eq!(lines.len(), 3);
    assert_eq!(cell(&scope, &lines[0], "hours").number(), Some(4_320));
}

#[tokio::test]
async fn queues_workers_and_schedules_are_listed() {
    let place = Place::open_as(World::sample(), "admin").await;
    let scope = ListScope::from(JobQueues {});
    let lines = whole(&place, &scope).await;
    let hooks = find(&scope, &lines, "type", "WEBHOOK");
    assert_eq!(text(&scope, hooks, "paused"), "yes");
    assert_eq!(cell(&scope, hooks, "waiting").number(), Some(6));
    let scans = find(&scope, &lines, "type", "IMAGE_SCAN");
    // Zero is left out by the server, and is zero.
    assert_eq!(cell(&scope, scans, "waiting").number(), Some(0));

    let scope = ListScope::from(Workers {});
    assert_eq!(whole(&place, &scope).await.len(), 10);

    let scope = ListScope::from(Schedules {});
    let lines = whole(&place, &scope).await;
    let collection = find(&scope, &lines, "type", "GARBAGE_COLLECTION");
    assert_eq!(text(&scope, collection, "cron"), "0 0 10 * * 6");
    // Whose it is, by its name.
    let rule = find(&scope, &lines, "type", "REPLICATION");
    assert_eq!(text(&scope, rule, "owner"), "skaha-releases");
    assert_eq!(text(&scope, collection, "owner"), "");
    assert_eq!(*cell(&scope, collection, "of"), Cell::None);
    let rule = find(&scope, &lines, "type", "REPLICATION");
    assert_eq!(cell(&scope, rule, "of").number(), Some(1));
    // Cleaning up runs once a week: a Saturday, at ten by UTC.
    let next = cell(&scope, collection, "next").number().unwrap();
    let next = DateTime::from_timestamp_micros(next).unwrap();
    assert_eq!(next.format("%a %H:%M:%S").to_string(), "Sat 10:00:00");
    assert!(next > Utc::now());
}

#[tokio::test]
async fn what_was_asked_to_stop_is_stopping_until_the_server_shows_it() {
    let long = Duration::from_secs(600);
    let place = Place::open_taking(World::sample(), "admin", long).await;
    let mark = async |list, keys: Option<&[&str]>, is_stopping| {
        let keys = keys.map(|keys| keys.iter().map(|&key| key.to_owned()).collect());
        let mark = MarkStopping {
            list,
            keys,
            is_stopping,
        };
        place.desk.ask(mark).await.unwrap();
    };
    let stopping = async |list, scope: &ListScope, read: bool| -> Vec<String> {
        if read {
            place.read(list, ReadFrom::Start).await.unwrap();
        }
        let lines = place.lines(list, Query::everything(Utc::now())).await.lines;
        let marked = lines
            .iter()
            .filter(|line| text(scope, line, STOPPING) == "yes");
        marked.map(|line| line.key.clone()).collect()
    };

    // Queues: of those in which nothing waits, nothing stops.
    let queues = ListScope::from(JobQueues {});
    let list = place.open_list(queues.clone()).await.list;
    place.read(list, ReadFrom::Start).await.unwrap();
    mark(list, None, true).await;
    assert_eq!(stopping(list, &queues, false).await, ["WEBHOOK"]);
    mark(list, Some(&["WEBHOOK"]), false).await;
    assert!(stopping(list, &queues, false).await.is_empty(), "refused");
    mark(list, Some(&["WEBHOOK"]), true).await;
    // As many wait as before.
    assert_eq!(stopping(list, &queues, true).await, ["WEBHOOK"]);
    place
        .send(&ChangeJobQueue {
            job_type: JobType::from("WEBHOOK".to_owned()),
            body: QueueAction {
                action: QueueActionKind::Stop,
            },
        })
        .await;
    assert!(stopping(list, &queues, true).await.is_empty());

    // A run, and the worker that has its job: they go on for a moment after they were asked.
    place
        .send(&StartGarbageCollection {
            body: NewGarbageCollection {
                schedule: JobSchedule::manual(),
                parameters: GarbageCollectionParameters {
                    delete_untagged: false,
                    dry_run: true,
                    workers: 1,
                },
            },
        })
        .await;
    let runs = ListScope::from(GarbageCollections {});
    let workers = ListScope::from(Workers {});
    let run_list = place.open_list(runs.clone()).await.list;
    let worker_list = place.open_list(workers.clone()).await.list;
    assert!(stopping(run_list, &runs, true).await.is_empty());
    assert!(stopping(worker_list, &workers, true).await.is_empty());
    let lines = place
        .lines(run_list, Query::everything(Utc::now()))
        .await
        .lines;
    let run = find(&runs, &lines, "status", "Running").key.clone();
    mark(run_list, None, true).await;
    mark(worker_list, None, true).await;
    let gc_id = ExecutionId(run.parse().unwrap());
    place.send(&StopGarbageCollection { gc_id }).await;
    assert_eq!(stopping(run_list, &runs, true).await, [run.as_str()]);
    assert_eq!(stopping(worker_list, &workers, true).await.len(), 1);
    place.server.set_clock_forward(Duration::from_secs(3));
    assert!(stopping(run_list, &runs, true).await.is_empty());
    assert!(stopping(worker_list, &workers, true).await.is_empty());
    let lines = place
        .lines(run_list, Query::everything(Utc::now()))
        .await
        .lines;
    let stopped = find(&runs, &lines, "id", &run);
    assert_eq!(text(&runs, stopped, "status"), "Stopped");

    // What can't be stopped has no such mark.
    let list = place.open_list(Schedules {}).await.list;
    let mark = MarkStopping {
        list,
        keys: None,
        is_stopping: true,
    };
    assert!(place.desk.ask(mark).await.is_err());
}

#[tokio::test]
async fn nobody_but_administrators_is_given_any_of_it() {
    let place = Place::open_as(World::sample(), "ada").await;
    for scope in [
        ListScope::from(Endpoints {}),
        ListScope::from(GarbageCollections {}),
        ListScope::from(AuditRotations {}),
        ListScope::from(JobQueues {}),
        ListScope::from(Workers {}),
        ListScope::from(Schedules {}),
    ] {
        let list = place.open_list(scope).await.list;
        let failure = place.read(list, ReadFrom::Start).await.unwrap_err();
        assert_eq!(failure.code, FailureCode::Forbidden);
    }
}

#[tokio::test]
async fn what_is_new_in_a_log_is_read_by_one_page() {
    let place = Place::open_as(World::sample(), "admin").await;
    let list = place.open_list(Events { from: None }).await.list;
    let before = place.read(list, ReadFrom::Newest).await.unwrap();
    assert!(before.whole && before.rows > 100, "{before:?}");
    place
        .send(&harbor_api::operations::CreateProject {
            name_in_location: None,
            body: harbor_api::types::NewProject {
                project_name: harbor_api::ProjectName::new("followed").unwrap(),
                metadata: Default::default(),
                storage_limit: None,
                registry_id: None,
            },
        })
        .await;
    place.server.clear_requests();
    let after = place.read(list, ReadFrom::Newest).await.unwrap();
    assert_eq!(after.rows, before.rows + 1);
    assert_eq!(after.total, before.total.map(|total| total + 1));
    assert!(after.whole);
    assert_eq!(place.server.requests().len(), 1);
}
