//! A sign-in through the provider while it goes on: what to do in the browser, and what came back.

use futures::future::{AbortHandle, Abortable};
use leptos::prelude::*;
use pilothouse_protocol::{
    AddressSource, BrowserSignIn, ClipboardWatch, Connection, Entered, Failure, FailureCode, Input,
    OwnClient, RunOut, SignInInput, SignInPlace, SignInStep, SignInTo,
};
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::sign_in::{newcomer::NewcomerForm, seen::Seen},
    ipc::{self, Ticket},
    registries::registries,
    ui::{CopyIcon, Dialog, FormFailure, Icon, Menu, MenuItem, Problem, copy_text},
    words::words,
};

/// One sign-in, from its first page to the connection. It is there for as long as the sign-in is;
/// closing it ends everything that belongs to it.
#[component]
pub fn OidcCallbackDialog(
    to: SignInTo,
    at: SignInPlace,
    own_client: Option<OwnClient>,
    /// The word for the provider.
    provider: String,
    /// The registry, as it is called.
    registry: String,
    on_done: Callback<Connection>,
    on_close: Callback<()>,
) -> impl IntoView {
    let registries = registries();
    let place = RwSignal::new(at);
    let call = RwSignal::new(0_u64);
    // The call itself failed: no page was ever led to.
    let failure = RwSignal::new(None::<Failure>);
    let running = StoredValue::new(None::<AbortHandle>);
    let to = StoredValue::new(to);
    let own_client = StoredValue::new(own_client);
    let begin = move || {
        let ticket = Ticket::new();
        call.set(ticket.id());
        failure.set(None);
        let command = BrowserSignIn {
            to: to.get_value(),
            at: place.get_untracked(),
            watch_clipboard: true,
            own_client: own_client.get_value(),
        };
        let (handle, registration) = AbortHandle::new_pair();
        running.set_value(Some(handle));
        spawn_local(async move {
            // An ended call is told by nobody.
            let Ok(outcome) = Abortable::new(ipc::call_with(command, ticket), registration).await
            else {
                return;
            };
            match outcome {
                Ok(connection) => {
                    if let Some(name) = connection.account.name() {
                        registries.toasts.done(
                            words().sign_in_methods.signed_in(&connection.name, name),
                            None,
                        );
                    }
                    on_done.run(connection);
                }
                // The person closed the window of the provider's page.
                Err(problem) if problem.code == FailureCode::Cancelled => on_close.run(()),
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    begin();
    on_cleanup(move || {
        if let Some(Some(handle)) = running.try_update_value(Option::take) {
            handle.abort();
        }
        let ended = call.get_untracked();
        registries.sign_ins.update(|all| {
            all.remove(&ended);
        });
    });
    let seen = Memo::new(move |_| {
        registries
            .sign_ins
            .with(|all| Seen::of(all.get(&call.get()).map(Vec::as_slice).unwrap_or_default()))
    });
    let send = Callback::new(move |input: Input| {
        let call = call.get_untracked();
        spawn_local(async move {
            // The sign-in may have ended just now; its own answer says how.
            let _ = ipc::call(SignInInput { call, input }).await;
        });
    });
    let again = Callback::new(move |at: SignInPlace| {
        place.set(at);
        if failure.with_untracked(Option::is_some) {
            begin();
        } else {
            send.run(Input::BeginAgain { at });
        }
    });
    // The name stays when the sign-in runs out meanwhile.
    let name = RwSignal::new(String::new());
    let naming = Memo::new(move |_| seen.with(Seen::is_naming));
    let title = if provider.is_empty() {
        words().sign_in_methods.sign_in.to_owned()
    } else {
        words().sign_in_methods.sign_in_with(&provider)
    };
    let provider = StoredValue::new(provider);
    let registry = StoredValue::new(registry);
    move || {
        if naming.get() {
            view! {
                <NewcomerForm
                    seen=seen
                    name=name
                    provider=provider.get_value()
                    registry=registry.get_value()
                    send=send
                    on_close=on_close
                />
            }
            .into_any()
        } else {
            let name_is_kept = Signal::derive(move || name.with(|name| !name.is_empty()));
            view! {
                <Dialog
                    title=title.clone()
                    beside=registry.get_value()
                    wide=true
                    on_close=on_close
                >
                    <div class="dlg-b col hand-back">
                        <Show
                            when=move || failure.with(Option::is_none)
                            fallback=move || {
                                failure.get().map(|failure| view! { <FormFailure failure=failure /> })
                            }
                        >
                            <Course
                                seen=seen
                                place=place
                                provider=provider.get_value()
                                registry=registry.get_value()
                                send=send
                                again=again
                                on_close=on_close
                                name_is_kept=name_is_kept
                            />
                        </Show>
                    </div>
                    <div class="dlg-f">
                        <OtherPlace place=place again=again />
                        <span class="sp"></span>
                        <button type="button" class="btn" on:click=move |_| on_close.run(())>
                            {words().parts.cancel}
                        </button>
                        <Show when=move || failure.with(Option::is_some)>
                            <button
                                type="button"
                                class="btn primary"
                                on:click=move |_| again.run(place.get_untracked())
                            >
                                {words().parts.try_again}
                            </button>
                        </Show>
                        <OpenAgain seen=seen place=place send=send />
                    </div>
                </Dialog>
            }
            .into_any()
        }
    }
}

/// 'Use a window of Pilothouse', or the browser where the window is used.
#[component]
fn OtherPlace(place: RwSignal<SignInPlace>, again: Callback<SignInPlace>) -> impl IntoView {
    let w = &words().oidc_callback;
    let other = move || match place.get() {
        SignInPlace::Browser | SignInPlace::Loopback => SignInPlace::Window,
        SignInPlace::Window => SignInPlace::Browser,
    };
    view! {
        <button type="button" class="btn ghost" on:click=move |_| again.run(other())>
            <Icon name=Signal::derive(move || match other() {
                SignInPlace::Window => "app-window",
                _ => "external",
            }) />
            {move || match other() {
                SignInPlace::Window => w.use_window,
                _ => w.use_browser,
            }}
        </button>
    }
}

/// Opens the page once more, here or in another browser, or copies its address.
#[component]
fn OpenAgain(
    seen: Memo<Seen>,
    place: RwSignal<SignInPlace>,
    send: Callback<Input>,
) -> impl IntoView {
    let w = &words().oidc_callback;
    let items = Signal::derive(move || {
        let mut items = Vec::new();
        seen.with(|seen| {
            let Some(page) = &seen.page else { return };
            for browser in &page.browsers {
                let browser = browser.clone();
                items.push(MenuItem {
                    icon: Some("external"),
                    ..MenuItem::new(
                        browser.clone(),
                        Callback::new(move |()| {
                            send.run(Input::OpenPage {
                                browser: Some(browser.clone()),
                            });
                        }),
                    )
                });
            }
            let address = page.address.clone();
            items.push(MenuItem {
                icon: Some("copy"),
                ..MenuItem::new(
                    w.copy_address,
                    Callback::new(move |()| copy_text(address.as_str().to_owned(), |_| ())),
                )
            });
        });
        items
    });
    let shown = move || {
        place.get() != SignInPlace::Window
            && seen.with(|seen| seen.page.is_some() && !seen.now.is_over() && !seen.is_signing_in())
    };
    view! {
        <Show when=shown>
            <span class="bgroup">
                <button
                    type="button"
                    class="btn"
                    on:click=move |_| send.run(Input::OpenPage { browser: None })
                >
                    {w.open_again}
                    <Icon name="external" />
                </button>
                <Menu
                    label=w.open_in
                    class="btn icon"
                    opener=|| view! { <Icon name="chevron-down" /> }
                    items=items
                />
            </span>
        </Show>
    }
}

/// What to do, and how far it is.
#[component]
fn Course(
    seen: Memo<Seen>,
    place: RwSignal<SignInPlace>,
    provider: String,
    registry: String,
    send: Callback<Input>,
    again: Callback<SignInPlace>,
    on_close: Callback<()>,
    #[prop(into)] name_is_kept: Signal<bool>,
) -> impl IntoView {
    let w = &words().oidc_callback;
    let provider = StoredValue::new(provider);
    let registry = StoredValue::new(registry);
    let back_at = Memo::new(move |_| {
        seen.with(|seen| seen.page.as_ref().map(|page| page.back_at.clone()))
            .unwrap_or_else(|| registry.get_value())
    });
    let over = Memo::new(move |_| seen.with(|seen| seen.now.is_over()));
    view! {
        {move || {
            (!over.get())
                .then(|| match place.get() {
                    SignInPlace::Browser => view! { <Steps back_at=back_at /> }.into_any(),
                    SignInPlace::Window => {
                        view! {
                            <p>{w.window_open}</p>
                            <p class="hint">{w.window_explained}</p>
                        }
                            .into_any()
                    }
                    SignInPlace::Loopback => view! { <p>{w.comes_back}</p> }.into_any(),
                })
        }}
        <NotOpened seen=seen />
        <StatusLine
            seen=seen
            place=place
            provider=provider.get_value()
            back_at=back_at
            send=send
            again=again
            on_close=on_close
            name_is_kept=name_is_kept
        />
        <Show when=move || {
            place.get() == SignInPlace::Browser
                && seen.with(|seen| !seen.now.is_over() && !seen.is_signing_in())
        }>
            <PasteField seen=seen back_at=back_at send=send />
            <ul class="reminders">
                <li>
                    <Icon name="timer" class="i-14" />
                    {w.works_once}
                </li>
                <li>
                    <Icon name="shield-check" class="i-14" />
                    {move || w.only_registry(&back_at.get())}
                </li>
                <li>
                    <Icon name="clipboard" class="i-14" />
                    {w.only_here}
                </li>
            </ul>
        </Show>
    }
}

/// The three steps, with the browser drawn.
#[component]
fn Steps(back_at: Memo<String>) -> impl IntoView {
    let w = &words().oidc_callback;
    let command = crate::actions::command_cap(crate::actions::is_mac());
    let keys = move |letter: &'static str| {
        view! {
            <span class="kbds">
                <kbd class="kbd">{command}</kbd>
                <kbd class="kbd">{letter}</kbd>
            </span>
        }
    };
    view! {
        <ol class="hs">
            <li>
                <b aria-hidden="true">"1"</b>
                <div>{w.step_sign_in}</div>
            </li>
            <li>
                <b aria-hidden="true">"2"</b>
                <div>
                    <div class="row">{w.step_copy} <span class="sp"></span> {keys("L")} {keys("C")}</div>
                    <div class="bw" role="img" aria-label=w.browser_drawn>
                        <div class="bw-a">
                            <Icon name="arrow-left" class="i-14" />
                            <Icon name="arrow-right" class="i-14" />
                            <Icon name="refresh" class="i-14" />
                            <div class="bw-u">
                                <Icon name="lock" class="i-12" />
                                <span class="trunc">
                                    <mark>
                                        {move || {
                                            format!(
                                                "https://{}/c/oidc/callback?state=Yf3k…&code=4b1…",
                                                back_at.get(),
                                            )
                                        }}
                                    </mark>
                                </span>
                            </div>
                        </div>
                        <div class="bw-p">
                            "{\"errors\":[{\"code\":\"BAD_REQUEST\",\"message\":\""
                            <b>"State mismatch"</b> "\"}]}"
                        </div>
                    </div>
                </div>
            </li>
            <li>
                <b aria-hidden="true">"3"</b>
                <div>{w.step_come_back}</div>
            </li>
        </ol>
    }
}

/// The address to copy, where nothing could be opened.
#[component]
fn NotOpened(seen: Memo<Seen>) -> impl IntoView {
    let w = &words().oidc_callback;
    move || {
        seen.with(|seen| {
            let (at, reason) = seen.not_opened.clone()?;
            let address = seen.page.as_ref()?.address.as_str().to_owned();
            let what = match at {
                SignInPlace::Window => w.no_window,
                _ => w.no_browser,
            };
            Some(view! {
                <div class="col g6">
                    <p class="soft t125" role="alert" title=reason>
                        {what} " " {w.no_browser_do}
                    </p>
                    <div class="code">
                        <div class="c" id="page-address">
                            {address.clone()}
                        </div>
                        <CopyIcon text=Signal::stored(address) label=w.copy_address />
                    </div>
                </div>
            })
        })
    }
}

/// The one line that says how it stands; where something must be begun again, with the button.
#[component]
fn StatusLine(
    seen: Memo<Seen>,
    place: RwSignal<SignInPlace>,
    provider: String,
    back_at: Memo<String>,
    send: Callback<Input>,
    again: Callback<SignInPlace>,
    on_close: Callback<()>,
    #[prop(into)] name_is_kept: Signal<bool>,
) -> impl IntoView {
    let w = &words().oidc_callback;
    let provider = StoredValue::new(provider);
    let begin_again = move |at: SignInPlace| {
        view! {
            <div class="row g8">
                <button type="button" class="btn primary" on:click=move |_| again.run(at)>
                    {w.sign_in_again}
                    <Icon name="external" />
                </button>
                <button type="button" class="btn ghost" on:click=move |_| on_close.run(())>
                    {w.choose_another}
                </button>
            </div>
        }
    };
    let over = move |kind: &'static str, icon: &'static str, what: String, why: String| {
        view! {
            <div class=format!("note {kind}") role="alert">
                <Icon name=icon />
                <span>
                    <b class="semi">{what}</b>
                    " "
                    {why}
                </span>
            </div>
        }
    };
    move || {
        let at = place.get();
        match seen.with(|seen| seen.now.clone()) {
            SignInStep::Beginning => view! {
                <div class="note acc wb" role="status">
                    <span class="spin"></span>
                    <b class="semi">{w.beginning}</b>
                </div>
            }
            .into_any(),
            SignInStep::SigningIn { from } => {
                let came = match from {
                    AddressSource::Clipboard => w.from_clipboard,
                    AddressSource::Pasted => w.from_pasted,
                    AddressSource::Window => w.from_window,
                    AddressSource::Listener => w.from_listener,
                };
                view! {
                    <div class="note ok wb" role="status">
                        <span class="spin"></span>
                        <span>
                            <b class="semi">{w.signing_in}</b>
                            " "
                            {came}
                        </span>
                    </div>
                    <div class="chk">
                        <span>
                            <Icon name="check" class="i-14 c-ok" />
                            {w.from(&back_at.get())}
                        </span>
                        <span>
                            <Icon name="check" class="i-14 c-ok" />
                            {w.for_this_sign_in}
                        </span>
                        <span>
                            <i class="dot off"></i>
                            {w.harbor_checks}
                        </span>
                    </div>
                }
                .into_any()
            }
            SignInStep::RunOut { why } => {
                let what = match why {
                    RunOut::Code => w.run_out,
                    RunOut::Session => w.session_gone,
                    RunOut::NobodyCame => w.nobody_came,
                };
                let then = if name_is_kept.get() {
                    w.name_kept
                } else {
                    w.run_out_why
                };
                view! {
                    {over("warn", "clock-alert", what.to_owned(), then.to_owned())}
                    {begin_again(at)}
                }
                .into_any()
            }
            SignInStep::Refused { said } => view! {
                {over(
                    "bad",
                    "x-circle",
                    w.refused(&provider.get_value()),
                    w.refused_why.to_owned(),
                )}
                <div class="code">
                    <div class="c wrap">{said.clone()}</div>
                    <CopyIcon text=Signal::stored(said) label=words().parts.copy_details />
                </div>
                {begin_again(at)}
            }
            .into_any(),
            SignInStep::UnknownPerson => view! {
                {over(
                    "warn",
                    "user",
                    w.unknown_person.to_owned(),
                    w.unknown_person_why.to_owned(),
                )}
                {begin_again(SignInPlace::Browser)}
            }
            .into_any(),
            SignInStep::Failed { failure } => view! {
                <FormFailure failure=failure />
                {begin_again(at)}
            }
            .into_any(),
            _ => view! { <WaitingLine seen=seen place=place send=send /> }.into_any(),
        }
    }
}

/// 'Waiting for the address', with the clipboard's switch.
#[component]
fn WaitingLine(
    seen: Memo<Seen>,
    place: RwSignal<SignInPlace>,
    send: Callback<Input>,
) -> impl IntoView {
    let w = &words().oidc_callback;
    let watch = Memo::new(move |_| seen.with(|seen| seen.clipboard.clone()));
    let on = move || matches!(watch.get(), ClipboardWatch::On);
    let host = move || seen.with(|seen| seen.window_host.clone());
    move || {
        if place.get() != SignInPlace::Browser {
            return view! {
                <div class="note acc wb" role="status">
                    <span class="spin"></span>
                    <b class="semi">
                        {move || match host() {
                            Some(host) => w.page_of(&host),
                            None => w.ends_by_itself.to_owned(),
                        }}
                    </b>
                </div>
            }
            .into_any();
        }
        view! {
            <div class="note wb" class:acc=on>
                {move || match watch.get() {
                    ClipboardWatch::On => {
                        view! {
                            <span class="spin"></span>
                            <b class="semi" role="status">
                                {w.waiting}
                            </b>
                        }
                            .into_any()
                    }
                    ClipboardWatch::Off => {
                        view! {
                            <Icon name="clipboard" />
                            <span role="status">{w.paste_below}</span>
                        }
                            .into_any()
                    }
                    ClipboardWatch::Unreadable { reason } => {
                        view! {
                            <Icon name="clipboard" />
                            <span role="status" title=reason>
                                {w.clipboard_unreadable}
                            </span>
                        }
                            .into_any()
                    }
                }}
                <span class="sp"></span>
                <label class="row g8 nowrap">
                    {w.watch_clipboard}
                    <button
                        type="button"
                        class="sw"
                        class:on=on
                        role="switch"
                        aria-label=w.watch_clipboard
                        aria-checked=move || on().to_string()
                        on:click=move |_| {
                            send.run(Input::WatchClipboard {
                                on: !on(),
                            });
                        }
                    ></button>
                </label>
            </div>
        }
        .into_any()
    }
}

/// Where the address is pasted. It is handed over as soon as it is there, and never kept here.
#[component]
fn PasteField(seen: Memo<Seen>, back_at: Memo<String>, send: Callback<Input>) -> impl IntoView {
    let w = &words().oidc_callback;
    let text = RwSignal::new(String::new());
    let hand_in = move || {
        let pasted = text.get_untracked();
        if pasted.trim().is_empty() {
            send.run(Input::PasteClipboard);
        } else {
            send.run(Input::Pasted {
                text: Entered::new(pasted),
            });
        }
    };
    let problem = move || {
        seen.with(|seen| match &seen.now {
            SignInStep::OtherAddress { host, .. } => {
                Some((w.other_address, w.belongs_to(host, &back_at.get())))
            }
            SignInStep::OtherAttempt { .. } => {
                Some((w.other_attempt, w.other_attempt_why.to_owned()))
            }
            SignInStep::NoAddress => Some((w.no_address, w.no_address_why.to_owned())),
            _ => None,
        })
    };
    view! {
        <form
            class="field"
            on:submit=move |event| {
                event.prevent_default();
                hand_in();
            }
        >
            <div class="row g6">
                <label class="in grow" class:is-bad=move || problem().is_some()>
                    <Icon name="paste" class="i-14" />
                    <input
                        id="hand-back"
                        class="v"
                        type="text"
                        placeholder=move || w.or_paste(&back_at.get())
                        aria-label=w.paste_hint
                        aria-invalid=move || problem().is_some().to_string()
                        aria-describedby="hand-back-said"
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=text
                        on:input=move |event| {
                            text.set(event_target_value(&event));
                            // What looks like the address need not be sent by hand.
                            if text.with_untracked(|text| text.contains("/c/oidc/callback?")) {
                                hand_in();
                            }
                        }
                    />
                </label>
                <button type="submit" class="btn">
                    {w.paste}
                </button>
            </div>
            <div id="hand-back-said" aria-live="assertive">
                {move || {
                    problem()
                        .map(|(what, why)| {
                            view! {
                                <Problem text=what />
                                <p class="soft t125">{why}</p>
                            }
                        })
                }}
            </div>
        </form>
    }
}
