//! The first sign-in of a person whom the registry does not know: the user name there.

use leptos::prelude::*;
use pilothouse_protocol::{
    Input, SignInStep, USER_NAME_FORBIDS, USER_NAME_LENGTH, UserNameFault, check_user_name,
    mend_user_name,
};

use crate::{
    features::sign_in::seen::Seen,
    ui::{Dialog, Icon},
    words::words,
};

/// Asks for the name, with the registry's rules live.
#[component]
pub fn NewcomerForm(
    seen: Memo<Seen>,
    name: RwSignal<String>,
    provider: String,
    registry: String,
    send: Callback<Input>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().oidc_callback;
    let suggestion = Memo::new(move |_| seen.with(|seen| seen.suggestion.clone()));
    if name.with_untracked(String::is_empty) {
        name.set(suggestion.get_untracked().unwrap_or_default());
    }
    let creating = move || seen.with(|seen| matches!(seen.now, SignInStep::CreatingAccount { .. }));
    let fault = Memo::new_owning(move |_: Option<Option<UserNameFault>>| {
        (name.with(|name| check_user_name(name)).err(), true)
    });
    // Taken, or refused otherwise: said as long as that name stands there.
    let refused = move || {
        seen.with(|seen| match &seen.now {
            SignInStep::NameRefused { name: sent, said } if *sent == name.get() => {
                Some(said.clone())
            }
            _ => None,
        })
    };
    let bad = move || fault.with(Option::is_some) || refused().is_some();
    let wrong = move || match fault.get() {
        Some(UserNameFault::Characters(characters)) => characters,
        _ => Vec::new(),
    };
    let length_is_right = move || {
        name.with(|name| {
            let length = name.chars().count();
            !name.trim().is_empty() && length <= USER_NAME_LENGTH
        })
    };
    let submit = move || {
        if fault.with_untracked(Option::is_none) && !creating() {
            send.run(Input::UserName {
                name: name.get_untracked(),
            });
        }
    };
    let stepper = view! {
        <ol class="steps">
            <li class="s is-done">
                <b>
                    <Icon name="check" class="i-12" />
                </b>
                {provider.clone()}
            </li>
            <li class="ln" aria-hidden="true"></li>
            <li class="s is-active" aria-current="step">
                <b>"2"</b>
                {w.user_name}
            </li>
        </ol>
    };
    let has_signed_in = w.has_signed_in(&provider);
    let suggested_by = w.suggested_by(&provider);
    let command = registry.clone();
    view! {
        <Dialog title=w.user_name_title wide=true on_close=on_close>
            <form
                class="col"
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="dlg-b col newcomer">
                    {stepper} <div class="note ok">
                        <Icon name="check-circle" />
                        <span>
                            <b class="semi">{has_signed_in}</b>
                            " "
                            {w.not_known_yet(&registry)}
                        </span>
                    </div> <div class="field">
                        <div class="row">
                            <label class="lbl" for="user-name">
                                {w.user_name}
                            </label>
                            <Show when=move || {
                                suggestion
                                    .with(|s| s.as_ref().is_some_and(|s| !s.is_empty() && *s == name.get()))
                            }>
                                <span class="bdg acc">{suggested_by.clone()}</span>
                            </Show>
                            <span class="sp"></span>
                            <span class="hint num" class:c-bad=move || !length_is_right()>
                                {move || {
                                    w.characters_of(
                                        name.with(|name| name.chars().count()),
                                        USER_NAME_LENGTH,
                                    )
                                }}
                            </span>
                        </div>
                        <label class="in lg" class:is-bad=bad class:dis=creating>
                            <input
                                id="user-name"
                                class="v"
                                type="text"
                                autofocus=true
                                autocomplete="username"
                                autocapitalize="off"
                                spellcheck="false"
                                disabled=creating
                                aria-invalid=move || bad().to_string()
                                aria-describedby="user-name-said"
                                prop:value=name
                                on:input=move |event| name.set(event_target_value(&event))
                            />
                            <Icon
                                name=Signal::derive(move || {
                                    if bad() { "alert" } else { "check-circle" }
                                })
                                class="i-18"
                            />
                        </label>
                        <div class="chk" id="user-name-said" role="status">
                            <span>
                                <Tick on=Signal::derive(length_is_right) />
                                {w.name_length}
                            </span>
                            <span class:c-bad=move || !wrong().is_empty()>
                                <Tick on=Signal::derive(move || wrong().is_empty()) />
                                {w.name_none_of}
                                <span class="chars">
                                    {USER_NAME_FORBIDS
                                        .map(|c| {
                                            view! {
                                                <i class="ch" class:bad=move || wrong().contains(&c)>
                                                    {c.to_string()}
                                                </i>
                                            }
                                        })
                                        .collect_view()}
                                </span>
                            </span>
                            {move || match fault.get() {
                                Some(UserNameFault::Characters(_)) => {
                                    let mended = mend_user_name(&name.get());
                                    Some(proposal(w.use_name(&mended), mended, name).into_any())
                                }
                                Some(UserNameFault::TooLong { by }) => {
                                    Some(
                                        view! { <span class="hint bad">{w.too_many(by)}</span> }
                                            .into_any(),
                                    )
                                }
                                _ => None,
                            }}
                        </div>
                        {move || {
                            refused()
                                .map(|said| {
                                    let other = other_name(&name.get());
                                    view! {
                                        <div class="hint bad" role="alert">
                                            <Icon name="alert" class="i-14" />
                                            <span>{said}</span>
                                            {proposal(w.try_name(&other), other, name)}
                                        </div>
                                    }
                                })
                        }}
                    </div> <div class="field">
                        <span class="lbl">{w.where_it_shows}</span>
                        <div class="code">
                            <div class="c">
                                {format!("docker login {command} -u ")}
                                <span class="k">{move || name.get()}</span>
                            </div>
                        </div>
                        <p class="hint">{w.others_see}</p>
                    </div>
                </div>
                <div class="dlg-f">
                    <span class="muted t12 row g6">
                        <Icon name="info" class="i-14" />
                        {w.cannot_change}
                    </span>
                    <span class="sp"></span>
                    <button
                        type="button"
                        class="btn"
                        disabled=creating
                        on:click=move |_| on_close.run(())
                    >
                        {words().parts.cancel}
                    </button>
                    <button
                        type="submit"
                        class="btn primary"
                        disabled=move || fault.with(Option::is_some) || creating()
                    >
                        {move || creating().then(|| view! { <span class="spin"></span> })}
                        {w.create_account}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

/// A rule that is met, or not.
#[component]
fn Tick(on: Signal<bool>) -> impl IntoView {
    move || {
        if on.get() {
            view! { <Icon name="check" class="i-14 c-ok" /> }
        } else {
            view! { <Icon name="x" class="i-14 c-bad" /> }
        }
    }
}

fn proposal(text: String, proposed: String, name: RwSignal<String>) -> impl IntoView {
    view! {
        <button type="button" class="lnk" on:click=move |_| name.set(proposed.clone())>
            {text}
        </button>
    }
}

/// Another name that is near one that is taken.
fn other_name(name: &str) -> String {
    let (stem, number) = match name.rsplit_once('-') {
        Some((stem, number)) => (stem, number.parse::<u32>().ok()),
        None => (name, None),
    };
    match number {
        Some(number) => format!("{stem}-{}", number.saturating_add(1)),
        None => format!("{name}-2"),
    }
}

#[cfg(test)]
mod tests {
    use super::other_name;

    #[test]
    fn a_name_that_is_taken_gets_the_next_number() {
        assert_eq!(other_name("maya.tremblay"), "maya.tremblay-2");
        assert_eq!(other_name("maya-2"), "maya-3");
        assert_eq!(other_name("maya-t"), "maya-t-2");
    }
}
