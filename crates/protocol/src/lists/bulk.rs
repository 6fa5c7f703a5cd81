//! Bulk runs: the same change to many rows of a list.
//!
//! A run belongs to the account that began it; nobody else sees it. What it has done is on disk, so
//! that it can be gone on with when the program ends in the middle.

use chrono::{DateTime, Utc};
use harbor_api::{LabelId, ProjectName, RepositoryName, types::Role};
use listing::{ListScope, Query};
use serde::{Deserialize, Serialize};

use crate::{connection::ConnectionId, failure::Failure, lists::list::ListId};

/// Names a bulk run, for as long as the program lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BulkId(pub u64);

/// What is done to each row. Which changes there are for a row depends on its list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum BulkChange {
    /// Puts a label on artifacts.
    AddLabel { label: BulkLabel },
    /// Takes a label off artifacts.
    RemoveLabel { label: BulkLabel },
    /// Scans artifacts for vulnerabilities.
    Scan,
    /// Has SBOMs of artifacts made.
    GenerateSbom,
    /// Stops the scans of artifacts.
    StopScan,
    /// Deletes what the row stands for. Of an artifact all tags go with it; of a tag the artifact
    /// stays.
    Delete,
    /// Copies artifacts into a repository of the same registry, with their parts, attachments and
    /// all tags. Tags of those names there move.
    Copy {
        project: ProjectName,
        repository: RepositoryName,
    },
    /// Puts tags back on the artifacts that they were on.
    PutTagsBack,
    /// Gives members a role.
    SetRole { role: Role },
    /// Makes users or groups members of a project, with a role.
    AddToProject { project: ProjectName, role: Role },
    /// Takes users or groups out of a project, as long as they have this role there.
    RemoveFromProject { project: ProjectName, role: Role },
    /// Switches robot accounts or webhooks on or off.
    SetEnabled { enabled: bool },
    /// Lets robot accounts expire at a time, to the day that the server counts. `None`: never.
    SetExpiry { expires: Option<DateTime<Utc>> },
}

/// A label, with what a row shows of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkLabel {
    pub id: LabelId,
    pub name: String,
    /// `#RRGGBB`
    pub color: String,
}

/// Where a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkPhase {
    Running,
    /// Stopped before its end, by a person or because it can't go on: [`BulkRun::reason`].
    Stopped,
    /// The program ended before the run did.
    Interrupted,
    Ended,
}

/// What became of one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkResult {
    /// Not begun.
    Waiting,
    /// Asked for, without an answer yet.
    UnderWay,
    Changed,
    /// It was so before: the label was on, a scan was under way.
    Unchanged,
    Failed,
    /// Asked for, and nobody knows whether it was done: no answer came.
    Unknown,
}

/// How many rows have which result.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkCounts {
    pub waiting: usize,
    pub under_way: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub failed: usize,
    pub unknown: usize,
}

impl BulkCounts {
    pub fn total(&self) -> usize {
        self.waiting + self.under_way + self.changed + self.unchanged + self.failed + self.unknown
    }

    /// Rows that are as they were to be.
    pub fn done(&self) -> usize {
        self.changed + self.unchanged
    }

    /// Rows that nothing more is done with by itself.
    pub fn finished(&self) -> usize {
        self.done() + self.failed + self.unknown
    }
}

/// A run, and how far it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BulkRun {
    pub run: BulkId,
    pub connection: ConnectionId,
    pub scope: ListScope,
    pub change: BulkChange,
    pub phase: BulkPhase,
    /// Grows with every change: events and answers may overtake each other.
    pub revision: u64,
    pub counts: BulkCounts,
    /// Why it stopped by itself.
    pub reason: Option<Failure>,
    /// What can be gone on with: rows that wait, and those whose result is not known where doing it
    /// twice does no harm.
    pub left: usize,
    /// Rows that [`crate::Command::UndoBulk`] would change back.
    pub undoable: usize,
    /// The first failure among its rows.
    pub failure: Option<Failure>,
    pub started: DateTime<Utc>,
}

/// See [`crate::Command::StartBulk`]. Lasts until the run ends or stops; [`crate::Event::Bulk`] says how
/// far it is. One run at a time on each connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StartBulk {
    pub rows: BulkRows,
    pub change: BulkChange,
}

/// Which rows a run has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkRows {
    /// The checked rows that the query shows, as they are now.
    Checked { list: ListId, query: Query },
    /// Rows that were chosen one by one.
    Named {
        connection: ConnectionId,
        scope: ListScope,
        rows: Vec<BulkRow>,
    },
}

/// A row: its key in the list, and the name by which people know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkRow {
    pub key: String,
    pub name: String,
}

/// Which rows of a run are gone on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkPart {
    /// [`BulkRun::left`].
    Left,
    /// Those that failed.
    Failed,
    /// Those of which nobody knows; they may be changed twice.
    Unknown,
}

/// See [`crate::Command::ContinueBulk`]. Lasts as [`StartBulk`] does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContinueBulk {
    pub run: BulkId,
    pub part: BulkPart,
}

/// See [`crate::Command::StopBulk`]. Ends when the run has stopped, 300 milliseconds later at most:
/// requests that were not answered by then are dropped, and their rows' result is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StopBulk {
    pub run: BulkId,
}

/// See [`crate::Command::UndoBulk`]. Lasts as [`StartBulk`] does; the run that is undone is forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoBulk {
    pub run: BulkId,
}

/// See [`crate::Command::ForgetBulk`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForgetBulk {
    pub run: BulkId,
}

/// See [`crate::Command::BulkRuns`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkRuns {
    pub connection: ConnectionId,
}

/// The runs of an account, the newest last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KnownBulkRuns {
    pub runs: Vec<BulkRun>,
}

/// See [`crate::Command::BulkItems`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkItems {
    pub run: BulkId,
    /// Only rows with one of these results; all rows if there are none.
    pub results: Vec<BulkResult>,
    /// The first row to give, and how many.
    pub first: usize,
    pub count: usize,
}

/// Some rows of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BulkPage {
    /// Rows with those results.
    pub total: usize,
    pub items: Vec<BulkItem>,
}

/// A row of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BulkItem {
    #[serde(flatten)]
    pub row: BulkRow,
    pub result: BulkResult,
    /// Why it failed, or why nobody knows. Absent for what happened before the program was started.
    pub failure: Option<Failure>,
}
