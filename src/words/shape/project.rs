//! One project: head, tabs, summary.

use harbor_api::types::Severity;

super::area! {
    /// One project: head, tabs, summary.
    Project {
        texts {
            parts, public, private, proxy, repositories, members, summary, the_summary, about,
            owner, created, storage_quota, no_limit, policies, scan_on_push, block_pulls,
            signatures, off, on, on_with_sbom, cosign_required, notation_required,
            both_required, project_admins, maintainers, developers, guests, limited_guests,
            proxy_cache_of, endpoint, address, state,
        }
        says {
            the_project(project: &str),
            percent_used(percent: i64),
            used_of(used: &str, limit: &str),
            left(size: &str),
            blocked_from(severity: Severity),
        }
    }
}
