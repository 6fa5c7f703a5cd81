//! Executions that come of a policy, the tasks of one, and the logs of these: what webhooks sent, what was
//! replicated, what was preheated. Each of them declares its lists; how one gets from an execution to a log
//! is here once.

mod cells;
mod list;
mod reason;
mod stopping;
mod tasks;
mod words;

pub use cells::{goes_on, job_state, took, took_cell};
pub use list::ExecutionList;
pub use reason::FailedBecause;
pub use stopping::{StopButton, is_stopping, unless_stopping};
pub use tasks::{TaskList, TaskPane, open_tasks};
pub use words::Executions as ExecutionWords;

use std::time::Duration;

use harbor_api::{ExecutionId, TaskId};
use leptos::prelude::*;
use listing::ListScope;
use pilothouse_protocol::ConnectionId;

use crate::{
    filter::FilterField,
    list::{Column, List, ListWords, Values},
    ui::{Act, Icon},
    words::words,
};

/// How often a list is read again while something in it goes on.
pub const AGAIN: Duration = Duration::from_secs(5);

/// The executions of a policy.
#[derive(Clone)]
pub struct ExecutionsOf {
    pub scope: ListScope,
    /// What stands above them.
    pub title: String,
    /// They are a page of their own, not a part of a project's.
    pub is_page: bool,
    pub columns: fn() -> Vec<Column>,
    pub fields: fn() -> Vec<FilterField>,
    pub said: ListWords,
    /// Said where there are none: a title, and why.
    pub empty: (&'static str, &'static str),
    pub title_of: fn(&str) -> String,
    /// Whether a status is not the last one.
    pub goes_on: fn(&str) -> bool,
    /// What is known of one.
    pub facts: fn(&Values<'_>) -> AnyView,
    /// Starts one; none where that can't be asked for.
    pub start: Option<Start>,
    /// Stops one; none where that can't be asked for.
    pub stop: Option<Stop>,
    /// Why nothing can be changed now.
    pub off: Signal<Option<&'static str>>,
    pub tasks: Callback<ExecutionId, TasksOf>,
}

/// A button that starts an execution; the list is read again then.
#[derive(Clone, Copy)]
pub struct Start {
    pub text: &'static str,
    pub press: Callback<List>,
}

/// Stopping an execution.
#[derive(Clone, Copy)]
pub struct Stop {
    /// Whether the account may.
    pub is_offered: Signal<bool>,
    /// With what is to be done where it fails.
    pub press: Callback<(ExecutionId, List, Act)>,
}

/// The tasks of an execution.
#[derive(Clone)]
pub struct TasksOf {
    pub scope: ListScope,
    pub title: String,
    pub is_page: bool,
    pub columns: fn() -> Vec<Column>,
    pub fields: fn() -> Vec<FilterField>,
    pub said: ListWords,
    pub empty: (&'static str, &'static str),
    /// From its key and what is known of it.
    pub title_of: fn(&str, &Values<'_>) -> String,
    pub goes_on: fn(&str) -> bool,
    /// Whether one that ended may be tried again by the server.
    pub is_tried_again: fn(&Values<'_>) -> bool,
    pub facts: fn(&Values<'_>) -> AnyView,
    /// Why one failed, where the rows don't say.
    pub reason: Option<Reason>,
    pub log: Callback<ShownLog, AnyView>,
}

/// Why a task failed.
#[derive(Clone, Copy)]
pub struct Reason {
    pub has_failed: fn(&Values<'_>) -> bool,
    pub of: Callback<(Signal<ConnectionId>, TaskId), AnyView>,
}

/// The log that is asked for.
#[derive(Clone, Copy)]
pub struct ShownLog {
    pub connection: Signal<ConnectionId>,
    pub task: TaskId,
    /// It is written on.
    pub is_running: Signal<bool>,
    pub on_close: Callback<()>,
}

/// The executions of a policy, or the tasks of one of them.
#[component]
pub fn Executions(
    connection: Signal<ConnectionId>,
    of: ExecutionsOf,
    on_back: Callback<()>,
) -> impl IntoView {
    let opened = RwSignal::new(None::<ExecutionId>);
    let of = StoredValue::new(of);
    move || match opened.get() {
        Some(execution) => view! {
            <TaskList
                connection=connection
                of=of.with_value(|of| of.tasks.run(execution))
                on_back=Callback::new(move |()| opened.set(None))
            />
        }
        .into_any(),
        None => view! {
            <ExecutionList
                connection=connection
                of=of.get_value()
                opened=opened
                on_back=on_back
            />
        }
        .into_any(),
    }
}

/// Whether one of the rows that are here fits.
pub fn has_row(list: List, fits: impl Fn(&Values<'_>) -> bool) -> bool {
    list.block.with(|block| {
        block.as_ref().is_some_and(|block| {
            block.lines.iter().any(|line| {
                fits(&Values {
                    columns: list.columns,
                    cells: &line.cells,
                })
            })
        })
    })
}

/// The button that leads back to what stood there before.
#[component]
fn Back(on_back: Callback<()>) -> impl IntoView {
    let w = &words().executions;
    view! {
        <button
            type="button"
            class="btn ghost icon"
            aria-label=w.back
            title=w.back
            on:click=move |_| on_back.run(())
        >
            <Icon name="arrow-left" />
        </button>
    }
}

/// What stands above a list, as the heading of a page or of a part of one.
#[component]
fn Heading(text: String, is_page: bool) -> impl IntoView {
    match is_page {
        true => view! { <h1 class="trunc">{text}</h1> }.into_any(),
        false => view! { <h2 class="trunc">{text}</h2> }.into_any(),
    }
}
