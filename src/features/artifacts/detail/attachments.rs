//! What is attached to an artifact, on its page: the list, and the reading of what lists leave open.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use futures::future::{AbortHandle, Abortable, join_all};
use harbor_api::{
    ArtifactReference, ProjectName, RepositoryName,
    operations::GetArtifact,
    types::{Accessory, AccessoryKind, Artifact, ReadAccessories, SbomState, SignatureState},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_reason,
    features::artifacts::trust::accessory_words,
    format::{size, whole},
    ipc::{Ticket, harbor, load::Loaded},
    route::{Route, TabId},
    ui::{CopyIcon, Icon, Link},
    words::words,
};

/// How many accessories are read unasked: each costs a request.
const UNASKED: usize = 24;

/// The accessories of an artifact, and what their own artifacts say.
#[derive(Clone, Copy)]
pub struct Attachments {
    connection: Signal<ConnectionId>,
    at: StoredValue<(ProjectName, RepositoryName, ArtifactReference)>,
    artifact: Loaded<Artifact>,
    read: RwSignal<ReadAccessories>,
    /// What is attached to accessories that were read, by their digests.
    below: RwSignal<BTreeMap<String, Vec<Accessory>>>,
    reading: RwSignal<bool>,
    /// The digest of the artifact whose accessories are read, or were.
    begun: RwSignal<Option<String>>,
    /// Those that couldn't be read, and why the last of them couldn't.
    failed: RwSignal<BTreeSet<String>>,
    failure: RwSignal<Option<Failure>>,
    running: StoredValue<Option<AbortHandle>>,
}

impl Attachments {
    /// Reads the first ones whenever the artifact comes.
    pub fn new(
        connection: Signal<ConnectionId>,
        at: StoredValue<(ProjectName, RepositoryName, ArtifactReference)>,
        artifact: Loaded<Artifact>,
    ) -> Self {
        let this = Self {
            connection,
            at,
            artifact,
            read: RwSignal::default(),
            below: RwSignal::default(),
            reading: RwSignal::new(false),
            begun: RwSignal::new(None),
            failed: RwSignal::default(),
            failure: RwSignal::new(None),
            running: StoredValue::new(None),
        };
        Effect::new(move |_| {
            let found = artifact.data.get();
            this.read_on(UNASKED);
            this.begun.set(found.map(|found| found.digest.clone()));
        });
        on_cleanup(move || this.end());
        this
    }

    pub fn signature(&self, artifact: &Artifact) -> SignatureState {
        self.read.with(|read| read.signature(artifact))
    }

    pub fn sbom(&self, artifact: &Artifact) -> SbomState {
        self.read.with(|read| read.sbom(artifact))
    }

    /// Whether what was to be read of an artifact's accessories was, or could not be.
    pub fn is_read(&self, artifact: &Artifact) -> bool {
        let is_its = self
            .begun
            .with(|begun| begun.as_ref() == Some(&artifact.digest));
        is_its && !self.reading.get()
    }

    /// What an accessory is, as far as is known.
    pub fn kind(&self, accessory: &Accessory) -> AccessoryKind {
        self.read.with(|read| read.kind(accessory))
    }

    fn unread(&self) -> Vec<Accessory> {
        let Some(artifact) = self.artifact.data.get_untracked() else {
            return Vec::new();
        };
        self.read
            .with_untracked(|read| read.unread(&artifact).cloned().collect())
    }

    fn end(&self) {
        // The page may be gone, and its values with it.
        if let Some(Some(handle)) = self.running.try_update_value(Option::take) {
            handle.abort();
        }
    }

    /// Reads so many of those that are not known yet.
    fn read_on(&self, most: usize) {
        self.end();
        let mut wanted = self.unread();
        wanted.truncate(most);
        self.failure.set(None);
        self.failed.update(BTreeSet::clear);
        self.reading.set(!wanted.is_empty());
        if wanted.is_empty() {
            return;
        }
        let this = *self;
        let (handle, registration) = AbortHandle::new_pair();
        self.running.set_value(Some(handle));
        let all = join_all(wanted.into_iter().map(|one| this.read_one(one)));
        spawn_local(async move {
            if Abortable::new(all, registration).await.is_ok() {
                this.reading.try_set(false);
            }
        });
    }

    async fn read_one(self, accessory: Accessory) {
        if let Err(failure) = self.read_itself(&accessory).await {
            self.failed
                .try_update(|failed| failed.insert(accessory.digest));
            self.failure.try_set(Some(failure));
        }
    }

    /// Reads an accessory's own artifact: what it is, and what is attached to it in turn.
    ///
    /// # Errors
    ///
    /// Why it could not be read; one that the page gave up is no failure.
    pub async fn read_itself(self, accessory: &Accessory) -> Result<(), Failure> {
        let Some(operation) = self.operation(accessory) else {
            return Ok(());
        };
        let Some(connection) = self.connection.try_get_untracked() else {
            return Ok(());
        };
        match harbor(connection, &operation, Ticket::new()).await {
            Ok(reply) => {
                let itself = reply.value;
                self.read.try_update(|read| read.read(accessory, &itself));
                let _ = self.below.try_update(|below| {
                    below.insert(accessory.digest.clone(), itself.accessories);
                });
                Ok(())
            }
            Err(failure) if failure.code == FailureCode::Cancelled => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    /// What is attached to an accessory, once that was read.
    pub fn below(&self, digest: &str) -> Option<Vec<Accessory>> {
        self.below.with(|below| below.get(digest).cloned())
    }

    /// The same for what draws nothing; nothing as well when the page is gone.
    pub fn below_untracked(&self, digest: &str) -> Option<Vec<Accessory>> {
        self.below
            .try_with_untracked(|below| below.get(digest).cloned())?
    }

    fn operation(&self, accessory: &Accessory) -> Option<GetArtifact> {
        let (project_name, repository_name, _) = self.at.try_get_value()?;
        Some(GetArtifact {
            project_name,
            repository_name,
            reference: ArtifactReference::Digest(accessory.typed_digest()?),
            // Cosign's older signatures are told by their tags.
            with_tag: Some(true),
            with_label: None,
            with_scan_overview: None,
            with_sbom_overview: None,
            with_immutable_status: None,
            with_accessory: Some(true),
            with_inherited_accessory: None,
            accept_vulnerabilities: None,
        })
    }

    /// The place of an accessory, or of anything else in this repository.
    pub fn place(&self, digest: &str) -> Option<Route> {
        let (project, repository, _) = self.at.get_value();
        Some(Route::Artifact {
            connection: self.connection.get_untracked(),
            project,
            repository,
            reference: ArtifactReference::parse(digest).ok()?,
            tab: TabId::FIRST,
        })
    }
}

/// The card of what is attached.
#[component]
pub fn AttachmentsCard(artifact: Arc<Artifact>, attachments: Attachments) -> impl IntoView {
    if artifact.accessories.is_empty() {
        return ().into_any();
    }
    let w = &words().attached;
    let of_artifact = &words().artifact;
    let number = artifact.accessories.len();
    let rows = {
        let artifact = Arc::clone(&artifact);
        move || {
            attachments.read.with(|read| {
                let all = artifact.accessories.iter();
                all.map(|accessory| row(accessory, read, attachments))
                    .collect_view()
            })
        }
    };
    let state = move || {
        if attachments.reading.get() {
            return view! {
                <span class="row g6 muted t12" role="status">
                    <span class="spin"></span>
                    {w.reading}
                </span>
            }
            .into_any();
        }
        if let Some(failure) = attachments.failure.get() {
            let number = attachments.failed.with(BTreeSet::len);
            let text = w.failed(number, &failure_reason(&failure));
            return note(text, w.try_again, attachments).into_any();
        }
        let left = attachments.read.with(|read| read.unread(&artifact).count());
        if left > 0 {
            return note(w.left(left), w.read_more, attachments).into_any();
        }
        ().into_any()
    };
    view! {
        <section class="card" id="attachments">
            <div class="card-h">
                <h2>{of_artifact.trust}</h2>
                <span class="sub">{number}</span>
            </div>
            <div class="card-b">
                <div class="col g8">
                    {rows} {state} <span class="muted t12">{w.not_verified}</span>
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// What is missing, and the way to it.
fn note(text: String, act: &'static str, attachments: Attachments) -> impl IntoView {
    view! {
        <span class="col t12" role="status">
            <span class="soft">{text}</span>
            <span>
                <button
                    type="button"
                    class="lnk t12"
                    on:click=move |_| attachments.read_on(usize::MAX)
                >
                    {act}
                </button>
            </span>
        </span>
    }
}

fn row(
    accessory: &Accessory,
    read: &ReadAccessories,
    attachments: Attachments,
) -> impl IntoView + use<> {
    let (icon, title, particulars) = accessory_words(&read.kind(accessory));
    let made = accessory.creation_time.map(whole);
    let facts: Vec<String> = particulars
        .into_iter()
        .chain([size(accessory.size)])
        .chain(made)
        .collect();
    let facts = facts.join(", ");
    let title = match attachments.place(&accessory.digest) {
        Some(to) => view! { <Link to=to>{title}</Link> }.into_any(),
        None => title.into_any(),
    };
    view! {
        <div class="row g8 accessory">
            <Icon name=icon class="muted" />
            <span class="col grow">
                <span class="strong t125">{title}</span>
                <span class="muted t12">{facts}</span>
            </span>
            <CopyIcon text=accessory.digest.clone() label=words().artifact.copy_digest />
        </div>
    }
}
