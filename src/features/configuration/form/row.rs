//! A setting's row: its name, its field, and what is wrong with it.

use harbor_settings::{Fault, Group, Kind, SETTINGS, Setting};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use super::{
    banner::BannerRow,
    draft::SettingsForm,
    events::EventsRow,
    provider::{DirectoryTest, ProviderTest},
    quota::QuotaRow,
    setting_words::{choice_words, group_title, setting_hint, setting_label, switch_label},
};
use crate::{
    features::account::SecretField,
    ui::{Field, Icon, Problem, Select},
    words::words,
};

/// The settings of some groups, each below its title.
#[component]
pub fn Settings(
    connection: Signal<ConnectionId>,
    form: SettingsForm,
    groups: Vec<Group>,
    /// Nothing can be typed now.
    off: Signal<bool>,
) -> impl IntoView {
    let sections = groups.into_iter().map(|group| {
        let settings: Vec<&'static Setting> = SETTINGS
            .iter()
            .filter(|setting| setting.group == group)
            .collect();
        let rows = settings
            .iter()
            .map(
                |setting| view! { <Row connection=connection form=form setting=setting off=off /> },
            )
            .collect_view();
        let is_shown = move || {
            settings
                .iter()
                .any(|setting| form.is_known(setting) && is_found(&form.find.get(), setting))
        };
        let test = match group {
            Group::Oidc => view! { <ProviderTest connection=connection form=form /> }.into_any(),
            Group::Ldap => view! { <DirectoryTest connection=connection form=form /> }.into_any(),
            _ => ().into_any(),
        };
        view! {
            <section class:hidden=move || !is_shown()>
                <h2>{group_title(group)}</h2>
                {rows}
                {test}
            </section>
        }
    });
    sections.collect_view()
}

/// Whether a setting is one of those that are looked for: by its name here or at the server.
fn is_found(find: &str, setting: &Setting) -> bool {
    let find = find.trim().to_lowercase();
    let label = setting_label(setting.key).to_lowercase();
    find.is_empty() || label.contains(&find) || setting.key.contains(&find)
}

#[component]
fn Row(
    connection: Signal<ConnectionId>,
    form: SettingsForm,
    setting: &'static Setting,
    off: Signal<bool>,
) -> impl IntoView {
    let w = &words().configuration;
    let key = setting.key;
    let locked = Memo::new(move |_| form.is_locked(setting));
    let off = Signal::derive(move || off.get() || locked.get());
    let label = setting_label(key);
    let typed = form.typed(key);
    let problem = Signal::derive(move || {
        let fault = form.faults.with(|faults| faults.get(key).copied());
        fault.map(fault_words)
    });
    let field = match (key, setting.kind) {
        ("storage_per_project", _) => {
            view! { <QuotaRow form=form setting_key=key off=off /> }.into_any()
        }
        ("disabled_audit_log_event_types", _) => {
            view! { <EventsRow connection=connection form=form off=off /> }.into_any()
        }
        (_, Kind::Banner) => view! { <BannerRow form=form problem=problem off=off /> }.into_any(),
        (_, Kind::Switch) => view! { <Tick setting=setting typed=typed off=off /> }.into_any(),
        (_, Kind::Secret) => view! {
            <SecretField id=key label=label value=typed />
            <span class="hint">{w.secret_kept}</span>
        }
        .into_any(),
        (_, Kind::Choice(choices)) => {
            let choices = choices
                .iter()
                .map(|one| ((*one).to_owned(), choice_words(key, one)))
                .collect::<Vec<_>>();
            view! {
                <Select
                    id=key
                    label=label
                    bare=true
                    value=typed
                    choices=Signal::stored(choices)
                    off=off
                />
            }
            .into_any()
        }
        (_, Kind::LdapScope) => {
            let choices = ["0", "1", "2"]
                .map(|one| (one.to_owned(), choice_words(key, one)))
                .to_vec();
            view! {
                <Select
                    id=key
                    label=label
                    bare=true
                    value=typed
                    choices=Signal::stored(choices)
                    off=off
                />
            }
            .into_any()
        }
        (_, Kind::Certificate) => {
            view! { <Certificate setting=setting typed=typed problem=problem off=off /> }.into_any()
        }
        _ => view! { <Field id=key label=label value=typed problem=problem off=off /> }.into_any(),
    };
    let hint = setting_hint(key);
    let reason = move || {
        locked.get().then(|| {
            let why = match key {
                "auth_mode" if !form.is_all_locked() => w.mode_locked,
                _ => w.locked,
            };
            view! {
                <span class="hint">
                    <Icon name="lock" class="i-12" />
                    {why}
                </span>
            }
        })
    };
    let is_tall = matches!(setting.kind, Kind::Banner | Kind::Certificate)
        || key == "disabled_audit_log_event_types";
    view! {
        <div
            class="set"
            class:top=is_tall
            class:is-ch=move || form.is_changed(key)
            class:hidden=move || !form.is_known(setting) || !is_found(&form.find.get(), setting)
        >
            <span>{label}</span>
            <div class="row g8">
                {field}
                {(!hint.is_empty()).then(|| view! { <span class="hint">{hint}</span> })}
                {reason}
            </div>
        </div>
    }
}

/// A box with its words.
#[component]
fn Tick(setting: &'static Setting, typed: RwSignal<String>, off: Signal<bool>) -> impl IntoView {
    let key = setting.key;
    view! {
        <label class="check" for=key>
            <input
                id=key
                type="checkbox"
                disabled=off
                prop:checked=move || typed.with(|text| text == "true")
                on:change=move |event| typed.set(event_target_checked(&event).to_string())
            />
            <span>{switch_label(key)}</span>
        </label>
    }
}

#[component]
fn Certificate(
    setting: &'static Setting,
    typed: RwSignal<String>,
    problem: Signal<Option<String>>,
    off: Signal<bool>,
) -> impl IntoView {
    let key = setting.key;
    view! {
        <textarea
            id=key
            class="pem"
            rows="3"
            spellcheck="false"
            aria-label=setting_label(key)
            placeholder="-----BEGIN CERTIFICATE-----"
            disabled=off
            aria-invalid=move || problem.get().is_some().to_string()
            prop:value=typed
            on:input=move |event| typed.set(event_target_value(&event))
        ></textarea>
        <span role="status">
            {move || {
                problem
                    .get()
                    .map(|problem| view! { <Problem text=problem /> })
            }}
        </span>
    }
}

/// What is wrong with a value.
pub fn fault_words(fault: Fault) -> String {
    let w = &words().settings;
    match fault {
        Fault::Missing => w.missing.to_owned(),
        Fault::NotInRange(least, most) => w.not_in_range(least, most),
        Fault::NoLimit(_) => w.no_limit_fault.to_owned(),
        Fault::NoChoice => w.no_choice.to_owned(),
        Fault::NoAddress(schemes) => w.no_address(&schemes.join(", ")),
        Fault::NoHostAndPort => w.no_host_and_port.to_owned(),
        Fault::NoCertificate => w.no_certificate.to_owned(),
        Fault::NoParameters => w.no_parameters.to_owned(),
        Fault::NoExpression => w.no_expression.to_owned(),
        Fault::NoOpenId => w.no_openid.to_owned(),
        Fault::NothingKeepsTheLog => w.nothing_keeps_log.to_owned(),
        Fault::NoDays => w.no_days.to_owned(),
        Fault::NeededByMode => w.needed_by_mode.to_owned(),
    }
}
