//! The body of a request: a field for each of its own, or JSON.

use leptos::prelude::*;
use openapi::{Body, Field as BodyField, Kind, Problem, Schema};
use serde_json::{Map, Value};

use crate::{
    features::explorer::form::{hint_of, problem_words},
    ui::{Field, Select},
    words::words,
};

/// A body that is being filled in.
#[derive(Clone, Copy)]
pub struct BodyForm {
    body: StoredValue<Body>,
    /// What was typed for each field of it.
    fields: StoredValue<Vec<(BodyField, RwSignal<String>)>>,
    as_json: RwSignal<bool>,
    json: RwSignal<String>,
    /// Whether what is missing is said.
    tried: RwSignal<bool>,
}

impl BodyForm {
    /// The form of a body, with what was typed before.
    pub fn new(
        body: Body,
        typed: impl Fn(&str) -> Option<String>,
        json: Option<String>,
        tried: RwSignal<bool>,
    ) -> Self {
        let fields = body.schema.fields.iter();
        let fields = fields.filter(|field| !field.is_read_only).map(|field| {
            let text = typed(&field.name).unwrap_or_default();
            (field.clone(), RwSignal::new(text))
        });
        let fields: Vec<_> = fields.collect();
        let as_json = json.is_some() || fields.is_empty();
        let sample = || match body.schema.kind {
            Kind::Any => String::new(),
            _ => pretty(&body.schema.sample()),
        };
        Self {
            json: RwSignal::new(json.unwrap_or_else(|| match fields.is_empty() {
                true => sample(),
                false => String::new(),
            })),
            body: StoredValue::new(body),
            fields: StoredValue::new(fields),
            as_json: RwSignal::new(as_json),
            tried,
        }
    }

    /// What is to be sent; `None` where nothing was filled in. Where it does not fit, that is said at
    /// its field.
    pub fn text(self) -> Result<Option<String>, Problem> {
        let text = match self.as_json.get() {
            true => Some(self.json.get()).filter(|text| !text.trim().is_empty()),
            false => {
                let object = self.object()?;
                (!object.is_empty()).then(|| pretty(&Value::Object(object)))
            }
        };
        match (&text, self.body.with_value(|body| body.is_required)) {
            (None, true) => Err(Problem::Missing),
            (Some(text), _) => match serde_json::from_str::<serde::de::IgnoredAny>(text) {
                Ok(_) => Ok(Some(text.clone())),
                Err(error) => Err(Problem::NotJson { line: error.line() }),
            },
            (None, false) => Ok(None),
        }
    }

    fn object(self) -> Result<Map<String, Value>, Problem> {
        self.fields.with_value(|fields| {
            let mut object = Map::new();
            for (field, value) in fields {
                let text = value.get();
                if text.is_empty() {
                    if field.is_required {
                        return Err(Problem::Missing);
                    }
                    continue;
                }
                object.insert(field.name.clone(), field.schema.read(&text)?);
            }
            Ok(object)
        })
    }

    /// What is to be kept of it: no secret.
    pub fn kept(self) -> (Vec<(String, String)>, Option<String>) {
        let fields = self.fields.with_value(|fields| {
            let kept = fields.iter().map(|(field, value)| {
                let is_secret = field.schema.is_secret(&field.name)
                    || matches!(field.schema.kind, Kind::Object | Kind::List | Kind::Any)
                        && value.with(|text| may_hold_secret(text));
                let text = if is_secret {
                    String::new()
                } else {
                    value.get()
                };
                (field.name.clone(), text)
            });
            kept.collect()
        });
        let json = self.as_json.get().then(|| self.json.get());
        (fields, json.filter(|text| !may_hold_secret(text)))
    }

    /// Shows it in the other form; what was typed goes over as far as it fits.
    fn show(self, as_json: bool) {
        if as_json == self.as_json.get_untracked() {
            return;
        }
        if as_json {
            let object = untrack(|| self.object());
            let text = match object {
                Ok(object) if !object.is_empty() => pretty(&Value::Object(object)),
                // Something to begin with.
                _ if self.json.with_untracked(String::is_empty) => {
                    self.body.with_value(|body| pretty(&body.schema.sample()))
                }
                _ => self.json.get_untracked(),
            };
            self.json.set(text);
        } else if let Ok(Value::Object(object)) = serde_json::from_str(&self.json.get_untracked()) {
            self.fields.with_value(|fields| {
                for (field, value) in fields {
                    value.set(match object.get(&field.name) {
                        None | Some(Value::Null) => String::new(),
                        Some(Value::String(text)) => text.clone(),
                        Some(other) => other.to_string(),
                    });
                }
            });
        }
        self.as_json.set(as_json);
    }
}

fn may_hold_secret(text: &str) -> bool {
    let mut names = text.split('"');
    names.any(openapi::is_secret_name)
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// The fields of a body.
#[component]
pub fn BodyFields(form: BodyForm) -> impl IntoView {
    let w = &words().explorer;
    let (is_json, description) = form
        .body
        .with_value(|body| (body.is_json(), body.description.clone()));
    if !is_json {
        return view! { <p class="note">{w.other_body}</p> }.into_any();
    }
    let has_fields = form.fields.with_value(|fields| !fields.is_empty());
    let button = move |as_json: bool, title: &'static str| {
        view! {
            <button
                type="button"
                aria-pressed=move || (form.as_json.get() == as_json).to_string()
                class:is-active=move || form.as_json.get() == as_json
                on:click=move |_| form.show(as_json)
            >
                {title}
            </button>
        }
    };
    let switch = has_fields.then(|| {
        view! {
            <span class="seg" role="group" aria-label=w.shown_as>
                {button(false, w.as_fields)}
                {button(true, w.as_json)}
            </span>
        }
    });
    let fields = move || match form.as_json.get() {
        true => view! { <JsonField form=form /> }.into_any(),
        false => form
            .fields
            .with_value(|fields| {
                let fields = fields.iter();
                fields
                    .map(|(field, value)| body_field(field, *value, form.tried))
                    .collect_view()
            })
            .into_any(),
    };
    let missing = move || {
        let is_said = form.tried.get()
            && !form.as_json.get()
            && form.text() == Err(Problem::Missing)
            && form.object().is_ok();
        is_said.then(|| {
            view! {
                <span class="hint bad" role="alert">
                    {w.body_missing}
                </span>
            }
        })
    };
    view! {
        <div class="ax-sub">
            <h3>{w.body}</h3>
            <span class="sp"></span>
            {switch}
        </div>
        {(!description.is_empty()).then(|| view! { <p class="hint">{description}</p> })}
        {fields}
        {missing}
    }
    .into_any()
}

#[component]
fn JsonField(form: BodyForm) -> impl IntoView {
    let w = &words().explorer;
    let problem = Signal::derive(move || {
        let problem = form.text().err()?;
        let is_said = form.tried.get() || problem != Problem::Missing;
        is_said.then(|| problem_words(&problem))
    });
    view! {
        <div class="field">
            <label for="request-body" class="sr">
                {w.body}
            </label>
            <textarea
                id="request-body"
                rows="10"
                spellcheck="false"
                autocapitalize="off"
                aria-invalid=move || problem.get().is_some().to_string()
                aria-describedby="request-body-said"
                prop:value=form.json
                on:input=move |event| form.json.set(event_target_value(&event))
            ></textarea>
            <div id="request-body-said" aria-live="polite">
                {move || {
                    problem.get().map(|problem| view! { <span class="hint bad">{problem}</span> })
                }}
            </div>
        </div>
    }
}

fn body_field(
    field: &BodyField,
    value: RwSignal<String>,
    tried: RwSignal<bool>,
) -> impl IntoView + use<> {
    let schema = field.schema.clone();
    let is_required = field.is_required;
    let checked = schema.clone();
    let problem = Signal::derive(move || {
        let text = value.get();
        let problem = match text.is_empty() {
            true if is_required && tried.get() => Problem::Missing,
            true => return None,
            false => checked.read(&text).err()?,
        };
        Some(problem_words(&problem))
    });
    value_field(
        format!("body-{}", field.name),
        (&field.name, is_required),
        &schema,
        value,
        problem,
        &schema.description,
    )
}

/// A field for a value of a schema.
pub fn value_field(
    id: String,
    (name, is_required): (&str, bool),
    schema: &Schema,
    value: RwSignal<String>,
    problem: Signal<Option<String>>,
    description: &str,
) -> AnyView {
    let w = &words().explorer;
    let label = match is_required {
        true => format!("{name} *"),
        false => name.to_owned(),
    };
    let choices: Vec<String> = match (&schema.choices, schema.kind) {
        (choices, _) if !choices.is_empty() => choices.clone(),
        (_, Kind::Boolean) => vec!["true".to_owned(), "false".to_owned()],
        _ => Vec::new(),
    };
    if !choices.is_empty() {
        let nothing = match &schema.default {
            Some(default) if !is_required => format!("{} ({})", w.not_sent, w.by_default(default)),
            _ if is_required => w.needed.to_owned(),
            _ => w.not_sent.to_owned(),
        };
        let mut all = vec![(String::new(), nothing)];
        all.extend(choices.into_iter().map(|choice| (choice.clone(), choice)));
        let hint = hint_of(description);
        return view! {
            <Select id=id label=label value=value choices=Signal::stored(all) />
            {move || problem.get().map(|problem| view! { <span class="hint bad">{problem}</span> })}
            {hint.map(|hint| view! { <span class="hint">{hint}</span> })}
        }
        .into_any();
    }
    let placeholder = match (&schema.default, schema.maximum, schema.kind) {
        (_, _, Kind::Object) => "{ }".to_owned(),
        (_, _, Kind::List) if schema.items.is_some() && id.starts_with("body-") => "[ ]".to_owned(),
        (Some(default), Some(most), _) => {
            format!(
                "{}, {}",
                w.by_default(default),
                w.at_most(&most.to_string())
            )
        }
        (Some(default), None, _) => w.by_default(default),
        (None, Some(most), _) => w.at_most(&most.to_string()),
        _ if name == "X-Request-Id" => w.made_for_you.to_owned(),
        _ if is_required => w.needed.to_owned(),
        _ => w.not_sent.to_owned(),
    };
    let kind = if schema.is_secret(name) {
        "password"
    } else {
        "text"
    };
    view! {
        <Field
            id=id
            label=label
            value=value
            problem=problem
            placeholder=placeholder
            kind=kind
            hint=hint_of(description).unwrap_or_default()
        />
    }
    .into_any()
}
