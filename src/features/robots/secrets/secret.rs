//! The page with an account's secret: shown once, copied with a countdown, put where it is used.

use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use pilothouse_protocol::{
    CopyRobotSecret, Failure, FailureCode, ForgetRobotSecret, HeldRobotSecret, RegistryLogin,
    RevealRobotSecret, RobotSecretId, RobotSecretText, SaveRobotFile, Shown, WriteDockerLogin,
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_reason,
    features::{
        account::{Client, ClipboardLine, ClipboardReader, login_command},
        robots::{
            cells::{date, time_left},
            list::RobotList,
            secrets::recipes::{
                containerd_path, github_secret, github_step, gitlab_job, is_secret_name, kubectl,
                secret_name,
            },
        },
    },
    ipc,
    registries::registries,
    ui::{Brief, CopyIcon, Field, FormFailure, Icon, SAID},
    words::words,
};

/// How long a secret is shown before it is hidden again.
const SHOWN_FOR: Duration = Duration::from_secs(60);

/// Where the secret is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Kubernetes,
    Containerd,
    Docker,
    GitHub,
    GitLab,
}

impl Target {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Kubernetes, "Kubernetes"),
        (Self::Containerd, "containerd"),
        (Self::Docker, "config.json"),
        (Self::GitHub, "GitHub Actions"),
        (Self::GitLab, "GitLab CI"),
    ];
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    held: StoredValue<HeldRobotSecret>,
    copied: RwSignal<Option<DateTime<Utc>>>,
    failure: RwSignal<Option<Failure>>,
    reader: ClipboardReader,
    /// The secret was copied or written somewhere.
    on_taken: Callback<()>,
}

impl Page {
    fn user(self) -> String {
        self.held.with_value(|held| held.name.clone())
    }

    fn registry(self) -> String {
        self.held.with_value(|held| held.registry.clone())
    }

    /// Puts a text with the secret on the clipboard.
    fn copy(self, what: RobotSecretText) {
        let secret = self.held.with_value(|held| held.secret);
        copy_secret(secret, what, self.copied, self.on_taken);
    }
}

/// Puts a text with a secret on the clipboard; the window does not see it. `copied` is told when it
/// leaves again.
pub fn copy_secret(
    secret: RobotSecretId,
    what: RobotSecretText,
    copied: RwSignal<Option<DateTime<Utc>>>,
    on_taken: Callback<()>,
) {
    let toasts = registries().toasts;
    spawn_local(async move {
        match ipc::call(CopyRobotSecret { secret, what }).await {
            Ok(done) => {
                copied.try_set(Some(done.clears_at));
                on_taken.try_run(());
            }
            Err(failure) => toasts.failed(
                words().robots.not_copied,
                failure_reason(&failure),
                &failure,
                None,
            ),
        }
    });
}

/// Nobody holds the secret any longer.
pub fn forget_secret(secret: RobotSecretId) {
    spawn_local(async move {
        // It is forgotten with the window at the latest.
        let _ = ipc::call(ForgetRobotSecret { secret }).await;
    });
}

/// The secret of an account; left by Done alone, and forgotten then.
#[component]
pub fn SecretPage(
    robots: RobotList,
    held: HeldRobotSecret,
    on_done: Callback<()>,
) -> impl IntoView {
    let secret = held.secret;
    // However the page is left.
    on_cleanup(move || forget_secret(secret));
    let done = move || {
        view! {
            <button
                type="button"
                class="btn primary"
                id="robot-done"
                on:click=move |_| on_done.run(())
            >
                {words().robots.done}
            </button>
        }
    };
    view! { <SecretView robots=robots held=held on_taken=Callback::new(|()| ()) leave=done /> }
}

/// A secret, and what can be done with it.
#[component]
pub fn SecretView(
    robots: RobotList,
    held: HeldRobotSecret,
    /// It was copied or written somewhere.
    on_taken: Callback<()>,
    /// The buttons that lead away.
    #[prop(into)]
    leave: ViewFn,
) -> impl IntoView {
    let w = &words().robots;
    let registries = registries();
    let agent = window().navigator().user_agent().unwrap_or_default();
    let secret = held.secret;
    let now = Utc::now();
    let dead = if held.disabled {
        Some(w.dead_off)
    } else {
        let is_over = held.expires.is_some_and(|at| at <= now);
        is_over.then_some(w.dead_expired)
    };
    let expires = match held.expires {
        Some(at) => format!("{}, {}", date(at), time_left(Some(at), now)),
        None => w.never.to_owned(),
    };
    let name = held.name.clone();
    let page = Page {
        held: StoredValue::new(held),
        copied: RwSignal::new(None),
        failure: RwSignal::new(None),
        reader: ClipboardReader::from_user_agent(&agent),
        on_taken,
    };
    let saved = RwSignal::new(None::<String>);
    let save = move |_| {
        spawn_local(async move {
            match ipc::call(SaveRobotFile { secret }).await {
                Ok(file) => {
                    registries.toasts.done(w.file_saved(&file.path), None);
                    saved.try_set(Some(file.path));
                    on_taken.try_run(());
                }
                // The person left the system's dialog.
                Err(failure) if failure.code == FailureCode::Cancelled => {}
                Err(failure) => {
                    registries
                        .toasts
                        .failed(w.not_saved, failure_reason(&failure), &failure, None)
                }
            }
        });
    };
    view! {
        <div class="robot-step">
            <div class="dlg-b col g16 scroll" id="robot-secret-page">
                <div class="note warn">
                    <Icon name="warning" />
                    <span>
                        <b class="semi">{w.save_now}</b>
                        " "
                        {w.shown_once}
                    </span>
                </div>
                {dead
                    .map(|dead| {
                        view! {
                            <div class="note bad" id="robot-dead">
                                <Icon name="alert" />
                                <span>{dead}</span>
                            </div>
                        }
                    })}
                <div class="card col g8 pad">
                    <dl class="kv">
                        <dt>{w.user_name}</dt>
                        <dd>
                            <span class="mono wraps" id="robot-user">
                                {name.clone()}
                            </span>
                            <CopyIcon text=Signal::stored(name) label=w.copy_user_name />
                        </dd>
                        <dt>{w.expires}</dt>
                        <dd>{expires}</dd>
                    </dl>
                    <SecretLine page=page />
                    <ClipboardLine
                        copied=page.copied
                        otherwise=Signal::stored(Some(w.clipboard_hint.to_owned()))
                        registries=registries
                    />
                </div>
                <SignInPart page=page />
                <TargetPart robots=robots page=page />
                {move || page.failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
            </div>
            <div class="dlg-f">
                <button type="button" class="btn" id="robot-save-file" on:click=save>
                    <Icon name="download" />
                    {w.save_file}
                </button>
                <span class="muted t12 trunc grow" role="status" id="robot-saved">
                    {move || saved.get().map(|path| w.file_saved(&path))}
                </span>
                {leave.run()}
            </div>
        </div>
    }
}

/// The secret, hidden until somebody wants to see it.
#[component]
fn SecretLine(page: Page) -> impl IntoView {
    let w = &words().robots;
    let shown = Brief::<Shown>::new(SHOWN_FOR);
    let busy = RwSignal::new(false);
    let just = Brief::new(SAID);
    Effect::new(move |_| {
        if page.copied.get().is_some() {
            just.show(());
        }
    });
    // Nobody reads over the shoulder of somebody who has turned to another window.
    let left = window_event_listener(leptos::ev::blur, move |_| shown.hide());
    on_cleanup(move || left.remove());
    let reveal = move |_| {
        if shown.is_shown_untracked() {
            shown.hide();
            return;
        }
        busy.set(true);
        page.failure.set(None);
        let secret = page.held.with_value(|held| held.secret);
        spawn_local(async move {
            let outcome = ipc::call(RevealRobotSecret { secret }).await;
            busy.try_set(false);
            match outcome {
                Ok(answer) => shown.show(answer.secret),
                Err(problem) => {
                    page.failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <div class="row g6">
            <div class="in dis grow">
                <span class="v mono" id="robot-secret">
                    {move || {
                        shown
                            .with(|secret| match secret {
                                Some(secret) => secret.expose().to_owned(),
                                None => "•".repeat(32),
                            })
                    }}
                </span>
                <button
                    type="button"
                    class="ib xs"
                    aria-label=move || if shown.is_shown() { w.hide } else { w.show }
                    disabled=move || busy.get()
                    on:click=reveal
                >
                    <Icon
                        name=Signal::derive(move || {
                            if shown.is_shown() { "eye-off" } else { "eye" }
                        })
                        class="i-14"
                    />
                </button>
            </div>
            <button
                type="button"
                class="btn primary"
                id="robot-copy"
                on:click=move |_| page.copy(RobotSecretText::Secret)
            >
                <Icon name=Signal::derive(move || {
                    if just.is_shown() { "check" } else { "copy" }
                }) />
                {move || if just.is_shown() { w.copied } else { w.copy }}
            </button>
        </div>
    }
}

/// A text to copy, and what it is for.
fn code(id: &'static str, text: String) -> impl IntoView {
    let copied = text.clone();
    view! {
        <div class="code">
            <div class="c wrap" id=id>
                {text}
            </div>
            <CopyIcon text=Signal::stored(copied) label=words().robots.copy_command />
        </div>
    }
}

#[component]
fn SignInPart(page: Page) -> impl IntoView {
    let w = &words().robots;
    let client = RwSignal::new(Client::Docker);
    let command = move || {
        let (registry, user) = (page.registry(), page.user());
        login_command(client.get(), page.reader, &registry, &user)
            .map(|command| code("robot-login", command))
    };
    view! {
        <section class="col g6">
            <div class="row">
                <h3>{w.sign_in}</h3>
                <span class="sp"></span>
                <span class="seg" role="group" aria-label=w.sign_in>
                    {Client::ALL
                        .map(|one| {
                            view! {
                                <button
                                    type="button"
                                    class:is-active=move || client.get() == one
                                    aria-pressed=move || (client.get() == one).to_string()
                                    on:click=move |_| client.set(one)
                                >
                                    {one.name()}
                                </button>
                            }
                        })
                        .collect_view()}
                </span>
            </div>
            {command}
            <span class="hint">{w.sign_in_hint}</span>
        </section>
    }
}

#[component]
fn TargetPart(robots: RobotList, page: Page) -> impl IntoView {
    let w = &words().robots;
    let target = RwSignal::new(Target::Kubernetes);
    let body = move || {
        let (registry, user) = (page.registry(), page.user());
        match target.get() {
            Target::Kubernetes => view! { <Kubernetes page=page /> }.into_any(),
            Target::Containerd => view! {
                <span class="hint">{w.containerd_hint}</span>
                {code("robot-path", containerd_path(&registry))}
                {copy_button(page, w.copy_hosts, || RobotSecretText::ContainerdHosts)}
            }
            .into_any(),
            Target::Docker => view! { <DockerSettings robots=robots page=page /> }.into_any(),
            Target::GitHub => view! {
                <span class="hint">{w.github_hint}</span>
                {code("robot-github-secret", github_secret(page.reader))}
                {code("robot-github", github_step(&registry, &user))}
            }
            .into_any(),
            Target::GitLab => view! {
                <span class="hint">{w.gitlab_hint}</span>
                {code("robot-gitlab", gitlab_job(&registry, &user))}
            }
            .into_any(),
        }
    };
    view! {
        <section class="col g6" id="robot-targets">
            <div class="row">
                <h3>{w.use_in}</h3>
                <span class="sp"></span>
                <span class="seg" role="group" aria-label=w.use_in>
                    {Target::ALL
                        .map(|(one, name)| {
                            view! {
                                <button
                                    type="button"
                                    class:is-active=move || target.get() == one
                                    aria-pressed=move || (target.get() == one).to_string()
                                    on:click=move |_| target.set(one)
                                >
                                    {name}
                                </button>
                            }
                        })
                        .collect_view()}
                </span>
            </div>
            {body}
        </section>
    }
}

fn copy_button(
    page: Page,
    label: &'static str,
    what: impl Fn() -> RobotSecretText + Copy + 'static,
) -> impl IntoView {
    view! {
        <button type="button" class="btn" on:click=move |_| page.copy(what())>
            <Icon name="copy" />
            {label}
        </button>
    }
}

#[component]
fn Kubernetes(page: Page) -> impl IntoView {
    let w = &words().robots;
    let name = RwSignal::new(secret_name(&page.registry(), &page.user()));
    let problem = Signal::derive(move || {
        name.with(|name| (!is_secret_name(name)).then(|| w.kubernetes_name_wrong.to_owned()))
    });
    view! {
        <Field id="robot-kubernetes" label=w.kubernetes_name value=name problem=problem />
        <span class="hint">{w.kubernetes_hint}</span>
        {code("robot-kubectl", kubectl(page.reader))}
        <button
            type="button"
            class="btn"
            disabled=move || problem.get().is_some()
            on:click=move |_| {
                page.copy(RobotSecretText::ImagePullSecret {
                    name: name.get_untracked(),
                    namespace: None,
                })
            }
        >
            <Icon name="copy" />
            {w.copy_yaml}
        </button>
    }
}

#[component]
fn DockerSettings(robots: RobotList, page: Page) -> impl IntoView {
    let w = &words().robots;
    let written = RwSignal::new(None::<String>);
    let is_plain = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let write = move |plain_allowed: bool| {
        busy.set(true);
        page.failure.set(None);
        let command = WriteDockerLogin {
            connection: robots.connection.get_untracked(),
            login: RegistryLogin::Robot {
                secret: page.held.with_value(|held| held.secret),
            },
            plain_allowed,
        };
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            busy.try_set(false);
            match outcome {
                Ok(login) => {
                    is_plain.try_set(false);
                    written.try_set(Some(words().robots.written(&login.file)));
                    page.on_taken.try_run(());
                }
                Err(failure) if failure.code == FailureCode::PlainStorage && !plain_allowed => {
                    is_plain.try_set(true);
                }
                Err(failure) => {
                    page.failure.try_set(Some(failure));
                }
            }
        });
    };
    view! {
        <span class="hint">{w.docker_hint}</span>
        <div class="row g6">
            <button
                type="button"
                class="btn"
                disabled=move || busy.get()
                on:click=move |_| write(false)
            >
                <Icon name="file" />
                {w.write_docker}
            </button>
            {copy_button(page, w.copy_config, || RobotSecretText::DockerConfig)}
        </div>
        <Show when=move || is_plain.get()>
            <div class="note warn">
                <Icon name="warning" />
                <span class="grow">{w.plain_why}</span>
                <button type="button" class="btn" on:click=move |_| write(true)>
                    {w.write_plain}
                </button>
            </div>
        </Show>
        <span class="hint ok" role="status">
            {move || written.get()}
        </span>
    }
}
