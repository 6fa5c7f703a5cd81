//! Retention at work: which artifacts of a repository a policy keeps, and its runs.

use std::collections::BTreeSet;
use std::time::Duration;

use harbor_rules::{BadPattern, Pattern};
use serde_json::Value;

use super::{Artifact, Repository};
use crate::json::Time;

/// One run of a policy.
#[derive(Debug, Clone)]
pub struct RetentionRun {
    pub(crate) id: i64,
    pub(crate) policy_id: i64,
    pub(crate) project_id: i64,
    pub(crate) dry_run: bool,
    /// It was started by its schedule.
    pub(crate) scheduled: bool,
    /// The rules it began with.
    pub(crate) rules: Vec<Value>,
    pub(crate) started: Time,
    pub(crate) takes: Duration,
    pub(crate) ended: Option<Time>,
    /// One for each repository that a rule looks at; they are worked on one after the other.
    pub(crate) tasks: Vec<RetentionTask>,
}

/// What a run does in one repository.
#[derive(Debug, Clone)]
pub struct RetentionTask {
    pub(crate) id: i64,
    /// Without its project.
    pub(crate) repository: String,
    pub(crate) log: String,
    pub(crate) total: usize,
    pub(crate) retained: usize,
    pub(crate) ended: Option<(Time, RetentionTaskEnd)>,
}

/// How a task ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetentionTaskEnd {
    /// It looked at everything.
    Success,
    /// A rule could not be followed.
    Error,
    /// Somebody stopped it.
    Stopped,
}

impl RetentionTaskEnd {
    /// Harbor's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Success => "Success",
            Self::Error => "Error",
            Self::Stopped => "Stopped",
        }
    }
}

impl RetentionRun {
    /// Harbor's word for how far it is.
    pub fn word(&self) -> &'static str {
        let has = |end: RetentionTaskEnd| {
            let mut ends = self.tasks.iter().filter_map(|task| task.ended);
            ends.any(|(_, other)| other == end)
        };
        match self.ended {
            None => "Running",
            Some(_) if has(RetentionTaskEnd::Error) => "Error",
            Some(_) if has(RetentionTaskEnd::Stopped) => "Stopped",
            Some(_) => "Success",
        }
    }
}

/// Whether a rule looks at a repository, named without its project.
pub(crate) fn looks_at(rule: &Value, repository: &str) -> Result<bool, BadPattern> {
    let selectors = rule["scope_selectors"]["repository"].as_array();
    for selector in selectors.into_iter().flatten() {
        let excludes = selector["decoration"] == "repoExcludes";
        if meant(selector, repository)? == excludes {
            return Ok(false);
        }
    }
    Ok(true)
}

fn meant(selector: &Value, name: &str) -> Result<bool, BadPattern> {
    Pattern::new(selector["pattern"].as_str().unwrap_or_default()).matches(name)
}

/// Whether a selector of tags takes an artifact.
fn takes(selector: &Value, artifact: &Artifact) -> Result<bool, BadPattern> {
    let excludes = selector["decoration"] == "excludes";
    if artifact.tags.is_empty() {
        let extras = selector["extras"].as_str().unwrap_or_default();
        let untagged = match serde_json::from_str::<Value>(extras) {
            Ok(extras) => extras["untagged"] == true,
            Err(_) => !excludes,
        };
        return Ok(untagged != excludes);
    }
    for tag in &artifact.tags {
        if meant(selector, &tag.name)? != excludes {
            return Ok(true);
        }
    }
    Ok(false)
}

/// When an artifact or one of its tags was pushed last.
pub(crate) fn pushed(artifact: &Artifact) -> Time {
    let tags = artifact.tags.iter().map(|tag| tag.push_time);
    tags.fold(artifact.push_time, Time::max)
}

/// When an artifact or one of its tags was pulled last.
pub(crate) fn pulled(artifact: &Artifact) -> Option<Time> {
    let tags = artifact.tags.iter().map(|tag| tag.pull_time);
    tags.fold(artifact.pull_time, Option::max)
}

/// The ids of the artifacts that a rule keeps; an error is the log's words for why it can't be told.
fn kept(rule: &Value, candidates: &[&Artifact], now: Time) -> Result<Vec<i64>, String> {
    let mut selected = Vec::new();
    'candidates: for &artifact in candidates {
        for selector in rule["tag_selectors"].as_array().into_iter().flatten() {
            let taken = takes(selector, artifact);
            if !taken.map_err(|_| "syntax error in pattern".to_owned())? {
                continue 'candidates;
            }
        }
        selected.push(artifact);
    }
    let template = rule["template"].as_str().unwrap_or_default();
    // A text is no number, and one below 0 is none either.
    let number = rule["params"][template].as_f64().filter(|it| *it >= 0.0);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let number = |default: u32| number.map_or(default, |number| number as u32);
    let since = |days: u32| now - chrono::Duration::days(days.into());
    match template {
        "latestPushedK" => {
            selected.sort_by_key(|artifact| std::cmp::Reverse(pushed(artifact)));
            selected.truncate(number(10) as usize);
        }
        "latestPulledN" => {
            selected.sort_by_key(|artifact| std::cmp::Reverse(pulled(artifact)));
            selected.truncate(number(10) as usize);
        }
        "nDaysSinceLastPush" => selected.retain(|artifact| pushed(artifact) >= since(number(30))),
        "nDaysSinceLastPull" => {
            selected.retain(|artifact| pulled(artifact).is_some_and(|at| at >= since(number(30))));
        }
        "always" => {}
        other => return Err(format!("evaluator {other} is not registered")),
    }
    Ok(selected.into_iter().map(|artifact| artifact.id).collect())
}

/// What becomes of a repository's artifacts: their ids, newest first, and whether a rule keeps each.
pub(crate) fn decide(
    rules: &[Value],
    repository: &Repository,
    now: Time,
) -> Result<Vec<(i64, bool)>, String> {
    let candidates: Vec<&Artifact> = repository
        .artifacts
        .iter()
        .rev()
        .filter(|artifact| artifact.listed())
        .collect();
    let name = repository.name.split_once('/').map_or("", |(_, name)| name);
    let mut stays = BTreeSet::new();
    for rule in rules {
        if looks_at(rule, name).unwrap_or(false) {
            stays.extend(kept(rule, &candidates, now)?);
        }
    }
    Ok(candidates
        .into_iter()
        .map(|artifact| (artifact.id, stays.contains(&artifact.id)))
        .collect())
}
