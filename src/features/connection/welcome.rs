//! 'Add a registry': the address, checked while one types, and how to sign in.

use leptos::prelude::*;
use pilothouse_protocol::{AddDemo, Connection, Failure, SignInTo, Trust};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::{
        connection::{
            address::{AddressField, CertificateAndProxy, Reach},
            status::Notices,
        },
        sign_in::{Choice, ClockNote, KeychainNote, OidcCallbackDialog, SignInForm, provider_name},
    },
    ipc,
    registries::registries,
    route::Route,
    ui::{FormFailure, Icon, use_places},
    words::words,
};

/// The first page, and the way to another registry.
#[component]
pub fn WelcomePage() -> impl IntoView {
    view! {
        <main class="wl">
            <Greeting />
            <section class="wl-f">
                <div class="wl-n">
                    <Notices />
                </div>
                <AddForm />
            </section>
        </main>
    }
}

#[component]
fn Greeting() -> impl IntoView {
    let w = &words().welcome;
    let registries = registries();
    let places = use_places();
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let try_demo = move |_| {
        busy.set(true);
        failure.set(None);
        spawn_local(async move {
            let outcome = ipc::call(AddDemo {}).await;
            busy.try_set(false);
            match outcome {
                Ok(connection) => {
                    let id = connection.id.clone();
                    registries.put(connection);
                    places.go(Route::home(id));
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <section class="wl-b">
            <Contours />
            <span class="logo">
                <Icon name="helm" class="i-24" />
            </span>
            <h1>"Pilothouse"</h1>
            <p>{w.pitch}</p>
            {move || {
                failure.get().map(|failure| view! { <FormFailure failure=failure /> })
            }}
            <button
                type="button"
                class="demo"
                id="try-demo"
                disabled=move || busy.get()
                on:click=try_demo
            >
                <b>{w.try_demo}</b>
                <span>{w.demo_explained}</span>
                {move || {
                    if busy.get() {
                        view! { <span class="spin"></span> }.into_any()
                    } else {
                        view! { <Icon name="arrow-right" class="i-18" /> }.into_any()
                    }
                }}
            </button>
        </section>
    }
}

/// Depth contours, as on a chart.
#[component]
pub fn Contours() -> impl IntoView {
    let contours: Vec<_> = (0..11)
        .map(|n| {
            let line = format!(
                "M-40 {} C {} {}, {} {}, {} {} S {} {}, 470 {}",
                470 + 26 * n,
                60 + 7 * n,
                400 + 34 * n,
                120 - 4 * n,
                560 + 18 * n,
                230 + 5 * n,
                486 + 27 * n,
                330 + 3 * n,
                360 + 38 * n,
                430 + 31 * n
            );
            view! { <path opacity=format!("{:.3}", 0.16 - 0.011 * f64::from(n)) d=line></path> }
        })
        .collect();
    view! {
        <svg
            class="chart"
            viewBox="0 0 412 800"
            fill="none"
            stroke="#7fc4d9"
            aria-hidden="true"
            preserveAspectRatio="xMidYMax slice"
        >
            {contours}
        </svg>
    }
}

#[component]
fn AddForm() -> impl IntoView {
    let w = &words().welcome;
    let registries = registries();
    let places = use_places();
    let named = registries.address.get_untracked().unwrap_or_default();
    let reach = Reach::new(named, Trust::default());
    let (address, trust, found) = (reach.address, reach.trust, reach.found);
    let advanced = RwSignal::new(false);
    let choice = Choice::new();

    // A link from outside names one while the page is there.
    Effect::new(move |_| {
        if let Some(named) = registries.address.get()
            && address.with_untracked(|address| *address != named)
        {
            address.set(named);
        }
    });

    // The ways are those of the registry that was found; what was chosen stays while it is the same.
    let offer = Memo::new(move |_| found.get().map(|found| found.offer));
    Effect::new(move |_| {
        if let Some(offer) = offer.get() {
            choice.start(&offer, None);
        }
    });
    let connected = Callback::new(move |connection: Connection| {
        let id = connection.id.clone();
        registries.address.set(None);
        places.go(Route::home(id));
        // A link that waited for this registry leads on from there.
        registries.put(connection);
    });
    let to = Signal::derive(move || SignInTo::Address {
        address: address.get().trim().to_owned(),
        trust: trust.get(),
    });
    let browsing = move || {
        let at = choice.browsing.get()?;
        let offer = offer.get_untracked()?;
        let registry = found.get_untracked().map(|found| host_of(&found.origin));
        Some(view! {
            <OidcCallbackDialog
                to=to.get_untracked()
                at=at
                own_client=choice.own_client()
                provider=provider_name(&offer)
                registry=registry.unwrap_or_default()
                on_done=connected
                on_close=Callback::new(move |()| choice.browsing.set(None))
            />
        })
    };

    view! {
        <div class="wf">
            <div>
                <h2>{w.title}</h2>
                <p class="muted lead">{w.lead}</p>
            </div>
            <AddressField reach=reach label=w.address large=true />
            <ClockNote probed=found />
            {move || {
                offer
                    .get()
                    .map(|offer| {
                        view! {
                            <SignInForm
                                choice=choice
                                to=to
                                offer=Signal::stored(offer)
                                last=Signal::stored(None)
                                on_done=connected
                            />
                        }
                    })
            }}
            <div class="col g12">
                <button
                    type="button"
                    class="adv"
                    aria-expanded=move || advanced.get().to_string()
                    on:click=move |_| advanced.update(|open| *open = !*open)
                >
                    <Icon
                        name=Signal::derive(move || {
                            if advanced.get() { "chevron-down" } else { "chevron-right" }
                        })
                        class="i-14"
                    />
                    {w.advanced}
                </button>
                <Show when=move || advanced.get()>
                    <CertificateAndProxy reach=reach />
                </Show>
            </div>
            <KeychainNote />
        </div>
        {browsing}
    }
}

/// A registry's address without its scheme.
fn host_of(origin: &str) -> String {
    origin
        .split_once("://")
        .map_or(origin, |(_, host)| host)
        .to_owned()
}
