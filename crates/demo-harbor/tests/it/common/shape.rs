//! Comparing answers by their shape.
//!
//! The rule: objects must have the same keys, values must be of the same type (a time of year 1 is a
//! type of its own, "never"). Lists are compared as a whole: every element of ours must have all keys
//! that all recorded elements have, and none that no recorded element has, with types that occur
//! there. A list may be empty only if the other one is. Pairs of resource and action are compared
//! as they are. What a scan finds is random: numbers by severity may lack keys, and the list of
//! findings may be empty on one side only.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

#[derive(Default)]
struct Shape {
    kinds: BTreeSet<&'static str>,
    objects: usize,
    fields: BTreeMap<String, (usize, Shape)>,
    elements: Option<Box<Shape>>,
    empty: bool,
    filled: bool,
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(text) if text.starts_with("0001-01-01") => "never",
        Value::String(_) => "string",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

impl Shape {
    fn add(&mut self, value: &Value) {
        self.kinds.insert(kind(value));
        match value {
            Value::Object(object) => {
                self.objects += 1;
                for (key, value) in object {
                    let (count, shape) = self.fields.entry(key.clone()).or_default();
                    *count += 1;
                    shape.add(value);
                }
            }
            Value::Array(list) => {
                self.empty |= list.is_empty();
                self.filled |= !list.is_empty();
                let elements = self.elements.get_or_insert_default();
                for value in list {
                    elements.add(value);
                }
            }
            _ => {}
        }
    }

    fn check(&self, at: &str, ours: &Value) -> Option<String> {
        if !self.kinds.contains(kind(ours)) {
            let kinds: Vec<_> = self.kinds.iter().copied().collect();
            return Some(format!(
                "{at}: {} instead of {}",
                kind(ours),
                kinds.join(" or ")
            ));
        }
        match ours {
            Value::Object(object) => {
                if at.ends_with(".summary.summary") {
                    return None;
                }
                let missing = self
                    .fields
                    .iter()
                    .find(|(key, (count, _))| *count == self.objects && !object.contains_key(*key));
                if let Some((key, _)) = missing {
                    return Some(format!("{at}: no {key}"));
                }
                object
                    .iter()
                    .find_map(|(key, value)| match self.fields.get(key) {
                        Some((_, shape)) => shape.check(&format!("{at}.{key}"), value),
                        None => Some(format!("{at}: {key} is too much")),
                    })
            }
            Value::Array(list) => {
                // How many findings a scan has is random, too: maybe none.
                if at.ends_with(".vulnerabilities") && (list.is_empty() || !self.filled) {
                    return None;
                }
                if list.is_empty() && !self.empty {
                    return Some(format!("{at}: empty"));
                }
                if !list.is_empty() && !self.filled {
                    return Some(format!("{at}: {} elements instead of none", list.len()));
                }
                let elements = self.elements.as_ref()?;
                list.iter()
                    .find_map(|value| elements.check(&format!("{at}[]"), value))
            }
            _ => None,
        }
    }
}

/// Where two answers differ in shape, if they do.
pub fn difference(recorded: &Value, ours: &Value) -> Option<String> {
    if let (Some(recorded), Some(ours)) = (recorded.get("errors"), ours.get("errors")) {
        return error_difference(recorded, ours);
    }
    if let (Some(recorded), Some(ours)) = (permissions(recorded), permissions(ours)) {
        return (recorded != ours).then(|| "other permissions".to_owned());
    }
    let mut shape = Shape::default();
    shape.add(recorded);
    shape.check("", ours)
}

fn permissions(value: &Value) -> Option<BTreeSet<(String, String)>> {
    let list = value.as_array().filter(|list| !list.is_empty())?;
    let pair = |item: &Value| {
        let resource = item["resource"].as_str()?.trim_start_matches("/project/");
        let resource = resource.trim_start_matches(|c: char| c.is_ascii_digit());
        (item.as_object()?.len() == 2)
            .then(|| Some((resource.to_owned(), item["action"].as_str()?.to_owned())))?
    };
    list.iter().map(pair).collect()
}

fn error_difference(recorded: &Value, ours: &Value) -> Option<String> {
    let told = |errors: &Value| {
        let error = &errors[0];
        let text = |name: &str| plain(error[name].as_str().unwrap_or_default());
        format!("{} {}", text("code"), text("message"))
    };
    let (recorded, ours) = (told(recorded), told(ours));
    (recorded != ours).then(|| format!("{ours:?} instead of {recorded:?}"))
}

/// A text without its numbers and digests.
pub fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(place) = rest.find("sha256:") {
        plain.push_str(&rest[..place]);
        plain.push_str("sha256");
        rest = rest[place + 7..].trim_start_matches(|c: char| c.is_ascii_hexdigit());
    }
    plain.push_str(rest);
    let mut out = String::new();
    for c in plain.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    out
}
