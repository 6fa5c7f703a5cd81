//! An account of the list, with all that is known of it.

use std::sync::Arc;

use harbor_api::{
    ProjectName, RobotId,
    operations::GetRobot,
    robots::{Coverage, Lifetime, TimeLeft, Urgency, abilities, coverage},
    types::{Robot, RobotLevel},
};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_reason,
    features::{
        account::{Client, ClipboardReader, login_command},
        audit_log::LastSeen,
        robots::{
            cells::{date, time_left, urgency_marks},
            change::change_robot,
            list::{Question, RobotList},
            summary::{phrase, sentence},
            wizard::grants::Grant,
            words::capital,
        },
    },
    format::whole,
    ipc::load::load_one,
    list::{EditButton, RowDeed, RowMenu},
    permissions::rights,
    registries::registries,
    ui::{Act, CopyIcon, Failed, Icon, Inspector, pair, section, titled_section},
    words::words,
};

/// The panel beside the list.
#[component]
pub fn RobotInspector(robots: RobotList, id: RobotId, on_close: Callback<()>) -> impl IntoView {
    let w = &words().robots;
    let loaded = load_one(robots.connection, move || {
        robots.changed.track();
        Some(GetRobot { robot_id: id })
    });
    let title = Signal::derive(move || {
        let robot = loaded.data.get();
        robot.map_or(String::new(), |robot| robot.name.clone())
    });
    let body = move || match loaded.data.get() {
        Some(robot) => details(robots, &robot).into_any(),
        None => match loaded.failure.get() {
            Some(failure) => view! {
                <Failed
                    what=w.robot
                    failure=failure
                    on_retry=Callback::new(move |()| loaded.reload())
                />
            }
            .into_any(),
            None => ().into_any(),
        },
    };
    let footer = move || {
        view! {
            {move || loaded.data.get().map(|robot| view! { <Deeds robots=robots robot=robot /> })}
        }
        .into_any()
    };
    view! {
        <Inspector
            title=title
            on_close=on_close
            mark=move || view! { <Icon name="robot" class="muted" /> }.into_any()
            footer=footer
        >
            {body}
        </Inspector>
    }
}

fn details(robots: RobotList, robot: &Robot) -> impl IntoView + use<> {
    let w = &words().robots;
    let now = registries().now.get_untracked();
    let expires = robot.expires();
    let left = TimeLeft::at(expires, now);
    let (icon, class) = urgency_marks(left.urgency());
    let until = match expires {
        Some(at) if left.urgency() != Urgency::None || at > now => {
            format!("{}, {}", date(at), time_left(expires, now))
        }
        _ => time_left(expires, now),
    };
    let expiry = view! {
        <span class=format!("row g6 {class}") title=expires.map(whole)>
            {(left.urgency() != Urgency::None).then(|| view! { <Icon name=icon class="i-14" /> })}
            {until}
        </span>
    };
    let Coverage {
        system,
        all_projects,
        projects,
    } = coverage(robot);
    let mut places: Vec<String> = projects;
    if all_projects {
        places.push(w.all_projects.to_owned());
    }
    if system {
        places.push(w.system.to_owned());
    }
    let created = robot
        .creation_time
        .map(|at| match Lifetime::from_duration(robot.duration) {
            Some(Lifetime::Days(days)) => w.for_days(&date(at), days),
            _ => date(at),
        });
    let grants: Vec<Grant> = robot
        .permissions
        .iter()
        .map(Grant::from_permission)
        .collect();
    let can = robot.permissions.iter().filter_map(|permission| {
        let abilities = abilities([permission]);
        let place = Grant::from_permission(permission).place.name();
        (!abilities.is_empty()).then(|| {
            view! {
                <li class="row g8">
                    <Icon name="check" class="i-14 c-ok" />
                    <span class="wraps">
                        <b class="semi">{capital(&phrase(&abilities))}</b>
                        " "
                        <span class="muted">{place}</span>
                    </span>
                </li>
            }
        })
    });
    let denied: usize = grants.iter().map(|grant| grant.denied.len()).sum();
    let count = robot.permissions.iter().map(|one| one.access.len()).sum();
    let warning = (left.urgency() == Urgency::Soon || left.urgency() == Urgency::Now).then(|| {
        let at = expires.map(whole).unwrap_or_default();
        let said = if matches!(left, TimeLeft::Expired(_)) {
            w.failed_since(&at)
        } else {
            w.fails_from(&at)
        };
        let content = view! {
            <div class="note warn">
                <Icon name="warning" />
                <span>{said}</span>
            </div>
        };
        view! { {titled_section(w.when_expired, (), content)} }
    });
    let host = registries()
        .find_untracked(&robots.connection.get_untracked())
        .map(|known| known.registry().to_owned())
        .unwrap_or_default();
    let agent = window().navigator().user_agent().unwrap_or_default();
    let reader = ClipboardReader::from_user_agent(&agent);
    let command = login_command(Client::Docker, reader, &host, &robot.name).map(|command| {
        let content = view! {
            <div class="code">
                <div class="c wrap">{command.clone()}</div>
                <CopyIcon text=Signal::stored(command) label=w.copy_command />
            </div>
        };
        view! { {titled_section(w.sign_in_as, (), content)} }
    });
    let rights_in_project = project_of(robot).map(|project| rights(robots.connection, project));
    let may_read_log = Signal::derive(move || {
        robots.is_administrator.get()
            || rights_in_project
                .is_some_and(|rights| rights.get().is_some_and(|rights| rights.may("log", "list")))
    });
    let facts = view! {
        <div class="col g8">
        {(!robot.description.is_empty()).then(|| view! { <p class="wraps">{robot.description.clone()}</p> })}
        <dl class="kv">
            {pair(
                w.level_filter,
                match &robot.level {
                    RobotLevel::Project => w.project.to_owned(),
                    RobotLevel::System => w.system.to_owned(),
                    RobotLevel::Other(word) => word.clone(),
                },
            )}
            {pair(w.level, view! { <span class="wraps">{places.join(", ")}</span> })}
            {pair(w.state, if robot.disable { w.off } else { w.on })}
            {pair(w.expires, expiry)}
            {pair(w.created, view! { <span class="wraps">{created}</span> })}
            <LastSeen connection=robots.connection name=robot.name.clone() may=may_read_log />
            {(robot.creator_type == "robot").then(|| view! { {pair("", w.made_by_robot)} })}
        </dl>
        {(!robot.editable).then(|| view! { <p class="hint">{w.old_why}</p> })}
        </div>
    };
    let can = view! {
        <div class="col g8">
        <ul class="col g6 plain">{can.collect_view()}</ul>
        <p class="hint" id="robot-sentence">{sentence(&grants)}</p>
        {(denied > 0).then(|| view! { <p class="hint c-warn">{w.denies}</p> })}
        </div>
    };
    let aside = view! { <span class="muted t12">{w.permissions_of(count)}</span> };
    view! {
        {section(facts)} {titled_section(w.can, aside, can)} {warning} {command}
    }
}

/// The project of an account that is a project's own.
fn project_of(robot: &Robot) -> Option<ProjectName> {
    let permission = robot.permissions.first()?;
    let is_own = robot.level == RobotLevel::Project;
    is_own
        .then(|| ProjectName::new(permission.namespace.as_str()).ok())
        .flatten()
}

/// What can be done with an account, as far as one may.
#[component]
fn Deeds(robots: RobotList, robot: Arc<Robot>) -> impl IntoView {
    let w = &words().robots;
    let rights = project_of(&robot).map(|project| rights(robots.connection, project));
    let may = move |action: &'static str| {
        robots.is_administrator.get()
            || rights.is_some_and(|rights| {
                rights
                    .get()
                    .is_some_and(|rights| rights.may("robot", action))
            })
    };
    let robot = StoredValue::new(robot);
    let ask = move |question: fn(Arc<Robot>) -> Question| {
        robots.question.set(Some(question(robot.get_value())));
    };
    let is_editable = robot.with_value(|robot| robot.editable);
    let is_on = robot.with_value(|robot| !robot.disable);
    let may_update = Signal::derive(move || may("update"));
    let may_edit = Signal::derive(move || may_update.get() && is_editable);
    let turn = RowDeed::new(if is_on { w.turn_off } else { w.turn_on }, move || {
        turn(robots, robot.get_value(), is_on);
    });
    let delete = RowDeed::new(w.delete, move || ask(Question::Delete));
    let may_delete = Signal::derive(move || may("delete"));
    view! {
        {move || {
            may_update
                .get()
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="btn"
                            disabled=move || robots.off.get().is_some()
                            title=move || robots.off.get()
                            on:click=move |_| ask(Question::Renew)
                        >
                            <Icon name="renew" />
                            {w.new_secret}
                        </button>
                    }
                })
        }}
        <EditButton
            deed=RowDeed::new(w.edit, move || ask(Question::Edit)).only_if(may_edit)
            off=robots.off
        />
        <span class="sp"></span>
        <RowMenu
            list=robots.list
            label=w.more
            switch=(is_on, turn.only_if(may_edit))
            delete=delete.only_if(may_delete)
            off=robots.off
        />
    }
}

/// Switches an account off or on, with the way back.
fn turn(robots: RobotList, robot: Arc<Robot>, is_off: bool) {
    let registries = registries();
    let connection = robots.connection.get_untracked();
    spawn_local(async move {
        let w = &words().robots;
        let outcome = change_robot(registries, connection, robot.id, move |_, change| {
            change.disable = is_off;
        })
        .await;
        match outcome {
            Ok(()) => {
                robots.has_changed(robot.id);
                let said = if is_off {
                    w.turned_off(&robot.name)
                } else {
                    w.turned_on(&robot.name)
                };
                let back: Act = Arc::new(move || turn(robots, Arc::clone(&robot), !is_off));
                registries.toasts.done(said, Some(back));
            }
            Err(failure) => {
                registries
                    .toasts
                    .failed(w.not_changed, failure_reason(&failure), &failure, None)
            }
        }
    });
}
