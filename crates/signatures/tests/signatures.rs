//! Signatures as Cosign and Notation write them, made here with keys of the test's own.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::{DateTime, Utc};
use rcgen::{
    BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, SanType,
};
use serde_json::{Value, json};
use signatures::{InvalidTrust, NotVerified, Signature, Trust, Verified};

const IMAGE: &str = "sha256:1e42bbe2508154c9126d48c2b8a75420c3544343bf86fd041fb7527e017a4b4a";
const OTHER: &str = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

fn now() -> DateTime<Utc> {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

fn signed(key: &KeyPair, content: &[u8]) -> Vec<u8> {
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &key.serialize_der());
    let signature = key.unwrap().sign(&SystemRandom::new(), content).unwrap();
    signature.as_ref().to_vec()
}

fn trust(key: &KeyPair) -> Trust {
    Trust::from_pem(&key.public_key_pem()).unwrap()
}

fn payload(digest: &str) -> Vec<u8> {
    json!({"critical": {"identity": {"docker-reference": "registry.example.org/library/fieldkit"},
        "image": {"docker-manifest-digest": digest}, "type": "cosign container image signature"}, "optional": null})
    .to_string()
    .into_bytes()
}

fn layer(key: &KeyPair, payload: &[u8]) -> BTreeMap<String, String> {
    let signature = STANDARD.encode(signed(key, payload));
    BTreeMap::from([("dev.cosignproject.cosign/signature".to_owned(), signature)])
}

fn bundle(key: &KeyPair, statement: &Value, material: Value) -> Vec<u8> {
    let statement = statement.to_string();
    let kind = "application/vnd.in-toto+json";
    let mut pre = format!("DSSEv1 {} {kind} {} ", kind.len(), statement.len()).into_bytes();
    pre.extend_from_slice(statement.as_bytes());
    json!({
        "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
        "verificationMaterial": material,
        "dsseEnvelope": {"payload": STANDARD.encode(&statement), "payloadType": kind,
            "signatures": [{"sig": STANDARD.encode(signed(key, &pre))}]},
    })
    .to_string()
    .into_bytes()
}

fn statement(predicate_type: &str, predicate: Value) -> Value {
    let hex = IMAGE.strip_prefix("sha256:").unwrap();
    json!({"_type": "https://in-toto.io/Statement/v1", "predicateType": predicate_type,
        "subject": [{"name": "", "digest": {"sha256": hex}}], "predicate": predicate})
}

#[test]
fn the_key_that_signed_verifies_and_no_other() {
    let (key, other) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    let payload = payload(IMAGE);
    let signature = Signature::from_layer(&payload, &layer(&key, &payload)).unwrap();
    assert_eq!(signature.digests, [IMAGE]);
    let verified = signature.verify(&trust(&key), IMAGE, now()).unwrap();
    assert!(matches!(&verified, Verified::Key(fingerprint) if fingerprint.len() == 16));
    assert_eq!(
        signature.verify(&trust(&other), IMAGE, now()),
        Err(NotVerified::OtherKey)
    );
    // It is a good signature, of something else.
    assert!(matches!(
        signature.verify(&trust(&key), OTHER, now()),
        Err(NotVerified::OtherDigest(_))
    ));
    let changed = String::from_utf8(payload.clone())
        .unwrap()
        .replace("library", "l1brary");
    let changed = Signature::from_layer(changed.as_bytes(), &layer(&key, &payload)).unwrap();
    assert_eq!(
        changed.verify(&trust(&key), IMAGE, now()),
        Err(NotVerified::OtherKey)
    );
}

#[test]
fn a_bundle_says_what_it_states_and_is_verified() {
    let key = KeyPair::generate().unwrap();
    let predicate = json!({
        "buildDefinition": {"buildType": "https://actions.github.io/buildtypes/workflow/v1",
            "resolvedDependencies": [{"uri": "git+https://github.com/opencadc/fieldkit@refs/tags/2.1",
                "digest": {"gitCommit": "9f27c1e4b0ad"}}]},
        "runDetails": {"builder": {"id": "https://github.com/actions/runner/github-hosted"},
            "metadata": {"startedOn": "2026-11-01T10:00:00Z", "finishedOn": "2026-11-01T10:09:00Z"}},
    });
    let statement = statement("https://slsa.dev/provenance/v1", predicate);
    let logged = |entry: Value| {
        let material = json!({"publicKey": {"hint": "x"}, "tlogEntries": [entry]});
        Signature::from_bundle(&bundle(&key, &statement, material)).unwrap()
    };
    let signature = logged(json!({"logIndex": "182340021", "integratedTime": "1793534400"}));
    assert_eq!(signature.signed_at.unwrap().timestamp(), 1_793_534_400);
    let entry = signature.log_entry.as_ref().unwrap();
    assert_eq!(
        (entry.index, entry.at),
        (Some(182_340_021), signature.signed_at)
    );
    // Newer logs tell no time.
    let timeless = logged(json!({"logIndex": "7", "integratedTime": "0"}));
    assert_eq!(
        (timeless.signed_at, timeless.log_entry.unwrap().index),
        (None, Some(7))
    );
    assert_eq!(logged(json!({})).log_entry, None);
    let read = signature
        .statement
        .as_ref()
        .unwrap()
        .provenance
        .as_ref()
        .unwrap();
    assert_eq!(read.revision.as_deref(), Some("9f27c1e4b0ad"));
    assert_eq!(
        read.builder.as_deref(),
        Some("https://github.com/actions/runner/github-hosted")
    );
    assert_eq!((read.materials, read.finished.is_some()), (1, true));
    assert!(signature.verify(&trust(&key), IMAGE, now()).is_ok());
    let certificates = Trust::Certificates(Vec::new());
    assert_eq!(
        signature.verify(&certificates, IMAGE, now()),
        Err(NotVerified::NeedsKey)
    );
}

/// A root and a certificate of it that is good until a year.
struct Authority {
    root: String,
    leaf: Vec<u8>,
    key: KeyPair,
}

impl Authority {
    fn new(until: i32) -> Self {
        let root_key = KeyPair::generate().unwrap();
        let mut root = CertificateParams::default();
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        root.distinguished_name
            .push(rcgen::DnType::CommonName, "Observatory root");
        let certificate = root.self_signed(&root_key).unwrap();
        let issuer = Issuer::from_params(&root, &root_key);
        let key = KeyPair::generate().unwrap();
        let mut leaf = CertificateParams::default();
        leaf.not_before = rcgen::date_time_ymd(2020, 1, 1);
        leaf.not_after = rcgen::date_time_ymd(until, 1, 1);
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::CodeSigning];
        leaf.subject_alt_names = vec![SanType::Rfc822Name(
            "fieldkit@example.org".try_into().unwrap(),
        )];
        let leaf = leaf.signed_by(&key, &issuer).unwrap();
        Self {
            root: certificate.pem(),
            leaf: leaf.der().to_vec(),
            key,
        }
    }

    fn notation(&self) -> Vec<u8> {
        self.notation_with(&[])
    }

    /// With more headers that are signed and must be understood.
    fn notation_with(&self, more: &[(&str, &str)]) -> Vec<u8> {
        let mut protected = json!({"alg": "ES256", "cty": "application/vnd.cncf.notary.payload.v1+json",
            "crit": ["io.cncf.notary.signingScheme"], "io.cncf.notary.signingScheme": "notary.x509",
            "io.cncf.notary.signingTime": "2026-11-01T10:00:00Z"});
        for (name, value) in more {
            protected[*name] = json!(value);
            protected["crit"].as_array_mut().unwrap().push(json!(name));
        }
        let payload = json!({"targetArtifact": {"mediaType": "application/vnd.oci.image.manifest.v1+json",
            "digest": IMAGE, "size": 1024}});
        let text = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let (protected, payload) = (text(&protected), text(&payload));
        let key =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &self.key.serialize_der());
        let content = format!("{protected}.{payload}");
        let signature = key
            .unwrap()
            .sign(&SystemRandom::new(), content.as_bytes())
            .unwrap();
        json!({"payload": payload, "protected": protected,
            "header": {"x5c": [STANDARD.encode(&self.leaf)]},
            "signature": URL_SAFE_NO_PAD.encode(signature.as_ref())})
        .to_string()
        .into_bytes()
    }
}

#[test]
fn notation_is_verified_by_the_root_that_issued_its_certificate() {
    let (authority, other) = (Authority::new(2040), Authority::new(2040));
    let signature = Signature::from_notation(&authority.notation()).unwrap();
    let identity = signature.identity.as_ref().unwrap();
    assert_eq!(identity.subject, "fieldkit@example.org");
    assert!(identity.issuer.contains("Observatory root"), "{identity:?}");
    let trust = |pem: &str| Trust::from_pem(pem).unwrap();
    let verified = signature
        .verify(&trust(&authority.root), IMAGE, now())
        .unwrap();
    assert_eq!(
        verified,
        Verified::Certificate("fieldkit@example.org".to_owned())
    );
    assert!(matches!(
        signature.verify(&trust(&other.root), IMAGE, now()),
        Err(NotVerified::NotTrusted(_))
    ));
    assert!(matches!(
        signature.verify(&trust(&authority.root), OTHER, now()),
        Err(NotVerified::OtherDigest(_))
    ));
    // A certificate that others issued says nothing about who signed this.
    let mut stolen: Value = serde_json::from_slice(&authority.notation()).unwrap();
    stolen["header"]["x5c"] = json!([STANDARD.encode(&other.leaf)]);
    let stolen = Signature::from_notation(stolen.to_string().as_bytes()).unwrap();
    assert_eq!(
        stolen.verify(&trust(&other.root), IMAGE, now()),
        Err(NotVerified::OtherCertificate)
    );
}

/// A short value in CBOR: its kind, its length, and what is in it.
fn cbor(kind: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap();
    let head = match u8::try_from(length) {
        Ok(short @ 0..=23) => vec![kind << 5 | short],
        Ok(byte) => vec![kind << 5 | 24, byte],
        Err(_) => [vec![kind << 5 | 25], length.to_be_bytes().to_vec()].concat(),
    };
    [head, content.to_vec()].concat()
}

const BYTES: u8 = 2;
const TEXT: u8 = 3;

/// A signature of Notation's in COSE, put together byte by byte as RFC 9052 has it.
struct Cose {
    /// As CBOR has the number of the algorithm.
    algorithm: Vec<u8>,
    /// In the headers that are not signed.
    certificates: Vec<u8>,
    payload: String,
    /// A further header that is signed and must be understood: its name, and its value in CBOR.
    more: Option<(&'static str, Vec<u8>)>,
}

impl Cose {
    fn of(authority: &Authority) -> Self {
        Self {
            // ES256 is -7.
            algorithm: vec![0x26],
            certificates: cbor(BYTES, &authority.leaf),
            payload: json!({"targetArtifact": {"digest": IMAGE, "size": 1024}}).to_string(),
            more: None,
        }
    }

    fn protected(&self) -> Vec<u8> {
        let scheme = cbor(TEXT, b"io.cncf.notary.signingScheme");
        let (name, value) = match &self.more {
            Some((name, value)) => (cbor(TEXT, name.as_bytes()), value.clone()),
            None => Default::default(),
        };
        let count = u8::from(self.more.is_some());
        [
            vec![0xa4 + count, 0x01],
            self.algorithm.clone(),
            [vec![0x02, 0x81 + count], scheme.clone(), name.clone()].concat(),
            [scheme, cbor(TEXT, b"notary.x509")].concat(),
            [name, value].concat(),
            cbor(TEXT, b"io.cncf.notary.signingTime"),
            // A time, in seconds: 1,793,534,400.
            vec![0xc1, 0x1a],
            1_793_534_400_u32.to_be_bytes().to_vec(),
        ]
        .concat()
    }

    fn signed_by(&self, key: &KeyPair) -> Vec<u8> {
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &key.serialize_der());
        let content = [
            vec![0x84],
            cbor(TEXT, b"Signature1"),
            cbor(BYTES, &self.protected()),
            cbor(BYTES, b""),
            cbor(BYTES, self.payload.as_bytes()),
        ]
        .concat();
        let signature = key.unwrap().sign(&SystemRandom::new(), &content).unwrap();
        self.with(signature.as_ref())
    }

    fn with(&self, signature: &[u8]) -> Vec<u8> {
        [
            vec![0xd2, 0x84],
            cbor(BYTES, &self.protected()),
            vec![0xa1, 0x18, 0x21],
            self.certificates.clone(),
            cbor(BYTES, self.payload.as_bytes()),
            cbor(BYTES, signature),
        ]
        .concat()
    }
}

#[test]
fn a_signature_in_cose_is_verified_by_the_root_that_issued_its_certificate() {
    let (authority, other) = (Authority::new(2040), Authority::new(2040));
    let root = |authority: &Authority| Trust::from_pem(&authority.root).unwrap();
    let verified = Ok(Verified::Certificate("fieldkit@example.org".to_owned()));
    let mut cose = Cose::of(&authority);
    // One certificate stands by itself, several are a list.
    for certificates in [
        cose.certificates.clone(),
        [vec![0x81], cose.certificates.clone()].concat(),
    ] {
        cose.certificates = certificates;
        let signature = Signature::from_notation(&cose.signed_by(&authority.key)).unwrap();
        let identity = signature.identity.as_ref().unwrap();
        assert_eq!(identity.subject, "fieldkit@example.org");
        assert_eq!(signature.digests, [IMAGE]);
        assert_eq!(signature.signed_at.unwrap().timestamp(), 1_793_534_400);
        assert_eq!(signature.verify(&root(&authority), IMAGE, now()), verified);
        assert!(matches!(
            signature.verify(&trust(&authority.key), IMAGE, now()),
            Ok(Verified::Key(_))
        ));
        assert!(matches!(
            signature.verify(&root(&other), IMAGE, now()),
            Err(NotVerified::NotTrusted(_))
        ));
        assert!(matches!(
            signature.verify(&root(&authority), OTHER, now()),
            Err(NotVerified::OtherDigest(_))
        ));
    }
}

#[test]
fn a_signature_in_cose_that_was_changed_or_stolen_verifies_nothing() {
    let (authority, other) = (Authority::new(2040), Authority::new(2040));
    let root = |authority: &Authority| Trust::from_pem(&authority.root).unwrap();
    let read = |content: &[u8]| Signature::from_notation(content).unwrap();
    let signed = Cose::of(&authority).signed_by(&authority.key);
    let signature = &signed[signed.len() - 64..];
    // What it is about was changed since.
    let mut changed = Cose::of(&authority);
    changed.payload = changed.payload.replace(IMAGE, OTHER);
    assert_eq!(
        read(&changed.with(signature)).verify(&root(&authority), OTHER, now()),
        Err(NotVerified::OtherCertificate)
    );
    // A certificate that others issued says nothing about who signed this.
    let mut stolen = Cose::of(&authority);
    stolen.certificates = Cose::of(&other).certificates;
    assert_eq!(
        read(&stolen.with(signature)).verify(&root(&other), IMAGE, now()),
        Err(NotVerified::OtherCertificate)
    );
    // An algorithm that the key is not for: PS256 is -37.
    let mut odd = Cose::of(&authority);
    odd.algorithm = vec![0x38, 0x24];
    assert!(matches!(
        read(&odd.signed_by(&authority.key)).verify(&root(&authority), IMAGE, now()),
        Err(NotVerified::Unsupported(_))
    ));
    let mut bare = Cose::of(&authority);
    bare.certificates = vec![0xf6];
    assert_eq!(
        read(&bare.signed_by(&authority.key)).verify(&root(&authority), IMAGE, now()),
        Err(NotVerified::NeedsKey)
    );
}

#[test]
fn a_signature_is_good_until_its_end_and_what_it_demands_is_understood() {
    const EXPIRY: &str = "io.cncf.notary.expiry";
    let authority = Authority::new(2040);
    let root = Trust::from_pem(&authority.root).unwrap();
    let verified = |content: &[u8]| {
        let signature = Signature::from_notation(content).unwrap();
        let by_key = signature.verify(&trust(&authority.key), IMAGE, now());
        let by_root = signature.verify(&root, IMAGE, now());
        assert_eq!(by_key.as_ref().err(), by_root.as_ref().err());
        by_root.map(|_| signature.expires)
    };
    let jose = |more: &[(&str, &str)]| verified(&authority.notation_with(more));
    let in_cose = |name, value: &[u8]| {
        let mut cose = Cose::of(&authority);
        cose.more = Some((name, value.to_vec()));
        verified(&cose.signed_by(&authority.key))
    };
    let time = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    // A tagged time in seconds.
    let seconds = |at: DateTime<Utc>| {
        let seconds = u32::try_from(at.timestamp()).unwrap();
        [vec![0xc1, 0x1a], seconds.to_be_bytes().to_vec()].concat()
    };
    let (ended, ends) = ("2026-11-20T11:59:59Z", "2027-05-01T00:00:00Z");
    for (text, expected) in [
        (ended, Err(NotVerified::Expired(time(ended)))),
        (ends, Ok(Some(time(ends)))),
    ] {
        assert_eq!(jose(&[(EXPIRY, text)]), expected);
        assert_eq!(in_cose(EXPIRY, &seconds(time(text))), expected);
    }
    assert_eq!(jose(&[]), Ok(None));

    let plugin = "io.cncf.notary.verificationPlugin";
    let not_understood = Err(NotVerified::NotUnderstood(plugin.to_owned()));
    assert_eq!(jose(&[(plugin, "com.example")]), not_understood);
    let value = cbor(TEXT, b"com.example");
    assert_eq!(in_cose(plugin, &value), not_understood);

    // An end that is no time is not taken for none.
    for content in [
        authority.notation_with(&[(EXPIRY, "soon")]),
        Cose {
            more: Some((EXPIRY, cbor(TEXT, b"soon"))),
            ..Cose::of(&authority)
        }
        .signed_by(&authority.key),
    ] {
        assert!(Signature::from_notation(&content).is_err());
    }
}

#[test]
fn a_certificate_that_has_ended_verifies_nothing() {
    let authority = Authority::new(2025);
    let signature = Signature::from_notation(&authority.notation()).unwrap();
    let trust = Trust::from_pem(&authority.root).unwrap();
    let refused = signature.verify(&trust, IMAGE, now()).unwrap_err();
    assert!(refused.to_string().contains("good until"), "{refused}");
}

#[test]
fn what_is_no_key_is_refused_and_a_private_one_named() {
    let key = KeyPair::generate().unwrap();
    assert_eq!(
        Trust::from_pem(&key.serialize_pem()).unwrap_err(),
        InvalidTrust::PrivateKey
    );
    for text in [
        "",
        "ssh-ed25519 AAAA",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
    ] {
        assert!(Trust::from_pem(text).is_err(), "{text}");
    }
}

#[test]
fn what_is_no_signature_is_an_error() {
    assert!(Signature::from_bundle(b"{}").is_err());
    // Cut off, longer than there is, deeper than anybody has, and with something behind it.
    let signed = Cose::of(&Authority::new(2040)).with(&[7; 64]);
    for hostile in [
        &b"\xd2\x84"[..],
        b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x9b\x7f\xff\xff\xff\xff\xff\xff\xff",
        &[0x81; 100_000],
        &[0xc1; 100_000],
        &[signed, vec![0]].concat(),
    ] {
        assert!(Signature::from_notation(hostile).is_err());
    }
    let payload = payload(IMAGE);
    assert!(Signature::from_layer(&payload, &BTreeMap::new()).is_err());
    let message = json!({"messageSignature": {"signature": "AA=="}}).to_string();
    let error = Signature::from_bundle(message.as_bytes()).unwrap_err();
    assert!(error.to_string().contains("not supported"));
}
