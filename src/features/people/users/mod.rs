//! The users: made, given the rights of an administrator, a new password, deleted.

mod administrators;
mod declaration;
mod delete;
mod inspector;
mod new;
mod password;

use std::sync::Arc;

use harbor_api::{UserId, types::AuthenticationMode};
use leptos::prelude::*;
use listing::{Line, Sort, lists::Users};
use pilothouse_protocol::ConnectionId;
use wasm_bindgen_futures::spawn_local;

use self::{
    administrators::ChangeAdministrators,
    declaration::{columns, fields},
    delete::DeleteUsers,
    inspector::UserInspector,
    new::NewUserDialog,
    password::ResetPassword,
};
use crate::{
    features::people::{directory::ImportUsers, joining::Joining, memberships::Asked},
    ipc::{steps::Steps, write::why_off},
    list::{DeleteChecked, List, ListPage, ListWords, RowDeed, TableOf, Values},
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

/// What the parts share.
#[derive(Clone, Copy)]
pub struct UserList {
    pub connection: Signal<ConnectionId>,
    pub list: List,
    pub question: RwSignal<Option<Question>>,
    pub steps: Steps,
    /// Those that give or take the rights of an administrator.
    pub rights: Steps,
    /// Why nothing can be changed now.
    pub off: Signal<Option<&'static str>>,
    /// The server itself keeps passwords: users are made here.
    pub keeps_passwords: Memo<bool>,
    /// The name of whoever looks: nobody deletes or demotes themselves.
    pub own_name: Memo<String>,
    /// Those who are to become members of a project.
    pub joining: Joining,
    /// Who is a member of which project, once somebody asked.
    pub asked: Asked,
}

impl UserList {
    /// The checked users that fit, but never whoever looks.
    async fn checked(self, fits: impl Fn(&Values<'_>) -> bool) -> Vec<(UserId, String)> {
        let Ok(rows) = self.list.checked_rows().await else {
            return Vec::new();
        };
        let own = self.own_name.get_untracked();
        let all = rows.into_iter().filter_map(|row| {
            let values = Values {
                columns: self.list.columns,
                cells: &row.cells,
            };
            let name = values.text("name").to_owned();
            let is_meant = name != own && fits(&values);
            is_meant.then_some((UserId(row.key.parse().ok()?), name))
        });
        all.collect()
    }
}

/// The part of the page.
#[component]
pub fn UsersPart(connection: Signal<ConnectionId>, asked: Asked) -> impl IntoView {
    let w = &words().people;
    let registries = registries();
    let known = move || registries.find(&connection.get());
    let keeps_passwords = Memo::new(move |_| {
        known().is_some_and(|known| known.system.auth_mode == AuthenticationMode::Database)
    });
    let own_name = Memo::new(move |_| match known().map(|known| known.account) {
        Some(pilothouse_protocol::Account::User { name, .. }) => name,
        _ => String::new(),
    });
    let list = List::open(connection, Users {}, Some(Sort::ascending("name")));
    let users = UserList {
        connection,
        list,
        question: RwSignal::new(None),
        steps: Steps::new(),
        rights: Steps::new(),
        off: why_off(connection),
        keeps_passwords,
        own_name,
        joining: Joining::new(connection, list, false),
        asked,
    };
    let (steps, rights) = (users.steps, users.rights);
    let said = ListWords {
        find: w.find_user,
        all: w.the_users,
        one: w.user,
        copy_keys: w.copy_names,
        number: |number| words().people.users_of(number),
    };
    let by_directory = Memo::new(move |_| {
        known().is_some_and(|known| known.system.auth_mode == AuthenticationMode::Ldap)
    });
    let bar = ViewFn::from(move || {
        move || match keeps_passwords.get() {
            true => view! {
                <button
                    type="button"
                    class="btn"
                    id="new-user"
                    disabled=move || users.off.get().is_some()
                    title=move || users.off.get()
                    on:click=move |_| users.question.set(Some(Question::New))
                >
                    <Icon name="plus" />
                    {w.new_user}
                </button>
            }
            .into_any(),
            false if by_directory.get() => view! {
                <button
                    type="button"
                    class="btn"
                    id="import-open"
                    disabled=move || users.off.get().is_some()
                    title=move || users.off.get()
                    on:click=move |_| users.question.set(Some(Question::Import))
                >
                    <Icon name="download" />
                    {words().directory.import_open}
                </button>
            }
            .into_any(),
            false => view! { <span class="muted t12">{w.made_at_sign_in}</span> }.into_any(),
        }
    });
    let delete_checked = move || {
        spawn_local(async move {
            let all = users.checked(|_| true).await;
            if !all.is_empty() {
                users.question.try_set(Some(Question::Delete(all)));
            }
        });
    };
    let ask_rights = move |to: bool| {
        spawn_local(async move {
            let wanted = if to { "yes" } else { "no" };
            let is_other = |values: &Values<'_>| values.text("administrator") != wanted;
            let all = users.checked(is_other).await;
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
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            label=w.users.to_owned()
            empty=empty
            bar=bar
            actions=actions
            inspector=Callback::new(inspector)
        />
        {question}
        {users.joining.dialog()}
    }
}
