//! The login that each program would use for a registry.
//!
//! Source: docker/cli (`cli/config/credentials`), containers/image (`pkg/docker/config`), ORAS
//! (`registry/remote/credentials`, with Helm's own file before docker's), and runs of skopeo 1.9,
//! ORAS 1.3 and Helm 4.3 with each kind of file.

use std::{
    collections::HashMap,
    fmt, fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value};
use zeroize::Zeroizing;

use crate::{
    Places,
    config::{self, Keeper},
    edit::folded,
    helper,
    readers::{CONTAINERS, Program},
};

/// What docker writes as the name where a helper keeps an identity token.
const TOKEN: &str = "<token>";

/// A login that was found. Its secret is not printed, and its memory is overwritten in the end.
#[derive(Clone)]
pub struct StoredLogin {
    pub user: String,
    secret: Zeroizing<String>,
    pub by: Keeper,
    /// The file that holds it, or names the helper.
    pub file: PathBuf,
    /// The secret is an identity token, which Harbor's token service takes from nobody.
    pub is_identity_token: bool,
}

impl StoredLogin {
    /// The password, robot's secret or CLI secret: for the token service alone.
    pub fn secret(&self) -> &str {
        &self.secret
    }
}

impl fmt::Debug for StoredLogin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("StoredLogin")
            .field("user", &self.user)
            .field("by", &self.by)
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

/// What programs find for a registry.
#[derive(Debug, Clone)]
pub enum Lookup {
    Login(StoredLogin),
    /// They would ask as nobody.
    Nothing,
    /// A file can't be read, or its helper failed: they stop, or go on as nobody.
    Failed {
        file: PathBuf,
        reason: String,
    },
}

/// Finds the logins that docker, Podman, skopeo and Helm would use for a registry (`host[:port]`),
/// and for a repository (`project/repository`) where one is named. Nothing is written. A credential
/// helper may ask the person to unlock something.
pub async fn find(
    places: &Places,
    registry: &str,
    repository: Option<&str>,
) -> Vec<(Vec<Program>, Lookup)> {
    let docker = places.folder.join("config.json");
    let mut search = Search {
        helpers: places.helpers.as_deref(),
        registry,
        repository,
        asked: HashMap::new(),
    };
    let others = &places.others;
    // The programs that read their own files first, and those that read none before docker's.
    let containers: Vec<(Vec<Program>, Vec<PathBuf>)> = match &others.registry_auth_file {
        Some(only) => vec![(CONTAINERS.to_vec(), vec![only.clone()])],
        None => {
            let all = others.containers.iter().chain([&docker]).cloned().collect();
            let first = others.readers_of_own();
            let rest = CONTAINERS.into_iter().filter(|one| !first.contains(one));
            let rest: Vec<_> = rest.collect();
            let of_docker = (!rest.is_empty()).then(|| (rest, vec![docker.clone()]));
            of_docker
                .into_iter()
                .chain([(first.to_vec(), all)])
                .collect()
        }
    };
    let helm = others.helm.iter().chain([&docker]).cloned().collect();
    let of_docker = search.walk(Reader::Docker, vec![docker]).await;
    let mut found = vec![(vec![Program::Docker], of_docker)];
    for (programs, files) in containers {
        found.push((programs, search.walk(Reader::Containers, files).await));
    }
    found.push((vec![Program::Helm], search.walk(Reader::Oras, helm).await));
    found
}

/// The libraries with which programs read logins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    Docker,
    Containers,
    Oras,
}

/// What a helper answered.
type Answer = Result<Option<(String, Zeroizing<String>)>, String>;

struct Search<'a> {
    helpers: Option<&'a Path>,
    registry: &'a str,
    repository: Option<&'a str>,
    /// Each helper is asked once: it may ask the person each time.
    asked: HashMap<String, Answer>,
}

impl Search<'_> {
    /// Goes through files until one has a login, or can't be read.
    async fn walk(&mut self, reader: Reader, files: Vec<PathBuf>) -> Lookup {
        for file in files {
            match self.look_into(reader, &file).await {
                Ok(Some(login)) => return Lookup::Login(login),
                Ok(None) => {}
                Err(reason) => return Lookup::Failed { file, reason },
            }
        }
        Lookup::Nothing
    }

    async fn look_into(
        &mut self,
        reader: Reader,
        file: &Path,
    ) -> Result<Option<StoredLogin>, String> {
        let Some(settings) = Settings::read(reader, file)? else {
            return Ok(None);
        };
        if reader == Reader::Docker {
            settings.all_decode()?;
        }
        let Some(helper) = settings.helper(self.registry) else {
            return settings.entry(self.registry, self.repository, file);
        };
        let found = self.ask(&helper).await;
        let found = found.map_err(|reason| format!("docker-credential-{helper}: {reason}"))?;
        Ok(found.map(|(user, secret)| StoredLogin {
            is_identity_token: user == TOKEN,
            user,
            secret,
            by: Keeper::Helper(helper),
            file: file.to_owned(),
        }))
    }

    async fn ask(&mut self, name: &str) -> Answer {
        if !config::is_program(name) {
            return Err("this can't be a program".to_owned());
        }
        if let Some(answer) = self.asked.get(name) {
            return answer.clone();
        }
        let answer = helper::get(name, self.helpers, self.registry).await;
        self.asked.insert(name.to_owned(), answer.clone());
        answer
    }
}

/// A file in docker's form.
struct Settings {
    reader: Reader,
    members: Map<String, Value>,
}

impl Settings {
    /// `None` where there is none.
    fn read(reader: Reader, file: &Path) -> Result<Option<Self>, String> {
        match fs::metadata(file) {
            // Reading a pipe would never end.
            Ok(found) if !found.is_file() => return Err("it is no file".to_owned()),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Ok(_) | Err(_) => {}
        }
        let bytes = fs::read(file).map(Zeroizing::new);
        let bytes = bytes.map_err(|error| error.to_string())?;
        if bytes.trim_ascii().is_empty() {
            return Ok(None);
        }
        // The parser's own words may repeat what stands there.
        let members = serde_json::from_slice(&bytes)
            .map_err(|error| format!("it is no JSON object (line {})", error.line()))?;
        Ok(Some(Self { reader, members }))
    }

    /// Go compares names without regard to case; ORAS does not.
    fn member<'m>(&self, of: &'m Map<String, Value>, name: &str) -> Option<&'m Value> {
        match self.reader {
            Reader::Oras => of.get(name),
            Reader::Docker | Reader::Containers => {
                let wanted = folded(name);
                let found = of.iter().find(|(known, _)| folded(known) == wanted);
                found.map(|(_, value)| value)
            }
        }
    }

    fn object(&self, name: &str) -> Option<&Map<String, Value>> {
        self.member(&self.members, name)?.as_object()
    }

    /// The helper that is asked for a registry.
    fn helper(&self, registry: &str) -> Option<String> {
        let text = |value: &Value| {
            let name = value.as_str().filter(|name| !name.is_empty());
            name.map(str::to_owned)
        };
        let own = self.object("credHelpers").and_then(|all| all.get(registry));
        match (own, self.reader) {
            (Some(own), _) => text(own),
            // Podman and skopeo don't know of a helper for all.
            (None, Reader::Containers) => None,
            (None, Reader::Docker | Reader::Oras) => {
                text(self.member(&self.members, "credsStore")?)
            }
        }
    }

    /// docker reads nothing from a file with one `auth` that can't be decoded.
    fn all_decode(&self) -> Result<(), String> {
        for (key, entry) in self.object("auths").into_iter().flatten() {
            let Some(entry) = entry.as_object() else {
                continue;
            };
            let auth = self.member(entry, "auth").and_then(Value::as_str);
            if auth.is_some_and(|auth| !auth.is_empty() && config::pair(auth).is_none()) {
                return Err(format!("the entry of {key} can't be decoded"));
            }
        }
        Ok(())
    }

    /// The login that stands in the file itself.
    fn entry(
        &self,
        registry: &str,
        repository: Option<&str>,
        file: &Path,
    ) -> Result<Option<StoredLogin>, String> {
        let Some(auths) = self.object("auths") else {
            return Ok(None);
        };
        let Some((key, entry)) = self.matching(auths, registry, repository) else {
            return Ok(None);
        };
        let Some(entry) = entry.as_object() else {
            return Ok(None);
        };
        let text = |name| {
            let value = self.member(entry, name).and_then(Value::as_str);
            value.filter(|text| !text.is_empty())
        };
        let pair = match text("auth") {
            Some(auth) => {
                let pair = config::pair(auth);
                Some(pair.ok_or_else(|| format!("the entry of {key} can't be decoded"))?)
            }
            // Podman and skopeo read `auth` alone.
            None if self.reader == Reader::Containers => None,
            None => text("username")
                .zip(text("password"))
                .map(|(user, secret)| {
                    let secret = Zeroizing::new(secret.to_owned());
                    (user.to_owned(), secret)
                }),
        };
        let token = text("identitytoken").map(|token| Zeroizing::new(token.to_owned()));
        let is_identity_token = token.is_some();
        let (user, secret) = match (pair, token) {
            (pair, Some(token)) => (pair.map(|(user, _)| user).unwrap_or_default(), token),
            (Some(pair), None) => pair,
            (None, None) => return Ok(None),
        };
        Ok(Some(StoredLogin {
            user,
            secret,
            by: Keeper::Plain,
            file: file.to_owned(),
            is_identity_token,
        }))
    }

    /// The entry that goes first.
    fn matching<'m>(
        &self,
        auths: &'m Map<String, Value>,
        registry: &str,
        repository: Option<&str>,
    ) -> Option<(&'m String, &'m Value)> {
        if self.reader == Reader::Containers
            && let Some(repository) = repository
        {
            let whole = format!("{registry}/{repository}");
            let mut key = whole.as_str();
            while key.len() > registry.len() {
                if let Some(found) = auths.get_key_value(key) {
                    return Some(found);
                }
                key = key.rsplit_once('/').map_or("", |(parent, _)| parent);
            }
        }
        if let Some(found) = auths.get_key_value(registry) {
            return Some(found);
        }
        auths.iter().find(|(key, _)| {
            let address = ["https://", "http://"]
                .iter()
                .find_map(|scheme| key.strip_prefix(scheme));
            // For Podman and skopeo only an address has a path that doesn't count.
            if address.is_none() && self.reader == Reader::Containers {
                return false;
            }
            let place = address.unwrap_or(key);
            place.split('/').next() == Some(registry)
        })
    }
}
