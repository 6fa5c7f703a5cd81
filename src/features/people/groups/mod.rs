//! The groups that the server knows.

mod administrators;
mod declaration;
mod dialog;
mod inspector;

use std::sync::Arc;

use harbor_api::{UserGroupId, operations::GetConfiguration, types::GroupKind};
use leptos::prelude::*;
use listing::{Line, Sort, lists::UserGroups};
use pilothouse_protocol::ConnectionId;

use self::{
    administrators::AdministratorGroups,
    declaration::{Known, columns, fields},
    dialog::{DeleteGroups, SaveGroup},
    inspector::GroupInspector,
};
use crate::{
    features::people::{joining::Joining, memberships::Asked},
    ipc::{load::load_one, steps::Steps, write::why_off},
    list::{DeleteChecked, List, ListPage, ListWords, NewButton, RowDeed, TableOf, Values},
    registries::registries,
    ui::Empty,
    words::words,
};

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
    /// Each with the name.
    Delete(Vec<(UserGroupId, String)>),
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
    question: RwSignal<Option<Question>>,
    steps: Steps,
    joining: Joining,
    asked: Asked,
    table: StoredValue<TableOf>,
}

impl GroupList {
    /// Opens the list.
    pub fn open(connection: Signal<ConnectionId>, asked: Asked) -> Self {
        let registries = registries();
        let kind = Memo::new(move |_| registries.group_kind(&connection.get()));
        let settings = load_one(connection, move || {
            kind.get().is_some().then_some(GetConfiguration {})
        });
        let administrators = Memo::new(move |_| match (kind.get(), settings.data.get()) {
            (Some(kind), Some(settings)) => AdministratorGroups::of(kind, &settings),
            _ => AdministratorGroups::default(),
        });
        let list = List::open(connection, UserGroups {}, Some(Sort::ascending("name")));
        Effect::new(move |_| {
            kind.track();
            administrators.track();
            list.redraw();
        });
        let table = TableOf::new(
            list,
            columns(Known {
                kind,
                administrators,
            }),
        );
        Self {
            connection,
            list,
            off: why_off(connection),
            kind,
            question: RwSignal::new(None),
            steps: Steps::new(),
            joining: Joining::new(connection, list, true),
            asked,
            table: StoredValue::new(table.below_head()),
        }
    }

    /// The table.
    pub fn table(self) -> TableOf {
        self.table.get_value()
    }

    /// Why groups have no use here, in the page's head.
    pub fn head(self) -> AnyView {
        let note = move || {
            let is_used = self.kind.get().is_some();
            (!is_used).then_some(words().people.groups_not_filled)
        };
        view! { <span class="muted t12 trunc">{note}</span> }.into_any()
    }

    fn delete_checked(self) {
        let group = |key: &str, values: &Values<'_>| {
            let id = key.parse().ok().map(UserGroupId)?;
            Some((id, values.text("name").to_owned()))
        };
        self.list.with_checked(group, move |all| {
            if !all.is_empty() {
                self.question.try_set(Some(Question::Delete(all)));
            }
        });
    }
}

/// The part of the page.
#[component]
pub fn GroupsPart(groups: GroupList) -> impl IntoView {
    let w = &words().people;
    let (steps, question, table) = (groups.steps, groups.question, groups.table());
    groups.asked.ask_for(&table, &["projects", "highest_role"]);
    let said = ListWords {
        find: w.find_group,
        all: w.the_groups,
        one: w.group,
        copy_keys: w.copy_names,
        number: |number| words().people.groups_of(number),
    };
    let bar = ViewFn::from(move || {
        move || {
            groups.kind.get().map(|_| {
                let press = move || question.set(Some(Question::New));
                view! {
                    <NewButton
                        id="new-group"
                        text=w.new_group
                        off=groups.off
                        on_press=press
                        class="btn sm"
                    />
                }
            })
        }
    });
    let empty = ViewFn::from(move || {
        view! { <Empty icon="people" title=w.no_groups text=w.no_groups_text /> }
    });
    let actions = ViewFn::from(move || {
        let delete = RowDeed::new(w.delete_open, move || groups.delete_checked());
        view! {
            {groups.joining.for_checked()}
            <DeleteChecked deed=delete off=groups.off />
            {steps.progress(w.deleting_groups, w.stop)}
        }
    });
    let inspector =
        move |line: Arc<Line>| view! { <GroupInspector groups=groups line=line /> }.into_any();
    let close = Callback::new(move |()| question.set(None));
    let dialog = move || {
        question.get().map(|asked| match asked {
            Question::New => {
                view! { <SaveGroup groups=groups known=None on_close=close /> }.into_any()
            }
            Question::Rename(known) => {
                view! { <SaveGroup groups=groups known=Some(known) on_close=close /> }.into_any()
            }
            Question::Delete(all) => {
                view! { <DeleteGroups groups=groups all=all on_close=close /> }.into_any()
            }
        })
    };
    view! {
        <ListPage
            of=table
            fields=fields()
            said=said
            label=w.groups.to_owned()
            empty=empty
            bar=bar
            actions=actions
            inspector=Callback::new(inspector)
        />
        {dialog}
        {groups.joining.dialog()}
    }
}
