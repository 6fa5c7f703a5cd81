//! The project's tab: the list of rules, and what is done with them.

use std::sync::Arc;

use harbor_api::{
    ProjectName, ProjectReference, operations::UpdateImmutableRule, types::ImmutableRule,
};
use leptos::prelude::*;
use listing::{Line, lists::ImmutableRules};
use pilothouse_protocol::{BulkChange, BulkRow, Check, ConnectionId, Failure};
use wasm_bindgen_futures::spawn_local;

use crate::{
    bulk::{start_named, why_no_run},
    failure::failure_message,
    features::immutable_tags::{
        declaration::{columns, fields, repositories, tags},
        dialog::RuleDialog,
    },
    ipc::write::{send, why_off},
    list::{
        DeleteButton, DeleteChecked, List, ListBody, ListWords, Refresh, RowDeed, TableOf, Values,
        chosen_line, close_on_escape, inspected,
    },
    permissions::rights,
    registries::{Registries, registries},
    ui::{Dialog, Empty, Icon, Inspector, pair, section},
    words::words,
};

/// What is asked.
#[derive(Clone, PartialEq)]
enum Question {
    /// None for a new rule.
    Write(Option<ImmutableRule>),
    Delete(Vec<ImmutableRule>),
}

/// What is done to rules.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Work {
    SwitchOn,
    SwitchOff,
}

/// The rules of a project, and what may be done with them.
#[derive(Clone, Copy)]
struct Rules {
    registries: Registries,
    connection: Signal<ConnectionId>,
    project: StoredValue<ProjectName>,
    list: List,
    question: RwSignal<Option<Question>>,
    off: Signal<Option<&'static str>>,
    /// Why none can be deleted now.
    delete_off: Signal<Option<&'static str>>,
    may_create: Memo<bool>,
    may_update: Memo<bool>,
    may_delete: Memo<bool>,
}

/// The rule of a row: a change sends it whole.
fn rule_of(values: &Values<'_>) -> Option<ImmutableRule> {
    serde_json::from_str(values.text("content")).ok()
}

impl Rules {
    /// Does the same to several rules.
    fn work(self, rules: Vec<ImmutableRule>, work: Work) {
        let w = &words().immutable_tags;
        let title = match work {
            Work::SwitchOn => w.switch_on,
            Work::SwitchOff => w.switch_off,
        };
        // A project has 15 of them at most: one after another is soon enough.
        spawn_local(async move {
            let all = rules.len();
            let mut failed = Vec::new();
            for rule in rules {
                let id = rule.id;
                if let Err(failure) = self.one(rule, work).await {
                    failed.push((id, failure));
                }
            }
            let toasts = self.registries.toasts;
            let done = all - failed.len();
            if let Some((id, failure)) = failed.first() {
                let details = failed
                    .iter()
                    .map(|(id, failure)| format!("{} {id}: {}", w.number, failure.details()));
                toasts.failed(
                    format!("{title}: {done} / {all}"),
                    format!("{} {id}: {}", w.number, failure_message(failure)),
                    details.collect::<Vec<_>>().join("\n\n"),
                    None,
                );
            } else {
                toasts.done(
                    match work {
                        Work::SwitchOn => w.switched_on(done),
                        Work::SwitchOff => w.switched_off(done),
                    },
                    None,
                );
            }
            // Those that failed stay chosen, to be tried again.
            self.list.check(Check::Only {
                keys: failed.iter().map(|(id, _)| id.to_string()).collect(),
            });
            self.list.reload();
        });
    }

    async fn one(self, mut rule: ImmutableRule, work: Work) -> Result<(), Failure> {
        let connection = self.connection.get_untracked();
        let project_name_or_id = ProjectReference::Name(self.project.get_value());
        rule.disabled = work == Work::SwitchOff;
        let operation = UpdateImmutableRule {
            project_name_or_id,
            immutable_rule_id: rule.id,
            body: rule,
        };
        send(self.registries, connection, &operation).await
    }

    fn delete(self, rules: &[ImmutableRule]) {
        let w = &words().immutable_tags;
        let rows = rules.iter().map(|rule| BulkRow {
            key: rule.id.to_string(),
            name: format!("{} {}", w.number, rule.id),
        });
        start_named(
            self.registries,
            self.list,
            rows.collect(),
            BulkChange::Delete,
        );
    }

    /// Takes the checked rules.
    fn with_checked(self, work: impl FnOnce(Vec<ImmutableRule>) + 'static) {
        self.list.with_checked(|_, values| rule_of(values), work);
    }

    fn actions(self) -> AnyView {
        let w = &words().immutable_tags;
        let button = move |work: Work, text: &'static str| {
            view! {
                <button
                    type="button"
                    class="btn ghost"
                    disabled=move || self.off.get().is_some()
                    title=move || self.off.get()
                    on:click=move |_| self.with_checked(move |rules| self.work(rules, work))
                >
                    {text}
                </button>
            }
        };
        let delete = RowDeed::new(w.delete, move || {
            self.with_checked(move |rules| self.question.set(Some(Question::Delete(rules))));
        });
        view! {
            {move || {
                self.may_update
                    .get()
                    .then(|| {
                        view! {
                            {button(Work::SwitchOn, w.switch_on)}
                            {button(Work::SwitchOff, w.switch_off)}
                        }
                    })
            }}
            <DeleteChecked deed=delete.only_if(self.may_delete) off=self.delete_off />
        }
        .into_any()
    }
}

/// Immutable tags of a project.
#[component]
pub fn ImmutableTagsTab(connection: Signal<ConnectionId>, project: ProjectName) -> impl IntoView {
    let w = &words().immutable_tags;
    let rights = rights(connection, project.clone());
    let may = move |action: &'static str| {
        Memo::new(move |_| {
            let rights = rights.get();
            rights.is_some_and(|rights| rights.may("immutable-tag", action))
        })
    };
    let scope = ImmutableRules {
        project: project.clone(),
    };
    let list = List::open(connection, scope, None);
    let off = why_off(connection);
    let rules = Rules {
        registries: registries(),
        connection,
        project: StoredValue::new(project),
        list,
        question: RwSignal::new(None),
        off,
        delete_off: why_no_run(connection),
        may_create: may("create"),
        may_update: may("update"),
        may_delete: may("delete"),
    };
    let selected = list.place.selected;
    let chosen = chosen_line(list, inspected(selected));
    close_on_escape(selected);
    let edit = move |line: &Line| {
        let values = Values {
            columns: list.columns,
            cells: &line.cells,
        };
        let is_plain = values.number("selectors").is_some_and(|count| count <= 2);
        if let Some(rule) = rule_of(&values)
            && is_plain
            && rules.may_update.get_untracked()
        {
            rules.question.set(Some(Question::Write(Some(rule))));
        }
    };
    let on_open = Callback::new(move |line: Arc<Line>| edit(&line));
    let said = ListWords {
        find: w.find,
        all: w.the_rules,
        one: w.rule,
        copy_keys: w.copy_keys,
        number: |number| words().immutable_tags.number_of(number),
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="lock" title=w.empty_title text=w.empty_text /> }
    });
    let inspector = move || {
        let line = chosen.get()?;
        let on_close = Callback::new(move |()| selected.set(None));
        Some(view! { <RuleInspector rules=rules line=line on_close=on_close /> })
    };
    let asked = move || {
        let close = Callback::new(move |()| rules.question.set(None));
        match rules.question.get()? {
            Question::Write(rule) => Some(
                view! {
                    <RuleDialog
                        connection=connection
                        project=rules.project.get_value()
                        rule=rule
                        on_saved=Callback::new(move |()| list.reload())
                        on_close=close
                    />
                }
                .into_any(),
            ),
            Question::Delete(which) => Some(
                view! {
                    <Dialog title=w.delete_question(which.len()) on_close=close>
                        <div class="dlg-b col g12">
                            <p class="t125">{w.delete_text}</p>
                        </div>
                        <div class="dlg-f">
                            <span class="sp"></span>
                            <button type="button" class="btn" on:click=move |_| close.run(())>
                                {w.cancel}
                            </button>
                            <button
                                type="button"
                                class="btn danger"
                                on:click=move |_| {
                                    rules.delete(&which);
                                    close.run(());
                                }
                            >
                                {w.delete}
                            </button>
                        </div>
                    </Dialog>
                }
                .into_any(),
            ),
        }
    };
    view! {
        <div class="work dense" class:has-insp=move || chosen.with(Option::is_some)>
            <div class="page grow">
                <h2 class="sr">{w.tab}</h2>
                <div class="rt-bar">
                    <span class="muted t125 grow">{w.lead}</span>
                    {move || {
                        rules
                            .may_create
                            .get()
                            .then(|| {
                                view! {
                                    <button
                                        type="button"
                                        class="btn primary"
                                        disabled=move || rules.off.get().is_some()
                                        title=move || rules.off.get()
                                        on:click=move |_| {
                                            rules.question.set(Some(Question::Write(None)));
                                        }
                                    >
                                        <Icon name="plus" />
                                        {w.add}
                                    </button>
                                }
                            })
                    }}
                    <Refresh
                        loading=Signal::derive(move || list.is_reading())
                        on_refresh=move || list.reload()
                    />
                </div>
                <ListBody
                    of=TableOf::new(list, columns())
                    fields=fields()
                    said=said
                    label=w.table.to_owned()
                    on_open=on_open
                    empty=empty
                    actions=Some(ViewFn::from(move || rules.actions()))
                />
            </div>
            {inspector}
        </div>
        {asked}
    }
}

#[component]
fn RuleInspector(rules: Rules, line: Arc<Line>, on_close: Callback<()>) -> impl IntoView {
    let w = &words().immutable_tags;
    let values = Values {
        columns: rules.list.columns,
        cells: &line.cells,
    };
    let rule = StoredValue::new(rule_of(&values));
    let is_plain = values.number("selectors").is_some_and(|count| count <= 2);
    let is_on = values.text("state") == "on";
    let freezes_all = rule.with_value(|rule| rule.as_ref().is_some_and(ImmutableRule::freezes_all));
    let note = |icon: &'static str, text: &'static str| {
        view! {
            <div class="note warn">
                <Icon name=icon />
                <span class="grow">{text}</span>
            </div>
        }
    };
    let facts = view! {
        <dl class="kv">
            {pair(w.state, if is_on { w.on } else { w.off })}
            {pair(w.repositories, view! { <span class="wraps">{repositories(&values)}</span> })}
            {pair(w.tags, view! { <span class="wraps">{tags(&values)}</span> })}
        </dl>
        {freezes_all.then(|| note("lock", w.freezes_all))}
        {(!is_plain).then(|| note("info", w.several))}
    };
    let footer = move || {
        let off = move || rules.off.get().is_some();
        let edit = move || {
            (rules.may_update.get() && is_plain).then(|| {
                view! {
                    <button
                        type="button"
                        class="btn"
                        disabled=off
                        on:click=move |_| {
                            rules.question.set(Some(Question::Write(rule.get_value())));
                        }
                    >
                        {w.edit}
                    </button>
                }
            })
        };
        let switch = move || {
            rules.may_update.get().then(|| {
                let (work, text) = if is_on {
                    (Work::SwitchOff, w.switch_off)
                } else {
                    (Work::SwitchOn, w.switch_on)
                };
                view! {
                    <button
                        type="button"
                        class="btn"
                        disabled=off
                        on:click=move |_| rules.work(rule.get_value().into_iter().collect(), work)
                    >
                        {text}
                    </button>
                }
            })
        };
        let delete = RowDeed::new(w.delete, move || {
            let which = rule.get_value().into_iter().collect();
            rules.question.set(Some(Question::Delete(which)));
        });
        let may_delete = rules.may_delete;
        view! {
            {edit} {switch} <span class="sp"></span>
            <DeleteButton
                list=rules.list
                deed=delete.only_if(may_delete)
                off=rules.delete_off
            />
        }
        .into_any()
    };
    view! {
        <Inspector
            title=format!("{} {}", w.number, line.key)
            on_close=on_close
            mark=move || view! { <Icon name="lock" class="muted" /> }.into_any()
            footer=footer
        >
            {section(facts)}
        </Inspector>
    }
}
