//! The fields of a way to sign in that is typed: a name and a secret.

use leptos::prelude::*;
use pilothouse_protocol::{
    Credentials, Entered, Failure, FailureCode, KeychainState, NotARobotFile, RobotFile,
    SignInMethod,
};

use crate::{
    failure::failure_message,
    registries::registries,
    ui::{Field, FileDrop, Icon},
    words::words,
};

/// What is typed. It stays after an error.
#[derive(Clone, Copy)]
pub struct Typed {
    pub way: RwSignal<SignInMethod>,
    pub user: RwSignal<String>,
    pub secret: RwSignal<String>,
    /// The registry's 'no', until something is typed.
    pub refused: RwSignal<Option<String>>,
    /// Checked once: then an empty field says so.
    pub tried: RwSignal<bool>,
}

impl Typed {
    pub fn new(way: SignInMethod) -> Self {
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

    /// The credentials, or nothing while something is missing; then the fields say what. A way
    /// through the provider has none.
    pub fn credentials(&self) -> Option<Credentials> {
        self.tried.set(true);
        let way = self.way.get_untracked();
        if way == SignInMethod::Anonymous {
            return Some(Credentials::Anonymous);
        }
        let user = self.user.get_untracked().trim().to_owned();
        let secret = self.secret.get_untracked();
        if user.is_empty() || secret.is_empty() {
            return None;
        }
        let secret = Entered::new(secret);
        match way {
            SignInMethod::Password => Some(Credentials::Password {
                user,
                password: secret,
            }),
            SignInMethod::Robot => Some(Credentials::Robot { name: user, secret }),
            SignInMethod::CliSecret => Some(Credentials::CliSecret { user, secret }),
            SignInMethod::Browser
            | SignInMethod::Window
            | SignInMethod::Provider
            | SignInMethod::Anonymous => None,
        }
    }

    /// Shows a failure where it belongs.
    pub fn fail(&self, failure: &Failure) -> bool {
        let here = failure.code == FailureCode::WrongCredentials;
        if here {
            self.refused.set(Some(failure_message(failure)));
        }
        here
    }

    fn take_file(&self, text: &str) -> Result<(), &'static str> {
        let w = &words().sign_in_methods;
        let file = RobotFile::parse(text).map_err(|fault| match fault {
            NotARobotFile::Form => w.robot_file_form,
            NotARobotFile::TooLarge => w.robot_file_large,
            NotARobotFile::NoName => w.robot_file_no_name,
            NotARobotFile::NoSecret => w.robot_file_no_secret,
        })?;
        self.user.set(file.name);
        self.secret.set(file.secret.into_inner());
        Ok(())
    }
}

/// User name and password, a robot's name and secret, or a person's name and CLI secret.
#[component]
pub fn CredentialFields(typed: Typed) -> impl IntoView {
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
                SignInMethod::Robot => w.secret_missing.to_owned(),
                SignInMethod::CliSecret => w.cli_secret_missing.to_owned(),
                _ => w.password_missing.to_owned(),
            })
        } else {
            typed.refused.get()
        }
    });
    move || {
        let user = |label, problem, placeholder, autocomplete| {
            view! {
                <Field
                    id="user"
                    label=label
                    value=typed.user
                    problem=missing(typed.user, problem)
                    placeholder=placeholder
                    autocomplete=autocomplete
                    autofocus=true
                />
            }
        };
        let secret = |label, autocomplete| {
            view! {
                <Field
                    id="password"
                    label=label
                    kind="password"
                    value=typed.secret
                    problem=secret_problem
                    autocomplete=autocomplete
                />
            }
        };
        let fields = match typed.way.get() {
            SignInMethod::Password => view! {
                {user(w.user_name, w.user_name_missing, "", "username")}
                {secret(w.password, "current-password")}
            }
            .into_any(),
            SignInMethod::CliSecret => view! {
                {user(w.user_name, w.user_name_missing, "", "username")}
                {secret(words().sign_in_methods.cli_secret, "off")}
            }
            .into_any(),
            SignInMethod::Robot => view! {
                {user(w.robot_account, w.robot_name_missing, w.robot_example, "off")}
                {secret(w.secret, "off")}
                <RobotFileDrop typed=typed />
            }
            .into_any(),
            SignInMethod::Browser
            | SignInMethod::Window
            | SignInMethod::Provider
            | SignInMethod::Anonymous => {
                return ().into_any();
            }
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

/// Takes the file that Harbor exports a new robot account as.
#[component]
fn RobotFileDrop(typed: Typed) -> impl IntoView {
    let w = &words().sign_in_methods;
    let said = RwSignal::new(None);
    let take = move |text: Option<String>| {
        let read = text.ok_or(w.robot_file_form);
        let read = read.and_then(|text| typed.take_file(&text));
        said.try_set(Some(read.map(|()| w.robot_file_read)));
    };
    view! {
        <FileDrop
            id="robot-file"
            drop=w.robot_file_drop
            choose=w.robot_file_choose
            on_text=Callback::new(take)
            said=said
        />
    }
}
