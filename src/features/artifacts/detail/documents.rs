//! Texts that the registry takes out of an artifact: a chart's readme and values, a model's card and
//! license.

use std::sync::Arc;

use harbor_api::{
    operations::GetAddition,
    types::{AdditionName, Artifact},
};
use leptos::prelude::*;

use crate::{
    features::artifacts::{
        ArtifactContext,
        content::{TextActs, text_view},
    },
    ipc::load::load_one,
    ui::{Empty, Failed, Markdown},
    words::words,
};

/// Whether the registry has such a text of an artifact.
pub fn has_document(artifact: &Artifact, addition: AdditionName) -> bool {
    artifact.addition_links.contains_key(addition.link_key())
}

/// How a text is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Markdown,
    /// As it is, with its lines found and copied.
    Plain,
}

/// The tab with one of those texts.
pub fn document(at: ArtifactContext, addition: AdditionName) -> AnyView {
    let w = &words().artifact;
    let form = match addition {
        AdditionName::Readme => Form::Markdown,
        _ => Form::Plain,
    };
    let text = load_one(at.connection, move || {
        let (project_name, repository_name, reference) = at.at.get_value();
        Some(GetAddition {
            project_name,
            repository_name,
            reference,
            addition,
        })
    });
    (move || match (text.data.get(), text.failure.get()) {
        (Some(text), _) if text.0.trim().is_empty() => {
            view! { <Empty icon="file" title=w.document_empty text=w.document_empty_text /> }
                .into_any()
        }
        (Some(text), _) if form == Form::Markdown => view! {
            <div class="scroll">
                <div class="doc">
                    <Markdown text=text.0.clone() />
                </div>
            </div>
        }
        .into_any(),
        (Some(text), _) => {
            let name = addition.as_str().to_owned();
            let text: Arc<str> = text.0.as_str().into();
            let acts = TextActs::saving(name, &text);
            view! {
                <div class="page grow raw">
                    {text_view(text, None, acts)}
                </div>
            }
            .into_any()
        }
        (None, Some(failure)) => view! {
            <Failed
                what=w.the_document
                failure=failure
                on_retry=Callback::new(move |()| text.reload())
            />
        }
        .into_any(),
        (None, None) => view! { <div class="scroll" aria-busy="true"></div> }.into_any(),
    })
    .into_any()
}
