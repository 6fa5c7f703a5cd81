//! Name, e-mail and comment of a person whose account the registry keeps itself.

use harbor_api::{operations::UpdateUserProfile, types::UserProfile};
use leptos::prelude::*;
use pilothouse_protocol::Failure;
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::account::Subject,
    ipc::write::send,
    registries::registries,
    ui::{Dialog, Field, FormButtons, FormFailure},
    words::words,
};

/// All three are replaced at once.
#[component]
pub fn ProfileDialog(
    subject: Subject,
    on_close: Callback<()>,
    on_saved: Callback<()>,
) -> impl IntoView {
    let w = &words().account;
    let registries = registries();
    let user = subject.user.get_untracked();
    let text = |of: fn(&harbor_api::types::User) -> &String| {
        RwSignal::new(
            user.as_ref()
                .map(|user| of(user).clone())
                .unwrap_or_default(),
        )
    };
    let full = text(|user| &user.realname);
    let email = text(|user| &user.email);
    let comment = text(|user| &user.comment);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let email_problem = Signal::derive(move || {
        email.with(|email| (!is_email(email.trim())).then(|| w.email_wrong.to_owned()))
    });
    let id = user.as_ref().map(|user| user.user_id);
    let submit = move || {
        let Some(user_id) = id else { return };
        if busy.get_untracked() || email_problem.get_untracked().is_some() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let operation = UpdateUserProfile {
            user_id,
            body: UserProfile {
                email: email.get_untracked().trim().to_owned(),
                realname: full.get_untracked().trim().to_owned(),
                comment: comment.get_untracked().trim().to_owned(),
            },
        };
        let connection = subject.id.get_value();
        spawn_local(async move {
            let outcome = send(registries, connection, &operation).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    registries.toasts.done(w.profile_saved, None);
                    on_saved.run(());
                    on_close.run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <Dialog title=w.profile on_close=on_close>
            <form
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="dlg-b col g12">
                    <Field id="full-name" label=w.full_name value=full autofocus=true />
                    <Field id="email" label=w.email value=email problem=email_problem />
                    <Field id="comment" label=w.comment value=comment />
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                <FormButtons
                    send=w.save
                    on_cancel=on_close
                    is_wrong=Signal::derive(move || email_problem.get().is_some())
                    busy=busy
                />
            </form>
        </Dialog>
    }
}

/// One @ with a host behind it; Harbor looks no closer, and an empty one is refused.
fn is_email(text: &str) -> bool {
    let well_formed =
        |host: &str| host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    match text.split_once('@') {
        Some((name, host)) => {
            !name.is_empty()
                && well_formed(host)
                && !text.contains(char::is_whitespace)
                && !host.contains('@')
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_email;

    #[test]
    fn an_address_has_a_name_and_a_host() {
        for good in ["maya@example.net", "a.b+c@mail.example.org"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "maya",
            "@example.net",
            "a@b",
            "a b@c.de",
            "a@b@c.de",
            "a@.de",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
