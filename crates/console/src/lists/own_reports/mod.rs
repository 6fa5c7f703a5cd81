//! Reading what scanners found in the projects that an account is in: their images, then the reports of
//! those images, one request each. Few reports are read unasked, the rest when somebody wants it.

mod images;

use std::pin::pin;

use futures::{StreamExt, stream};
use harbor_api::{AnyOperation, Filter, Sort, Total};
use harbor_client::{REQUESTS_AT_ONCE, SendOptions};
use listing::{Listing, ListingPage, OwnImage};
use pilothouse_protocol::{Failure, FailureCode, ReadFrom};

use super::read::Reader;
use crate::{calls::unreadable, connection::runtime::Current, console::Console};

/// Reports that are read before anybody asked for more.
const UNASKED: usize = 100;
/// Reports that are read at once when somebody asks for more.
const ASKED: usize = 2_000;
/// Reports after which rows are shown; later ones come in larger steps, since each step makes all rows.
const STEP: usize = 12;

impl Console {
    /// Reads the images anew, unless more reports of the same are wanted, and then reports.
    pub(super) async fn read_own_reports(
        &self,
        reader: &Reader<'_>,
        current: &Current,
        options: SendOptions,
        from: ReadFrom,
    ) -> Result<(), Failure> {
        let is_known = reader.change(|inner| inner.own_reports.is_known())?;
        let goes_on = from == ReadFrom::WhereItEnded && is_known;
        if !goes_on {
            self.read_own_images(reader, current, options).await?;
            show(reader)?;
            reader.publish(true);
        }
        let (mut unread, read) = reader.change(|inner| {
            let reports = &inner.own_reports;
            (reports.unread(), reports.read())
        })?;
        let most = match goes_on {
            true => ASKED,
            false => UNASKED.saturating_sub(read),
        };
        unread.truncate(most);
        let reads = unread.into_iter().map(|(key, image)| async move {
            let outcome = self.read_own_report(reader, current, options, &key, &image);
            outcome.await
        });
        let mut reads = pin!(stream::iter(reads).buffer_unordered(REQUESTS_AT_ONCE));
        let mut shown = 0;
        let mut done = 0;
        let mut failed = Ok(());
        while let Some(outcome) = reads.next().await {
            if outcome.is_err() {
                failed = outcome;
                break;
            }
            done += 1;
            if done - shown >= STEP.max(shown) {
                shown = done;
                show(reader)?;
            } else {
                reader.change(|inner| inner.facts = inner.own_reports.facts())?;
            }
            reader.publish(false);
        }
        // What was read is shown, however it ended.
        show(reader)?;
        failed
    }

    async fn read_own_report(
        &self,
        reader: &Reader<'_>,
        current: &Current,
        options: SendOptions,
        key: &str,
        image: &OwnImage,
    ) -> Result<(), Failure> {
        let miss = || reader.change(|inner| inner.own_reports.miss_report(key));
        let Some(report) = image.report() else {
            return miss();
        };
        let operation = AnyOperation::from(report.operation(Filter::all(), Sort::default()));
        let sent = current.client.send_raw(&operation.request(), options).await;
        let connection = &reader.list.connection;
        let reply = self.noted(connection, current.epoch, sent, &operation);
        match reply.await {
            Ok(reply) => {
                let taken =
                    reader.change(|inner| inner.own_reports.take_report(key, &reply.body))?;
                taken.map_err(|error| {
                    let id = Some(reply.request_id.clone());
                    unreadable(&operation, reply.status, id, &error.reason)
                })
            }
            // The image is gone, or its project lets nobody see reports: nothing is known of it.
            Err(failure)
                if matches!(failure.code, FailureCode::Forbidden | FailureCode::NotFound) =>
            {
                miss()
            }
            Err(failure) => Err(failure),
        }
    }
}

/// Makes the rows of what was read.
fn show(reader: &Reader<'_>) -> Result<(), Failure> {
    let (rows, facts) = reader.change(|inner| {
        let reports = &inner.own_reports;
        (reports.rows(), reports.facts())
    })?;
    let page = ListingPage {
        rows,
        facts,
        ..ListingPage::default()
    };
    reader.take_all(page, Total::Unknown)
}
