//! A new password for somebody else, who is told it by other means.

use harbor_api::{PasswordRule, UserId};
use leptos::prelude::*;
use pilothouse_protocol::{ChangePassword, Entered, Failure, PasswordOf};
use wasm_bindgen_futures::spawn_local;

use super::UserList;
use crate::{
    features::account::{RuleTicks, SecretField},
    ipc,
    registries::registries,
    ui::{Dialog, DialogForm},
    words::words,
};

#[component]
pub fn ResetPassword(
    users: UserList,
    id: UserId,
    name: String,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().people;
    let registries = registries();
    let password = RwSignal::new(String::new());
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let is_met = move || password.with(|password| PasswordRule::of(password).is_met());
    let is_wrong = Signal::derive(move || !is_met());
    let title = w.reset_title(&name);
    let submit = move || {
        if busy.get_untracked() || is_wrong.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let command = ChangePassword {
            connection: users.connection.get_untracked(),
            whose: PasswordOf::User { id },
            new: Entered::new(password.get_untracked()),
        };
        let name = name.clone();
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    registries
                        .toasts
                        .done(words().people.was_reset(&name), None);
                    on_close.try_run(());
                }
                Err(refusal) => {
                    failure.try_set(Some(refusal));
                }
            }
        });
    };
    view! {
        <Dialog title=title on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=failure
                    send=w.reset
                    on_cancel=on_close
                    is_wrong=is_wrong
                    busy=busy
                    why_off=users.off
            >
                    <p>{w.reset_why}</p>
                    <SecretField id="new-password" label=w.new_password value=password />
                    <RuleTicks text=password />
            </DialogForm>
        </Dialog>
    }
}
