//! New secrets for several accounts: made one after the other, then copied, shown in turn or saved.

use std::{collections::HashSet, sync::Arc};

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use pilothouse_protocol::{
    Failure, FailureCode, HeldRobotSecret, RenewRobotSecret, RobotSecretId, RobotSecretText,
    SaveRobotFiles,
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::{failure_message, failure_reason},
    features::{
        account::ClipboardLine,
        robots::{
            list::RobotList,
            secrets::secret::{SecretView, copy_secret, forget_secret},
            several::accounts::ChosenRobot,
        },
    },
    ipc,
    registries::registries,
    ui::{CopyIcon, Dialog, Icon},
    words::words,
};

/// How far one account is.
#[derive(Debug, Clone, PartialEq)]
enum Progress {
    Waiting,
    UnderWay,
    Ready(HeldRobotSecret),
    Failed(Box<Failure>),
}

/// Failures after which the next account would fare no better.
fn is_end(code: FailureCode) -> bool {
    matches!(
        code,
        FailureCode::SignInNeeded
            | FailureCode::Unreachable
            | FailureCode::Precondition
            | FailureCode::CertificateNotTrusted
            | FailureCode::NotHarbor
            | FailureCode::Cancelled
    )
}

/// The accounts, and what became of each.
#[derive(Clone, Copy)]
struct Renewal {
    robots: RobotList,
    accounts: StoredValue<Arc<Vec<ChosenRobot>>>,
    progress: RwSignal<Vec<Progress>>,
    is_begun: RwSignal<bool>,
    running: RwSignal<bool>,
    stopped: RwSignal<bool>,
    /// Secrets that were copied or written somewhere.
    taken: RwSignal<HashSet<RobotSecretId>>,
    copied: RwSignal<Option<DateTime<Utc>>>,
    /// The account whose secret is shown by itself.
    opened: RwSignal<Option<usize>>,
}

impl Renewal {
    fn new(robots: RobotList, accounts: Arc<Vec<ChosenRobot>>) -> Self {
        Self {
            robots,
            progress: RwSignal::new(vec![Progress::Waiting; accounts.len()]),
            accounts: StoredValue::new(accounts),
            is_begun: RwSignal::new(false),
            running: RwSignal::new(false),
            stopped: RwSignal::new(false),
            taken: RwSignal::default(),
            copied: RwSignal::new(None),
            opened: RwSignal::new(None),
        }
    }

    fn set(self, at: usize, progress: Progress) {
        let _ = self.progress.try_update(|all| {
            if let Some(one) = all.get_mut(at) {
                *one = progress;
            }
        });
    }

    /// Makes new secrets for those accounts, one after the other: what uses the old ones fails from
    /// then on, so none is changed before its turn.
    fn run(self, which: Vec<usize>) {
        if self.running.get_untracked() {
            return;
        }
        self.is_begun.set(true);
        self.running.set(true);
        self.stopped.set(false);
        let connection = self.robots.connection.get_untracked();
        spawn_local(async move {
            for at in which {
                if self.stopped.try_get_untracked().unwrap_or(true) {
                    break;
                }
                let Some(robot) = self
                    .accounts
                    .with_value(|all| all.get(at).map(|one| one.id))
                else {
                    continue;
                };
                self.set(at, Progress::UnderWay);
                let command = RenewRobotSecret {
                    connection: connection.clone(),
                    robot,
                    own: None,
                };
                match ipc::call(command).await {
                    Ok(held) if self.progress.try_with_untracked(|_| ()).is_none() => {
                        // The dialog is gone, with whoever waited for it.
                        forget_secret(held.secret);
                        return;
                    }
                    Ok(held) => self.set(at, Progress::Ready(held)),
                    Err(failure) => {
                        let ends = is_end(failure.code);
                        self.set(at, Progress::Failed(Box::new(failure)));
                        if ends {
                            break;
                        }
                    }
                }
            }
            self.running.try_set(false);
        });
    }

    fn waiting(self) -> Vec<usize> {
        self.progress.with(|all| {
            let all = all.iter().enumerate();
            all.filter(|(_, one)| **one == Progress::Waiting)
                .map(|(at, _)| at)
                .collect()
        })
    }

    fn held(self) -> Vec<RobotSecretId> {
        self.progress.with(|all| {
            let held = all.iter().filter_map(|one| match one {
                Progress::Ready(held) => Some(held.secret),
                _ => None,
            });
            held.collect()
        })
    }

    fn not_taken(self) -> usize {
        let held = self.held();
        self.taken
            .with(|taken| held.iter().filter(|one| !taken.contains(one)).count())
    }

    fn take(self, secrets: impl IntoIterator<Item = RobotSecretId>) {
        let _ = self.taken.try_update(|taken| taken.extend(secrets));
    }

    /// The next account whose secret is there.
    fn after(self, at: usize) -> Option<usize> {
        self.progress.with(|all| {
            let rest = all.iter().enumerate().skip(at + 1);
            let mut ready = rest.filter(|(_, one)| matches!(one, Progress::Ready(_)));
            ready.next().map(|(at, _)| at)
        })
    }

    fn save_files(self) {
        let registries = registries();
        let secrets = untrack(|| self.held());
        spawn_local(async move {
            let w = &words().several_robots;
            let failed = |failure: &Failure| {
                registries
                    .toasts
                    .failed(w.not_saved, failure_reason(failure), failure, None);
            };
            match ipc::call(SaveRobotFiles { secrets }).await {
                Ok(all) => {
                    if !all.saved.is_empty() {
                        let text = w.files_saved(all.saved.len(), &all.folder);
                        registries.toasts.done(text, None);
                    }
                    self.take(all.saved);
                    if let Some(failure) = &all.failure {
                        failed(failure);
                    }
                }
                // The person left the system's dialog.
                Err(failure) if failure.code == FailureCode::Cancelled => {}
                Err(failure) => failed(&failure),
            }
        });
    }
}

/// 'New secrets for 3 robot accounts'
#[component]
pub fn NewSecretsDialog(
    robots: RobotList,
    accounts: Arc<Vec<ChosenRobot>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().several_robots;
    let title = w.new_secrets_for(accounts.len());
    let renewal = Renewal::new(robots, accounts);
    // However the dialog is left.
    on_cleanup(move || renewal.held().into_iter().for_each(forget_secret));
    let body = move || {
        if !renewal.is_begun.get() {
            return view! { <Question renewal=renewal on_close=on_close /> }.into_any();
        }
        match renewal.opened.get() {
            Some(at) => view! { <One renewal=renewal at=at /> }.into_any(),
            None => view! { <Results renewal=renewal on_close=on_close /> }.into_any(),
        }
    };
    view! {
        <Dialog title=title wide=true stays=renewal.is_begun on_close=on_close>
            {body}
        </Dialog>
    }
}

/// What it ends, before it is begun.
#[component]
fn Question(renewal: Renewal, on_close: Callback<()>) -> impl IntoView {
    let w = &words().several_robots;
    let now = Utc::now();
    let accounts = renewal.accounts.get_value();
    let count = accounts.len();
    let dead = accounts.iter().filter(|one| one.is_dead(now)).count();
    let names = accounts.iter().map(|one| {
        view! {
            <li>
                <Icon name="robot" class="i-14 muted" />
                <span class="mono wraps grow">{one.name.clone()}</span>
            </li>
        }
    });
    let off = renewal.robots.off;
    view! {
        <div class="dlg-b col g12" tabindex="0">
            <p>{w.old_stop}</p>
            {(dead > 0)
                .then(|| {
                    view! {
                        <div class="note bad" id="robots-dead">
                            <Icon name="alert" />
                            <span>{w.dead(dead)}</span>
                        </div>
                    }
                })}
            <ul class="outcome-rows">{names.collect_view()}</ul>
        </div>
        <div class="dlg-f">
            <span class="sp"></span>
            <button type="button" class="btn" on:click=move |_| on_close.run(())>
                {words().robots.cancel}
            </button>
            <button
                type="button"
                class="btn danger"
                id="robots-renew"
                disabled=move || off.get().is_some()
                title=move || off.get()
                on:click=move |_| renewal.run((0..count).collect())
            >
                {w.make_new(count)}
            </button>
        </div>
    }
}

/// The accounts with what became of each.
#[component]
fn Results(renewal: Renewal, on_close: Callback<()>) -> impl IntoView {
    let w = &words().several_robots;
    let count = renewal.accounts.with_value(|all| all.len());
    let rows = (0..count).map(|at| view! { <Row renewal=renewal at=at /> });
    let is_sure = RwSignal::new(false);
    let is_running = move || renewal.running.get();
    let has_held = Memo::new(move |_| !renewal.held().is_empty());
    let finished = move || {
        let waiting = renewal.progress.with(|all| {
            let waits = |one: &&Progress| matches!(one, Progress::Waiting | Progress::UnderWay);
            all.iter().filter(waits).count()
        });
        count - waiting
    };
    let done = move |_| {
        if renewal.not_taken() > 0 && !is_sure.get_untracked() {
            is_sure.set(true);
            return;
        }
        let made = renewal.held().len();
        if made > 0 {
            registries().toasts.done(w.made(made), None);
        }
        renewal.robots.list.uncheck();
        on_close.run(());
    };
    let progress = move || {
        is_running().then(|| {
            view! {
                <span class="spin"></span>
                <span class="muted t12 num" role="status">
                    {move || w.progress(finished(), count)}
                </span>
            }
        })
    };
    let unfinished = move || {
        let waiting = renewal.waiting();
        let off = renewal.robots.off;
        if is_running() {
            return view! {
                <button
                    type="button"
                    class="btn"
                    disabled=move || renewal.stopped.get()
                    on:click=move |_| renewal.stopped.set(true)
                >
                    {w.stop}
                </button>
            }
            .into_any();
        }
        (!waiting.is_empty())
            .then(|| {
                view! {
                    <button
                        type="button"
                        class="btn"
                        disabled=move || off.get().is_some()
                        on:click=move |_| renewal.run(waiting.clone())
                    >
                        {w.go_on}
                    </button>
                }
            })
            .into_any()
    };
    view! {
        <div class="dlg-b col g12 scroll" id="robots-secrets">
            <div class="note warn">
                <Icon name="warning" />
                <span>{w.shown_once}</span>
            </div>
            <ul class="outcome-rows" aria-label=w.secrets_label>
                {rows.collect_view()}
            </ul>
            <ClipboardLine
                copied=renewal.copied
                otherwise=Signal::stored(Some(words().robots.clipboard_hint.to_owned()))
                registries=registries()
            />
            {move || {
                let left = renewal.not_taken();
                (is_sure.get() && left > 0 && !is_running())
                    .then(|| {
                        view! {
                            <div class="note bad" id="robots-not-taken" role="alert">
                                <Icon name="alert" />
                                <span>{w.not_taken(left)}</span>
                            </div>
                        }
                    })
            }}
        </div>
        <div class="dlg-f">
            <button
                type="button"
                class="btn"
                id="robots-save-files"
                disabled=move || is_running() || !has_held.get()
                on:click=move |_| renewal.save_files()
            >
                <Icon name="download" />
                {w.save_files}
            </button>
            {progress}
            <span class="sp"></span>
            {unfinished}
            <button
                type="button"
                class="btn primary"
                id="robots-done"
                disabled=is_running
                on:click=done
            >
                {move || {
                    if is_sure.get() && renewal.not_taken() > 0 { w.done_anyway } else { w.done }
                }}
            </button>
        </div>
    }
}

/// An account and its new secret, or why it has none.
#[component]
fn Row(renewal: Renewal, at: usize) -> impl IntoView {
    let (w, robots) = (&words().several_robots, &words().robots);
    let name = renewal
        .accounts
        .with_value(|all| all.get(at).map(|one| one.name.clone()))
        .unwrap_or_default();
    let progress = Memo::new(move |_| renewal.progress.with(|all| all.get(at).cloned()));
    let known = StoredValue::new(name.clone());
    let state = move || match progress.get()? {
        Progress::Waiting => Some(view! { <span class="muted grow">{w.waiting}</span> }.into_any()),
        Progress::UnderWay => Some(
            view! {
                <span class="muted grow">{w.under_way}</span>
                <span class="spin"></span>
            }
            .into_any(),
        ),
        Progress::Failed(failure) => {
            let is_unknown = matches!(
                failure.code,
                FailureCode::TimedOut | FailureCode::Unreachable | FailureCode::BadAnswer
            );
            let text = failure_message(&failure);
            let text = if is_unknown {
                format!("{text} {}", w.maybe_changed)
            } else {
                text
            };
            Some(
                view! {
                    <Icon name="alert" class="i-14 c-bad" />
                    <span class="soft grow">{text}</span>
                    <CopyIcon
                        text=Signal::stored(failure.details())
                        label=words().parts.copy_details
                    />
                    <button
                        type="button"
                        class="btn sm"
                        disabled=move || {
                            renewal.running.get() || renewal.robots.off.get().is_some()
                        }
                        on:click=move |_| renewal.run(vec![at])
                    >
                        {w.retry}
                    </button>
                }
                .into_any(),
            )
        }
        Progress::Ready(held) => {
            let secret = held.secret;
            let is_dead = held.disabled || held.expires.is_some_and(|at| at <= Utc::now());
            let dead = if held.disabled {
                robots.dead_off
            } else {
                robots.dead_expired
            };
            let said = move || {
                if renewal.taken.with(|taken| taken.contains(&secret)) {
                    w.taken
                } else {
                    w.ready
                }
            };
            let taken = Callback::new(move |()| renewal.take([secret]));
            let label = known.with_value(|name| w.copy_secret_of(name));
            let show = known.with_value(|name| w.show_secret_of(name));
            Some(
                view! {
                    <Icon name="check" class="i-14 c-ok" />
                    <span class="muted grow">{said}</span>
                    {is_dead
                        .then(|| {
                            view! {
                                <span class="c-bad" title=dead aria-label=dead>
                                    <Icon name="alert" class="i-14" />
                                </span>
                            }
                        })}
                    <button
                        type="button"
                        class="btn sm"
                        aria-label=label
                        on:click=move |_| {
                            copy_secret(secret, RobotSecretText::Secret, renewal.copied, taken);
                        }
                    >
                        <Icon name="copy" class="i-14" />
                        {robots.copy}
                    </button>
                    <button
                        type="button"
                        class="btn sm"
                        aria-label=show
                        on:click=move |_| renewal.opened.set(Some(at))
                    >
                        {w.open}
                    </button>
                }
                .into_any(),
            )
        }
    };
    view! {
        <li>
            <span class="mono trunc robot-of-many" title=name.clone()>
                {name.clone()}
            </span>
            {state}
        </li>
    }
}

/// One of the secrets, with all that can be done with it.
#[component]
fn One(renewal: Renewal, at: usize) -> impl IntoView {
    let w = &words().several_robots;
    let held = renewal.progress.with_untracked(|all| match all.get(at) {
        Some(Progress::Ready(held)) => Some(held.clone()),
        _ => None,
    })?;
    let secret = held.secret;
    let leave = move || {
        let next = renewal.after(at);
        view! {
            <button
                type="button"
                class="btn"
                id="robots-back"
                on:click=move |_| renewal.opened.set(None)
            >
                {w.back}
            </button>
            {next
                .map(|next| {
                    view! {
                        <button
                            type="button"
                            class="btn primary"
                            id="robots-next"
                            on:click=move |_| renewal.opened.set(Some(next))
                        >
                            {w.next}
                        </button>
                    }
                })}
        }
    };
    Some(view! {
        <SecretView
            robots=renewal.robots
            held=held
            on_taken=Callback::new(move |()| renewal.take([secret]))
            leave=leave
        />
    })
}
