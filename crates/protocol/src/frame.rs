//! How an answer is written: a short head, then Harbor's body as it came.
//!
//! The body is never parsed on its way, so it is decoded once, in the window.
//! Layout: the head's length (4 bytes, big endian), the head (JSON), the body (the rest).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::failure::{Failure, FailureCode};

/// What stands before the body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Head {
    /// The typed reply of a request that is not Harbor's.
    Done {
        value: Value,
    },
    /// A body of Harbor's follows.
    Body(Meta),
    Failed(Failure),
}

/// What is known of a body of Harbor's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// Items in the whole list; absent where the server does not say.
    pub total: Option<u64>,
    pub request_id: Option<String>,
    /// When the answer was made, by this computer's clock.
    pub at: Option<DateTime<Utc>>,
    /// Where what was made can be found (`Location`).
    pub location: Option<String>,
}

/// An answer, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub head: Head,
    pub body: Vec<u8>,
}

/// Not an answer of the shell's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadFrame;

/// Writes an answer.
pub fn write_frame(head: &Head, body: &[u8]) -> Vec<u8> {
    // A head of ours has string keys only, so it always has a JSON form.
    let head = serde_json::to_vec(head).unwrap_or_default();
    let length = u32::try_from(head.len()).unwrap_or_default();
    let mut frame = Vec::with_capacity(4 + head.len() + body.len());
    frame.extend_from_slice(&length.to_be_bytes());
    frame.extend_from_slice(&head);
    frame.extend_from_slice(body);
    frame
}

/// Writes a typed reply, [`Head::Done`], without a JSON value in between.
fn write_done<T: Serialize>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    #[derive(Serialize)]
    struct Done<'a, T> {
        is: &'static str,
        value: &'a T,
    }
    let mut frame = vec![0; 4];
    serde_json::to_writer(&mut frame, &Done { is: "done", value })?;
    let length = u32::try_from(frame.len() - 4).unwrap_or_default();
    frame[..4].copy_from_slice(&length.to_be_bytes());
    Ok(frame)
}

/// Writes what came of a request: its typed reply, or what went wrong.
pub fn write_outcome<T: Serialize>(outcome: Result<T, Failure>) -> Vec<u8> {
    let frame = outcome.and_then(|value| {
        write_done(&value).map_err(|error| Failure::new(FailureCode::Internal, error.to_string()))
    });
    frame.unwrap_or_else(|failure| write_frame(&Head::Failed(failure), &[]))
}

/// Takes an answer apart.
pub fn read_frame(frame: &[u8]) -> Result<Answer, BadFrame> {
    let (length, rest) = frame.split_first_chunk::<4>().ok_or(BadFrame)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| BadFrame)?;
    let (head, body) = rest.split_at_checked(length).ok_or(BadFrame)?;
    let head = serde_json::from_slice(head).map_err(|_| BadFrame)?;
    Ok(Answer {
        head,
        body: body.to_vec(),
    })
}

/// Reads a typed reply without a JSON value in between; what was answered in its place where it is
/// none.
pub fn read_done<T: DeserializeOwned>(frame: &[u8]) -> Result<Result<T, Answer>, BadFrame> {
    #[derive(Deserialize)]
    #[serde(bound = "T: DeserializeOwned")]
    struct Done<T> {
        is: String,
        value: Option<T>,
    }
    let (length, rest) = frame.split_first_chunk::<4>().ok_or(BadFrame)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| BadFrame)?;
    let head = rest.get(..length).ok_or(BadFrame)?;
    match serde_json::from_slice(head) {
        Ok(Done {
            is,
            value: Some(value),
        }) if is == "done" => Ok(Ok(value)),
        _ => read_frame(frame).map(Err),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_keeps_head_and_body() {
        let head = Head::Body(Meta {
            total: Some(3),
            ..Meta::default()
        });
        let answer = read_frame(&write_frame(&head, b"[1,2,3]")).expect("a frame");
        assert_eq!(
            answer,
            Answer {
                head,
                body: b"[1,2,3]".to_vec()
            }
        );
    }

    #[test]
    fn a_typed_reply_is_a_head() {
        let frame = write_done(&vec![1, 2]).expect("a frame");
        let value = serde_json::json!([1, 2]);
        assert_eq!(
            read_frame(&frame).map(|answer| answer.head),
            Ok(Head::Done { value })
        );
        assert_eq!(read_done::<Vec<u8>>(&frame), Ok(Ok(vec![1, 2])));
        // A reply of another type, and a failure, are for whoever asked to judge.
        assert!(matches!(read_done::<String>(&frame), Ok(Err(_))));
        let failed = Head::Failed(Failure::new(FailureCode::Busy, "busy"));
        let answer = read_done::<Vec<u8>>(&write_frame(&failed, &[]));
        assert_eq!(
            answer.map(|answer| answer.map_err(|answer| answer.head)),
            Ok(Err(failed))
        );
        assert_eq!(read_done::<Vec<u8>>(&frame[..5]), Err(BadFrame));
    }

    #[test]
    fn a_failure_crosses_whole() {
        let head = Head::Failed(Failure::new(
            FailureCode::Forbidden,
            "No right to see members.",
        ));
        let answer = read_frame(&write_frame(&head, b"")).expect("a frame");
        assert_eq!(answer.head, head);
    }

    #[test]
    fn a_cut_frame_is_refused() {
        let frame = write_frame(&Head::Done { value: Value::Null }, b"");
        for length in 0..frame.len() {
            assert_eq!(
                read_frame(&frame[..length]),
                Err(BadFrame),
                "cut at {length}"
            );
        }
    }
}
