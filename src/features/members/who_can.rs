//! Who can push here, or pull, delete and manage: by role, by group, and as a robot account.

use chrono::{DateTime, Utc};
use harbor_api::{
    Filter, ProjectId, ProjectName, ProjectReference, Term,
    operations::{GetProject, ListRobots},
    robots::{Ability, abilities},
    types::{Robot, RobotLevel, RobotPermission},
};
use leptos::prelude::*;
use pilothouse_protocol::{Account, ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::{
        members::{add::avatar, guide::Deed, member::MemberRow},
        projects::role_name,
    },
    ipc::{Ticket, harbor_all, load::load_one},
    list::List,
    permissions::rights,
    registries::registries,
    ui::{CopyIcon, Dialog, Failed, Icon},
    words::words,
};

/// More members than a project has.
const ALL: usize = 10_000;

/// What is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Pull,
    Push,
    Delete,
    Manage,
}

impl Asked {
    const ALL: [Self; 4] = [Self::Pull, Self::Push, Self::Delete, Self::Manage];

    fn words(self) -> &'static str {
        let w = &words().role_guide;
        match self {
            Self::Pull => w.to_pull,
            Self::Push => w.to_push,
            Self::Delete => w.to_delete,
            Self::Manage => w.to_manage,
        }
    }

    /// What a role must have for it.
    fn deed(self) -> Deed {
        match self {
            Self::Pull => Deed::Pull,
            Self::Push => Deed::Push,
            Self::Delete => Deed::Delete,
            Self::Manage => Deed::Members,
        }
    }

    /// What a robot account must have for it.
    fn ability(self) -> Ability {
        match self {
            Self::Pull => Ability::Pull,
            Self::Push => Ability::Push,
            Self::Delete => Ability::Delete,
            Self::Manage => Ability::ManageMembers,
        }
    }
}

/// What a robot account can do in a project; what any of its permissions denies it can't.
fn robot_can(robot: &Robot, project: &str, ability: Ability) -> bool {
    let here = |permission: &&RobotPermission| {
        permission.namespace == project || permission.namespace == "*"
    };
    let here: Vec<&RobotPermission> = robot.permissions.iter().filter(here).collect();
    let denied = here
        .iter()
        .flat_map(|permission| &permission.access)
        .filter(|access| access.is_denied());
    let denied: Vec<(&str, &str)> = denied
        .map(|access| (access.resource.as_str(), access.action.as_str()))
        .collect();
    let left = here.iter().map(|permission| {
        let mut left = (*permission).clone();
        left.access
            .retain(|access| !denied.contains(&(access.resource.as_str(), access.action.as_str())));
        left
    });
    let left: Vec<RobotPermission> = left.collect();
    abilities(&left).contains(&ability)
}

/// Robot accounts that reach a project: its own, and the system's for those who may see them.
async fn robots_of(
    connection: ConnectionId,
    project: ProjectId,
    is_administrator: bool,
) -> Result<Vec<Robot>, Failure> {
    let level = Filter::all().and("Level", Term::Exactly("project".to_owned()));
    let own = level.and_then(|level| level.and("ProjectID", Term::Exactly(project.to_string())));
    let mut filters = vec![own.unwrap_or_default()];
    if is_administrator {
        filters.push(Filter::all());
    }
    let mut all = Vec::new();
    for q in filters {
        let operation = ListRobots {
            q,
            sort: Default::default(),
            page: Default::default(),
        };
        let robots = harbor_all(connection.clone(), &operation, Ticket::new(), false).await?;
        all.extend(robots.value.good());
    }
    Ok(all)
}

/// 'Who can do what here'
#[component]
pub fn WhoCan(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    members: List,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().role_guide;
    let registries = registries();
    let asked = RwSignal::new(Asked::Push);
    let name = project.to_string();
    let title_of = name.clone();
    let is_administrator = move || {
        registries.find(&connection.get()).is_some_and(|known| {
            matches!(
                known.account,
                Account::User {
                    administrator: true,
                    ..
                }
            )
        })
    };
    let loaded = load_one(connection, {
        let project = project.clone();
        move || {
            Some(GetProject {
                project_name_or_id: ProjectReference::Name(project.clone()),
            })
        }
    });
    let is_public = move || {
        let project = loaded.data.get();
        project.is_some_and(|project| project.is_public())
    };
    let rights = rights(connection, project);
    let people = RwSignal::new(None::<Result<Vec<MemberRow>, Failure>>);
    let robots = RwSignal::new(None::<Result<Vec<Robot>, Failure>>);
    let read_people = move || {
        spawn_local(async move {
            let rows = members.rows_where(Vec::new(), ALL).await;
            let rows = rows.map(|rows| {
                let rows = rows.iter();
                rows.filter_map(|row| MemberRow::from_cells(&row.cells))
                    .collect()
            });
            people.try_set(Some(rows));
        });
    };
    read_people();
    let read_robots = move || {
        let Some(rights) = rights.get() else { return };
        if !rights.may("robot", "list") {
            return;
        }
        let project = rights.project;
        let connection = connection.get_untracked();
        let is_administrator = untrack(is_administrator);
        spawn_local(async move {
            let all = robots_of(connection, project, is_administrator).await;
            robots.try_set(Some(all));
        });
    };
    Effect::new(move |_| read_robots());
    let member_part = move |is_group: bool| {
        let title = if is_group { w.groups } else { w.people };
        match people.get()? {
            Err(failure) => (!is_group).then(|| {
                view! {
                    <Failed
                        what=w.members_failed
                        failure=failure
                        on_retry=Callback::new(move |()| read_people())
                    />
                }
                .into_any()
            }),
            Ok(all) => {
                let deed = asked.get().deed();
                let mut all: Vec<MemberRow> = all
                    .into_iter()
                    .filter(|one| one.is_group == is_group)
                    .filter(|one| one.role.is_some_and(|role| deed.is_of(role)))
                    .collect();
                all.sort_by_key(|one| std::cmp::Reverse(one.role));
                let names: Vec<String> = all.iter().map(|one| one.name.clone()).collect();
                let rows = all.into_iter().map(|one| {
                    let mark = avatar(&one.name, is_group);
                    view! {
                        <li>
                            {mark} <span class="grow wraps">{one.name}</span>
                            <span class="muted t12">{one.role.map(role_name)}</span>
                        </li>
                    }
                });
                let rows = rows.collect_view().into_any();
                Some(part(title, &names, rows))
            }
        }
    };
    let robot_part = move || match robots.get()? {
        Err(failure) => Some(
            view! {
                <Failed
                    what=w.robots_failed
                    failure=failure
                    on_retry=Callback::new(move |()| untrack(read_robots))
                />
            }
            .into_any(),
        ),
        Ok(all) => {
            let now = registries.now.get_untracked();
            let ability = asked.get().ability();
            let able: Vec<Robot> = all
                .into_iter()
                .filter(|robot| robot_can(robot, &name, ability))
                .collect();
            let names: Vec<String> = able.iter().map(|robot| robot.name.clone()).collect();
            let rows = able.iter().map(|robot| robot_line(robot, now));
            let rows = rows.collect_view().into_any();
            Some(part(w.robots, &names, rows))
        }
    };
    let is_cache = move || rights.get().is_some_and(|rights| rights.is_proxy_cache);
    let nobody = move || asked.get() == Asked::Push && is_cache();
    let choices = Asked::ALL.map(|this| {
        view! {
            <button
                type="button"
                class:is-active=move || asked.get() == this
                aria-pressed=move || (asked.get() == this).to_string()
                on:click=move |_| asked.set(this)
            >
                {this.words()}
            </button>
        }
    });
    let body = move || {
        if nobody() {
            return view! {
                <div class="note">
                    <Icon name="info" />
                    <span>{w.no_push_into_cache}</span>
                </div>
            }
            .into_any();
        }
        let anybody = (asked.get() == Asked::Pull && is_public()).then(|| {
            view! {
                <div class="note">
                    <Icon name="globe" />
                    <span>{w.anybody_pulls}</span>
                </div>
            }
        });
        view! {
            {anybody}
            {member_part(false)}
            {member_part(true)}
            {robot_part.clone()}
            <p class="hint">
                {w.and_administrators} " "
                {(!is_administrator()).then_some(w.system_robots_unknown)}
            </p>
        }
        .into_any()
    };
    view! {
        <Dialog title=w.who_title beside=title_of.clone() wide=true on_close=on_close>
            <div class="dlg-b col g12 scroll" id="who-can" tabindex="0">
                <span class="seg" role="group" aria-label=w.who_title>
                    {choices}
                </span>
                {body}
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.close}
                </button>
            </div>
        </Dialog>
    }
}

/// A part of the answer: its title with how many there are, their names to copy, and the rows.
fn part(title: &'static str, names: &[String], rows: AnyView) -> AnyView {
    let w = &words().role_guide;
    let count = names.len();
    let copied = names.join("\n");
    view! {
        <section class="col g4">
            <div class="row g6">
                <h3>{title}</h3>
                <span class="muted t12 num">{count}</span>
                <span class="sp"></span>
                {(count > 0)
                    .then(|| {
                        view! { <CopyIcon text=Signal::stored(copied) label=w.copy_names /> }
                    })}
            </div>
            {if count == 0 {
                view! { <p class="muted t12">{w.nobody}</p> }.into_any()
            } else {
                view! { <ul class="outcome-rows">{rows}</ul> }.into_any()
            }}
        </section>
    }
    .into_any()
}

/// A robot account, with what keeps it from being used now.
fn robot_line(robot: &Robot, now: DateTime<Utc>) -> impl IntoView + use<> {
    let w = &words().role_guide;
    let state = if robot.disable {
        Some(w.off)
    } else {
        robot.is_expired(now).then_some(w.expired)
    };
    let system = (robot.level == RobotLevel::System).then_some(w.of_system);
    view! {
        <li>
            <Icon name="robot" class="i-14 muted" />
            <span class="mono grow wraps">{robot.name.clone()}</span>
            {state.map(|state| view! { <span class="bdg">{state}</span> })}
            {system.map(|system| view! { <span class="muted t12">{system}</span> })}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn robot(permissions: serde_json::Value) -> Robot {
        serde_json::from_value(serde_json::json!({
            "id": 1, "name": "robot$a", "level": "system", "permissions": permissions,
        }))
        .expect("a robot")
    }

    #[test]
    fn a_robot_can_what_it_is_given_here_and_nothing_that_is_denied() {
        let push = |namespace: &str, effect: &str| {
            serde_json::json!({ "kind": "project", "namespace": namespace, "access": [
                { "resource": "repository", "action": "push", "effect": effect },
            ] })
        };
        for (permissions, can) in [
            (vec![push("skaha", "")], true),
            (vec![push("*", "")], true),
            (vec![push("cadc", "")], false),
            (vec![push("*", ""), push("skaha", "deny")], false),
            (vec![push("skaha", ""), push("cadc", "deny")], true),
            (vec![], false),
        ] {
            let robot = robot(serde_json::json!(permissions));
            assert_eq!(
                robot_can(&robot, "skaha", Ability::Push),
                can,
                "{permissions:?}"
            );
        }
    }
}
