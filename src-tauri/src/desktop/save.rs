//! Saving texts and exported lists into the folder for downloads.

use std::{
    fs,
    io::{self, BufWriter, ErrorKind, Write},
    path::{Path, PathBuf},
};

use pilothouse_console::{ListExport, SecretFile, UnfinishedFile};
use pilothouse_protocol::{Failure, FailureCode, RobotSecretId, SaveFile, Saved, SavedRobotFiles};
use tempfile::NamedTempFile;

/// The longest name, in characters.
const MAX_NAME: usize = 120;
/// The largest text, in bytes.
const MAX_TEXT: usize = 64 * 1024 * 1024;
/// How many files of one name there may be.
const MAX_COPIES: usize = 1000;

/// Where a file goes.
pub enum Place {
    /// Where the person said; a file that is there is replaced, as the dialog asked.
    Chosen(PathBuf),
    /// A new file in a folder; a file that is there is never replaced.
    New {
        folder: Option<PathBuf>,
        name: String,
    },
}

/// Writes a text.
pub fn save(place: &Place, text: &[u8]) -> Result<Saved, Failure> {
    save_with(place, Readers::Usual, |file| file.write_all(text))
}

/// Writes a secret, which nobody else on this computer can read.
pub fn save_secret(place: &Place, file: &SecretFile) -> Result<Saved, Failure> {
    save_with(place, Readers::Owner, |to| {
        to.write_all(file.text.expose().as_bytes())
    })
}

/// Writes the secrets of robot accounts, one file each. The first one that can't be written ends it:
/// the others would fare no better.
pub fn save_secrets(folder: &Path, files: &[(RobotSecretId, SecretFile)]) -> SavedRobotFiles {
    let mut all = SavedRobotFiles {
        folder: folder.display().to_string(),
        saved: Vec::new(),
        failure: None,
    };
    for (secret, file) in files {
        let place = Place::New {
            folder: Some(folder.to_owned()),
            name: file.name.clone(),
        };
        match save_secret(&place, file) {
            Ok(_) => all.saved.push(*secret),
            Err(failure) => {
                all.failure = Some(failure);
                break;
            }
        }
    }
    all
}

/// A name for an exported list: the list's, with the time of now.
pub fn export_name(export: &ListExport) -> String {
    let now = chrono::Utc::now().format("%Y-%m-%d-%H%M");
    format!("{}-{now}.{}", export.name(), export.ending())
}

/// Writes the rows of a list.
pub fn export(place: &Place, export: &ListExport) -> Result<Saved, Failure> {
    save_with(place, Readers::Usual, |file| {
        let mut file = BufWriter::new(file);
        export.write(&mut file)?;
        file.flush()
    })
}

/// A file that is being written: it is at its place when it is whole, or not at all.
pub struct PendingFile {
    new: NamedTempFile,
    place: Place,
}

impl PendingFile {
    /// Begins a file beside its place.
    pub fn begin(place: Place) -> Result<Self, Failure> {
        let new = match &place {
            Place::Chosen(path) => {
                new_file(path.parent().unwrap_or(Path::new(".")), Readers::Usual)
            }
            Place::New { folder, .. } => {
                let folder = folder.as_deref().ok_or_else(no_folder)?;
                fs::create_dir_all(folder).and_then(|()| new_file(folder, Readers::Usual))
            }
        };
        let new = new.map_err(|error| failed(&error))?;
        Ok(Self { new, place })
    }
}

impl UnfinishedFile for PendingFile {
    fn file(&self) -> io::Result<fs::File> {
        self.new.as_file().try_clone()
    }

    fn finish(self: Box<Self>) -> Result<Saved, Failure> {
        let saved = |path: &Path| {
            let path = path.display().to_string();
            Ok(Saved { path })
        };
        let Self { mut new, place } = *self;
        match &place {
            Place::Chosen(path) => match new.persist(path) {
                Ok(_) => saved(path),
                Err(error) => Err(failed(&error.error)),
            },
            Place::New { folder, name } => {
                let folder = folder.as_deref().ok_or_else(no_folder)?;
                for copy in 1..=MAX_COPIES {
                    let path = numbered(folder, name, copy);
                    match new.persist_noclobber(&path) {
                        Ok(_) => return saved(&path),
                        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {
                            new = error.file;
                        }
                        Err(error) => return Err(failed(&error.error)),
                    }
                }
                Err(failed(&"there are too many files of this name"))
            }
        }
    }
}

fn no_folder() -> Failure {
    failed(&"there is no folder for downloads")
}

/// Who may read a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Readers {
    /// As the system has it.
    Usual,
    Owner,
}

impl Readers {
    /// The rights of a new file, before the system takes away what the person's files never have.
    #[cfg(unix)]
    const fn mode(self) -> u32 {
        match self {
            Self::Usual => 0o666,
            Self::Owner => 0o600,
        }
    }

    /// Outside of Unix the folder's rights are the person's own.
    fn create(self, path: &Path) -> io::Result<fs::File> {
        let mut options = fs::File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, self.mode());
        options.open(path)
    }
}

fn failed(reason: &dyn std::fmt::Display) -> Failure {
    Failure::new(
        FailureCode::Internal,
        format!("The file could not be saved: {reason}."),
    )
}

fn save_with(
    place: &Place,
    readers: Readers,
    write: impl Fn(&mut fs::File) -> io::Result<()>,
) -> Result<Saved, Failure> {
    match place {
        Place::Chosen(path) => replace(path, readers, write).map_err(|error| failed(&error)),
        Place::New { folder, name } => create(folder.as_deref(), name, readers, write),
    }
}

/// Writes beside the file and puts it in its place: whatever happens, half a file is never there.
fn replace(
    path: &Path,
    readers: Readers,
    write: impl Fn(&mut fs::File) -> io::Result<()>,
) -> io::Result<Saved> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut new = new_file(folder, readers)?;
    write(new.as_file_mut())?;
    new.persist(path).map_err(|error| error.error)?;
    Ok(Saved {
        path: path.display().to_string(),
    })
}

/// A file without a name of its own yet.
fn new_file(folder: &Path, readers: Readers) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(readers.mode()));
    }
    builder.tempfile_in(folder)
}

fn create(
    folder: Option<&Path>,
    name: &str,
    readers: Readers,
    write: impl Fn(&mut fs::File) -> io::Result<()>,
) -> Result<Saved, Failure> {
    let folder = folder.ok_or_else(no_folder)?;
    fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    for copy in 1..=MAX_COPIES {
        let path = numbered(folder, name, copy);
        match readers.create(&path) {
            Ok(mut file) => {
                if let Err(error) = write(&mut file) {
                    // Half a file is worse than none.
                    let _ = fs::remove_file(&path);
                    return Err(failed(&error));
                }
                let path = path.display().to_string();
                return Ok(Saved { path });
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(&error)),
        }
    }
    Err(failed(&"there are too many files of this name"))
}

/// Refuses what is no name for a file, and what is too large.
pub fn check(command: &SaveFile) -> Result<(), Failure> {
    check_name(&command.name)?;
    if command.text.len() > MAX_TEXT {
        return Err(refused("The file would be larger than 64 MiB."));
    }
    Ok(())
}

fn refused(words: &str) -> Failure {
    Failure::new(FailureCode::Invalid, words)
}

/// Refuses what is no name for a file.
pub fn check_name(name: &str) -> Result<(), Failure> {
    let is_bad = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    if name.is_empty()
        || name.chars().count() > MAX_NAME
        || name.starts_with('.')
        || name.ends_with(['.', ' '])
        || name.contains(is_bad)
    {
        return Err(refused("This is no name for a file."));
    }
    Ok(())
}

/// `list.csv`, `list (2).csv`, `list (3).csv`.
fn numbered(folder: &Path, name: &str, copy: usize) -> PathBuf {
    if copy == 1 {
        return folder.join(name);
    }
    folder.join(match name.rsplit_once('.') {
        Some((stem, kind)) => format!("{stem} ({copy}).{kind}"),
        None => format!("{name} ({copy})"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> SaveFile {
        SaveFile {
            name: name.to_owned(),
            text: text.to_owned(),
        }
    }

    fn place(folder: &Path) -> Place {
        Place::New {
            folder: Some(folder.to_owned()),
            name: "list.csv".to_owned(),
        }
    }

    #[test]
    fn names_are_no_paths() {
        let long = "a".repeat(121);
        for name in [
            "", ".", "..", "../a.csv", "a/b", "a\\b", "c:x", ".rc", "a\n", "a ", &long,
        ] {
            assert!(check(&file(name, "")).is_err(), "{name}");
        }
        assert_eq!(check(&file("list.csv", "")), Ok(()));
    }

    #[test]
    fn without_a_choice_no_file_is_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        for text in ["one", "two"] {
            save(&place(folder.path()), text.as_bytes()).expect("saved");
        }
        let read = |name| fs::read_to_string(folder.path().join(name)).expect("the file");
        assert_eq!(read("list.csv"), "one");
        assert_eq!(read("list (2).csv"), "two");
    }

    #[test]
    fn a_file_that_is_not_finished_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let chosen = folder.path().join("layer.tar");
        let places = || [Place::Chosen(chosen.clone()), place(folder.path())];
        for place in places() {
            let pending = PendingFile::begin(place).expect("begun");
            let mut file = pending.file().expect("a file");
            file.write_all(b"half").expect("written");
        }
        let files = || fs::read_dir(folder.path()).expect("the folder").count();
        assert_eq!(files(), 0, "nothing is left");
        for copy in 1..=2 {
            for place in places() {
                let pending = PendingFile::begin(place).expect("begun");
                let mut file = pending.file().expect("a file");
                file.write_all(b"whole").expect("written");
                Box::new(pending).finish().expect("saved");
            }
            // A file that was chosen is replaced, another is not.
            assert_eq!(files(), 1 + copy);
        }
        assert_eq!(fs::read_to_string(&chosen).expect("the file"), "whole");
    }

    #[cfg(unix)]
    #[test]
    fn a_secret_is_readable_by_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let file = SecretFile {
            name: "robot.json".to_owned(),
            text: "Canary-1".into(),
        };
        let chosen = folder.path().join("chosen.json");
        let new = Place::New {
            folder: Some(folder.path().to_owned()),
            name: file.name.clone(),
        };
        for (place, path) in [
            (&Place::Chosen(chosen.clone()), chosen.clone()),
            (&new, folder.path().join("robot.json")),
            (&new, folder.path().join("robot (2).json")),
        ] {
            save_secret(place, &file).expect("saved");
            assert_eq!(fs::read_to_string(&path).expect("the file"), "Canary-1");
            let mode = fs::metadata(&path).expect("the file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn secrets_are_saved_beside_each_other_and_those_that_are_not_are_known() {
        let folder = tempfile::tempdir().expect("a folder");
        let files: Vec<_> = ["a.json", "a.json", "gone/b.json"]
            .into_iter()
            .zip(1..)
            .map(|(name, id)| {
                let file = SecretFile {
                    name: name.to_owned(),
                    text: format!("Canary-{id}").as_str().into(),
                };
                (RobotSecretId(id), file)
            })
            .collect();
        let saved = save_secrets(folder.path(), &files);
        assert_eq!(saved.saved, [RobotSecretId(1), RobotSecretId(2)]);
        assert!(saved.failure.is_some());
        let read = |name| fs::read_to_string(folder.path().join(name)).expect("the file");
        assert_eq!(read("a.json"), "Canary-1");
        assert_eq!(read("a (2).json"), "Canary-2");
    }

    #[test]
    fn a_chosen_file_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("list.csv");
        let chosen = Place::Chosen(path.clone());
        for text in ["one", "two"] {
            let saved = save(&chosen, text.as_bytes()).expect("saved");
            assert_eq!(saved.path, path.display().to_string());
        }
        let broken = save_with(&chosen, Readers::Usual, |file| {
            file.write_all(b"half")?;
            Err(io::Error::other("the disk is full"))
        });
        assert!(broken.is_err());
        assert_eq!(fs::read_to_string(&path).expect("the file"), "two");
        let left = fs::read_dir(folder.path()).expect("the folder").count();
        assert_eq!(left, 1, "nothing else is left");
    }

    #[test]
    fn huge_texts_are_refused() {
        let text = "x".repeat(MAX_TEXT + 1);
        assert!(check(&file("a.csv", &text)).is_err());
    }
}
