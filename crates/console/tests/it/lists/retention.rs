//! What the shell decides by rules is what a registry decides that works it out by itself.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use crate::provider::{Desk, plain_http};
use demo_harbor::{DemoHarbor, Fault, FaultKind, Options};
use harbor_api::{
    Decode, List, Operation, Page, ProjectId, ProjectName, ProjectReference, RetentionId,
    operations::{GetProject, ListRetentionExecutions, TriggerRetentionExecution, UpdateRetention},
    types::{
        Decoration, NewRetentionExecution, Project, REPOSITORY_SCOPE, RetentionExecution,
        RetentionPolicy, RetentionRule, RetentionTemplate, RuleSelector,
    },
};
use listing::{ListScope, Listing, Query, lists::RetentionArtifacts};
use pilothouse_console::MemoryKeychain;
use pilothouse_protocol::{
    AddConnection, Connection, Credentials, DecideRetention, Entered, Harbor, ListId, OpenList,
    QueryList, ReadDryRun, ReadFrom, ReadList, RetentionDecisions, TrySelectors,
};
use serde_json::json;

struct Place {
    server: DemoHarbor,
    desk: Desk,
    connection: Connection,
    list: ListId,
    project: ProjectId,
    policy: RetentionId,
    _folder: tempfile::TempDir,
}

impl Place {
    async fn open() -> Self {
        let server = DemoHarbor::start(Options {
            login_delay: Duration::from_millis(20),
            scan_takes: Duration::from_millis(20),
            ..Options::default()
        })
        .await
        .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(folder.path(), Arc::new(MemoryKeychain::default()));
        let connection = desk
            .ask(AddConnection {
                address: server.url().to_string(),
                trust: plain_http(),
                credentials: Credentials::Password {
                    user: "ada".to_owned(),
                    password: Entered::new(demo_harbor::PASSWORD.to_owned()),
                },
            })
            .await
            .unwrap();
        let scope = RetentionArtifacts {
            project: ProjectName::new("skaha").unwrap(),
        };
        let list = desk
            .ask(OpenList {
                connection: connection.id.clone(),
                scope: ListScope::RetentionArtifacts(scope),
            })
            .await
            .unwrap()
            .list;
        let mut place = Self {
            server,
            desk,
            connection,
            list,
            project: ProjectId(0),
            policy: RetentionId(0),
            _folder: folder,
        };
        place.read().await;
        let project: Project = place
            .harbor(&GetProject {
                project_name_or_id: ProjectReference::Name(ProjectName::new("skaha").unwrap()),
            })
            .await;
        place.project = project.project_id;
        place.policy = RetentionId(project.metadata.retention_id().unwrap());
        place
    }

    async fn read(&self) {
        self.desk
            .ask(ReadList::new(self.list, ReadFrom::Start))
            .await
            .unwrap();
    }

    async fn harbor<O: Operation>(&self, operation: &O) -> O::Reply {
        let body = self
            .desk
            .body(Harbor {
                connection: self.connection.id.clone(),
                operation: O::INFO.name.to_owned(),
                arguments: serde_json::to_value(operation).unwrap(),
                background: false,
            })
            .await
            .unwrap();
        O::Reply::decode(&body).unwrap()
    }

    /// Sets the rules, and makes a dry run to its end.
    async fn dry_run(&self, rules: &[RetentionRule]) -> RetentionExecution {
        let mut body = RetentionPolicy::of_project(self.project);
        body.id = self.policy;
        body.rules = rules.to_vec();
        let id = self.policy;
        self.harbor(&UpdateRetention { id, body }).await;
        let body = NewRetentionExecution { dry_run: true };
        self.harbor(&TriggerRetentionExecution { id, body }).await;
        loop {
            let list = ListRetentionExecutions {
                id,
                page: Page::FIRST,
            };
            let runs: List<RetentionExecution> = self.harbor(&list).await;
            let newest = runs.good().next().unwrap();
            if newest.status.is_final() {
                return newest;
            }
            tokio::task::yield_now().await;
        }
    }

    async fn decide(&self, rules: &[RetentionRule]) -> RetentionDecisions {
        self.desk
            .ask(DecideRetention {
                list: self.list,
                rules: rules.to_vec(),
            })
            .await
            .unwrap()
    }

    async fn read_dry_run(
        &self,
        run: &RetentionExecution,
        rules: &[RetentionRule],
    ) -> RetentionDecisions {
        self.desk
            .ask(ReadDryRun {
                list: self.list,
                policy: self.policy,
                execution: run.id,
                rules: rules.to_vec(),
            })
            .await
            .unwrap()
    }
}

fn rule(
    repositories: &str,
    tags: RuleSelector,
    template: RetentionTemplate,
    number: i64,
) -> RetentionRule {
    let scope = RuleSelector::new(Decoration::RepositoryMatches, repositories);
    RetentionRule {
        params: BTreeMap::from([(template.as_str().to_owned(), json!(number))]),
        template,
        tag_selectors: vec![tags],
        scope_selectors: BTreeMap::from([(REPOSITORY_SCOPE.to_owned(), vec![scope])]),
        ..RetentionRule::default()
    }
}

fn matching(pattern: &str, untagged: bool) -> RuleSelector {
    RuleSelector::new(Decoration::Matches, pattern).with_untagged(untagged)
}

/// Policies of different kinds.
fn policies() -> Vec<Vec<RetentionRule>> {
    use RetentionTemplate::{Always, LatestPulled, LatestPushed, PulledWithin, PushedWithin};
    let except = RuleSelector::new(Decoration::Excludes, "25.*");
    vec![
        vec![rule("**", matching("**", true), PulledWithin, 30)],
        vec![rule("**", matching("**", false), LatestPushed, 3)],
        vec![
            rule("astroml", matching("25.*", false), LatestPulled, 2),
            rule(
                "{astroml,base/*}",
                matching("*-gpu", true),
                PushedWithin,
                60,
            ),
        ],
        vec![rule("base/**", except, Always, 0)],
        vec![rule("**", matching("**", true), LatestPushed, 0)],
        Vec::new(),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shell_decides_as_a_registry_does() {
    let place = Place::open().await;
    for rules in policies() {
        let by_rules = place.decide(&rules).await;
        let run = place.dry_run(&rules).await;
        let by_server = place.read_dry_run(&run, &rules).await;
        assert_eq!(by_server.differing, 0, "{rules:?}");
        assert_eq!(by_server, by_rules, "{rules:?}");
        let all = by_rules.kept + by_rules.deleted + by_rules.immutable + by_rules.untouched;
        assert!(all > 50, "{by_rules:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_row_says_what_becomes_of_it_also_after_it_was_read_again() {
    let place = Place::open().await;
    let rules = policies().remove(2);
    let decisions = place.decide(&rules).await;
    assert!(decisions.deleted > 0 && decisions.untouched > 0);
    place.read().await;
    let lines = place
        .desk
        .ask(QueryList::new(
            place.list,
            Query::everything(chrono::Utc::now()),
            0..1_000,
        ))
        .await
        .unwrap();
    let columns = RetentionArtifacts::COLUMNS;
    let at = columns.iter().position(|it| it.id == "decision").unwrap();
    let goes = lines
        .lines
        .iter()
        .filter(|line| line.cells[at].text() == Some("delete"));
    assert_eq!(goes.count(), decisions.deleted);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_can_not_be_read_is_no_decision() {
    let place = Place::open().await;
    let rules = policies().remove(1);
    let run = place.dry_run(&rules).await;
    place.server.faults().push(Fault {
        operation: Some("getRetentionTaskLog".to_owned()),
        page: None,
        kind: FaultKind::Status(500),
        times: None,
    });
    let decisions = place.read_dry_run(&run, &rules).await;
    assert!(!decisions.unread.is_empty());
    assert_eq!((decisions.kept, decisions.deleted), (0, 0));
    assert!(decisions.undecided > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn selectors_are_tried_on_the_projects_names() {
    let place = Place::open().await;
    let try_on = async |repositories: &str, tags: &str| {
        let command = TrySelectors {
            list: place.list,
            repositories: vec![RuleSelector::new(
                Decoration::RepositoryMatches,
                repositories,
            )],
            tags: vec![matching(tags, true)],
        };
        place.desk.ask(command).await.unwrap()
    };
    let trial = try_on("astroml", "25.*").await;
    assert_eq!(trial.repositories.selected, 1);
    assert!(trial.tags.selected > 0 && trial.tags.selected < trial.tags.total);
    let lost = try_on("{astroml,astroml/**}", "**").await;
    assert_eq!(lost.repositories.selected, 0);
    assert_eq!(lost.lost_repositories.names[0].0, "astroml");
    assert!(try_on("{a", "**").await.bad.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_does_not_list_a_projects_artifacts_is_read_repository_by_repository() {
    let place = Place::open().await;
    let rules = policies().remove(2);
    let at_once = place.decide(&rules).await;
    place.server.faults().push(Fault {
        operation: Some("listArtifactsOfProject".to_owned()),
        page: None,
        kind: FaultKind::Status(404),
        times: None,
    });
    place.server.clear_requests();
    place.read().await;
    let requests = place.server.requests();
    let of = |operation: &str| {
        let mut all = requests.iter();
        all.any(|request| request.operation.as_deref() == Some(operation))
    };
    assert!(of("listRepositories") && of("listArtifacts"));
    assert_eq!(place.decide(&rules).await, at_once);
}
