//! A new user, where the server itself keeps passwords.

use harbor_api::PasswordRule;
use leptos::prelude::*;
use pilothouse_protocol::{CreateUser, Entered, Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

use super::UserList;
use crate::{
    features::account::{RuleTicks, SecretField},
    ipc,
    registries::registries,
    ui::{Dialog, DialogForm, Field},
    words::words,
};

/// What is wrong with a user's name (`src/server/v2.0/handler/user.go`).
fn name_fault(name: &str) -> Option<&'static str> {
    let w = &words().people;
    if name.trim().is_empty() {
        Some(w.name_missing)
    } else if name.len() > 255 {
        Some(w.name_long)
    } else {
        name.contains([',', '"', '~', '#', '%', '$'])
            .then_some(w.name_rule)
    }
}

fn email_fault(email: &str) -> Option<&'static str> {
    let w = &words().people;
    let is_address = email.split_once('@').is_some_and(|(user, host)| {
        let is_host = host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
        !user.is_empty() && is_host && !email.contains(char::is_whitespace)
    });
    (!is_address).then_some(w.email_rule)
}

fn full_name_fault(name: &str) -> Option<&'static str> {
    let w = &words().people;
    if name.trim().is_empty() {
        Some(w.full_name_missing)
    } else {
        // Harbor refuses it.
        name.contains(',').then_some(w.full_name_rule)
    }
}

fn comment_fault(comment: &str) -> Option<&'static str> {
    (comment.trim().chars().count() > 30).then_some(words().people.comment_long)
}

#[component]
pub fn NewUserDialog(users: UserList, on_close: Callback<()>) -> impl IntoView {
    let w = &words().people;
    let registries = registries();
    let text = || RwSignal::new(String::new());
    let (name, full_name, email, comment, password) = (text(), text(), text(), text(), text());
    let tried = RwSignal::new(false);
    let taken = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        name.track();
        email.track();
        taken.set(false);
    });
    let said = move |value: RwSignal<String>, fault: fn(&str) -> Option<&'static str>| {
        Signal::derive(move || {
            let found = value.with(|value| fault(value));
            found
                .filter(|_| tried.get() || value.with(|value| !value.is_empty()))
                .map(str::to_owned)
        })
    };
    let name_said = said(name, name_fault);
    let name_problem = Signal::derive(move || {
        name_said
            .get()
            .or_else(|| taken.get().then(|| w.taken.to_owned()))
    });
    // While one types the address is not there yet.
    let email_problem = Signal::derive(move || {
        let fault = email.with(|email| email_fault(email));
        fault.filter(|_| tried.get()).map(str::to_owned)
    });
    let is_good = move || {
        name.with(|name| name_fault(name)).is_none()
            && full_name.with(|name| full_name_fault(name)).is_none()
            && email.with(|email| email_fault(email)).is_none()
            && comment.with(|comment| comment_fault(comment)).is_none()
            && password.with(|password| PasswordRule::of(password).is_met())
    };
    let is_wrong = Signal::derive(move || tried.get() && !is_good());
    let submit = move || {
        tried.set(true);
        if busy.get_untracked() || !untrack(is_good) {
            return;
        }
        busy.set(true);
        failure.set(None);
        let command = CreateUser {
            connection: users.connection.get_untracked(),
            name: name.get_untracked().trim().to_owned(),
            full_name: full_name.get_untracked().trim().to_owned(),
            email: email.get_untracked().trim().to_owned(),
            comment: comment.get_untracked().trim().to_owned(),
            password: Entered::new(password.get_untracked()),
        };
        let made = command.name.clone();
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            busy.try_set(false);
            match outcome {
                Ok(_) => {
                    registries.toasts.done(words().people.created(&made), None);
                    users.list.reload();
                    on_close.try_run(());
                }
                Err(refusal) if refusal.code == FailureCode::Conflict => {
                    taken.try_set(true);
                }
                Err(refusal) => {
                    failure.try_set(Some(refusal));
                }
            }
        });
    };
    view! {
        <Dialog title=w.new_user wide=true on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=failure
                    send=w.create_user
                    on_cancel=on_close
                    is_wrong=is_wrong
                    busy=busy
                    why_off=users.off
            >
                    <div class="halves">
                        <Field
                            id="user-name"
                            label=w.user_name
                            value=name
                            problem=name_problem
                            autofocus=true
                        />
                        <Field
                            id="user-full-name"
                            label=w.full_name
                            value=full_name
                            problem=said(full_name, full_name_fault)
                        />
                    </div>
                    <Field id="user-email" label=w.email value=email problem=email_problem />
                    <Field
                        id="user-comment"
                        label=w.comment
                        value=comment
                        problem=said(comment, comment_fault)
                    />
                    <SecretField id="user-password" label=w.password value=password />
                    <RuleTicks text=password />
            </DialogForm>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_named_as_the_server_takes_it() {
        for good in ["ada", "Ada Lovelace", "a.b-c_d@e"] {
            assert_eq!(name_fault(good), None, "{good}");
        }
        for bad in [
            "",
            " ",
            "a,b",
            "a\"b",
            "a~b",
            "a#b",
            "a%b",
            "a$b",
            &"n".repeat(256),
        ] {
            assert!(name_fault(bad).is_some(), "{bad}");
        }
        assert!(full_name_fault("Lovelace, Ada").is_some());
        assert_eq!(email_fault("ada@example.org"), None);
        for bad in [
            "",
            "ada",
            "ada@",
            "@example.org",
            "ada@example",
            "a b@example.org",
        ] {
            assert!(email_fault(bad).is_some(), "{bad}");
        }
        assert!(comment_fault(&"c".repeat(31)).is_some());
    }
}
