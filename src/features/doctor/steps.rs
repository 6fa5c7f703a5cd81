//! The steps as they are walked.

use diagnosis::{Purpose, Question, Severity, Step, StepKind};
use leptos::prelude::*;

use super::verdict_words::{advice, seen};
use crate::{ui::Icon, words::words};

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
) -> impl IntoView {
    let w = &words().doctor;
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
                <Row number=at + 1 kind=*kind step=step is_next=next == Some(*kind) untried=untried />
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
    view! {
        <li class=format!("step {tone}") data-step=number>
            <span class="mark">
                <Icon name=icon />
                <span class="sr">{severity_word(severity)}</span>
            </span>
            <div class="grow">
                <h3>
                    {format!("{number}. {}", title(kind))}
                    <span class="asked">
                        {step.asked.clone()} " " {w.took(step.elapsed_ms)}
                    </span>
                </h3>
                {verdicts.collect_view()}
            </div>
        </li>
    }
    .into_any()
}
