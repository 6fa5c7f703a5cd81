//! What is known of a network, whether it answers, and what can be done with it.

use std::{collections::BTreeMap, sync::Arc};

use harbor_api::{PreheatName, operations::GetPreheatInstance, types::PreheatInstance};
use leptos::prelude::*;
use listing::Line;
use pilothouse_protocol::{
    Entered, Failure, PreheatInstanceDraft, SavePreheatInstance, TestPreheatInstance,
};
use wasm_bindgen_futures::spawn_local;

use super::{
    InstanceList, Question,
    declaration::state,
    form::{BASIC, CUSTOM, NONE, OAUTH},
};
use crate::{
    failure::failure_reason,
    features::preheat::vendor_name,
    format::whole,
    ipc::{self, load::load_one},
    list::{DeleteButton, EditButton, RowDeed, State, Values},
    registries::registries,
    ui::{FormFailure, Icon, Inspector, pair, section, titled_section},
    words::words,
};

/// The panel.
#[component]
pub fn InstanceInspector(instances: InstanceList, line: Arc<Line>) -> impl IntoView {
    let w = &words().preheat;
    let registries = registries();
    let (connection, list) = (instances.connection, instances.list);
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let name = StoredValue::new(PreheatName::new(line.key.as_str()).ok());
    let known = load_one(connection, move || {
        instances.changed.track();
        Some(GetPreheatInstance {
            preheat_instance_name: name.get_value()?,
        })
    });
    let description = values.text("description").to_owned();
    let endpoint = values.text("endpoint").to_owned();
    let is_verified = values.text("insecure") != "yes";
    let facts = view! {
        <dl class="kv">
            {pair(w.state, view! { <State said=state(&values) /> })}
            {pair(w.kind, vendor_name(values.text("vendor")))}
            {pair(w.address, view! { <span class="mono wraps">{endpoint}</span> })}
            {(!description.is_empty())
                .then(|| pair(w.description, view! { <span class="wraps">{description}</span> }))}
            {pair(w.auth, auth_words(values.text("auth_mode")))}
            {pair(w.certificate, if is_verified { w.verified } else { w.not_verified })}
            {values.time("created").map(|time| pair(w.added, whole(time)))}
        </dl>
    };
    // The server says how one is only when it calls it.
    let tested = RwSignal::new(None::<Result<(), Failure>>);
    let testing = RwSignal::new(false);
    let test = move |_| {
        let Some(name) = name.get_value().filter(|_| !testing.get_untracked()) else {
            return;
        };
        testing.set(true);
        tested.set(None);
        let command = TestPreheatInstance {
            connection: connection.get_untracked(),
            name,
            instance: None,
        };
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            testing.try_set(false);
            tested.try_set(Some(outcome.map(|_| ())));
        });
    };
    let health = move || {
        let said = match tested.get() {
            None if testing.get() => view! { <p class="hint">{w.asking}</p> }.into_any(),
            None => view! { <p class="hint">{w.health_unknown}</p> }.into_any(),
            Some(Ok(())) => view! {
                <p class="hint ok" role="status">
                    <Icon name="check" class="i-14" />
                    {w.answers}
                </p>
            }
            .into_any(),
            Some(Err(failure)) => view! { <FormFailure failure=failure /> }.into_any(),
        };
        titled_section(
            w.health,
            view! {
                <button
                    type="button"
                    class="btn sm"
                    id="network-ask"
                    disabled=testing
                    on:click=test
                >
                    {w.test}
                </button>
            },
            said,
        )
    };
    let change = move |instance: &PreheatInstance, enabled: bool, is_default: bool| {
        let Some(name) = name.get_value() else { return };
        let command = SavePreheatInstance {
            connection: connection.get_untracked(),
            name,
            is_kept: true,
            instance: PreheatInstanceDraft {
                description: instance.description.clone(),
                vendor: instance.vendor.clone(),
                endpoint: instance.endpoint.clone(),
                auth_mode: instance.auth_mode.clone(),
                // What is not sent stays.
                auth_info: None::<BTreeMap<String, Entered>>,
                enabled,
                is_default,
                insecure: instance.insecure,
            },
        };
        spawn_local(async move {
            match ipc::call(command).await {
                Ok(_) => instances.has_changed(),
                Err(failure) => registries.toasts.failed(
                    w.network_not_changed.to_owned(),
                    failure_reason(&failure),
                    &failure,
                    None,
                ),
            }
        });
    };
    let off = move || instances.off.get().is_some();
    let ask = move |question: Question| instances.question.set(Some(question));
    let footer = ViewFn::from(move || {
        let instance = known.data.get()?;
        let (enabled, is_default) = (instance.enabled, instance.is_default);
        let copies = [(); 4].map(|()| Arc::clone(&instance));
        let [edited, toggled, chosen, deleted] = copies;
        let edit = RowDeed::new(w.edit, move || ask(Question::Edit(Arc::clone(&edited))));
        let delete = RowDeed::new(w.delete_open, move || {
            ask(Question::Delete(Arc::clone(&deleted)));
        });
        Some(view! {
            {(enabled && !is_default)
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="btn"
                            id="network-make-default"
                            disabled=off
                            on:click=move |_| change(&chosen, true, true)
                        >
                            <Icon name="check" />
                            {w.make_default}
                        </button>
                    }
                })}
            <EditButton deed=edit off=instances.off />
            <button
                type="button"
                class="btn ghost"
                id="network-toggle"
                disabled=off
                on:click=move |_| change(&toggled, !enabled, false)
            >
                {if enabled { w.turn_off } else { w.turn_on }}
            </button>
            <span class="sp"></span>
            <DeleteButton list=list deed=delete off=instances.off />
        })
    });
    let close = Callback::new(move |()| list.place.selected.set(None));
    let title = values.text("name").to_owned();
    view! {
        <Inspector title=title on_close=close footer=footer>
            {section(facts)}
            {health}
        </Inspector>
    }
}

/// How a network is signed in to.
fn auth_words(mode: &str) -> String {
    let w = &words().preheat;
    match mode {
        NONE | "" => w.auth_none.to_owned(),
        BASIC => w.auth_kept(w.auth_basic),
        OAUTH => w.auth_kept(w.auth_token),
        CUSTOM => w.auth_kept(w.auth_header),
        other => other.to_owned(),
    }
}
