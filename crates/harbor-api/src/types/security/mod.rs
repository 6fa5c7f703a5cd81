//! Scanners, scans and what they found.

mod export;
mod hub;
mod scan;
mod scan_all;
mod scanner;
mod severity;
mod vulnerability;

pub use export::{NewScanDataExport, ScanDataExport, ScanDataExports, StartedExport};
pub use hub::{DangerousArtifact, DangerousCve, ListedVulnerability, SecuritySummary};
pub use scan::{
    SbomOverview, ScanKind, ScanOverview, ScanRequest, ScanState, ScanStatus, ScanSummary,
    ScannerName, VulnerabilityCounts,
};
pub use scan_all::ScanAllMetrics;
pub use scanner::{
    DefaultScanner, NewScanner, ProjectScanner, ScannerCapability, ScannerMetadata, ScannerPing,
    ScannerRegistration,
};
pub use severity::Severity;
pub use vulnerability::{
    ACCEPT_VULNERABILITIES, Cvss, Finding, VulnerabilityReport, VulnerabilityReports,
};
