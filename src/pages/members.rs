//! The members of a project.

use std::sync::Arc;

use harbor_api::{
    ProjectName, ProjectReference,
    operations::ListMembers,
    types::{EntityType, Member},
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use super::{
    member_add::AddMember,
    member_role::{Editing, MemberQuestion, role_cell},
    projects::{NoMatch, Refresh, malformed_of, shown_of},
};
use crate::{
    components::{Column, Failed, Find, Footer, Icon, Table},
    format::initials,
    load::{Loaded, Rows, load_list},
    permissions::rights,
    words::words,
    write::why_off,
};

/// Who is a member, and as what.
#[component]
pub fn MembersTab(connection: Signal<ConnectionId>, project: ProjectName) -> impl IntoView {
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
    let editing = Editing::new(connection, project, members, rights, off);
    let find = RwSignal::new(String::new());
    let selected = RwSignal::new(None);
    let rows = Memo::new_owning(move |_: Option<Arc<Vec<Arc<Member>>>>| {
        let wanted = find.get().trim().to_lowercase();
        let matches = |member: &&Arc<Member>| member.entity_name.to_lowercase().contains(&wanted);
        let rows = members.data.get().map(|rows| {
            rows.good
                .iter()
                .filter(matches)
                .map(Arc::clone)
                .collect::<Vec<_>>()
        });
        (Arc::new(rows.unwrap_or_default()), true)
    });
    let total = move || members.data.get().map_or(0, |rows| rows.total);
    let known = move || members.data.with(Option::is_some);
    view! {
        <div class="page grow">
            <div class="fbar">
                <Find value=find placeholder=w.find />
                <span class="muted t12" id="count">
                    {move || known().then(|| shown_of(rows.with(|rows| rows.len()), total()))}
                </span>
                <span class="sp"></span>
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
            </div>
            {move || {
                let none = members.data.with(Option::is_none);
                if let (Some(failure), true) = (members.failure.get(), none) {
                    return view! {
                        <Failed
                            what=w.the_members
                            failure=failure
                            on_retry=Callback::new(move |()| members.reload())
                        />
                    }
                        .into_any();
                }
                if !none && rows.with(|rows| rows.is_empty()) {
                    return view! { <NoMatch what=w.member find=find /> }.into_any();
                }
                view! {
                    <Table
                        label=words().project.members
                        columns=columns(editing)
                        rows=rows
                        key=|member: &Member| member.id.to_string()
                        selected=selected
                        on_open=Callback::new(|_| ())
                        waiting=Signal::derive(move || members.data.with(Option::is_none))
                    />
                }
                    .into_any()
            }}
            <Footer
                text=Signal::derive(move || {
                        if known() { w.number(total()) } else { String::new() }
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

fn columns(editing: Editing) -> Vec<Column<Member>> {
    let w = &words().members;
    vec![
        Column::new(w.name, |member: &Arc<Member>| {
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
        .sorted(|a, b| a.entity_name.cmp(&b.entity_name)),
        Column::new(w.kind, |member: &Arc<Member>| type_name(member).into_any())
            .width(140)
            .sorted(|a, b| type_name(a).cmp(type_name(b))),
        Column::new(w.role, move |member: &Arc<Member>| {
            role_cell(editing, member)
        })
        .width(240)
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
