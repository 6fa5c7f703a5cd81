//! What a run has begun and done, in a file of the profile's folder: it is there whenever the
//! program ends.
//!
//! A line says what the run is, with the keys of all rows; each further one that a row was begun,
//! or what became of it. A row that was begun and has no result is one of which nobody knows.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::Mutex,
};

use chrono::{DateTime, Utc};
use listing::ListScope;
use pilothouse_protocol::{BulkChange, BulkResult, BulkRow};
use serde::{Deserialize, Serialize};

use super::Place;
use crate::{console::locked, lists::InTurn, private_file};

/// A file of a newer version is let be.
const VERSION: u32 = 1;
/// Files of one moment.
const MOST: u32 = 1_000;

/// The first line: what the run is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Head {
    version: u32,
    #[serde(flatten)]
    pub(super) place: Place,
    pub(super) scope: ListScope,
    pub(super) change: BulkChange,
    pub(super) started: DateTime<Utc>,
    pub(super) keys: Vec<String>,
    /// What people know the rows by; none where that is the key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    names: Vec<String>,
    /// Rows from this one on are begun when all before have their answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) later: Option<usize>,
}

impl Head {
    pub(super) fn new(place: Place, scope: ListScope, change: BulkChange, rows: InTurn) -> Self {
        let later = match (rows.first.len(), rows.later.len()) {
            (0, _) | (_, 0) => None,
            (first, _) => Some(first),
        };
        let rows: Vec<BulkRow> = rows.first.into_iter().chain(rows.later).collect();
        let has_names = rows.iter().any(|row| row.key != row.name);
        let (keys, names): (Vec<_>, Vec<_>) =
            rows.into_iter().map(|row| (row.key, row.name)).unzip();
        Self {
            version: VERSION,
            place,
            scope,
            change,
            started: Utc::now(),
            keys,
            later,
            names: if has_names { names } else { Vec::new() },
        }
    }

    pub(super) fn row(&self, row: usize) -> Option<BulkRow> {
        let key = self.keys.get(row)?;
        Some(BulkRow {
            key: key.clone(),
            name: self.names.get(row).unwrap_or(key).clone(),
        })
    }
}

/// The file of a run. It is held as long as the run is known, so that another Pilothouse of the same
/// folder lets it be.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: Mutex<File>,
}

impl Journal {
    /// Begins one.
    pub(super) fn create(folder: &Path, head: &Head) -> io::Result<Self> {
        private_file::create_folder(folder)?;
        let stem = head.started.format("%Y%m%dT%H%M%S%3f");
        for number in 1..=MOST {
            let new = private_file::write(folder, |file| {
                serde_json::to_writer(&mut *file, head)?;
                file.write_all(b"\n")
            })?;
            let path = folder.join(format!("{stem}-{number}.jsonl"));
            match new.name(&path) {
                Ok(file) => {
                    // Where files can't be locked, two programs of one folder are on their own.
                    let _ = file.try_lock();
                    return Ok(Self {
                        path,
                        file: Mutex::new(file),
                    });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::other("there are too many files"))
    }

    /// Writes what became of a row, or that it was begun ([`BulkResult::UnderWay`]).
    pub(super) fn record(&self, row: usize, result: BulkResult) -> io::Result<()> {
        let mut line = serde_json::to_vec(&(row, result))?;
        line.push(b'\n');
        // One call for the line: it is there, or not.
        locked(&self.file).write_all(&line)
    }

    /// Has everything on the disk, whatever happens to the computer.
    pub(super) fn sync(&self) -> io::Result<()> {
        locked(&self.file).sync_data()
    }

    /// Forgets the run.
    pub(super) fn remove(&self) {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!("{}: {error}", self.path.display());
            }
            _ => {}
        }
    }

    /// Reads the runs of a folder, the oldest first.
    pub(super) fn read_all(folder: &Path) -> Vec<(Self, Head, Vec<BulkResult>)> {
        let Ok(files) = fs::read_dir(folder) else {
            // None was ever begun.
            return Vec::new();
        };
        let files = files.filter_map(|file| Some(file.ok()?.path()));
        let mut files: Vec<PathBuf> = files
            .filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"))
            .collect();
        files.sort();
        let read = files.into_iter().filter_map(|path| {
            Self::read(path.clone()).unwrap_or_else(|error| {
                tracing::warn!("{}: {error}", path.display());
                None
            })
        });
        read.collect()
    }

    /// Reads a run; nothing for one that another program is at.
    fn read(path: PathBuf) -> io::Result<Option<(Self, Head, Vec<BulkResult>)>> {
        let mut file = OpenOptions::new().read(true).append(true).open(&path)?;
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Ok(None);
        }
        let mut text = Vec::new();
        file.read_to_end(&mut text)?;
        let mut lines = text.split(|byte| *byte == b'\n');
        let head: Head = serde_json::from_slice(lines.next().unwrap_or_default())?;
        if head.version != VERSION {
            return Err(io::Error::other("it was written by a newer Pilothouse"));
        }
        let mut results = vec![BulkResult::Waiting; head.keys.len()];
        for line in lines {
            // The last line may have been cut off.
            let Ok((row, result)) = serde_json::from_slice::<(usize, BulkResult)>(line) else {
                continue;
            };
            if let Some(known) = results.get_mut(row) {
                *known = result;
            }
        }
        for result in &mut results {
            if *result == BulkResult::UnderWay {
                *result = BulkResult::Unknown;
            }
        }
        if !text.ends_with(b"\n") {
            file.write_all(b"\n")?;
        }
        let file = Mutex::new(file);
        Ok(Some((Self { path, file }, head, results)))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use harbor_api::{ProjectName, RepositoryName};
    use listing::lists::Artifacts;
    use pilothouse_protocol::{AccountId, ConnectionId};

    use super::*;
    use crate::lists::Owner;

    fn head(keys: usize) -> Head {
        let place = Place {
            connection: ConnectionId::new("images").unwrap(),
            origin: "https://images.example.org".to_owned(),
            owner: Owner {
                account: AccountId(1),
                name: Some("ada".to_owned()),
            },
        };
        let scope = Artifacts {
            project: ProjectName::new("skaha".to_owned()).unwrap(),
            repository: RepositoryName::new("astroml".to_owned()).unwrap(),
        };
        let rows = (0..keys).map(|key| BulkRow {
            key: format!("sha256:{key}"),
            name: format!("v{key}"),
        });
        let rows = InTurn {
            first: rows.collect(),
            later: Vec::new(),
        };
        Head::new(place, scope.into(), BulkChange::Scan, rows)
    }

    #[test]
    fn what_was_begun_without_an_end_is_not_known() {
        let folder = tempfile::tempdir().unwrap();
        let written = head(5);
        let journal = Journal::create(folder.path(), &written).unwrap();
        for (row, result) in [
            (0, BulkResult::UnderWay),
            (0, BulkResult::Changed),
            (1, BulkResult::UnderWay),
            (2, BulkResult::UnderWay),
            (2, BulkResult::Failed),
            (3, BulkResult::UnderWay),
            (3, BulkResult::Waiting),
        ] {
            journal.record(row, result).unwrap();
        }
        journal.sync().unwrap();
        drop(journal);
        let (_, read, results) = Journal::read_all(folder.path()).remove(0);
        assert_eq!(read, written);
        assert_eq!(
            results,
            [
                BulkResult::Changed,
                BulkResult::Unknown,
                BulkResult::Failed,
                BulkResult::Waiting,
                BulkResult::Waiting,
            ]
        );
    }

    #[test]
    fn a_line_that_was_cut_off_spoils_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::create(folder.path(), &head(3)).unwrap();
        let path = journal.path.clone();
        journal.record(0, BulkResult::Changed).unwrap();
        journal.record(1, BulkResult::Changed).unwrap();
        drop(journal);
        let text = fs::read(&path).unwrap();
        fs::write(&path, &text[..text.len() - 3]).unwrap();
        let (journal, _, results) = Journal::read_all(folder.path()).remove(0);
        assert_eq!(results[..2], [BulkResult::Changed, BulkResult::Waiting]);
        journal.record(2, BulkResult::Failed).unwrap();
        drop(journal);
        let (_, _, results) = Journal::read_all(folder.path()).remove(0);
        assert_eq!(results[2], BulkResult::Failed);
    }

    #[test]
    fn a_run_that_another_program_is_at_is_let_be() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::create(folder.path(), &head(1)).unwrap();
        assert!(Journal::read_all(folder.path()).is_empty());
        drop(journal);
        assert_eq!(Journal::read_all(folder.path()).len(), 1);
    }

    #[test]
    fn files_that_are_no_runs_and_newer_ones_stay() {
        let folder = tempfile::tempdir().unwrap();
        let mut newer = head(1);
        newer.version = 2;
        drop(Journal::create(folder.path(), &newer).unwrap());
        fs::write(folder.path().join("broken.jsonl"), "{").unwrap();
        assert!(Journal::read_all(folder.path()).is_empty());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("bulk");
        let journal = Journal::create(&folder, &head(1)).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&journal.path)), (0o700, 0o600));
    }
}
