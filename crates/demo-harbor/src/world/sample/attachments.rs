//! A repository with everything that clients attach to images, by subject and by tag.

use std::collections::BTreeMap;

use chrono::Duration as Span;
use serde_json::{Value, json};

use super::content::{config, history};
use super::documents::{cyclone_dx, spdx};
use super::{DAY, MIB};
use crate::json::Time;
use crate::world::builder::artifacts::{Attachment, Image, OCI_CONFIG};
use crate::world::builder::{built, minutes_ago, platform, scanned};
use crate::world::content::{File, FileContent};
use crate::world::{Catalogue, Kind, World};

const EMPTY: &str = "application/vnd.oci.empty.v1+json";
const BUNDLE: &str = "application/vnd.dev.sigstore.bundle.v0.3+json";

/// What a configuration without anything in it says, as Cosign's older tags have one.
fn nothing() -> Value {
    json!({"architecture": "", "os": "", "created": "0001-01-01T00:00:00Z", "config": {}})
}

impl World {
    /// One image for each way of attaching things, the newest way first.
    pub(crate) fn sample_attachments(&mut self) {
        let library = self.project_id("library");
        let place = self.add_repository(library, "library/toolbox", minutes_ago(400 * DAY));
        self.toolbox_by_tags(place, minutes_ago(320 * DAY));
        self.toolbox_of_an_older_server(place, minutes_ago(300 * DAY));
        self.toolbox_with_provenance_only(place, minutes_ago(200 * DAY));
        self.toolbox_with_documents(place, minutes_ago(90 * DAY));
        self.toolbox_with_notation(place, minutes_ago(60 * DAY));
        self.toolbox_by_buildkit(place, minutes_ago(20 * DAY));
    }

    fn toolbox_image(
        &mut self,
        place: usize,
        version: &str,
        tags: &[String],
        created: String,
        pushed: Time,
    ) -> (i64, String) {
        let seed = format!("toolbox {version}");
        let image = Image {
            tags: tags.to_vec(),
            size: 38 * MIB + 1_234,
            architecture: "amd64",
            os: "linux",
            author: "",
            docker: false,
            config: config("toolbox", version, "", false),
            history: history(&created, false),
            created,
            pushed,
            pulled: None,
            scan: Some(scanned(
                &seed,
                [0, 1, 4, 9, 0, 0],
                6,
                Catalogue::Trivy,
                pushed,
            )),
            seed,
        };
        self.add_image(place, &image)
    }

    fn toolbox_tagged(
        &mut self,
        place: usize,
        version: &str,
        created: &str,
        pushed: Time,
    ) -> (i64, String) {
        self.toolbox_image(
            place,
            version,
            &[version.to_owned()],
            created.to_owned(),
            pushed,
        )
    }

    /// Signed, attested and listed by Cosign before there were subjects: Harbor makes an accessory
    /// of the signature alone. The image is one of a buildpack's.
    fn toolbox_by_tags(&mut self, place: usize, pushed: Time) {
        let image = self.toolbox_tagged(place, "1.0", "1980-01-01T00:00:01Z", pushed);
        let tag = |ending: &str| format!("{}.{ending}", image.1.replace(':', "-"));
        let signature = Attachment {
            kind: "signature.cosign",
            artifact_kind: Kind::Image,
            media_type: OCI_CONFIG,
            artifact_type: OCI_CONFIG,
            extra_attrs: nothing(),
            annotations: Value::Null,
            tags: &[tag("sig")],
            size: 1_002,
        };
        self.attach(place, &image, signature, pushed + Span::minutes(1));
        for (ending, size, minutes) in [("att", 7_419, 2), ("sbom", 91_206, 3)] {
            self.add_thing(
                place,
                &format!("toolbox 1.0 {ending}"),
                &[tag(ending)],
                Kind::Image,
                OCI_CONFIG,
                OCI_CONFIG,
                size,
                nothing(),
                Value::Null,
                BTreeMap::new(),
                pushed + Span::minutes(minutes),
            );
        }
    }

    /// Signed while the server was older than 2.15: the bundle is no signature to it.
    fn toolbox_of_an_older_server(&mut self, place: usize, pushed: Time) {
        let image = self.toolbox_tagged(place, "1.1", "2025-12-24T09:30:00Z", pushed);
        let signature = bundle(
            "subject.accessory",
            "https://sigstore.dev/cosign/sign/v1",
            3_981,
        );
        self.attach(place, &image, signature, pushed + Span::minutes(1));
    }

    /// Not signed; a builder's provenance is all there is, and the server calls it a signature.
    fn toolbox_with_provenance_only(&mut self, place: usize, pushed: Time) {
        let image = self.toolbox_tagged(place, "1.2", "1970-01-01T00:00:00Z", pushed);
        let provenance = bundle("signature.cosign", "https://slsa.dev/provenance/v1", 11_874);
        self.attach(place, &image, provenance, pushed + Span::minutes(1));
    }

    /// Signed, with its provenance, and with the documents that oras, syft and trivy attach.
    fn toolbox_with_documents(&mut self, place: usize, pushed: Time) {
        let image = self.toolbox_tagged(place, "1.3", "0001-01-01T00:00:00Z", pushed);
        let signature = bundle(
            "signature.cosign",
            "https://sigstore.dev/cosign/sign/v1",
            4_012,
        );
        self.attach(place, &image, signature, pushed + Span::minutes(1));
        let provenance = bundle("signature.cosign", "https://slsa.dev/provenance/v1", 12_043);
        self.attach(place, &image, provenance, pushed + Span::minutes(1));
        for (artifact_type, size) in [
            ("application/spdx+json", 218_730),
            ("application/vnd.cyclonedx+json", 187_005),
            ("application/vnd.openvex+json", 1_944),
            ("application/vnd.example.licenses", 20_117),
        ] {
            let document = Attachment {
                kind: "subject.accessory",
                artifact_kind: Kind::Unknown,
                media_type: EMPTY,
                artifact_type,
                extra_attrs: Value::Null,
                annotations: json!({"org.opencontainers.image.created": built(pushed, 0).format("%Y-%m-%dT%H:%M:%SZ").to_string()}),
                tags: &[],
                size,
            };
            self.attach(place, &image, document, pushed + Span::minutes(2));
            let created = built(pushed, 0).format("%Y-%m-%dT%H:%M:%SZ").to_string();
            let name = "registry.example.org/library/toolbox:1.3";
            let (title, text) = match artifact_type {
                "application/spdx+json" => ("sbom.spdx.json", spdx(name, &created, &[])),
                "application/vnd.cyclonedx+json" => ("sbom.cdx.json", cyclone_dx(name, &created)),
                _ => continue,
            };
            self.put_files(
                place,
                vec![File {
                    title: title.to_owned(),
                    media_type: artifact_type,
                    content: FileContent::Padded(text.to_string()),
                }],
            );
        }
    }

    fn toolbox_with_notation(&mut self, place: usize, pushed: Time) {
        let created = built(pushed, 7).to_rfc3339();
        let image = self.toolbox_tagged(place, "1.4", &created, pushed);
        let kind = "signature.notation";
        self.add_accessory(place, &image, kind, 773, &[], pushed + Span::minutes(1));
    }

    /// One image, and BuildKit's record of how it was built, in an index.
    fn toolbox_by_buildkit(&mut self, place: usize, pushed: Time) {
        let created = built(pushed, 4).to_rfc3339();
        let (id, digest) = self.toolbox_image(place, "1.5 amd64", &[], created, pushed);
        let about = json!({"vnd.docker.reference.digest": digest, "vnd.docker.reference.type": "attestation-manifest"});
        let (record_id, record) = self.add_thing(
            place,
            "toolbox 1.5 attestation",
            &[],
            Kind::Image,
            OCI_CONFIG,
            OCI_CONFIG,
            18_266,
            json!({"architecture": "unknown", "os": "unknown", "config": {}}),
            Value::Null,
            BTreeMap::new(),
            pushed,
        );
        let children = vec![
            (id, digest, platform("amd64", "linux", ""), Value::Null),
            (record_id, record, platform("unknown", "unknown", ""), about),
        ];
        let tags = ["1.5".to_owned(), "latest".to_owned()];
        let seed = "toolbox 1.5";
        self.add_index(place, seed, &tags, children, false, Value::Null, pushed);
    }
}

/// A Sigstore bundle with a statement.
fn bundle<'a>(kind: &'a str, predicate: &str, size: i64) -> Attachment<'a> {
    Attachment {
        kind,
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
