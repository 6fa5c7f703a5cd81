//! Writes a registry's login where docker, and most programs beside it, look for it; finds the one that
//! each of them would use.
//!
//! Source: docker's `config.json` (`docker login` reference, *Credential stores*) and the protocol
//! of docker-credential-helpers.
//!
//! Invariants: a secret is never in a program's arguments, in an error or in `Debug`. A settings
//! file that can't be understood is left untouched, and nothing in it but the login is changed.

mod config;
mod edit;
mod helper;
mod lookup;
mod readers;
mod replacement;

use std::{fmt, path::PathBuf};

use base64::{Engine as _, prelude::BASE64_STANDARD};

pub use config::Keeper;
use config::{Config, KeptBy};
pub use lookup::{Lookup, StoredLogin, find};
pub use readers::{Cause, Hindrance, OtherFiles, Program};
pub use replacement::Change;
use replacement::Replacement;

/// Where logins are written, and what stands beside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// docker's settings folder.
    pub folder: PathBuf,
    /// Where helpers are; `None`: where the system looks for programs.
    pub helpers: Option<PathBuf>,
    /// Other programs' files.
    pub others: OtherFiles,
}

impl Places {
    /// As the environment has them: the folder is `DOCKER_CONFIG`, or `.docker` in the home folder.
    pub fn from_environment() -> Result<Self, DockerLoginError> {
        let folder = match std::env::var_os("DOCKER_CONFIG").filter(|value| !value.is_empty()) {
            Some(folder) => folder.into(),
            None => std::env::home_dir()
                .map(|home| home.join(".docker"))
                .ok_or(DockerLoginError::NoHome)?,
        };
        Ok(Self {
            folder,
            helpers: None,
            others: OtherFiles::from_environment(),
        })
    }
}

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

/// A login that was written: where, and who finds it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The settings file, behind any links.
    pub file: PathBuf,
    pub by: Keeper,
    pub change: Change,
    /// Others could read the file, and now can't.
    pub closed_to_others: bool,
    /// A byte order mark was taken away, behind which no program reads the file.
    pub mark_removed: bool,
    /// Programs that find the login.
    pub read_by: Vec<Program>,
    /// What keeps the others from it.
    pub hindrances: Vec<Hindrance>,
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
    /// Nothing was made in the place of the link, and no folder where it leads.
    #[error(
        "{} leads to {}, and that folder is not there",
        link.display(),
        target.display()
    )]
    DanglingLink { link: PathBuf, target: PathBuf },
    /// The file was to hold the secret, and can't be made its owner's alone.
    #[error("others can read {}, and that can't be changed", file.display())]
    OpenToOthers { file: PathBuf },
    /// The settings name a helper whose name can't be a program's.
    #[error("docker's settings name a credential helper that can't be one")]
    InvalidHelper,
    /// The settings name a helper that is not there, or it failed. Nothing was written in its place.
    #[error("the helper docker-credential-{name} failed: {reason}")]
    Helper { name: String, reason: String },
    /// A helper said that it has the login, and does not give it back. The file is untouched.
    #[error("the helper docker-credential-{name} took the login but does not keep it: {reason}")]
    NotKept { name: String, reason: String },
    /// A helper has the login; the file could be written a moment before, and now can't.
    #[error("the helper docker-credential-{name} has the login, but then {error}")]
    FileAfterHelper {
        name: String,
        #[source]
        error: Box<DockerLoginError>,
    },
    /// There is no helper, and a file without encryption was not agreed to.
    #[error("docker has no credential helper, so its settings file would hold the secret itself")]
    Plain { file: PathBuf },
}

/// Writes a login: to the registry's own helper (`credHelpers`), else to the one for all
/// (`credsStore`), else into the file if `plain_allowed`.
///
/// What can fail is tried before anything is stored.
pub async fn write(
    places: &Places,
    login: Login<'_>,
    plain_allowed: bool,
) -> Result<Written, DockerLoginError> {
    check(&login)?;
    let config = Config::read(&places.folder)?;
    let kept = config.kept_by(login.registry)?;
    let change = match &kept.keeper {
        Keeper::Plain if !plain_allowed => {
            return Err(DockerLoginError::Plain { file: config.file });
        }
        Keeper::Plain => {
            let pair = format!("{}:{}", login.user, login.secret);
            let auth = BASE64_STANDARD.encode(pair);
            let entry = format!("{{\n\t\t\t\"auth\": \"{auth}\"\n\t\t}}");
            Entry::of(&config, &login, &entry)?.write(true)?
        }
        // What docker itself writes: an empty entry says that a helper has the secret, and takes the
        // place of one that held it.
        Keeper::Helper(name) => {
            Entry::of(&config, &login, "{}")?.try_out()?;
            helper::store(name, places.helpers.as_deref(), &login).await?;
            // The helper may have waited for a person, and another program may have written.
            let again = Config::read(&places.folder);
            again
                .and_then(|config| Entry::of(&config, &login, "{}")?.write(false))
                .map_err(|error| DockerLoginError::FileAfterHelper {
                    name: name.clone(),
                    error: Box::new(error),
                })?
        }
    };
    Ok(written(config, kept, change, &login, places))
}

/// What came of it, and who finds the login.
fn written(
    config: Config,
    kept: KeptBy,
    (change, closed_to_others): (Change, bool),
    login: &Login<'_>,
    places: &Places,
) -> Written {
    let hindrances = readers::hindrances(&config, &kept, login.registry, &places.others);
    Written {
        mark_removed: config.has_mark(),
        file: config.file,
        by: kept.keeper,
        change,
        closed_to_others,
        read_by: readers::readers(&hindrances),
        hindrances,
    }
}

/// The file with a registry's entry in it.
struct Entry<'a> {
    config: &'a Config,
    text: String,
}

impl<'a> Entry<'a> {
    fn of(config: &'a Config, login: &Login<'_>, entry: &str) -> Result<Self, DockerLoginError> {
        let text = config.with_login(login.registry, entry)?;
        Ok(Self { config, text })
    }

    fn is_there(&self) -> bool {
        self.config.bytes.as_deref() == Some(self.text.as_bytes())
    }

    /// Finds out whether the file can be written, and leaves it as it is.
    fn try_out(&self) -> Result<(), DockerLoginError> {
        if self.is_there() {
            return Ok(());
        }
        self.replacement(false).map(drop)
    }

    /// Writes the file. `private`: others must not be able to read it; whether they could before is
    /// given back.
    fn write(&self, private: bool) -> Result<(Change, bool), DockerLoginError> {
        let is_open = private
            && self.config.bytes.is_some()
            && replacement::others_may_open(&self.config.file);
        if self.is_there() && !is_open {
            return Ok((Change::None, false));
        }
        Ok((self.replacement(private)?.commit()?, is_open))
    }

    fn replacement(&self, private: bool) -> Result<Replacement<'_>, DockerLoginError> {
        let config = self.config;
        Replacement::prepare(&config.file, config.bytes.as_deref(), &self.text, private)
    }
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
