//! Having models read anew: one or many, with progress for each, and again what failed.

use std::collections::BTreeMap;

use harbor_api::{ProjectName, RepositoryName};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure, FailureCode, RefreshModel};

use crate::{
    failure::failure_reason,
    ipc::{self, steps::Steps},
    list::{State, StateWords, Tone},
    words::words,
};

/// How a model is.
#[derive(Debug, Clone, PartialEq)]
pub enum Progress {
    Waiting,
    Refreshing,
    Done,
    NotBegun,
    Failed(Failure),
}

/// Models that are refreshed, by project and name.
#[derive(Clone, Copy)]
pub struct Refreshing {
    connection: Signal<ConnectionId>,
    steps: Steps,
    pub models: RwSignal<BTreeMap<String, Progress>>,
}

impl Refreshing {
    pub fn new(connection: Signal<ConnectionId>) -> Self {
        Self {
            connection,
            steps: Steps::new(),
            models: RwSignal::default(),
        }
    }

    /// Whether some are on their way.
    pub fn is_busy(&self) -> bool {
        self.steps.now.with(Option::is_some)
    }

    /// Those that failed or were not begun.
    pub fn left(&self) -> Vec<String> {
        let is_left =
            |progress: &Progress| matches!(progress, Progress::Failed(_) | Progress::NotBegun);
        self.models.with(|models| {
            let left = models.iter().filter(|(_, progress)| is_left(progress));
            left.map(|(reference, _)| reference.clone()).collect()
        })
    }

    /// How many went well.
    pub fn done(&self) -> usize {
        self.models.with(|models| {
            let all = models.values();
            all.filter(|it| **it == Progress::Done).count()
        })
    }

    /// Refreshes these; those of before that are not among them are no longer told of.
    pub fn start(self, references: Vec<String>, ended: Callback<()>) {
        if self.steps.now.with_untracked(Option::is_some) || references.is_empty() {
            return;
        }
        let waiting = references
            .iter()
            .map(|one| (one.clone(), Progress::Waiting));
        self.models.set(waiting.collect());
        self.go_on(references, ended);
    }

    /// Tries again what is left, beside what went well.
    pub fn retry(self, ended: Callback<()>) {
        let left = untrack(|| self.left());
        self.go_on(left, ended);
    }

    fn set(self, reference: &str, progress: Progress) {
        let _ = self.models.try_update(|models| {
            models.insert(reference.to_owned(), progress);
        });
    }

    fn go_on(self, references: Vec<String>, ended: Callback<()>) {
        let connection = self.connection.get_untracked();
        let one = move |reference: String| {
            let connection = connection.clone();
            async move {
                self.set(&reference, Progress::Refreshing);
                let outcome = refresh(connection, &reference).await;
                let progress = match &outcome {
                    Ok(()) => Progress::Done,
                    Err(failure) => Progress::Failed(failure.clone()),
                };
                self.set(&reference, progress);
                // The others would fare no better.
                let is_over = |failure: &Failure| failure.code == FailureCode::TokenRefused;
                if outcome.as_ref().is_err_and(is_over) {
                    self.steps.stop();
                }
                outcome
            }
        };
        self.steps.run(references, one, move |outcome| {
            for reference in outcome.left {
                self.set(&reference, Progress::NotBegun);
            }
            ended.try_run(());
        });
    }

    /// How far it is, with a way to stop.
    pub fn progress(self) -> impl IntoView {
        let w = &words().model_registry;
        self.steps.progress(w.refreshing, w.stop)
    }

    /// Each model with how it is.
    pub fn rows(self) -> impl IntoView {
        let row = |reference: String, progress: Progress| {
            let reason = match &progress {
                Progress::Failed(failure) => Some(failure_reason(failure)),
                _ => None,
            };
            view! {
                <li>
                    <span class="mono wraps grow">{reference}</span>
                    <State said=said(&progress) />
                    {reason.map(|reason| view! { <span class="hint wraps">{reason}</span> })}
                </li>
            }
        };
        move || {
            let models = self.models.get();
            let rows = models
                .into_iter()
                .map(|(name, progress)| row(name, progress));
            view! { <ul class="outcome-rows">{rows.collect_view()}</ul> }
        }
    }
}

fn said(progress: &Progress) -> StateWords {
    let w = &words().model_registry;
    match progress {
        Progress::Waiting => StateWords::new("clock", Tone::Quiet, w.waiting),
        Progress::Refreshing => StateWords::new("refresh", Tone::Active, w.refreshing),
        Progress::Done => StateWords::new("check-circle", Tone::Good, w.refreshed),
        Progress::NotBegun => StateWords::new("minus", Tone::Quiet, w.not_begun),
        Progress::Failed(_) => StateWords::new("alert", Tone::Bad, w.refresh_failed),
    }
}

async fn refresh(connection: ConnectionId, reference: &str) -> Result<(), Failure> {
    let bad = |reason: String| Failure::new(FailureCode::Invalid, reason);
    let (project, model) = reference.split_once('/').unwrap_or((reference, ""));
    let command = RefreshModel {
        connection,
        project: ProjectName::new(project).map_err(|error| bad(error.to_string()))?,
        model: RepositoryName::new(model).map_err(|error| bad(error.to_string()))?,
    };
    ipc::call(command).await.map(|_| ())
}
