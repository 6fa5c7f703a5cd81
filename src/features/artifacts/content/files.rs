//! The files of an artifact that is no image: its layers that have a title.

use std::sync::Arc;

use distribution_api::{Descriptor, Manifest};
use harbor_api::types::{Artifact, ArtifactKind};
use leptos::prelude::*;

use crate::{
    failure::failure_reason,
    features::artifacts::{
        content::{RegistryContent, save::SaveContentButton},
        list::short,
    },
    format::size,
    ui::CopyIcon,
    words::words,
};

/// Rows before 'Show more'.
const FEW: usize = 12;

/// Whether an artifact's layers are files to be saved one by one. An image's are not, and a model's
/// are a tree of their own.
fn has_files(artifact: &Artifact) -> bool {
    let kind = artifact.kind();
    let is_file = match kind {
        // Some of these have an image's configuration, and are files all the same.
        ArtifactKind::Wasm
        | ArtifactKind::Sif
        | ArtifactKind::Policy
        | ArtifactKind::Flux
        | ArtifactKind::Chart
        | ArtifactKind::Sbom
        | ArtifactKind::Signature
        | ArtifactKind::Attestation => true,
        ArtifactKind::Other(_) => artifact.config().is_none(),
        _ => false,
    };
    !artifact.is_index() && is_file
}

/// The card with the files; nothing for what has none.
#[component]
pub fn Files(artifact: Arc<Artifact>, content: RegistryContent) -> impl IntoView {
    if !has_files(&artifact) {
        return ().into_any();
    }
    let w = &words().content;
    content.want_manifest();
    let all = RwSignal::new(false);
    let layers = Memo::new(move |_| {
        content
            .manifest
            .data
            .with(|read| match read.as_ref().map(|content| &content.read) {
                Some(Ok(Manifest::Image(image))) => Some(image.layers.clone()),
                Some(_) => Some(Vec::new()),
                None => None,
            })
    });
    let body = move || match (layers.get(), content.manifest.failure.get()) {
        (Some(layers), _) => rows(&layers, all, content).into_any(),
        (None, Some(failure)) => view! {
            <p class="card-b t125">
                {w.files_not_read} " " {failure_reason(&failure)} " "
                <button
                    type="button"
                    class="lnk t12"
                    on:click=move |_| content.manifest.reload()
                >
                    {words().parts.try_again}
                </button>
            </p>
        }
        .into_any(),
        (None, None) => view! { <div class="card-b" aria-busy="true"></div> }.into_any(),
    };
    let number = move || layers.with(|layers| layers.as_ref().map(Vec::len));
    view! {
        <section class="card" id="files">
            <div class="card-h">
                <h2>{w.files}</h2>
                <span class="sub">{number}</span>
            </div>
            {body}
        </section>
    }
    .into_any()
}

fn rows(layers: &[Descriptor], all: RwSignal<bool>, content: RegistryContent) -> impl IntoView {
    let w = &words().content;
    if layers.is_empty() {
        return view! { <p class="card-b muted">{w.no_layers}</p> }.into_any();
    }
    let number = layers.len();
    let shown = if all.get() { number } else { FEW };
    let rows: Vec<_> = layers
        .iter()
        .take(shown)
        .map(|layer| row(layer, content))
        .collect();
    let more = (number > shown).then(|| {
        view! {
            <tr>
                <td colspan="5">
                    <button type="button" class="lnk t12" on:click=move |_| all.set(true)>
                        {words().artifact.show_more(number - shown)}
                    </button>
                </td>
            </tr>
        }
    });
    view! {
        <table class="lt files">
            <tbody>{rows} {more}</tbody>
        </table>
    }
    .into_any()
}

fn row(layer: &Descriptor, content: RegistryContent) -> impl IntoView + use<> {
    let w = &words().content;
    let title = match layer.title() {
        Some(title) => view! { <span class="mono">{title.to_owned()}</span> }.into_any(),
        None => view! { <span class="muted">{w.untitled}</span> }.into_any(),
    };
    let name = match layer.title() {
        Some(title) => title.to_owned(),
        None => short(&layer.digest),
    };
    let save = content.place(&layer.digest).map(|place| {
        view! {
            <SaveContentButton
                connection=content.connection
                content=place
                label=words().layer_files.save_named(&name)
                name=name
                is_small=true
            />
        }
    });
    view! {
        <tr>
            <td title=layer.title().map(str::to_owned)>{title}</td>
            <td class="num">{bytes(layer)}</td>
            <td title=layer.media_type.clone()>{layer.media_type.clone()}</td>
            <td class="mono">
                <span class="row g4">
                    {short(&layer.digest)}
                    <CopyIcon text=layer.digest.clone() label=w.copy_digest />
                </span>
            </td>
            <td class="files-s">{save}</td>
        </tr>
    }
}

/// A layer's size; a dash where the manifest does not say.
pub fn bytes(layer: &Descriptor) -> String {
    let bytes = layer.size.and_then(|bytes| i64::try_from(bytes).ok());
    bytes.map_or("–".to_owned(), size)
}

#[cfg(test)]
mod tests {
    use harbor_api::Decode;

    use super::*;

    #[test]
    fn what_is_no_image_has_its_layers_as_files() {
        let has = |json: &str| has_files(&Artifact::decode(json.as_bytes()).expect("an artifact"));
        for one in [
            r#"{"type":"WASM","media_type":"application/vnd.oci.image.config.v1+json","extra_attrs":{"config":{}}}"#,
            r#"{"type":"SBOM"}"#,
            r#"{"type":"UNKNOWN","artifact_type":"application/spdx+json"}"#,
            r#"{"type":"CHART"}"#,
            r#"{"type":"CATALOG"}"#,
        ] {
            assert!(has(one), "{one}");
        }
        for none in [
            r#"{"type":"IMAGE","media_type":"application/vnd.oci.image.config.v1+json"}"#,
            r#"{"type":"CNAI"}"#,
            r#"{"type":"CATALOG","manifest_media_type":"application/vnd.oci.image.index.v1+json"}"#,
        ] {
            assert!(!has(none), "{none}");
        }
    }
}
