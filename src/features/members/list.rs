//! The members of a project.

use std::sync::Arc;

use harbor_api::ProjectName;
use leptos::prelude::*;
use listing::{Listing, Sort, lists::Members};
use pilothouse_protocol::ConnectionId;

use crate::{
    actions::use_action,
    features::{
        members::{
            add::AddMember,
            cells::{NameCell, RoleCell},
            member::{MemberRow, kind_name},
            role::{Editing, MemberQuestion, RoleMenu},
        },
        projects::named_role,
    },
    filter::FilterField,
    ipc::write::why_off,
    list::{Column, LineView, List, ListPage, ListWords, TableOf, TextCell},
    permissions::rights,
    ui::{Empty, Icon},
    words::words,
};

const OF_LIST: &[listing::Column] = Members::COLUMNS;

/// Who is a member, and as what.
#[component]
pub fn MembersTab(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    /// Told how many there are.
    counted: RwSignal<Option<i64>>,
) -> impl IntoView {
    let w = &words().members;
    let rights = rights(connection, project.clone());
    let off = why_off(connection);
    let adding = RwSignal::new(false);
    let scope = Members {
        project: project.clone(),
    };
    let list = List::open(connection, scope, Some(Sort::ascending("name")));
    let to = StoredValue::new(project.clone());
    Effect::new(move |_| {
        if list.is_known() {
            counted.set(i64::try_from(list.total()).ok());
        }
    });
    let editing = Editing::new(connection, project, list, rights, off);
    use_remove(editing, list);
    let said = ListWords {
        find: w.find,
        all: w.the_members,
        one: w.member,
        copy_keys: words().repositories.copy_names,
        number: |number| words().members.number(number),
    };
    let add = move || {
        let may = rights
            .get()
            .is_some_and(|rights| rights.may("member", "create"));
        may.then(|| {
            view! {
                <button
                    type="button"
                    class="btn primary"
                    disabled=move || off.get().is_some()
                    title=move || off.get()
                    on:click=move |_| adding.set(true)
                >
                    <Icon name="plus" />
                    {w.add}
                </button>
            }
        })
    };
    // A project has a member always; none at all is no match either.
    let empty = move || {
        let title = words().projects.no_match_title(w.member);
        view! { <Empty icon="not-found" title=title text=words().filter.no_match /> }
    };
    let acts = Callback::new(move |act| editing.act(act));
    view! {
        <ListPage
            of=TableOf::new(list, columns(editing)).acts(acts)
            fields=fields()
            said=said
            label=words().project.members
            empty=empty
            bar=move || view! { {add} }
        />
        <Show when=move || adding.get()>
            <AddMember
                connection=connection
                project=to.get_value()
                members=list
                off=off
                on_close=Callback::new(move |()| adding.set(false))
            />
        </Show>
        <RoleMenu editing=editing />
        <MemberQuestion editing=editing />
    }
}

/// Delete asks about the member whose row has the focus.
fn use_remove(editing: Editing, list: List) {
    let may = Memo::new(move |_| editing.may("delete"));
    // Lives as long as the right does.
    Effect::new(move |_| {
        if !may.get() {
            return;
        }
        use_action("member.remove", move || {
            let key = list.place.selected.get_untracked();
            let line = list.block.with_untracked(|block| {
                let block = block.as_ref()?;
                block.line(block.find(&key?)?).map(Arc::clone)
            });
            if let Some(member) = line.and_then(|line| MemberRow::from_cells(&line.cells)) {
                editing.ask_removal(member);
            }
        });
    });
}

fn columns(editing: Editing) -> Vec<Column> {
    let w = &words().members;
    let column = |id, words| Column::new(OF_LIST, id, words).sorted();
    vec![
        column("name", w.name).class("p").cell(NameCell::make),
        column("kind", w.kind)
            .width(140)
            .cell(|cell, column| {
                Box::new(TextCell::new(cell, column, |line, column| {
                    kind_name(line.text(column)).to_owned()
                }))
            })
            .text(|line| kind_name(line.text("kind")).to_owned()),
        column("role", w.role)
            .width(240)
            .cell(move |cell, _| RoleCell::make(editing, cell))
            .text(role_text),
    ]
}

fn role_text(line: &LineView<'_>) -> String {
    MemberRow::read(line).map_or(String::new(), |member| member.role_text())
}

fn fields() -> Vec<FilterField> {
    let w = &words().filter;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("name", w.name, "user"),
        field("kind", words().members.kind, "people").shown_as(|word| kind_name(word).to_owned()),
        field("role", w.role, "shield").shown_as(named_role),
    ]
}
