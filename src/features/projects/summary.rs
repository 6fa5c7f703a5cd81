//! A project's summary: quota, policies, members by role, where a proxy cache gets its images.

use harbor_api::types::{Project, ProjectSummary, UNLIMITED};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::{
        model_registry::RegistrationSection,
        projects::{
            facts::{Policies, QuotaSection},
            quota::QuotaDialog,
        },
    },
    format::{count, whole},
    ipc::load::Loaded,
    registries::registries,
    ui::{Failed, Icon, pair, titled_section},
    words::words,
};

/// What Harbor sums up, as far as the role may see it.
#[component]
pub fn SummaryTab(
    connection: Signal<ConnectionId>,
    project: Loaded<Project>,
    summary: Loaded<ProjectSummary>,
) -> impl IntoView {
    let w = &words().project;
    let registries = registries();
    let changing = RwSignal::new(false);
    let administers = Memo::new(move |_| registries.is_administrator(&connection.get()));
    let dialog = move || {
        let (project, quota) = (project.data.get()?, summary.data.get()?.quota.clone()?);
        changing.get().then(|| {
            view! {
                <QuotaDialog
                    connection=connection
                    project=project.project_id
                    used=quota.used.storage().unwrap_or_default()
                    limit=quota.hard.storage().unwrap_or(UNLIMITED)
                    on_saved=Callback::new(move |()| summary.reload())
                    on_close=Callback::new(move |()| changing.set(false))
                />
            }
        })
    };
    let content = move || {
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
                    {administers
                        .get()
                        .then(|| {
                            view! {
                                <div class="card-b">
                                    <button
                                        type="button"
                                        class="btn sm"
                                        on:click=move |_| changing.set(true)
                                    >
                                        <Icon name="pencil" class="i-14" />
                                        {words().new_project.change_limit}
                                    </button>
                                </div>
                            }
                        })}
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
                {project
                    .typed_name()
                    .map(|name| {
                        view! { <RegistrationSection connection=connection project=name /> }
                    })}
            }
        });
        view! {
            <div class="scroll">
                <h2 class="sr">{words().project.summary}</h2>
                <div class="cards">{about} {quota} {members} {origin}</div>
            </div>
        }
        .into_any()
    };
    view! {
        {dialog}
        {content}
    }
}
