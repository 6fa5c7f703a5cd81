//! Operations of Harbor's.

pub(super) mod frames;
pub(super) mod open_calls;
pub(super) mod snippets;

use std::{borrow::Cow, pin::pin, time::Duration};

use chrono::{TimeDelta, Utc};
use futures::StreamExt;
use harbor_api::{
    AnyOperation, ErrorCode, OperationInfo, Request, TableOperation, Total,
    operations::GetSystemInfo,
};
use harbor_client::{Client, ClientError, RawReply, SendOptions};
use pilothouse_protocol::{
    ConnectionId, ConnectionState, Event, Failure, FailureCode, Harbor, HarborAll, Meta,
    SessionLife, SignedIn,
};
use tokio::time::Instant;

use crate::{
    apis::Operation,
    changes,
    connection::runtime::Current,
    console::{Console, locked},
    failure,
    secrets::redact,
};

/// How long a CLI secret is believed in.
const SECRET_CHECKED: Duration = Duration::from_secs(300);
/// A session's end is told when it has moved by so much.
const COARSELY: TimeDelta = TimeDelta::seconds(30);

impl Console {
    /// Sends one operation of any API; the body is given as it came, but for secrets.
    pub(crate) async fn harbor(
        &self,
        command: Harbor,
    ) -> Result<(Meta, impl AsRef<[u8]>), Failure> {
        let operation = Operation::decode(&command.operation, command.arguments)
            .map_err(|error| Failure::new(FailureCode::Invalid, error.to_string()))?;
        if let Operation::Harbor(operation) = &operation {
            refuse_secrets(operation)?;
        }
        if !operation.info().method.is_safe() {
            let read_only = self.read_only(&command.connection).await?;
            changes::allow(operation.info(), read_only)?;
        }
        let current = self.client_for_call(&command.connection).await?;
        self.check_secret(&command.connection, &current).await?;
        let request = operation.request();
        let options = SendOptions {
            background: command.background,
            ..SendOptions::for_request(&request)
        };
        let outcome = current.client.send_raw(&request, options).await;
        if changes::may_tell_of_read_only(operation.info(), &outcome) {
            // What it says of itself is read for the banner; the change's own outcome counts.
            let _ = self.read_system(&command.connection, &current).await;
        }
        let asked = (!command.background).then_some(&current.client);
        let reply = self
            .noted(&command.connection, current.epoch, outcome, &operation)
            .await
            .map_err(|failure| self.with_curl(&command.connection, &request, failure))?;
        self.used(&command.connection, current.epoch, asked).await;
        let Operation::Harbor(operation) = operation else {
            return Ok((meta(&reply), reply.body));
        };
        if changes::is_of_memberships(operation.info()) {
            self.memberships_changed(&command.connection);
        }
        match redact::for_window(&operation, &reply.body) {
            Ok(Cow::Borrowed(_)) => Ok((meta(&reply), reply.body)),
            Ok(Cow::Owned(rest)) => Ok((meta(&reply), rest.into())),
            Err(redact::Unreadable) => Err(unreadable(
                &operation,
                reply.status,
                Some(reply.request_id),
                "it is not what was asked for",
            )),
        }
    }

    /// All pages of a list as one array. Bodies are joined as they came: an item is decoded once,
    /// in the window.
    pub(crate) async fn harbor_all(
        &self,
        call: u64,
        command: HarborAll,
    ) -> Result<(Meta, Vec<u8>), Failure> {
        let operation = decoded(&command.operation, command.arguments)?;
        changes::allow_list(operation.info())?;
        let current = self.client_for_call(&command.connection).await?;
        self.check_secret(&command.connection, &current).await?;
        let options = SendOptions {
            background: command.background,
            ..SendOptions::default()
        };
        let mut pages = pin!(current.client.pages_raw(operation.clone(), options));
        let mut whole = vec![b'['];
        let mut meta = Meta::default();
        while let Some(page) = pages.next().await {
            let page = self
                .noted(&command.connection, current.epoch, page, &operation)
                .await?;
            meta.request_id = Some(page.reply.request_id);
            let items = redact::for_window(&operation, &page.reply.body);
            if !items.is_ok_and(|items| append_items(&mut whole, &items)) {
                let (status, id) = (page.reply.status, meta.request_id);
                return Err(unreadable(&operation, status, id, "it is not a list"));
            }
            let (done, total) = (page.progress.done, known(page.progress.total));
            meta.total = total;
            (self.listener)(Event::Progress { call, done, total });
        }
        whole.push(b']');
        let asked = (!command.background).then_some(&current.client);
        self.used(&command.connection, current.epoch, asked).await;
        meta.at = Some(Utc::now());
        Ok((meta, whole))
    }

    /// Takes a call's outcome as a sign of how the connection is.
    pub(crate) async fn noted<T>(
        &self,
        id: &ConnectionId,
        epoch: u64,
        outcome: Result<T, ClientError>,
        operation: &impl TableOperation,
    ) -> Result<T, Failure> {
        match outcome {
            Ok(value) => {
                self.update(id, epoch, |view| view.state = ConnectionState::Connected);
                Ok(value)
            }
            Err(error) => {
                self.note(id, epoch, &error).await;
                let failure = failure::from_client(&error, &described(operation.info()));
                let is_refusal = matches!(&error, ClientError::Api(error)
                    if error.code == ErrorCode::Unauthorized);
                Err(match self.view(id) {
                    // These were found to be good: it is the account that may not.
                    Ok(view) if is_refusal => {
                        failure::of_limits(failure, &view.account, operation.request().api)
                    }
                    _ => failure,
                })
            }
        }
    }

    /// Adds the request that failed, as a command to try in a terminal.
    fn with_curl(&self, id: &ConnectionId, request: &Request, failure: Failure) -> Failure {
        let view = self.view(id).ok();
        let curl = view
            .and_then(|view| snippets::curl_of_read(&view.origin, view.account.name(), request));
        Failure { curl, ..failure }
    }

    /// Looks from time to time whether a CLI secret is still taken: Harbor refuses a dead one
    /// nothing, but answers as to anonymous callers.
    pub(crate) async fn check_secret(
        &self,
        id: &ConnectionId,
        current: &Current,
    ) -> Result<(), Failure> {
        {
            let mut live = locked(&self.live);
            let Some(live) = live.get_mut(id).filter(|live| {
                live.epoch == current.epoch
                    && live.view.is_limited()
                    && live.checked.elapsed() > SECRET_CHECKED
            }) else {
                return Ok(());
            };
            live.checked = Instant::now();
        }
        match current.client.send(&GetSystemInfo {}).await {
            Err(error @ ClientError::SessionExpired { .. }) => {
                self.note(id, current.epoch, &error).await;
                Err(failure::from_client(&error, "system.info"))
            }
            // The call itself will say what else is wrong.
            _ => Ok(()),
        }
    }

    /// A call went well: the session lasts longer, if somebody asked for it, and is kept as it is
    /// now.
    pub(crate) async fn used(&self, id: &ConnectionId, epoch: u64, client: Option<&Client>) {
        let Some(client) = client else {
            return;
        };
        let now = Utc::now();
        self.update(id, epoch, |view| {
            if let Some(SignedIn {
                session: SessionLife::EndsUnused { at, minutes, .. },
                ..
            }) = &mut view.signed_in
            {
                let moved = now + TimeDelta::minutes(i64::from(*minutes));
                if moved - *at >= COARSELY {
                    *at = moved;
                }
            }
        });
        self.keep_newest(id, epoch, client).await;
    }

    /// Takes an error as a sign of how the connection is.
    pub(crate) async fn note(&self, id: &ConnectionId, epoch: u64, error: &ClientError) {
        match error {
            ClientError::Unreachable { .. } | ClientError::TimedOut { .. } => {
                self.update_offline(id, epoch, error.to_string());
            }
            // What is kept may be good once the provider is put right.
            ClientError::ProviderRefused(_) => {
                self.update(id, epoch, |view| view.state = ConnectionState::SignInNeeded);
            }
            ClientError::SessionExpired { .. } => {
                self.update(id, epoch, |view| {
                    view.state = ConnectionState::SignInNeeded;
                    view.signed_in = None;
                });
                self.forget_ended(id, epoch).await;
            }
            _ => {}
        }
    }
}

/// Reads an operation of the window's. Those whose body is a secret have asks of their own, where
/// the secret is typed as one.
fn decoded(operation: &str, arguments: serde_json::Value) -> Result<AnyOperation, Failure> {
    let decoded = AnyOperation::decode(operation, arguments)
        .map_err(|error| Failure::new(FailureCode::Invalid, error.to_string()))?;
    refuse_secrets(&decoded)?;
    Ok(decoded)
}

fn refuse_secrets(operation: &AnyOperation) -> Result<(), Failure> {
    match operation {
        AnyOperation::SetCliSecret(_)
        | AnyOperation::UpdatePassword(_)
        | AnyOperation::CreateWebhook(_)
        | AnyOperation::UpdateWebhook(_)
        | AnyOperation::UpdateConfiguration(_) => Err(Failure::new(
            FailureCode::Invalid,
            format!("{} is not asked for in this way", operation.info().name),
        )),
        _ => Ok(()),
    }
}

pub(crate) fn unreadable(
    operation: &impl TableOperation,
    status: u16,
    request_id: Option<String>,
    reason: &str,
) -> Failure {
    Failure {
        status: Some(status),
        request_id,
        call: Some(described(operation.info())),
        at: Some(Utc::now()),
        ..Failure::new(
            FailureCode::BadAnswer,
            format!("The answer could not be read: {reason}."),
        )
    }
}

fn described(info: &OperationInfo) -> String {
    format!("{} {} {}", info.name, info.method.as_str(), info.path)
}

/// Appends the items of a JSON array to one that is being written, without reading them. Says
/// whether it was an array; no list at all (`null`) is an empty one.
fn append_items(whole: &mut Vec<u8>, page: &[u8]) -> bool {
    let page = page.trim_ascii();
    if page == b"null" {
        return true;
    }
    let items = page
        .strip_prefix(b"[")
        .and_then(|rest| rest.strip_suffix(b"]"));
    let Some(items) = items.map(<[u8]>::trim_ascii) else {
        return false;
    };
    if !items.is_empty() {
        if whole.len() > 1 {
            whole.push(b',');
        }
        whole.extend_from_slice(items);
    }
    true
}

fn meta(reply: &RawReply) -> Meta {
    Meta {
        total: known(reply.total),
        request_id: Some(reply.request_id.clone()),
        at: Some(Utc::now()),
        location: reply.location.clone(),
    }
}

fn known(total: Total) -> Option<u64> {
    match total {
        Total::Known(total) => Some(total),
        Total::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_joined_and_nothing_else_is_taken_for_one() {
        let mut whole = vec![b'['];
        for page in ["[]", " [ {\"a\":1} ] \n", "null", "[2,3]"] {
            assert!(append_items(&mut whole, page.as_bytes()), "{page}");
        }
        for page in ["", "{}", "not json", "[1,2", "null]"] {
            assert!(!append_items(&mut whole, page.as_bytes()), "{page}");
        }
        whole.push(b']');
        assert_eq!(whole, b"[{\"a\":1},2,3]");
    }
}
