//! What can be seen of a project that refuses a push or pull. What can't be seen stays unknown.

use diagnosis::{Allowlist, ProjectRules, Question};
use harbor_api::{
    ArtifactReference, Direction, ErrorCode, Page, ProjectName, ProjectReference, RepositoryName,
    Sort, TagName,
    operations::{
        GetArtifact, GetProject, GetProjectSummary, GetRepository, GetSystemAllowlist,
        GetSystemInfo, ListProjects,
    },
    types::{CveAllowlist, ProjectMetadata, Role},
};
use harbor_client::{Client, ClientError};

use crate::{connection::runtime::Current, diagnose::asking::Asking};

/// Whether something before Harbor refuses names with a slash: asks for a repository that need not
/// be there.
pub(super) async fn encoded_slash(current: &Current) -> Option<diagnosis::Verdict> {
    let asked = GetRepository {
        project_name: ProjectName::new("library").ok()?,
        repository_name: RepositoryName::new("a/b").ok()?,
    };
    match current.client.send(&asked).await {
        Err(ClientError::EncodedSlashRefused { status, .. }) => {
            Some(diagnosis::Verdict::EncodedSlashRefused { status })
        }
        _ => None,
    }
}

/// Looks at the project, its quota and the image that are named.
pub(super) async fn rules(asking: &Asking, question: &Question) -> ProjectRules {
    let client = &asking.facts;
    let mut rules = ProjectRules {
        is_robot: asking.is_robot,
        ..ProjectRules::default()
    };
    let Some(Ok(project)) = question.project_name().map(ProjectName::new) else {
        return rules;
    };
    let asked = ProjectReference::Name(project.clone());
    if let Ok(system) = client.send(&GetSystemInfo {}).await {
        rules.read_only = system.value.read_only;
    }
    match client
        .send(&GetProject {
            project_name_or_id: asked.clone(),
        })
        .await
    {
        Ok(found) => {
            let found = found.value;
            rules.exists = Some(true);
            rules.is_proxy_cache = found.registry_id.is_some();
            asking.describe(&found, &mut rules).await;
            let metadata = &found.metadata;
            let severity = metadata.pulls_blocked_from();
            rules.blocked_from = severity.map(|severity| severity.as_str().to_owned());
            let own_list = found.cve_allowlist.as_ref();
            rules.allowlist = match metadata.is_on(ProjectMetadata::SYSTEM_ALLOWLIST) {
                false => own_list.map(allowlist),
                true => system_allowlist(client).await,
            };
            let required = [
                ProjectMetadata::COSIGN_REQUIRED,
                ProjectMetadata::NOTATION_REQUIRED,
            ];
            rules.wants_signature = required.iter().any(|key| metadata.is_on(key));
        }
        // 403 is a project that is there, and is not this account's.
        Err(ClientError::Api(error)) if error.code == ErrorCode::NotFound => {
            rules.exists = Some(false);
            return rules;
        }
        Err(ClientError::Api(error)) if error.code == ErrorCode::Forbidden => {
            rules.is_outsider = asking.is_own;
        }
        Err(_) => {}
    }
    if let Ok(summary) = client
        .send(&GetProjectSummary {
            project_name_or_id: asked,
        })
        .await
        && let Some(quota) = summary.value.quota
        && let (Some(used), Some(limit)) = (quota.used.storage(), quota.hard.storage())
    {
        rules.quota = Some((used, limit));
    }
    let repository = question.repository.as_deref();
    let repository = repository.and_then(|name| name.split_once('/'));
    if let Some((_, repository)) = repository
        && let Ok(repository) = RepositoryName::new(repository)
    {
        image(client, question, project, repository, &mut rules).await;
    }
    rules
}

/// Other projects that the asker may push into by a role, the newest first; no more than are of use.
/// A robot account has none, and whoever administers the registry has the role of nobody in most.
pub(super) async fn pushable(asking: &Asking, question: &Question) -> Vec<String> {
    const NAMED: usize = 5;
    if asking.is_robot || asking.name.is_none() {
        return Vec::new();
    }
    let asked = ListProjects {
        sort: Sort::by("creation_time", Direction::Descending),
        page: Page::FIRST,
        ..ListProjects::without_details()
    };
    let Ok(found) = asking.client.send(&asked).await else {
        return Vec::new();
    };
    let here = question.project_name();
    // One page is enough: this is no list of them all.
    let found = found.value;
    let may_push = found.iter_good().filter(|project| {
        let role = project.role();
        !project.is_proxy_cache()
            && role.is_some_and(|role| role >= Role::Developer)
            && here != Some(project.name.as_str())
    });
    let names = may_push.map(|project| project.name.to_string());
    names.take(NAMED).collect()
}

fn allowlist(list: &CveAllowlist) -> Allowlist {
    Allowlist {
        count: list.items.len(),
        expires_at: list.expires_at,
    }
}

/// The server's own list, which counts in projects that have none.
async fn system_allowlist(client: &Client) -> Option<Allowlist> {
    let list = client.send(&GetSystemAllowlist {}).await.ok()?;
    Some(allowlist(&list.value))
}

/// Looks for the image, and whether a rule holds its tag.
async fn image(
    client: &Client,
    question: &Question,
    project_name: ProjectName,
    repository_name: RepositoryName,
    rules: &mut ProjectRules,
) {
    let tag = question.tag.as_deref().unwrap_or("latest");
    let reference = match &question.digest {
        Some(digest) => ArtifactReference::parse(digest).ok(),
        None => TagName::new(tag).ok().map(ArtifactReference::Tag),
    };
    let Some(reference) = reference else {
        return;
    };
    let repository = GetRepository {
        project_name: project_name.clone(),
        repository_name: repository_name.clone(),
    };
    let asked = GetArtifact {
        with_tag: Some(true),
        with_immutable_status: Some(true),
        ..GetArtifact::new(project_name, repository_name, reference)
    };
    match client.send(&asked).await {
        Ok(found) => {
            (rules.image, rules.repository) = (Some(true), Some(true));
            let mut tags = found.value.tags.iter();
            rules.frozen = tags
                .find(|known| known.name == tag)
                .map(|known| known.immutable);
        }
        Err(ClientError::Api(error)) if error.code == ErrorCode::NotFound => {
            rules.image = Some(false);
            rules.repository = match client.send(&repository).await {
                Ok(_) => Some(true),
                Err(error) if error.status() == Some(404) => Some(false),
                Err(_) => None,
            };
        }
        Err(_) => {}
    }
}
