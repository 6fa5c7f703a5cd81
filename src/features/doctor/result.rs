//! What stops it, or that nothing does, with what to do; what else was looked at; the report.

use diagnosis::{Diagnosis, Reach, Severity, Verdict};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use super::{
    also::also,
    report::report,
    verdict_words::{advice, seen},
};
use crate::{
    features::{configuration, endpoints, immutable_tags, members, projects, quotas, robots},
    registries::registries,
    route::{PageId, Route, TabId},
    ui::{CopyButton, Icon, Link, use_places},
    words::words,
};

#[component]
pub fn Result(diagnosis: Diagnosis, registry: String, connection: ConnectionId) -> impl IntoView {
    let w = &words().doctor;
    let (icon, tone, title, text, to_do) = match diagnosis.cause() {
        None => {
            let text = vec![w.all_fine_text.to_owned()];
            ("check-circle", "ok", w.all_fine.to_owned(), text, None)
        }
        Some(cause) => {
            let mut lines = seen(cause).into_iter();
            let title = lines.next().unwrap_or_default();
            ("alert", "bad", title, lines.collect(), advice(cause))
        }
    };
    let text: Vec<_> = text
        .into_iter()
        .map(|line| view! { <p class="muted">{line}</p> })
        .collect();
    let remedy = diagnosis
        .cause()
        .and_then(|cause| remedy(cause, &diagnosis, &connection));
    let where_else = w.or_push_where(diagnosis.account.as_deref().unwrap_or(w.nobody));
    let push_to = diagnosis.push_to.iter();
    let push_to: Vec<_> = push_to
        .filter_map(|name| {
            let route = Route::Project {
                connection: connection.clone(),
                project: harbor_api::ProjectName::new(name).ok()?,
                tab: TabId::FIRST,
            };
            let name = name.clone();
            Some(view! {
                <Link to=route class="tag">
                    {name}
                </Link>
            })
        })
        .collect();
    let warnings: Vec<_> = diagnosis
        .steps
        .iter()
        .flat_map(|step| &step.verdicts)
        .filter(|verdict| verdict.severity() == Severity::Warning)
        .filter_map(|verdict| seen(verdict).into_iter().next())
        .map(|line| {
            view! {
                <li class="verdict warn">
                    <span class="small">
                        <Icon name="warning" class="i-14" />
                        <span class="sr">{w.warning}</span>
                    </span>
                    <span class="grow">{line}</span>
                </li>
            }
        })
        .collect();
    let others = also(&diagnosis);
    let report = report(&registry, &diagnosis);
    let known = registries().find_untracked(&connection);
    let origin = known.map(|known| known.origin).unwrap_or_default();
    let request = format!("curl -sI {origin}/v2/");
    view! {
        <div class=format!("verdict-title {tone}")>
            <Icon name=icon />
            <h2 id="doctor-verdict">{title}</h2>
        </div>
        {text}
        {to_do
            .map(|to_do| {
                view! {
                    <h3>{w.to_do}</h3>
                    <p>{to_do}</p>
                }
            })}
        {remedy.map(|(label, route)| view! { <Remedy label=label route=route /> })}
        {(!push_to.is_empty())
            .then(|| {
                view! {
                    <p>{where_else}</p>
                    <div class="row g6 doctor-elsewhere" id="doctor-elsewhere">{push_to}</div>
                }
            })}
        {(!warnings.is_empty())
            .then(|| {
                view! {
                    <h3>{w.worth_a_look}</h3>
                    <ul class="doctor-warnings">{warnings}</ul>
                }
            })}
        {(!others.is_empty())
            .then(|| {
                let rows = others
                    .into_iter()
                    .map(|other| {
                        let icon = if other.is_known { "check" } else { "minus" };
                        view! {
                            <div class="row">
                                <Icon name=icon class="i-14" />
                                <dt>{other.name}</dt>
                                <dd>{other.value}</dd>
                            </div>
                        }
                    });
                view! {
                    <h3>{w.also_checked}</h3>
                    <dl class="doctor-also" id="doctor-also">{rows.collect_view()}</dl>
                }
            })}
        <div class="row g6 doctor-acts">
            <CopyButton text=report label=w.copy_report />
            <CopyButton text=request label=w.copy_request />
            <span class="muted">{w.without_secrets}</span>
        </div>
    }
}

#[component]
fn Remedy(label: &'static str, route: Route) -> impl IntoView {
    let places = use_places();
    view! {
        <div class="row">
            <button
                type="button"
                class="btn"
                id="doctor-remedy"
                on:click=move |_| places.go(route.clone())
            >
                {label}
            </button>
        </div>
    }
}

/// Where the account that is shown here can mend it itself.
fn remedy(
    cause: &Verdict,
    diagnosis: &Diagnosis,
    connection: &ConnectionId,
) -> Option<(&'static str, Route)> {
    let w = &words().doctor;
    let project = diagnosis.question.project_name();
    let project = project.and_then(|name| harbor_api::ProjectName::new(name).ok());
    let tab = |tab: TabId| {
        let project = project.clone()?;
        Some(Route::Project {
            connection: connection.clone(),
            project,
            tab,
        })
    };
    let page = |page: PageId| {
        Some(Route::Registry {
            connection: connection.clone(),
            page,
        })
    };
    let (needs, label, route) = match cause {
        Verdict::RoleTooWeak { .. } => (Reach::Project, w.change_role, tab(members::MEMBERS)),
        Verdict::NoMember { .. } => (Reach::Project, w.add_member, tab(members::MEMBERS)),
        Verdict::RobotDisabled { robot }
        | Verdict::RobotExpired { robot, .. }
        | Verdict::RobotLacks { robot, .. } => match robot.contains('+') {
            true => (Reach::Project, w.open_robots, tab(robots::TAB)),
            false => (Reach::Registry, w.open_robots, page(robots::PAGE)),
        },
        Verdict::TagFrozen { .. } => (Reach::Project, w.open_rules, tab(immutable_tags::TAB)),
        Verdict::PullHeldBack { .. } => (Reach::Project, w.open_policies, tab(projects::POLICIES)),
        Verdict::QuotaFull { .. } => (Reach::Registry, w.open_quotas, page(quotas::PAGE)),
        Verdict::ReadOnly => (Reach::Registry, w.open_settings, page(configuration::PAGE)),
        Verdict::UpstreamRefuses { .. } => {
            (Reach::Registry, w.open_endpoints, page(endpoints::PAGE))
        }
        _ => return None,
    };
    let route = route.filter(|_| diagnosis.may_change >= needs)?;
    Some((label, route))
}
