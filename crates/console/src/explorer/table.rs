//! Harbor's operations as Pilothouse knows them, for servers without a description of their own.

use std::collections::HashSet;

use harbor_api::{OPERATIONS, OperationInfo};
use openapi::{Body, Document, Kind, Method, Operation, Parameter, Place, Schema};

/// The table as a description: names of parameters without what they may be.
pub(super) fn document() -> Document {
    let mut operations: Vec<Operation> = OPERATIONS.iter().map(operation).collect();
    operations.sort_by(|a, b| (&a.path, a.method).cmp(&(&b.path, b.method)));
    Document {
        title: "Harbor API".to_owned(),
        version: "2.0".to_owned(),
        root: "/api/v2.0".to_owned(),
        operations,
    }
}

/// Operations of the table that a description does not have. Names of parameters may differ.
pub(super) fn missing(described: &Document) -> Vec<Operation> {
    let key = |operation: &Operation| (operation.method, without_names(&operation.path));
    let there: HashSet<(Method, String)> = described.operations.iter().map(key).collect();
    let mut table = document().operations;
    table.retain(|operation| !there.contains(&key(operation)));
    table
}

/// A path's template without the names of its parameters, and without a slash at its end.
fn without_names(path: &str) -> String {
    let steps = path.trim_end_matches('/').split('/');
    let steps = steps.map(|step| if step.starts_with('{') { "{}" } else { step });
    steps.collect::<Vec<_>>().join("/")
}

fn operation(info: &OperationInfo) -> Operation {
    let parameter = |name: &str, place: Place| Parameter {
        name: name.to_owned(),
        place,
        is_required: place == Place::Path,
        description: String::new(),
        schema: Schema::default(),
        is_repeated: false,
        is_encoded_twice: place == Place::Path && name == "repository_name",
    };
    let in_path = info.path.split('{').skip(1);
    let in_path = in_path.filter_map(|part| part.split_once('}'));
    let in_path = in_path.map(|(name, _)| parameter(name, Place::Path));
    let in_query = info.query.iter().map(|name| parameter(name, Place::Query));
    let headers = info
        .headers
        .iter()
        .map(|name| parameter(name, Place::Header));
    let (tag, _) = info.name.split_once('.').unwrap_or((info.name, ""));
    Operation {
        id: info.harbor.to_owned(),
        method: method(info.method),
        path: info.path.to_owned(),
        tag: tag.to_owned(),
        summary: sentence(info.harbor),
        description: String::new(),
        is_deprecated: false,
        parameters: in_path.chain(in_query).chain(headers).collect(),
        body: info.body.then(|| Body {
            is_required: true,
            description: String::new(),
            media_type: "application/json".to_owned(),
            schema: Schema {
                kind: Kind::Any,
                ..Schema::default()
            },
        }),
        answer: None,
    }
}

pub(super) fn method(method: harbor_api::Method) -> Method {
    match method {
        harbor_api::Method::Get => Method::Get,
        harbor_api::Method::Head => Method::Head,
        harbor_api::Method::Post => Method::Post,
        harbor_api::Method::Put => Method::Put,
        harbor_api::Method::Patch => Method::Patch,
        harbor_api::Method::Delete => Method::Delete,
    }
}

/// `listArtifacts` as words: `List artifacts`.
fn sentence(name: &str) -> String {
    let mut words = String::new();
    for (number, letter) in name.chars().enumerate() {
        if number == 0 {
            words.extend(letter.to_uppercase());
        } else if letter.is_uppercase() {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else {
            words.push(letter);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use openapi::Filled;

    use super::*;

    #[test]
    fn what_a_description_lacks_is_found_whatever_parameters_are_called() {
        let mut described = document();
        let taken = described.operations.remove(0);
        let path = "/projects/{project_name}/repositories/{repository_name}";
        let mut of_path = described.operations.iter_mut();
        let renamed = of_path.find(|one| one.path == path && one.method == Method::Get);
        renamed.expect("an operation").path = "/projects/{name}/repositories/{repository}/".into();
        let missing = missing(&described);
        let missing: Vec<_> = missing.iter().map(|one| (one.method, &one.path)).collect();
        assert_eq!(missing, [(taken.method, &taken.path)]);
    }

    #[test]
    fn the_table_has_what_a_request_needs() {
        let document = document();
        assert_eq!(document.operations.len(), OPERATIONS.len());
        let path = "/projects/{project_name}/repositories/{repository_name}";
        let get = document.find(Method::Get, path).expect("an operation");
        assert_eq!(
            (get.tag.as_str(), get.summary.as_str()),
            ("repository", "Get repository")
        );
        let filled = [("project_name", "a"), ("repository_name", "b/c")];
        let filled = filled.map(|(name, text)| (Place::Path, name.to_owned(), text.to_owned()));
        let target = get.target(&document.root, &Filled(filled.to_vec()));
        let expected = "/api/v2.0/projects/a/repositories/b%252Fc";
        assert_eq!(target.as_deref(), Ok(expected));
    }
}
