//! Asking a provider's token endpoint (RFC 6749, 4.1.3, 5 and 6).
//!
//! Only what is needed is read, so that nothing else in an answer can spoil it: above all not a
//! refresh token, which takes the place of one that is no longer taken.

use harbor_api::{Method, web_page};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use url::form_urlencoded;

use super::{
    error::{LoopbackError, shown},
    provider::Provider,
};
use crate::identity::secret::Secret;

/// What a provider gave. Nothing of it is verified.
pub(super) struct Granted {
    pub(super) id_token: Option<Secret>,
    pub(super) refresh_token: Option<Secret>,
}

/// Why it gave nothing.
#[derive(Debug)]
pub(super) enum NotGranted {
    /// It said no (RFC 6749, 5.2).
    Refused {
        status: u16,
        code: String,
        description: String,
    },
    Failed(LoopbackError),
}

impl NotGranted {
    /// Whether a refresh token that was answered so is worth nothing any more.
    ///
    /// RFC 6749 has `invalid_grant` for it, but providers have words of their own (Dex says
    /// `invalid_request`): so a refusal means it by itself, unless it speaks of the moment or of
    /// the request. What something in front of the provider says ends nothing.
    pub(super) fn ends_sign_in(&self) -> bool {
        let Self::Refused { status, code, .. } = self else {
            return false;
        };
        match code.as_str() {
            "invalid_grant" | "invalid_client" | "unauthorized_client" => true,
            "invalid_scope"
            | "temporarily_unavailable"
            | "server_error"
            | "slow_down"
            | "too_many_requests"
            | "rate_limit_exceeded"
            | "use_dpop_nonce" => false,
            _ => matches!(status, 400 | 401),
        }
    }
}

impl From<NotGranted> for LoopbackError {
    fn from(error: NotGranted) -> Self {
        match error {
            NotGranted::Refused {
                code, description, ..
            } => Self::Refused { code, description },
            NotGranted::Failed(error) => error,
        }
    }
}

/// An answer, or a refusal: providers mix them up.
#[derive(Deserialize)]
struct Answer {
    #[serde(default, deserialize_with = "text")]
    id_token: Option<String>,
    #[serde(default, deserialize_with = "text")]
    refresh_token: Option<String>,
    #[serde(default, deserialize_with = "text")]
    error: Option<String>,
    #[serde(default, deserialize_with = "text")]
    error_description: Option<String>,
}

/// A text that is not empty; whatever else stands there is none.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::String(text) if !text.is_empty() => Some(text),
        _ => None,
    })
}

impl Provider {
    /// Asks for tokens, as the public client that this program is.
    pub(super) async fn grant(&self, parameters: &[(&str, &str)]) -> Result<Granted, NotGranted> {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(parameters)
            .append_pair("client_id", self.client_id())
            .finish();
        let mut headers = HeaderMap::new();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/x-www-form-urlencoded"),
        );
        let endpoint = self.token_endpoint();
        let sent = self
            .reach()
            .send(Method::Post, endpoint, headers, Some(body.into_bytes()));
        let answer = sent.await.map_err(NotGranted::Failed)?;
        if matches!(answer.status, 408 | 425 | 429) {
            let status = answer.status;
            return Err(NotGranted::Failed(LoopbackError::Unavailable { status }));
        }
        let unreadable = |what: String| NotGranted::Failed(LoopbackError::BadAnswer(what));
        // Its errors' texts may hold a part of the answer, and so of a token.
        let Ok(read) = serde_json::from_slice::<Answer>(&answer.body) else {
            return Err(unreadable(match web_page::title(&answer.body) {
                Some(title) => format!(
                    "status {} with a web page ‘{}’",
                    answer.status,
                    shown(&title)
                ),
                None => format!("status {}, and no JSON", answer.status),
            }));
        };
        match read.error {
            Some(code) if !answer.is_success() || read.id_token.is_none() => {
                Err(NotGranted::Refused {
                    status: answer.status,
                    code: shown(&code),
                    description: shown(&read.error_description.unwrap_or_default()),
                })
            }
            _ if !answer.is_success() => {
                Err(unreadable(format!("status {}, and not why", answer.status)))
            }
            _ => Ok(Granted {
                id_token: read.id_token.map(Secret::new),
                refresh_token: read.refresh_token.map(Secret::new),
            }),
        }
    }
}
