//! An image whose layers have content: files, links, whiteouts, packed as builders pack them.

use std::io::Write;
use std::sync::Arc;

use chrono::Duration as Span;
use serde_json::{Value, json};
use tar::{Builder, EntryType, Header};

use super::DAY;
use super::content::config;
use super::documents::{OLDER, spdx};
use super::signatures::{PUBLIC_KEY, ROOT_CERTIFICATE, bundle, notation, provenance};
use crate::chance::{Sequence, digest_of};
use crate::json::Time;
use crate::world::World;
use crate::world::builder::artifacts::{Attachment, Image};
use crate::world::builder::{built, minutes_ago, scanned};
use crate::world::content::{File, FileContent};
use crate::world::{Catalogue, Kind};

const GZIP: &str = "application/vnd.oci.image.layer.v1.tar+gzip";
const ZSTD: &str = "application/vnd.oci.image.layer.v1.tar+zstd";
/// 2026-10-01, in seconds: what is in a layer is the same at each start.
const MODIFIED: u64 = 1_790_812_800;

/// A layer that is being written.
struct Layer(Builder<Vec<u8>>);

impl Layer {
    fn new() -> Self {
        Self(Builder::new(Vec::new()))
    }

    fn entry(mut self, kind: EntryType, path: &str, mode: u32, content: &[u8]) -> Self {
        let mut header = Header::new_ustar();
        header.set_entry_type(kind);
        header.set_mode(mode);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(MODIFIED);
        header.set_size(content.len() as u64);
        self.0
            .append_data(&mut header, path, content)
            .expect("written to the memory");
        self
    }

    fn folder(self, path: &str) -> Self {
        self.entry(EntryType::Directory, path, 0o755, &[])
    }

    fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.entry(EntryType::Regular, path, 0o644, content.as_ref())
    }

    fn program(self, path: &str, size: usize) -> Self {
        let mut content = b"\x7fELF\x02\x01\x01\0".to_vec();
        content.extend(noise(path, size));
        self.entry(EntryType::Regular, path, 0o755, &content)
    }

    fn link(mut self, path: &str, to: &str) -> Self {
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Symlink);
        header.set_mode(0o777);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(MODIFIED);
        header.set_size(0);
        self.0
            .append_link(&mut header, path, to)
            .expect("written to the memory");
        self
    }

    fn unpacked(self) -> Vec<u8> {
        self.0.into_inner().expect("written to the memory")
    }

    fn gzip(self) -> File {
        let unpacked = self.unpacked();
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&unpacked).expect("written to the memory");
        let packed = packed.finish().expect("written to the memory");
        file(GZIP, packed, &unpacked)
    }

    fn zstd(self) -> File {
        let unpacked = self.unpacked();
        let packed = zstd::encode_all(&unpacked[..], 1).expect("written to the memory");
        file(ZSTD, packed, &unpacked)
    }
}

fn file(media_type: &'static str, packed: Vec<u8>, unpacked: &[u8]) -> File {
    File {
        title: String::new(),
        media_type,
        content: FileContent::Layer {
            packed: Arc::new(packed),
            diff_id: digest_of(unpacked),
        },
    }
}

/// Bytes that can't be packed, the same for the same name.
fn noise(name: &str, size: usize) -> Vec<u8> {
    let mut chance = Sequence::of(&format!("noise {name}"));
    let words = std::iter::repeat_with(|| chance.next().to_le_bytes());
    words.flatten().take(size).collect()
}

fn layers(version: &str) -> Vec<File> {
    let base = Layer::new()
        .folder("bin")
        .folder("etc")
        .file(
            "etc/os-release",
            "PRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"13\"\nID=debian\n",
        )
        .file("etc/passwd", "root:x:0:0:root:/root:/bin/bash\n")
        .file("etc/motd", "Welcome.\n")
        .folder("usr/bin")
        .program("usr/bin/bash", 60_000)
        .program("usr/bin/coreutils", 40_000)
        .link("usr/bin/ls", "coreutils")
        .folder("var/cache/apt")
        .file("var/cache/apt/pkgcache.bin", noise("pkgcache", 20_000))
        .gzip();
    let packages = Layer::new()
        .folder("usr/lib/python3/dist-packages/fieldkit")
        .file(
            "usr/lib/python3/dist-packages/fieldkit/__init__.py",
            format!("\"\"\"Tools for observing runs.\"\"\"\n\n__version__ = \"{version}\"\n"),
        )
        .program("usr/lib/x86_64-linux-gnu/libcfitsio.so.10", 90_000)
        .link("usr/lib/x86_64-linux-gnu/libcfitsio.so", "libcfitsio.so.10")
        .zstd();
    let catalogue = Layer::new()
        .folder("opt/fieldkit")
        .file(
            "opt/fieldkit/catalogue.parquet",
            noise("catalogue", 400_000),
        )
        .file(
            "opt/fieldkit/columns.csv",
            "name,unit\nra,deg\ndec,deg\nmag_g,mag\n",
        )
        .gzip();
    let clean = Layer::new()
        .file("etc/.wh.motd", "")
        .file("var/cache/apt/.wh..wh..opq", "")
        .file("etc/fieldkit.conf", "[site]\nname = Mauna Kea\n")
        .gzip();
    vec![base, packages, catalogue, clean]
}

fn history(created: &str) -> Value {
    let steps = [
        (
            "/bin/sh -c #(nop) ADD file:5d68d27cc15a80653c93d3a0b262a28112d47a46326ff5fc2dfbf7fa3b9a0ce8 in / ",
            false,
        ),
        ("CMD [\"bash\"]", true),
        (
            "RUN /bin/sh -c apt-get update && apt-get install -y python3-fieldkit # buildkit",
            false,
        ),
        (
            "COPY catalogue.parquet columns.csv /opt/fieldkit/ # buildkit",
            false,
        ),
        (
            "RUN /bin/sh -c rm -rf /etc/motd /var/cache/apt && fieldkit init > /etc/fieldkit.conf # buildkit",
            false,
        ),
        ("VOLUME [/data]", true),
    ];
    let steps = steps.iter().map(|(by, is_empty)| {
        let mut step = json!({"created": created, "created_by": by});
        if *is_empty {
            step["empty_layer"] = true.into();
        }
        step
    });
    steps.collect()
}

const EMPTY: &str = "application/vnd.oci.empty.v1+json";
const BUNDLE: &str = "application/vnd.dev.sigstore.bundle.v0.3+json";
const SIGNED: &str = "https://sigstore.dev/cosign/sign/v1";
const PROVENANCE: &str = "https://slsa.dev/provenance/v1";

/// A Sigstore bundle with a statement, to be attached.
fn bundle_of(predicate: &str, size: i64) -> Attachment<'static> {
    Attachment {
        kind: "signature.cosign",
        artifact_kind: Kind::Unknown,
        media_type: EMPTY,
        artifact_type: BUNDLE,
        extra_attrs: Value::Null,
        annotations: json!({
            "dev.sigstore.bundle.content": "dsse-envelope",
            "dev.sigstore.bundle.predicateType": predicate,
        }),
        tags: &[],
        size,
    }
}

fn cosign(image: &str) -> String {
    bundle(image, SIGNED, &json!({}))
}

/// A layer with a signature or the like, and nothing else.
fn document_of(media_type: &'static str, content: FileContent) -> Vec<File> {
    vec![File {
        title: String::new(),
        media_type,
        content,
    }]
}

impl World {
    /// Signed by Cosign and Notation, with the builder's provenance and what it is made of.
    fn sign_fieldkit(&mut self, place: usize, image: &(i64, String), at: Time) {
        let signature: fn(&str) -> String = cosign;
        let built_by: fn(&str) -> String = |image| bundle(image, PROVENANCE, &provenance());
        for (predicate, size, content) in
            [(SIGNED, 4_012, signature), (PROVENANCE, 12_043, built_by)]
        {
            self.attach(place, image, bundle_of(predicate, size), at);
            self.put_files(
                place,
                document_of(BUNDLE, FileContent::AboutSubject(content)),
            );
        }
        self.add_accessory(place, image, "signature.notation", 3_000, &[], at);
        let content = FileContent::AboutSubject(notation);
        self.put_files(place, document_of("application/jose+json", content));
        self.repositories[place].description = format!(
            "Tools for observing runs.\n\nSigned with Cosign by this key:\n\n```\n{PUBLIC_KEY}```\n\n\
             Notation’s certificate comes from this root:\n\n```\n{ROOT_CERTIFICATE}```\n"
        );
    }

    /// What syft found in it, attached by its name; signed by Cosign, and that by Notation, for the newer
    /// version.
    fn list_fieldkit(&mut self, place: usize, image: &(i64, String), version: &str, at: Time) {
        const SPDX: &str = "application/spdx+json";
        let name = format!("registry.example.org/library/fieldkit:{version}");
        let created = at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let is_newest = version == "2.1";
        let text = spdx(&name, &created, if is_newest { &[] } else { OLDER });
        let document = Attachment {
            kind: "subject.accessory",
            artifact_type: SPDX,
            annotations: Value::Null,
            ..bundle_of("", 24_576)
        };
        let digest = self.attach(place, image, document, at);
        let content = FileContent::Padded(text.to_string());
        self.put_files(
            place,
            vec![File {
                title: "sbom.spdx.json".to_owned(),
                media_type: SPDX,
                content,
            }],
        );
        if !is_newest {
            return;
        }
        let listed = (self.last_of(place).id, digest);
        let digest = self.attach(place, &listed, bundle_of(SIGNED, 4_013), at);
        let content = FileContent::AboutSubject(cosign);
        self.put_files(place, document_of(BUNDLE, content));
        let signed = (self.last_of(place).id, digest);
        self.add_accessory(place, &signed, "signature.notation", 3_001, &[], at);
        let content = FileContent::AboutSubject(notation);
        self.put_files(place, document_of("application/jose+json", content));
    }

    /// Two versions of an image with content in its layers.
    pub(crate) fn sample_layers(&mut self) {
        let library = self.project_id("library");
        let place = self.add_repository(library, "library/fieldkit", minutes_ago(120 * DAY));
        for (version, days) in [("2.0", 90), ("2.1", 12)] {
            let pushed = minutes_ago(days * DAY);
            let created = built(pushed, 9).to_rfc3339();
            let seed = format!("fieldkit {version}");
            let mut config = config("fieldkit", version, "", false);
            config["Volumes"] = json!({"/data": {}});
            let image = Image {
                tags: vec![version.to_owned()],
                // Its content says how large it is.
                size: 0,
                architecture: "amd64",
                os: "linux",
                author: "Observatory tools <fieldkit@example.org>",
                docker: false,
                config,
                history: history(&created),
                created,
                pushed,
                pulled: Some(pushed + Span::days(3)),
                scan: Some(scanned(
                    &seed,
                    [0, 2, 3, 5, 0, 0],
                    7,
                    Catalogue::Trivy,
                    pushed,
                )),
                seed,
            };
            let image = self.add_image(place, &image);
            self.put_files(place, layers(version));
            if version == "2.1" {
                self.sign_fieldkit(place, &image, pushed + Span::minutes(2));
            }
            self.list_fieldkit(place, &image, version, pushed + Span::minutes(4));
        }
    }
}
