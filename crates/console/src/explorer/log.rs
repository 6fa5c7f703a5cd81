//! The log of a connection's requests.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use harbor_client::{LoggedOutcome, LoggedRequest, RequestLog, Sender};
use listing::{
    ListingPage,
    lists::{RequestRow, Requests, request_result, request_sender},
};
use pilothouse_protocol::{
    ClearRequestLog, ConnectionId, Empty, Event, Failure, FailureCode, SaveFile, SaveRequestLog,
    Snippets, WriteSnippets,
};

use super::{OwnLog, har};
use crate::{
    calls::snippets::{Exchange, SentAs, SentBody, curl, httpie, python},
    console::{Console, locked},
    lists::Owner,
};

impl Console {
    /// The log that the requests of a connection's account are noted in; another account's is
    /// forgotten.
    pub(crate) fn request_log(&self, connection: &ConnectionId, owner: Owner) -> RequestLog {
        self.log_of(connection, owner).log
    }

    fn log_of(&self, connection: &ConnectionId, owner: Owner) -> OwnLog {
        let mut inner = locked(&self.explorer.0);
        if let Some(known) = inner.logs.get(connection)
            && known.owner == owner
        {
            return known.clone();
        }
        let listener = self.listener.clone();
        let id = connection.clone();
        let is_told = Arc::new(AtomicBool::new(false));
        let was_told = Arc::clone(&is_told);
        let log = RequestLog::new(move || {
            if !was_told.swap(true, Ordering::AcqRel) {
                listener(Event::Requests {
                    connection: id.clone(),
                });
            }
        });
        let own = OwnLog {
            owner,
            log,
            is_told,
        };
        inner.logs.insert(connection.clone(), own.clone());
        own
    }

    fn own_log(&self, connection: &ConnectionId) -> Result<OwnLog, Failure> {
        Ok(self.log_of(connection, self.owner(connection)?))
    }

    /// The rows of the log.
    pub(crate) fn logged_requests(
        &self,
        connection: &ConnectionId,
    ) -> Result<ListingPage, Failure> {
        let own = self.own_log(connection)?;
        // What changes from here on is told again.
        own.is_told.store(false, Ordering::Release);
        let rows = own.log.requests();
        let rows: Vec<RequestRow> = rows.into_iter().map(row).collect();
        Ok(Requests::page(&rows))
    }

    pub(crate) fn clear_request_log(&self, command: &ClearRequestLog) -> Result<Empty, Failure> {
        self.own_log(&command.connection)?.log.clear();
        Ok(Empty {})
    }

    /// The log as a file, without what is still under way.
    pub(crate) fn request_log_file(&self, command: &SaveRequestLog) -> Result<SaveFile, Failure> {
        let requests = self.own_log(&command.connection)?.log.requests();
        let text = serde_json::to_string_pretty(&har::archive(&requests))
            .map_err(|error| Failure::new(FailureCode::Internal, error.to_string()))?;
        Ok(SaveFile {
            name: "requests.har".to_owned(),
            text,
        })
    }

    /// A request of the log for other programs. The log keeps no bodies: a change that had one reads it
    /// from a file.
    pub(crate) fn write_snippets(&self, command: &WriteSnippets) -> Result<Snippets, Failure> {
        let request = self.own_log(&command.connection)?.log.find(command.number);
        let request = request.ok_or_else(|| {
            let message = "This request is no longer in the log: it has the last 200.";
            Failure::new(FailureCode::NotFound, message)
        })?;
        let view = self.view(&command.connection)?;
        let is_of_registry = request.origin == view.origin;
        let account = match view.account.name() {
            _ if request.by_token => SentAs::Token,
            // Another host is told nothing of the account.
            _ if !is_of_registry => SentAs::Nobody,
            Some(name) => SentAs::User(name),
            None => SentAs::Nobody,
        };
        Ok(snippets(&Exchange {
            origin: &request.origin,
            account,
            method: request.method,
            target: &request.target,
            headers: request
                .headers
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect(),
            body: if request.sent > 0 {
                SentBody::File
            } else {
                SentBody::Nothing
            },
        }))
    }
}

pub(super) fn snippets(exchange: &Exchange<'_>) -> Snippets {
    Snippets {
        curl: curl(exchange),
        httpie: httpie(exchange),
        python: python(exchange),
    }
}

fn row(request: LoggedRequest) -> RequestRow {
    let (result, status, reason) = match request.outcome {
        LoggedOutcome::UnderWay => (request_result::UNDER_WAY, None, String::new()),
        LoggedOutcome::Answered(status) => {
            let result = match status {
                200..300 => request_result::GOOD,
                _ => request_result::REFUSED,
            };
            (result, Some(status), String::new())
        }
        LoggedOutcome::Failed(reason) => (request_result::FAILED, None, reason),
        LoggedOutcome::Stopped => (request_result::STOPPED, None, String::new()),
    };
    let sender = match request.sender {
        Sender::Page => request_sender::PAGE,
        Sender::Background => request_sender::BACKGROUND,
        Sender::Person => request_sender::PERSON,
    };
    RequestRow {
        number: request.number,
        at: Some(request.at),
        method: request.method.as_str().to_owned(),
        target: request.target,
        origin: request.origin,
        status,
        result: result.to_owned(),
        reason,
        elapsed_ms: i64::try_from(request.elapsed.as_millis()).unwrap_or(i64::MAX),
        retries: request.retries,
        sent: request.sent,
        received: request.received,
        request_id: request.request_id.unwrap_or_default(),
        sender: sender.to_owned(),
    }
}
