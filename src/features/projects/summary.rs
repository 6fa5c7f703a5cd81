//! A project's summary: quota, policies, members by role, where a proxy cache gets its images.

use harbor_api::types::{Project, ProjectSummary};
use leptos::prelude::*;

use crate::{
    features::projects::facts::{Policies, QuotaSection},
    format::{count, whole},
    ipc::load::Loaded,
    ui::{Failed, pair, titled_section},
    words::words,
};

/// What Harbor sums up, as far as the role may see it.
#[component]
pub fn SummaryTab(project: Loaded<Project>, summary: Loaded<ProjectSummary>) -> impl IntoView {
    let w = &words().project;
    move || {
        if let (Some(failure), None) = (summary.failure.get(), summary.data.get()) {
            return view! {
                <Failed
                    what=w.the_summary
                    failure=failure
                    on_retry=Callback::new(move |()| summary.reload())
                />
            }
            .into_any();
        }
        let Some(summary) = summary.data.get() else {
            return view! { <div class="scroll" aria-busy="true"></div> }.into_any();
        };
        let quota = summary.quota.as_ref().map(|quota| {
            let used = quota.used.storage().unwrap_or_default();
            let limit = quota.hard.storage().unwrap_or(-1);
            view! {
                <div class="card">
                    <QuotaSection used=used limit=limit />
                </div>
            }
        });
        let members = summary.members().map(|all| {
            let roles = [
                (w.project_admins, summary.project_admin_count),
                (w.maintainers, summary.maintainer_count),
                (w.developers, summary.developer_count),
                (w.guests, summary.guest_count),
                (w.limited_guests, summary.limited_guest_count),
            ];
            view! {
                <div class="card">
                    {titled_section(w.members, count(all), view! { <dl class="kv">
                            {roles
                                .map(|(name, number)| {
                                    view! { {pair(name, count(number))} }
                                })
                                .collect_view()}
                        </dl> })}
                </div>
            }
        });
        let origin = summary.registry.clone().map(|registry| {
            view! {
                <div class="card">
                    {titled_section(w.proxy_cache_of, (), view! { <dl class="kv">
                            {pair(w.endpoint, registry.name)}
                            {pair(w.address, view! { <span class="mono trunc">{registry.url}</span> })}
                            {pair(w.state, registry.status)}
                        </dl> })}
                </div>
            }
        });
        let about = project.data.get().map(|project| {
            let metadata = project.metadata.clone();
            view! {
                <div class="card">
                    {titled_section(w.about, (), view! { <dl class="kv">
                            {pair(w.repositories, count(project.repo_count))}
                            {pair(w.owner, project.owner_name.clone())}
                            {project
                                .creation_time
                                .map(|time| view! { {pair(w.created, whole(time))} })}
                        </dl> })}
                </div>
                <div class="card">
                    <Policies metadata=metadata />
                </div>
            }
        });
        view! {
            <div class="scroll">
                <h2 class="sr">{words().project.summary}</h2>
                <div class="cards">{about} {quota} {members} {origin}</div>
            </div>
        }
        .into_any()
    }
}
