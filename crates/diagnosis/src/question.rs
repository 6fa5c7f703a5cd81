//! What somebody pasted: a command, an image, or the error of a program.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What was to be done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    SignIn,
    #[default]
    Pull,
    Push,
}

impl Purpose {
    /// What a token must allow for it.
    pub fn actions(self) -> &'static [&'static str] {
        match self {
            Self::SignIn => &[],
            Self::Pull => &["pull"],
            Self::Push => &["pull", "push"],
        }
    }
}

/// What is to be found out. Names are as they were written: a wrong one is an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub purpose: Purpose,
    /// `host[:port]`, where one was named.
    pub host: Option<String>,
    /// A whole project (`host/project/*`), where no repository is named.
    pub project: Option<String>,
    /// `project/repository`
    pub repository: Option<String>,
    pub tag: Option<String>,
    pub digest: Option<String>,
    /// The program that was to do it, in lower case, where one was named.
    pub program: Option<String>,
}

/// A text in which neither a registry nor an image was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotUnderstood;

impl fmt::Display for NotUnderstood {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("this names neither a registry nor an image")
    }
}

impl std::error::Error for NotUnderstood {}

const PROGRAMS: [&str; 12] = [
    "docker",
    "podman",
    "nerdctl",
    "buildah",
    "skopeo",
    "helm",
    "oras",
    "crane",
    "regctl",
    "apptainer",
    "singularity",
    "ctr",
];

impl Question {
    /// The project that it is about.
    pub fn project_name(&self) -> Option<&str> {
        let of_repository = self.repository.as_deref();
        let of_repository = of_repository.map(|name| name.split('/').next().unwrap_or_default());
        of_repository.or(self.project.as_deref())
    }

    /// A repository to ask rights for: rights are the same in a whole project, so that any name does.
    pub fn scope(&self) -> Option<String> {
        let any = |project: &String| format!("{project}/any");
        self.repository
            .clone()
            .or_else(|| self.project.as_ref().map(any))
    }

    /// The image or the project as it was named; `None` for a sign-in.
    pub fn reference(&self) -> Option<String> {
        let Some(mut text) = self.repository.clone() else {
            return self.project.clone();
        };
        if let Some(tag) = &self.tag {
            text.push(':');
            text.push_str(tag);
        }
        if let Some(digest) = &self.digest {
            text.push('@');
            text.push_str(digest);
        }
        Some(text)
    }

    /// Whether it is about one of these programs, or one that uses their logins.
    pub fn is_about(&self, programs: &[String]) -> bool {
        let Some(named) = &self.program else {
            return false;
        };
        let named = match named.as_str() {
            "buildah" => "podman",
            "nerdctl" => "docker",
            other => other,
        };
        let mut programs = programs.iter();
        programs.any(|program| program.eq_ignore_ascii_case(named))
    }

    /// Reads a command, an image or an error, as somebody pastes it. `registry` is the host that
    /// is looked at; of a copy from one registry to another its own side counts.
    pub fn read(text: &str, registry: &str) -> Result<Self, NotUnderstood> {
        let words: Vec<&str> = text
            .split(|c: char| c.is_whitespace() || "\"'`[]()<>".contains(c))
            .map(|word| word.trim_end_matches([',', ';']))
            .filter(|word| !word.is_empty() && *word != "$" && *word != "sudo")
            .collect();
        if let Some(question) = refused(&words, registry) {
            return Ok(question);
        }
        let (purpose, rest) = match words.split_first() {
            Some((program, rest)) if is_program(program) => (None, rest),
            _ => (Some(spoken_purpose(&words)), words.as_slice()),
        };
        let command = purpose.is_none();
        let program = words.first().filter(|_| command);
        let program = program.map(|word| program_name(word).to_owned());
        let purpose = purpose.unwrap_or_else(|| commanded(rest));
        let named: Vec<Self> = rest
            .iter()
            .filter(|word| !word.starts_with('-'))
            .filter_map(|word| named(word, command && rest.len() > 1))
            .collect();
        let place = |question: &Self| {
            question
                .host
                .as_deref()
                .is_some_and(|host| host.eq_ignore_ascii_case(registry))
        };
        let copies = command && rest.iter().any(|word| ["copy", "cp"].contains(word));
        let found = named.iter().rposition(place).or(named.len().checked_sub(1));
        let Some(at) = found else {
            return match (purpose, command) {
                (Purpose::SignIn, true) => Ok(Self {
                    purpose,
                    program,
                    ..Self::default()
                }),
                _ => Err(NotUnderstood),
            };
        };
        let purpose = match copies {
            true if at == 0 && named.len() > 1 => Purpose::Pull,
            true => Purpose::Push,
            false => purpose,
        };
        let mut question = Self {
            purpose,
            program,
            ..named[at].clone()
        };
        if let (Purpose::Push, Some(chart)) = (purpose, chart(rest)) {
            question.add_chart(&chart);
        }
        Ok(question)
    }

    /// `helm push astro-1.2.3.tgz oci://host/project`: the chart's name and version are the file's.
    fn add_chart(&mut self, (name, version): &(String, String)) {
        let folder = self.repository.take();
        let folder = folder
            .map(|folder| format!("{folder}/"))
            .unwrap_or_default();
        self.repository = Some(format!("{folder}{name}"));
        // Helm writes a version's + as _ in tags.
        self.tag = Some(version.replace('+', "_"));
    }
}

fn is_program(word: &str) -> bool {
    PROGRAMS.contains(&program_name(word))
}

fn program_name(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or(word)
}

/// What a program was told to do.
fn commanded(words: &[&str]) -> Purpose {
    let has = |word: &str| words.contains(&word);
    if has("login") {
        Purpose::SignIn
    } else if has("push") || has("--push") || has("attach") || has("append") {
        Purpose::Push
    } else {
        Purpose::Pull
    }
}

/// What a text says was tried.
fn spoken_purpose(words: &[&str]) -> Purpose {
    let says = |part: &str| {
        words
            .iter()
            .any(|word| word.to_ascii_lowercase().contains(part))
    };
    if says("push") || says("/blobs/uploads") {
        Purpose::Push
    } else {
        Purpose::Pull
    }
}

/// Harbor's own words: `unauthorized to access repository: NAME, action: ACTION`.
fn refused(words: &[&str], registry: &str) -> Option<Question> {
    let after = |name: &str| {
        let at = words.iter().position(|word| *word == name)?;
        words
            .get(at + 1)
            .map(|word| word.trim_end_matches([',', '.', ':']).to_owned())
    };
    let repository = after("repository:")?;
    let action = after("action:")?;
    let purpose = match action.as_str() {
        "push" => Purpose::Push,
        _ => Purpose::Pull,
    };
    let host = Some(registry.to_owned());
    Some(Question {
        purpose,
        host,
        repository: Some(repository),
        ..Question::default()
    })
}

/// A chart's name and version, of a file that is pushed.
fn chart(words: &[&str]) -> Option<(String, String)> {
    let file = words.iter().find_map(|word| word.strip_suffix(".tgz"))?;
    let file = file.rsplit('/').next().unwrap_or(file);
    let starts = file.match_indices('-').map(|(at, _)| at);
    let begins = |at: &usize| file[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    let at = starts.into_iter().find(begins)?;
    Some((file[..at].to_owned(), file[at + 1..].to_owned()))
}

/// A registry or an image in a word. `bare` words without a host are images only in commands.
fn named(word: &str, command: bool) -> Option<Question> {
    let (scheme, rest) = match word.split_once("://") {
        Some((scheme, rest)) => (scheme, rest),
        None => ("", word),
    };
    if !matches!(scheme, "" | "docker" | "oci" | "http" | "https") || rest.ends_with(".tgz") {
        return None;
    }
    // Addresses of errors: `https://host/v2/project/repository/manifests/tag`.
    if matches!(scheme, "http" | "https") {
        return Some(from_address(rest.trim_end_matches([':', '.'])));
    }
    let (first, path) = match rest.split_once('/') {
        Some((first, path)) => (first, Some(path)),
        None => (rest, None),
    };
    let is_host = |text: &str| {
        let name = text.split(':').next().unwrap_or_default();
        let fits = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
        (text.contains(['.', ':']) || name == "localhost") && text.chars().all(fits)
    };
    match path {
        Some(path) if is_host(first) => Some(with_path(Some(first), path)),
        Some(_) if command || rest.contains(':') => Some(with_path(None, rest)),
        Some(_) if is_repository(rest) => Some(with_path(None, rest)),
        None if !scheme.is_empty() || (is_host(first) && is_server(first)) => Some(Question {
            host: Some(first.to_owned()),
            ..Question::default()
        }),
        _ => None,
    }
}

/// `host` with a dot, or `host:port`: and no image's tag.
fn is_server(text: &str) -> bool {
    match text.split_once(':') {
        Some((_, port)) => port.parse::<u16>().is_ok(),
        None => text.contains('.') && !text.starts_with('.') && !text.ends_with('.'),
    }
}

fn is_repository(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "._-/:@".contains(c);
    !text.starts_with(['/', '.']) && !text.ends_with('/') && text.chars().all(fits)
}

fn with_path(host: Option<&str>, path: &str) -> Question {
    let (path, digest) = match path.split_once('@') {
        Some((path, digest)) => (path, Some(digest.to_owned())),
        None => (path, None),
    };
    let (path, tag) = match path.rsplit_once(':') {
        Some((path, tag)) if !tag.contains('/') => (path, Some(tag.to_owned())),
        _ => (path, None),
    };
    let path = path.trim_end_matches('/');
    if let Some(project) = path.strip_suffix("/*") {
        return Question {
            host: host.map(str::to_owned),
            project: Some(project.to_owned()),
            ..Question::default()
        };
    }
    Question {
        host: host.map(str::to_owned),
        repository: (!path.is_empty()).then(|| path.to_owned()),
        tag: tag.filter(|tag| !tag.is_empty()),
        digest,
        ..Question::default()
    }
}

fn from_address(rest: &str) -> Question {
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let path = path.split('?').next().unwrap_or_default();
    let path = path.strip_prefix("v2/").unwrap_or(path);
    let kinds = ["/manifests/", "/blobs/", "/tags/"];
    let cut = kinds
        .iter()
        .find_map(|kind| path.split_once(kind).map(|(name, end)| (name, *kind, end)));
    let (name, reference) = match cut {
        Some((name, "/manifests/", reference)) => (Some(name), Some(reference)),
        Some((name, ..)) => (Some(name), None),
        None => (None, None),
    };
    let (digest, tag) = match reference {
        Some(digest) if digest.contains(':') => (Some(digest.to_owned()), None),
        tag => (None, tag.map(str::to_owned)),
    };
    Question {
        host: Some(host.to_owned()),
        repository: name.map(str::to_owned),
        tag,
        digest,
        ..Question::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "images.example.org";

    fn read(text: &str) -> (Purpose, String) {
        let question = Question::read(text, HERE).expect(text);
        let host = question.host.clone().unwrap_or_default();
        (
            question.purpose,
            format!("{host} {}", question.reference().unwrap_or_default()),
        )
    }

    #[test]
    fn commands_say_what_is_to_be_done_with_which_image() {
        use Purpose::{Pull, Push, SignIn};
        for (text, purpose, named) in [
            (
                "docker push images.example.org/skaha/astroml:25.12",
                Push,
                "images.example.org skaha/astroml:25.12",
            ),
            (
                "$ sudo podman pull images.example.org/skaha/a/b",
                Pull,
                "images.example.org skaha/a/b",
            ),
            (
                "docker run --rm -it images.example.org/skaha/x:1 bash",
                Pull,
                "images.example.org skaha/x:1",
            ),
            (
                "docker buildx build --push -t images.example.org/p/r:2 .",
                Push,
                "images.example.org p/r:2",
            ),
            (
                "skopeo copy docker://docker.io/library/alpine docker://images.example.org/p/alpine:3",
                Push,
                "images.example.org p/alpine:3",
            ),
            (
                "skopeo copy docker://images.example.org/p/alpine:3 docker://quay.io/q/alpine:3",
                Pull,
                "images.example.org p/alpine:3",
            ),
            (
                "helm push astro-1.2.3+b5.tgz oci://images.example.org/charts",
                Push,
                "images.example.org charts/astro:1.2.3_b5",
            ),
            (
                "helm pull oci://images.example.org/charts/astro --version 1.2.3",
                Pull,
                "images.example.org charts/astro",
            ),
            (
                "docker login images.example.org",
                SignIn,
                "images.example.org ",
            ),
            (
                "docker login -u ada localhost:5000",
                SignIn,
                "localhost:5000 ",
            ),
            ("docker pull Skaha/Tool", Pull, " Skaha/Tool"),
            (
                "images.example.org/skaha/astroml@sha256:00",
                Pull,
                "images.example.org skaha/astroml@sha256:00",
            ),
            ("skaha/astroml:25.12", Pull, " skaha/astroml:25.12"),
        ] {
            assert_eq!(read(text), (purpose, named.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_whole_project_is_asked_about_by_any_of_its_names() {
        let text = "docker pull images.example.org/skaha/*";
        let question = Question::read(text, HERE).expect(text);
        assert_eq!(question.repository, None);
        assert_eq!(question.project_name(), Some("skaha"));
        assert_eq!(question.scope().as_deref(), Some("skaha/any"));
        assert_eq!(question.reference().as_deref(), Some("skaha"));
        let question = Question::read("skaha/astroml:1", HERE).expect("an image");
        assert_eq!(question.project_name(), Some("skaha"));
        assert_eq!(question.scope().as_deref(), Some("skaha/astroml"));
    }

    #[test]
    fn a_command_names_its_program() {
        for (text, program) in [
            ("docker push p/r:1", Some("docker")),
            (
                "sudo /usr/bin/podman login images.example.org",
                Some("podman"),
            ),
            ("docker login", Some("docker")),
            ("images.example.org/p/r:1", None),
            ("unauthorized to access repository: p/r, action: pull", None),
        ] {
            let question = Question::read(text, HERE).expect(text);
            assert_eq!(question.program.as_deref(), program, "{text}");
        }
    }

    #[test]
    fn errors_say_it_as_well() {
        for (text, purpose, named) in [
            (
                "unauthorized: unauthorized to access repository: skaha/astroml, action: push: unauthorized to access repository: skaha/astroml, action: push",
                Purpose::Push,
                "images.example.org skaha/astroml",
            ),
            (
                "The push refers to repository [images.example.org/skaha/astroml]",
                Purpose::Push,
                "images.example.org skaha/astroml",
            ),
            (
                "Error response from daemon: Get \"https://images.example.org/v2/\": tls: failed to verify certificate",
                Purpose::Pull,
                "images.example.org ",
            ),
            (
                "failed to resolve https://images.example.org/v2/p/r/manifests/1.0: 401",
                Purpose::Pull,
                "images.example.org p/r:1.0",
            ),
        ] {
            assert_eq!(read(text), (purpose, named.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_names_nothing_is_not_guessed_at() {
        for text in [
            "",
            "help",
            "denied: requested access to the resource is denied",
            "docker push",
        ] {
            assert_eq!(Question::read(text, HERE), Err(NotUnderstood), "{text}");
        }
    }
}
