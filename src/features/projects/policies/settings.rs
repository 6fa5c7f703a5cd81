//! What a project's policies are, what changed in them, and how that is sent: what did not change
//! is not sent.

use harbor_api::types::{
    CveAllowlistChange, CveItem, Project, ProjectChange, ProjectMetadata, Severity,
};

/// The words of how a filter is read.
pub const DOUBLESTAR: &str = "doublestar";
pub const REGEX: &str = "regex";

/// Everything that decides who may pull what, as one form holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policies {
    pub public: bool,
    pub scan_on_push: bool,
    pub sbom_on_push: bool,
    pub blocked: Blocked,
    pub cosign_required: bool,
    pub notation_required: bool,
    /// The server's list holds, not the project's.
    pub uses_system_allowlist: bool,
    /// The project's own, whether it holds or not.
    pub allowlist: Vec<String>,
    /// When the project's own ends, in seconds since 1970.
    pub expires_at: Option<i64>,
    /// Of proxy caches: kilobits per second.
    pub bandwidth: Option<i32>,
    /// Of proxy caches.
    pub connections: Option<i32>,
    /// Of proxy caches: the pattern of the repositories that are taken; empty for all.
    pub filter: String,
    /// Of proxy caches: the pattern is a regular expression.
    pub filter_is_regex: bool,
    /// Of proxy caches: what is gone upstream is still given out.
    pub keeps_gone: bool,
    /// Of proxy caches: signatures and the like are looked for upstream too.
    pub takes_referrers: bool,
}

/// From which severity on pulls are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blocked {
    No,
    From(Threshold),
}

/// A severity that pulls can be refused from (`src/pkg/project/models/pro_meta.go`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// Every finding, also those whose severity is not known. What a server stored without knowing
    /// it counts so too.
    Any,
    Low,
    Medium,
    High,
    Critical,
}

impl Threshold {
    pub const ALL: [Self; 5] = [
        Self::Critical,
        Self::High,
        Self::Medium,
        Self::Low,
        Self::Any,
    ];

    /// Harbor's word.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Any => "none",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|this| this.id() == id)
    }

    /// The severity itself.
    pub const fn severity(self) -> Severity {
        match self {
            Self::Any => Severity::None,
            Self::Low => Severity::Low,
            Self::Medium => Severity::Medium,
            Self::High => Severity::High,
            Self::Critical => Severity::Critical,
        }
    }

    /// Whether a finding is as bad or worse. Harbor counts what is not known like none.
    pub fn refuses(self, severity: Severity) -> bool {
        self == Self::Any || severity >= self.severity()
    }

    fn from_severity(severity: Severity) -> Self {
        match severity {
            Severity::Critical => Self::Critical,
            Severity::High => Self::High,
            Severity::Medium => Self::Medium,
            Severity::Low => Self::Low,
            Severity::Negligible | Severity::None | Severity::Unknown => Self::Any,
        }
    }
}

/// One thing that a form sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    Access,
    ScanOnPush,
    SbomOnPush,
    Blocked,
    Cosign,
    Notation,
    WhichAllowlist,
    Allowlist,
    Expiry,
    Bandwidth,
    Connections,
    Filter,
    KeepsGone,
    TakesReferrers,
}

/// Whether a list with this end counts as empty `now`, both in seconds since 1970.
pub fn has_ended(end: Option<i64>, now: i64) -> bool {
    end.is_some_and(|end| end <= now)
}

impl Policies {
    /// The ids of the project's own list that count; `now` in seconds since 1970.
    pub fn own_ids_in_force(&self, now: i64) -> Vec<String> {
        if has_ended(self.expires_at, now) {
            return Vec::new();
        }
        self.allowlist.clone()
    }

    /// Those of a project that was read whole.
    pub fn of(project: &Project) -> Self {
        let metadata = &project.metadata;
        let limit = |key| {
            let number = metadata.get(key)?.parse::<i32>().ok()?;
            (number > 0).then_some(number)
        };
        let list = project.cve_allowlist.as_ref();
        Self {
            public: metadata.is_public(),
            scan_on_push: metadata.is_on(ProjectMetadata::AUTO_SCAN),
            sbom_on_push: metadata.is_on(ProjectMetadata::AUTO_SBOM),
            blocked: metadata
                .pulls_blocked_from()
                .map_or(Blocked::No, |severity| {
                    Blocked::From(Threshold::from_severity(severity))
                }),
            cosign_required: metadata.is_on(ProjectMetadata::COSIGN_REQUIRED),
            notation_required: metadata.is_on(ProjectMetadata::NOTATION_REQUIRED),
            uses_system_allowlist: metadata.uses_system_allowlist(),
            allowlist: list.map_or_else(Vec::new, |list| {
                list.items.iter().map(|item| item.cve_id.clone()).collect()
            }),
            expires_at: list.and_then(|list| list.expires_at),
            bandwidth: limit(ProjectMetadata::PROXY_SPEED),
            connections: limit(ProjectMetadata::MAXIMUM_CONNECTIONS),
            filter: metadata
                .get(ProjectMetadata::PROXY_FILTER)
                .unwrap_or_default()
                .to_owned(),
            filter_is_regex: metadata.get(ProjectMetadata::PROXY_FILTER_KIND) == Some(REGEX),
            keeps_gone: metadata.is_on(ProjectMetadata::PROXY_STALE),
            takes_referrers: metadata.is_on(ProjectMetadata::PROXY_REFERRERS),
        }
    }

    /// What is other than it was, in the order of the form.
    pub fn changed_since(&self, before: &Self) -> Vec<Setting> {
        let all = [
            (Setting::Access, self.public != before.public),
            (
                Setting::ScanOnPush,
                self.scan_on_push != before.scan_on_push,
            ),
            (
                Setting::SbomOnPush,
                self.sbom_on_push != before.sbom_on_push,
            ),
            (Setting::Blocked, self.blocked != before.blocked),
            (
                Setting::Cosign,
                self.cosign_required != before.cosign_required,
            ),
            (
                Setting::Notation,
                self.notation_required != before.notation_required,
            ),
            (
                Setting::WhichAllowlist,
                self.uses_system_allowlist != before.uses_system_allowlist,
            ),
            (Setting::Allowlist, self.allowlist != before.allowlist),
            (Setting::Expiry, self.expires_at != before.expires_at),
            (Setting::Bandwidth, self.bandwidth != before.bandwidth),
            (Setting::Connections, self.connections != before.connections),
            (
                Setting::Filter,
                self.filter != before.filter || self.filter_is_regex != before.filter_is_regex,
            ),
            (Setting::KeepsGone, self.keeps_gone != before.keeps_gone),
            (
                Setting::TakesReferrers,
                self.takes_referrers != before.takes_referrers,
            ),
        ];
        let changed = all.into_iter().filter(|(_, is_changed)| *is_changed);
        changed.map(|(setting, _)| setting).collect()
    }

    /// What is to be sent so that a project with `before` gets these.
    pub fn change_from(&self, before: &Self) -> ProjectChange {
        let mut metadata = ProjectMetadata::default();
        let mut allowlist = None;
        for setting in self.changed_since(before) {
            metadata = match setting {
                Setting::Access => metadata.with_switch(ProjectMetadata::PUBLIC, self.public),
                Setting::ScanOnPush => {
                    metadata.with_switch(ProjectMetadata::AUTO_SCAN, self.scan_on_push)
                }
                Setting::SbomOnPush => {
                    metadata.with_switch(ProjectMetadata::AUTO_SBOM, self.sbom_on_push)
                }
                Setting::Blocked => match self.blocked {
                    Blocked::No => metadata.with_switch(ProjectMetadata::PREVENT_VULNERABLE, false),
                    Blocked::From(threshold) => metadata
                        .with_switch(ProjectMetadata::PREVENT_VULNERABLE, true)
                        .with(ProjectMetadata::SEVERITY, threshold.id()),
                },
                Setting::Cosign => {
                    metadata.with_switch(ProjectMetadata::COSIGN_REQUIRED, self.cosign_required)
                }
                Setting::Notation => {
                    metadata.with_switch(ProjectMetadata::NOTATION_REQUIRED, self.notation_required)
                }
                Setting::WhichAllowlist => metadata.with_switch(
                    ProjectMetadata::SYSTEM_ALLOWLIST,
                    self.uses_system_allowlist,
                ),
                Setting::Allowlist | Setting::Expiry => {
                    allowlist = Some(self.allowlist_change());
                    metadata
                }
                Setting::Bandwidth => {
                    metadata.with(ProjectMetadata::PROXY_SPEED, limit(self.bandwidth))
                }
                Setting::Connections => metadata.with(
                    ProjectMetadata::MAXIMUM_CONNECTIONS,
                    limit(self.connections),
                ),
                // How it is read goes with it.
                Setting::Filter => metadata
                    .with(ProjectMetadata::PROXY_FILTER, self.filter.as_str())
                    .with(
                        ProjectMetadata::PROXY_FILTER_KIND,
                        if self.filter_is_regex {
                            REGEX
                        } else {
                            DOUBLESTAR
                        },
                    ),
                Setting::KeepsGone => {
                    metadata.with_switch(ProjectMetadata::PROXY_STALE, self.keeps_gone)
                }
                Setting::TakesReferrers => {
                    metadata.with_switch(ProjectMetadata::PROXY_REFERRERS, self.takes_referrers)
                }
            };
        }
        ProjectChange {
            metadata: (!metadata.0.is_empty()).then_some(metadata),
            cve_allowlist: allowlist,
        }
    }

    /// The list goes as a whole, and the server fails on ids that stand there twice.
    fn allowlist_change(&self) -> CveAllowlistChange {
        let mut items: Vec<CveItem> = Vec::with_capacity(self.allowlist.len());
        for id in self.allowlist.iter().filter(|id| !id.trim().is_empty()) {
            if items.iter().all(|known| known.cve_id != *id) {
                items.push(CveItem { cve_id: id.clone() });
            }
        }
        CveAllowlistChange {
            items,
            expires_at: self.expires_at,
        }
    }
}

/// Harbor's text of a limit.
fn limit(limit: Option<i32>) -> String {
    limit.unwrap_or(-1).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(metadata: &[(&str, &str)]) -> Project {
        let metadata = metadata
            .iter()
            .fold(ProjectMetadata::default(), |all, (key, value)| {
                all.with(*key, *value)
            });
        Project {
            metadata,
            ..Project::default()
        }
    }

    #[test]
    fn only_what_changed_is_sent() {
        let before = Policies::of(&project(&[
            ("public", "true"),
            ("auto_scan", "true"),
            ("retention_id", "4"),
        ]));
        let mut after = before.clone();
        after.blocked = Blocked::From(Threshold::High);
        after.uses_system_allowlist = false;
        after.allowlist = vec!["CVE-2024-1".into(), "CVE-2024-1".into(), String::new()];
        let sent = serde_json::to_value(after.change_from(&before)).expect("JSON");
        let expected = serde_json::json!({
            "metadata": {
                "prevent_vul": "true", "severity": "high", "reuse_sys_cve_allowlist": "false",
            },
            "cve_allowlist": { "items": [{ "cve_id": "CVE-2024-1" }] },
        });
        assert_eq!(sent, expected);
        let nothing = serde_json::to_value(before.change_from(&before)).expect("JSON");
        assert_eq!(nothing, serde_json::json!({}));
    }

    #[test]
    fn a_limit_that_goes_is_sent_as_none() {
        let before = Policies::of(&project(&[
            ("proxy_speed_kb", "2000"),
            ("max_upstream_conn", "-1"),
        ]));
        assert_eq!((before.bandwidth, before.connections), (Some(2000), None));
        let mut after = before.clone();
        after.bandwidth = None;
        let metadata = after.change_from(&before).metadata.expect("a change");
        assert_eq!(metadata.get("proxy_speed_kb"), Some("-1"));
        assert_eq!(metadata.0.len(), 1);
    }

    #[test]
    fn a_filter_goes_with_how_it_is_read() {
        let before = Policies::of(&project(&[
            ("proxy_cache_filter_pattern", "nvidia/**"),
            ("proxy_cache_filter_kind", "doublestar"),
            ("proxy_referrer_api", "true"),
        ]));
        assert!(before.takes_referrers && !before.filter_is_regex && !before.keeps_gone);
        let mut after = before.clone();
        after.filter = "^nvidia/.+".to_owned();
        after.filter_is_regex = true;
        after.takes_referrers = false;
        let changed = after.changed_since(&before);
        assert_eq!(changed, [Setting::Filter, Setting::TakesReferrers]);
        let metadata = after.change_from(&before).metadata.expect("a change");
        let sent = serde_json::to_value(metadata).expect("JSON");
        let expected = serde_json::json!({
            "proxy_cache_filter_pattern": "^nvidia/.+",
            "proxy_cache_filter_kind": "regex",
            "proxy_referrer_api": "false",
        });
        assert_eq!(sent, expected);
    }

    #[test]
    fn what_a_server_stored_without_knowing_it_refuses_every_finding() {
        for (word, threshold) in [
            ("unknown", Threshold::Any),
            ("none", Threshold::Any),
            ("medium", Threshold::Medium),
        ] {
            let policies = Policies::of(&project(&[("prevent_vul", "true"), ("severity", word)]));
            assert_eq!(policies.blocked, Blocked::From(threshold), "{word}");
        }
        assert!(Threshold::Any.refuses(Severity::Unknown));
        assert!(!Threshold::Low.refuses(Severity::Unknown));
        assert!(!Threshold::Low.refuses(Severity::Negligible));
        assert!(Threshold::High.refuses(Severity::Critical));
        let off = Policies::of(&project(&[("prevent_vul", "false"), ("severity", "high")]));
        assert_eq!(off.blocked, Blocked::No);
    }
}
