//! A schedule in words, as Harbor's portal and people know it.

use chrono::NaiveTime;

/// When something runs by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Schedule {
    /// Never.
    Off,
    /// At the full hour.
    Hourly,
    /// Every day, at a time by UTC.
    Daily(NaiveTime),
    /// On a weekday (0 is Sunday), at a time by UTC.
    Weekly(u8, NaiveTime),
    /// By six fields.
    Custom(String),
}

impl Schedule {
    /// What a server's schedule says.
    pub fn from_cron(text: &str) -> Self {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let time = |minute: &str, hour: &str| {
            NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
        };
        let found = match fields[..] {
            [] => Some(Self::Off),
            ["0", "0", "*", "*", "*", "*"] => Some(Self::Hourly),
            ["0", minute, hour, "*", "*", "*"] => time(minute, hour).map(Self::Daily),
            ["0", minute, hour, "*", "*", weekday] => weekday
                .parse()
                .ok()
                .filter(|weekday| *weekday <= 6)
                .zip(time(minute, hour))
                .map(|(weekday, time)| Self::Weekly(weekday, time)),
            _ => None,
        };
        found.unwrap_or_else(|| Self::Custom(text.to_owned()))
    }

    /// The six fields; empty for none. Blanks that would hide a field from the server's checks go.
    pub fn cron(&self) -> String {
        use chrono::Timelike;
        match self {
            Self::Off => String::new(),
            Self::Hourly => "0 0 * * * *".to_owned(),
            Self::Daily(time) => format!("0 {} {} * * *", time.minute(), time.hour()),
            Self::Weekly(weekday, time) => {
                format!("0 {} {} * * {weekday}", time.minute(), time.hour())
            }
            Self::Custom(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_portals_schedules_have_words() {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
        for (text, schedule) in [
            ("", Schedule::Off),
            ("0 0 * * * *", Schedule::Hourly),
            ("0 0 0 * * *", Schedule::Daily(at(0, 0))),
            ("0 30 10 * * *", Schedule::Daily(at(10, 30))),
            ("0 0 0 * * 0", Schedule::Weekly(0, at(0, 0))),
            ("0 0 0 1 * *", Schedule::Custom("0 0 0 1 * *".to_owned())),
            ("0 0 2 * * 7", Schedule::Custom("0 0 2 * * 7".to_owned())),
        ] {
            assert_eq!(Schedule::from_cron(text), schedule, "{text}");
            assert_eq!(schedule.cron(), text);
        }
        assert_eq!(
            Schedule::Custom("  0 0  0 1 * * ".to_owned()).cron(),
            "0 0 0 1 * *"
        );
    }
}
