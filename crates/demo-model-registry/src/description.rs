//! The service's Swagger page, and the document that it names.

use serde_json::{Value, json};

use crate::BASE;

/// As the generator of Swagger pages writes it.
pub(crate) const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en">
<head><meta charset="UTF-8"><title>Swagger UI</title></head>
<body>
<div id="swagger-ui"></div>
<script>
window.onload = function() {
  const ui = SwaggerUIBundle({
    url: "doc.json",
    dom_id: '#swagger-ui',
    deepLinking: true
  })
}
</script>
</body>
</html>
"#;

/// The description, with the operations that list or without.
pub(crate) fn document(has_lists: bool) -> Value {
    let project = || in_path("project", "Project ID or name");
    let mut paths = json!({
        "/tenants": {
            "post": change("Create a tenant", "tenants", vec![in_body("tenant", "model.CreateTenantRequest")], ""),
        },
        "/projects": {
            "post": change(
                "Create a project",
                "projects",
                vec![in_body("project", "model.ProjectRequest")],
                "model.ProjectResponse",
            ),
            "put": change(
                "Create or update a project",
                "projects",
                vec![in_body("project", "model.ProjectRequest")],
                "model.ProjectResponse",
            ),
        },
        "/api/v1/models/{project}/{model}": {
            "post": change(
                "Refresh a model",
                "models",
                vec![project(), in_path("model", "Model name")],
                "model.ModelResponse",
            ),
        },
    });
    if has_lists {
        let pages = vec![
            json!({"name": "page", "in": "query", "type": "integer", "default": 1}),
            json!({"name": "page_size", "in": "query", "type": "integer", "default": 10}),
        ];
        paths["/tenants"]["get"] = list("List tenants", "tenants", Vec::new());
        paths["/projects"]["get"] = list("List projects", "projects", pages);
        paths["/api/v1/models/{project}"] = json!({
            "get": list("List the models of a project", "models", vec![project()]),
        });
    }
    json!({
        "swagger": "2.0",
        "info": {"title": "Model Registry Service", "version": "1.3.0"},
        "basePath": BASE,
        "securityDefinitions": {"BearerAuth": {"type": "apiKey", "name": "Authorization", "in": "header"}},
        "paths": paths,
        "definitions": definitions(),
    })
}

/// An operation as annotations of a handler become one.
fn operation(summary: &str, tag: &str, parameters: Vec<Value>, answers: Value) -> Value {
    json!({
        "summary": summary, "tags": [tag], "security": [{"BearerAuth": []}],
        "consumes": ["application/json"], "produces": ["application/json"],
        "parameters": parameters, "responses": answers,
    })
}

fn change(summary: &str, tag: &str, parameters: Vec<Value>, answer: &str) -> Value {
    let answers = match answer {
        "" => json!({"201": {"description": "Created"}}),
        answer => json!({"200": {"description": "OK", "schema": defined(answer)}}),
    };
    operation(summary, tag, parameters, answers)
}

fn list(summary: &str, tag: &str, parameters: Vec<Value>) -> Value {
    let schema = json!({"type": "array", "items": {}});
    let answers = json!({"200": {"description": "OK", "schema": schema}});
    operation(summary, tag, parameters, answers)
}

fn in_path(name: &str, description: &str) -> Value {
    json!({"type": "string", "description": description, "name": name, "in": "path", "required": true})
}

fn in_body(name: &str, definition: &str) -> Value {
    json!({
        "description": name, "name": name, "in": "body", "required": true,
        "schema": defined(definition),
    })
}

fn defined(name: &str) -> Value {
    json!({"$ref": format!("#/definitions/{name}")})
}

/// Requests name some of their fields in snake case, answers none.
fn definitions() -> Value {
    let text = |example: &str| json!({"type": "string", "example": example});
    json!({
        "model.CreateTenantRequest": {
            "type": "object",
            "required": ["companyName", "name", "url"],
            "properties": {
                "companyName": text("Canadian Astronomy Data Centre"),
                "name": text("cadc"),
                "url": text("https://cadc.example.org"),
            },
        },
        "model.ProjectRequest": {
            "type": "object",
            "required": ["display_name", "name", "tenantId"],
            "properties": {
                "description": text("Models of the survey"),
                "display_name": text("Survey"),
                "name": {"type": "string", "maxLength": 255, "minLength": 1, "example": "survey"},
                "public": {"type": "boolean", "example": false},
                "tenantId": text("1"),
            },
        },
        "model.ProjectResponse": {
            "type": "object",
            "properties": {
                "description": {"type": "string"}, "displayName": {"type": "string"},
                "id": {"type": "integer"}, "name": {"type": "string"},
                "public": {"type": "boolean"}, "tenantId": {"type": "integer"},
            },
        },
        "model.ModelResponse": {
            "type": "object",
            "properties": {
                "name": {"type": "string"}, "projectName": {"type": "string"},
                "updatedAt": {"type": "string"},
            },
        },
    })
}
