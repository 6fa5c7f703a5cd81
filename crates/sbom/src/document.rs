//! A bill of materials, whichever format it has.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{cyclone_dx, spdx};

/// What a document says.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    pub format: Format,
    /// As the document says it: `2.3`, `1.6`.
    pub version: String,
    /// What it is of, in the words of its maker.
    pub name: Option<String>,
    /// What made it, with its version: `trivy-0.58.1`.
    pub tool: Option<String>,
    pub created: Option<DateTime<Utc>>,
    pub packages: Vec<Package>,
}

/// A format of bills of materials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Spdx,
    CycloneDx,
}

/// Something that the thing is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Package {
    /// Names it in the document; may be empty, and occur twice in a bad one.
    pub id: String,
    pub name: String,
    pub version: Option<String>,
    /// The kind of its package URL (`deb`, `npm`), or else the document's own word (`container`).
    pub kind: Option<String>,
    /// Its package URL, as the document has it.
    pub purl: Option<String>,
    pub supplier: Option<String>,
    /// The licence in one expression.
    pub license: Option<String>,
    /// The licences that the expression names.
    pub licenses: Vec<String>,
}

/// Why a document could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotASbom {
    #[error("it is not JSON: {0}")]
    Json(String),
    #[error("it is neither SPDX 2 nor CycloneDX")]
    Format,
    /// A format, or a version of it, that is read nowhere here.
    #[error("{0} is not supported")]
    Version(String),
}

/// As many envelopes as are opened one in the other.
const ENVELOPES: usize = 3;

/// What tells the formats apart.
#[derive(Deserialize)]
struct Start<'a> {
    #[serde(rename = "spdxVersion")]
    spdx: Option<String>,
    #[serde(rename = "bomFormat")]
    bom: Option<String>,
    /// SPDX 3 is JSON-LD.
    #[serde(rename = "@context", borrow)]
    context: Option<&'a RawValue>,
    /// An in-toto statement's.
    #[serde(borrow)]
    predicate: Option<&'a RawValue>,
    /// A DSSE envelope's.
    payload: Option<String>,
    /// A Sigstore bundle's.
    #[serde(rename = "dsseEnvelope", borrow)]
    envelope: Option<&'a RawValue>,
    /// Cosign's older attestations hold the document here.
    #[serde(rename = "Data", borrow)]
    data: Option<&'a RawValue>,
}

impl Document {
    /// Reads a document.
    pub fn read(json: &[u8]) -> Result<Self, NotASbom> {
        Self::read_within(json, ENVELOPES)
    }

    fn read_within(json: &[u8], envelopes: usize) -> Result<Self, NotASbom> {
        let json = json.strip_prefix(b"\xef\xbb\xbf").unwrap_or(json);
        let not_json = |error: serde_json::Error| NotASbom::Json(error.to_string());
        let start: Start<'_> = serde_json::from_slice(json).map_err(not_json)?;
        if let Some(version) = &start.spdx {
            return match version.strip_prefix("SPDX-2.") {
                Some(_) => spdx::read(json).map_err(not_json),
                None => Err(NotASbom::Version(version.clone())),
            };
        }
        if start.bom.as_deref() == Some("CycloneDX") {
            return cyclone_dx::read(json).map_err(not_json);
        }
        if start
            .context
            .is_some_and(|it| it.get().contains("spdx.org/rdf/3"))
        {
            return Err(NotASbom::Version("SPDX 3".to_owned()));
        }
        let left = envelopes.checked_sub(1).ok_or(NotASbom::Format)?;
        if let Some(inner) = start.predicate.or(start.envelope).or(start.data) {
            return Self::read_within(inner.get().as_bytes(), left);
        }
        match start.payload.map(|payload| STANDARD.decode(payload)) {
            Some(Ok(payload)) => Self::read_within(&payload, left),
            _ => Err(NotASbom::Format),
        }
    }
}

/// The kind of a package URL: `pkg:deb/debian/curl@8` is `deb`.
pub(crate) fn purl_kind(purl: &str) -> Option<String> {
    let rest = purl.strip_prefix("pkg:")?.trim_start_matches('/');
    let kind = rest.split('/').next().filter(|kind| !kind.is_empty())?;
    Some(kind.to_lowercase())
}
