//! Amounts as people type them: storage and bandwidth, each with its unit.

use crate::words::words;

/// The most storage that Harbor takes as a limit, in bytes: 1024 TiB.
const MOST_STORAGE: i64 = 1 << 50;

/// What is wrong with an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmountFault {
    NotANumber,
    TooSmall,
    TooLarge,
}

impl AmountFault {
    pub fn words(self) -> &'static str {
        let w = &words().new_project;
        match self {
            Self::NotANumber => w.no_number,
            Self::TooSmall => w.too_small,
            Self::TooLarge => w.too_large,
        }
    }
}

/// A unit of storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageUnit {
    Mebibyte,
    Gibibyte,
    Tebibyte,
}

impl StorageUnit {
    pub const ALL: [Self; 3] = [Self::Mebibyte, Self::Gibibyte, Self::Tebibyte];

    /// As a choice's value.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Mebibyte => "mib",
            Self::Gibibyte => "gib",
            Self::Tebibyte => "tib",
        }
    }

    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.id() == id)
    }

    pub fn words(self) -> &'static str {
        let w = &words().writing;
        match self {
            Self::Mebibyte => w.mib,
            Self::Gibibyte => w.gib,
            Self::Tebibyte => w.tib,
        }
    }

    const fn bytes(self) -> i64 {
        match self {
            Self::Mebibyte => 1 << 20,
            Self::Gibibyte => 1 << 30,
            Self::Tebibyte => 1 << 40,
        }
    }

    /// The largest unit in which a number of bytes has two digits behind the point at most, with
    /// that number.
    pub fn of(bytes: i64) -> (Self, String) {
        let mut units = Self::ALL.into_iter().rev();
        let fits = |unit: &Self| {
            let (whole, rest) = (bytes / unit.bytes(), bytes % unit.bytes());
            whole > 0 && (rest * 100) % unit.bytes() == 0
        };
        let unit = units.find(fits).unwrap_or(Self::Mebibyte);
        let hundredths = i128::from(bytes) * 100 / i128::from(unit.bytes());
        let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        (unit, text.to_owned())
    }
}

/// A number as typed, with a point or a comma, times a thousand.
fn thousandths(text: &str) -> Result<i128, AmountFault> {
    let text = text.trim().replace(',', ".");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && rest.is_empty()) || !digits(whole) || !digits(rest) {
        return Err(AmountFault::NotANumber);
    }
    let whole: i128 = match whole {
        "" => 0,
        digits => digits.parse().map_err(|_| AmountFault::TooLarge)?,
    };
    let rest: String = rest.chars().chain("000".chars()).take(3).collect();
    let rest: i128 = rest.parse().map_err(|_| AmountFault::NotANumber)?;
    whole
        .checked_mul(1000)
        .map(|whole| whole + rest)
        .ok_or(AmountFault::TooLarge)
}

/// Bytes of a limit for storage.
///
/// # Errors
///
/// What is no number, and what Harbor takes for no limit.
pub fn storage(text: &str, unit: StorageUnit) -> Result<i64, AmountFault> {
    let bytes = thousandths(text)?
        .checked_mul(i128::from(unit.bytes()))
        .ok_or(AmountFault::TooLarge)?
        / 1000;
    match i64::try_from(bytes) {
        Ok(bytes) if bytes < 1 => Err(AmountFault::TooSmall),
        Ok(bytes) if bytes <= MOST_STORAGE => Ok(bytes),
        _ => Err(AmountFault::TooLarge),
    }
}

/// Kilobits per second of a limit for bandwidth, of megabits as typed. Nothing typed: no limit.
///
/// # Errors
///
/// What is no number, and less than a kilobit.
pub fn bandwidth(megabits: &str) -> Result<Option<i32>, AmountFault> {
    if megabits.trim().is_empty() {
        return Ok(None);
    }
    match i32::try_from(thousandths(megabits)?) {
        Ok(kilobits) if kilobits < 1 => Err(AmountFault::TooSmall),
        Ok(kilobits) => Ok(Some(kilobits)),
        Err(_) => Err(AmountFault::TooLarge),
    }
}

/// Megabits as one types them, of kilobits.
pub fn megabits(kilobits: i64) -> String {
    let text = format!("{}.{:03}", kilobits / 1000, kilobits % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A number of connections. Nothing typed: no limit.
///
/// # Errors
///
/// What is no whole number, and 0.
pub fn connections(text: &str) -> Result<Option<i32>, AmountFault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(AmountFault::NotANumber);
    }
    match text.parse::<i32>() {
        Ok(0) => Err(AmountFault::TooSmall),
        Ok(number) => Ok(Some(number)),
        Err(_) => Err(AmountFault::TooLarge),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn storage_is_typed_with_point_or_comma() {
        use StorageUnit::{Gibibyte, Mebibyte, Tebibyte};
        for (text, unit, bytes) in [
            ("2", Tebibyte, Ok(2_199_023_255_552)),
            (" 1.5 ", Gibibyte, Ok(1_610_612_736)),
            ("1,5", Gibibyte, Ok(1_610_612_736)),
            (".5", Mebibyte, Ok(524_288)),
            ("1024", Tebibyte, Ok(1 << 50)),
            ("1024.001", Tebibyte, Err(AmountFault::TooLarge)),
            (
                "99999999999999999999999999999999999999",
                Tebibyte,
                Err(AmountFault::TooLarge),
            ),
            ("0", Gibibyte, Err(AmountFault::TooSmall)),
            ("", Gibibyte, Err(AmountFault::NotANumber)),
            (".", Gibibyte, Err(AmountFault::NotANumber)),
            ("-1", Gibibyte, Err(AmountFault::NotANumber)),
            ("5GiB", Gibibyte, Err(AmountFault::NotANumber)),
            ("1e3", Gibibyte, Err(AmountFault::NotANumber)),
        ] {
            assert_eq!(storage(text, unit), bytes, "{text}");
        }
    }

    #[test]
    fn a_limit_reads_as_it_was_typed() {
        for (text, unit) in [
            ("2", StorageUnit::Tebibyte),
            ("1.5", StorageUnit::Gibibyte),
            ("512", StorageUnit::Mebibyte),
            ("12", StorageUnit::Tebibyte),
        ] {
            let bytes = storage(text, unit).expect("a limit");
            assert_eq!(StorageUnit::of(bytes), (unit, text.to_owned()));
        }
    }

    #[test]
    fn bandwidth_is_kilobits_at_harbor() {
        assert_eq!(bandwidth("200"), Ok(Some(200_000)));
        assert_eq!(bandwidth("0.5"), Ok(Some(500)));
        assert_eq!(bandwidth(""), Ok(None));
        assert_eq!(bandwidth("abc"), Err(AmountFault::NotANumber));
        assert_eq!(bandwidth("0"), Err(AmountFault::TooSmall));
        assert_eq!(bandwidth("9999999"), Err(AmountFault::TooLarge));
        assert_eq!(megabits(200_000), "200");
        assert_eq!(megabits(1_500), "1.5");
    }

    #[test]
    fn connections_are_whole() {
        assert_eq!(connections("8"), Ok(Some(8)));
        assert_eq!(connections(" "), Ok(None));
        for bad in ["0", "1.5", "xyz", "-1"] {
            assert!(connections(bad).is_err(), "{bad}");
        }
    }
}
