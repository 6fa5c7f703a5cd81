//! What the registry itself holds: layers, files, the manifest as it is.

use reqwest::Method;

use crate::harness::{Desktop, Harbor, Held, Key, Window};

fn opens_artifact(window: &Window, project: &str, repository: &str, tag: &str) {
    window.follows("Projects");
    window.opens("Projects");
    window.follows(project);
    window.opens(project);
    window.follows(repository);
    window.opens(repository);
    window.double_clicks_row(tag, "td:nth-child(3)");
    window.sees_in(".ah", tag);
}

/// The requests that went to the registry's own interface, by what they asked for.
fn asked(harbor: &Harbor) -> Vec<String> {
    let requests = harbor.requests().into_iter();
    let paths = requests.map(|line| line.path);
    paths
        .filter(|path| path.starts_with("/v2/") || path == "/service/token")
        .map(|path| {
            let kinds = ["manifests", "blobs"];
            let kind = kinds.iter().find(|kind| path.contains(**kind));
            kind.map_or(path.clone(), |kind| (*kind).to_owned())
        })
        .collect()
}

#[test]
fn which_layer_makes_it_large() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("layers");
    window.signs_in_to(&harbor, "ada");
    opens_artifact(&window, "skaha", "astroml", "25.11-gpu");
    assert!(asked(&harbor).is_empty(), "nothing is asked for unseen");

    window.follows("Layers");
    window.sees_in(".ly-h", "GiB in ");
    window.sees_in(".ly-h", "add no data");
    window.sees_in("table.ly", "RUN");
    let build_order = window
        .text_in("table.ly tbody tr:first-child")
        .expect("a step");
    assert!(build_order.contains("ADD"), "{build_order}");
    // Where tokens are to be had was not known, so there is one refusal before.
    assert_eq!(
        asked(&harbor),
        ["manifests", "/service/token", "manifests", "blobs"]
    );
    window.presses("Largest first");
    window.clicks("table.ly tbody tr:first-child .ly-o");
    window.sees_in("aside.insp", "% of the image");
    window.sees_in("aside.insp", "Layer digest");
    window.sees_in("aside.insp", "Media type");
    window.sees_in("aside.insp", "OCI layer, tar + gzip");
    window.sees_in("aside.insp", "Configuration after this step");
    window.sees_in(".image-labels", "ca.nrc.cadc.skaha.type");
    window.clicks("#all-image-labels");
    window.sees_in(".image-labels", "org.opencontainers.image.vendor");
    let mut misfits = window.is_looked_at("largest");
    window.presses_key(Key::Escape);

    // The Dockerfile is read before it is copied.
    window.clicks("#show-dockerfile");
    window.sees_in("dialog[open] .raw-t", "FROM scratch");
    window.sees_in("dialog[open] .raw-t", "RUN");
    misfits.extend(window.is_looked_at("dockerfile"));
    window.presses_key(Key::Escape);
    window.lacks_soon("dialog[open]");

    // A tab that is opened again asks for nothing more.
    window.follows("Overview");
    window.shows(".og");
    window.follows("Layers");
    window.shows("table.ly");
    assert_eq!(asked(&harbor).len(), 4);
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
}

#[test]
fn a_manifest_is_copied_as_the_registry_holds_it() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("raw");
    window.signs_in_to(&harbor, "ada");
    opens_artifact(&window, "skaha", "astroml", "25.11-gpu");
    window.follows("Raw");
    window.sees_in(".raw-t", "schemaVersion");
    window.sees_in(".raw", "Compared with its digest");
    window.presses("Copy");
    window.sees("Copied");
    let held = harbor.manifest("skaha/astroml", "25.11-gpu");
    assert_eq!(window.desktop.pasted(), held);

    window.types(".raw .find input", "mediaType");
    window.sees_in(".raw-h", "matches");
    window.shows(".jl.is-match");
    window.presses("Fold all");
    window.sees_in(".raw-t", "[ … ]");
    let misfits = window.is_looked_at("raw");
    window.presses("Configuration");
    window.sees_in(".raw-t", "rootfs");
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
}

#[test]
fn the_files_of_an_artifact_have_their_names() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("files");
    window.signs_in_to(&harbor, "admin");
    opens_artifact(&window, "skaha", "files/catalog", "2026");
    window.sees_in("#files", "catalog-2026.fits");
    window.sees_in("#files", "columns.csv");
    window.sees_in("#files", "text/csv");
    let misfits = window.is_looked_at("files");

    // Windows' version stands in the configuration of an image that is opened directly.
    let index: serde_json::Value =
        serde_json::from_str(&harbor.manifest("toolbox/windows-agent", "1.8")).expect("an index");
    let digest = index["manifests"][0]["digest"].as_str().expect("a digest");
    window.holds_and_presses(&[Held::Control], Key::Letter('k'));
    window.shows("dialog[open] input");
    window.types("dialog input", &format!("toolbox/windows-agent@{digest}"));
    window.sees_in("dialog", "toolbox/windows-agent@");
    window.presses_key(Key::Enter);
    window.sees_in(".ah", &digest[7..19]);
    window.sees_in(".ah", "windows/amd64 (10.0.20348.2402)");
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
}

#[test]
fn which_file_makes_a_layer_large() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("layer_files");
    window.signs_in_to(&harbor, "ada");
    opens_artifact(&window, "library", "fieldkit", "2.1");
    window.follows("Layers");
    window.presses("Largest first");
    window.clicks("table.ly tbody tr:first-child .ly-o");
    window.sees_in("aside.insp", "Layer digest");
    window.presses("Show files");
    window.sees_in(".ly-h", "Files of layer 3");
    let rows = window.rows();
    assert!(
        rows[0].contains("opt/fieldkit/catalogue.parquet"),
        "{rows:#?}"
    );
    window.selects_row("opt/fieldkit/columns.csv");
    window.sees_in("aside.insp", "rw-r--r-- (0644)");
    let mut misfits = window.is_looked_at("files");
    window.presses("Open");
    window.sees_in("aside.insp pre", "name,unit");
    misfits.extend(window.is_looked_at("file"));
    window.presses_key(Key::Escape);

    // What a layer takes away is said to be taken away.
    window.presses("Layers");
    window.presses("Build order");
    window.clicks("table.ly tbody tr:nth-child(5) .ly-o");
    window.presses("Show files");
    window.sees_in(".ly-h", "Files of layer 4");
    window.sees_row("Emptied by this layer");
    window.sees_row("Removed by this layer");
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
}

#[test]
fn a_layer_and_its_packages_are_saved_and_seen() {
    let harbor = Harbor::start();
    let mut window = Desktop::new().opens_pilothouse("sbom");
    window.signs_in_to(&harbor, "admin");
    opens_artifact(&window, "library", "fieldkit", "2.1");
    window.follows("Layers");
    window.clicks("table.ly tbody tr:first-child .ly-o");
    window.presses("Save the layer");
    window.sees("Saved as");
    // The older version has the same base.
    window.clicks("#find-sharers");
    window.sees_in("#sharers", "in layers that none of");
    window.sees_in("aside.insp", "Also in 1 artifact");
    window.sees_in("aside.insp .sharers", "2.0");
    window.clicks("#find-sharers-in-project");
    window.lacks_soon("#find-sharers-in-project");
    window.sees_in("#sharers", "in layers that none of");
    window.sees_in("aside.insp .sharers", "2.0");

    // Made by the registry on request, beside one that was attached.
    window.follows("SBOM");
    window.sees_in(".ly-h", "SPDX 2.3, by syft");
    window.presses("Generate SBOM");
    window.presses("Made by the registry");
    window.sees_in(".ly-h", "SPDX 2.3, by trivy");
    window.sees_row("openssl");
    let mut misfits = window.is_looked_at("made");

    // Attached by others, in two formats.
    window.follows("Projects");
    window.opens("Projects");
    opens_artifact(&window, "library", "toolbox", "1.3");
    window.follows("SBOM");
    window.presses("Attached, CycloneDX");
    window.sees_in(".ly-h", "CycloneDX 1.6, by trivy");
    window.types(".find input", "libc6");
    window.sees_row("LGPL-2.1-or-later AND GPL-2.0-or-later");
    misfits.extend(window.is_looked_at("attached"));
    window.presses("Save");
    window.sees("Saved as");

    // An SBOM that was attached is an artifact with packages of its own, and nothing makes another of it.
    let attached = harbor.asks(
        Method::GET,
        "/projects/library/repositories/fieldkit/artifacts/2.1/accessories?page_size=100",
    );
    let attached = attached.as_array().expect("accessories");
    let sbom = attached
        .iter()
        .find(|one| one["size"] == 24_576)
        .and_then(|one| one["digest"].as_str())
        .expect("an SBOM");
    window.holds_and_presses(&[Held::Control], Key::Letter('k'));
    window.shows("dialog[open] input");
    window.types("dialog input", &format!("library/fieldkit@{sbom}"));
    window.sees_in("dialog", "library/fieldkit@");
    window.presses_key(Key::Enter);
    window.sees_in(".ah", &sbom[7..19]);
    window.shows("#files .files-s button");
    window.follows("SBOM");
    window.sees_in(".ly-h", "SPDX 2.3, by syft");
    assert!(!window.has("Generate SBOM"));
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
}
