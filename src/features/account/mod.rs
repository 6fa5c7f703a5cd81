//! The account: a popover at the top bar's end. Who, until when, the registry's secret, and out.

mod accounts;
mod cli_secret;
mod cli_secret_words;
mod login_commands;
mod password;
mod profile;
mod pull_secret;
mod rule;
pub mod session;
mod sign_out;
mod terminal;
mod words;
pub use cli_secret::ClipboardLine;
pub use cli_secret_words::CliSecret;
use harbor_api::{
    operations::GetCurrentUser,
    types::{AuthenticationMode, User},
};
use leptos::{html, prelude::*};
pub use login_commands::{Client, ClipboardReader, login_command};
use pilothouse_protocol::{
    Account, AccountId, Connection, ConnectionId, ConnectionState, SignInMethod, WrittenLogin,
};
pub use rule::{RuleTicks, SecretField};
pub use session::SOON;
pub use session::clock;
pub use session::minutes_left;
pub use session::stay_signed_in;
pub use words::Account as AccountWords;

use self::{
    accounts::{Accounts, RemoveAccountDialog},
    cli_secret::{CliSecretSection, NewSecretDialog, OwnSecretDialog},
    password::PasswordDialog,
    profile::ProfileDialog,
    pull_secret::PullSecretDialog,
    session::SessionSection,
    sign_out::SignOutFooter,
    terminal::{PlainFileDialog, TerminalSection, WrittenDialog},
};
use crate::{
    deferred::deferred,
    features::{
        connection::{EditConnection, RemoveRegistry},
        sign_in::SignInDialog,
    },
    format::initials,
    ipc::load::load_one,
    registries::registries,
    ui::{Icon, use_escape},
    words::words,
};

/// The dialogs that the popover opens. It stays below them.
#[derive(Clone, PartialEq, Eq)]
pub enum Sheet {
    Password,
    Profile,
    NewSecret,
    OwnSecret,
    PullSecret,
    PlainFile,
    Written(WrittenLogin),
    AddAccount,
    RemoveAccount(AccountId, String),
    EditConnection,
    RemoveRegistry,
}

/// What the popover's parts share.
#[derive(Clone, Copy)]
pub struct Subject {
    pub id: StoredValue<ConnectionId>,
    pub connection: Memo<Option<Connection>>,
    /// The person as the server knows them; nothing for robots and the anonymous.
    pub user: Signal<Option<std::sync::Arc<User>>>,
    pub sheet: RwSignal<Option<Sheet>>,
}

impl Subject {
    pub fn way(&self) -> Option<SignInMethod> {
        self.connection.with(|c| {
            c.as_ref()?
                .signed_in
                .as_ref()
                .map(|signed_in| signed_in.way)
        })
    }

    /// Whether the person came through the provider, and so has a CLI secret.
    pub fn is_federated(&self) -> bool {
        self.user.with(|user| {
            user.as_ref()
                .is_some_and(|user| user.oidc_user_meta.is_some())
        })
    }

    /// The word for the provider.
    pub fn provider(&self) -> String {
        self.connection
            .with(|c| c.as_ref()?.system.oidc_provider_name.clone())
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| words().welcome.single_sign_on.to_owned())
    }

    /// Whether the server keeps the person's password and profile itself.
    pub fn is_local(&self) -> bool {
        let by_database = self.connection.with(|c| {
            c.as_ref()
                .is_some_and(|c| c.system.auth_mode == AuthenticationMode::Database)
        });
        self.way() == Some(SignInMethod::Password)
            && self.user.with(|user| {
                user.as_ref()
                    .is_some_and(|user| by_database || user.user_id.0 == 1)
            })
    }
}

/// Who is signed in: the button, and the popover at it.
#[component]
pub fn AccountMenu(connection: ConnectionId) -> impl IntoView {
    let registries = registries();
    let w = &words().frame;
    let open = RwSignal::new(false);
    let id = StoredValue::new(connection.clone());
    let view = Memo::new(move |_| id.with_value(|id| registries.find(id)));
    let user = load_one(Signal::stored(connection), move || {
        let is_person = view.with(|c| {
            c.as_ref().is_some_and(|c| {
                matches!(c.account, Account::User { .. }) && c.state == ConnectionState::Connected
            })
        });
        (open.get() && is_person).then_some(GetCurrentUser {})
    });
    let subject = Subject {
        id,
        connection: view,
        user: user.data.into(),
        sheet: RwSignal::new(None),
    };
    let name = Memo::new(move |_| {
        view.get()
            .and_then(|c| c.account.name().map(str::to_owned))
            .unwrap_or_else(|| w.not_signed_in.to_owned())
    });
    let button = NodeRef::<html::Button>::new();
    let popover = NodeRef::<html::Div>::new();
    let close = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    Effect::new(move |_| {
        if let Some(popover) = popover.get() {
            let _ = popover.focus();
        }
    });
    use_escape(move || {
        let is_open = open.get_untracked();
        if is_open {
            close();
        }
        is_open
    });
    // Another account: what was known of the person is not of this one.
    Effect::new(move |before: Option<String>| {
        let now = name.get();
        if before.is_some_and(|before| before != now) {
            user.data.set(None);
            user.reload();
        }
        now
    });
    view! {
        <span class="menu-at">
            <button
                node_ref=button
                type="button"
                class="me"
                class:is-open=move || open.get()
                aria-label=move || w.account(&name.get())
                aria-haspopup="dialog"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <span class="av" data-initials=move || initials(&name.get())></span>
                <Icon name="chevron-down" class="i-12" />
            </button>
            <Show when=move || open.get()>
                <div class="menu-off" on:click=move |_| close()></div>
                <div
                    node_ref=popover
                    class="pop up"
                    role="dialog"
                    aria-label=words().account.account
                    tabindex="-1"
                >
                    {
                        let on_done = Callback::new(move |()| close());
                        deferred!(
                            account,
                            account_popover,
                            { subject: Subject, name: Memo<String>, on_done: Callback<()> } => {
                                view! { <Popover subject=subject name=name on_done=on_done /> }
                                    .into_any()
                            }
                        )
                    }
                </div>
            </Show>
        </span>
        {move || {
            let sheet = subject.sheet.get()?;
            let on_saved = Callback::new(move |()| user.reload());
            Some(
                deferred!(
                    account,
                    account_sheet,
                    { subject: Subject, sheet: Sheet, on_saved: Callback<()> } => {
                        sheet_dialog(subject, sheet, on_saved)
                    }
                ),
            )
        }}
    }
}

/// What the popover shows.
#[component]
fn Popover(subject: Subject, name: Memo<String>, on_done: Callback<()>) -> impl IntoView {
    view! {
        <Head subject=subject name=name />
        <div class="up-m">
            <Facts subject=subject />
            <SessionSection subject=subject />
            <CliSecretSection subject=subject />
            <TerminalSection subject=subject />
            <Accounts subject=subject />
        </div>
        <SignOutFooter subject=subject on_done=on_done />
    }
}

/// A dialog that the popover opened; another profile is `on_saved`.
fn sheet_dialog(subject: Subject, sheet: Sheet, on_saved: Callback<()>) -> AnyView {
    let id = subject.id;
    let shut = Callback::new(move |()| subject.sheet.set(None));
    match sheet {
        Sheet::Password => view! { <PasswordDialog subject=subject on_close=shut /> }.into_any(),
        Sheet::Profile => {
            view! { <ProfileDialog subject=subject on_close=shut on_saved=on_saved /> }.into_any()
        }
        Sheet::NewSecret => view! { <NewSecretDialog subject=subject on_close=shut /> }.into_any(),
        Sheet::OwnSecret => view! { <OwnSecretDialog subject=subject on_close=shut /> }.into_any(),
        Sheet::PullSecret => {
            view! { <PullSecretDialog subject=subject on_close=shut /> }.into_any()
        }
        Sheet::PlainFile => view! { <PlainFileDialog subject=subject on_close=shut /> }.into_any(),
        Sheet::Written(login) => view! { <WrittenDialog login=login on_close=shut /> }.into_any(),
        Sheet::AddAccount => view! {
            <SignInDialog connection=id.get_value() another=true on_close=shut />
        }
        .into_any(),
        Sheet::RemoveAccount(account, name) => view! {
            <RemoveAccountDialog
                subject=subject
                account=account
                name=name
                on_close=shut
            />
        }
        .into_any(),
        Sheet::EditConnection => view! {
            <EditConnection
                connection=id.get_value()
                on_close=shut
                on_remove=Callback::new(move |()| {
                    subject.sheet.set(Some(Sheet::RemoveRegistry));
                })
            />
        }
        .into_any(),
        Sheet::RemoveRegistry => {
            view! { <RemoveRegistry connection=id.get_value() on_close=shut /> }.into_any()
        }
    }
}

/// Name, where, and what kind of account.
#[component]
fn Head(subject: Subject, name: Memo<String>) -> impl IntoView {
    let (w, frame) = (&words().account, &words().frame);
    let full = move || {
        subject
            .user
            .with(|user| user.as_ref().map(|user| user.realname.clone()))
            .filter(|full| !full.trim().is_empty())
            .unwrap_or_else(|| name.get())
    };
    let kind = move || {
        subject.connection.get().map(|c| match c.account {
            Account::User { .. } => w.at(&name.get(), &c.name),
            Account::Robot { .. } => frame.robot_account.to_owned(),
            Account::CliSecret { .. } => frame.cli_secret_lists.to_owned(),
            Account::Anonymous => frame.public_only.to_owned(),
        })
    };
    let is_administrator = move || {
        subject
            .connection
            .with(|c| c.as_ref().is_some_and(Connection::is_administrator))
    };
    view! {
        <div class="up-t">
            <span class="av lg" data-initials=move || initials(&full())></span>
            <div class="col grow">
                <b class="semi trunc">{full}</b>
                <span class="muted t12 trunc">{kind}</span>
            </div>
            <Show when=is_administrator>
                <span class="bdg acc">
                    <Icon name="shield-check" />
                    {w.administrator}
                </span>
            </Show>
            <Show when=move || subject.is_local()>
                <button
                    type="button"
                    class="btn sm"
                    on:click=move |_| subject.sheet.set(Some(Sheet::Password))
                >
                    {w.change_password}
                </button>
            </Show>
        </div>
    }
}

/// What the server knows of the person.
#[component]
fn Facts(subject: Subject) -> impl IntoView {
    let w = &words().account;
    let limited = move || {
        subject
            .connection
            .with(|c| c.as_ref().is_some_and(Connection::is_limited))
    };
    view! {
        <Show when=limited>
            <div class="up-s">
                <h3>{w.limited_title}</h3>
                <p class="hint">{w.limited_works}</p>
                <p class="hint">{w.limited_not}</p>
                <p class="hint">{w.limited_why}</p>
            </div>
        </Show>
        {move || {
            let user = subject.user.get()?;
            let administrator = if user.sysadmin_flag {
                w.yes
            } else if user.admin_role_in_auth {
                w.yes_by_group
            } else {
                w.no
            };
            let email = if user.email.is_empty() {
                w.not_known.to_owned()
            } else {
                user.email.clone()
            };
            Some(
                view! {
                    <div class="up-s">
                        <dl class="kv">
                            <dt>{w.email}</dt>
                            <dd>
                                <span class="trunc">{email}</span>
                                <Show when=move || subject.is_local()>
                                    <button
                                        type="button"
                                        class="lnk"
                                        on:click=move |_| subject.sheet.set(Some(Sheet::Profile))
                                    >
                                        {w.edit_profile}
                                    </button>
                                </Show>
                            </dd>
                            <Show when=move || subject.is_federated()>
                                <dt>{w.groups}</dt>
                                <dd class="muted">{w.groups_not_told}</dd>
                            </Show>
                            <dt>{w.is_administrator}</dt>
                            <dd>{administrator}</dd>
                        </dl>
                    </div>
                },
            )
        }}
    }
}
