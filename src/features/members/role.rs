//! A member's role: changed in its row, and taken away after a question.

use std::{collections::HashMap, sync::Arc};

use harbor_api::{
    MemberId, ProjectName, ProjectReference,
    operations::{DeleteMember, UpdateMember},
    types::{Role, RoleChange},
};
use leptos::prelude::*;
use listing::{Condition, Operator};
use pilothouse_protocol::ConnectionId;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::{members::member::MemberRow, projects::role_name},
    ipc::write::{Change, write},
    list::{List, RowAct, row_id},
    permissions::{Rights, forget_rights},
    registries::{Registries, registries},
    ui::{Act, Dialog, Icon, MenuItem, MenuList, MenuPlace},
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
pub(super) enum Saving {
    UnderWay(Role),
    /// Done, and not read again yet.
    Done(Role),
    Failed {
        before: Role,
        wanted: Role,
    },
}

/// What the person is asked about before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Question {
    Remove,
    Weaken(Role),
}

/// A question about a member, with what is worth knowing before it is answered.
#[derive(Clone)]
struct Asked {
    question: Question,
    member: MemberRow,
    warnings: Vec<&'static str>,
}

/// The members' page, as its rows need it.
#[derive(Clone, Copy)]
pub struct Editing {
    registries: Registries,
    connection: Signal<ConnectionId>,
    project: StoredValue<ProjectName>,
    members: List,
    saving: RwSignal<HashMap<MemberId, Saving>>,
    /// The member whose role's menu is open, and where.
    menu: RwSignal<Option<(MemberRow, MenuPlace)>>,
    asked: RwSignal<Option<Asked>>,
    rights: Signal<Option<Arc<Rights>>>,
    off: Signal<Option<&'static str>>,
}

impl Editing {
    pub fn new(
        connection: Signal<ConnectionId>,
        project: ProjectName,
        members: List,
        rights: Signal<Option<Arc<Rights>>>,
        off: Signal<Option<&'static str>>,
    ) -> Self {
        let this = Self {
            registries: registries(),
            connection,
            project: StoredValue::new(project),
            members,
            saving: RwSignal::default(),
            menu: RwSignal::new(None),
            asked: RwSignal::new(None),
            rights,
            off,
        };
        Effect::new(move |_| {
            // Lines that came know what was done.
            members.block.track();
            this.saving.update(|saving| {
                saving.retain(|_, saving| !matches!(saving, Saving::Done(_)));
            });
        });
        Effect::new(move |_| {
            this.saving.track();
            this.menu.track();
            rights.track();
            off.track();
            members.redraw();
        });
        this
    }

    pub(super) fn connection(&self) -> Signal<ConnectionId> {
        self.connection
    }

    pub(super) fn members(&self) -> List {
        self.members
    }

    pub(super) fn off(&self) -> Signal<Option<&'static str>> {
        self.off
    }

    pub(super) fn may(&self, action: &'static str) -> bool {
        self.rights
            .get()
            .is_some_and(|rights| rights.may("member", action))
    }

    /// Whether a row has something to choose.
    pub(super) fn may_change(&self) -> bool {
        self.rights
            .get_untracked()
            .is_some_and(|rights| rights.may("member", "update") || rights.may("member", "delete"))
    }

    pub(super) fn why_off(&self) -> Option<&'static str> {
        self.off.get_untracked()
    }

    pub(super) fn saving_of(&self, id: MemberId) -> Option<Saving> {
        self.saving.with_untracked(|all| all.get(&id).copied())
    }

    pub(super) fn is_menu_of(&self, id: MemberId) -> bool {
        self.menu
            .with_untracked(|menu| menu.as_ref().is_some_and(|(member, _)| member.id == id))
    }

    /// What a control of a row does.
    pub(super) fn act(&self, act: RowAct) {
        let Some(member) = MemberRow::from_cells(&act.line.cells) else {
            return;
        };
        match (act.act.as_str(), self.saving_of(member.id)) {
            ("retry", Some(Saving::Failed { wanted, .. })) => self.save(&member, wanted),
            ("role", None) if self.why_off().is_none() => {
                self.menu.set(Some((member, act.place)));
            }
            _ => {}
        }
    }

    /// Asks before the member goes.
    pub(super) fn ask_removal(&self, member: MemberRow) {
        if self.off.get_untracked().is_none() {
            self.ask(member, Question::Remove);
        }
    }

    pub(super) fn is_me(&self, member: &MemberRow) -> bool {
        let account = self
            .registries
            .find_untracked(&self.connection.get_untracked());
        let name = account.as_ref().and_then(|known| known.account.name());
        !member.is_group && name == Some(&*member.name)
    }

    fn choose(&self, member: MemberRow, role: Role) {
        if member.role == Some(role) {
            return;
        }
        if member.role == Some(Role::ProjectAdministrator) {
            self.ask(member, Question::Weaken(role));
        } else {
            self.save(&member, role);
        }
    }

    /// Asks what was chosen; what takes nothing from anybody is done without asking.
    fn ask(self, member: MemberRow, question: Question) {
        spawn_local(async move {
            let administrators = Condition {
                field: "role".to_owned(),
                operator: Operator::Is,
                value: Role::ProjectAdministrator.as_str().to_owned(),
            };
            // What can't be known is warned of.
            let found = self.members.rows_where(vec![administrators], 2).await;
            let key = member.key();
            let has_others = found.is_ok_and(|rows| rows.iter().any(|row| row.key != key));
            let warnings = warnings(&member, has_others, self.is_me(&member));
            match question {
                Question::Weaken(role) if warnings.is_empty() => self.save(&member, role),
                _ => {
                    self.asked.try_set(Some(Asked {
                        question,
                        member,
                        warnings,
                    }));
                }
            }
        });
    }

    /// Shows the new role at once, and the old one again if it was not taken.
    fn save(&self, member: &MemberRow, role: Role) {
        let this = *self;
        let w = &words().members;
        let Some(before) = member.role else { return };
        let (id, key) = (member.id, member.key());
        let name = member.name.clone();
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
            let (name, key) = (name.clone(), key.clone());
            let on_done: Act = Arc::new(move || this.members.read_row(key.clone()));
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
            this.members.read_row(key.clone());
        });
        let on_failed: Act = Arc::new(move || {
            mark(Saving::Failed {
                before,
                wanted: role,
            });
        });
        write(registries, change(role, failed, on_done, Some(on_failed)));
    }

    fn remove(&self, member: &MemberRow) {
        let w = &words().members;
        let this = *self;
        let registries = self.registries;
        let connection = self.connection.get_untracked();
        let (name, key) = (member.name.clone(), member.key());
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
                this.members.read_row(key.clone());
            }),
            on_failed: None,
        };
        write(registries, change);
    }

    fn items(self, member: &MemberRow) -> Vec<MenuItem> {
        let mut items = Vec::new();
        if self.may("update") {
            items.extend(Role::ALL.into_iter().rev().map(|role| {
                let chosen = member.clone();
                let mut item = MenuItem::new(
                    role_name(role),
                    Callback::new(move |()| self.choose(chosen.clone(), role)),
                );
                item.detail = Some(role_words(role));
                item.icon = (member.role == Some(role)).then_some("check");
                item
            }));
        }
        if self.may("delete") {
            let removed = member.clone();
            let ask = Callback::new(move |()| self.ask_removal(removed.clone()));
            let project = self.project.get_value();
            let mut item = MenuItem::new(words().members.remove_from(project.as_str()), ask);
            item.icon = Some("trash");
            item.danger = true;
            items.push(item);
        }
        items
    }
}

/// What is worth knowing before an administrator goes or is made less.
fn warnings(member: &MemberRow, has_others: bool, is_me: bool) -> Vec<&'static str> {
    let w = &words().members;
    let mut warnings = Vec::new();
    if is_me {
        warnings.push(w.own_membership);
    }
    if member.role == Some(Role::ProjectAdministrator) && !has_others {
        warnings.push(w.only_admin);
    }
    warnings
}

/// The menu of a member's role, while it is open.
#[component]
pub fn RoleMenu(editing: Editing) -> impl IntoView {
    let close = Callback::new(move |()| {
        let Some((member, _)) = editing.menu.get_untracked() else {
            return;
        };
        editing.menu.set(None);
        let row = document().get_element_by_id(&row_id(&member.key()));
        let opener = row.and_then(|row| row.query_selector("[data-act=role]").ok().flatten());
        if let Some(opener) = opener.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = opener.focus();
        }
    });
    move || {
        let (member, place) = editing.menu.get()?;
        let label = words().members.role_of(&member.name, &member.role_text());
        let items = Signal::derive(move || editing.items(&member));
        Some(view! { <MenuList label=label items=items place=place on_close=close /> })
    }
}

/// The question before a member goes, or an administrator is made less.
#[component]
pub fn MemberQuestion(editing: Editing) -> impl IntoView {
    let w = &words().members;
    let close = Callback::new(move |()| editing.asked.set(None));
    move || {
        let Asked {
            question,
            member,
            warnings,
        } = editing.asked.get()?;
        let project = editing.project.get_value();
        let (title, text, words) = match question {
            Question::Remove => (
                w.ask_remove(&member.name, project.as_str()),
                if member.is_group {
                    w.group_loses
                } else {
                    w.user_loses
                },
                w.remove,
            ),
            Question::Weaken(role) => (
                w.ask_role(&member.name, role_name(role)),
                role_words(role),
                w.change_role,
            ),
        };
        let notes = warnings
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
            editing.asked.set(None);
            match question {
                Question::Remove => editing.remove(&member),
                Question::Weaken(role) => editing.save(&member, role),
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
    use listing::Cell;

    use super::*;

    #[test]
    fn the_last_administrator_and_oneself_are_warned_of() {
        let member = |role: Role| {
            let text = |text: &str| Cell::Text(text.to_owned());
            let cells = [text("7"), text("ada"), text("user"), text(role.as_str())];
            MemberRow::from_cells(&cells).expect("a member")
        };
        let (admin, guest) = (member(Role::ProjectAdministrator), member(Role::Guest));
        assert_eq!(warnings(&admin, false, false).len(), 1);
        assert_eq!(warnings(&admin, false, true).len(), 2);
        assert!(warnings(&guest, false, false).is_empty());
        assert!(warnings(&admin, true, false).is_empty());
    }
}
