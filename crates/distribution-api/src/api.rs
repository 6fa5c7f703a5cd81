//! The distribution API as the client needs to know it.

use harbor_api::{Api, ApiError, Authorization, ContentMismatch, ErrorCode, OperationInfo};
use serde::Deserialize;

use crate::{OPERATIONS, digest};

/// The largest manifest taken, in bytes: registries must take as much (distribution-spec 1.1,
/// 'Pushing Manifests').
pub const MANIFEST_LIMIT: usize = 4 * 1024 * 1024;
/// The largest blob that is read into the memory, in bytes: configurations and small files.
pub const BLOB_LIMIT: usize = 8 * 1024 * 1024;

/// All forms that are understood here. Without a type that fits, Harbor says that there is no such
/// manifest.
const MANIFESTS: &str = "application/vnd.oci.image.manifest.v1+json, \
     application/vnd.oci.image.index.v1+json, \
     application/vnd.docker.distribution.manifest.v2+json, \
     application/vnd.docker.distribution.manifest.list.v2+json";

/// Harbor counts each manifest that is asked for as a pull, with its time, unless this is who asks
/// (`src/common/const.go`): to look at an image must not keep it from a retention rule.
const NO_PULL: (&str, &str) = ("User-Agent", "harbor-registry-client");

/// The OCI distribution API (specification 1.1), registry v2.
#[derive(Debug, Clone, Copy)]
pub struct Distribution;

impl Api for Distribution {
    fn name(&self) -> &'static str {
        "distribution"
    }

    fn root(&self) -> &'static str {
        "/v2"
    }

    fn operations(&self) -> &'static [OperationInfo] {
        OPERATIONS
    }

    fn error(&self, status: u16, body: &[u8], request_id: Option<String>) -> ApiError {
        let mut error = ApiError::from_answer(status, body, request_id);
        if let Some(code) = code(body) {
            error.code = code;
        }
        error
    }

    fn authorization(&self, target: &str) -> Authorization {
        match Place::from_target(target) {
            Some(place) => Authorization::Token {
                scope: format!("repository:{}:pull", place.name),
            },
            None => Authorization::Account,
        }
    }

    fn headers(&self, target: &str) -> &'static [(&'static str, &'static str)] {
        match Place::from_target(target).map(|place| place.kind) {
            Some("manifests") => &[("Accept", MANIFESTS), NO_PULL],
            Some("blobs") => &[("Accept", "*/*")],
            Some("referrers") => &[("Accept", "application/vnd.oci.image.index.v1+json")],
            _ => &[],
        }
    }

    fn body_limit(&self, target: &str) -> Option<usize> {
        match Place::from_target(target)?.kind {
            "manifests" => Some(MANIFEST_LIMIT),
            "blobs" => Some(BLOB_LIMIT),
            _ => None,
        }
    }

    fn may_be_elsewhere(&self, target: &str) -> bool {
        // Storage in the cloud gives blobs out itself.
        Place::from_target(target).is_some_and(|place| place.kind == "blobs")
    }

    fn verify(
        &self,
        target: &str,
        said: Option<&str>,
        body: &[u8],
    ) -> Result<bool, ContentMismatch> {
        let Some(place) = Place::from_target(target) else {
            return Ok(false);
        };
        let expected = match place.kind {
            "manifests" | "blobs" if place.rest.contains(':') => Some(place.rest),
            // By a tag: what the registry says that it sends.
            "manifests" => said,
            _ => None,
        };
        match expected {
            Some(expected) => digest::verify(expected, body).map(|()| true),
            None => Ok(false),
        }
    }
}

/// What a path of the API is about.
struct Place<'a> {
    /// `<name>`; its characters are the same encoded.
    name: &'a str,
    /// `manifests`, `blobs`, `tags`, `referrers`
    kind: &'a str,
    /// A tag or a digest; digests keep their colon when they are encoded.
    rest: &'a str,
}

impl<'a> Place<'a> {
    fn from_target(target: &'a str) -> Option<Self> {
        let path = target.split('?').next()?.strip_prefix("/v2/")?;
        let (before, rest) = path.rsplit_once('/')?;
        let (name, kind) = before.rsplit_once('/')?;
        Some(Self { name, kind, rest })
    }
}

/// The code for the specification's word ('Error Codes'); Harbor has words of its own besides.
fn code(body: &[u8]) -> Option<ErrorCode> {
    #[derive(Deserialize)]
    struct Envelope {
        errors: Vec<Item>,
    }
    #[derive(Deserialize)]
    struct Item {
        code: String,
    }
    let envelope: Envelope = serde_json::from_slice(body).ok()?;
    Some(match envelope.errors.first()?.code.as_str() {
        "BLOB_UNKNOWN"
        | "MANIFEST_UNKNOWN"
        | "NAME_UNKNOWN"
        | "MANIFEST_BLOB_UNKNOWN"
        | "BLOB_UPLOAD_UNKNOWN" => ErrorCode::NotFound,
        "DIGEST_INVALID"
        | "MANIFEST_INVALID"
        | "NAME_INVALID"
        | "SIZE_INVALID"
        | "BLOB_UPLOAD_INVALID" => ErrorCode::BadRequest,
        "UNAUTHORIZED" => ErrorCode::Unauthorized,
        "DENIED" => ErrorCode::Forbidden,
        "UNSUPPORTED" => ErrorCode::MethodNotAllowed,
        "TOOMANYREQUESTS" => ErrorCode::TooManyRequests,
        _ => return None,
    })
}
