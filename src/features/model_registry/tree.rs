//! Tenants with their projects beside the models, each with its number of models.

use leptos::prelude::*;
use listing::{Cell, Condition, Operator, lists::model_registry::PLACES};
use model_registry_api::NewTenant;
use pilothouse_protocol::ColumnCounts;

use crate::{
    features::model_registry::{page::Shared, tenants::TenantDialog},
    list::List,
    ui::Icon,
    words::words,
};

/// A tenant and its projects; their numbers of models where all are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Branch {
    tenant: String,
    projects: Vec<(String, Option<usize>)>,
}

impl Branch {
    fn models(&self) -> Option<usize> {
        self.projects.iter().map(|(_, models)| *models).sum()
    }
}

/// The places as branches; `counts` are the models of each project.
fn branches(places: &[String], counts: Option<&ColumnCounts>) -> Vec<Branch> {
    let models = |project: &str| {
        let counts = counts?;
        let known = counts.rows.iter().find(|(name, _)| name == project);
        let is_whole = counts.distinct == counts.rows.len();
        known.map(|(_, number)| *number).or(is_whole.then_some(0))
    };
    let mut branches: Vec<Branch> = Vec::new();
    for place in places {
        // A tenant's name may have a slash, a project's has none.
        let Some((tenant, project)) = place.rsplit_once('/') else {
            continue;
        };
        if branches.last().is_none_or(|last| last.tenant != tenant) {
            branches.push(Branch {
                tenant: tenant.to_owned(),
                projects: Vec::new(),
            });
        }
        if let Some(last) = branches.last_mut().filter(|_| !project.is_empty()) {
            last.projects.push((project.to_owned(), models(project)));
        }
    }
    branches
}

/// Shows the models of a tenant or project alone, or all again.
fn choose(list: List, field: &'static str, value: &str) {
    list.place.conditions.update(|all| {
        let was = all.iter().any(|one| is_of(one, field, value));
        all.retain(|one| !matches!(one.field.as_str(), "tenant" | "project"));
        if !was {
            all.push(Condition {
                field: field.to_owned(),
                operator: Operator::Is,
                value: value.to_owned(),
            });
        }
    });
}

fn is_of(condition: &Condition, field: &str, value: &str) -> bool {
    condition.field == field && condition.operator == Operator::Is && condition.value == value
}

/// The tree; `counts` are those of the models by project.
#[component]
pub fn TenantTree(
    shared: Shared,
    list: List,
    #[prop(into)] counts: Signal<Option<ColumnCounts>>,
) -> impl IntoView {
    let w = &words().model_registry;
    let is_new = RwSignal::new(false);
    let branches = Memo::new(move |_| {
        let places = list.facts().get(PLACES).map(Cell::texts).map(<[_]>::to_vec);
        counts.with(|counts| branches(&places.unwrap_or_default(), counts.as_ref()))
    });
    let chosen = move |field: &'static str, value: String| {
        let conditions = list.place.conditions;
        move || conditions.with(|all| all.iter().any(|one| is_of(one, field, &value)))
    };
    let tenant_view = move |branch: Branch| {
        let models = branch.models().map(|number| w.models_number(number));
        let projects = branch.projects.into_iter().map(|(project, models)| {
            let is_chosen = chosen("project", project.clone());
            let is_pressed = is_chosen.clone();
            let name = project.clone();
            view! {
                <li>
                    <button
                        type="button"
                        class="ax-op"
                        class:on=is_chosen
                        aria-pressed=move || is_pressed().to_string()
                        on:click=move |_| choose(list, "project", &project)
                    >
                        <Icon name="projects" class="i-14" />
                        <span class="trunc">{name}</span>
                        <span class="num">{models}</span>
                    </button>
                </li>
            }
        });
        let projects = projects.collect_view();
        let tenant = branch.tenant;
        // Nobody said whose such projects are: there is nothing to choose by.
        let name = if tenant.is_empty() {
            view! { <span class="trunc">{w.no_tenant}</span> }.into_any()
        } else {
            let is_chosen = chosen("tenant", tenant.clone());
            let is_pressed = is_chosen.clone();
            let name = tenant.clone();
            view! {
                <button
                    type="button"
                    class="mr-tenant trunc"
                    class:on=is_chosen
                    aria-pressed=move || is_pressed().to_string()
                    on:click=move |_| choose(list, "tenant", &tenant)
                >
                    {name}
                </button>
            }
            .into_any()
        };
        view! {
            <section>
                <h2>
                    {name} <span class="sp"></span>
                    <span class="num nowrap">{models}</span>
                </h2>
                <ul>{projects}</ul>
            </section>
        }
    };
    let number = move || branches.with(|all| all.iter().filter(|it| !it.tenant.is_empty()).count());
    let close = Callback::new(move |()| is_new.set(false));
    let made = Callback::new(move |_: String| {
        shared.has_changed();
        is_new.set(false);
    });
    move || {
        branches.with(|all| !all.is_empty()).then(|| {
            view! {
                <nav class="mr-tree ax-list" id="model-tenants" aria-label=w.tenants>
                    <div class="row mr-tree-h">
                        <b class="semi">{w.tenants}</b>
                        <span class="muted num">{number}</span>
                        <span class="sp"></span>
                        <button
                            type="button"
                            class="ib"
                            aria-label=w.new_tenant
                            disabled=move || shared.off.get().is_some()
                            title=move || shared.off.get().unwrap_or(w.new_tenant)
                            on:click=move |_| is_new.set(true)
                        >
                            <Icon name="plus" />
                        </button>
                    </div>
                    {move || branches.get().into_iter().map(tenant_view).collect_view()}
                </nav>
                {move || {
                    is_new
                        .get()
                        .then(|| {
                            view! {
                                <TenantDialog
                                    shared=shared
                                    tenant=NewTenant::default()
                                    on_done=made
                                    on_close=close
                                />
                            }
                        })
                }}
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_are_counted_by_project_and_tenant_where_all_are_known() {
        let places = ["a/b/one", "a/b/two", "cirada/"].map(str::to_owned);
        let mut counts = ColumnCounts {
            distinct: 1,
            rows: vec![("one".to_owned(), 5)],
        };
        let known = branches(&places, Some(&counts));
        let told = known.iter().map(|it| (it.tenant.as_str(), it.models()));
        assert_eq!(
            told.collect::<Vec<_>>(),
            [("a/b", Some(5)), ("cirada", Some(0))]
        );
        assert_eq!(known[0].projects[1], ("two".to_owned(), Some(0)));
        // Not all were counted: those that are not named may have any number.
        counts.distinct = 2;
        let known = branches(&places, Some(&counts));
        assert_eq!(known[0].models(), None);
        assert_eq!(branches(&places, None)[0].projects[0].1, None);
    }
}
