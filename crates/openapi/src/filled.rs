//! What was typed for an operation, as a request.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use crate::{
    operation::{Operation, Parameter, Place},
    schema::{Kind, Problem, json},
};

/// Everything but what stands for itself anywhere in an address (RFC 3986, 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The values of an operation's parameters, as they were typed. What is not among them is not sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled(pub Vec<(Place, String, String)>);

/// A parameter or the body whose text does not fit.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{name}: {problem}")]
pub struct Unfit {
    /// The parameter's name, or `body`.
    pub name: String,
    pub problem: Problem,
}

impl Filled {
    /// What was typed for a parameter; nothing counts as not sent.
    pub fn get(&self, parameter: &Parameter) -> Option<&str> {
        let mut all = self.0.iter();
        let (_, _, text) =
            all.find(|(place, name, _)| *place == parameter.place && *name == parameter.name)?;
        Some(text.as_str()).filter(|text| !text.is_empty())
    }
}

impl Parameter {
    /// What is wrong with a text that was typed for it; an empty one is not sent.
    pub fn check(&self, text: &str) -> Result<(), Problem> {
        if text.is_empty() {
            return match self.is_required {
                true => Err(Problem::Missing),
                false => Ok(()),
            };
        }
        match self.schema.kind {
            // Its items are typed with commas between them.
            Kind::List => match &self.schema.items {
                Some(items) if items.kind != Kind::Any => values(text)
                    .into_iter()
                    .try_for_each(|item| items.read(item).map(drop)),
                _ => Ok(()),
            },
            Kind::Any | Kind::Object => Ok(()),
            _ => self.schema.read(text).map(drop),
        }
    }
}

fn values(text: &str) -> Vec<&str> {
    text.split(',').map(str::trim).collect()
}

impl Operation {
    /// The encoded path with its query, below `root`.
    pub fn target(&self, root: &str, filled: &Filled) -> Result<String, Unfit> {
        let mut path = self.path.clone();
        let mut query: Vec<String> = Vec::new();
        for parameter in &self.parameters {
            let typed = filled.get(parameter).unwrap_or_default();
            parameter.check(typed).map_err(|problem| Unfit {
                name: parameter.name.clone(),
                problem,
            })?;
            match parameter.place {
                // These are steps in a path, and no names, however they are encoded.
                Place::Path if matches!(typed, "." | "..") => {
                    return Err(Unfit {
                        name: parameter.name.clone(),
                        problem: Problem::NotAName,
                    });
                }
                Place::Path => {
                    let mut value = encoded(typed);
                    if parameter.is_encoded_twice {
                        value = encoded(&value);
                    }
                    path = path.replace(&format!("{{{}}}", parameter.name), &value);
                }
                Place::Query if typed.is_empty() => {}
                Place::Query => {
                    let is_list = parameter.schema.kind == Kind::List && parameter.is_repeated;
                    let each = if is_list { values(typed) } else { vec![typed] };
                    let name = encoded(&parameter.name);
                    query.extend(
                        each.iter()
                            .map(|value| format!("{name}={}", encoded(value))),
                    );
                }
                Place::Header => {}
            }
        }
        let query = match query.is_empty() {
            true => String::new(),
            false => format!("?{}", query.join("&")),
        };
        Ok(format!("{root}{path}{query}"))
    }

    /// The headers that were filled in, which the operation has.
    pub fn headers(&self, filled: &Filled) -> Vec<(String, String)> {
        let headers = self.parameters.iter();
        let headers = headers.filter(|parameter| parameter.place == Place::Header);
        headers
            .filter_map(|parameter| {
                let value = filled.get(parameter)?.to_owned();
                Some((parameter.name.clone(), value))
            })
            .collect()
    }

    /// Checks a body's text: it must be there where one is needed, and be JSON.
    pub fn check_body(&self, text: Option<&str>) -> Result<(), Unfit> {
        let text = text.filter(|text| !text.trim().is_empty());
        let problem = match (&self.body, text) {
            (Some(body), None) if body.is_required => Problem::Missing,
            (Some(_), Some(text)) => match json(text) {
                Ok(_) => return Ok(()),
                Err(problem) => problem,
            },
            _ => return Ok(()),
        };
        Err(Unfit {
            name: "body".to_owned(),
            problem,
        })
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}
