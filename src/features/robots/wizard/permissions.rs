//! What an account is given: places at the left, the table of what can be given there at the right.

use std::{collections::BTreeSet, sync::Arc};

use harbor_api::{
    operations::{GetGrantablePermissions, ListProjects},
    robots::{Matrix, MatrixRow, Preset, Selection, old_project_permissions},
    types::{GrantablePermissions, Permission, Project},
};
use leptos::prelude::*;
use pilothouse_protocol::{ConnectionId, FailureCode};

use crate::{
    features::robots::{
        summary,
        wizard::grants::{Grant, Place},
    },
    ipc::load::{Loaded, Rows, load_list, load_one},
    ui::{Failed, Icon},
    words::words,
};

/// Projects that are offered at once.
const OFFERED: usize = 8;

/// What is chosen, and what for.
#[derive(Clone, Copy)]
pub struct Grants {
    pub all: RwSignal<Vec<Grant>>,
    /// The place whose table is shown.
    current: RwSignal<usize>,
    /// What a place that is added begins with.
    preset: RwSignal<Preset>,
}

impl Grants {
    pub fn new(grants: Vec<Grant>) -> Self {
        Self {
            all: RwSignal::new(grants),
            current: RwSignal::new(0),
            preset: RwSignal::new(Preset::CiPush),
        }
    }

    fn change(self, change: impl FnOnce(&mut Selection)) {
        let at = self.current.get_untracked();
        self.all.update(|all| {
            if let Some(grant) = all.get_mut(at) {
                change(&mut grant.selection);
            }
        });
    }

    fn place(self) -> Option<Place> {
        let at = self.current.get();
        self.all
            .with(|all| all.get(at).map(|grant| grant.place.clone()))
    }

    fn add(self, place: Place, selection: Selection) {
        self.all
            .update(|all| all.push(Grant::new(place, selection)));
        self.current.set(self.all.with_untracked(Vec::len) - 1);
    }

    fn remove(self, at: usize) {
        self.all.update(|all| {
            if at < all.len() {
                all.remove(at);
            }
        });
        let last = self.all.with_untracked(Vec::len).saturating_sub(1);
        let current = self.current.get_untracked();
        let next = if at < current { current - 1 } else { current };
        self.current.set(next.min(last));
    }

    /// Whether there is anything to send.
    pub fn is_complete(self) -> bool {
        self.all
            .with(|all| all.iter().any(|grant| !grant.is_empty()))
    }
}

/// The tables of what can be given.
#[derive(Clone)]
struct Tables {
    project: Matrix,
    system: Matrix,
}

impl Tables {
    fn new(grantable: &GrantablePermissions) -> Self {
        Self {
            project: Matrix::of_project(&grantable.project),
            system: Matrix::of_system(&grantable.system),
        }
    }

    fn of(&self, place: &Place) -> &Matrix {
        if place.is_system() {
            &self.system
        } else {
            &self.project
        }
    }
}

/// Where it applies and what is given; `is_fixed`: the places can't be changed.
#[component]
pub fn PermissionsField(
    connection: Signal<ConnectionId>,
    grants: Grants,
    is_fixed: bool,
) -> impl IntoView {
    let w = &words().robots;
    let grantable = load_one(connection, || Some(GetGrantablePermissions {}));
    // Servers before 2.10 don't say what they know.
    let is_silent = move || {
        grantable.failure.with(|failure| {
            failure
                .as_ref()
                .is_some_and(|it| it.code == FailureCode::NotFound)
        })
    };
    let tables = Memo::new_owning(move |_: Option<Option<Arc<Tables>>>| {
        let tables = match grantable.data.get() {
            Some(known) => Some(Tables::new(&known)),
            None if is_silent() => Some(Tables::new(&GrantablePermissions {
                project: old_project_permissions(),
                system: Vec::new(),
            })),
            None => None,
        };
        (tables.map(Arc::new), true)
    });
    // A project's own account begins with the usual set.
    Effect::new(move |_| {
        let Some(tables) = tables.get() else { return };
        grants.all.update(|all| {
            if let [grant] = all.as_mut_slice()
                && grant.place.is_project()
                && grant.is_empty()
                && is_fixed
                && let Some(selection) = grants.preset.get_untracked().selection(&tables.project)
            {
                grant.selection = selection;
            }
        });
    });
    let body = move || {
        match tables.get() {
        Some(tables) => view! {
            <div class="robot-grants">
                <Places connection=connection grants=grants tables=Arc::clone(&tables) is_fixed=is_fixed />
                <MatrixPane grants=grants tables=tables />
            </div>
        }
        .into_any(),
        None => match grantable.failure.get() {
            Some(failure) => view! {
                <Failed
                    what=w.permissions_failed
                    failure=failure
                    on_retry=Callback::new(move |()| grantable.reload())
                />
            }
            .into_any(),
            None => view! { <div class="robot-grants" aria-busy="true"></div> }.into_any(),
        },
    }
    };
    view! { {body} }
}

/// The sentence below the table.
#[component]
pub fn GrantsSentence(grants: Grants) -> impl IntoView {
    view! {
        <span class="t125 soft grow wraps" role="status" id="robot-sentence">
            {move || grants.all.with(|all| summary::sentence(all))}
        </span>
    }
}

#[component]
fn Places(
    connection: Signal<ConnectionId>,
    grants: Grants,
    tables: Arc<Tables>,
    is_fixed: bool,
) -> impl IntoView {
    let w = &words().robots;
    let known = StoredValue::new(Arc::clone(&tables));
    let places = move || {
        let current = grants.current.get();
        grants.all.with(|all| {
            all.iter()
                .enumerate()
                .map(|(at, grant)| {
                    let matrix = known.with_value(|tables| tables.of(&grant.place).clone());
                    let preset = Preset::of(&grant.selection, &matrix);
                    let count = w.permissions_of(grant.selection.len() + grant.denied.len());
                    let said = if grant.place.is_system() || grant.selection.is_empty() {
                        count
                    } else {
                        format!("{}, {count}", w.preset(preset))
                    };
                    let name = grant.place.name();
                    let remove = format!("{} {name}", w.remove_place);
                    view! {
                        <div class="row g2">
                            <button
                                type="button"
                                class="mi two grow"
                                class:is-hi=at == current
                                aria-pressed=(at == current).to_string()
                                on:click=move |_| grants.current.set(at)
                            >
                                <Icon name=grant.place.icon() />
                                <span class="l">
                                    {name} <span class="d">{said}</span>
                                </span>
                            </button>
                            {(!is_fixed)
                                .then(|| {
                                    view! {
                                        <button
                                            type="button"
                                            class="ib xs"
                                            aria-label=remove.clone()
                                            title=remove.clone()
                                            on:click=move |_| grants.remove(at)
                                        >
                                            <Icon name="x" class="i-12" />
                                        </button>
                                    }
                                })}
                        </div>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <div class="places">
            <span class="lbl">{w.applies_to}</span>
            {places}
            {(!is_fixed).then(|| view! { <AddPlace connection=connection grants=grants tables=tables /> })}
        </div>
    }
}

#[component]
fn AddPlace(
    connection: Signal<ConnectionId>,
    grants: Grants,
    tables: Arc<Tables>,
) -> impl IntoView {
    let w = &words().robots;
    let find = RwSignal::new(String::new());
    let projects: Loaded<Rows<Project>> =
        load_list(connection, || Some(ListProjects::without_details()));
    let has_system = !tables.system.rows.is_empty();
    let tables = StoredValue::new(tables);
    let add = move |place: Place| {
        let selection = tables.with_value(|tables| {
            if place.is_system() {
                return Selection::default();
            }
            let preset = grants.preset.get_untracked();
            preset.selection(&tables.project).unwrap_or_default()
        });
        grants.add(place, selection);
        find.set(String::new());
    };
    let is_there = move |place: &Place| {
        grants
            .all
            .with(|all| all.iter().any(|grant| grant.place == *place))
    };
    let offered = move || {
        let wanted = find.get().trim().to_lowercase();
        let names: Vec<String> = projects.data.with(|rows| {
            let rows = rows
                .as_ref()
                .map(|rows| rows.good.as_slice())
                .unwrap_or_default();
            rows.iter()
                .map(|project| project.name.clone())
                .filter(|name| name.contains(&wanted))
                .filter(|name| !is_there(&Place::Project(name.clone())))
                .take(OFFERED)
                .collect()
        });
        if names.is_empty() && projects.data.with(Option::is_some) {
            return view! { <span class="hint">{w.no_project}</span> }.into_any();
        }
        names
            .into_iter()
            .map(|name| {
                let place = Place::Project(name.clone());
                view! {
                    <button type="button" class="mi" on:click=move |_| add(place.clone())>
                        <Icon name="plus" class="i-14" />
                        <span class="l">{name}</span>
                    </button>
                }
            })
            .collect_view()
            .into_any()
    };
    let first = move || {
        let wanted = find.get_untracked().trim().to_lowercase();
        projects.data.with_untracked(|rows| {
            let rows = rows.as_ref()?;
            let mut names = rows.good.iter().map(|project| &project.name);
            let exact = rows.good.iter().find(|project| project.name == wanted);
            let found = exact.map(|project| project.name.clone());
            found.or_else(|| names.find(|name| name.contains(&wanted)).cloned())
        })
    };
    let whole = move |place: Place| {
        let name = place.name();
        let icon = place.icon();
        let asked = place.clone();
        (!is_there(&asked)).then(|| {
            view! {
                <button type="button" class="mi" on:click=move |_| add(place.clone())>
                    <Icon name=icon class="i-14" />
                    <span class="l">{name}</span>
                </button>
            }
        })
    };
    view! {
        <label class="in q">
            <Icon name="search" class="i-14" />
            <input
                id="robot-project"
                class="v"
                type="text"
                autocomplete="off"
                spellcheck="false"
                placeholder=w.add_projects
                aria-label=w.add_projects
                prop:value=find
                on:input=move |event| find.set(event_target_value(&event))
                on:keydown=move |event| {
                    if event.key() == "Enter" {
                        event.prevent_default();
                        if let Some(name) = first().filter(|_| !find.get_untracked().is_empty()) {
                            add(Place::Project(name));
                        }
                    }
                }
            />
        </label>
        <div class="col g2">{offered}</div>
        <div class="col g2">
            {move || whole(Place::AllProjects)}
            {move || has_system.then(|| whole(Place::System))}
        </div>
    }
}

#[component]
fn MatrixPane(grants: Grants, tables: Arc<Tables>) -> impl IntoView {
    let w = &words().robots;
    let find = RwSignal::new(String::new());
    let tables = StoredValue::new(tables);
    // Only another kind of place has another table.
    let is_system = Memo::new(move |_| grants.place().map(|place| place.is_system()));
    let matrix = move |is_system: bool| {
        tables.with_value(|tables| {
            if is_system {
                tables.system.clone()
            } else {
                tables.project.clone()
            }
        })
    };
    let preset = Memo::new(move |_| {
        let at = grants.current.get();
        grants.all.with(|all| {
            let grant = all.get(at)?;
            let preset =
                tables.with_value(|tables| Preset::of(&grant.selection, tables.of(&grant.place)));
            Some(preset)
        })
    });
    let choose = move |preset: Preset| {
        let is_system = is_system.get_untracked() == Some(true);
        if !is_system {
            grants.preset.set(preset);
        }
        if let Some(selection) = preset.selection(&matrix(is_system)) {
            grants.change(|chosen| *chosen = selection);
        }
    };
    let presets = move || {
        let is_system = is_system.get() == Some(true);
        let shown = move |preset: &Preset| !is_system || *preset == Preset::FullAccess;
        Preset::ALL
            .into_iter()
            .filter(|preset| *preset != Preset::Custom)
            .filter(shown)
            .map(|this| {
                // Before there is a place, it is what the first one begins with.
                let is_active = move || match preset.get() {
                    Some(preset) => preset == this,
                    None => grants.preset.get() == this,
                };
                view! {
                    <button
                        type="button"
                        class:is-active=is_active
                        aria-pressed=move || is_active().to_string()
                        on:click=move |_| choose(this)
                    >
                        {w.preset(this)}
                    </button>
                }
            })
            .collect_view()
    };
    let custom = move || {
        (preset.get() == Some(Preset::Custom))
            .then(|| view! { <span class="muted t12">{w.preset(Preset::Custom)}</span> })
    };
    let has_denied = move || {
        let at = grants.current.get();
        grants
            .all
            .with(|all| all.get(at).is_some_and(|grant| !grant.denied.is_empty()))
    };
    let table = move || match is_system.get() {
        None => view! { <p class="hint pad">{w.choose_place}</p> }.into_any(),
        Some(is_system) => {
            let matrix = matrix(is_system);
            if matrix.rows.is_empty() {
                return view! { <p class="hint pad">{w.system_unknown}</p> }.into_any();
            }
            view! { <MatrixTable grants=grants matrix=matrix find=find /> }.into_any()
        }
    };
    view! {
        <div class="pane">
            <div class="row g8 tools">
                <span class="seg" role="group" aria-label=w.permissions>
                    {presets}
                </span>
                {custom}
                <span class="sp"></span>
                <button
                    type="button"
                    class="btn ghost sm"
                    on:click=move |_| grants.change(|chosen| *chosen = Selection::default())
                >
                    {w.clear}
                </button>
                <label class="in q">
                    <Icon name="search" class="i-14" />
                    <input
                        class="v"
                        type="text"
                        autocomplete="off"
                        placeholder=w.find_resource
                        aria-label=w.find_resource
                        prop:value=find
                        on:input=move |event| find.set(event_target_value(&event))
                    />
                </label>
            </div>
            {move || has_denied().then(|| view! { <p class="hint c-warn pad">{w.keeps_denied}</p> })}
            <div class="scroll">{table}</div>
        </div>
    }
}

#[component]
fn MatrixTable(grants: Grants, matrix: Matrix, find: RwSignal<String>) -> impl IntoView {
    let w = &words().robots;
    let actions = StoredValue::new(matrix.actions.clone());
    let heads = matrix
        .actions
        .iter()
        .map(|action| view! { <th scope="col">{w.action(action)}</th> })
        .collect_view();
    let columns = matrix.actions.len() + 1;
    let rows = StoredValue::new(matrix.rows);
    let body = move || {
        let wanted = find.get().trim().to_lowercase();
        let shown: Vec<MatrixRow> = rows.with_value(|rows| {
            rows.iter()
                .filter(|row| {
                    w.resource_name(&row.resource)
                        .to_lowercase()
                        .contains(&wanted)
                        || row.resource.contains(&wanted)
                })
                .cloned()
                .collect()
        });
        let mut groups = BTreeSet::new();
        shown
            .into_iter()
            .map(|row| {
                let head = groups.insert(row.group).then(|| {
                    view! {
                        <tr class="group">
                            <th colspan=columns scope="rowgroup">
                                {w.group(row.group)}
                            </th>
                        </tr>
                    }
                });
                view! {
                    {head}
                    {matrix_row(grants, row, actions)}
                }
            })
            .collect_view()
    };
    view! {
        <table class="matrix">
            <thead>
                <tr>
                    <th scope="col">{w.resource}</th>
                    {heads}
                </tr>
            </thead>
            <tbody>{body}</tbody>
        </table>
    }
}

fn matrix_row(
    grants: Grants,
    row: MatrixRow,
    actions: StoredValue<Vec<String>>,
) -> impl IntoView + use<> {
    let w = &words().robots;
    let name = w.resource_name(&row.resource);
    let cells = actions.with_value(|actions| {
        actions
            .iter()
            .map(|action| {
                if !row.actions.contains(action) {
                    return view! {
                        <td class="muted" title=w.no_permission>
                            "·"
                        </td>
                    }
                    .into_any();
                }
                let permission = StoredValue::new(Permission {
                    resource: row.resource.clone(),
                    action: action.clone(),
                });
                let look = move |look: fn(&Selection, &Permission) -> bool| {
                    let at = grants.current.get();
                    grants.all.with(|all| {
                        all.get(at).is_some_and(|grant| {
                            permission.with_value(|permission| look(&grant.selection, permission))
                        })
                    })
                };
                let is_implied = move || look(Selection::is_implied);
                let label = w.permission_of(&name, &w.action(action));
                view! {
                    <td>
                        <input
                            type="checkbox"
                            aria-label=label
                            title=move || is_implied().then_some(w.push_needs_pull)
                            disabled=is_implied
                            prop:checked=move || look(Selection::has)
                            on:change=move |event| {
                                let is_chosen = event_target_checked(&event);
                                let permission = permission.get_value();
                                grants.change(|chosen| chosen.set(&permission, is_chosen));
                            }
                        />
                    </td>
                }
                .into_any()
            })
            .collect_view()
    });
    view! {
        <tr>
            <th scope="row">{name.clone()}</th>
            {cells}
        </tr>
    }
}
