//! How large an index is: by the registry, and with what its parts share counted once.

use std::sync::Arc;

use harbor_api::types::Artifact;
use leptos::prelude::*;
use pilothouse_protocol::{Failure, IndexMeasured, MeasureIndex};

use crate::{
    failure::failure_reason,
    features::artifacts::{
        content::{RegistryContent, Transfer},
        trust::size_words,
    },
    format::size,
    words::words,
};

/// The size of an artifact; of an index more on request, since each part costs a request.
#[component]
pub fn Size(artifact: Arc<Artifact>, content: RegistryContent) -> impl IntoView {
    let known = size_words(&artifact);
    let place = content.place(&artifact.digest);
    let Some(place) = place.filter(|_| artifact.is_index()) else {
        return known;
    };
    let w = &words().artifact;
    let transfer = Transfer::new();
    let measured = RwSignal::new(None::<Result<IndexMeasured, Failure>>);
    let place = StoredValue::new(place);
    let measure = move || {
        let place = place.get_value();
        let request = MeasureIndex {
            connection: content.connection.get_untracked(),
            project: place.project,
            repository: place.repository,
            index: place.digest,
        };
        measured.set(None);
        transfer.run(request, move |found| {
            measured.try_set(Some(found));
        });
    };
    on_cleanup(move || transfer.stop());
    let button = move |label: &'static str| {
        view! {
            <button type="button" class="lnk t12" id="measure-index" on:click=move |_| measure()>
                {label}
            </button>
        }
    };
    let more = move || {
        if transfer.is_under_way() {
            return view! {
                <span class="row g6 t12">
                    <span class="spin"></span>
                    <button type="button" class="lnk t12" on:click=move |_| transfer.stop()>
                        {words().layer_files.stop}
                    </button>
                </span>
            }
            .into_any();
        }
        match measured.get() {
            None => button(w.measure).into_any(),
            Some(Ok(found)) => {
                let bytes = found.bytes;
                let left = found.parts.saturating_sub(found.read);
                view! {
                    <span role="status">
                        {w.each_once(&size(bytes))}
                        {(left > 0).then(|| w.without_parts(left))}
                    </span>
                }
                .into_any()
            }
            Some(Err(failure)) => view! {
                <span class="t12 wraps" role="alert">
                    {failure_reason(&failure)}
                    " "
                    {button(words().parts.try_again)}
                </span>
            }
            .into_any(),
        }
    };
    view! {
        <span class="col g4">
            {known}
            {more}
        </span>
    }
    .into_any()
}
