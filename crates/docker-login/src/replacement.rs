//! A new text in a file's place: prepared as far as nothing is changed yet, then put there.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Seek, Write},
    path::Path,
};

use tempfile::NamedTempFile;

use crate::DockerLoginError;

/// How a text came into its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A new file took the old one's place, all or nothing.
    Replaced,
    /// The file itself was written, since another could not take its place: it is mounted by itself,
    /// its folder can't be written, or another file would not be its owner's.
    InPlace,
    /// The file had the login already.
    None,
}

/// A text that is ready to be put in a file's place.
pub(crate) struct Replacement<'a> {
    file: &'a Path,
    /// What the file holds now.
    old: &'a [u8],
    text: &'a str,
    /// Whether only its owner may be able to read the file.
    private: bool,
    /// The new file, beside the old one.
    beside: Option<NamedTempFile>,
    /// Whether the old one can be written. It is not kept open: on Windows no other file could take
    /// its place then.
    in_place: bool,
}

impl<'a> Replacement<'a> {
    /// Does everything that can fail before the change itself. `old` is what the file holds; `None`
    /// where it is not there. A new file is its owner's alone; an old one's permissions stay, but for
    /// those of others where it is to be `private`.
    pub(crate) fn prepare(
        file: &'a Path,
        old: Option<&'a [u8]>,
        text: &'a str,
        private: bool,
    ) -> Result<Self, DockerLoginError> {
        let failed = |error: io::Error| not_written(file, &error);
        let mut in_place = false;
        if old.is_some() {
            match open(file) {
                Ok(_) => in_place = true,
                // Then it can't be replaced either: its folder is read-only, too, or it is mounted
                // by itself.
                Err(error) if error.kind() == ErrorKind::ReadOnlyFilesystem => {
                    return Err(failed(error));
                }
                Err(_) => {}
            }
        }
        let beside = match is_mounted(file) {
            true => Err(io::Error::other("it is mounted by itself")),
            false => beside(file, text, private),
        };
        let beside = match beside {
            Ok(new) => Some(new),
            Err(_) if in_place => None,
            Err(error) => return Err(failed(error)),
        };
        if private
            && let Some(new) = &beside
            && is_open_to_others(new.as_file())
        {
            return Err(DockerLoginError::OpenToOthers {
                file: file.to_owned(),
            });
        }
        Ok(Self {
            file,
            old: old.unwrap_or_default(),
            text,
            private,
            beside,
            in_place,
        })
    }

    /// Puts the text there.
    pub(crate) fn commit(self) -> Result<Change, DockerLoginError> {
        let mut refused = None;
        if let Some(new) = self.beside {
            match new.persist(self.file) {
                Ok(_) => return Ok(Change::Replaced),
                Err(error) => refused = Some(error.error),
            }
        }
        let open = match refused {
            Some(error) if !self.in_place => Err(error),
            _ => open(self.file),
        };
        let open = open.map_err(|error| not_written(self.file, &error))?;
        if self.private && !close_to_others(&open) {
            return Err(DockerLoginError::OpenToOthers {
                file: self.file.to_owned(),
            });
        }
        match overwrite(&open, self.text.as_bytes()) {
            Ok(()) => Ok(Change::InPlace),
            Err(error) => {
                let after = match overwrite(&open, self.old) {
                    Ok(()) => "it is as it was",
                    Err(_) => "it is damaged now",
                };
                let error = io::Error::other(format!("{error}; {after}"));
                Err(not_written(self.file, &error))
            }
        }
    }
}

/// Whether others than its owner may read or change a file that is there.
pub(crate) fn others_may_open(file: &Path) -> bool {
    File::open(file).is_ok_and(|file| is_open_to_others(&file))
}

fn not_written(file: &Path, error: &io::Error) -> DockerLoginError {
    DockerLoginError::File {
        file: file.to_owned(),
        what: "written",
        reason: error.to_string(),
    }
}

/// The file itself, to be written.
fn open(file: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).open(file)
}

/// The new file, whole and on the disk.
fn beside(file: &Path, text: &str, private: bool) -> io::Result<NamedTempFile> {
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    create_folder(folder)?;
    // Made for its owner alone.
    let mut new = NamedTempFile::new_in(folder)?;
    new.write_all(text.as_bytes())?;
    if let Ok(old) = fs::metadata(file) {
        keep_owner(new.as_file(), &old)?;
        let mut permissions = old.permissions();
        if private {
            remove_others(&mut permissions);
        }
        new.as_file().set_permissions(permissions)?;
    }
    new.as_file().sync_all()?;
    Ok(new)
}

fn overwrite(mut file: &File, bytes: &[u8]) -> io::Result<()> {
    file.rewind()?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    file.sync_all()
}

fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Takes everything from everybody but the owner; whether that worked. Some file systems have no
/// such permissions.
fn close_to_others(file: &File) -> bool {
    if !is_open_to_others(file) {
        return true;
    }
    let Ok(found) = file.metadata() else {
        return false;
    };
    let mut permissions = found.permissions();
    remove_others(&mut permissions);
    file.set_permissions(permissions).is_ok() && !is_open_to_others(file)
}

#[cfg(unix)]
fn is_open_to_others(file: &File) -> bool {
    use std::os::unix::fs::PermissionsExt;
    // What can't be told is not taken for good.
    file.metadata()
        .map_or(true, |found| found.permissions().mode() & 0o077 != 0)
}

#[cfg(unix)]
fn remove_others(permissions: &mut fs::Permissions) {
    use std::os::unix::fs::PermissionsExt;
    permissions.set_mode(permissions.mode() & !0o077);
}

/// The file of somebody else stays theirs, which only an administrator's programs can see to.
#[cfg(unix)]
fn keep_owner(new: &File, old: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let own = new.metadata()?;
    if (own.uid(), own.gid()) == (old.uid(), old.gid()) {
        return Ok(());
    }
    fchown(new, Some(old.uid()), Some(old.gid()))
}

/// Windows keeps a person's folder from others by itself.
#[cfg(not(unix))]
fn is_open_to_others(_file: &File) -> bool {
    false
}

#[cfg(not(unix))]
fn remove_others(_permissions: &mut fs::Permissions) {}

#[cfg(not(unix))]
fn keep_owner(_new: &File, _old: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

/// Whether something is mounted at this very path, as containers do with single files; no other
/// file can take its place then.
#[cfg(target_os = "linux")]
fn is_mounted(file: &Path) -> bool {
    use std::os::unix::ffi::OsStrExt;
    let (Ok(path), Ok(mounts)) = (fs::canonicalize(file), fs::read("/proc/self/mountinfo")) else {
        return false;
    };
    // White space and backslashes are written in octal (proc(5)).
    let mut name = Vec::new();
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b' ' | b'\t' | b'\n' | b'\\' => name.extend(format!("\\{byte:03o}").bytes()),
            _ => name.push(*byte),
        }
    }
    mounts
        .split(|byte| *byte == b'\n')
        .any(|line| line.split(|byte| *byte == b' ').nth(4) == Some(&name))
}

#[cfg(not(target_os = "linux"))]
fn is_mounted(_file: &Path) -> bool {
    false
}
