//! Adding a member: who, and as what.

use std::time::Duration;

use harbor_api::{
    Page, ProjectName, ProjectReference,
    operations::{CreateMember, SearchUsers},
    types::{Member, NewMember, Role},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::{members::role::role_words, projects::role_name},
    format::initials,
    ipc::{
        Ticket, harbor,
        load::{Loaded, Rows},
        write::send,
    },
    registries::registries,
    ui::{Dialog, Field, FormFailure},
    words::words,
};

/// 'Add member'.
#[component]
pub fn AddMember(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    members: Loaded<Rows<Member>>,
    off: Signal<Option<&'static str>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().members;
    let registries = registries();
    let name = RwSignal::new(String::new());
    let role = RwSignal::new(Role::Developer);
    let problem = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let found = RwSignal::new(Vec::<String>::new());
    let title = w.add_to(project.as_str());
    let project = StoredValue::new(project);
    let role_of = move |name: &str| {
        members.data.with(|rows| {
            let rows = rows.as_ref()?;
            let known = rows.good.iter().find(|member| member.entity_name == name)?;
            Some(known.role().map_or(w.some_role, role_name))
        })
    };
    Effect::new(move |_| {
        let wanted = name.get().trim().to_owned();
        problem.set(None);
        if wanted.is_empty() {
            found.set(Vec::new());
            return;
        }
        set_timeout(
            move || {
                // Only what is still wanted is searched for.
                if name
                    .try_get_untracked()
                    .is_none_or(|now| now.trim() != wanted)
                {
                    return;
                }
                spawn_local(async move {
                    let search = SearchUsers {
                        username: wanted.clone(),
                        page: Page::FIRST,
                    };
                    let users = harbor(connection.get_untracked(), &search, Ticket::new()).await;
                    let is_wanted = name.try_get_untracked().is_some_and(|n| n.trim() == wanted);
                    if let (Ok(users), true) = (users, is_wanted) {
                        let users = users.value.items.into_iter().flatten();
                        found.try_set(users.map(|user| user.username).collect());
                    }
                });
            },
            Duration::from_millis(200),
        );
    });
    let submit = move || {
        let wanted = name.get_untracked().trim().to_owned();
        if wanted.is_empty() {
            problem.set(Some(w.user_name_missing.to_owned()));
            return;
        }
        if busy.get_untracked() || off.get_untracked().is_some() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let role = role.get_untracked();
        let operation = CreateMember {
            project_name_or_id: ProjectReference::Name(project.get_value()),
            body: NewMember::user(wanted.clone(), role),
        };
        let connection = connection.get_untracked();
        spawn_local(async move {
            let outcome = send(registries, connection, &operation).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    let text = w.added(&wanted, role_name(role));
                    registries.toasts.done(text, None);
                    members.reload();
                    on_close.try_run(());
                }
                Err(error) => match error.code {
                    FailureCode::Conflict => {
                        problem.try_set(Some(w.already_member(&wanted)));
                    }
                    FailureCode::NotFound => {
                        problem.try_set(Some(w.no_such_user(&wanted)));
                    }
                    _ => {
                        failure.try_set(Some(error));
                    }
                },
            }
        });
    };
    let suggestions = move || {
        let typed = name.get();
        let names = found.get();
        let only = names.len() == 1 && names.first().is_some_and(|one| *one == typed.trim());
        (!names.is_empty() && !only).then(|| {
            let lines = names.into_iter().map(|user| {
                let is = role_of(&user);
                let mark = initials(&user);
                let chosen = user.clone();
                view! {
                    <button
                        type="button"
                        class="mi"
                        disabled=is.is_some()
                        on:click=move |_| name.set(chosen.clone())
                    >
                        <span class="av">{mark}</span>
                        <span class="l">{user}</span>
                        {is.map(|is| view! { <span class="h">{w.already(is)}</span> })}
                    </button>
                }
            });
            view! { <div class="found" aria-label=w.users_found>{lines.collect_view()}</div> }
        })
    };
    let roles = Role::ALL.into_iter().rev().map(move |this| {
        view! {
            <label>
                <input
                    type="radio"
                    class="rb"
                    name="role"
                    prop:checked=move || role.get() == this
                    on:change=move |_| role.set(this)
                />
                <span class="strong">{role_name(this)}</span>
                <span class="d">{role_words(this)}</span>
            </label>
        }
    });
    view! {
        <Dialog title=title on_close=on_close>
            <form on:submit=move |event| {
                event.prevent_default();
                submit();
            }>
                <div class="dlg-b col g12">
                    <div>
                        <Field
                            id="member"
                            label=w.user_name
                            value=name
                            problem=problem
                            placeholder=w.type_to_search
                            autofocus=true
                        />
                        {suggestions}
                    </div>
                    <div class="field">
                        <span class="lbl" id="role-label">
                            {w.role}
                        </span>
                        <div class="rl" role="radiogroup" aria-labelledby="role-label">
                            {roles.collect_view()}
                        </div>
                    </div>
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                <div class="dlg-f">
                    <span class="muted t12">{w.access_at_once}</span>
                    <span class="sp"></span>
                    <button type="button" class="btn" on:click=move |_| on_close.run(())>
                        {w.cancel}
                    </button>
                    <button
                        type="submit"
                        class="btn primary"
                        disabled=move || busy.get() || off.get().is_some()
                        title=move || off.get()
                    >
                        {move || busy.get().then(|| view! { <span class="spin"></span> })}
                        {w.add}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
