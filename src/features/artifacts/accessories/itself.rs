//! The page of something attached: what it says itself.

use std::sync::Arc;

use distribution_api::Manifest;
use harbor_api::{
    Digest,
    types::{Accessory, Artifact, ArtifactKind},
};
use leptos::prelude::*;

use crate::{
    failure::failure_reason,
    features::artifacts::{
        accessories::{TrustCard, part::part_view, read},
        content::RegistryContent,
    },
    words::words,
};

/// Whether an artifact is a statement or a signature about another one.
pub fn speaks(artifact: &Artifact) -> bool {
    let kind = artifact.kind();
    matches!(kind, ArtifactKind::Attestation | ArtifactKind::Signature) && !artifact.is_index()
}

/// What it is about: its tag says so, or its manifest does. A record of a build, which an index has beside
/// its images, is signed by nobody and needs no subject.
fn subject(artifact: &Artifact, content: RegistryContent) -> Option<Digest> {
    if let Some(attached) = artifact.attached_by_tag() {
        return Some(attached.subject);
    }
    let manifest = content.manifest.data.get()?;
    let named = match &manifest.read {
        Ok(Manifest::Image(image)) => image.subject.as_ref(),
        _ => None,
    };
    let named = named.and_then(|subject| Digest::new(subject.digest.clone()).ok());
    named.or_else(|| artifact.typed_digest())
}

/// What it states and who signed that, as its own page.
#[component]
pub fn Itself(artifact: Arc<Artifact>, content: RegistryContent) -> impl IntoView {
    let w = &words().accessories;
    content.want_manifest();
    let trust = RwSignal::new(None::<String>);
    let about = {
        let artifact = Arc::clone(&artifact);
        Memo::new(move |_| subject(&artifact, content))
    };
    let digest = StoredValue::new(artifact.digest.clone());
    let reading = || {
        view! {
            <span class="row g6 muted t12" role="status">
                <span class="spin"></span>
                {w.reading}
            </span>
        }
        .into_any()
    };
    let failed = |why: String| view! { <p class="t125 soft">{w.not_read} " " {why}</p> }.into_any();
    let body = move || {
        let Some(subject) = about.get() else {
            return match content.manifest.failure.get() {
                Some(failure) => failed(failure_reason(&failure)),
                None => reading(),
            };
        };
        let itself = Accessory {
            digest: digest.get_value(),
            subject_artifact_digest: subject.to_string(),
            ..Accessory::default()
        };
        let read = read(&itself, content, trust);
        (move || match read.get() {
            None => reading(),
            Some(Err(failure)) => failed(failure_reason(&failure)),
            Some(Ok(read)) => {
                let parts = read.parts.into_iter();
                parts
                    .map(|part| part_view(part, content))
                    .collect_view()
                    .into_any()
            }
        })
        .into_any()
    };
    view! {
        <div class="scroll">
            <div class="og">
                <div class="col g16">
                    <section class="card accessories" aria-label=w.says>
                        <div class="card-h">
                            <h2>{w.says}</h2>
                        </div>
                        <div class="card-b col g8 acc">{body}</div>
                    </section>
                </div>
                <div class="col g16">
                    <TrustCard trust=trust />
                </div>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use harbor_api::Decode;

    use super::*;

    #[test]
    fn statements_and_signatures_speak() {
        let speaks = |json: &str| speaks(&Artifact::decode(json.as_bytes()).expect("an artifact"));
        let hex = "a".repeat(64);
        assert!(speaks(&format!(
            r#"{{"type":"IMAGE","tags":[{{"name":"sha256-{hex}.att"}}]}}"#
        )));
        assert!(speaks(&format!(
            r#"{{"type":"IMAGE","tags":[{{"name":"sha256-{hex}.sig"}}]}}"#
        )));
        assert!(!speaks(r#"{"type":"IMAGE","tags":[{"name":"1.0"}]}"#));
        assert!(!speaks(r#"{"type":"CHART"}"#));
    }
}
