//! The API explorer beside the demo registry: what it reads, sends, refuses and notes.

use std::process::Command;

use demo_harbor::{Fault, FaultKind, PASSWORD, World};
use harbor_api::operations::GetSystemInfo;
use listing::{Line, Query, lists::Requests};
use openapi::{Filled, Method, Place as In};
use pilothouse_protocol::{
    ApiDescription, ClearRequestLog, DescribeApi, DescriptionSource, Entered, ExploredAnswer,
    ExploredApi, Failure, FailureCode, PrepareRequest, PreparedRequest, ReadFrom, SaveAnswer,
    SaveRequestLog, SendRequest, WriteSnippets, WrittenRequest,
};

use crate::listed::Place;

async fn describe(place: &Place, again: bool) -> ApiDescription {
    let command = DescribeApi {
        connection: place.connection.id.clone(),
        api: ExploredApi::Harbor,
        again,
    };
    place.desk.ask(command).await.unwrap()
}

fn written(method: Method, path: &str, filled: &[(In, &str, &str)]) -> WrittenRequest {
    let filled = filled.iter();
    WrittenRequest {
        api: ExploredApi::Harbor,
        method,
        path: path.to_owned(),
        filled: Filled(
            filled
                .map(|(place, name, text)| (*place, (*name).to_owned(), (*text).to_owned()))
                .collect(),
        ),
        body: None,
    }
}

async fn prepare(place: &Place, request: WrittenRequest) -> Result<PreparedRequest, Failure> {
    let command = PrepareRequest {
        connection: place.connection.id.clone(),
        request,
    };
    place.desk.ask(command).await
}

async fn send(place: &Place, prepared: &PreparedRequest) -> Result<ExploredAnswer, Failure> {
    let command = SendRequest {
        connection: place.connection.id.clone(),
        prepared: prepared.id,
    };
    place.desk.ask(command).await
}

/// The texts of the log's lines, by column.
async fn log(place: &Place, columns: &[&str]) -> Vec<Vec<String>> {
    let list = place.open_list(Requests {}).await.list;
    place.read(list, ReadFrom::Start).await.unwrap();
    let lines = place
        .lines(list, Query::everything(chrono::Utc::now()))
        .await;
    let ids: Vec<&str> = <Requests as listing::Listing>::COLUMNS
        .iter()
        .map(|column| column.id)
        .collect();
    let texts = |line: Line| {
        let of = |column: &&str| {
            let at = ids.iter().position(|id| id == column).unwrap();
            line.cells[at].text().unwrap_or_default().to_owned()
        };
        columns.iter().map(of).collect::<Vec<_>>()
    };
    lines.lines.into_iter().map(texts).collect()
}

fn new_label(name: &str) -> WrittenRequest {
    WrittenRequest {
        body: Some(Entered::new(format!(r#"{{"name":"{name}","scope":"g"}}"#))),
        ..written(Method::Post, "/labels", &[])
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_servers_own_description_is_read_once_and_the_table_stands_in_for_none() {
    let place = Place::sample().await;
    let described = describe(&place, false).await;
    let path = "/swagger.json".to_owned();
    assert_eq!(described.source, DescriptionSource::Server { path });
    assert_eq!(described.document.operations.len(), 203);
    assert!(described.missing.is_empty());
    describe(&place, false).await;
    let asked = |path: &str| {
        let requests = place.server.requests();
        requests.iter().filter(|one| one.path == path).count()
    };
    assert_eq!(asked("/swagger.json"), 1);
    // Another version has neither all that is known here, nor nothing else.
    let fewer = serde_json::json!({
        "swagger": "2.0", "basePath": "/api/v2.0", "info": {},
        "paths": {
            "/systeminfo": { "get": { "operationId": "getSystemInfo" } },
            "/of/tomorrow": { "get": { "operationId": "tomorrow" } },
        }
    });
    place.server.faults().push(Fault {
        operation: Some("swagger.json".to_owned()),
        page: None,
        kind: FaultKind::Json(fewer),
        times: None,
    });
    let described = describe(&place, true).await;
    assert_eq!(described.document.operations.len(), 2);
    assert_eq!(described.missing.len(), harbor_api::OPERATIONS.len() - 1);
    let missing = described.missing.iter().map(|one| one.id.as_str());
    assert!(missing.clone().any(|id| id == "listProjects"));
    assert!(!missing.clone().any(|id| id == "getSystemInfo"));
    let refused = prepare(&place, written(Method::Get, "/projects", &[])).await;
    assert_eq!(refused.unwrap_err().code, FailureCode::Invalid);
    place.server.faults().clear();
    // A portal without the file answers with its own page.
    place.server.faults().push(Fault {
        operation: Some("swagger.json".to_owned()),
        page: None,
        kind: FaultKind::HtmlError(404),
        times: None,
    });
    let described = describe(&place, true).await;
    assert_eq!(described.source, DescriptionSource::Table);
    let list = described.document.find(Method::Get, "/projects");
    assert_eq!(list.unwrap().id, "listProjects");
    let prepared = prepare(&place, written(Method::Get, "/systeminfo", &[])).await;
    let answer = send(&place, &prepared.unwrap()).await.unwrap();
    assert_eq!(answer.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_read_gives_status_headers_and_body_whatever_the_status() {
    let place = Place::sample().await;
    let path = "/projects/{project_name}/repositories/{repository_name}/artifacts";
    let request = written(
        Method::Get,
        path,
        &[
            (In::Path, "project_name", "skaha"),
            (In::Path, "repository_name", "astroml"),
            (In::Query, "page_size", "1"),
            (In::Header, "X-Request-Id", "my-own-id"),
        ],
    );
    let prepared = prepare(&place, request).await.unwrap();
    let answer = send(&place, &prepared).await.unwrap();
    assert_eq!(
        (answer.status, answer.request_id.as_str()),
        (200, "my-own-id")
    );
    let body: serde_json::Value = serde_json::from_str(answer.body.unwrap().expose()).unwrap();
    assert_eq!(body.as_array().unwrap().len(), 1);
    let header = |name: &str| answer.headers.iter().any(|(known, _)| known == name);
    assert!(header("x-total-count") && !header("set-cookie"));
    let missing = written(
        Method::Get,
        "/users/{user_id}",
        &[(In::Path, "user_id", "9999")],
    );
    let prepared = prepare(&place, missing).await.unwrap();
    let answer = send(&place, &prepared).await.unwrap();
    assert_eq!(answer.status, 404);
    assert!(answer.body.unwrap().expose().contains("NOT_FOUND"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_that_is_not_described_or_does_not_fit() {
    let place = Place::sample().await;
    for (request, said) in [
        (
            written(Method::Get, "/../c/log_out", &[]),
            "does not have this operation",
        ),
        (
            written(Method::Delete, "/systeminfo", &[]),
            "does not have this operation",
        ),
        (
            written(
                Method::Get,
                "/users/{user_id}",
                &[(In::Path, "user_id", "x")],
            ),
            "user_id: it is no whole number",
        ),
        (
            WrittenRequest {
                body: Some(Entered::new("{".to_owned())),
                ..written(Method::Post, "/labels", &[])
            },
            "body: it is no JSON",
        ),
        (
            WrittenRequest {
                body: Some(Entered::new("{}".to_owned())),
                ..written(Method::Get, "/labels", &[])
            },
            "takes no body",
        ),
    ] {
        let failure = prepare(&place, request).await.unwrap_err();
        assert_eq!(failure.code, FailureCode::Invalid);
        assert!(failure.message.contains(said), "{}", failure.message);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_sent_once_and_none_in_read_only_mode() {
    let place = Place::sample().await;
    let prepared = prepare(&place, new_label("explored")).await.unwrap();
    assert!(prepared.snippets.curl.contains("--data-raw"));
    assert_eq!(send(&place, &prepared).await.unwrap().status, 201);
    let again = send(&place, &prepared).await.unwrap_err();
    assert_eq!(again.code, FailureCode::Invalid);
    let posts = |place: &Place| {
        let requests = place.server.requests();
        let posts = requests.iter().filter(|one| one.path == "/api/v2.0/labels");
        posts.count()
    };
    assert_eq!(posts(&place), 1);

    place.server.faults().push(Fault {
        operation: Some("getSystemInfo".to_owned()),
        page: None,
        kind: FaultKind::ReadOnly,
        times: None,
    });
    // What was known before is that it is written to: the registry itself says no, and is asked.
    let prepared = prepare(&place, new_label("another")).await.unwrap();
    assert_eq!(send(&place, &prepared).await.unwrap().status, 403);
    let before = posts(&place);
    let prepared = prepare(&place, new_label("another")).await.unwrap();
    assert_eq!(
        send(&place, &prepared).await.unwrap_err().code,
        FailureCode::Precondition
    );
    assert_eq!(posts(&place), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_has_the_requests_of_pages_and_of_persons_and_no_secret() {
    let place = Place::open_as(World::sample(), "admin").await;
    let command = ClearRequestLog {
        connection: place.connection.id.clone(),
    };
    place.desk.ask(command.clone()).await.unwrap();
    place.send(&GetSystemInfo {}).await;
    let password = WrittenRequest {
        body: Some(Entered::new(
            r#"{"old_password":"Canary-Old1","new_password":"Canary-New1"}"#.to_owned(),
        )),
        ..written(
            Method::Put,
            "/users/{user_id}/password",
            &[(In::Path, "user_id", "9999")],
        )
    };
    let prepared = prepare(&place, password).await.unwrap();
    let printed = format!("{prepared:?}");
    assert!(!printed.contains("Canary"), "{printed}");
    assert!(prepared.snippets.curl.contains("--data @body.json"));
    let answer = send(&place, &prepared).await.unwrap();
    let lines = log(
        &place,
        &[
            "method",
            "request",
            "status",
            "sender",
            "request_id",
            "number",
        ],
    )
    .await;
    let find = |part: &str| lines.iter().find(|line| line[1].contains(part)).unwrap();
    let of_page = find("/api/v2.0/systeminfo");
    assert_eq!(
        (
            of_page[0].as_str(),
            of_page[2].as_str(),
            of_page[3].as_str()
        ),
        ("GET", "200", "page")
    );
    let of_person = find("/password");
    assert_eq!(of_person[0], "PUT");
    assert_eq!(of_person[2], answer.status.to_string());
    assert_eq!(
        (of_person[3].as_str(), &of_person[4]),
        ("person", &answer.request_id)
    );
    let all = format!("{lines:?}");
    assert!(!all.contains("Canary") && !all.contains(PASSWORD), "{all}");

    let snippets = place
        .desk
        .ask(WriteSnippets {
            connection: place.connection.id.clone(),
            number: of_person[5].parse().unwrap(),
        })
        .await
        .unwrap();
    assert!(
        snippets.curl.contains("--request PUT --user 'admin'"),
        "{}",
        snippets.curl
    );
    assert!(snippets.curl.contains("--data @body.json"));
    assert!(snippets.curl.starts_with("# The body is not in here"));

    let by_name = written(
        Method::Get,
        "/projects/{project_name_or_id}",
        &[
            (In::Path, "project_name_or_id", "skaha"),
            (In::Header, "X-Is-Resource-Name", "true"),
        ],
    );
    let prepared = prepare(&place, by_name).await.unwrap();
    send(&place, &prepared).await.unwrap();
    let lines = log(&place, &["request", "number"]).await;
    let line = lines
        .iter()
        .find(|line| line[0].ends_with("/projects/skaha"));
    let number = line.unwrap()[1].parse().unwrap();
    let connection = place.connection.id.clone();
    let copied = WriteSnippets { connection, number };
    let snippets = place.desk.ask(copied).await.unwrap();
    let header = "--header 'X-Is-Resource-Name: true'";
    assert!(snippets.curl.contains(header), "{}", snippets.curl);
    place.desk.ask(command).await.unwrap();
    assert!(log(&place, &["number"]).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_saved_whole_while_it_is_held() {
    let place = Place::open_as(World::scaled(2), "admin").await;
    let path = "/projects/{project_name}/repositories/{repository_name}/artifacts";
    let list = || {
        let filled = [
            (In::Path, "project_name", "scale"),
            (In::Path, "repository_name", "everything"),
            (In::Query, "page_size", "100"),
            (In::Query, "with_scan_overview", "true"),
        ];
        written(Method::Get, path, &filled)
    };
    let prepared = prepare(&place, list()).await.unwrap();
    let answer = send(&place, &prepared).await.unwrap();
    assert_eq!(answer.status, 200);
    let save = |answer: &ExploredAnswer| SaveAnswer {
        answer: answer.id,
        name: "artifacts.json".to_owned(),
    };
    let saved = place.desk.ask(save(&answer)).await.unwrap();
    let file = std::fs::read(&saved.path).unwrap();
    assert_eq!(file.len(), answer.bytes);
    let items: serde_json::Value = serde_json::from_slice(&file).unwrap();
    assert_eq!(items.as_array().map(Vec::len), Some(100));
    // The newest answers are held, and no others.
    for _ in 0..3 {
        let prepared = prepare(&place, list()).await.unwrap();
        send(&place, &prepared).await.unwrap();
    }
    let gone = place.desk.ask(save(&answer)).await.unwrap_err();
    assert_eq!(gone.code, FailureCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_written_as_har_without_secrets() {
    let place = Place::open_as(World::sample(), "admin").await;
    place.send(&GetSystemInfo {}).await;
    let password = WrittenRequest {
        body: Some(Entered::new(
            r#"{"old_password":"Canary-Old1","new_password":"Canary-New1"}"#.to_owned(),
        )),
        ..written(
            Method::Put,
            "/users/{user_id}/password",
            &[(In::Path, "user_id", "9999")],
        )
    };
    let prepared = prepare(&place, password).await.unwrap();
    send(&place, &prepared).await.unwrap();
    let connection = place.connection.id.clone();
    let saved = place.desk.ask(SaveRequestLog { connection }).await.unwrap();
    assert!(saved.path.ends_with("requests.har"), "{}", saved.path);
    let text = std::fs::read_to_string(&saved.path).unwrap();
    for secret in ["Canary", PASSWORD, "authorization", "Authorization", "sid="] {
        assert!(!text.contains(secret), "{secret}");
    }
    let archive: serde_json::Value = serde_json::from_str(&text).unwrap();
    let entries = archive["log"]["entries"].as_array().unwrap();
    let of = |part: &str| {
        let mut entries = entries.iter();
        entries
            .find(|entry| entry["request"]["url"].as_str().unwrap().ends_with(part))
            .unwrap()
    };
    assert_eq!(of("/api/v2.0/systeminfo")["response"]["status"], 200);
    assert_eq!(of("/password")["request"]["method"], "PUT");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_copied_command_does_the_same_in_a_terminal() {
    let place = Place::sample().await;
    let prepared = prepare(&place, new_label("it's by curl")).await.unwrap();
    let asks = "--user 'admin'";
    assert!(
        prepared.snippets.curl.contains(asks),
        "{}",
        prepared.snippets.curl
    );
    // Whoever runs it is asked for the password; here nobody is there to answer.
    let answered = format!("--user 'admin:{PASSWORD}'");
    let script = prepared.snippets.curl.replace(asks, &answered);
    let output = tokio::task::spawn_blocking(move || {
        Command::new("sh").args(["-c", &script]).output().unwrap()
    });
    let output = output.await.unwrap();
    let answer = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    let labels = written(
        Method::Get,
        "/labels",
        &[
            (In::Query, "scope", "g"),
            (In::Query, "name", "it's by curl"),
        ],
    );
    let prepared = prepare(&place, labels).await.unwrap();
    let answer = send(&place, &prepared).await.unwrap();
    assert!(answer.body.unwrap().expose().contains("it's by curl"));
}
