//! Members of another project, taken over with their roles.

use std::{collections::HashSet, sync::Arc};

use harbor_api::{
    ProjectName, ProjectReference, UserGroupId,
    operations::{ListMembers, ListProjects},
    types::{EntityType, Member, Project, Role},
};
use leptos::prelude::*;
use pilothouse_protocol::{Account, ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_message,
    features::{
        members::{
            add::{
                candidates::role_of,
                people::avatar,
                run::{Newcomer, add_members},
            },
            member::MemberRow,
        },
        projects::role_name,
    },
    ipc::{Ticket, harbor_all},
    list::List,
    registries::{Registries, registries},
    ui::{Dialog, FormFailure, Select},
    words::words,
};

/// More members than a project has.
const ALL: usize = 10_000;

/// A member there, and what is known of them here.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    newcomer: Newcomer,
    /// None for a role that is not known here: it can't be sent.
    role: Option<Role>,
    /// The role here already.
    here: Option<String>,
}

impl Found {
    fn from_member(member: &Member, here: &[MemberRow]) -> Self {
        let name = member.entity_name.clone();
        let newcomer = if member.entity_type == EntityType::Group {
            Newcomer::Group {
                id: UserGroupId(member.entity_id),
                name,
            }
        } else {
            Newcomer::User(name)
        };
        Self {
            role: member.role(),
            here: role_of(here, &newcomer),
            newcomer,
        }
    }

    fn can_be_added(&self) -> bool {
        self.here.is_none() && self.role.is_some()
    }
}

/// The projects whose members an account may see, but for this one.
async fn projects(
    registries: Registries,
    connection: ConnectionId,
    but: ProjectName,
) -> Result<Vec<String>, Failure> {
    let is_administrator = registries.find_untracked(&connection).is_some_and(|known| {
        matches!(
            known.account,
            Account::User {
                administrator: true,
                ..
            }
        )
    });
    let operation = ListProjects::without_details();
    let all = harbor_all(connection, &operation, Ticket::new(), false).await?;
    let may_see = |project: &&Project| {
        let role = project.role();
        is_administrator || role.is_some_and(|role| role.may("member", "list"))
    };
    let names = all.value.iter_good().filter(may_see);
    let names = names.map(|project| project.name.clone());
    Ok(names.filter(|name| name != but.as_str()).collect())
}

async fn members_of(
    connection: ConnectionId,
    project: String,
    members: List,
) -> Result<Vec<Found>, Failure> {
    let Ok(project) = ProjectName::new(project) else {
        return Ok(Vec::new());
    };
    let operation = ListMembers {
        project_name_or_id: ProjectReference::Name(project),
        page: Default::default(),
        entityname: None,
    };
    let there = harbor_all(connection, &operation, Ticket::new(), false).await?;
    // Who is a member already is refused by the registry too.
    let here = members
        .rows_where(Vec::new(), ALL)
        .await
        .unwrap_or_default();
    let here: Vec<MemberRow> = here
        .iter()
        .filter_map(|row| MemberRow::from_cells(&row.cells))
        .collect();
    let there = there.value.iter_good();
    Ok(there
        .map(|member| Found::from_member(member, &here))
        .collect())
}

/// 'Copy members to skaha'
#[component]
pub fn CopyMembers(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    members: List,
    off: Signal<Option<&'static str>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let (w, m) = (&words().add_members, &words().members);
    let registries = registries();
    let title = w.copy_to(project.as_str());
    let names = RwSignal::new(None::<Vec<String>>);
    let from = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Vec<Found>>);
    let left_out = RwSignal::new(HashSet::<usize>::new());
    let failure = RwSignal::new(None::<Failure>);
    let refused = RwSignal::new(Vec::<(Newcomer, String)>::new());
    let progress = RwSignal::new(None::<(usize, usize)>);
    let stopped = RwSignal::new(false);
    let is_busy = move || progress.with(Option::is_some);
    let to = StoredValue::new(project);
    spawn_local(async move {
        match projects(registries, connection.get_untracked(), to.get_value()).await {
            Ok(all) => {
                names.try_set(Some(all));
            }
            Err(problem) => {
                failure.try_set(Some(problem));
            }
        }
    });
    Effect::new(move |_| {
        let name = from.get();
        found.set(None);
        left_out.set(HashSet::new());
        refused.set(Vec::new());
        failure.set(None);
        if name.is_empty() {
            return;
        }
        spawn_local(async move {
            let all = members_of(connection.get_untracked(), name.clone(), members).await;
            if from.try_get_untracked().as_ref() != Some(&name) {
                return;
            }
            match all {
                Ok(all) => {
                    found.try_set(Some(all));
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    });
    let chosen = move || {
        let left_out = left_out.get();
        let all = found.get().unwrap_or_default();
        all.into_iter()
            .enumerate()
            .filter(|(at, one)| one.can_be_added() && !left_out.contains(at))
            .filter_map(|(_, one)| Some((one.newcomer, one.role?)))
            .collect::<Vec<_>>()
    };
    let count = Memo::new(move |_| chosen().len());
    let submit = move || {
        let newcomers = untrack(chosen);
        if newcomers.is_empty() || untrack(is_busy) || off.get_untracked().is_some() {
            return;
        }
        let total = newcomers.len();
        progress.set(Some((0, total)));
        stopped.set(false);
        failure.set(None);
        refused.set(Vec::new());
        let connection = connection.get_untracked();
        let done = Arc::new(move |done| {
            progress.try_set(Some((done, total)));
        });
        spawn_local(async move {
            let project = to.get_value();
            let outcome = add_members(
                registries,
                connection.clone(),
                project,
                newcomers,
                stopped,
                done,
            )
            .await;
            progress.try_set(None);
            if !outcome.added.is_empty() {
                let text = w.copied(outcome.added.len());
                registries.toasts.done(text, None);
                members.reload();
            }
            if outcome.added.len() == total {
                on_close.try_run(());
                return;
            }
            // Those who are members now can't be chosen again.
            let _ = found.try_update(|found| {
                for one in found.iter_mut().flatten() {
                    if outcome.added.contains(&one.newcomer) {
                        one.here = one.role.map(|role| role_name(role).to_owned());
                    }
                }
            });
            failure.try_set(outcome.failure);
            refused.try_set(outcome.refused);
        });
    };
    let choices = Signal::derive(move || {
        let names = names.get().unwrap_or_default();
        let none = (String::new(), w.choose_project.to_owned());
        let names = names.into_iter().map(|name| (name.clone(), name));
        std::iter::once(none).chain(names).collect::<Vec<_>>()
    });
    let rows = move || {
        let all = found.get()?;
        if all.is_empty() {
            return Some(view! { <p class="muted">{w.no_members_there}</p> }.into_any());
        }
        let refused = refused.get();
        let rows = all.into_iter().enumerate().map(|(at, one)| {
            let problem = refused.iter().find(|(who, _)| *who == one.newcomer);
            let problem = problem.map(|(_, problem)| problem.clone());
            view! { <Row at=at one=one problem=problem left_out=left_out /> }
        });
        let rows = rows.collect_view();
        Some(
            view! {
                <div class="outcome-rows member-rows" role="group" aria-label=w.members_there>
                    {rows}
                </div>
            }
            .into_any(),
        )
    };
    let beside = move || {
        progress.get().map(|(done, total)| {
            view! {
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
        })
    };
    let nobody = move || {
        let is_none = names.with(|names| names.as_ref().is_some_and(Vec::is_empty));
        is_none.then(|| view! { <p class="muted">{w.no_other_project}</p> })
    };
    view! {
        <Dialog title=title wide=true stays=Signal::derive(is_busy) on_close=on_close>
            <div class="dlg-b col g12">
                <Select
                    id="copy-from"
                    label=w.from_project
                    value=from
                    choices=choices
                    off=Signal::derive(is_busy)
                />
                {nobody} {rows}
                {move || {
                    let stays = failure.get()?;
                    let said = failure_message(&stays);
                    Some(view! { <div title=said><FormFailure failure=stays /></div> })
                }}
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
                    type="button"
                    class="btn primary"
                    id="copy-members"
                    disabled=move || is_busy() || count.get() == 0 || off.get().is_some()
                    title=move || off.get()
                    on:click=move |_| submit()
                >
                    {move || match count.get() {
                        0 => m.add.to_owned(),
                        several => w.add_several(several),
                    }}
                </button>
            </div>
        </Dialog>
    }
}

#[component]
fn Row(
    at: usize,
    one: Found,
    problem: Option<String>,
    left_out: RwSignal<HashSet<usize>>,
) -> impl IntoView {
    let name = one.newcomer.name().to_owned();
    let can_be_added = one.can_be_added();
    let mark = avatar(&name, one.newcomer.is_group());
    let role = match (&one.here, one.role) {
        (Some(here), _) => words().members.already(here),
        (None, Some(role)) => role_name(role).to_owned(),
        (None, None) => words().members.some_role.to_owned(),
    };
    let toggle = move |_| {
        left_out.update(|left_out| {
            if !left_out.remove(&at) {
                left_out.insert(at);
            }
        });
    };
    view! {
        <label class="row g8">
            <input
                type="checkbox"
                disabled=!can_be_added
                prop:checked=move || can_be_added && !left_out.with(|all| all.contains(&at))
                on:change=toggle
            />
            {mark} <span class="grow wraps" class:muted=!can_be_added>
                {name}
            </span>
            {problem.map(|problem| view! { <span class="c-bad wraps">{problem}</span> })}
            <span class="muted t12">{role}</span>
        </label>
    }
}
