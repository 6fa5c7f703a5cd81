//! What lists of executions and tasks have in common.

use harbor_api::types::JobStatus;
use web_sys::Element;

use crate::{
    format::lasting,
    list::{CellView, LineView, StateWords, TextCell, Tone, Values},
    words::words,
};

/// How an execution or a task of the job service is.
pub fn job_state(word: &str) -> StateWords {
    let w = &words().executions;
    match JobStatus::from(word.to_owned()) {
        JobStatus::Success => StateWords::new("check-circle", Tone::Good, w.succeeded),
        JobStatus::Error => StateWords::new("alert", Tone::Bad, w.failed),
        JobStatus::Stopped => StateWords::new("minus", Tone::Quiet, w.stopped),
        JobStatus::Running => StateWords::new("refresh", Tone::Active, w.running),
        JobStatus::Pending | JobStatus::Scheduled => {
            StateWords::new("clock", Tone::Active, w.waiting)
        }
        JobStatus::Other(word) => StateWords::new("info", Tone::Quiet, word),
    }
}

/// Whether something is still to be expected of one.
pub fn goes_on(word: &str) -> bool {
    !JobStatus::from(word.to_owned()).is_final()
}

/// How long a task took: unlike an execution's, its times are exact.
pub fn took(values: &Values<'_>) -> String {
    match (values.time("started"), values.time("ended")) {
        (Some(started), Some(ended)) => lasting(ended - started),
        _ => "–".to_owned(),
    }
}

/// The same as a cell.
pub fn took_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line: &LineView<'_>, _| {
        took(line)
    }))
}
