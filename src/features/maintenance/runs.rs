//! What the runs of collection and rotation have in common: their states, what they were started by.

use std::{sync::Arc, time::Duration};

use harbor_api::{ExecutionId, Operation, reply::Text, types::JobStatus};
use leptos::prelude::*;
use listing::lists::system::maintenance::DRY_RUN;
use pilothouse_protocol::ConnectionId;
use web_sys::Element;

use crate::{
    actions::use_action,
    features::{
        executions::{StopButton, is_stopping, unless_stopping},
        maintenance::facts::Overview,
    },
    ipc::write::{Change, write},
    list::{CellView, LineView, List, StateCell, StateWords, TextCell, Tone, Values},
    registries::registries,
    ui::{Act, Icon, LogDialog},
    words::words,
};

/// How often runs are looked at while one goes on.
const AGAIN: Duration = Duration::from_secs(3);

/// The log that is open. It stands over the page: the inspector is drawn anew as its run goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenLog {
    pub run: ExecutionId,
    pub title: String,
    /// When it was opened.
    is_running: bool,
}

impl OpenLog {
    /// That of a line.
    pub fn of(key: &str, values: &Values<'_>) -> Option<Self> {
        let title = words()
            .maintenance
            .log_of(&mode_name(values.text("mode")), key);
        Some(Self {
            run: ExecutionId(key.parse().ok()?),
            title,
            is_running: goes_on(values),
        })
    }

    /// Whether it is written on.
    pub fn is_running(&self, list: List) -> Signal<bool> {
        list.still(self.run.to_string(), self.is_running, goes_on)
    }
}

/// The log that is open, over the page. `read` is what reads it, and `kind` begins its file's name.
pub fn log_dialog<O>(
    connection: Signal<ConnectionId>,
    list: List,
    log: RwSignal<Option<OpenLog>>,
    kind: &'static str,
    read: fn(ExecutionId) -> O,
) -> impl Fn() -> Option<AnyView>
where
    O: Operation<Reply = Text> + Clone + Send + Sync + 'static,
{
    move || {
        let open = log.get()?;
        let is_running = open.is_running(list);
        let dialog = view! {
            <LogDialog
                connection=connection
                of=read(open.run)
                is_running=is_running
                title=open.title
                file=format!("{kind}-{}.log", open.run)
                on_close=Callback::new(move |()| log.set(None))
            />
        };
        Some(dialog.into_any())
    }
}

/// The key of a row, and whether that was asked to stop.
pub fn row_to_stop(key: &str, values: &Values<'_>) -> (String, bool) {
    (key.to_owned(), is_stopping(values))
}

/// What can be done with a run: its log is opened, and one that goes on is stopped by `stop`.
pub fn run_buttons<O>(
    overview: Overview,
    list: List,
    id: &'static str,
    (key, is_stopping): (String, bool),
    open_log: impl Fn() + Clone + Send + Sync + 'static,
    stop: Option<O>,
    changed: impl Fn() + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    O: Operation + Clone + Send + Sync + 'static,
{
    let w = &words().maintenance;
    let registries = registries();
    let stop = stop.map(|operation| {
        let press = Callback::new(move |failed: Act| {
            let changed = changed.clone();
            let done: Act = Arc::new(move || {
                registries.toasts.done(words().maintenance.stopping, None);
                changed();
            });
            write(
                registries,
                Change {
                    connection: overview.connection.get_untracked(),
                    operation: operation.clone(),
                    failed: w.not_stopped.to_owned(),
                    on_done: done,
                    on_failed: Some(failed),
                },
            );
        });
        view! {
            <StopButton
                list=list
                key=key
                is_stopping=is_stopping
                id="run-stop"
                off=overview.off
                press=press
            />
        }
    });
    use_action("row.log", open_log.clone());
    view! {
        <button type="button" class="btn" id=id on:click=move |_| open_log()>
            <Icon name="file" />
            {w.log}
        </button>
        {stop}
    }
}

/// How a run is.
pub fn run_state(word: &str) -> StateWords {
    let w = &words().maintenance;
    match JobStatus::from(word.to_owned()) {
        JobStatus::Success => StateWords::new("check-circle", Tone::Good, w.succeeded),
        JobStatus::Error => StateWords::new("alert", Tone::Bad, w.failed),
        JobStatus::Stopped => StateWords::new("minus", Tone::Quiet, w.stopped),
        JobStatus::Running => StateWords::new("refresh", Tone::Active, w.runs),
        JobStatus::Pending | JobStatus::Scheduled => {
            StateWords::new("clock", Tone::Active, w.waits)
        }
        JobStatus::Other(word) => StateWords::new("info", Tone::Quiet, word),
    }
}

/// The same of a row, which may have been asked to stop.
pub fn state_of(values: &Values<'_>) -> StateWords {
    unless_stopping(values, run_state(values.text("status")))
}

pub fn state_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, |line| state_of(line)))
}

pub fn state_text(line: &LineView<'_>) -> String {
    state_of(line).text
}

pub fn state_name(word: &str) -> String {
    run_state(word).text
}

/// What a run does; nothing where that is not known.
pub fn mode_name(word: &str) -> String {
    let w = &words().maintenance;
    match word {
        "" => "",
        DRY_RUN => w.dry_run,
        _ => w.real_run,
    }
    .to_owned()
}

pub fn mode_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, column| {
        mode_name(line.text(column))
    }))
}

pub fn mode_text(line: &LineView<'_>) -> String {
    mode_name(line.text("mode"))
}

/// What a run was started by.
pub fn trigger_name(word: &str) -> String {
    let w = &words().maintenance;
    match word {
        "MANUAL" => w.by_hand,
        "SCHEDULE" => w.by_schedule,
        other => other,
    }
    .to_owned()
}

pub fn trigger_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, column| {
        trigger_name(line.text(column))
    }))
}

pub fn trigger_text(line: &LineView<'_>) -> String {
    trigger_name(line.text("trigger"))
}

/// Whether a line's run goes on.
pub fn goes_on(values: &Values<'_>) -> bool {
    !JobStatus::from(values.text("status").to_owned()).is_final()
}

/// Reads the runs again from time to time while one of those that are seen goes on.
pub fn follow_runs(list: List) {
    let is_active = Memo::new(move |_| {
        list.block.with(|block| {
            block.as_ref().is_some_and(|block| {
                block.lines.iter().any(|line| {
                    goes_on(&Values {
                        columns: list.columns,
                        cells: &line.cells,
                    })
                })
            })
        })
    });
    list.read_newest_while(is_active.into(), AGAIN);
}
