//! What waits, by kind: paused, resumed, stopped.

use std::sync::Arc;

use chrono::TimeDelta;
use harbor_api::types::{JobType, QueueActionKind};
use leptos::prelude::*;
use listing::{Line, Listing, Sort, lists::JobQueues};
use web_sys::Element;

use super::{
    AGAIN,
    pane::{ServiceList, Shape, number},
    question::{Asked, PauseSchedules, Question},
    waiting::{Longest, WaitingCell},
};
use crate::{
    features::{
        executions::{is_stopping, unless_stopping},
        maintenance::{
            facts::{Overview, View},
            job_names::job_name,
        },
    },
    filter::FilterField,
    format::lasting,
    list::{
        Attribute, CellView, Column, IconMark, LineView, List, ListWords, RowAct, State, StateCell,
        StateWords, TableOf, TextCell, Tone, Values, append, copy_of, part, template,
    },
    ui::{Empty, Icon, Inspector, pair, section},
    words::words,
};

const OF_LIST: &[listing::Column] = JobQueues::COLUMNS;

/// Opens the queues and follows them.
pub fn open(overview: Overview) -> List {
    let most_first = Sort::descending("waiting");
    let list = List::open(overview.connection, JobQueues {}, Some(most_first));
    list.read_while(Signal::stored(true), AGAIN);
    overview.follows(View::Queues, list);
    list
}

#[component]
pub fn Queues(overview: Overview, list: List, shape: Shape) -> impl IntoView {
    let w = &words().maintenance;
    let longest = Longest::new(0);
    Effect::new(move |_| {
        let queues = overview.queues.data.get();
        let queues = queues.iter().flat_map(|queues| &queues.good);
        let now = queues.map(|queue| queue.count).max().unwrap_or(0);
        if longest.get_value() != now {
            longest.set_value(now);
            list.redraw();
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
    // In a pane these stand with the schedules.
    let (is_alone, class) = (shape.is_alone(), shape.button());
    let tools = ViewFn::from(move || {
        view! {
            <button
                type="button"
                class=class
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
            {is_alone.then(|| view! { <PauseSchedules overview=overview class=class /> })}
        }
    });
    let count = Signal::derive(move || {
        let queues = overview.queues.data.get()?;
        let all = number(queues.good.len());
        let paused = queues.good.iter().filter(|queue| queue.paused).count();
        Some(match paused {
            0 => all,
            paused => w.paused_of(&all, paused),
        })
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
    view! {
        <ServiceList
            overview=overview
            this=View::Queues
            shape=shape
            of=TableOf::new(list, columns(longest)).acts(acts)
            fields=fields()
            said=said
            title=w.queues
            count=count
            empty=empty
            tools=tools
            inspector=Callback::new(inspector)
        />
        <Asked overview=overview question=question />
    }
}

fn columns(longest: Longest) -> Vec<Column> {
    let w = &words().maintenance;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("type", w.queue)
            .class("p")
            .cell(kind_cell)
            .text(|line| job_name(line.text("type")))
            .sorted(),
        column("waiting", w.waiting)
            .width(104)
            .class("r")
            .cell(move |cell, _| WaitingCell::make(cell, longest))
            .sorted(),
        column("oldest", w.oldest_title)
            .width(84)
            .class("r tight aside")
            .cell(oldest_cell)
            .text(oldest_text)
            .sorted(),
        column("paused", w.state)
            .width(106)
            .class("aside")
            .cell(paused_cell)
            .text(|line| state_of(line).text),
        column("paused", w.acts)
            .kept_as("acts")
            .width(76)
            .cell(ActsCell::make)
            .exported(&[]),
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
