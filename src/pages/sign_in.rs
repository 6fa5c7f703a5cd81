//! Signing in: the form's part that 'Add a registry' and 'Sign in again' share.

use leptos::prelude::*;
use pilothouse_protocol::{
    Account, ConnectionId, Credentials, Entered, Failure, FailureCode, KeychainState, SignIn,
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    components::{CopyIcon, Dialog, Field, Icon},
    door,
    registries::registries,
    words::words,
};

/// How to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Password,
    Robot,
    Anonymous,
}

/// What is typed. It stays after an error.
#[derive(Clone, Copy)]
pub struct Typed {
    pub way: RwSignal<Way>,
    pub user: RwSignal<String>,
    pub secret: RwSignal<String>,
    /// The registry's 'no', until something is typed.
    pub refused: RwSignal<Option<String>>,
    /// Checked once: then an empty field says so.
    pub tried: RwSignal<bool>,
}

impl Typed {
    pub fn new(way: Way) -> Self {
        let typed = Self {
            way: RwSignal::new(way),
            user: RwSignal::default(),
            secret: RwSignal::default(),
            refused: RwSignal::default(),
            tried: RwSignal::new(false),
        };
        Effect::new(move |_| {
            typed.user.track();
            typed.secret.track();
            typed.way.track();
            typed.refused.set(None);
        });
        typed
    }

    /// The credentials, or nothing while something is missing; then the fields say what.
    pub fn credentials(&self) -> Option<Credentials> {
        self.tried.set(true);
        let user = self.user.get_untracked().trim().to_owned();
        let secret = self.secret.get_untracked();
        let way = self.way.get_untracked();
        if way == Way::Anonymous {
            return Some(Credentials::Anonymous);
        }
        if user.is_empty() || secret.is_empty() {
            return None;
        }
        let secret = Entered::new(secret);
        Some(match way {
            Way::Robot => Credentials::Robot { name: user, secret },
            _ => Credentials::Password {
                user,
                password: secret,
            },
        })
    }

    /// Shows a failure where it belongs.
    pub fn fail(&self, failure: &Failure) -> bool {
        let here = failure.code == FailureCode::WrongCredentials;
        if here {
            self.refused.set(Some(failure.message.clone()));
        }
        here
    }
}

/// User name and password, or a robot's name and secret.
#[component]
pub fn CredentialFields(typed: Typed, #[prop(optional)] autofocus: bool) -> impl IntoView {
    let w = &words().sign_in;
    let registries = registries();
    let missing = move |value: RwSignal<String>, words: &'static str| {
        Signal::derive(move || {
            (typed.tried.get() && value.get().trim().is_empty()).then(|| words.to_owned())
        })
    };
    let secret_problem = Signal::derive(move || {
        if typed.tried.get() && typed.secret.get().is_empty() {
            Some(match typed.way.get() {
                Way::Robot => w.secret_missing.to_owned(),
                _ => w.password_missing.to_owned(),
            })
        } else {
            typed.refused.get()
        }
    });
    move || {
        let fields = match typed.way.get() {
            Way::Anonymous => return ().into_any(),
            Way::Password => view! {
                <Field
                    id="user"
                    label=w.user_name
                    value=typed.user
                    problem=missing(typed.user, w.user_name_missing)
                    autocomplete="username"
                    autofocus=autofocus
                />
                <Field
                    id="password"
                    label=w.password
                    kind="password"
                    value=typed.secret
                    problem=secret_problem
                    autocomplete="current-password"
                />
            }
            .into_any(),
            Way::Robot => view! {
                <Field
                    id="user"
                    label=w.robot_account
                    value=typed.user
                    problem=missing(typed.user, w.robot_name_missing)
                    placeholder=w.robot_example
                />
                <Field
                    id="password"
                    label=w.secret
                    kind="password"
                    value=typed.secret
                    problem=secret_problem
                />
            }
            .into_any(),
        };
        view! {
            {fields}
            {move || match registries.keychain.get() {
                KeychainState::System => None,
                KeychainState::ThisRun { reason } => {
                    Some(
                        view! {
                            <div class="note warn" role="status">
                                <Icon name="keychain" />
                                <span>{w.kept_this_run(&reason)}</span>
                            </div>
                        },
                    )
                }
            }}
        }
        .into_any()
    }
}

/// A failure inside a form.
#[component]
pub fn FormFailure(failure: Failure) -> impl IntoView {
    let details = failure.details();
    view! {
        <div class="note bad" role="alert">
            <Icon name="alert" />
            <span class="grow">{failure.message} " " {failure.hint}</span>
            <CopyIcon text=details label=words().sign_in.copy_details />
        </div>
    }
}

/// 'Sign in again', over the untouched page.
#[component]
pub fn SignInDialog(connection: ConnectionId, on_close: Callback<()>) -> impl IntoView {
    let w = &words().sign_in;
    let registries = registries();
    let known = registries.find_untracked(&connection);
    let name = known.as_ref().map(|c| c.name.clone()).unwrap_or_default();
    let account = known.map(|c| c.account);
    let typed = Typed::new(match account {
        Some(Account::Robot { .. }) => Way::Robot,
        _ => Way::Password,
    });
    typed.user.set(
        account
            .and_then(|a| a.name().map(str::to_owned))
            .unwrap_or_default(),
    );
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let id = StoredValue::new(connection);
    let submit = move || {
        let Some(credentials) = typed.credentials() else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let outcome = door::ask(SignIn {
                connection: id.get_value(),
                credentials,
                another: false,
            })
            .await;
            busy.try_set(false);
            match outcome {
                Ok(connection) => {
                    registries.put(connection);
                    on_close.run(());
                }
                Err(problem) => {
                    if !typed.fail(&problem) {
                        failure.try_set(Some(problem));
                    }
                }
            }
        });
    };
    view! {
        <Dialog title=w.sign_in_to(&name) on_close=on_close>
            <form
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="dlg-b col g12">
                    <CredentialFields typed=typed autofocus=true />
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                <div class="dlg-f">
                    <span class="sp"></span>
                    <button type="button" class="btn" on:click=move |_| on_close.run(())>
                        {w.cancel}
                    </button>
                    <button type="submit" class="btn primary" disabled=move || busy.get()>
                        {move || busy.get().then(|| view! { <span class="spin"></span> })}
                        {w.sign_in}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
