//! Each kind of artifact tells its own facts, and is pulled by what can pull it.

use crate::harness::{Desktop, Harbor, Key, Window};

/// A repository of the project, a tag in it, what its page says, and what can pull it.
const KINDS: [(&str, &str, &[&str], &[&str]); 10] = [
    (
        "photo-z",
        "v0.9",
        &["Model", "Photometric redshifts", "41m", "int8", "embedding"],
        &["modctl pull ", "oras copy "],
    ),
    (
        "casa-sif",
        "6.6.1",
        &["Apptainer image (SIF)", "application/vnd.sylabs.sif.config"],
        &["apptainer pull oras://", "oras pull "],
    ),
    (
        "fleet",
        "v1.4.0",
        &["Flux manifests", "main@sha1:9f27c1e4b0ad"],
        &["flux pull artifact oci://"],
    ),
    (
        "policies",
        "2026.10",
        &["OPA policy bundle"],
        &["conftest pull oci://", "oras pull "],
    ),
    (
        "wasm/reader",
        "0.3.0",
        &[
            "WebAssembly",
            "Component",
            "wasip2",
            "wasi:http/incoming-handler@0.2.0",
        ],
        &["wkg oci pull ", "oras pull "],
    ),
    (
        "portal-bundle",
        "v0.4.0",
        &["CNAB bundle", "Installs with", "kubeconfig"],
        &["porter archive portal-bundle.tgz --reference "],
    ),
    (
        "surveys",
        "dr4",
        &["CATALOG", "dr4.parquet", "CIRADA DR4"],
        &["oras pull "],
    ),
    (
        "charts/gateway",
        "stable",
        &["Helm chart", "App version", ">=1.27.0-0", "Dependencies"],
        &[
            "helm pull oci://",
            "--version 1.2.3+build5",
            "helm install gateway ",
        ],
    ),
    (
        "edge-camera",
        "2.1",
        &["Index", "linux/arm64/v8"],
        &[
            "docker pull --platform linux/arm64/v8 ",
            "skopeo --override-os linux --override-arch arm64 --override-variant v8 copy ",
        ],
    ),
    (
        "windows-agent",
        "1.8",
        &[
            "Index",
            "windows/amd64 (10.0.20348.2402)",
            "windows/amd64 (10.0.26100.1742)",
        ],
        &["docker pull --platform windows/amd64 "],
    ),
];

fn looking_at(window: &Window, repository: &str, tag: &str) {
    window.follows("toolbox");
    window.opens("toolbox");
    window.follows(repository);
    window.opens(repository);
    window.sees_row(tag);
}

#[test]
fn each_kind_of_artifact_tells_its_own_facts() {
    let mut window = Desktop::new().opens_pilothouse("kinds");
    window.clicks("#try-demo");
    window.opens("Projects");
    let mut misfits = Vec::new();
    for (repository, tag, facts, commands) in KINDS {
        looking_at(&window, repository, tag);
        window.selects_row(tag);
        window.sees_in("aside.insp", "Digest");
        window.sees_in("aside.insp", facts[0]);
        if repository == "photo-z" {
            misfits.extend(window.is_looked_at("inspector"));
        }
        window.presses_key(Key::Escape);
        window.lacks_soon("aside.insp");
        window.double_clicks_row(tag, "td:nth-child(2)");
        window.sees_in(".ah", tag);
        for fact in facts {
            window.sees_in(".og", fact);
        }
        assert!(!window.has("Entrypoint"), "{repository} does not run");
        if repository == "photo-z" {
            // The registry lists no files of it: its layers are named.
            window.sees_in("#model-files", "photo-z.onnx");
        }
        if repository == "wasm/reader" {
            window.shows("#files .files-s button");
        }
        let name = repository.replace('/', "-");
        misfits.extend(window.is_looked_at(&name));
        window.presses("Other clients");
        for command in commands {
            window.sees_in(".pm", command);
        }
        window.takes_picture(&format!("{name}-pull"));
        window.presses_key(Key::Escape);
        window.lacks_soon(".pm");
    }
    // The registry lists the files of a model by the newer specification.
    window.follows("Projects");
    window.opens("Projects");
    window.follows("models");
    window.opens("models");
    window.follows("spectra-7b");
    window.opens("spectra-7b");
    window.double_clicks_row("v1", "td:nth-child(2)");
    window.sees_in(".ah", "v1");
    window.sees_in("#model-files", "4 files");
    window.sees_in("#model-files", "tokenizer.json");
    misfits.extend(window.is_looked_at("spectra"));
    // A folder is as large as what is in it, and closes.
    window.sees_in("#model-files tr:first-child .num", "1.76 MiB");
    window.presses("tokenizer/");
    window.lacks_soon("#model-files tr [aria-label='Save tokenizer.json']");
    window.clicks("#model-files [aria-label='Save config.json']");
    window.sees("Saved as");
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
}

#[test]
fn a_charts_values_and_a_models_card_are_read() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("documents");
    window.signs_in_to(&harbor, "ada");
    window.follows("skaha");
    window.follows("charts/canfar");
    window.double_clicks_row("1.2.3", "td:nth-child(3)");
    window.follows("Readme");
    window.sees_in(".doc", "Servers of the API");
    // What is HTML in it stays text.
    window.sees_in(".doc", "<script>alert(1)</script>");
    let mut misfits = window.is_looked_at("readme");
    window.follows("Values");
    window.sees_in(".raw-t", "host: science-portal.example.org");
    window.types(".raw .find input", "tag");
    window.sees_in(".raw-h", "match");
    misfits.extend(window.is_looked_at("values"));

    window.follows("Projects");
    window.opens("Projects");
    window.follows("models");
    window.follows("spectra-7b");
    window.double_clicks_row("v1", "td:nth-child(3)");
    window.follows("Model card");
    window.shows(".doc .md");
    misfits.extend(window.is_looked_at("card"));
    window.follows("License");
    window.shows(".raw-t");
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
}
