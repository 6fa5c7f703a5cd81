//! The lists of robot accounts: all that there are to see, and those of a project.

use std::sync::Arc;

use harbor_api::{
    ProjectId, ProjectName, RobotId,
    operations::ListProjects,
    robots::{DEFAULT_PREFIX, prefix_of},
    types::{Robot, RobotPermission, Role},
};
use leptos::prelude::*;
use listing::{Line, Sort, lists::Robots};
use pilothouse_protocol::{ConnectionId, Failure, HeldRobotSecret};
use wasm_bindgen_futures::spawn_local;

use crate::{
    actions::use_actions,
    features::robots::{
        declaration::{columns, fields},
        delete::DeleteRobotDialog,
        edit::EditRobot,
        inspector::RobotInspector,
        secrets::renew::RenewRobot,
        several::{
            ChosenRobot, DeleteRobotsDialog, ExpiryDialog, NewSecretsDialog, SeveralActions,
        },
        wizard::new::NewRobotDialog,
    },
    ipc::{Ticket, harbor_all, write::why_off},
    list::{
        List, ListBody, ListWords, Refresh, TableOf, Values, chosen_line, close_on_escape,
        inspected,
    },
    permissions::rights,
    registries::registries,
    ui::{Empty, Icon},
    words::words,
};

/// A dialog over the list.
#[derive(Clone, PartialEq)]
pub enum Question {
    New,
    Edit(Arc<Robot>),
    Renew(Arc<Robot>),
    Delete(Arc<Robot>),
    NewSecrets(Arc<Vec<ChosenRobot>>),
    ExpiryOf(Arc<Vec<ChosenRobot>>),
    DeleteAll(Arc<Vec<ChosenRobot>>),
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct RobotList {
    pub connection: Signal<ConnectionId>,
    pub list: List,
    pub question: RwSignal<Option<Question>>,
    /// Counts the changes made here, so that details are read again.
    pub changed: RwSignal<u32>,
    /// Why nothing can be changed now.
    pub off: Signal<Option<&'static str>>,
    pub is_administrator: Memo<bool>,
    /// The project whose list it is.
    project: StoredValue<Option<ProjectName>>,
    /// The projects whose own accounts are made here; none where they are the system's.
    own: RwSignal<Vec<ProjectName>>,
}

impl RobotList {
    fn new(connection: Signal<ConnectionId>, of: Robots, project: Option<ProjectName>) -> Self {
        let registries = registries();
        let soonest_first = Sort::ascending("expires");
        let is_administrator = Memo::new(move |_| registries.is_administrator(&connection.get()));
        Self {
            connection,
            list: List::open(connection, of, Some(soonest_first)),
            question: RwSignal::new(None),
            changed: RwSignal::new(0),
            off: why_off(connection),
            is_administrator,
            own: RwSignal::new(project.iter().cloned().collect()),
            project: StoredValue::new(project),
        }
    }

    /// Whether the account may change this one, as far as the list knows: the server has the last
    /// word.
    pub fn is_own(self, robot: &ChosenRobot) -> bool {
        let is_own = |project: &String| {
            let own = |known: &ProjectName| known.as_str() == project;
            self.own.with_untracked(|all| all.iter().any(own))
        };
        self.is_administrator.get_untracked() || robot.project.as_ref().is_some_and(is_own)
    }

    /// An account was made: the list is read again.
    pub fn has_grown(self) {
        self.list.reload();
    }

    /// An account was changed or deleted: what is shown of it is read again.
    pub fn has_changed(self, id: RobotId) {
        self.list.read_row(id.to_string());
        self.changed.try_update(|changed| *changed += 1);
    }

    /// What the server puts before names, as far as an account of the list shows it.
    fn prefix(self) -> String {
        let known = self.list.block.with_untracked(|block| {
            let block = block.as_ref()?;
            (block.first..block.first + block.lines.len())
                .filter_map(|at| block.line(at))
                .find_map(|line| prefix_of(&named(self.list, line)).map(str::to_owned))
        });
        known.unwrap_or_else(|| DEFAULT_PREFIX.to_owned())
    }
}

/// What a line says of an account's name.
fn named(list: List, line: &Line) -> Robot {
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let permissions = values.texts("project").iter().map(|name| RobotPermission {
        namespace: name.clone(),
        ..RobotPermission::default()
    });
    Robot {
        name: values.text("name").to_owned(),
        level: values.text("level").to_owned().into(),
        permissions: permissions.collect(),
        ..Robot::default()
    }
}

/// All robot accounts that the account may see.
#[component]
pub fn RobotsPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let robots = RobotList::new(connection, Robots::All, None);
    // Others may change those of the projects that they administer.
    let may =
        Callback::new(move |_| robots.is_administrator.get() || !robots.own.with(Vec::is_empty));
    Effect::new(move |_| {
        let connection = connection.get();
        if robots.is_administrator.get() {
            robots.own.set(Vec::new());
            return;
        }
        spawn_local(async move {
            if let Ok(projects) = administered_projects(connection).await {
                robots.own.try_set(projects);
            }
        });
    });
    view! { <RobotsBody robots=robots may=may title=words().robots.title /> }
}

/// The projects in which somebody who is no administrator of the server may make accounts.
async fn administered_projects(connection: ConnectionId) -> Result<Vec<ProjectName>, Failure> {
    let operation = ListProjects::without_details();
    let projects = harbor_all(connection, &operation, Ticket::new(), true).await?;
    let own = projects
        .value
        .iter_good()
        .filter(|project| project.role() == Some(Role::ProjectAdministrator))
        .filter_map(|project| ProjectName::new(project.name.as_str()).ok());
    Ok(own.collect())
}

/// The robot accounts of a project.
#[component]
pub fn RobotsTab(
    connection: Signal<ConnectionId>,
    project: ProjectName,
    id: ProjectId,
) -> impl IntoView {
    let rights = rights(connection, project.clone());
    let may = Callback::new(move |action: &'static str| {
        rights
            .get()
            .is_some_and(|rights| rights.may("robot", action))
    });
    let robots = RobotList::new(connection, Robots::Project { id }, Some(project));
    view! { <RobotsBody robots=robots may=may /> }
}

#[component]
fn RobotsBody(
    robots: RobotList,
    /// Whether the account may do this with some that the list shows.
    may: Callback<&'static str, bool>,
    /// In its own head; a tab has the project's.
    #[prop(optional)]
    title: Option<&'static str>,
) -> impl IntoView {
    let w = &words().robots;
    let list = robots.list;
    let project = robots.project.get_value();
    let is_of_project = project.is_some();
    let selected = list.place.selected;
    let chosen = chosen_line(list, inspected(selected));
    close_on_escape(selected);
    let table = TableOf::new(list, columns(is_of_project));
    let said = ListWords {
        find: w.find,
        all: w.the_robots,
        one: w.robot,
        copy_keys: w.copy_names,
        number: |number| words().robots.number(number),
    };
    let several = SeveralActions::new(robots, may);
    let new_button = move || {
        may.run("create").then(|| {
            view! {
                <button
                    type="button"
                    class="btn primary"
                    disabled=move || robots.off.get().is_some()
                    title=move || robots.off.get()
                    on:click=move |_| robots.question.set(Some(Question::New))
                >
                    <Icon name="plus" />
                    {w.new}
                </button>
            }
        })
    };
    let tools = move || {
        view! {
            <Refresh
                loading=Signal::derive(move || list.is_reading())
                on_refresh=move || list.reload()
            />
            {new_button}
        }
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="robot" title=w.empty_title text=w.empty_text /> }
    });
    let label = match &project {
        Some(project) => w.of_project(project.as_str()),
        None => w.title.to_owned(),
    };
    let projects = Memo::new(move |_| list.state().and_then(|state| state.projects));
    let read_from = move || {
        projects.get().map(|projects| {
            let refused = (projects.refused > 0).then(|| {
                view! {
                    <span class="k c-warn" title=w.refused_projects_why>
                        <Icon name="lock" class="i-12" />
                        {w.refused(projects.refused)}
                    </span>
                }
            });
            view! {
                <span class="muted t12" id="projects-read">
                    {w.read_from(projects.read, projects.all)}
                </span>
                {refused}
            }
        })
    };
    let inspector = move || {
        let line = chosen.get()?;
        let id = line.key.parse().ok().map(RobotId)?;
        Some(view! {
            <RobotInspector
                robots=robots
                id=id
                on_close=Callback::new(move |()| selected.set(None))
            />
        })
    };
    let close = Callback::new(move |()| robots.question.set(None));
    let question = move || {
        robots.question.get().map(|question| match question {
            Question::New => view! {
                <NewRobotDialog
                    robots=robots
                    projects=robots.own.get_untracked()
                    prefix=robots.prefix()
                    on_close=close
                />
            }
            .into_any(),
            Question::Edit(robot) => {
                view! { <EditRobot robots=robots robot=robot on_close=close /> }.into_any()
            }
            Question::Renew(robot) => {
                view! { <RenewRobot robots=robots robot=robot on_close=close /> }.into_any()
            }
            Question::Delete(robot) => {
                view! { <DeleteRobotDialog robots=robots robot=robot on_close=close /> }.into_any()
            }
            Question::NewSecrets(accounts) => {
                view! { <NewSecretsDialog robots=robots accounts=accounts on_close=close /> }
                    .into_any()
            }
            Question::ExpiryOf(accounts) => {
                view! { <ExpiryDialog robots=robots accounts=accounts on_close=close /> }.into_any()
            }
            Question::DeleteAll(accounts) => {
                view! { <DeleteRobotsDialog robots=robots accounts=accounts on_close=close /> }
                    .into_any()
            }
        })
    };
    let actions = use_actions();
    // Enter edits the account whose details are there, and else shows them.
    let on_open = Callback::new(move |line: Arc<Line>| {
        if selected.with_untracked(|key| key.as_ref() == Some(&line.key)) {
            actions.run("row.edit");
        } else {
            selected.set(Some(line.key.clone()));
        }
    });
    view! {
        <div class="work dense" class:has-insp=move || chosen.with(Option::is_some)>
            <div class="page">
                <div class="ph sub">
                    {title.map(|title| view! { <h1>{title}</h1> })}
                    <span class="count" id="count">
                        {move || {
                            list.matched()
                                .map(|matched| {
                                    if matched == list.total() {
                                        matched.to_string()
                                    } else {
                                        format!("{matched} / {}", list.total())
                                    }
                                })
                        }}
                    </span>
                    {read_from}
                    <span class="sp"></span>
                    {tools}
                </div>
                <ListBody
                    of=table
                    fields=fields(is_of_project)
                    said=said
                    label=label
                    on_open=on_open
                    empty=empty
                    actions=Some(ViewFn::from(move || several.view()))
                />
            </div>
            {inspector}
        </div>
        {question}
    }
}

/// The secret of an account, once it is there.
pub type Held = RwSignal<Option<HeldRobotSecret>>;
