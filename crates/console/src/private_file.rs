//! Files of the profile's folder that nobody else may read, and that are whole whenever the power
//! goes.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

/// Makes a folder that is the person's alone.
pub(crate) fn create_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    set_mode(folder, 0o700)
}

/// A file that was written and synced, and has no name yet.
pub(crate) struct Unnamed {
    file: NamedTempFile,
    folder: PathBuf,
}

/// Writes a new file in a folder, all of it, down to the disk.
pub(crate) fn write(
    folder: &Path,
    content: impl FnOnce(&mut NamedTempFile) -> io::Result<()>,
) -> io::Result<Unnamed> {
    let mut file = NamedTempFile::new_in(folder)?;
    content(&mut file)?;
    file.as_file().sync_all()?;
    set_mode(file.path(), 0o600)?;
    Ok(Unnamed {
        file,
        folder: folder.to_owned(),
    })
}

impl Unnamed {
    /// Gives it its name, also in the place of another file of that name.
    pub(crate) fn replace(self, path: &Path) -> io::Result<fs::File> {
        self.file.persist(path).map_err(|error| error.error)
    }

    /// Gives it its name; fails where there is a file of that name.
    pub(crate) fn name(self, path: &Path) -> io::Result<fs::File> {
        let file = self
            .file
            .persist_noclobber(path)
            .map_err(|error| error.error)?;
        sync_folder(&self.folder)?;
        Ok(file)
    }
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// On other systems the profile folder belongs to the person already.
#[cfg(not(unix))]
fn set_mode(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

/// Makes names that were given or taken in a folder last.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
pub(crate) fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
