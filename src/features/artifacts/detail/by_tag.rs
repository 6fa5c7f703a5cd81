//! What Cosign attached to an image by tags, `sha256-….att` and `sha256-….sbom`: the registry lists it as images of
//! their own, so it is looked up by its name, on request.

use std::sync::Arc;

use futures::future::join_all;
use harbor_api::{
    ArtifactReference, Digest,
    operations::GetArtifact,
    types::{Artifact, ArtifactKind},
};
use leptos::prelude::*;
use pilothouse_protocol::{Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_reason,
    features::artifacts::detail::{attachments::Attachments, facts::kind_name, tags::Changing},
    format::size,
    ipc::{Ticket, harbor},
    ui::{Icon, Link},
    words::words,
};

/// What is looked for; signatures by tags are accessories already.
const ENDINGS: [&str; 2] = ["att", "sbom"];

/// The tags at which it would be.
fn tags(digest: &Digest) -> Vec<String> {
    let name = digest.as_str().replacen(':', "-", 1);
    let tag = |ending: &&str| format!("{name}.{ending}");
    ENDINGS.iter().map(tag).collect()
}

/// How far it is looked for.
#[derive(Clone, PartialEq)]
enum Search {
    Idle,
    Looking,
    Found(Vec<Artifact>),
    Failed(Failure),
}

/// The way to what is attached by tags; nothing for what is no image.
#[component]
pub fn AttachedByTag(
    artifact: Arc<Artifact>,
    changing: Changing,
    attachments: Attachments,
) -> impl IntoView {
    let is_image = matches!(artifact.kind(), ArtifactKind::Image | ArtifactKind::Index);
    let digest = artifact.typed_digest();
    let Some(digest) = digest.filter(|_| is_image && artifact.is_content()) else {
        return ().into_any();
    };
    let w = &words().attached;
    let search = RwSignal::new(Search::Idle);
    let (project, repository, _) = changing.at.get_value();
    let wanted: Vec<GetArtifact> = tags(&digest)
        .into_iter()
        .filter_map(|tag| {
            Some(GetArtifact {
                with_tag: Some(true),
                ..GetArtifact::new(
                    project.clone(),
                    repository.clone(),
                    ArtifactReference::parse(&tag).ok()?,
                )
            })
        })
        .collect();
    let wanted = StoredValue::new(wanted);
    let look = move || {
        search.set(Search::Looking);
        let (connection, wanted) = (changing.connection.get_untracked(), wanted.get_value());
        spawn_local(async move {
            let asked = wanted
                .iter()
                .map(|operation| harbor(connection.clone(), operation, Ticket::new()));
            let mut found = Vec::new();
            for outcome in join_all(asked).await {
                match outcome {
                    Ok(reply) => found.push(reply.value),
                    Err(failure) if failure.code == FailureCode::NotFound => {}
                    Err(failure) => {
                        search.try_set(Search::Failed(failure));
                        return;
                    }
                }
            }
            search.try_set(Search::Found(found));
        });
    };
    let button = move |label: &'static str| {
        view! {
            <button type="button" class="lnk t12" id="look-by-tag" on:click=move |_| look()>
                {label}
            </button>
        }
    };
    let body = move || match search.get() {
        Search::Idle => button(w.look_by_tag).into_any(),
        Search::Looking => view! {
            <span class="row g6 muted t12" role="status">
                <span class="spin"></span>
                {w.reading}
            </span>
        }
        .into_any(),
        Search::Failed(failure) => view! {
            <span class="col t12" role="alert">
                {failure_reason(&failure)}
                <span>{button(w.try_again)}</span>
            </span>
        }
        .into_any(),
        Search::Found(all) if all.is_empty() => {
            view! { <span class="soft t12" role="status">{w.none_by_tag}</span> }.into_any()
        }
        Search::Found(all) => all
            .iter()
            .map(|found| row(found, attachments))
            .collect_view()
            .into_any(),
    };
    view! {
        <section class="card" id="by-tag">
            <div class="card-h">
                <h2>{w.by_tag}</h2>
            </div>
            <div class="card-b">
                <div class="col g8">{body}</div>
            </div>
        </section>
    }
    .into_any()
}

fn row(found: &Artifact, attachments: Attachments) -> impl IntoView + use<> {
    let title = kind_name(&found.kind());
    let title = match attachments.place(&found.digest) {
        Some(to) => view! { <Link to=to>{title}</Link> }.into_any(),
        None => title.into_any(),
    };
    view! {
        <div class="row g8 accessory">
            <Icon name="file" class="muted" />
            <span class="col grow">
                <span class="strong t125">{title}</span>
                <span class="muted t12">{size(found.size)}</span>
            </span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    fn tags_are_those_of_cosign() {
        let hex = "0".repeat(64);
        let digest = Digest::new(format!("sha256:{hex}")).unwrap();
        let expected = [format!("sha256-{hex}.att"), format!("sha256-{hex}.sbom")];
        assert_eq!(tags(&digest), expected);
    }
}
