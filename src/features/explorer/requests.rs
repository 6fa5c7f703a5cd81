//! The request log: the last requests of a connection, those of Pilothouse's own pages included.

use std::{sync::Arc, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use listing::{
    Line, Listing, Sort,
    lists::{Requests, request_result, request_sender},
};
use pilothouse_protocol::{ClearRequestLog, ConnectionId, SaveRequestLog, Snippets, WriteSnippets};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_message,
    filter::FilterField,
    format::{count, size, whole},
    ipc,
    list::{
        Column, LineView, List, ListPage, ListWords, StateCell, StateWords, TableOf, TextCell,
        Tone, Values,
    },
    registries::registries,
    ui::{CopyLater, Empty, Icon, Inspector, pair, section},
    words::words,
};

const OF_LIST: &[listing::Column] = Requests::COLUMNS;

/// Requests that come close together are drawn together.
const TOGETHER: Duration = Duration::from_millis(150);

fn sender_words(sender: &str) -> &'static str {
    let w = &words().explorer;
    match sender {
        request_sender::PERSON => w.by_person,
        request_sender::BACKGROUND => w.by_background,
        _ => w.by_page,
    }
}

fn result_words(result: &str) -> (&'static str, Tone, &'static str) {
    let w = &words().explorer;
    match result {
        request_result::GOOD => ("check-circle", Tone::Good, w.good),
        request_result::REFUSED => ("x-circle", Tone::Bad, w.refused),
        request_result::FAILED => ("offline", Tone::Bad, w.failed),
        request_result::STOPPED => ("minus", Tone::Quiet, w.result_stopped),
        _ => ("clock", Tone::Quiet, w.under_way),
    }
}

fn state(line: &LineView<'_>) -> StateWords {
    let (icon, tone, text) = result_words(line.text("result"));
    let status = line.text("status");
    let text = if status.is_empty() { text } else { status };
    StateWords::new(icon, tone, text)
}

fn columns() -> Vec<Column> {
    let w = &words().explorer;
    vec![
        Column::new(OF_LIST, "time", w.time)
            .width(86)
            .sorted()
            .cell(|cell, column| {
                Box::new(TextCell::new(cell, column, |line, column| {
                    line.time(column).map_or(String::new(), clock)
                }))
            }),
        Column::new(OF_LIST, "method", w.method)
            .width(76)
            .class("mono")
            .sorted(),
        Column::new(OF_LIST, "request", w.target)
            .class("p mono")
            .sorted(),
        Column::new(OF_LIST, "status", w.status)
            .width(104)
            .sorted()
            .cell(|cell, _| Box::new(StateCell::new(cell, state)))
            .exported(&[
                ("status", "status"),
                ("result", "result"),
                ("reason", "reason"),
            ]),
        Column::new(OF_LIST, "took", w.took)
            .width(84)
            .class("r")
            .sorted()
            .cell(|cell, column| {
                Box::new(TextCell::new(cell, column, |line, column| {
                    let number = line.number(column);
                    number.map_or(String::new(), |ms| words().explorer.took_ms(&count(ms)))
                }))
            }),
        Column::new(OF_LIST, "size", w.size)
            .width(84)
            .class("r p2")
            .sorted(),
        Column::new(OF_LIST, "sender", w.sender)
            .width(130)
            .class("p3")
            .sorted()
            .cell(|cell, column| {
                Box::new(TextCell::new(cell, column, |line, column| {
                    sender_words(line.text(column)).to_owned()
                }))
            }),
    ]
}

fn fields() -> Vec<FilterField> {
    let w = &words().explorer;
    vec![
        FilterField::new(OF_LIST, "method", w.method, "terminal"),
        FilterField::new(OF_LIST, "request", w.target, "link"),
        FilterField::new(OF_LIST, "status", w.status, "gauge"),
        FilterField::new(OF_LIST, "result", w.result, "check-circle")
            .shown_as(|value| result_words(value).2.to_owned()),
        FilterField::new(OF_LIST, "took", w.took, "clock"),
        FilterField::new(OF_LIST, "size", w.size, "size"),
        FilterField::new(OF_LIST, "sender", w.sender, "user")
            .shown_as(|value| sender_words(value).to_owned()),
        FilterField::new(OF_LIST, "request_id", w.request_id, "tag"),
    ]
}

/// The time of the day, as this computer has it.
fn clock(time: chrono::DateTime<chrono::Utc>) -> String {
    time.with_timezone(&chrono::Local)
        .format("%H:%M:%S")
        .to_string()
}

/// The log below the operations, or in their place; `asked` is the id of a request that is looked for.
#[component]
pub fn RequestsPart(
    connection: Signal<ConnectionId>,
    asked: RwSignal<Option<String>>,
    /// Whether it takes the place of the operations.
    is_whole: RwSignal<bool>,
) -> impl IntoView {
    let w = &words().explorer;
    let registries = registries();
    let list = List::open(connection, Requests {}, Some(Sort::descending("time")));
    Effect::new(move |_| {
        if let Some(id) = asked.get() {
            asked.set(None);
            list.place.conditions.set(Vec::new());
            list.place.find.set(id);
        }
    });
    // The details of a request need the room.
    Effect::new(move |_| {
        if list.place.selected.with(Option::is_some) {
            is_whole.set(true);
        }
    });
    // Below the form there is no find field that would tell why requests are missing.
    let turn = move |_| {
        if is_whole.get_untracked() {
            list.place.selected.set(None);
            list.place.show_all();
        }
        is_whole.update(|is_whole| *is_whole = !*is_whole);
    };
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<u64>| {
        let changes = registries
            .request_changes
            .with(|all| all.get(&connection.get()).copied().unwrap_or_default());
        if before.is_some_and(|before| before != changes) && waiting.with_value(Option::is_none) {
            let reload = move || {
                waiting.try_set_value(None);
                list.reload();
            };
            waiting.set_value(set_timeout_with_handle(reload, TOGETHER).ok());
        }
        changes
    });
    on_cleanup(move || {
        if let Some(handle) = waiting.try_get_value().flatten() {
            handle.clear();
        }
    });
    let said = ListWords {
        find: w.find_request,
        all: w.the_requests,
        one: w.request,
        copy_keys: w.copy_requests,
        number: |number| words().explorer.requests_number(number),
    };
    let clear = move || {
        let connection = connection.get_untracked();
        spawn_local(async move {
            if let Err(failure) = ipc::call(ClearRequestLog { connection }).await {
                let details = failure.details();
                let message = failure_message(&failure);
                registries
                    .toasts
                    .failed(message, String::new(), details, None);
            }
        });
    };
    let save = move |_| {
        let connection = connection.get_untracked();
        spawn_local(async move {
            let toasts = registries.toasts;
            match ipc::call(SaveRequestLog { connection }).await {
                Ok(saved) => toasts.done(words().table.saved_as(&saved.path), None),
                Err(failure) => {
                    let message = failure_message(&failure);
                    toasts.failed(message, String::new(), &failure, None);
                }
            }
        });
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="braces" title=w.no_requests text=w.no_requests_text /> }
    });
    let inspector = move |line: Arc<Line>| details(connection, list, &line);
    view! {
        <section class="ax-log" class:whole=move || is_whole.get() aria-label=w.requests>
            <div class="ax-log-h">
                <button
                    type="button"
                    class="btn ghost sm"
                    id="request-log"
                    aria-expanded=move || is_whole.get().to_string()
                    title=move || if is_whole.get() { w.back } else { w.enlarge }
                    on:click=turn
                >
                    <Icon name=Signal::derive(move || {
                        if is_whole.get() { "chevron-down" } else { "chevron-up" }
                    }) />
                    {w.requests}
                </button>
                <span class="muted t12 trunc ax-memory">{w.in_memory}</span>
                <span class="sp"></span>
                <button type="button" class="btn ghost sm" id="save-har" on:click=save>
                    <Icon name="download" />
                    {w.save_har}
                </button>
                <button
                    type="button"
                    class="btn ghost sm"
                    id="clear-log"
                    on:click=move |_| clear()
                >
                    {w.clear}
                </button>
            </div>
            <ListPage
                of=TableOf::new(list, columns())
                fields=fields()
                said=said
                label=w.requests.to_owned()
                empty=empty
                inspector=Callback::new(inspector)
            />
        </section>
    }
}

fn details(connection: Signal<ConnectionId>, list: List, line: &Line) -> AnyView {
    let w = &words().explorer;
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let text = |id: &str| values.text(id).to_owned();
    let number = values.text("number").parse::<u64>().unwrap_or_default();
    let (_, _, result) = result_words(values.text("result"));
    let status = match values.text("status") {
        "" => result.to_owned(),
        status => format!("{status} ({result})"),
    };
    let bytes = |id: &str| values.number(id).map_or("–".to_owned(), size);
    let took = values
        .number("took")
        .map_or("–".to_owned(), |ms| w.took_ms(&count(ms)));
    let reason = text("reason");
    let facts = view! {
        <dl class="kv">
            {pair(w.target, view! { <span class="mono wraps">{text("request")}</span> })}
            {pair(w.server, view! { <span class="mono wraps">{text("origin")}</span> })}
            {pair(w.status, status)}
            {(!reason.is_empty())
                .then(|| pair(w.reason, view! { <span class="wraps">{reason}</span> }))}
            {pair(w.time, values.time("time").map_or(String::new(), whole))}
            {pair(w.took, took)}
            {pair(w.retries, count(values.number("retries").unwrap_or_default()))}
            {pair(w.sent, bytes("sent"))}
            {pair(w.size, bytes("size"))}
            {pair(w.sender, sender_words(values.text("sender")))}
            {pair(w.request_id, view! { <span class="mono wraps">{text("request_id")}</span> })}
        </dl>
    };
    let copied = move |pick: fn(Snippets) -> String| {
        move || {
            let toasts = registries().toasts;
            let connection = connection.get_untracked();
            async move {
                match ipc::call(WriteSnippets { connection, number }).await {
                    Ok(snippets) => Some(pick(snippets)),
                    Err(failure) => {
                        let message = failure_message(&failure);
                        toasts.failed(message, String::new(), &failure, None);
                        None
                    }
                }
            }
        }
    };
    let footer = ViewFn::from(move || {
        view! {
            <span class="muted t12">{w.copy_as}</span>
            <CopyLater text=copied(|it| it.curl) label=w.curl class="sm" />
            <CopyLater text=copied(|it| it.httpie) label=w.httpie class="sm" />
            <CopyLater text=copied(|it| it.python) label=w.python class="sm" />
        }
    });
    let has_body = values.number("sent").is_some();
    let title = format!("{} {}", values.text("method"), values.text("status"));
    let close = Callback::new(move |()| list.place.selected.set(None));
    view! {
        <Inspector title=title on_close=close footer=footer>
            {section(facts)}
            {has_body
                .then(|| {
                    section(
                        view! {
                            <p class="hint">
                                <Icon name="info" class="i-14" />
                                {w.body_is_file}
                            </p>
                        },
                    )
                })}
        </Inspector>
    }
    .into_any()
}
