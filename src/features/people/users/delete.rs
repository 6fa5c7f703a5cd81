//! Deleting users, after saying what that ends.

use harbor_api::{UserId, operations::DeleteUser};
use leptos::prelude::*;

use super::UserList;
use crate::{
    features::people::several::change_several,
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
        users.list.place.selected.set(None);
        change_several(
            registries,
            users.deleting(),
            all.clone(),
            |user_id| DeleteUser { user_id },
            |number| words().people.deleted(number),
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
