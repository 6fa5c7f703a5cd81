//! What a retention policy decides for a list of a project's artifacts: by its rules, or by what the
//! server's log of a dry run says.

use std::{
    collections::{BTreeMap, HashMap},
    pin::pin,
    sync::Arc,
};

use chrono::Utc;
use futures::{StreamExt, stream};
use harbor_api::{
    AnyOperation, Decode, List,
    operations::{GetRetentionTaskLog, ListRetentionTasks},
    types::{
        RetentionLog, RetentionMark, RetentionRule, RetentionTask, RetentionTemplate, RuleSelector,
    },
};
use harbor_client::SendOptions;
use harbor_rules::{
    Pattern,
    retention::{self, Candidate, Decision, Deleted, Keep, Rule, Selector, Undecided},
    trial::{RepositoryNames, Trial, try_selectors},
};
use listing::{
    Cell, ListScope, RowId, Store,
    lists::retention_artifacts::{decision, why},
};
use pilothouse_protocol::{
    DecideRetention, Failure, FailureCode, ReadDryRun, RetentionDecisions, TrySelectors,
};

use super::{Inner, OpenedList};
use crate::{
    calls::unreadable,
    console::{Console, locked},
};

/// Logs that are asked for at once.
const AT_ONCE: usize = 6;
const MICROSECONDS: i64 = 1_000_000;

/// The names of a list at one of its revisions.
pub(super) type KnownNames = (u64, Arc<Vec<RepositoryNames>>);

fn selector(selector: &RuleSelector) -> Selector {
    Selector {
        pattern: Pattern::new(&selector.pattern),
        excludes: selector.excludes(),
        untagged: selector.untagged(),
    }
}

fn selectors(all: &[RuleSelector]) -> Vec<Selector> {
    all.iter().map(selector).collect()
}

/// The rules that are switched on.
fn rules(all: &[RetentionRule]) -> Vec<Rule> {
    let enabled = all.iter().enumerate().filter(|(_, rule)| !rule.disabled);
    enabled
        .map(|(place, rule)| {
            let count = rule.count().unwrap_or_default();
            Rule {
                place,
                repositories: selectors(rule.repositories()),
                tags: selectors(&rule.tag_selectors),
                keep: match &rule.template {
                    RetentionTemplate::LatestPushed => Keep::LatestPushed(count),
                    RetentionTemplate::LatestPulled => Keep::LatestPulled(count),
                    RetentionTemplate::PushedWithin => Keep::PushedWithin(count),
                    RetentionTemplate::PulledWithin => Keep::PulledWithin(count),
                    RetentionTemplate::Always => Keep::Always,
                    RetentionTemplate::Other(other) => Keep::Other(other.clone()),
                },
            }
        })
        .collect()
}

/// The places of a list's columns.
struct Columns {
    repository: usize,
    digest: usize,
    tag: usize,
    immutable: usize,
    size: usize,
    pushed: usize,
    pulled: usize,
    decision: usize,
    why: usize,
    rule: usize,
    matched: usize,
    rank: usize,
    limit: usize,
}

impl Columns {
    fn of(store: &Store) -> Option<Self> {
        Some(Self {
            repository: store.column("repository")?,
            digest: store.column("digest")?,
            tag: store.column("tag")?,
            immutable: store.column("immutable")?,
            size: store.column("size")?,
            pushed: store.column("pushed")?,
            pulled: store.column("pulled")?,
            decision: store.column("decision")?,
            why: store.column("why")?,
            rule: store.column("rule")?,
            matched: store.column("matched")?,
            rank: store.column("rank")?,
            limit: store.column("limit")?,
        })
    }
}

/// What is written into a row.
#[derive(Debug, Default)]
struct Written {
    decision: &'static str,
    why: &'static str,
    /// Its place, from 0.
    rule: Option<usize>,
    matched: Option<String>,
    rank: Option<u64>,
    limit: Option<u64>,
}

impl Written {
    fn of(decision: &Decision) -> Self {
        let plain = |decision, why| Self {
            decision,
            why,
            ..Self::default()
        };
        match decision {
            Decision::Untouched => plain(decision::UNTOUCHED, why::NO_RULE),
            Decision::Immutable => plain(decision::IMMUTABLE, why::IMMUTABLE),
            Decision::Kept(kept) => Self {
                rule: Some(kept.rule),
                matched: kept.tag.clone(),
                rank: kept.rank.map(|(rank, _)| rank),
                limit: kept.rank.map(|(_, limit)| limit),
                ..plain(decision::KEEP, why::KEPT)
            },
            Decision::Deleted(Deleted::Unselected) => plain(decision::DELETE, why::UNSELECTED),
            Decision::Deleted(Deleted::Beyond { rule, rank, count }) => Self {
                rule: Some(*rule),
                rank: Some(*rank),
                limit: Some(*count),
                ..plain(decision::DELETE, why::BEYOND)
            },
            Decision::Deleted(Deleted::TooOld { rule, days }) => Self {
                rule: Some(*rule),
                limit: Some(*days),
                ..plain(decision::DELETE, why::TOO_OLD)
            },
        }
    }

    fn of_undecided(undecided: &Undecided) -> Self {
        let (rule, why) = match undecided {
            Undecided::BadPattern { rule } => (*rule, why::BAD_PATTERN),
            Undecided::Template { rule, .. } => (*rule, why::TEMPLATE),
        };
        Self {
            decision: decision::UNDECIDED,
            why,
            rule: Some(rule),
            ..Self::default()
        }
    }

    /// The server's decision, with the reason where the rules give the same.
    fn by_server(mark: &RetentionMark, by_rules: Self) -> Self {
        let decision = match mark {
            RetentionMark::Retain => decision::KEEP,
            RetentionMark::Delete => decision::DELETE,
            RetentionMark::Immutable => decision::IMMUTABLE,
            RetentionMark::Error | RetentionMark::Other(_) => decision::UNDECIDED,
        };
        if decision == by_rules.decision {
            return by_rules;
        }
        Self {
            decision,
            why: why::OTHERWISE,
            ..Self::default()
        }
    }

    fn write(&self, store: &mut Store, columns: &Columns, row: RowId) {
        let text = |text: &str| match text {
            "" => Cell::None,
            text => Cell::Text(text.to_owned()),
        };
        let number = |number: Option<u64>| {
            let number = number.and_then(|number| i64::try_from(number).ok());
            number.map_or(Cell::None, Cell::Number)
        };
        let rule = self.rule.and_then(|place| u64::try_from(place + 1).ok());
        store.set(row, columns.decision, &text(self.decision));
        store.set(row, columns.why, &text(self.why));
        store.set(row, columns.rule, &number(rule));
        store.set(
            row,
            columns.matched,
            &text(self.matched.as_deref().unwrap_or_default()),
        );
        store.set(row, columns.rank, &number(self.rank));
        store.set(row, columns.limit, &number(self.limit));
    }
}

/// What the server said of artifacts, by repository and digest. A repository that is not in it has
/// no task; one without log is unread.
type Marks = HashMap<String, Option<HashMap<String, RetentionMark>>>;

/// Rows of each repository.
fn repositories(store: &Store, columns: &Columns) -> BTreeMap<String, Vec<RowId>> {
    let mut repositories = BTreeMap::<String, Vec<RowId>>::new();
    for row in store.live_rows().ones() {
        let Ok(row) = RowId::try_from(row) else {
            continue;
        };
        let name = store.cell(row, columns.repository);
        let name = name.text().unwrap_or_default();
        match repositories.get_mut(name) {
            Some(rows) => rows.push(row),
            None => {
                repositories.insert(name.to_owned(), vec![row]);
            }
        }
    }
    repositories
}

fn candidate(store: &Store, columns: &Columns, row: RowId) -> Candidate {
    let seconds = |column| {
        let time = store.cell(row, column).number()?;
        Some(time.div_euclid(MICROSECONDS))
    };
    Candidate {
        tags: store.cell(row, columns.tag).texts().to_vec(),
        pushed: seconds(columns.pushed),
        pulled: seconds(columns.pulled),
        immutable: store.cell(row, columns.immutable) != Cell::None,
    }
}

/// Decides for all rows, and writes it into them.
fn decide(store: &mut Store, all: &[RetentionRule], marks: Option<&Marks>) -> RetentionDecisions {
    let Some(columns) = Columns::of(store) else {
        return RetentionDecisions::default();
    };
    let rules = rules(all);
    let now = Utc::now().timestamp();
    let mut sum = RetentionDecisions {
        by_rule: vec![0; all.len()],
        ..RetentionDecisions::default()
    };
    for (name, rows) in repositories(store, &columns) {
        let candidates: Vec<Candidate> = rows
            .iter()
            .map(|row| candidate(store, &columns, *row))
            .collect();
        let decided = retention::rules_for(&rules, &name)
            .and_then(|rules| retention::decide(&rules, &candidates, now));
        let mut goes = false;
        for (at, row) in rows.iter().enumerate() {
            let by_rules = match &decided {
                Ok(decisions) => Written::of(&decisions[at]),
                Err(undecided) => Written::of_undecided(undecided),
            };
            let written = match marks.map(|marks| marks.get(&name)) {
                None => by_rules,
                // The server had no task for it: no rule looks there.
                Some(None) => Written::of(&Decision::Untouched),
                Some(Some(None)) => Written {
                    decision: decision::UNDECIDED,
                    ..Written::default()
                },
                Some(Some(Some(lines))) => {
                    let digest = store.cell(*row, columns.digest);
                    match lines.get(digest.text().unwrap_or_default()) {
                        Some(mark) => Written::by_server(mark, by_rules),
                        // It came after the dry run.
                        None => Written {
                            decision: decision::UNDECIDED,
                            ..Written::default()
                        },
                    }
                }
            };
            sum.differing += usize::from(written.why == why::OTHERWISE);
            match written.decision {
                decision::KEEP => {
                    sum.kept += 1;
                    let place = written.rule.and_then(|rule| sum.by_rule.get_mut(rule));
                    if let Some(count) = place {
                        *count += 1;
                    }
                }
                decision::DELETE => {
                    goes = true;
                    sum.deleted += 1;
                    let size = store.cell(*row, columns.size).number();
                    sum.deleted_bytes = sum.deleted_bytes.saturating_add(size.unwrap_or(0));
                }
                decision::IMMUTABLE => sum.immutable += 1,
                decision::UNTOUCHED => sum.untouched += 1,
                _ => sum.undecided += 1,
            }
            written.write(store, &columns, *row);
        }
        sum.repositories += usize::from(goes);
    }
    sum
}

/// The names of a list, made once for each of its revisions.
fn names(inner: &mut Inner) -> Arc<Vec<RepositoryNames>> {
    let revision = inner.store.revision();
    if let Some((known, names)) = &inner.names
        && *known == revision
    {
        return Arc::clone(names);
    }
    let made = Columns::of(&inner.store).map(|columns| {
        let store = &inner.store;
        let all = repositories(store, &columns).into_iter();
        all.map(|(name, rows)| RepositoryNames {
            name,
            artifacts: rows
                .iter()
                .map(|row| store.cell(*row, columns.tag).texts().to_vec())
                .collect(),
        })
        .collect()
    });
    let names = Arc::new(made.unwrap_or_default());
    inner.names = Some((revision, Arc::clone(&names)));
    names
}

impl Console {
    fn retention_list(&self, id: pilothouse_protocol::ListId) -> Result<Arc<OpenedList>, Failure> {
        let list = self.lists.get(id)?;
        match &list.scope {
            ListScope::RetentionArtifacts(_) => Ok(list),
            _ => Err(Failure::new(
                FailureCode::Invalid,
                "Retention decides for a project's artifacts.",
            )),
        }
    }

    /// Decides by the rules, without asking the server.
    pub(crate) fn decide_retention(
        &self,
        command: &DecideRetention,
    ) -> Result<RetentionDecisions, Failure> {
        let list = self.retention_list(command.list)?;
        let decisions = decide(&mut locked(&list.inner).store, &command.rules, None);
        self.publish_list(&list);
        Ok(decisions)
    }

    /// Tries selectors on the names of a list.
    pub(crate) fn try_selectors(&self, command: &TrySelectors) -> Result<Trial, Failure> {
        let list = self.retention_list(command.list)?;
        let names = names(&mut locked(&list.inner));
        Ok(try_selectors(
            &selectors(&command.repositories),
            &selectors(&command.tags),
            &names,
        ))
    }

    /// Reads the logs of a dry run, and writes what they say into the rows.
    pub(crate) async fn read_dry_run(
        &self,
        command: ReadDryRun,
    ) -> Result<RetentionDecisions, Failure> {
        let list = self.retention_list(command.list)?;
        let current = self.client_for_call(&list.connection).await?;
        let operation = AnyOperation::from(ListRetentionTasks {
            id: command.policy,
            eid: command.execution,
            page: Default::default(),
        });
        let mut tasks: Vec<RetentionTask> = Vec::new();
        let options = SendOptions::default();
        let mut pages = pin!(current.client.pages_raw(operation.clone(), options));
        while let Some(page) = pages.next().await {
            let page = self
                .noted(&list.connection, current.epoch, page, &operation)
                .await?;
            let reply = page.reply;
            let rows = List::<RetentionTask>::decode(&reply.body).map_err(|error| {
                let id = Some(reply.request_id.clone());
                unreadable(&operation, reply.status, id, &error.reason)
            })?;
            tasks.extend(rows.good());
        }
        let logs = tasks.into_iter().map(|task| {
            let operation = AnyOperation::from(GetRetentionTaskLog {
                id: command.policy,
                eid: command.execution,
                tid: task.id,
            });
            let client = current.client.clone();
            async move {
                let request = operation.request();
                let reply = client.send_raw(&request, SendOptions::default()).await;
                (task.repository, reply, operation)
            }
        });
        let mut logs = pin!(stream::iter(logs).buffer_unordered(AT_ONCE));
        let mut marks = Marks::new();
        while let Some((repository, reply, operation)) = logs.next().await {
            let reply = self
                .noted(&list.connection, current.epoch, reply, &operation)
                .await;
            let lines = reply.ok().and_then(|reply| {
                let log = RetentionLog::read(&String::from_utf8_lossy(&reply.body));
                log.is_whole().then_some(log.lines)
            });
            let lines = lines.map(|lines| {
                let lines = lines.into_iter();
                lines.map(|line| (line.digest, line.mark)).collect()
            });
            marks.insert(repository, lines);
        }
        let mut unread: Vec<String> = marks
            .iter()
            .filter(|(_, lines)| lines.is_none())
            .map(|(repository, _)| repository.clone())
            .collect();
        unread.sort();
        let mut decisions = decide(&mut locked(&list.inner).store, &command.rules, Some(&marks));
        decisions.unread = unread;
        self.publish_list(&list);
        Ok(decisions)
    }
}
