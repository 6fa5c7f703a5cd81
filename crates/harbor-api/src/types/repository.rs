//! Repositories.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::null_default;
use crate::{
    names::{ProjectId, ProjectName, RepositoryName},
    wire::time,
};

/// A repository (`GET /repositories`, `/projects/{project_name}/repositories`).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Repository {
    pub id: i64,
    pub project_id: ProjectId,
    /// With its project: `skaha/team/tool`.
    pub name: String,
    /// As the server keeps it, with HTML's entities: see [`Repository::plain_description`].
    #[serde(deserialize_with = "null_default")]
    pub description: String,
    /// Without signatures, SBOMs and untagged parts of indexes.
    pub artifact_count: i64,
    pub pull_count: i64,
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub creation_time: Option<DateTime<Utc>>,
    /// Last push or deletion of an artifact or tag.
    #[serde(
        deserialize_with = "time::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub update_time: Option<DateTime<Utc>>,
}

impl Repository {
    /// Project and own name, checked; `None` if one of them is strange.
    pub fn parts(&self) -> Option<(ProjectName, RepositoryName)> {
        split(&self.name)
    }

    /// The name without its project, for display.
    pub fn short_name(&self) -> &str {
        self.name
            .split_once('/')
            .map_or(self.name.as_str(), |(_, rest)| rest)
    }

    /// The description (Markdown) as it was written: Harbor stores it with `&`, `<`, `>` and
    /// quotes escaped once (`template.HTMLEscapeString`).
    pub fn plain_description(&self) -> String {
        unescape(&self.description)
    }
}

/// Splits `project/repository`; a project's name never holds a slash.
pub(super) fn split(name: &str) -> Option<(ProjectName, RepositoryName)> {
    let (project, repository) = name.split_once('/')?;
    Some((
        ProjectName::new(project).ok()?,
        RepositoryName::new(repository).ok()?,
    ))
}

/// Takes one layer of Go's HTML escaping away. `&amp;` goes last, so that `&amp;lt;` gives `&lt;`.
fn unescape(text: &str) -> String {
    const ENTITIES: [(&str, &str); 5] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    ENTITIES
        .iter()
        .fold(text.to_owned(), |text, (entity, plain)| {
            text.replace(entity, plain)
        })
}

/// Body of `PUT …/repositories/{repository_name}`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RepositoryChange {
    /// Markdown, unescaped; empty takes it away.
    pub description: String,
}

object!(Repository);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_at_the_first_slash() {
        let repository = Repository {
            name: "skaha/team/sub/tool".into(),
            ..Default::default()
        };
        let (project, name) = repository.parts().unwrap();
        assert_eq!(
            (project.as_str(), name.as_str()),
            ("skaha", "team/sub/tool")
        );
        assert_eq!(repository.short_name(), "team/sub/tool");
        assert!(
            Repository {
                name: "alone".into(),
                ..Default::default()
            }
            .parts()
            .is_none()
        );
    }

    #[test]
    fn descriptions_lose_one_layer_of_escaping() {
        let description = "CASA &amp; &lt;b&gt; &#34;x&#34; &amp;lt;".to_owned();
        let repository = Repository {
            description,
            ..Default::default()
        };
        assert_eq!(repository.plain_description(), "CASA & <b> \"x\" &lt;");
    }
}
