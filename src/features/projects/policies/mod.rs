//! A project's policies: read by who may, changed together by its administrators, with what they
//! would refuse beside them.

mod allow;
mod allowlist;
mod images;
mod preview;
mod pull;
mod pull_words;
mod settings;
mod verdict;
mod words;

pub use allow::AddToAllowlist;
pub use allowlist::{AllowlistFields, AllowlistForm};
use allowlist::{CopyAllowlist, ReadAllowlist};
pub use pull::{PullCheck, PullRule, pull_rule};
pub use pull_words::PullCheckWords;
pub use words::PolicyWords;

use std::{cell::RefCell, collections::HashMap, sync::Arc};

use chrono::DateTime;
use harbor_api::{
    Capabilities, Feature, ProjectName, ProjectReference,
    operations::{GetProject, GetProjectScanner, GetSystemAllowlist, UpdateProject},
    types::Project,
};
use harbor_rules::expression::is_bad_expression;
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use self::{
    images::Images,
    preview::{Preview, Unknown, ids_in_force, rule_of, threshold_words},
    settings::{Blocked, DOUBLESTAR, Policies, REGEX, Setting, Threshold},
};
use crate::{
    actions::use_action,
    features::{
        projects::{
            amounts::{AmountFault, bandwidth, connections, megabits},
            proxy_filter::filter_problem,
        },
        scanners::ProjectScannerRow,
    },
    format::whole,
    ipc::{
        Ticket, harbor,
        load::{Loaded, load_one},
        write::{send, why_off},
    },
    permissions::Rights,
    registries::registries,
    ui::{Checkbox, Field, FormFailure, Icon, Select, use_escape},
    words::words,
};

/// Whose draft it is: at a connection, as an account, of a project.
type DraftKey = (ConnectionId, Option<String>, ProjectName);

thread_local! {
    /// What was typed and not saved when somebody went elsewhere; there again on coming back.
    static DRAFTS: RefCell<HashMap<DraftKey, Draft>> = RefCell::default();
}

/// A form that was left, with the fields that may say nonsense as they were typed.
#[derive(Clone, PartialEq)]
struct Draft {
    policies: Policies,
    end: String,
    /// And its kind.
    filter: (String, String),
    bandwidth: String,
    connections: String,
    /// What says nonsense; `policies` have it as it was.
    faults: Vec<Setting>,
}

impl Draft {
    /// What it would change, nonsense included.
    fn changed_since(&self, before: &Policies) -> Vec<Setting> {
        let mut changed = self.policies.changed_since(before);
        let faults = self.faults.iter().filter(|fault| !changed.contains(fault));
        let faults: Vec<Setting> = faults.copied().collect();
        changed.extend(faults);
        changed
    }
}

/// The choice that refuses nothing.
const OFF: &str = "off";

/// What stands in the form.
#[derive(Clone, Copy)]
struct Form {
    public: RwSignal<bool>,
    scan: RwSignal<bool>,
    sbom: RwSignal<bool>,
    blocked: RwSignal<String>,
    cosign: RwSignal<bool>,
    notation: RwSignal<bool>,
    uses_system: RwSignal<bool>,
    allowlist: AllowlistForm,
    bandwidth: RwSignal<String>,
    connections: RwSignal<String>,
    filter: RwSignal<String>,
    /// How the filter is read, in Harbor's word.
    filter_kind: RwSignal<String>,
    keeps_gone: RwSignal<bool>,
    takes_referrers: RwSignal<bool>,
}

impl Form {
    fn new() -> Self {
        Self {
            public: RwSignal::new(false),
            scan: RwSignal::new(false),
            sbom: RwSignal::new(false),
            blocked: RwSignal::new(OFF.to_owned()),
            cosign: RwSignal::new(false),
            notation: RwSignal::new(false),
            uses_system: RwSignal::new(true),
            allowlist: AllowlistForm::new(),
            bandwidth: RwSignal::new(String::new()),
            connections: RwSignal::new(String::new()),
            filter: RwSignal::new(String::new()),
            filter_kind: RwSignal::new(DOUBLESTAR.to_owned()),
            keeps_gone: RwSignal::new(false),
            takes_referrers: RwSignal::new(false),
        }
    }

    fn show(&self, policies: &Policies) {
        let limit = |limit: Option<i32>| limit.map(|number| number.to_string());
        self.public.set(policies.public);
        self.scan.set(policies.scan_on_push);
        self.sbom.set(policies.sbom_on_push);
        self.blocked.set(
            match policies.blocked {
                Blocked::No => OFF,
                Blocked::From(threshold) => threshold.id(),
            }
            .to_owned(),
        );
        self.cosign.set(policies.cosign_required);
        self.notation.set(policies.notation_required);
        self.uses_system.set(policies.uses_system_allowlist);
        self.allowlist
            .show(policies.allowlist.clone(), policies.expires_at);
        let speed = policies.bandwidth.map(|speed| megabits(speed.into()));
        self.bandwidth.set(speed.unwrap_or_default());
        self.connections
            .set(limit(policies.connections).unwrap_or_default());
        self.filter.set(policies.filter.clone());
        let kind = if policies.filter_is_regex {
            REGEX
        } else {
            DOUBLESTAR
        };
        self.filter_kind.set(kind.to_owned());
        self.keeps_gone.set(policies.keeps_gone);
        self.takes_referrers.set(policies.takes_referrers);
    }

    fn show_draft(&self, draft: &Draft) {
        self.show(&draft.policies);
        self.allowlist.show_typed_day(draft.end.clone());
        let (filter, kind) = draft.filter.clone();
        self.filter.set(filter);
        self.filter_kind.set(kind);
        self.bandwidth.set(draft.bandwidth.clone());
        self.connections.set(draft.connections.clone());
    }

    /// What is wrong with the filter, as it is read.
    fn filter_problem(&self) -> Option<String> {
        if self.filter_kind.with(|kind| kind != REGEX) {
            return self.filter.with(|text| filter_problem(text));
        }
        let is_bad = self.filter.with(|text| is_bad_expression(text.trim()));
        is_bad.then(|| words().policies.bad_regex.to_owned())
    }

    /// What the form says. Where a field says nonsense, it is as `before`.
    fn draft(&self, before: &Policies) -> Draft {
        fn read<T: Clone, E>(
            faults: &mut Vec<Setting>,
            setting: Setting,
            read: Result<T, E>,
            before: &T,
        ) -> T {
            read.unwrap_or_else(|_| {
                faults.push(setting);
                before.clone()
            })
        }
        let mut faults = Vec::new();
        let end = self.allowlist.end();
        let expires_at = read(&mut faults, Setting::Expiry, end, &before.expires_at);
        let speed = self.bandwidth.with(|text| bandwidth(text));
        let speed = read(&mut faults, Setting::Bandwidth, speed, &before.bandwidth);
        let number = self.connections.with(|text| connections(text));
        let number = read(
            &mut faults,
            Setting::Connections,
            number,
            &before.connections,
        );
        let mut filter = self.filter.with(|text| text.trim().to_owned());
        let mut filter_is_regex = self.filter_kind.with(|kind| kind == REGEX);
        if self.filter_problem().is_some() {
            faults.push(Setting::Filter);
            filter.clone_from(&before.filter);
            filter_is_regex = before.filter_is_regex;
        }
        let policies = Policies {
            public: self.public.get(),
            scan_on_push: self.scan.get(),
            sbom_on_push: self.sbom.get(),
            blocked: self
                .blocked
                .with(|id| Threshold::from_id(id).map_or(Blocked::No, Blocked::From)),
            cosign_required: self.cosign.get(),
            notation_required: self.notation.get(),
            uses_system_allowlist: self.uses_system.get(),
            allowlist: self.allowlist.ids.get(),
            expires_at,
            bandwidth: speed,
            connections: number,
            filter,
            filter_is_regex,
            keeps_gone: self.keeps_gone.get(),
            takes_referrers: self.takes_referrers.get(),
        };
        Draft {
            policies,
            filter: (self.filter.get(), self.filter_kind.get()),
            end: self.allowlist.typed_day(),
            bandwidth: self.bandwidth.get(),
            connections: self.connections.get(),
            faults,
        }
    }
}

/// The tab.
#[component]
pub fn PoliciesTab(
    connection: Signal<ConnectionId>,
    name: ProjectName,
    project: Loaded<Project>,
    rights: Signal<Option<Arc<Rights>>>,
) -> impl IntoView {
    let w = &words().policies;
    let registries = registries();
    let off = why_off(connection);
    let name = StoredValue::new(name);
    let form = Form::new();
    let before = RwSignal::new(None::<Policies>);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Failure>);
    let meanwhile = RwSignal::new(false);
    let may_change = Memo::new(move |_| {
        rights
            .get()
            .is_some_and(|rights| rights.may("configuration", "update"))
    });
    let locked = Signal::derive(move || !may_change.get() || busy.get());
    let capabilities = Signal::derive(move || {
        let version = registries
            .find(&connection.get())
            .and_then(|known| known.system.harbor_version);
        Capabilities::from_version(version.as_deref())
    });
    let is_cache = move || {
        project
            .data
            .get()
            .is_some_and(|project| project.is_proxy_cache())
    };
    let typed = Memo::new(move |_| {
        let before = before.get()?;
        Some(form.draft(&before))
    });
    // What would be saved; nothing while a field says nonsense.
    let now_set = Memo::new(move |_| {
        let typed = typed.get()?;
        typed.faults.is_empty().then_some(typed.policies)
    });
    let changed = Memo::new(move |_| match (before.get(), typed.get()) {
        // A field that says nonsense is a change too, though one that can't be saved.
        (Some(before), Some(typed)) => typed.changed_since(&before),
        _ => Vec::new(),
    });
    let key = move || -> DraftKey {
        let at = connection.get_untracked();
        let account = registries
            .find_untracked(&at)
            .and_then(|known| known.account.name().map(str::to_owned));
        (at, account, name.get_value())
    };
    // What the registry says is shown unless somebody is at work on it.
    Effect::new(move |_| {
        let Some(project) = project.data.get() else {
            return;
        };
        let fresh = Policies::of(&project);
        let is_untouched = untrack(|| {
            let before = before.get();
            before.is_none_or(|before| form.draft(&before).changed_since(&before).is_empty())
        });
        if is_untouched {
            match DRAFTS.with_borrow_mut(|drafts| drafts.remove(&key())) {
                Some(draft) => form.show_draft(&draft),
                None => form.show(&fresh),
            }
            before.set(Some(fresh));
        }
    });
    on_cleanup(move || {
        let kept = before.try_get_untracked().flatten();
        let typed = typed.try_get_untracked().flatten();
        let (Some(kept), Some(typed)) = (kept, typed) else {
            return;
        };
        if !typed.changed_since(&kept).is_empty() {
            let key = key();
            registries.toasts.done(w.left_unsaved(key.2.as_str()), None);
            DRAFTS.with_borrow_mut(|drafts| drafts.insert(key, typed));
        }
    });

    let system = load_one(connection, || Some(GetSystemAllowlist {}));
    let scanner = load_one(connection, move || {
        Some(GetProjectScanner {
            project_name_or_id: ProjectReference::Name(name.get_value()),
        })
    });
    let may_choose_scanner = Signal::derive(move || {
        rights
            .get()
            .is_some_and(|rights| rights.may("scanner", "create"))
    });
    let rule = Memo::new(move |_| {
        let now = chrono::Utc::now();
        let list = system.data.get();
        let list = list.map(|list| ids_in_force(&list, now.timestamp()));
        // Nonsense in another field does not hide what would be refused.
        let policies = typed.get()?.policies;
        rule_of(&policies, list.as_deref(), now.timestamp())
    });
    let unknown = Signal::derive(move || {
        let has_no_scanner = scanner.data.get().is_some_and(|scanner| scanner.is_none());
        if has_no_scanner {
            return Some(Unknown::NoScanner);
        }
        let is_unread = system.failure.with(Option::is_some) && system.data.with(Option::is_none);
        (is_unread && form.uses_system.get()).then_some(Unknown::SystemAllowlist)
    });
    let wanted = Memo::new(move |_| rule.with(Option::is_some));
    let images = Images::follow(connection, name.get_value(), capabilities, wanted);

    let discard = move || {
        if let Some(before) = before.get_untracked() {
            form.show(&before);
        }
        failure.set(None);
        meanwhile.set(false);
    };
    let may_save = Memo::new(move |_| {
        !changed.with(Vec::is_empty)
            && now_set.with(Option::is_some)
            && !busy.get()
            && off.get().is_none()
            && may_change.get()
    });
    let save = move || {
        let (Some(was), Some(now)) = (before.get_untracked(), now_set.get_untracked()) else {
            return;
        };
        if !may_save.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        meanwhile.set(false);
        let at = connection.get_untracked();
        let reference = ProjectReference::Name(name.get_value());
        spawn_local(async move {
            // What is there now, so that nobody's change is taken back unseen.
            let read = GetProject {
                project_name_or_id: reference.clone(),
            };
            let fresh = match harbor(at.clone(), &read, Ticket::new()).await {
                Ok(reply) => Policies::of(&reply.value),
                Err(problem) => {
                    busy.try_set(false);
                    failure.try_set(Some(problem));
                    return;
                }
            };
            let theirs = fresh.changed_since(&was);
            if now
                .changed_since(&was)
                .iter()
                .any(|one| theirs.contains(one))
            {
                busy.try_set(false);
                meanwhile.try_set(true);
                before.try_set(Some(fresh));
                return;
            }
            let operation = UpdateProject {
                project_name_or_id: reference,
                body: now.change_from(&was),
            };
            let outcome = send(registries, at, &operation).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    registries.toasts.done(w.saved, None);
                    before.try_set(Some(now));
                    project.reload();
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    use_action("page.save", save);
    use_escape(move || {
        let is_changed = !changed.with_untracked(Vec::is_empty);
        if is_changed {
            discard();
        }
        is_changed
    });

    let is_changed = move |setting: Setting| changed.with(|all| all.contains(&setting));
    let thresholds = Signal::stored({
        let mut all = vec![(OFF.to_owned(), w.off.to_owned())];
        let known = Threshold::ALL.into_iter();
        all.extend(known.map(|one| (one.id().to_owned(), threshold_words(one))));
        all
    });
    let radio = move |group: &'static str,
                      this: bool,
                      value: RwSignal<bool>,
                      words: &'static str,
                      why: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    class="rb"
                    name=group
                    disabled=locked
                    prop:checked=move || value.get() == this
                    on:change=move |_| value.set(this)
                />
                <span>
                    {words} <span class="d">{why}</span>
                </span>
            </label>
        }
    };
    let system_count = move || {
        let number = system.data.get().map(|list| list.items.len());
        number.map(|number| w.number_of_ids(number))
    };
    let amount_problem = |text: RwSignal<String>, check: fn(&str) -> Option<AmountFault>| {
        Signal::derive(move || {
            text.with(|text| check(text))
                .map(|fault| fault.words().to_owned())
        })
    };
    let cache_settings = move || {
        if !is_cache() {
            return None;
        }
        let can = capabilities.get();
        let speed = can.can(Feature::ProxySpeed).then(|| {
            view! {
                <div class="set" class:is-ch=move || is_changed(Setting::Bandwidth)>
                    <span>{w.bandwidth}</span>
                    <Field
                        id="bandwidth"
                        label=w.bandwidth
                        value=form.bandwidth
                        problem=amount_problem(form.bandwidth, |text| bandwidth(text).err())
                        placeholder=w.no_limit
                        off=locked
                    />
                </div>
            }
        });
        let number = can.can(Feature::UpstreamConnections).then(|| {
            view! {
                <div class="set" class:is-ch=move || is_changed(Setting::Connections)>
                    <span>{w.connections}</span>
                    <Field
                        id="connections"
                        label=w.connections
                        value=form.connections
                        problem=amount_problem(form.connections, |text| connections(text).err())
                        placeholder=w.no_limit
                        off=locked
                    />
                </div>
            }
        });
        let kinds = Signal::stored(vec![
            (DOUBLESTAR.to_owned(), w.as_pattern.to_owned()),
            (REGEX.to_owned(), w.as_regex.to_owned()),
        ]);
        let more = can.can(Feature::ProxyFilter).then(|| {
            view! {
                <div class="set" class:is-ch=move || is_changed(Setting::Filter)>
                    <span>{w.filter}</span>
                    <div class="row g8">
                        <Field
                            id="proxy-filter"
                            label=w.filter
                            value=form.filter
                            problem=Signal::derive(move || form.filter_problem())
                            placeholder=w.all_repositories
                            off=locked
                        />
                        <Select
                            id="proxy-filter-kind"
                            label=w.filter_kind
                            value=form.filter_kind
                            choices=kinds
                            off=locked
                        />
                    </div>
                </div>
                <div
                    class="set"
                    class:is-ch=move || {
                        is_changed(Setting::KeepsGone) || is_changed(Setting::TakesReferrers)
                    }
                >
                    <span>{w.from_endpoint}</span>
                    <div class="row g16">
                        <Checkbox id="keeps-gone" value=form.keeps_gone off=locked>
                            {w.keeps_gone}
                        </Checkbox>
                        <Checkbox id="takes-referrers" value=form.takes_referrers off=locked>
                            {w.takes_referrers}
                        </Checkbox>
                    </div>
                </div>
            }
        });
        (speed.is_some() || number.is_some()).then(|| {
            view! {
                <section>
                    <h2>{w.proxy}</h2>
                    {speed}
                    {number}
                    {more}
                </section>
            }
        })
    };
    let bar = move || {
        let all = changed.get();
        if all.is_empty() || !may_change.get() {
            return None;
        }
        let (before, now) = (before.get()?, typed.get()?);
        let number = all.len();
        let is_whole = now.faults.is_empty();
        let lines = all.into_iter().map(|setting| {
            let name = setting_name(setting);
            let (was, is) = match setting {
                Setting::Allowlist => (
                    ids_of("−", &before.allowlist, &now.policies.allowlist),
                    ids_of("+", &now.policies.allowlist, &before.allowlist),
                ),
                _ if now.faults.contains(&setting) => {
                    (value_of(setting, &before), w.not_valid.to_owned())
                }
                _ => (value_of(setting, &before), value_of(setting, &now.policies)),
            };
            view! {
                <span class="nowrap">
                    {name} ": " <span class="was">{was}</span> <span class="now">{is}</span>
                </span>
                " "
            }
        });
        Some(view! {
            <div class="savebar">
                <span class="semi">{w.changes(number)}</span>
                <span class="what" id="changes">
                    {lines.collect_view()}
                </span>
                <button
                    type="button"
                    class="btn ghost"
                    disabled=move || busy.get()
                    on:click=move |_| discard()
                >
                    {w.discard}
                </button>
                <button
                    type="button"
                    class="btn primary"
                    disabled=move || !may_save.get()
                    title=move || off.get().or_else(|| (!is_whole).then_some(w.mend_first))
                    on:click=move |_| save()
                >
                    {move || busy.get().then(|| view! { <span class="spin"></span> })}
                    {w.save}
                </button>
            </div>
        })
    };
    view! {
        <div class="work has-insp">
            <div class="page">
                <div class="policies">
                    {move || {
                        (rights.get().is_some() && !may_change.get())
                            .then(|| {
                                view! {
                                    <div class="note" role="note">
                                        <Icon name="lock" />
                                        <span>{w.read_only}</span>
                                    </div>
                                }
                            })
                    }}
                    {move || {
                        meanwhile
                            .get()
                            .then(|| {
                                view! {
                                    <div class="note warn" role="alert">
                                        <Icon name="warning" />
                                        <span>{w.meanwhile}</span>
                                    </div>
                                }
                            })
                    }}
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                    <section>
                        <h2>{w.visibility}</h2>
                        <div class="set" class:is-ch=move || is_changed(Setting::Access)>
                            <span>{w.who_may_pull}</span>
                            <div class="radios" role="radiogroup" aria-label=w.who_may_pull>
                                {radio("visibility", false, form.public, w.private, w.private_why)}
                                {radio("visibility", true, form.public, w.public, w.public_why)}
                            </div>
                        </div>
                    </section>
                    <section>
                        <h2>{w.security}</h2>
                        <ProjectScannerRow
                            connection=connection
                            name=name.get_value()
                            scanner=scanner
                            may_choose=may_choose_scanner
                        />
                        <div
                            class="set"
                            class:is-ch=move || {
                                is_changed(Setting::ScanOnPush) || is_changed(Setting::SbomOnPush)
                            }
                        >
                            <span>{w.new_images}</span>
                            <div class="row g16">
                                <Checkbox id="scan-on-push" value=form.scan off=locked>
                                    {w.scan}
                                </Checkbox>
                                <Show when=move || capabilities.get().can(Feature::Sbom)>
                                    <Checkbox id="sbom-on-push" value=form.sbom off=locked>
                                        {w.sbom}
                                    </Checkbox>
                                </Show>
                            </div>
                        </div>
                        <div class="set" class:is-ch=move || is_changed(Setting::Blocked)>
                            <span>{w.block}</span>
                            <div class="row g8">
                                <Select
                                    id="block-from"
                                    label=w.block
                                    bare=true
                                    value=form.blocked
                                    choices=thresholds
                                    off=locked
                                />
                                <span class="hint">{w.block_why}</span>
                            </div>
                        </div>
                        <div
                            class="set"
                            class:is-ch=move || {
                                is_changed(Setting::Cosign) || is_changed(Setting::Notation)
                            }
                        >
                            <span>{w.signatures}</span>
                            <div class="row g16">
                                <Checkbox id="cosign" value=form.cosign off=locked>
                                    {w.cosign}
                                </Checkbox>
                                <Checkbox
                                    id="notation"
                                    value=form.notation
                                    off=Signal::derive(move || locked.get() || is_cache())
                                >
                                    {w.notation}
                                </Checkbox>
                                <Show when=is_cache>
                                    <span class="hint">{w.notation_ignored}</span>
                                </Show>
                            </div>
                        </div>
                    </section>
                    <section>
                        <h2>
                            {w.allowlist} <span class="hint">{w.allowlist_why}</span>
                        </h2>
                        <div class="set" class:is-ch=move || is_changed(Setting::WhichAllowlist)>
                            <span>{w.in_force}</span>
                            <div class="radios" role="radiogroup" aria-label=w.in_force>
                                {radio("allowlist", true, form.uses_system, w.system_list, "")}
                                <span class="muted t12">{system_count}</span>
                                {radio("allowlist", false, form.uses_system, w.own_list, "")}
                                <span class="muted t12">
                                    {move || w.number_of_ids(form.allowlist.ids.with(Vec::len))}
                                </span>
                            </div>
                        </div>
                        {move || {
                            if !form.uses_system.get() {
                                return view! { <AllowlistFields form=form.allowlist off=locked /> }
                                    .into_any();
                            }
                            let ids = system.data.get().map(|list| {
                                list.items.iter().map(|item| item.cve_id.clone()).collect::<Vec<_>>()
                            });
                            let ids = ids.filter(|ids| !ids.is_empty());
                            ids.map(|ids| {
                                    view! {
                                        <ReadAllowlist ids=ids.clone() />
                                        <Show when=move || !locked.get()>
                                            <CopyAllowlist form=form.allowlist own=form.uses_system ids=ids.clone() />
                                        </Show>
                                    }
                                })
                                .into_any()
                        }}
                    </section>
                    {cache_settings}
                </div>
                {bar}
            </div>
            <Preview
                connection=connection
                images=images
                rule=rule
                unknown=unknown
                capabilities=capabilities
            />
        </div>
    }
}

/// What a setting is called.
fn setting_name(setting: Setting) -> &'static str {
    let w = &words().policies;
    match setting {
        Setting::Access => w.who_may_pull,
        Setting::ScanOnPush => w.scan,
        Setting::SbomOnPush => w.sbom,
        Setting::Blocked => w.block,
        Setting::Cosign => w.cosign,
        Setting::Notation => w.notation,
        Setting::WhichAllowlist | Setting::Allowlist => w.allowlist,
        Setting::Expiry => w.expires,
        Setting::Bandwidth => w.bandwidth,
        Setting::Connections => w.connections,
        Setting::Filter => w.filter,
        Setting::KeepsGone => w.keeps_gone,
        Setting::TakesReferrers => w.takes_referrers,
    }
}

/// Named before the others are counted.
const NAMED: usize = 6;

/// The ids of a list that another has not, each with a sign.
fn ids_of(sign: &str, list: &[String], other: &[String]) -> String {
    let only: Vec<&String> = list.iter().filter(|id| !other.contains(id)).collect();
    let named = only.iter().take(NAMED);
    let mut text: Vec<String> = named.map(|id| format!("{sign}{id}")).collect();
    if only.len() > NAMED {
        let more = words().policies.number_of_ids(only.len() - NAMED);
        text.push(format!("{sign}{more}"));
    }
    text.join(" ")
}

/// What a setting is, in words.
fn value_of(setting: Setting, policies: &Policies) -> String {
    let w = &words().policies;
    let switch = |on: bool| if on { w.on } else { w.off }.to_owned();
    let limit = |text: Option<String>| text.unwrap_or_else(|| w.no_limit.to_owned());
    match setting {
        Setting::Access => if policies.public { w.public } else { w.private }.to_owned(),
        Setting::ScanOnPush => switch(policies.scan_on_push),
        Setting::SbomOnPush => switch(policies.sbom_on_push),
        Setting::Blocked => match policies.blocked {
            Blocked::No => w.off.to_owned(),
            Blocked::From(threshold) => threshold_words(threshold),
        },
        Setting::Cosign => switch(policies.cosign_required),
        Setting::Notation => switch(policies.notation_required),
        Setting::WhichAllowlist => if policies.uses_system_allowlist {
            w.system_list
        } else {
            w.own_list
        }
        .to_owned(),
        Setting::Allowlist => w.number_of_ids(policies.allowlist.len()),
        Setting::Expiry => policies
            .expires_at
            .and_then(|end| DateTime::from_timestamp(end, 0))
            .map_or_else(|| w.never.to_owned(), whole),
        Setting::Bandwidth => limit(policies.bandwidth.map(|speed| megabits(speed.into()))),
        Setting::Connections => limit(policies.connections.map(|number| number.to_string())),
        Setting::Filter if policies.filter.is_empty() => w.all_repositories.to_owned(),
        Setting::Filter if policies.filter_is_regex => format!("/{}/", policies.filter),
        Setting::Filter => policies.filter.clone(),
        Setting::KeepsGone => switch(policies.keeps_gone),
        Setting::TakesReferrers => switch(policies.takes_referrers),
    }
}
