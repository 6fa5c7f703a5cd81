//! Saving texts and exported lists into the folder for downloads.

use std::{
    fs,
    io::{self, BufWriter, ErrorKind, Write},
    path::{Path, PathBuf},
};

use pilothouse_console::ListExport;
use pilothouse_protocol::{Failure, FailureCode, SaveFile, Saved};

/// The longest name, in characters.
const MAX_NAME: usize = 120;
/// The largest text, in bytes.
const MAX_TEXT: usize = 64 * 1024 * 1024;
/// How many files of one name there may be.
const MAX_COPIES: usize = 1000;

/// Writes a new file into the folder; a file that is there is never replaced.
pub fn save(folder: Option<&Path>, command: &SaveFile) -> Result<Saved, Failure> {
    allowed(command)?;
    save_with(folder, &command.name, |file| {
        file.write_all(command.text.as_bytes())
    })
}

/// Writes the rows of a list into a new file; its name is the list's with the time of now.
pub fn export(folder: Option<&Path>, export: &ListExport) -> Result<Saved, Failure> {
    let now = chrono::Utc::now().format("%Y-%m-%d-%H%M");
    let name = format!("{}-{now}.{}", export.name(), export.ending());
    save_with(folder, &name, |file| {
        let mut file = BufWriter::new(file);
        export.write(&mut file)?;
        file.flush()
    })
}

fn save_with(
    folder: Option<&Path>,
    name: &str,
    write: impl Fn(&mut fs::File) -> io::Result<()>,
) -> Result<Saved, Failure> {
    let failed = |reason: &dyn std::fmt::Display| {
        Failure::new(
            FailureCode::Internal,
            format!("The file could not be saved: {reason}."),
        )
    };
    let folder = folder.ok_or_else(|| failed(&"there is no folder for downloads"))?;
    fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    for copy in 1..=MAX_COPIES {
        let path = numbered(folder, name, copy);
        match fs::File::create_new(&path) {
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

fn allowed(command: &SaveFile) -> Result<(), Failure> {
    let refused = |words: &str| Err(Failure::new(FailureCode::Invalid, words));
    let name = &command.name;
    let is_bad = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    if name.is_empty()
        || name.chars().count() > MAX_NAME
        || name.starts_with('.')
        || name.ends_with(['.', ' '])
        || name.contains(is_bad)
    {
        return refused("This is no name for a file.");
    }
    if command.text.len() > MAX_TEXT {
        return refused("The file would be larger than 64 MiB.");
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

    #[test]
    fn names_stay_in_the_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let long = "a".repeat(121);
        for name in [
            "", ".", "..", "../a.csv", "a/b", "a\\b", "c:x", ".rc", "a\n", "a ", &long,
        ] {
            assert!(
                save(Some(folder.path()), &file(name, "")).is_err(),
                "{name}"
            );
        }
        let left = fs::read_dir(folder.path()).expect("the folder").count();
        assert_eq!(left, 0);
    }

    #[test]
    fn no_file_is_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        for text in ["one", "two"] {
            save(Some(folder.path()), &file("list.csv", text)).expect("saved");
        }
        let read = |name| fs::read_to_string(folder.path().join(name)).expect("the file");
        assert_eq!(read("list.csv"), "one");
        assert_eq!(read("list (2).csv"), "two");
    }

    #[test]
    fn huge_texts_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = "x".repeat(MAX_TEXT + 1);
        assert!(save(Some(folder.path()), &file("a.csv", &text)).is_err());
    }
}
