//! The users: made, given the rights of an administrator, a new password, deleted.

mod administrators;
mod cells;
mod declaration;
mod delete;
mod inspector;
mod new;
mod password;

use std::sync::Arc;

use harbor_api::{
    UserId,
    operations::GetCurrentUser,
    types::{AuthenticationMode, User},
};
use leptos::prelude::*;
use listing::{Line, Sort, lists::Users};
use pilothouse_protocol::{Account, ConnectionId};

use self::{
    administrators::ChangeAdministrators,
    declaration::{columns, fields, quick},
    delete::DeleteUsers,
    inspector::UserInspector,
    new::NewUserDialog,
    password::ResetPassword,
};
use crate::{
    features::people::{directory::ImportUsers, joining::Joining, memberships::Asked},
    ipc::{
        load::{Loaded, load_one},
        steps::Steps,
        write::why_off,
    },
    list::{DeleteChecked, List, ListPage, ListWords, NewButton, RowDeed, TableOf, Values},
    registries::registries,
    ui::{Empty, Icon},
    words::words,
};

/// A dialog over the list.
#[derive(Clone, PartialEq)]
pub enum Question {
    New,
    /// Of the directory that people sign in by.
    Import,
    Password(UserId, String),
    /// Each with the name.
    Delete(Vec<(UserId, String)>),
    /// Those who are to be administrators, or no longer.
    Administrators(Vec<(UserId, String)>, bool),
}

/// Who looks.
#[derive(Clone, Copy)]
pub struct OneSelf {
    /// Empty for whoever is no user.
    name: Memo<String>,
    user: Loaded<User>,
}

impl OneSelf {
    /// Whether this is their name: nobody deletes or demotes themselves.
    pub fn is(self, name: &str) -> bool {
        self.name.with_untracked(|own| own == name)
    }

    /// Whether a group makes this user an administrator: told of whoever looks only.
    pub fn administers_by_group(self, name: &str) -> bool {
        let user = self.user.data.get_untracked();
        self.is(name) && user.is_some_and(|user| user.admin_role_in_auth)
    }
}

/// What the parts share.
#[derive(Clone, Copy)]
pub struct UserList {
    pub connection: Signal<ConnectionId>,
    pub list: List,
    pub question: RwSignal<Option<Question>>,
    /// Those that delete or import.
    pub steps: Steps,
    /// Those that give or take the rights of an administrator.
    rights: Steps,
    /// Why nothing can be changed now.
    pub off: Signal<Option<&'static str>>,
    /// The server itself keeps passwords: users are made here.
    pub keeps_passwords: Memo<bool>,
    pub oneself: OneSelf,
    /// Those who are to become members of a project.
    pub joining: Joining,
    /// Who is a member of which project, once that was read.
    pub asked: Asked,
    table: StoredValue<TableOf>,
}

impl UserList {
    /// Opens the list.
    pub fn open(connection: Signal<ConnectionId>, asked: Asked) -> Self {
        let registries = registries();
        let known = move || registries.find(&connection.get());
        let keeps_passwords = Memo::new(move |_| {
            known().is_some_and(|known| known.system.auth_mode == AuthenticationMode::Database)
        });
        let name = Memo::new(move |_| match known().map(|known| known.account) {
            Some(Account::User { name, .. }) => name,
            _ => String::new(),
        });
        // Where the server itself keeps passwords no group gives rights.
        let user = load_one(connection, move || {
            (!keeps_passwords.get()).then_some(GetCurrentUser {})
        });
        let oneself = OneSelf { name, user };
        let list = List::open(connection, Users {}, Some(Sort::ascending("name")));
        Effect::new(move |_| {
            oneself.name.track();
            user.data.track();
            list.redraw();
        });
        let table = TableOf::new(list, columns(oneself, !keeps_passwords.get_untracked()));
        Self {
            connection,
            list,
            question: RwSignal::new(None),
            steps: Steps::new(),
            rights: Steps::new(),
            off: why_off(connection),
            keeps_passwords,
            oneself,
            joining: Joining::new(connection, list, false),
            asked,
            table: StoredValue::new(table.below_head()),
        }
    }

    /// The table.
    pub fn table(self) -> TableOf {
        self.table.get_value()
    }

    /// Where users are deleted.
    fn deleting(self) -> (ConnectionId, List, Steps) {
        (self.connection.get_untracked(), self.list, self.steps)
    }

    /// Where rights are given and taken.
    fn changing_rights(self) -> (ConnectionId, List, Steps) {
        (self.connection.get_untracked(), self.list, self.rights)
    }

    /// How users come to be, in the page's head.
    pub fn head(self) -> AnyView {
        let w = &words().people;
        let registries = registries();
        let system = move || {
            let known = registries.find(&self.connection.get());
            known.map(|known| known.system)
        };
        let by_directory = Memo::new(move |_| {
            system().is_some_and(|system| system.auth_mode == AuthenticationMode::Ldap)
        });
        let at_sign_in = move || {
            let provider = system().and_then(|system| system.oidc_provider_name);
            match provider.filter(|name| !name.is_empty()) {
                Some(provider) => w.made_at_sign_in_by(&provider),
                None => w.made_at_sign_in.to_owned(),
            }
        };
        let ask = move |question: Question| self.question.set(Some(question));
        let head = move || {
            if self.keeps_passwords.get() {
                let press = move || ask(Question::New);
                return view! {
                    <NewButton id="new-user" text=w.new_user off=self.off on_press=press />
                }
                .into_any();
            }
            if by_directory.get() {
                return view! {
                    <button
                        type="button"
                        class="btn"
                        id="import-open"
                        disabled=move || self.off.get().is_some()
                        title=move || self.off.get()
                        on:click=move |_| ask(Question::Import)
                    >
                        <Icon name="user" />
                        {words().directory.import_open}
                    </button>
                }
                .into_any();
            }
            view! { <span class="muted t12 trunc">{at_sign_in}</span> }.into_any()
        };
        head.into_any()
    }

    /// Hands over the checked users that fit, but never whoever looks.
    fn with_checked(
        self,
        fits: impl Fn(&Values<'_>) -> bool + 'static,
        take: impl FnOnce(Vec<(UserId, String)>) + 'static,
    ) {
        let user = move |key: &str, values: &Values<'_>| {
            let name = values.text("name").to_owned();
            let is_meant = !self.oneself.is(&name) && fits(values);
            is_meant.then_some((UserId(key.parse().ok()?), name))
        };
        self.list.with_checked(user, take);
    }
}

/// The part of the page.
#[component]
pub fn UsersPart(users: UserList) -> impl IntoView {
    let w = &words().people;
    let registries = registries();
    let (steps, rights, table) = (users.steps, users.rights, users.table());
    users.asked.ask_for(&table, &["projects"]);
    let said = ListWords {
        find: w.find_user,
        all: w.the_users,
        one: w.user,
        copy_keys: w.copy_names,
        number: |number| words().people.users_of(number),
    };
    let delete_checked = move || {
        users.with_checked(
            |_| true,
            move |all| {
                if !all.is_empty() {
                    users.question.try_set(Some(Question::Delete(all)));
                }
            },
        );
    };
    let ask_rights = move |to: bool| {
        let wanted = if to { "yes" } else { "no" };
        let is_other = move |values: &Values<'_>| values.text("administrator") != wanted;
        users.with_checked(is_other, move |all| {
            if all.is_empty() {
                let text = if to {
                    w.all_administer
                } else {
                    w.none_administers
                };
                registries.toasts.done(text, None);
            } else {
                let question = Question::Administrators(all, to);
                users.question.try_set(Some(question));
            }
        });
    };
    let rights_button = move |id: &'static str, text: &'static str, to: bool| {
        view! {
            <button
                type="button"
                class="btn ghost"
                id=id
                disabled=move || users.off.get().is_some()
                title=move || users.off.get()
                on:click=move |_| ask_rights(to)
            >
                {text}
            </button>
        }
    };
    let actions = ViewFn::from(move || {
        view! {
            {rights_button("make-administrators", w.grant_open, true)}
            {rights_button("no-administrators", w.revoke_open, false)}
            {users.joining.for_checked()}
            <DeleteChecked deed=RowDeed::new(w.delete_open, delete_checked) off=users.off />
            {steps.progress(w.deleting, w.stop)}
            {rights.progress(w.changing_rights, w.stop)}
        }
    });
    let empty = ViewFn::from(move || {
        view! { <Empty icon="people" title=w.no_users text=w.no_users_text /> }
    });
    let inspector =
        move |line: Arc<Line>| view! { <UserInspector users=users line=line /> }.into_any();
    let close = Callback::new(move |()| users.question.set(None));
    let question = move || {
        users.question.get().map(|question| match question {
            Question::New => view! { <NewUserDialog users=users on_close=close /> }.into_any(),
            Question::Import => view! { <ImportUsers users=users on_close=close /> }.into_any(),
            Question::Password(id, name) => {
                view! { <ResetPassword users=users id=id name=name on_close=close /> }.into_any()
            }
            Question::Delete(all) => {
                view! { <DeleteUsers users=users all=all on_close=close /> }.into_any()
            }
            Question::Administrators(all, to) => view! {
                <ChangeAdministrators users=users all=all to=to on_close=close />
            }
            .into_any(),
        })
    };
    view! {
        <ListPage
            of=table
            fields=fields()
            quick=quick(users.asked.are_read())
            said=said
            label=w.users.to_owned()
            empty=empty
            actions=actions
            inspector=Callback::new(inspector)
        />
        {question}
        {users.joining.dialog()}
    }
}
