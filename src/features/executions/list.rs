//! The executions of a policy, the newest first.

use std::sync::Arc;

use harbor_api::ExecutionId;
use leptos::prelude::*;
use listing::{Line, Sort};
use pilothouse_protocol::ConnectionId;

use super::{AGAIN, Back, ExecutionsOf, Heading, StopButton, has_row, is_stopping};
use crate::{
    list::{List, ListPage, Refresh, TableOf, Values},
    ui::{Act, Empty, Icon, Inspector},
    words::words,
};

#[component]
pub fn ExecutionList(
    connection: Signal<ConnectionId>,
    of: ExecutionsOf,
    /// The execution whose tasks are looked at.
    opened: RwSignal<Option<ExecutionId>>,
    on_back: Callback<()>,
) -> impl IntoView {
    let w = &words().executions;
    let goes_on = of.goes_on;
    let list = List::open(connection, of.scope, Some(Sort::descending("started")));
    let is_active = Memo::new(move |_| has_row(list, |values| goes_on(values.text("status"))));
    list.read_newest_while(is_active.into(), AGAIN);
    let title = StoredValue::new(of.title.clone());
    let (start, off, is_page) = (of.start, of.off, of.is_page);
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
                {start
                    .map(|start| {
                        view! {
                            <button
                                type="button"
                                class="btn"
                                id="execution-start"
                                disabled=move || off.get().is_some()
                                title=move || off.get()
                                on:click=move |_| start.press.run(list)
                            >
                                <Icon name="play" />
                                {start.text}
                            </button>
                        }
                    })}
            </div>
        }
    });
    let (empty_title, empty_text) = of.empty;
    let empty = ViewFn::from(move || {
        view! { <Empty icon="history" title=empty_title text=empty_text /> }
    });
    let (title_of, facts, stop) = (of.title_of, of.facts, of.stop);
    let inspector = move |line: Arc<Line>| {
        let values = Values {
            columns: list.columns,
            cells: &line.cells,
        };
        let id = line.key.parse().ok().map(ExecutionId);
        let is_running = goes_on(values.text("status"));
        let is_stopping = is_stopping(&values);
        let footer = ViewFn::from(move || {
            let stops = move || {
                let stop = stop.filter(|stop| is_running && stop.is_offered.get())?;
                let id = id?;
                let press = Callback::new(move |failed: Act| stop.press.run((id, list, failed)));
                Some(view! {
                    <StopButton
                        list=list
                        key=id.to_string()
                        is_stopping=is_stopping
                        id="execution-stop"
                        off=off
                        press=press
                    />
                })
            };
            // Another one of the same policy: the server has no way to repeat a task.
            let again = start.filter(|_| !is_running).map(|start| {
                view! {
                    <button
                        type="button"
                        class="btn"
                        id="execution-again"
                        disabled=move || off.get().is_some()
                        title=move || off.get()
                        on:click=move |_| start.press.run(list)
                    >
                        <Icon name="play" />
                        {w.again}
                    </button>
                }
            });
            view! {
                <button
                    type="button"
                    class="btn"
                    id="execution-tasks"
                    on:click=move |_| opened.set(id)
                >
                    <Icon name="layers" />
                    {w.tasks}
                </button>
                {stops} {again}
            }
        });
        let close = Callback::new(move |()| list.place.selected.set(None));
        let (title, facts) = (title_of(&line.key), facts(&values));
        view! {
            <Inspector title=title on_close=close footer=footer>
                {facts}
            </Inspector>
        }
        .into_any()
    };
    view! {
        <ListPage
            of=TableOf::new(list, (of.columns)())
            fields=(of.fields)()
            said=of.said
            label=of.title
            empty=empty
            head=head
            inspector=Callback::new(inspector)
            on_open=Callback::new(move |line: Arc<Line>| {
                opened.set(line.key.parse().ok().map(ExecutionId));
            })
        />
    }
}
