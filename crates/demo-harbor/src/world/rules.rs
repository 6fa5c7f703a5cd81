//! Rules that keep tags from being moved or deleted.

use harbor_rules::Pattern;
use serde_json::Value;

use super::{Artifact, World};

/// A rule of a project, as it was sent.
#[derive(Debug, Clone)]
pub struct ImmutableRule {
    pub(crate) id: i64,
    pub(crate) project_id: i64,
    pub(crate) disabled: bool,
    /// The selectors and whatever else the rule says.
    pub(crate) content: Value,
}

impl ImmutableRule {
    /// Whether it protects a tag of a repository, named without its project.
    fn protects(&self, repository: &str, tag: &str) -> bool {
        let selects = |selectors: &Value, excluding: &str, text: &str| {
            // Harbor goes by the first of several; a list of none protects nothing.
            let first = selectors.as_array().and_then(|list| list.first());
            first.is_some_and(|selector| {
                let pattern = selector["pattern"].as_str().unwrap_or_default();
                let matched = Pattern::new(pattern).matches(text);
                matched.is_ok_and(|matched| matched != (selector["decoration"] == excluding))
            })
        };
        !self.disabled
            && selects(
                &self.content["scope_selectors"]["repository"],
                "repoExcludes",
                repository,
            )
            && selects(&self.content["tag_selectors"], "excludes", tag)
    }
}

impl World {
    /// Whether a tag of a repository is protected; the name is the full one.
    pub(crate) fn immutable(&self, project: i64, repository: &str, tag: &str) -> bool {
        let name = repository.split_once('/').map_or("", |(_, name)| name);
        let rules = self
            .immutable_rules
            .iter()
            .filter(|rule| rule.project_id == project);
        rules.into_iter().any(|rule| rule.protects(name, tag))
    }

    /// The first protected tag of an artifact.
    pub(crate) fn immutable_tag(
        &self,
        project: i64,
        repository: &str,
        artifact: &Artifact,
    ) -> Option<String> {
        let mut tags = artifact.tags.iter().map(|tag| tag.name.clone());
        tags.find(|tag| self.immutable(project, repository, tag))
    }
}

/// Whether a pattern means a name. One that can't be read means none.
pub fn matches(pattern: &str, text: &str) -> bool {
    Pattern::new(pattern).matches(text).unwrap_or(false)
}
