//! Trying an identity provider or a directory before it is kept.

use harbor_api::{
    operations::PingOidc,
    types::{LdapPing, OidcPing},
};
use leptos::prelude::*;
use pilothouse_protocol::{CheckProvider, ConnectionId, Entered, Failure, TestDirectory};
use wasm_bindgen_futures::spawn_local;

use diagnosis::{DirectoryVerdict, ProviderVerdict, judge_directory};

use super::{
    directory_steps::{DirectorySearch, DirectorySteps},
    draft::SettingsForm,
    provider_steps::ProviderSteps,
};
use crate::{
    ipc::{
        self,
        write::{send, why_off},
    },
    registries::registries,
    ui::{FormFailure, Icon},
    words::words,
};

/// How a test ended.
#[derive(Clone, PartialEq)]
enum Tried {
    Good,
    Failed(Failure),
}

/// The button, and what came of it.
fn test_row(
    id: &'static str,
    off: Signal<Option<&'static str>>,
    busy: RwSignal<bool>,
    tried: RwSignal<Option<Tried>>,
    test: impl Fn() + Copy + Send + Sync + 'static,
    explained: &'static str,
) -> impl IntoView {
    let w = &words().settings;
    let outcome = move || {
        tried.get().map(|tried| match tried {
            Tried::Good => view! {
                <span class="hint ok">
                    <Icon name="check" class="i-14" />
                    {w.test_good}
                </span>
            }
            .into_any(),
            Tried::Failed(failure) => view! { <FormFailure failure=failure /> }.into_any(),
        })
    };
    view! {
        <div class="set">
            <span></span>
            <div class="row g8">
                <button
                    type="button"
                    class="btn sm"
                    id=id
                    disabled=move || busy.get() || off.get().is_some()
                    title=move || off.get()
                    on:click=move |_| test()
                >
                    {move || busy.get().then(|| view! { <span class="spin"></span> })}
                    {w.test}
                </button>
                <span class="hint">{explained}</span>
                <div role="status">{outcome}</div>
            </div>
        </div>
    }
}

#[component]
pub fn ProviderTest(connection: Signal<ConnectionId>, form: SettingsForm) -> impl IntoView {
    let w = &words().settings;
    let registries = registries();
    let (busy, tried) = (RwSignal::new(false), RwSignal::new(None::<Tried>));
    let steps = RwSignal::new(None::<Vec<ProviderVerdict>>);
    // Another provider was not tried.
    Effect::new(move |_| {
        form.typed("oidc_endpoint").track();
        form.typed("oidc_verify_cert").track();
        tried.set(None);
        steps.set(None);
    });
    let test = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        tried.set(None);
        steps.set(None);
        let operation = PingOidc {
            body: OidcPing {
                url: form
                    .typed("oidc_endpoint")
                    .get_untracked()
                    .trim()
                    .to_owned(),
                verify_cert: form.typed("oidc_verify_cert").get_untracked() == "true",
            },
        };
        let at = connection.get_untracked();
        spawn_local(async move {
            let look = CheckProvider {
                connection: at.clone(),
                issuer: operation.body.url.clone(),
            };
            let outcome = send(registries, at, &operation).await;
            tried.try_set(Some(match outcome {
                Ok(()) => Tried::Good,
                Err(failure) => Tried::Failed(failure),
            }));
            // The registry says only that it failed; why shows in what the provider says of itself.
            busy.try_set(false);
            let issuer = look.issuer.clone();
            let seen = ipc::call(look).await.ok();
            let now = form.typed("oidc_endpoint").try_get_untracked();
            if now.is_some_and(|now| now.trim() == issuer) {
                steps.try_set(seen);
            }
        });
    };
    view! {
        {test_row(
            "test-provider",
            why_off(connection),
            busy,
            tried,
            test,
            w.provider_test_why,
        )}
        {move || {
            let seen = steps.get()?;
            Some(view! {
                <div class="set">
                    <span></span>
                    <div><ProviderSteps verdicts=seen /></div>
                </div>
            })
        }}
    }
}

#[component]
pub fn DirectoryTest(connection: Signal<ConnectionId>, form: SettingsForm) -> impl IntoView {
    let w = &words().settings;
    let (busy, tried) = (RwSignal::new(false), RwSignal::new(None::<Tried>));
    let steps = RwSignal::new(None::<Vec<DirectoryVerdict>>);
    const TRIED: [&str; 8] = [
        "ldap_url",
        "ldap_search_dn",
        "ldap_search_password",
        "ldap_base_dn",
        "ldap_filter",
        "ldap_uid",
        "ldap_scope",
        "ldap_verify_cert",
    ];
    Effect::new(move |_| {
        for key in TRIED {
            form.typed(key).track();
        }
        tried.set(None);
        steps.set(None);
    });
    let test = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        tried.set(None);
        steps.set(None);
        let text = |key| form.typed(key).get_untracked().trim().to_owned();
        let password = form.typed("ldap_search_password").get_untracked();
        let command = TestDirectory {
            connection: connection.get_untracked(),
            settings: LdapPing {
                ldap_url: text("ldap_url"),
                ldap_search_dn: text("ldap_search_dn"),
                ldap_search_password: None,
                ldap_base_dn: text("ldap_base_dn"),
                ldap_filter: text("ldap_filter"),
                ldap_uid: text("ldap_uid"),
                ldap_scope: text("ldap_scope").parse().unwrap_or(2),
                ldap_connection_timeout: text("ldap_timeout").parse().ok(),
                ldap_verify_cert: text("ldap_verify_cert") == "true",
            },
            password: (!password.is_empty()).then(|| Entered::new(password)),
        };
        spawn_local(async move {
            let outcome = ipc::call(command).await;
            busy.try_set(false);
            match outcome {
                Ok(result) => {
                    steps.try_set(Some(judge_directory(result.success, &result.message)));
                }
                Err(failure) => {
                    tried.try_set(Some(Tried::Failed(failure)));
                }
            }
        });
    };
    view! {
        {test_row(
            "test-directory",
            why_off(connection),
            busy,
            tried,
            test,
            w.directory_test_why,
        )}
        {move || {
            let steps = steps.get()?;
            Some(view! {
                <div class="set">
                    <span></span>
                    <div><DirectorySteps verdicts=steps /></div>
                </div>
            })
        }}
        <div class="set">
            <span></span>
            <div><DirectorySearch connection=connection form=form /></div>
        </div>
    }
}
