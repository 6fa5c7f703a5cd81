//! The limit that new projects get.

use harbor_api::{
    operations::GetConfiguration,
    types::{Configuration, UNLIMITED},
};
use harbor_settings::{Change, NewValue};
use leptos::prelude::*;
use pilothouse_protocol::{ConfigurationOutcome, ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::{
        configuration::change_settings,
        projects::{QuotaFields, QuotaForm},
    },
    ipc::{load::load_one, write::why_unreachable},
    registries::registries,
    ui::{Dialog, FormButtons, FormFailure, Icon},
    words::words,
};

/// The setting that holds it: bytes, or [`UNLIMITED`].
const SETTING: &str = "storage_per_project";

fn default_limit(configuration: &Configuration) -> i64 {
    let value = configuration.value(SETTING);
    value
        .and_then(serde_json::Value::as_i64)
        .unwrap_or(UNLIMITED)
}

/// The dialog. It is one of the registry's settings, and is changed as they are.
#[component]
pub fn DefaultQuota(connection: Signal<ConnectionId>, on_close: Callback<()>) -> impl IntoView {
    let w = &words().quotas;
    let registries = registries();
    let loaded = load_one(connection, || Some(GetConfiguration {}));
    let kept = RwSignal::new(None::<i64>);
    let form = RwSignal::new(None::<QuotaForm>);
    let busy = RwSignal::new(false);
    let overtaken = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let show = move |configuration: &Configuration| {
        let limit = default_limit(configuration);
        kept.try_set(Some(limit));
        form.try_set(Some(QuotaForm::with_limit(limit)));
    };
    Effect::new(move |_| {
        if let Some(configuration) = loaded.data.get() {
            show(&configuration);
        }
    });
    let chosen = move || form.get()?.limit().ok().flatten();
    let is_wrong = Signal::derive(move || chosen().is_none() || chosen() == kept.get());
    let submit = move || {
        let (Some(before), Some(after)) = (kept.get_untracked(), untrack(chosen)) else {
            return;
        };
        if busy.get_untracked() || before == after {
            return;
        }
        busy.set(true);
        overtaken.set(false);
        failure.set(None);
        let at = connection.get_untracked();
        let change = Change {
            key: SETTING,
            before: Some(before.into()),
            after: NewValue::Is(after.into()),
        };
        spawn_local(async move {
            let answer = change_settings(registries, at, &[change], Default::default()).await;
            busy.try_set(false);
            match answer {
                Ok(answer) => match answer.outcome {
                    ConfigurationOutcome::Done => {
                        registries.toasts.done(w.default_saved, None);
                        on_close.try_run(());
                    }
                    ConfigurationOutcome::Overtaken { .. } => {
                        overtaken.try_set(true);
                        if let Some(now) = &answer.now {
                            show(now);
                        }
                    }
                    ConfigurationOutcome::Refused {
                        failure: problem, ..
                    } => {
                        failure.try_set(Some(problem));
                    }
                },
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    let fields = move || {
        form.get().map(|form| {
            let problem = Signal::derive(move || form.limit().err().map(str::to_owned));
            view! { <QuotaFields quota=form problem=problem /> }
        })
    };
    view! {
        <Dialog title=w.default_title on_close=on_close>
            <form
                class="col"
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="dlg-b col g12">
                    <p class="soft">{w.default_why}</p>
                    {fields}
                    <Show when=move || overtaken.get()>
                        <div class="note warn" role="alert">
                            <Icon name="warning" />
                            <span>{w.default_overtaken}</span>
                        </div>
                    </Show>
                    {move || {
                        let problem = failure.get().or_else(|| loaded.failure.get());
                        problem.map(|failure| view! { <FormFailure failure=failure /> })
                    }}
                </div>
                <FormButtons
                    send=w.save
                    on_cancel=on_close
                    is_wrong=is_wrong
                    busy=busy
                    why_off=why_unreachable(connection)
                />
            </form>
        </Dialog>
    }
}
