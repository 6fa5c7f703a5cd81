//! What was typed of an export.

use harbor_api::{
    LabelId, ProjectId, RepositoryName,
    types::{ACCEPT_VULNERABILITIES, NewScanDataExport},
};
use harbor_rules::Pattern;
use leptos::prelude::*;

use crate::words::words;

/// The form. Empty fields leave all in.
#[derive(Clone, Copy)]
pub struct ExportForm {
    /// Patterns, with commas or blanks between them.
    pub repositories: RwSignal<String>,
    pub tags: RwSignal<String>,
    pub cves: RwSignal<String>,
    pub labels: RwSignal<Vec<LabelId>>,
}

impl ExportForm {
    pub fn new(repository: Option<&RepositoryName>) -> Self {
        let name = repository.map(ToString::to_string);
        Self {
            repositories: RwSignal::new(name.unwrap_or_default()),
            tags: RwSignal::new(String::new()),
            cves: RwSignal::new(String::new()),
            labels: RwSignal::new(Vec::new()),
        }
    }

    /// A pattern that the server takes and could not read.
    pub fn pattern_fault(text: &str) -> Option<&'static str> {
        let is_bad = |part: &String| Pattern::new(part).has_bad_place();
        let is_bad = parts(text).iter().any(is_bad);
        is_bad.then_some(words().cve_export.pattern_bad)
    }

    /// Something that is no id of a vulnerability: the server takes it, and finds nothing.
    pub fn cves_fault(text: &str) -> Option<&'static str> {
        let is_id = |part: &String| {
            part.contains('-')
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let is_bad = !parts(text).iter().all(is_id);
        is_bad.then_some(words().cve_export.cves_bad)
    }

    pub fn is_whole(&self) -> bool {
        let is_good =
            |text: RwSignal<String>| text.with(|text| Self::pattern_fault(text)).is_none();
        is_good(self.repositories)
            && is_good(self.tags)
            && self.cves.with(|text| Self::cves_fault(text)).is_none()
    }

    /// As it is sent, without tracking.
    pub fn export(&self, project: ProjectId) -> NewScanDataExport {
        let list = |text: RwSignal<String>| text.with_untracked(|text| as_list(&parts(text)));
        NewScanDataExport {
            job_name: "Pilothouse".to_owned(),
            projects: vec![project],
            labels: self.labels.get_untracked(),
            repositories: list(self.repositories),
            cve_ids: list(self.cves),
            tags: list(self.tags),
        }
    }
}

/// The kind of reports that are exported: the newest of those that are read here.
pub fn data_type() -> Option<String> {
    let mut kinds = ACCEPT_VULNERABILITIES.split(',').map(str::trim);
    kinds.next().map(str::to_owned)
}

/// What stands between commas and blanks. A comma within braces separates nothing.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    for character in text.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let separates = character.is_whitespace() || character == ',' && depth == 0;
        match parts.last_mut() {
            Some(part) if !separates => part.push(character),
            _ => parts.push(String::new()),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// As the server reads several: it refuses blanks.
fn as_list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        several => format!("{{{}}}", several.join(",")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_are_sent_as_one_list_without_blanks() {
        let sent = |text: &str| as_list(&parts(text));
        assert_eq!(sent(""), "");
        assert_eq!(sent(" desktop "), "desktop");
        assert_eq!(
            sent("desktop, base/**\nastroml"),
            "{desktop,base/**,astroml}"
        );
        assert_eq!(sent("{a,b}/c"), "{a,b}/c");
        assert_eq!(
            data_type().as_deref(),
            Some("application/vnd.security.vulnerability.report; version=1.1")
        );
    }
}
