//! The answers that faults give in place of the real ones.

use crate::http::call::{Failure, Reply};
use crate::test_kit::fault::FaultKind;

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
