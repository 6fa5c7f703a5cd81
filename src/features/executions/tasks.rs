//! The tasks of an execution, each with its log. Those that failed stand first.

use std::sync::Arc;

use harbor_api::TaskId;
use leptos::prelude::*;
use listing::{Line, Sort};
use pilothouse_protocol::ConnectionId;

use super::{AGAIN, Back, Heading, ShownLog, TasksOf, has_row};
use crate::{
    actions::use_action,
    list::{List, ListPage, Refresh, TableOf, Values},
    ui::{Empty, Icon, Inspector},
    words::words,
};

/// Opens the tasks of an execution, and follows them while something of them goes on. Where there are none
/// yet, `may_come` says whether some are to be expected.
pub fn open_tasks(
    connection: Signal<ConnectionId>,
    of: &TasksOf,
    may_come: impl Fn() -> bool + Send + Sync + 'static,
) -> List {
    let (goes_on, is_tried_again) = (of.goes_on, of.is_tried_again);
    let scope = of.scope.clone();
    let list = List::open(connection, scope, Some(Sort::ascending("status")));
    let is_active = Memo::new(move |_| {
        let is_empty = list
            .block
            .with(|block| block.as_ref().is_some_and(|block| block.rows == 0));
        (is_empty && may_come())
            || has_row(list, |values| {
                goes_on(values.text("status")) || is_tried_again(values)
            })
    });
    list.read_while(is_active.into(), AGAIN);
    list
}

#[component]
pub fn TaskList(
    connection: Signal<ConnectionId>,
    of: TasksOf,
    on_back: Callback<()>,
) -> impl IntoView {
    // One without tasks may not have found them yet.
    let list = open_tasks(connection, &of, || true);
    let title = StoredValue::new(of.title.clone());
    let is_page = of.is_page;
    let head = ViewFn::from(move || {
        view! {
            <div class="ph">
                <Back on_back=on_back />
                <Heading text=title.get_value() is_page=is_page />
                <span class="sp"></span>
                <Refresh
                    loading=Signal::derive(move || list.is_reading())
                    on_refresh=move || list.reload()
                />
            </div>
        }
    });
    let table = TableOf::new(list, (of.columns)());
    view! { <Tasks connection=connection of=of table=table head=head is_pane=false /> }
}

/// The tasks of an execution beside the other executions: the table, and the details of the chosen task.
#[component]
pub fn TaskPane(connection: Signal<ConnectionId>, of: TasksOf, table: TableOf) -> impl IntoView {
    let head = ViewFn::from(|| ());
    view! { <Tasks connection=connection of=of table=table head=head is_pane=true /> }
}

#[component]
fn Tasks(
    connection: Signal<ConnectionId>,
    of: TasksOf,
    table: TableOf,
    head: ViewFn,
    is_pane: bool,
) -> impl IntoView {
    let w = &words().executions;
    let list = table.list;
    let goes_on = of.goes_on;
    let (empty_title, empty_text) = of.empty;
    let empty = ViewFn::from(move || {
        view! { <Empty icon="layers" title=empty_title text=empty_text /> }
    });
    let log = RwSignal::new(None::<(TaskId, bool)>);
    let (title_of, facts, reason) = (of.title_of, of.facts, of.reason);
    let inspector = move |line: Arc<Line>| {
        let values = Values {
            columns: list.columns,
            cells: &line.cells,
        };
        let id = line.key.parse().ok().map(TaskId);
        let is_running = goes_on(values.text("status"));
        let open_log = move || log.set(id.map(|id| (id, is_running)));
        use_action("row.log", open_log);
        let footer = ViewFn::from(move || {
            view! {
                <button
                    type="button"
                    class="btn"
                    id="task-log"
                    on:click=move |_| open_log()
                >
                    <Icon name="file" />
                    {w.log}
                </button>
            }
        });
        let close = Callback::new(move |()| list.place.selected.set(None));
        let why = reason
            .filter(|reason| (reason.has_failed)(&values))
            .and_then(|reason| Some(reason.of.run((connection, id?))));
        let (title, facts) = (title_of(&line.key, &values), facts(&values));
        view! {
            <Inspector title=title on_close=close footer=footer>
                {facts} {why}
            </Inspector>
        }
        .into_any()
    };
    let show = of.log;
    let dialog = move || {
        let (task, was_running) = log.get()?;
        let goes_on = move |values: &Values<'_>| goes_on(values.text("status"));
        let is_running = list.still(task.to_string(), was_running, goes_on);
        Some(show.run(ShownLog {
            connection,
            task,
            is_running,
            on_close: Callback::new(move |()| log.set(None)),
        }))
    };
    view! {
        <ListPage
            of=table
            is_pane=is_pane
            fields=(of.fields)()
            said=of.said
            label=of.title
            empty=empty
            head=head
            inspector=Callback::new(inspector)
            on_open=Callback::new(move |line: Arc<Line>| {
                let values = Values {
                    columns: list.columns,
                    cells: &line.cells,
                };
                let is_running = goes_on(values.text("status"));
                log.set(line.key.parse().ok().map(|id| (TaskId(id), is_running)));
            })
        />
        {dialog}
    }
}
