//! What the registry itself holds of an artifact: manifest and configuration, layers and files.

mod dockerfile;
mod files;
mod json;
mod layer_file_words;
mod layer_files;
mod layers;
mod raw;
mod save;
mod sharers;
mod words;

pub use files::Files;
pub use layer_file_words::LayerFilesWords;
pub use layers::Layers;
pub use raw::{Raw, TextActs, text_view};
pub use save::{SaveContentButton, Transfer};
pub use words::ContentWords;

use distribution_api::{
    BLOB_LIMIT, Blob, Content, GetBlob, GetManifest, ImageConfig, Manifest, Name,
};
use harbor_api::{ArtifactReference, Decode, Digest, ProjectName, RepositoryName, types::Artifact};
use leptos::prelude::*;
use listing::ContentPlace;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::artifacts::platforms::{may_tell_more, platform_with, platforms},
    ipc::load::{Loaded, load_one},
};

/// An artifact's manifest and configuration. Each is read once, by the first part of the page that
/// shows it, and both are compared with their digests by the shell.
#[derive(Clone, Copy)]
pub struct RegistryContent {
    pub manifest: Loaded<Content<Manifest>>,
    pub config: Loaded<Blob>,
    /// Where the configuration is, once the manifest is read; `None` where there is none.
    config_at: Memo<ConfigPlace>,
    wants_manifest: RwSignal<bool>,
    wants_config: RwSignal<bool>,
    pub connection: Signal<ConnectionId>,
    at: StoredValue<(ProjectName, RepositoryName, ArtifactReference)>,
    /// The artifact's own.
    digest: Memo<Option<Digest>>,
}

/// Where an artifact's configuration is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigPlace {
    /// The manifest is not read yet, or can't be.
    Unknown,
    /// An index has none.
    Nowhere,
    TooLarge,
    At(Digest),
}

impl RegistryContent {
    /// Nothing is asked for yet.
    pub fn new(
        connection: Signal<ConnectionId>,
        at: StoredValue<(ProjectName, RepositoryName, ArtifactReference)>,
        artifact: Loaded<Artifact>,
    ) -> Self {
        let wants_manifest = RwSignal::new(false);
        let wants_config = RwSignal::new(false);
        let name = move || {
            let (project, repository, _) = at.get_value();
            Name::new(project, repository)
        };
        let digest = Memo::new(move |_| {
            let digest = artifact
                .data
                .with(|found| found.as_ref().map(|found| found.digest.clone()))?;
            Digest::new(digest).ok()
        });
        let manifest = load_one(connection, move || {
            let digest = digest.get().filter(|_| wants_manifest.get())?;
            Some(GetManifest {
                name: name(),
                reference: ArtifactReference::Digest(digest),
            })
        });
        let config_at = Memo::new(move |_| {
            let read = manifest.data.get();
            match read.as_ref().map(|content| &content.read) {
                Some(Ok(Manifest::Image(image))) => {
                    match Digest::new(image.config.digest.clone()) {
                        Ok(_) if image.config.size > Some(BLOB_LIMIT as u64) => {
                            ConfigPlace::TooLarge
                        }
                        Ok(digest) => ConfigPlace::At(digest),
                        Err(_) => ConfigPlace::Nowhere,
                    }
                }
                Some(Ok(Manifest::Index(_))) => ConfigPlace::Nowhere,
                _ => ConfigPlace::Unknown,
            }
        });
        let config = load_one(connection, move || match config_at.get() {
            ConfigPlace::At(digest) if wants_config.get() => Some(GetBlob {
                name: name(),
                digest: digest.into(),
            }),
            _ => None,
        });
        let this = Self {
            manifest,
            config,
            config_at,
            wants_manifest,
            wants_config,
            connection,
            at,
            digest,
        };
        Effect::new(move |_| {
            let more = artifact
                .data
                .with(|found| found.as_deref().is_some_and(may_tell_more));
            if more {
                this.want_config();
            }
        });
        this
    }

    /// Where a blob of the artifact is; nothing for a digest that is none.
    pub fn place(&self, digest: &str) -> Option<ContentPlace> {
        let (project, repository, _) = self.at.get_value();
        Some(ContentPlace {
            project,
            repository,
            digest: Digest::new(digest).ok()?,
        })
    }

    /// Where the artifact's own manifest is, once it is known.
    pub fn own_place(&self) -> Option<ContentPlace> {
        let (project, repository, _) = self.at.get_value();
        Some(ContentPlace {
            project,
            repository,
            digest: self.digest.get_untracked()?,
        })
    }

    /// Asks for the manifest, unless it is here.
    pub fn want_manifest(&self) {
        if !self.wants_manifest.get_untracked() {
            self.wants_manifest.set(true);
        }
    }

    /// Asks for the manifest and the configuration, unless they are here.
    pub fn want_config(&self) {
        self.want_manifest();
        if !self.wants_config.get_untracked() {
            self.wants_config.set(true);
        }
    }

    /// Where an artifact runs, with what its configuration tells once it is read.
    pub fn platforms(&self, artifact: &Artifact) -> Option<String> {
        let config = self.config.data.get();
        let config = config.and_then(|blob| ImageConfig::decode(&blob.0).ok());
        match config {
            Some(config) => platform_with(artifact, &config),
            None => platforms(artifact),
        }
    }
}
