//! Users or groups become members of a project, several at once; who is one already keeps the role.

use harbor_api::{ProjectName, operations::ListProjects, types::Role};
use leptos::prelude::*;
use pilothouse_protocol::{BulkChange, BulkRow, ConnectionId};

use crate::{
    bulk::{start_named, why_no_run},
    features::{members::RoleChoice, projects::ProjectOptions},
    ipc::load::load_list,
    list::{List, Values},
    registries::registries,
    ui::{Dialog, DialogForm, Field, Icon},
    words::words,
};

/// Those who are to become members; the dialog is open as long as there are any.
#[derive(Clone, Copy)]
pub struct Joining {
    connection: Signal<ConnectionId>,
    list: List,
    are_groups: bool,
    asked: RwSignal<Vec<BulkRow>>,
    /// Why nobody can be added now.
    off: Signal<Option<&'static str>>,
}

impl Joining {
    /// Of the rows of a list of users, or of groups.
    pub fn new(connection: Signal<ConnectionId>, list: List, are_groups: bool) -> Self {
        Self {
            connection,
            list,
            are_groups,
            asked: RwSignal::new(Vec::new()),
            off: why_no_run(connection),
        }
    }

    /// Asks for the project of one of them.
    fn ask(self, key: String, name: String) {
        self.asked.set(vec![BulkRow { key, name }]);
    }

    /// Asks for the project of those that are checked.
    fn ask_checked(self) {
        let row = |key: &str, values: &Values<'_>| {
            Some(BulkRow {
                key: key.to_owned(),
                name: values.text("name").to_owned(),
            })
        };
        self.list.with_checked(row, move |rows| {
            self.asked.try_set(rows);
        });
    }

    fn button(
        self,
        id: &'static str,
        class: &'static str,
        content: AnyView,
        press: impl Fn() + 'static,
    ) -> AnyView {
        let off = self.off;
        view! {
            <button
                type="button"
                class=class
                id=id
                disabled=move || off.get().is_some()
                title=move || off.get()
                on:click=move |_| press()
            >
                {content}
            </button>
        }
        .into_any()
    }

    /// The button in the bar of checked rows.
    pub fn for_checked(self) -> AnyView {
        self.button(
            "add-checked-to-project",
            "btn ghost",
            named().into_any(),
            move || self.ask_checked(),
        )
    }

    /// The button below the details of one of them.
    pub fn for_one(self, key: String, name: String) -> AnyView {
        self.button("add-to-project", "btn", named().into_any(), move || {
            self.ask(key.clone(), name.clone());
        })
    }

    /// The same beside the projects of one of them.
    pub fn beside_projects(self, key: String, name: String) -> AnyView {
        let content = words().people.join.into_any();
        self.button("add-beside-projects", "lnk t12", content, move || {
            self.ask(key.clone(), name.clone());
        })
    }

    /// The dialog, while somebody is to become a member.
    pub fn dialog(self) -> impl IntoView {
        let close = Callback::new(move |()| self.asked.set(Vec::new()));
        move || {
            let rows = self.asked.get();
            (!rows.is_empty()).then(|| {
                view! { <AddToProject joining=self rows=rows on_close=close /> }
            })
        }
    }
}

/// What the buttons are called.
fn named() -> impl IntoView {
    view! {
        <Icon name="project-add" />
        {words().people.join_open}
    }
}

/// Which project, and with which role.
#[component]
fn AddToProject(joining: Joining, rows: Vec<BulkRow>, on_close: Callback<()>) -> impl IntoView {
    let w = &words().people;
    let registries = registries();
    let typed = RwSignal::new(String::new());
    let role = RwSignal::new(Role::Developer);
    let tried = RwSignal::new(false);
    let projects = load_list(joining.connection, || Some(ListProjects::without_details()));
    let project = Memo::new(move |_| {
        let name = ProjectName::new(typed.get().trim()).ok()?;
        let rows = projects.data.get()?;
        let is_known = rows.good.iter().any(|known| known.name == name.as_str());
        // As long as not all are known the registry has the last word.
        (is_known || !projects.whole.get()).then_some(name)
    });
    let problem = Signal::derive(move || {
        if typed.with(|typed| typed.trim().is_empty()) {
            return tried.get().then(|| w.join_which.to_owned());
        }
        let is_unknown = project.get().is_none() && projects.whole.get();
        is_unknown.then(|| words().acts.no_such_project.to_owned())
    });
    let title = match rows.as_slice() {
        [one] => w.join_one(&one.name),
        several if joining.are_groups => w.join_groups(several.len()),
        several => w.join_users(several.len()),
    };
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let names = (names.len() > 1).then(|| names.join(", "));
    let submit = move || {
        tried.set(true);
        let Some(project) = project.get_untracked() else {
            return;
        };
        if joining.off.get_untracked().is_some() {
            return;
        }
        let change = BulkChange::AddToProject {
            project,
            role: role.get_untracked(),
        };
        start_named(registries, joining.list, rows.clone(), change);
        on_close.run(());
    };
    let is_wrong = Signal::derive(move || problem.get().is_some());
    view! {
        <Dialog title=title on_close=on_close>
            <DialogForm
                on_submit=submit
                failure=projects.failure
                send=w.join
                on_cancel=on_close
                is_wrong=is_wrong
                busy=false
                why_off=joining.off
                scrolls=true
            >
                {names.map(|names| view! { <p class="soft wraps">{names}</p> })}
                <Field
                    id="join-project"
                    label=w.join_project
                    value=typed
                    problem=problem
                    list="join-projects"
                    autofocus=true
                />
                <ProjectOptions id="join-projects" typed=typed projects=projects />
                <RoleChoice role=role />
                <p class="hint">{w.join_keeps}</p>
            </DialogForm>
        </Dialog>
    }
}
