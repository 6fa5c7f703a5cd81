//! The dialog of a new rule, and of one that is changed.

use std::sync::Arc;

use harbor_api::{
    Capabilities, Feature,
    operations::{CreateReplicationPolicy, ListRegistries, UpdateReplicationPolicy},
    types::{Registry, ReplicationPolicy},
};
use leptos::prelude::*;

use super::{
    RuleList,
    filters::FilterFields,
    form::{PULL, PUSH, RuleForm},
    preview::Preview,
};
use crate::{
    ipc::{load::load_list, write::send},
    registries::registries,
    ui::{Checkbox, Dialog, DialogForm, Failed, Field, Icon, Saving, ScheduleFields, Select},
    words::words,
};

#[component]
pub fn SaveRule(
    rules: RuleList,
    kept: Option<Arc<ReplicationPolicy>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().replication;
    let registries = registries();
    let id = kept.as_ref().map(|rule| rule.id);
    let title = match &kept {
        Some(rule) => w.edit_title(&rule.name),
        None => w.new_rule.to_owned(),
    };
    let form = RuleForm::new(kept);
    let saving = Saving::new(on_close);
    Effect::new(move |_| {
        form.name.track();
        form.refused_name.set(false);
    });
    // Only the server itself tells events.
    Effect::new(move |_| {
        if form.is_pull() && form.trigger.with_untracked(|word| word == "event_based") {
            form.trigger.set("manual".to_owned());
        }
    });
    let is_wrong = Signal::derive(move || form.tried.get() && !form.is_whole());
    let submit = move || {
        if !saving.is_ready(form.tried, || form.is_whole()) {
            return;
        }
        let at = rules.connection.get_untracked();
        let body = form.change();
        let name = body.name.clone();
        let sent = async move {
            let outcome = match id {
                Some(id) => send(registries, at, &UpdateReplicationPolicy { id, body }).await,
                None => send(registries, at, &CreateReplicationPolicy { body }).await,
            };
            outcome.map(|()| w.saved(&name))
        };
        let taken = move || form.refused_name.try_set(true).is_none();
        saving.send(sent, move || rules.has_changed(), taken);
    };
    view! {
        <Dialog title=title wide=true on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=saving.failure
                send=w.save
                on_cancel=on_close
                is_wrong=is_wrong
                busy=saving.busy
                why_off=rules.off
                scrolls=true
            >
                <Fields rules=rules form=form />
            </DialogForm>
        </Dialog>
    }
}

#[component]
fn Fields(rules: RuleList, form: RuleForm) -> impl IntoView {
    let w = &words().replication;
    let connection = rules.connection;
    let version = registries()
        .find_untracked(&connection.get_untracked())
        .and_then(|known| known.system.harbor_version);
    let capabilities = Capabilities::from_version(version.as_deref());
    let known = load_list::<_, Registry>(connection, || {
        Some(ListRegistries {
            q: Default::default(),
            sort: Default::default(),
            page: Default::default(),
            name: None,
        })
    });
    let choices = Signal::derive(move || {
        let rows = known.data.get();
        let rows = rows.iter().flat_map(|rows| rows.good.iter());
        let mut all = vec![(String::new(), w.choose_registry.to_owned())];
        all.extend(rows.map(|known| (known.id.to_string(), known.name.clone())));
        all
    });
    let pairs = |pairs: &[(&str, &'static str)]| {
        let pairs = pairs
            .iter()
            .map(|(id, text)| ((*id).to_owned(), (*text).to_owned()));
        Signal::stored(pairs.collect::<Vec<_>>())
    };
    let directions = pairs(&[(PUSH, w.push), (PULL, w.pull)]);
    let means = pairs(&[("matches", w.matching), ("excludes", w.excluding)]);
    let replaced = pairs(&[
        ("0", w.keep_path),
        ("1", w.drop_one),
        ("2", w.drop_two),
        ("3", w.drop_three),
        ("-1", w.drop_all),
    ]);
    let triggers = Signal::derive(move || {
        let mut all = vec![
            ("manual".to_owned(), w.by_hand.to_owned()),
            ("scheduled".to_owned(), w.scheduled.to_owned()),
        ];
        if !form.is_pull() {
            all.push(("event_based".to_owned(), w.by_event.to_owned()));
        }
        all
    });
    let said =
        move |fault: Option<&'static str>| fault.filter(|_| form.tried.get()).map(str::to_owned);
    let name_problem = Signal::derive(move || {
        let taken = form.refused_name.get().then(|| w.name_taken.to_owned());
        said(form.name_fault()).or(taken)
    });
    let registry_problem = Signal::derive(move || said(form.registry_fault()));
    let pattern_problem = |text: RwSignal<String>| {
        Signal::derive(move || {
            text.with(|text| RuleForm::pattern_fault(text))
                .map(str::to_owned)
        })
    };
    let is_kept = form.is_kept();
    let has_namespace = move || form.namespace.with(|text| !text.trim().is_empty());
    view! {
        <div class="halves">
            <Field
                id="rule-name"
                label=w.rule_name
                value=form.name
                problem=name_problem
                autofocus=true
            />
            <Field id="rule-description" label=w.description value=form.description />
        </div>
        <div class="halves">
            <Select
                id="rule-direction"
                label=w.direction
                value=form.direction
                choices=directions
                off=is_kept
            />
            <div class="col g4">
                <Select
                    id="rule-registry"
                    label=w.registry
                    value=form.registry
                    choices=choices
                />
                {move || {
                    registry_problem
                        .get()
                        .map(|problem| {
                            view! {
                                <span class="hint bad">
                                    <Icon name="alert" class="i-14" />
                                    {problem}
                                </span>
                            }
                        })
                }}
            </div>
        </div>
        {move || {
            known
                .failure
                .get()
                .filter(|_| known.data.with(Option::is_none))
                .map(|failure| {
                    view! {
                        <Failed
                            what=w.the_registries
                            failure=failure
                            on_retry=Callback::new(move |()| known.reload())
                        />
                    }
                })
        }}
        <Field
            id="rule-names"
            label=w.repositories
            value=form.names
            problem=pattern_problem(form.names)
            hint=w.names_hint
            placeholder="project/**"
        />
        <div class="halves">
            <Select id="rule-tags-mean" label=w.tags_that value=form.tags_mean choices=means />
            <Field
                id="rule-tags"
                label=w.tags
                value=form.tags
                problem=pattern_problem(form.tags)
                hint=w.tags_hint
                placeholder="**"
            />
        </div>
        <FilterFields connection=connection form=form />
        <div class="halves">
            <Field
                id="rule-namespace"
                label=w.namespace
                value=form.namespace
                problem=Signal::derive(move || form.namespace_fault().map(str::to_owned))
                hint=w.namespace_hint
            />
            <Select
                id="rule-replaced"
                label=w.path
                value=form.replaced
                choices=replaced
                off=Signal::derive(move || !has_namespace())
            />
        </div>
        <Select id="rule-trigger" label=w.when value=form.trigger choices=triggers />
        <Show when=move || form.trigger.with(|word| word == "scheduled")>
            <ScheduleFields form=form.schedule needed=words().schedule.needed />
        </Show>
        <Field
            id="rule-speed"
            label=w.speed
            value=form.speed
            problem=Signal::derive(move || form.speed_fault().map(str::to_owned))
            hint=w.speed_hint
            placeholder=w.no_limit
        />
        <Checkbox id="rule-replaces" value=form.replaces>
            {w.replaces_why}
        </Checkbox>
        <Checkbox id="rule-deletion" value=form.deletion>
            {w.deletes_why}
        </Checkbox>
        <Checkbox id="rule-by-chunk" value=form.by_chunk>
            {w.by_chunk_why}
        </Checkbox>
        {capabilities
            .can(Feature::SingleReplication)
            .then(|| {
                let is_event = Signal::derive(move || {
                    form.trigger.with(|word| word == "event_based")
                });
                view! {
                    <Checkbox id="rule-single" value=form.one_at_a_time off=is_event>
                        {w.one_why}
                    </Checkbox>
                }
            })}
        // Last: it grows as it is read, and moves nothing from under a pointer.
        <div class="field">
            <span class="lbl">{w.preview}</span>
            <Preview connection=connection form=form known=known />
        </div>
    }
}
