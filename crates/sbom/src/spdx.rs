//! SPDX 2.x.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::{
    document::{Document, Format, Package, purl_kind},
    lenient::{items, some},
    license,
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Spdx {
    spdx_version: String,
    #[serde(default, deserialize_with = "some")]
    name: Option<String>,
    #[serde(default, deserialize_with = "some")]
    creation_info: Option<CreationInfo>,
    #[serde(default, deserialize_with = "items")]
    packages: Vec<SpdxPackage>,
    #[serde(default, deserialize_with = "items")]
    has_extracted_licensing_infos: Vec<ExtractedLicense>,
}

#[derive(Default, Deserialize)]
struct CreationInfo {
    #[serde(default, deserialize_with = "some")]
    created: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "items")]
    creators: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SpdxPackage {
    #[serde(default, rename = "SPDXID", deserialize_with = "some")]
    id: Option<String>,
    name: String,
    #[serde(default, deserialize_with = "some")]
    version_info: Option<String>,
    #[serde(default, deserialize_with = "some")]
    supplier: Option<String>,
    #[serde(default, deserialize_with = "some")]
    license_concluded: Option<String>,
    #[serde(default, deserialize_with = "some")]
    license_declared: Option<String>,
    #[serde(default, deserialize_with = "some")]
    primary_package_purpose: Option<String>,
    #[serde(default, deserialize_with = "items")]
    external_refs: Vec<ExternalReference>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExternalReference {
    reference_type: String,
    reference_locator: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExtractedLicense {
    license_id: String,
    #[serde(default, deserialize_with = "some")]
    name: Option<String>,
}

pub(crate) fn read(json: &[u8]) -> Result<Document, serde_json::Error> {
    let document: Spdx = serde_json::from_slice(json)?;
    let extracted: HashMap<String, String> = document
        .has_extracted_licensing_infos
        .into_iter()
        .filter_map(|license| {
            let name = said(license.name)?;
            Some((license.license_id, name))
        })
        .collect();
    let info = document.creation_info.unwrap_or_default();
    let tool = info
        .creators
        .iter()
        .find_map(|creator| creator.strip_prefix("Tool:"));
    Ok(Document {
        format: Format::Spdx,
        version: document.spdx_version.replace("SPDX-", ""),
        name: document.name,
        tool: tool.map(|tool| tool.trim().to_owned()),
        created: info.created,
        packages: document
            .packages
            .into_iter()
            .map(|package| read_package(package, &extracted))
            .collect(),
    })
}

fn read_package(package: SpdxPackage, extracted: &HashMap<String, String>) -> Package {
    let purl = package
        .external_refs
        .into_iter()
        .find(|reference| reference.reference_type == "purl")
        .map(|reference| reference.reference_locator);
    let purpose = package.primary_package_purpose;
    let supplier = said(package.supplier).map(|supplier| {
        let (kind, name) = supplier.split_once(':').unwrap_or(("", &supplier));
        match kind {
            "Person" | "Organization" => name.trim().to_owned(),
            _ => supplier,
        }
    });
    let license = said(package.license_concluded).or_else(|| said(package.license_declared));
    let license = license.map(|license| with_names(&license, extracted));
    Package {
        id: package.id.unwrap_or_default(),
        name: package.name,
        version: said(package.version_info),
        kind: purl
            .as_deref()
            .and_then(purl_kind)
            .or_else(|| purpose.map(|purpose| purpose.to_lowercase())),
        purl,
        supplier,
        licenses: license.as_deref().map(license::named).unwrap_or_default(),
        license,
    }
}

/// Licences of the document's own have names that mean nothing elsewhere.
fn with_names(expression: &str, extracted: &HashMap<String, String>) -> String {
    if !expression.contains("LicenseRef-") {
        return expression.to_owned();
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-.:+".contains(c);
    let mut written = String::with_capacity(expression.len());
    let mut rest = expression;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        match extracted.get(word) {
            // A name of several words would read as several licences.
            Some(name) if !name.contains(char::is_whitespace) => written.push_str(name),
            _ => written.push_str(word),
        }
        let next = after.find(is_part).unwrap_or(after.len());
        written.push_str(&after[..next]);
        rest = &after[next..];
    }
    written
}

/// What a document says and means: `NOASSERTION` and `NONE` say nothing.
fn said(text: Option<String>) -> Option<String> {
    text.filter(|text| !matches!(text.trim(), "" | "NOASSERTION" | "NONE"))
}
