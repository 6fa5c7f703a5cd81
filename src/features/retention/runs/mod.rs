//! The runs of a policy: all of them as a list, the newest in the panel, and each with its repositories.

mod recent;
mod run_dialog;
mod tasks;

use std::sync::Arc;

use harbor_api::{RetentionExecutionId, RetentionId, types::JobStatus};
use leptos::prelude::*;
use listing::{Line, Listing, Sort, lists::RetentionRuns};

use crate::{
    features::{
        executions::job_state,
        retention::{policy::Policy, runs::tasks::Tasks},
    },
    filter::FilterField,
    list::{Column, List, ListBody, ListWords, StateCell, StateWords, TableOf, TextCell, Values},
    ui::Empty,
    words::words,
};

pub use recent::RecentRuns;
pub use run_dialog::RunDialog;

/// A run whose repositories are shown, and whether it is over.
pub type OpenedRun = RwSignal<Option<(RetentionExecutionId, bool)>>;

/// How a run, or its part in one repository, is; older descriptions have words of their own.
fn run_state(word: &str) -> StateWords {
    match word {
        "Succeed" => job_state("Success"),
        "Failed" => job_state("Error"),
        other => job_state(other),
    }
}

fn status_column(columns: &'static [listing::Column]) -> Column {
    Column::new(columns, "status", words().retention.status)
        .width(120)
        .cell(|cell, _| Box::new(StateCell::new(cell, |line| run_state(line.text("status")))))
        .text(|line| run_state(line.text("status")).text)
        .sorted()
}

fn status_field(columns: &'static [listing::Column]) -> FilterField {
    FilterField::new(columns, "status", words().retention.status, "check-circle")
        .shown_as(|word| run_state(word).text)
}

fn kind_words(is_dry: &str) -> String {
    kind_of_run(is_dry == "yes").to_owned()
}

fn kind_of_run(is_dry: bool) -> &'static str {
    let w = &words().retention;
    if is_dry { w.dry_run } else { w.real_run }
}

fn trigger_words(word: &str) -> String {
    let w = &words().retention;
    match word {
        "MANUAL" => w.manual.to_owned(),
        "SCHEDULE" => w.scheduled.to_owned(),
        other => other.to_owned(),
    }
}

fn run_columns() -> Vec<Column> {
    let w = &words().retention;
    let column = |id, words| Column::new(RetentionRuns::COLUMNS, id, words);
    vec![
        column("execution", w.run).width(90),
        column("dry_run", w.kind)
            .cell(|cell, column| {
                Box::new(TextCell::new(cell, column, |line, column| {
                    kind_words(line.text(column))
                }))
            })
            .text(|line| kind_words(line.text("dry_run")))
            .sorted(),
        status_column(RetentionRuns::COLUMNS),
        column("trigger", w.trigger)
            .width(120)
            .class("p3")
            .cell(|cell, column| {
                Box::new(TextCell::new(cell, column, |line, column| {
                    trigger_words(line.text(column))
                }))
            })
            .text(|line| trigger_words(line.text("trigger"))),
        column("started", w.started).width(98).class("r").sorted(),
        column("ended", w.ended).width(98).class("r p2").sorted(),
    ]
}

fn run_fields() -> Vec<FilterField> {
    let w = &words().retention;
    let field = |id, words, icon| FilterField::new(RetentionRuns::COLUMNS, id, words, icon);
    vec![
        field("dry_run", w.kind, "filter").shown_as(kind_words),
        status_field(RetentionRuns::COLUMNS),
        field("trigger", w.trigger, "user").shown_as(trigger_words),
        field("started", w.started, "calendar"),
    ]
}

/// All runs of a policy; an opened one shows its repositories.
#[component]
pub fn Runs(
    policy: Policy,
    id: RetentionId,
    opened: OpenedRun,
    /// After each run that this page started.
    ended: RwSignal<u32>,
) -> impl IntoView {
    move || match opened.get() {
        Some((execution, is_final)) => view! {
            <Tasks
                policy=policy
                id=id
                execution=execution
                is_final=is_final
                on_back=Callback::new(move |()| opened.set(None))
            />
        }
        .into_any(),
        None => view! { <RunList policy=policy id=id opened=opened ended=ended /> }.into_any(),
    }
}

#[component]
fn RunList(
    policy: Policy,
    id: RetentionId,
    opened: OpenedRun,
    ended: RwSignal<u32>,
) -> impl IntoView {
    let w = &words().retention;
    let newest = Sort::descending("started");
    let list = List::open(
        policy.connection,
        RetentionRuns { policy: id },
        Some(newest),
    );
    Effect::new(move |before: Option<u32>| {
        let count = ended.get();
        if before.is_some_and(|before| before != count) {
            list.reload();
        }
        count
    });
    let on_open = Callback::new(move |line: Arc<Line>| {
        let run = Values {
            columns: list.columns,
            cells: &line.cells,
        };
        if let Ok(number) = line.key.parse() {
            let status = JobStatus::from(run.text("status").to_owned());
            opened.set(Some((RetentionExecutionId(number), status.is_final())));
        }
    });
    let said = ListWords {
        find: w.runs_find,
        all: w.the_runs,
        one: w.run,
        copy_keys: w.copy_runs,
        number: |number| words().retention.runs_of(number),
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="history" title=w.runs_empty_title text=w.runs_empty_text /> }
    });
    view! {
        <div class="page grow">
            <ListBody
                is_in_tab=true
                of=TableOf::new(list, run_columns())
                fields=run_fields()
                said=said
                label=w.runs_table.to_owned()
                on_open=on_open
                empty=empty
            />
        </div>
    }
}
