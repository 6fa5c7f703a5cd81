//! Beginning, stopping and going on with runs, and saying what became of them.

use std::{future::Future, sync::Arc};

use leptos::prelude::*;
use pilothouse_protocol::{
    BulkChange, BulkId, BulkPart, BulkPhase, BulkRow, BulkRows, BulkRun, ConnectionId,
    ContinueBulk, Failure, FailureCode, ForgetBulk, StartBulk, StopBulk, UndoBulk,
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::{failure_message, failure_reason},
    features::projects::role_name,
    ipc::{self, write::why_off},
    list::List,
    permissions::forget_rights,
    registries::{Registries, registries},
    ui::Act,
    words::words,
};

/// Makes a change to the checked rows of a list. It goes on when the page is left.
pub fn start(registries: Registries, list: List, change: BulkChange) {
    if let Some(rows) = list.checked_in_bulk() {
        start_rows(registries, rows, change);
    }
}

/// Makes a change to rows.
pub fn start_rows(registries: Registries, rows: BulkRows, change: BulkChange) {
    work(registries, ipc::call(StartBulk { rows, change }));
}

/// Makes a change to some rows of a list; what is checked does not matter.
pub fn start_named(registries: Registries, list: List, rows: Vec<BulkRow>, change: BulkChange) {
    if let Some(rows) = list.named_in_bulk(rows) {
        start_rows(registries, rows, change);
    }
}

/// Makes a change to rows, and gives what became of it when it ended or stopped. That is said like
/// any other run's end.
pub async fn run(
    registries: Registries,
    rows: BulkRows,
    change: BulkChange,
) -> Result<BulkRun, Failure> {
    let run = ipc::call(StartBulk { rows, change }).await?;
    hear(registries, run.clone());
    Ok(run)
}

pub(super) fn go_on(registries: Registries, run: BulkId, part: BulkPart) {
    work(registries, ipc::call(ContinueBulk { run, part }));
}

pub(super) fn undo(registries: Registries, run: BulkId) {
    // The run that takes it back stands in its place, unless there is none.
    let before = registries.bulk.take(run);
    spawn_local(async move {
        match ipc::call(UndoBulk { run }).await {
            Ok(run) => hear(registries, run),
            Err(failure) => {
                before.into_iter().for_each(|run| hear(registries, run));
                tell_failure(registries, &failure);
            }
        }
    });
}

/// Stops a run.
pub(super) fn stop(registries: Registries, run: BulkId) {
    spawn_local(async move {
        match ipc::call(StopBulk { run }).await {
            Ok(run) => hear(registries, run),
            // It ended by itself meanwhile, and is no longer known.
            Err(failure) if failure.code == FailureCode::NotFound => {}
            Err(failure) => tell_failure(registries, &failure),
        }
    });
}

pub(super) fn forget(registries: Registries, run: BulkId) {
    registries.bulk.take(run);
    spawn_local(async move {
        match ipc::call(ForgetBulk { run }).await {
            Ok(_) => {}
            Err(failure) if failure.code == FailureCode::NotFound => {}
            Err(failure) => tell_failure(registries, &failure),
        }
    });
}

/// Why no run can be begun on a connection now: nothing may be changed, or one is under way.
pub fn why_no_run(connection: Signal<ConnectionId>) -> Signal<Option<&'static str>> {
    let (off, busy) = (why_off(connection), why_busy(connection));
    Signal::derive(move || off.get().or_else(|| busy.get()))
}

/// The run that is under way on a connection, as a reason to wait.
pub fn why_busy(connection: Signal<ConnectionId>) -> Signal<Option<&'static str>> {
    let bulk = registries().bulk;
    Signal::derive(move || {
        let running = bulk.running(&connection.get());
        running.map(|_| words().bulk.busy)
    })
}

fn work(registries: Registries, run: impl Future<Output = Result<BulkRun, Failure>> + 'static) {
    spawn_local(async move {
        match run.await {
            Ok(run) => hear(registries, run),
            Err(failure) => tell_failure(registries, &failure),
        }
    });
}

/// Takes in how far a run is. Its end is told once, whatever page is shown then, and also in a window
/// that was drawn anew meanwhile.
pub fn hear(registries: Registries, run: BulkRun) {
    if registries.bulk.put(run.clone()) {
        tell(registries, &run);
    }
}

fn tell_failure(registries: Registries, failure: &Failure) {
    registries.toasts.failed(
        words().bulk.not_started,
        failure_reason(failure),
        failure,
        None,
    );
}

/// Says how a run ended. One that was stopped has its banner.
fn tell(registries: Registries, run: &BulkRun) {
    let (w, toasts) = (&words().bulk, registries.toasts);
    let id = run.run;
    if let Some(failure) = &run.failure
        && failure.code == FailureCode::Forbidden
    {
        // The rights were others than known here.
        forget_rights(registries, &run.connection);
    }
    let counts = run.counts;
    if run.phase != BulkPhase::Ended {
        return;
    }
    if counts.total() == 0 {
        toasts.done(w.nothing, None);
        registries.bulk.take(id);
        return;
    }
    if counts.done() == counts.total() {
        let back: Act = Arc::new(move || undo(registries, id));
        let text = [done(run)]
            .into_iter()
            .chain((counts.unchanged > 0).then(|| w.unchanged(counts.unchanged)));
        let text: Vec<String> = text.collect();
        toasts.done(text.join(", "), (run.undoable > 0).then_some(back));
        return;
    }
    let reason = run.failure.as_ref();
    let reason = reason.map(|failure| row_reason(Some(&run.change), failure));
    let details = run.failure.as_ref().map(Failure::details);
    let show: Act = Arc::new(move || registries.bulk.opened().set(Some(id)));
    toasts.failed_with(
        format!("{}: {}", title(run), summary(run)),
        reason.unwrap_or_else(|| w.unknown_hint.to_owned()),
        details.unwrap_or_default(),
        w.show,
        show,
    );
}

/// Why a row was not changed.
pub(super) fn row_reason(change: Option<&BulkChange>, failure: &Failure) -> String {
    let w = &words().bulk;
    match (change, failure.code) {
        (Some(BulkChange::AddToProject { .. }), FailureCode::Conflict) => {
            w.member_already.to_owned()
        }
        (Some(BulkChange::RemoveFromProject { .. }), FailureCode::Conflict) => {
            w.has_another_role.to_owned()
        }
        _ => failure_message(failure),
    }
}

/// `Adding label gpu to 1,000 artifacts`
pub(super) fn title(run: &BulkRun) -> String {
    let (w, total) = (&words().bulk, run.counts.total());
    match &run.change {
        BulkChange::AddLabel { label } => w.adding(&label.name, total),
        BulkChange::RemoveLabel { label } => w.removing(&label.name, total),
        BulkChange::Scan => w.scanning(total),
        BulkChange::GenerateSbom => w.generating(total),
        BulkChange::StopScan => w.stopping_scans(total),
        BulkChange::Delete => w.deleting(&run.scope, total),
        BulkChange::Copy {
            project,
            repository,
        } => w.copying(total, &format!("{project}/{repository}")),
        BulkChange::PutTagsBack => w.putting_back(total),
        BulkChange::SetRole { role } => w.giving_role(role_name(*role), total),
        BulkChange::AddToProject { project, role } => {
            w.joining(&run.scope, total, project.as_str(), role_name(*role))
        }
        BulkChange::RemoveFromProject { project, .. } => {
            w.leaving(&run.scope, total, project.as_str())
        }
        BulkChange::SetEnabled { enabled: true } => w.turning_on(&run.scope, total),
        BulkChange::SetEnabled { enabled: false } => w.turning_off(&run.scope, total),
        BulkChange::SetExpiry { .. } => w.setting_expiry(total),
    }
}

/// `Label gpu added to 1,000 artifacts`
fn done(run: &BulkRun) -> String {
    let (w, changed) = (&words().bulk, run.counts.changed);
    match &run.change {
        BulkChange::AddLabel { label } => w.added(&label.name, changed),
        BulkChange::RemoveLabel { label } => w.removed(&label.name, changed),
        BulkChange::Scan => w.scanned(changed),
        BulkChange::GenerateSbom => w.generated(changed),
        BulkChange::StopScan => w.scans_stopped(changed),
        BulkChange::Delete => w.deleted(&run.scope, changed),
        BulkChange::Copy {
            project,
            repository,
        } => w.copied(changed, &format!("{project}/{repository}")),
        BulkChange::PutTagsBack => w.put_back(changed),
        BulkChange::SetRole { role } => w.role_given(role_name(*role), changed),
        BulkChange::AddToProject { project, role } => {
            w.joined(&run.scope, changed, project.as_str(), role_name(*role))
        }
        BulkChange::RemoveFromProject { project, .. } => {
            w.left_project(&run.scope, changed, project.as_str())
        }
        BulkChange::SetEnabled { enabled: true } => w.turned_on(&run.scope, changed),
        BulkChange::SetEnabled { enabled: false } => w.turned_off(&run.scope, changed),
        BulkChange::SetExpiry { .. } => w.expiry_set(changed),
    }
}

/// `412 done, 588 to do, 3 failed`
pub(super) fn summary(run: &BulkRun) -> String {
    let (w, counts) = (&words().bulk, run.counts);
    // Those that are done again by themselves count as to do.
    let unknown = (counts.waiting + counts.unknown).saturating_sub(run.left);
    let parts = [
        (true, w.done(counts.done())),
        (run.left > 0, w.left(run.left)),
        (unknown > 0, w.unknown(unknown)),
        (counts.failed > 0, w.failed(counts.failed)),
    ];
    let parts = parts.into_iter().filter(|(is_said, _)| *is_said);
    parts.map(|(_, part)| part).collect::<Vec<_>>().join(", ")
}
