//! When and how long to wait before a safe request is sent again.

use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::header::{HeaderMap, RETRY_AFTER};

use crate::{
    error::{ClientError, ProxyProblem, Unreachable},
    transport::Answer,
};

/// Times that a safe request is sent again.
pub(crate) const RETRIES: u32 = 2;
/// The longest wait that a server may ask for.
const LONGEST: Duration = Duration::from_secs(30);
/// The first wait where the server says nothing; it doubles with each time.
const FIRST: Duration = Duration::from_millis(300);

/// How long to wait before sending again after this outcome; `None`: it is final.
pub(crate) fn wait_after(
    outcome: &Result<Answer, ClientError>,
    retries_before: u32,
) -> Option<Duration> {
    if retries_before >= RETRIES {
        return None;
    }
    match outcome {
        Ok(answer) => match answer.status {
            429 | 502..=504 => {
                Some(asked_for(&answer.headers).unwrap_or_else(|| backoff(retries_before)))
            }
            _ => None,
        },
        // A connection that timed out was tried several times by the system already.
        Err(ClientError::Unreachable(Unreachable::Refused | Unreachable::Other(_))) => {
            Some(backoff(retries_before))
        }
        Err(ClientError::Unreachable(Unreachable::Proxy(fault)))
            if matches!(
                fault.problem,
                ProxyProblem::Refused | ProxyProblem::Other(_)
            ) =>
        {
            Some(backoff(retries_before))
        }
        // A kept connection that the server closed in just this moment.
        Err(ClientError::CutOff {
            before_answer: true,
            ..
        }) => Some(backoff(retries_before)),
        Err(_) => None,
    }
}

/// Half of the wait is by chance, so that clients that failed together don't come back together.
fn backoff(retries_before: u32) -> Duration {
    let whole = FIRST * 2u32.pow(retries_before);
    whole.mul_f64(0.5 + fastrand::f64() / 2.0)
}

/// `Retry-After`, in seconds or as a date, at most [`LONGEST`].
fn asked_for(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?;
    retry_after(text, Utc::now())
}

fn retry_after(text: &str, now: DateTime<Utc>) -> Option<Duration> {
    let text = text.trim();
    let wait = match text.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let date = DateTime::parse_from_rfc2822(text).ok()?.with_timezone(&Utc);
            (date - now).to_std().unwrap_or_default()
        }
    };
    Some(wait.min(LONGEST))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    #[test]
    fn retry_after_is_read_in_seconds_or_as_a_date_and_is_never_longer_than_30_s() {
        let seconds = |text: &str| retry_after(text, now()).map(|wait| wait.as_secs());
        assert_eq!(seconds("0"), Some(0));
        assert_eq!(seconds(" 7 "), Some(7));
        assert_eq!(seconds("86400"), Some(30));
        assert_eq!(seconds("Fri, 15 Jan 2027 08:00:12 GMT"), Some(12));
        assert_eq!(seconds("Fri, 15 Jan 2027 07:00:00 GMT"), Some(0));
        assert_eq!(seconds("Sat, 15 Jan 2028 08:00:00 GMT"), Some(30));
        assert_eq!(seconds("soon"), None);
        assert_eq!(seconds("-5"), None);
    }

    #[test]
    fn waits_grow_and_end_after_two_retries() {
        let refused = || Err(ClientError::Unreachable(Unreachable::Refused));
        assert!(wait_after(&refused(), 0).unwrap() <= FIRST);
        assert!(wait_after(&refused(), 1).unwrap() >= FIRST);
        assert_eq!(wait_after(&refused(), 2), None);
    }

    #[test]
    fn what_will_not_pass_by_waiting_is_final() {
        for error in [
            ClientError::Unreachable(Unreachable::UnknownHost),
            ClientError::Unreachable(Unreachable::Timeout),
            ClientError::PlainHttpNotAllowed,
            ClientError::SessionExpired { request_id: None },
        ] {
            assert_eq!(wait_after(&Err(error), 0), None);
        }
    }
}
