//! What vendors make of a vulnerability, beside the scanner's own choice.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

/// A vendor's score of a vulnerability by one version of CVSS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VendorScore {
    /// `nvd`, `redhat`.
    pub vendor: String,
    /// `3.1`, from the vector; without one `2`, `3` or `4`.
    pub version: String,
    /// In tenths.
    pub score: i64,
    /// Without its version: `AV:N/AC:L/…`; may be empty.
    pub vector: String,
}

impl VendorScore {
    /// As a report's row keeps it.
    pub(super) fn write(&self) -> String {
        let Self {
            vendor,
            version,
            score,
            vector,
        } = self;
        format!("{version} {score} {vector} {vendor}")
    }

    /// Reads what a row keeps.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, ' ');
        let mut part = || parts.next().map(str::to_owned);
        let (version, score, vector, vendor) = (part()?, part()?, part()?, part()?);
        Some(Self {
            vendor,
            version,
            score: score.parse().ok()?,
            vector,
        })
    }

    fn new(vendor: &str, version: &str, score: f64, vector: Option<&str>) -> Self {
        let vector = vector.unwrap_or_default().trim();
        let (version, vector) = vector
            .strip_prefix("CVSS:")
            .and_then(|vector| vector.split_once('/'))
            .unwrap_or((version, vector));
        // Scores are 0 to 10.
        #[allow(clippy::cast_possible_truncation)]
        let score = (score * 10.0).round() as i64;
        let word = |text: &str| text.replace(char::is_whitespace, "");
        Self {
            vendor: vendor.replace(['\r', '\n'], " "),
            version: word(version),
            score,
            vector: word(vector),
        }
    }
}

/// `vendor_attributes` as Trivy fills it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Attributes {
    #[serde(rename = "CVSS")]
    cvss: Option<BTreeMap<String, Option<Scores>>>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct Scores {
    v2_score: Option<f64>,
    v2_vector: Option<String>,
    v3_score: Option<f64>,
    v3_vector: Option<String>,
    v40_score: Option<f64>,
    v40_vector: Option<String>,
}

/// Reads the scores of a finding's `vendor_attributes`, by vendor, the newest version first. Scanners put there what they like: what is
/// no score is none, and spoils no finding.
pub(super) fn scores<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<VendorScore>, D::Error> {
    let read = Option::<Box<serde_json::value::RawValue>>::deserialize(deserializer)?;
    let attributes: Attributes = read
        .and_then(|text| serde_json::from_str(text.get()).ok())
        .unwrap_or_default();
    let mut all = Vec::new();
    for (vendor, scores) in attributes.cvss.into_iter().flatten() {
        let scores = scores.unwrap_or_default();
        let versions = [
            ("4", scores.v40_score, scores.v40_vector),
            ("3", scores.v3_score, scores.v3_vector),
            ("2", scores.v2_score, scores.v2_vector),
        ];
        for (version, score, vector) in versions {
            if let Some(score) = score {
                all.push(VendorScore::new(&vendor, version, score, vector.as_deref()));
            }
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Finding(#[serde(deserialize_with = "scores")] Vec<VendorScore>);

    fn read(json: &str) -> Vec<VendorScore> {
        let finding: Finding = serde_json::from_str(json).expect("a finding");
        finding.0
    }

    #[test]
    fn each_vendor_has_its_scores_by_version() {
        let all = read(
            r#"{"CVSS": {"redhat": {"V3Score": 5.9, "V3Vector": "CVSS:3.1/AV:N/AC:H"},
                "nvd": {"V2Score": 5, "V2Vector": "AV:N/AC:L/Au:N", "V3Score": 9.8, "V40Score": 9.3,
                    "V40Vector": "CVSS:4.0/AV:N/AT:N"},
                "ghsa": null}}"#,
        );
        let shown: Vec<_> = all
            .iter()
            .map(|it| {
                (
                    it.vendor.as_str(),
                    it.version.as_str(),
                    it.score,
                    it.vector.as_str(),
                )
            })
            .collect();
        let expected = [
            ("nvd", "4.0", 93, "AV:N/AT:N"),
            ("nvd", "3", 98, ""),
            ("nvd", "2", 50, "AV:N/AC:L/Au:N"),
            ("redhat", "3.1", 59, "AV:N/AC:H"),
        ];
        assert_eq!(shown, expected);
        for one in all {
            assert_eq!(VendorScore::read(&one.write()), Some(one));
        }
    }

    #[test]
    fn what_is_no_score_spoils_no_finding() {
        for odd in [
            "null",
            "{}",
            "5",
            r#"{"CVSS": "high"}"#,
            r#"{"CVSS": {"nvd": {"V3Score": "9.8"}}}"#,
        ] {
            assert_eq!(read(odd), [], "{odd}");
        }
    }
}
