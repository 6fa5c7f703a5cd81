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
    let secured = json!([{"BearerAuth": []}]);
    let change = |summary: &str| json!({"summary": summary, "security": secured, "responses": {}});
    let list = |of: &str, parameters: Value| {
        json!({
            "summary": format!("List {of}"), "security": secured, "parameters": parameters,
            "responses": {"200": {"description": "OK", "schema": {"type": "array", "items": {}}}},
        })
    };
    let mut paths = json!({
        "/tenants": {"post": change("Create a tenant")},
        "/projects": {"post": change("Create a project"), "put": change("Create or update a project")},
        "/api/v1/models/{project}/{model}": {"post": change("Refresh a model")},
    });
    if has_lists {
        let pages = json!([
            {"name": "page", "in": "query", "type": "integer", "default": 1},
            {"name": "page_size", "in": "query", "type": "integer", "default": 10},
        ]);
        paths["/tenants"]["get"] = list("tenants", Value::Null);
        paths["/projects"]["get"] = list("projects", pages);
        paths["/api/v1/models/{project}"] = json!({"get": list("the models of a project", json!([
            {"name": "project", "in": "path", "required": true, "type": "string"},
        ]))});
    }
    json!({
        "swagger": "2.0",
        "info": {"title": "Model Registry Service", "version": "1.3.0"},
        "basePath": BASE,
        "securityDefinitions": {"BearerAuth": {"type": "apiKey", "name": "Authorization", "in": "header"}},
        "paths": paths,
    })
}
