//! Content that is too large for the memory, piece by piece.

use bytes::Bytes;
use harbor_api::{ContentMismatch, Digest, Request};
use reqwest::header::CONTENT_LENGTH;
use sha2::{Digest as _, Sha256, Sha512};

use crate::{
    error::ClientError,
    identity::secret::Redactor,
    transport::{Answer, next_chunk, reply::success},
};

/// Content that comes in. It is compared with its digest as it comes, where it has one: only after
/// [`next`](Self::next) has given nothing was it what was asked for.
///
/// Dropping it closes its request. Silence of 30 seconds is an error; the whole may take any time, and
/// other calls don't wait for it.
#[derive(Debug)]
pub struct ContentStream {
    response: reqwest::Response,
    request_id: String,
    /// The digest that it should have, and the one that it has so far.
    digest: Option<(Digest, Hash)>,
    length: Option<u64>,
    read: u64,
}

impl ContentStream {
    pub(crate) fn of(
        answer: Answer,
        request: &Request,
        digest: Option<&Digest>,
        redactor: impl FnOnce() -> Redactor,
    ) -> Result<Self, ClientError> {
        let mut answer = success(answer, request, redactor)?;
        let length = answer.header(CONTENT_LENGTH).and_then(|it| it.parse().ok());
        let Some(response) = answer.stream.take() else {
            return Err(ClientError::InvalidRequest(
                "its answer was not to be streamed".to_owned(),
            ));
        };
        let digest = match digest {
            None => None,
            Some(digest) => {
                let Some(hash) = Hash::of(digest) else {
                    return Err(ClientError::WrongContent {
                        mismatch: ContentMismatch::Algorithm(digest.to_string()),
                        request_id: answer.request_id,
                    });
                };
                Some((digest.clone(), hash))
            }
        };
        Ok(Self {
            response,
            request_id: answer.request_id,
            digest,
            length,
            read: 0,
        })
    }

    /// Bytes in all, where the answer says so.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Bytes that have come.
    pub fn bytes_read(&self) -> u64 {
        self.read
    }

    /// The next piece; nothing once all of it has come and has the right digest.
    pub async fn next(&mut self) -> Result<Option<Bytes>, ClientError> {
        match next_chunk(&mut self.response, &self.request_id).await? {
            Some(piece) => {
                if let Some((_, hash)) = &mut self.digest {
                    hash.update(&piece);
                }
                self.read += piece.len() as u64;
                Ok(Some(piece))
            }
            None => self.compare().map(|()| None),
        }
    }

    fn compare(&self) -> Result<(), ClientError> {
        let Some((expected, hash)) = &self.digest else {
            return Ok(());
        };
        let found = hash.written();
        if found.eq_ignore_ascii_case(expected.as_str()) {
            return Ok(());
        }
        Err(ClientError::WrongContent {
            mismatch: ContentMismatch::Digest {
                expected: expected.to_string(),
                found,
            },
            request_id: self.request_id.clone(),
        })
    }
}

/// A digest that is being made.
#[derive(Debug, Clone)]
enum Hash {
    Sha256(Sha256),
    Sha512(Sha512),
}

impl Hash {
    fn of(digest: &Digest) -> Option<Self> {
        match digest.as_str().split_once(':')?.0 {
            "sha256" => Some(Self::Sha256(Sha256::new())),
            "sha512" => Some(Self::Sha512(Sha512::new())),
            _ => None,
        }
    }

    fn update(&mut self, piece: &[u8]) {
        match self {
            Self::Sha256(hash) => hash.update(piece),
            Self::Sha512(hash) => hash.update(piece),
        }
    }

    fn written(&self) -> String {
        let hex = |bytes: &[u8]| {
            bytes
                .iter()
                .map(|it| format!("{it:02x}"))
                .collect::<String>()
        };
        match self {
            Self::Sha256(hash) => format!("sha256:{}", hex(&hash.clone().finalize())),
            Self::Sha512(hash) => format!("sha512:{}", hex(&hash.clone().finalize())),
        }
    }
}
