//! The steps as they are walked.

use std::collections::HashSet;

use diagnosis::{Exchange, Purpose, Question, Severity, Step, StepKind};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use super::verdict_words::{advice, seen};
use crate::{
    format::size,
    registries::registries,
    ui::{Icon, use_places},
    words::words,
};

/// A step's name.
pub fn title(kind: StepKind) -> &'static str {
    let w = &words().doctor;
    match kind {
        StepKind::Lookup => w.step_lookup,
        StepKind::Connection => w.step_connection,
        StepKind::Encryption => w.step_encryption,
        StepKind::Registry => w.step_registry,
        StepKind::Challenge => w.step_challenge,
        StepKind::Logins => w.step_logins,
        StepKind::Token => w.step_token,
        StepKind::Grants => w.step_grants,
        StepKind::Rules => w.step_rules,
        StepKind::Attempt => w.step_attempt,
    }
}

/// How much something matters, in a word.
pub fn severity_word(severity: Severity) -> &'static str {
    let w = &words().doctor;
    match severity {
        Severity::Good => w.good,
        Severity::Unknown => w.unknown,
        Severity::Warning => w.warning,
        Severity::Stops => w.stops,
    }
}

/// Its icon and the class with its colour.
fn mark(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Good => ("check-circle", "ok"),
        Severity::Unknown => ("info", "quiet"),
        Severity::Warning => ("warning", "warn"),
        Severity::Stops => ("alert", "bad"),
    }
}

/// The steps that there are for a question: only an image can be tried.
pub fn kinds(question: &Question) -> Vec<StepKind> {
    let can_try = question.repository.is_some() && question.purpose != Purpose::SignIn;
    let all = StepKind::ALL.into_iter();
    all.filter(|kind| can_try || *kind != StepKind::Attempt)
        .collect()
}

/// All steps: those that were walked, and those that were not.
#[component]
pub fn Steps(
    #[prop(into)] steps: Signal<Vec<Step>>,
    #[prop(into)] walks: Signal<bool>,
    /// What is asked.
    #[prop(into)]
    question: Signal<Option<Question>>,
    connection: ConnectionId,
) -> impl IntoView {
    let w = &words().doctor;
    // Steps whose requests are shown.
    let open = RwSignal::new(HashSet::<StepKind>::new());
    let connection = StoredValue::new(connection);
    move || {
        let walked = steps.get();
        let purpose = question.with(|asked| asked.as_ref().map(|asked| asked.purpose));
        let kinds = question.with(|asked| asked.as_ref().map(kinds).unwrap_or_default());
        let next = kinds
            .iter()
            .find(|kind| walked.iter().all(|step| step.kind < **kind));
        let next = next.copied().filter(|_| walks.get());
        let rows = kinds.iter().enumerate().map(|(at, kind)| {
            let step = walked.iter().find(|step| step.kind == *kind).cloned();
            let untried = match (kind, purpose) {
                (StepKind::Attempt, Some(Purpose::Push)) => w.upload_not_asked,
                _ => w.not_tried,
            };
            view! {
                <Row
                    number=at + 1
                    kind=*kind
                    step=step
                    is_next=next == Some(*kind)
                    untried=untried
                    open=open
                    connection=connection
                />
            }
        });
        view! { <ol class="walk">{rows.collect_view()}</ol> }
    }
}

#[component]
fn Row(
    number: usize,
    kind: StepKind,
    step: Option<Step>,
    is_next: bool,
    untried: &'static str,
    open: RwSignal<HashSet<StepKind>>,
    connection: StoredValue<ConnectionId>,
) -> impl IntoView {
    let w = &words().doctor;
    let Some(step) = step else {
        let said = if is_next { w.walking } else { untried };
        return view! {
            <li class="step quiet" data-step=number>
                <span class="mark">
                    {if is_next {
                        view! { <span class="spin"></span> }.into_any()
                    } else {
                        view! { <Icon name="minus" /> }.into_any()
                    }}
                </span>
                <div class="grow">
                    <h3>{format!("{number}. {}", title(kind))}</h3>
                    <p>{said}</p>
                </div>
            </li>
        }
        .into_any();
    };
    let severity = step.severity();
    let (icon, tone) = mark(severity);
    let verdicts = step.verdicts.iter().map(|verdict| {
        let (icon, tone) = mark(verdict.severity());
        let is_one = step.verdicts.len() == 1;
        let lines = seen(verdict)
            .into_iter()
            .map(|line| view! { <p>{line}</p> });
        view! {
            <div class=format!("verdict {tone}")>
                {(!is_one)
                    .then(|| {
                        view! {
                            <span class="small">
                                <Icon name=icon class="i-14" />
                                <span class="sr">{severity_word(verdict.severity())}</span>
                            </span>
                        }
                    })} <div class="grow">
                    {lines.collect_view()}
                    {advice(verdict).map(|advice| view! { <p class="muted">{advice}</p> })}
                </div>
            </div>
        }
    });
    let name = format!("{number}. {}", title(kind));
    let has_requests = !step.exchanges.is_empty();
    let is_open = move || open.with(|open| open.contains(&kind));
    let name = match has_requests {
        false => view! { <span>{name}</span> }.into_any(),
        true => view! {
            <button
                type="button"
                class="step-name"
                aria-expanded=move || is_open().to_string()
                title=w.open_requests
                on:click=move |_| {
                    open.update(|open| {
                        if !open.remove(&kind) {
                            open.insert(kind);
                        }
                    });
                }
            >
                {name}
                <Icon name="chevron-down" class="i-12" />
            </button>
        }
        .into_any(),
    };
    let exchanges = StoredValue::new(step.exchanges.clone());
    let requests = move || {
        is_open().then(|| {
            let all = exchanges.get_value().into_iter();
            let all = all.map(|one| view! { <Request exchange=one connection=connection /> });
            view! { <ul class="step-requests">{all.collect_view()}</ul> }
        })
    };
    view! {
        <li class=format!("step {tone}") data-step=number>
            <span class="mark">
                <Icon name=icon />
                <span class="sr">{severity_word(severity)}</span>
            </span>
            <div class="grow">
                <h3>
                    {name}
                    <span class="asked">
                        {step.asked.clone()} " " {w.took(step.elapsed_ms)}
                    </span>
                </h3>
                {verdicts.collect_view()}
                {requests}
            </div>
        </li>
    }
    .into_any()
}

/// A request of a step's, and what was answered.
#[component]
fn Request(exchange: Exchange, connection: StoredValue<ConnectionId>) -> impl IntoView {
    let w = &words().doctor;
    let places = use_places();
    let answer = match exchange.status {
        Some(status) => {
            let mut answer = format!("{status}, {}", w.took(exchange.elapsed_ms));
            if let Some(bytes) = exchange.received {
                let bytes = size(bytes);
                answer = format!("{answer}, {bytes}");
            }
            answer
        }
        None if exchange.reason.is_empty() => w.no_answer.to_owned(),
        None => exchange.reason.clone(),
    };
    let id = exchange.request_id.clone();
    let show = (!id.is_empty()).then(|| {
        view! {
            <button
                type="button"
                class="btn ghost sm"
                on:click=move |_| {
                    let at = connection.get_value();
                    places.go(registries().show_request(at, id.clone()));
                }
            >
                {words().explorer.show_in_log}
            </button>
        }
    });
    view! {
        <li>
            <p class="mono">{format!("{} {}", exchange.method, exchange.address)}</p>
            <p>"→ " {answer} {show}</p>
        </li>
    }
}
