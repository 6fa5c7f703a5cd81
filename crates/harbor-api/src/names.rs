//! Names, ids and digests: checked once, when they are made or decoded.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    operation::{PathValue, QueryValue},
    wire::encode,
};

/// A name that Harbor would not take.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} {problem}")]
pub struct InvalidName {
    /// What it should have been: 'A project name', …
    pub kind: &'static str,
    pub problem: &'static str,
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $check:path) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks and takes a name.
            pub fn new(value: impl Into<String>) -> Result<Self, InvalidName> {
                let value = value.into();
                match $check(&value) {
                    Ok(()) => Ok(Self(value)),
                    Err(problem) => Err(InvalidName { kind: $kind, problem }),
                }
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidName;
            fn try_from(value: String) -> Result<Self, InvalidName> {
                Self::new(value)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> String {
                name.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}

name!(
    /// A project's name: lower-case words joined by single `.`, `_` or `-`, at most 255 characters
    /// (`src/pkg/project/manager.go`).
    ProjectName, "A project name", check_project
);
name!(
    /// A repository's name without its project: `astroml`, `team/sub/tool`.
    RepositoryName, "A repository name", check_repository
);
name!(
    /// A tag: a letter, digit or `_`, then up to 127 of those, `.` and `-` (distribution spec).
    TagName, "A tag", check_tag
);
name!(
    /// A content digest, `sha256:` and 64 hexadecimal characters (or another algorithm's).
    Digest, "A digest", check_digest
);
name!(
    /// A key of project metadata: `auto_scan`.
    MetadataName, "A setting's name", check_metadata
);
name!(
    /// The id of a scan report: a UUID; of an index, the base64 of its parts' UUIDs.
    ReportId, "A report id", check_report
);

name!(
    /// What a finding is called: `CVE-2024-45491`, `GHSA-7f8r-222p-6f5g`, a vendor's advisory.
    /// Harbor takes any text into an allowlist, and none of those that are no id ever counts.
    CveId, "A CVE id", check_cve
);

name!(
    /// A scanner's id, a UUID.
    ScannerId, "A scanner's id", check_uuid
);
name!(
    /// The id of a job at the job service: 24 hexadecimal characters, for one of a schedule with `@`
    /// and a time behind. What is none the server answers with 500.
    JobId, "A job's id", check_job
);
name!(
    /// The id of a pool of workers: 24 hexadecimal characters.
    WorkerPoolId, "A worker pool's id", check_pool
);
name!(
    /// The name of a preheat instance or policy: words joined by single `.`, `_` or `-`. The server
    /// answers 500 to others (`nameRegex` in `src/server/v2.0/handler/preheat.go`).
    PreheatName, "A preheat name", check_preheat
);

impl JobId {
    /// In the place of an id: all that run.
    pub fn all() -> Self {
        Self("all".to_owned())
    }
}

impl WorkerPoolId {
    /// In the place of an id: all there are.
    pub fn all() -> Self {
        Self("all".to_owned())
    }
}

impl CveId {
    /// As scanners write it: upper case, but for the letters behind `GHSA-`.
    fn written(text: &str) -> String {
        let upper = text.to_ascii_uppercase();
        match upper.strip_prefix("GHSA-") {
            Some(rest) => format!("GHSA-{}", rest.to_ascii_lowercase()),
            None => upper,
        }
    }

    /// Takes ids out of a text that somebody pasted, whatever stands between them: each once, in
    /// their order, and the words that are no ids.
    pub fn read_all(text: &str) -> (Vec<Self>, Vec<String>) {
        let (mut ids, mut strange) = (Vec::new(), Vec::new());
        let between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '"' | '\'');
        for word in text.split(between).filter(|word| !word.is_empty()) {
            match Self::new(Self::written(word)) {
                Ok(id) if ids.contains(&id) => {}
                Ok(id) => ids.push(id),
                Err(_) => strange.push(word.to_owned()),
            }
        }
        (ids, strange)
    }
}

impl Digest {
    /// The first twelve characters behind the algorithm, as lists show them.
    pub fn short(&self) -> &str {
        let hex = self
            .0
            .split_once(':')
            .map_or(self.0.as_str(), |(_, hex)| hex);
        hex.get(..12).unwrap_or(hex)
    }
}

fn check_project(value: &str) -> Result<(), &'static str> {
    if value.is_empty() {
        return Err("can't be empty");
    }
    if value.len() > 255 {
        return Err("has at most 255 characters");
    }
    let word = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    if value.split(['.', '_', '-']).all(word) {
        Ok(())
    } else {
        Err("is made of lower-case letters and digits, with single . _ or - between them")
    }
}

fn check_repository(value: &str) -> Result<(), &'static str> {
    if value.is_empty() {
        return Err("can't be empty");
    }
    if value.len() > 255 {
        return Err("has at most 255 characters");
    }
    let part = |part: &str| {
        let inside = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b);
        let edge = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let bytes = part.as_bytes();
        edge(bytes.first()) && edge(bytes.last()) && bytes.iter().all(|b| inside(*b))
    };
    if value.split('/').all(part) {
        Ok(())
    } else {
        Err("is made of lower-case letters, digits, . _ and -, with / between its parts")
    }
}

fn check_tag(value: &str) -> Result<(), &'static str> {
    let first = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    match value.as_bytes() {
        [] => Err("can't be empty"),
        bytes if bytes.len() > 128 => Err("has at most 128 characters"),
        [head, rest @ ..]
            if first(*head) && rest.iter().all(|b| first(*b) || *b == b'.' || *b == b'-') =>
        {
            Ok(())
        }
        _ => Err("begins with a letter, digit or _ and goes on with those, . and -"),
    }
}

fn check_digest(value: &str) -> Result<(), &'static str> {
    let hex = |text: &str| text.len() >= 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
    match value.split_once(':') {
        Some((algorithm, rest)) if !algorithm.is_empty() && hex(rest) => Ok(()),
        _ => Err("is an algorithm, a colon and hexadecimal characters"),
    }
}

fn check_metadata(value: &str) -> Result<(), &'static str> {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    if !value.is_empty() && value.len() <= 255 && value.bytes().all(fits) {
        Ok(())
    } else {
        Err("is made of lower-case letters, digits and _")
    }
}

fn check_cve(value: &str) -> Result<(), &'static str> {
    const PROBLEM: &str = "looks like CVE-2024-45491 or GHSA-7f8r-222p-6f5g";
    if value.len() > 128 {
        return Err("has at most 128 characters");
    }
    let Some((prefix, rest)) = value.split_once('-') else {
        return Err(PROBLEM);
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_good = match prefix {
        "CVE" => rest.split_once('-').is_some_and(|(year, number)| {
            year.len() == 4 && digits(year) && number.len() >= 4 && digits(number)
        }),
        "GHSA" => {
            let groups: Vec<&str> = rest.split('-').collect();
            let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
            groups.len() == 3 && groups.iter().all(|g| g.len() == 4 && g.bytes().all(fits))
        }
        // Advisories of vendors: `RHSA-2024:1234`, `DLA-3482-1`, `TEMP-0841856-B18BAF`.
        _ => {
            let fits = |b: u8| b.is_ascii_alphanumeric() || b"-:._".contains(&b);
            (2..=16).contains(&prefix.len())
                && prefix
                    .bytes()
                    .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
                && rest.bytes().any(|b| b.is_ascii_digit())
                && rest.bytes().all(fits)
        }
    };
    if is_good { Ok(()) } else { Err(PROBLEM) }
}

fn check_report(value: &str) -> Result<(), &'static str> {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"-_+/=".contains(&b);
    if !value.is_empty() && value.len() <= 4096 && value.bytes().all(fits) {
        Ok(())
    } else {
        Err("is made of letters, digits, -, _, +, / and =")
    }
}

fn check_uuid(value: &str) -> Result<(), &'static str> {
    let fits = |b: u8| b.is_ascii_hexdigit() || b == b'-';
    if value.len() == 36 && value.bytes().all(fits) {
        Ok(())
    } else {
        Err("is a UUID")
    }
}

fn check_job(value: &str) -> Result<(), &'static str> {
    let (id, time) = value.split_once('@').unwrap_or((value, "0"));
    let is_time = !time.is_empty() && time.bytes().all(|b| b.is_ascii_digit());
    if value == "all" || (is_time && is_long_hex(id)) {
        Ok(())
    } else {
        Err("is made of 24 hexadecimal characters")
    }
}

fn check_pool(value: &str) -> Result<(), &'static str> {
    if value == "all" || is_long_hex(value) {
        Ok(())
    } else {
        Err("is made of 24 hexadecimal characters")
    }
}

/// Whether a text is an id as the job service makes them.
fn is_long_hex(value: &str) -> bool {
    value.len() == 24 && value.bytes().all(|b| b.is_ascii_hexdigit())
}

fn check_preheat(value: &str) -> Result<(), &'static str> {
    let word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if value.len() > 255 {
        Err("has at most 255 characters")
    } else if value.split(['.', '_', '-']).all(word) {
        Ok(())
    } else {
        Err("is made of letters and digits, with single . _ or - between them")
    }
}

impl PathValue for ProjectName {
    fn encoded(&self) -> String {
        encode::segment(&self.0)
    }
}

impl PathValue for RepositoryName {
    fn encoded(&self) -> String {
        encode::segment_twice(&self.0)
    }
}

impl PathValue for TagName {
    fn encoded(&self) -> String {
        encode::segment(&self.0)
    }
}

impl PathValue for MetadataName {
    fn encoded(&self) -> String {
        encode::segment(&self.0)
    }
}

impl PathValue for ReportId {
    fn encoded(&self) -> String {
        encode::segment(&self.0)
    }
}

impl PathValue for ScannerId {
    fn encoded(&self) -> String {
        encode::segment(&self.0)
    }
}

impl PathValue for JobId {
    fn encoded(&self) -> String {
        encode::segment(&self.0)
    }
}

impl PathValue for WorkerPoolId {
    fn encoded(&self) -> String {
        encode::segment(&self.0)
    }
}

impl PathValue for PreheatName {
    fn encoded(&self) -> String {
        encode::segment(&self.0)
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl PathValue for $name {
            fn encoded(&self) -> String {
                self.0.to_string()
            }
        }

        impl QueryValue for Option<$name> {
            fn append(&self, name: &'static str, query: &mut Vec<(&'static str, String)>) {
                query.extend(self.map(|id| (name, id.0.to_string())));
            }
        }

        impl QueryValue for $name {
            fn append(&self, name: &'static str, query: &mut Vec<(&'static str, String)>) {
                query.push((name, self.0.to_string()));
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    };
}

id!(
    /// A project's number.
    ProjectId
);
id!(
    /// A label's number.
    LabelId
);
id!(
    /// A membership's number (not the user's).
    MemberId
);
id!(
    /// A quota's number.
    QuotaId
);
id!(
    /// The number of another registry that this one works with.
    RegistryId
);
id!(
    /// A robot account's number.
    RobotId
);
id!(
    /// A retention policy's number.
    RetentionId
);
id!(
    /// The number of an execution of a retention policy.
    RetentionExecutionId
);
id!(
    /// The number of a task of such an execution.
    RetentionTaskId
);
id!(
    /// The number of a rule for immutable tags.
    ImmutableRuleId
);
id!(
    /// A user's number; 1 is the first administrator.
    UserId
);
id!(
    /// A group's number.
    UserGroupId
);
id!(
    /// The number of an execution at the job service: a garbage collection, a replication, a
    /// delivery. They count through all kinds.
    ExecutionId
);
id!(
    /// The number of a task of an execution.
    TaskId
);
id!(
    /// A replication rule's number.
    ReplicationPolicyId
);
id!(
    /// A webhook's number.
    WebhookPolicyId
);

/// A project by number or by name. Harbor reads an all-digits value as a number unless a header
/// says that it is a name, so the header always goes with a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectReference {
    Id(ProjectId),
    Name(ProjectName),
}

impl PathValue for ProjectReference {
    const HEADERS: &'static [&'static str] = &["X-Is-Resource-Name"];

    fn encoded(&self) -> String {
        match self {
            Self::Id(id) => id.encoded(),
            Self::Name(name) => name.encoded(),
        }
    }

    fn header(&self) -> Option<(&'static str, String)> {
        match self {
            Self::Id(_) => None,
            Self::Name(_) => Some(("X-Is-Resource-Name", "true".to_owned())),
        }
    }
}

/// An artifact of a repository, by digest (that very artifact) or by tag (the one it names now).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArtifactReference {
    Digest(Digest),
    Tag(TagName),
}

impl ArtifactReference {
    /// Reads `sha256:…` as a digest, anything else as a tag.
    pub fn parse(value: &str) -> Result<Self, InvalidName> {
        if value.contains(':') {
            Digest::new(value).map(Self::Digest)
        } else {
            TagName::new(value).map(Self::Tag)
        }
    }
}

impl PathValue for ArtifactReference {
    fn encoded(&self) -> String {
        match self {
            Self::Digest(digest) => encode::segment(digest.as_str()),
            Self::Tag(tag) => encode::segment(tag.as_str()),
        }
    }
}

impl fmt::Display for ArtifactReference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Digest(digest) => digest.fmt(formatter),
            Self::Tag(tag) => tag.fmt(formatter),
        }
    }
}
