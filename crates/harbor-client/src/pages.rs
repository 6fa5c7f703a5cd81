//! Lists, page by page, until they end. There is no other way to read a list.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures::{
    Stream, StreamExt,
    stream::{self, FuturesOrdered},
};
use harbor_api::{AnyOperation, Operation, Page, Request, Total};
use tokio::task::JoinHandle;

use crate::{
    client::Client,
    error::ClientError,
    options::SendOptions,
    transport::{
        concurrency_limit::REQUESTS_AT_ONCE,
        reply::{RawReply, Reply},
    },
};

/// How far a list has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Items so far, this page included.
    pub done: u64,
    /// The newest that the server said.
    pub total: Total,
}

/// One page as it came.
#[derive(Debug, Clone, PartialEq)]
pub struct RawPage {
    pub reply: RawReply,
    pub progress: Progress,
}

impl Client {
    /// All pages of a list, in order, a hundred items each; the operation's own page is not asked.
    ///
    /// The first page decides: where it says how many items there are, later pages are fetched six
    /// at once; where it does not, one by one until a page is not full. An error ends the stream.
    /// A total is a hint and no promise: an empty page ends the list, and one that goes on beyond
    /// [`SendOptions::page_limit`] is an error, not a part of a list.
    /// What is added or removed meanwhile may appear twice or not at all: collect by name or id.
    /// Must be read within a Tokio runtime; pages on their way are given up with the stream.
    pub fn pages<O: Operation>(
        &self,
        operation: O,
    ) -> impl Stream<Item = Result<Reply<O::Reply>, ClientError>> + Send + 'static {
        let client = self.clone();
        let options = SendOptions::for_target(&operation.request().target);
        let request = move |page| {
            let mut operation = operation.clone();
            let is_paged = operation.set_page(page);
            (operation.request(), is_paged)
        };
        Walk::new(self.clone(), options, request)
            .stream()
            .map(move |page| page.and_then(|page| page.reply.decode(|| client.redactor())))
    }

    /// The same for an operation that is known only at run time, with the answers as they came.
    pub fn pages_raw(
        &self,
        operation: AnyOperation,
        options: SendOptions,
    ) -> impl Stream<Item = Result<RawPage, ClientError>> + Send + 'static {
        self.pages_raw_from(operation, options, 1)
    }

    /// The same from a page on, which is counted from 1: what stands before it is not read.
    pub fn pages_raw_from(
        &self,
        operation: AnyOperation,
        options: SendOptions,
        first: u32,
    ) -> impl Stream<Item = Result<RawPage, ClientError>> + Send + 'static {
        let request = move |page| {
            let mut operation = operation.clone();
            let is_paged = operation.set_page(page);
            (operation.request(), is_paged)
        };
        let mut walk = Walk::new(self.clone(), options, request);
        walk.begin_at(Page::new(first, Page::MAX_SIZE));
        walk.stream()
    }
}

/// Gives the request for a page, and says whether the list has pages at all.
type Ask = Arc<dyn Fn(Page) -> (Request, bool) + Send + Sync>;

/// A list being read.
struct Walk {
    client: Client,
    options: SendOptions,
    request: Ask,
    under_way: FuturesOrdered<Task>,
    /// The page to ask for next.
    next: Page,
    /// The last page, as far as is known.
    last: u32,
    is_paged: bool,
    /// Items read.
    done: u64,
    /// Items on a full page: what the server gives, if that is less than was asked for.
    full: u64,
    /// The page before.
    previous: Option<Bytes>,
    /// Pages taken.
    taken: u32,
    is_over: bool,
}

impl Walk {
    fn new(
        client: Client,
        options: SendOptions,
        request: impl Fn(Page) -> (Request, bool) + Send + Sync + 'static,
    ) -> Self {
        Self {
            client,
            options,
            request: Arc::new(request),
            under_way: FuturesOrdered::new(),
            next: Page::FIRST,
            last: 1,
            is_paged: true,
            done: 0,
            full: u64::from(Page::MAX_SIZE),
            previous: None,
            taken: 0,
            is_over: false,
        }
    }

    /// Leaves out what stands before a page.
    fn begin_at(&mut self, first: Page) {
        self.next = first;
        self.last = first.number();
        self.done = u64::from(first.number() - 1) * self.full;
    }

    fn stream(self) -> impl Stream<Item = Result<RawPage, ClientError>> + Send + 'static {
        stream::unfold(self, |mut walk| async move {
            let page = walk.step().await?;
            Some((page, walk))
        })
    }

    /// The next page, or `None` behind the last.
    async fn step(&mut self) -> Option<Result<RawPage, ClientError>> {
        if self.is_over {
            return None;
        }
        // One more than the limit tells whether the list ends there.
        let last = self.last.min(self.options.page_limit.saturating_add(1));
        while self.next.number() <= last && self.under_way.len() < REQUESTS_AT_ONCE {
            self.ask();
        }
        let outcome = self.under_way.next().await?;
        let taken = outcome.and_then(|reply| self.take(reply));
        if taken.is_err() {
            self.end();
        }
        taken.transpose()
    }

    fn ask(&mut self) {
        let (request, is_paged) = (self.request)(self.next);
        let (client, options) = (self.client.clone(), self.options);
        // A task of its own: a request that waits for its reader to come back would keep its turn
        // at the host's concurrency_limit, and the reader may be waiting for just such a turn.
        let reply = async move { client.send_raw(&request, options).await };
        self.under_way.push_back(Task(tokio::spawn(reply)));
        self.is_paged = is_paged;
        self.next = self.next.next();
    }

    /// Takes a page in its turn and decides how to go on; `None`: there was nothing more.
    fn take(&mut self, reply: RawReply) -> Result<Option<RawPage>, ClientError> {
        let is_first = self.taken == 0;
        let items = count(&reply.body);
        if !is_first && items == Some(0) {
            self.end();
            return Ok(None);
        }
        // This server does not look at the page's number.
        let is_repeated = self.previous.as_ref() == Some(&reply.body);
        if is_repeated && reply.total == Total::Unknown {
            self.end();
            return Ok(None);
        }
        self.taken += 1;
        if is_repeated || self.taken > self.options.page_limit {
            return Err(self.endless(&reply));
        }
        self.previous = Some(reply.body.clone());
        let page = items.unwrap_or_default();
        self.done += page;
        let total = reply.total;
        // No list, a list without pages, or one whose server does not keep to them.
        if !self.is_paged || page == 0 || page > u64::from(Page::MAX_SIZE) {
            self.end();
        } else if let Total::Known(all) = total {
            if is_first && page < self.full && page < all {
                self.full = page;
            }
            // The newest total counts: lists grow and shrink while they are read.
            self.last = u32::try_from(all.div_ceil(self.full)).unwrap_or(u32::MAX);
        } else if page < self.full {
            self.end();
        } else {
            self.last = self.last.max(self.next.number());
        }
        Ok(Some(RawPage {
            reply,
            progress: Progress {
                done: self.done,
                total,
            },
        }))
    }

    fn endless(&self, reply: &RawReply) -> ClientError {
        ClientError::EndlessList {
            pages: self.taken,
            request_id: reply.request_id.clone(),
        }
    }

    /// Asks for nothing more, and drops what is under way.
    fn end(&mut self) {
        self.is_over = true;
        self.under_way = FuturesOrdered::new();
    }
}

/// A page on its way; it is given up when this is dropped.
struct Task(JoinHandle<Result<RawReply, ClientError>>);

impl Future for Task {
    type Output = Result<RawReply, ClientError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        // A task ends without an outcome only when the runtime shuts down.
        Pin::new(&mut self.0)
            .poll(context)
            .map(|done| done.unwrap_or(Err(ClientError::Cancelled)))
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Items of a list; `None` if the body is none. Only brackets, commas and texts are looked at: whoever
/// takes the items reads the body with care, and twice would cost as much as asking for it.
fn count(body: &[u8]) -> Option<u64> {
    let body = body.trim_ascii();
    if body.is_empty() || body == b"null" {
        return Some(0);
    }
    let inner = body.strip_prefix(b"[")?.strip_suffix(b"]")?;
    if inner.trim_ascii().is_empty() {
        return Some(0);
    }
    let (mut depth, mut items) = (0_u32, 1);
    let mut at = 0;
    while let Some(byte) = inner.get(at) {
        at += 1;
        match byte {
            b'"' => at += text_length(&inner[at..])?,
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.checked_sub(1)?,
            b',' if depth == 0 => items += 1,
            _ => {}
        }
    }
    (depth == 0).then_some(items)
}

/// The bytes of a text after its first quotation mark, the last one included.
fn text_length(body: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += body[at..]
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\\'))?;
        if body[at] == b'"' {
            return Some(at + 1);
        }
        at = (at + 2).min(body.len());
    }
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn items_are_counted_without_being_read() {
        for (body, items) in [
            ("", Some(0)),
            (" null\n", Some(0)),
            ("[ ]", Some(0)),
            ("[1]", Some(1)),
            (r#"[{"a":[1,2]},{"b":"]},{"}]"#, Some(2)),
            (r#"["\"",",\\",{}]"#, Some(3)),
            (r#"{"a":1}"#, None),
            ("[1}", None),
            ("[}]", None),
            (r#"["]"#, None),
            ("<html>", None),
        ] {
            assert_eq!(count(body.as_bytes()), items, "{body}");
        }
    }
}
