//! docker's `config.json`, as it is read.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use base64::{
    Engine as _,
    alphabet::STANDARD,
    engine::{GeneralPurpose, GeneralPurposeConfig},
};
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::{
    DockerLoginError,
    edit::{Members, Twice, place, with_member},
};

/// Links that lead to links are followed this often, as Linux does.
const LINKS: usize = 40;
const MARK: &[u8] = b"\xef\xbb\xbf";

/// What keeps the secret of a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeper {
    /// The program `docker-credential-<name>`.
    Helper(String),
    /// `config.json`, without encryption.
    Plain,
}

/// Who keeps a secret, and which member of the file says so.
pub(crate) struct KeptBy {
    pub(crate) keeper: Keeper,
    /// The member's name as it stands in the file: `credHelpers`, `credsStore` or `auths`.
    pub(crate) member: String,
    /// It is the helper for all registries (`credsStore`), which not every program asks.
    pub(crate) is_for_all: bool,
}

/// The settings file as it was read.
pub(crate) struct Config {
    /// Where it is, behind any links.
    pub(crate) file: PathBuf,
    /// What is in it, byte by byte; `None` where there is none yet.
    pub(crate) bytes: Option<Vec<u8>>,
    /// The same as text, without a byte order mark.
    text: String,
}

impl Config {
    /// Reads the file; one that is not there is an empty one.
    pub(crate) fn read(folder: &Path) -> Result<Self, DockerLoginError> {
        let link = folder.join("config.json");
        // A link stays one: what it leads to is changed.
        let file = resolved(&link).map_err(|error| unreadable(&link, &error))?;
        let malformed = |reason| DockerLoginError::Malformed {
            file: file.clone(),
            reason,
        };
        let bytes = match fs::metadata(&file) {
            // Reading a pipe would never end.
            Ok(found) if !found.is_file() => return Err(malformed("it is no file")),
            Ok(_) => Some(fs::read(&file).map_err(|error| unreadable(&file, &error))?),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(unreadable(&file, &error)),
        };
        if bytes.is_none() && file != link && !file.parent().is_some_and(Path::is_dir) {
            return Err(DockerLoginError::DanglingLink { link, target: file });
        }
        let text = bytes.as_deref().unwrap_or_default();
        let text = text.strip_prefix(MARK).unwrap_or(text);
        let text = std::str::from_utf8(text).map_err(|_| malformed("it is no UTF-8 text"))?;
        let text = match text.trim().is_empty() {
            true => "{}\n".to_owned(),
            false => text.to_owned(),
        };
        Ok(Self { file, bytes, text })
    }

    /// Whether it begins with a byte order mark, behind which no program reads it.
    pub(crate) fn has_mark(&self) -> bool {
        self.bytes
            .as_deref()
            .is_some_and(|bytes| bytes.starts_with(MARK))
    }

    /// Who is to keep the secret of a registry.
    pub(crate) fn kept_by(&self, registry: &str) -> Result<KeptBy, DockerLoginError> {
        let top = self.members(&self.text)?;
        let named = |member: &str, value: &str, is_for_all| {
            Ok(KeptBy {
                keeper: Keeper::Helper(self.string(value)?),
                member: member.to_owned(),
                is_for_all,
            })
        };
        let mut found = None;
        if let Some((member, helpers)) = self.known(&top, "credHelpers")?
            && let Some(name) = self.members(helpers)?.get(registry)
        {
            found = Some(named(&member, name, false)?);
        }
        if found.is_none()
            && let Some((member, name)) = self.known(&top, "credsStore")?
        {
            found = Some(named(&member, name, true)?);
        }
        match found {
            Some(KeptBy {
                keeper: Keeper::Helper(name),
                ..
            }) if !is_program(&name) && !name.is_empty() => Err(DockerLoginError::InvalidHelper),
            Some(kept) if kept.keeper != Keeper::Helper(String::new()) => Ok(kept),
            _ => Ok(KeptBy {
                keeper: Keeper::Plain,
                // One that is `null` is filled, in its own spelling.
                member: match top.known("auths").map_err(|twice| self.twice(twice))? {
                    Some(auths) => auths.name.to_owned(),
                    None => "auths".to_owned(),
                },
                is_for_all: false,
            }),
        }
    }

    /// The text with a registry's entry under `auths`.
    pub(crate) fn with_login(
        &self,
        registry: &str,
        entry: &str,
    ) -> Result<String, DockerLoginError> {
        let text = &self.text;
        let top = self.members(text)?;
        let auths = top.known("auths").map_err(|twice| self.twice(twice))?;
        let changed = match &auths {
            Some(auths) if auths.value != "null" => {
                with_member(text, place(text, auths.value), registry, entry, "\t\t")
            }
            _ => with_member("{}", 0..2, registry, entry, "\t\t").and_then(|value| {
                // The member that is there, in its own spelling: a second one would be read as well.
                let name = auths.as_ref().map_or("auths", |auths| auths.name);
                with_member(text, 0..text.len(), name, &value, "\t")
            }),
        };
        changed.ok_or_else(|| self.malformed("auths is not an object"))
    }

    /// Registries beside this one whose `auth` can't be decoded to a name and a secret: docker's own
    /// library then reads nothing at all from the file (docker/cli, `decodeAuth`).
    pub(crate) fn undecodable(&self, registry: &str) -> Vec<String> {
        let entries = self.entries();
        let entries = entries.iter().filter(|(key, _)| key != registry);
        let broken = entries.filter(|(_, entry)| {
            let auth = Members::read(entry)
                .and_then(|entry| entry.known("auth").ok().flatten().map(|auth| auth.value))
                .and_then(|auth| serde_json::from_str::<String>(auth).ok());
            auth.is_some_and(|auth| !auth.is_empty() && !is_pair(&auth))
        });
        broken.map(|(key, _)| key.clone()).collect()
    }

    /// Keys for parts of a registry (`host/project`).
    pub(crate) fn narrower(&self, registry: &str) -> Vec<String> {
        let entries = self.entries().into_iter().map(|(key, _)| key);
        entries
            .filter(|key| {
                let rest = key
                    .strip_prefix(registry)
                    .and_then(|key| key.strip_prefix('/'));
                rest.is_some_and(|rest| !rest.is_empty())
            })
            .collect()
    }

    /// What stands under `auths`; nothing where that is not an object.
    fn entries(&self) -> Vec<(String, &str)> {
        let top = Members::read(&self.text);
        let auths = top.and_then(|top| top.known("auths").ok().flatten().map(|auths| auths.value));
        let auths = auths.and_then(Members::read);
        let entries = auths.as_ref().map(|auths| auths.iter());
        let entries = entries.into_iter().flatten();
        entries
            .map(|(key, entry)| (key.to_owned(), entry))
            .collect()
    }

    /// A member that docker knows, in any case, with its name as it stands there; `null` is none.
    fn known<'a>(
        &self,
        members: &Members<'a>,
        name: &str,
    ) -> Result<Option<(String, &'a str)>, DockerLoginError> {
        let known = members.known(name).map_err(|twice| self.twice(twice))?;
        let known = known.filter(|known| known.value != "null");
        Ok(known.map(|known| (known.name.to_owned(), known.value)))
    }

    fn members<'a>(&self, text: &'a str) -> Result<Members<'a>, DockerLoginError> {
        Members::read(text)
            .ok_or_else(|| self.malformed("it is no JSON object, or has a name twice"))
    }

    fn string(&self, text: &str) -> Result<String, DockerLoginError> {
        let text = String::deserialize(&mut serde_json::Deserializer::from_str(text));
        text.map_err(|_| self.malformed("a credential helper's name is not a text"))
    }

    fn twice(&self, _: Twice) -> DockerLoginError {
        self.malformed("it has a name twice, in different cases")
    }

    fn malformed(&self, reason: &'static str) -> DockerLoginError {
        DockerLoginError::Malformed {
            file: self.file.clone(),
            reason,
        }
    }
}

fn unreadable(file: &Path, error: &std::io::Error) -> DockerLoginError {
    DockerLoginError::File {
        file: file.to_owned(),
        what: "read",
        reason: error.to_string(),
    }
}

/// Where a path leads through links, also where the last of them leads to nothing.
fn resolved(path: &Path) -> std::io::Result<PathBuf> {
    let mut at = path.to_owned();
    for _ in 0..LINKS {
        match fs::symlink_metadata(&at) {
            Ok(found) if found.is_symlink() => {
                let to = fs::read_link(&at)?;
                at = at.parent().unwrap_or(Path::new("")).join(to);
            }
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            Ok(_) | Err(_) => return Ok(at),
        }
    }
    Err(std::io::Error::other("its links lead in a circle"))
}

pub(crate) fn is_program(name: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    name.bytes().all(fits)
}

/// Whether an `auth` is what docker takes: base64 of a name, a colon and a secret. Go's decoder
/// skips line breaks and does not look at the last bits.
fn is_pair(auth: &str) -> bool {
    pair(auth).is_some()
}

/// The name and the secret in an `auth`.
pub(crate) fn pair(auth: &str) -> Option<(String, Zeroizing<String>)> {
    let decoder = GeneralPurpose::new(
        &STANDARD,
        GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
    );
    let auth: String = auth.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
    let pair = Zeroizing::new(decoder.decode(auth).ok()?);
    let at = pair.iter().position(|b| *b == b':').filter(|at| *at > 0)?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    // docker/cli takes zero bytes off the end (`decodeAuth`).
    let secret = Zeroizing::new(text(&pair[at + 1..]));
    let secret = Zeroizing::new(secret.trim_matches('\0').to_owned());
    Some((text(&pair[..at]), secret))
}
