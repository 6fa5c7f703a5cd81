//! Cosign's signatures: those of layers with annotations, and Sigstore's bundles.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::DateTime;
use serde::Deserialize;
use serde_json::Value;

use crate::{
    certificate,
    signature::{LogEntry, Material, Scheme, Signature, Unreadable},
    statement,
};

/// Annotations of a layer that is signed (`sigstore/cosign`, `specs/SIGNATURE_SPEC.md`).
const SIGNATURE: &str = "dev.cosignproject.cosign/signature";
const CERTIFICATE: &str = "dev.sigstore.cosign/certificate";
const CHAIN: &str = "dev.sigstore.cosign/chain";
const LOG_ENTRY: &str = "dev.sigstore.cosign/bundle";

#[derive(Deserialize)]
struct SimpleSigning {
    critical: Critical,
}

#[derive(Deserialize)]
struct Critical {
    image: Image,
}

#[derive(Deserialize)]
struct Image {
    #[serde(rename = "docker-manifest-digest")]
    digest: String,
}

impl Signature {
    /// Reads a layer of Cosign's older signatures: the payload, and the layer's annotations.
    pub fn from_layer(
        payload: &[u8],
        annotations: &BTreeMap<String, String>,
    ) -> Result<Self, Unreadable> {
        let text: SimpleSigning = serde_json::from_slice(payload)?;
        let signature = annotations
            .get(SIGNATURE)
            .ok_or_else(|| Unreadable::new("its layer has no signature"))?;
        let mut certificates = Vec::new();
        for name in [CERTIFICATE, CHAIN] {
            if let Some(pem) = annotations.get(name) {
                certificates.extend(certificate::from_pem(pem)?);
            }
        }
        let entry = annotations.get(LOG_ENTRY);
        let entry: Option<Value> = entry.and_then(|text| serde_json::from_str(text).ok());
        let log_entry = log_entry(entry.as_ref().and_then(|entry| entry.get("Payload")));
        Ok(Self {
            digests: vec![text.critical.image.digest],
            identity: certificates
                .first()
                .and_then(|first| certificate::identity(first)),
            signed_at: log_entry.as_ref().and_then(|entry| entry.at),
            expires: None,
            log_entry,
            statement: None,
            material: Material {
                signed: payload.to_vec(),
                signature: STANDARD.decode(signature.trim())?,
                scheme: Scheme::OfKey,
                certificates,
                not_understood: Vec::new(),
            },
        })
    }

    /// Reads a Sigstore bundle (`sigstore/protobuf-specs`) or a bare envelope, as older attestations are.
    pub fn from_bundle(json: &[u8]) -> Result<Self, Unreadable> {
        let bundle: Value = serde_json::from_slice(json)?;
        if bundle.get("messageSignature").is_some() {
            return Err(Unreadable::new(
                "it signs a message that is not in it, which is not supported",
            ));
        }
        let envelope = bundle.get("dsseEnvelope").unwrap_or(&bundle);
        let envelope: Envelope = Envelope::deserialize(envelope)?;
        let payload = STANDARD.decode(&envelope.payload)?;
        let first = envelope.signatures.first();
        let first = first.ok_or_else(|| Unreadable::new("it has no signature"))?;
        let (statement, digests) = statement::read(&payload)?;
        let material = bundle.get("verificationMaterial").unwrap_or(&Value::Null);
        let certificates = certificates(material)?;
        let log_entry = log_entry(material.pointer("/tlogEntries/0"));
        Ok(Self {
            digests,
            identity: certificates
                .first()
                .and_then(|first| certificate::identity(first)),
            signed_at: log_entry.as_ref().and_then(|entry| entry.at),
            expires: None,
            log_entry,
            statement: Some(statement),
            material: Material {
                signed: pre_authentication(&envelope.payload_type, &payload),
                signature: STANDARD.decode(&first.sig)?,
                scheme: Scheme::OfKey,
                certificates,
                not_understood: Vec::new(),
            },
        })
    }
}

#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "payloadType")]
    payload_type: String,
    payload: String,
    #[serde(default)]
    signatures: Vec<EnvelopeSignature>,
}

#[derive(Deserialize)]
struct EnvelopeSignature {
    sig: String,
}

fn certificates(material: &Value) -> Result<Vec<Vec<u8>>, Unreadable> {
    let raw = |certificate: &Value| {
        let raw = certificate.get("rawBytes")?.as_str()?;
        Some(STANDARD.decode(raw))
    };
    let one = material.get("certificate").into_iter();
    let chain = material
        .pointer("/x509CertificateChain/certificates")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    Ok(one.chain(chain).filter_map(raw).collect::<Result<_, _>>()?)
}

/// A transparency log's entry, by its own word. Newer logs tell no time, which stands there as zero.
fn log_entry(entry: Option<&Value>) -> Option<LogEntry> {
    let entry = entry?;
    // Numbers of 64 bits are texts in bundles.
    let number = |name: &str| match entry.get(name)? {
        Value::String(text) => text.parse::<i64>().ok(),
        other => other.as_i64(),
    };
    let at = number("integratedTime").filter(|seconds| *seconds > 0);
    let entry = LogEntry {
        index: number("logIndex").and_then(|index| u64::try_from(index).ok()),
        at: at.and_then(|seconds| DateTime::from_timestamp(seconds, 0)),
    };
    (entry != LogEntry::default()).then_some(entry)
}

/// What an envelope's signature is of (DSSE, 'PAE').
pub(crate) fn pre_authentication(kind: &str, payload: &[u8]) -> Vec<u8> {
    let mut signed = format!("DSSEv1 {} {kind} {} ", kind.len(), payload.len()).into_bytes();
    signed.extend_from_slice(payload);
    signed
}
