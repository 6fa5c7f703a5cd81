//! What is said of signatures, SBOMs and attestations: in lists, at a glance, in exports and filters.
//!
//! Nothing here has been verified, so nothing here is drawn as good.

use std::sync::Arc;

use harbor_api::types::{
    AccessoryKind, Artifact, BuildTime, Predicate, SbomFormat, SbomState, SignatureState,
    TaggedAttachment, TaggedKind, Unread,
};
use leptos::prelude::*;
use listing::lists::artifacts::{FOUND, MISSING, UNKNOWN};

use crate::{
    format::{size, whole},
    list::Values,
    route::Route,
    ui::{Icon, Link},
    words::words,
};

/// Icon, title and particulars of an accessory.
pub fn accessory_words(kind: &AccessoryKind) -> (&'static str, String, Option<String>) {
    let w = &words().attached;
    match kind {
        AccessoryKind::Signature(format) => (
            "signature",
            w.signature_found.to_owned(),
            Some(format.to_string()),
        ),
        AccessoryKind::Attestation(None) => ("file", w.attestation.to_owned(), None),
        AccessoryKind::Attestation(Some(predicate)) => {
            let stated = match predicate {
                Predicate::Provenance => w.provenance.to_owned(),
                Predicate::Sbom(format) => sbom_words(*format),
                Predicate::Vex => w.vex.to_owned(),
                Predicate::Vulnerabilities => w.vulnerabilities.to_owned(),
                Predicate::Other(predicate) => predicate.clone(),
            };
            ("file", w.attestation_of_kind(&stated), None)
        }
        AccessoryKind::Sbom(format) => ("sbom", sbom_words(*format), None),
        AccessoryKind::Vex => ("file", w.vex.to_owned(), None),
        AccessoryKind::NydusAcceleration => ("layers", w.nydus.to_owned(), None),
        AccessoryKind::Other(artifact_type) => {
            ("file", w.attached.to_owned(), Some(artifact_type.clone()))
        }
        AccessoryKind::Unread(Unread::Cosign) => (
            "signature",
            w.signature_or_attestation.to_owned(),
            Some(w.not_read.to_owned()),
        ),
        AccessoryKind::Unread(Unread::Anything) => {
            ("file", w.attached.to_owned(), Some(w.not_read.to_owned()))
        }
        AccessoryKind::Untold => ("file", w.attached.to_owned(), Some(w.untold.to_owned())),
    }
}

/// `SBOM, SPDX`
fn sbom_words(format: SbomFormat) -> String {
    match format.name() {
        "" => words().artifact.sbom.to_owned(),
        name => words().attached.sbom_of_format(name),
    }
}

/// What a list shows of an artifact whose accessories were not read.
pub struct Listed {
    /// Words, what the pointer is told, and whether it is sure.
    pub signature: Option<(&'static str, &'static str, bool)>,
    pub has_sbom: bool,
}

impl Listed {
    /// By the list's words: see [`listing::lists::artifacts`].
    pub fn from_line(line: &Values<'_>) -> Self {
        let w = &words().attached;
        let signature = match (line.text("signature"), line.text("unread")) {
            (FOUND, _) => Some((w.signature_found, w.not_verified, true)),
            (UNKNOWN, "cosign") => Some((w.signature_short, w.list_cannot_tell, false)),
            (UNKNOWN, _) => Some((w.attached, w.list_cannot_tell_what, false)),
            _ => None,
        };
        Self {
            signature,
            has_sbom: line.text("sbom") == FOUND,
        }
    }

    /// As it is copied.
    pub fn text(&self) -> String {
        let w = &words().attached;
        let signature = self.signature.map(|(text, ..)| match text {
            text if text == w.signature_short => w.signature_or_attestation,
            text => text,
        });
        let sbom = self.has_sbom.then_some(words().artifact.sbom);
        let all: Vec<&str> = signature.into_iter().chain(sbom).collect();
        all.join(", ")
    }
}

/// The same in an inspector.
pub fn trust_badges(line: &Values<'_>) -> AnyView {
    let Listed {
        signature,
        has_sbom,
    } = Listed::from_line(line);
    if signature.is_none() && !has_sbom {
        return view! { <span class="muted">"–"</span> }.into_any();
    }
    let signature = signature.map(|(text, tip, is_sure)| {
        view! {
            <span class=if is_sure { "bdg" } else { "bdg line" } title=tip>
                {text}
            </span>
        }
    });
    view! {
        <span class="row g4">
            {signature}
            {has_sbom.then(|| view! { <span class="bdg">{words().artifact.sbom}</span> })}
        </span>
    }
    .into_any()
}

/// A filter's word of a state, as people read it: there, not there, or not known.
pub fn filter_word(word: &str) -> String {
    let w = &words().attached;
    match word {
        FOUND => w.found,
        UNKNOWN => w.unknown,
        MISSING => w.none,
        other => other,
    }
    .to_owned()
}

/// What stands over [`signature_fact`].
pub fn signature_title(state: &SignatureState) -> &'static str {
    match state {
        SignatureState::Found(_) => words().attached.signature_found,
        _ => words().artifact.signature,
    }
}

/// The signature at a glance.
pub fn signature_fact(state: &SignatureState) -> AnyView {
    let w = &words().attached;
    match state {
        SignatureState::Found(formats) => {
            let formats: Vec<String> = formats.iter().map(ToString::to_string).collect();
            view! {
                <Icon name="signature" />
                <span title=w.not_verified>{formats.join(", ")}</span>
            }
            .into_any()
        }
        SignatureState::NotKnown => view! { <span class="muted">{w.not_known}</span> }.into_any(),
        SignatureState::Missing => view! { <span class="muted">{w.none_found}</span> }.into_any(),
    }
}

/// The SBOM at a glance.
pub fn sbom_fact(state: &SbomState) -> AnyView {
    let w = &words().attached;
    let of_artifact = &words().artifact;
    let there = |text: String| {
        view! {
            <Icon name="sbom" />
            {text}
        }
        .into_any()
    };
    let muted = |text: &'static str| view! { <span class="muted">{text}</span> }.into_any();
    match state {
        SbomState::Done(_) => there(w.sbom_there.to_owned()),
        SbomState::OfParts => there(w.sbom_of_parts.to_owned()),
        SbomState::Attached(_, SbomFormat::Unnamed) => there(w.attached.to_owned()),
        SbomState::Attached(_, format) => there(format.name().to_owned()),
        SbomState::Queued | SbomState::Running => muted(of_artifact.sbom_being_made),
        SbomState::Stopped => muted(w.sbom_stopped),
        SbomState::Failed => {
            view! { <span class="c-bad">{of_artifact.sbom_failed}</span> }.into_any()
        }
        SbomState::NotKnown => muted(w.not_known),
        SbomState::Missing => muted("–"),
    }
}

/// `Attestation of`, before a digest.
pub fn tagged_kind(kind: TaggedKind) -> &'static str {
    let w = &words().attached;
    match kind {
        TaggedKind::Signature => w.signature_of,
        TaggedKind::Attestation => w.attestation_of,
        TaggedKind::Sbom => w.sbom_of,
    }
}

/// `Attestation of 4c1f9a2e7b03`, which leads to what it belongs to.
pub fn tagged_words(attached: &TaggedAttachment, to: Option<Route>) -> AnyView {
    let text = tagged_kind(attached.kind);
    let short = attached.subject.short().to_owned();
    let subject = match to {
        Some(to) => view! {
            <Link to=to class="dig">
                {short}
            </Link>
        }
        .into_any(),
        None => view! { <span class="dig">{short}</span> }.into_any(),
    };
    view! {
        <span class="row g4">
            <span class="nowrap">{text}</span>
            {subject}
        </span>
    }
    .into_any()
}

/// When something was built, by its builder's word.
pub fn built_text(built: &BuildTime) -> String {
    match built {
        BuildTime::At(time) => whole(*time),
        BuildTime::NotStated(_) => words().attached.no_real_time.to_owned(),
    }
}

/// The same, with a time that is none for the pointer.
pub fn built_words(built: &BuildTime) -> AnyView {
    match built {
        BuildTime::At(_) => built_text(built).into_any(),
        BuildTime::NotStated(text) => view! {
            <span class="muted" title=text.clone()>
                {built_text(built)}
            </span>
        }
        .into_any(),
    }
}

/// What the size of an artifact is a sum of, for the pointer.
pub fn size_tip(artifact: &Artifact) -> Option<&'static str> {
    artifact.is_index().then_some(words().attached.sum_of_parts)
}

/// The size, and of an index what it is.
pub fn size_words(artifact: &Arc<Artifact>) -> AnyView {
    let bytes = size(artifact.size);
    if !artifact.is_index() {
        return bytes.into_any();
    }
    view! {
        <span class="col">
            <span>{bytes}</span>
            <span class="muted t12 wraps">{words().attached.sum_of_parts_short}</span>
        </span>
    }
    .into_any()
}
