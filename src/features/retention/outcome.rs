//! The panel beside the rules: when the policy runs, what it would do, and running it.

use std::{sync::Arc, time::Duration};

use harbor_api::{
    Page, RetentionExecutionId, RetentionId,
    operations::{ListRetentionExecutions, OperateRetentionExecution, TriggerRetentionExecution},
    types::{
        JobStatus, NewRetentionExecution, RetentionExecution, RetentionExecutionAction,
        RetentionRule,
    },
};
use leptos::prelude::*;
use pilothouse_protocol::{Failure, FailureCode, ReadDryRun, RetentionDecisions};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_reason,
    features::retention::{
        policy::Policy,
        runs::{OpenedRun, RecentRuns, RunDialog},
        schedule::ScheduleDialog,
    },
    format::{count, size},
    ipc::{Ticket, call, harbor, harbor_in_background, seen::wait_while_seen, write::send},
    list::List,
    ui::{Icon, Inspector, NextRuns, pair, schedule_words, titled_section},
    words::words,
};

/// How often a run is looked at.
const LOOK: Duration = Duration::from_millis(700);

/// A dry run that ended well.
#[derive(Clone, PartialEq)]
pub struct DryRun {
    pub execution: RetentionExecutionId,
    /// The rules that it was made with.
    pub rules: Vec<RetentionRule>,
}

/// A run that goes on.
#[derive(Clone, PartialEq)]
pub struct Running {
    pub is_dry: bool,
    /// Once the server has named it.
    pub execution: Option<RetentionExecutionId>,
}

/// What is known of what the policy would do.
#[derive(Clone, Copy)]
pub struct Outcome {
    pub policy: Policy,
    pub list: List,
    pub decisions: RwSignal<Option<RetentionDecisions>>,
    pub dry_run: RwSignal<Option<DryRun>>,
    pub running: RwSignal<Option<Running>>,
    /// The newest runs, newest first, as they were looked at last.
    pub runs: RwSignal<Vec<RetentionExecution>>,
    /// After each run, for the list of runs.
    pub ended: RwSignal<u32>,
}

impl Outcome {
    pub fn new(policy: Policy, list: List) -> Self {
        Self {
            policy,
            list,
            decisions: RwSignal::new(None),
            dry_run: RwSignal::new(None),
            running: RwSignal::new(None),
            runs: RwSignal::default(),
            ended: RwSignal::new(0),
        }
    }

    /// The dry run, if it was made by the rules as they are.
    pub fn current_dry_run(&self) -> Option<DryRun> {
        let rules = self.policy.now()?.rules;
        self.dry_run.get().filter(|known| known.rules == rules)
    }

    /// Runs the policy to its end.
    pub fn start(self, is_dry: bool) {
        let policy = self.policy;
        let (Some(id), Some(now), None) = (
            policy.id.get_untracked(),
            policy.now_untracked(),
            self.running.get_untracked(),
        ) else {
            return;
        };
        self.running.set(Some(Running {
            is_dry,
            execution: None,
        }));
        spawn_local(async move {
            let outcome = self.follow(id, is_dry).await;
            self.running.try_set(None);
            self.ended.try_update(|count| *count += 1);
            let outcome = match outcome {
                Ok(run) if run.status == JobStatus::Stopped => {
                    let w = &words().retention;
                    let text = if is_dry { w.dry_run_stopped } else { w.stopped };
                    policy.registries.toasts.done(text, None);
                    self.list.reload();
                    return;
                }
                Ok(run) if is_dry => self.read(id, &run, now.rules).await,
                Ok(run) => {
                    // What was decided is done.
                    self.dry_run.try_set(None);
                    self.list.reload();
                    check_outcome(&run).map(|()| {
                        let text = words().retention.run_done;
                        policy.registries.toasts.done(text, None);
                    })
                }
                Err(failure) => Err(failure),
            };
            if let Err(failure) = outcome
                && failure.code != FailureCode::Cancelled
            {
                let w = &words().retention;
                let title = if is_dry {
                    w.dry_run_failed
                } else {
                    w.run_failed
                };
                policy.registries.toasts.failed(
                    title.to_owned(),
                    failure_reason(&failure),
                    &failure,
                    None,
                );
            }
        });
    }

    /// Starts a run and looks at it until it ends.
    async fn follow(self, id: RetentionId, is_dry: bool) -> Result<RetentionExecution, Failure> {
        let policy = self.policy;
        let connection = policy.connection.get_untracked();
        let operation = TriggerRetentionExecution {
            id,
            body: NewRetentionExecution { dry_run: is_dry },
        };
        send(policy.registries, connection.clone(), &operation).await?;
        // The answer names it in a header only: the newest of its kind is it.
        let started = harbor(connection, &newest(id), Ticket::new()).await?;
        let runs = self.keep(started.value.good());
        let mut kind = runs.into_iter().filter(|run| run.dry_run == is_dry);
        let run = kind.next().ok_or_else(no_answer)?;
        self.running.try_set(Some(Running {
            is_dry,
            execution: Some(run.id),
        }));
        self.watch(id, run).await
    }

    /// Keeps what was looked at for the panel.
    fn keep(self, runs: impl Iterator<Item = RetentionExecution>) -> Vec<RetentionExecution> {
        let runs: Vec<RetentionExecution> = runs.collect();
        self.runs.try_set(runs.clone());
        runs
    }

    /// Looks at a run until it ends.
    async fn watch(
        self,
        id: RetentionId,
        mut run: RetentionExecution,
    ) -> Result<RetentionExecution, Failure> {
        let connection = self.policy.connection.get_untracked();
        while !run.status.is_final() {
            wait_while_seen(LOOK).await;
            if self.running.try_get_untracked().is_none() {
                // The page is gone; the server goes on.
                return Err(Failure::new(FailureCode::Cancelled, "The page is gone."));
            }
            let looked =
                harbor_in_background(connection.clone(), &newest(id), Ticket::new()).await?;
            run = self
                .keep(looked.value.good())
                .into_iter()
                .find(|other| other.id == run.id)
                .ok_or_else(no_answer)?;
        }
        Ok(run)
    }

    /// Shows a run that somebody began before this page was opened.
    pub fn resume(self) {
        Effect::new(move |known: Option<Option<RetentionId>>| {
            let id = self.policy.id.get();
            if let Some(id) = id.filter(|_| known.flatten() != id) {
                spawn_local(self.watch_newest(id));
            }
            id
        });
    }

    async fn watch_newest(self, id: RetentionId) {
        let connection = self.policy.connection.get_untracked();
        // Without an answer the list of runs says what there is to say.
        let Ok(newest) = harbor_in_background(connection, &newest(id), Ticket::new()).await else {
            return;
        };
        let run = self.keep(newest.value.good()).into_iter().next();
        let Some(run) = run.filter(|run| !run.status.is_final()) else {
            return;
        };
        if self.running.try_get_untracked() != Some(None) {
            return;
        }
        self.running.set(Some(Running {
            is_dry: run.dry_run,
            execution: Some(run.id),
        }));
        if self.watch(id, run).await.is_ok() {
            self.list.reload();
        }
        self.running.try_set(None);
        self.ended.try_update(|count| *count += 1);
    }

    /// Reads what a dry run's logs say.
    async fn read(
        self,
        id: RetentionId,
        run: &RetentionExecution,
        rules: Vec<RetentionRule>,
    ) -> Result<(), Failure> {
        let list = self.list.id().ok_or_else(no_answer)?;
        let decisions = call(ReadDryRun {
            list,
            policy: id,
            execution: run.id,
            rules: rules.clone(),
        })
        .await?;
        self.dry_run.try_set(Some(DryRun {
            execution: run.id,
            rules,
        }));
        self.decisions.try_set(Some(decisions));
        check_outcome(run)?;
        let toasts = self.policy.registries.toasts;
        toasts.done(words().retention.dry_run_done, None);
        Ok(())
    }

    fn stop(self) {
        let (
            Some(id),
            Some(Running {
                execution: Some(execution),
                ..
            }),
        ) = (self.policy.id.get_untracked(), self.running.get_untracked())
        else {
            return;
        };
        stop(self.policy, id, execution, Arc::new(|| ()));
    }
}

/// Stops an execution.
pub fn stop(
    policy: Policy,
    id: RetentionId,
    execution: RetentionExecutionId,
    done: crate::ui::Act,
) {
    let operation = OperateRetentionExecution {
        id,
        eid: execution,
        body: RetentionExecutionAction::stop(),
    };
    let change = crate::ipc::write::Change {
        connection: policy.connection.get_untracked(),
        operation,
        failed: words().retention.stop_failed.to_owned(),
        on_done: done,
        on_failed: None,
    };
    crate::ipc::write::write(policy.registries, change);
}

/// The newest runs of a policy.
fn newest(id: RetentionId) -> ListRetentionExecutions {
    ListRetentionExecutions {
        id,
        page: Page::new(1, 10),
    }
}

fn no_answer() -> Failure {
    Failure::new(
        FailureCode::BadAnswer,
        "The registry doesn't list the run that it has begun.",
    )
}

/// Whether a run that ended went well.
fn check_outcome(run: &RetentionExecution) -> Result<(), Failure> {
    let is_error = match &run.status {
        JobStatus::Error => true,
        JobStatus::Other(word) => word == "Failed",
        _ => false,
    };
    if is_error {
        let text = "Not every repository could be looked at; its log says why.";
        return Err(Failure::new(FailureCode::Server, text));
    }
    Ok(())
}

/// The panel.
#[component]
pub fn OutcomePanel(
    outcome: Outcome,
    opened: OpenedRun,
    on_runs: Callback<()>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().retention;
    let policy = outcome.policy;
    let scheduling = RwSignal::new(false);
    let confirming = RwSignal::new(false);
    let cron = Memo::new(move |_| {
        let policy = policy.now();
        policy.map_or(String::new(), |policy| policy.trigger.settings.cron)
    });
    let may_change = Memo::new(move |_| policy.may_change());
    let may_run = Memo::new(move |_| policy.id.get().is_some() && policy.may("update"));
    let edit = move || {
        may_change.get().then(|| {
            view! {
                <button
                    type="button"
                    class="btn ghost sm"
                    disabled=move || policy.off.get().is_some()
                    title=move || policy.off.get()
                    on:click=move |_| scheduling.set(true)
                >
                    {w.schedule_edit}
                </button>
            }
        })
    };
    let schedule = view! {
        <p class="t125">{move || schedule_words(&cron.get())}</p>
        <NextRuns cron=cron />
    };
    let is_by_server = Memo::new(move |_| outcome.current_dry_run().is_some());
    let facts = move || {
        let decisions = outcome.decisions.get()?;
        let more = [
            (w.immutable, decisions.immutable),
            (w.untouched, decisions.untouched),
            (w.undecided, decisions.undecided),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, number)| pair(name, count(number)))
        .collect_view();
        let differing = (decisions.differing > 0).then(|| w.differing(decisions.differing));
        let unread = (!decisions.unread.is_empty()).then(|| w.unread(&decisions.unread.join(", ")));
        let warnings = [differing, unread]
            .into_iter()
            .flatten()
            .map(|text| {
                view! {
                    <div class="note warn">
                        <Icon name="warning" />
                        <span class="grow">{text}</span>
                    </div>
                }
            })
            .collect_view();
        Some(view! {
            <dl class="kv" id="outcome">
                {pair(
                    w.would_go,
                    view! {
                        <b class="strong">{w.going(decisions.deleted, decisions.repositories)}</b>
                    },
                )}
                {pair(w.would_stay, count(decisions.kept))} {more}
                {pair(w.frees, w.at_most(&size(decisions.deleted_bytes)))}
            </dl>
            <p class="hint">{w.frees_hint}</p>
            {warnings}
        })
    };
    let source = move || {
        outcome.decisions.with(Option::is_some).then(|| {
            view! {
                <span class="muted t12" id="source">
                    {if is_by_server.get() { w.by_dry_run } else { w.by_rules }}
                </span>
            }
        })
    };
    let buttons = move || {
        may_run.get().then(|| match outcome.running.get() {
            Some(running) => view! {
                <span class="row g8 t125">
                    <span class="spin"></span>
                    {if running.is_dry { w.dry_running } else { w.running }}
                </span>
                <span class="sp"></span>
                <button
                    type="button"
                    class="btn"
                    disabled=running.execution.is_none()
                    on:click=move |_| outcome.stop()
                >
                    {w.stop}
                </button>
            }
            .into_any(),
            None => view! {
                <button
                    type="button"
                    class="btn"
                    disabled=move || policy.off.get().is_some()
                    title=move || policy.off.get()
                    on:click=move |_| outcome.start(true)
                >
                    {w.dry_run}
                </button>
                <span class="sp"></span>
                <button
                    type="button"
                    class="btn danger-ghost"
                    disabled=move || policy.off.get().is_some()
                    title=move || policy.off.get()
                    on:click=move |_| confirming.set(true)
                >
                    {w.run_now}
                </button>
            }
            .into_any(),
        })
    };
    view! {
        <Inspector title=w.panel.to_owned() on_close=on_close footer=buttons>
            {titled_section(w.schedule, edit, schedule)}
            {titled_section(w.outcome, source, facts)}
            <RecentRuns outcome=outcome opened=opened on_all=on_runs />
        </Inspector>
        <Show when=move || scheduling.get()>
            <ScheduleDialog
                policy=policy
                on_close=Callback::new(move |()| scheduling.set(false))
            />
        </Show>
        <Show when=move || confirming.get()>
            <RunDialog outcome=outcome on_close=Callback::new(move |()| confirming.set(false)) />
        </Show>
    }
}
