//! What is known of a user, and what can be done.

use std::sync::Arc;

use harbor_api::{UserId, operations::SetAdministrator, types::AdministratorFlag};
use leptos::prelude::*;
use listing::Line;

use super::{Question, UserList, declaration::signs_in};
use crate::{
    features::{
        audit_log::LastSeen,
        members::avatar,
        people::memberships::{ProjectsOf, Who},
    },
    format::whole,
    ipc::write::{Change, write},
    list::{RowDeed, RowMenu, Values},
    registries::registries,
    ui::{Act, CopyIcon, Icon, Inspector, pair, section, titled_section},
    words::words,
};

#[component]
pub fn UserInspector(users: UserList, line: Arc<Line>) -> impl IntoView {
    let w = &words().people;
    let registries = registries();
    let list = users.list;
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let id = line.key.parse().ok().map(UserId);
    let name = values.text("name").to_owned();
    let is_self = users.oneself.is(&name);
    let is_administrator = values.text("administrator") == "yes";
    let title = match values.text("full_name") {
        "" => name.clone(),
        full => full.to_owned(),
    };
    let mark = title.clone();
    let mark = ViewFn::from(move || avatar(&mark, false));
    let way = match values.text("signs_in") {
        "provider" => registries
            .find_untracked(&users.connection.get_untracked())
            .and_then(|known| known.system.oidc_provider_name)
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| signs_in("provider")),
        other => signs_in(other),
    };
    let filled = |name: &'static str, id: &str| {
        let text = values.text(id).to_owned();
        (!text.is_empty()).then(|| pair(name, view! { <span class="wraps">{text}</span> }))
    };
    let facts = view! {
        <dl class="kv">
            {pair(
                w.user_name,
                view! {
                    <span class="mono wraps">{name.clone()}</span>
                    <CopyIcon text=name.clone() label=w.copy_name />
                },
            )}
            {filled(w.email, "email")}
            {filled(w.comment, "comment")}
            {pair(w.signs_in_by, way)}
            {values.time("created").map(|time| pair(w.since, whole(time)))}
            <LastSeen connection=users.connection name=name.clone() may=Signal::stored(true) />
        </dl>
    };
    let change = move |to: bool| {
        let Some(user_id) = id else { return };
        let done: Act = Arc::new(move || list.read_row(user_id.to_string()));
        write(
            registries,
            Change {
                connection: users.connection.get_untracked(),
                operation: SetAdministrator {
                    user_id,
                    body: AdministratorFlag { sysadmin_flag: to },
                },
                failed: w.not_changed.to_owned(),
                on_done: done,
                on_failed: Some(Arc::new(move || list.read_row(user_id.to_string()))),
            },
        );
    };
    let by_group = match users.keeps_passwords.get_untracked() {
        true => None,
        false => Some(w.by_group_unseen),
    };
    let administrator = view! {
        <label class="check">
            <input
                type="checkbox"
                id="user-administrator"
                prop:checked=is_administrator
                disabled=move || is_self || users.off.get().is_some()
                on:change=move |event| change(event_target_checked(&event))
            />
            <span>{w.administers}</span>
        </label>
        <p class="hint">{if is_self { Some(w.not_oneself) } else { by_group }}</p>
    };
    let (for_password, for_delete, for_joining) = (name.clone(), name.clone(), name.clone());
    let key = line.key.clone();
    let footer = ViewFn::from(move || {
        let name = for_password.clone();
        let password = (users.keeps_passwords.get() && !is_self).then(|| {
            view! {
                <button
                    type="button"
                    class="btn"
                    disabled=move || users.off.get().is_some()
                    title=move || users.off.get()
                    on:click=move |_| {
                        if let Some(id) = id {
                            users.question.set(Some(Question::Password(id, name.clone())));
                        }
                    }
                >
                    <Icon name="password" />
                    {w.reset_open}
                </button>
            }
        });
        view! { {users.joining.for_one(key.clone(), for_joining.clone())} {password} }
    });
    let actions = ViewFn::from(move || {
        let name = for_delete.clone();
        (!is_self).then(|| {
            let delete = move || {
                if let Some(id) = id {
                    users
                        .question
                        .set(Some(Question::Delete(vec![(id, name.clone())])));
                }
            };
            view! {
                <RowMenu
                    list=list
                    label=w.more
                    delete=RowDeed::new(w.delete_open, delete)
                    off=users.off
                />
            }
        })
    });
    let key = line.key.clone();
    let add = move || users.joining.beside_projects(key.clone(), name.clone());
    let close = Callback::new(move |()| list.place.selected.set(None));
    view! {
        <Inspector title=title mark=mark on_close=close actions=actions footer=footer>
            {section(facts)}
            {titled_section(w.administrator, (), administrator)}
            <ProjectsOf asked=users.asked who=Who::User(line.key.clone()) add=add />
        </Inspector>
    }
}
