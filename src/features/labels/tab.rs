//! The labels of a project, or of the whole registry: made, changed and deleted.

use std::sync::Arc;

use harbor_api::{
    LabelId, ProjectId,
    operations::{CreateLabel, UpdateLabel},
    types::{LabelChange, LabelScope, NewLabel},
};
use leptos::prelude::*;
use listing::{
    Line, Listing, Sort,
    lists::{ProjectLabels, RegistryLabels},
};
use pilothouse_protocol::{BulkChange, BulkRow, ConnectionId, Failure, FailureCode};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};

use crate::{
    bulk::{start_named, why_no_run},
    filter::FilterField,
    format::whole,
    ipc::write::{send, why_off},
    list::{
        CellView, Column, DeleteButton, DeleteChecked, EditButton, LineView, List, ListPage,
        ListWords, Refresh, RowDeed, ShownCount, TableOf, Text, Values, append, element,
    },
    permissions::Rights,
    registries::registries,
    ui::{Dialog, Empty, Field, FormFailure, Icon, Inspector, pair, section},
    words::words,
};

const OF_LIST: &[listing::Column] = ProjectLabels::COLUMNS;
/// The most characters that Harbor keeps of a name.
const LONGEST_NAME: usize = 128;
/// Colours that are told apart on both themes.
const COLORS: [&str; 12] = [
    "#0079B8", "#00876D", "#318700", "#B45F06", "#C92100", "#A61B7E", "#6A5ACD", "#4D6AA8",
    "#61717D", "#343DAC", "#C4A000", "#1D5100",
];

/// A label as the list's row has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    id: LabelId,
    name: String,
    color: String,
    description: String,
}

impl Known {
    fn of(line: &LineView<'_>) -> Option<Self> {
        Some(Self {
            id: LabelId(line.key().parse().ok()?),
            name: line.text("name").to_owned(),
            color: line.text("color").to_owned(),
            description: line.text("description").to_owned(),
        })
    }
}

/// What is open over the list.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Open {
    New,
    Edit(Known),
    /// Labels that are to be deleted, each with its name.
    Delete(Vec<(LabelId, String)>),
}

/// The tab.
#[component]
pub fn LabelsTab(
    connection: Signal<ConnectionId>,
    rights: Signal<Option<Arc<Rights>>>,
) -> impl IntoView {
    let project = Memo::new(move |_| rights.get().map(|rights| rights.project));
    let may = Callback::new(move |action: &'static str| {
        rights
            .get()
            .is_some_and(|rights| rights.may("label", action))
    });
    move || match project.get() {
        Some(project) => {
            view! { <Labels connection=connection project=Some(project) may=may /> }.into_any()
        }
        None => view! { <div class="page" aria-busy="true"></div> }.into_any(),
    }
}

/// The page of the registry's own. Only administrators come here.
#[component]
pub fn RegistryLabelsPage(connection: Signal<ConnectionId>) -> impl IntoView {
    let may = Callback::new(|_| true);
    view! { <Labels connection=connection project=None may=may /> }
}

#[component]
fn Labels(
    connection: Signal<ConnectionId>,
    /// None: those of the whole registry.
    project: Option<ProjectId>,
    /// Whether the account may do something with them.
    may: Callback<&'static str, bool>,
) -> impl IntoView {
    let w = &words().label_list;
    let registries = registries();
    let off = why_off(connection);
    let delete_off = why_no_run(connection);
    let by_name = Sort::ascending("name");
    let list = match project {
        Some(project) => List::open(connection, ProjectLabels { project }, Some(by_name)),
        None => List::open(connection, RegistryLabels {}, Some(by_name)),
    };
    let selected = list.place.selected;
    let open = RwSignal::new(None::<Open>);
    let may = move |action: &'static str| may.run(action);
    let may_update = Signal::derive(move || may("update"));
    let may_delete = Signal::derive(move || may("delete"));
    let said = ListWords {
        find: w.find,
        all: w.the_labels,
        one: w.label,
        copy_keys: w.copy_names,
        number: |number| words().label_list.number(number),
    };
    let empty = ViewFn::from(move || {
        let text = match project {
            Some(_) => w.empty_text,
            None => w.empty_registry,
        };
        view! { <Empty icon="label" title=w.empty_title text=text /> }
    });
    let delete_checked = move || {
        let label = |key: &str, values: &Values<'_>| {
            Some((LabelId(key.parse().ok()?), values.text("name").to_owned()))
        };
        list.with_checked(label, move |all| {
            open.try_set(Some(Open::Delete(all)));
        });
    };
    let actions = ViewFn::from(move || {
        view! {
            <DeleteChecked
                deed=RowDeed::new(w.delete_open, delete_checked).only_if(may_delete)
                off=delete_off
            />
        }
    });
    let inspector = move |line: Arc<Line>| {
        let view = LineView::new(list.columns, &line, registries.now.get_untracked(), None);
        let Some(known) = Known::of(&view) else {
            return ().into_any();
        };
        let created = view.time("created").map(whole);
        let updated = view.time("updated").map(whole);
        let title = shown_name(&known.name);
        let (edited, deleted) = (known.clone(), known.clone());
        let footer = move || {
            let (edited, deleted) = (edited.clone(), deleted.clone());
            let edit = RowDeed::new(w.edit, move || open.set(Some(Open::Edit(edited.clone()))));
            let delete = RowDeed::new(w.delete_open, move || {
                let one = (deleted.id, deleted.name.clone());
                open.set(Some(Open::Delete(vec![one])));
            });
            view! {
                <EditButton deed=edit.only_if(may_update) off=off />
                <span class="sp"></span>
                <DeleteButton list=list deed=delete.only_if(may_delete) off=delete_off />
            }
            .into_any()
        };
        view! {
            <Inspector
                title=title
                on_close=Callback::new(move |()| selected.set(None))
                footer=footer
            >
                {section(view! { <dl class="kv">
                        {pair(w.color, known.color.clone())}
                        {pair(w.description, view! { <span class="wraps">{known.description.clone()}</span> })}
                        {pair(w.created, created)}
                        {pair(w.updated, updated)}
                    </dl> })}
            </Inspector>
        }
        .into_any()
    };
    let bar = ViewFn::from(move || {
        view! {
            {move || {
                may("create")
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="btn sm"
                                disabled=move || off.get().is_some()
                                title=move || off.get()
                                on:click=move |_| open.set(Some(Open::New))
                            >
                                <Icon name="plus" />
                                {w.new}
                            </button>
                        }
                    })
            }}
        }
    });
    let close = Callback::new(move |()| open.set(None));
    let done = Callback::new(move |()| list.reload());
    let dialog = move || {
        match open.get()? {
        Open::New => Some(
            view! {
                <LabelDialog connection=connection project=project before=None on_done=done on_close=close />
            }
            .into_any(),
        ),
        Open::Edit(known) => Some(
            view! {
                <LabelDialog
                    connection=connection
                    project=project
                    before=Some(known)
                    on_done=done
                    on_close=close
                />
            }
            .into_any(),
        ),
        Open::Delete(all) => Some(
            view! { <DeleteLabels all=all list=list on_close=close /> }
                .into_any(),
        ),
    }
    };
    let head = ViewFn::from(move || {
        view! {
            <div class="ph">
                <h1>{w.title}</h1>
                <ShownCount list=list class="count" />
                <span class="sp"></span>
                <Refresh
                    loading=Signal::derive(move || list.is_reading())
                    on_refresh=move || list.reload()
                />
            </div>
        }
    });
    let page = match project {
        // A tab has no head of its own.
        Some(_) => view! {
            <ListPage
                of=TableOf::new(list, columns())
                fields=fields()
                said=said
                label=w.title.to_owned()
                empty=empty
                bar=bar
                actions=actions
                inspector=Callback::new(inspector)
            />
        }
        .into_any(),
        None => view! {
            <ListPage
                of=TableOf::new(list, columns())
                fields=fields()
                said=said
                label=w.title.to_owned()
                empty=empty
                head=head
                bar=bar
                actions=actions
                inspector=Callback::new(inspector)
            />
        }
        .into_any(),
    };
    view! {
        {page}
        {dialog}
    }
}

/// Other programs make labels without a name; they are shown as what they are.
fn shown_name(name: &str) -> String {
    if name.is_empty() {
        words().label_list.no_name.to_owned()
    } else {
        name.to_owned()
    }
}

/// A label as it looks on an artifact.
struct NameCell {
    chip: HtmlElement,
    text: Text,
}

impl NameCell {
    fn make(cell: &Element, _: &'static str) -> Box<dyn CellView> {
        let chip: HtmlElement = element("span", "label").unchecked_into();
        append(cell, &chip);
        let text = Text::new(&chip);
        Box::new(Self { chip, text })
    }
}

impl CellView for NameCell {
    fn paint(&mut self, line: &LineView<'_>) {
        self.text.set(&shown_name(line.text("name")));
        // A colour that is none is left out by the browser.
        let _ = self.chip.style().set_property("--c", line.text("color"));
    }
}

fn columns() -> Vec<Column> {
    let w = &words().label_list;
    let column = |id, words| Column::new(OF_LIST, id, words);
    vec![
        column("name", w.name)
            .width(240)
            .cell(NameCell::make)
            .text(|line| line.text("name").to_owned())
            .sorted(),
        column("description", w.description).class("p"),
        column("updated", w.updated).width(104).class("r").sorted(),
    ]
}

fn fields() -> Vec<FilterField> {
    let w = &words().label_list;
    let field = |id, words, icon| FilterField::new(OF_LIST, id, words, icon);
    vec![
        field("name", w.name, "label"),
        field("description", w.description, "book"),
        field("color", w.color, "sun"),
        field("created", w.created, "calendar"),
        field("updated", w.updated, "calendar"),
    ]
}

/// What is wrong with a name.
fn name_fault(name: &str) -> Option<&'static str> {
    let w = &words().label_list;
    if name.trim().is_empty() {
        Some(w.name_missing)
    } else {
        (name.trim().chars().count() > LONGEST_NAME).then_some(w.name_long)
    }
}

/// Whether it is a colour as Harbor keeps one.
fn is_color(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Makes a label, or changes one: Harbor takes an empty name, with which lists can't be read any
/// more, and clears a colour that is not sent.
#[component]
fn LabelDialog(
    connection: Signal<ConnectionId>,
    project: Option<ProjectId>,
    before: Option<Known>,
    on_done: Callback<()>,
    on_close: Callback<()>,
) -> impl IntoView {
    let w = &words().label_list;
    let registries = registries();
    let off = why_off(connection);
    let id = before.as_ref().map(|known| known.id);
    let text =
        |text: fn(&Known) -> String| RwSignal::new(before.as_ref().map(text).unwrap_or_default());
    let name = text(|known| known.name.clone());
    let description = text(|known| known.description.clone());
    let color = RwSignal::new(
        before
            .as_ref()
            .map_or_else(|| COLORS[0].to_owned(), |known| known.color.clone()),
    );
    let tried = RwSignal::new(false);
    let taken = RwSignal::new(None::<String>);
    let failure = RwSignal::new(None::<Failure>);
    let busy = RwSignal::new(false);
    let name_problem = Signal::derive(move || {
        let is_taken = taken.with(|taken| name.with(|name| taken.as_deref() == Some(name.trim())));
        if is_taken {
            return Some(
                match project {
                    Some(_) => w.taken,
                    None => w.taken_in_registry,
                }
                .to_owned(),
            );
        }
        let fault = name.with(|name| name_fault(name));
        fault
            .filter(|_| tried.get() || name.with(|name| !name.is_empty()))
            .map(str::to_owned)
    });
    let color_problem = Signal::derive(move || {
        let is_good = color.with(|color| color.is_empty() || is_color(color));
        (!is_good).then(|| w.no_color.to_owned())
    });
    let submit = move || {
        tried.set(true);
        let is_good = name.with_untracked(|name| name_fault(name)).is_none()
            && color_problem.get_untracked().is_none();
        if !is_good || busy.get_untracked() || off.get_untracked().is_some() {
            return;
        }
        busy.set(true);
        failure.set(None);
        let at = connection.get_untracked();
        let sent = name.get_untracked().trim().to_owned();
        let (description, color) = (description.get_untracked(), color.get_untracked());
        spawn_local(async move {
            let outcome = match id {
                None => {
                    let operation = CreateLabel {
                        body: NewLabel {
                            name: sent.clone(),
                            description,
                            color,
                            scope: match project {
                                Some(_) => LabelScope::Project,
                                None => LabelScope::Global,
                            },
                            project_id: project,
                        },
                    };
                    send(registries, at, &operation).await
                }
                Some(label_id) => {
                    let operation = UpdateLabel {
                        label_id,
                        body: LabelChange {
                            name: sent.clone(),
                            description,
                            color,
                        },
                    };
                    send(registries, at, &operation).await
                }
            };
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    registries.toasts.done(w.saved(&sent), None);
                    on_done.try_run(());
                    on_close.try_run(());
                }
                Err(problem) if problem.code == FailureCode::Conflict => {
                    taken.try_set(Some(sent));
                }
                Err(problem) => {
                    failure.try_set(Some(problem));
                }
            }
        });
    };
    let swatches = COLORS.map(|this| {
        view! {
            <button
                type="button"
                role="radio"
                class="swatch"
                style:--c=this
                aria-label=this
                title=this
                aria-checked=move || {
                    color.with(|color| color.eq_ignore_ascii_case(this)).to_string()
                }
                on:click=move |_| color.set(this.to_owned())
            ></button>
        }
    });
    let title = if id.is_some() { w.edit } else { w.new };
    view! {
        <Dialog title=title on_close=on_close>
            <form
                class="col"
                novalidate=true
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                <div class="dlg-b col g12">
                    <Field id="label-name" label=w.name value=name problem=name_problem autofocus=true />
                    <Field id="label-description" label=w.description value=description />
                    <Field id="label-color" label=w.color value=color problem=color_problem placeholder="#0079B8" />
                    <div class="row g6" role="radiogroup" aria-label=w.color>
                        {swatches.collect_view()}
                    </div>
                    {move || failure.get().map(|failure| view! { <FormFailure failure=failure /> })}
                </div>
                <div class="dlg-f">
                    <span
                        class="label"
                        style:--c=move || color.get()
                    >
                        {move || name.with(|name| shown_name(name.trim()))}
                    </span>
                    <span class="sp"></span>
                    <button type="button" class="btn" on:click=move |_| on_close.run(())>
                        {words().parts.cancel}
                    </button>
                    <button
                        type="submit"
                        class="btn primary"
                        id="save-label"
                        disabled=move || busy.get() || off.get().is_some()
                        title=move || off.get()
                    >
                        {move || busy.get().then(|| view! { <span class="spin"></span> })}
                        {w.save}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

/// Asks before labels go: they go from all artifacts too.
#[component]
fn DeleteLabels(all: Vec<(LabelId, String)>, list: List, on_close: Callback<()>) -> impl IntoView {
    let w = &words().label_list;
    let registries = registries();
    let title = match all.as_slice() {
        [(_, name)] => w.ask_one(&shown_name(name)),
        all => w.ask_many(all.len()),
    };
    let names = all
        .iter()
        .map(|(_, name)| shown_name(name))
        .collect::<Vec<_>>()
        .join(", ");
    let delete = move || {
        let rows = all.iter().map(|(id, name)| BulkRow {
            key: id.to_string(),
            name: shown_name(name),
        });
        start_named(registries, list, rows.collect(), BulkChange::Delete);
        on_close.run(());
    };
    view! {
        <Dialog title=title on_close=on_close>
            <div class="dlg-b col g12">
                <p>{w.goes_from_artifacts}</p>
                <p class="soft wraps">{names}</p>
            </div>
            <div class="dlg-f">
                <span class="sp"></span>
                <button type="button" class="btn" on:click=move |_| on_close.run(())>
                    {words().parts.cancel}
                </button>
                <button
                    type="button"
                    class="btn danger"
                    id="delete-labels"
                    on:click=move |_| delete()
                >
                    {w.delete}
                </button>
            </div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_has_a_name_of_128_characters_at_most() {
        for bad in ["", "   ", &"n".repeat(129)] {
            assert!(name_fault(bad).is_some(), "'{bad}'");
        }
        assert_eq!(name_fault(&"n".repeat(128)), None);
        assert_eq!(name_fault("tested"), None);
    }

    #[test]
    fn a_colour_has_six_digits() {
        assert!(COLORS.into_iter().all(is_color));
        for bad in ["0079B8", "#0079B", "#0079B8F", "red", "#0079BG"] {
            assert!(!is_color(bad), "{bad}");
        }
    }
}
