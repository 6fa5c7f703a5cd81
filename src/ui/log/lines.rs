//! The lines of a job's log.

use chrono::{DateTime, TimeDelta, Utc};

/// How grave a line is. Lines without a level belong to the one before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Debug,
    #[default]
    Information,
    Warning,
    Error,
}

impl Level {
    /// The word that the job service writes.
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "DEBUG" => Self::Debug,
            "INFO" => Self::Information,
            "WARNING" | "WARN" => Self::Warning,
            "ERROR" | "FATAL" | "PANIC" => Self::Error,
            _ => return None,
        })
    }

    /// The class of its line.
    pub fn class(self) -> &'static str {
        match self {
            Self::Debug => "l-debug",
            Self::Information => "l-info",
            Self::Warning => "l-warn",
            Self::Error => "l-error",
        }
    }
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    pub at: Option<DateTime<Utc>>,
    pub level: Level,
    /// As it came.
    pub text: String,
}

/// Takes a log apart.
pub fn read_lines(text: &str) -> Vec<LogLine> {
    let mut level = Level::default();
    let lines = text.lines().map(|line| {
        let mut words = line.splitn(3, ' ');
        let at = words
            .next()
            .and_then(|word| DateTime::parse_from_rfc3339(word).ok())
            .map(|at| at.with_timezone(&Utc));
        let own = words
            .next()
            .and_then(|word| word.strip_prefix('[')?.strip_suffix(']'))
            .and_then(Level::from_word);
        if let Some(own) = own {
            level = own;
        }
        LogLine {
            at,
            level,
            text: line.to_owned(),
        }
    });
    lines.collect()
}

/// What the last line that is an error says, without time, level and place in Harbor's source.
pub fn last_error(text: &str) -> Option<String> {
    let is_error = |line: &&str| {
        let mut words = line.splitn(3, ' ').skip(1);
        let word = words
            .next()
            .and_then(|word| word.strip_prefix('[')?.strip_suffix(']'));
        word.and_then(Level::from_word) == Some(Level::Error)
    };
    let line = text.lines().rfind(is_error)?;
    let said = line.splitn(3, ' ').nth(2)?;
    let said = match said.split_once("]: ") {
        Some((place, said)) if place.starts_with('[') => said,
        _ => said,
    };
    Some(said.trim().to_owned())
}

/// How long it was between the first and the last line that have a time.
pub fn lasted(lines: &[LogLine]) -> Option<TimeDelta> {
    let first = lines.iter().find_map(|line| line.at)?;
    let last = lines.iter().rev().find_map(|line| line.at)?;
    Some(last - first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_error_says_why() {
        let log = "2026-11-21T00:48:40Z [ERROR] [/copy.go:190]: failed to fetch\n\
                   2026-11-21T00:48:41Z [ERROR] [/copy.go:204]: 401 from lsst-ecr: token expired\n\
                   2026-11-21T00:48:42Z [INFO] [/copy.go:210]: ended\n";
        let said = last_error(log);
        assert_eq!(said.as_deref(), Some("401 from lsst-ecr: token expired"));
        assert_eq!(last_error("2026-11-21T00:48:42Z [INFO] ended\n"), None);
        assert_eq!(
            last_error("2026-11-21T00:48:42Z [ERROR] no place\n").as_deref(),
            Some("no place")
        );
    }

    #[test]
    fn lines_have_a_level_and_those_without_go_on_with_it() {
        let lines = read_lines(
            "2026-11-21T00:47:28Z [INFO] [/gc.go:171]: Parameters: [dry_run: true]\n\
             2026-11-21T00:48:40Z [ERROR] [/gc.go:204]: failed to run\n\
             caused by: EOF\n\
             2026-11-21T00:48:41Z [WARNING] [/gc.go:205]: again\n",
        );
        let levels: Vec<Level> = lines.iter().map(|line| line.level).collect();
        let expected = [
            Level::Information,
            Level::Error,
            Level::Error,
            Level::Warning,
        ];
        assert_eq!(levels, expected);
        assert_eq!(lasted(&lines), Some(TimeDelta::seconds(73)));
        assert_eq!(lines[2].at, None);
        assert_eq!(lasted(&read_lines("no time\n")), None);
    }
}
