//! References to images as people write them, and how they read through a proxy cache.
//!
//! Read as docker does (`ParseNormalizedNamed` of distribution v2.8); no crate agrees with it in
//! all cases of `tests/references.tsv`, and those that come close bring a regex engine along.

use std::fmt;

use crate::names::{Digest, InvalidName, ProjectName, TagName};

/// Docker Hub as it stands in references.
const DOCKER_HUB: &str = "docker.io";
/// Where Docker Hub keeps the images that have no other name before theirs.
const OFFICIAL: &str = "library";
/// Names of repositories, their host included, are no longer.
const LONGEST_NAME: usize = 255;

/// An image's reference, with nothing left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageReference {
    /// `docker.io`, `nvcr.io`, `localhost:5000`.
    pub host: String,
    /// `library/ubuntu`, `nvidia/pytorch`.
    pub path: String,
    pub tag: Option<TagName>,
    pub digest: Option<Digest>,
}

const fn invalid(problem: &'static str) -> InvalidName {
    InvalidName {
        kind: "An image's reference",
        problem,
    }
}

impl ImageReference {
    /// Reads what somebody typed or pasted.
    ///
    /// # Errors
    ///
    /// A text that docker would not take for an image's reference.
    pub fn parse(text: &str) -> Result<Self, InvalidName> {
        const PROBLEM: &str = "is a host, a lower-case path, and a tag or a digest";
        if text.len() == 64 && text.bytes().all(is_lower_hex) {
            return Err(invalid("can't be the id of an image"));
        }
        let (name, digest) = match text.split_once('@') {
            Some((name, digest)) => (name, Some(parse_digest(digest)?)),
            None => (text, None),
        };
        let (host, rest) = split_host(name);
        let (path, tag) = match rest.rsplit_once(':') {
            Some((path, tag)) => {
                let tag = TagName::new(tag).map_err(|error| invalid(error.problem))?;
                (path, Some(tag))
            }
            None => (rest, None),
        };
        let length = host.map_or(0, |host| host.len() + 1) + path.len();
        if length > LONGEST_NAME {
            return Err(invalid("has a name of at most 255 characters"));
        }
        if path.is_empty() || !path.split('/').all(is_component) {
            return Err(invalid(PROBLEM));
        }
        let host = host.unwrap_or(DOCKER_HUB);
        if !is_host(host) {
            return Err(invalid("begins with a host that can be one"));
        }
        let host = if host == "index.docker.io" {
            DOCKER_HUB
        } else {
            host
        };
        let path = if host == DOCKER_HUB && !path.contains('/') {
            format!("{OFFICIAL}/{path}")
        } else {
            path.to_owned()
        };
        Ok(Self {
            host: host.to_owned(),
            path,
            tag,
            digest,
        })
    }

    /// `host/path`, without tag and digest.
    pub fn name(&self) -> String {
        format!("{}/{}", self.host, self.path)
    }

    /// As short as docker takes it: without Docker Hub's host and its `library/`.
    pub fn familiar(&self) -> String {
        let path = match self.host.as_str() {
            DOCKER_HUB => {
                let official = self.path.strip_prefix("library/");
                official
                    .filter(|name| !name.contains('/'))
                    .unwrap_or(&self.path)
                    .to_owned()
            }
            _ => self.name(),
        };
        format!("{path}{}", self.end())
    }

    /// `:tag@digest`
    fn end(&self) -> String {
        let tag = self.tag.iter().map(|tag| format!(":{tag}"));
        let digest = self.digest.iter().map(|digest| format!("@{digest}"));
        tag.chain(digest).collect()
    }
}

impl fmt::Display for ImageReference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.name(), self.end())
    }
}

/// The host is what stands before the first `/`, if it looks like one.
fn split_host(name: &str) -> (Option<&str>, &str) {
    match name.split_once('/') {
        Some((host, rest)) if host.contains(['.', ':']) || host == "localhost" => {
            (Some(host), rest)
        }
        _ => (None, name),
    }
}

fn is_host(host: &str) -> bool {
    let (name, port) = match host.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (host, None),
    };
    let label = |label: &str| {
        let edge = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
        let bytes = label.as_bytes();
        edge(bytes.first())
            && edge(bytes.last())
            && bytes
                .iter()
                .all(|b| b.is_ascii_alphanumeric() || *b == b'-')
    };
    name.split('.').all(label)
        && port.is_none_or(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()))
}

/// Words of lower-case letters and digits, joined by one `.`, one or two `_`, or any number of `-`.
fn is_component(text: &str) -> bool {
    let is_word = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let bytes = text.as_bytes();
    let edges = [bytes.first(), bytes.last()];
    if !edges.iter().all(|b| b.is_some_and(|b| is_word(*b))) {
        return false;
    }
    let is_joint = |joint: &[u8]| {
        matches!(joint, b"" | b"." | b"_" | b"__") || joint.iter().all(|b| *b == b'-')
    };
    bytes.split(|b| is_word(*b)).all(is_joint)
}

fn is_lower_hex(byte: u8) -> bool {
    byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)
}

fn parse_digest(text: &str) -> Result<Digest, InvalidName> {
    let is_good = text.split_once(':').is_some_and(|(algorithm, hex)| {
        let length = match algorithm {
            "sha256" => 64,
            "sha384" => 96,
            "sha512" => 128,
            _ => return false,
        };
        hex.len() == length && hex.bytes().all(is_lower_hex)
    });
    if !is_good {
        return Err(invalid(
            "has a digest such as sha256: and 64 hexadecimal characters",
        ));
    }
    Digest::new(text).map_err(|error| invalid(error.problem))
}

/// A proxy cache: where it is, and of which registry it keeps copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProxyCache {
    /// This registry's host, as programs name it.
    host: String,
    project: ProjectName,
    /// The other one's host, as it stands in references: `docker.io`, `nvcr.io`.
    upstream: String,
}

/// Why a reference can't be rewritten.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotRewritten {
    #[error(transparent)]
    Invalid(#[from] InvalidName),
    /// It is an image of a registry that the cache has nothing of.
    #[error("the image is from {host}, and the cache is of {upstream}")]
    OtherRegistry { host: String, upstream: String },
}

/// A reference in both forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    /// At the registry that the image is from.
    pub upstream: ImageReference,
    /// Through the cache.
    pub cached: ImageReference,
    /// The text was the form through the cache.
    pub was_cached: bool,
}

impl ProxyCache {
    /// `upstream` is the address that the cache was given: `https://hub.docker.com`,
    /// `https://nvcr.io/`. `None` where it holds no host.
    pub fn new(host: &str, project: ProjectName, upstream: &str) -> Option<Self> {
        let rest = upstream
            .split_once("://")
            .map_or(upstream, |(_, rest)| rest);
        let upstream = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let upstream = match upstream {
            "hub.docker.com" | "registry-1.docker.io" | "index.docker.io" | "docker.io" => {
                DOCKER_HUB
            }
            other => other,
        };
        (!upstream.is_empty()).then(|| Self {
            host: host.to_owned(),
            project,
            upstream: upstream.to_owned(),
        })
    }

    /// The host of the registry behind the cache.
    pub fn upstream(&self) -> &str {
        &self.upstream
    }

    /// What every image's name begins with here: `host/project`.
    pub fn prefix(&self) -> String {
        format!("{}/{}", self.host, self.project)
    }

    /// Rewrites a reference, whichever form it has.
    ///
    /// # Errors
    ///
    /// What is no reference, and images of other registries.
    pub fn rewrite(&self, text: &str) -> Result<Rewritten, NotRewritten> {
        let text = text.trim();
        let text = text.strip_prefix("docker://").unwrap_or(text);
        let given = ImageReference::parse(text)?;
        let before = format!("{}/", self.project);
        if given.host == self.host
            && let Some(path) = given.path.strip_prefix(&before)
        {
            let upstream = ImageReference {
                host: self.upstream.clone(),
                path: path.to_owned(),
                ..given.clone()
            };
            return Ok(Rewritten {
                upstream,
                cached: given,
                was_cached: true,
            });
        }
        let is_here = given.host == self.upstream
            || (self.upstream == DOCKER_HUB && given.host == "registry-1.docker.io");
        if !is_here {
            return Err(NotRewritten::OtherRegistry {
                host: given.host,
                upstream: self.upstream.clone(),
            });
        }
        let cached = ImageReference {
            host: self.host.clone(),
            path: format!("{}/{}", self.project, given.path),
            ..given.clone()
        };
        let upstream = ImageReference {
            host: self.upstream.clone(),
            ..given
        };
        Ok(Rewritten {
            upstream,
            cached,
            was_cached: false,
        })
    }
}
