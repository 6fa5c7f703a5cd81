//! Where a list's rows come from.

use harbor_api::{AnyOperation, Digest, Operation, ProjectName, RepositoryName};
use model_registry_api::Subject;
use serde::{Deserialize, Serialize};

/// What a list is read from.
#[derive(Debug, Clone)]
pub enum Source {
    /// The answers of an operation of Harbor's.
    Operation(AnyOperation),
    /// Content of the registry that is a document: read as a whole.
    Document(ContentPlace),
    /// Content of the registry that is a layer: its files, while it streams by.
    Layer(ContentPlace),
    /// What the Model Registry beside the registry knows, joined with what the registry holds.
    ModelRegistry(Subject),
    /// What scanners found in the projects that the account is in, report by report.
    OwnReports,
    /// What its projects have of it, and nothing of the registry itself.
    Projects,
    /// The shell's log of requests.
    RequestLog,
}

/// Content of the registry, by its digest.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ContentPlace {
    pub project: ProjectName,
    pub repository: RepositoryName,
    pub digest: Digest,
}

/// What a list may name as the thing that it is read with.
pub trait IntoSource {
    fn into_source(self) -> Source;
}

impl<O: Operation + Into<AnyOperation>> IntoSource for O {
    fn into_source(self) -> Source {
        Source::Operation(self.into())
    }
}

impl IntoSource for Source {
    fn into_source(self) -> Source {
        self
    }
}

impl Source {
    /// The operation, where it is one.
    pub fn into_operation(self) -> Option<AnyOperation> {
        match self {
            Self::Operation(operation) => Some(operation),
            Self::Document(_)
            | Self::Layer(_)
            | Self::ModelRegistry(_)
            | Self::OwnReports
            | Self::Projects
            | Self::RequestLog => None,
        }
    }
}
