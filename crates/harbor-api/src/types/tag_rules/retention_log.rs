//! What a retention task's log says of each artifact: the only place where the server says it.

words!(
    /// What becomes of an artifact, by the log's last column. The same words stand in the log of an
    /// execution that deletes and in that of one that doesn't.
    RetentionMark {
        /// A rule keeps it.
        Retain = "RETAIN",
        /// It goes.
        Delete = "DEL",
        /// No rule keeps it, but a tag of it is immutable.
        Immutable = "IMMUTABLE",
        /// It should have gone, and could not be deleted.
        Error = "ERR",
    }
);

/// A line of the log's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionLogLine {
    pub digest: String,
    /// All tags of the artifact; none if it is untagged.
    pub tags: Vec<String>,
    pub mark: RetentionMark,
}

/// The table in a task's log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RetentionLog {
    pub lines: Vec<RetentionLogLine>,
    /// The artifacts that the server says it loaded.
    pub candidates: Option<usize>,
}

impl RetentionLog {
    /// Reads a log. A line that is cut off is left out.
    pub fn read(text: &str) -> Self {
        let mut log = Self::default();
        let mut columns = None;
        for line in text.lines() {
            if let Some((_, rest)) = line.split_once("]: Load ")
                && let Some((number, _)) = rest.split_once(" candidates")
            {
                log.candidates = number.parse().ok();
            }
            let Some(inside) = line
                .trim()
                .strip_prefix('|')
                .and_then(|it| it.strip_suffix('|'))
            else {
                continue;
            };
            let cells: Vec<&str> = inside.split('|').map(str::trim).collect();
            match columns {
                None => columns = Columns::of(&cells),
                Some(columns) => log.lines.extend(columns.read(&cells)),
            }
        }
        log
    }

    /// Whether every artifact has its line: a log may be cut, or of a task that still runs.
    pub fn is_whole(&self) -> bool {
        self.candidates == Some(self.lines.len())
    }
}

/// Where the columns that are read stand.
#[derive(Debug, Clone, Copy)]
struct Columns {
    digest: usize,
    tags: usize,
    mark: usize,
    count: usize,
}

impl Columns {
    fn of(head: &[&str]) -> Option<Self> {
        let place = |name: &str| head.iter().position(|cell| *cell == name);
        Some(Self {
            digest: place("Digest")?,
            tags: place("Tag")?,
            mark: place("Retention")?,
            count: head.len(),
        })
    }

    fn read(self, cells: &[&str]) -> Option<RetentionLogLine> {
        let digest = *cells.get(self.digest)?;
        if cells.len() != self.count || !digest.contains(':') {
            return None;
        }
        Some(RetentionLogLine {
            digest: digest.to_owned(),
            tags: cells[self.tags]
                .split(',')
                .filter(|tag| !tag.is_empty())
                .map(str::to_owned)
                .collect(),
            mark: RetentionMark::from(cells[self.mark].to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "\
2026-11-28T01:34:03Z [INFO] [/pkg/retention/job.go:86]: Run retention process.
 Repository: lab/app 
 Rule Algorithm: or 
 Dry Run: true
2026-11-28T01:34:03Z [INFO] [/pkg/retention/job.go:101]: Load 3 candidates from repository lab/app
2026-11-28T01:34:03Z [INFO] [/pkg/retention/job.go:212]: 
|    Digest    |    Tag     | Kind  | Labels |     PushedTime      | PulledTime |     CreatedTime     | Retention |
|--------------|------------|-------|--------|---------------------|------------|---------------------|-----------|
| sha256:aaaaa | t3,t2,t1   | image |        | 2026/11/28 01:30:00 |            | 2026/11/28 01:30:00 | RETAIN    |
| sha256:bbbbb |            | image |        | 2026/11/28 01:30:00 |            | 2026/11/28 01:30:00 | DEL       |
| sha256:ccccc | v1         | image |        | 2026/11/28 01:30:00 |            | 2026/11/28 01:30:00 | IMMUTABLE |

2026-11-28T01:34:03Z [INFO] [/pkg/retention/job.go:217]: Retention error for artifact image:lab/app:[v1] : Immutable tag
";

    #[test]
    fn every_artifact_has_its_mark() {
        let log = RetentionLog::read(LOG);
        assert!(log.is_whole());
        let lines: Vec<_> = log
            .lines
            .iter()
            .map(|line| (line.digest.as_str(), line.tags.len(), line.mark.clone()))
            .collect();
        assert_eq!(
            lines,
            [
                ("sha256:aaaaa", 3, RetentionMark::Retain),
                ("sha256:bbbbb", 0, RetentionMark::Delete),
                ("sha256:ccccc", 1, RetentionMark::Immutable),
            ]
        );
    }

    #[test]
    fn a_log_that_is_cut_is_not_whole() {
        let cut = &LOG[..LOG.find("DEL ").unwrap()];
        let log = RetentionLog::read(cut);
        assert_eq!(log.lines.len(), 1);
        assert!(!log.is_whole());
        assert!(!RetentionLog::read("").is_whole());
    }
}
