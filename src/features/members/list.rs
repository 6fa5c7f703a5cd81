//! The members of a project.

use std::sync::Arc;

use harbor_api::{
    ProjectName, ProjectReference,
    operations::ListMembers,
    types::{EntityType, Member},
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    actions::use_action,
    features::{
        members::{
            add::AddMember,
            role::{Editing, MemberQuestion, role_cell},
        },
        projects::{
            ListView, NoMatch, Refresh, list_view, malformed_of, named_role, role_name, shown_of,
        },
    },
    filter::{Field, Kind, culprit, fits},
    format::initials,
    ipc::{
        load::{Loaded, Rows, load_list},
        write::why_off,
    },
    permissions::rights,
    ui::{
        BulkBar, Column, Failed, FilterBar, Footer, Icon, ListPlace, Table, TableState, TableTools,
    },
    words::words,
};

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
    let to = StoredValue::new(project.clone());
    let may_add = move || {
        rights
            .get()
            .is_some_and(|rights| rights.may("member", "create"))
    };
    let members: Loaded<Rows<Member>> = load_list(connection, move || {
        Some(ListMembers {
            project_name_or_id: ProjectReference::Name(to.get_value()),
            page: Default::default(),
            entityname: None,
        })
    });
    Effect::new(move |_| {
        if let Some(rows) = members.data.get() {
            counted.set(i64::try_from(rows.total).ok());
        }
    });
    let editing = Editing::new(connection, project, members, rights, off);
    let list = ListPlace::open("members", &FIELDS, Some(("name", false)));
    let (find, selected) = (list.find, list.selected);
    let opened = chrono::Utc::now();
    let all = Memo::new_owning(move |_: Option<Arc<Vec<Arc<Member>>>>| {
        let rows = members.data.get().map(|rows| rows.good.clone());
        (Arc::new(rows.unwrap_or_default()), true)
    });
    let rows = Memo::new_owning(move |_: Option<Arc<Vec<Arc<Member>>>>| {
        let wanted = find.get().trim().to_lowercase();
        let chips = list.chips.get();
        let fits = fits(&FIELDS, &chips, opened);
        let rows = all.with(|all| {
            all.iter()
                .filter(|member| named(member, &wanted) && fits(member))
                .map(Arc::clone)
                .collect::<Vec<_>>()
        });
        (Arc::new(rows), true)
    });
    let table = TableState::new("members", |member: &Member| member.id.to_string());
    let view = list_view(members, rows);
    use_remove(editing, rows, selected);
    let total = move || members.data.get().map_or(0, |rows| rows.total);
    let known = move || members.data.with(Option::is_some);
    view! {
        <div class="page grow">
            <FilterBar id="members" place=list fields=&FIELDS rows=all placeholder=w.find>
                <span class="muted t12" id="count">
                    {move || known().then(|| shown_of(rows.with(|rows| rows.len()), total()))}
                </span>
                <TableTools state=table />
                {move || {
                    may_add()
                        .then(|| {
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
                }}
                <Refresh loading=members.loading on_refresh=move || members.reload() />
            </FilterBar>
            {move || {
                if let ListView::Failed(failure) = view.get() {
                    return view! {
                        <Failed
                            what=w.the_members
                            failure=failure
                            on_retry=Callback::new(move |()| members.reload())
                        />
                    }
                        .into_any();
                }
                // A project has a member always; none at all is no match either.
                if matches!(view.get(), ListView::NoMatch | ListView::Empty) {
                    let wanted = find.get_untracked().trim().to_lowercase();
                    let culprit = all.with_untracked(|all| {
                        culprit(&FIELDS, &list.chips.get_untracked(), opened, all, |member| {
                            named(member, &wanted)
                        })
                    });
                    return view! { <NoMatch what=w.member find=find place=list culprit=culprit /> }
                        .into_any();
                }
                view! {
                    <Table
                        label=words().project.members
                        columns=columns(editing)
                        rows=rows
                        key=|member: &Member| member.id.to_string()
                        selected=selected
                        on_open=Callback::new(|_| ())
                        sorting=list.sorting
                        scrolled=list.top
                        state=table
                        checkable=|_: &Member| true
                        waiting=Signal::derive(move || members.data.with(Option::is_none))
                    />
                }
                    .into_any()
            }}
            <BulkBar
                state=table
                copy_label=words().repositories.copy_names
                copy=|member: &Member| member.entity_name.clone()
            />
            <Footer
                text=Signal::derive(move || {
                    table.with_range(if known() { w.number(total()) } else { String::new() })
                })
                at=members.at
                call=members.call
                loading=members.loading
                stale=Signal::derive(move || members.failure.with(Option::is_some))
                malformed=Signal::derive(move || malformed_of(&members))
            />
        </div>
        <Show when=move || adding.get()>
            <AddMember
                connection=connection
                project=to.get_value()
                members=members
                off=off
                on_close=Callback::new(move |()| adding.set(false))
            />
        </Show>
        <MemberQuestion editing=editing />
    }
}

/// Whether a member's name contains what was typed, which is lower case.
fn named(member: &Member, wanted: &str) -> bool {
    member.entity_name.to_lowercase().contains(wanted)
}

/// Delete asks about the member whose row has the focus.
fn use_remove(
    editing: Editing,
    rows: Memo<Arc<Vec<Arc<Member>>>>,
    selected: RwSignal<Option<String>>,
) {
    let may = Memo::new(move |_| editing.may("delete"));
    // Lives as long as the right does.
    Effect::new(move |_| {
        if !may.get() {
            return;
        }
        use_action("member.remove", move || {
            let key = selected.get_untracked();
            let member = rows.with_untracked(|rows| {
                rows.iter()
                    .find(|member| Some(member.id.to_string()) == key)
                    .map(Arc::clone)
            });
            if let Some(member) = member {
                editing.ask_removal(member);
            }
        });
    });
}

static FIELDS: [Field<Member>; 3] = [
    Field {
        id: "name",
        name: |w| w.filter.name,
        icon: "user",
        kind: Kind::Text(|member, each| each(&member.entity_name)),
    },
    Field {
        id: "kind",
        name: |w| w.members.kind,
        icon: "people",
        kind: Kind::Choice(
            |member, each| each(kind_word(member)),
            |word| {
                let w = &words().members;
                if word == "group" { w.group } else { w.user }.to_owned()
            },
        ),
    },
    Field {
        id: "role",
        name: |w| w.filter.role,
        icon: "shield",
        kind: Kind::Choice(
            |member, each| {
                if let Some(role) = member.role() {
                    each(role.as_str());
                }
            },
            named_role,
        ),
    },
];

/// A member's kind in a filter's text, which is the same in every language.
fn kind_word(member: &Member) -> &'static str {
    if member.entity_type == EntityType::Group {
        "group"
    } else {
        "user"
    }
}

fn role_text(member: &Member) -> String {
    let role = member.role().map(role_name);
    role.map_or(member.role_name.clone(), str::to_owned)
}

fn columns(editing: Editing) -> Vec<Column<Member>> {
    let w = &words().members;
    vec![
        Column::new(("name", w.name), |member: &Arc<Member>| {
            let name = member.entity_name.clone();
            let mark = if member.entity_type == EntityType::Group {
                view! {
                    <span class="av grp">
                        <Icon name="people" class="i-12" />
                    </span>
                }
                .into_any()
            } else {
                view! { <span class="av">{initials(&name)}</span> }.into_any()
            };
            view! {
                <span class="c">
                    {mark} <span class="trunc" title=name.clone()>
                        {name.clone()}
                    </span>
                </span>
            }
            .into_any()
        })
        .class("p")
        .text(|member| member.entity_name.clone())
        .sorted(|a, b| a.entity_name.cmp(&b.entity_name)),
        Column::new(("kind", w.kind), |member: &Arc<Member>| {
            type_name(member).into_any()
        })
        .width(140)
        .text(|member| type_name(member).to_owned())
        .sorted(|a, b| type_name(a).cmp(type_name(b))),
        Column::new(("role", w.role), move |member: &Arc<Member>| {
            role_cell(editing, member)
        })
        .width(240)
        .text(role_text)
        .sorted(|a, b| a.role().cmp(&b.role())),
    ]
}

fn type_name(member: &Member) -> &'static str {
    let w = &words().members;
    if member.entity_type == EntityType::Group {
        w.group
    } else {
        w.user
    }
}
