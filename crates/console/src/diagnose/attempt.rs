//! A pull or a push, tried: nothing is downloaded, and what is begun is cancelled.

use diagnosis::{PullAttempt, Question, UploadAttempt};
use distribution_api::{GetManifest, HeadManifest, Name};
use harbor_api::{ArtifactReference, ProjectName, RepositoryName, TagName};
use harbor_client::{Client, ClientError, UploadAttempt as Upload};

/// The tag that programs take where none is named.
const LATEST: &str = "latest";

/// Asks for a manifest's head, as programs do first. It counts as no pull, and a proxy cache keeps
/// nothing for it. `None` where nothing is named that could be asked for; else with what was asked.
pub(super) async fn pull(client: &Client, question: &Question) -> Option<(String, PullAttempt)> {
    let (project, repository) = question.repository.as_deref()?.split_once('/')?;
    let name = Name::new(
        ProjectName::new(project).ok()?,
        RepositoryName::new(repository).ok()?,
    );
    let reference = match &question.digest {
        Some(digest) => ArtifactReference::parse(digest).ok()?,
        None => {
            let tag = question.tag.as_deref().unwrap_or(LATEST);
            ArtifactReference::Tag(TagName::new(tag).ok()?)
        }
    };
    let asked = format!("HEAD /v2/{name}/manifests/{reference}");
    let head = HeadManifest {
        name: name.clone(),
        reference: reference.clone(),
    };
    let attempt = match client.send(&head).await {
        Ok(_) => PullAttempt::Given,
        Err(error) => match error.status() {
            None => PullAttempt::Unknown(error.to_string()),
            Some(status) => PullAttempt::Refused {
                status,
                said: match status {
                    // An answer without a body doesn't say which policy; the whole one is refused too.
                    412 => words(client.send(&GetManifest { name, reference }).await.err()),
                    _ => words(Some(error)),
                },
            },
        },
    };
    Some((asked, attempt))
}

/// Begins an upload, and cancels it.
pub(super) async fn upload(client: &Client, repository: &str) -> (String, UploadAttempt) {
    let asked = format!("POST /v2/{repository}/blobs/uploads/, DELETE");
    let attempt = match client.try_upload(repository).await {
        Ok(Upload::Begun { is_gone }) => UploadAttempt::Begun { is_gone },
        Ok(Upload::Refused(error)) => UploadAttempt::Refused {
            status: error.status,
            said: error.message,
        },
        Err(error) => match error.status() {
            Some(status) => UploadAttempt::Refused {
                status,
                said: words(Some(error)),
            },
            None => UploadAttempt::Unknown(error.to_string()),
        },
    };
    (asked, attempt)
}

/// What a server said, where it said something.
fn words(error: Option<ClientError>) -> String {
    match error {
        Some(ClientError::Api(error)) => error.message,
        _ => String::new(),
    }
}
