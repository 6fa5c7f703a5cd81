//! Rules that keep tags from being moved or deleted.

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
            selectors.as_array().is_some_and(|list| {
                list.iter().all(|selector| {
                    let pattern = selector["pattern"].as_str().unwrap_or_default();
                    matches(pattern, text) != (selector["decoration"] == excluding)
                })
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

/// Whether a text matches a pattern with `*`, `**`, `?` and `{a,b}`.
pub fn matches(pattern: &str, text: &str) -> bool {
    if let Some((before, rest)) = pattern.split_once('{')
        && let Some((options, after)) = rest.split_once('}')
    {
        let mut options = options.split(',');
        return options.any(|option| matches(&format!("{before}{option}{after}"), text));
    }
    glob(pattern.as_bytes(), text.as_bytes())
}

fn glob(pattern: &[u8], text: &[u8]) -> bool {
    match pattern {
        [] => text.is_empty(),
        [b'*', b'*', rest @ ..] => (0..=text.len()).any(|skip| glob(rest, &text[skip..])),
        [b'*', rest @ ..] => {
            let end = text
                .iter()
                .position(|byte| *byte == b'/')
                .unwrap_or(text.len());
            (0..=end).any(|skip| glob(rest, &text[skip..]))
        }
        [b'?', rest @ ..] => !text.is_empty() && text[0] != b'/' && glob(rest, &text[1..]),
        [first, rest @ ..] => text.first() == Some(first) && glob(rest, &text[1..]),
    }
}
