//! What is read of documents as they are, and what requests come of them.

use openapi::{Document, Filled, Kind, Method, NotADescription, Place, Problem};
use serde_json::{Value, json};

fn harbor() -> Document {
    Document::read(include_bytes!("harbor-2.16.json")).expect("a document")
}

fn models() -> Document {
    Document::read(include_bytes!("openapi-3.json")).expect("a document")
}

fn filled(values: &[(Place, &str, &str)]) -> Filled {
    let values = values.iter();
    Filled(
        values
            .map(|(place, name, text)| (*place, (*name).to_owned(), (*text).to_owned()))
            .collect(),
    )
}

const ARTIFACTS: &str = "/projects/{project_name}/repositories/{repository_name}/artifacts";

#[test]
fn harbors_document_is_read() {
    let document = harbor();
    assert_eq!(document.title, "Harbor API");
    assert_eq!(document.root, "/api/v2.0");
    let list = document.find(Method::Get, ARTIFACTS).expect("an operation");
    assert_eq!(
        (list.id.as_str(), list.tag.as_str()),
        ("listArtifacts", "artifact")
    );
    let names: Vec<&str> = list
        .parameters
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names[..2], ["project_name", "repository_name"]);
    assert!(list.parameters[1].is_encoded_twice && !list.parameters[0].is_encoded_twice);
    let page_size = list.parameters.iter().find(|one| one.name == "page_size");
    let page_size = page_size.expect("a parameter");
    assert_eq!(page_size.schema.kind, Kind::Integer);
    assert_eq!(page_size.schema.default.as_deref(), Some("10"));
    assert_eq!(page_size.schema.maximum, Some(100.0));
    assert_eq!(list.answer.as_ref().map(|it| it.kind), Some(Kind::List));
    let create = document
        .find(Method::Post, "/projects")
        .expect("an operation");
    let body = create.body.as_ref().expect("a body");
    assert!(body.is_required && body.is_json());
    let fields: Vec<&str> = body
        .schema
        .fields
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert!(fields.contains(&"project_name") && fields.contains(&"metadata"));
    let metadata = &body.schema.sample()["metadata"];
    assert_eq!(metadata["public"], "");
}

#[test]
fn a_document_of_version_3_is_read() {
    let document = models();
    assert_eq!(document.root, "/models/v1");
    let all: Vec<(Method, &str)> = document
        .operations
        .iter()
        .map(|one| (one.method, one.summary.as_str()))
        .collect();
    assert_eq!(
        all,
        [
            (Method::Get, "Get a model. Really"),
            (Method::Put, "putModel"),
            (Method::Post, ""),
        ]
    );
    let get = &document.operations[0];
    let parameters: Vec<(Place, &str, Kind)> = get
        .parameters
        .iter()
        .map(|one| (one.place, one.name.as_str(), one.schema.kind))
        .collect();
    // Neither what signs in nor cookies are filled in by hand.
    assert_eq!(
        parameters,
        [
            (Place::Path, "id", Kind::Integer),
            (Place::Query, "lang", Kind::Text),
            (Place::Query, "tags", Kind::List),
            (Place::Query, "ids", Kind::List),
            (Place::Header, "If-None-Match", Kind::Text),
        ]
    );
    assert_eq!(get.parameters[1].description, "Own");
    let put = &document.operations[1];
    assert!(put.is_deprecated);
    let body = put.body.as_ref().expect("a body");
    assert_eq!(body.media_type, "application/json");
    let kinds: Vec<(&str, Kind, bool)> = body
        .schema
        .fields
        .iter()
        .map(|one| (one.name.as_str(), one.schema.kind, one.is_required))
        .collect();
    assert_eq!(
        kinds,
        [
            ("name", Kind::Text, true),
            ("apiToken", Kind::Text, false),
            ("id", Kind::Integer, false),
            ("kind", Kind::Text, false),
            ("parent", Kind::Object, false),
            ("size", Kind::Number, false),
        ]
    );
    assert!(body.schema.fields[1].schema.is_secret("apiToken"));
    // It refers to itself, and ends all the same.
    assert!(body.schema.sample().to_string().len() < 2_000);
    assert!(
        !document.operations[2]
            .body
            .as_ref()
            .expect("a body")
            .is_json()
    );
}

#[test]
fn what_is_broken_costs_itself_only() {
    let document = json!({
        "swagger": 2, "info": "none", "basePath": 7,
        "paths": {
            "/a/{b}": {"get": {"parameters": null, "tags": [], "summary": 4}},
            "/c": "broken",
            "/d": {"get": null, "post": {"parameters": [
                4, {"name": "x"}, {"in": "query"}, {"$ref": "#/nowhere"}, {"$ref": "elsewhere.json"},
                {"name": "y", "in": "query", "type": "float", "minimum": "low", "enum": 4},
                {"name": "body", "in": "body", "schema": {"$ref": "#/definitions/Loop"}},
            ]}},
            "no-slash": {"get": {}},
        },
        "definitions": {"Loop": {"$ref": "#/definitions/Loop"}},
    });
    let document = Document::read(document.to_string().as_bytes()).expect("a document");
    let all: Vec<(&str, &str, usize)> = document
        .operations
        .iter()
        .map(|one| (one.path.as_str(), one.tag.as_str(), one.parameters.len()))
        .collect();
    assert_eq!(all, [("/a/{b}", "a", 1), ("/d", "d", 1)]);
    assert_eq!(
        document.operations[1]
            .body
            .as_ref()
            .map(|it| it.schema.kind),
        Some(Kind::Any)
    );
    for text in ["", "[]", "{}", "<html>", r#"{"paths":[]}"#] {
        assert_eq!(
            Document::read(text.as_bytes()),
            Err(NotADescription),
            "{text}"
        );
    }
}

#[test]
fn what_is_typed_becomes_an_address() {
    let harbor = harbor();
    let list = harbor.find(Method::Get, ARTIFACTS).expect("an operation");
    let values = filled(&[
        (Place::Path, "project_name", "my project"),
        (Place::Path, "repository_name", "a/b"),
        (Place::Query, "q", "tags=~v1&x"),
        (Place::Query, "page_size", ""),
        (Place::Query, "unknown", "1"),
        (Place::Header, "X-Request-Id", "7"),
        (Place::Header, "Authorization", "Basic x"),
    ]);
    assert_eq!(
        list.target(&harbor.root, &values).expect("a target"),
        "/api/v2.0/projects/my%20project/repositories/a%252Fb/artifacts?q=tags%3D~v1%26x"
    );
    assert_eq!(
        list.headers(&values),
        [("X-Request-Id".to_owned(), "7".to_owned())]
    );
    let models = models();
    let get = &models.operations[0];
    let values = filled(&[
        (Place::Path, "id", "7"),
        (Place::Query, "tags", "a, b"),
        (Place::Query, "ids", "1,2"),
    ]);
    assert_eq!(
        get.target(&models.root, &values).expect("a target"),
        "/models/v1/models/7?tags=a&tags=b&ids=1%2C2"
    );
    // A value can't lead out of its place.
    let values = filled(&[
        (Place::Path, "project_name", ".."),
        (Place::Path, "repository_name", "x?y#z"),
    ]);
    let target = list.target("", &values);
    assert!(target.is_err(), "{target:?}");
}

#[test]
fn what_does_not_fit_is_said_with_its_name() {
    let models = models();
    let get = &models.operations[0];
    for (text, problem) in [
        ("", Problem::Missing),
        ("seven", Problem::NotAnInteger),
        ("0", Problem::TooSmall(1.0)),
        ("100", Problem::TooLarge(99.0)),
    ] {
        let unfit = get
            .target("", &filled(&[(Place::Path, "id", text)]))
            .expect_err(text);
        assert_eq!(
            (unfit.name.as_str(), unfit.problem),
            ("id", problem),
            "{text}"
        );
    }
    let body = models.operations[1].body.as_ref().expect("a body");
    let field = |name: &str| {
        let mut fields = body.schema.fields.iter();
        &fields
            .find(|field| field.name == name)
            .expect("a field")
            .schema
    };
    assert_eq!(field("name").read(""), Err(Problem::TooShort(1)));
    assert_eq!(field("name").read("abcdef"), Err(Problem::TooLong(5)));
    assert_eq!(field("kind").read("audio"), Err(Problem::NotAChoice));
    assert_eq!(field("size").read("1e3"), Ok(json!(1e3)));
    assert_eq!(field("size").read("big"), Err(Problem::NotANumber));
    assert_eq!(field("parent").read("[]"), Err(Problem::NotAnObject));
    let put = &models.operations[1];
    for (text, fits) in [
        (None, false),
        (Some(" "), false),
        (Some("{}"), true),
        (Some("{"), false),
    ] {
        assert_eq!(put.check_body(text).is_ok(), fits, "{text:?}");
    }
}

#[test]
fn names_of_secrets_are_known() {
    for name in [
        "password",
        "old_password",
        "oidc_client_secret",
        "access_secret",
        "token",
        "auth_header",
    ] {
        assert!(openapi::is_secret_name(name), "{name}");
    }
    for name in [
        "name",
        "token_expiration",
        "robot_token_duration",
        "tokens",
        "url",
    ] {
        assert!(!openapi::is_secret_name(name), "{name}");
    }
}

#[test]
fn a_sample_has_what_the_document_gives() {
    let schema = models().operations[1].body.clone().expect("a body").schema;
    let sample = schema.sample();
    assert_eq!(sample["kind"], "llm");
    assert_eq!(sample.get("id"), None::<&Value>);
}
