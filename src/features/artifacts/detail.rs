//! An artifact: its head, and its tabs.

pub mod attachments;
mod by_tag;
pub mod documents;
pub mod facts;
mod index_size;
pub mod model_files;
pub mod overview;
mod pairs;
mod pushed_by;
pub mod scan;
pub mod tags;

use std::{collections::BTreeMap, sync::Arc};

use comparison::TagBefore;
use harbor_api::{
    ArtifactReference, ProjectName, RepositoryName,
    operations::GetArtifact,
    types::{ACCEPT_VULNERABILITIES, Artifact, ArtifactKind, SignatureState},
};
use leptos::prelude::*;
use pilothouse_protocol::{BulkRow, BulkRows, ConnectionId};

use crate::{
    actions::{use_action, use_action_while},
    features::{
        artifact_tabs,
        artifacts::{
            acts::{Asked, Question},
            content::RegistryContent,
            detail::{
                attachments::Attachments,
                facts::kind_name,
                scan::{ScanButton, watch_scan},
                tags::{Changing, EditableTags},
            },
            list::short,
            trust::{size_tip, tagged_words},
        },
        compare::{COMPARE, OneBefore, why_none},
        doctor::why_items,
        feature::tab_bar,
        projects::{PullRule, pull_rule},
        pull::{Pull, PullMenu},
    },
    format::{ago, size, whole},
    ipc::load::{Loaded, load_one},
    list::Refresh,
    registries::registries,
    route::{Route, TabId},
    ui::{CopyIcon, Failed, Icon, Menu, MenuItem, use_places},
    words::words,
};

/// What the tabs of an artifact share.
#[derive(Clone, Copy)]
pub struct ArtifactContext {
    pub connection: Signal<ConnectionId>,
    pub at: StoredValue<(ProjectName, RepositoryName, ArtifactReference)>,
    pub artifact: Loaded<Artifact>,
    shown: Memo<Shown>,
    /// How often a person asked for all of it again.
    asked: RwSignal<u32>,
    pub changing: Changing,
    pub attachments: Attachments,
    pub content: RegistryContent,
    pub before: OneBefore,
    pub pulls: PullRule,
}

/// What the page draws: drawn anew where more than the scan is another, or a person asked for it. A scan that ends
/// meanwhile shows by itself, and leaves what is typed and chosen.
#[derive(Clone)]
struct Shown {
    artifact: Option<Arc<Artifact>>,
    asked: u32,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        let without_scan = |shown: &Self| {
            let artifact = shown.artifact.as_deref().cloned();
            artifact.map(|artifact| Artifact {
                scan_overview: BTreeMap::new(),
                ..artifact
            })
        };
        self.asked == other.asked && without_scan(self) == without_scan(other)
    }
}

impl ArtifactContext {
    /// Reads the artifact; the rest is read by what shows it.
    fn new(
        connection: Signal<ConnectionId>,
        at: (ProjectName, RepositoryName, ArtifactReference),
    ) -> Self {
        let pulls = pull_rule(connection, at.0.clone());
        let at = StoredValue::new(at);
        let artifact = load_one(connection, move || {
            let (project_name, repository_name, reference) = at.get_value();
            Some(GetArtifact {
                with_tag: Some(true),
                with_label: Some(true),
                with_scan_overview: Some(true),
                with_sbom_overview: Some(true),
                with_immutable_status: Some(true),
                with_accessory: Some(true),
                with_inherited_accessory: Some(true),
                accept_vulnerabilities: Some(ACCEPT_VULNERABILITIES.to_owned()),
                ..GetArtifact::new(project_name, repository_name, reference)
            })
        });
        let asked = RwSignal::new(0);
        let shown = Memo::new(move |_| Shown {
            artifact: artifact.data.get(),
            // Asked for is not there yet.
            asked: asked.get_untracked(),
        });
        Self {
            connection,
            at,
            artifact,
            shown,
            asked,
            changing: Changing::new(connection, at, artifact),
            attachments: Attachments::new(connection, at, artifact),
            content: RegistryContent::new(connection, at, artifact),
            before: OneBefore::new(connection, at, artifact),
            pulls,
        }
    }

    /// The artifact to draw.
    pub fn shown(&self) -> Option<Arc<Artifact>> {
        self.shown.get().artifact
    }

    /// Reads all of it again for a person.
    fn refresh(&self) {
        self.asked.update(|asked| *asked += 1);
        self.artifact.reload();
    }

    /// Whether something holds for the artifact, once it is known.
    pub fn is(&self, holds: impl Fn(&Artifact) -> bool) -> Option<bool> {
        self.artifact.data.with(|found| found.as_deref().map(holds))
    }
}

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
    let context = ArtifactContext::new(connection, (project, repository, reference));
    let ArtifactContext {
        at,
        artifact,
        changing,
        attachments,
        content,
        before,
        ..
    } = context;
    watch_scan(changing);
    let tab = Memo::new(move |_| route.with(Route::tab));
    let to = move |tab| {
        let (project, repository, reference) = at.get_value();
        Route::Artifact {
            connection: connection.get_untracked(),
            project,
            repository,
            reference,
            tab,
        }
    };
    let are_known = Signal::derive(move || artifact.is_answered());
    let tabs = tab_bar(artifact_tabs(), context, are_known, w.parts, tab, to);
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
                content=content
                before=before
            />
        }
    };
    view! {
        {move || match context.shown() {
            Some(found) => {
                view! {
                    <section class="ah" aria-label=at.with_value(|(_, name, _)| name.to_string())>
                        {head(&found)}
                        <Refresh loading=artifact.loading on_refresh=move || context.refresh() />
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
        {tabs}
        {move || {
            let none = context.shown().is_none();
            if none && let Some(failure) = artifact.failure.get() {
                return view! {
                    <Failed
                        what=w.the_artifact
                        failure=failure
                        on_retry=Callback::new(move |()| artifact.reload())
                    />
                }
                    .into_any();
            }
            if none {
                return view! { <div class="scroll" aria-busy="true"></div> }.into_any();
            }
            let tab = tab.get();
            let shown = artifact_tabs().into_iter().find(|known| known.id == tab);
            shown.map(|tab| (tab.view)(context)).into_any()
        }}
    }
}

/// Whether it is an image with a root of files: those are made of layers, step by step.
pub fn has_layers(artifact: &Artifact) -> bool {
    artifact.kind() == ArtifactKind::Image && !artifact.is_index()
}

/// Name, tags, digest and the facts that matter first.
#[component]
fn Head(
    repository: RepositoryName,
    artifact: Arc<Artifact>,
    pull: Pull,
    changing: Changing,
    attachments: Attachments,
    content: RegistryContent,
    before: OneBefore,
) -> impl IntoView {
    let w = &words().artifact;
    let registries = registries();
    let icon = if artifact.is_index() { "layers" } else { "box" };
    let kind = kind_name(&artifact.kind());
    let runs_on = {
        let (artifact, kind) = (Arc::clone(&artifact), kind.clone());
        move || content.platforms(&artifact).unwrap_or_else(|| kind.clone())
    };
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
    let digest = artifact.digest.clone();
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
            <div class="row t125 soft ah-facts">
                <span class="dig" title=artifact.digest.clone()>
                    {format!("{algorithm}:{}", short(&artifact.digest))}
                    <CopyIcon text=artifact.digest.clone() label=w.copy_digest />
                </span>
                <span class="mid">"·"</span>
                <span class="num">{runs_on}</span>
                <span class="mid">"·"</span>
                <span class="num" title=size_tip(&artifact)>
                    {size(artifact.size)}
                </span>
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
        <ArtifactMenu changing=changing digest=digest before=before />
    }
}

/// What is seldom done to an artifact.
#[component]
fn ArtifactMenu(changing: Changing, digest: String, before: OneBefore) -> impl IntoView {
    let w = &words().acts;
    let places = use_places();
    let question = RwSignal::new(None::<Question>);
    let (project, repository, _) = changing.at.get_value();
    let list = listing::lists::Artifacts {
        project: project.clone(),
        repository: repository.clone(),
    };
    let connection = changing.connection;
    let rows = StoredValue::new((list, digest));
    let named = move || {
        let (list, digest) = rows.get_value();
        BulkRows::Named {
            connection: connection.get_untracked(),
            scope: list.into(),
            rows: vec![BulkRow {
                key: digest.clone(),
                name: digest,
            }],
        }
    };
    let compare = move || {
        let ((list, _), (.., reference)) = (rows.get_value(), changing.at.get_value());
        places.go(Route::Artifact {
            connection: connection.get_untracked(),
            project: list.project,
            repository: list.repository,
            reference,
            tab: COMPARE,
        });
    };
    use_action("artifact.compare", compare);
    let can_delete = move || changing.may("artifact", "delete") && changing.off.get().is_none();
    use_action_while("rows.delete", Signal::derive(can_delete), move || {
        question.set(Some(Question::Delete(named())));
    });
    let why = why_items();
    let items = Signal::derive(move || {
        let of_compare = &words().compare;
        let found = before.found();
        let title = match found.as_ref().map(TagBefore::tag) {
            None => of_compare.open.to_owned(),
            Some(Some(tag)) => of_compare.open_with(&tag.name),
            Some(None) => of_compare.open_other.to_owned(),
        };
        let mut with_before = MenuItem::new(title, Callback::new(move |()| compare()));
        with_before.icon = Some("columns");
        with_before.detail = found.as_ref().and_then(why_none);
        let mut items = vec![with_before];
        if changing.may("artifact", "read") {
            let ask = move |()| question.set(Some(Question::Copy(named())));
            let mut copy = MenuItem::new(w.copy_one, Callback::new(ask));
            copy.icon = Some("copy");
            items.push(copy);
        }
        items.extend(why.iter().cloned());
        if changing.may("artifact", "delete") {
            let ask = move |()| question.set(Some(Question::Delete(named())));
            let mut delete = MenuItem::new(w.delete_one, Callback::new(ask));
            delete.icon = Some("trash");
            delete.danger = true;
            items.push(delete);
        }
        items
    });
    let is_any = Memo::new(move |_| !items.with(Vec::is_empty));
    let leave = Callback::new(move |()| {
        let (list, _) = rows.get_value();
        places.replace(Route::Repository {
            connection: connection.get_untracked(),
            project: list.project,
            repository: list.repository,
            tab: TabId::FIRST,
        });
    });
    view! {
        <Show when=move || is_any.get()>
            <Menu
                label=w.more
                class="btn ghost icon"
                opener=|| view! { <Icon name="more" /> }.into_any()
                items=items
                off=changing.off
                on_open=Callback::new(move |()| before.want())
            />
        </Show>
        <Asked connection=connection project=project question=question on_delete=leave />
    }
}
