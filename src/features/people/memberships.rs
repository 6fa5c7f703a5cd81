//! Of which projects somebody is a member: the member lists of all projects, read once for every user and
//! group of the page, when a column counts them or somebody asks.

use chrono::TimeDelta;
use harbor_api::ProjectName;
use leptos::prelude::*;
use listing::{
    Condition, Operator, Sort,
    lists::{
        Memberships,
        members::{GROUP, USER},
    },
};
use pilothouse_protocol::ConnectionId;
use wasm_bindgen_futures::spawn_local;

use crate::{
    features::{members::MEMBERS, projects::named_role},
    format::count,
    list::{List, TableOf, Values},
    route::Route,
    ui::{Failed, Link, titled_section},
    words::words,
};

/// Projects that are shown of one user or group.
const SHOWN: usize = 200;
/// How long what was read is new enough for whoever comes back.
const LASTS: TimeDelta = TimeDelta::minutes(10);

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Asked {
    connection: Signal<ConnectionId>,
    is_asked: RwSignal<bool>,
    list: RwSignal<Option<List>>,
}

/// Whose projects they are, by number.
#[derive(Clone, PartialEq, Eq)]
pub enum Who {
    User(String),
    Group(String),
}

impl Who {
    fn conditions(&self) -> Vec<Condition> {
        let (kind, number) = match self {
            Self::User(number) => (USER, number),
            Self::Group(number) => (GROUP, number),
        };
        let is = |field: &str, value: &str| Condition {
            field: field.to_owned(),
            operator: Operator::Is,
            value: value.to_owned(),
        };
        vec![is("kind", kind), is("entity", number)]
    }
}

/// A project, and the role there.
type Membership = (String, String);

impl Asked {
    pub fn new(connection: Signal<ConnectionId>) -> Self {
        Self {
            connection,
            is_asked: RwSignal::new(false),
            list: RwSignal::new(None),
        }
    }

    /// Has them read, unless they are already.
    pub fn ask(self) {
        if !self.is_asked.get_untracked() {
            self.is_asked.set(true);
        }
    }

    /// Has them read while columns of a table count them.
    pub fn ask_for(self, table: &TableOf, columns: &'static [&'static str]) {
        let layout = table.layout;
        Effect::new(move |_| {
            let is_any = layout.now.with(|layout| {
                let mut columns = columns.iter();
                columns.any(|column| !layout.hidden.contains(*column))
            });
            if is_any {
                self.ask();
            }
        });
    }

    /// Reads them again, where they were read.
    pub fn read_again(self) {
        if let Some(list) = self.list.get_untracked() {
            list.reload();
        }
    }

    /// Whether all were read, at least once.
    pub fn are_read(self) -> Signal<bool> {
        let are_read = Memo::new(move |_| {
            let state = self.list.get().and_then(|list| list.state());
            state.is_some_and(|state| state.whole)
        });
        are_read.into()
    }

    /// How far they are read, until all were.
    pub fn how_far(self) -> impl IntoView {
        let w = &words().people;
        let is_reading = Memo::new(move |_| {
            let list = self.list.get()?;
            let is_part = list.state().is_none_or(|state| !state.whole);
            is_part.then(|| list.is_reading())
        });
        let said = move || {
            let list = self.list.get()?;
            if is_reading.get() == Some(false) {
                return Some(w.not_counted.to_owned());
            }
            let projects = list.state()?.projects?;
            Some(w.counting(&count(projects.read), &count(projects.all)))
        };
        let press = move |_| {
            if let Some(list) = self.list.get_untracked() {
                match is_reading.get_untracked() {
                    Some(true) => list.stop(),
                    _ => list.go_on(),
                }
            }
        };
        move || {
            let is_reading = is_reading.get()?;
            Some(view! {
                <span class="muted t12 trunc" id="counting" role="status">
                    {said}
                </span>
                <button type="button" class="lnk t12" on:click=press>
                    {if is_reading { w.stop } else { w.go_on }}
                </button>
            })
        }
    }

    /// Reads them as soon as somebody asks, for as long as the page is there.
    pub fn read_when_asked(self) -> impl IntoView {
        move || {
            self.is_asked.get().then(|| {
                let list = List::open_lasting(
                    self.connection,
                    Memberships {},
                    Some(Sort::ascending("project")),
                    LASTS,
                );
                self.list.set(Some(list));
                on_cleanup(move || {
                    let _ = self.list.try_set(None);
                });
            })
        }
    }
}

/// The projects of a user or group, for those who ask.
#[component]
pub fn ProjectsOf(
    asked: Asked,
    who: Who,
    /// What makes them a member of one more.
    #[prop(into)]
    add: ViewFn,
) -> impl IntoView {
    let w = &words().people;
    let found = RwSignal::new(None::<(Vec<Membership>, usize)>);
    let revision = Memo::new(move |_| {
        let state = asked.list.get()?.state()?;
        Some((state.list, state.revision))
    });
    let conditions = StoredValue::new(who.conditions());
    Effect::new(move |_| {
        let (Some(_), Some(list)) = (revision.get(), asked.list.get_untracked()) else {
            return;
        };
        spawn_local(async move {
            let Some(conditions) = conditions.try_get_value() else {
                return;
            };
            let sort = Sort::ascending("project");
            let Ok(Some(lines)) = list.lines_where(conditions, Some(sort), SHOWN).await else {
                return;
            };
            let rows = lines.lines.iter().map(|line| {
                let values = Values {
                    columns: list.columns,
                    cells: &line.cells,
                };
                let text = |id| values.text(id).to_owned();
                (text("project"), text("role"))
            });
            found.try_set(Some((rows.collect(), lines.matched)));
        });
    });
    let button = move || match asked.list.get() {
        None => Some(
            view! {
                <button
                    type="button"
                    class="lnk t12"
                    id="find-projects"
                    on:click=move |_| asked.ask()
                >
                    {w.find_projects}
                </button>
            }
            .into_any(),
        ),
        Some(list) if list.is_reading() => Some(
            view! {
                <button type="button" class="lnk t12" on:click=move |_| list.stop()>
                    {w.stop}
                </button>
            }
            .into_any(),
        ),
        Some(list) => Some(
            view! {
                <button
                    type="button"
                    class="lnk t12"
                    on:click=move |_| if list.is_whole() { list.reload() } else { list.go_on() }
                >
                    {move || if list.is_whole() { w.read_again } else { w.go_on }}
                </button>
            }
            .into_any(),
        ),
    };
    let lines = move || {
        let (all, matched) = found.get()?;
        let connection = asked.connection.get();
        let more = matched.saturating_sub(all.len());
        let lines = all.into_iter().map(|(project, role)| {
            let place = ProjectName::new(project.as_str()).ok();
            let named = match place {
                Some(name) => {
                    let to = Route::Project {
                        connection: connection.clone(),
                        project: name,
                        tab: MEMBERS,
                    };
                    view! { <Link to=to class="lnk trunc">{project}</Link> }.into_any()
                }
                // What it is called is read beside the members.
                None => view! { <span class="muted">{w.unnamed_project}</span> }.into_any(),
            };
            view! {
                <li class="row g6">
                    <span class="grow trunc">{named}</span>
                    <span class="muted">{named_role(&role)}</span>
                </li>
            }
        });
        Some(view! {
            <ul class="col g6 plain" id="projects-of">
                {lines.collect_view()}
            </ul>
            {(more > 0).then(|| view! { <p class="hint">{w.more_projects(&count(more))}</p> })}
        })
    };
    let is_none = move || found.with(|found| found.as_ref().is_some_and(|(_, all)| *all == 0));
    let said = move || {
        let Some(list) = asked.list.get() else {
            return Some(w.projects_cost.to_owned());
        };
        let projects = list.state().and_then(|state| state.projects);
        if !list.is_whole() {
            return Some(match projects {
                Some(projects) => w.projects_read(&count(projects.read), &count(projects.all)),
                None => w.projects_begin.to_owned(),
            });
        }
        let projects = projects?;
        let mut said = Vec::new();
        if is_none() {
            said.push(w.no_projects.to_owned());
        }
        said.push(w.projects_from(&count(projects.all)));
        if projects.refused > 0 {
            said.push(w.projects_refused(&count(projects.refused)));
        }
        Some(said.join(" "))
    };
    let failure = move || {
        let list = asked.list.get()?;
        let failure = list.failure()?;
        Some(view! {
            <Failed
                what=w.the_memberships
                failure=failure
                on_retry=Callback::new(move |()| list.reload())
            />
        })
    };
    let content = view! {
        <div class="col g8">
            {lines} {failure} <p class="hint" role="status">
                {said}
            </p>
            <p>{button}</p>
        </div>
    };
    titled_section(w.projects, add.run(), content)
}
