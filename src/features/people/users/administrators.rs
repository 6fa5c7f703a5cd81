//! Giving several users the rights of an administrator, or taking them, after saying to whom.

use harbor_api::{UserId, operations::SetAdministrator, types::AdministratorFlag};
use leptos::prelude::*;

use super::UserList;
use crate::{
    features::people::several::change_several, registries::registries, ui::Dialog, words::words,
};

#[component]
pub fn ChangeAdministrators(
    users: UserList,
    /// Those who are not so yet.
    all: Vec<(UserId, String)>,
    to: bool,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().people;
    let registries = registries();
    let (title, why, button) = match to {
        true => (w.ask_grant(all.len()), w.grant_why, w.grant),
        false => (w.ask_revoke(all.len()), w.revoke_why, w.revoke),
    };
    let names: Vec<&str> = all.iter().map(|(_, name)| name.as_str()).collect();
    let names = names.join(", ");
    let change = move || {
        change_several(
            registries,
            users.changing_rights(),
            all.clone(),
            move |user_id| SetAdministrator {
                user_id,
                body: AdministratorFlag { sysadmin_flag: to },
            },
            match to {
                true => |number| words().people.granted(number),
                false => |number| words().people.revoked(number),
            },
        );
        on_close.run(());
    };
    view! {
        <Dialog title=title on_close=on_close>
            <div class="dlg-b col g12">
                <p>{why}</p>
                <p class="soft wraps">{names}</p>
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button
                    type="button"
                    class=if to { "btn primary" } else { "btn danger" }
                    id="change-administrators"
                    disabled=move || users.off.get().is_some()
                    on:click=move |_| change()
                >
                    {button}
                </button>
            </div>
        </Dialog>
    }
}
