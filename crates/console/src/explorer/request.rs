//! A request that a person writes: checked, held, sent.

use std::{io::Write, time::Instant};

use harbor_api::{Api, Harbor, Method, Request};
use harbor_client::{ClientError, SendOptions, Sender, WholeAnswer};
use model_registry_api::ModelRegistry;
use openapi::{Operation, is_secret_name};
use pilothouse_protocol::{
    AnswerId, ConnectionId, ConnectionState, ExploredAnswer, ExploredApi, Failure, FailureCode,
    PrepareRequest, PreparedId, PreparedRequest, SaveAnswer, Saved, SendRequest, SentWith, Shown,
};
use serde_json::Value;

use super::{ANSWERS, Answer, PREPARED, log::snippets};
use crate::{
    calls::snippets::{Exchange, SentAs, SentBody},
    changes,
    console::{Console, locked},
    desktop::{Host, blocking},
    failure,
    secrets::redact,
};

/// Of an answer's body, the window is given so much, in bytes.
const SHOWN: usize = 1 << 20;

/// A request that is held as it will be sent.
pub(super) struct Prepared {
    pub(super) connection: ConnectionId,
    api: ExploredApi,
    /// The template of its operation's path.
    path: String,
    request: Request,
    headers: Vec<(String, String)>,
}

impl Console {
    /// Checks a request and holds it. Nothing is sent, unless the description is still to be read.
    pub(crate) async fn prepare_request(
        &self,
        command: PrepareRequest,
    ) -> Result<PreparedRequest, Failure> {
        let PrepareRequest {
            connection,
            request: written,
        } = command;
        let description = self.api_description(&connection, written.api).await?;
        let operation = description.document.find(written.method, &written.path);
        let operation = operation.ok_or_else(|| {
            invalid("The server's description does not have this operation.".to_owned())
        })?;
        let body = written.body.map(pilothouse_protocol::Entered::into_inner);
        let body = body.filter(|text| !text.trim().is_empty());
        check_body(operation, body.as_deref())?;
        let root = &description.document.root;
        let target = operation
            .target(root, &written.filled)
            .map_err(|unfit| invalid(format!("{unfit}.")))?;
        let headers = operation.headers(&written.filled);
        let view = self.view(&connection)?;
        let (api, origin, sent_with): (&'static dyn Api, _, _) = match written.api {
            ExploredApi::Harbor => {
                let name = view.account.name().map(str::to_owned);
                let sent_with = name.map_or(SentWith::Nobody, SentWith::Account);
                (&Harbor, view.origin.clone(), sent_with)
            }
            ExploredApi::ModelRegistry => {
                let origin = self.model_registry_origin(&connection)?;
                (&ModelRegistry, origin, SentWith::ModelRegistryToken)
            }
        };
        let method = method(written.method);
        let snippets = snippets(&Exchange {
            origin: &origin,
            account: match &sent_with {
                SentWith::Nobody => SentAs::Nobody,
                SentWith::Account(name) => SentAs::User(name),
                SentWith::ModelRegistryToken => SentAs::Token,
            },
            method,
            target: &target,
            headers: headers
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect(),
            body: match &body {
                None => SentBody::Nothing,
                Some(text) if holds_secret(text) => SentBody::File,
                Some(text) => SentBody::Text(text),
            },
        });
        let address = format!("{origin}{target}");
        let body_bytes = body.as_ref().map_or(0, String::len);
        let prepared = Prepared {
            connection,
            api: written.api,
            path: written.path,
            request: Request {
                api,
                method,
                target,
                headers: Vec::new(),
                body: body.map(String::into_bytes),
            },
            headers: headers.clone(),
        };
        let mut inner = locked(&self.explorer.0);
        let id = PreparedId(inner.next());
        if inner.prepared.len() == PREPARED {
            inner.prepared.pop_front();
        }
        inner.prepared.push_back((id, prepared));
        Ok(PreparedRequest {
            id,
            method: written.method,
            address,
            headers,
            body_bytes,
            sent_with,
            snippets,
        })
    }

    /// Sends what is held, once.
    pub(crate) async fn send_request(
        &self,
        command: SendRequest,
    ) -> Result<ExploredAnswer, Failure> {
        let id = &command.connection;
        let prepared = {
            let mut inner = locked(&self.explorer.0);
            let place = inner.prepared.iter().position(|(held, prepared)| {
                *held == command.prepared && prepared.connection == *id
            });
            place.and_then(|place| inner.prepared.remove(place))
        };
        let (_, prepared) = prepared.ok_or_else(|| {
            invalid("This request was sent already, or is no longer held.".to_owned())
        })?;
        if !prepared.request.method.is_safe() {
            changes::allow_writing(self.read_only(id).await?)?;
        }
        let options = SendOptions {
            sender: Sender::Person,
            ..SendOptions::for_request(&prepared.request)
        };
        let call = format!("{} {}", prepared.request.method.as_str(), prepared.path);
        let begun = Instant::now();
        let answer = match prepared.api {
            ExploredApi::Harbor => self.send_to_harbor(id, &prepared, options, &call).await?,
            ExploredApi::ModelRegistry => {
                self.send_to_model_registry(
                    id,
                    &prepared.request,
                    &prepared.headers,
                    options,
                    &call,
                )
                .await?
            }
        };
        let elapsed = begun.elapsed();
        let body = match prepared.api {
            ExploredApi::Harbor if (200..300).contains(&answer.status) => {
                let redacted = redact::for_person(&prepared.path, &answer.body);
                let redacted = redacted.map(std::borrow::Cow::into_owned);
                let redacted = redacted.map_err(|redact::Unreadable| {
                    Failure::new(
                        FailureCode::BadAnswer,
                        "The answer could not be read, and may hold other people's secrets.",
                    )
                })?;
                redacted.into()
            }
            _ => answer.body,
        };
        let shown = shown(&body);
        let is_whole = shown.is_some_and(|text| text.len() == body.len());
        let shown = shown.map(Shown::new);
        let mut inner = locked(&self.explorer.0);
        let answer_id = AnswerId(inner.next());
        if inner.answers.len() == ANSWERS {
            inner.answers.pop_front();
        }
        let bytes = body.len();
        inner.answers.push_back(Answer {
            id: answer_id,
            connection: id.clone(),
            body,
        });
        Ok(ExploredAnswer {
            id: answer_id,
            status: answer.status,
            headers: answer.headers,
            body: shown,
            bytes,
            is_whole,
            elapsed_ms: u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
            request_id: answer.request_id,
        })
    }

    async fn send_to_harbor(
        &self,
        id: &ConnectionId,
        prepared: &Prepared,
        options: SendOptions,
        call: &str,
    ) -> Result<WholeAnswer, Failure> {
        let current = self.client_for_call(id).await?;
        self.check_secret(id, &current).await?;
        let sent = current
            .client
            .send_written(&prepared.request, &prepared.headers, options);
        let answer = match sent.await {
            Ok(answer) => answer,
            Err(error) => {
                self.note(id, current.epoch, &error).await;
                return Err(from_written(&error, call));
            }
        };
        if answer.status == 403 && !prepared.request.method.is_safe() {
            // What it says of itself is read for the banner; the answer counts.
            let _ = self.read_system(id, &current).await;
        }
        self.update(id, current.epoch, |view| {
            view.state = ConnectionState::Connected
        });
        self.used(id, current.epoch, Some(&current.client)).await;
        Ok(answer)
    }

    /// Writes an answer's whole body into a file.
    pub(crate) async fn save_answer(
        &self,
        command: SaveAnswer,
        host: &dyn Host,
    ) -> Result<Saved, Failure> {
        let body = {
            let inner = locked(&self.explorer.0);
            let mut answers = inner.answers.iter();
            let answer = answers.find(|answer| answer.id == command.answer);
            answer.map(|answer| answer.body.clone())
        };
        let body = body.ok_or_else(|| {
            let message = "This answer is no longer held.";
            Failure::new(FailureCode::NotFound, message).with_hint("Send the request again.")
        })?;
        let unfinished = host.begin_file(command.name).await?;
        let written = blocking(move || {
            let file = unfinished.file().and_then(|mut file| file.write_all(&body));
            match file {
                Ok(()) => unfinished.finish(),
                Err(error) => Err(Failure::new(
                    FailureCode::Storage,
                    format!("The file could not be written: {error}."),
                )),
            }
        });
        written
            .await
            .unwrap_or_else(|error| Err(Failure::new(FailureCode::Internal, error)))
    }
}

fn invalid(message: String) -> Failure {
    Failure::new(FailureCode::Invalid, message)
}

fn check_body(operation: &Operation, body: Option<&str>) -> Result<(), Failure> {
    match &operation.body {
        Some(of) if !of.is_json() => Err(invalid(format!(
            "Its body is {}, which Pilothouse does not send.",
            of.media_type
        ))),
        None if body.is_some() => Err(invalid("This operation takes no body.".to_owned())),
        _ => operation
            .check_body(body)
            .map_err(|unfit| invalid(format!("{unfit}."))),
    }
}

/// What went wrong on the way: the request was a person's, so its own mistakes are told as such.
fn from_written(error: &ClientError, call: &str) -> Failure {
    match error {
        ClientError::InvalidRequest(reason) => {
            invalid(format!("The request can't be sent: {reason}."))
        }
        error => failure::from_client(error, call),
    }
}

fn method(method: openapi::Method) -> Method {
    match method {
        openapi::Method::Get => Method::Get,
        openapi::Method::Head => Method::Head,
        openapi::Method::Post => Method::Post,
        openapi::Method::Put => Method::Put,
        openapi::Method::Patch => Method::Patch,
        openapi::Method::Delete => Method::Delete,
    }
}

/// Whether a JSON text has a secret in it, by the names of its fields.
fn holds_secret(text: &str) -> bool {
    fn is_secret(value: &Value) -> bool {
        match value {
            Value::Object(fields) => fields.iter().any(|(name, value)| {
                (is_secret_name(name) && !is_nothing(value)) || is_secret(value)
            }),
            Value::Array(items) => items.iter().any(is_secret),
            _ => false,
        }
    }
    // What can't be read is not shown to others.
    serde_json::from_str(text).map_or(true, |value| is_secret(&value))
}

fn is_nothing(value: &Value) -> bool {
    matches!(value, Value::Null | Value::Bool(_)) || value.as_str() == Some("")
}

/// The beginning of a body that is text.
fn shown(body: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(body).ok()?;
    let mut end = SHOWN.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Some(&text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_with_secrets_are_known_by_their_names() {
        for (text, expected) in [
            (r#"{"password":"x"}"#, true),
            (r#"{"a":[{"credential":{"access_secret":"x"}}]}"#, true),
            (r#"{"password":""}"#, false),
            (r#"{"name":"password"}"#, false),
            ("not json", true),
        ] {
            assert_eq!(holds_secret(text), expected, "{text}");
        }
    }

    #[test]
    fn a_long_body_is_cut_between_letters() {
        let text = format!("{}é", "a".repeat(SHOWN - 1));
        assert_eq!(shown(text.as_bytes()).map(str::len), Some(SHOWN - 1));
        assert_eq!(shown(b"\xff"), None);
    }
}
