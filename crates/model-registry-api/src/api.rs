//! The service as the client needs to know it.

use harbor_api::{Api, ApiError, OperationInfo};
use serde_json::Value;

use crate::OPERATIONS;

/// The Model Registry Service. Its operations stand under a base address of the service's own, which
/// [`BaseAddress::target`](crate::BaseAddress::target) puts before their paths.
#[derive(Debug, Clone, Copy)]
pub struct ModelRegistry;

impl Api for ModelRegistry {
    fn name(&self) -> &'static str {
        "model-registry"
    }

    fn root(&self) -> &'static str {
        ""
    }

    fn operations(&self) -> &'static [OperationInfo] {
        OPERATIONS
    }

    fn error(&self, status: u16, body: &[u8], request_id: Option<String>) -> ApiError {
        let mut error = ApiError::from_answer(status, body, request_id);
        if let Some(said) = said(body) {
            error.message = said;
        }
        error
    }

    fn may_be_a_page(&self, target: &str) -> bool {
        target.ends_with("/swagger/index.html")
    }
}

/// What an unsuccessful answer says, in the forms that services write besides Harbor's.
fn said(body: &[u8]) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let text = |value: &Value| {
        value
            .as_str()
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    ["message", "detail", "error", "error_description", "title"]
        .into_iter()
        .find_map(|key| match body.get(key)? {
            Value::Object(inner) => inner.get("message").and_then(text),
            value => text(value),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_read_in_the_forms_that_services_write() {
        for (body, message) in [
            (r#"{"message":"token is expired"}"#, "token is expired"),
            (r#"{"error":"no tenant 7"}"#, "no tenant 7"),
            (r#"{"error":{"message":"inner"}}"#, "inner"),
            (
                r#"{"title":"Bad","detail":"name is taken"}"#,
                "name is taken",
            ),
            (r#"{"errors":[{"message":"as Harbor"}]}"#, "as Harbor"),
            ("", "HTTP status 400"),
        ] {
            let error = ModelRegistry.error(400, body.as_bytes(), None);
            assert_eq!(error.message, message, "{body}");
        }
    }
}
