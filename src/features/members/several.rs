//! Several members at once: another role, or removal; never oneself.

use harbor_api::types::Role;
use leptos::prelude::*;
use listing::{Condition, Operator};
use pilothouse_protocol::{BulkChange, BulkRow};
use wasm_bindgen_futures::spawn_local;

use crate::{
    bulk::{start_named, why_busy},
    features::{
        members::{
            member::MemberRow,
            role::{Editing, role_words},
        },
        projects::role_name,
    },
    list::{Values, use_delete_checked},
    registries::{Registries, registries},
    ui::{Dialog, Icon, Menu, MenuItem},
    words::words,
};

/// What is to be done with the checked members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Role(Role),
    Remove,
}

impl Deed {
    fn change(self) -> BulkChange {
        match self {
            Self::Role(role) => BulkChange::SetRole { role },
            Self::Remove => BulkChange::Delete,
        }
    }

    /// Whether it changes anything for a member.
    fn concerns(self, member: &MemberRow) -> bool {
        match self {
            Self::Role(role) => member.role != Some(role),
            Self::Remove => true,
        }
    }
}

/// What is asked before it is done.
#[derive(Clone)]
struct Asked {
    deed: Deed,
    members: Vec<MemberRow>,
    /// One's own membership was among those that are checked.
    without_me: bool,
    /// No project administrator would be left.
    leaves_no_admin: bool,
}

/// Splits off oneself, and those for whom nothing would change.
fn concerned(
    deed: Deed,
    members: Vec<MemberRow>,
    is_me: impl Fn(&MemberRow) -> bool,
) -> (Vec<MemberRow>, bool) {
    let all = members.len();
    let others: Vec<MemberRow> = members.into_iter().filter(|one| !is_me(one)).collect();
    let without_me = others.len() < all;
    let concerned = others.into_iter().filter(|one| deed.concerns(one));
    (concerned.collect(), without_me)
}

fn takes_from_admin(deed: Deed, member: &MemberRow) -> bool {
    deed != Deed::Role(Role::ProjectAdministrator)
        && member.role == Some(Role::ProjectAdministrator)
}

/// The actions of the bar of checked members.
#[derive(Clone, Copy)]
pub struct SeveralMembers {
    registries: Registries,
    editing: Editing,
    off: Signal<Option<&'static str>>,
    asked: RwSignal<Option<Asked>>,
}

impl SeveralMembers {
    pub fn new(editing: Editing) -> Self {
        let busy = why_busy(editing.connection());
        Self {
            registries: registries(),
            editing,
            off: Signal::derive(move || editing.off().get().or_else(|| busy.get())),
            asked: RwSignal::new(None),
        }
    }

    fn begin(self, deed: Deed) {
        let member = |_: &str, values: &Values<'_>| MemberRow::from_cells(values.cells);
        let list = self.editing.members();
        list.with_checked(member, move |members| self.begin_with(deed, members));
    }

    fn begin_with(self, deed: Deed, members: Vec<MemberRow>) {
        let list = self.editing.members();
        let toasts = self.registries.toasts;
        spawn_local(async move {
            let w = &words().members;
            let is_me = |member: &MemberRow| self.editing.is_me(member);
            let (members, without_me) = concerned(deed, members, is_me);
            if members.is_empty() {
                let text = if without_me {
                    w.only_yourself
                } else {
                    words().bulk.nothing
                };
                toasts.done(text, None);
                return;
            }
            let admins = members
                .iter()
                .filter(|one| takes_from_admin(deed, one))
                .count();
            let administrators = Condition {
                field: "role".to_owned(),
                operator: Operator::Is,
                value: Role::ProjectAdministrator.as_str().to_owned(),
            };
            // What can't be known is warned of.
            let found = list.rows_where(vec![administrators], admins + 1).await;
            let has_others = found.is_ok_and(|rows| rows.len() > admins);
            let asked = Asked {
                deed,
                members,
                without_me,
                leaves_no_admin: admins > 0 && !has_others,
            };
            // What takes nothing from anybody is done without asking.
            if deed == Deed::Remove || admins > 0 {
                self.asked.try_set(Some(asked));
            } else {
                self.start(&asked);
            }
        });
    }

    fn start(self, asked: &Asked) {
        let rows = asked.members.iter().map(|member| BulkRow {
            key: member.key(),
            name: member.name.clone(),
        });
        let (registries, list) = (self.registries, self.editing.members());
        if asked.without_me {
            registries.toasts.done(words().members.without_you, None);
        }
        start_named(registries, list, rows.collect(), asked.deed.change());
    }

    /// The buttons, as far as the account may.
    pub fn view(self) -> AnyView {
        let w = &words().members;
        let off = self.off;
        let roles = Signal::derive(move || {
            let roles = Role::ALL.into_iter().rev();
            roles
                .map(|role| {
                    let choose = Callback::new(move |()| self.begin(Deed::Role(role)));
                    MenuItem {
                        detail: Some(role_words(role)),
                        ..MenuItem::new(role_name(role), choose)
                    }
                })
                .collect::<Vec<_>>()
        });
        let view = move || {
            let opener = move || {
                view! {
                    <Icon name="shield" />
                    {w.change_role}
                }
            };
            let role = self.editing.may("update").then(|| {
                view! {
                    <Menu
                        label=w.change_role
                        class="btn ghost"
                        opener=opener
                        items=roles
                        off=off
                    />
                }
            });
            let remove = self.editing.may("delete").then(|| {
                use_delete_checked(off, move || self.begin(Deed::Remove));
                view! {
                    <button
                        type="button"
                        class="btn ghost"
                        title=move || off.get()
                        disabled=move || off.get().is_some()
                        on:click=move |_| self.begin(Deed::Remove)
                    >
                        <Icon name="trash" />
                        {w.remove_several}
                    </button>
                }
            });
            view! { {role} {remove} }
        };
        view.into_any()
    }
}

/// The question before several members go, or administrators are made less.
#[component]
pub fn SeveralQuestion(several: SeveralMembers) -> impl IntoView {
    let w = &words().members;
    let close = Callback::new(move |()| several.asked.set(None));
    move || {
        let asked = several.asked.get()?;
        let count = asked.members.len();
        let (title, text, send) = match asked.deed {
            Deed::Remove => (
                w.ask_remove_several(count),
                w.several_lose,
                w.remove_them(count),
            ),
            Deed::Role(role) => (
                w.ask_role_several(count, role_name(role)),
                role_words(role),
                w.change_role.to_owned(),
            ),
        };
        let note = |shown: bool, text: &'static str| {
            shown.then(|| {
                view! {
                    <div class="note warn">
                        <Icon name="warning" />
                        <span>{text}</span>
                    </div>
                }
            })
        };
        let names = asked.members.iter().map(|member| {
            let icon = if member.is_group { "people" } else { "user" };
            view! {
                <li>
                    <Icon name=icon class="i-14 muted" />
                    <span class="grow wraps">{member.name.clone()}</span>
                    <span class="muted t12">{member.role_text()}</span>
                </li>
            }
        });
        let names = names.collect_view();
        let notes = [
            note(asked.leaves_no_admin, w.no_admin_left),
            note(asked.without_me, w.without_you),
        ];
        let act = move |_| {
            several.asked.set(None);
            several.start(&asked);
        };
        Some(view! {
            <Dialog title=title on_close=close>
                <div class="dlg-b col g12 scroll" tabindex="0">
                    <p>{text}</p>
                    {notes}
                    <ul class="outcome-rows">{names}</ul>
                </div>
                <div class="dlg-f">
                    <span class="sp"></span>
                    <button type="button" class="btn" on:click=move |_| close.run(())>
                        {w.cancel}
                    </button>
                    <button
                        type="button"
                        class="btn danger"
                        id="members-several"
                        disabled=move || several.off.get().is_some()
                        title=move || several.off.get()
                        on:click=act
                    >
                        {send}
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

    fn member(name: &str, role: Role) -> MemberRow {
        let text = |text: &str| Cell::Text(text.to_owned());
        let cells = [text("7"), text(name), text("user"), text(role.as_str())];
        MemberRow::from_cells(&cells).expect("a member")
    }

    #[test]
    fn oneself_and_those_who_have_the_role_are_left_alone() {
        let members = || {
            vec![
                member("ada", Role::ProjectAdministrator),
                member("bob", Role::Maintainer),
                member("carol", Role::Guest),
            ]
        };
        let names = |deed| {
            let (members, without_me) = concerned(deed, members(), |one| one.name == "ada");
            let names: Vec<String> = members.into_iter().map(|one| one.name).collect();
            (names, without_me)
        };
        let owned = |names: &[&str]| names.iter().map(|one| (*one).to_owned()).collect();
        assert_eq!(names(Deed::Remove), (owned(&["bob", "carol"]), true));
        assert_eq!(names(Deed::Role(Role::Guest)), (owned(&["bob"]), true));
        let (all, without_me) = concerned(Deed::Remove, members(), |_| false);
        assert_eq!((all.len(), without_me), (3, false));
    }

    #[test]
    fn only_what_takes_from_an_administrator_counts() {
        let admin = member("ada", Role::ProjectAdministrator);
        assert!(takes_from_admin(Deed::Remove, &admin));
        assert!(takes_from_admin(Deed::Role(Role::Guest), &admin));
        assert!(!takes_from_admin(
            Deed::Role(Role::ProjectAdministrator),
            &admin
        ));
        assert!(!takes_from_admin(Deed::Remove, &member("bob", Role::Guest)));
    }
}
