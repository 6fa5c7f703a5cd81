//! Reading an archive from its beginning.

use std::{
    io::{self, Read, Write},
    ops::ControlFlow,
};

use tar::{Archive, EntryType};

use crate::{
    compression::{Compression, unpacked},
    entry::{Entry, EntryKind},
    limits::{Budget, Budgeted, Exceeded, Limits},
};

/// Why an archive could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The source failed, or what it gave is damaged.
    #[error("it could not be read: {0}")]
    Read(io::Error),
    /// Neither tar nor tar compressed by gzip or zstd.
    #[error("it is not a tar archive, or one that is compressed in an unknown way")]
    NotAnArchive,
    #[error("it has more than {0} entries")]
    TooManyEntries(u64),
    #[error("it unpacks to more than {0} bytes")]
    TooLarge(u64),
    #[error("the header of entry {0} is too large")]
    HeaderTooLarge(u64),
    #[error("the path of entry {0} is too long")]
    PathTooLong(u64),
    /// There is no entry of that number.
    #[error("it has no entry {0}")]
    NoSuchEntry(u64),
    /// What was found could not be written.
    #[error("{0}")]
    Write(io::Error),
}

/// What an archive has in all, as far as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    pub compression: Compression,
    pub entries: u64,
}

/// What was extracted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub entry: Entry,
    /// Bytes that were written: fewer than the entry has where a limit was given.
    pub written: u64,
}

/// Reads the entries of an archive, until it ends or `each` breaks.
pub fn list(
    source: impl Read,
    limits: &Limits,
    mut each: impl FnMut(Entry) -> ControlFlow<()>,
) -> Result<Totals, ArchiveError> {
    let mut entries = 0;
    let compression = walk(source, limits, |entry, _| {
        entries += 1;
        Ok(each(entry))
    })?;
    Ok(Totals {
        compression,
        entries,
    })
}

/// Writes the content of one entry, by its number, up to a number of bytes. What follows it in the
/// archive is not read.
pub fn extract(
    source: impl Read,
    limits: &Limits,
    number: u64,
    at_most: u64,
    to: &mut impl Write,
) -> Result<Found, ArchiveError> {
    let mut found = None;
    walk(source, limits, |entry, content| {
        if entry.number != number {
            return Ok(ControlFlow::Continue(()));
        }
        let written = copy(&mut content.take(at_most), to)?;
        found = Some(Found { entry, written });
        Ok(ControlFlow::Break(()))
    })?;
    found.ok_or(ArchiveError::NoSuchEntry(number))
}

/// Copies, and tells a source that fails from a destination that does.
fn copy(from: &mut dyn Read, to: &mut impl Write) -> Result<u64, ArchiveError> {
    let mut buffer = vec![0; 64 * 1024];
    let mut written = 0;
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(written),
            Ok(bytes) => {
                to.write_all(&buffer[..bytes])
                    .map_err(ArchiveError::Write)?;
                written += bytes as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(ArchiveError::Read(error)),
        }
    }
}

/// Takes each entry with its content, until the archive ends or `each` breaks.
fn walk(
    source: impl Read,
    limits: &Limits,
    mut each: impl FnMut(Entry, &mut dyn Read) -> Result<ControlFlow<()>, ArchiveError>,
) -> Result<Compression, ArchiveError> {
    let budget = Budget::new(limits);
    let (compression, inner) = unpacked(source).map_err(ArchiveError::Read)?;
    let mut archive = Archive::new(Budgeted {
        inner,
        budget: budget.clone(),
    });
    let mut number = 0;
    let failed = |error: io::Error, number| match exceeded(&error) {
        Some(Exceeded::Unpacked) => ArchiveError::TooLarge(limits.unpacked),
        Some(Exceeded::Headers) => ArchiveError::HeaderTooLarge(number),
        None if number == 0 && is_no_header(&error) => ArchiveError::NotAnArchive,
        None => ArchiveError::Read(error),
    };
    let mut skipped = vec![0; 64 * 1024];
    let mut entries = archive.entries().map_err(|error| failed(error, 0))?;
    loop {
        budget.begin_headers(limits.headers);
        let Some(entry) = entries.next() else {
            return Ok(compression);
        };
        budget.end_headers();
        let mut entry = entry.map_err(|error| failed(error, number))?;
        if entry.header().entry_type().is_pax_global_extensions() {
            skip(&mut entry, &mut skipped).map_err(|error| failed(error, number))?;
            continue;
        }
        if number == limits.entries {
            return Err(ArchiveError::TooManyEntries(limits.entries));
        }
        let read = read_entry(&entry, number, limits)?;
        if each(read, &mut entry)
            .map_err(|error| match error {
                ArchiveError::Read(error) => failed(error, number),
                other => other,
            })?
            .is_break()
        {
            return Ok(compression);
        }
        // What is left of its content, before the next header: the budget of headers is not for it.
        skip(&mut entry, &mut skipped).map_err(|error| failed(error, number))?;
        number += 1;
    }
}

fn skip(entry: &mut impl Read, buffer: &mut [u8]) -> io::Result<()> {
    loop {
        match entry.read(buffer) {
            Ok(0) => return Ok(()),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn exceeded(error: &io::Error) -> Option<Exceeded> {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = error.get_ref().map(|it| it as _);
    while let Some(error) = cause {
        if let Some(exceeded) = error.downcast_ref() {
            return Some(*exceeded);
        }
        // An error of an error of the system's own kind hides what it holds.
        if let Some(inner) = error.downcast_ref::<io::Error>().and_then(exceeded) {
            return Some(inner);
        }
        cause = error.source();
    }
    None
}

/// Whether the first header is none, in place of a source that failed or was cut.
fn is_no_header(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Other || error.kind() == io::ErrorKind::InvalidData
}

fn read_entry<R: Read>(
    entry: &tar::Entry<'_, R>,
    number: u64,
    limits: &Limits,
) -> Result<Entry, ArchiveError> {
    let header = entry.header();
    let kind = kind_of(header.entry_type());
    let path = entry.path_bytes();
    let target = match kind {
        EntryKind::SymbolicLink | EntryKind::HardLink => entry.link_name_bytes(),
        _ => None,
    };
    let is_too_long = |bytes: &[u8]| bytes.len() > limits.path;
    if is_too_long(&path) || target.as_deref().is_some_and(is_too_long) {
        return Err(ArchiveError::PathTooLong(number));
    }
    // Numbers that are none are as if they were not there.
    let mut read = Entry {
        number,
        path: normal(&String::from_utf8_lossy(&path)).to_owned(),
        size: match kind {
            EntryKind::File => entry.size(),
            _ => 0,
        },
        kind,
        mode: header.mode().unwrap_or_default() & 0o7777,
        user: header.uid().unwrap_or_default(),
        group: header.gid().unwrap_or_default(),
        modified: header.mtime().ok(),
        target: target.map(|target| String::from_utf8_lossy(&target).into_owned()),
    };
    read.read_whiteout();
    Ok(read)
}

fn kind_of(kind: EntryType) -> EntryKind {
    match kind {
        EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => EntryKind::File,
        EntryType::Directory => EntryKind::Folder,
        EntryType::Symlink => EntryKind::SymbolicLink,
        EntryType::Link => EntryKind::HardLink,
        EntryType::Char | EntryType::Block => EntryKind::Device,
        EntryType::Fifo => EntryKind::Fifo,
        _ => EntryKind::Other,
    }
}

/// A path as it is shown: builders write `./etc/`, `/etc` and `etc` for the same folder.
fn normal(path: &str) -> &str {
    let mut path = path;
    while let Some(rest) = path.strip_prefix("./").or_else(|| path.strip_prefix('/')) {
        path = rest;
    }
    let path = path.trim_end_matches('/');
    if path == "." { "" } else { path }
}
