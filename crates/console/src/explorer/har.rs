//! The request log as an HTTP Archive (HAR 1.2), for the browsers' own tools.
//!
//! Invariant: it has what the log has, and so no body, no secret, and few headers.

use chrono::SecondsFormat;
use harbor_client::{LoggedOutcome, LoggedRequest};
use serde_json::{Value, json};

/// Of a size that is not known, as the format has it.
const UNKNOWN: i64 = -1;

/// The requests that have ended.
pub(super) fn archive(requests: &[LoggedRequest]) -> Value {
    let entries = requests.iter().filter_map(entry);
    json!({
        "log": {
            "version": "1.2",
            "creator": { "name": "Pilothouse", "version": env!("CARGO_PKG_VERSION") },
            "comment": "Without bodies and credentials; of headers only those that change the answer.",
            "entries": entries.collect::<Vec<_>>(),
        }
    })
}

fn entry(request: &LoggedRequest) -> Option<Value> {
    // A request without an answer has status 0 there.
    let (status, comment) = match &request.outcome {
        LoggedOutcome::UnderWay => return None,
        LoggedOutcome::Answered(status) => (*status, String::new()),
        LoggedOutcome::Failed(reason) => (0, reason.clone()),
        LoggedOutcome::Stopped => (0, "stopped".to_owned()),
    };
    let milliseconds = u64::try_from(request.elapsed.as_millis()).unwrap_or(u64::MAX);
    let received = request
        .received
        .map_or(json!(UNKNOWN), |bytes| json!(bytes));
    let mut entry = json!({
        "startedDateTime": request.at.to_rfc3339_opts(SecondsFormat::Millis, true),
        "time": milliseconds,
        "request": {
            "method": request.method.as_str(),
            "url": format!("{}{}", request.origin, request.target),
            "httpVersion": "",
            "cookies": [],
            "headers": request.headers.iter().map(|(name, value)| {
                json!({ "name": name, "value": value })
            }).collect::<Vec<_>>(),
            "queryString": query(&request.target),
            "headersSize": UNKNOWN,
            "bodySize": request.sent,
        },
        "response": {
            "status": status,
            "statusText": "",
            "httpVersion": "",
            "cookies": [],
            "headers": [],
            "content": { "size": request.received.unwrap_or_default(), "mimeType": "" },
            "redirectURL": "",
            "headersSize": UNKNOWN,
            "bodySize": received,
        },
        "cache": {},
        "timings": { "send": 0, "wait": milliseconds, "receive": 0 },
    });
    if let Some(id) = &request.request_id {
        entry["_requestId"] = json!(id);
    }
    if request.retries > 0 {
        entry["_retries"] = json!(request.retries);
    }
    if !comment.is_empty() {
        entry["comment"] = json!(comment);
    }
    Some(entry)
}

fn query(target: &str) -> Vec<Value> {
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use harbor_api::Method;
    use harbor_client::Sender;

    use super::*;

    fn request(outcome: LoggedOutcome) -> LoggedRequest {
        LoggedRequest {
            number: 1,
            at: chrono::DateTime::UNIX_EPOCH,
            origin: "https://registry.example".to_owned(),
            method: Method::Get,
            target: "/api/v2.0/projects?q=name%3D~a&page=2".to_owned(),
            headers: vec![("X-Is-Resource-Name", "true".to_owned())],
            by_token: false,
            sender: Sender::Page,
            outcome,
            elapsed: Duration::from_millis(12),
            retries: 1,
            request_id: Some("id".to_owned()),
            sent: 0,
            received: None,
        }
    }

    #[test]
    fn an_entry_has_all_that_the_format_asks_for() {
        let failed = LoggedOutcome::Failed("the connection was refused".to_owned());
        let all = [
            LoggedOutcome::UnderWay,
            LoggedOutcome::Answered(200),
            failed,
        ]
        .map(request);
        let archive = archive(&all);
        let log = &archive["log"];
        assert_eq!(log["version"], "1.2");
        // What is under way has no answer to write.
        assert_eq!(log["entries"].as_array().map(Vec::len), Some(2));
        let entry = &log["entries"][0];
        assert_eq!(entry["startedDateTime"], "1970-01-01T00:00:00.000Z");
        assert_eq!(
            entry["request"]["url"],
            "https://registry.example/api/v2.0/projects?q=name%3D~a&page=2"
        );
        let expected = json!({ "name": "q", "value": "name=~a" });
        assert_eq!(entry["request"]["queryString"][0], expected);
        let expected = json!({ "name": "X-Is-Resource-Name", "value": "true" });
        assert_eq!(entry["request"]["headers"], json!([expected]));
        assert_eq!(
            (&entry["response"]["status"], &entry["response"]["bodySize"]),
            (&json!(200), &json!(-1))
        );
        assert_eq!(
            (&entry["time"], &entry["_retries"]),
            (&json!(12), &json!(1))
        );
        let failed = &log["entries"][1];
        assert_eq!(failed["response"]["status"], 0);
        assert_eq!(failed["comment"], "the connection was refused");
    }
}
