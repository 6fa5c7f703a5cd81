//! Deleting users, after saying what that ends.

use harbor_api::{UserId, operations::DeleteUser};
use leptos::prelude::*;
use pilothouse_protocol::Check;

use super::UserList;
use crate::{
    failure::failure_reason,
    ipc::write::send,
    registries::registries,
    ui::{Dialog, Icon},
    words::words,
};

#[component]
pub fn DeleteUsers(
    users: UserList,
    all: Vec<(UserId, String)>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().people;
    let registries = registries();
    let title = match all.as_slice() {
        [(_, name)] => w.ask_one(name),
        all => w.ask_many(all.len()),
    };
    let names: Vec<&str> = all.iter().map(|(_, name)| name.as_str()).collect();
    let names = names.join(", ");
    let delete = move || {
        let at = users.connection.get_untracked();
        users.steps.run(
            all.clone(),
            move |(user_id, _)| {
                let at = at.clone();
                async move { send(registries, at, &DeleteUser { user_id }).await }
            },
            move |outcome| {
                let said = words().people.deleted(outcome.done);
                match outcome.failed.first() {
                    None => registries.toasts.done(said, None),
                    Some(((_, name), failure)) => {
                        let reason = format!("{name}: {}", failure_reason(failure));
                        registries.toasts.failed(said, reason, failure, None);
                    }
                }
                let failed = outcome.failed.iter().map(|(one, _)| one);
                let left = failed.chain(&outcome.left);
                let keys = left.map(|(id, _)| id.to_string()).collect();
                users.list.place.selected.set(None);
                users.list.check(Check::Only { keys });
                users.list.reload();
            },
        );
        on_close.run(());
    };
    let line = |icon: &'static str, text: &'static str| {
        view! {
            <li>
                <Icon name=icon />
                <span class="wraps">{text}</span>
            </li>
        }
    };
    let again = match users.keeps_passwords.get_untracked() {
        true => w.delete_name_free,
        false => w.delete_comes_back,
    };
    view! {
        <Dialog title=title on_close=on_close>
            <div class="dlg-b col g12">
                <ul class="dots">
                    {line("people", w.delete_members)} {line("projects", w.delete_projects)}
                    {line("user", again)}
                </ul>
                <p class="soft wraps">{names}</p>
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button
                    type="button"
                    class="btn danger"
                    id="delete-users"
                    disabled=move || users.off.get().is_some()
                    on:click=move |_| delete()
                >
                    {w.delete}
                </button>
            </div>
        </Dialog>
    }
}
