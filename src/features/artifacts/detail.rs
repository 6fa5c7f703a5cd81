//! An artifact: what it is, and its vulnerabilities.

pub mod attachments;
pub mod facts;
pub mod model_files;
pub mod overview;
pub mod scan;
pub mod tags;

use std::sync::Arc;

use harbor_api::{
    ArtifactReference, ProjectName, RepositoryName,
    operations::GetArtifact,
    types::{ACCEPT_VULNERABILITIES, Artifact, ScanState, SignatureState},
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::{
        artifacts::{
            detail::{
                attachments::Attachments,
                facts::kind_name,
                overview::Overview,
                scan::{ScanButton, watch_scan},
                tags::{Changing, EditableTags},
            },
            list::short,
            platforms::platforms,
            trust::{size_tip, tagged_words},
            vulnerabilities::Findings,
        },
        pull::{Pull, PullMenu},
    },
    format::{ago, count, size, whole},
    ipc::load::load_one,
    list::Refresh,
    registries::registries,
    route::{ArtifactTab, Route},
    ui::{CopyIcon, Failed, Icon, Link, use_places},
    words::words,
};

/// One artifact.
#[component]
pub fn ArtifactPage(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    repository: RepositoryName,
    reference: ArtifactReference,
) -> impl IntoView {
    let w = &words().artifact;
    let registries = registries();
    let route = use_places().current();
    let at = StoredValue::new((project, repository, reference));
    let artifact = load_one(connection, move || {
        let (project_name, repository_name, reference) = at.get_value();
        Some(GetArtifact {
            project_name,
            repository_name,
            reference,
            with_tag: Some(true),
            with_label: Some(true),
            with_scan_overview: Some(true),
            with_sbom_overview: Some(true),
            with_immutable_status: Some(true),
            with_accessory: Some(true),
            with_inherited_accessory: None,
            accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
        })
    });
    let changing = Changing::new(connection, at, artifact);
    let attachments = Attachments::new(connection, at, artifact);
    watch_scan(changing);
    let tab = Memo::new(move |_| match route.get() {
        Route::Artifact { tab, .. } => tab,
        _ => ArtifactTab::Overview,
    });
    let to = move |tab: ArtifactTab| {
        let (project, repository, reference) = at.get_value();
        Route::Artifact {
            connection: connection.get_untracked(),
            project,
            repository,
            reference,
            tab,
        }
    };
    let tabs = move || {
        let found = match changing.scan.state.get() {
            ScanState::Done(summary) => Some(summary.total()),
            _ => None,
        };
        let scannable = artifact
            .data
            .get()
            .is_none_or(|artifact| artifact.is_scannable());
        [
            (ArtifactTab::Overview, w.overview, None),
            (ArtifactTab::Vulnerabilities, w.vulnerabilities, found),
        ]
        .into_iter()
        .filter(|(tab, ..)| scannable || *tab == ArtifactTab::Overview)
        .map(|(this, title, number)| {
            let is_active = tab.get() == this;
            view! {
                <Link
                    to=to(this)
                    class=if is_active { "tab is-active" } else { "tab" }
                    current=is_active
                >
                    {title}
                    {number.map(|number| view! { <span class="n">{count(number)}</span> })}
                </Link>
            }
        })
        .collect_view()
    };
    let head = move |artifact: &Arc<Artifact>| {
        let (project, repository, _) = at.get_value();
        let host = registries
            .find_untracked(&connection.get_untracked())
            .map(|c| c.registry().to_owned())
            .unwrap_or_default();
        let pull = Pull::new(&host, &project, &repository, artifact);
        view! {
            <Head
                repository=repository
                artifact=Arc::clone(artifact)
                pull=pull
                changing=changing
                attachments=attachments
            />
        }
    };
    view! {
        {move || match artifact.data.get() {
            Some(found) => {
                view! {
                    <section class="ah" aria-label=at.with_value(|(_, name, _)| name.to_string())>
                        {head(&found)}
                        <Refresh loading=artifact.loading on_refresh=move || artifact.reload() />
                    </section>
                }
                    .into_any()
            }
            None => {
                let title = at
                    .with_value(|(_, repository, reference)| format!("{repository} {reference}"));
                view! {
                    <div class="ph">
                        <h1 class="trunc">{title}</h1>
                    </div>
                }
                    .into_any()
            }
        }}
        <nav class="tabs" aria-label=w.parts>
            {tabs}
        </nav>
        {move || {
            let none = artifact.data.with(Option::is_none);
            if let (Some(failure), true) = (artifact.failure.get(), none) {
                return view! {
                    <Failed
                        what=w.the_artifact
                        failure=failure
                        on_retry=Callback::new(move |()| artifact.reload())
                    />
                }
                    .into_any();
            }
            let Some(found) = artifact.data.get() else {
                return view! { <div class="scroll" aria-busy="true"></div> }.into_any();
            };
            match tab.get() {
                ArtifactTab::Overview => {
                    view! { <Overview artifact=found changing=changing attachments=attachments /> }
                        .into_any()
                }
                ArtifactTab::Vulnerabilities => {
                    let (project, repository, reference) = at.get_value();
                    view! {
                        <Findings
                            connection=connection
                            project=project
                            repository=repository
                            reference=reference
                            changing=changing
                        />
                    }
                        .into_any()
                }
            }
        }}
    }
}

/// Name, tags, digest and the facts that matter first.
#[component]
fn Head(
    repository: RepositoryName,
    artifact: Arc<Artifact>,
    pull: Pull,
    changing: Changing,
    attachments: Attachments,
) -> impl IntoView {
    let w = &words().artifact;
    let registries = registries();
    let icon = if artifact.is_index() { "layers" } else { "box" };
    let kind = kind_name(&artifact.kind());
    let facts = [
        (platforms(&artifact).unwrap_or_else(|| kind.clone()), None),
        (size(artifact.size), size_tip(&artifact)),
    ];
    let belongs_to = artifact.attached_by_tag().map(|attached| {
        let to = attachments.place(attached.subject.as_str());
        view! {
            <span class="mid">"·"</span>
            {tagged_words(&attached, to)}
        }
    });
    let is_content = artifact.is_content();
    let signature = {
        let artifact = Arc::clone(&artifact);
        move || {
            matches!(attachments.signature(&artifact), SignatureState::Found(_)).then(|| {
                let w = &words().attached;
                view! {
                    <span class="mid">"·"</span>
                    <span class="row g4 nowrap" title=w.not_verified>
                        <Icon name="signature" class="i-14" />
                        {w.signature_found}
                    </span>
                }
            })
        }
    };
    let pushed = artifact.push_time;
    let algorithm = artifact
        .digest
        .split(':')
        .next()
        .unwrap_or_default()
        .to_owned();
    view! {
        <span class="ah-ic" title=kind>
            <Icon name=icon class="i-20" />
        </span>
        <div class="col grow">
            <div class="row g6">
                <h1 class="trunc">{repository.to_string()}</h1>
                <EditableTags changing=changing tags=artifact.tags.clone() />
            </div>
            <div class="row t125 soft facts">
                <span class="dig" title=artifact.digest.clone()>
                    {format!("{algorithm}:{}", short(&artifact.digest))}
                    <CopyIcon text=artifact.digest.clone() label=w.copy_digest />
                </span>
                {facts
                    .map(|(fact, tip)| {
                        view! {
                            <span class="mid">"·"</span>
                            <span class="num" title=tip>
                                {fact}
                            </span>
                        }
                    })
                    .collect_view()}
                {belongs_to} {signature}
                {pushed
                    .map(|time| {
                        view! {
                            <span class="mid">"·"</span>
                            <span class="by trunc" title=whole(time)>
                                {move || w.pushed_ago(&ago(time, registries.now.get()))}
                            </span>
                        }
                    })}
            </div>
        </div>
        <ScanButton changing=changing artifact=Arc::clone(&artifact) />
        {is_content.then(|| view! { <PullMenu pull=pull /> })}
    }
}
