//! How bad a finding is.

use serde::{Deserialize, Serialize};

/// A severity. Ordered: critical is the greatest, what the scanner could not judge the least.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(from = "String", into = "&'static str")]
pub enum Severity {
    /// Also every word that is not known here.
    #[default]
    Unknown,
    None,
    Negligible,
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    /// From the worst down, as lists and bars show them.
    pub const ALL: [Self; 7] = [
        Self::Critical,
        Self::High,
        Self::Medium,
        Self::Low,
        Self::Negligible,
        Self::None,
        Self::Unknown,
    ];

    /// Harbor's word, as in reports. Project metadata writes the same in lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Critical => "Critical",
            Self::High => "High",
            Self::Medium => "Medium",
            Self::Low => "Low",
            Self::Negligible => "Negligible",
            Self::None => "None",
            Self::Unknown => "Unknown",
        }
    }

    /// Reads a word without regard to case.
    pub fn from_word(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|severity| severity.as_str().eq_ignore_ascii_case(word))
            .unwrap_or_default()
    }
}

impl From<String> for Severity {
    fn from(word: String) -> Self {
        Self::from_word(&word)
    }
}

impl From<Severity> for &'static str {
    fn from(severity: Severity) -> Self {
        severity.as_str()
    }
}

impl std::fmt::Display for Severity {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}
