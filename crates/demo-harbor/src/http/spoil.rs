//! What faults do to answers.

use serde_json::{Value, json};

use crate::fault::FaultKind;
use crate::http::call::{Failure, Reply};

/// The answer of a request to this encoded path that a fault spoils altogether.
pub(crate) fn spoil(fault: &FaultKind, path: &str) -> Option<Reply> {
    match fault {
        FaultKind::Status(status) => Some(Failure::status(*status).into()),
        FaultKind::HtmlError(status) => {
            let title = match status {
                502 => "502 Bad Gateway".to_owned(),
                503 => "503 Service Temporarily Unavailable".to_owned(),
                504 => "504 Gateway Time-out".to_owned(),
                other => other.to_string(),
            };
            let page = format!(
                "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
            );
            Some(Reply {
                status: *status,
                ..Reply::text("text/html", page)
            })
        }
        FaultKind::EncodedPercentRefused => path.contains("%25").then(|| Reply::empty(400)),
        FaultKind::TooManyRequests { retry_after_s } => {
            let reply: Reply = Failure::status(429).into();
            Some(reply.with("retry-after", retry_after_s.to_string()))
        }
        FaultKind::Redirect(to) => Some(Reply::empty(302).with("location", to.clone())),
        FaultKind::NotJson => Some(Reply {
            content_type: Some("application/json"),
            ..Reply::text("", "<!doctype html><title>Sign in to the network</title>")
        }),
        FaultKind::Json(value) => Some(Reply::json(value.clone())),
        _ => None,
    }
}

/// Makes the first item of a list one that no client can read.
pub(crate) fn break_an_item(reply: &mut Reply) {
    let Ok(Value::Array(mut list)) = serde_json::from_slice(&reply.body) else {
        return;
    };
    let Some(Value::Object(item)) = list.first_mut() else {
        return;
    };
    for field in [
        "name",
        "repository_name",
        "digest",
        "entity_name",
        "username",
        "resource",
        "id",
    ] {
        if item.contains_key(field) {
            item.insert(field.to_owned(), json!({"unexpected": 17}));
            break;
        }
    }
    item.insert("size".to_owned(), json!("large"));
    reply.body = Value::Array(list).to_string().into_bytes();
}
