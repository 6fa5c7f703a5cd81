//! The log of requests that were sent for a connection.

use chrono::{DateTime, Utc};
use harbor_api::{Filter, Sort};
use serde::{Deserialize, Serialize};

use crate::{
    column::{Column, ColumnKind},
    listing::{Listing, ListingPage, Row, row_of},
    source::Source,
};

/// The last requests to a connection's servers, as the shell has them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Requests {}

/// What became of a request: the words of `result`.
pub mod request_result {
    /// A status from 200 to 299.
    pub const GOOD: &str = "good";
    /// Any other status.
    pub const REFUSED: &str = "refused";
    /// No answer came.
    pub const FAILED: &str = "failed";
    /// Nobody waited any more.
    pub const STOPPED: &str = "stopped";
    pub const UNDER_WAY: &str = "under_way";
    pub const ORDER: &[&str] = &[GOOD, UNDER_WAY, STOPPED, REFUSED, FAILED];
}

/// Who a request was made for: the words of `sender`.
pub mod request_sender {
    pub const PAGE: &str = "page";
    pub const BACKGROUND: &str = "background";
    /// The API explorer.
    pub const PERSON: &str = "person";
}

/// A request of the log.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RequestRow {
    pub number: u64,
    pub at: Option<DateTime<Utc>>,
    pub method: String,
    /// Path and query.
    pub target: String,
    pub origin: String,
    pub status: Option<u16>,
    /// One of [`request_result`].
    pub result: String,
    /// Why no answer came.
    pub reason: String,
    pub elapsed_ms: i64,
    pub retries: u32,
    /// Of the bodies, in bytes.
    pub sent: usize,
    pub received: Option<usize>,
    pub request_id: String,
    /// One of [`request_sender`].
    pub sender: String,
}

impl Requests {
    pub fn page(rows: &[RequestRow]) -> ListingPage {
        ListingPage {
            rows: rows.iter().map(row_of::<Self>).collect(),
            ..ListingPage::default()
        }
    }
}

impl Listing for Requests {
    const ID: &'static str = "requests";
    const COLUMNS: &'static [Column] = &[
        Column::new("number", ColumnKind::Text),
        Column::new("time", ColumnKind::Time),
        Column::new("method", ColumnKind::Word).searched(),
        Column::new("request", ColumnKind::Text).searched(),
        Column::new("status", ColumnKind::Word).searched(),
        Column::new("result", ColumnKind::Word).ordered(request_result::ORDER),
        // In milliseconds.
        Column::new("took", ColumnKind::Count),
        Column::new("size", ColumnKind::Bytes),
        Column::new("sent", ColumnKind::Bytes),
        Column::new("retries", ColumnKind::Count),
        Column::new("sender", ColumnKind::Word),
        Column::new("request_id", ColumnKind::Text).searched(),
        Column::new("reason", ColumnKind::Text).searched(),
        Column::new("origin", ColumnKind::Text),
    ];
    const NAME: Option<&'static str> = Some("request");

    type Operation = Source;
    type Item = RequestRow;

    fn operation(&self, _: Filter, _: Sort) -> Source {
        Source::RequestLog
    }

    fn row(item: &RequestRow, row: &mut Row) {
        let has_ended = item.result != request_result::UNDER_WAY;
        let size = |bytes: usize| i64::try_from(bytes).unwrap_or(i64::MAX);
        let status = item.status.map(|status| status.to_string());
        row.text("number", item.number.to_string())
            .time("time", item.at)
            .text("method", item.method.as_str())
            .text("request", item.target.as_str())
            .text("status", status.unwrap_or_default())
            .text("result", item.result.as_str())
            .number("took", has_ended.then_some(item.elapsed_ms))
            .number("size", item.received.map(size))
            .number("sent", (item.sent > 0).then(|| size(item.sent)))
            .number("retries", i64::from(item.retries))
            .text("sender", item.sender.as_str())
            .text("request_id", item.request_id.as_str())
            .text("reason", item.reason.as_str())
            .text("origin", item.origin.as_str());
    }
}
