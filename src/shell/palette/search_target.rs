//! What a text in the palette means: a part of a name, or a reference in one of the many forms in
//! which people have them.

use harbor_api::{Digest, ProjectId, ProjectName, RepositoryName, TagName};
use percent_encoding::percent_decode_str;

/// What a text means.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum SearchTarget {
    /// A project's repository, and one of its artifacts where one is named.
    Place {
        project: ProjectName,
        repository: RepositoryName,
        pick: Option<Pick>,
    },
    /// An artifact of a repository whose project is not said.
    InSomeProject {
        repository: RepositoryName,
        pick: Pick,
    },
    /// A page of Harbor's own portal, which names projects by number.
    Portal {
        project: ProjectId,
        repository: Option<RepositoryName>,
        pick: Option<Pick>,
    },
    /// A digest, or a part of one, wherever it is.
    Digest(String),
    /// A reference whose host is another registry's, and its path.
    Elsewhere { host: String, path: String },
    /// A part of a name; and a tag, where it looks like one.
    Name { name: String, tag: Option<TagName> },
}

/// Which artifact of a repository.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Pick {
    Tag(TagName),
    Digest(Digest),
    /// A part of a digest, in lower case.
    PartOfDigest(String),
}

/// The shortest part of a digest that is taken for one.
const SHORTEST_DIGEST: usize = 8;

/// Options of clients that stand before a value of their own.
const WITH_VALUE: [&str; 22] = [
    "--arch",
    "--ca-file",
    "--creds",
    "--dest",
    "--destination",
    "--env",
    "--mount",
    "--name",
    "--namespace",
    "--os",
    "--output",
    "--platform",
    "--publish",
    "--volume",
    "-d",
    "-e",
    "-n",
    "-o",
    "-p",
    "-u",
    "-v",
    "-w",
];

impl SearchTarget {
    /// Reads a text; `is_here` says whether a host, in lower case, is this registry's.
    pub(super) fn read(text: &str, is_here: impl Fn(&str) -> bool) -> Self {
        let text = text.trim();
        let name = || Self::Name {
            name: text.to_lowercase(),
            tag: None,
        };
        let Some(written) = Written::of(text) else {
            return name();
        };
        if let Some(portal) = portal(&written, &is_here) {
            return portal;
        }
        let (reference, tag_beside) = (written.text, written.tag);
        // Of a whole reference the digest tells more than the tag.
        let (path, digest) = match reference.rsplit_once('@') {
            Some((path, digest)) => (path, Some(digest).filter(|digest| !digest.is_empty())),
            None => (reference, None),
        };
        if !path.contains('/') && (path.is_empty() || digest.is_none()) {
            let part = digest_part(digest.unwrap_or(path), SHORTEST_DIGEST);
            if let Some(digest) = part {
                return Self::Digest(digest);
            }
        }
        let (path, tag) = split_tag(path);
        let tag = tag.filter(|tag| !tag.is_empty()).or(tag_beside);
        let pick = match (digest, tag) {
            (Some(digest), _) => pick_of_digest(digest),
            (None, Some(tag)) => TagName::new(tag).ok().map(Pick::Tag),
            (None, None) => None,
        };
        if pick.is_none() && (digest.is_some() || tag.is_some()) {
            return name();
        }
        let path = path.trim_matches('/');
        let (host, path) = match path.split_once('/') {
            Some((first, rest)) if is_here(&first.to_lowercase()) => (None, rest),
            // A port, which no project's name has: an address.
            Some((first, rest)) if first.contains(':') => (Some(first), rest),
            // A project may be named like a host: proxy caches often are.
            _ => (None, path),
        };
        // Harbor's names have no capitals.
        let names = path.to_lowercase();
        match host {
            Some(host) => Self::Elsewhere {
                host: host.to_lowercase(),
                path: names,
            },
            None if pick.is_none() && !names.contains('/') => Self::by_name(path),
            None => Self::in_registry(&names, pick).unwrap_or_else(name),
        }
    }

    /// A path without its host.
    fn in_registry(path: &str, pick: Option<Pick>) -> Option<Self> {
        match (path.split_once('/'), pick) {
            (Some((project, repository)), pick) => Some(Self::Place {
                project: ProjectName::new(project).ok()?,
                repository: RepositoryName::new(repository).ok()?,
                pick,
            }),
            (None, Some(pick)) => Some(Self::InSomeProject {
                repository: RepositoryName::new(path).ok()?,
                pick,
            }),
            (None, None) => None,
        }
    }

    fn by_name(text: &str) -> Self {
        // Most tags have a number; most names of which a part is typed have none.
        let is_tag = text.len() >= 3 && text.bytes().any(|byte| byte.is_ascii_digit());
        let tag = is_tag.then(|| TagName::new(text).ok()).flatten();
        Self::Name {
            name: text.to_lowercase(),
            tag,
        }
    }
}

/// A reference as it stands in what was pasted.
struct Written<'a> {
    scheme: Option<&'a str>,
    /// Without scheme, quotes and what sentences end with.
    text: &'a str,
    /// The tag that stands beside it (`helm pull … --version 1.2.3`).
    tag: Option<&'a str>,
}

impl<'a> Written<'a> {
    /// Finds the reference; `None` for words that are none.
    fn of(text: &'a str) -> Option<Self> {
        let mut words = text.split_whitespace().map(bare);
        let first = words.next()?;
        if words.next().is_none() {
            return Some(Self::alone(first, None));
        }
        let mut words = text.split_whitespace().map(bare);
        let (mut reference, mut version) = (None::<&str>, None);
        while let Some(word) = words.next() {
            if word == "--version" {
                version = words.next();
            } else if let Some(value) = word.strip_prefix("--version=") {
                version = Some(value);
            } else if WITH_VALUE.contains(&word) {
                words.next();
            } else if !word.starts_with('-') && !word.is_empty() {
                let is_better = match reference {
                    None => word.contains(['/', '@', ':']) && !word.ends_with(':'),
                    // `apptainer pull file.sif oras://…`
                    Some(before) => word.contains("://") && !before.contains("://"),
                };
                if is_better {
                    reference = Some(word);
                }
            }
        }
        // `docker pull debian`: no reference by its looks, but by its command.
        let mut words = text.split_whitespace();
        let is_command = words.any(|word| ["pull", "FROM", "image:"].contains(&word));
        let last = || words.map(bare).next_back().filter(|_| is_command);
        let reference = reference.or_else(last)?;
        Some(Self::alone(reference, version))
    }

    fn alone(word: &'a str, tag: Option<&'a str>) -> Self {
        match word.split_once("://") {
            Some((scheme, text)) => Self {
                scheme: Some(scheme),
                text,
                tag,
            },
            None => Self {
                scheme: None,
                text: word,
                tag,
            },
        }
    }
}

/// A word without the quotes around it and the signs behind it.
fn bare(word: &str) -> &str {
    word.trim_matches(['"', '\'', '`', '(', ')', '<', '>', ',', ';'])
        .trim_end_matches(['.', '/'])
}

/// The tag behind the last part of a path.
fn split_tag(path: &str) -> (&str, Option<&str>) {
    let last = path.rfind('/').map_or(0, |at| at + 1);
    match path[last..].find(':') {
        Some(at) => (&path[..last + at], Some(&path[last + at + 1..])),
        None => (path, None),
    }
}

/// What stands behind an `@`.
fn pick_of_digest(text: &str) -> Option<Pick> {
    match Digest::new(text.to_lowercase()) {
        Ok(digest) => Some(Pick::Digest(digest)),
        // In one repository a few characters tell.
        Err(_) => digest_part(text, 1).map(Pick::PartOfDigest),
    }
}

/// The text as part of a digest, of so many hexadecimal characters at least, with its algorithm or
/// without.
fn digest_part(text: &str, shortest: usize) -> Option<String> {
    let text = text.trim_start_matches('#').to_lowercase();
    let hex = match text.split_once(':') {
        Some(("sha256" | "sha512", hex)) => hex,
        Some(_) => return None,
        None => text.as_str(),
    };
    let is_part = hex.len() >= shortest && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_part.then_some(text)
}

/// `https://HOST/harbor/projects/3/repositories/base%2Fdebian/artifacts-tab/artifacts/sha256:…`
fn portal(written: &Written<'_>, is_here: impl Fn(&str) -> bool) -> Option<SearchTarget> {
    if !matches!(written.scheme, Some("https" | "http")) {
        return None;
    }
    let address = written.text.split(['?', '#', ';']).next()?;
    let mut parts = address.split('/');
    let host = parts.next()?.to_lowercase();
    if parts.next()? != "harbor" || parts.next()? != "projects" {
        return None;
    }
    if !is_here(&host) {
        let path = parts.collect::<Vec<_>>().join("/");
        return Some(SearchTarget::Elsewhere { host, path });
    }
    let project = ProjectId(parts.next()?.parse().ok()?);
    let rest: Vec<&str> = parts.collect();
    let repository = match rest.as_slice() {
        ["repositories", name, ..] => RepositoryName::new(decoded(name)).ok(),
        _ => None,
    };
    // The last one: an artifact of an index stands behind the index.
    let pick = rest
        .iter()
        .skip(2)
        .rev()
        .find_map(|part| Digest::new(decoded(part).to_lowercase()).ok())
        .map(Pick::Digest);
    Some(SearchTarget::Portal {
        project,
        pick: repository.as_ref().and(pick),
        repository,
    })
}

/// Portals encode the slashes of a repository once or twice.
fn decoded(text: &str) -> String {
    let once = percent_decode_str(text).decode_utf8_lossy().into_owned();
    percent_decode_str(&once).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHA: &str = "sha256:4c1f9a2e7b03d5e8a6c90b1f2e3d4c5b6a79880f1e2d3c4b5a69788796a5b4c3";

    /// The registry has two names.
    fn read(text: &str) -> SearchTarget {
        let text = text.replace("SHA", SHA);
        SearchTarget::read(&text, |host| {
            ["images.example.org", "localhost:5000"].contains(&host)
        })
    }

    fn pick(text: &str) -> Option<Pick> {
        match text {
            "" => None,
            "SHA" => Some(Pick::Digest(Digest::new(SHA).expect("a digest"))),
            text => Some(match text.strip_prefix('@') {
                Some(part) => Pick::PartOfDigest(part.to_owned()),
                None => Pick::Tag(TagName::new(text).expect("a tag")),
            }),
        }
    }

    fn repository(name: &str) -> RepositoryName {
        RepositoryName::new(name).expect("a repository")
    }

    #[test]
    fn references_are_read_in_all_their_forms() {
        for (text, project, name, picked) in [
            ("skaha/astroml:25.11", "skaha", "astroml", "25.11"),
            ("skaha/astroml", "skaha", "astroml", ""),
            ("skaha/astroml:", "skaha", "astroml", ""),
            ("skaha/astroml@", "skaha", "astroml", ""),
            ("Skaha/AstroML:RC-1", "skaha", "astroml", "RC-1"),
            ("skaha/base/debian:12", "skaha", "base/debian", "12"),
            ("skaha/astroml@SHA", "skaha", "astroml", "SHA"),
            ("skaha/astroml:25.11@SHA", "skaha", "astroml", "SHA"),
            (
                "skaha/astroml@sha256:4C1F",
                "skaha",
                "astroml",
                "@sha256:4c1f",
            ),
            ("skaha/astroml@4c1f9a2e", "skaha", "astroml", "@4c1f9a2e"),
            // Hosts.
            (
                "images.example.org/skaha/astroml:25.11",
                "skaha",
                "astroml",
                "25.11",
            ),
            ("IMAGES.example.org/skaha/astroml", "skaha", "astroml", ""),
            (
                "localhost:5000/skaha/astroml:latest",
                "skaha",
                "astroml",
                "latest",
            ),
            (
                "localhost:5000/skaha/base/debian@SHA",
                "skaha",
                "base/debian",
                "SHA",
            ),
            // Projects that are named like one.
            (
                "docker.io/osixia/openldap:1.3.0",
                "docker.io",
                "osixia/openldap",
                "1.3.0",
            ),
            (
                "images.example.org/docker.io/osixia/openldap",
                "docker.io",
                "osixia/openldap",
                "",
            ),
            ("quay.io/astropy:6", "quay.io", "astropy", "6"),
            // Schemes.
            (
                "oci://images.example.org/skaha/charts/canfar",
                "skaha",
                "charts/canfar",
                "",
            ),
            (
                "oci://localhost:5000/skaha/charts/canfar:1.2.3",
                "skaha",
                "charts/canfar",
                "1.2.3",
            ),
            (
                "docker://images.example.org/skaha/astroml:25.11",
                "skaha",
                "astroml",
                "25.11",
            ),
            (
                "oras://images.example.org/skaha/files/tool.sif:1",
                "skaha",
                "files/tool.sif",
                "1",
            ),
            (
                "https://images.example.org/skaha/astroml:25.11",
                "skaha",
                "astroml",
                "25.11",
            ),
            (
                "docker://docker.io/osixia/openldap:1",
                "docker.io",
                "osixia/openldap",
                "1",
            ),
            // Commands and files.
            (
                "docker pull images.example.org/skaha/astroml:25.11",
                "skaha",
                "astroml",
                "25.11",
            ),
            (
                "docker pull --platform linux/arm64 skaha/astroml:1",
                "skaha",
                "astroml",
                "1",
            ),
            (
                "podman pull -q images.example.org/skaha/astroml@SHA",
                "skaha",
                "astroml",
                "SHA",
            ),
            (
                "docker run -it -v /data:/data skaha/astroml:1 bash",
                "skaha",
                "astroml",
                "1",
            ),
            (
                "helm pull oci://images.example.org/skaha/charts/canfar --version 1.2.3",
                "skaha",
                "charts/canfar",
                "1.2.3",
            ),
            (
                "apptainer pull out/tool.sif oras://images.example.org/skaha/tool:1",
                "skaha",
                "tool",
                "1",
            ),
            (
                "FROM images.example.org/skaha/astroml:1 AS build",
                "skaha",
                "astroml",
                "1",
            ),
            (
                "  image: \"images.example.org/skaha/astroml:1\"",
                "skaha",
                "astroml",
                "1",
            ),
            ("- image: skaha/astroml:1", "skaha", "astroml", "1"),
            // As sentences have it.
            ("`skaha/astroml:25.11`,", "skaha", "astroml", "25.11"),
            ("images.example.org/skaha/astroml/", "skaha", "astroml", ""),
        ] {
            let expected = SearchTarget::Place {
                project: ProjectName::new(project).expect("a project"),
                repository: repository(name),
                pick: pick(picked),
            };
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_repository_without_its_project_is_looked_for() {
        for (text, name, picked) in [
            ("astroml:25.11", "astroml", "25.11"),
            ("docker pull astroml:25.11", "astroml", "25.11"),
            ("astroml@SHA", "astroml", "SHA"),
            ("images.example.org/astroml:25.11", "astroml", "25.11"),
        ] {
            let expected = SearchTarget::InSomeProject {
                repository: repository(name),
                pick: pick(picked).expect("a pick"),
            };
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn digests_are_told_from_names() {
        for (text, digest) in [
            ("sha256:4c1f9a2e7b03", "sha256:4c1f9a2e7b03"),
            ("SHA", SHA),
            ("@SHA", SHA),
            ("#4C1F9A2E", "4c1f9a2e"),
            ("4c1f9a2e7b03", "4c1f9a2e7b03"),
            ("20251103", "20251103"),
        ] {
            assert_eq!(
                read(text),
                SearchTarget::Digest(digest.to_owned()),
                "{text}"
            );
        }
        for (text, name, tag) in [
            ("4c1f9a2", "4c1f9a2", "4c1f9a2"),
            ("facade-tool", "facade-tool", ""),
            ("Astro", "astro", ""),
            ("25.11-GPU", "25.11-gpu", "25.11-GPU"),
            ("images.example.org/skaha", "skaha", ""),
            ("docker pull debian", "debian", ""),
            ("two words", "two words", ""),
        ] {
            let expected = SearchTarget::Name {
                name: name.to_owned(),
                tag: TagName::new(tag).ok(),
            };
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn pages_of_the_portal_lead_to_the_same_place() {
        let base = "https://images.example.org/harbor/projects/3";
        for (path, name, picked) in [
            ("", "", ""),
            ("/repositories", "", ""),
            ("/members", "", ""),
            ("/repositories/astroml", "astroml", ""),
            (
                "/repositories/astroml/artifacts-tab?publicAndNotLogged=yes",
                "astroml",
                "",
            ),
            (
                "/repositories/base%2Fdebian/artifacts-tab",
                "base/debian",
                "",
            ),
            (
                "/repositories/base%252Fdebian/artifacts-tab",
                "base/debian",
                "",
            ),
            (
                "/repositories/astroml/artifacts-tab/artifacts/SHA?tab=overview",
                "astroml",
                "SHA",
            ),
            (
                "/repositories/astroml/artifacts-tab/depth/sha256:00000000000000000000000000000000/artifacts/SHA",
                "astroml",
                "SHA",
            ),
        ] {
            let expected = SearchTarget::Portal {
                project: ProjectId(3),
                repository: RepositoryName::new(name).ok(),
                pick: pick(picked),
            };
            assert_eq!(read(&format!("{base}{path}")), expected, "{path}");
        }
    }

    #[test]
    fn another_registrys_host_is_no_project() {
        for (text, host, path) in [
            (
                "10.0.0.7:5000/skaha/astroml:1",
                "10.0.0.7:5000",
                "skaha/astroml",
            ),
            (
                "https://other.example.org/harbor/projects/3/repositories/x",
                "other.example.org",
                "3/repositories/x",
            ),
        ] {
            let expected = SearchTarget::Elsewhere {
                host: host.to_owned(),
                path: path.to_owned(),
            };
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
