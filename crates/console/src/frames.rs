//! Answers as frames.

use pilothouse_protocol::{Failure, FailureCode, Head, Meta, write_frame};
use serde::Serialize;

/// A typed reply.
pub(crate) fn done<T: Serialize>(outcome: Result<T, Failure>) -> Vec<u8> {
    let head = outcome.and_then(|value| {
        serde_json::to_value(value)
            .map(|value| Head::Done { value })
            .map_err(|error| Failure::new(FailureCode::Internal, error.to_string()))
    });
    write_frame(&head.unwrap_or_else(Head::Failed), &[])
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
