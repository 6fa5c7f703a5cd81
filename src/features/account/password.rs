//! Changing one's own password.

use harbor_api::PasswordRule;
use leptos::prelude::*;
use pilothouse_protocol::{ChangePassword, Entered, Failure, FailureCode, PasswordOf};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_message,
    features::account::{
        Subject,
        rule::{RuleTicks, SecretField},
    },
    ipc,
    registries::registries,
    ui::{Dialog, FormButtons, FormFailure},
    words::words,
};

/// The old one, the new one twice, and the server's rule live.
#[component]
pub fn PasswordDialog(subject: Subject, on_close: Callback<()>) -> impl IntoView {
    let w = &words().account;
    let registries = registries();
    let (old, new, again) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
    );
    let tried = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        old.track();
        refused.set(None);
    });
    let old_problem = Signal::derive(move || {
        let is_missing = tried.get() && old.with(String::is_empty);
        is_missing
            .then(|| w.password_is_missing.to_owned())
            .or_else(|| refused.get())
    });
    let new_problem = Signal::derive(move || {
        let same = new.with(|new| !new.is_empty() && old.with(|old| old == new));
        same.then(|| w.same_password.to_owned())
    });
    let again_problem = Signal::derive(move || {
        let differs = again.with(|again| {
            (tried.get() || !again.is_empty()) && new.with(|new| !new.starts_with(again.as_str()))
        });
        let is_short = tried.get() && again.with(|again| new.with(|new| again != new));
        (differs || is_short).then(|| w.not_repeated.to_owned())
    });
    let ready = move || {
        new.with(|new| PasswordRule::of(new).is_met() && again.with(|again| again == new))
            && !old.with(String::is_empty)
            && new_problem.get().is_none()
    };
    let submit = move || {
        tried.set(true);
        if busy.get_untracked() || !ready() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let command = ChangePassword {
            connection: subject.id.get_value(),
            whose: PasswordOf::Own {
                old: Entered::new(old.get_untracked()),
            },
            new: Entered::new(new.get_untracked()),
        };
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    registries.toasts.done(w.password_changed, None);
                    on_close.run(());
                }
                Err(problem) if problem.code == FailureCode::WrongCredentials => {
                    refused.try_set(Some(failure_message(&problem)));
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <Dialog title=w.change_password.trim_end_matches('…') on_close=on_close>
            <form
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="dlg-b col g12">
                    <SecretField
                        id="old-password"
                        label=w.current_password
                        value=old
                        problem=old_problem
                        autocomplete="current-password"
                        autofocus=true
                    />
                    <div class="col g4">
                        <SecretField
                            id="new-password"
                            label=w.new_password
                            value=new
                            problem=new_problem
                        />
                        <RuleTicks text=new />
                    </div>
                    <SecretField
                        id="new-password-again"
                        label=w.repeat_password
                        value=again
                        problem=again_problem
                    />
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                <FormButtons
                    send=w.change_password.trim_end_matches('…')
                    on_cancel=on_close
                    is_wrong=Signal::derive(move || !ready())
                    busy=busy
                />
            </form>
        </Dialog>
    }
}
