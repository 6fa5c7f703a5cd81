//! Artifacts: the list of a repository's, and the page of one.

mod attachment_words;
mod content;
mod detail;
mod kind_words;
mod list;
mod list_words;
mod platforms;
mod sbom;
mod trust;
mod vulnerabilities;
mod vulnerability_words;
mod words;

pub use attachment_words::Attached;
pub use content::{ContentWords, LayerFilesWords};
pub use detail::{ArtifactPage, tags::Changing};
pub use kind_words::Kinds;
pub use list::RepositoryPage;
pub use list_words::Repository;
pub use sbom::SbomWords;
pub use vulnerability_words::Findings;
pub use words::Artifact;
