#!/usr/bin/env bash
# oci-spec loses the Windows version of an index's parts.
#
# Package: oci-spec 0.10.0 (crates.io). Needs cargo.
# Input: an image index whose two parts are for windows/amd64 and differ in `os.version`, as the image
# specification names the field ("OCI Image Index Specification", platform).
# Expected: the platform that was read has it, and what is written again is what was read.
# Seen: the version is `None` for both, and it is gone from what is written: two parts that Windows tells
# apart have the same platform. `architecture` and `os` come through.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat > Cargo.toml <<'TOML'
[package]
name = "seen"
version = "0.0.0"
edition = "2021"

[dependencies]
oci-spec = "=0.10.0"
serde_json = "1"
TOML
cat > src/main.rs <<'RS'
use oci_spec::image::ImageIndex;

fn main() {
    let part = |hex: &str, version: &str| {
        format!(
            r#"{{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:{}","size":7,
            "platform":{{"architecture":"amd64","os":"windows","os.version":"{version}"}}}}"#,
            hex.repeat(64)
        )
    };
    let text = format!(
        r#"{{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{},{}]}}"#,
        part("a", "10.0.17763.6414"),
        part("b", "10.0.20348.2402")
    );
    let index: ImageIndex = serde_json::from_str(&text).expect("a valid index");
    for part in index.manifests() {
        let platform = part.platform().as_ref().expect("a platform");
        println!("{}/{} {:?}", platform.os(), platform.architecture(), platform.os_version());
    }
    let written = serde_json::to_string(&index).expect("a text");
    println!("written again: {}", if written.contains("os.version") { "kept" } else { "lost" });
}
RS
cargo run --quiet 2> log > seen || { cat log; exit 1; }
cat seen
grep -qx 'windows/amd64 None' seen
grep -qx 'written again: lost' seen
