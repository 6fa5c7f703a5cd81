//! What is kept between runs, but for secrets: a small versioned file, written atomically.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use model_registry_api::{BaseAddress, Model, RegisteredProject, Tenant};
use pilothouse_protocol::{
    AccountId, ConnectionId, ConnectionKind, OwnClient, SignInMethod, Theme, TokenSource, Trust,
};
use serde::{Deserialize, Serialize};

use crate::{console::locked, private_file};

mod old;

/// The settings' version; a file of a newer one is not written over.
const VERSION: u32 = 2;

/// Everything that is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub version: u32,
    pub connections: Vec<SavedConnection>,
    pub last: Option<ConnectionId>,
    pub theme: Theme,
    /// One beside a connection at most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub model_registries: Vec<SavedModelRegistry>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: VERSION,
            connections: Vec::new(),
            last: None,
            theme: Theme::default(),
            model_registries: Vec::new(),
        }
    }
}

impl Settings {
    /// Puts a connection in its place, or behind the others.
    pub fn put(&mut self, kept: SavedConnection) {
        match self.connections.iter_mut().find(|c| c.id == kept.id) {
            Some(known) => *known = kept,
            None => self.connections.push(kept),
        }
    }

    /// Puts a Model Registry in its place, or behind the others.
    pub fn put_model_registry(&mut self, kept: SavedModelRegistry) {
        let mut all = self.model_registries.iter_mut();
        match all.find(|known| known.connection == kept.connection) {
            Some(known) => *known = kept,
            None => self.model_registries.push(kept),
        }
    }
}

/// A Model Registry as it is kept; a pasted token is in the keychain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedModelRegistry {
    /// The registry whose projects it uses.
    pub connection: ConnectionId,
    pub address: BaseAddress,
    #[serde(default)]
    pub trust: Trust,
    pub token: TokenSource,
    /// It is the demo's: its address and token are another at each start.
    #[serde(default)]
    pub is_demo: bool,
    /// What Pilothouse made there or was told, for services that list nothing.
    #[serde(default)]
    pub tenants: Vec<Tenant>,
    #[serde(default)]
    pub projects: Vec<RegisteredProject>,
    #[serde(default)]
    pub models: Vec<Model>,
}

/// A connection as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedConnection {
    pub id: ConnectionId,
    pub kind: ConnectionKind,
    pub name: String,
    /// Scheme, host and port; of the demo registry, whatever it was last.
    pub origin: String,
    #[serde(default)]
    pub trust: Trust,
    /// In the order they came.
    pub accounts: Vec<SavedAs>,
    /// The one in use.
    pub active: AccountId,
    /// The way that was chosen last.
    #[serde(default)]
    pub last_way: Option<SignInMethod>,
    /// The client at the provider that was typed last.
    #[serde(default)]
    pub own_client: Option<OwnClient>,
}

/// An account as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedAs {
    pub id: AccountId,
    #[serde(flatten)]
    pub way: SavedMethod,
    /// Its secret was forgotten.
    #[serde(default)]
    pub signed_out: bool,
}

/// The first account's, and the only one's of older versions.
pub const FIRST: AccountId = AccountId(1);

impl SavedConnection {
    /// The account in use. A file that was edited by hand may name one that is not there.
    pub fn account(&self) -> SavedAs {
        let active = self.accounts.iter().find(|kept| kept.id == self.active);
        active
            .or(self.accounts.first())
            .cloned()
            .unwrap_or(SavedAs {
                id: FIRST,
                way: SavedMethod::Anonymous,
                signed_out: false,
            })
    }

    /// Enters an account and makes it the one in use: in its own place where it is kept, else
    /// beside the others, or in the place of the one in use.
    pub fn enter(&mut self, way: SavedMethod, way_in: SignInMethod, another: bool) {
        let active = self.account().id;
        let same = self
            .accounts
            .iter()
            .find(|kept| kept.way.is_account_of(&way));
        let id = match same {
            Some(kept) => kept.id,
            None if another => {
                let last = self.accounts.iter().map(|kept| kept.id.0).max();
                AccountId(last.unwrap_or_default() + 1)
            }
            None => active,
        };
        let entered = SavedAs {
            id,
            way,
            signed_out: false,
        };
        match self.accounts.iter_mut().find(|kept| kept.id == id) {
            Some(kept) => *kept = entered,
            None => self.accounts.push(entered),
        }
        self.active = id;
        self.last_way = Some(way_in);
    }

    /// The keychain's entry of an account's secret. The first one's is named as when there was
    /// only one.
    pub fn entry(&self, account: AccountId) -> String {
        if account == FIRST {
            self.id.to_string()
        } else {
            format!("{}/{account}", self.id)
        }
    }
}

/// How an account signs in; the secret is in the keychain under [`SavedConnection::entry`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum SavedMethod {
    Anonymous,
    Password {
        user: String,
    },
    Robot {
        name: String,
    },
    CliSecret {
        user: String,
    },
    /// With a session that was opened through the identity provider.
    Session {
        user: String,
        /// In a window of Pilothouse.
        #[serde(default)]
        window: bool,
    },
    /// With a client of Pilothouse's own at the identity provider.
    Provider {
        user: String,
    },
}

impl SavedMethod {
    /// Whether both are the same account: a person is the same, by password or provider.
    pub fn is_account_of(&self, other: &Self) -> bool {
        self.kind() == other.kind() && self.name() == other.name()
    }

    /// Whether a secret that was kept for the other is one for this.
    pub fn takes_secret_of(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other) && self.name() == other.name()
    }

    fn kind(&self) -> u8 {
        match self {
            Self::Anonymous => 0,
            Self::Password { .. } | Self::Session { .. } | Self::Provider { .. } => 1,
            Self::Robot { .. } => 2,
            Self::CliSecret { .. } => 3,
        }
    }

    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Anonymous => None,
            Self::Password { user }
            | Self::CliSecret { user }
            | Self::Session { user, .. }
            | Self::Provider { user } => Some(user),
            Self::Robot { name } => Some(name),
        }
    }

    /// As the person chose it.
    pub fn way_in(&self) -> SignInMethod {
        match self {
            Self::Anonymous => SignInMethod::Anonymous,
            Self::Password { .. } => SignInMethod::Password,
            Self::Robot { .. } => SignInMethod::Robot,
            Self::CliSecret { .. } => SignInMethod::CliSecret,
            Self::Session { window: false, .. } => SignInMethod::Browser,
            Self::Session { window: true, .. } => SignInMethod::Window,
            Self::Provider { .. } => SignInMethod::Provider,
        }
    }
}

/// The settings and the file they are in.
#[derive(Debug)]
pub struct SettingsFile {
    path: PathBuf,
    /// As they are in the file. Never held while the file is written, so nobody waits for the disk
    /// to read them.
    settings: Mutex<Arc<Settings>>,
    /// Held by the one who changes them.
    changing: Mutex<()>,
    /// Set for a file of a newer version and for one that can't be used: it is not written.
    read_only: bool,
}

impl SettingsFile {
    /// Reads the settings of a profile's folder. A file that can't be read is put aside and the
    /// last good one used instead; what happened is said, and nothing is lost. Where that folder
    /// can't be used, settings last as long as the run.
    pub fn open(folder: &Path) -> (Self, Vec<String>) {
        Self::open_in(folder).unwrap_or_else(|error| {
            let path = folder.join("connections.json");
            let last_good = read(&path).or_else(|_| read(&backup(&path)));
            let file = Self {
                settings: Mutex::new(Arc::new(last_good.ok().flatten().unwrap_or_default())),
                path,
                changing: Mutex::default(),
                read_only: true,
            };
            let notice = format!(
                "The settings in {} can’t be used ({error}): what is changed now is not kept.",
                folder.display()
            );
            (file, vec![notice])
        })
    }

    fn open_in(folder: &Path) -> io::Result<(Self, Vec<String>)> {
        private_file::create_folder(folder)?;
        let path = folder.join("connections.json");
        let mut notices = Vec::new();
        let settings = match read(&path) {
            Ok(settings) => settings.unwrap_or_default(),
            Err(reason) => {
                let aside = free(folder);
                fs::rename(&path, &aside)?;
                let restored = read(&backup(&path)).ok().flatten();
                notices.push(format!(
                    "The settings could not be read ({reason}). {} The damaged file was kept as {}.",
                    if restored.is_some() {
                        "The last good ones are used."
                    } else {
                        "Pilothouse starts without them."
                    },
                    aside.display()
                ));
                restored.unwrap_or_default()
            }
        };
        let read_only = settings.version > VERSION;
        if read_only {
            notices.push(
                "The settings were written by a newer Pilothouse: they are used, but changes are \
                 not kept."
                    .to_owned(),
            );
        }
        let file = Self {
            path,
            settings: Mutex::new(Arc::new(settings)),
            changing: Mutex::default(),
            read_only,
        };
        if !notices.is_empty() && !read_only {
            file.write(&file.settings())?;
        }
        Ok((file, notices))
    }

    /// Whether nothing is kept, and no secret either: the file is of a newer version, or can't be used.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// The settings as they are now.
    pub fn settings(&self) -> Arc<Settings> {
        Arc::clone(&locked(&self.settings))
    }

    /// Changes the settings and writes them; changes nothing where they can't be written. Blocks
    /// as long as the disk does.
    pub fn change(&self, change: impl FnOnce(&mut Settings)) -> io::Result<()> {
        let _alone = locked(&self.changing);
        let old = self.settings();
        let mut changed = Settings::clone(&old);
        change(&mut changed);
        if changed == *old {
            return Ok(());
        }
        if !self.read_only {
            self.write(&changed)?;
        }
        *locked(&self.settings) = Arc::new(changed);
        Ok(())
    }

    /// Writes a new file beside the old one, keeps the old one as a copy, and puts the new one in
    /// its place: whenever the power goes, a whole file is there.
    fn write(&self, settings: &Settings) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let new = private_file::write(folder, |file| {
            serde_json::to_writer_pretty(&mut *file, settings)?;
            file.write_all(b"\n")
        })?;
        if read(&self.path).is_ok_and(|old| old.is_some()) {
            fs::copy(&self.path, backup(&self.path))?;
        }
        new.replace(&self.path)?;
        // The very first one has no older copy to fall back on.
        if !backup(&self.path).exists() {
            fs::copy(&self.path, backup(&self.path))?;
        }
        private_file::sync_folder(folder)
    }
}

/// A name for a damaged file; one from before is not written over.
fn free(folder: &Path) -> PathBuf {
    let first = folder.join("connections.damaged.json");
    let others = (2..).map(|n| folder.join(format!("connections.damaged-{n}.json")));
    let mut names = std::iter::once(first.clone()).chain(others);
    names.find(|name| !name.exists()).unwrap_or(first)
}

fn backup(path: &Path) -> PathBuf {
    path.with_extension("json.bak")
}

fn read(path: &Path) -> Result<Option<Settings>, String> {
    match fs::read(path) {
        Ok(bytes) => old::read(&bytes)
            .map(Some)
            .map_err(|error| error.to_string()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(id: &str) -> SavedConnection {
        SavedConnection {
            id: ConnectionId::new(id).expect("an id"),
            kind: ConnectionKind::Registry,
            name: "images.example.org".to_owned(),
            origin: "https://images.example.org".to_owned(),
            trust: Trust::default(),
            accounts: vec![SavedAs {
                id: FIRST,
                way: SavedMethod::Password {
                    user: "ada".to_owned(),
                },
                signed_out: false,
            }],
            active: FIRST,
            last_way: None,
            own_client: None,
        }
    }

    #[test]
    fn a_file_of_the_first_version_is_used_and_kept_in_the_new_form() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("connections.json");
        let old = r#"{"version":1,"connections":[
            {"id":"images","kind":"registry","name":"images.example.org",
             "origin":"https://images.example.org","trust":{"plain_http":false},
             "way":{"way":"password","user":"ada"}},
            {"id":"demo","kind":"demo","name":"Demo registry","origin":"http://127.0.0.1",
             "way":{"way":"anonymous"}}],
            "last":"images","theme":"dark"}"#;
        fs::write(&path, old).expect("writes");
        let (file, notices) = SettingsFile::open(folder.path());
        assert!(notices.is_empty(), "{notices:?}");
        let settings = file.settings();
        let mut expected = kept("images");
        expected.last_way = Some(SignInMethod::Password);
        assert_eq!(settings.connections[0], expected);
        assert_eq!(settings.connections[0].entry(FIRST), "images");
        assert_eq!(
            settings.connections[1].account().way,
            SavedMethod::Anonymous
        );
        assert_eq!(settings.theme, Theme::Dark);
        file.change(|settings| settings.theme = Theme::Light)
            .expect("writes");
        let (again, notices) = SettingsFile::open(folder.path());
        assert!(notices.is_empty(), "{notices:?}");
        assert_eq!(again.settings().version, VERSION);
        assert_eq!(again.settings().connections[0], expected);
    }

    #[test]
    fn an_account_has_one_place() {
        let person = |user: &str| SavedMethod::Password {
            user: user.to_owned(),
        };
        let by_session = |user: &str| SavedMethod::Session {
            user: user.to_owned(),
            window: false,
        };
        let mut kept = kept("images");
        kept.enter(person("grace"), SignInMethod::Password, true);
        assert_eq!((kept.accounts.len(), kept.active), (2, AccountId(2)));
        assert_eq!(kept.entry(kept.active), "images/2");
        kept.enter(by_session("ada"), SignInMethod::Browser, true);
        assert_eq!((kept.accounts.len(), kept.active), (2, FIRST));
        assert_eq!(kept.account().way, by_session("ada"));
        kept.enter(person("hedy"), SignInMethod::Password, false);
        assert_eq!((kept.accounts.len(), kept.active), (2, FIRST));
        assert_eq!(kept.last_way, Some(SignInMethod::Password));
        kept.active = AccountId(9);
        assert_eq!(kept.account().id, FIRST, "there is no ninth");
    }

    #[test]
    fn every_damaged_file_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("connections.json");
        for damage in ["{", "[", "no"] {
            fs::write(&path, damage).expect("writes");
            SettingsFile::open(folder.path());
        }
        for (name, damage) in [("", "{"), ("-2", "["), ("-3", "no")] {
            let aside = folder
                .path()
                .join(format!("connections.damaged{name}.json"));
            assert_eq!(fs::read_to_string(aside).expect("kept"), damage);
        }
    }

    #[test]
    fn a_newer_file_of_another_form_is_not_taken_for_damaged() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("connections.json");
        fs::write(&path, r#"{"version":99,"connections":{"new":"form"}}"#).expect("writes");
        let (file, notices) = SettingsFile::open(folder.path());
        assert!(file.is_read_only());
        assert_eq!(notices.len(), 1, "{notices:?}");
        assert!(file.settings().connections.is_empty());
        assert!(path.exists());
    }

    #[test]
    fn what_is_changed_is_there_after_a_restart() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, notices) = SettingsFile::open(folder.path());
        assert!(notices.is_empty());
        file.change(|settings| settings.connections.push(kept("images")))
            .expect("writes");
        let (again, notices) = SettingsFile::open(folder.path());
        assert!(notices.is_empty());
        assert_eq!(again.settings().connections, [kept("images")]);
    }

    #[test]
    fn a_file_cut_in_half_is_kept_aside_and_the_last_good_one_used() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, _) = SettingsFile::open(folder.path());
        file.change(|settings| settings.connections.push(kept("one")))
            .expect("writes");
        file.change(|settings| settings.connections.push(kept("two")))
            .expect("writes");
        let path = folder.path().join("connections.json");
        let whole = fs::read(&path).expect("reads");
        fs::write(&path, &whole[..whole.len() / 2]).expect("cuts");

        let (again, notices) = SettingsFile::open(folder.path());
        assert_eq!(again.settings().connections, [kept("one")]);
        assert!(notices[0].contains("last good"), "{notices:?}");
        let aside = fs::read(folder.path().join("connections.damaged.json")).expect("kept");
        assert_eq!(aside, whole[..whole.len() / 2]);
        let (_, notices) = SettingsFile::open(folder.path());
        assert!(notices.is_empty(), "said once");
    }

    #[test]
    fn a_file_of_a_newer_version_is_never_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("connections.json");
        fs::write(&path, r#"{"version":99,"connections":[],"more":1}"#).expect("writes");
        let (file, notices) = SettingsFile::open(folder.path());
        assert_eq!(notices.len(), 1);
        file.change(|settings| settings.theme = Theme::Dark)
            .expect("changes");
        assert!(
            fs::read_to_string(&path)
                .expect("reads")
                .contains("\"more\":1")
        );
    }

    #[test]
    fn what_could_not_be_written_is_not_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, _) = SettingsFile::open(folder.path());
        fs::remove_dir_all(folder.path()).expect("removes");
        file.change(|settings| settings.connections.push(kept("one")))
            .expect_err("there is no folder");
        assert!(file.settings().connections.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_cannot_be_used_is_gone_on_without() {
        let folder = tempfile::tempdir().expect("a folder");
        let taken = folder.path().join("taken");
        fs::write(&taken, "a file, not a folder").expect("writes");
        let (file, notices) = SettingsFile::open(&taken);
        assert!(file.is_read_only());
        assert!(notices[0].contains("is not kept"), "{notices:?}");
        let added = |settings: &mut Settings| settings.connections.push(kept("images"));
        file.change(added).expect("changes");
        assert_eq!(file.settings().connections.len(), 1);
    }

    #[test]
    fn nobody_else_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let (file, _) = SettingsFile::open(folder.path());
        file.change(|settings| settings.theme = Theme::Dark)
            .expect("writes");
        let meta = fs::metadata(folder.path().join("connections.json")).expect("is there");
        assert_eq!(meta.permissions().mode() & 0o777, 0o600);
    }
}
