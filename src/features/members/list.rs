//! The members of a project.

use std::sync::Arc;

use harbor_api::{ProjectName, types::GroupKind};
use leptos::prelude::*;
use listing::{Listing, Sort, lists::Members};
use pilothouse_protocol::ConnectionId;

use crate::{
    actions::use_action_while,
    features::{
        members::{
            add::{AddMembers, CopyMembers},
            cells::{KindCell, NameCell, RoleCell},
            guide::RoleGuide,
            member::{MemberRow, group_kind, kind_name},
            role::{Editing, MemberQuestion, RoleMenu},
            several::{SeveralMembers, SeveralQuestion},
            who_can::WhoCan,
        },
        projects::named_role,
    },
    filter::FilterField,
    ipc::write::why_off,
    list::{Column, LineView, List, ListPage, ListWords, TableOf, chosen_line},
    permissions::rights,
    ui::{Empty, Icon, Menu, MenuItem},
    words::words,
};

const OF_LIST: &[listing::Column] = Members::COLUMNS;

/// A dialog over the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opened {
    Add,
    Copy,
    WhoCan,
}

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
    let opened = RwSignal::new(None::<Opened>);
    let is_guide_shown = RwSignal::new(false);
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
    let several = SeveralMembers::new(editing);
    let said = ListWords {
        find: w.find,
        all: w.the_members,
        one: w.member,
        copy_keys: words().repositories.copy_names,
        number: |number| words().members.number(number),
    };
    let may_add = move || {
        rights
            .get()
            .is_some_and(|rights| rights.may("member", "create"))
    };
    let open = move |this: Opened| Callback::new(move |()| opened.set(Some(this)));
    let more = Signal::derive(move || {
        let g = &words().role_guide;
        let mut items = vec![MenuItem {
            icon: Some("shield"),
            ..MenuItem::new(g.who_can, open(Opened::WhoCan))
        }];
        if may_add() && off.get().is_none() {
            items.push(MenuItem {
                icon: Some("people"),
                ..MenuItem::new(words().add_members.copy, open(Opened::Copy))
            });
        }
        items
    });
    let add = move || {
        may_add().then(|| {
            view! {
                <button
                    type="button"
                    class="btn primary"
                    disabled=move || off.get().is_some()
                    title=move || off.get()
                    on:click=move |_| opened.set(Some(Opened::Add))
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
    let chosen = chosen_line(list, list.place.selected.into());
    let chosen_role = Signal::derive(move || {
        let line = chosen.get()?;
        MemberRow::from_cells(&line.cells)?.role
    });
    let bar = move || {
        view! {
            <button
                type="button"
                class="btn ghost icon"
                aria-label=words().role_guide.show
                title=words().role_guide.show
                aria-pressed=move || is_guide_shown.get().to_string()
                on:click=move |_| is_guide_shown.update(|shown| *shown = !*shown)
            >
                <Icon name="panel" />
            </button>
            <Menu
                label=words().members.more
                class="btn ghost icon"
                opener=|| view! { <Icon name="more" /> }
                items=more
            />
            {add}
        }
    };
    let guide = move || {
        is_guide_shown.get().then(|| {
            view! {
                <RoleGuide
                    role=chosen_role
                    on_close=Callback::new(move |()| is_guide_shown.set(false))
                />
            }
        })
    };
    let close = Callback::new(move |()| opened.set(None));
    let dialog = move || {
        let project = to.get_value();
        Some(match opened.get()? {
            Opened::Add => view! {
                <AddMembers
                    connection=connection
                    project=project
                    members=list
                    off=off
                    on_close=close
                />
            }
            .into_any(),
            Opened::Copy => view! {
                <CopyMembers
                    connection=connection
                    project=project
                    members=list
                    off=off
                    on_close=close
                />
            }
            .into_any(),
            Opened::WhoCan => view! {
                <WhoCan connection=connection project=project members=list on_close=close />
            }
            .into_any(),
        })
    };
    view! {
        <div class="work" class:has-insp=is_guide_shown>
        <ListPage
            of=TableOf::new(list, columns(editing, group_kind(connection))).acts(acts)
            fields=fields()
            said=said
            label=words().project.members
            empty=empty
            bar=bar
            actions=move || several.view()
        />
        {guide}
        </div>
        {dialog}
        <RoleMenu editing=editing />
        <MemberQuestion editing=editing />
        <SeveralQuestion several=several />
    }
}

/// Delete asks about the member whose row has the focus.
fn use_remove(editing: Editing, list: List) {
    let can = Signal::derive(move || editing.may("delete") && list.checked.with(|it| it.rows == 0));
    use_action_while("rows.delete", can, move || {
        let key = list.place.selected.get_untracked();
        let line = list.block.with_untracked(|block| {
            let block = block.as_ref()?;
            block.line(block.find(&key?)?).map(Arc::clone)
        });
        if let Some(member) = line.and_then(|line| MemberRow::from_cells(&line.cells)) {
            editing.ask_removal(member);
        }
    });
}

fn columns(editing: Editing, groups: Memo<Option<GroupKind>>) -> Vec<Column> {
    let w = &words().members;
    let column = |id, words| Column::new(OF_LIST, id, words).sorted();
    vec![
        column("name", w.name).class("p").cell(NameCell::make),
        column("kind", w.kind)
            .width(140)
            .cell(move |cell, _| KindCell::make(groups, cell))
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
