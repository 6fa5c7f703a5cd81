//! A project's summary: quota, policies, members by role, where a proxy cache gets its images.

use harbor_api::types::{Project, ProjectSummary};
use leptos::prelude::*;

use super::projects::{Policies, QuotaSection};
use crate::{
    components::{Failed, pair, titled_section},
    format::{count, whole},
    load::Loaded,
};

/// What Harbor sums up, as far as the role may see it.
#[component]
pub fn SummaryTab(project: Loaded<Project>, summary: Loaded<ProjectSummary>) -> impl IntoView {
    move || {
        if let (Some(failure), None) = (summary.failure.get(), summary.data.get()) {
            return view! {
                <Failed
                    what="the summary"
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
                ("Project admins", summary.project_admin_count),
                ("Maintainers", summary.maintainer_count),
                ("Developers", summary.developer_count),
                ("Guests", summary.guest_count),
                ("Limited guests", summary.limited_guest_count),
            ];
            view! {
                <div class="card">
                    {titled_section("Members", count(all), view! { <dl class="kv">
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
                    {titled_section("Proxy cache of", (), view! { <dl class="kv">
                            {pair("Endpoint", registry.name)}
                            {pair("Address", view! { <span class="mono trunc">{registry.url}</span> })}
                            {pair("State", registry.status)}
                        </dl> })}
                </div>
            }
        });
        let about = project.data.get().map(|project| {
            let metadata = project.metadata.clone();
            view! {
                <div class="card">
                    {titled_section("About", (), view! { <dl class="kv">
                            {pair("Repositories", count(project.repo_count))}
                            {pair("Owner", project.owner_name.clone())}
                            {project
                                .creation_time
                                .map(|time| view! { {pair("Created", whole(time))} })}
                        </dl> })}
                </div>
                <div class="card">
                    <Policies metadata=metadata />
                </div>
            }
        });
        view! {
            <div class="scroll">
                <div class="cards">{about} {quota} {members} {origin}</div>
            </div>
        }
        .into_any()
    }
}
