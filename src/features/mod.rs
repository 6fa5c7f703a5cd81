//! What people do with a registry, a folder for each subject.
//!
//! Invariant: a feature uses of another one only what that one's `mod.rs` names.

pub mod account;
pub mod artifacts;
pub mod audit_log;
pub mod compare;
pub mod configuration;
pub mod connection;
pub mod cve_export;
pub mod doctor;
pub mod endpoints;
pub mod executions;
pub mod explorer;
pub mod feature;
pub mod immutable_tags;
pub mod labels;
pub mod maintenance;
pub mod members;
pub mod model_registry;
pub mod people;
pub mod preheat;
pub mod projects;
pub mod pull;
pub mod quotas;
pub mod replication;
pub mod repositories;
pub mod retention;
pub mod robots;
pub mod scanners;
pub mod security;
pub mod sign_in;
pub mod tags;
pub mod webhooks;

use self::{
    artifacts::{ArtifactContext, RepositoryContext},
    feature::{Feature, RegistryPage, Tab},
    projects::ProjectContext,
};
use crate::route::TabId;

/// All that add something to the window.
pub const FEATURES: &[&Feature] = &[
    &artifacts::FEATURE,
    &audit_log::FEATURE,
    &compare::FEATURE,
    &configuration::FEATURE,
    &doctor::FEATURE,
    &endpoints::FEATURE,
    &explorer::FEATURE,
    &immutable_tags::FEATURE,
    &labels::FEATURE,
    &maintenance::FEATURE,
    &members::FEATURE,
    &model_registry::FEATURE,
    &people::FEATURE,
    &preheat::FEATURE,
    &projects::FEATURE,
    &quotas::FEATURE,
    &replication::FEATURE,
    &repositories::FEATURE,
    &retention::FEATURE,
    &robots::FEATURE,
    &scanners::FEATURE,
    &security::FEATURE,
    &tags::FEATURE,
    &webhooks::FEATURE,
];

/// The pages of a registry, in the navigation's order.
pub fn pages() -> Vec<&'static RegistryPage> {
    let mut pages: Vec<_> = FEATURES.iter().flat_map(|f| f.pages).collect();
    pages.sort_by_key(|page| (page.section, page.rank));
    pages
}

/// The page with this segment in its address.
pub fn page(segment: &str) -> Option<&'static RegistryPage> {
    let mut pages = FEATURES.iter().flat_map(|f| f.pages);
    pages.find(|page| page.id.segment() == segment)
}

fn by_rank<Context>(
    tabs: impl Iterator<Item = &'static Tab<Context>>,
) -> Vec<&'static Tab<Context>> {
    let mut tabs: Vec<_> = tabs.collect();
    tabs.sort_by_key(|tab| tab.rank);
    tabs
}

/// The tabs of a project's page.
pub fn project_tabs() -> Vec<&'static Tab<ProjectContext>> {
    by_rank(FEATURES.iter().flat_map(|f| f.project_tabs))
}

/// The tabs of a repository's page.
pub fn repository_tabs() -> Vec<&'static Tab<RepositoryContext>> {
    by_rank(FEATURES.iter().flat_map(|f| f.repository_tabs))
}

/// The tabs of an artifact's page.
pub fn artifact_tabs() -> Vec<&'static Tab<ArtifactContext>> {
    by_rank(FEATURES.iter().flat_map(|f| f.artifact_tabs))
}

/// The tab with this segment in its address.
pub fn find_tab<Context>(tabs: &[&'static Tab<Context>], segment: &str) -> Option<TabId> {
    let mut tabs = tabs.iter().map(|tab| tab.id);
    tabs.find(|id| id.segment() == segment)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_page_and_tab_has_an_address_of_its_own() {
        let pages = pages();
        let segments: HashSet<_> = pages.iter().map(|page| page.id.segment()).collect();
        assert_eq!(segments.len(), pages.len());
        fn check<Context>(tabs: &[&'static Tab<Context>]) {
            let segments: HashSet<_> = tabs.iter().map(|tab| tab.id.segment()).collect();
            assert_eq!(segments.len(), tabs.len());
            assert_eq!(tabs.first().map(|tab| tab.id), Some(TabId::FIRST));
        }
        check(&project_tabs());
        check(&repository_tabs());
        check(&artifact_tabs());
    }
}
