//! Projects of both sides: registered, only in Harbor, only at the Model Registry.

use std::sync::Arc;

use harbor_api::ProjectName;
use leptos::prelude::*;
use listing::{
    Cell, Line, Listing, Sort,
    lists::{
        ModelProjects,
        model_registry::{IS_LISTED, project_state},
    },
};
use web_sys::Element;

use crate::{
    features::model_registry::{
        models::KeptNote,
        page::{Question, Shared},
        tenants::reload_on_change,
        told::forget,
    },
    filter::FilterField,
    format::{count, size},
    list::{
        CellView, Column, LineView, List, ListPage, ListWords, State, StateCell, StateWords,
        TableOf, TextCell, Tone, Values,
    },
    registries::registries,
    route::Route,
    ui::{Empty, Icon, Inspector, Link, pair, section},
    words::words,
};

const OF_LIST: &[listing::Column] = ModelProjects::COLUMNS;

/// What is said of a project's state.
fn said(word: &str) -> StateWords {
    let w = &words().model_registry;
    match word {
        project_state::REGISTERED => StateWords::new("check-circle", Tone::Good, w.registered),
        project_state::ONLY_REGISTERED => StateWords::new("warning", Tone::Bad, w.only_registered),
        project_state::ONLY_IN_HARBOR => StateWords::new("minus", Tone::Quiet, w.only_in_harbor),
        _ => StateWords::new("info", Tone::Quiet, w.not_known),
    }
}

fn state_text(word: &str) -> String {
    said(word).text
}

fn visibility(word: &str) -> String {
    let w = &words().model_registry;
    match word {
        "yes" => w.public,
        "no" => w.private,
        _ => "",
    }
    .to_owned()
}

fn visibility_cell(cell: &Element, column: &'static str) -> Box<dyn CellView> {
    Box::new(TextCell::new(cell, column, |line, column| {
        visibility(line.text(column))
    }))
}

fn state_cell(cell: &Element, _: &'static str) -> Box<dyn CellView> {
    Box::new(StateCell::new(cell, |line| said(line.text("state"))))
}

fn columns() -> Vec<Column> {
    let w = &words().model_registry;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("name", w.project_column)
            .width(170)
            .class("p")
            .sorted()
            .exported(&[("name", w.project_column), ("description", w.description)]),
        column("state", w.state)
            .width(150)
            .cell(state_cell)
            .text(|line: &LineView<'_>| state_text(line.text("state")))
            .sorted(),
        column("tenant", w.tenant_column).width(120).sorted(),
        column("display_name", w.display_name).class("p2"),
        column("public", w.visibility)
            .width(90)
            .cell(visibility_cell)
            .text(|line: &LineView<'_>| visibility(line.text("public"))),
        column("repositories", w.repositories).width(110).sorted(),
        column("storage", w.storage).width(100).sorted(),
    ]
}

fn fields() -> Vec<FilterField> {
    let w = &words().model_registry;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("state", w.state, "info").shown_as(state_text),
        field("tenant", w.tenant_column, "people"),
        field("public", w.visibility, "globe").shown_as(visibility),
        field("name", w.project_column, "projects"),
        field("repositories", w.repositories, "repository"),
        field("storage", w.storage, "size"),
    ]
}

/// The part of the page.
#[component]
pub fn ProjectsPart(shared: Shared) -> impl IntoView {
    let w = &words().model_registry;
    let list = List::open(
        shared.connection,
        ModelProjects {},
        Some(Sort::ascending("name")),
    );
    reload_on_change(shared, list);
    let words_of_list = ListWords {
        find: w.find_project,
        all: w.the_projects,
        one: w.project,
        copy_keys: w.copy_names,
        number: |number| words().model_registry.projects_number(number),
    };
    let empty = ViewFn::from(move || {
        view! { <Empty icon="projects" title=w.no_projects text=w.no_projects_text /> }
    });
    let inspector = move |line: Arc<Line>| {
        view! { <ProjectInspector shared=shared list=list line=line /> }.into_any()
    };
    view! {
        <KeptNote list=list text=w.projects_kept />
        <ListPage
            of=TableOf::new(list, columns())
            fields=fields()
            said=words_of_list
            label=w.projects.to_owned()
            empty=empty
            inspector=Callback::new(inspector)
        />
    }
}

#[component]
fn ProjectInspector(shared: Shared, list: List, line: Arc<Line>) -> impl IntoView {
    let w = &words().model_registry;
    let registries = registries();
    let values = Values {
        columns: list.columns,
        cells: &line.cells,
    };
    let name = values.text("name").to_owned();
    let state = values.text("state").to_owned();
    let is_in_harbor = state != project_state::ONLY_REGISTERED;
    let may_register = matches!(
        state.as_str(),
        project_state::ONLY_IN_HARBOR | project_state::UNKNOWN
    );
    let is_unknown = state == project_state::UNKNOWN;
    let text = |id: &str| values.text(id).to_owned();
    let facts = view! {
        <dl class="kv">
            {pair(w.state, view! { <State said=said(&state) /> })}
            {(!text("tenant").is_empty()).then(|| pair(w.tenant_column, text("tenant")))}
            {(!text("display_name").is_empty()).then(|| pair(w.display_name, text("display_name")))}
            {(!text("description").is_empty())
                .then(|| pair(w.description, view! { <span class="wraps">{text("description")}</span> }))}
            {is_in_harbor.then(|| pair(w.visibility, visibility(&text("public"))))}
            {values.number("repositories").map(|number| pair(w.repositories, count(number)))}
            {values.number("storage").map(|bytes| pair(w.storage, size(bytes)))}
        </dl>
    };
    let place = ProjectName::new(name.clone()).ok().filter(|_| is_in_harbor);
    let title = name.clone();
    let name = StoredValue::new(name);
    let project = ProjectName::new(name.get_value()).ok();
    // Only this computer knows of those that a service without lists is asked about.
    let is_told = matches!(
        state.as_str(),
        project_state::REGISTERED | project_state::ONLY_REGISTERED
    );
    let is_kept_here = move || list.facts().get(IS_LISTED) == Some(&Cell::Text("no".to_owned()));
    let footer = ViewFn::from(move || {
        let register = may_register.then(|| {
            view! {
                <button
                    type="button"
                    class="btn primary"
                    disabled=move || shared.register_off.get().is_some()
                    title=move || shared.register_off.get()
                    on:click=move |_| {
                        shared.question.set(Some(Question::Register(name.get_value())));
                    }
                >
                    {w.register_open}
                </button>
            }
        });
        let told = project.clone().filter(|_| is_unknown).map(|project| {
            let note = Question::Note(project);
            view! {
                <button
                    type="button"
                    class="btn"
                    id="note-registered"
                    on:click=move |_| shared.question.set(Some(note.clone()))
                >
                    {w.is_registered_already}
                </button>
            }
        });
        let of_here = project.clone().filter(|_| is_told);
        let forgotten = move || {
            let project = of_here.clone().filter(|_| is_kept_here())?;
            Some(view! {
                <button
                    type="button"
                    class="btn"
                    id="forget-registered"
                    title=w.forget_hint
                    on:click=move |_| forget(registries, shared, project.clone())
                >
                    {w.forget}
                </button>
            })
        };
        let link = place.clone().map(|project| {
            let to = Route::project(shared.connection.get_untracked(), project);
            view! {
                <Link to=to class="btn ghost">
                    <Icon name="arrow-right" />
                    {w.open_in_harbor}
                </Link>
            }
        });
        view! { {register} {told} {forgotten} {link} }
    });
    let close = Callback::new(move |()| list.place.selected.set(None));
    view! {
        <Inspector title=title on_close=close footer=footer>
            {section(facts)}
        </Inspector>
    }
}
