//! The service's own description of itself, as far as finding lists in it goes.

use harbor_api::Request;
pub use openapi::NotADescription;
use openapi::{Document, Kind, Method, Operation, Place};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{
    address::BaseAddress,
    list_request::{ListOperation, PageStart, Paging, Parameter, Scope, get},
};

/// What a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    Tenants,
    Projects,
    Models,
}

impl Subject {
    pub const ALL: [Self; 3] = [Self::Tenants, Self::Projects, Self::Models];

    const fn segment(self) -> &'static str {
        match self {
            Self::Tenants => "tenants",
            Self::Projects => "projects",
            Self::Models => "models",
        }
    }
}

/// A description that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Description {
    /// `info.title`, where it has one.
    pub title: String,
    /// `info.version`
    pub version: String,
    lists: Vec<ListOperation>,
}

impl Description {
    /// Reads a document that stands at this service.
    pub fn read(body: &[u8], base: &BaseAddress) -> Result<Self, NotADescription> {
        Ok(Self::of(&Document::read(body)?, base))
    }

    /// What a document of this service says of its lists.
    pub fn of(document: &Document, base: &BaseAddress) -> Self {
        let root = document_root(document, base);
        let lists = Subject::ALL
            .into_iter()
            .filter_map(|subject| list(subject, document, &root));
        Self {
            title: document.title.clone(),
            version: document.version.clone(),
            lists: lists.collect(),
        }
    }

    /// The operation that lists these, where there is one.
    pub fn list(&self, subject: Subject) -> Option<&ListOperation> {
        self.lists.iter().find(|list| list.subject == subject)
    }
}

/// The path that the document's own paths stand under.
pub fn document_root(document: &Document, base: &BaseAddress) -> String {
    let named = document.root.as_str();
    let is_whole = named == base.path() || named.starts_with(&format!("{}/", base.path()));
    match named {
        "" => base.path().to_owned(),
        // A service behind a gateway may not know the path that it is given.
        named if !is_whole => format!("{}/{}", base.path(), named.trim_start_matches('/')),
        named => named.to_owned(),
    }
}

/// The list of these that needs the least to be asked for.
fn list(subject: Subject, document: &Document, root: &str) -> Option<ListOperation> {
    let reads = document.operations.iter();
    let reads = reads.filter(|operation| operation.method == Method::Get);
    let mut found: Vec<ListOperation> = reads
        .filter_map(|operation| candidate(subject, operation, root))
        .collect();
    found.sort_by_key(|list| {
        let needs = match list.scope {
            Scope::Everything => 0,
            Scope::OneTenant => 1,
            Scope::OneProject => 2,
        };
        (needs, list.path.len())
    });
    found.into_iter().next()
}

fn candidate(subject: Subject, operation: &Operation, root: &str) -> Option<ListOperation> {
    let segments: Vec<&str> = operation
        .path
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    let name = segments
        .iter()
        .rposition(|part| part.eq_ignore_ascii_case(subject.segment()))?;
    let after = &segments[name + 1..];
    let is_list = match (subject, after) {
        (_, []) => true,
        // `/models/{project}`: those of a project, unless it answers with one thing.
        (Subject::Models, [one]) if is_placeholder(one) => answers_with_a_list(operation),
        _ => false,
    };
    if !is_list {
        return None;
    }
    let mut needed: Vec<(Parameter, Scope)> = segments
        .iter()
        .filter(|part| is_placeholder(part))
        .map(|part| {
            let place = segments.iter().position(|other| other == part);
            let before = place.and_then(|at| segments.get(at.checked_sub(1)?));
            let name = part.trim_matches(['{', '}']).to_owned();
            let scope = match before {
                Some(before) if before.eq_ignore_ascii_case("tenants") => Scope::OneTenant,
                _ => Scope::OneProject,
            };
            let parameter = Parameter {
                name,
                is_in_path: true,
            };
            (parameter, scope)
        })
        .collect();
    let mut queries = Vec::new();
    let parameters = operation.parameters.iter();
    for parameter in parameters.filter(|parameter| parameter.place == Place::Query) {
        let name = parameter.name.as_str();
        if parameter.is_required {
            let lower = name.to_ascii_lowercase();
            let scope = if lower.contains("tenant") {
                Scope::OneTenant
            } else if lower.contains("project") {
                Scope::OneProject
            } else {
                // Nobody here knows what it should be.
                return None;
            };
            let parameter = Parameter {
                name: name.to_owned(),
                is_in_path: false,
            };
            needed.push((parameter, scope));
        } else {
            queries.push(parameter);
        }
    }
    let mut needed = needed.into_iter();
    let (parameter, scope) = match needed.next() {
        Some((parameter, scope)) => (Some(parameter), scope),
        None => (None, Scope::Everything),
    };
    if needed.next().is_some() {
        return None;
    }
    Some(ListOperation {
        subject,
        path: format!("{root}/{}", segments.join("/")),
        scope,
        parameter,
        paging: paging(&queries),
    })
}

/// Whether the success's schema is a list, or an object that holds one. Without a schema nobody
/// knows, and it counts as none.
fn answers_with_a_list(operation: &Operation) -> bool {
    let lists = ["models", "items", "data", "content", "results", "records"];
    operation.answer.as_ref().is_some_and(|answer| {
        let mut fields = answer.fields.iter();
        answer.kind == Kind::List
            || fields.any(|field| {
                lists.contains(&field.name.as_str()) && field.schema.kind == Kind::List
            })
    })
}

fn is_placeholder(segment: &str) -> bool {
    segment.starts_with('{') && segment.ends_with('}')
}

/// How it is asked for in pages, by the names that its parameters have.
fn paging(queries: &[&openapi::Parameter]) -> Option<Paging> {
    let plain = |name: &str| name.replace(['_', '-'], "").to_ascii_lowercase();
    let named = |names: &[&str]| {
        let mut queries = queries.iter();
        queries.find(|query| names.contains(&plain(&query.name).as_str()))
    };
    let size = named(&["pagesize", "size", "limit", "perpage"]);
    let size = size.map(|query| query.name.clone());
    if let Some(query) = named(&["page", "pagenumber", "pageno", "pagenum"]) {
        let least = query.schema.minimum.filter(|number| *number >= 0.0);
        let least = least.map(|number| number as u32);
        let default = || query.schema.default.as_ref()?.parse::<u32>().ok();
        let first = least.or_else(default).unwrap_or(1);
        return Some(Paging {
            at: PageStart::Number {
                name: query.name.clone(),
                first: first.min(1),
            },
            size,
        });
    }
    let query = named(&["offset", "skip"])?;
    size.is_some().then(|| Paging {
        at: PageStart::Offset {
            name: query.name.clone(),
        },
        size,
    })
}

/// The reads that may give the description, the likeliest first: where the Swagger page (or the
/// script beside it) says, then the usual places. `page` is that page's text, if there is one.
pub fn description_addresses(page: Option<&str>, base: &BaseAddress) -> Vec<Request> {
    let beside = format!("{}{}", base.origin(), base.target("/swagger/index.html"));
    let mut targets = Vec::new();
    if let (Some(page), Ok(beside)) = (page, Url::parse(&beside)) {
        for address in named_addresses(page) {
            let Ok(url) = beside.join(&address) else {
                continue;
            };
            // What stands at another host is no description of this service to be trusted.
            if url.origin().ascii_serialization() == base.origin() {
                targets.push(url[url::Position::BeforePath..url::Position::AfterQuery].to_owned());
            }
        }
    }
    let usual = [
        "/swagger/doc.json",
        "/swagger/v1/swagger.json",
        "/swagger/swagger.json",
        "/swagger.json",
        "/openapi.json",
        "/v3/api-docs",
        "/v2/api-docs",
    ];
    for target in usual.map(|place| base.target(place)) {
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    targets.into_iter().map(get).collect()
}

impl Description {
    /// The read that gives the Swagger page.
    pub fn page_request(base: &BaseAddress) -> Request {
        Request {
            headers: vec![("Accept", "text/html, */*".to_owned())],
            ..get(base.target("/swagger/index.html"))
        }
    }
}

/// What a Swagger page or its script has behind `url:`.
fn named_addresses(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find("url") {
        let is_whole = !rest[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        rest = &rest[at + 3..];
        let value = rest.trim_start_matches(['"', '\'']).trim_start();
        let Some(value) = value.strip_prefix(':').filter(|_| is_whole) else {
            continue;
        };
        let value = value.trim_start();
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            continue;
        };
        if let Some((address, _)) = value[1..].split_once(quote)
            && !address.is_empty()
            && !found.contains(&address.to_owned())
        {
            found.push(address.replace("\\/", "/"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn base() -> BaseAddress {
        BaseAddress::parse("https://models.example.org/modelregistry").unwrap()
    }

    fn read(document: Value) -> Description {
        Description::read(document.to_string().as_bytes(), &base()).unwrap()
    }

    #[test]
    fn lists_of_swagger_2_are_found_below_its_base_path() {
        let description = read(json!({
            "swagger": "2.0", "basePath": "/modelregistry", "info": {"title": "MR", "version": "1.4"},
            "paths": {
                "/tenants": {"post": {}, "get": {"parameters": [
                    {"name": "page", "in": "query", "default": 1},
                    {"name": "page_size", "in": "query"},
                ]}},
                "/projects": {"post": {}, "put": {}},
                "/tenants/{tenantId}/projects": {"get": {"parameters": null}},
                "/api/v1/models/{project}/{model}": {"post": {}, "get": {}},
            },
        }));
        assert_eq!(
            (description.title.as_str(), description.version.as_str()),
            ("MR", "1.4")
        );
        let tenants = description.list(Subject::Tenants).unwrap();
        assert_eq!(tenants.scope, Scope::Everything);
        let request = tenants.request("", 2);
        assert_eq!(
            request.request.target,
            "/modelregistry/tenants?page_size=100&page=3"
        );
        assert_eq!(request.page_size, Some(100));
        let projects = description.list(Subject::Projects).unwrap();
        assert_eq!(projects.scope, Scope::OneTenant);
        assert_eq!(
            projects.request("a b", 0).request.target,
            "/modelregistry/tenants/a%20b/projects"
        );
        // One model is no list.
        assert_eq!(description.list(Subject::Models), None);
    }

    #[test]
    fn lists_of_openapi_3_are_found_behind_a_gateway() {
        let list = json!({"responses": {"200": {"content": {"application/json": {
            "schema": {"$ref": "#/components/schemas/Models"}}}}}});
        let document = json!({
            "openapi": "3.0.1", "servers": [{"url": "http://internal:8080/"}],
            "paths": {
                "/api/v1/models/{projectIdOrName}": {"get": list},
                "/api/v1/projects": {"get": {"parameters": [{"$ref": "#/components/parameters/T"}]}},
            },
            "components": {
                "schemas": {"Models": {"type": "object", "properties": {"items": {"type": "array"}}}},
                "parameters": {"T": {"name": "tenant_id", "in": "query", "required": true}},
            },
        });
        let description = read(document.clone());
        let models = description.list(Subject::Models).unwrap();
        assert_eq!(models.scope, Scope::OneProject);
        assert_eq!(
            models.request("models", 0).request.target,
            "/modelregistry/api/v1/models/models"
        );
        let projects = description.list(Subject::Projects).unwrap().request("7", 0);
        assert_eq!(
            projects.request.target,
            "/modelregistry/api/v1/projects?tenant_id=7"
        );
        // What answers with one thing lists nothing.
        let mut single = document;
        single["components"]["schemas"]["Models"] = json!({"type": "object"});
        assert_eq!(read(single).list(Subject::Models), None);
    }

    #[test]
    fn a_list_that_needs_what_nobody_knows_is_none() {
        let description = read(json!({"paths": {"/projects": {"get": {"parameters": [
            {"name": "region", "in": "query", "required": true},
        ]}}, "/tenants": "broken", "/models": {"get": null}}}));
        assert_eq!(description.list(Subject::Projects), None);
        assert_eq!(description.list(Subject::Tenants), None);
        for text in ["", "[]", "{}", "<html>"] {
            let read = Description::read(text.as_bytes(), &base());
            assert_eq!(read, Err(NotADescription), "{text}");
        }
    }

    #[test]
    fn the_page_names_the_document_before_the_usual_places() {
        let page = r#"<script>window.ui = SwaggerUIBundle({ "curl": "x", baseurl: "no",
            url: "doc.json", urls: [{url: '\/modelregistry\/other.json', name: "b"}],
            configUrl: 7, url:"https://elsewhere.example.org/x.json" })</script>"#;
        let targets: Vec<String> = description_addresses(Some(page), &base())
            .into_iter()
            .map(|request| request.target)
            .collect();
        assert_eq!(
            targets[..3],
            [
                "/modelregistry/swagger/doc.json",
                "/modelregistry/other.json",
                "/modelregistry/swagger/v1/swagger.json",
            ]
        );
        assert_eq!(description_addresses(None, &base()).len(), 7);
    }
}
