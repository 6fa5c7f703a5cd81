//! The form of an operation, made of its parameters and its body.

use std::sync::Arc;

use harbor_api::ArtifactReference;
use leptos::prelude::*;
use openapi::{Filled, Operation, Parameter, Place, Problem};
use pilothouse_protocol::{Entered, ExploredApi, WrittenRequest};

use super::{
    body::{BodyFields, BodyForm, value_field},
    typed::{OperationKey, Typed, keep_typed, typed},
};
use crate::{registries::registries, route::Route, ui::use_places, words::words};

/// What an operation is filled in with.
#[derive(Clone, Copy)]
pub struct RequestForm {
    key: StoredValue<OperationKey>,
    parameters: StoredValue<Vec<(Parameter, RwSignal<String>)>>,
    pub body: Option<BodyForm>,
    /// Whether what is missing is said.
    tried: RwSignal<bool>,
}

impl RequestForm {
    /// The form of an operation, with what was typed for it before, or else with what was looked at
    /// last.
    pub fn new(key: OperationKey, operation: &Operation) -> Self {
        let places = use_places();
        let known = typed(&key);
        let place = places.last_content(&key.asked.connection);
        let api = key.asked.api;
        let parameters = operation.parameters.iter().map(|parameter| {
            let name = (parameter.place, parameter.name.clone());
            let text = match &known {
                Some(known) => known.parameters.get(&name).cloned(),
                None => place
                    .as_ref()
                    .and_then(|place| from_place(api, place, operation, parameter)),
            };
            (parameter.clone(), RwSignal::new(text.unwrap_or_default()))
        });
        let parameters: Vec<_> = parameters.collect();
        let tried = RwSignal::new(false);
        let body = operation.body.clone().map(|body| {
            let known = known.clone().unwrap_or_default();
            let fields = known.fields;
            BodyForm::new(body, |name| fields.get(name).cloned(), known.json, tried)
        });
        let form = Self {
            key: StoredValue::new(key),
            parameters: StoredValue::new(parameters),
            body,
            tried,
        };
        // The first look is no typing.
        Effect::new(move |_| keep_typed(&form.key.get_value(), form.typed()));
        form
    }

    fn typed(self) -> Typed {
        let parameters = self.parameters.with_value(|all| {
            let all = all.iter();
            all.filter(|(parameter, _)| !parameter.schema.is_secret(&parameter.name))
                .map(|(parameter, value)| ((parameter.place, parameter.name.clone()), value.get()))
                .collect()
        });
        let (fields, json) = self.body.map(BodyForm::kept).unwrap_or_default();
        Typed {
            parameters,
            fields: fields.into_iter().collect(),
            json,
        }
    }

    /// The body's text as it will be sent.
    pub fn body_text(self) -> Option<String> {
        untrack(|| self.body?.text().ok()?)
    }

    /// What is to be sent; where something does not fit, that is said at its field from now on.
    pub fn request(self) -> Option<WrittenRequest> {
        self.tried.set(true);
        let is_good = untrack(|| {
            let fits = self.parameters.with_value(|all| {
                let mut all = all.iter();
                all.all(|(parameter, value)| parameter.check(&value.get()).is_ok())
            });
            fits && self.body.is_none_or(|body| body.text().is_ok())
        });
        if !is_good {
            return None;
        }
        let filled = self.parameters.with_value(|all| {
            let all = all.iter();
            all.map(|(parameter, value)| {
                (
                    parameter.place,
                    parameter.name.clone(),
                    value.get_untracked(),
                )
            })
            .filter(|(_, _, text)| !text.is_empty())
            .collect()
        });
        let key = self.key.get_value();
        Some(WrittenRequest {
            api: key.asked.api,
            method: key.method,
            path: key.path,
            filled: Filled(filled),
            body: self.body_text().map(Entered::new),
        })
    }
}

/// What is looked at, for a parameter that names it.
fn from_place(
    api: ExploredApi,
    place: &Route,
    operation: &Operation,
    parameter: &Parameter,
) -> Option<String> {
    let is_in_path = |name: &str| {
        let mut all = operation.parameters.iter();
        all.any(|one| one.place == Place::Path && one.name == name)
    };
    let project = || place.project_name().map(ToString::to_string);
    match (api, parameter.place, parameter.name.as_str()) {
        // How the Model Registry calls them is not published: it takes a project's name wherever it
        // takes its number, and a model is a repository.
        (ExploredApi::ModelRegistry, Place::Path, name) => {
            let name = name.to_ascii_lowercase();
            if name.starts_with("project") {
                project()
            } else if name.starts_with("model") {
                repository(place)
            } else {
                None
            }
        }
        (ExploredApi::ModelRegistry, ..) => None,
        (_, Place::Path, "project_name" | "project_name_or_id") => project(),
        (_, Place::Path | Place::Query, "project_id") => project_number(place),
        // Else a project whose name is a number would be taken for another one's id.
        (_, Place::Header, "X-Is-Resource-Name") if is_in_path("project_name_or_id") => {
            place.project_name().map(|_| "true".to_owned())
        }
        (_, Place::Path, "repository_name") => repository(place),
        (_, Place::Path, "reference") => match place {
            Route::Artifact { reference, .. } => Some(match reference {
                ArtifactReference::Tag(tag) => tag.to_string(),
                ArtifactReference::Digest(digest) => digest.to_string(),
            }),
            _ => None,
        },
        _ => None,
    }
}

fn repository(place: &Route) -> Option<String> {
    match place {
        Route::Repository { repository, .. } | Route::Artifact { repository, .. } => {
            Some(repository.to_string())
        }
        _ => None,
    }
}

/// The number of the project that is looked at, where a page has read it.
fn project_number(place: &Route) -> Option<String> {
    let at = (place.connection()?.clone(), place.project_name()?.clone());
    let known = registries().project_numbers;
    known.with_value(|numbers| numbers.get(&at).map(|(number, _)| number.to_string()))
}

/// What is wrong with what was typed.
pub fn problem_words(problem: &Problem) -> String {
    let w = &words().explorer;
    match problem {
        Problem::Missing => w.missing.to_owned(),
        Problem::NotAName => w.not_a_name.to_owned(),
        Problem::NotAnInteger => w.not_an_integer.to_owned(),
        Problem::NotANumber => w.not_a_number.to_owned(),
        Problem::NotABoolean => w.not_a_boolean.to_owned(),
        Problem::NotAChoice => w.not_a_choice.to_owned(),
        Problem::NotAnObject => w.not_an_object.to_owned(),
        Problem::NotAList => w.not_a_list.to_owned(),
        Problem::TooSmall(least) => w.too_small(&least.to_string()),
        Problem::TooLarge(most) => w.too_large(&most.to_string()),
        Problem::TooShort(least) => w.too_short(*least),
        Problem::TooLong(most) => w.too_long(*most),
        Problem::NotJson { line } => w.not_json(*line),
    }
}

/// The first sentence of a description, as a hint.
pub fn hint_of(description: &str) -> Option<String> {
    let first = description.lines().next()?.trim();
    let end = first.find(". ").map_or(first.len(), |end| end + 1);
    let short: String = first[..end].chars().take(160).collect();
    (!short.is_empty()).then_some(short)
}

/// The fields of an operation.
#[component]
pub fn RequestFields(form: RequestForm) -> impl IntoView {
    let w = &words().explorer;
    let groups = [
        (Place::Path, w.in_path),
        (Place::Query, w.in_query),
        (Place::Header, w.in_header),
    ];
    let groups = groups.map(|(place, title)| {
        let fields: Vec<AnyView> = form.parameters.with_value(|all| {
            let all = all.iter().filter(|(parameter, _)| parameter.place == place);
            all.map(|(parameter, value)| parameter_field(parameter, *value, form.tried))
                .collect()
        });
        (!fields.is_empty()).then(|| {
            view! {
                <div class="ax-sub">
                    <h3>{title}</h3>
                </div>
                {fields}
            }
        })
    });
    view! {
        {groups.into_iter().collect_view()}
        {form.body.map(|body| view! { <BodyFields form=body /> })}
    }
}

fn parameter_field(
    parameter: &Parameter,
    value: RwSignal<String>,
    tried: RwSignal<bool>,
) -> AnyView {
    let checked = Arc::new(parameter.clone());
    let problem = Signal::derive(move || {
        let problem = checked.check(&value.get()).err()?;
        let is_said = tried.get() || problem != Problem::Missing;
        is_said.then(|| problem_words(&problem))
    });
    let place = match parameter.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
    };
    value_field(
        format!("{place}-{}", parameter.name),
        (&parameter.name, parameter.is_required),
        &parameter.schema,
        value,
        problem,
        &parameter.description,
    )
}
