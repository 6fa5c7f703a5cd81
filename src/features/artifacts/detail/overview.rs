//! What an artifact is: labels, environment, how it runs, identity, trust.

use std::sync::Arc;

use harbor_api::types::{Artifact, ArtifactKind, Platform, Reference, ScanState};
use leptos::prelude::*;

use crate::{
    features::{
        artifacts::{
            content::{Files, RegistryContent},
            detail::{
                attachments::{Attachments, AttachmentsCard},
                by_tag::AttachedByTag,
                facts::{Dependencies, KindCard, kind_name, type_facts},
                index_size::Size,
                model_files::ModelFiles,
                pairs::Pairs,
                pushed_by::pushed_by,
                tags::Changing,
            },
            list::short,
            platforms::keep_platforms,
            trust::{built_words, sbom_fact, signature_fact, signature_title, tagged_words},
        },
        labels::EditableLabels,
        model_registry::ModelSection,
        projects::{PullCheck, PullRule},
    },
    format::{ago, whole},
    registries::registries,
    ui::{CopyIcon, Link, SeverityCounts, VulnerabilityCell, pair, severity_counts},
    words::words,
};

/// The first part of an artifact's page.
#[component]
pub fn Overview(
    artifact: Arc<Artifact>,
    changing: Changing,
    attachments: Attachments,
    content: RegistryContent,
    pulls: PullRule,
) -> impl IntoView {
    let w = &words().artifact;
    let config = artifact.config();
    let image_labels: Vec<(String, String)> = config
        .as_ref()
        .map(|config| config.labels.clone().into_iter().collect())
        .unwrap_or_default();
    let environment: Vec<(String, String)> = config
        .as_ref()
        .map(|config| {
            config
                .env
                .iter()
                .map(|line| match line.split_once('=') {
                    Some((name, value)) => (name.to_owned(), value.to_owned()),
                    None => (line.clone(), String::new()),
                })
                .collect()
        })
        .unwrap_or_default();
    let annotations: Vec<(String, String)> = artifact.annotations.clone().into_iter().collect();
    let attributes: Vec<(String, String)> = if shows_content(&artifact) {
        artifact
            .extra_attrs
            .iter()
            .map(|(name, value)| (name.clone(), plain(value)))
            .collect()
    } else {
        Vec::new()
    };
    keep_platforms(&artifact.references);
    // The parts of a bundle are no platforms; its own words name them.
    let parts = (artifact.is_index() && artifact.kind() != ArtifactKind::Cnab)
        .then(|| view! { <Parts artifact=Arc::clone(&artifact) attachments=attachments /> });
    view! {
        <div class="scroll">
            {is_pulled(&artifact)
                .then(|| {
                    view! {
                        <div class="pull-line">
                            <PullCheck of=pulls artifact=changing.artifact findings=None />
                        </div>
                    }
                })}
            <div class="og">
                <div class="col g16">
                    <Glance
                        artifact=Arc::clone(&artifact)
                        attachments=attachments
                        scan=changing.scan.state
                    />
                    {parts}
                    <KindCard artifact=Arc::clone(&artifact) />
                    {registered_model(changing, &artifact)}
                    <Dependencies artifact=Arc::clone(&artifact) />
                    <ModelFiles
                        changing=changing
                        content=content
                        artifact=Arc::clone(&artifact)
                    />
                    <Files artifact=Arc::clone(&artifact) content=content />
                    <Pairs title=w.image_labels pairs=image_labels mono_values=false />
                    <Pairs title=w.environment pairs=environment mono_values=true />
                    <Pairs title=w.contents pairs=attributes mono_values=false />
                    <Pairs title=w.annotations pairs=annotations mono_values=false />
                </div>
                <div class="col g16">
                    <RunsAs artifact=Arc::clone(&artifact) />
                    <Identity
                        artifact=Arc::clone(&artifact)
                        changing=changing
                        attachments=attachments
                        content=content
                    />
                    <AttachmentsCard artifact=Arc::clone(&artifact) attachments=attachments />
                    <AttachedByTag
                        artifact=Arc::clone(&artifact)
                        changing=changing
                        attachments=attachments
                    />
                    <section class="card">
                        <div class="card-h">
                            <h2>{w.harbor_labels}</h2>
                        </div>
                        <div class="card-b">
                            <EditableLabels changing=changing labels=artifact.labels.clone() />
                        </div>
                    </section>
                </div>
            </div>
        </div>
    }
}

/// Whether it is pulled for itself; what is attached goes with what it is attached to.
fn is_pulled(artifact: &Artifact) -> bool {
    let is_attached = matches!(
        artifact.kind(),
        ArtifactKind::Sbom | ArtifactKind::Signature | ArtifactKind::Attestation
    );
    artifact.is_content() && !is_attached
}

/// A model as the Model Registry beside the registry knows it.
fn registered_model(changing: Changing, artifact: &Artifact) -> Option<impl IntoView + use<>> {
    (artifact.kind() == ArtifactKind::Model).then(|| {
        let (project, repository, _) = changing.at.get_value();
        let pushed = artifact.push_time;
        view! {
            <ModelSection
                connection=changing.connection
                project=project
                repository=repository
                pushed=pushed
            />
        }
    })
}

/// Whether its configuration is shown as it is, since nothing here knows what it means.
fn shows_content(artifact: &Artifact) -> bool {
    artifact.config().is_none()
        && matches!(
            artifact.kind(),
            ArtifactKind::Sif | ArtifactKind::Policy | ArtifactKind::Other(_)
        )
}

/// A JSON value as text; texts without their quotes.
fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Four facts at a glance.
#[component]
fn Glance(
    artifact: Arc<Artifact>,
    attachments: Attachments,
    scan: Memo<ScanState>,
) -> impl IntoView {
    let w = &words().artifact;
    let registries = registries();
    let pulled = artifact.pull_time;
    let is_scannable = artifact.is_scannable();
    let vulnerabilities = move || match scan.get() {
        _ if !is_scannable => view! { <span class="muted">{w.not_applicable}</span> }.into_any(),
        ScanState::Done(summary) if summary.total() > 0 => {
            let worst: Vec<_> = severity_counts(&summary.counts)
                .into_iter()
                .filter(|(_, number)| *number > 0)
                .take(2)
                .map(|(severity, number)| view! { <SeverityCounts severity=severity number=number /> })
                .collect();
            view! {
                {worst}
                <span class="muted t12 nowrap">{w.total(summary.total())}</span>
            }
            .into_any()
        }
        state => view! { <VulnerabilityCell state=state /> }.into_any(),
    };
    let signed = {
        let artifact = Arc::clone(&artifact);
        Memo::new(move |_| attachments.signature(&artifact))
    };
    let signature = move || signed.with(signature_fact);
    let sbom = move || sbom_fact(&attachments.sbom(&artifact));
    view! {
        <section class="card">
            <div class="stat4">
                <div>
                    <div class="muted t12">{w.vulnerabilities}</div>
                    <div class="row fact">{vulnerabilities}</div>
                </div>
                <div>
                    <div class="muted t12">{move || signed.with(signature_title)}</div>
                    <div class="row g6 strong fact">{signature}</div>
                </div>
                <div>
                    <div class="muted t12">{w.sbom}</div>
                    <div class="row g6 strong fact">{sbom}</div>
                </div>
                <div>
                    <div class="muted t12">{w.last_pull}</div>
                    <div class="row g6 strong fact">
                        {move || {
                            pulled.map_or(w.never_pulled.to_owned(), |time| ago(time, registries.now.get()))
                        }}
                    </div>
                </div>
            </div>
        </section>
    }
}

/// The images of an index, and behind them the records of how they were made.
#[component]
fn Parts(artifact: Arc<Artifact>, attachments: Attachments) -> impl IntoView {
    let w = &words().artifact;
    let (records, images): (Vec<&Reference>, Vec<&Reference>) = artifact
        .references
        .iter()
        .partition(|part| part.is_attestation());
    // Parts that name no platform, as those of an index of indexes, are counted as what they are.
    let named = artifact.platforms().len();
    let number = if named == 0 { images.len() } else { named };
    let row = |part: &Reference, said: String| {
        let digest = short(&part.child_digest);
        let digest = match attachments.place(&part.child_digest) {
            Some(to) => view! { <Link to=to>{digest}</Link> }.into_any(),
            None => digest.into_any(),
        };
        view! {
            <tr>
                <td>{said}</td>
                <td class="mono">
                    <span class="row g4">
                        {digest}
                        <CopyIcon text=part.child_digest.clone() label=w.copy_digest />
                    </span>
                </td>
            </tr>
        }
    };
    let rows: Vec<_> = images
        .iter()
        .map(|part| row(part, platform_of(part).unwrap_or_else(|| "–".to_owned())))
        .chain(
            records
                .iter()
                .map(|part| row(part, record_of(part, &images))),
        )
        .collect();
    view! {
        <section class="card" id="platforms">
            <div class="card-h">
                <h2>{w.platforms_title}</h2>
                <span class="sub">{number}</span>
            </div>
            <table class="lt">
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn platform_of(part: &Reference) -> Option<String> {
    let platform = part.platform.as_ref();
    platform
        .filter(|platform| platform.is_known())
        .map(Platform::to_string)
}

/// What an attestation within an index is about, by its part's platform.
fn record_of(record: &Reference, images: &[&Reference]) -> String {
    let subject = record.subject();
    let about = subject.and_then(|subject| {
        let part = images
            .iter()
            .find(|part| part.child_digest == subject.as_str())?;
        platform_of(part)
    });
    match about {
        Some(platform) => words().attached.attestation_for(&platform),
        None => words().artifact.attestation.to_owned(),
    }
}

#[component]
fn RunsAs(artifact: Arc<Artifact>) -> impl IntoView {
    // What has the shape of an image only runs nowhere.
    let Some(config) = artifact.config().filter(|_| artifact.is_content()) else {
        return ().into_any();
    };
    let w = &words().artifact;
    let command = |line: &[String]| {
        if line.is_empty() {
            view! { <span class="muted">{w.not_set}</span> }.into_any()
        } else {
            let line = line.join(" ");
            view! {
                <span class="mono trunc" title=line.clone()>
                    {line.clone()}
                </span>
            }
            .into_any()
        }
    };
    let text = |text: &str| match text {
        "" => command(&[]),
        text => command(&[text.to_owned()]),
    };
    let ports: Vec<_> = config
        .exposed_ports
        .iter()
        .map(|port| view! { <span class="tag">{port.clone()}</span> })
        .collect();
    let has_ports = !ports.is_empty();
    let volumes: Vec<_> = config
        .volumes
        .iter()
        .map(|volume| view! { <span class="tag">{volume.clone()}</span> })
        .collect();
    let has_volumes = !volumes.is_empty();
    view! {
        <section class="card">
            <div class="card-h">
                <h2>{w.runs_as}</h2>
            </div>
            <div class="card-b">
                <dl class="kv">
                    {pair(w.entrypoint, command(&config.entrypoint))}
                    {pair(w.command, command(&config.cmd))}
                    {pair(w.user, text(&config.user))}
                    {pair(w.directory, text(&config.working_dir))}
                    {has_ports.then(|| view! { {pair(w.ports, ports)} })}
                    {has_volumes.then(|| view! { {pair(w.volumes, volumes)} })}
                    {(!config.stop_signal.is_empty())
                        .then(|| view! { {pair(w.stop_signal, text(&config.stop_signal))} })}
                </dl>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Identity(
    artifact: Arc<Artifact>,
    changing: Changing,
    attachments: Attachments,
    content: RegistryContent,
) -> impl IntoView {
    let w = &words().artifact;
    let runs_on = {
        let artifact = Arc::clone(&artifact);
        move || {
            let platforms = content.platforms(&artifact);
            platforms.map(|platforms| pair(words().artifact.platform, platforms))
        }
    };
    let types = type_facts(&artifact)
        .into_iter()
        .map(|(name, value)| {
            pair(
                name,
                view! {
                    <span class="trunc" title=value.clone()>
                        {value.clone()}
                    </span>
                },
            )
        })
        .collect_view();
    let belongs_to = artifact.attached_by_tag().map(|attached| {
        let to = attachments.place(attached.subject.as_str());
        view! { {pair(words().attached.belongs_to, tagged_words(&attached, to))} }
    });
    let by = pushed_by(changing);
    let author = artifact.extra_attrs.get("author");
    let author = author.and_then(|author| author.as_str().map(str::to_owned));
    let author = author.filter(|author| !author.is_empty());
    view! {
        <section class="card">
            <div class="card-h">
                <h2>{w.identity}</h2>
            </div>
            <div class="card-b">
                <dl class="kv">
                    {pair(w.kind, kind_name(&artifact.kind()))} {types}
                    {belongs_to}
                    {pair(w.digest, view! { <span class="mono trunc" title=artifact.digest.clone()>
                            {artifact.digest.clone()}
                        </span>
                        <CopyIcon text=artifact.digest.clone() label=w.copy_digest /> })}
                    {pair(w.media_type, view! { <span class="trunc" title=artifact.manifest_media_type.clone()>
                            {media_type(&artifact.manifest_media_type)}
                        </span> })}
                    {runs_on}
                    {pair(w.size, view! { <Size artifact=Arc::clone(&artifact) content=content /> })}
                    {artifact.built().map(|built| view! { {pair(w.built, built_words(&built))} })}
                    {author
                        .map(|author| {
                            view! { {pair(w.author, view! { <span class="wraps">{author}</span> })} }
                        })}
                    {artifact
                        .push_time
                        .map(|time| {
                            let said = move || match by.get() {
                                Some(name) => w.pushed_by(&whole(time), &name),
                                None => whole(time),
                            };
                            view! { {pair(w.pushed, said)} }
                        })}
                </dl>
            </div>
        </section>
    }
}

/// The usual media types in words; others as they are.
fn media_type(media_type: &str) -> String {
    let w = &words().artifact;
    match media_type {
        "application/vnd.oci.image.manifest.v1+json" => w.oci_manifest,
        "application/vnd.oci.image.index.v1+json" => w.oci_index,
        "application/vnd.docker.distribution.manifest.v2+json" => w.docker_manifest,
        "application/vnd.docker.distribution.manifest.list.v2+json" => w.docker_list,
        other => other,
    }
    .to_owned()
}
