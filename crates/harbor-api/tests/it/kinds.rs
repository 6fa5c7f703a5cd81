//! What kind of thing each pushed artifact is, and what it says of itself. Types and media types are
//! those that Harbor 2.16 answered after the clients named had pushed.

use harbor_api::{
    Decode,
    types::{Artifact, ArtifactKind as Kind},
};
use serde_json::{Value, json};

const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const INDEX: &str = "application/vnd.oci.image.index.v1+json";
const EMPTY: &str = "application/vnd.oci.empty.v1+json";
const IMAGE: &str = "application/vnd.oci.image.config.v1+json";
const DOCKER: &str = "application/vnd.docker.container.image.v1+json";

fn artifact(json: Value) -> Artifact {
    Artifact::decode(json.to_string().as_bytes()).unwrap()
}

fn other(word: &str) -> Kind {
    Kind::Other(word.to_owned())
}

/// What was pushed, then the answer's `type`, `artifact_type`, `media_type`, and the kind.
fn pushed() -> Vec<(&'static str, &'static str, &'static str, &'static str, Kind)> {
    let catalog = "application/vnd.example.catalog";
    let catalog_config = "application/vnd.example.catalog.config.v1+json";
    let chart = "application/vnd.cncf.helm.config.v1+json";
    let model = "application/vnd.cncf.model.config.v1+json";
    let sif = "application/vnd.sylabs.sif.config.v1+json";
    let flux = "application/vnd.cncf.flux.config.v1+json";
    let policy = "application/vnd.cncf.openpolicyagent.config.v1+json";
    let wrong_chart = "application/vnd.cncf.helm.chart.config.v1+json";
    let unknown = "application/vnd.unknown.config.v1+json";
    let ollama = "application/vnd.ollama.image.model";
    let wasm = "application/vnd.wasm.config.v0+json";
    let old_wasm = "application/vnd.wasm.config.v1+json";
    let kyverno = "application/vnd.cncf.kyverno.config.v1+json";
    let sigstore = "application/vnd.dev.sigstore.bundle.v0.3+json";
    vec![
        (
            "oras, no type",
            "UNKNOWN",
            "application/vnd.unknown.artifact.v1",
            EMPTY,
            other(""),
        ),
        ("oras, a type", "UNKNOWN", catalog, EMPTY, other(catalog)),
        (
            "a config of its own",
            "CATALOG",
            catalog_config,
            catalog_config,
            other("CATALOG"),
        ),
        ("Helm", "CHART", chart, chart, Kind::Chart),
        (
            "a wrong config of a chart",
            "HELM.CHART",
            wrong_chart,
            wrong_chart,
            other("HELM.CHART"),
        ),
        (
            "modctl",
            "CNAI",
            "application/vnd.cncf.model.manifest.v1+json",
            model,
            Kind::Model,
        ),
        (
            "a model by its config alone",
            "MODEL",
            model,
            model,
            Kind::Model,
        ),
        (
            "an older model",
            "MODEL",
            "application/vnd.cnai.model.manifest.v1+json",
            "application/vnd.cnai.model.config.v1+json",
            Kind::Model,
        ),
        ("Apptainer", "SIF", sif, sif, Kind::Sif),
        ("Flux", "FLUX", flux, flux, Kind::Flux),
        ("Conftest", "OPENPOLICYAGENT", policy, policy, Kind::Policy),
        ("Kyverno", "KYVERNO", kyverno, kyverno, other("KYVERNO")),
        ("Ollama", "UNKNOWN", ollama, ollama, other(ollama)),
        ("wkg", "UNKNOWN", wasm, wasm, Kind::Wasm),
        ("wasm-to-oci", "WASM", old_wasm, old_wasm, Kind::Wasm),
        (
            "no config to speak of",
            "UNKNOWN",
            unknown,
            unknown,
            other(""),
        ),
        ("an image", "IMAGE", IMAGE, IMAGE, Kind::Image),
        (
            "an image with a type of its own",
            "IMAGE",
            catalog,
            IMAGE,
            Kind::Image,
        ),
        (
            "docker's config with a type",
            "UNKNOWN",
            "x/y",
            DOCKER,
            other("x/y"),
        ),
        (
            "an SPDX document",
            "UNKNOWN",
            "application/spdx+json",
            EMPTY,
            Kind::Sbom,
        ),
        (
            "a CycloneDX document",
            "UNKNOWN",
            "application/vnd.cyclonedx+json",
            EMPTY,
            Kind::Sbom,
        ),
        (
            "Harbor's own SBOM",
            "SBOM",
            "application/vnd.goharbor.harbor.sbom.v1",
            "",
            Kind::Sbom,
        ),
        (
            "Notation",
            "UNKNOWN",
            "application/vnd.cncf.notary.signature",
            EMPTY,
            Kind::Signature,
        ),
        ("cosign", "UNKNOWN", sigstore, EMPTY, Kind::Signature),
        (
            "a statement",
            "UNKNOWN",
            "application/vnd.in-toto+json",
            EMPTY,
            Kind::Attestation,
        ),
        // Servers before 2.12 tell no artifact type.
        (
            "oras, told by an old server",
            "UNKNOWN",
            "",
            EMPTY,
            other(""),
        ),
        (
            "Apptainer, told by an old server",
            "SIF",
            "",
            sif,
            Kind::Sif,
        ),
        (
            "a CNAB bundle",
            "CNAB",
            "",
            "application/vnd.cnab.manifest.v1",
            Kind::Cnab,
        ),
    ]
}

#[test]
fn each_pushed_thing_has_its_kind() {
    for (what, class, artifact_type, media_type, kind) in pushed() {
        let pushed = artifact(json!({
            "type": class,
            "artifact_type": artifact_type,
            "media_type": media_type,
            "manifest_media_type": MANIFEST,
        }));
        assert_eq!(pushed.kind(), kind, "{what}");
    }
}

#[test]
fn an_index_is_one_by_what_it_holds() {
    let image = json!({ "platform": { "os": "linux", "architecture": "arm64" } });
    let nested = json!({ "platform": null });
    let catalog = "application/vnd.example.catalog";
    let cases = [
        ("of images", "IMAGE", "", json!([image]), Kind::Index),
        ("of indexes", "IMAGE", "", json!([nested]), Kind::Index),
        (
            "typed, of images",
            "UNKNOWN",
            catalog,
            json!([image]),
            Kind::Index,
        ),
        (
            "typed and empty",
            "UNKNOWN",
            catalog,
            json!(null),
            other(catalog),
        ),
        (
            "named after its media type",
            "IMAGE",
            INDEX,
            json!([image]),
            Kind::Index,
        ),
    ];
    for (what, class, artifact_type, references, kind) in cases {
        let index = artifact(json!({
            "type": class,
            "artifact_type": artifact_type,
            "media_type": INDEX,
            "manifest_media_type": INDEX,
            "references": references,
        }));
        assert_eq!(index.kind(), kind, "{what}");
    }
}

#[test]
fn words_lead_back_to_kinds() {
    let strange = [
        other("CATALOG"),
        other("application/vnd.example.catalog"),
        other(""),
    ];
    for kind in Kind::NAMED.into_iter().chain(strange) {
        assert_eq!(Kind::from_word(kind.word()), kind);
    }
}

#[test]
fn only_what_runs_has_a_way_to_run() {
    let config = json!({ "Entrypoint": ["/run"] });
    let cases = [
        (
            "an image",
            json!({ "type": "IMAGE", "media_type": IMAGE }),
            true,
        ),
        (
            "docker's config under another type",
            json!({ "type": "UNKNOWN", "artifact_type": "x/y", "media_type": DOCKER }),
            true,
        ),
        (
            "a model",
            json!({ "type": "CNAI", "media_type": "application/vnd.cncf.model.config.v1+json" }),
            false,
        ),
        (
            "something with a config in its config",
            json!({ "type": "CATALOG", "media_type": "application/vnd.example.catalog.config.v1+json" }),
            false,
        ),
    ];
    for (what, mut json, runs) in cases {
        json["extra_attrs"] = json!({ "os": "linux", "config": config });
        assert_eq!(artifact(json).config().is_some(), runs, "{what}");
    }
    let record = artifact(json!({
        "type": "IMAGE",
        "media_type": IMAGE,
        "extra_attrs": { "os": "unknown", "architecture": "unknown", "config": {} },
    }));
    assert_eq!(record.kind(), Kind::Attestation);
    assert!(record.config().is_none());
    let packed = artifact(json!({
        "type": "WASM",
        "media_type": "application/vnd.wasm.config.v1+json",
        "extra_attrs": { "manifest.config.mediaType": IMAGE, "config": config },
    }));
    assert_eq!(packed.config().unwrap().entrypoint, ["/run"]);
}

#[test]
fn models_tell_what_they_are() {
    let model = artifact(json!({ "type": "CNAI", "extra_attrs": {
        "descriptor": {
            "name": "resnet50", "family": "resnet", "authors": ["Ada"], "licenses": "Apache-2.0",
            "createdAt": "2026-10-01T00:00:00Z", "version": 2,
        },
        "config": {
            "architecture": "cnn", "format": "safetensors", "paramSize": "25m", "precision": null,
            "capabilities": { "inputTypes": ["image"], "output_types": ["text"] },
        },
        "modelfs": { "type": "layers", "diffIds": [] },
    } }))
    .model()
    .unwrap();
    let (descriptor, config) = (model.descriptor, model.config);
    assert_eq!(
        (descriptor.name.as_str(), descriptor.version.as_str()),
        ("resnet50", "2")
    );
    assert_eq!(descriptor.licenses, ["Apache-2.0"]);
    assert!(descriptor.created_at.is_some());
    assert_eq!(
        (config.param_size.as_str(), config.precision.as_str()),
        ("25m", "")
    );
    assert_eq!(config.capabilities.input_types, ["image"]);
    assert_eq!(config.capabilities.output_types, ["text"]);

    // What is written in a wrong form is left out; the rest stays.
    let odd = artifact(
        json!({ "type": "MODEL", "media_type": "application/vnd.cnai.model.config.v1+json",
        "extra_attrs": { "descriptor": [], "config": { "format": {}, "architecture": "cnn" } } }),
    )
    .model()
    .unwrap();
    assert_eq!(
        (odd.config.architecture.as_str(), odd.config.format.as_str()),
        ("cnn", "")
    );
}

#[test]
fn charts_tell_what_they_are() {
    let chart = artifact(json!({ "type": "CHART", "extra_attrs": {
        "name": "canfar", "version": "1.2.3+build5", "appVersion": 4.1, "type": "library",
        "deprecated": true, "keywords": ["astro"],
        "maintainers": [{ "name": "Ada", "email": "ada@example.org" }, { "name": "Bob" }, 7],
        "dependencies": [{ "name": "redis", "version": "18.1.0" }, "odd"],
    } }))
    .chart()
    .unwrap();
    assert!(chart.is_library() && chart.deprecated);
    assert_eq!(chart.app_version, "4.1");
    assert_eq!(chart.maintainers, ["Ada <ada@example.org>", "Bob", "7"]);
    assert_eq!(chart.dependencies.len(), 1);
    assert!(
        artifact(json!({ "type": "IMAGE", "extra_attrs": { "name": "x" } }))
            .chart()
            .is_none()
    );
}

#[test]
fn bundles_and_wasm_tell_what_they_are() {
    let bundle = artifact(json!({ "type": "CNAB", "extra_attrs": {
        "name": "hello", "version": "0.1.1",
        "invocationImages": [{ "image": "host/p/r@sha256:ab", "imageType": "docker" }],
        "images": { "web": { "image": "nginx" } }, "parameters": null,
        "credentials": { "kubeconfig": {} },
    } }))
    .cnab()
    .unwrap();
    assert_eq!(bundle.invocation_images, ["host/p/r@sha256:ab"]);
    assert_eq!(
        (bundle.images, bundle.credentials),
        (vec!["web".to_owned()], vec!["kubeconfig".to_owned()])
    );

    let wasm = artifact(json!({
        "type": "UNKNOWN", "media_type": "application/vnd.wasm.config.v0+json",
        "extra_attrs": { "architecture": "wasm", "os": "wasip2",
            "component": { "exports": ["wasi:http/incoming-handler@0.2.0"], "imports": [], "target": null } },
    }));
    let told = wasm.wasm().unwrap();
    assert_eq!(told.os, "wasip2");
    assert_eq!(told.component.exports, ["wasi:http/incoming-handler@0.2.0"]);
    assert_eq!(wasm.platform().unwrap().to_string(), "wasip2/wasm");
}

#[test]
fn a_platform_is_named_where_programs_would_choose_another() {
    let amd64 = json!({ "os": "linux", "architecture": "amd64" });
    let arm64 = json!({ "os": "linux", "architecture": "arm64", "variant": "v8" });
    let power = json!({ "os": "linux", "architecture": "ppc64le" });
    let nobody = json!({ "os": "unknown", "architecture": "unknown" });
    let cases = [
        (vec![&amd64, &arm64], None),
        (vec![&arm64], Some("linux/arm64/v8")),
        (vec![&arm64, &nobody], Some("linux/arm64/v8")),
        (vec![&power, &arm64], Some("linux/ppc64le")),
        (vec![&amd64, &nobody], Some("linux/amd64")),
        (vec![&nobody], None),
        (vec![], None),
    ];
    for (platforms, named) in cases {
        let references: Vec<Value> = platforms.iter().map(|p| json!({ "platform": p })).collect();
        let index = artifact(json!({ "manifest_media_type": INDEX, "references": references }));
        let named = named.map(str::to_owned);
        assert_eq!(
            index.platform_to_name().map(|p| p.to_string()),
            named,
            "{platforms:?}"
        );
    }
    let image = artifact(json!({ "type": "IMAGE", "extra_attrs": arm64 }));
    assert_eq!(image.platform_to_name(), None);
}
