//! What is kept between runs, but for secrets: a small versioned file, written atomically.

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use pilothouse_protocol::{ConnectionId, ConnectionKind, Theme, Trust};
use serde::{Deserialize, Serialize};

use crate::console::locked;

/// The settings' version; a file of a newer one is not written over.
const VERSION: u32 = 1;

/// Everything that is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub version: u32,
    pub connections: Vec<Kept>,
    pub last: Option<ConnectionId>,
    pub theme: Theme,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: VERSION,
            connections: Vec::new(),
            last: None,
            theme: Theme::default(),
        }
    }
}

/// A connection as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub id: ConnectionId,
    pub kind: ConnectionKind,
    pub name: String,
    /// Scheme, host and port; of the demo registry, whatever it was last.
    pub origin: String,
    #[serde(default)]
    pub trust: Trust,
    pub way: Way,
}

/// How a kept connection signs in; the secret is in the keychain under the connection's id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "snake_case")]
pub enum Way {
    Anonymous,
    Password { user: String },
    Robot { name: String },
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
    /// Set for a file of a newer version: it is only read.
    read_only: bool,
}

impl SettingsFile {
    /// Reads the settings of a profile's folder. A file that can't be read is put aside and the
    /// last good one used instead; what happened is said, and nothing is lost.
    pub fn open(folder: &Path) -> io::Result<(Self, Vec<String>)> {
        fs::create_dir_all(folder)?;
        private(folder, 0o700)?;
        let path = folder.join("connections.json");
        let mut notices = Vec::new();
        let settings = match read(&path) {
            Ok(settings) => settings.unwrap_or_default(),
            Err(reason) => {
                let aside = folder.join("connections.damaged.json");
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
        let mut new = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer_pretty(&mut new, settings)?;
        new.write_all(b"\n")?;
        new.as_file().sync_all()?;
        private(new.path(), 0o600)?;
        if read(&self.path).is_ok_and(|old| old.is_some()) {
            fs::copy(&self.path, backup(&self.path))?;
        }
        new.persist(&self.path).map_err(|error| error.error)?;
        // The very first one has no older copy to fall back on.
        if !backup(&self.path).exists() {
            fs::copy(&self.path, backup(&self.path))?;
        }
        sync_folder(folder)
    }
}

fn backup(path: &Path) -> PathBuf {
    path.with_extension("json.bak")
}

fn read(path: &Path) -> Result<Option<Settings>, String> {
    match fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|error| error.to_string()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(unix)]
fn private(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// On other systems the profile folder belongs to the person already.
#[cfg(not(unix))]
fn private(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(id: &str) -> Kept {
        Kept {
            id: ConnectionId::new(id).expect("an id"),
            kind: ConnectionKind::Registry,
            name: "images.example.org".to_owned(),
            origin: "https://images.example.org".to_owned(),
            trust: Trust::default(),
            way: Way::Password {
                user: "ada".to_owned(),
            },
        }
    }

    #[test]
    fn what_is_changed_is_there_after_a_restart() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, notices) = SettingsFile::open(folder.path()).expect("opens");
        assert!(notices.is_empty());
        file.change(|settings| settings.connections.push(kept("images")))
            .expect("writes");
        let (again, notices) = SettingsFile::open(folder.path()).expect("opens");
        assert!(notices.is_empty());
        assert_eq!(again.settings().connections, [kept("images")]);
    }

    #[test]
    fn a_file_cut_in_half_is_kept_aside_and_the_last_good_one_used() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, _) = SettingsFile::open(folder.path()).expect("opens");
        file.change(|settings| settings.connections.push(kept("one")))
            .expect("writes");
        file.change(|settings| settings.connections.push(kept("two")))
            .expect("writes");
        let path = folder.path().join("connections.json");
        let whole = fs::read(&path).expect("reads");
        fs::write(&path, &whole[..whole.len() / 2]).expect("cuts");

        let (again, notices) = SettingsFile::open(folder.path()).expect("opens");
        assert_eq!(again.settings().connections, [kept("one")]);
        assert!(notices[0].contains("last good"), "{notices:?}");
        let aside = fs::read(folder.path().join("connections.damaged.json")).expect("kept");
        assert_eq!(aside, whole[..whole.len() / 2]);
        let (_, notices) = SettingsFile::open(folder.path()).expect("opens");
        assert!(notices.is_empty(), "said once");
    }

    #[test]
    fn a_file_of_a_newer_version_is_never_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("connections.json");
        fs::write(&path, r#"{"version":99,"connections":[],"more":1}"#).expect("writes");
        let (file, notices) = SettingsFile::open(folder.path()).expect("opens");
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
        let (file, _) = SettingsFile::open(folder.path()).expect("opens");
        fs::remove_dir_all(folder.path()).expect("removes");
        file.change(|settings| settings.connections.push(kept("one")))
            .expect_err("there is no folder");
        assert!(file.settings().connections.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let (file, _) = SettingsFile::open(folder.path()).expect("opens");
        file.change(|settings| settings.theme = Theme::Dark)
            .expect("writes");
        let meta = fs::metadata(folder.path().join("connections.json")).expect("is there");
        assert_eq!(meta.permissions().mode() & 0o777, 0o600);
    }
}
