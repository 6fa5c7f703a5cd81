//! What accessories are, and what they make known of the artifact that they belong to.

use harbor_api::{
    Decode,
    names::Digest,
    types::{
        Accessory, AccessoryKind, Artifact, ArtifactKind, BuildTime, Predicate, ReadAccessories,
        SbomFormat, SbomState, SignatureFormat, SignatureState, TaggedKind, Unread,
    },
};
use serde_json::{Value, json};

const BUNDLE: &str = "application/vnd.dev.sigstore.bundle.v0.3+json";
const EMPTY: &str = "application/vnd.oci.empty.v1+json";
const IMAGE: &str = "application/vnd.oci.image.config.v1+json";

fn artifact(json: Value) -> Artifact {
    Artifact::decode(json.to_string().as_bytes()).unwrap()
}

fn digest(letter: char) -> String {
    format!("sha256:{}", letter.to_string().repeat(64))
}

fn typed(letter: char) -> Digest {
    Digest::new(digest(letter)).unwrap()
}

/// The state of an artifact with one accessory: as the list has it, and with the accessory read.
fn of_one(word: &str, itself: Value) -> (AccessoryKind, Artifact, ReadAccessories) {
    let subject = artifact(json!({ "accessories": [{ "type": word, "digest": digest('a') }] }));
    let mut read = ReadAccessories::default();
    read.read(&subject.accessories[0], &artifact(itself));
    (read.kind(&subject.accessories[0]), subject, read)
}

/// A Sigstore bundle; servers before 2.12 do not tell its type.
fn bundle(content: Option<&str>, predicate: Option<&str>) -> Value {
    let mut annotations = json!({});
    if let Some(content) = content {
        annotations["dev.sigstore.bundle.content"] = content.into();
    }
    if let Some(predicate) = predicate {
        annotations["dev.sigstore.bundle.predicateType"] = predicate.into();
    }
    json!({ "type": "UNKNOWN", "media_type": EMPTY, "artifact_type": BUNDLE, "annotations": annotations })
}

fn untyped(mut artifact: Value) -> Value {
    artifact.as_object_mut().unwrap().remove("artifact_type");
    artifact
}

fn document(artifact_type: &str) -> Value {
    json!({ "type": "UNKNOWN", "media_type": EMPTY, "artifact_type": artifact_type })
}

#[test]
fn each_accessory_is_known_for_what_it_is() {
    use AccessoryKind::{Attestation, NydusAcceleration, Other, Sbom, Signature, Untold, Vex};
    let cosign = || Signature(SignatureFormat::Cosign);
    let statement = |predicate| Attestation(Some(predicate));
    let dsse = Some("dsse-envelope");
    let provenance = Some("https://slsa.dev/provenance/v1");
    let sign = Some("https://sigstore.dev/cosign/sign/v1");
    let older = json!({ "type": "IMAGE", "media_type": IMAGE, "artifact_type": IMAGE });
    let rows = [
        // What the server calls a signature: Cosign's older ones, and since 2.15 every bundle.
        ("signature.cosign", older.clone(), cosign()),
        ("signature.cosign", untyped(older.clone()), cosign()),
        ("signature.cosign", bundle(None, None), cosign()),
        (
            "signature.cosign",
            bundle(Some("message-signature"), None),
            cosign(),
        ),
        ("signature.cosign", bundle(dsse, sign), cosign()),
        (
            "signature.cosign",
            bundle(dsse, provenance),
            statement(Predicate::Provenance),
        ),
        (
            "signature.cosign",
            bundle(dsse, Some("https://spdx.dev/Document")),
            statement(Predicate::Sbom(SbomFormat::Spdx)),
        ),
        (
            "signature.cosign",
            bundle(dsse, Some("https://cyclonedx.org/bom")),
            statement(Predicate::Sbom(SbomFormat::CycloneDx)),
        ),
        (
            "signature.cosign",
            bundle(dsse, Some("https://openvex.dev/ns")),
            statement(Predicate::Vex),
        ),
        (
            "signature.cosign",
            bundle(
                dsse,
                Some("https://cosign.sigstore.dev/attestation/vuln/v1"),
            ),
            statement(Predicate::Vulnerabilities),
        ),
        (
            "signature.cosign",
            bundle(dsse, Some("https://example.org/Review")),
            statement(Predicate::Other("https://example.org/Review".to_owned())),
        ),
        ("signature.cosign", bundle(dsse, None), Untold),
        (
            "signature.notation",
            document("application/vnd.cncf.notary.signature"),
            Signature(SignatureFormat::Notation),
        ),
        // The same bundles before 2.15, and before 2.12, which do not tell the artifact type.
        ("subject.accessory", bundle(None, None), cosign()),
        ("subject.accessory", bundle(dsse, sign), cosign()),
        ("subject.accessory", untyped(bundle(dsse, sign)), cosign()),
        (
            "subject.accessory",
            bundle(dsse, provenance),
            statement(Predicate::Provenance),
        ),
        (
            "subject.accessory",
            untyped(bundle(dsse, provenance)),
            statement(Predicate::Provenance),
        ),
        ("subject.accessory", untyped(bundle(None, None)), Untold),
        // What oras, syft and trivy attach.
        (
            "subject.accessory",
            document("application/spdx+json"),
            Sbom(SbomFormat::Spdx),
        ),
        (
            "subject.accessory",
            document("application/vnd.cyclonedx+json"),
            Sbom(SbomFormat::CycloneDx),
        ),
        (
            "subject.accessory",
            document("application/vnd.syft+json"),
            Sbom(SbomFormat::Syft),
        ),
        (
            "subject.accessory",
            document("sbom/example"),
            Sbom(SbomFormat::Unnamed),
        ),
        (
            "subject.accessory",
            document("application/vnd.openvex+json"),
            Vex,
        ),
        (
            "subject.accessory",
            document("application/vnd.in-toto+json"),
            Attestation(None),
        ),
        (
            "subject.accessory",
            json!({ "artifact_type": "application/vnd.in-toto+json",
                "annotations": { "in-toto.io/predicate-type": "https://slsa.dev/provenance/v0.2" } }),
            statement(Predicate::Provenance),
        ),
        (
            "subject.accessory",
            document("application/vnd.example.report"),
            Other("application/vnd.example.report".to_owned()),
        ),
        ("subject.accessory", untyped(document("x")), Untold),
        ("accelerator.nydus", document("x"), NydusAcceleration),
        ("sbom.harbor", document("x"), Sbom(SbomFormat::Spdx)),
        (
            "something.new",
            document("application/spdx+json"),
            Sbom(SbomFormat::Spdx),
        ),
    ];
    for (word, itself, kind) in rows {
        assert_eq!(of_one(word, itself.clone()).0, kind, "{word} {itself}");
    }
}

#[test]
fn what_was_not_read_is_neither_signed_nor_unsigned() {
    let found = |format| SignatureState::Found(vec![format]);
    let rows = [
        (
            "signature.notation",
            found(SignatureFormat::Notation),
            SbomState::Missing,
        ),
        // A signature, or only an attestation, be it of an SBOM.
        (
            "signature.cosign",
            SignatureState::NotKnown,
            SbomState::NotKnown,
        ),
        (
            "subject.accessory",
            SignatureState::NotKnown,
            SbomState::NotKnown,
        ),
        (
            "something.new",
            SignatureState::NotKnown,
            SbomState::NotKnown,
        ),
        (
            "accelerator.nydus",
            SignatureState::Missing,
            SbomState::Missing,
        ),
        (
            "sbom.harbor",
            SignatureState::Missing,
            SbomState::Done(typed('a')),
        ),
    ];
    for (word, signature, sbom) in rows {
        let accessory = json!({ "type": word, "digest": digest('a') });
        let subject = artifact(json!({ "accessories": [accessory] }));
        assert_eq!(subject.signature(), signature, "{word}");
        assert_eq!(subject.sbom(), sbom, "{word}");
    }
    let nothing = artifact(json!({ "accessories": null }));
    assert_eq!(nothing.signature(), SignatureState::Missing);
    assert_eq!(nothing.sbom(), SbomState::Missing);
}

#[test]
fn what_was_read_decides() {
    let cosign = SignatureState::Found(vec![SignatureFormat::Cosign]);
    let dsse = Some("dsse-envelope");
    let rows = [
        (
            "signature.cosign",
            bundle(None, None),
            cosign.clone(),
            SbomState::Missing,
        ),
        (
            "subject.accessory",
            bundle(None, None),
            cosign,
            SbomState::Missing,
        ),
        (
            "signature.cosign",
            bundle(dsse, Some("https://slsa.dev/provenance/v1")),
            SignatureState::Missing,
            SbomState::Missing,
        ),
        (
            "signature.cosign",
            bundle(dsse, Some("https://spdx.dev/Document")),
            SignatureState::Missing,
            SbomState::Attached(typed('a'), SbomFormat::Spdx),
        ),
        (
            "subject.accessory",
            document("application/vnd.cyclonedx+json"),
            SignatureState::Missing,
            SbomState::Attached(typed('a'), SbomFormat::CycloneDx),
        ),
        (
            "subject.accessory",
            untyped(document("x")),
            SignatureState::NotKnown,
            SbomState::NotKnown,
        ),
        (
            "subject.accessory",
            document("application/vnd.example.report"),
            SignatureState::Missing,
            SbomState::Missing,
        ),
    ];
    for (word, itself, signature, sbom) in rows {
        let (_, subject, read) = of_one(word, itself.clone());
        assert_eq!(read.signature(&subject), signature, "{word} {itself}");
        assert_eq!(read.sbom(&subject), sbom, "{word} {itself}");
        assert_eq!(read.unread(&subject).count(), 0);
    }
    let many = artifact(json!({
        "accessories": [{ "type": "signature.notation" }, { "type": "signature.cosign", "digest": digest('a') }],
        "inherited_accessories": [{ "type": "signature.notation" }],
    }));
    let mut read = ReadAccessories::default();
    let unread: Vec<&Accessory> = read.unread(&many).collect();
    assert_eq!(unread, [&many.accessories[1]]);
    assert_eq!(
        unread[0].listed_kind(),
        AccessoryKind::Unread(Unread::Cosign)
    );
    read.read(&many.accessories[1], &artifact(bundle(None, None)));
    assert_eq!(
        read.signature(&many),
        SignatureState::Found(vec![SignatureFormat::Cosign, SignatureFormat::Notation])
    );
}

#[test]
fn an_sbom_that_is_there_counts_whatever_became_of_another() {
    let index = "application/vnd.oci.image.index.v1+json";
    let attached = json!([{ "type": "subject.accessory", "digest": digest('a') }]);
    let there = SbomState::Attached(typed('a'), SbomFormat::Spdx);
    let made = SbomState::Done(typed('b'));
    let overview = |status: &str| json!({ "scan_status": status });
    let rows = [
        (
            json!({ "sbom_overview": overview("Pending") }),
            SbomState::Queued,
        ),
        (
            json!({ "sbom_overview": overview("Running") }),
            SbomState::Running,
        ),
        (
            json!({ "sbom_overview": overview("Stopped") }),
            SbomState::Stopped,
        ),
        (
            json!({ "sbom_overview": overview("Error") }),
            SbomState::Failed,
        ),
        (
            json!({ "sbom_overview": { "scan_status": "Success", "sbom_digest": digest('b') } }),
            made.clone(),
        ),
        // The parts have them; the server names none for the index.
        (
            json!({ "manifest_media_type": index, "sbom_overview": overview("Success") }),
            SbomState::OfParts,
        ),
        (
            json!({ "sbom_overview": overview("Running"), "accessories": attached }),
            there.clone(),
        ),
        (
            json!({ "sbom_overview": overview("Error"), "accessories": attached }),
            there,
        ),
        (
            json!({ "sbom_overview": { "scan_status": "Success", "sbom_digest": digest('b') },
                "accessories": attached }),
            made,
        ),
    ];
    for (json, state) in rows {
        let subject = artifact(json.clone());
        let mut read = ReadAccessories::default();
        for accessory in &subject.accessories {
            read.read(accessory, &artifact(document("application/spdx+json")));
        }
        assert_eq!(read.sbom(&subject), state, "{json}");
    }
}

#[test]
fn what_cosign_attached_by_tags_is_no_image() {
    let hex = "ab".repeat(32);
    let with = |tags: &[&str]| {
        let tags: Vec<Value> = tags.iter().map(|tag| json!({ "name": tag })).collect();
        artifact(json!({
            "type": "IMAGE", "media_type": IMAGE, "tags": tags,
            "extra_attrs": { "architecture": "", "os": "", "config": {} },
            "addition_links": { "vulnerabilities": {} },
        }))
    };
    let rows = [
        ("sig", TaggedKind::Signature, ArtifactKind::Signature),
        ("att", TaggedKind::Attestation, ArtifactKind::Attestation),
        ("sbom", TaggedKind::Sbom, ArtifactKind::Sbom),
    ];
    for (ending, tagged, kind) in rows {
        let found = with(&[&format!("sha256-{hex}.{ending}")]);
        let attached = found.attached_by_tag().unwrap();
        assert_eq!(attached.kind, tagged);
        assert_eq!(attached.subject.as_str(), format!("sha256:{hex}"));
        assert_eq!(found.kind(), kind);
        assert!(!found.is_content() && !found.is_scannable(), "{ending}");
    }
    let long = format!("sha256-{hex}.att");
    for tags in [
        &["25.11"][..],
        &["sha256-ab.att"],
        &[&format!("sha256-{hex}")],
        &[&format!("sha256-{hex}.txt")],
        &[&format!("md5-{hex}.att")],
        // It was given a name to be found by.
        &[&long, "latest"],
        &[],
    ] {
        let image = with(tags);
        assert_eq!(image.kind(), ArtifactKind::Image, "{tags:?}");
        assert!(image.is_content() && image.is_scannable(), "{tags:?}");
    }
}

#[test]
fn a_record_of_how_a_part_was_built_is_no_image() {
    let record = artifact(json!({
        "type": "IMAGE", "media_type": IMAGE,
        "extra_attrs": { "architecture": "unknown", "os": "unknown" },
        "addition_links": { "vulnerabilities": {} },
    }));
    assert_eq!(record.kind(), ArtifactKind::Attestation);
    assert!(!record.is_content() && !record.is_scannable());

    let about = json!({ "vnd.docker.reference.digest": digest('a') });
    let unknown = json!({ "os": "unknown", "architecture": "unknown" });
    let index = artifact(json!({ "references": [
        { "platform": { "os": "linux", "architecture": "amd64" } },
        { "platform": unknown, "annotations": about },
        {
            "platform": { "os": "linux", "architecture": "amd64" },
            "annotations": { "vnd.docker.reference.type": "attestation-manifest" },
        },
    ] }));
    assert!(index.references[1].is_attestation());
    assert_eq!(index.references[1].subject(), Some(typed('a')));
    let platforms: Vec<String> = index.platforms().iter().map(ToString::to_string).collect();
    assert_eq!(platforms, ["linux/amd64"]);
}

#[test]
fn a_build_that_states_no_real_time_is_told_from_one_that_does() {
    let rows = [
        ("2026-12-03T12:12:00.123456789Z", Some(true)),
        ("2013-03-20T00:00:00Z", Some(true)),
        ("1970-01-01T00:00:00Z", Some(false)),
        ("1970-01-01T00:00:01Z", Some(false)),
        ("1970-01-01T01:00:00+01:00", Some(false)),
        ("1980-01-01T00:00:01Z", Some(false)),
        ("0001-01-01T00:00:00Z", Some(false)),
        ("", None),
        ("yesterday", None),
    ];
    for (text, is_real) in rows {
        let built = artifact(json!({ "extra_attrs": { "created": text } })).built();
        let is_stated = built
            .as_ref()
            .map(|built| matches!(built, BuildTime::At(_)));
        assert_eq!(is_stated, is_real, "{text}: {built:?}");
    }
    assert_eq!(artifact(json!({ "extra_attrs": null })).built(), None);
}

#[test]
fn an_artifact_says_whether_it_is_a_bill_of_materials_itself() {
    let own = |json: Value| artifact(json).own_sbom();
    let spdx = json!({ "type": "UNKNOWN", "artifact_type": "application/spdx+json" });
    assert_eq!(own(spdx), Some(SbomFormat::Spdx));
    assert!(own(json!({ "type": "SBOM" })).is_some());
    let stated = bundle(Some("dsse-envelope"), Some("https://cyclonedx.org/bom"));
    assert_eq!(own(stated), Some(SbomFormat::CycloneDx));
    let provenance = bundle(
        Some("dsse-envelope"),
        Some("https://slsa.dev/provenance/v1"),
    );
    assert_eq!(own(provenance), None);
    assert_eq!(own(json!({ "type": "IMAGE", "media_type": IMAGE })), None);
}
