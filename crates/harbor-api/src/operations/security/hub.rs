//! Tag `securityhub`: findings of all projects. For administrators.

use crate::{
    operation::operations,
    types::{ListedVulnerability, SecuritySummary},
    wire::{page::Page, query::Filter, reply::List},
};

operations! {
    /// Totals.
    GetSecuritySummary "security.summary" getSecuritySummary
        GET "/security/summary" => SecuritySummary
    {
        query { with_dangerous_cve: Option<bool>, with_dangerous_artifact: Option<bool> }
    }

    /// Findings. `q` takes `cve_id`, `severity` (exactly, with regard to case), `cvss_score_v3`
    /// (a range), `project_id`, `repository_name`, `package`, `tag`, `digest`; a fuzzy value or a list
    /// answers 400.
    ListVulnerabilities "security.vulnerabilities" ListVulnerabilities
        GET "/security/vul" => List<ListedVulnerability>
    {
        query {
            q: Filter,
            page: Page,
            /// The total may be an estimate, which is much quicker.
            tune_count: Option<bool>,
            with_tag: Option<bool>,
        }
    }
}
