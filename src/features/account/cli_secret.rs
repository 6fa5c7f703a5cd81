//! The account's secret at the registry: looking at it, copying, trying, making a new one.

use chrono::{DateTime, Utc};
use harbor_api::PasswordRule;
use leptos::prelude::*;
use pilothouse_protocol::{
    ClearClipboard, CopySecret, Entered, Failure, LoginTest, NewCliSecret, RegistryLogin,
    RevealCliSecret, SecretText, SetCliSecret, Shown, SignInMethod, TestRegistryLogin,
};
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::{failure_message, failure_reason},
    features::account::{
        Sheet, Subject,
        rule::{RuleTicks, SecretField},
    },
    ipc,
    registries::{Registries, registries},
    ui::{Brief, CopyIcon, Dialog, FormButtons, FormFailure, Icon, SAID},
    words::words,
};

/// How long a secret is shown before it is hidden again.
const SHOWN_FOR: Duration = Duration::from_secs(60);

/// Puts a secret on the clipboard by the shell; gives when it is taken off again.
pub fn copy_secret(
    registries: Registries,
    subject: Subject,
    what: SecretText,
    copied: RwSignal<Option<DateTime<Utc>>>,
) {
    let command = CopySecret {
        connection: subject.id.get_value(),
        what,
    };
    spawn_local(async move {
        match ipc::call(command).await {
            Ok(done) => {
                copied.try_set(Some(done.clears_at));
            }
            Err(failure) => registries.toasts.failed(
                words().cli_secret.not_copied,
                failure_reason(&failure),
                &failure,
                None,
            ),
        }
    });
}

/// The section; a password has none, since it is never copied.
#[component]
pub fn CliSecretSection(subject: Subject) -> impl IntoView {
    let w = &words().cli_secret;
    let registries = registries();
    let has_secret = Memo::new(move |_| {
        subject.is_federated()
            || matches!(
                subject.way(),
                Some(SignInMethod::Robot | SignInMethod::CliSecret)
            )
    });
    let revealed = Brief::<Shown>::new(SHOWN_FOR);
    let copied = RwSignal::new(None::<DateTime<Utc>>);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    // Something may have been made anew meanwhile.
    Effect::new(move |_| {
        subject.sheet.track();
        subject.connection.track();
        revealed.hide();
    });
    let reveal = move |_| {
        if revealed.is_shown_untracked() {
            revealed.hide();
            return;
        }
        busy.set(true);
        failure.set(None);
        let command = RevealCliSecret {
            connection: subject.id.get_value(),
        };
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            busy.try_set(false);
            match outcome {
                Ok(answer) => revealed.show(answer.secret),
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    let title = move || match subject.way() {
        Some(SignInMethod::Robot) => w.robot_title,
        _ => w.title,
    };
    let works = move || match subject.way() {
        Some(SignInMethod::Robot) => w.works_always.to_owned(),
        _ => w.works_while_provider(&subject.provider()),
    };
    view! {
        <Show when=move || has_secret.get()>
            <div class="up-s" id="cli-secret">
                <h3>
                    {title} <span class="sp"></span>
                    <Show when=move || subject.is_federated()>
                        <button
                            type="button"
                            class="btn ghost sm"
                            on:click=move |_| subject.sheet.set(Some(Sheet::OwnSecret))
                        >
                            <Icon name="pencil" class="i-14" />
                            {w.set_own}
                        </button>
                        <button
                            type="button"
                            class="btn ghost sm"
                            on:click=move |_| subject.sheet.set(Some(Sheet::NewSecret))
                        >
                            <Icon name="renew" class="i-14" />
                            {w.make_new}
                        </button>
                    </Show>
                </h3>
                <div class="row g6">
                    <div class="in dis grow">
                        <span class="v mono" id="secret">
                            {move || {
                                revealed
                                    .with(|secret| match secret {
                                        Some(secret) => secret.expose().to_owned(),
                                        None => "•".repeat(24),
                                    })
                            }}
                        </span>
                        <Show when=move || subject.is_federated()>
                            <button
                                type="button"
                                class="ib xs"
                                aria-label=move || {
                                    if revealed.is_shown() { w.hide } else { w.show }
                                }
                                disabled=move || busy.get()
                                on:click=reveal
                            >
                                <Icon
                                    name=Signal::derive(move || {
                                        if revealed.is_shown() { "eye-off" } else { "eye" }
                                    })
                                    class="i-14"
                                />
                            </button>
                        </Show>
                    </div>
                    <CopySecretButton subject=subject copied=copied />
                </div>
                <ClipboardLine
                    copied=copied
                    otherwise=Signal::derive(move || Some(works()))
                    registries=registries
                />
                <Trial subject=subject />
                {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
            </div>
        </Show>
    }
}

#[component]
fn CopySecretButton(subject: Subject, copied: RwSignal<Option<DateTime<Utc>>>) -> impl IntoView {
    let w = &words().cli_secret;
    let registries = registries();
    let just = Brief::new(SAID);
    Effect::new(move |_| {
        if copied.get().is_some() {
            just.show(());
        }
    });
    view! {
        <button
            type="button"
            class="btn primary copy-secret"
            on:click=move |_| copy_secret(registries, subject, SecretText::Secret, copied)
        >
            <Icon name=Signal::derive(move || if just.is_shown() { "check" } else { "copy" }) />
            {move || if just.is_shown() { w.copied } else { w.copy }}
        </button>
    }
}

/// 'Clipboard clears in 24 s', or what else is to be said there.
#[component]
pub fn ClipboardLine(
    copied: RwSignal<Option<DateTime<Utc>>>,
    #[prop(into)] otherwise: Signal<Option<String>>,
    registries: Registries,
) -> impl IntoView {
    let w = &words().cli_secret;
    let now = RwSignal::new(Utc::now());
    // A clock of its own, since the window's ticks twice a minute.
    let ticking = set_interval_with_handle(
        move || {
            let ends = copied.try_get_untracked().flatten();
            if ends.is_some() {
                now.try_set(Utc::now());
            }
        },
        Duration::from_millis(500),
    );
    on_cleanup(move || {
        if let Ok(ticking) = ticking {
            ticking.clear();
        }
    });
    let left = Memo::new(move |_| {
        let ends = copied.get()?;
        let left = ends.signed_duration_since(now.get()).num_seconds();
        (left > 0).then_some(left)
    });
    let clear = move |_| {
        spawn_local(async move {
            match ipc::call(ClearClipboard {}).await {
                Ok(_) => {
                    copied.try_set(None);
                    registries.toasts.done(w.cleared, None);
                }
                Err(failure) => registries.toasts.failed(
                    failure_message(&failure),
                    failure_reason(&failure),
                    &failure,
                    None,
                ),
            }
        });
    };
    view! {
        <div class="row t12 muted secret-said">
            {move || match left.get() {
                Some(seconds) => {
                    view! {
                        <span class="spin"></span>
                        <span>{w.clears_in(seconds)}</span>
                        <span class="sp"></span>
                        <button type="button" class="lnk" on:click=clear>
                            {w.clear_now}
                        </button>
                    }
                        .into_any()
                }
                None => view! { <span>{otherwise.get()}</span> }.into_any(),
            }}
        </div>
    }
}

/// Asks the registry what the login may do.
#[component]
pub fn Trial(subject: Subject) -> impl IntoView {
    let w = &words().cli_secret;
    let busy = RwSignal::new(false);
    let outcome = RwSignal::new(None::<Result<LoginTest, Failure>>);
    let run = move |_| {
        busy.set(true);
        outcome.set(None);
        let command = TestRegistryLogin {
            connection: subject.id.get_value(),
            login: RegistryLogin::Own,
            repository: None,
        };
        spawn_local(async move {
            let answer = ipc::call(command).await;
            busy.try_set(false);
            outcome.try_set(Some(answer));
        });
    };
    view! {
        <div class="trial" id="trial">
            <button type="button" class="lnk" disabled=move || busy.get() on:click=run>
                {move || if busy.get() { w.trying } else { w.try_it }}
            </button>
            <span role="status">
                {move || {
                    outcome
                        .get()
                        .map(|outcome| match outcome {
                            Ok(test) => said_of(&test).into_any(),
                            Err(failure) => {
                                let details = failure.details();
                                view! {
                                    <span class="hint bad">
                                        <Icon name="alert" class="i-14" />
                                        {failure_reason(&failure)}
                                        <CopyIcon
                                            text=Signal::stored(details)
                                            label=words().parts.copy_details
                                        />
                                    </span>
                                }
                                    .into_any()
                            }
                        })
                }}
            </span>
        </div>
    }
}

fn said_of(test: &LoginTest) -> impl IntoView + use<> {
    let w = &words().cli_secret;
    if !test.taken {
        return view! {
            <span class="hint bad">
                <Icon name="x-circle" class="i-14" />
                <span>
                    <b class="semi">{w.not_taken}</b>
                    " "
                    {w.not_taken_why}
                </span>
            </span>
        }
        .into_any();
    }
    let said = match test.scopes.first() {
        None => w.taken_nothing.to_owned(),
        Some(scope) if scope.actions.is_empty() => w.may_nothing.to_owned(),
        Some(scope) => w.may(&scope.name, &scope.actions.join(", ")),
    };
    view! {
        <span class="hint ok">
            <Icon name="check-circle" class="i-14" />
            {said}
        </span>
    }
    .into_any()
}

/// 'Make a new CLI secret?', with what it ends.
#[component]
pub fn NewSecretDialog(subject: Subject, on_close: Callback<()>) -> impl IntoView {
    let w = &words().cli_secret;
    let registries = registries();
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let make = move |_| {
        busy.set(true);
        failure.set(None);
        let command = NewCliSecret {
            connection: subject.id.get_value(),
        };
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    registries.toasts.done(w.made, None);
                    on_close.run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    let line = |icon: &'static str, text: &'static str| {
        view! {
            <li>
                <Icon name=icon />
                {text}
            </li>
        }
    };
    view! {
        <Dialog title=w.new_title on_close=on_close>
            <div class="dlg-b col g12">
                <ul class="dots">
                    {line("key", w.new_old)} {line("terminal", w.new_logins)}
                    {line("check-circle", w.new_others)}
                </ul>
                {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button
                    type="button"
                    class="btn danger"
                    disabled=move || busy.get()
                    on:click=make
                >
                    {move || busy.get().then(|| view! { <span class="spin"></span> })}
                    {w.make}
                </button>
            </div>
        </Dialog>
    }
}

/// One's own secret, checked while typing.
#[component]
pub fn OwnSecretDialog(subject: Subject, on_close: Callback<()>) -> impl IntoView {
    let w = &words().cli_secret;
    let registries = registries();
    let text = RwSignal::new(String::new());
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let is_met = move || text.with(|text| PasswordRule::of(text).is_met());
    let submit = move || {
        if busy.get_untracked() || !text.with_untracked(|text| PasswordRule::of(text).is_met()) {
            return;
        }
        busy.set(true);
        failure.set(None);
        let command = SetCliSecret {
            connection: subject.id.get_value(),
            secret: Entered::new(text.get_untracked()),
        };
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    registries.toasts.done(w.set_done, None);
                    on_close.run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <Dialog title=w.set_own.trim_end_matches('…') on_close=on_close>
            <form
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="dlg-b col g12">
                    <div class="col g4">
                        <SecretField
                            id="own-secret"
                            label=w.your_secret
                            value=text
                            autofocus=true
                        />
                        <RuleTicks text=text />
                    </div>
                    <p class="hint">{w.old_stops}</p>
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                <FormButtons
                    send=w.set
                    on_cancel=on_close
                    is_wrong=Signal::derive(move || !is_met())
                    busy=busy
                />
            </form>
        </Dialog>
    }
}
