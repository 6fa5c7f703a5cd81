//! The Model Registry's connection: address, token, trust; and its removal.

use chrono::Utc;
use leptos::prelude::*;
use model_registry_api::{BaseAddress, InvalidBaseAddress, expires_at};
use pilothouse_protocol::{
    Entered, Failure, ModelRegistry, NewToken, RemoveModelRegistry, SaveModelRegistry,
    SignInMethod, TokenSource, Trust,
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::{
        account::SecretField,
        model_registry::page::{Shared, ends},
    },
    ipc,
    registries::registries,
    ui::{Checkbox, Dialog, Field, FormButtons, FormFailure, Icon},
    words::words,
};

/// 'Connect a Model Registry'
#[component]
pub fn ConnectDialog(
    shared: Shared,
    known: Option<ModelRegistry>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().model_registry;
    let registries = registries();
    let address = RwSignal::new(
        known
            .as_ref()
            .map_or_else(String::new, |known| known.address.to_string()),
    );
    let token = RwSignal::new(String::new());
    let trust = known
        .as_ref()
        .map(|known| known.trust.clone())
        .unwrap_or_default();
    let plain_http = RwSignal::new(trust.plain_http);
    let unverified = RwSignal::new(trust.unverified_certificate);
    let ca_file = RwSignal::new(trust.ca_file.unwrap_or_default());
    let proxy = RwSignal::new(trust.proxy.unwrap_or_default());
    let is_provider = known
        .as_ref()
        .is_some_and(|known| known.token == TokenSource::Provider);
    let by_provider = RwSignal::new(is_provider);
    // Only this way in gives a token that another service could take.
    let has_provider = registries
        .find_untracked(&shared.connection.get_untracked())
        .and_then(|connection| connection.signed_in)
        .is_some_and(|signed_in| signed_in.way == SignInMethod::Provider);
    let kept = StoredValue::new(known);
    let tried = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let parsed = Memo::new(move |_| BaseAddress::parse(&address.get()));
    let is_plain = Memo::new(move |_| {
        parsed.with(|parsed| {
            let parsed = parsed.as_ref();
            parsed.is_ok_and(|address| address.origin().starts_with("http://"))
        })
    });
    let address_problem = Signal::derive(move || {
        let problem = match parsed.get() {
            Ok(_) if is_plain.get() && !plain_http.get() => Some(w.plain_http_needed),
            Ok(_) => None,
            Err(InvalidBaseAddress::Empty) => tried.get().then_some(w.address_missing),
            Err(_) => Some(w.address_bad),
        };
        problem.map(str::to_owned)
    });
    // A token is for the address that it was given for.
    let has_kept = Memo::new(move |_| {
        kept.with_value(|kept| {
            let same = |known: &ModelRegistry| {
                parsed.with(|parsed| parsed.as_ref().is_ok_and(|it| *it == known.address))
            };
            kept.as_ref()
                .is_some_and(|known| known.token == TokenSource::Pasted && same(known))
        })
    });
    // The one whose place it takes.
    let replaced = Memo::new(move |_| {
        let known = kept.with_value(|kept| kept.as_ref().map(|known| known.address.clone()));
        let other = parsed.get().ok()?;
        known.filter(|known| *known != other)
    });
    let token_problem = Signal::derive(move || {
        let typed = token.with(|token| token.trim().to_owned());
        if typed.is_empty() {
            return (tried.get() && !has_kept.get()).then(|| w.token_missing.to_owned());
        }
        let ended = expires_at(&typed).is_some_and(|end| end <= Utc::now());
        ended.then(|| w.token_over.to_owned())
    });
    let token_end = move || {
        let end = token.with(|token| expires_at(token))?;
        (end > Utc::now()).then(|| ends(end, Utc::now()))
    };
    let filled = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let save = move || {
        tried.set(true);
        let is_wrong = untrack(|| {
            address_problem.get().is_some() || (!by_provider.get() && token_problem.get().is_some())
        });
        if busy.get_untracked() || is_wrong {
            return;
        }
        busy.set(true);
        failure.set(None);
        let typed = token.get_untracked().trim().to_owned();
        let command = SaveModelRegistry {
            connection: shared.connection.get_untracked(),
            address: address.get_untracked().trim().to_owned(),
            trust: Trust {
                plain_http: plain_http.get_untracked(),
                unverified_certificate: unverified.get_untracked(),
                ca_file: filled(ca_file.get_untracked()),
                proxy: filled(proxy.get_untracked()),
            },
            token: if by_provider.get_untracked() {
                NewToken::Provider
            } else if typed.is_empty() {
                NewToken::Kept
            } else {
                NewToken::Pasted(Entered::new(typed))
            },
        };
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            busy.try_set(false);
            match outcome {
                Ok(saved) => {
                    token.try_set(String::new());
                    let said = words().model_registry.saved(saved.address.host());
                    registries.toasts.done(said, None);
                    shared.has_changed();
                    on_close.try_run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <Dialog title=w.connect wide=true on_close=on_close>
            <form
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    save();
                }
            >
                <div class="dlg-b col g12">
                    <Field
                        id="model-registry-address"
                        label=w.address
                        value=address
                        problem=address_problem
                        hint=w.address_hint
                    />
                    {move || {
                        replaced
                            .get()
                            .map(|known| {
                                view! {
                                    <p class="note warn" id="model-registry-replaced" role="status">
                                        <Icon name="warning" />
                                        <span>{w.replaced(&known.to_string())}</span>
                                    </p>
                                }
                            })
                    }}
                    <Show when=move || is_plain.get()>
                        <Checkbox id="model-registry-http" value=plain_http>
                            {w.plain_http}
                        </Checkbox>
                    </Show>
                    <Show when=move || has_provider || is_provider>
                        <Checkbox id="model-registry-provider" value=by_provider>
                            {w.by_provider}
                            <span class="hint">{w.by_provider_hint}</span>
                        </Checkbox>
                    </Show>
                    <Show when=move || !by_provider.get()>
                        <SecretField
                            id="model-registry-token"
                            label=w.token
                            value=token
                            problem=token_problem
                        />
                        <p class="hint">
                            {move || if has_kept.get() { w.token_kept } else { w.token_hint }}
                        </p>
                        {move || token_end().map(|end| view! { <p class="hint">{end}</p> })}
                    </Show>
                    <details class="col g12">
                        <summary>{words().welcome.advanced}</summary>
                        <Checkbox id="model-registry-unverified" value=unverified>
                            {w.unverified}
                        </Checkbox>
                        <Field id="model-registry-ca" label=w.ca_file value=ca_file />
                        <Field id="model-registry-proxy" label=w.proxy value=proxy />
                    </details>
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                <FormButtons send=w.save on_cancel=on_close is_wrong=false busy=busy />
            </form>
        </Dialog>
    }
}

/// 'Remove the Model Registry's connection?'
#[component]
pub fn RemoveDialog(shared: Shared, on_close: Callback<()>) -> impl IntoView {
    let w = &words().model_registry;
    let registries = registries();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let remove = move |_| {
        busy.set(true);
        let connection = shared.connection.get_untracked();
        spawn_local(async move {
            let outcome = ipc::call(RemoveModelRegistry { connection }).await;
            busy.try_set(false);
            match outcome {
                Ok(removed) => {
                    registries.notices.update(|all| all.extend(removed.notices));
                    let said = words().model_registry.removed;
                    registries.toasts.done(said, None);
                    on_close.try_run(());
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <Dialog title=w.remove_ask on_close=on_close>
            <div class="dlg-b col g12">
                <p>{w.remove_loses}</p>
                {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button type="button" class="btn danger" disabled=busy on:click=remove>
                    {w.remove}
                </button>
            </div>
        </Dialog>
    }
}
