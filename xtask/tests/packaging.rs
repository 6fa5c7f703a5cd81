//! What goes into the packages, as far as it can be seen without building them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a folder above")
        .to_path_buf()
}

fn text(file: &str) -> String {
    fs::read_to_string(workspace().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn settings() -> Value {
    serde_json::from_str(&text("tauri.conf.json")).expect("JSON")
}

const METAINFO: &str = "src-tauri/packaging/org.pilothouse.Pilothouse.metainfo.xml";

#[test]
fn packages_are_described_and_have_their_licences_and_their_entry_in_software_centres() {
    let bundle = &settings()["bundle"];
    for name in [
        "shortDescription",
        "longDescription",
        "publisher",
        "homepage",
    ] {
        assert!(
            bundle[name].as_str().is_some_and(|text| !text.is_empty()),
            "{name}"
        );
    }
    for (format, licence) in [
        ("deb", "/usr/share/doc/pilothouse/copyright"),
        ("rpm", "/usr/share/licenses/pilothouse/LICENSE"),
    ] {
        let files = bundle["linux"][format]["files"].as_object().expect("files");
        for (place, source) in files {
            let source = source.as_str().expect("a path");
            let file = workspace().join("src-tauri").join(source);
            assert!(file.is_file(), "{format}: {place} from {source}");
        }
        assert!(files.contains_key(licence), "{format}");
        let metainfo = "/usr/share/metainfo/org.pilothouse.Pilothouse.metainfo.xml";
        assert!(files.contains_key(metainfo), "{format}");
    }
    assert!(text("src-tauri/packaging/copyright").contains("License: Apache-2.0"));
}

#[test]
fn what_the_bundler_adds_is_not_named_a_second_time() {
    let depends = settings()["bundle"]["linux"]["deb"]["depends"].to_string();
    assert!(
        !depends.contains("webkit2gtk") && !depends.contains("gtk-3"),
        "{depends}"
    );
}

#[test]
fn the_entry_in_software_centres_is_valid_and_about_this_program() {
    let metainfo = text(METAINFO);
    let identifier = settings()["identifier"].as_str().expect("text").to_owned();
    assert!(metainfo.contains(&format!("<id>{identifier}</id>")));
    let mut check = Command::new("appstreamcli");
    check
        .args(["validate", "--no-net"])
        .arg(workspace().join(METAINFO));
    // Not everywhere is it installed.
    if let Ok(said) = check.output() {
        assert!(
            said.status.success(),
            "{}",
            String::from_utf8_lossy(&said.stdout)
        );
    }
}

#[test]
fn the_shells_manifest_stands_as_the_bundler_would_write_it() {
    let manifest = text("src-tauri/Cargo.toml");
    for line in manifest.lines() {
        let is_tauris = line.starts_with("tauri = ") || line.starts_with("tauri-build = ");
        assert!(!is_tauris || line.contains("features = ["), "{line}");
    }
}
