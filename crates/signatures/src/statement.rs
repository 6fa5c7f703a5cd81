//! Statements about an artifact (in-toto), and what those about a build say (SLSA).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::Value;

use crate::signature::Unreadable;

/// A statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// What kind of statement it is: an address.
    pub predicate_type: String,
    /// Where it says how something was built.
    pub provenance: Option<Provenance>,
}

/// How something was built, by the builder's word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Who built it: an address of the builder's.
    pub builder: Option<String>,
    pub build_type: Option<String>,
    /// What it was built from: the first source with its revision.
    pub source: Option<String>,
    pub revision: Option<String>,
    pub started: Option<DateTime<Utc>>,
    pub finished: Option<DateTime<Utc>>,
    /// How many things went into it.
    pub materials: usize,
}

#[derive(Deserialize)]
struct InToto {
    #[serde(rename = "predicateType", default)]
    predicate_type: String,
    #[serde(default)]
    subject: Vec<Subject>,
    #[serde(default)]
    predicate: Value,
}

#[derive(Deserialize)]
struct Subject {
    #[serde(default)]
    digest: BTreeMap<String, String>,
}

impl Statement {
    /// Reads a statement that nobody signed, and the digests that it is about (`sha256:…`).
    pub fn read(json: &[u8]) -> Result<(Self, Vec<String>), Unreadable> {
        Ok(read(json)?)
    }
}

/// Reads a statement, and the digests that it is about.
pub(crate) fn read(json: &[u8]) -> Result<(Statement, Vec<String>), serde_json::Error> {
    let statement: InToto = serde_json::from_slice(json)?;
    let digests = statement
        .subject
        .into_iter()
        .flat_map(|subject| subject.digest);
    let digests = digests.map(|(algorithm, hex)| format!("{algorithm}:{hex}"));
    let provenance = statement
        .predicate_type
        .contains("slsa.dev/provenance")
        .then(|| provenance(&statement.predicate));
    Ok((
        Statement {
            predicate_type: statement.predicate_type,
            provenance,
        },
        digests.collect(),
    ))
}

fn text(value: &Value, pointer: &str) -> Option<String> {
    let text = value.pointer(pointer)?.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}

fn time(value: &Value, pointer: &str) -> Option<DateTime<Utc>> {
    let text = value.pointer(pointer)?.as_str()?;
    Some(DateTime::parse_from_rfc3339(text).ok()?.to_utc())
}

/// Of SLSA 1.x, or else of 0.x.
fn provenance(predicate: &Value) -> Provenance {
    let of = |new: &str, old: &str| text(predicate, new).or_else(|| text(predicate, old));
    let materials = predicate
        .pointer("/buildDefinition/resolvedDependencies")
        .or_else(|| predicate.pointer("/materials"))
        .and_then(Value::as_array);
    let first = materials.and_then(|all| {
        let is_source = |material: &&Value| {
            text(material, "/uri").is_some_and(|uri| uri.starts_with("git") || uri.contains(".git"))
        };
        all.iter().find(is_source).or_else(|| all.first())
    });
    let revision = first
        .and_then(|first| text(first, "/digest/gitCommit").or_else(|| text(first, "/digest/sha1")));
    Provenance {
        builder: of("/runDetails/builder/id", "/builder/id"),
        build_type: of("/buildDefinition/buildType", "/buildType"),
        source: first.and_then(|first| text(first, "/uri")),
        revision,
        started: time(predicate, "/runDetails/metadata/startedOn")
            .or_else(|| time(predicate, "/metadata/buildStartedOn")),
        finished: time(predicate, "/runDetails/metadata/finishedOn")
            .or_else(|| time(predicate, "/metadata/buildFinishedOn")),
        materials: materials.map_or(0, Vec::len),
    }
}
