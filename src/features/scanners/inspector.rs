//! What is known of a scanner, and what its adapter says of itself now.

use std::sync::Arc;

use harbor_api::{
    ScannerId,
    operations::{GetScanner, GetScannerMetadata, SetDefaultScanner},
    types::{DefaultScanner, ScannerRegistration},
};
use leptos::prelude::*;
use listing::Line;
use pilothouse_protocol::{SaveScanner, ScannerDraft};
use wasm_bindgen_futures::spawn_local;

use super::{
    declaration::state_words,
    list::{Question, ScannerList},
};
use crate::{
    failure::failure_reason,
    format::whole,
    ipc::{
        self,
        load::load_one,
        write::{Change, write},
    },
    list::{DeleteButton, EditButton, RowDeed, State, Values},
    registries::registries,
    ui::{FormFailure, Icon, Inspector, pair, section, titled_section},
    words::words,
};

/// What a scanner's adapter calls the age of what it knows of vulnerabilities.
const DATABASE: &str = "harbor.scanner-adapter/vulnerability-database-updated-at";

/// Harbor's own installation puts its scanner at this address, and refuses to change or delete it.
const BUNDLED: &str = "http://trivy-adapter:8080";

/// The panel.
#[component]
pub fn ScannerInspector(scanners: ScannerList, line: Arc<Line>) -> impl IntoView {
    let w = &words().scanners;
    let registries = registries();
    let (connection, list) = (scanners.connection, scanners.list);
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let id = StoredValue::new(ScannerId::new(line.key.as_str()).ok());
    let title = values.text("name").to_owned();
    let known = load_one(connection, move || {
        scanners.changed.track();
        Some(GetScanner {
            registration_id: id.get_value()?,
        })
    });
    let metadata = load_one(connection, move || {
        scanners.changed.track();
        Some(GetScannerMetadata {
            registration_id: id.get_value()?,
        })
    });
    let state = values.text("state").to_owned();
    let description = values.text("description").to_owned();
    let url = values.text("url").to_owned();
    let is_bundled = url == BUNDLED;
    let created = values.time("created").map(whole);
    let facts = move || {
        let auth = known.data.get().map(|scanner| auth_words(&scanner));
        let certificate = known
            .data
            .get()
            .map(|scanner| match scanner.skip_certificate_check {
                true => w.not_verified,
                false => w.verified,
            });
        let dash = || "–".to_owned();
        view! {
            <dl class="kv">
                {pair(w.state, view! { <State said=state_words(&state) /> })}
                {pair(w.address, view! { <span class="mono wraps">{url.clone()}</span> })}
                {(!description.is_empty())
                    .then(|| {
                        pair(
                            w.description,
                            view! { <span class="wraps">{description.clone()}</span> },
                        )
                    })}
                {pair(w.auth, auth.unwrap_or_else(dash))}
                {pair(w.certificate, certificate.map_or_else(dash, str::to_owned))}
                {created.clone().map(|created| pair(w.added, created))}
            </dl>
        }
    };
    let adapter = move || {
        if let Some(failure) = metadata.failure.get() {
            return view! {
                <FormFailure failure=failure />
                <p class="hint">{w.silent_why}</p>
            }
            .into_any();
        }
        let Some(metadata) = metadata.data.get() else {
            return view! { <p class="hint">{w.asking}</p> }.into_any();
        };
        let name = format!(
            "{} {} ({})",
            metadata.scanner.name, metadata.scanner.version, metadata.scanner.vendor
        );
        let updated = metadata.properties.get(DATABASE).cloned();
        let updated = updated.map(|text| match text.parse::<chrono::DateTime<chrono::Utc>>() {
            Ok(time) => whole(time),
            Err(_) => text,
        });
        let kinds: Vec<&str> = metadata
            .capabilities
            .iter()
            .map(|one| match one.kind.as_str() {
                "vulnerability" | "" => w.vulnerabilities,
                "sbom" => w.sboms,
                other => other,
            })
            .collect();
        view! {
            <dl class="kv" id="adapter">
                {pair(w.adapter, name)}
                {pair(w.makes, kinds.join(", "))}
                {pair(w.database, updated.unwrap_or_else(|| w.database_unknown.to_owned()))}
            </dl>
        }
        .into_any()
    };
    let set_default = move || {
        let Some(registration_id) = id.get_value() else {
            return;
        };
        write(
            registries,
            Change {
                connection: connection.get_untracked(),
                operation: SetDefaultScanner {
                    registration_id,
                    body: DefaultScanner { is_default: true },
                },
                failed: w.not_changed.to_owned(),
                on_done: Arc::new(move || {
                    registries.toasts.done(w.is_default_now.to_owned(), None);
                    scanners.has_changed();
                }),
                on_failed: None,
            },
        );
    };
    let set_disabled = move |scanner: &ScannerRegistration, disabled: bool| {
        let command = SaveScanner {
            connection: connection.get_untracked(),
            id: id.get_value(),
            scanner: ScannerDraft {
                name: scanner.name.clone(),
                description: scanner.description.clone(),
                url: scanner.url.clone(),
                auth: scanner.auth.clone(),
                // What is not sent stays.
                credential: None,
                skip_certificate_check: scanner.skip_certificate_check,
                use_internal_address: scanner.use_internal_addr,
                disabled,
            },
        };
        spawn_local(async move {
            match ipc::call(command).await {
                Ok(_) => scanners.has_changed(),
                Err(failure) => registries.toasts.failed(
                    w.not_changed.to_owned(),
                    failure_reason(&failure),
                    &failure,
                    None,
                ),
            }
        });
    };
    let off = move || scanners.off.get().is_some();
    // The buttons stay while the scanner is read again: a click on one that is drawn anew is lost.
    let state = Memo::new(move |_| {
        let known = known.data.get()?;
        Some((known.is_default, known.disabled))
    });
    let may_be_default = Memo::new(move |_| state.get() == Some((false, false)));
    let is_disabled = Memo::new(move |_| state.get().is_some_and(|(_, disabled)| disabled));
    let asks = move |question: fn(Arc<ScannerRegistration>) -> Question| {
        if let Some(scanner) = known.data.get_untracked() {
            scanners.question.set(Some(question(scanner)));
        }
    };
    let toggle = move || {
        if let Some(scanner) = known.data.get_untracked() {
            set_disabled(&scanner, !scanner.disabled);
        }
    };
    let is_known = Memo::new(move |_| state.get().is_some());
    let footer = ViewFn::from(move || {
        view! {
            <Show when=move || may_be_default.get()>
                <button
                    type="button"
                    class="btn"
                    id="scanner-default"
                    disabled=off
                    on:click=move |_| set_default()
                >
                    <Icon name="check" />
                    {w.make_default}
                </button>
            </Show>
            <Show when=move || is_known.get() && !is_bundled>
                <EditButton
                    deed=RowDeed::new(w.edit, move || asks(Question::Edit))
                    off=scanners.off
                />
                <button
                    type="button"
                    class="btn ghost"
                    id="scanner-toggle"
                    disabled=off
                    on:click=move |_| toggle()
                >
                    {move || if is_disabled.get() { w.enable } else { w.disable }}
                </button>
                <span class="sp"></span>
                <DeleteButton
                    list=list
                    deed=RowDeed::new(w.delete_open, move || asks(Question::Delete))
                    off=scanners.off
                />
            </Show>
        }
    });
    let close = Callback::new(move |()| list.place.selected.set(None));
    view! {
        <Inspector title=title on_close=close footer=footer>
            {section(facts)} {titled_section(w.says, (), adapter)}
            {is_bundled
                .then(|| {
                    section(
                        view! {
                            <p class="hint row g6">
                                <Icon name="lock" class="i-12" />
                                {w.bundled}
                            </p>
                        },
                    )
                })}
        </Inspector>
    }
}

/// How its adapter is signed in to.
fn auth_words(scanner: &ScannerRegistration) -> String {
    let w = &words().scanners;
    match scanner.auth.as_str() {
        "" => w.auth_none.to_owned(),
        kind => w.auth_kept(kind),
    }
}
