//! What an artifact of each kind says of itself, for its page and the inspector.

use std::sync::Arc;

use harbor_api::types::{Artifact, ArtifactKind, BuildTime};
use leptos::prelude::*;

use crate::{
    features::artifacts::{Kinds, trust::built_text},
    ui::pair,
    words::words,
};

/// A fact: its name and what is so.
type Fact = (&'static str, String);

/// Names of a list before it is cut.
const FEW: usize = 8;

/// What kind of thing an artifact is. A kind that has no name here keeps the word that the server
/// or its maker has for it.
pub fn kind_name(kind: &ArtifactKind) -> String {
    let w = &words().kinds;
    match kind {
        ArtifactKind::Image => w.image,
        ArtifactKind::Index => w.index,
        ArtifactKind::Chart => w.chart,
        ArtifactKind::Model => w.model,
        ArtifactKind::Wasm => w.wasm,
        ArtifactKind::Cnab => w.cnab,
        ArtifactKind::Sif => w.sif,
        ArtifactKind::Flux => w.flux,
        ArtifactKind::Policy => w.policy,
        ArtifactKind::Sbom => w.sbom,
        ArtifactKind::Signature => w.signature,
        ArtifactKind::Attestation => w.attestation,
        ArtifactKind::Other(word) if word.is_empty() => w.other,
        ArtifactKind::Other(word) => word,
    }
    .to_owned()
}

/// What it says of itself; what it does not say is left out.
fn facts(artifact: &Artifact) -> Vec<Fact> {
    let w = &words().kinds;
    let mut facts = match artifact.kind() {
        ArtifactKind::Image | ArtifactKind::Index => Vec::new(),
        ArtifactKind::Chart => chart(w, artifact),
        ArtifactKind::Model => model(w, artifact),
        ArtifactKind::Cnab => cnab(w, artifact),
        ArtifactKind::Wasm => {
            let mut facts = wasm(w, artifact);
            facts.extend(annotated(w, artifact));
            facts
        }
        ArtifactKind::Sbom => {
            let mut facts = vec![(w.format, sbom_format(artifact).to_owned())];
            facts.extend(annotated(w, artifact));
            facts
        }
        ArtifactKind::Signature | ArtifactKind::Attestation => {
            let mut facts = vec![(
                w.states,
                artifact.predicate_type().unwrap_or_default().to_owned(),
            )];
            facts.extend(annotated(w, artifact));
            facts
        }
        _ => annotated(w, artifact),
    };
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

/// A sentence or two about it, in its maker's words.
fn description(artifact: &Artifact) -> String {
    let own = match artifact.kind() {
        ArtifactKind::Image | ArtifactKind::Index => return String::new(),
        ArtifactKind::Chart => artifact.chart().map(|chart| chart.description),
        ArtifactKind::Model => artifact.model().map(|model| model.descriptor.description),
        ArtifactKind::Cnab => artifact.cnab().map(|bundle| bundle.description),
        _ => None,
    };
    own.filter(|text| !text.is_empty())
        .unwrap_or_else(|| annotation(artifact, "description"))
}

fn chart(w: &Kinds, artifact: &Artifact) -> Vec<Fact> {
    let chart = artifact.chart().unwrap_or_default();
    let deprecated = if chart.deprecated { w.yes } else { "" };
    vec![
        (w.name, chart.name),
        (w.version, chart.version),
        (w.app_version, chart.app_version),
        (w.chart_type, chart.chart_type),
        (w.kubernetes, chart.kube_version),
        (w.deprecated, deprecated.to_owned()),
        (w.home, chart.home),
        (w.sources, listed(&chart.sources)),
        (w.maintainers, listed(&chart.maintainers)),
        (w.keywords, listed(&chart.keywords)),
    ]
}

fn model(w: &Kinds, artifact: &Artifact) -> Vec<Fact> {
    let model = artifact.model().unwrap_or_default();
    let (descriptor, config) = (model.descriptor, model.config);
    let name = if descriptor.title.is_empty() {
        descriptor.name
    } else {
        descriptor.title
    };
    let made = descriptor.created_at.map(BuildTime::from);
    let made = made.as_ref().map(built_text).unwrap_or_default();
    vec![
        (w.name, name),
        (w.family, descriptor.family),
        (w.version, descriptor.version),
        (w.architecture, config.architecture),
        (w.parameters, config.param_size),
        (w.precision, config.precision),
        (w.quantization, config.quantization),
        (w.format, config.format),
        (w.takes, listed(&config.capabilities.input_types)),
        (w.gives, listed(&config.capabilities.output_types)),
        (w.made, made),
        (w.authors, listed(&descriptor.authors)),
        (w.vendor, descriptor.vendor),
        (w.licenses, listed(&descriptor.licenses)),
        (w.documentation, descriptor.documentation),
        (w.source, descriptor.source),
        (w.revision, descriptor.revision),
    ]
}

fn wasm(w: &Kinds, artifact: &Artifact) -> Vec<Fact> {
    let wasm = artifact.wasm().unwrap_or_default();
    let form = match wasm.os.as_str() {
        "wasip1" => w.module,
        "wasip2" | "wasip3" => w.component,
        _ => "",
    };
    let packed = if artifact.has_image_config() {
        w.image
    } else {
        ""
    };
    vec![
        (w.form, form.to_owned()),
        (w.packed_as, packed.to_owned()),
        (w.runs_on, wasm.os),
        (w.world, wasm.component.target),
        (w.exports, listed(&wasm.component.exports)),
        (w.imports, listed(&wasm.component.imports)),
        (w.file, wasm.file),
    ]
}

fn cnab(w: &Kinds, artifact: &Artifact) -> Vec<Fact> {
    let bundle = artifact.cnab().unwrap_or_default();
    vec![
        (w.name, bundle.name),
        (w.version, bundle.version),
        (w.installs_with, listed(&bundle.invocation_images)),
        (w.images, listed(&bundle.images)),
        (w.inputs, listed(&bundle.parameters)),
        (w.credentials, listed(&bundle.credentials)),
        (w.actions, listed(&bundle.actions)),
        (w.maintainers, listed(&bundle.maintainers)),
        (w.keywords, listed(&bundle.keywords)),
        (w.licenses, bundle.license),
    ]
}

fn sbom_format(artifact: &Artifact) -> &'static str {
    let is = |word: &str| {
        [&artifact.artifact_type, &artifact.media_type]
            .into_iter()
            .any(|media_type| media_type.contains(word))
    };
    if is("cyclonedx") {
        "CycloneDX"
    } else if is("syft") {
        "Syft"
    } else if is("spdx") || is("goharbor") {
        "SPDX"
    } else {
        ""
    }
}

/// One of OCI's own annotations.
fn annotation(artifact: &Artifact, name: &str) -> String {
    let key = format!("org.opencontainers.image.{name}");
    artifact.annotations.get(&key).cloned().unwrap_or_default()
}

/// What OCI's annotations tell of an artifact of any kind.
fn annotated(w: &Kinds, artifact: &Artifact) -> Vec<Fact> {
    let of = |name: &str| annotation(artifact, name);
    let created = of("created");
    let made = BuildTime::parse(&created).map_or(created, |built| built_text(&built));
    vec![
        (w.name, of("title")),
        (w.version, of("version")),
        (w.source, of("source")),
        (w.revision, of("revision")),
        (w.made, made),
        (w.authors, of("authors")),
        (w.vendor, of("vendor")),
        (w.licenses, of("licenses")),
        (w.documentation, of("documentation")),
        (w.home, of("url")),
    ]
}

fn listed(items: &[String]) -> String {
    let mut text = items[..items.len().min(FEW)].join(", ");
    if items.len() > FEW {
        text.push_str(&format!(", +{}", items.len() - FEW));
    }
    text
}

fn rows(facts: Vec<Fact>) -> impl IntoView {
    facts
        .into_iter()
        .map(|(name, value)| pair(name, view! { <span class="wraps">{value}</span> }))
        .collect_view()
}

/// The card of an artifact's page with what it says of itself; nothing if it says nothing.
#[component]
pub fn KindCard(artifact: Arc<Artifact>) -> impl IntoView {
    let facts = facts(&artifact);
    let description = description(&artifact);
    if facts.is_empty() && description.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="card">
            <div class="card-h">
                <h2>{kind_name(&artifact.kind())}</h2>
            </div>
            <div class="card-b col g10">
                {(!description.is_empty()).then(|| view! { <p class="t13">{description}</p> })}
                <dl class="kv">{rows(facts)}</dl>
            </div>
        </section>
    }
    .into_any()
}

/// The same facts for the inspector, in its list of pairs.
pub fn kind_facts(artifact: &Artifact) -> Option<AnyView> {
    let facts = facts(artifact);
    (!facts.is_empty()).then(|| view! { <dl class="kv">{rows(facts)}</dl> }.into_any())
}

/// The charts that a chart needs.
#[component]
pub fn Dependencies(artifact: Arc<Artifact>) -> impl IntoView {
    let dependencies = artifact.chart().unwrap_or_default().dependencies;
    if dependencies.is_empty() {
        return ().into_any();
    }
    let number = dependencies.len();
    let rows: Vec<_> = dependencies
        .into_iter()
        .map(|needed| {
            view! {
                <tr>
                    <td>{needed.name}</td>
                    <td class="num">{needed.version}</td>
                    <td title=needed.repository.clone()>{needed.repository.clone()}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="card">
            <div class="card-h">
                <h2>{words().kinds.dependencies}</h2>
                <span class="sub">{number}</span>
            </div>
            <table class="lt three">
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// The types that its maker gave it, where its kind does not tell them already.
pub fn type_facts(artifact: &Artifact) -> Vec<Fact> {
    let w = &words().kinds;
    let kind = artifact.kind();
    let is_image = matches!(kind, ArtifactKind::Image | ArtifactKind::Index);
    let mut facts = Vec::new();
    let artifact_type = match artifact.own_type() {
        Some(own) => own,
        None if is_image => "",
        // Of an index Harbor tells the type that its annotations name.
        None if artifact.is_index() => &artifact.media_type,
        None => &artifact.artifact_type,
    };
    facts.push((w.artifact_type, artifact_type.to_owned()));
    let says_more = !is_image
        && !artifact.is_index()
        && artifact.media_type != artifact.artifact_type
        && artifact.media_type != artifact.manifest_media_type;
    if says_more {
        facts.push((w.configuration, artifact.media_type.clone()));
    }
    facts.retain(|(_, value)| !value.is_empty());
    facts
}

#[cfg(test)]
mod tests {
    use harbor_api::Decode;
    use serde_json::{Value, json};

    use super::*;

    fn artifact(json: Value) -> Artifact {
        Artifact::decode(json.to_string().as_bytes()).expect("an artifact")
    }

    #[test]
    fn a_kind_without_a_name_keeps_its_word() {
        for (json, name) in [
            (json!({ "type": "KYVERNO" }), "KYVERNO"),
            (
                json!({ "type": "UNKNOWN", "artifact_type": "application/vnd.example.catalog" }),
                "application/vnd.example.catalog",
            ),
            (json!({ "type": "UNKNOWN" }), "OCI artifact without a type"),
            (json!({ "type": "CNAI" }), "Model"),
        ] {
            assert_eq!(kind_name(&artifact(json).kind()), name);
        }
    }

    /// An artifact, and some of what must be told of it.
    #[test]
    fn each_kind_tells_its_own() {
        let flux = "application/vnd.cncf.flux.config.v1+json";
        let cases = [
            (
                json!({ "type": "CNAI", "extra_attrs": {
                    "config": { "paramSize": "7b", "precision": "bf16", "quantization": "" },
                    "descriptor": { "name": "spectra", "family": "llama" },
                } }),
                vec![
                    ("Name", "spectra"),
                    ("Parameters", "7b"),
                    ("Precision", "bf16"),
                ],
            ),
            (
                json!({ "type": "CHART", "extra_attrs": { "name": "canfar", "appVersion": "4.1" } }),
                vec![("Name", "canfar"), ("App version", "4.1")],
            ),
            (
                json!({ "type": "FLUX", "media_type": flux, "annotations": {
                    "org.opencontainers.image.source": "https://git.example.org/fleet",
                    "org.opencontainers.image.revision": "main@sha1:9f27c1e4b0ad",
                    "org.opencontainers.image.created": "2026-11-01T10:00:00Z",
                } }),
                vec![
                    ("Source", "https://git.example.org/fleet"),
                    ("Revision", "main@sha1:9f27c1e4b0ad"),
                ],
            ),
            (
                json!({ "type": "UNKNOWN", "media_type": "application/vnd.wasm.config.v0+json",
                    "extra_attrs": { "os": "wasip2", "component": { "exports": ["wasi:cli/run"] } } }),
                vec![
                    ("Form", "Component"),
                    ("Runs on", "wasip2"),
                    ("Exports", "wasi:cli/run"),
                ],
            ),
            (
                json!({ "type": "CNAB", "extra_attrs": { "name": "hello", "credentials": { "kubeconfig": {} } } }),
                vec![("Name", "hello"), ("Credentials", "kubeconfig")],
            ),
            (
                json!({ "type": "UNKNOWN", "artifact_type": "application/vnd.cyclonedx+json" }),
                vec![("Format", "CycloneDX")],
            ),
            (
                json!({ "type": "UNKNOWN", "artifact_type": "application/vnd.in-toto+json",
                    "annotations": { "in-toto.io/predicate-type": "https://slsa.dev/provenance/v1" } }),
                vec![("States", "https://slsa.dev/provenance/v1")],
            ),
            (
                json!({ "type": "IMAGE", "annotations": { "org.opencontainers.image.title": "x" } }),
                vec![],
            ),
        ];
        for (json, told) in cases {
            let all = facts(&artifact(json.clone()));
            assert_eq!(all.is_empty(), told.is_empty(), "{json}");
            for (name, value) in told {
                assert!(
                    all.contains(&(name, value.to_owned())),
                    "{name} of {json}: {all:?}"
                );
            }
            assert!(all.iter().all(|(_, value)| !value.is_empty()));
        }
    }

    #[test]
    fn types_are_told_where_the_kind_does_not_tell_them() {
        let empty = "application/vnd.oci.empty.v1+json";
        let image = "application/vnd.oci.image.config.v1+json";
        let catalog = "application/vnd.example.catalog";
        for (json, told) in [
            (
                json!({ "type": "IMAGE", "artifact_type": image, "media_type": image }),
                vec![],
            ),
            (
                json!({ "type": "IMAGE", "artifact_type": catalog, "media_type": image }),
                vec![("Artifact type", catalog)],
            ),
            (
                json!({ "type": "UNKNOWN", "artifact_type": catalog, "media_type": empty }),
                vec![("Artifact type", catalog), ("Config type", empty)],
            ),
            (
                json!({ "type": "CNAB", "media_type": "application/vnd.cnab.manifest.v1",
                    "manifest_media_type": "application/vnd.oci.image.index.v1+json" }),
                vec![("Artifact type", "application/vnd.cnab.manifest.v1")],
            ),
        ] {
            let told: Vec<Fact> = told
                .into_iter()
                .map(|(name, value)| (name, value.to_owned()))
                .collect();
            assert_eq!(type_facts(&artifact(json)), told);
        }
    }

    #[test]
    fn a_long_list_is_cut() {
        let items: Vec<String> = (0..10).map(|number| number.to_string()).collect();
        assert_eq!(listed(&items), "0, 1, 2, 3, 4, 5, 6, 7, +2");
    }
}
