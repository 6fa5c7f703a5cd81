//! A project's limit for storage: as a form has it, and its change.

use harbor_api::{
    ProjectId,
    operations::{ListQuotas, UpdateQuota},
    types::{QuotaChange, Resources, UNLIMITED},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::projects::amounts::{StorageUnit, storage},
    format::size,
    ipc::{
        Ticket, harbor,
        write::{send, why_off},
    },
    registries::registries,
    ui::{Dialog, Field, FormFailure, Select},
    words::words,
};

/// How a limit is chosen.
const DEFAULT: &str = "default";
const OWN: &str = "own";
const NONE: &str = "none";

/// What was typed of a limit for storage.
#[derive(Clone, Copy)]
pub struct QuotaForm {
    kind: RwSignal<String>,
    pub amount: RwSignal<String>,
    unit: RwSignal<String>,
    /// The server's own limit can be left to it: only when a project is made.
    has_default: bool,
}

impl QuotaForm {
    /// For a project that is to be made.
    pub fn for_new() -> Self {
        Self {
            kind: RwSignal::new(DEFAULT.to_owned()),
            amount: RwSignal::new(String::new()),
            unit: RwSignal::new(StorageUnit::Gibibyte.id().to_owned()),
            has_default: true,
        }
    }

    /// With the limit that there is, in bytes.
    pub fn with_limit(limit: i64) -> Self {
        let (unit, amount) = if limit > 0 {
            StorageUnit::of(limit)
        } else {
            (StorageUnit::Gibibyte, String::new())
        };
        let kind = if limit > 0 { OWN } else { NONE };
        Self {
            kind: RwSignal::new(kind.to_owned()),
            amount: RwSignal::new(amount),
            unit: RwSignal::new(unit.id().to_owned()),
            has_default: false,
        }
    }

    /// The limit in bytes, or nothing for the server's own; or what is wrong.
    pub fn limit(&self) -> Result<Option<i64>, &'static str> {
        match self.kind.get().as_str() {
            NONE => Ok(Some(UNLIMITED)),
            OWN => {
                let unit = StorageUnit::from_id(&self.unit.get()).unwrap_or(StorageUnit::Gibibyte);
                let bytes = self.amount.with(|amount| storage(amount, unit));
                bytes.map(Some).map_err(|fault| fault.words())
            }
            _ => Ok(None),
        }
    }
}

/// The fields.
#[component]
pub fn QuotaFields(quota: QuotaForm, problem: Signal<Option<String>>) -> impl IntoView {
    let w = &words().new_project;
    let kinds = [
        (DEFAULT, w.limit_default),
        (OWN, w.limit_own),
        (NONE, w.limit_none),
    ];
    let kinds: Vec<(String, String)> = kinds
        .into_iter()
        .filter(|(id, _)| quota.has_default || *id != DEFAULT)
        .map(|(id, words)| (id.to_owned(), words.to_owned()))
        .collect();
    let units = StorageUnit::ALL.map(|unit| (unit.id().to_owned(), unit.words().to_owned()));
    view! {
        <div class="col g6">
            <Select
                id="storage-kind"
                label=w.storage
                value=quota.kind
                choices=Signal::stored(kinds)
            />
            <Show when=move || quota.kind.with(|kind| kind == OWN)>
                <div class="amount">
                    <Field id="storage" label=w.amount value=quota.amount problem=problem />
                    <Select
                        id="storage-unit"
                        label=w.unit
                        value=quota.unit
                        choices=Signal::stored(units.to_vec())
                    />
                </div>
            </Show>
        </div>
    }
}

/// Changes the limit of a project that is there. Harbor takes one below what is used, and refuses
/// every push from then on: here it is refused.
#[component]
pub fn QuotaDialog(
    connection: Signal<ConnectionId>,
    project: ProjectId,
    used: i64,
    limit: i64,
    on_saved: Callback<()>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().new_project;
    let registries = registries();
    let off = why_off(connection);
    let quota = QuotaForm::with_limit(limit);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let problem = Signal::derive(move || match quota.limit() {
        Err(fault) => Some(fault.to_owned()),
        Ok(Some(bytes)) if bytes != UNLIMITED && bytes < used => Some(w.below_use(&size(used))),
        Ok(_) => None,
    });
    let chosen = move || quota.limit().ok().flatten();
    let may_save = Memo::new(move |_| {
        problem.get().is_none()
            && chosen().is_some_and(|chosen| chosen != limit)
            && !busy.get()
            && off.get().is_none()
    });
    let save = move || {
        let Some(bytes) = untrack(chosen).filter(|_| may_save.get_untracked()) else {
            return;
        };
        busy.set(true);
        failure.set(None);
        let at = connection.get_untracked();
        spawn_local(async move {
            // A quota has a number of its own.
            let list = ListQuotas {
                reference: Some("project".to_owned()),
                reference_id: Some(project.to_string()),
                sort: Default::default(),
                page: Default::default(),
            };
            let found = harbor(at.clone(), &list, Ticket::new()).await;
            let outcome = match found {
                Ok(reply) => {
                    let mut all = reply.value.good();
                    match all.find(|quota| quota.subject.id == project) {
                        Some(quota) => {
                            let operation = UpdateQuota {
                                id: quota.id,
                                body: QuotaChange {
                                    hard: Resources::from_storage(bytes),
                                },
                            };
                            send(registries, at, &operation).await
                        }
                        None => Err(Failure::new(FailureCode::NotFound, w.no_quota)),
                    }
                }
                Err(problem) => Err(problem),
            };
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    registries.toasts.done(w.limit_saved, None);
                    on_saved.try_run(());
                    on_close.try_run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <Dialog title=w.storage on_close=on_close>
            <form
                class="col"
                on:submit=move |event| {
                    event.prevent_default();
                    save();
                }
            >
                <div class="dlg-b col g12">
                    <p class="soft">{w.in_use(&size(used))}</p>
                    <QuotaFields quota=quota problem=problem />
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                <div class="dlg-f">
                    <span class="sp"></span>
                    <button type="button" class="btn" on:click=move |_| on_close.run(())>
                        {words().parts.cancel}
                    </button>
                    <button
                        type="submit"
                        class="btn primary"
                        id="save-limit"
                        disabled=move || !may_save.get()
                        title=move || off.get()
                    >
                        {move || busy.get().then(|| view! { <span class="spin"></span> })}
                        {w.save_limit}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}
