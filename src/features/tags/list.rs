//! The tags of a repository as a list, by version.

use std::sync::Arc;

use harbor_api::{ArtifactReference, ProjectName, RepositoryName};
use leptos::prelude::*;
use listing::{Line, Listing, Sort, lists::RepositoryTags};
use pilothouse_protocol::{ConnectionId, FindTagBefore};
use web_sys::Element;

use crate::{
    actions::use_action,
    bulk::why_no_run,
    features::{
        compare::{COMPARE, Other, compare_tag_with, why_none},
        immutable_tags::FreezingRules,
        tags::{GoingTag, TagDialog, delete_later},
    },
    filter::FilterField,
    format::{count, size, whole},
    ipc::load::load_answer,
    list::{
        CellView, Column, LineView, List, ListPage, ListWords, MarkedCell, RouteOf, TableOf,
        TextCell, Values,
    },
    permissions::{Rights, rights},
    registries::{Registries, registries},
    route::{Route, TabId},
    ui::{CopyIcon, Empty, Icon, Inspector, pair, section, use_places},
    words::words,
};

const OF_LIST: &[listing::Column] = RepositoryTags::COLUMNS;

/// What a dialog is about: a new tag, or one that is to be moved.
#[derive(Clone, PartialEq)]
enum Open {
    Add,
    Move(String),
}

/// The tags of a repository, and what may be done with them.
#[derive(Clone, Copy)]
struct TagsOf {
    registries: Registries,
    connection: Signal<ConnectionId>,
    scope: StoredValue<RepositoryTags>,
    list: List,
    rights: Signal<Option<Arc<Rights>>>,
    off: Signal<Option<&'static str>>,
    open: RwSignal<Option<Open>>,
}

impl TagsOf {
    fn may(self, action: &'static str) -> bool {
        let rights = self.rights.get();
        rights.is_some_and(|rights| rights.may("tag", action))
    }

    fn delete(self, tags: &[GoingTag]) {
        let connection = self.connection.get_untracked();
        let stay = Arc::new(|| {});
        delete_later(
            self.registries,
            connection,
            self.scope.get_value(),
            tags,
            stay,
        );
    }

    /// Deletes the checked tags that can be.
    fn delete_checked(self) {
        let toasts = self.registries.toasts;
        let tag = |_: &str, values: &Values<'_>| going(values);
        self.list.with_checked(tag, move |tags| {
            if tags.is_empty() {
                toasts.done(words().tags.none_may_go, None);
            }
            self.delete(&tags);
        });
    }
}

/// The tag of a row, if it can be deleted.
fn going(row: &Values<'_>) -> Option<GoingTag> {
    (row.text("immutable") == "no").then(|| GoingTag {
        name: row.text("tag").to_owned(),
        digest: row.text("digest").to_owned(),
    })
}

/// The tab.
#[component]
pub fn TagsTab(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    repository: RepositoryName,
) -> impl IntoView {
    let w = &words().tags;
    let scope = RepositoryTags {
        project: project.clone(),
        repository: repository.clone(),
    };
    let newest_first = Sort::descending("version");
    let list = List::open(connection, scope.clone(), Some(newest_first));
    let rights = rights(connection, project.clone());
    let tags = TagsOf {
        registries: registries(),
        connection,
        scope: StoredValue::new(scope),
        list,
        rights,
        off: why_no_run(connection),
        open: RwSignal::new(None),
    };
    let rules = FreezingRules::new(connection, project, rights, Signal::stored(true));
    // Tags that are put back have no row until the list is read again.
    Effect::new(move |before: Option<bool>| {
        let is_changing = list.bulk_run().is_some();
        if before == Some(true) && !is_changing {
            list.reload();
        }
        is_changing
    });
    let route: RouteOf = Callback::new(move |key: String| {
        let (_, reference) = RepositoryTags::read_key(&key)?;
        Some(tags.artifact(reference))
    });
    let said = ListWords {
        find: w.find,
        all: w.the_tags,
        one: w.one,
        copy_keys: w.copy_names,
        number: |number| words().tags.number(number),
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="tag" title=w.empty_title text=w.empty_text /> }
    });
    let actions = ViewFn::from(move || {
        view! {
            {move || {
                tags.may("delete")
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn ghost danger-ghost"
                                disabled=move || tags.off.get().is_some()
                                title=move || tags.off.get()
                                on:click=move |_| tags.delete_checked()
                            >
                                <Icon name="tag" />
                                {w.delete_many}
                            </button>
                        }
                    })
            }}
        }
    });
    let bar = ViewFn::from(move || {
        view! {
            {move || {
                tags.may("create")
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn sm"
                                disabled=move || tags.off.get().is_some()
                                title=move || tags.off.get()
                                on:click=move |_| tags.open.set(Some(Open::Add))
                            >
                                <Icon name="plus" />
                                {w.add}
                            </button>
                        }
                    })
            }}
        }
    });
    let label = tags
        .scope
        .with_value(|scope| w.table(scope.project.as_str(), scope.repository.as_str()));
    let inspector = move |line: Arc<Line>| {
        view! { <TagInspector tags=tags rules=rules line=line /> }.into_any()
    };
    let dialog = move || {
        let tag = match tags.open.get()? {
            Open::Add => None,
            Open::Move(tag) => Some(tag),
        };
        let scope = tags.scope.get_value();
        let done = Callback::new(move |()| list.reload());
        let close = Callback::new(move |()| tags.open.set(None));
        Some(match tag {
            Some(tag) => view! {
                <TagDialog
                    connection=connection
                    project=scope.project
                    repository=scope.repository
                    target=None
                    tag=tag
                    on_done=done
                    on_close=close
                />
            }
            .into_any(),
            None => view! {
                <TagDialog
                    connection=connection
                    project=scope.project
                    repository=scope.repository
                    target=None
                    on_done=done
                    on_close=close
                />
            }
            .into_any(),
        })
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns()).leads_to(route)
            fields=fields()
            said=said
            label=label
            empty=empty
            bar=bar
            actions=actions
            inspector=Callback::new(inspector)
        />
        {dialog}
    }
}

impl TagsOf {
    fn artifact(self, reference: ArtifactReference) -> Route {
        let scope = self.scope.get_value();
        Route::Artifact {
            connection: self.connection.get_untracked(),
            project: scope.project,
            repository: scope.repository,
            reference,
            tab: TabId::FIRST,
        }
    }
}

/// A tag, with a lock where it is immutable.
fn tag_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(MarkedCell::new(cell, |line| {
        let icon = if line.text("immutable") == "yes" {
            "lock"
        } else {
            "tag"
        };
        (icon, line.text("tag").to_owned())
    }))
}

fn columns() -> Vec<Column> {
    let (w, of_artifact, of_list) = (&words().tags, &words().artifact, &words().repository);
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        // In the order of versions.
        column("version", w.tag)
            .class("p")
            .cell(tag_cell)
            .text(|line| line.text("tag").to_owned())
            .exported(&[("tag", w.tag)])
            .sorted(),
        column("digest", of_artifact.digest)
            .width(140)
            .cell(|cell, column| {
                Box::new(TextCell::new(cell, column, |line, column| {
                    short(line.text(column)).to_owned()
                }))
            }),
        column("platform", of_artifact.platform)
            .width(150)
            .class("p3"),
        column("size", of_artifact.size)
            .width(90)
            .class("r p2")
            .sorted(),
        column("pulled", of_list.pulled)
            .width(90)
            .class("r p3")
            .sorted(),
        column("pushed", of_artifact.pushed)
            .width(100)
            .class("r")
            .sorted(),
    ]
}

/// The first twelve characters of a digest.
fn short(digest: &str) -> &str {
    let hex = digest.split_once(':').map_or(digest, |(_, hex)| hex);
    hex.get(..12).unwrap_or(hex)
}

fn fields() -> Vec<FilterField> {
    let (w, own) = (&words().filter, &words().tags);
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    let yes_or_no = |value: &str| {
        let w = &words().filter;
        if value == "yes" { w.yes } else { w.no }.to_owned()
    };
    vec![
        field("tag", w.tag, "tag"),
        field("is_version", own.is_version, "tag").shown_as(yes_or_no),
        field("immutable", own.immutable, "lock").shown_as(yes_or_no),
        field("platform", w.platform, "cpu"),
        field("size", w.bytes, "size"),
        field("pushed", w.pushed, "calendar"),
        field("pulled", w.pulled, "calendar"),
    ]
}

#[component]
fn TagInspector(tags: TagsOf, rules: FreezingRules, line: Arc<Line>) -> impl IntoView {
    let (w, of_artifact, of_list) = (&words().tags, &words().artifact, &words().repository);
    let places = use_places();
    let row = LineView::new(
        tags.list.columns,
        &line,
        tags.registries.now.get_untracked(),
        None,
    );
    let name = row.text("tag").to_owned();
    let digest = row.text("digest").to_owned();
    let is_immutable = row.text("immutable") == "yes";
    let others = row
        .number("tags_of_artifact")
        .map(|all| count((all - 1).max(0)));
    let one = going(&row);
    let reference = ArtifactReference::parse(&digest).ok();
    let footer = {
        let name = name.clone();
        move || {
            let (one, name, reference) = (one.clone(), name.clone(), reference.clone());
            let off = move || tags.off.get().is_some();
            view! {
                <button
                    type="button"
                    class="btn"
                    on:click=move |_| {
                        if let Some(reference) = reference.clone() {
                            places.go(tags.artifact(reference));
                        }
                    }
                >
                    {w.open}
                </button>
                {(tags.may("create") && tags.may("delete") && !is_immutable)
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn ghost"
                                disabled=off
                                on:click=move |_| tags.open.set(Some(Open::Move(name.clone())))
                            >
                                {w.move_open}
                            </button>
                        }
                    })}
                <span class="sp"></span>
                {one
                    .filter(|_| tags.may("delete"))
                    .map(|one| {
                        view! {
                            <button
                                type="button"
                                class="btn ghost danger-ghost"
                                disabled=off
                                on:click=move |_| tags.delete(std::slice::from_ref(&one))
                            >
                                {w.delete}
                            </button>
                        }
                    })}
            }
            .into_any()
        }
    };
    let held = {
        let name = name.clone();
        move || {
            is_immutable.then(|| {
                let repository = tags.scope.with_value(|scope| scope.repository.to_string());
                let rule = rules.holding(&repository, &name);
                view! {
                    <div class="note">
                        <Icon name="lock" />
                        <span class="grow">
                            {w.immutable_text} " " <span class="soft">{rule}</span>
                        </span>
                    </div>
                }
            })
        }
    };
    let facts = section(view! {
        {held}
        <dl class="kv">
            {pair(of_artifact.digest, view! {
                <span class="mono trunc" title=digest.clone()>{digest.clone()}</span>
                <CopyIcon text=digest.clone() label=of_artifact.copy_digest />
            })}
            {pair(w.others, others)}
            {pair(of_artifact.size, row.number("size").map(size))}
            {pair(of_artifact.pushed, row.time("pushed").map(whole))}
            {pair(
                of_artifact.last_pull,
                row.time("pulled").map_or(of_list.never_pulled.to_owned(), whole),
            )}
        </dl>
        <CompareBefore tags=tags line=Arc::clone(&line) />
    });
    view! {
        <Inspector
            title=name
            on_close=Callback::new(move |()| tags.list.place.selected.set(None))
            mark=move || {
                let icon = if is_immutable { "lock" } else { "tag" };
                view! { <Icon name=icon class="muted" /> }.into_any()
            }
            footer=footer
        >
            {facts}
        </Inspector>
    }
}

/// The way to a comparison with the tag before, or why there is none.
#[component]
fn CompareBefore(tags: TagsOf, line: Arc<Line>) -> impl IntoView {
    let list = tags.list;
    let key = line.key.clone();
    // Among all tags: those that are still on their way may stand between.
    let found = load_answer(tags.connection, move || {
        let id = list.id().filter(|_| !list.is_reading())?;
        Some(FindTagBefore {
            list: id,
            key: key.clone(),
        })
    });
    let places = use_places();
    move || {
        let found = found.data.get()?;
        let Some(before) = found.tag() else {
            return why_none(&found).map(|why| view! { <p class="muted t12">{why}</p> }.into_any());
        };
        let (name, reference) = RepositoryTags::read_key(&line.key)?;
        let scope = tags.scope.get_value();
        let other = Other {
            connection: tags.connection.get_untracked(),
            project: scope.project,
            repository: scope.repository,
            reference: ArtifactReference::parse(&before.digest).ok()?,
            tag: Some(before.name.clone()),
        };
        let compare = move || {
            compare_tag_with(name.to_string(), other.clone());
            places.go(tags.artifact(reference.clone()).with_tab(COMPARE));
        };
        use_action("artifact.compare", compare.clone());
        let title = words().compare.open_with(&before.name);
        Some(
            view! {
                <button type="button" class="btn sm" on:click=move |_| compare()>
                    <Icon name="columns" />
                    {title}
                </button>
            }
            .into_any(),
        )
    }
}
