//! Reading operations out of a document.

use serde_json::{Map, Value};

use crate::{
    operation::{Body, Method, Operation, Parameter, Place},
    schema::{Field, Kind, Schema},
};

/// How deep what is sent is looked into.
const BODY_DEPTH: usize = 6;
/// How deep answers are.
const ANSWER_DEPTH: usize = 2;
/// References that lead to references.
const HOPS: usize = 8;
/// Headers that a request is sent with by itself, or that would sign it in as somebody else.
const OWN_HEADERS: [&str; 8] = [
    "accept",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "cookie",
    "host",
    "x-harbor-csrf-token",
];

pub(crate) struct Reader<'a> {
    document: &'a Value,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(document: &'a Value) -> Self {
        Self { document }
    }

    /// The operations at a path.
    pub(crate) fn operations(&self, path: &str, item: &Value) -> Vec<Operation> {
        let item = self.followed(item);
        let with_slash = path.starts_with('/');
        Method::ALL
            .into_iter()
            .filter_map(|method| {
                let operation = item.get(method.as_str().to_ascii_lowercase())?;
                operation.is_object().then_some((method, operation))
            })
            .filter(|_| with_slash)
            .map(|(method, operation)| self.operation(path, method, item, operation))
            .collect()
    }

    fn operation(&self, path: &str, method: Method, item: &Value, own: &Value) -> Operation {
        let id = text(own, "operationId");
        let tags = own.get("tags").and_then(Value::as_array);
        let tag = tags.and_then(|tags| tags.first()?.as_str());
        let tag = tag.unwrap_or_else(|| {
            let mut segments = path.split('/');
            let is_name = |segment: &&str| !segment.is_empty() && !segment.starts_with('{');
            segments.find(is_name).unwrap_or_default()
        });
        let summary = [text(own, "summary"), id.clone()].into_iter();
        let summary = summary.map(|line| one_line(&line));
        let mut parameters: Vec<Parameter> = Vec::new();
        // The operation's own stand in the place of the path's.
        for parameter in self.listed(own).chain(self.listed(item)) {
            let Some(parameter) = self.parameter(parameter) else {
                continue;
            };
            let is_known = parameters
                .iter()
                .any(|known| known.name == parameter.name && known.place == parameter.place);
            if !is_known {
                parameters.push(parameter);
            }
        }
        let placeholders = placeholders(path);
        parameters.retain(|parameter| {
            parameter.place != Place::Path || placeholders.contains(&parameter.name.as_str())
        });
        for name in &placeholders {
            let is_known = parameters
                .iter()
                .any(|known| known.place == Place::Path && known.name == *name);
            if !is_known {
                parameters.push(Parameter {
                    name: (*name).to_owned(),
                    place: Place::Path,
                    is_required: true,
                    description: String::new(),
                    schema: Schema::default(),
                    is_repeated: false,
                    is_encoded_twice: false,
                });
            }
        }
        // Those of the path in its order, as a person reads it.
        parameters.sort_by_key(|parameter| {
            let place = placeholders.iter().position(|name| *name == parameter.name);
            let in_path = match parameter.place {
                Place::Path => place.unwrap_or(usize::MAX),
                _ => usize::MAX,
            };
            (parameter.place, in_path, !parameter.is_required)
        });
        Operation {
            method,
            path: path.to_owned(),
            tag: tag.to_owned(),
            summary: summary
                .into_iter()
                .find(|line| !line.is_empty())
                .unwrap_or_default(),
            description: text(own, "description"),
            is_deprecated: flag(own, "deprecated"),
            parameters,
            body: self.body(item, own),
            answer: self.answer(own),
            id,
        }
    }

    fn listed<'v>(&'v self, owner: &'v Value) -> impl Iterator<Item = &'v Value> {
        let all = owner.get("parameters").and_then(Value::as_array);
        all.into_iter().flatten().map(|one| self.followed(one))
    }

    fn parameter(&self, value: &Value) -> Option<Parameter> {
        let name = value.get("name").and_then(Value::as_str)?;
        let place = match value.get("in").and_then(Value::as_str)? {
            "path" => Place::Path,
            "query" => Place::Query,
            "header" => Place::Header,
            _ => return None,
        };
        if place == Place::Header && OWN_HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
            return None;
        }
        let description = text(value, "description");
        // OpenAPI 3 has a schema, Swagger 2 says the same in the parameter itself.
        let schema = value.get("schema").unwrap_or(value);
        let is_repeated = match value.get("collectionFormat").and_then(Value::as_str) {
            Some(format) => format == "multi",
            None => value.get("schema").is_some() && value.get("explode") != Some(&false.into()),
        };
        Some(Parameter {
            name: name.to_owned(),
            place,
            is_required: place == Place::Path || flag(value, "required"),
            // Harbor says so in words only.
            is_encoded_twice: place == Place::Path && description.contains("encode it twice"),
            schema: Schema {
                description: String::new(),
                ..self.schema(schema, BODY_DEPTH)
            },
            description,
            is_repeated,
        })
    }

    fn body(&self, item: &Value, own: &Value) -> Option<Body> {
        if let Some(body) = own.get("requestBody").map(|body| self.followed(body)) {
            let content = body.get("content").and_then(Value::as_object)?;
            let is_json = |kind: &&String| kind.contains("json");
            let media_type = content.keys().find(is_json).or(content.keys().next())?;
            let content = &content[media_type];
            let mut schema = self.schema(&content["schema"], BODY_DEPTH);
            let examples = content.get("examples").and_then(Value::as_object);
            let named = examples.and_then(|all| all.values().next()?.get("value"));
            if let Some(example) = content.get("example").or(named) {
                schema.example = Some(example.clone());
            }
            return Some(Body {
                is_required: flag(body, "required"),
                description: text(body, "description"),
                media_type: media_type.clone(),
                schema,
            });
        }
        let parameters: Vec<&Value> = self.listed(own).chain(self.listed(item)).collect();
        let of_kind = |kind: &str| {
            let mut all = parameters.iter();
            all.find(|one| one.get("in").and_then(Value::as_str) == Some(kind))
        };
        let consumes = own
            .get("consumes")
            .or_else(|| self.document.get("consumes"));
        let consumes = consumes.and_then(|all| all.get(0)?.as_str());
        if let Some(body) = of_kind("body") {
            return Some(Body {
                is_required: flag(body, "required"),
                description: text(body, "description"),
                media_type: consumes.unwrap_or("application/json").to_owned(),
                schema: self.schema(&body["schema"], BODY_DEPTH),
            });
        }
        let form = of_kind("formData")?;
        Some(Body {
            is_required: flag(form, "required"),
            description: String::new(),
            media_type: consumes.unwrap_or("multipart/form-data").to_owned(),
            schema: Schema {
                kind: Kind::Any,
                ..Schema::default()
            },
        })
    }

    /// What the first success holds.
    fn answer(&self, own: &Value) -> Option<Schema> {
        let answers = own.get("responses").and_then(Value::as_object)?;
        let mut answers = answers.iter();
        let (_, success) = answers.find(|(status, _)| status.starts_with('2'))?;
        let success = self.followed(success);
        let content = success.get("content").and_then(Value::as_object);
        let schema = success
            .get("schema")
            .or_else(|| content?.values().next()?.get("schema"))?;
        Some(self.schema(schema, ANSWER_DEPTH))
    }

    /// What a reference inside the document stands for; one that leads nowhere stands for itself.
    fn followed<'v>(&'v self, value: &'v Value) -> &'v Value {
        let mut value = value;
        for _ in 0..HOPS {
            let reference = value.get("$ref").and_then(Value::as_str);
            let target = reference
                .and_then(|reference| reference.strip_prefix('#'))
                .and_then(|pointer| self.document.pointer(pointer));
            match target {
                Some(target) => value = target,
                None => break,
            }
        }
        value
    }

    fn schema(&self, value: &Value, depth: usize) -> Schema {
        let value = self.followed(value);
        let Some(object) = value.as_object().filter(|_| depth > 0) else {
            return Schema {
                kind: Kind::Any,
                ..Schema::default()
            };
        };
        let mut schema = self.own_schema(object, depth);
        // What an object is besides is taken in; of several that it may be the first one is.
        let whole = object.get("allOf").and_then(Value::as_array);
        let either = ["oneOf", "anyOf"].iter().find_map(|key| object.get(*key));
        let either = either.and_then(Value::as_array);
        let first = either.and_then(|all| all.iter().find(|one| one["type"] != "null"));
        for part in whole.into_iter().flatten().chain(first) {
            let part = self.schema(part, depth - 1);
            if schema.kind == Kind::Any {
                schema.kind = part.kind;
            }
            for field in part.fields {
                if !schema.fields.iter().any(|known| known.name == field.name) {
                    schema.fields.push(field);
                }
            }
            if schema.choices.is_empty() {
                schema.choices = part.choices;
            }
            schema.items = schema.items.or(part.items);
            schema.example = schema.example.or(part.example);
        }
        sort(&mut schema.fields);
        schema
    }

    fn own_schema(&self, object: &Map<String, Value>, depth: usize) -> Schema {
        let get = |key: &str| object.get(key);
        let properties = get("properties").and_then(Value::as_object);
        // 3.1 may name several types: the first that is not `null` counts.
        let named = match get("type") {
            Some(Value::String(name)) => Some(name.as_str()),
            Some(Value::Array(names)) => {
                let mut names = names.iter().filter_map(Value::as_str);
                names.find(|name| *name != "null")
            }
            _ => None,
        };
        let choices: Vec<String> = get("enum")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter(|choice| !choice.is_null())
            .map(typed)
            .collect();
        let kind = match named {
            Some("string") => Kind::Text,
            Some("integer") => Kind::Integer,
            Some("number") => Kind::Number,
            Some("boolean") => Kind::Boolean,
            Some("array") => Kind::List,
            Some("object") => Kind::Object,
            _ if properties.is_some() => Kind::Object,
            _ if get("items").is_some() => Kind::List,
            _ if !choices.is_empty() => Kind::Text,
            _ => Kind::Any,
        };
        let needed: Vec<&str> = get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let fields = properties.into_iter().flatten().map(|(name, field)| Field {
            is_required: needed.contains(&name.as_str()),
            is_read_only: flag(self.followed(field), "readOnly"),
            schema: self.schema(field, depth - 1),
            name: name.clone(),
        });
        let mut fields: Vec<Field> = fields.collect();
        sort(&mut fields);
        let length = |of_text: &str, of_list: &str| {
            let key = if kind == Kind::List { of_list } else { of_text };
            get(key).and_then(Value::as_u64)
        };
        let examples = get("examples").and_then(|all| all.get(0));
        Schema {
            kind,
            format: string(get("format")),
            description: string(get("description")),
            choices,
            default: get("default").filter(|it| !it.is_null()).map(typed),
            minimum: get("minimum").and_then(Value::as_f64),
            maximum: get("maximum").and_then(Value::as_f64),
            min_length: length("minLength", "minItems"),
            max_length: length("maxLength", "maxItems"),
            fields,
            items: get("items").map(|items| Box::new(self.schema(items, depth - 1))),
            example: get("example").or(examples).cloned(),
        }
    }
}

/// What is needed stands first.
fn sort(fields: &mut [Field]) {
    fields.sort_by(|a, b| (!a.is_required, &a.name).cmp(&(!b.is_required, &b.name)));
}

/// The names in a path template.
pub(crate) fn placeholders(path: &str) -> Vec<&str> {
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

fn string(value: Option<&Value>) -> String {
    let text = value.and_then(Value::as_str).unwrap_or_default();
    text.trim().to_owned()
}

fn text(value: &Value, key: &str) -> String {
    string(value.get(key))
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_end_matches('.').to_owned()
}

fn flag(value: &Value, key: &str) -> bool {
    match value.get(key) {
        Some(Value::Bool(flag)) => *flag,
        // Written so by hand.
        Some(Value::String(text)) => text == "true",
        _ => false,
    }
}

/// A value as somebody types it.
fn typed(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
