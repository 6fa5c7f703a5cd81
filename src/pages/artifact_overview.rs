//! What an artifact is: labels, environment, how it runs, identity, trust.

use std::sync::Arc;

use harbor_api::types::{Artifact, SbomState, ScanState};
use leptos::prelude::*;

use super::{
    artifact_tags::Changing,
    labels::EditableLabels,
    repository::{kind_name, platforms, short},
};
use crate::{
    components::{CopyIcon, Icon, SeverityCounts, VulnerabilityCell, pair, severity_counts},
    format::{ago, size, whole},
    registries::registries,
    words::words,
};

/// Rows of a card before 'Show more'.
const FEW: usize = 12;

/// The first part of an artifact's page.
#[component]
pub fn Overview(artifact: Arc<Artifact>, changing: Changing) -> impl IntoView {
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
    let attributes: Vec<(String, String)> = if config.is_none() {
        artifact
            .extra_attrs
            .iter()
            .map(|(name, value)| (name.clone(), plain(value)))
            .collect()
    } else {
        Vec::new()
    };
    let parts = artifact
        .is_index()
        .then(|| view! { <Parts artifact=Arc::clone(&artifact) /> });
    view! {
        <div class="scroll">
            <div class="og">
                <div class="col g16">
                    <Glance artifact=Arc::clone(&artifact) scan=changing.scan.state />
                    {parts}
                    <Pairs title=w.image_labels pairs=image_labels mono_values=false />
                    <Pairs title=w.environment pairs=environment mono_values=true />
                    <Pairs title=w.contents pairs=attributes mono_values=false />
                    <Pairs title=w.annotations pairs=annotations mono_values=false />
                </div>
                <div class="col g16">
                    <RunsAs artifact=Arc::clone(&artifact) />
                    <Identity artifact=Arc::clone(&artifact) />
                    <Trust artifact=Arc::clone(&artifact) />
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

/// A JSON value as text; texts without their quotes.
fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Four facts at a glance.
#[component]
fn Glance(artifact: Arc<Artifact>, scan: Memo<ScanState>) -> impl IntoView {
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
    let signature = if artifact.signed() {
        let mut kinds: Vec<&str> = artifact
            .signatures()
            .map(|signature| match &signature.accessory_type {
                kind if format!("{kind:?}").contains("Notation") => "Notation",
                _ => "Cosign",
            })
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        view! {
            <Icon name="signed" class="c-ok" />
            {kinds.join(", ")}
        }
        .into_any()
    } else {
        view! { <span class="muted">"–"</span> }.into_any()
    };
    let sbom = match artifact.sbom() {
        SbomState::Done(_) => view! {
            <Icon name="sbom" />
            {w.sbom_present}
        }
        .into_any(),
        SbomState::Queued | SbomState::Running => {
            view! { <span class="muted">{w.sbom_being_made}</span> }.into_any()
        }
        SbomState::Failed => view! { <span class="c-bad">{w.sbom_failed}</span> }.into_any(),
        SbomState::Stopped | SbomState::Missing => {
            view! { <span class="muted">"–"</span> }.into_any()
        }
    };
    view! {
        <section class="card">
            <div class="stat4">
                <div>
                    <div class="muted t12">{w.vulnerabilities}</div>
                    <div class="row fact">{vulnerabilities}</div>
                </div>
                <div>
                    <div class="muted t12">{w.signature}</div>
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

/// A card of names and values; long ones fold.
#[component]
fn Pairs(title: &'static str, pairs: Vec<(String, String)>, mono_values: bool) -> impl IntoView {
    if pairs.is_empty() {
        return ().into_any();
    }
    let w = &words().artifact;
    let all = RwSignal::new(false);
    let number = pairs.len();
    let as_json: serde_json::Map<String, serde_json::Value> = pairs
        .iter()
        .map(|(name, value)| (name.clone(), value.clone().into()))
        .collect();
    let json = serde_json::to_string_pretty(&as_json).unwrap_or_default();
    let pairs = StoredValue::new(pairs);
    let rows = move || {
        let shown = if all.get() { number } else { FEW };
        pairs.with_value(|pairs| {
            pairs
                .iter()
                .take(shown)
                .map(|(name, value)| {
                    let value_class = if mono_values { "mono" } else { "" };
                    view! {
                        <tr>
                            <td class="mono" title=name.clone()>
                                {name.clone()}
                            </td>
                            <td class=value_class title=value.clone()>
                                {value.clone()}
                            </td>
                        </tr>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <section class="card">
            <div class="card-h">
                <h2>{title}</h2>
                <span class="sub">{number}</span>
                <span class="sp"></span>
                <CopyIcon text=json label=w.copy_json />
            </div>
            <table class="lt">
                <tbody>
                    {rows}
                    {move || {
                        (number > FEW && !all.get())
                            .then(|| {
                                view! {
                                    <tr>
                                        <td colspan="2">
                                            <button
                                                type="button"
                                                class="lnk t12"
                                                on:click=move |_| all.set(true)
                                            >
                                                {w.show_more(number - FEW)}
                                            </button>
                                        </td>
                                    </tr>
                                }
                            })
                    }}
                </tbody>
            </table>
        </section>
    }
    .into_any()
}

/// The images of an index.
#[component]
fn Parts(artifact: Arc<Artifact>) -> impl IntoView {
    let w = &words().artifact;
    let rows: Vec<_> = artifact
        .references
        .iter()
        .map(|part| {
            let platform = if part.is_attestation() {
                w.attestation.to_owned()
            } else {
                part.platform
                    .as_ref()
                    .map_or("–".to_owned(), ToString::to_string)
            };
            view! {
                <tr>
                    <td>{platform}</td>
                    <td class="mono">
                        <span class="row g4">
                            {short(&part.child_digest)}
                            <CopyIcon text=part.child_digest.clone() label=w.copy_digest />
                        </span>
                    </td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="card">
            <div class="card-h">
                <h2>{w.platforms_title}</h2>
                <span class="sub">{artifact.references.len()}</span>
            </div>
            <table class="lt">
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

#[component]
fn RunsAs(artifact: Arc<Artifact>) -> impl IntoView {
    let Some(config) = artifact.config() else {
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
                    {(!config.stop_signal.is_empty())
                        .then(|| view! { {pair(w.stop_signal, text(&config.stop_signal))} })}
                </dl>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Identity(artifact: Arc<Artifact>) -> impl IntoView {
    let w = &words().artifact;
    view! {
        <section class="card">
            <div class="card-h">
                <h2>{w.identity}</h2>
            </div>
            <div class="card-b">
                <dl class="kv">
                    {pair(w.kind, kind_name(artifact.kind()))}
                    {pair(w.digest, view! { <span class="mono trunc" title=artifact.digest.clone()>
                            {artifact.digest.clone()}
                        </span>
                        <CopyIcon text=artifact.digest.clone() label=w.copy_digest /> })}
                    {pair(w.media_type, view! { <span class="trunc" title=artifact.manifest_media_type.clone()>
                            {media_type(&artifact.manifest_media_type)}
                        </span> })}
                    {pair(w.platform, platforms(&artifact))}
                    {pair(w.size, size(artifact.size))}
                    {artifact.created().map(|time| view! { {pair(w.built, whole(time))} })}
                    {artifact.push_time.map(|time| view! { {pair(w.pushed, whole(time))} })}
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

/// Signatures, SBOMs and what else is attached.
#[component]
fn Trust(artifact: Arc<Artifact>) -> impl IntoView {
    if artifact.accessories.is_empty() {
        return ().into_any();
    }
    let w = &words().artifact;
    let rows: Vec<_> = artifact
        .accessories
        .iter()
        .map(|accessory| {
            let kind = &accessory.accessory_type;
            let (icon, class, title) = if kind.is_signature() {
                ("signed", "c-ok", w.signature)
            } else if kind.is_sbom() {
                ("sbom", "", w.sbom)
            } else {
                ("layers", "", w.attached)
            };
            let made = accessory.creation_time.map(whole);
            view! {
                <div class="row g8 accessory">
                    <Icon name=icon class=class />
                    <span class="col grow">
                        <span class="strong t125">{title}</span>
                        <span class="muted t12">
                            {[Some(size(accessory.size)), made]
                                .into_iter()
                                .flatten()
                                .collect::<Vec<_>>()
                                .join(", ")}
                        </span>
                    </span>
                    <CopyIcon text=accessory.digest.clone() label=w.copy_digest />
                </div>
            }
        })
        .collect();
    view! {
        <section class="card">
            <div class="card-h">
                <h2>{w.trust}</h2>
                <span class="sub">{artifact.accessories.len()}</span>
            </div>
            <div class="card-b">
                <div class="col g8">{rows}</div>
            </div>
        </section>
    }
    .into_any()
}
