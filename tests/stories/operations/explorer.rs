//! The API explorer: an operation is found, filled in and sent, and taken away as a command; the log
//! leads from a call that failed to its request.

use std::process::Command;

use demo_harbor::{FaultKind, PASSWORD};
use reqwest::Method;

use crate::harness::{Desktop, Harbor, Held, Key, Window, output_of};

const ARTIFACTS: &str = "GET /projects/{project_name}/repositories/{repository_name}/artifacts";

fn opened(story: &'static str) -> (Harbor, Window) {
    let harbor = Harbor::start();
    let window = Desktop::new().opens_pilothouse(story);
    window.signs_in_to(&harbor, "admin");
    (harbor, window)
}

/// Chooses an operation by its method and path.
fn looks_at(window: &Window, operation: &str) {
    window.clicks(&format!("button[title='{operation}']"));
}

/// What is on the clipboard once it begins so.
fn copied(window: &Window, start: &str) -> String {
    window.waits(&format!("a text on the clipboard: {start}"), |window| {
        let text = window.desktop.pasted();
        text.starts_with(start).then_some(text)
    })
}

#[test]
fn an_operation_is_found_filled_in_and_sent() {
    let (_harbor, mut window) = opened("explorer");
    window.follows("skaha");
    window.follows("astroml");
    window.sees_row("25.11-gpu");
    window.follows("API explorer");
    window.sees_in("#operations-number", "203 operations");
    window.sees("described by the server at /swagger.json");
    window.sees_in("#operations-there", "has 203 of them");
    let mut out = window.keeps_somebody_out("explorer");
    window.presses_key(Key::Letter('/'));
    window.types_keys("artifacts list get");
    looks_at(&window, ARTIFACTS);
    // What was looked at is filled in.
    assert_eq!(window.value_of("#path-project_name"), "skaha");
    assert_eq!(window.value_of("#path-repository_name"), "astroml");
    window.types("#query-page_size", "101");
    window.sees("The most is 100.");
    window.types("#query-page_size", "x");
    window.sees("This is no whole number.");
    window.types("#query-page_size", "1");
    window.holds_and_presses(&[Held::Control], Key::Enter);
    window.sees_in("#answer-status", "200");
    window.sees_in(".raw-t", "\"digest\"");
    window.sees_in(".raw-t", "\"push_time\"");
    window.takes_picture("1-answer");
    out.extend(window.keeps_somebody_out("answer"));
    window.clicks(".ax-status .seg button:nth-child(2)");
    window.sees_in(".ax-heads", "x-total-count");
    assert!(!window.has("set-cookie"));
    window.presses("As table");
    window.sees_in("#answer-table", "push_time");
    window.takes_picture("2-table");
    out.extend(window.keeps_somebody_out("table"));
    out.extend(window.is_looked_at("explorer"));

    // What was typed is there again.
    window.types(".ax-find input", "");
    looks_at(&window, "GET /projects");
    looks_at(&window, ARTIFACTS);
    assert_eq!(window.value_of("#query-page_size"), "1");
    window.presses("Request log");
    window.sees_in(".tbl", "page_size=1");
    window.sees_in(".tbl", "you");
    out.extend(window.keeps_somebody_out("request log"));
    out.extend(window.is_looked_at("requests"));
    window.presses("Save as HAR");
    window.sees("requests.har");
    // The form is still as it was left.
    window.presses("Request log");
    assert_eq!(window.value_of("#query-page_size"), "1");
    assert!(out.is_empty(), "{}", out.join("\n"));
}

#[test]
fn what_the_account_may_not_and_what_the_server_lacks_is_said() {
    let harbor = Harbor::start();
    let described = serde_json::json!({
        "swagger": "2.0", "basePath": "/api/v2.0", "info": {},
        "paths": {
            "/projects/{project_name_or_id}": {
                "get": { "operationId": "getProject", "summary": "Get a project" },
                "delete": { "operationId": "deleteProject", "summary": "Delete a project" },
            },
            "/system/gc": { "get": { "operationId": "getGCHistory", "summary": "List GCs" } },
            "/labels": { "get": { "operationId": "ListLabels", "summary": "List labels" } },
        }
    });
    harbor.breaks("swagger.json", FaultKind::Json(described));
    let window = Desktop::new().opens_pilothouse("explorer_rights");
    window.signs_in_to(&harbor, "dave");
    window.follows("skaha");
    window.sees_row("astroml");
    window.follows("API explorer");
    window.sees_in("#operations-number", "201 operations");
    window.sees_in("#operations-there", "has 4 of them");
    looks_at(&window, "GET /projects/{project_name_or_id}");
    window.sees_in("#may", "This account may do this in skaha");
    looks_at(&window, "DELETE /projects/{project_name_or_id}");
    window.sees_in("#may", "Needs .:delete in skaha");
    looks_at(&window, "GET /system/gc");
    window.sees_in("#may", "For administrators");
    looks_at(&window, "GET /labels");
    window.sees_in("#may", "Not known whether this account may");
    window.takes_picture("1-rights");
    looks_at(&window, "GET /health");
    window.sees("This server does not describe it");
}

#[test]
fn a_change_asks_shows_what_it_sends_and_is_taken_away_as_curl() {
    let (harbor, window) = opened("explorer_change");
    window.follows("API explorer");
    window.types(".ax-find input", "post /labels");
    looks_at(&window, "POST /labels");
    window.clicks("#send-request");
    window.sees("Fill in at least one field");
    window.types("#body-name", "by-explorer");
    window.types("#body-scope", "g");
    window.clicks("#send-request");
    window.shows("dialog[open]");
    window.sees_in("#confirm-request", "/api/v2.0/labels");
    window.sees_in("#confirm-body", "\"name\": \"by-explorer\"");
    window.takes_picture("1-confirm");
    let out = window.keeps_somebody_out("confirmation");
    assert!(out.is_empty(), "{}", out.join("\n"));
    // Neither leaving nor a hasty Enter sends it.
    window.presses_key(Key::Enter);
    window.shows("dialog[open]");
    window.presses("Cancel");
    window.lacks_soon("dialog[open]");
    assert!(harbor.requests_of("CreateLabel").is_empty());
    window.clicks("#send-request");
    window.clicks("#confirm-send");
    window.sees_in("#answer-status", "201");
    harbor.is_asked("CreateLabel", 1);

    window.types("#body-name", "by-curl");
    window.presses("curl");
    let command = copied(&window, "curl ");
    assert!(!command.contains(PASSWORD));
    // Whoever runs it is asked for the password; here nobody is there to answer.
    let script = command.replace("--user 'admin'", &format!("--user 'admin:{PASSWORD}'"));
    assert_ne!(script, command);
    let answer = output_of(Command::new("sh").args(["-c", &script]));
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    let labels = harbor
        .asks(Method::GET, "/labels?scope=g&page_size=100")
        .to_string();
    assert!(
        labels.contains("by-explorer") && labels.contains("by-curl"),
        "{labels}"
    );
    window.presses("Python");
    copied(&window, "import getpass");

    harbor.breaks("none", FaultKind::ReadOnly);
    window.clicks("#send-request");
    window.clicks("#confirm-send");
    window.sees_in("#answer-status", "403");
    window.waits("sending to be off", |window| {
        let off = "return document.querySelector('#send-request')?.disabled === true;";
        (window.run(off, serde_json::json!([])) == true).then_some(())
    });
}

#[test]
fn the_log_leads_from_a_call_that_failed() {
    let (harbor, window) = opened("explorer_log");
    harbor.breaks("listRepositories", FaultKind::Status(500));
    window.follows("skaha");
    window.presses("Show in the request log");
    window.sees_rows(1);
    window.sees_in(".tbl", "/projects/skaha/repositories");
    window.sees_in(".tbl", "500");
    window.selects_row("500");
    window.sees_in(".insp", "500 (refused)");
    window.takes_picture("1-log");
    window.presses("HTTPie");
    let command = copied(&window, "http ");
    assert!(
        command.contains("/api/v2.0/projects/skaha/repositories"),
        "{command}"
    );
    assert!(!command.contains(PASSWORD));
    window.types("input[aria-label='Find in the log']", "");
    window.clicks("#clear-log");
    window.sees("No requests yet");
}

#[test]
fn the_model_registrys_operations_are_sent_the_same_way() {
    let (harbor, service) = Harbor::start_with_models();
    let window = Desktop::new().opens_pilothouse("explorer_models");
    window.signs_in_to(&harbor, "admin");
    window.follows("Model registry");
    window.presses("Connect a Model Registry");
    window.shows("dialog[open]");
    window.types("#model-registry-address", &service.url());
    window.sees_in("dialog[open]", "anybody on the way can read the token");
    window.clicks("#model-registry-http");
    let token = service.token(std::time::Duration::from_secs(3600));
    window.types("#model-registry-token", &token);
    window.presses("Connect");
    window.sees_row("frb-classifier");
    window.follows("API explorer");
    window.chooses("#explored-api", "models");
    window.sees("described by the server at /modelregistry/swagger/doc.json");
    looks_at(&window, "GET /projects");
    window.clicks("#send-request");
    window.sees_in("#answer-status", "200");
    window.presses("curl");
    let command = copied(&window, "curl ");
    assert!(command.contains("$MODEL_REGISTRY_TOKEN"), "{command}");
    assert!(!command.contains(&token));
    window.takes_picture("1-models");

    // Its changes have fields, and are sent with its token, which is no sign-in at Harbor.
    looks_at(&window, "POST /tenants");
    window.sees("Sent with the Model Registry’s token.");
    window.types("#body-name", "by-explorer");
    window.types("#body-companyName", "Explorers");
    window.clicks("#send-request");
    window.lacks_soon("dialog[open]");
    window.types("#body-url", "https://explorers.example.org");
    window.clicks("#send-request");
    window.sees_in("#confirm-sent-as", "with the Model Registry’s token");
    window.sees_in("#confirm-body", "\"companyName\": \"Explorers\"");
    window.takes_picture("2-tenant");
    window.clicks("#confirm-send");
    window.sees_in("#answer-status", "201");
    let asked = service.requests();
    let made = asked.iter().filter(|one| *one == "POST /tenants");
    assert_eq!(made.count(), 1, "{asked:?}");
}

#[test]
fn what_was_looked_at_is_filled_in_for_the_model_registry_too() {
    let (harbor, service) = Harbor::start_with_models();
    let window = Desktop::new().opens_pilothouse("explorer_models_filled");
    window.signs_in_to(&harbor, "admin");
    window.follows("Model registry");
    window.presses("Connect a Model Registry");
    window.shows("dialog[open]");
    window.types("#model-registry-address", &service.url());
    window.sees_in("dialog[open]", "anybody on the way can read the token");
    window.clicks("#model-registry-http");
    let token = service.token(std::time::Duration::from_secs(3600));
    window.types("#model-registry-token", &token);
    window.presses("Connect");
    window.sees_row("frb-classifier");
    window.follows("Projects");
    window.follows("astro-models");
    window.follows("frb-classifier");
    window.opens("frb-classifier");
    window.follows("API explorer");
    // Harbor's labels of a project are asked for by its number.
    looks_at(&window, "GET /labels");
    assert!(window.value_of("#query-project_id").parse::<i64>().is_ok());
    window.chooses("#explored-api", "models");
    looks_at(&window, "POST /api/v1/models/{project}/{model}");
    assert_eq!(window.value_of("#path-project"), "astro-models");
    assert_eq!(window.value_of("#path-model"), "frb-classifier");
    window.clicks("#send-request");
    window.clicks("#confirm-send");
    window.sees_in("#answer-status", "200");
}

#[test]
fn the_explorer_speaks_french() {
    let (_harbor, mut window) = opened("explorer_french");
    window.holds_and_presses(&[Held::Control], Key::Letter('k'));
    window.shows("dialog[open] input");
    window.types_keys("franç");
    window.sees_in("dialog[open]", "Français");
    window.presses_key(Key::Enter);
    window.follows("Explorateur d’API");
    window.sees_in("#operations-number", "203 opérations");
    looks_at(&window, "POST /projects");
    window.presses("Envoyer POST…");
    window.sees("Remplir au moins un champ");
    let mut misfits = window.is_looked_at("form");
    window.presses("Journal des requêtes");
    window.sees_in(".tbl", "une page");
    misfits.extend(window.is_looked_at("log"));
    assert!(misfits.is_empty(), "{}", misfits.join("\n"));
}
