//! Which other artifacts have the layers of an image, on request: each costs a request the first time.

use std::sync::Arc;

use leptos::prelude::*;
use pilothouse_protocol::{Failure, FindSharers, Sharer, Sharers, SharersAmong};

use crate::{
    failure::failure_reason,
    features::artifacts::{
        content::{RegistryContent, Transfer},
        list::short,
    },
    format::size,
    route::{Route, TabId},
    ui::{Icon, Link, titled_section},
    words::words,
};

/// Sharers of a layer that are named.
const NAMED: usize = 30;

/// What was found of an image's layers.
#[derive(Clone, Copy)]
pub struct LayerSharers {
    content: RegistryContent,
    transfer: Transfer,
    found: RwSignal<Option<Result<Arc<Sharers>, Failure>>>,
    /// Where it was looked last.
    among: RwSignal<SharersAmong>,
}

impl LayerSharers {
    /// Nothing is looked for yet.
    pub fn new(content: RegistryContent) -> Self {
        let this = Self {
            content,
            transfer: Transfer::new(),
            found: RwSignal::new(None),
            among: RwSignal::new(SharersAmong::default()),
        };
        on_cleanup(move || this.transfer.stop());
        this
    }

    fn find(self, among: SharersAmong) {
        let Some(place) = self.content.own_place() else {
            return;
        };
        let request = FindSharers {
            connection: self.content.connection.get_untracked(),
            project: place.project,
            repository: place.repository,
            artifact: place.digest,
            among,
        };
        self.among.set(among);
        self.found.set(None);
        self.transfer.run(request, move |found| {
            self.found.try_set(Some(found.map(Arc::new)));
        });
    }

    /// The button that looks, and what it found in sum.
    pub fn head(self) -> impl IntoView {
        let w = &words().content;
        let button = move |label: &'static str, id: &'static str, among: SharersAmong| {
            view! {
                <button
                    type="button"
                    class="btn sm"
                    id=id
                    on:click=move |_| self.find(among)
                >
                    <Icon name="search" />
                    {label}
                </button>
            }
        };
        move || {
            if self.transfer.is_under_way() {
                return view! {
                    <span class="row g6 t12" role="status">
                        <span class="spin"></span>
                        {match self.among.get() {
                            SharersAmong::Repository => w.looking_for_sharers,
                            SharersAmong::Project => w.looking_in_project,
                        }}
                        <span class="num">{move || self.transfer.progress_of_known()}</span>
                        <button
                            type="button"
                            class="lnk t12"
                            on:click=move |_| self.transfer.stop()
                        >
                            {words().layer_files.stop}
                        </button>
                    </span>
                }
                .into_any();
            }
            match self.found.get() {
                None => button(w.find_sharers, "find-sharers", SharersAmong::Repository).into_any(),
                Some(Ok(found)) => {
                    let unique = found.unique_bytes();
                    let mut said = w.unique(&size(unique), found.read);
                    if found.failed > 0 {
                        said = format!("{said} {}", w.sharers_not_read(found.failed));
                    }
                    if found.has_more {
                        said = format!("{said} {}", w.more_were_not_read);
                    }
                    let in_repository = self.among.get() == SharersAmong::Repository;
                    let further = in_repository.then(|| {
                        button(
                            w.find_in_project,
                            "find-sharers-in-project",
                            SharersAmong::Project,
                        )
                    });
                    view! {
                        <span class="t12 soft wraps" role="status" id="sharers">
                            {said}
                        </span>
                        {further}
                    }
                    .into_any()
                }
                Some(Err(failure)) => view! {
                    <span class="row g6 t12" role="alert">
                        {failure_reason(&failure)}
                        {button(words().parts.try_again, "find-sharers", self.among.get())}
                    </span>
                }
                .into_any(),
            }
        }
    }

    /// Who has a layer too, once that was looked for.
    pub fn of_layer(self, digest: String) -> impl IntoView {
        let w = &words().content;
        move || {
            let found = self.found.get()?.ok()?;
            let layer = found.layers.iter().find(|layer| layer.digest == digest)?;
            let number = layer.sharers.len();
            let said = match number {
                0 => w.not_shared(found.read),
                number => w.shared_with(number),
            };
            let named = layer.sharers.iter().take(NAMED);
            let names = named.map(|sharer| self.named(sharer)).collect_view();
            let more = number.saturating_sub(NAMED);
            Some(titled_section(
                w.sharers,
                (),
                view! {
                    <p class="soft t125">{said}</p>
                    <div class="row g6 sharers">
                        {names}
                        {(more > 0).then(|| view! { <span class="muted t12">{format!("+{more}")}</span> })}
                    </div>
                },
            ))
        }
    }

    fn named(self, sharer: &Sharer) -> AnyView {
        let name = sharer.tag.clone().unwrap_or_else(|| short(&sharer.digest));
        let Some(place) = self.content.place(&sharer.digest) else {
            return view! { <span class="mono t12">{name}</span> }.into_any();
        };
        let is_elsewhere = sharer.repository != place.repository;
        let name = match is_elsewhere {
            true => format!("{}:{name}", sharer.repository),
            false => name,
        };
        let to = Route::Artifact {
            connection: self.content.connection.get_untracked(),
            project: place.project,
            repository: sharer.repository.clone(),
            reference: harbor_api::ArtifactReference::Digest(place.digest),
            tab: TabId::FIRST,
        };
        view! { <span class="mono t12 wraps"><Link to=to>{name}</Link></span> }.into_any()
    }
}
