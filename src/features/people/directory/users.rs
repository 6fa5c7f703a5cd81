//! People of the directory become users before they sign in, so that they can be given roles.

use std::collections::BTreeSet;

use harbor_api::{
    operations::{ImportLdapUsers, SearchLdapUsers},
    types::LdapImport,
};
use leptos::prelude::*;
use pilothouse_protocol::FailureCode;

use crate::{
    failure::failure_reason,
    features::people::users::UserList,
    ipc::{load::load_list, write::send},
    registries::registries,
    ui::{Dialog, Failed, Field, Icon},
    words::words,
};

/// The dialog: a search, those who were found, and which of them are imported.
#[component]
pub fn ImportUsers(users: UserList, on_close: Callback<()>) -> impl IntoView {
    let w = &words().directory;
    let registries = registries();
    let typed = RwSignal::new(String::new());
    // What was asked for; nothing is until somebody does.
    let asked = RwSignal::new(None::<String>);
    let chosen = RwSignal::new(BTreeSet::<String>::new());
    let found = load_list(users.connection, move || {
        Some(SearchLdapUsers {
            username: Some(asked.get()?),
        })
    });
    let search = move || {
        let text = typed.get_untracked().trim().to_owned();
        chosen.set(BTreeSet::new());
        match asked.with_untracked(|asked| asked.as_deref() == Some(text.as_str())) {
            true => found.reload(),
            false => asked.set(Some(text)),
        }
    };
    let import = move |_| {
        let all: Vec<String> = chosen.get_untracked().into_iter().collect();
        let at = users.connection.get_untracked();
        // One by one: the server names in an odd form who of several was not taken.
        users.steps.run(
            all,
            move |uid| {
                let at = at.clone();
                async move {
                    let body = LdapImport {
                        ldap_uid_list: vec![uid],
                    };
                    send(registries, at, &ImportLdapUsers { body }).await
                }
            },
            move |outcome| {
                let said = w.imported(outcome.done);
                match outcome.failed.first() {
                    None => registries.toasts.done(said, None),
                    Some((uid, failure)) => {
                        let reason = match failure.code {
                            FailureCode::NotFound => w.not_taken.to_owned(),
                            _ => failure_reason(failure),
                        };
                        let reason = format!("{uid}: {reason}");
                        registries.toasts.failed(said, reason, failure, None);
                    }
                }
                users.list.reload();
            },
        );
        on_close.run(());
    };
    let results = move || {
        asked.with(Option::is_some).then_some(())?;
        if let Some(failure) = found.failure.get() {
            return Some(
                view! {
                    <Failed
                        what=w.the_directory
                        failure=failure
                        on_retry=Callback::new(move |()| found.reload())
                    />
                }
                .into_any(),
            );
        }
        let rows = found.data.get()?;
        if rows.good.is_empty() {
            return Some(view! { <p class="soft">{w.nobody}</p> }.into_any());
        }
        let lines = rows.good.iter().enumerate().map(|(at, user)| {
            let id = format!("directory-user-{at}");
            let label_for = id.clone();
            let (checked, changed) = (user.username.clone(), user.username.clone());
            let parts = [user.realname.as_str(), user.email.as_str()];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            view! {
                <li>
                    <label class="check" for=label_for>
                        <input
                            id=id
                            type="checkbox"
                            prop:checked=move || chosen.with(|all| all.contains(&checked))
                            on:change=move |event| {
                                let is_on = event_target_checked(&event);
                                chosen
                                    .update(|all| {
                                        if is_on {
                                            all.insert(changed.clone());
                                        } else {
                                            all.remove(&changed);
                                        }
                                    });
                            }
                        />
                        <span>
                            <span class="semi">{user.username.clone()}</span>
                            " "
                            <span class="soft">{parts.join(", ")}</span>
                        </span>
                    </label>
                </li>
            }
        });
        Some(view! { <ul class="plain" id="found-users">{lines.collect_view()}</ul> }.into_any())
    };
    let number = move || chosen.with(BTreeSet::len);
    view! {
        <Dialog title=w.import_title on_close=on_close>
            <form
                class="col"
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    search();
                }
            >
                <div class="dlg-b col g12 scroll">
                    <p class="soft">{w.import_why}</p>
                    <div class="cmp-with row g8">
                        <Field
                            id="find-in-directory"
                            label=w.user_name
                            value=typed
                            hint=w.user_name_hint
                            autofocus=true
                        />
                        <button type="submit" class="btn" id="search-directory">
                            {move || {
                                found.loading.get().then(|| view! { <span class="spin"></span> })
                            }}
                            <Icon name="search" />
                            {w.search}
                        </button>
                    </div>
                    {results}
                </div>
                <div class="dlg-f">
                    <span class="sp"></span>
                    <button type="button" class="btn" on:click=move |_| on_close.run(())>
                        {words().parts.cancel}
                    </button>
                    <button
                        type="button"
                        class="btn primary"
                        id="import-users"
                        disabled=move || {
                            number() == 0 || users.off.get().is_some()
                                || users.steps.now.with(Option::is_some)
                        }
                        title=move || users.off.get()
                        on:click=import
                    >
                        {move || w.import(number())}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
