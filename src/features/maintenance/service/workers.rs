//! Who works on what: the log of a job, and stopping it.

use std::sync::Arc;

use harbor_api::{
    JobId,
    operations::{GetJobLog, StopJob},
};
use leptos::prelude::*;
use listing::{Line, Listing, Sort, lists};
use web_sys::Element;

use super::{
    AGAIN,
    free::FreeWorkers,
    pane::{ServiceList, Shape},
    pools::Pools,
};
use crate::{
    actions::use_action,
    features::{
        executions::{StopButton, is_stopping},
        maintenance::{
            facts::{Overview, View},
            job_names::job_name,
        },
    },
    filter::FilterField,
    format::{lasting, whole},
    ipc::write::{Change, write},
    list::{CellView, Column, LineView, List, ListWords, SpanCell, TableOf, TextCell, Values},
    registries::registries,
    ui::{Act, CopyIcon, Empty, Icon, Inspector, LogDialog, pair, section},
    words::words,
};

const OF_LIST: &[listing::Column] = lists::Workers::COLUMNS;

/// The log that is open. It stands over the page: the inspector is drawn anew as its job goes on.
#[derive(Clone, PartialEq)]
struct OpenLog {
    worker: String,
    job: JobId,
    title: String,
}

/// Opens the workers and follows them.
pub fn open(overview: Overview) -> List {
    let busy_first = Sort::descending("started");
    let list = List::open(overview.connection, lists::Workers {}, Some(busy_first));
    list.read_while(Signal::stored(true), AGAIN);
    overview.follows(View::Workers, list);
    list
}

#[component]
pub fn Workers(overview: Overview, list: List, shape: Shape) -> impl IntoView {
    let w = &words().maintenance;
    let said = ListWords {
        find: w.find_job,
        all: w.the_workers,
        one: w.worker,
        copy_keys: w.copy_numbers,
        number: |number| words().maintenance.workers_of(number),
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="tasks" title=w.no_workers text=w.no_workers_text /> }
    });
    let frees = RwSignal::new(false);
    let class = shape.button();
    let tools = ViewFn::from(move || {
        view! {
            <button
                type="button"
                class=class
                id="free-all"
                disabled=move || {
                    overview.off.get().is_some() || overview.busy().is_none_or(|busy| busy == 0)
                }
                title=move || overview.off.get()
                on:click=move |_| frees.set(true)
            >
                <Icon name="stop" />
                {w.free_all_open}
            </button>
        }
    });
    let count = Signal::derive(move || {
        let workers = overview.workers.data.get()?;
        Some(w.busy(overview.busy()?, workers.good.len()))
    });
    let foot = ViewFn::from(move || view! { <Pools overview=overview /> });
    let free = move || {
        frees.get().then(|| {
            let close = Callback::new(move |()| frees.set(false));
            view! { <FreeWorkers overview=overview list=list on_close=close /> }
        })
    };
    let opened = RwSignal::new(None::<OpenLog>);
    let inspector = move |line: Arc<Line>| {
        view! { <WorkerInspector overview=overview list=list line=line opened=opened /> }.into_any()
    };
    let log = move || {
        let OpenLog { worker, job, title } = opened.get()?;
        // A worker that has another job, or none, has ended this one.
        let here = job.clone();
        let is_running = list.still(worker, true, move |values| {
            values.text("job") == here.as_str()
        });
        let file = format!("job-{}.log", job.as_str());
        Some(view! {
            <LogDialog
                connection=overview.connection
                of=GetJobLog { job_id: job }
                is_running=is_running
                title=title
                file=file
                on_close=Callback::new(move |()| opened.set(None))
            />
        })
    };
    view! {
        <ServiceList
            overview=overview
            this=View::Workers
            shape=shape
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            title=w.workers
            count=count
            empty=empty
            tools=tools
            foot=foot
            inspector=Callback::new(inspector)
        />
        {log}
        {free}
    }
}

fn columns() -> Vec<Column> {
    let w = &words().maintenance;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("id", w.worker)
            .width(204)
            .class("aside")
            .cell(|cell, column| Box::new(SpanCell::new(cell, column, "mono trunc"))),
        column("type", w.job)
            .class("p")
            .cell(kind_cell)
            .text(kind_text)
            .exported(&[("type", w.job), ("job", w.job_number)]),
        column("pool", w.pool)
            .width(200)
            .class("p2")
            .cell(|cell, column| Box::new(SpanCell::new(cell, column, "mono trunc"))),
        column("started", w.working_for)
            .width(110)
            .class("r")
            .cell(since_cell)
            .text(since_text)
            .sorted(),
    ]
}

fn fields() -> Vec<FilterField> {
    let w = &words().maintenance;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("type", w.job, "tasks").shown_as(job_name),
        field("pool", w.pool, "server"),
        field("started", w.started, "calendar"),
    ]
}

fn kind_text(line: &LineView<'_>) -> String {
    match line.text("type") {
        "" => "–".to_owned(),
        kind => job_name(kind),
    }
}

fn kind_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| kind_text(line)))
}

/// How long a job has run, or that it is stopping; `idle` where there is none.
fn since_text(line: &LineView<'_>) -> String {
    match line.time("started") {
        Some(_) if is_stopping(line) => words().executions.is_stopping.to_owned(),
        Some(started) => lasting(line.now - started),
        None => words().maintenance.idle.to_owned(),
    }
}

fn since_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| since_text(line)))
}

#[component]
fn WorkerInspector(
    overview: Overview,
    list: List,
    line: Arc<Line>,
    opened: RwSignal<Option<OpenLog>>,
) -> impl IntoView {
    let w = &words().maintenance;
    let registries = registries();
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let job = JobId::new(values.text("job")).ok();
    let kind = values.text("type").to_owned();
    let title = match kind.as_str() {
        "" => w.idle.to_owned(),
        kind => job_name(kind),
    };
    let number = values.text("job").to_owned();
    let is_stopping = is_stopping(&values);
    let worker = StoredValue::new(line.key.clone());
    let facts = view! {
        <dl class="kv">
            {pair(w.worker, view! { <span class="mono wraps">{line.key.clone()}</span> })}
            {pair(w.pool, view! { <span class="mono wraps">{values.text("pool").to_owned()}</span> })}
            {(!number.is_empty())
                .then(|| {
                    pair(
                        w.job_number,
                        view! {
                            <span class="mono wraps">{number.clone()}</span>
                            <CopyIcon text=number.clone() label=w.copy_number />
                        },
                    )
                })}
            {values.time("started").map(|time| pair(w.started, whole(time)))}
            {(!values.text("said").is_empty())
                .then(|| {
                    pair(w.said, view! { <span class="wraps">{values.text("said").to_owned()}</span> })
                })}
        </dl>
    };
    let log = job.clone().map(|job| OpenLog {
        worker: line.key.clone(),
        job,
        title: w.log_of(&title, &number),
    });
    let log = StoredValue::new(log);
    let open_log = move || opened.set(log.get_value());
    let job = StoredValue::new(job);
    if job.with_value(Option::is_some) {
        use_action("row.log", open_log);
    }
    let stop = Callback::new(move |failed: Act| {
        let Some(job_id) = job.get_value() else {
            return;
        };
        let done: Act = Arc::new(move || {
            registries.toasts.done(words().maintenance.stopping, None);
            list.reload();
            overview.read(View::Queues);
        });
        write(
            registries,
            Change {
                connection: overview.connection.get_untracked(),
                operation: StopJob { job_id },
                failed: w.not_stopped.to_owned(),
                on_done: done,
                on_failed: Some(failed),
            },
        );
    });
    let footer = ViewFn::from(move || {
        job.with_value(Option::is_some).then(|| {
            view! {
                <button type="button" class="btn" id="job-log" on:click=move |_| open_log()>
                    <Icon name="file" />
                    {w.log}
                </button>
                <StopButton
                    list=list
                    key=worker.get_value()
                    is_stopping=is_stopping
                    id="job-stop"
                    off=overview.off
                    press=stop
                />
            }
        })
    });
    let close = Callback::new(move |()| list.place.selected.set(None));
    view! {
        <Inspector title=title on_close=close footer=footer>
            {section(facts)}
        </Inspector>
    }
}
