//! Signatures of the made-up world, as Cosign and Notation write them. Each is the same for the same
//! image, so that a registry is the same at each start.
//!
//! The key is the demo's, and stands here for everybody to read: what it signs proves nothing.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};

/// The public key of all signatures in the made-up world.
pub const PUBLIC_KEY: &str = "\
-----BEGIN PUBLIC KEY-----\n\
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEReS3GMbzBVD2s5yRD2eGrY7aEdxz\n\
ICA7wLRUmabm4MBt60eOLe6p09iBqxTzsXWwsIs0Hx/WolDcV52kgdWFxA==\n\
-----END PUBLIC KEY-----\n";

/// The certificate that Notation's certificate comes from.
pub const ROOT_CERTIFICATE: &str = "\
-----BEGIN CERTIFICATE-----\n\
MIIBuDCCAV6gAwIBAgICA+kwCgYIKoZIzj0EAwIwQzELMAkGA1UEBhMCQ0ExFDAS\n\
BgNVBAoMC09ic2VydmF0b3J5MR4wHAYDVQQDDBVPYnNlcnZhdG9yeSBkZW1vIHJv\n\
b3QwHhcNMjQwMTAxMDAwMDAwWhcNNDkwMTAxMDAwMDAwWjBDMQswCQYDVQQGEwJD\n\
QTEUMBIGA1UECgwLT2JzZXJ2YXRvcnkxHjAcBgNVBAMMFU9ic2VydmF0b3J5IGRl\n\
bW8gcm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABEU+LwU+ZQ0u1niZ5253\n\
DJHRR5Fvd/EsRYwVQPxj82ULSttwsp6rKrhc6Zys8uBINF7tyvjJFtb/s0qlyqgQ\n\
WMWjQjBAMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgEGMB0GA1UdDgQW\n\
BBQaMUZeXLF8UKP+6fb2O1E91fF3fTAKBggqhkjOPQQDAgNIADBFAiEAzN7wmieU\n\
vAaSM6lGL5p2eiQ28IqNmbGDQeq3RedJ7isCICpMLCo3cbszK7FQn8qMtD87NpsP\n\
YpSQLUzJMQOAQxtL\n\
-----END CERTIFICATE-----\n";

const SECRET: [u8; 32] = [
    0x83, 0xe4, 0x97, 0x7d, 0x44, 0xa6, 0x12, 0x59, 0x3f, 0x79, 0xea, 0x71, 0x2c, 0x06, 0x8b, 0xd8,
    0xec, 0xec, 0xda, 0x2e, 0x38, 0x73, 0x9a, 0xd9, 0x3a, 0x85, 0xad, 0x89, 0x1b, 0x52, 0xb4, 0x96,
];

/// Of the same key, for signing code.
const CERTIFICATE: &str = "MIIB6DCCAY+gAwIBAgICA+owCgYIKoZIzj0EAwIwQzELMAkGA1UEBhMCQ0ExFDASBgNVBAoMC09ic2VydmF0b3J5MR4wHAYDVQQDDBVPYnNlcnZhdG9yeSBkZW1vIHJvb3QwHhcNMjQwMTAxMDAwMDAwWhcNNDkwMTAxMDAwMDAwWjA/MQswCQYDVQQGEwJDQTEUMBIGA1UECgwLT2JzZXJ2YXRvcnkxGjAYBgNVBAMMEU9ic2VydmF0b3J5IHRvb2xzMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEReS3GMbzBVD2s5yRD2eGrY7aEdxzICA7wLRUmabm4MBt60eOLe6p09iBqxTzsXWwsIs0Hx/WolDcV52kgdWFxKN3MHUwDAYDVR0TAQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwMwHwYDVR0RBBgwFoEUZmllbGRraXRAZXhhbXBsZS5vcmcwHwYDVR0jBBgwFoAUGjFGXlyxfFCj/un29jtRPdXxd30wCgYIKoZIzj0EAwIDRwAwRAIgMPJxPjtYqRNLHcGLpP3rvltT7dokK2yxftITB3h5IVUCIGiwWepkSslwe9eHI5aVfLDSXRKsnxkx1aOvcDhbvbPz";

fn sign(content: &[u8]) -> Option<Signature> {
    let key = SigningKey::from_slice(&SECRET).ok()?;
    Some(key.sign(content))
}

/// Base64 of a signature's DER.
fn signed(content: &[u8]) -> String {
    sign(content).map_or_else(String::new, |signature| STANDARD.encode(signature.to_der()))
}

/// A Sigstore bundle with a statement about an image.
pub(crate) fn bundle(image: &str, predicate_type: &str, predicate: &Value) -> String {
    let hex = image.trim_start_matches("sha256:");
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "predicateType": predicate_type,
        "subject": [{"name": "", "digest": {"sha256": hex}}],
        "predicate": predicate,
    })
    .to_string();
    let kind = "application/vnd.in-toto+json";
    let content = format!(
        "DSSEv1 {} {kind} {} {statement}",
        kind.len(),
        statement.len()
    );
    json!({
        "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
        "verificationMaterial": {
            "publicKey": {"hint": "b5f0c0b8"},
            "tlogEntries": [{"logIndex": "182340021", "integratedTime": "1793534400"}],
        },
        "dsseEnvelope": {
            "payload": STANDARD.encode(&statement),
            "payloadType": kind,
            "signatures": [{"sig": signed(content.as_bytes())}],
        },
    })
    .to_string()
}

/// A signature of Notation's.
pub(crate) fn notation(image: &str) -> String {
    let text = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let protected = text(json!({
        "alg": "ES256",
        "cty": "application/vnd.cncf.notary.payload.v1+json",
        "crit": ["io.cncf.notary.signingScheme"],
        "io.cncf.notary.signingScheme": "notary.x509",
        "io.cncf.notary.signingTime": "2026-10-01T12:00:00Z",
    }));
    let payload = text(json!({"targetArtifact": {
        "mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": image, "size": 1024,
    }}));
    let signature = sign(format!("{protected}.{payload}").as_bytes());
    let signature = signature.map_or_else(String::new, |it| URL_SAFE_NO_PAD.encode(it.to_bytes()));
    json!({
        "payload": payload,
        "protected": protected,
        "header": {"x5c": [CERTIFICATE], "io.cncf.notary.signingAgent": "notation-go/1.3.2"},
        "signature": signature,
    })
    .to_string()
}

/// How a builder says that it built something.
pub(crate) fn provenance() -> Value {
    json!({
        "buildDefinition": {
            "buildType": "https://actions.github.io/buildtypes/workflow/v1",
            "externalParameters": {"workflow": {"ref": "refs/tags/v2.1", "path": ".github/workflows/release.yml"}},
            "resolvedDependencies": [{
                "uri": "git+https://github.com/opencadc/fieldkit@refs/tags/v2.1",
                "digest": {"gitCommit": "9f27c1e4b0ad5d1c0e77b2f9043c58e1a2f4d7b6"},
            }],
        },
        "runDetails": {
            "builder": {"id": "https://github.com/actions/runner/github-hosted"},
            "metadata": {"startedOn": "2026-10-01T11:48:00Z", "finishedOn": "2026-10-01T11:57:30Z"},
        },
    })
}
