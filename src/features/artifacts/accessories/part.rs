//! What a layer of something attached holds: a signature, a statement, a document.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use pilothouse_protocol::{
    AttachmentPart, LogEntryRead, PartContent, ProvenanceRead, SignatureRead, StatementRead,
    Verification,
};

use crate::{
    features::artifacts::content::{RegistryContent, SaveContentButton},
    format::whole,
    ui::{Icon, pair},
    words::words,
};

/// A layer, with what could be read of it.
pub fn part_view(part: AttachmentPart, content: RegistryContent) -> impl IntoView {
    let w = &words().accessories;
    let body = match part.content {
        PartContent::Signature(signature) => signature_view(signature).into_any(),
        PartContent::Statement(statement) => view! {
            <span class="muted t12">{w.unsigned}</span>
            <dl class="kv">{statement_pairs(statement)}</dl>
        }
        .into_any(),
        PartContent::Unreadable(why) => {
            view! { <p class="t125 soft">{w.unreadable} " " {why}</p> }.into_any()
        }
        PartContent::Other => ().into_any(),
    };
    let hex = part.digest.split_once(':').map_or("", |(_, hex)| hex);
    let name = format!("{}.json", hex.get(..12).unwrap_or(hex));
    let save = content.place(&part.digest).map(|place| {
        view! {
            <SaveContentButton
                connection=content.connection
                content=place
                label=w.save(&name)
                name=name
                is_small=true
            />
        }
    });
    view! {
        <div class="col g6 acc-part">
            <div class="row g6">
                <span class="muted t12 mono trunc grow" title=part.media_type.clone()>
                    {part.media_type.clone()}
                </span>
                {save}
            </div>
            {body}
        </div>
    }
}

fn signature_view(signature: SignatureRead) -> impl IntoView {
    let w = &words().accessories;
    let verified = |said: String| {
        view! {
            <span class="row g6 c-ok strong" role="status">
                <Icon name="shield-check" />
                {said}
            </span>
        }
        .into_any()
    };
    let verification = match signature.verification {
        Some(Verification::ByKey { fingerprint }) => verified(w.verified_by_key(&fingerprint)),
        Some(Verification::ByCertificate { subject }) => verified(w.verified_by(&subject)),
        Some(Verification::Failed { reason }) => view! {
            <span class="row g6 c-bad" role="status">
                <Icon name="x-circle" />
                {w.not_verified_why(&reason)}
            </span>
        }
        .into_any(),
        None => view! {
            <span class="row g6 soft">
                <Icon name="signature" />
                {w.found}
            </span>
        }
        .into_any(),
    };
    let identity = match signature.identity {
        Some(identity) => view! {
            {pair(w.signer, view! { <span class="wraps">{identity.subject}</span> })}
            {pair(w.issuer, view! { <span class="wraps">{identity.issuer}</span> })}
        }
        .into_any(),
        None => {
            view! { {pair(w.signer, view! { <span class="muted">{w.no_key}</span> })} }.into_any()
        }
    };
    view! {
        {verification}
        {(!signature.is_about_subject)
            .then(|| view! { <span class="c-warn t125">{w.other_subject}</span> })}
        <dl class="kv">
            {identity}
            {signature.signed_at.map(|time| time_pair(w.signed_at, time))}
            {signature.expires.map(|time| time_pair(w.expires, time))} {signature.log_entry.map(log_entry_pair)}
            {signature.statement.map(statement_pairs)}
        </dl>
    }
}

/// A time that the signature says.
fn time_pair(name: &'static str, time: DateTime<Utc>) -> impl IntoView {
    let w = &words().accessories;
    view! {
        <dt title=w.by_its_word>{name}</dt>
        <dd title=w.by_its_word>{whole(time)}</dd>
    }
}

/// Where a log has it; the signature says so, and nobody asked the log.
fn log_entry_pair(entry: LogEntryRead) -> impl IntoView {
    let w = &words().accessories;
    let index = entry.index.map(|index| w.log_index(index));
    let said: Vec<String> = index.into_iter().chain(entry.at.map(whole)).collect();
    view! {
        <dt title=w.by_its_word>{w.log}</dt>
        <dd title=w.by_its_word>{w.log_says(&said.join(", "))}</dd>
    }
}

fn statement_pairs(statement: StatementRead) -> impl IntoView {
    let w = &words().accessories;
    view! {
        {pair(w.states, view! { <span class="mono wraps">{statement.predicate_type}</span> })}
        {statement.provenance.map(provenance_pairs)}
    }
}

fn provenance_pairs(provenance: ProvenanceRead) -> impl IntoView {
    let w = &words().accessories;
    let text = |name, value: Option<String>| {
        value.map(|value| pair(name, view! { <span class="wraps">{value}</span> }))
    };
    view! {
        {text(w.builder, provenance.builder)} {text(w.source, provenance.source)}
        {text(w.revision, provenance.revision)} {text(w.build_type, provenance.build_type)}
        {provenance.finished.or(provenance.started).map(|time| pair(w.finished, whole(time)))}
        {(provenance.materials > 0).then(|| pair(w.materials, provenance.materials.to_string()))}
    }
}
