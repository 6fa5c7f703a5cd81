//! The page: settings by their subject, what changes beside them, and the way to save that.

use std::{cell::RefCell, collections::HashMap};

use harbor_api::operations::{GetConfiguration, GetCurrentUser};
use harbor_settings::{Change, Group, NewValue, SettingsFile, setting};
use leptos::prelude::*;
use pilothouse_protocol::{ConfigurationOutcome, ConnectionId};
use wasm_bindgen_futures::spawn_local;

use super::{
    allowlist::AllowlistPart,
    change::change_settings,
    compare::CompareDialog,
    form::{Settings, SettingsForm, mode_words},
    readings::note_settings,
    review::{ChangesPanel, ReviewDialog, editing_session},
    server::ServerPart,
};
use crate::{
    actions::use_action,
    failure::failure_reason,
    ipc::{load::load_one, write::why_unreachable},
    list::Refresh,
    registries::registries,
    ui::{Failed, Find, Icon, PartTabs, Select, save_text, use_escape},
    words::words,
};

/// Whose draft it is: at a connection, as an account.
type DraftKey = (ConnectionId, Option<String>);

thread_local! {
    /// What was typed and not saved when somebody went elsewhere, but for secrets.
    static DRAFTS: RefCell<HashMap<DraftKey, Vec<Change>>> = RefCell::default();
}

/// A part of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Authentication,
    System,
    Security,
    Server,
}

/// What is open over the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Review,
    Compare,
}

/// The groups of settings that belong to a way of signing in.
fn mode_groups(mode: &str) -> &'static [Group] {
    match mode {
        "ldap_auth" => &[Group::Ldap, Group::LdapGroups],
        "oidc_auth" => &[Group::Oidc, Group::OidcPeople],
        "http_auth" => &[Group::HttpProxy],
        "uaa_auth" => &[Group::Uaa],
        _ => &[],
    }
}

const MODES: [&str; 5] = ["db_auth", "ldap_auth", "oidc_auth", "http_auth", "uaa_auth"];

const SYSTEM: [Group; 6] = [
    Group::Maintenance,
    Group::Sessions,
    Group::Projects,
    Group::Robots,
    Group::AuditLog,
    Group::Banner,
];

/// Only administrators come here.
#[component]
pub fn ConfigurationPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let w = &words().configuration;
    let registries = registries();
    let loaded = load_one(connection, || Some(GetConfiguration {}));
    let user = load_one(connection, || Some(GetCurrentUser {}));
    let session = Signal::derive(move || editing_session(user.data.get()));
    let form = SettingsForm::new();
    let off = why_unreachable(connection);
    let is_off = Signal::derive(move || off.get().is_some());
    let part = RwSignal::new(Part::Authentication);
    let open = RwSignal::new(None::<Open>);
    let panel = RwSignal::new(true);
    let again = RwSignal::new(0);
    let key = move || -> DraftKey {
        let at = connection.get_untracked();
        let account = registries
            .find_untracked(&at)
            .and_then(|known| known.account.name().map(str::to_owned));
        (at, account)
    };
    Effect::new(move |_| {
        let Some(fresh) = loaded.data.get() else {
            return;
        };
        note_settings(registries, &connection.get_untracked(), &fresh);
        let is_first = form.kept.with_untracked(Option::is_none);
        form.follow((*fresh).clone());
        if is_first {
            let draft = DRAFTS.with_borrow_mut(|drafts| drafts.remove(&key()));
            for change in draft.unwrap_or_default() {
                if let NewValue::Is(value) = &change.after {
                    form.put(change.key, value);
                }
            }
        }
    });
    on_cleanup(move || {
        let changes = form.changes.try_get_untracked().unwrap_or_default();
        if !changes.is_empty() {
            registries.toasts.done(w.left_unsaved, None);
            DRAFTS.with_borrow_mut(|drafts| drafts.insert(key(), changes));
        }
    });
    let number = move || form.changes.with(Vec::len);
    // Whose settings are shown: those of the way in use, or others that are prepared.
    let shown_mode = RwSignal::new(String::new());
    let mode = form.typed("auth_mode");
    Effect::new(move |_| shown_mode.set(mode.get()));
    let review = move || {
        let is_ready = number() > 0 && form.faults.with(|faults| faults.is_empty());
        if untrack(move || is_ready)
            && open.get_untracked().is_none()
            && off.get_untracked().is_none()
        {
            open.set(Some(Open::Review));
        }
    };
    use_action("page.save", move || untrack(review));
    use_escape(move || {
        let is_changed = form.changes.with_untracked(|changes| !changes.is_empty());
        if is_changed {
            form.discard();
        }
        is_changed
    });

    // How many changes are in a part.
    let changed_in = Callback::new(move |this: Part| {
        form.changes.with(|changes| {
            let parts = changes.iter().filter_map(|change| setting(change.key));
            let parts = parts.map(|setting| match SYSTEM.contains(&setting.group) {
                true => Part::System,
                false => Part::Authentication,
            });
            let number = parts.filter(|part| *part == this).count();
            i64::try_from(number).unwrap_or(i64::MAX)
        })
    });
    let export = move |_| {
        let Some(kept) = form.kept.get_untracked() else {
            return;
        };
        let Some(known) = registries.find_untracked(&connection.get_untracked()) else {
            return;
        };
        let registry = known.registry().to_owned();
        let file = SettingsFile {
            harbor_version: known.system.harbor_version.clone(),
            read_at: loaded.at.get_untracked().map(|at| at.to_rfc3339()),
            ..SettingsFile::new(&registry, &kept)
        };
        let name = registry.replace(':', "-");
        save_text(format!("{name}-settings.json"), file.to_text());
    };
    let modes = Signal::stored(
        MODES
            .iter()
            .filter_map(|mode| Some(((*mode).to_owned(), mode_words(mode)?.to_owned())))
            .collect::<Vec<_>>(),
    );
    let has_found = move || {
        form.find.with(|find| find.trim().is_empty()) || {
            let find = form.find.get().trim().to_lowercase();
            harbor_settings::SETTINGS.iter().any(|one| {
                let label = super::form::setting_label(one.key).to_lowercase();
                form.is_known(one) && (one.key.contains(&find) || label.contains(&find))
            })
        }
    };
    let authentication = move || {
        let other = move || {
            setting("auth_mode").is_some_and(|mode| form.is_locked(mode)) && !form.is_all_locked()
        };
        view! {
            <Settings
                connection=connection
                form=form
                groups=vec![Group::SignIn]
                off=is_off
            />
            <Show when=other>
                <div class="set">
                    <span>{w.settings_of}</span>
                    <div class="row g8">
                        <Select
                            id="settings-of"
                            label=w.settings_of
                            bare=true
                            value=shown_mode
                            choices=modes
                        />
                        <span class="hint">{w.settings_of_why}</span>
                    </div>
                </div>
            </Show>
            {move || {
                let groups = mode_groups(&shown_mode.get()).to_vec();
                view! { <Settings connection=connection form=form groups=groups off=is_off /> }
            }}
        }
    };
    let everything = move || {
        let groups = [Group::SignIn]
            .into_iter()
            .chain(
                MODES
                    .iter()
                    .flat_map(|mode| mode_groups(mode).iter().copied()),
            )
            .chain(SYSTEM);
        let groups = groups.collect::<Vec<_>>();
        view! {
            <Settings connection=connection form=form groups=groups off=is_off />
            <Show when=move || !has_found()>
                <p class="soft">{w.nothing_found}</p>
            </Show>
        }
    };
    let is_finding = Memo::new(move |_| form.find.with(|find| !find.trim().is_empty()));
    let body = move || {
        if is_finding.get() {
            return everything().into_any();
        }
        match part.get() {
            Part::Authentication => authentication().into_any(),
            Part::System => view! {
                <Settings
                    connection=connection
                    form=form
                    groups=SYSTEM.to_vec()
                    off=is_off
                />
            }
            .into_any(),
            Part::Security | Part::Server => ().into_any(),
        }
    };
    let is_form =
        move || is_finding.get() || matches!(part.get(), Part::Authentication | Part::System);
    let is_loaded = Memo::new(move |_| form.kept.with(Option::is_some));
    let content = move || {
        if !is_loaded.get() {
            return match loaded.failure.get() {
                Some(failure) => view! {
                    <Failed
                        what=w.the_settings
                        failure=failure
                        on_retry=Callback::new(move |()| loaded.reload())
                    />
                }
                .into_any(),
                None => view! { <div class="policies" aria-busy="true"></div> }.into_any(),
            };
        }
        view! {
            <div class="policies" id="settings">
                <ReadOnlyNote connection=connection form=form />
                <Show when=move || form.is_all_locked()>
                    <div class="note" role="note">
                        <Icon name="lock" />
                        <span>{w.all_locked}</span>
                    </div>
                </Show>
                {body}
            </div>
        }
        .into_any()
    };
    let bar = move || {
        (number() > 0).then(|| {
            view! {
                <div class="savebar">
                    <span class="semi">{move || w.changes(number())}</span>
                    <span class="what mono" id="changes">
                        {move || {
                            let keys = form.changes.get().into_iter().map(|change| change.key);
                            keys.collect::<Vec<_>>().join(" · ")
                        }}
                    </span>
                    <span class="muted t12 p3">{w.only_these}</span>
                    <button type="button" class="btn ghost" on:click=move |_| form.discard()>
                        {w.discard}
                    </button>
                    <button
                        type="button"
                        class="btn primary"
                        id="review-settings"
                        disabled=move || {
                            off.get().is_some() || form.faults.with(|faults| !faults.is_empty())
                        }
                        title=move || {
                            let is_faulty = form.faults.with(|faults| !faults.is_empty());
                            off.get().or_else(|| is_faulty.then_some(w.faulty))
                        }
                        on:click=move |_| review()
                    >
                        {w.review_open}
                    </button>
                </div>
            }
        })
    };
    let has_bar = Memo::new(move |_| number() > 0);
    let has_panel = Memo::new(move |_| is_form() && has_bar.get() && panel.get());
    let close = Callback::new(move |()| open.set(None));
    view! {
        <div class="page grow">
            <div class="ph">
                <h1>{w.title}</h1>
                <span class="sp"></span>
                <Find value=form.find placeholder=w.find />
                <Refresh
                    loading=Signal::derive(move || loaded.loading.get())
                    on_refresh=move || {
                        loaded.reload();
                        again.update(|again| *again += 1);
                    }
                />
                <button
                    type="button"
                    class="btn ghost"
                    id="compare-settings"
                    disabled=move || !is_loaded.get()
                    on:click=move |_| open.set(Some(Open::Compare))
                >
                    <Icon name="swap" />
                    {w.compare_open}
                </button>
                <button
                    type="button"
                    class="btn"
                    id="export-settings"
                    disabled=move || !is_loaded.get()
                    on:click=export
                >
                    <Icon name="download" />
                    {w.export}
                </button>
            </div>
            <PartTabs
                label=w.parts
                shown=part
                parts=vec![(Part::Authentication, w.authentication), (Part::Security, w.security), (Part::System, w.system), (Part::Server, w.server)]
                number=changed_in
            />
            {move || match (is_form(), part.get()) {
                (true, _) => {
                    view! {
                        <div class="work" class:has-insp=has_panel>
                            <div class="page">{content}</div>
                            <Show when=move || has_panel.get()>
                                <ChangesPanel
                                    form=form
                                    session=session
                                    on_close=Callback::new(move |()| panel.set(false))
                                />
                            </Show>
                        </div>
                    }
                        .into_any()
                }
                (false, Part::Security) => {
                    view! { <AllowlistPart connection=connection again=again /> }.into_any()
                }
                (false, _) => view! { <ServerPart connection=connection again=again /> }.into_any(),
            }}
            <Show when=move || has_bar.get()>{bar}</Show>
        </div>
        {move || {
            open.get()
                .map(|open| match open {
                    Open::Review => {
                        view! {
                            <ReviewDialog
                                connection=connection
                                form=form
                                session=session
                                on_close=close
                            />
                        }
                            .into_any()
                    }
                    Open::Compare => view! { <CompareDialog form=form on_close=close /> }.into_any(),
                })
        }}
    }
}

/// The way out of read-only mode, in sight as long as it lasts.
#[component]
fn ReadOnlyNote(connection: Signal<ConnectionId>, form: SettingsForm) -> impl IntoView {
    let w = &words().configuration;
    let registries = registries();
    let busy = RwSignal::new(false);
    let is_on = Memo::new(move |_| {
        form.kept.with(|kept| {
            let value = kept.as_ref().and_then(|kept| kept.value("read_only"));
            value == Some(&serde_json::Value::Bool(true))
        })
    });
    let end = move |_| {
        busy.set(true);
        let at = connection.get_untracked();
        let change = Change {
            key: "read_only",
            before: Some(true.into()),
            after: NewValue::Is(false.into()),
        };
        spawn_local(async move {
            let answer = change_settings(registries, at, &[change], Default::default()).await;
            busy.try_set(false);
            match answer {
                Ok(answer) => {
                    if let Some(now) = answer.now {
                        form.follow(now);
                    }
                    match answer.outcome {
                        // Somebody else may have ended it: that is what was wanted.
                        ConfigurationOutcome::Done | ConfigurationOutcome::Overtaken { .. } => {
                            registries.toasts.done(w.writable_again, None);
                        }
                        ConfigurationOutcome::Refused { failure, .. } => registries.toasts.failed(
                            w.read_only_end.to_owned(),
                            failure_reason(&failure),
                            &failure,
                            None,
                        ),
                    }
                }
                Err(failure) => registries.toasts.failed(
                    w.read_only_end.to_owned(),
                    failure_reason(&failure),
                    &failure,
                    None,
                ),
            }
        });
    };
    move || {
        is_on.get().then(|| {
            view! {
                <div class="note warn wb" role="status" id="read-only-note">
                    <Icon name="lock" />
                    <span class="grow">{w.read_only_now}</span>
                    <button
                        type="button"
                        class="btn sm"
                        id="end-read-only"
                        disabled=busy
                        on:click=end
                    >
                        {move || busy.get().then(|| view! { <span class="spin"></span> })}
                        {w.read_only_end}
                    </button>
                </div>
            }
        })
    }
}
