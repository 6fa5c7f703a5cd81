//! The rule for passwords and CLI secrets, told while one types.

use harbor_api::PasswordRule;
use leptos::prelude::*;

use crate::{
    ui::{Icon, Problem},
    words::words,
};

/// Four conditions, each with its tick.
#[component]
pub fn RuleTicks(text: RwSignal<String>) -> impl IntoView {
    let w = &words().account;
    let rule = Memo::new(move |_| text.with(|text| PasswordRule::of(text)));
    let line = move |met: fn(&PasswordRule) -> bool, words: &'static str| {
        view! {
            <span>
                {move || {
                    if rule.with(met) {
                        view! { <Icon name="check" class="i-14 c-ok" /> }.into_any()
                    } else {
                        view! { <i class="dot off"></i> }.into_any()
                    }
                }}
                {words}
            </span>
        }
    };
    view! {
        <div class="chk rule" role="status">
            {line(|rule| rule.length, w.rule_length)} {line(|rule| rule.upper_case, w.rule_upper)}
            {line(|rule| rule.lower_case, w.rule_lower)} {line(|rule| rule.digit, w.rule_digit)}
        </div>
    }
}

/// A field for a secret that can be looked at while it is typed.
#[component]
pub fn SecretField(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(default = "new-password")] autocomplete: &'static str,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let w = &words().cli_secret;
    let shown = RwSignal::new(false);
    let described = format!("{id}-said");
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <div class="in" class:is-bad=move || problem.get().is_some()>
                <input
                    id=id
                    class="v mono"
                    type=move || if shown.get() { "text" } else { "password" }
                    autofocus=autofocus
                    autocomplete=autocomplete
                    spellcheck="false"
                    aria-invalid=move || problem.get().is_some().to_string()
                    aria-describedby=described.clone()
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <button
                    type="button"
                    class="ib xs"
                    aria-label=move || if shown.get() { w.hide } else { w.show }
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    <Icon
                        name=Signal::derive(move || if shown.get() { "eye-off" } else { "eye" })
                        class="i-14"
                    />
                </button>
            </div>
            <div id=described.clone() aria-live="polite">
                {move || {
                    problem
                        .get()
                        .map(|problem| view! { <Problem text=problem /> })
                }}
            </div>
        </div>
    }
}
