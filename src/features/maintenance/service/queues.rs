//! What waits, by kind: paused, resumed, stopped.

use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use harbor_api::{
    operations::ChangeJobQueue,
    types::{JobQueue, JobType, QueueAction, QueueActionKind},
};
use leptos::prelude::*;
use listing::{Line, Listing, Sort, lists::JobQueues};
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use crate::{
    features::{
        executions::{is_stopping, unless_stopping},
        maintenance::{facts::Overview, job_names::job_name},
    },
    filter::FilterField,
    format::lasting,
    ipc::write::send,
    list::{
        Attribute, CellView, Column, IconMark, LineView, List, ListPage, ListWords, RowAct, State,
        StateCell, StateWords, TableOf, TextCell, Tone, Values, append, copy_of, part, template,
    },
    registries::registries,
    ui::{Dialog, Empty, FormFailure, Icon, Inspector, pair, section},
    words::words,
};

const OF_LIST: &[listing::Column] = JobQueues::COLUMNS;

/// How often queues are looked at while they are shown.
const AGAIN: Duration = Duration::from_secs(10);

/// What is asked before it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Question {
    queue: JobType,
    action: QueueActionKind,
    /// Jobs that are lost.
    waiting: i64,
}

#[component]
pub fn Queues(overview: Overview, bar: ViewFn) -> impl IntoView {
    let w = &words().maintenance;
    let most_first = Sort::descending("waiting");
    let list = List::open(overview.connection, JobQueues {}, Some(most_first));
    list.read_while(Signal::stored(true), AGAIN);
    Effect::new(move |_| {
        let queues = list.all_rows(|values| JobQueue {
            job_type: JobType::from(values.text("type").to_owned()),
            count: values.number("waiting").unwrap_or(0),
            latency: values.number("oldest").unwrap_or(0),
            paused: values.text("paused") == "yes",
        });
        if let Some(queues) = queues {
            overview.take_queues(queues);
        }
    });
    let question = RwSignal::new(None::<Question>);
    let said = ListWords {
        find: w.find_queue,
        all: w.the_queues,
        one: w.queue,
        copy_keys: w.copy_names,
        number: |number| words().maintenance.queues_of(number),
    };
    let is_paused = move || {
        overview
            .scheduler
            .data
            .get()
            .is_some_and(|status| status.paused)
    };
    let bar = ViewFn::from(move || {
        let bar = bar.run();
        view! {
            {bar}
            <button
                type="button"
                class="btn"
                id="stop-all"
                disabled=move || overview.off.get().is_some() || overview.waiting().is_none()
                title=move || overview.off.get()
                on:click=move |_| {
                    let waiting = overview.waiting().unwrap_or(0);
                    let stop = Question {
                        queue: JobType::All,
                        action: QueueActionKind::Stop,
                        waiting,
                    };
                    question.set(Some(stop));
                }
            >
                <Icon name="stop" />
                {w.stop_all_open}
            </button>
            <button
                type="button"
                class="btn"
                id="pause-schedules"
                disabled=move || {
                    overview.off.get().is_some() || overview.scheduler.data.get().is_none()
                }
                on:click=move |_| {
                    let action = match is_paused() {
                        true => QueueActionKind::Resume,
                        false => QueueActionKind::Pause,
                    };
                    question
                        .set(
                            Some(Question {
                                queue: JobType::Scheduler,
                                action,
                                waiting: 0,
                            }),
                        );
                }
            >
                {move || {
                    let (icon, text) = match is_paused() {
                        true => ("play", w.resume_schedules),
                        false => ("pause", w.pause_schedules),
                    };
                    view! {
                        <Icon name=icon />
                        {text}
                    }
                }}
            </button>
        }
    });
    let empty = ViewFn::from(move || {
        view! { <Empty icon="tasks" title=w.no_queues text=w.no_queues_text /> }
    });
    let acts = Callback::new(move |RowAct { act, line, .. }: RowAct| {
        let values = Values {
            columns: list.columns,
            cells: &line.cells,
        };
        let action = match (act.as_str(), values.text("paused")) {
            ("stop", _) => QueueActionKind::Stop,
            (_, "yes") => QueueActionKind::Resume,
            _ => QueueActionKind::Pause,
        };
        question.set(Some(Question {
            queue: JobType::from(values.text("type").to_owned()),
            action,
            waiting: values.number("waiting").unwrap_or(0),
        }));
    });
    let inspector = move |line: Arc<Line>| {
        view! { <QueueInspector overview=overview list=list line=line question=question /> }
            .into_any()
    };
    let ask = move || {
        question.get().map(|asked| {
            view! {
                <QueueQuestion
                    overview=overview
                    list=list
                    asked=asked
                    on_close=Callback::new(move |()| question.set(None))
                />
            }
        })
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns()).acts(acts)
            fields=fields()
            said=said
            label=w.queues.to_owned()
            empty=empty
            bar=bar
            inspector=Callback::new(inspector)
        />
        {ask}
    }
}

fn columns() -> Vec<Column> {
    let w = &words().maintenance;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("type", w.queue)
            .class("p")
            .cell(kind_cell)
            .text(|line| job_name(line.text("type")))
            .sorted(),
        column("waiting", w.waiting).width(110).class("r").sorted(),
        column("oldest", w.oldest_title)
            .width(120)
            .class("r")
            .cell(oldest_cell)
            .text(oldest_text)
            .sorted(),
        column("paused", w.acts)
            .kept_as("acts")
            .width(76)
            .cell(ActsCell::make)
            .exported(&[]),
        column("paused", w.state)
            .width(130)
            .cell(paused_cell)
            .text(|line| state_of(line).text),
    ]
}

fn fields() -> Vec<FilterField> {
    let w = &words().maintenance;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("paused", w.state, "info").shown_as(|word| paused(word).text),
        field("waiting", w.waiting, "clock"),
    ]
}

/// Pausing or resuming a queue, and stopping its jobs, from its row.
struct ActsCell {
    toggle: (Attribute, Attribute, IconMark),
    stop: (Attribute, Attribute, Attribute),
}

impl ActsCell {
    fn make(cell: &Element, _: &'static str) -> Box<dyn CellView> {
        thread_local! {
            static TEMPLATE: Element = template(|| {
                view! {
                    <span class="c gap4">
                        <button type="button" class="ib xs" data-act="pause">
                            <Icon name="pause" class="i-14" />
                        </button>
                        <button type="button" class="ib xs" data-act="stop">
                            <Icon name="stop" class="i-14" />
                        </button>
                    </span>
                }
            });
        }
        let all = TEMPLATE.with(copy_of);
        append(cell, &all);
        let toggle = part(&all, "[data-act=pause]");
        let stop = part(&all, "[data-act=stop]");
        Box::new(Self {
            toggle: (
                Attribute::new(&toggle, "aria-label"),
                Attribute::new(&toggle, "title"),
                IconMark::within(&toggle),
            ),
            stop: (
                Attribute::new(&stop, "aria-label"),
                Attribute::new(&stop, "title"),
                Attribute::new(&stop, "disabled"),
            ),
        })
    }
}

impl CellView for ActsCell {
    fn paint(&mut self, line: &LineView<'_>) {
        let w = &words().maintenance;
        let name = job_name(line.text("type"));
        let (icon, toggle) = match line.text("paused") {
            "yes" => ("play", format!("{} {name}", w.resume)),
            _ => ("pause", format!("{} {name}", w.pause)),
        };
        let stop = format!("{}: {name}", w.stop_queue);
        let (label, title, mark) = &mut self.toggle;
        label.set(Some(&toggle));
        title.set(Some(&toggle));
        mark.set(icon);
        let (label, title, disabled) = &mut self.stop;
        label.set(Some(&stop));
        title.set(Some(&stop));
        // Asking again changes nothing.
        disabled.set(is_stopping(line).then_some(""));
    }
}

fn kind_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, column| {
        job_name(line.text(column))
    }))
}

fn oldest_text(line: &LineView<'_>) -> String {
    let seconds = line.number("oldest");
    seconds.map_or_else(
        || "–".to_owned(),
        |seconds| lasting(TimeDelta::seconds(seconds)),
    )
}

fn oldest_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| oldest_text(line)))
}

fn paused(word: &str) -> StateWords {
    let w = &words().maintenance;
    match word {
        "yes" => StateWords::new("pause", Tone::Quiet, w.paused),
        _ => StateWords::new("check-circle", Tone::Good, w.running),
    }
}

/// How a queue is, whose jobs may have been asked to stop.
fn state_of(values: &Values<'_>) -> StateWords {
    unless_stopping(values, paused(values.text("paused")))
}

fn paused_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, |line| state_of(line)))
}

#[component]
fn QueueInspector(
    overview: Overview,
    list: List,
    line: Arc<Line>,
    question: RwSignal<Option<Question>>,
) -> impl IntoView {
    let w = &words().maintenance;
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let word = values.text("type").to_owned();
    let is_paused = values.text("paused") == "yes";
    let waiting = values.number("waiting").unwrap_or(0);
    let is_stopping = is_stopping(&values);
    let facts = view! {
        <dl class="kv">
            {pair(w.state, view! { <State said=state_of(&values) /> })}
            {pair(w.waiting, crate::format::count(waiting))}
            {values
                .number("oldest")
                .map(|seconds| pair(w.oldest_title, lasting(TimeDelta::seconds(seconds))))}
            {pair(w.server_word, view! { <span class="mono">{word.clone()}</span> })}
        </dl>
    };
    let queue = JobType::from(word.clone());
    let button =
        move |id: &'static str, icon: &'static str, text: &'static str, action: QueueActionKind| {
            let queue = queue.clone();
            // Asking again changes nothing.
            let is_stop = action == QueueActionKind::Stop;
            view! {
                <button
                    type="button"
                    class="btn"
                    id=id
                    disabled=move || {
                        overview.off.get().is_some()
                            || (is_stopping && is_stop)
                    }
                    title=move || overview.off.get()
                    on:click=move |_| {
                        question
                            .set(
                                Some(Question {
                                    queue: queue.clone(),
                                    action: action.clone(),
                                    waiting,
                                }),
                            );
                    }
                >
                    <Icon name=icon />
                    {text}
                </button>
            }
        };
    let footer = ViewFn::from(move || {
        let toggle = match is_paused {
            true => button("queue-toggle", "play", w.resume, QueueActionKind::Resume),
            false => button("queue-toggle", "pause", w.pause, QueueActionKind::Pause),
        };
        let stop = button(
            "queue-stop",
            "stop",
            w.stop_queue_open,
            QueueActionKind::Stop,
        );
        view! { {toggle} {stop} }
    });
    let close = Callback::new(move |()| list.place.selected.set(None));
    view! {
        <Inspector title=job_name(&word) on_close=close footer=footer>
            {section(facts)}
        </Inspector>
    }
}

/// Says what pausing, resuming or stopping means, with the number of jobs, and does it.
#[component]
fn QueueQuestion(
    overview: Overview,
    list: List,
    asked: Question,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().maintenance;
    let registries = registries();
    let Question {
        queue,
        action,
        waiting,
    } = asked;
    let is_scheduler = queue == JobType::Scheduler;
    let name = job_name(queue.as_str());
    let (title, why, button) = match (&action, is_scheduler) {
        (QueueActionKind::Pause, true) => (
            w.pause_schedules_title.to_owned(),
            w.pause_schedules_why.to_owned(),
            w.pause_schedules,
        ),
        (_, true) => (
            w.resume_schedules_title.to_owned(),
            w.resume_schedules_why.to_owned(),
            w.resume_schedules,
        ),
        (QueueActionKind::Stop, false) if queue == JobType::All => (
            w.stop_all_title.to_owned(),
            w.stop_all_why(usize::try_from(waiting).unwrap_or(0)),
            w.stop_all,
        ),
        (QueueActionKind::Stop, false) => (
            w.stop_queue_title(&name),
            w.stop_queue_why(usize::try_from(waiting).unwrap_or(0)),
            w.stop_queue,
        ),
        (QueueActionKind::Resume, false) => (
            w.resume_title(&name),
            w.resume_why(usize::try_from(waiting).unwrap_or(0)),
            w.resume,
        ),
        (_, false) => (w.pause_title(&name), w.pause_why.to_owned(), w.pause),
    };
    let is_stop = action == QueueActionKind::Stop;
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let done = match (&action, is_scheduler) {
        (QueueActionKind::Pause, true) => w.schedules_paused,
        (_, true) => w.schedules_resumed,
        (QueueActionKind::Pause, false) => w.queue_paused,
        (QueueActionKind::Stop, false) => w.queue_stopped,
        (_, false) => w.queue_resumed,
    };
    let go = move |_| {
        busy.set(true);
        failure.set(None);
        let connection = overview.connection.get_untracked();
        let operation = ChangeJobQueue {
            job_type: queue.clone(),
            body: QueueAction {
                action: action.clone(),
            },
        };
        let rows = (queue != JobType::All).then(|| vec![queue.as_str().to_owned()]);
        if is_stop {
            list.mark_stopping(rows.clone(), true);
        }
        spawn_local(async move {
            let outcome = send(registries, connection, &operation).await;
            if is_stop && outcome.is_err() {
                list.mark_stopping(rows, false);
            }
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    registries.toasts.done(done, None);
                    list.reload();
                    overview.workers.reload();
                    overview.scheduler.reload();
                    on_close.try_run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <Dialog title=title on_close=on_close>
            <div class="dlg-b col g12">
                <p>{why}</p>
                {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button
                    type="button"
                    class=if is_stop { "btn danger" } else { "btn primary" }
                    id="queue-go"
                    disabled=move || busy.get() || overview.off.get().is_some()
                    on:click=go
                >
                    {move || busy.get().then(|| view! { <span class="spin"></span> })}
                    {button}
                </button>
            </div>
        </Dialog>
    }
}
