//! Artifacts: the list of a repository's, and the page of one.

mod accessories;
mod acts;
mod attachment_words;
mod content;
mod detail;
mod kind_words;
mod list;
mod list_words;
mod of_project;
mod platforms;
mod sbom;
mod trust;
mod vulnerabilities;
mod vulnerability_words;
mod words;

pub use accessories::AccessoriesWords;
pub use acts::ArtifactActs;
pub use attachment_words::Attached;
pub use content::{ContentWords, LayerFilesWords, TextActs, Transfer, text_view};
pub use detail::{ArtifactContext, ArtifactPage, attachments::Attachments, tags::Changing};
pub use kind_words::Kinds;
pub use list::{RepositoryContext, RepositoryPage};
pub use list_words::Repository;
pub use sbom::{SbomSource, SbomWords, comparable, sbom_sources};
pub use vulnerability_words::Findings;
pub use words::Artifact;

use harbor_api::types::{AdditionName, Artifact as Described, ArtifactKind, ScanState};
use leptos::prelude::*;

use self::{
    accessories::{Accessories, Itself, speaks},
    content::{Layers, Raw},
    detail::{
        documents::{document, has_document},
        has_layers,
        overview::Overview,
    },
    of_project::ProjectArtifactsTab,
    sbom::Sbom,
    vulnerabilities::Findings as FindingsTab,
};
use crate::{
    actions::{Action, Group, Keys},
    deferred::deferred,
    features::{
        feature::{Feature, Tab},
        projects::ProjectContext,
    },
    route::TabId,
};

/// The tab of an artifact with its findings.
pub const VULNERABILITIES: TabId = TabId::new("vulnerabilities");

/// What this feature adds to the window.
pub const FEATURE: Feature = Feature {
    project_tabs: &[Tab::new(
        TabId::new("artifacts"),
        15,
        |w| w.repository.artifacts_tab,
        deferred!(project, project_artifacts_tab, |at: ProjectContext| {
            view! {
                <ProjectArtifactsTab
                    connection=at.connection
                    project=at.name.get_value()
                    rights=at.rights
                />
            }
            .into_any()
        }),
    )],
    // The page draws its list itself: the inspector stands beside the head, too.
    repository_tabs: &[Tab::new(
        TabId::FIRST,
        10,
        |w| w.description.artifacts_tab,
        |_: RepositoryContext| ().into_any(),
    )],
    artifact_tabs: &[
        Tab::new(
            TabId::FIRST,
            10,
            |w| w.artifact.overview,
            deferred!(artifact, overview_tab, |at: ArtifactContext| {
                let found = at.shown();
                found
                    .map(|found| {
                        view! {
                            <Overview
                                artifact=found
                                changing=at.changing
                                attachments=at.attachments
                                content=at.content
                                pulls=at.pulls
                            />
                        }
                    })
                    .into_any()
            }),
        ),
        Tab::new(
            VULNERABILITIES,
            20,
            |w| w.artifact.vulnerabilities,
            deferred!(artifact, vulnerabilities_tab, |at: ArtifactContext| {
                let (project, repository, reference) = at.at.get_value();
                view! {
                    <FindingsTab
                        connection=at.connection
                        project=project
                        repository=repository
                        reference=reference
                        changing=at.changing
                        pulls=at.pulls
                    />
                }
                .into_any()
            }),
        )
        .number(|at| match at.changing.scan.state.get() {
            ScanState::Done(summary) => Some(summary.total()),
            _ => None,
        })
        .offered(|at| at.is(Described::is_scannable).unwrap_or(true)),
        Tab::new(
            TabId::new("layers"),
            30,
            |w| w.content.layers,
            deferred!(artifact, layers_tab, |at: ArtifactContext| {
                view! { <Layers content=at.content /> }.into_any()
            }),
        )
        .offered(|at| at.is(has_layers).unwrap_or(false)),
        Tab::new(
            TabId::new("readme"),
            12,
            |w| w.artifact.readme,
            deferred!(artifact, readme_tab, |at: ArtifactContext| document(
                at,
                AdditionName::Readme
            )),
        )
        .offered(|at| {
            let offered = |all: &Described| {
                has_document(all, AdditionName::Readme) && all.kind() != ArtifactKind::Model
            };
            at.is(offered).unwrap_or(false)
        }),
        Tab::new(
            TabId::new("model-card"),
            12,
            |w| w.artifact.model_card,
            deferred!(artifact, model_card_tab, |at: ArtifactContext| document(
                at,
                AdditionName::Readme
            )),
        )
        .offered(|at| {
            let offered = |all: &Described| {
                has_document(all, AdditionName::Readme) && all.kind() == ArtifactKind::Model
            };
            at.is(offered).unwrap_or(false)
        }),
        Tab::new(
            TabId::new("values"),
            14,
            |w| w.artifact.values,
            deferred!(artifact, values_tab, |at: ArtifactContext| document(
                at,
                AdditionName::Values
            )),
        )
        .offered(|at| {
            at.is(|all| has_document(all, AdditionName::Values))
                .unwrap_or(false)
        }),
        Tab::new(
            TabId::new("license"),
            16,
            |w| w.artifact.license_text,
            deferred!(artifact, license_tab, |at: ArtifactContext| document(
                at,
                AdditionName::License
            )),
        )
        .offered(|at| {
            at.is(|all| has_document(all, AdditionName::License))
                .unwrap_or(false)
        }),
        Tab::new(
            TabId::new("sbom"),
            40,
            |w| w.sbom.tab,
            deferred!(artifact, sbom_tab, |at: ArtifactContext| {
                let found = at.shown();
                found
                    .map(|found| {
                        view! {
                            <Sbom
                                artifact=found
                                changing=at.changing
                                attachments=at.attachments
                            />
                        }
                    })
                    .into_any()
            }),
        )
        .offered(|at| {
            let attachments = at.attachments;
            let offered =
                |all: &Described| all.is_scannable() || !sbom_sources(all, attachments).is_empty();
            at.is(offered).unwrap_or(false)
        }),
        Tab::new(
            TabId::new("statement"),
            35,
            |w| w.accessories.says,
            deferred!(artifact, statement_tab, |at: ArtifactContext| {
                let found = at.shown();
                found
                    .map(|found| view! { <Itself artifact=found content=at.content /> })
                    .into_any()
            }),
        )
        .offered(|at| at.is(speaks).unwrap_or(false)),
        Tab::new(
            TabId::new("accessories"),
            50,
            |w| w.accessories.tab,
            deferred!(artifact, accessories_tab, |at: ArtifactContext| {
                let found = at.shown();
                found
                    .map(|found| {
                        view! {
                            <Accessories
                                artifact=found
                                attachments=at.attachments
                                content=at.content
                            />
                        }
                    })
                    .into_any()
            }),
        )
        .number(|at| {
            let all = at.artifact.data.get()?;
            let number = all.accessories.len() + all.inherited_accessories.len();
            i64::try_from(number).ok()
        })
        .offered(|at| {
            at.is(|all| !all.accessories.is_empty() || !all.inherited_accessories.is_empty())
                .unwrap_or(false)
        }),
        Tab::new(
            TabId::new("raw"),
            70,
            |w| w.content.raw,
            deferred!(artifact, raw_tab, |at: ArtifactContext| {
                let found = at.shown();
                found
                    .map(|found| view! { <Raw content=at.content digest=found.digest.clone() /> })
                    .into_any()
            }),
        ),
    ],
    actions: &[
        Action::new(
            "artifact.scan",
            |w| w.artifact.scan_now,
            "scan",
            Group::Artifacts,
        )
        .keys(Keys::plain("s")),
        Action::new(
            "artifact.compare",
            |w| w.compare.open,
            "columns",
            Group::Artifacts,
        ),
        Action::new(
            "artifact.label",
            |w| w.labels.add,
            "label",
            Group::Artifacts,
        )
        .keys(Keys::plain("l")),
        Action::new(
            "artifact.tag",
            |w| w.artifact.add_a_tag,
            "tag",
            Group::Artifacts,
        )
        .keys(Keys::plain("t")),
        Action::new(
            "artifact.pull",
            |w| w.actions.copy_pull,
            "copy",
            Group::Artifacts,
        )
        .keys(Keys::command("c").with_shift()),
    ],
    ..Feature::EMPTY
};
