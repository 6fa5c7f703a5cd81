//! The fields of a rule: a sentence with what it copies, from where to where and when; what it may do there;
//! and what would come of it.

use harbor_api::{Capabilities, Feature, operations::ListRegistries, types::Registry};
use leptos::prelude::*;

use super::{
    RuleList,
    filters::{LabelFields, SourceFilters},
    form::{PULL, PUSH, RuleForm},
    preview::Preview,
};
use crate::{
    ipc::load::load_list,
    registries::registries,
    ui::{Absent, Checkbox, Field, ScheduleFields, SentenceField, SentenceProblem, SentenceSelect},
    words::words,
};

#[component]
pub fn Fields(rules: RuleList, form: RuleForm) -> impl IntoView {
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
            ("scheduled".to_owned(), w.on_schedule.to_owned()),
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
    let names_problem = pattern_problem(form.names);
    let tags_problem = pattern_problem(form.tags);
    let namespace_problem = Signal::derive(move || form.namespace_fault().map(str::to_owned));
    let speed_problem = Signal::derive(move || form.speed_fault().map(str::to_owned));
    let filters = SourceFilters::load(connection, form);
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
        <div class="sent form boxed">
            {w.say_copy}
            <SentenceSelect
                id="rule-kind"
                label=w.content
                value=form.content
                choices=filters.kinds()
            />
            {w.say_of}
            <SentenceField
                id="rule-names"
                label=w.repositories
                value=form.names
                problem=names_problem
                placeholder=w.all_repositories
                hint=w.names_hint
            />
            {w.say_tags}
            <SentenceSelect
                id="rule-tags-mean"
                label=w.tags_that
                value=form.tags_mean
                choices=means
            />
            <SentenceField
                id="rule-tags"
                label=w.tags
                value=form.tags
                problem=tags_problem
                placeholder="**"
                hint=w.tags_hint
            />
            <SentenceSelect
                id="rule-direction"
                label=w.direction
                value=form.direction
                choices=directions
                off=is_kept
            />
            <SentenceSelect
                id="rule-registry"
                label=w.registry
                value=form.registry
                choices=choices
                problem=registry_problem
            />
            {w.say_into}
            <SentenceField
                id="rule-namespace"
                label=w.namespace
                value=form.namespace
                problem=namespace_problem
                placeholder=w.same_namespace
                hint=w.namespace_hint
            />
            <Show when=has_namespace>
                <SentenceSelect
                    id="rule-replaced"
                    label=w.path
                    value=form.replaced
                    choices=replaced
                />
            </Show>
            {w.say_run}
            <SentenceSelect
                id="rule-trigger"
                label=w.when
                value=form.trigger
                choices=triggers
            />
        </div>
        <div>
            <SentenceProblem id="rule-names" problem=names_problem />
            <SentenceProblem id="rule-tags" problem=tags_problem />
            <SentenceProblem id="rule-registry" problem=registry_problem />
            <SentenceProblem id="rule-namespace" problem=namespace_problem />
        </div>
        <Absent what=w.the_registries of=known />
        {filters.failure()}
        <LabelFields of=filters />
        <Show when=move || form.trigger.with(|word| word == "scheduled")>
            <ScheduleFields form=form.schedule needed=words().schedule.needed />
        </Show>
        <div class="sent form">
            <Checkbox id="rule-replaces" value=form.replaces>
                <span title=w.replaces_why>{w.replaces_do}</span>
            </Checkbox>
            <Checkbox id="rule-deletion" value=form.deletion>
                {w.deletes_do}
            </Checkbox>
            <Checkbox id="rule-by-chunk" value=form.by_chunk>
                <span title=w.by_chunk_why>{w.by_chunk_do}</span>
            </Checkbox>
            {capabilities
                .can(Feature::SingleReplication)
                .then(|| {
                    let is_event = Signal::derive(move || {
                        form.trigger.with(|word| word == "event_based")
                    });
                    view! {
                        <Checkbox id="rule-single" value=form.one_at_a_time off=is_event>
                            <span title=w.one_why>{w.one_at_a_time}</span>
                        </Checkbox>
                    }
                })}
            <span class="row g6">
                {w.at_most}
                <SentenceField
                    id="rule-speed"
                    label=w.speed
                    value=form.speed
                    problem=speed_problem
                    placeholder=w.no_limit
                />
                {w.speed_unit}
            </span>
        </div>
        <SentenceProblem id="rule-speed" problem=speed_problem />
        <Show when=move || form.speed.with(|text| !text.trim().is_empty())>
            <p class="hint">{w.speed_hint}</p>
        </Show>
        // Last: it grows as it is read, and moves nothing from under a pointer.
        <div class="field">
            <span class="lbl">{w.preview}</span>
            <Preview connection=connection form=form known=known />
        </div>
    }
}
