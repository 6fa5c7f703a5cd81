//! What another scan found else than the one before. The registry forgets a report when the next scan begins,
//! so that the findings of the one before are kept here: of the artifacts that were scanned last, until the program
//! ends or somebody else signs in.

use std::{collections::VecDeque, sync::Arc};

use chrono::{DateTime, Utc};
use comparison::{Found, compare_findings, findings_of};
use harbor_api::{
    AnyOperation, Decode, Filter, Operation, Sort, operations::GetVulnerabilities, types::Severity,
};
use harbor_client::SendOptions;
use listing::{
    ListScope, Listing,
    lists::{Findings, ReportFacts},
};
use pilothouse_protocol::{
    CompareWithEarlier, ComparedWithEarlier, ConnectionId, Empty, Failure, KeepReport, SinceReport,
};

use crate::{
    calls::unreadable,
    console::{Console, locked},
    lists::{
        Lists, OpenedList, Owner,
        compare::{rows, text},
    },
};

/// Artifacts whose earlier reports are kept.
const ARTIFACTS: usize = 32;
/// Findings of all of them: some 100 bytes each.
const FINDINGS: usize = 200_000;

/// The findings of a report.
#[derive(Debug)]
struct Report {
    at: Option<DateTime<Utc>>,
    found: Vec<Found>,
}

#[derive(Debug)]
struct Entry {
    connection: ConnectionId,
    owner: Owner,
    artifact: Findings,
    report: Arc<Report>,
}

impl Entry {
    fn is_of(&self, connection: &ConnectionId, owner: &Owner, artifact: &Findings) -> bool {
        self.connection == *connection && self.owner == *owner && self.artifact == *artifact
    }
}

/// The reports before the newest, the one that was kept last at the end.
#[derive(Debug, Default)]
pub(in crate::lists) struct EarlierReports(VecDeque<Entry>);

impl EarlierReports {
    fn find(
        &self,
        connection: &ConnectionId,
        owner: &Owner,
        artifact: &Findings,
    ) -> Option<Arc<Report>> {
        let entry = self.0.iter();
        let entry = entry.rev().find(|it| it.is_of(connection, owner, artifact));
        entry.map(|entry| Arc::clone(&entry.report))
    }

    /// Takes the place of what was kept of the artifact.
    fn keep(&mut self, entry: Entry) {
        self.forget(&entry.connection, &entry.owner, &entry.artifact);
        self.0.push_back(entry);
        let findings = |all: &VecDeque<Entry>| -> usize {
            all.iter().map(|entry| entry.report.found.len()).sum()
        };
        while self.0.len() > ARTIFACTS || (self.0.len() > 1 && findings(&self.0) > FINDINGS) {
            self.0.pop_front();
        }
    }

    fn forget(&mut self, connection: &ConnectionId, owner: &Owner, artifact: &Findings) {
        self.0.retain(|it| !it.is_of(connection, owner, artifact));
    }

    /// Forgets those of a connection: somebody else may look at it next.
    pub(in crate::lists) fn clear(&mut self, connection: &ConnectionId) {
        self.0.retain(|entry| entry.connection != *connection);
    }
}

/// The report that a list shows, where all of it is here.
fn shown(list: &OpenedList, owner: &Owner) -> Option<Report> {
    let inner = locked(&list.inner);
    if !matches!(list.scope, ListScope::Findings(_)) || !inner.is_whole_of(owner) {
        return None;
    }
    let facts = ReportFacts::read(&inner.facts)?;
    let store = &inner.store;
    // Without a list of findings a report says nothing, not even that there are none.
    if store.is_empty() && !facts.is_clean {
        return None;
    }
    let [id, package, version, severity] =
        ["vulnerability", "package", "version", "severity"].map(|id| store.column(id));
    let found = rows(store).map(|row| Found {
        id: text(store, row, id),
        package: text(store, row, package),
        version: text(store, row, version),
        severity: Severity::from_word(&text(store, row, severity)),
    });
    Some(Report {
        at: facts.generated,
        found: found.collect(),
    })
}

impl Console {
    /// Keeps the report of an artifact that its next scan ends. One that can't be read is not kept.
    pub(crate) async fn keep_report(&self, command: KeepReport) -> Result<Empty, Failure> {
        let KeepReport {
            connection,
            artifact,
            shown_as,
        } = command;
        let owner = self.owner(&connection)?;
        let as_shown = ListScope::Findings(Findings {
            reference: shown_as,
            ..artifact.clone()
        });
        let open = self.lists.find(&connection, &as_shown);
        let open = open.filter(|(_, is_open)| *is_open);
        let report = match open.and_then(|(list, _)| shown(&list, &owner)) {
            Some(report) => Some(report),
            None => {
                // What was kept is not the report before the next one any more, however this ends.
                self.lists.forget_report(&connection, &owner, &artifact);
                self.read_report(&connection, &artifact).await?
            }
        };
        if let Some(report) = report {
            self.lists.keep_report(Entry {
                connection,
                owner,
                artifact,
                report: Arc::new(report),
            });
        }
        Ok(Empty {})
    }

    async fn read_report(
        &self,
        connection: &ConnectionId,
        artifact: &Findings,
    ) -> Result<Option<Report>, Failure> {
        let current = self.client_for_call(connection).await?;
        self.check_secret(connection, &current).await?;
        let operation = AnyOperation::from(artifact.operation(Filter::all(), Sort::default()));
        let options = SendOptions::default();
        let sent = current.client.send_raw(&operation.request(), options).await;
        let reply = self
            .noted(connection, current.epoch, sent, &operation)
            .await?;
        let reports = <GetVulnerabilities as Operation>::Reply::decode(&reply.body);
        let reports = reports.map_err(|error| {
            let id = Some(reply.request_id.clone());
            unreadable(&operation, reply.status, id, &error.reason)
        })?;
        Ok(reports.report().and_then(|report| {
            Some(Report {
                at: report.generated_at,
                found: findings_of(report)?,
            })
        }))
    }

    /// What the report that a list shows has else than the one that was kept.
    pub(crate) fn compare_with_earlier(
        &self,
        command: &CompareWithEarlier,
    ) -> Result<ComparedWithEarlier, Failure> {
        let list = self.lists.get(command.list)?;
        let owner = self.owner(&list.connection)?;
        let earlier = self
            .lists
            .earlier_report(&list.connection, &owner, &command.artifact);
        let (Some(earlier), Some(now)) = (earlier, shown(&list, &owner)) else {
            return Ok(ComparedWithEarlier::default());
        };
        let is_the_same = now.at.is_some() && now.at == earlier.at;
        let since = (!is_the_same).then(|| SinceReport {
            at: earlier.at,
            changes: compare_findings(&earlier.found, &now.found),
        });
        Ok(ComparedWithEarlier { since })
    }
}

impl Lists {
    fn keep_report(&self, entry: Entry) {
        locked(&self.0).earlier.keep(entry);
    }

    fn forget_report(&self, connection: &ConnectionId, owner: &Owner, artifact: &Findings) {
        locked(&self.0).earlier.forget(connection, owner, artifact);
    }

    fn earlier_report(
        &self,
        connection: &ConnectionId,
        owner: &Owner,
        artifact: &Findings,
    ) -> Option<Arc<Report>> {
        locked(&self.0).earlier.find(connection, owner, artifact)
    }
}

#[cfg(test)]
mod tests {
    use harbor_api::{ArtifactReference, ProjectName, RepositoryName};
    use pilothouse_protocol::AccountId;

    use super::*;

    fn entry(tag: &str, findings: usize) -> Entry {
        let found = Found {
            id: "CVE-1".to_owned(),
            package: "zlib".to_owned(),
            version: "1.2".to_owned(),
            severity: Severity::Low,
        };
        Entry {
            connection: ConnectionId::new("one").unwrap(),
            owner: Owner {
                account: AccountId(1),
                name: Some("ada".to_owned()),
            },
            artifact: Findings {
                project: ProjectName::new("skaha").unwrap(),
                repository: RepositoryName::new("casa").unwrap(),
                reference: ArtifactReference::parse(tag).unwrap(),
            },
            report: Arc::new(Report {
                at: None,
                found: vec![found; findings],
            }),
        }
    }

    #[test]
    fn what_was_kept_last_stays_however_much_there_is() {
        let mut reports = EarlierReports::default();
        for number in 0..ARTIFACTS + 5 {
            reports.keep(entry(&format!("v{number}"), 1));
        }
        assert_eq!(reports.0.len(), ARTIFACTS);
        reports.keep(entry("v6", 2));
        assert_eq!(reports.0.len(), ARTIFACTS, "one of an artifact");
        reports.keep(entry("large", FINDINGS + 1));
        assert_eq!(reports.0.len(), 1);
        let kept = entry("large", 0);
        let found = reports.find(&kept.connection, &kept.owner, &kept.artifact);
        assert_eq!(found.unwrap().found.len(), FINDINGS + 1);
        let other = Owner {
            name: Some("bob".to_owned()),
            ..kept.owner.clone()
        };
        assert!(
            reports
                .find(&kept.connection, &other, &kept.artifact)
                .is_none()
        );
        reports.clear(&kept.connection);
        assert!(reports.0.is_empty());
    }
}
