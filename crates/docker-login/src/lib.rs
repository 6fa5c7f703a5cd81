//! Writes a registry's login where docker, and most programs beside it, look for it.
//!
//! Source: docker's `config.json` (`docker login` reference, *Credential stores*) and the protocol
//! of docker-credential-helpers.
//!
//! Invariants: a secret is never in a program's arguments, in an error or in `Debug`. A settings
//! file that can't be understood is left untouched, and nothing in it but the login is changed.

mod config;
mod edit;
mod helper;

use std::{
    fmt,
    path::{Path, PathBuf},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};

use config::Config;
pub use config::Keeper;

/// A name and a secret for one registry.
#[derive(Clone, Copy)]
pub struct Login<'a> {
    /// `host[:port]`
    pub registry: &'a str,
    pub user: &'a str,
    pub secret: &'a str,
}

impl fmt::Debug for Login<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Login")
            .field("registry", &self.registry)
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// Where a login was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The settings file.
    pub file: PathBuf,
    pub by: Keeper,
}

/// Why a login was not written. No text in here holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum DockerLoginError {
    #[error("there is no home folder, so docker's settings can't be found")]
    NoHome,
    /// `host[:port]` and nothing else can be written.
    #[error("this is not a registry's host")]
    InvalidRegistry,
    /// In the file, name and secret are parted by a colon.
    #[error("a user name with a colon or control character can't be written")]
    InvalidUser,
    #[error("{} could not be {what}: {reason}", file.display())]
    File {
        file: PathBuf,
        /// `read` or `written`.
        what: &'static str,
        reason: String,
    },
    /// It was left as it is.
    #[error("{} is not a settings file of docker's: {reason}", file.display())]
    Malformed { file: PathBuf, reason: &'static str },
    /// The settings name a helper whose name can't be a program's.
    #[error("docker's settings name a credential helper that can't be one")]
    InvalidHelper,
    /// The settings name a helper that is not there, or it failed. Nothing was written in its place.
    #[error("docker-credential-{name}: {reason}")]
    Helper { name: String, reason: String },
    /// There is no helper, and a file without encryption was not agreed to.
    #[error("docker has no credential helper, so its settings file would hold the secret itself")]
    Plain { file: PathBuf },
}

/// docker's settings folder: `DOCKER_CONFIG`, or `.docker` in the home folder.
pub fn folder() -> Result<PathBuf, DockerLoginError> {
    match std::env::var_os("DOCKER_CONFIG").filter(|value| !value.is_empty()) {
        Some(folder) => Ok(folder.into()),
        None => std::env::home_dir()
            .map(|home| home.join(".docker"))
            .ok_or(DockerLoginError::NoHome),
    }
}

/// Writes a login: to the registry's own helper (`credHelpers`), else to the one for all
/// (`credsStore`), else into the file if `plain_allowed`. Helpers are looked for on `path`, or
/// where the system looks for programs.
pub async fn write(
    folder: &Path,
    path: Option<&Path>,
    login: Login<'_>,
    plain_allowed: bool,
) -> Result<Written, DockerLoginError> {
    check(&login)?;
    let config = Config::read(folder)?;
    let by = config.keeper(login.registry)?;
    // What docker itself writes: an empty entry says that a helper has the secret, and takes the
    // place of one that held it.
    let entry = match &by {
        Keeper::Helper(_) => "{}".to_owned(),
        Keeper::Plain if !plain_allowed => {
            return Err(DockerLoginError::Plain { file: config.file });
        }
        Keeper::Plain => {
            let pair = format!("{}:{}", login.user, login.secret);
            let auth = BASE64_STANDARD.encode(pair);
            format!("{{\n\t\t\t\"auth\": \"{auth}\"\n\t\t}}")
        }
    };
    // Before the helper is asked: a file that can't be changed must not leave half a login.
    let text = config.with_login(login.registry, &entry)?;
    if let Keeper::Helper(name) = &by {
        helper::store(name, path, &login).await?;
    }
    config.replace(&text)?;
    Ok(Written {
        file: config.file,
        by,
    })
}

fn check(login: &Login<'_>) -> Result<(), DockerLoginError> {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b".-:[]_".contains(&b);
    if login.registry.is_empty() || !login.registry.bytes().all(fits) {
        return Err(DockerLoginError::InvalidRegistry);
    }
    let is_bad = |c: char| c == ':' || c.is_control();
    if login.user.is_empty() || login.user.contains(is_bad) {
        return Err(DockerLoginError::InvalidUser);
    }
    Ok(())
}
