//! Answers as frames.

use pilothouse_protocol::{Failure, FailureCode, Head, Meta, write_done, write_frame};
use serde::Serialize;

/// A typed reply.
pub(crate) fn done<T: Serialize>(outcome: Result<T, Failure>) -> Vec<u8> {
    let frame = outcome.and_then(|value| {
        write_done(&value).map_err(|error| Failure::new(FailureCode::Internal, error.to_string()))
    });
    frame.unwrap_or_else(failed)
}

/// A body of Harbor's, as it came.
pub(crate) fn framed(outcome: Result<(Meta, impl AsRef<[u8]>), Failure>) -> Vec<u8> {
    match outcome {
        Ok((meta, body)) => write_frame(&Head::Body(meta), body.as_ref()),
        Err(failure) => failed(failure),
    }
}

/// No answer but what went wrong.
pub(crate) fn failed(failure: Failure) -> Vec<u8> {
    write_frame(&Head::Failed(failure), &[])
}
