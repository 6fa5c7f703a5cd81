//! How long robot accounts live. The server counts whole days from the creation, never from now.

use chrono::{DateTime, TimeDelta, Utc};

use crate::types::NEVER;

/// The longest life in days that a server takes.
const LONGEST: i64 = i32::MAX as i64 - 1;

/// A robot account's `duration`, which the server would take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lifetime {
    Never,
    /// From the creation.
    Days(i64),
}

impl Lifetime {
    /// `None` for durations that a server refuses: 0, -2, more than 2^31 - 2.
    pub fn from_duration(duration: i64) -> Option<Self> {
        match duration {
            NEVER => Some(Self::Never),
            1..=LONGEST => Some(Self::Days(duration)),
            _ => None,
        }
    }

    /// As the server wants it.
    pub fn duration(self) -> i64 {
        match self {
            Self::Never => NEVER,
            Self::Days(days) => days,
        }
    }

    /// When an account that was made then expires. `None` for never, and for years that no calendar
    /// here reaches.
    pub fn end(self, created: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self {
            Self::Never => None,
            Self::Days(days) => created.checked_add_signed(TimeDelta::try_days(days)?),
        }
    }

    /// The life that lets an account that was made then go on for so many days from now: its days so
    /// far, the one that has begun counted whole, and these. `days` alone would end an older account at
    /// once.
    pub fn extended(created: DateTime<Utc>, now: DateTime<Utc>, days: i64) -> Option<Self> {
        Self::from_duration(day_of_life(created, now).checked_add(days)?)
    }

    /// The shortest life that reaches a time.
    pub fn reaching(created: DateTime<Utc>, end: DateTime<Utc>) -> Option<Self> {
        Self::from_duration(days_until(created, end))
    }
}

/// The days that an account has lived, the one that has begun counted whole.
pub fn day_of_life(created: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
    days_until(created, now).max(0)
}

/// Whole days from one time to another, rounded up.
pub fn days_until(from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
    let seconds = (to - from).as_seconds_f64();
    // A calendar's days are far fewer than 2^53.
    #[allow(clippy::cast_possible_truncation)]
    let days = (seconds / 86_400.0).ceil() as i64;
    days
}

/// How soon somebody should look after an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    None,
    /// Within 14 days.
    Soon,
    /// Within 3 days, or over.
    Now,
}

/// How much time an account has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeLeft {
    /// It never expires.
    Unlimited,
    Left(TimeDelta),
    /// It expired so long ago.
    Expired(TimeDelta),
}

impl TimeLeft {
    /// `expires`: `None` for never.
    pub fn at(expires: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Self {
        match expires {
            None => Self::Unlimited,
            Some(at) if at > now => Self::Left(at - now),
            Some(at) => Self::Expired(now - at),
        }
    }

    pub fn urgency(self) -> Urgency {
        match self {
            Self::Unlimited => Urgency::None,
            Self::Expired(_) => Urgency::Now,
            Self::Left(left) if left <= TimeDelta::days(3) => Urgency::Now,
            Self::Left(left) if left <= TimeDelta::days(14) => Urgency::Soon,
            Self::Left(_) => Urgency::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    #[test]
    fn extending_counts_from_the_creation() {
        let created = at("2026-08-29T12:00:00Z");
        for (now, days, sent) in [
            // Forty days old and thirty more: thirty alone would kill it.
            ("2026-10-08T12:00:00Z", 30, 70),
            // A day that has begun counts whole, so that it is thirty days at least.
            ("2026-10-08T12:00:01Z", 30, 71),
            ("2026-10-09T11:59:59Z", 30, 71),
            // Just made, and by a clock that is behind the server's.
            ("2026-08-29T12:00:00Z", 30, 30),
            ("2026-08-29T11:59:00Z", 30, 30),
        ] {
            let life = Lifetime::extended(created, at(now), days).unwrap();
            assert_eq!(life.duration(), sent, "{now}");
            let end = life.end(created).unwrap();
            assert!(end >= at(now) + TimeDelta::days(days), "{now}");
        }
    }

    #[test]
    fn a_date_is_reached_by_the_days_from_the_creation() {
        let created = at("2026-08-29T12:00:00Z");
        for (end, days) in [
            ("2027-02-27T12:00:00Z", 182),
            ("2027-02-27T12:00:01Z", 183),
            ("2026-08-29T12:00:01Z", 1),
        ] {
            assert_eq!(
                Lifetime::reaching(created, at(end)),
                Some(Lifetime::Days(days)),
                "{end}"
            );
        }
        assert_eq!(Lifetime::reaching(created, created), None);
    }

    #[test]
    fn only_durations_that_a_server_takes_are_some() {
        for (duration, is_taken) in [
            (-2, false),
            (-1, true),
            (0, false),
            (1, true),
            (3651, true),
            (2_147_483_646, true),
            (2_147_483_647, false),
        ] {
            let life = Lifetime::from_duration(duration);
            assert_eq!(life.is_some(), is_taken, "{duration}");
            if let Some(life) = life {
                assert_eq!(life.duration(), duration);
            }
        }
        // Nobody's calendar reaches it, and nothing overflows.
        assert_eq!(
            Lifetime::Days(LONGEST).end(at("2026-08-29T12:00:00Z")),
            None
        );
        assert_eq!(
            Lifetime::extended(
                at("2026-08-29T12:00:00Z"),
                at("2026-08-29T12:00:00Z"),
                i64::MAX
            ),
            None
        );
    }

    #[test]
    fn little_time_is_urgent() {
        let now = at("2026-11-20T00:00:00Z");
        for (expires, urgency) in [
            (None, Urgency::None),
            (Some("2026-12-04T00:00:01Z"), Urgency::None),
            (Some("2026-12-04T00:00:00Z"), Urgency::Soon),
            (Some("2026-11-23T00:00:01Z"), Urgency::Soon),
            (Some("2026-11-23T00:00:00Z"), Urgency::Now),
            (Some("2026-11-20T00:00:00Z"), Urgency::Now),
            (Some("2026-11-01T00:00:00Z"), Urgency::Now),
        ] {
            let left = TimeLeft::at(expires.map(at), now);
            assert_eq!(left.urgency(), urgency, "{expires:?}");
        }
        let over = TimeLeft::at(Some(now), now);
        assert_eq!(over, TimeLeft::Expired(TimeDelta::zero()));
    }
}
