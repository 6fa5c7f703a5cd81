//! A member's role: changed in its row, and taken away after a question.

use std::{collections::HashMap, sync::Arc};

use harbor_api::{
    MemberId, ProjectName, ProjectReference,
    operations::{DeleteMember, UpdateMember},
    types::{EntityType, Member, Role, RoleChange},
};
use leptos::prelude::*;
use pilothouse_protocol::ConnectionId;

use crate::{
    features::projects::role_name,
    ipc::{
        load::{Loaded, Rows},
        write::{Change, write},
    },
    permissions::{Rights, forget_rights},
    registries::{Registries, registries},
    ui::{Act, Dialog, Icon, Menu, MenuItem},
    words::words,
};

/// What a role is for, in a few words.
pub fn role_words(role: Role) -> &'static str {
    let w = &words().members;
    match role {
        Role::ProjectAdministrator => w.project_admin_may,
        Role::Maintainer => w.maintainer_may,
        Role::Developer => w.developer_may,
        Role::Guest => w.guest_may,
        Role::LimitedGuest => w.limited_guest_may,
    }
}

/// Where a change of a role is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Saving {
    UnderWay(Role),
    /// Done, and not read again yet.
    Done(Role),
    Failed {
        before: Role,
        wanted: Role,
    },
}

/// What the person is asked about before it is done.
#[derive(Clone, PartialEq)]
enum Question {
    Remove(Arc<Member>),
    Weaken(Arc<Member>, Role),
}

/// The members' page, as its rows need it.
#[derive(Clone, Copy)]
pub struct Editing {
    registries: Registries,
    connection: Signal<ConnectionId>,
    project: StoredValue<ProjectName>,
    members: Loaded<Rows<Member>>,
    saving: RwSignal<HashMap<MemberId, Saving>>,
    question: RwSignal<Option<Question>>,
    rights: Signal<Option<Arc<Rights>>>,
    off: Signal<Option<&'static str>>,
}

impl Editing {
    pub fn new(
        connection: Signal<ConnectionId>,
        project: ProjectName,
        members: Loaded<Rows<Member>>,
        rights: Signal<Option<Arc<Rights>>>,
        off: Signal<Option<&'static str>>,
    ) -> Self {
        let saving = RwSignal::new(HashMap::new());
        Effect::new(move |_| {
            members.data.track();
            saving.update(|saving: &mut HashMap<MemberId, Saving>| {
                saving.retain(|_, saving| !matches!(saving, Saving::Done(_)));
            });
        });
        Self {
            registries: registries(),
            connection,
            project: StoredValue::new(project),
            members,
            saving,
            question: RwSignal::new(None),
            rights,
            off,
        }
    }

    pub(super) fn may(&self, action: &'static str) -> bool {
        self.rights
            .get()
            .is_some_and(|rights| rights.may("member", action))
    }

    /// Asks before the member goes.
    pub(super) fn ask_removal(&self, member: Arc<Member>) {
        if self.off.get_untracked().is_none() {
            self.question.set(Some(Question::Remove(member)));
        }
    }

    fn is_me(&self, member: &Member) -> bool {
        let account = self
            .registries
            .find_untracked(&self.connection.get_untracked());
        let name = account.as_ref().and_then(|known| known.account.name());
        member.entity_type == EntityType::User && name == Some(&*member.entity_name)
    }

    fn others(&self) -> Vec<Arc<Member>> {
        let rows = self.members.data.get_untracked();
        rows.map(|rows| rows.good.clone()).unwrap_or_default()
    }

    fn choose(&self, member: &Arc<Member>, role: Role) {
        if member.role() == Some(role) {
            return;
        }
        let is_weaker = member.role() == Some(Role::ProjectAdministrator);
        if is_weaker && !warnings(&self.others(), member, self.is_me(member)).is_empty() {
            self.question
                .set(Some(Question::Weaken(Arc::clone(member), role)));
            return;
        }
        self.save(member, role);
    }

    /// Shows the new role at once, and the old one again if it was not taken.
    fn save(&self, member: &Arc<Member>, role: Role) {
        let this = *self;
        let w = &words().members;
        let Some(before) = member.role() else { return };
        let id = member.id;
        let name = member.entity_name.clone();
        let mark = move |saving: Saving| {
            let _ = this.saving.try_update(|all| all.insert(id, saving));
        };
        mark(Saving::UnderWay(role));
        let registries = self.registries;
        let connection = self.connection.get_untracked();
        let project = self.project.get_value();
        let is_me = self.is_me(member);
        let change = move |to: Role, failed: String, on_done: Act, on_failed: Option<Act>| Change {
            connection: connection.clone(),
            operation: UpdateMember {
                project_name_or_id: ProjectReference::Name(project.clone()),
                mid: id,
                body: RoleChange { role_id: to },
            },
            failed,
            on_done,
            on_failed,
        };
        let back = {
            let change = change.clone();
            let name = name.clone();
            let on_done: Act = Arc::new(move || this.members.reload());
            let undo: Act = Arc::new(move || {
                let failed = w.role_not_changed_back(&name);
                write(
                    registries,
                    change(before, failed, Arc::clone(&on_done), None),
                );
            });
            (!is_me).then_some(undo)
        };
        let connection = self.connection.get_untracked();
        let failed = w.role_not_changed(&name);
        let on_done: Act = Arc::new(move || {
            mark(Saving::Done(role));
            let text = w.role_is_now(&name, role_name(role));
            registries.toasts.done(text, back.clone());
            if is_me {
                forget_rights(registries, &connection);
            }
            this.members.reload();
        });
        let on_failed: Act = Arc::new(move || {
            mark(Saving::Failed {
                before,
                wanted: role,
            });
        });
        write(registries, change(role, failed, on_done, Some(on_failed)));
    }

    fn remove(&self, member: &Arc<Member>) {
        let w = &words().members;
        let this = *self;
        let registries = self.registries;
        let connection = self.connection.get_untracked();
        let name = member.entity_name.clone();
        let is_me = self.is_me(member);
        let project = self.project.get_value();
        let change = Change {
            connection: connection.clone(),
            operation: DeleteMember {
                project_name_or_id: ProjectReference::Name(project.clone()),
                mid: member.id,
            },
            failed: w.not_removed(&name),
            on_done: Arc::new(move || {
                let text = w.removed(&name, project.as_str());
                registries.toasts.done(text, None);
                if is_me {
                    forget_rights(registries, &connection);
                }
                this.members.reload();
            }),
            on_failed: None,
        };
        write(registries, change);
    }
}

/// What is worth knowing before an administrator goes or is made less.
fn warnings(members: &[Arc<Member>], member: &Member, is_me: bool) -> Vec<&'static str> {
    let w = &words().members;
    let administers = |member: &Member| member.role() == Some(Role::ProjectAdministrator);
    let another = members
        .iter()
        .any(|other| other.id != member.id && administers(other));
    let mut warnings = Vec::new();
    if is_me {
        warnings.push(w.own_membership);
    }
    if administers(member) && !another {
        warnings.push(w.only_admin);
    }
    warnings
}

/// The role in a row: a menu where it may be changed.
pub fn role_cell(editing: Editing, member: &Arc<Member>) -> AnyView {
    let w = &words().members;
    let member = Arc::clone(member);
    let name = member
        .role()
        .map_or(member.role_name.clone(), |role| role_name(role).to_owned());
    let id = member.id;
    let saving = Memo::new(move |_| editing.saving.with(|all| all.get(&id).copied()));
    let view = move || match saving.get() {
        Some(Saving::UnderWay(role)) => view! {
            <span class="c muted" aria-busy="true">
                {role_name(role)}
                <span class="spin"></span>
            </span>
        }
        .into_any(),
        Some(Saving::Done(role)) => role_name(role).into_any(),
        Some(Saving::Failed { before, wanted }) => {
            let member = Arc::clone(&member);
            view! {
                <span class="c gap4" title=w.still(role_name(before))>
                    {role_name(before)}
                    <span class="c-bad">{w.not_saved}</span>
                    <button
                        type="button"
                        class="lnk"
                        on:click=move |event| {
                            event.stop_propagation();
                            editing.save(&member, wanted);
                        }
                    >
                        {w.retry}
                    </button>
                </span>
            }
            .into_any()
        }
        None if editing.may("update") || editing.may("delete") => {
            let label = w.role_of(&member.entity_name, &name);
            let name = name.clone();
            let member = Arc::clone(&member);
            let opener = move || {
                view! {
                    {name.clone()}
                    <Icon name="chevron-down" class="i-12" />
                }
                .into_any()
            };
            view! {
                <Menu
                    label=label
                    class="rsel"
                    opener=opener
                    items=Signal::derive(move || items(editing, &member))
                    off=editing.off
                />
            }
            .into_any()
        }
        None => name.clone().into_any(),
    };
    view.into_any()
}

fn items(editing: Editing, member: &Arc<Member>) -> Vec<MenuItem> {
    let mut items = Vec::new();
    if editing.may("update") {
        items.extend(Role::ALL.into_iter().rev().map(|role| {
            let chosen = Arc::clone(member);
            let mut item = MenuItem::new(
                role_name(role),
                Callback::new(move |()| editing.choose(&chosen, role)),
            );
            item.detail = Some(role_words(role));
            item.icon = (member.role() == Some(role)).then_some("check");
            item
        }));
    }
    if editing.may("delete") {
        let removed = Arc::clone(member);
        let on_click = Callback::new(move |()| editing.ask_removal(Arc::clone(&removed)));
        let mut item = MenuItem::new(
            words()
                .members
                .remove_from(editing.project.get_value().as_str()),
            on_click,
        );
        item.icon = Some("trash");
        item.danger = true;
        items.push(item);
    }
    items
}

/// The question before a member goes, or an administrator is made less.
#[component]
pub fn MemberQuestion(editing: Editing) -> impl IntoView {
    let w = &words().members;
    let close = Callback::new(move |()| editing.question.set(None));
    move || {
        let question = editing.question.get()?;
        let project = editing.project.get_value();
        let (member, title, text, words) = match &question {
            Question::Remove(member) => (
                Arc::clone(member),
                w.ask_remove(&member.entity_name, project.as_str()),
                if member.entity_type == EntityType::Group {
                    w.group_loses
                } else {
                    w.user_loses
                },
                w.remove,
            ),
            Question::Weaken(member, role) => (
                Arc::clone(member),
                w.ask_role(&member.entity_name, role_name(*role)),
                role_words(*role),
                w.change_role,
            ),
        };
        let notes = warnings(&editing.others(), &member, editing.is_me(&member))
            .into_iter()
            .map(|words| {
                view! {
                    <div class="note warn">
                        <Icon name="warning" />
                        <span>{words}</span>
                    </div>
                }
            })
            .collect_view();
        let act = move |_| {
            editing.question.set(None);
            match &question {
                Question::Remove(member) => editing.remove(member),
                Question::Weaken(member, role) => editing.save(member, *role),
            }
        };
        Some(view! {
            <Dialog title=title on_close=close>
                <div class="dlg-b col g12">
                    <p>{text}</p>
                    {notes}
                </div>
                <div class="dlg-f">
                    <span class="sp"></span>
                    <button type="button" class="btn" autofocus on:click=move |_| close.run(())>
                        {w.cancel}
                    </button>
                    <button
                        type="button"
                        class="btn danger"
                        disabled=move || editing.off.get().is_some()
                        title=move || editing.off.get()
                        on:click=act
                    >
                        {words}
                    </button>
                </div>
            </Dialog>
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(id: i64, role: Role) -> Arc<Member> {
        Arc::new(Member {
            id: MemberId(id),
            role_id: role.id(),
            ..Member::default()
        })
    }

    #[test]
    fn the_last_administrator_and_oneself_are_warned_of() {
        let admin = member(1, Role::ProjectAdministrator);
        let other = member(2, Role::ProjectAdministrator);
        let guest = member(3, Role::Guest);
        let alone = [Arc::clone(&admin), Arc::clone(&guest)];
        assert_eq!(warnings(&alone, &admin, false).len(), 1);
        assert_eq!(warnings(&alone, &admin, true).len(), 2);
        assert!(warnings(&alone, &guest, false).is_empty());
        assert!(warnings(&[Arc::clone(&admin), other], &admin, false).is_empty());
    }
}
