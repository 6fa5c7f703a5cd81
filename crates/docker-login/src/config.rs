//! docker's `config.json`.

use std::{
    fs,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

use serde::Deserialize;

use crate::{
    DockerLoginError,
    edit::{Members, place, with_member},
};

/// What keeps the secret of a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeper {
    /// The program `docker-credential-<name>`.
    Helper(String),
    /// `config.json`, without encryption.
    Plain,
}

/// The settings file as it was read.
pub(crate) struct Config {
    /// Where it is, behind any links.
    pub(crate) file: PathBuf,
    text: String,
}

impl Config {
    /// Reads the file; one that is not there is an empty one.
    pub(crate) fn read(folder: &Path) -> Result<Self, DockerLoginError> {
        let file = folder.join("config.json");
        // A link stays one: what it leads to is replaced.
        let file = fs::canonicalize(&file).unwrap_or(file);
        let text = match fs::read_to_string(&file) {
            Ok(text) if text.trim().is_empty() => "{}\n".to_owned(),
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => "{}\n".to_owned(),
            Err(error) => {
                return Err(DockerLoginError::File {
                    file,
                    what: "read",
                    reason: error.to_string(),
                });
            }
        };
        Ok(Self { file, text })
    }

    /// Who is to keep the secret of a registry.
    pub(crate) fn keeper(&self, registry: &str) -> Result<Keeper, DockerLoginError> {
        let top = self.members(&self.text)?;
        let named = match top.get("credHelpers").filter(|text| *text != "null") {
            Some(helpers) => match self.members(helpers)?.get(registry) {
                Some(name) => Some(self.string(name)?),
                None => None,
            },
            None => None,
        };
        let named = match (named, top.get("credsStore").filter(|text| *text != "null")) {
            (Some(name), _) => Some(name),
            (None, Some(name)) => Some(self.string(name)?),
            (None, None) => None,
        };
        match named {
            Some(name) if !name.is_empty() => {
                let fits = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
                if !name.bytes().all(fits) {
                    return Err(DockerLoginError::InvalidHelper);
                }
                Ok(Keeper::Helper(name))
            }
            _ => Ok(Keeper::Plain),
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
        let auths = top.get("auths");
        let changed = match auths.filter(|auths| *auths != "null") {
            Some(auths) => with_member(text, place(text, auths), registry, entry, "\t\t"),
            None => with_member("{}", 0..2, registry, entry, "\t\t")
                .and_then(|auths| with_member(text, 0..text.len(), "auths", &auths, "\t")),
        };
        changed.ok_or_else(|| self.malformed("auths is not an object"))
    }

    /// Puts a new text in the file's place, all or nothing. A new file is its owner's alone; an old
    /// one's permissions stay.
    pub(crate) fn replace(&self, text: &str) -> Result<(), DockerLoginError> {
        self.try_replace(text)
            .map_err(|error| DockerLoginError::File {
                file: self.file.clone(),
                what: "written",
                reason: error.to_string(),
            })
    }

    fn try_replace(&self, text: &str) -> std::io::Result<()> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        create_folder(folder)?;
        // Made for its owner alone.
        let mut new = tempfile::NamedTempFile::new_in(folder)?;
        new.write_all(text.as_bytes())?;
        if let Ok(old) = fs::metadata(&self.file) {
            new.as_file().set_permissions(old.permissions())?;
        }
        new.as_file().sync_all()?;
        new.persist(&self.file)?;
        Ok(())
    }

    fn members<'a>(&self, text: &'a str) -> Result<Members<'a>, DockerLoginError> {
        Members::read(text)
            .ok_or_else(|| self.malformed("it is no JSON object, or has a name twice"))
    }

    fn string(&self, text: &str) -> Result<String, DockerLoginError> {
        let text = String::deserialize(&mut serde_json::Deserializer::from_str(text));
        text.map_err(|_| self.malformed("a credential helper's name is not a text"))
    }

    fn malformed(&self, reason: &'static str) -> DockerLoginError {
        DockerLoginError::Malformed {
            file: self.file.clone(),
            reason,
        }
    }
}

fn create_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
