//! The packages of one bill of materials.

use std::sync::Arc;

use harbor_api::{
    ArtifactReference, Digest,
    operations::GetAddition,
    types::{AdditionName, BuildTime},
};
use leptos::prelude::*;
use listing::{
    ContentPlace, Line, Listing,
    lists::{Packages as PackagesOf, SbomFacts},
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    failure::failure_message,
    features::artifacts::{content::SaveContentButton, detail::tags::Changing, trust::built_text},
    filter::FilterField,
    format::ago,
    ipc::{Ticket, harbor},
    list::{Column, List, ListPage, ListWords, ShownCount, SpanCell, TableOf, Values},
    registries::registries,
    ui::{CopyIcon, Empty, Failed, Icon, Inspector, pair, save_text, section},
    words::words,
};

const OF_LIST: &[listing::Column] = PackagesOf::COLUMNS;

/// The list of packages, with what the document says of itself above it.
#[component]
pub fn Packages(
    list: List,
    changing: Changing,
    /// The document: as an artifact of the registry's, or as a blob.
    document: Digest,
    is_harbors: bool,
    aside: impl Fn() -> AnyView + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let w = &words().sbom;
    let registries = registries();
    let counts = list.counts(&["licenses"]);
    let licenses = move || counts.with(|counts| counts.first().map_or(0, |of| of.distinct));
    let made = move || {
        let facts = SbomFacts::read(&list.facts())?;
        let tool = facts.tool.map(|tool| w.made_by(&tool));
        let when = facts.created.map(|at| match BuildTime::from(at) {
            BuildTime::At(at) => ago(at, registries.now.get()),
            fixed @ BuildTime::NotStated(_) => built_text(&fixed),
        });
        let all = [Some(facts.format), tool, when];
        Some(all.into_iter().flatten().collect::<Vec<_>>().join(", "))
    };
    let save = StoredValue::new(document);
    let head = move || {
        view! {
            <div class="row t12 g8 ly-h">
                <b class="semi t13 nowrap">{move || w.number(list.rows())}</b>
                <span class="muted nowrap">{move || w.kinds_of_licenses(licenses())}</span>
                <span class="muted trunc">{made}</span>
                <span class="sp"></span>
                {aside()}
                <SaveDocument changing=changing document=save.get_value() is_harbors=is_harbors />
            </div>
        }
    };
    let empty = move || match list.failure() {
        Some(failure) if !list.is_reading() => view! {
            <Failed
                what=w.the_packages
                failure=failure
                on_retry=Callback::new(move |()| list.reload())
            />
        }
        .into_any(),
        _ => view! { <Empty icon="sbom" title=w.empty_title text=w.empty_text /> }.into_any(),
    };
    let said = ListWords {
        find: w.find,
        all: w.the_packages,
        one: w.one,
        copy_keys: w.copy_names,
        number: |number| words().sbom.number(number),
    };
    let inspector =
        move |line: Arc<Line>| view! { <PackageInspector list=list line=line /> }.into_any();
    view! {
        <ListPage
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            label=w.label
            head=head
            bar=move || view! { <ShownCount list=list class="muted t12" /> }
            empty=empty
            inspector=Callback::new(inspector)
        />
    }
}

/// Saves the document as its maker wrote it.
#[component]
fn SaveDocument(changing: Changing, document: Digest, is_harbors: bool) -> impl IntoView {
    let w = &words().sbom;
    let (project_name, repository_name, _) = changing.at.get_value();
    let hex = document.as_str().split_once(':').map_or("", |(_, hex)| hex);
    let name = format!("sbom-{}.json", hex.get(..12).unwrap_or(hex));
    if !is_harbors {
        let content = ContentPlace {
            project: project_name,
            repository: repository_name,
            digest: document,
        };
        return view! {
            <SaveContentButton
                connection=changing.connection
                content=content
                name=name
                label=w.save
            />
        }
        .into_any();
    }
    let is_busy = RwSignal::new(false);
    let operation = StoredValue::new(GetAddition {
        project_name,
        repository_name,
        reference: ArtifactReference::Digest(document),
        addition: AdditionName::Sbom,
    });
    let toasts = changing.registries.toasts;
    let name = StoredValue::new(name);
    let save = move |_| {
        is_busy.set(true);
        let (connection, operation) = (changing.connection.get_untracked(), operation.get_value());
        let name = name.get_value();
        spawn_local(async move {
            match harbor(connection, &operation, Ticket::new()).await {
                Ok(reply) => save_text(name, reply.value.0),
                Err(failure) => {
                    let details = failure.details();
                    toasts.failed(failure_message(&failure), String::new(), details, None);
                }
            }
            is_busy.try_set(false);
        });
    };
    view! {
        <button type="button" class="btn sm" disabled=is_busy on:click=save>
            <Icon name="download" />
            {w.save}
        </button>
    }
    .into_any()
}

fn columns() -> Vec<Column> {
    let w = &words().sbom;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("name", w.name)
            .cell(|cell, column| Box::new(SpanCell::new(cell, column, "strong-tx")))
            .sorted(),
        column("version", w.version)
            .width(170)
            .cell(|cell, column| Box::new(SpanCell::new(cell, column, "mono")))
            .sorted(),
        column("kind", w.kind).width(110).class("p2").sorted(),
        column("license", w.license).width(220).sorted(),
        column("supplier", w.supplier)
            .width(160)
            .class("p3")
            .sorted(),
    ]
}

fn fields() -> Vec<FilterField> {
    let w = &words().sbom;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("licenses", w.licenses, "book"),
        field("kind", w.kind, "box"),
        field("name", w.name, "sbom"),
        field("version", w.version, "tag"),
        field("supplier", w.supplier, "user"),
    ]
}

/// One package, all that the document says of it.
#[component]
fn PackageInspector(list: List, line: Arc<Line>) -> impl IntoView {
    let w = &words().sbom;
    let row = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let text = |id| row.text(id).to_owned();
    let said = |name, id| {
        let text = text(id);
        (!text.is_empty()).then(|| pair(name, view! { <span class="wraps">{text}</span> }))
    };
    let purl = text("purl");
    let facts = view! {
        <dl class="kv">
            {said(w.version, "version")} {said(w.kind, "kind")} {said(w.license, "license")}
            {said(w.supplier, "supplier")}
            {(!purl.is_empty())
                .then(|| {
                    let purl = purl.clone();
                    pair(
                        w.purl,
                        view! {
                            <span class="mono wraps">{purl.clone()}</span>
                            <CopyIcon text=purl label=w.copy_purl />
                        },
                    )
                })}
        </dl>
    };
    view! {
        <Inspector
            title=text("name")
            on_close=Callback::new(move |()| list.place.selected.set(None))
        >
            {section(facts)}
        </Inspector>
    }
}
