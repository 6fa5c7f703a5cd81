//! Which programs find a login that was written for docker, and what keeps others from it.
//!
//! Source: runs of crane 0.20 and 0.22, Helm 3.19 and 4.3, ORAS 1.3, regctl 0.11 and skopeo 1.9 with
//! each kind of file, and of Podman 4.3, Buildah 1.28 and skopeo 1.9 with each variable. Docker reads with
//! crane's library, Podman and Buildah with skopeo's, but they choose the files otherwise.

use std::{
    ffi::OsString,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value};

use crate::{
    config::{Config, Keeper, KeptBy},
    edit::folded,
};

/// A program that signs in to registries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    Docker,
    Podman,
    Skopeo,
    Crane,
    Helm,
    Oras,
    Regctl,
}

impl Program {
    pub const ALL: [Self; 7] = [
        Self::Docker,
        Self::Podman,
        Self::Skopeo,
        Self::Crane,
        Self::Helm,
        Self::Oras,
        Self::Regctl,
    ];

    /// As it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Docker => "Docker",
            Self::Podman => "Podman",
            Self::Skopeo => "skopeo",
            Self::Crane => "crane",
            Self::Helm => "Helm",
            Self::Oras => "ORAS",
            Self::Regctl => "regctl",
        }
    }
}

/// Programs with one library for logins.
pub(crate) const CONTAINERS: [Program; 2] = [Program::Podman, Program::Skopeo];
const ORAS: [Program; 2] = [Program::Helm, Program::Oras];
const DOCKER: [Program; 2] = [Program::Docker, Program::Crane];

/// What keeps programs from a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hindrance {
    pub programs: Vec<Program>,
    pub cause: Cause,
}

/// Why programs don't find a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// They don't ask the helper that is named for all registries.
    CredentialStore,
    /// They know the member by its usual spelling only, and here it is this.
    Spelling { member: String },
    /// A file of theirs, with a login for the registry, goes first.
    OwnEntry { file: PathBuf },
    /// A file of theirs names a credential helper, which may have an older login.
    OwnHelper { file: PathBuf },
    /// A file of theirs goes first, and can't be read.
    OwnFileUnreadable { file: PathBuf },
    /// `REGISTRY_AUTH_FILE` names the only file that they read.
    OtherFile { file: PathBuf },
    /// Entries of docker's settings for parts of the registry go first there.
    Narrower { keys: Vec<String> },
    /// They read nothing, as long as these registries' entries can't be decoded.
    Undecodable { registries: Vec<String> },
}

/// Where other programs keep logins of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OtherFiles {
    /// The one file that Podman and skopeo read, where a person has said so.
    pub registry_auth_file: Option<PathBuf>,
    /// Those that they read before docker's.
    pub containers: Vec<PathBuf>,
    /// `DOCKER_CONFIG` is set. Podman then reads docker's settings and no file before them
    /// (containers/common, `GetDefaultAuthFile`); skopeo goes on reading its own first.
    pub is_docker_config_set: bool,
    /// The one that Helm reads before docker's.
    pub helm: Option<PathBuf>,
}

impl OtherFiles {
    /// As the environment and the system have them.
    pub fn from_environment() -> Self {
        let set = |name: &str| std::env::var_os(name);
        Self::of(set, std::env::home_dir().as_deref(), runtime_folder())
    }

    /// The programs of the containers' library that read their own files before docker's.
    pub(crate) fn readers_of_own(&self) -> &'static [Program] {
        match self.is_docker_config_set {
            true => &[Program::Skopeo],
            false => &CONTAINERS,
        }
    }

    /// `set` gives the environment's variables; `runtime` is where a system without
    /// `XDG_RUNTIME_DIR` keeps what ends with a session.
    fn of(
        set: impl Fn(&str) -> Option<OsString>,
        home: Option<&Path>,
        runtime: Option<PathBuf>,
    ) -> Self {
        let path = |name| {
            set(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let is_linux = cfg!(target_os = "linux");
        let under_home = |folder: &str| home.map(|home| home.join(folder));
        let config = path("XDG_CONFIG_HOME").or_else(|| under_home(".config"));
        let runtime = match path("XDG_RUNTIME_DIR") {
            Some(folder) => Some(folder.join("containers")),
            None => runtime,
        };
        let containers = [
            runtime.filter(|_| is_linux),
            config.as_ref().map(|folder| folder.join("containers")),
        ];
        let helm = path("HELM_CONFIG_HOME").or_else(|| {
            if path("XDG_CONFIG_HOME").is_some() || is_linux {
                config.map(|folder| folder.join("helm"))
            } else if cfg!(windows) {
                path("APPDATA").map(|folder| folder.join("helm"))
            } else {
                under_home("Library/Preferences/helm")
            }
        });
        let helm = helm.map(|folder| folder.join("registry").join("config.json"));
        Self {
            registry_auth_file: path("REGISTRY_AUTH_FILE"),
            containers: containers
                .into_iter()
                .flatten()
                .map(|folder| folder.join("auth.json"))
                .collect(),
            is_docker_config_set: path("DOCKER_CONFIG").is_some(),
            helm: path("HELM_REGISTRY_CONFIG").or(helm),
        }
    }
}

/// Where Podman keeps its file without `XDG_RUNTIME_DIR` (containers/image, `getPathToAuth`).
#[cfg(target_os = "linux")]
fn runtime_folder() -> Option<PathBuf> {
    use std::os::unix::fs::MetadataExt;
    let user = fs::metadata("/proc/self").ok()?.uid();
    Some(PathBuf::from(format!("/run/containers/{user}")))
}

#[cfg(not(target_os = "linux"))]
fn runtime_folder() -> Option<PathBuf> {
    None
}

/// What keeps programs from the login of a registry that was written into `config`.
pub(crate) fn hindrances(
    config: &Config,
    kept: &KeptBy,
    registry: &str,
    others: &OtherFiles,
) -> Vec<Hindrance> {
    let mut found = Vec::new();
    let mut add = |programs: &[Program], cause| {
        found.push(Hindrance {
            programs: programs.to_vec(),
            cause,
        });
    };
    let undecodable = config.undecodable(registry);
    if !undecodable.is_empty() {
        let registries = undecodable;
        add(&DOCKER, Cause::Undecodable { registries });
    }
    match &others.registry_auth_file {
        Some(file) if !is_same(file, &config.file) => {
            let file = file.clone();
            add(&CONTAINERS, Cause::OtherFile { file });
        }
        only => {
            let files = others.containers.iter().filter(|_| only.is_none());
            for file in files {
                let cause = |own| {
                    let file = file.clone();
                    match own {
                        Own::Entry => Some(Cause::OwnEntry { file }),
                        Own::Unreadable => Some(Cause::OwnFileUnreadable { file }),
                        // They ask no helper for all.
                        Own::Store => None,
                        // The same keeps this login.
                        Own::Helper(name) if kept.keeper == Keeper::Helper(name.clone()) => None,
                        Own::Helper(_) => Some(Cause::OwnHelper { file }),
                    }
                };
                if let Some(cause) = own(file, registry, folded).and_then(cause) {
                    add(others.readers_of_own(), cause);
                }
            }
            if kept.is_for_all {
                add(&CONTAINERS, Cause::CredentialStore);
            }
            let keys = config.narrower(registry);
            if !keys.is_empty() {
                add(&CONTAINERS, Cause::Narrower { keys });
            }
        }
    }
    let usual = match (&kept.keeper, kept.is_for_all) {
        (Keeper::Plain, _) => "auths",
        (Keeper::Helper(_), true) => "credsStore",
        (Keeper::Helper(_), false) => "credHelpers",
    };
    if kept.member != usual {
        let member = kept.member.clone();
        add(&ORAS, Cause::Spelling { member });
    }
    if let Some(file) = &others.helm
        && !is_same(file, &config.file)
        && let Some(own) = own(file, registry, str::to_owned)
    {
        let file = file.clone();
        let cause = match own {
            Own::Entry => Cause::OwnEntry { file },
            Own::Helper(_) | Own::Store => Cause::OwnHelper { file },
            Own::Unreadable => Cause::OwnFileUnreadable { file },
        };
        add(&[Program::Helm], cause);
    }
    found
}

/// The programs that find a login in spite of these.
pub(crate) fn readers(hindrances: &[Hindrance]) -> Vec<Program> {
    let hindered = |program: &Program| {
        hindrances.iter().any(|one| {
            // With this, only a part of the registry is another login's.
            !matches!(one.cause, Cause::Narrower { .. }) && one.programs.contains(program)
        })
    };
    let readers = Program::ALL.into_iter();
    readers.filter(|program| !hindered(program)).collect()
}

/// What a program's own file has for a registry.
enum Own {
    Entry,
    /// The helper that is named for it.
    Helper(String),
    /// The helper that is named for all.
    Store,
    Unreadable,
}

/// Reads a program's own file; `None` where it has nothing for this registry. `spelled` is how the
/// program compares the names of members.
fn own(file: &Path, registry: &str, spelled: fn(&str) -> String) -> Option<Own> {
    let bytes = match fs::metadata(file) {
        Ok(found) if !found.is_file() => return Some(Own::Unreadable),
        Ok(_) => fs::read(file),
        Err(error) => Err(error),
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        Err(_) => return Some(Own::Unreadable),
    };
    if bytes.trim_ascii().is_empty() {
        return None;
    }
    let Ok(members) = serde_json::from_slice::<Map<String, Value>>(&bytes) else {
        return Some(Own::Unreadable);
    };
    let member = |name: &str| {
        let name = spelled(name);
        let found = members.iter().find(|(known, _)| spelled(known) == name);
        found.map(|(_, value)| value)
    };
    let keys = |name| {
        member(name)
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
    };
    if keys("auths").any(|(key, _)| is_for(key, registry)) {
        return Some(Own::Entry);
    }
    let named = |value: &Value| {
        let name = value.as_str().filter(|name| !name.is_empty());
        name.map(str::to_owned)
    };
    let mut helpers = keys("credHelpers").filter(|(key, _)| *key == registry);
    let helper = helpers.find_map(|(_, value)| named(value));
    let store = || member("credsStore").and_then(named).map(|_| Own::Store);
    helper.map(Own::Helper).or_else(store)
}

/// Whether a key is a registry's, or a part's of it. Older programs wrote addresses.
fn is_for(key: &str, registry: &str) -> bool {
    let key = key.split_once("://").map_or(key, |(_, rest)| rest);
    let rest = key.strip_prefix(registry);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn is_same(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn of(set: &[(&str, &str)]) -> OtherFiles {
        let find = |name: &str| {
            let found = set.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| OsString::from(value))
        };
        let runtime = Some(PathBuf::from("/run/containers/7"));
        OtherFiles::of(find, Some(Path::new("/home/ada")), runtime)
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_environment_says_where_the_others_keep_theirs() {
        let bare = of(&[("HELM_CONFIG_HOME", "")]);
        assert_eq!(bare.registry_auth_file, None);
        assert_eq!(
            bare.containers,
            [
                PathBuf::from("/run/containers/7/auth.json"),
                PathBuf::from("/home/ada/.config/containers/auth.json"),
            ]
        );
        let helm = Path::new("/home/ada/.config/helm/registry/config.json");
        assert_eq!(bare.helm.as_deref(), Some(helm));
        let set = of(&[
            ("XDG_RUNTIME_DIR", "/run/user/7"),
            ("XDG_CONFIG_HOME", "/etc/ada"),
            ("REGISTRY_AUTH_FILE", "/tmp/auth.json"),
            ("HELM_REGISTRY_CONFIG", "/tmp/helm.json"),
            ("DOCKER_CONFIG", "/etc/ada/docker"),
        ]);
        assert!(set.is_docker_config_set && !bare.is_docker_config_set);
        assert_eq!(
            set.containers,
            [
                PathBuf::from("/run/user/7/containers/auth.json"),
                PathBuf::from("/etc/ada/containers/auth.json"),
            ]
        );
        assert_eq!(
            set.registry_auth_file.as_deref(),
            Some(Path::new("/tmp/auth.json"))
        );
        assert_eq!(set.helm.as_deref(), Some(Path::new("/tmp/helm.json")));
    }

    #[test]
    fn a_key_is_a_registrys_with_a_scheme_and_a_path_too() {
        for key in ["a.example", "https://a.example/v1/", "a.example/project"] {
            assert!(is_for(key, "a.example"), "{key}");
        }
        for key in ["a.example.org", "b.a.example", "a.example:8443", ""] {
            assert!(!is_for(key, "a.example"), "{key}");
        }
    }
}
