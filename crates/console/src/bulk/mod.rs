//! Bulk runs: the same change to many rows of a list, in the shell.
//!
//! Invariants: a run is seen and gone on with only by the account that began it, at the address
//! where it began. A row is written down as begun before it is asked for. What may be done twice is
//! done again by itself, other changes never without a person's word.

mod change;
mod drive;
mod journal;
mod preview;
mod run;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use listing::{Cell, ListScope};
use pilothouse_protocol::{
    BulkChange, BulkId, BulkItems, BulkPage, BulkPhase, BulkResult, BulkRow, BulkRows, BulkRun,
    BulkRuns, ConnectionId, ConnectionKind, ConnectionState, ContinueBulk, Empty, Event, Failure,
    FailureCode, ForgetBulk, KnownBulkRuns, StartBulk, StopBulk, UndoBulk,
};
use serde::{Deserialize, Serialize};

use crate::{
    calls::open_calls::OpenCall,
    changes,
    console::{Console, locked, on_disk, removed},
    desktop::blocking,
    lists::{InTurn, Owner},
    settings::{SavedConnection, Settings},
};
use journal::{Head, Journal};
use run::{Run, UnderWay};

/// Runs at rest that are remembered for their results and for Undo, unless something is left to do.
const REMEMBERED: usize = 8;

/// Where a run belongs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    connection: ConnectionId,
    /// Scheme, host and port.
    origin: String,
    #[serde(flatten)]
    owner: Owner,
}

impl Place {
    /// Whether it is still that of a kept account. The demo registry's world is another one at each
    /// start.
    fn is_kept(&self, settings: &Settings) -> bool {
        let is_of = |saved: &&SavedConnection| {
            saved.id == self.connection
                && saved.kind == ConnectionKind::Registry
                && saved.origin == self.origin
        };
        let saved = settings.connections.iter().find(is_of);
        saved.is_some_and(|saved| {
            let mut accounts = saved.accounts.iter();
            accounts.any(|account| {
                account.id == self.owner.account && account.way.name() == self.owner.name.as_deref()
            })
        })
    }
}

/// All runs that are known.
pub(crate) struct Bulk {
    folder: PathBuf,
    register: Mutex<Register>,
}

struct Register {
    last: u64,
    /// The newest stands last.
    runs: Vec<Arc<Run>>,
}

impl Bulk {
    /// Reads what an earlier start left unfinished; what nobody can go on with is removed.
    pub(crate) fn open(profile: &Path, settings: &Settings) -> Self {
        let folder = profile.join("bulk");
        let mut register = Register {
            last: 0,
            runs: Vec::new(),
        };
        for (journal, head, results) in Journal::read_all(&folder) {
            let is_kept = head.place.is_kept(settings);
            let id = register.next_id();
            let run = Run::new(id, head, Some(journal), results, BulkPhase::Interrupted);
            if is_kept && run.is_open() {
                register.runs.push(Arc::new(run));
            } else {
                run.remove();
            }
        }
        Self {
            folder,
            register: Mutex::new(register),
        }
    }

    fn get(&self, id: BulkId) -> Option<Arc<Run>> {
        let register = locked(&self.register);
        register.runs.iter().find(|run| run.id == id).cloned()
    }

    /// Makes a run that is under way.
    fn begin(&self, head: Head) -> Result<UnderWay, Failure> {
        let mut register = locked(&self.register);
        register.refuse_second(&head.place.connection)?;
        let journal = if head.keys.is_empty() {
            None
        } else {
            let created = on_disk(|| Journal::create(&self.folder, &head));
            Some(created.map_err(|error| unwritten(&error))?)
        };
        let id = register.next_id();
        let waiting = vec![BulkResult::Waiting; head.keys.len()];
        let run = Arc::new(Run::new(id, head, journal, waiting, BulkPhase::Running));
        register.runs.push(Arc::clone(&run));
        register.make_room();
        Ok(UnderWay::new(run))
    }

    /// Puts a run at rest under way again.
    fn begin_again(&self, run: Arc<Run>) -> Result<UnderWay, Failure> {
        let register = locked(&self.register);
        register.refuse_second(&run.head.place.connection)?;
        run.begin();
        Ok(UnderWay::new(run))
    }

    /// Forgets runs; those under way stop.
    fn forget(&self, is_one: impl Fn(&Run) -> bool) {
        locked(&self.register).runs.retain(|run| {
            let goes = is_one(run);
            if goes {
                run.stop();
                run.remove();
            }
            !goes
        });
    }

    /// Forgets the runs of a connection that is removed.
    pub(crate) fn forget_connection(&self, connection: &ConnectionId) {
        self.forget(|run| run.head.place.connection == *connection);
    }

    /// Forgets the runs of an account that is removed.
    pub(crate) fn forget_account(
        &self,
        connection: &ConnectionId,
        account: pilothouse_protocol::AccountId,
    ) {
        self.forget(|run| {
            let place = &run.head.place;
            place.connection == *connection && place.owner.account == account
        });
    }
}

impl Register {
    fn next_id(&mut self) -> BulkId {
        self.last += 1;
        BulkId(self.last)
    }

    fn refuse_second(&self, connection: &ConnectionId) -> Result<(), Failure> {
        let mut runs = self.runs.iter();
        if runs.any(|run| run.head.place.connection == *connection && run.is_running()) {
            return Err(Failure::new(
                FailureCode::Conflict,
                "Another bulk change is under way at this registry.",
            )
            .with_hint("Wait until it ends, or stop it."));
        }
        Ok(())
    }

    /// Forgets runs that ended with nothing left to do, the oldest first.
    fn make_room(&mut self) {
        let is_over = |run: &Run| !run.is_running() && !run.is_open();
        let mut over = self.runs.iter().filter(|run| is_over(run)).count();
        self.runs.retain(|run| {
            let goes = over > REMEMBERED && is_over(run);
            if goes {
                over -= 1;
                run.remove();
            }
            !goes
        });
    }
}

/// What is said where a run's file can't be written.
fn unwritten(error: &std::io::Error) -> Failure {
    Failure::new(
        FailureCode::Storage,
        format!("What was done could not be written down: {error}."),
    )
    .with_hint("Nothing more is changed until it can be.")
}

fn in_one_turn(rows: Vec<BulkRow>) -> InTurn {
    InTurn {
        first: rows,
        later: Vec::new(),
    }
}

fn forgotten() -> Failure {
    Failure::new(
        FailureCode::NotFound,
        "This bulk change is no longer known.",
    )
}

impl Console {
    /// Where runs of the account that a connection is used with belong.
    fn place(&self, connection: &ConnectionId) -> Result<Place, Failure> {
        Ok(Place {
            connection: connection.clone(),
            origin: self.view(connection)?.origin,
            owner: self.owner(connection)?,
        })
    }

    /// A run, if it is of the account that is in use.
    fn bulk_run(&self, id: BulkId) -> Result<Arc<Run>, Failure> {
        let run = self.bulk.get(id).ok_or_else(forgotten)?;
        if self.place(&run.head.place.connection)? == run.head.place {
            Ok(run)
        } else {
            Err(forgotten())
        }
    }

    /// Refuses a change that may not be made now, before anything is begun.
    async fn allow_bulk(
        &self,
        connection: &ConnectionId,
        change: &BulkChange,
        scope: &ListScope,
        first: Option<&BulkRow>,
    ) -> Result<(), Failure> {
        let read_only = self.read_only(connection).await?;
        match first {
            // What is sent is known when the row was read.
            Some(row) if change::reading(change, scope, row)?.is_some() => {
                changes::allow_writing(read_only)
            }
            Some(row) => match change::operation(change, scope, &row.key, &[])? {
                Some(operation) => changes::allow(operation.info(), read_only),
                None => Ok(()),
            },
            None => Ok(()),
        }
    }

    /// Makes the same change to several rows of a list. Ends when the run does; leaving the page does
    /// not end it.
    pub(crate) async fn start_bulk(
        &self,
        call: &OpenCall<'_>,
        command: StartBulk,
    ) -> Result<BulkRun, Failure> {
        let change = command.change;
        let (place, scope, rows) = match command.rows {
            BulkRows::Checked { list, query } => {
                let list = self.lists.get(list)?;
                let scope = list.scope().clone();
                let place = self.place(list.connection())?;
                let turn = |cells: &[Cell]| change::turn(&change, &scope, cells);
                let rows = list.checked_in_turn(&place.owner, &query, turn);
                (place, scope, rows)
            }
            BulkRows::Named {
                connection,
                scope,
                rows,
            } => (self.place(&connection)?, scope, in_one_turn(rows)),
        };
        let first = rows.first.first().or(rows.later.first());
        self.allow_bulk(&place.connection, &change, &scope, first)
            .await?;
        call.settle()?;
        let head = Head::new(place, scope, change, rows);
        let under_way = self.bulk.begin(head)?;
        let rows = under_way.run.rows(&[]);
        Ok(self.drive(under_way, rows).await)
    }

    /// Goes on with rows of a run.
    pub(crate) async fn continue_bulk(
        &self,
        call: &OpenCall<'_>,
        command: ContinueBulk,
    ) -> Result<BulkRun, Failure> {
        let run = self.bulk_run(command.run)?;
        let head = &run.head;
        self.allow_bulk(
            &head.place.connection,
            &head.change,
            &head.scope,
            head.row(0).as_ref(),
        )
        .await?;
        call.settle()?;
        let under_way = self.bulk.begin_again(run)?;
        let rows = under_way.run.part(command.part);
        Ok(self.drive(under_way, rows).await)
    }

    /// Takes back what a run has changed.
    pub(crate) async fn undo_bulk(
        &self,
        call: &OpenCall<'_>,
        command: UndoBulk,
    ) -> Result<BulkRun, Failure> {
        let run = self.bulk_run(command.run)?;
        let change = change::inverse(&run.head.change, &run.head.scope).ok_or_else(|| {
            Failure::new(FailureCode::Invalid, "This change can't be taken back.")
        })?;
        let rows = run.changed_rows();
        let head = &run.head;
        self.allow_bulk(&head.place.connection, &change, &head.scope, rows.first())
            .await?;
        call.settle()?;
        let rows = in_one_turn(rows);
        let head = Head::new(head.place.clone(), head.scope.clone(), change, rows);
        let under_way = self.bulk.begin(head)?;
        self.bulk.forget(|known| known.id == command.run);
        let rows = under_way.run.rows(&[]);
        Ok(self.drive(under_way, rows).await)
    }

    /// Stops a run and says how far it came.
    pub(crate) async fn stop_bulk(&self, command: StopBulk) -> Result<BulkRun, Failure> {
        let run = self.bulk_run(command.run)?;
        run.stop();
        run.rests().await;
        Ok(run.state())
    }

    pub(crate) fn forget_bulk(&self, command: ForgetBulk) -> Result<Empty, Failure> {
        let run = self.bulk_run(command.run)?;
        if run.is_running() {
            return Err(
                Failure::new(FailureCode::Precondition, "This bulk change is under way.")
                    .with_hint("Stop it first."),
            );
        }
        self.bulk.forget(|known| known.id == run.id);
        Ok(Empty {})
    }

    /// The runs of the account that is signed in; none where nobody is.
    pub(crate) fn bulk_runs(&self, command: &BulkRuns) -> Result<KnownBulkRuns, Failure> {
        let place = self.place(&command.connection)?;
        let is_in = self.view(&command.connection)?.state == ConnectionState::Connected;
        let register = locked(&self.bulk.register);
        let runs = register.runs.iter();
        let own = runs.filter(|run| is_in && run.head.place == place);
        Ok(KnownBulkRuns {
            runs: own.map(|run| run.state()).collect(),
        })
    }

    pub(crate) fn bulk_items(&self, command: &BulkItems) -> Result<BulkPage, Failure> {
        Ok(self.bulk_run(command.run)?.items(command))
    }

    /// Tells how far a run is, and shows its rows: now, or not too often. Another account's is not
    /// told.
    fn publish_bulk(&self, run: &Run, now: bool) {
        if !run.is_due(now) {
            return;
        }
        let place = &run.head.place;
        if self
            .place(&place.connection)
            .is_ok_and(|here| here == *place)
        {
            (self.listener)(Event::Bulk(Box::new(run.state())));
        }
    }

    /// Writes what was done down to the disk; where that fails it is in the log, and what is known
    /// here is not changed by it.
    async fn sync_bulk(&self, run: &Arc<Run>) -> Result<(), Failure> {
        let synced = Arc::clone(run);
        match blocking(move || synced.sync()).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(unwritten(&error)),
            Err(reason) => Err(Failure::new(FailureCode::Internal, reason)),
        }
    }

    /// Whether a run's account is still the one in use.
    fn check_place(&self, run: &Run) -> Result<(), Failure> {
        match self.place(&run.head.place.connection) {
            Ok(place) if place == run.head.place => Ok(()),
            Ok(_) => Err(Failure::new(
                FailureCode::SignInNeeded,
                "Another account is in use now.",
            )),
            Err(_) => Err(removed()),
        }
    }
}
