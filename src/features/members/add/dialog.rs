//! Adding members: who, and as what.

use std::sync::Arc;

use harbor_api::{ProjectName, types::Role};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::{
        members::{
            add::{
                people::{Chosen, People, PeopleField},
                run::{Added, Newcomer, add_members},
            },
            guide::RoleSummary,
            role_choice::RoleChoice,
        },
        projects::role_name,
    },
    list::List,
    registries::{Registries, registries},
    ui::{Dialog, FormFailure},
    words::words,
};

/// 'Add members to skaha'
#[component]
pub fn AddMembers(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    members: List,
    off: Signal<Option<&'static str>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let (w, m) = (&words().add_members, &words().members);
    let registries = registries();
    let people = People::new();
    let role = RwSignal::new(Role::Developer);
    let failure = RwSignal::new(None::<Failure>);
    // How many are done of how many, while they are added.
    let progress = RwSignal::new(None::<(usize, usize)>);
    let stopped = RwSignal::new(false);
    let is_busy = move || progress.with(Option::is_some);
    let title = m.add_to(project.as_str());
    let project = StoredValue::new(project);
    let submit = move || {
        let newcomers = untrack(|| people.all());
        if newcomers.is_empty() {
            people.problem.set(Some(m.user_name_missing.to_owned()));
            return;
        }
        if untrack(is_busy) || off.get_untracked().is_some() {
            return;
        }
        let total = newcomers.len();
        progress.set(Some((0, total)));
        stopped.set(false);
        failure.set(None);
        let role = role.get_untracked();
        let newcomers = newcomers.into_iter().map(|one| (one, role)).collect();
        let connection = connection.get_untracked();
        let done = Arc::new(move |done| {
            progress.try_set(Some((done, total)));
        });
        spawn_local(async move {
            let project = project.get_value();
            let outcome =
                add_members(registries, connection, project, newcomers, stopped, done).await;
            progress.try_set(None);
            let is_all = outcome.added.len() == total;
            tell(registries, &outcome.added, role);
            if !outcome.added.is_empty() {
                members.reload();
            }
            if is_all {
                on_close.try_run(());
            } else {
                keep_the_others(people, &outcome);
                failure.try_set(outcome.failure);
            }
        });
    };
    let count = Memo::new(move |_| people.all().len());
    let send = move || match count.get() {
        0 | 1 => m.add.to_owned(),
        several => w.add_several(several),
    };
    let beside = move || match progress.get() {
        Some((done, total)) => view! {
            <span class="spin"></span>
            <span class="muted t12 num" role="status">
                {w.progress(done, total)}
            </span>
            <button
                type="button"
                class="btn sm"
                disabled=move || stopped.get()
                on:click=move |_| stopped.set(true)
            >
                {w.stop}
            </button>
        }
        .into_any(),
        None => view! { <span class="muted t12">{m.access_at_once}</span> }.into_any(),
    };
    view! {
        <Dialog title=title wide=true stays=Signal::derive(is_busy) on_close=on_close>
            <form
                class="add-members"
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="add-members-body">
                    <div class="dlg-b col g12">
                        <PeopleField connection=connection members=members people=people />
                        <RoleChoice role=role />
                        {move || {
                            failure.get().map(|failure| view! { <FormFailure failure=failure /> })
                        }}
                    </div>
                    <RoleSummary role=role.into() />
                </div>
                <div class="dlg-f">
                    {beside} <span class="sp"></span>
                    <button
                        type="button"
                        class="btn"
                        disabled=is_busy
                        on:click=move |_| on_close.run(())
                    >
                        {words().parts.cancel}
                    </button>
                    <button
                        type="submit"
                        class="btn primary"
                        disabled=move || is_busy() || off.get().is_some()
                        title=move || off.get()
                    >
                        {send}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

fn tell(registries: Registries, added: &[Newcomer], role: Role) {
    let toasts = registries.toasts;
    let role = role_name(role);
    match added {
        [] => {}
        [one] => toasts.done(words().members.added(one.name(), role), None),
        several => toasts.done(words().add_members.added(several.len(), role), None),
    }
}

/// Those who were not added stay where they were chosen, each with the reason.
fn keep_the_others(people: People, outcome: &Added) {
    let is_added = |newcomer: &Newcomer| outcome.added.contains(newcomer);
    let problem = |newcomer: &Newcomer| {
        let refused = outcome.refused.iter().find(|(one, _)| one == newcomer);
        refused.map(|(_, problem)| problem.clone())
    };
    let typed = Newcomer::User(people.typed.get_untracked().trim().to_owned());
    if is_added(&typed) {
        people.typed.try_set(String::new());
    } else {
        people.problem.try_set(problem(&typed));
    }
    let _ = people.chosen.try_update(|chosen: &mut Vec<Chosen>| {
        chosen.retain(|one| !is_added(&one.newcomer));
        for one in chosen {
            one.problem = problem(&one.newcomer);
        }
    });
}
