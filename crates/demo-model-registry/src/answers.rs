//! The operations.

use chrono::{DateTime, SecondsFormat, Utc};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use crate::{
    server::{Answer, Shared},
    state::{Project, State, Tenant},
};

pub(crate) async fn answer(
    shared: &Shared,
    method: &str,
    path: &str,
    query: &str,
    body: &[u8],
) -> Answer {
    let parts: Vec<String> = path
        .split('/')
        .skip(1)
        .map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned())
        .collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match (method, parts.as_slice()) {
        ("POST", ["tenants"]) => or_refused(save_tenant(shared, body)),
        ("GET", ["tenants"]) => {
            let state = shared.state();
            (200, state.tenants.iter().map(tenant).collect())
        }
        ("POST", ["projects"]) => or_refused(create_project(shared, body)),
        ("PUT", ["projects"]) => or_refused(put_project(shared, body)),
        ("GET", ["projects"]) => (200, page(query, &shared.state().projects)),
        ("GET", ["api", "v1", "models", project]) => models(shared, project),
        ("POST", ["api", "v1", "models", project, model]) => refresh(shared, project, model).await,
        _ => (404, json!({"message": "404 page not found"})),
    }
}

fn or_refused(outcome: Result<Answer, Answer>) -> Answer {
    outcome.unwrap_or_else(|refusal| refusal)
}

fn refusal(status: u16, message: impl Into<String>) -> Answer {
    (status, json!({"message": message.into()}))
}

fn object(body: &[u8]) -> Result<Map<String, Value>, Answer> {
    serde_json::from_slice(body).map_err(|_| refusal(400, "invalid request body"))
}

fn required<'a>(object: &'a Map<String, Value>, name: &str) -> Result<&'a str, Answer> {
    let value = object.get(name).and_then(Value::as_str);
    value
        .filter(|text| !text.is_empty())
        .ok_or_else(|| refusal(400, format!("field {name} is required")))
}

/// 409 says that one of this name was there and has the new data now.
fn save_tenant(shared: &Shared, body: &[u8]) -> Result<Answer, Answer> {
    let body = object(body)?;
    let name = required(&body, "name")?;
    let company = required(&body, "companyName")?;
    let url = required(&body, "url")?;
    let state = &mut *shared.state();
    if let Some(known) = state.tenants.iter_mut().find(|it| it.name == name) {
        known.company = company.to_owned();
        known.url = url.to_owned();
        return Err(refusal(
            409,
            format!("tenant {name} already exists, it was updated"),
        ));
    }
    let id = state.add_tenant(name, company, url);
    let made = state.tenants.iter().find(|it| it.id == id);
    Ok((201, made.map(tenant).unwrap_or_default()))
}

/// What a project is to be.
struct Draft {
    name: String,
    display_name: String,
    description: String,
    public: bool,
    tenant: i64,
}

fn draft(state: &State, body: &[u8]) -> Result<Draft, Answer> {
    let body = object(body)?;
    let name = required(&body, "name")?;
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let is_name = name.len() <= 255
        && name.starts_with(is_word)
        && name
            .chars()
            .all(|c| is_word(c) || matches!(c, '.' | '_' | '-'));
    if !is_name {
        return Err(refusal(400, format!("invalid project name {name}")));
    }
    let display_name = required(&body, "display_name")?;
    let tenant_id = required(&body, "tenantId")?;
    let mut tenants = state.tenants.iter();
    let tenant = tenants
        .find(|it| it.id.to_string() == tenant_id || it.name == tenant_id)
        .ok_or_else(|| refusal(400, format!("tenant {tenant_id} does not exist")))?;
    let description = body.get("description").and_then(Value::as_str);
    Ok(Draft {
        name: name.to_owned(),
        display_name: display_name.to_owned(),
        description: description.unwrap_or_default().to_owned(),
        public: body.get("public").and_then(Value::as_bool).unwrap_or(false),
        tenant: tenant.id,
    })
}

fn create_project(shared: &Shared, body: &[u8]) -> Result<Answer, Answer> {
    let state = &mut *shared.state();
    let draft = draft(state, body)?;
    let is_taken = state.project(&draft.name).is_some();
    if is_taken || shared.harbor.is_public(&draft.name).is_some() {
        return Err(refusal(
            409,
            format!("project {} already exists", draft.name),
        ));
    }
    shared
        .harbor
        .create(&draft.name, draft.public, &shared.webhook);
    Ok(keep(state, draft))
}

/// Makes or changes a project; one that Harbor has is set back.
fn put_project(shared: &Shared, body: &[u8]) -> Result<Answer, Answer> {
    let state = &mut *shared.state();
    let draft = draft(state, body)?;
    if !shared
        .harbor
        .reset(&draft.name, draft.public, &shared.webhook)
    {
        shared
            .harbor
            .create(&draft.name, draft.public, &shared.webhook);
    }
    if std::mem::take(&mut state.fails_registering) {
        return Err(refusal(500, "internal server error"));
    }
    Ok(keep(state, draft))
}

fn keep(state: &mut State, draft: Draft) -> Answer {
    match state.projects.iter_mut().find(|it| it.name == draft.name) {
        Some(known) => {
            known.display_name.clone_from(&draft.display_name);
            known.description.clone_from(&draft.description);
            known.public = draft.public;
            known.tenant = draft.tenant;
        }
        None => state.add_project(
            &draft.name,
            &draft.display_name,
            &draft.description,
            draft.public,
            draft.tenant,
        ),
    }
    (
        200,
        state.project(&draft.name).map(project).unwrap_or_default(),
    )
}

fn models(shared: &Shared, key: &str) -> Answer {
    let state = &mut *shared.state();
    let Some(name) = state.project(key).map(|project| project.name.clone()) else {
        return refusal(404, format!("project {key} not found"));
    };
    state.hear(&shared.harbor, &shared.webhook);
    let own = state
        .models
        .iter()
        .filter(|((project, _), _)| *project == name);
    (
        200,
        own.map(|((project, model), read)| view(project, model, *read))
            .collect(),
    )
}

/// Reads a model anew from Harbor, which takes its time.
async fn refresh(shared: &Shared, key: &str, model: &str) -> Answer {
    tokio::time::sleep(shared.refresh_takes).await;
    let state = &mut *shared.state();
    let Some(name) = state.project(key).map(|project| project.name.clone()) else {
        return refusal(404, format!("project {key} not found"));
    };
    if state.fails(&format!("{name}/{model}")) {
        return refusal(500, "internal server error");
    }
    let in_harbor = shared.harbor.models(&name);
    let Some(_) = in_harbor.iter().find(|(repository, _)| repository == model) else {
        return refusal(404, format!("model {model} not found in project {name}"));
    };
    let now = Utc::now();
    state.models.insert((name.clone(), model.to_owned()), now);
    (200, view(&name, model, now))
}

fn page(query: &str, projects: &[Project]) -> Value {
    let number = |name: &str, usual: usize| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let value = pairs.find(|(key, _)| *key == name);
        value
            .and_then(|(_, value)| value.parse().ok())
            .unwrap_or(usual)
            .max(1)
    };
    let size = number("page_size", 10);
    let skipped = (number("page", 1) - 1) * size;
    projects
        .iter()
        .skip(skipped)
        .take(size)
        .map(project)
        .collect()
}

fn tenant(tenant: &Tenant) -> Value {
    json!({"id": tenant.id, "name": tenant.name, "companyName": tenant.company, "url": tenant.url})
}

fn project(project: &Project) -> Value {
    json!({
        "id": project.id, "name": project.name, "displayName": project.display_name,
        "description": project.description, "public": project.public, "tenantId": project.tenant,
    })
}

fn view(project: &str, model: &str, read: DateTime<Utc>) -> Value {
    json!({
        "name": model, "projectName": project,
        "updatedAt": read.to_rfc3339_opts(SecondsFormat::Millis, true),
    })
}
