//! Answers on their way out, whole or cut.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::Response;
use hyper::body::{Bytes, Frame, SizeHint};
use tokio::time::Sleep;

use crate::http::call::Reply;

/// The answer as it is sent; `cut` breaks it off in the middle.
pub(crate) fn finish(reply: Reply, cut: bool) -> Response<Content> {
    let length = reply.body.len();
    let mut response = Response::builder().status(reply.status);
    if let Some(kind) = reply.content_type {
        response = response.header("content-type", kind);
    }
    for (name, value) in &reply.headers {
        response = response.header(*name, value.as_str());
    }
    let mut body = Bytes::from(reply.body);
    if cut {
        response = response.header("content-length", length.to_string());
        body.truncate(length / 2);
    }
    let content = Content {
        rest: Some(body).filter(|body| !body.is_empty()),
        break_off: cut.then(|| Box::pin(tokio::time::sleep(Duration::from_millis(20)))),
    };
    response.body(content).unwrap_or_else(|_| {
        // A header that cannot be sent, such as a line break in an echoed request id.
        Response::new(Content {
            rest: None,
            break_off: None,
        })
    })
}

/// A body that may break off.
pub(crate) struct Content {
    rest: Option<Bytes>,
    /// When it breaks off: a moment later, so that what there is gets sent before.
    break_off: Option<Pin<Box<Sleep>>>,
}

impl hyper::body::Body for Content {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if let Some(bytes) = self.rest.take() {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match &mut self.break_off {
            None => Poll::Ready(None),
            Some(sleep) => sleep
                .as_mut()
                .poll(context)
                .map(|()| Some(Err(std::io::Error::other("cut on purpose")))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_none() && self.break_off.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        match (&self.rest, &self.break_off) {
            (_, Some(_)) => SizeHint::default(),
            (Some(bytes), None) => SizeHint::with_exact(bytes.len() as u64),
            (None, None) => SizeHint::with_exact(0),
        }
    }
}
