//! Answers as frames.

use pilothouse_protocol::{Failure, Head, Meta, write_frame};

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
