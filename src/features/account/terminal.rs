//! Signing in to the registry with other programs.

use leptos::prelude::*;
use pilothouse_protocol::{
    FailureCode, LoginChange, LoginHindrance, LoginKeeper, RegistryLogin, SignInMethod,
    WriteDockerLogin, WrittenLogin,
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::{failure_message, failure_reason},
    features::account::{
        Sheet, Subject,
        cli_secret::Trial,
        login_commands::{Client, ClipboardReader, asking_command, login_command},
    },
    ipc,
    preferences::{preference, set_preference},
    registries::{Registries, registries},
    ui::{CopyIcon, Dialog, Icon, Menu, MenuItem},
    words::words,
};

/// A command for each client, docker's own settings, and Kubernetes.
#[component]
pub fn TerminalSection(subject: Subject) -> impl IntoView {
    let w = &words().cli_secret;
    let registries = registries();
    let client = RwSignal::new(Client::Docker);
    let reader = RwSignal::new(last_reader());
    let by_password = Memo::new(move |_| {
        subject.way() == Some(SignInMethod::Password) && !subject.is_federated()
    });
    let command = Memo::new(move |_| {
        subject.connection.with(|c| {
            let c = c.as_ref()?;
            let user = c.account.name()?;
            if by_password.get() {
                asking_command(client.get(), reader.get(), c.registry(), user)
            } else {
                login_command(client.get(), reader.get(), c.registry(), user)
            }
        })
    });
    let has_name = move || {
        subject
            .connection
            .with(|c| c.as_ref().is_some_and(|c| c.account.name().is_some()))
    };
    let choose = move |one: ClipboardReader| {
        Callback::new(move |()| {
            reader.set(one);
            set_preference(|now| now.clipboard_reader = Some(one.program().to_owned()));
        })
    };
    let readers = Signal::derive(move || {
        ClipboardReader::ALL
            .into_iter()
            .map(|one| MenuItem {
                icon: (one == reader.get()).then_some("check"),
                ..MenuItem::new(one.command(), choose(one))
            })
            .collect()
    });
    let more = Signal::derive(move || {
        let mut items = vec![MenuItem {
            icon: Some("file"),
            ..MenuItem::new(
                w.write_docker,
                Callback::new(move |()| write_docker(registries, subject, false)),
            )
        }];
        // A person's password is put into no text.
        if !by_password.get() {
            items.push(MenuItem {
                icon: Some("key"),
                ..MenuItem::new(
                    w.pull_secret,
                    Callback::new(move |()| subject.sheet.set(Some(Sheet::PullSecret))),
                )
            });
        }
        items
    });
    view! {
        <Show when=has_name>
            <div class="up-s" id="terminal">
                <h3>
                    {w.terminal} <span class="sp"></span>
                    <Show when=move || !by_password.get()>
                        <Menu
                            label=format!("{} {}", w.reader, reader.get_untracked().program())
                            class="btn ghost sm"
                            opener=move || {
                                view! {
                                    <Icon name="clipboard" class="i-14" />
                                    {move || reader.get().program()}
                                    <Icon name="chevron-down" class="i-12" />
                                }
                            }
                            items=readers
                        />
                    </Show>
                    <Menu
                        label=w.tools
                        class="btn ghost icon sm"
                        opener=|| view! { <Icon name="more" /> }
                        items=more
                    />
                </h3>
                <span class="seg wide" role="group" aria-label=w.terminal>
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
                {move || match command.get() {
                    Some(text) => {
                        view! {
                            <div class="code">
                                <div class="c wrap" id="login-command">
                                    {text.clone()}
                                </div>
                                <CopyIcon text=Signal::stored(text) label=w.copy_command />
                            </div>
                        }
                            .into_any()
                    }
                    None => view! { <p class="hint bad">{w.name_has_control}</p> }.into_any(),
                }}
                <p class="hint">
                    {move || if by_password.get() { w.asks_password } else { w.reads_clipboard }}
                </p>
                <Show when=move || by_password.get()>
                    <Trial subject=subject />
                </Show>
            </div>
        </Show>
    }
}

/// The clipboard's reader that was chosen last, or the platform's usual one.
fn last_reader() -> ClipboardReader {
    let last = preference(|now| now.clipboard_reader.clone())
        .and_then(|program| ClipboardReader::from_program(&program));
    last.unwrap_or_else(|| {
        let agent = window().navigator().user_agent().unwrap_or_default();
        ClipboardReader::from_user_agent(&agent)
    })
}

/// Writes the login into docker's settings, plainly only after consent.
fn write_docker(registries: Registries, subject: Subject, plain_allowed: bool) {
    let command = WriteDockerLogin {
        connection: subject.id.get_value(),
        login: RegistryLogin::Own,
        plain_allowed,
    };
    spawn_local(async move {
        match ipc::call(command).await {
            Ok(login) => subject.sheet.set(Some(Sheet::Written(login))),
            Err(failure) if failure.code == FailureCode::PlainStorage && !plain_allowed => {
                subject.sheet.set(Some(Sheet::PlainFile));
            }
            Err(failure) => registries.toasts.failed(
                failure_message(&failure),
                failure_reason(&failure),
                &failure,
                None,
            ),
        }
    });
}

/// Where a login was written, what was done to the file, and who finds it there.
#[component]
pub fn WrittenDialog(login: WrittenLogin, on_close: Callback<()>) -> impl IntoView {
    let w = &words().cli_secret;
    let where_to = match &login.by {
        LoginKeeper::CredentialHelper { name } => w.written_helper(name, &login.user),
        LoginKeeper::Plain => w.written(&login.file, &login.user),
    };
    let done = [
        (login.change == LoginChange::InPlace).then_some(w.written_in_place),
        (login.change == LoginChange::None).then_some(w.written_before),
        login.closed_to_others.then_some(w.closed_to_others),
        login.mark_removed.then_some(w.mark_removed),
    ];
    let hindrance = |one: &LoginHindrance| w.hindrance(&one.programs.join(", "), &one.cause);
    view! {
        <Dialog title=w.written_title on_close=on_close>
            <div class="dlg-b col g12 written" id="written-login">
                <p>{where_to}</p>
                {done.into_iter().flatten().map(|text| view! { <p class="hint">{text}</p> }).collect_view()}
                {(!login.read_by.is_empty())
                    .then(|| view! { <p class="hint">{w.found_by(&login.read_by.join(", "))}</p> })}
                {login
                    .hindrances
                    .iter()
                    .map(|one| {
                        view! {
                            <div class="note warn">
                                <Icon name="warning" />
                                <span>{hindrance(one)}</span>
                            </div>
                        }
                    })
                    .collect_view()}
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn primary" on:click=move |_| on_close.run(())>
                    {words().parts.close}
                </button>
            </div>
        </Dialog>
    }
}

/// Asks before a secret is kept in a file without encryption.
#[component]
pub fn PlainFileDialog(subject: Subject, on_close: Callback<()>) -> impl IntoView {
    let w = &words().cli_secret;
    let registries = registries();
    view! {
        <Dialog title=w.plain_title on_close=on_close>
            <div class="dlg-b col g12">
                <div class="note warn">
                    <Icon name="warning" />
                    <span>{w.plain_why}</span>
                </div>
                <p class="hint">{w.plain_helper}</p>
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button
                    type="button"
                    class="btn danger"
                    on:click=move |_| {
                        on_close.run(());
                        write_docker(registries, subject, true);
                    }
                >
                    {w.plain_agree}
                </button>
            </div>
        </Dialog>
    }
}
