//! What is changed of tags.

use harbor_api::{AnyOperation, ArtifactReference, TagName, operations::CreateTag, types::NewTag};
use listing::{ListScope, lists::RepositoryTags};
use pilothouse_protocol::Failure;

use super::{invalid_key, not_for_this_list};

/// The tag that a key names, and the artifact that it was on.
pub(super) fn target(key: &str) -> Result<(TagName, ArtifactReference), Failure> {
    RepositoryTags::read_key(key).ok_or_else(|| invalid_key(key, &"not a tag of this list"))
}

/// The operation that puts a tag back where it was.
pub(super) fn put_back(scope: &ListScope, key: &str) -> Result<AnyOperation, Failure> {
    let ListScope::RepositoryTags(list) = scope else {
        return Err(not_for_this_list());
    };
    let (name, reference) = target(key)?;
    Ok(CreateTag {
        project_name: list.project.clone(),
        repository_name: list.repository.clone(),
        reference,
        body: NewTag { name },
    }
    .into())
}
