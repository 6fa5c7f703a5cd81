//! Adding a member: who, and as what.

use std::time::Duration;

use harbor_api::{
    Page, ProjectName, ProjectReference,
    operations::{CreateMember, SearchUsers},
    types::{NewMember, Role},
};
use leptos::prelude::*;
use listing::{Condition, Operator};
use pilothouse_protocol::{ConnectionId, Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::{
        members::{member::MemberRow, role::role_words},
        projects::role_name,
    },
    format::initials,
    ipc::{Ticket, harbor, write::send},
    list::List,
    registries::registries,
    ui::{Dialog, Field, FormFailure},
    words::words,
};

/// 'Add member'.
#[component]
pub fn AddMember(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    members: List,
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
    // Users, each with the role that they have here already.
    let found = RwSignal::new(Vec::<(String, Option<String>)>::new());
    let title = w.add_to(project.as_str());
    let project = StoredValue::new(project);
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
                        let users = users.map(|user| user.username).collect();
                        found.try_set(with_roles(members, users).await);
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
        let only = matches!(&*names, [(one, _)] if *one == typed.trim());
        (!names.is_empty() && !only).then(|| {
            let lines = names.into_iter().map(|(user, is)| {
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
                        {is.as_ref().map(|is| view! { <span class="h">{w.already(is)}</span> })}
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

/// Users with the role that each has here, if any.
async fn with_roles(members: List, users: Vec<String>) -> Vec<(String, Option<String>)> {
    let w = &words().members;
    let names = users.iter().map(|user| Condition {
        field: "name".to_owned(),
        operator: Operator::Is,
        value: user.clone(),
    });
    let names: Vec<Condition> = names.collect();
    let count = names.len();
    // Who is a member already is refused by the registry too.
    let rows = match names.is_empty() {
        true => Vec::new(),
        false => members
            .rows_where(names, 2 * count)
            .await
            .unwrap_or_default(),
    };
    let known: Vec<MemberRow> = rows
        .iter()
        .filter_map(|row| MemberRow::from_cells(&row.cells))
        .filter(|member| !member.is_group)
        .collect();
    users
        .into_iter()
        .map(|user| {
            let member = known.iter().find(|member| member.name == user);
            let role = member.map(|member| member.role.map_or(w.some_role, role_name).to_owned());
            (user, role)
        })
        .collect()
}
