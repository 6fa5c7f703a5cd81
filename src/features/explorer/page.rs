//! The page: an API, its operations, the form of one, what came of it; and the request log.

use std::sync::Arc;

use leptos::{ev::KeyboardEvent, prelude::*};
use openapi::{Method, Operation};
use pilothouse_protocol::{
    ApiDescription, Cancel, ConnectionId, DescribeApi, DescriptionSource, ExploredApi, Failure,
    FailureCode, PrepareRequest, PreparedRequest, SendRequest,
};
use wasm_bindgen_futures::spawn_local;

use super::{
    allowed::{Allowance, Allowed},
    answer::{AnswerPart, Outcome},
    confirm::ConfirmRequest,
    form::{RequestFields, RequestForm},
    operations::{Operations, button_class, method_class},
    requests::RequestsPart,
    typed::{Asked, OperationKey, chosen, keep_chosen},
};
use crate::{
    failure::failure_reason,
    format::{count, short_version},
    ipc::{self, Ticket, write::why_off},
    registries::registries,
    ui::{CopyLater, Empty, Failed, Icon, Select},
    words::words,
};

/// How the description is.
#[derive(Clone)]
enum Described {
    Reading,
    Failed(Failure),
    Here(Arc<ApiDescription>),
}

#[component]
pub fn ExplorerPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().explorer;
    let registries = registries();
    // Whether the log takes the place of the operations.
    let is_log_whole = RwSignal::new(false);
    let asked = RwSignal::new(None::<String>);
    // Led here with a request to look at.
    Effect::new(move |_| {
        let Some((at, id)) = registries.to_show_request.get() else {
            return;
        };
        registries.to_show_request.set(None);
        if connection.with_untracked(|here| *here == at) {
            asked.set(Some(id));
            is_log_whole.set(true);
        }
    });
    let api = RwSignal::new(String::new());
    let apis = Memo::new(move |_| {
        let harbor = registries.find(&connection.get());
        let harbor = harbor.map_or_else(String::new, |known| known.registry().to_owned());
        let has_models = registries
            .model_registries
            .with(|all| all.contains_key(&connection.get()));
        let mut apis = vec![(String::new(), harbor)];
        if has_models {
            apis.push(("models".to_owned(), w.model_registry.to_owned()));
        }
        apis
    });
    let explored = Memo::new(move |_| match api.get().as_str() {
        "models" if apis.with(|apis| apis.len() > 1) => ExploredApi::ModelRegistry,
        _ => ExploredApi::Harbor,
    });
    let described = RwSignal::new(Described::Reading);
    let read = move |again: bool| {
        described.set(Described::Reading);
        let command = DescribeApi {
            connection: connection.get_untracked(),
            api: explored.get_untracked(),
            again,
        };
        let asked = (command.connection.clone(), command.api);
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            // Another one may be asked for by now.
            let is_current = connection.try_get_untracked().as_ref() == Some(&asked.0)
                && explored.try_get_untracked() == Some(asked.1);
            if is_current {
                described.try_set(match outcome {
                    Ok(description) => Described::Here(Arc::new(description)),
                    Err(failure) => Described::Failed(failure),
                });
            }
        });
    };
    Effect::new(move |_| {
        connection.track();
        explored.track();
        read(false);
    });
    let number = move || match described.get() {
        Described::Here(description) => {
            let there = description.document.operations.len();
            let number = w.operations_number(there + description.missing.len());
            let server = registries.find(&connection.get());
            let version = server.and_then(|known| known.system.harbor_version);
            let server = version.map_or("Harbor".to_owned(), |version| {
                format!("Harbor {}", short_version(&version))
            });
            let has = match explored.get() {
                ExploredApi::Harbor => {
                    let there = count(there);
                    w.has_of_them(&server, &there)
                }
                ExploredApi::ModelRegistry => String::new(),
            };
            let (has, from) = match &description.source {
                DescriptionSource::Server { path } => (has, w.described_at(path)),
                // Nobody says how many it has.
                DescriptionSource::Table => (String::new(), String::new()),
            };
            view! {
                <span class="muted" id="operations-number">
                    {number}
                </span>
                <span class="sp"></span>
                <span class="muted trunc" id="operations-there" title=from.clone()>
                    {has}
                </span>
                <span class="muted ax-from trunc">{from}</span>
            }
            .into_any()
        }
        _ => view! { <span class="sp"></span> }.into_any(),
    };
    let content = move || match described.get() {
        Described::Reading => view! {
            <p class="ax-none muted" role="status">
                <span class="spin"></span>
                " "
                {w.reading}
            </p>
        }
        .into_any(),
        Described::Failed(failure) => view! {
            <Failed
                what=w.the_description
                failure=failure
                on_retry=Callback::new(move |()| read(true))
            />
        }
        .into_any(),
        Described::Here(description) => view! {
            <Explored
                connection=connection.get_untracked()
                api=explored.get_untracked()
                description=description
            />
        }
        .into_any(),
    };
    view! {
        <div class="page grow ax-page">
            <div class="ph">
                <h1>{w.title}</h1>
                {number}
                {move || {
                    (apis.with(Vec::len) > 1)
                        .then(|| {
                            view! {
                                <Select
                                    id="explored-api"
                                    label=w.api
                                    bare=true
                                    value=api
                                    choices=apis
                                />
                            }
                        })
                }}
                <button
                    type="button"
                    class="btn ghost icon"
                    aria-label=w.read_again
                    title=w.read_again
                    on:click=move |_| read(true)
                >
                    <Icon name="refresh" />
                </button>
            </div>
            <div class="ax-main" class:off=move || is_log_whole.get()>
                {content}
            </div>
            <RequestsPart connection=connection asked=asked is_whole=is_log_whole />
        </div>
    }
}

#[component]
fn Explored(
    connection: ConnectionId,
    api: ExploredApi,
    description: Arc<ApiDescription>,
) -> impl IntoView {
    let w = &words().explorer;
    let account = registries()
        .find_untracked(&connection)
        .and_then(|known| known.account.name().map(str::to_owned));
    let asked = Asked {
        connection,
        account,
        api,
    };
    let known = chosen(&asked);
    let allowance = Allowance::new(&asked.connection, api);
    let of_form = allowance.clone();
    let is_there =
        |(method, path): &(Method, String)| description.document.find(*method, path).is_some();
    let chosen = RwSignal::new(known.filter(is_there));
    let is_table = description.source == DescriptionSource::Table;
    let of_list = Arc::clone(&description);
    let of_missing = Arc::clone(&description);
    let is_missing = move |method: Method, path: &str| {
        let mut missing = of_missing.missing.iter();
        missing.any(|one| one.method == method && one.path == path)
    };
    let form = move || {
        let Some((method, path)) = chosen.get() else {
            return view! {
                <div class="ax-choose">
                    <Empty icon="braces" title=w.choose text=w.choose_text />
                </div>
            }
            .into_any();
        };
        if is_missing(method, &path) {
            return view! {
                <div class="ax-choose">
                    <Empty icon="minus" title=w.missing_here text=w.missing_text />
                </div>
            }
            .into_any();
        }
        let key = OperationKey {
            asked: asked.clone(),
            method,
            path: path.clone(),
        };
        keep_chosen(&key);
        let operation = description.document.find(method, &path).cloned();
        operation
            .map(|operation| {
                let allowance = of_form.clone();
                view! { <OperationPart key=key operation=operation allowance=allowance /> }
            })
            .into_any()
    };
    view! {
        {is_table
            .then(|| {
                view! {
                    <p class="note" role="note">
                        {w.from_table}
                    </p>
                }
            })}
        <div class="ax">
            <Operations allowance=allowance description=of_list chosen=chosen />
            {form}
        </div>
    }
}

/// The form of an operation, and what comes of it.
#[component]
fn OperationPart(key: OperationKey, operation: Operation, allowance: Allowance) -> impl IntoView {
    let w = &words().explorer;
    let Asked {
        connection,
        account,
        api,
    } = key.asked.clone();
    let here = Signal::stored(connection.clone());
    let off = why_off(here);
    let method = key.method;
    // Whoever is nobody changes nothing.
    let is_nobody = account.is_none() && api == ExploredApi::Harbor;
    let form = RequestForm::new(key, &operation);
    let outcome = RwSignal::new(Outcome::Nothing);
    let question = RwSignal::new(None::<PreparedRequest>);
    let wrong = RwSignal::new(None::<String>);
    // The call under way.
    let call = RwSignal::new(None::<u64>);
    let connection = StoredValue::new(connection);
    let file = StoredValue::new(format!(
        "{}.json",
        if operation.id.is_empty() {
            "answer"
        } else {
            &operation.id
        }
    ));
    let send = move |prepared: PreparedRequest| {
        let ticket = Ticket::new();
        call.set(Some(ticket.id()));
        outcome.set(Outcome::Sending);
        question.set(None);
        let command = SendRequest {
            connection: connection.get_value(),
            prepared: prepared.id,
        };
        spawn_local(async move {
            let came = match ipc::call_with(command, ticket).await {
                Ok(answer) => Outcome::Answered {
                    answer: Box::new(answer),
                    file: file.try_get_value().unwrap_or_default(),
                },
                Err(failure) if failure.code == FailureCode::Cancelled => Outcome::Stopped,
                Err(failure) => Outcome::Failed(failure),
            };
            outcome.try_set(came);
            call.try_set(None);
        });
    };
    let stop = move || {
        if let Some(call) = call.get_untracked() {
            spawn_local(async move {
                // Without the shell there is nothing left to end.
                let _ = ipc::call(Cancel { call }).await;
            });
        }
    };
    on_cleanup(stop);
    let is_off = Signal::derive(move || match method.is_safe() {
        true => None,
        false if is_nobody => Some(words().states.sign_in_first),
        false => off.get(),
    });
    let start = move || {
        if call.get_untracked().is_some() || is_off.get_untracked().is_some() {
            return;
        }
        wrong.set(None);
        let Some(request) = form.request() else {
            return;
        };
        let command = PrepareRequest {
            connection: connection.get_value(),
            request,
        };
        spawn_local(async move {
            match ipc::call(command).await {
                Ok(prepared) if method.is_safe() => send(prepared),
                Ok(prepared) => {
                    question.try_set(Some(prepared));
                }
                Err(failure) => {
                    wrong.try_set(Some(failure_reason(&failure)));
                }
            }
        });
    };
    let copied = move |pick: fn(&PreparedRequest) -> &String| {
        move || {
            wrong.set(None);
            let request = form.request();
            let connection = connection.get_value();
            async move {
                let Some(request) = request else {
                    wrong.try_set(Some(words().explorer.copied_not.to_owned()));
                    return None;
                };
                let command = PrepareRequest {
                    connection,
                    request,
                };
                match ipc::call(command).await {
                    Ok(prepared) => Some(pick(&prepared).clone()),
                    Err(failure) => {
                        wrong.try_set(Some(failure_reason(&failure)));
                        None
                    }
                }
            }
        }
    };
    let note = if method.is_safe() {
        w.reads_only
    } else {
        w.changes
    };
    let account = match api {
        ExploredApi::Harbor => account.map(|name| w.sent_as(&name)).unwrap_or_default(),
        ExploredApi::ModelRegistry => w.sent_by_token.to_owned(),
    };
    let description = operation.description.clone();
    let path = operation.path.clone();
    let summary = operation.summary.clone();
    let may = {
        let operation = operation.clone();
        move || {
            let is_refused = matches!(allowance.of(&operation), Allowed::No(_));
            let text = allowance.words(&operation)?;
            let icon = if is_refused { "lock" } else { "info" };
            Some(view! {
                <p class="hint" id="may">
                    <Icon name=icon class="i-12" />
                    " "
                    {text}
                </p>
            })
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            start();
        }
    };
    let sends = match method.is_safe() {
        true => w.send.to_owned(),
        false => w.send_method(method.as_str()),
    };
    let close = Callback::new(move |()| question.set(None));
    view! {
        <form
            class="ax-form"
            novalidate=true
            on:keydown=on_key
            on:submit=move |event| {
                event.prevent_default();
                start();
            }
        >
            <div class="ax-head" tabindex="0" role="region" aria-label=summary.clone()>
                <h2>
                    <span class=method_class(method)>{method.as_str()}</span>
                    " "
                    {summary.clone()}
                </h2>
                <p class="mono wraps t12">{path}</p>
                {may}
                {(!description.is_empty() && description != summary)
                    .then(|| view! { <p class="hint">{description}</p> })}
            </div>
            <div class="ax-fields">
                <RequestFields form=form />
                <p class="hint">{note} " " {account}</p>
            </div>
            <div class="ax-send">
                {move || {
                    wrong
                        .get()
                        .map(|text| {
                            view! {
                                <p class="hint bad" role="alert">
                                    {text}
                                </p>
                            }
                        })
                }} <div class="row g6">
                    {move || match call.get() {
                        Some(_) => {
                            view! {
                                <button
                                    type="button"
                                    class="btn"
                                    id="stop-request"
                                    on:click=move |_| stop()
                                >
                                    {w.stop}
                                </button>
                            }
                                .into_any()
                        }
                        None => {
                            let sends = sends.clone();
                            view! {
                                <button
                                    type="submit"
                                    class=button_class(method)
                                    id="send-request"
                                    disabled=move || is_off.get().is_some()
                                    title=move || is_off.get()
                                >
                                    <Icon name="send" />
                                    {sends}
                                </button>
                            }
                                .into_any()
                        }
                    }} <span class="kbds" aria-hidden="true">
                        <kbd class="kbd">"Ctrl"</kbd>
                        <kbd class="kbd">"Enter"</kbd>
                    </span>
                </div> <div class="row g6 ax-copy" role="group" aria-label=w.copy_as>
                    <span class="muted t12">{w.copy_as}</span>
                    <CopyLater text=copied(|it| &it.snippets.curl) label=w.curl class="sm" />
                    <CopyLater text=copied(|it| &it.snippets.httpie) label=w.httpie class="sm" />
                    <CopyLater text=copied(|it| &it.snippets.python) label=w.python class="sm" />
                </div>
                {form.body.is_some().then(|| view! { <p class="hint">{w.body_is_file}</p> })}
            </div>
        </form>
        <AnswerPart outcome=outcome on_retry=Callback::new(move |()| start()) />
        {move || {
            question
                .get()
                .map(|request| {
                    view! {
                        <ConfirmRequest
                            request=request
                            body=form.body_text()
                            on_send=Callback::new(send)
                            on_close=close
                        />
                    }
                })
        }}
    }
}
