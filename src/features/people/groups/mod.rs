//! The groups that the server knows.

mod dialog;

use std::sync::Arc;

use harbor_api::{UserGroupId, types::GroupKind};
use leptos::prelude::*;
use listing::{Line, Listing, Sort, lists::UserGroups};
use pilothouse_protocol::ConnectionId;
use web_sys::Element;

use self::dialog::{DeleteGroup, SaveGroup};
use crate::{
    features::people::{
        joining::Joining,
        memberships::{Asked, ProjectsOf, Who},
    },
    filter::FilterField,
    ipc::write::why_off,
    list::{
        CellView, Column, DeleteButton, EditButton, LineView, List, ListPage, ListWords, RowDeed,
        TableOf, TextCell, Values,
    },
    registries::registries,
    ui::{Empty, Icon, Inspector, pair, section},
    words::words,
};

const OF_LIST: &[listing::Column] = UserGroups::COLUMNS;

/// A group as a dialog needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownGroup {
    pub id: UserGroupId,
    pub name: String,
    pub kind: GroupKind,
    pub dn: String,
}

/// A dialog over the list.
#[derive(Clone, PartialEq)]
enum Question {
    New,
    Rename(KnownGroup),
    Delete(KnownGroup),
}

/// What the parts share.
#[derive(Clone, Copy)]
pub struct GroupList {
    pub connection: Signal<ConnectionId>,
    pub list: List,
    /// Why nothing can be changed now.
    pub off: Signal<Option<&'static str>>,
    /// The kind of groups that sign-ins fill; none where the server itself keeps passwords.
    pub kind: Memo<Option<GroupKind>>,
}

/// What a kind is called.
fn kind_name(word: &str) -> String {
    let w = &words().people;
    match word {
        "ldap" => w.ldap_group,
        "http" => w.http_group,
        "oidc" => w.oidc_group,
        other => other,
    }
    .to_owned()
}

/// The part of the page.
#[component]
pub fn GroupsPart(connection: Signal<ConnectionId>, asked: Asked) -> impl IntoView {
    let w = &words().people;
    let registries = registries();
    let kind = Memo::new(move |_| registries.group_kind(&connection.get()));
    let groups = GroupList {
        connection,
        list: List::open(connection, UserGroups {}, Some(Sort::ascending("name"))),
        off: why_off(connection),
        kind,
    };
    let list = groups.list;
    let joining = Joining::new(connection, list, true);
    let question = RwSignal::new(None::<Question>);
    let said = ListWords {
        find: w.find_group,
        all: w.the_groups,
        one: w.group,
        copy_keys: w.copy_names,
        number: |number| words().people.groups_of(number),
    };
    let bar = ViewFn::from(move || {
        move || match kind.get() {
            Some(_) => view! {
                <button
                    type="button"
                    class="btn"
                    id="new-group"
                    disabled=move || groups.off.get().is_some()
                    title=move || groups.off.get()
                    on:click=move |_| question.set(Some(Question::New))
                >
                    <Icon name="plus" />
                    {w.new_group}
                </button>
            }
            .into_any(),
            None => view! { <span class="muted t12">{w.groups_not_filled}</span> }.into_any(),
        }
    });
    let empty = ViewFn::from(move || {
        view! { <Empty icon="people" title=w.no_groups text=w.no_groups_text /> }
    });
    let inspector = move |line: Arc<Line>| {
        let values = Values {
            columns: list.columns,
            cells: &line.cells,
        };
        let known = line.key.parse().ok().map(|id| KnownGroup {
            id: UserGroupId(id),
            name: values.text("name").to_owned(),
            kind: match values.text("kind") {
                "ldap" => GroupKind::Ldap,
                "http" => GroupKind::Http,
                "oidc" => GroupKind::Oidc,
                _ => GroupKind::default(),
            },
            dn: values.text("dn").to_owned(),
        });
        let facts = view! {
            <dl class="kv">
                {pair(w.kind, kind_name(values.text("kind")))}
                {(!values.text("dn").is_empty())
                    .then(|| {
                        let dn = values.text("dn").to_owned();
                        pair(w.dn, view! { <span class="mono wraps">{dn}</span> })
                    })}
            </dl>
            <p class="hint">{w.members_unknown}</p>
        };
        let known = StoredValue::new(known);
        let ask = move |make: fn(KnownGroup) -> Question| {
            if let Some(known) = known.get_value() {
                question.set(Some(make(known)));
            }
        };
        let (key, name) = (line.key.clone(), values.text("name").to_owned());
        let footer = ViewFn::from(move || {
            view! {
                {joining.for_one(key.clone(), name.clone())}
                <EditButton
                    deed=RowDeed::new(w.rename, move || ask(Question::Rename))
                    off=groups.off
                />
                <span class="sp"></span>
                <DeleteButton
                    list=list
                    deed=RowDeed::new(w.delete_open, move || ask(Question::Delete))
                    off=groups.off
                />
            }
        });
        let close = Callback::new(move |()| list.place.selected.set(None));
        view! {
            <Inspector title=values.text("name").to_owned() on_close=close footer=footer>
                {section(facts)}
                <ProjectsOf asked=asked who=Who::Group(line.key.clone()) />
            </Inspector>
        }
        .into_any()
    };
    let close = Callback::new(move |()| question.set(None));
    let dialog = move || {
        question.get().map(|asked| match asked {
            Question::New => {
                view! { <SaveGroup groups=groups known=None on_close=close /> }.into_any()
            }
            Question::Rename(known) => {
                view! { <SaveGroup groups=groups known=Some(known) on_close=close /> }.into_any()
            }
            Question::Delete(known) => {
                view! { <DeleteGroup groups=groups known=known on_close=close /> }.into_any()
            }
        })
    };
    view! {
        <ListPage
            of=TableOf::new(list, columns())
            fields=fields()
            said=said
            label=w.groups.to_owned()
            empty=empty
            bar=bar
            actions=ViewFn::from(move || joining.for_checked())
            inspector=Callback::new(inspector)
        />
        {dialog}
        {joining.dialog()}
    }
}

fn columns() -> Vec<Column> {
    let w = &words().people;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("name", w.group_name)
            .width(280)
            .class("p")
            .sorted()
            .exported(&[("id", "id"), ("name", w.group_name)]),
        column("kind", w.kind)
            .width(120)
            .cell(kind_cell)
            .text(kind_text),
        column("dn", w.dn).class("p2"),
    ]
}

fn fields() -> Vec<FilterField> {
    let w = &words().people;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("kind", w.kind, "key").shown_as(kind_name),
        field("name", w.group_name, "people"),
    ]
}

fn kind_text(line: &LineView<'_>) -> String {
    kind_name(line.text("kind"))
}

fn kind_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, _| kind_text(line)))
}
